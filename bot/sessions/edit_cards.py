"""What a session is about was changed, as cards."""

from bot.actions.sessions import ShowSession
from bot.chats.cards import opened_parts
from bot.labels import row, when, who
from bot.sentences import all_of, label, msg, say, sentences
from bot.session_facts import session_facts
from bot.sessions.cards import session_actions
from bot.ui import Button, Card, Facts, Paragraph, Row, Show, Text
from core.usecases.editing import Edited
from core.usecases.session_views import SessionView

FIELDS = {
    "title": msg("the title"),
    "description": msg("what it is about"),
    "meeting": msg("how you meet"),
    "location": msg("the place"),
}


def edited_card(done: Edited) -> Card:
    """To the one who changed it."""
    view = done.view
    shown = row(Button(label("Show the session"), ShowSession(view.session.id)))
    if not done.fields:
        return Card(label("Nothing was changed"), (Paragraph(say("It was so already.")), shown))
    told = sentences(
        say("You have changed {what}.", what=_named(done.fields)),
        say("{name} is being told.", name=view.other.name),
    )
    facts = Facts(session_facts(view))
    return Card(label("Saved"), (Paragraph(told), facts, shown, *opened_parts(view)))


def edited_notice(view: SessionView, fields: tuple[str, ...]) -> Card:
    """To the other one: what was changed, and how it is now."""
    said = sentences(changed_text(view, fields), say("The time stays as it is."))
    actions = tuple(session_actions(view))
    return Card(
        label("Session Updated"),
        (
            Paragraph(said),
            Facts(session_facts(view)),
            *((Row(actions),) if actions else ()),
            *opened_parts(view),
        ),
    )


def changed_text(view: SessionView, fields: tuple[str, ...]) -> Text:
    """What the other one has changed."""
    return say(
        "{who} changed {what} of your session on {time}.",
        who=who(view.other),
        what=_named(fields),
        time=when(view.session.starts_at, view.reader, Show.SHORT),
    )


def _named(fields: tuple[str, ...]) -> Text:
    return all_of([label(FIELDS[field]) for field in fields])
