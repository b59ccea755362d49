"""Refunds that wait for a second admin, as cards for admins (ADM-9)."""

from bot.actions.interventions import ApproveRefund, DeclineRefund, WithdrawRefund
from bot.interventions.cards import back, case_facts
from bot.labels import danger, primary, row, when
from bot.sentences import label, msg, own, say
from bot.ui import Button, Card, Fact, Facts, Hint, Money, Paragraph, Part, Show, Text
from core.refunds import RefundEntry, RefundStatus
from core.usecases.interventions.refunds import Decision

STATES = {
    RefundStatus.PENDING: msg("It is approved, and settled outside Parley."),
    RefundStatus.PROCESSED: msg("It is approved and paid out."),
    RefundStatus.FAILED: msg("It is approved, but paying it out has failed."),
    RefundStatus.DECLINED: msg("It is declined: nothing is given back."),
    RefundStatus.WITHDRAWN: msg(
        "It is withdrawn, or nobody has approved it in time: nothing is given back."
    ),
}
TITLES = {
    RefundStatus.PENDING: msg("A refund was approved"),
    RefundStatus.PROCESSED: msg("A refund was approved"),
    RefundStatus.FAILED: msg("A refund was approved"),
    RefundStatus.DECLINED: msg("A refund was declined"),
    RefundStatus.WITHDRAWN: msg("A refund was withdrawn"),
}


def decision_card(decision: Decision) -> Card:
    """A refund with what can be decided about it, or how it was decided."""
    entry, case = decision.entry, decision.case
    facts = Facts((*case_facts(case), *_facts(decision)))
    if entry.status is not RefundStatus.PENDING_APPROVAL:
        state = Paragraph(_state(entry))
        return Card(label(TITLES[entry.status]), (facts, state, row(back(case.session.id))))
    parts: list[Part] = [facts]
    if entry.expires_at is not None:
        until = when(entry.expires_at, case.reader, Show.SHORT)
        parts.append(Hint(say("Without an answer until {until} it is withdrawn.", until=until)))
    if ways := _ways(decision):
        parts.append(row(*ways))
    return Card(label("A refund to approve"), tuple(parts))


def settled_refund(decision: Decision) -> Card:
    """What becomes of the message that asked for approval."""
    entry = decision.entry
    waits = entry.status is RefundStatus.PENDING_APPROVAL
    state = say("It waits for another admin.") if waits else _state(entry)
    return Card(label("A refund to approve"), (Facts(_facts(decision)), Paragraph(state)))


def _state(entry: RefundEntry) -> Text:
    if entry.status is RefundStatus.PENDING and entry.payment is not None:
        return say("It is approved, and on its way back to where it was paid from.")
    return say(STATES[entry.status])


def _ways(decision: Decision) -> tuple[Button, ...]:
    entry, case = decision.entry, decision.case
    if case.is_own:
        return ()
    if entry.by == case.reader.id:
        return (danger(label("Withdraw it"), WithdrawRefund(entry.id)),)
    return (
        primary(label("Approve the refund"), ApproveRefund(entry.id)),
        danger(label("Decline it"), DeclineRefund(entry.id)),
    )


def _facts(decision: Decision) -> tuple[Fact, ...]:
    entry = decision.entry
    return (
        (label("Amount"), (Money(entry.amount, entry.currency),)),
        (label("Asked for by"), (own(decision.by.name),)),
        (label("Reason"), (own(entry.words),)),
    )
