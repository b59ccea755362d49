"""Notices about money, as cards."""

from bot.actions.admin_sessions import ShowAdminSession
from bot.actions.booking import TakeSlot
from bot.actions.payments import ShowReceipt
from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import PROVIDERS, moment_label, questions, row, title_of, when
from bot.payments.cards import REFUND_STATES, receipt_rows
from bot.payments.no_link import remedy
from bot.sentences import in_chat, label, msg, own, say, sentences
from bot.ui import Bold, Button, Card, Fact, Facts, Money, Paragraph, Part, Row, words
from core.ids import code_of
from core.payloads import PaymentAlert, PaymentTrouble
from core.payments import Use
from core.refunds import RefundEntry, RefundStatus
from core.usecases.payments.looking import Returned
from core.usecases.payments.receipts import Receipt
from core.usecases.session_views import SessionView

RETURNED = {
    Use.LATE: msg(
        "Your payment of {amount} for {title} on {time} arrived when that time was no longer kept for you."
    ),
    Use.TWICE: msg("You had paid for {title} on {time} before, and {amount} arrived once more."),
    Use.DIFFERS: msg(
        "For {title} on {time}, {amount} arrived, which is not what was asked for. It books nothing."
    ),
}
TROUBLES = {
    PaymentTrouble.DIFFERS: msg(
        "Somebody paid another amount or currency than was asked for. Nothing was booked by it, and all goes back."
    ),
    PaymentTrouble.UNKNOWN: msg(
        "Money has arrived that belongs to nothing here. Look it up at the provider, and give it back there if it is "
        "not yours."
    ),
    PaymentTrouble.UNSAVED: msg(
        "A payment has arrived, and what follows from it could not be saved. I keep trying; the mentee has been told "
        "that the money is safe. The log says what went wrong."
    ),
    PaymentTrouble.DISPUTED: msg(
        "The payer’s bank disputes a payment, and may take the money back. Answer at the provider in time; the session "
        "stays as it is."
    ),
    PaymentTrouble.REFUNDED_ELSEWHERE: msg(
        "Somebody has given money back at the provider’s own desk. Give refunds here, so that everything adds up."
    ),
    PaymentTrouble.NO_LINK: msg(
        "A mentee wants to pay, and the provider makes no link. Nothing was taken."
    ),
}


def returned_notice(returned: Returned) -> Card:
    """To the mentee: money that pays for nothing goes back."""
    view, payment = returned.view, returned.payment
    session = view.session
    what = say(
        RETURNED[payment.use],
        amount=Money(payment.amount, payment.currency),
        title=Bold(title_of(session.topic)),
        time=when(session.starts_at, view.reader),
    )
    back = say("All of it goes back to you, the way you paid.")
    parts: list[Part] = [
        Paragraph(sentences(what, back)),
        Facts(
            (
                (label("Reference"), words(own(session.code))),
                (label("Refund"), say(REFUND_STATES[returned.entry.status])),
            )
        ),
    ]
    if returned.nearest:
        times = tuple(
            Button(moment_label(start, view.reader), TakeSlot(session.mentor, start, session.minutes))
            for start in returned.nearest
        )
        nearest = in_chat(say("The nearest free times:"), say("The nearest free times are in the chat."))
        parts += [Paragraph(nearest), Row(times, columns=2)]
    return Card(label("Your payment goes back"), (*parts, _doors(session.id)))


def safe_notice(view: SessionView, support: str) -> Card:
    """To the mentee: money has arrived, and booking has not worked yet."""
    what = say(
        "Your payment has arrived and is safe. Booking your session has not worked yet; I keep trying and tell you."
    )
    return Card(
        label("Your payment is safe"),
        (
            Paragraph(what),
            Facts(((label("Reference"), words(own(view.session.code))),)),
            *questions(support),
        ),
    )


def refund_changed_notice(receipt: Receipt, entry: RefundEntry, support: str) -> Card:
    """To the mentee: a refund was sent, or has failed, with the receipt as it is now."""
    amount = Money(entry.amount, entry.currency)
    if entry.status is RefundStatus.FAILED:
        title = label("Your refund is delayed")
        text = say(
            "{amount} could not be sent back to you yet. Support has been told and takes care of it.",
            amount=amount,
        )
    else:
        title = label("Your refund has been sent")
        text = say("{amount} has been sent back to you. Banks take some days to show it.", amount=amount)
    facts = Facts(receipt_rows(receipt))
    return Card(title, (Paragraph(text), facts, *questions(support), _doors(receipt.view.session.id)))


def alert_card(alert: PaymentAlert) -> Card:
    """To admins: money that needs them."""
    rows: list[Fact] = [(label("Provider"), words(own(PROVIDERS.get(alert.provider, alert.provider))))]
    if alert.handle:
        rows.append((label("Its reference"), words(own(alert.handle))))
    if alert.currency:
        rows.append((label("Amount"), words(Money(alert.amount, alert.currency))))
    if alert.words:
        rows.append((label("It says"), words(own(alert.words))))
    if alert.session is not None:
        rows.append((label("Session"), words(own(code_of(alert.session)))))
    help_ = remedy(alert.reason) if alert.reason else ()
    parts: list[Part] = [Paragraph(sentences(say(TROUBLES[alert.trouble]), help_)), Facts(tuple(rows))]
    if alert.session is not None:
        parts.append(row(Button(label("Show the session"), ShowAdminSession(alert.session))))
    return Card(label("A payment needs you"), tuple(parts))


def _doors(session: int) -> Row:
    return row(
        Button(label("Receipt"), ShowReceipt(session)),
        Button(label("Show the session"), ShowSession(session)),
        Button(label("My sessions"), ShowSessions()),
    )
