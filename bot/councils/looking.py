"""The dashboard, one council, and the coordinators' board with its private notes."""

from bot.actions.councils import LookingAction, ShowBoard, ShowCouncil, ShowCouncils, WriteCouncilNote
from bot.ui import Hint, Layout, Message, Outcome, TextField, words
from bot.views.councils.board import board_card
from bot.views.councils.pages import council_card, councils_card
from core.desk import Desk
from core.errors import NotFound
from core.people import Person
from core.usecases.councils import dashboard
from core.usecases.councils.drafting import WORDS_LIMIT


def perform(desk: Desk, person: Person, action: LookingAction) -> Outcome:
    """Show councils; raises NotFound for what is not the person's to see."""
    match action:
        case ShowCouncils(page, past):
            return Message(councils_card(dashboard.councils(desk, person, page, past=past)))
        case ShowCouncil(council):
            return Message(council_card(dashboard.council(desk, person, council)))
        case ShowBoard(council):
            view = dashboard.council(desk, person, council)
            if view.board is None:
                raise NotFound("council")
            return Message(board_card(view))
        case WriteCouncilNote():
            raise AssertionError("it opens a form")


def layout(desk: Desk, person: Person, purpose: WriteCouncilNote) -> Layout:
    """One field; raises NotFound for who does not coordinate."""
    view = dashboard.council(desk, person, purpose.council)
    if not view.coordinates:
        raise NotFound("council")
    field = TextField("note", "Note", multiline=True, limit=WORDS_LIMIT)
    return "Private note", "Keep it", (Hint(words("Only coordinators see it.")),), (field,)


def send_in(desk: Desk, person: Person, purpose: WriteCouncilNote, values: dict[str, str]) -> Outcome:
    """Keep the note."""
    return Message(
        board_card(dashboard.note(desk, person, purpose.council, values.get("note", "")), "Kept.")
    )
