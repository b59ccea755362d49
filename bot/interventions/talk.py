"""What admins do to one session, in the talk."""

from bot.actions.interventions import Forms, Presses
from bot.interventions.cards import acts_card, note_layout, noted_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.usecases.interventions import acts, notes


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    return Message(acts_card(acts.acts(turn.desk, turn.person, action.session)))


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    return note_layout(notes.noting(turn.desk, turn.person, action.session))


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    return Message(
        noted_card(notes.add_note(turn.desk, turn.person, action.session, values.get("note", "")))
    )


INTERVENTIONS: Subject[Presses, Forms] = Subject(press, form, send)
