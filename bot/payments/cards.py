"""Paying for a session, receipts, and refunds, as cards."""

from bot.actions.booking import ShowWeek
from bot.actions.delivery import RetryRefund, SettleRefund
from bot.actions.mentors import BrowseMentors
from bot.actions.payments import CheckPayment, LeavePayment, MailReceipt, PayAgain, ShowPayment, ShowReceipt
from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import PLATFORMS, PROVIDERS, danger, length, local_day, primary, row, title_of, when, who
from bot.payments.no_link import why_no_link
from bot.refund_terms import refund_terms
from bot.sentences import in_chat, label, msg, own, say, say_many, sentences, series
from bot.ui import (
    Bold,
    Button,
    Card,
    Fact,
    Facts,
    Hint,
    Link,
    Money,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.desk import Desk
from core.ids import code_of
from core.payments import AttemptStatus, PaymentRecord, Use, minutes_left
from core.people import Role
from core.refunds import RefundEntry, RefundStatus
from core.sessions import Session, Status
from core.usecases.payments.links import is_slow
from core.usecases.payments.looking import RefundOf
from core.usecases.payments.paying import Left, Paying
from core.usecases.payments.receipts import Receipt
from core.usecases.session_views import SessionView, as_booked

REFUND_STATES = {
    RefundStatus.PENDING_APPROVAL: msg("support still has to approve it"),
    RefundStatus.PENDING: msg("on its way"),
    RefundStatus.PROCESSED: msg("sent back"),
    RefundStatus.FAILED: msg("could not be sent back yet"),
}
RECEIVED = {
    Use.KEPT: msg("It pays for the session."),
    Use.LATE: msg("It came when the time was no longer kept for you, so all of it goes back."),
    Use.TWICE: msg("The session was paid before, so all of it goes back."),
    Use.DIFFERS: msg("It was not what was asked for, so all of it goes back."),
}
"""What money that arrived is good for, to whoever paid it."""


def pay_card(desk: Desk, paying: Paying) -> Card:
    """How a session is paid for, and how much time is left; where one pays elsewhere, without the link."""
    view = paying.view
    session = view.session
    assert session.confirm_by is not None
    facts: tuple[Fact, ...] = (
        (label("With"), words(who(view.mentor))),
        (label("When"), words(when(session.starts_at, view.reader))),
        (label("Length"), words(length(session.minutes))),
        (label("Title"), words(title_of(session.topic))),
        (label("Price"), words(Money(session.rate, session.currency))),
    )
    until = when(session.confirm_by, view.reader, Show.TIME)
    held = in_chat(
        say_many(
            "The time is held for you until {time}: {n} minute is left.",
            "The time is held for you until {time}: {n} minutes are left.",
            minutes_left(session.confirm_by, view.now),
            time=until,
        ),
        say("The time is held for you until {when}.", when=until),
    )
    parts: list[Part] = [
        Facts(facts),
        Paragraph(sentences(_how(desk, paying), held)),
        Row(_ways(desk, paying)),
    ]
    if terms := refund_terms(as_booked(view)):
        parts.append(Hint(sentences(*terms)))
    return Card(label("Pay to confirm your session"), tuple(parts))


def _how(desk: Desk, paying: Paying) -> Text:
    attempt, provider = paying.attempt, PROVIDERS.get(paying.attempt.provider, paying.attempt.provider)
    if paying.asked:
        return say(
            "I am asking {provider} now, and tell you as soon as your payment has arrived.",
            provider=provider,
        )
    if attempt.status is not AttemptStatus.CLOSED and paying.platforms:
        return say(
            "The link to pay by waits for you in your chat on {platforms}.",
            platforms=series([own(PLATFORMS.get(each, each)) for each in paying.platforms]),
        )
    if attempt.status is not AttemptStatus.CLOSED and paying.by_mail:
        return say("The link to pay by comes by mail, to {address}.", address=Bold(paying.by_mail))
    if attempt.status is AttemptStatus.OPEN:
        failed = say("The last try did not go through; nothing was taken.") if attempt.failed_at else ()
        return sentences(
            failed, say("Pay at {provider}: your payment confirms the session.", provider=provider)
        )
    if attempt.status is AttemptStatus.CLOSED and attempt.link:
        return say("Nobody can pay by the earlier link any more. You can have another one.")
    if attempt.status is AttemptStatus.CLOSED:
        return why_no_link(attempt, desk.support)
    if is_slow(attempt, paying.view.now):
        return say(
            "{provider} does not answer at the moment. I keep trying, and the link appears here.",
            provider=provider,
        )
    return say("{provider} is making the link to pay by. It appears here in a moment.", provider=provider)


def _ways(desk: Desk, paying: Paying) -> tuple[Button | Link, ...]:
    attempt, session = paying.attempt, paying.view.session.id
    ways: list[Button | Link] = []
    if attempt.status is AttemptStatus.OPEN and not desk.is_asked_elsewhere:
        ways.append(Link(label("Pay now"), attempt.url))
    elif attempt.status is AttemptStatus.CLOSED:
        ways.append(primary(label("Get another link"), PayAgain(session)))
    if attempt.link:
        ways.append(Button(label("I have paid"), CheckPayment(session)))
    return (*ways, danger(label("Do not book it"), LeavePayment(session)))


def payment_actions(view: SessionView) -> list[Button | Link]:
    """What a mentee can do about the payment of a session."""
    session = view.session
    if view.viewer is not Role.MENTEE:
        return []
    if session.status is Status.AWAITING_PAYMENT:
        return [
            primary(label("Pay"), ShowPayment(session.id)),
            danger(label("Do not book it"), LeavePayment(session.id)),
        ]
    return [Button(label("Receipt"), ShowReceipt(session.id))] if session.payment is not None else []


def left_card(left: Left) -> Card:
    """To whoever has left a session before it was paid, where the notice cannot be the answer."""
    return ended_card(left.view)


def ended_card(view: SessionView) -> Card:
    """A session that nobody has paid for in time, or that its mentee has left."""
    session = view.session
    was_left = session.cancellation is not None and session.cancellation.by is Role.MENTEE
    title = label("Not booked: you left it") if was_left else label("Not booked: it was not paid in time")
    what = say(
        "{title} with {mentor}, {time}, is not booked. The time is free again for others.",
        title=Bold(title_of(session.topic)),
        mentor=who(view.mentor),
        time=when(session.starts_at, view.reader),
    )
    late = say("Should a payment of yours arrive all the same, all of it goes back to you.")
    if not was_left:
        late = say(
            "Should a payment of yours arrive all the same, you get the session if the time is still free, else all "
            "of your money back."
        )
    day = local_day(session.starts_at, view.reader)
    return Card(
        title,
        (
            Paragraph(what),
            Hint(late),
            row(
                primary(label("Choose another time"), ShowWeek(session.mentor, None, day)),
                Button(label("Mentors"), BrowseMentors()),
            ),
        ),
    )


def receipt_card(receipt: Receipt) -> Card:
    """What was paid, and what went back."""
    session = receipt.view.session
    mail = (Button(label("Mail it to me"), MailReceipt(session.id)),) if receipt.is_mailed else ()
    return Card(
        label("Receipt for {code}", code=own(session.code)),
        (
            Facts(receipt_rows(receipt)),
            Hint(_good_for(session, receipt.payment, receipt.kept)),
            row(
                *mail,
                Button(label("Show the session"), ShowSession(session.id)),
                Button(label("My sessions"), ShowSessions()),
            ),
        ),
    )


def receipt_rows(receipt: Receipt) -> tuple[Fact, ...]:
    """What stands on a receipt."""
    view, payment = receipt.view, receipt.payment
    session = view.session
    rows: list[Fact] = [
        (label("Number"), words(own(receipt.number))),
        (label("Date"), words(when(payment.at, view.reader))),
        (label("Session"), say("{title} {code}", title=title_of(session.topic), code=own(session.code))),
        (label("When"), words(when(session.starts_at, view.reader))),
        (label("Mentor"), words(own(view.mentor.name))),
        (label("Paid by"), words(own(view.mentee.name))),
        (label("Through"), words(own(PROVIDERS.get(payment.provider, payment.provider)))),
        (label("Amount"), words(Money(payment.amount, payment.currency))),
    ]
    rows += [(label("Refund"), _went_back(entry, receipt)) for entry in receipt.refunds]
    if receipt.refunds:
        rows.append((label("Kept"), words(Money(receipt.kept, payment.currency))))
    return tuple(rows)


def receipt_mailed_card(session: int, address: str) -> Card:
    """The receipt is on its way by mail."""
    said = say("The receipt is on its way to {address}.", address=Bold(address))
    return Card(
        label("Look into your mail"),
        (
            Paragraph(said),
            row(
                Button(label("Receipt"), ShowReceipt(session)), Button(label("My sessions"), ShowSessions())
            ),
        ),
    )


def _good_for(session: Session, payment: PaymentRecord, kept: int) -> Text:
    if payment.use is not Use.KEPT or session.status is not Status.CANCELLED:
        return say(RECEIVED[payment.use])
    if kept:
        return say("The session was cancelled. What is kept follows from the terms of its booking.")
    return say("The session was cancelled, and all of it goes back.")


def _went_back(entry: RefundEntry, receipt: Receipt) -> Text:
    amount = Money(entry.amount, entry.currency)
    time = when(entry.settled_at or entry.at, receipt.view.reader, Show.SHORT)
    state = label(REFUND_STATES[entry.status])
    if entry.payment != receipt.payment.id:
        return say("{amount} of another payment, {time}: {state}", amount=amount, time=time, state=state)
    return say("{amount}, {time}: {state}", amount=amount, time=time, state=state)


# --- admins


def failed_refund_parts(of: RefundOf) -> tuple[Part, ...]:
    """A refund that has failed, with what can be done about it."""
    entry = of.entry
    first = say(
        "{when} · {who}", when=when(entry.settled_at or entry.at, of.reader, Show.SHORT), who=who(of.mentee)
    )
    about = say(
        "{what}: {amount} for {code}",
        what=Bold(label("A refund")),
        amount=Money(entry.amount, entry.currency),
        code=own(code_of(entry.session)),
    )
    reason = say("The provider said: {words}", words=own(entry.trouble))
    if not entry.trouble:
        reason = say(
            "The provider has given no answer: it may have been made, and trying again does not make it twice."
        )
    return (
        Paragraph(first),
        Paragraph(about),
        Hint(reason),
        row(
            Button(label("Try again"), RetryRefund(entry.id)),
            Button(label("Settled by hand"), SettleRefund(entry.id)),
        ),
    )


def refund_failed_card(of: RefundOf) -> Card:
    """To admins: a refund that its provider does not make."""
    return Card(label("A refund has failed"), failed_refund_parts(of))


def settle_card(of: RefundOf) -> Card:
    """What it means to settle a refund by hand."""
    what = say(
        "Have you given {amount} back to {who} outside Parley? Then they are told so, and it is not tried any more.",
        amount=Money(of.entry.amount, of.entry.currency),
        who=who(of.mentee),
    )
    sure = primary(label("Yes, it is settled"), SettleRefund(of.entry.id, sure=True))
    return Card(label("Settled by hand?"), (Paragraph(what), row(sure)))
