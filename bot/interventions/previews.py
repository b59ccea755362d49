"""What an act means and who is told what, before it is done; and that it has been done."""

from dataclasses import dataclass

from bot.actions.interventions import ConfirmAct, DiscardAct, ShowRefund
from bot.interventions.cards import back, case_facts
from bot.labels import length, when
from bot.sentences import Msg, label, lines, msg, own, percent, say, say_many, sentences
from bot.session_facts import status_label
from bot.ui import (
    Bold,
    Button,
    Card,
    Facts,
    Money,
    Paragraph,
    Row,
    Style,
    Text,
    words,
)
from core.interventions import (
    ACTS,
    Act,
    CancelWish,
    ClearWish,
    CompleteWish,
    Lifts,
    OverrideWish,
    ReassignWish,
    RefundWish,
    RescheduleWish,
)
from core.people import Role
from core.refunds import RefundKind
from core.usecases.interventions.planning import Done, Plan
from core.usecases.interventions.refunds import Giving


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an act: when it is shown, on the button that does it, and when it is done.

    `leaves` is on the other button where that says more than that all stays as it is.
    """

    act: Act
    asks: Msg
    confirms: Msg
    done: Msg
    leaves: Msg | None = None


_ROWS = (
    Said(
        Act.FORCE_CANCEL,
        msg("Cancel this session?"),
        msg("Cancel the session"),
        msg("The session is cancelled"),
        leaves=msg("Keep the session"),
    ),
    Said(
        Act.FORCE_COMPLETE,
        msg("Complete this session?"),
        msg("Complete the session"),
        msg("The session is completed"),
    ),
    Said(
        Act.MANUAL_REFUND,
        msg("Give this refund?"),
        msg("Give the refund"),
        msg("The refund is given"),
        leaves=msg("Give nothing"),
    ),
    Said(
        Act.REASSIGN,
        msg("Give this session to another mentor?"),
        msg("Change the mentor"),
        msg("The session has another mentor"),
    ),
    Said(Act.RESCHEDULE, msg("Move this session?"), msg("Move the session"), msg("The session is moved")),
    Said(
        Act.CLEAR_NO_SHOW,
        msg("Clear this no-show?"),
        msg("Clear the no-show"),
        msg("The no-show is cleared"),
    ),
    Said(
        Act.OVERRIDE, msg("Make this exception?"), msg("Make the exception"), msg("The exception is made")
    ),
)
SAID = {row.act: row for row in _ROWS}
ALLOWS = {
    Lifts.RESCHEDULE: msg(
        "Both may ask to move it until {until}, however often they have, and however soon it is."
    ),
    Lifts.CANCELLATION: msg(
        "Both may cancel it until {until}. Whoever could not any more gets back what is due after the cutoff."
    ),
    Lifts.DEADLINE: msg("The answer that is waited for may come until {until}."),
}

TOLD_CANCELLED = {
    False: msg("{name}: that support has cancelled it, and why."),
    True: msg("{name}: that support has cancelled it, why, and what comes back."),
}
"""By whether it is a mentee who has paid."""


def preview_card(plan: Plan) -> Card:
    """The session, what becomes of it, who is told what; and two ways on."""
    case, act = plan.case, ACTS[type(plan.wish)]
    told = words(Bold(label("Who is told")))
    style = Style.DANGER if act is Act.FORCE_CANCEL else Style.PRIMARY
    said = SAID[act]
    leave = label(said.leaves) if said.leaves else label("Leave it as it is")
    return Card(
        label(said.asks),
        (
            Facts(case_facts(case)),
            Paragraph(lines(*_meaning(plan))),
            Paragraph(lines(told, *(words("• ", *each) for each in _told(plan)))),
            Facts(((label("Reason"), (own(plan.wish.reason),)),)),
            Row(
                (
                    Button(label(said.confirms), ConfirmAct(case.session.id, plan.draft), style),
                    Button(leave, DiscardAct(case.session.id, plan.draft)),
                )
            ),
        ),
    )


def done_card(done: Done) -> Card:
    """To the admin who has done it."""
    plan, buttons = done.plan, [back(done.session.id)]
    if done.refund is not None:
        buttons.append(Button(label("The refund that waits"), ShowRefund(done.refund)))
    told = words(Bold(label("Who is told")))
    parts = Paragraph(lines(told, *(words("• ", *each) for each in _told(plan))))
    waits = plan.giving is not None and plan.giving.waits
    title = label("The refund waits for another admin")
    if not (waits and isinstance(plan.wish, RefundWish)):
        title = label(SAID[ACTS[type(plan.wish)]].done)
    return Card(title, (parts, Row(tuple(buttons))))


def _meaning(plan: Plan) -> tuple[Text, ...]:
    """What becomes of the session and of the money."""
    wish, case = plan.wish, plan.case
    session, reader = case.session, case.reader
    match wish:
        case CancelWish():
            free = say(
                "Their time is free again, and the session does not count for {mentee}’s month.",
                mentee=case.mentee.name,
            )
            return (free, *_given(plan, plan.giving))
        case CompleteWish(minutes=minutes):
            counts = say("It counts as completed.")
            if minutes is None:
                return (counts,)
            took = say(
                "It took {minutes}; {agreed} were agreed.",
                minutes=length(minutes),
                agreed=length(session.minutes),
            )
            return counts, took
        case RefundWish():
            return _given(plan, plan.giving)
        case ReassignWish():
            assert plan.mentor is not None
            return (
                say(
                    "{new} gives it in place of {old}, at the same time and price. {mentee} is not asked.",
                    new=Bold(plan.mentor.name),
                    old=case.mentor.name,
                    mentee=case.mentee.name,
                ),
            )
        case RescheduleWish(start=start, asked_by=role):
            party = case.mentee if role is Role.MENTEE else case.mentor
            moves = say(
                "It moves to {time}, as {name} wishes. Nobody is asked, and nobody’s allowance is used.",
                time=Bold(label("{time}", time=when(start, reader))),
                name=party.name,
            )
            return (moves,)
        case ClearWish(restore=status):
            counts = say("It counts as {status}.", status=Bold(status_label(status)))
            if not plan.taken_back:
                return counts, say("No money moves.")
            taken = say(
                "The refund of {amount}, which has not been paid out, is taken back.",
                amount=Money(plan.taken_back, session.currency),
            )
            return counts, taken
        case OverrideWish(lifts=lifts, until=until):
            return (say(ALLOWS[lifts], until=Bold(label("{time}", time=when(until, reader)))),)


def _given(plan: Plan, giving: Giving | None) -> tuple[Text, ...]:
    """What goes back, and whether another admin has to approve it."""
    case, wish = plan.case, plan.wish
    if giving is None:
        if not case.session.paid:
            return (say("No charge was made, so nothing is given back."),)
        return (say("Nothing is given back."),)
    amount = Money(giving.amount, case.session.currency)
    if isinstance(wish, CancelWish):
        back = say(
            "{mentee} gets back {amount} ({share} of what was paid).",
            mentee=case.mentee.name,
            amount=amount,
            share=percent(wish.pct),
        )
    elif giving.kind is RefundKind.BONUS:
        back = say("{mentee} gets a bonus of {amount}.", mentee=case.mentee.name, amount=amount)
    else:
        back = say("{mentee} gets back {amount}.", mentee=case.mentee.name, amount=amount)
    return back, approval(giving, case.session.payment)


def approval(giving: Giving, payment: int | None) -> Text:
    """Whether another admin has to approve it, and how it goes back."""
    if not giving.waits:
        if payment is not None and giving.kind is not RefundKind.BONUS:
            return say("It goes back the way it was paid.")
        return say("It is settled outside Parley.")
    above = say("That is above what one admin may decide: it waits for a second one, for three days.")
    if not giving.others:
        nobody = say("There is no other admin who could approve it yet.")
        return sentences(above, nobody)
    return sentences(
        above,
        say_many(
            "{n} other admin is asked.",
            "{n} other admins are asked.",
            giving.others,
        ),
    )


def _told(plan: Plan) -> tuple[Text, ...]:
    """Who is told what, one line each."""
    wish, case = plan.wish, plan.case
    mentor, mentee = case.mentor.name, case.mentee.name
    waits = plan.giving is not None and plan.giving.waits
    match wish:
        case CancelWish(tell=False):
            return (say("Nobody. Their earlier messages say that it is cancelled."),)
        case CancelWish():
            return tuple(
                say(TOLD_CANCELLED[bool(case.session.paid) and person is case.mentee], name=person.name)
                for person in case.concerned
            )
        case CompleteWish():
            return (
                say("{name}: that support has recorded it as completed, and why.", name=mentor),
                say("{name}: the same, and is asked how it was.", name=mentee),
            )
        case RefundWish() if waits:
            return (say("The other admins: that it waits. {mentee}: once it is approved.", mentee=mentee),)
        case RefundWish():
            return (say("{name}: how much, and why.", name=mentee),)
        case ReassignWish():
            assert plan.mentor is not None
            return (
                say("{name}: who gives it now, and why.", name=mentee),
                say(
                    "{name}: that it is theirs now, with all that there is to know.", name=plan.mentor.name
                ),
                *(
                    (say("{name}: that another mentor gives it, and why.", name=mentor),)
                    if case.session.has_mentor
                    else ()
                ),
            )
        case RescheduleWish(asked_by=role):
            asker = mentee if role is Role.MENTEE else mentor
            return tuple(
                say(
                    "{name}: the new time, and that support has moved it for {asker}.",
                    name=name,
                    asker=asker,
                )
                for name in (mentor, mentee)
            )
        case ClearWish():
            return tuple(
                say("{name}: that the no-show is cleared, what it counts as, and why.", name=name)
                for name in (mentor, mentee)
            )
        case OverrideWish():
            return tuple(
                say("{name}: what is possible now, until when, and why.", name=person.name)
                for person in case.concerned
            )
