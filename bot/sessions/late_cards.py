"""Somebody comes later, as cards."""

from bot.actions.sessions import ShowSession
from bot.labels import length, row, title_of, when, who
from bot.sentences import label, say
from bot.sessions.cards import session_actions
from bot.ui import Button, Card, Label, Paragraph, Row, Show, Text
from core.usecases.session_views import SessionView


def late_card(view: SessionView, minutes: int) -> Card:
    """To whoever is late."""
    shown = row(Button(label("Show the session"), ShowSession(view.session.id)))
    return Card(
        label("{name} is being told.", name=view.other.name), (Paragraph(_told(view, minutes)), shown)
    )


def late_notice(view: SessionView, minutes: int) -> Card:
    """To the other one."""
    actions = tuple(session_actions(view))
    return Card(
        late_title(view), (Paragraph(late_text(view, minutes)), *((Row(actions),) if actions else ()))
    )


def late_title(view: SessionView) -> Label:
    """Above what the other one reads."""
    return label("{name} comes later", name=view.other.name)


def late_text(view: SessionView, minutes: int) -> Text:
    """By how much the other one comes late, and to what."""
    title, at = title_of(view.session.topic), when(view.session.starts_at, view.reader, Show.SHORT)
    if minutes:
        return say(
            "{who} comes {length} late to {title}, {time}.",
            who=who(view.other),
            length=length(minutes),
            title=title,
            time=at,
        )
    return say("{who} comes a little late to {title}, {time}.", who=who(view.other), title=title, time=at)


def _told(view: SessionView, minutes: int) -> Text:
    if minutes:
        return say(
            "{name} reads that you come {length} late.", name=view.other.name, length=length(minutes)
        )
    return say("{name} reads that you come a little late.", name=view.other.name)
