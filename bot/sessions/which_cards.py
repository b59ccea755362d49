"""Sessions that somebody speaks of: which one is meant?"""

from collections.abc import Sequence

from bot.actions import Action
from bot.labels import moment_with, row
from bot.sentences import label
from bot.ui import Button, Card
from core.people import Person
from core.usecases.session_views import SessionView


def which_session_card(ways: Sequence[tuple[SessionView, Action]], reader: Person) -> Card:
    """A button for each session that may be meant, with what is to become of it."""
    buttons = [
        Button(moment_with(view.session.starts_at, view.other, reader), action) for view, action in ways
    ]
    return Card(label("Which session?"), (row(*buttons),))
