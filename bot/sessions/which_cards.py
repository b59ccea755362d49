"""Sessions that somebody speaks of: which one is meant?"""

from collections.abc import Sequence

from bot.actions import Action
from bot.labels import moment_with, row
from bot.sentences import label, say_many
from bot.ui import Button, Card, Hint, Part
from core.people import Person
from core.usecases.session_views import SessionView


def which_session_card(ways: Sequence[tuple[SessionView, Action]], meant: int, reader: Person) -> Card:
    """A button for each session that may be meant, with what is to become of it; of more than fit, the soonest."""
    buttons = [
        Button(moment_with(view.session.starts_at, view.other, reader), action) for view, action in ways
    ]
    parts: tuple[Part, ...] = (row(*buttons),)
    if left := meant - len(ways):
        others = say_many("{n} more is later: say its day.", "{n} more are later: say the day.", left)
        parts = (*parts, Hint(others))
    return Card(label("Which session?"), parts)
