"""What admins do to one session, in the talk."""

from typing import assert_never

from bot.actions.interventions import (
    AddInternalNote,
    ApproveRefund,
    ClearNoShow,
    ConfirmAct,
    DeclineRefund,
    DiscardAct,
    ForceCancel,
    ForceComplete,
    Forms,
    GiveRefund,
    MoveSession,
    OverridePolicy,
    Presses,
    ReassignSession,
    ShowActs,
    ShowRefund,
    WithdrawRefund,
)
from bot.forms.problems import about_field
from bot.interventions import forms
from bot.interventions.cards import acts_card, noted_card
from bot.interventions.previews import done_card, preview_card
from bot.interventions.refund_cards import decision_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.errors.common import NotFound
from core.errors.interventions import NotAhead, NotBothFree, NothingToRefund, RefundTooMuch
from core.errors.mentors import MentorNotBookable, OwnMentor
from core.errors.replacing import ReplacementNotFree
from core.errors.rescheduling import SameTime
from core.interventions import Act, Wish
from core.usecases.interventions import acts, notes, planning, refunds
from core.usecases.interventions.cases import Case

KINDS = {
    ForceCancel: Act.FORCE_CANCEL,
    ForceComplete: Act.FORCE_COMPLETE,
    GiveRefund: Act.MANUAL_REFUND,
    MoveSession: Act.RESCHEDULE,
    ClearNoShow: Act.CLEAR_NO_SHOW,
    OverridePolicy: Act.OVERRIDE,
    ReassignSession: Act.REASSIGN,
}


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowActs(session):
            return Message(acts_card(acts.acts(desk, person, session)))
        case ConfirmAct(session, draft):
            return Message(done_card(planning.carry_out(desk, person, session, draft)))
        case DiscardAct(session, draft):
            planning.give_up(desk, person, draft)
            return Message(acts_card(acts.acts(desk, person, session)))
        case ShowRefund(refund):
            return Message(decision_card(refunds.decision(desk, person, refund)))
        case ApproveRefund(refund):
            return Message(decision_card(refunds.approve(desk, person, refund)))
        case DeclineRefund(refund):
            return Message(decision_card(refunds.decline(desk, person, refund)))
        case WithdrawRefund(refund):
            return Message(decision_card(refunds.withdraw(desk, person, refund)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    desk, person = turn.desk, turn.person
    match action:
        case AddInternalNote(session):
            return forms.note_form(notes.noting(desk, person, session))
        case ForceCancel():
            return forms.cancel_form(_opened(turn, action))
        case ForceComplete():
            return forms.complete_form(_opened(turn, action))
        case GiveRefund():
            return forms.refund_form(_opened(turn, action))
        case ReassignSession(session, revision):
            return forms.reassign_form(*planning.reassigning(desk, person, session, revision))
        case MoveSession():
            return forms.move_form(_opened(turn, action))
        case ClearNoShow():
            return forms.clear_form(_opened(turn, action))
        case OverridePolicy():
            return forms.override_form(_opened(turn, action))
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Show what was filled in means; a note is kept at once. Raises refusals."""
    match action:
        case AddInternalNote(session):
            text = values.get("note", "")
            return Message(noted_card(notes.add_note(turn.desk, turn.person, session, text)))
        case ForceCancel():
            return _planned(turn, action, forms.cancel_wish(values, _opened(turn, action)))
        case ForceComplete():
            return _planned(turn, action, forms.complete_wish(values))
        case GiveRefund():
            wish = forms.refund_wish(values, _opened(turn, action))
            with about_field("amount", RefundTooMuch, NothingToRefund):
                return _planned(turn, action, wish)
        case ReassignSession():
            with about_field("name", NotFound, OwnMentor, MentorNotBookable, ReplacementNotFree):
                return _planned(turn, action, forms.reassign_wish(turn, values))
        case MoveSession():
            with about_field("when", SameTime, NotAhead, NotBothFree):
                return _planned(turn, action, forms.move_wish(turn, values))
        case ClearNoShow():
            return _planned(turn, action, forms.clear_wish(values))
        case OverridePolicy():
            with about_field("until", NotAhead):
                return _planned(turn, action, forms.override_wish(turn, values))
    assert_never(action)


Shown = (
    ForceCancel | ForceComplete | GiveRefund | MoveSession | ClearNoShow | OverridePolicy | ReassignSession
)


def _opened(turn: Turn, action: Shown) -> Case:
    return planning.opening(turn.desk, turn.person, action.session, action.revision, KINDS[type(action)])


def _planned(turn: Turn, action: Shown, wish: Wish) -> Outcome:
    planned = planning.plan(turn.desk, turn.person, action.session, action.revision, wish)
    return Message(preview_card(planned))


INTERVENTIONS: Subject[Presses, Forms] = Subject(press, form, send)
