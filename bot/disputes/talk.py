"""Disputes in the talk: problems that parties report, and what admins do about them."""

from typing import assert_never

from bot.actions.disputes import (
    AddFiles,
    AddToProblem,
    AskParty,
    ConfirmVerdict,
    DecideDispute,
    DiscardVerdict,
    DismissDispute,
    FilterDisputes,
    Forms,
    GiveDispute,
    OpenEvidence,
    Presses,
    ReportProblem,
    SetPriority,
    ShowDispute,
    ShowDisputes,
    ShowProblem,
    TakeDispute,
    UpholdDispute,
    WithdrawProblem,
)
from bot.disputes import forms
from bot.disputes.cards import decided_card, dispute_card, sent_card
from bot.disputes.decision_cards import outcome_card, proposed_card
from bot.disputes.files import add_kept
from bot.disputes.list_cards import disputes_card
from bot.disputes.report_cards import added_card, report_card
from bot.forms.problems import FieldRefused, about_field
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.attendance import Category
from core.disputes import DisputeQuery
from core.errors.common import Missing
from core.errors.disputes import (
    LinkUnclear,
    NotAnAdmin,
    NotBegun,
    PartyOf,
    SayAbsent,
    TooManyLinks,
)
from core.errors.interventions import NotAhead, NotBothFree, NothingToRefund, RefundTooMuch
from core.errors.members import LastAdmin, MeasureNotPossible, MemberNotFound, OwnMembership, SeveralMembers
from core.errors.rescheduling import SameTime
from core.usecases import dispute_acts, dispute_decisions, disputes, evidence, members, reports


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowProblem(dispute):
            return Message(report_card(reports.mine(desk, person, dispute)))
        case WithdrawProblem(dispute):
            return Message(report_card(reports.withdraw(desk, person, dispute)))
        case AddFiles(dispute, draft):
            return add_kept(turn, dispute, draft)
        case ShowDisputes(page):
            return Message(disputes_card(disputes.disputes(desk, person, DisputeQuery(), page)))
        case FilterDisputes(page, whose, status, priority, category, admin):
            query = DisputeQuery(whose, status, priority, category, admin)
            return Message(disputes_card(disputes.disputes(desk, person, query, page)))
        case ShowDispute(dispute):
            return Message(dispute_card(disputes.dispute(desk, person, dispute)))
        case TakeDispute(dispute):
            dispute_acts.take(desk, person, dispute)
            return _shown(turn, dispute)
        case SetPriority(dispute, priority):
            dispute_acts.set_priority(desk, person, dispute, priority)
            return _shown(turn, dispute)
        case OpenEvidence(dispute, number):
            opened = evidence.open_file(desk, person, dispute, number)
            return Message(sent_card(disputes.dispute(desk, person, dispute), opened.file.name), fresh=True)
        case ConfirmVerdict(dispute, draft, cancels):
            done = dispute_decisions.decide(desk, person, dispute, draft, cancels=cancels)
            return Message(outcome_card(done))
        case DiscardVerdict(dispute, draft):
            dispute_decisions.give_up(desk, person, draft)
            return _shown(turn, dispute)
        case UpholdDispute(dispute):
            return Message(decided_card(disputes.uphold(desk, person, dispute)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    desk, person = turn.desk, turn.person
    match action:
        case ReportProblem(session):
            return forms.report_form(reports.to_report(desk, person, session))
        case AddToProblem(dispute):
            return forms.add_form(reports.adding(desk, person, dispute))
        case GiveDispute(dispute):
            return forms.give_form(disputes.handling(desk, person, dispute))
        case AskParty(dispute):
            return forms.ask_form(disputes.handling(desk, person, dispute))
        case DecideDispute(dispute, way):
            return forms.decide_form(dispute_decisions.deciding(desk, person, dispute, way), way)
        case DismissDispute(dispute):
            return forms.dismiss_form(disputes.handling(desk, person, dispute))
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ReportProblem(session):
            return _report(turn, session, values)
        case AddToProblem(dispute):
            return Message(added_card(reports.add(desk, person, dispute, values.get("what", ""))))
        case GiveDispute(dispute):
            with about_field("name", MemberNotFound, SeveralMembers, NotAnAdmin, PartyOf):
                admin = members.find_member(desk, person, values.get("name", ""))
                dispute_acts.give(desk, person, dispute, admin.id)
            return _shown(turn, dispute)
        case AskParty(dispute):
            whom = values.get("whom", "")
            if not whom.isdecimal():
                raise FieldRefused("whom", Missing("whom"))
            dispute_acts.ask(desk, person, dispute, int(whom), values.get("question", ""))
            return _shown(turn, dispute)
        case DecideDispute(dispute, way):
            case = dispute_decisions.deciding(desk, person, dispute, way)
            verdict = forms.verdict_of(turn, values, case, way)
            with (
                about_field("amount", RefundTooMuch, NothingToRefund),
                about_field("when", SameTime, NotAhead, NotBothFree),
                about_field("whom", OwnMembership, MeasureNotPossible, LastAdmin),
            ):
                return Message(proposed_card(dispute_decisions.propose(desk, person, dispute, verdict)))
        case DismissDispute(dispute):
            reason = values.get("reason", "")
            return Message(decided_card(disputes.dismiss(desk, person, dispute, reason)))
    assert_never(action)


def _report(turn: Turn, session: int, values: dict[str, str]) -> Outcome:
    said = values.get("category", "")
    if said not in set(Category):
        raise FieldRefused("category", Missing("category"))
    with about_field("links", LinkUnclear, TooManyLinks), about_field("category", NotBegun, SayAbsent):
        report = reports.report(
            turn.desk,
            turn.person,
            session,
            Category(said),
            values.get("reason", ""),
            values.get("description", ""),
            values.get("links", ""),
        )
    return Message(report_card(report))


def _shown(turn: Turn, dispute: int) -> Outcome:
    """The dispute as it is now, to the admin who has just done something about it."""
    return Message(dispute_card(disputes.dispute(turn.desk.unasked(), turn.person, dispute)))


DISPUTES: Subject[Presses, Forms] = Subject(press, form, send)
