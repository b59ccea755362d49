"""What admins do to one session, in the talk."""

from bot.actions.interventions import Forms, Presses
from bot.interventions.cards import acts_card, case_facts, noted_card
from bot.sentences import label, say
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Facts, Hint, Layout, Message, Outcome, TextField
from core.interventions import NOTE_LIMIT
from core.usecases.interventions import acts, notes


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    return Message(acts_card(acts.acts(turn.desk, turn.person, action.session)))


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    case = notes.noting(turn.desk, turn.person, action.session)
    note = TextField("note", label("Note"), multiline=True, limit=NOTE_LIMIT)
    told = Hint(say("Admins see it with the session. Neither party does."))
    return Layout(label("Internal note"), label("Keep the note"), (note,), (Facts(case_facts(case)), told))


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    return Message(
        noted_card(notes.add_note(turn.desk, turn.person, action.session, values.get("note", "")))
    )


INTERVENTIONS: Subject[Presses, Forms] = Subject(press, form, send)
