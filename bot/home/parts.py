"""What the home page is made of: headings, and sessions with what can be done about them."""

from bot.actions.sessions import ShowSession
from bot.labels import length, title_of, when, who
from bot.sentences import label, lines, say
from bot.session_facts import state_of
from bot.sessions.cards import session_actions
from bot.ui import Bold, Button, Label, Paragraph, Part, Row, Show, Text, words
from core.sessions import Status
from core.usecases.session_views import SessionView


def heading(text: Label) -> Paragraph:
    """Above parts that belong together."""
    return Paragraph(words(Bold(text)))


def session_parts(view: SessionView, asks: Text) -> tuple[Part, Part]:
    """A session, what it `asks` of the reader, and what they can do about it."""
    controls = Row((*session_actions(view), Button(label("Open"), ShowSession(view.session.id))))
    return Paragraph(lines(_line(view), asks)), controls


def _line(view: SessionView) -> Text:
    session = view.session
    title, lasting = title_of(session.topic), length(session.minutes)
    about = say("{title} · {length}", title=title, length=lasting)
    if session.status is not Status.SCHEDULED or view.now >= session.starts_at:
        about = say("{title} · {length} · {state}", title=title, length=lasting, state=state_of(view))
    return lines(
        say(
            "{when} · {who}",
            when=when(session.starts_at, view.reader, Show.SHORT),
            who=who(view.other),
        ),
        about,
    )
