"""Sessions that somebody speaks of: which one is meant, and what a sentence about one comes to."""

from collections.abc import Sequence
from dataclasses import replace

from bot.actions import Action
from bot.labels import moment_with, row
from bot.sentences import label, say
from bot.ui import Button, Card, Paragraph, Who
from core.people import Person
from core.usecases.session_views import SessionView


def which_session_card(ways: Sequence[tuple[SessionView, Action]], reader: Person) -> Card:
    """A button for each session that may be meant, with what is to become of it."""
    buttons = [
        Button(moment_with(view.session.starts_at, view.other, reader), action) for view, action in ways
    ]
    return Card(label("Which session?"), (row(*buttons),))


def late_card(card: Card, view: SessionView) -> Card:
    """A session for somebody who is late: nobody else hears of it by us."""
    told = say("I do not pass that on: write to {who} directly.", who=Who(view.other.name))
    return replace(card, parts=(Paragraph(told), *card.parts))
