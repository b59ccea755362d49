"""The dashboard, one council, and the coordinators' board with its private notes."""

from typing import assert_never

from bot.actions.councils.looking import (
    Forms,
    Presses,
    ShowBoard,
    ShowCouncil,
    ShowCouncils,
    WriteCouncilNote,
)
from bot.councils.board_cards import board_card, note_form, noted_card
from bot.councils.cards import council_card, councils_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.errors.common import NotFound
from core.usecases.councils import dashboard


def press(turn: Turn, action: Presses) -> Outcome:
    """Show councils; raises NotFound for what is not the person's to see."""
    desk, person = turn.desk, turn.person
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
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises NotFound for who does not coordinate."""
    match action:
        case WriteCouncilNote(council):
            view = dashboard.council(turn.desk, turn.person, council)
            if not view.coordinates:
                raise NotFound("council")
            return note_form()
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Keep the note."""
    match action:
        case WriteCouncilNote(council):
            view = dashboard.note(turn.desk, turn.person, council, values.get("note", ""))
            return Message(noted_card(view))
    assert_never(action)


LOOKING: Subject[Presses, Forms] = Subject(press, form, send)
