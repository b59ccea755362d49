"""What a session is about was changed, as cards."""

from bot.actions.sessions import ShowSession
from bot.labels import row, when, who
from bot.session_facts import session_facts
from bot.sessions.cards import session_actions
from bot.ui import Button, Card, Facts, Paragraph, Row, Show, words
from core.usecases.editing import Edited
from core.usecases.session_views import SessionView

FIELDS = {
    "title": "the title",
    "description": "what it is about",
    "meeting": "how you meet",
    "location": "the place",
}


def edited_card(done: Edited) -> Card:
    """To the one who changed it."""
    view = done.view
    shown = row(Button("Show the session", ShowSession(view.session.id)))
    if not done.fields:
        return Card("Nothing was changed", (Paragraph(words("It was so already.")), shown))
    told = words("You have changed ", _named(done.fields), f". {view.other.name} is being told.")
    return Card("Saved", (Paragraph(told), Facts(session_facts(view)), shown))


def edited_notice(view: SessionView, fields: tuple[str, ...]) -> Card:
    """To the other one: what was changed, and how it is now."""
    session = view.session
    said = words(
        who(view.other),
        " changed ",
        _named(fields),
        " of your session on ",
        when(session.starts_at, view.reader, Show.SHORT),
        ". The time stays as it is.",
    )
    actions = tuple(session_actions(view))
    return Card(
        "Session Updated",
        (
            Paragraph(said),
            Facts(session_facts(view)),
            *((Row(actions),) if actions else ()),
        ),
    )


def _named(fields: tuple[str, ...]) -> str:
    *others, last = (FIELDS[field] for field in fields)
    return f"{', '.join(others)} and {last}" if others else last
