"""Refusals about paying, in words."""

from bot.actions.mail import EditMail
from bot.actions.mentors import BrowseMentors
from bot.actions.payments import LeavePayment, ShowPayment
from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import danger, primary, row
from bot.sentences import label, msg, say
from bot.ui import Button, Phrase
from core.errors.common import Refusal
from core.errors.payments import NothingPaid, PaidElsewhere, PaymentOpen, PaymentOver

OVER = {
    "scheduled": msg("It is paid, and your session is confirmed."),
    "cancelled": msg("The time for paying is over, or you have left it. Nothing is booked."),
}


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case PaymentOpen(session):
            return Phrase(
                label("A session waits for your payment"),
                say("Pay for it first, or leave it; then this is possible again."),
                (
                    row(
                        primary(label("Pay"), ShowPayment(session)),
                        danger(label("Do not book it"), LeavePayment(session)),
                    ),
                ),
            )
        case PaidElsewhere(by_mail):
            return _paid_elsewhere(by_mail=by_mail)
        case PaymentOver(session, status):
            return Phrase(
                label("There is nothing to pay now"),
                say(OVER.get(status, msg("It does not wait for a payment."))),
                (
                    row(
                        Button(label("Show the session"), ShowSession(session)),
                        Button(label("My sessions"), ShowSessions()),
                    ),
                ),
            )
        case NothingPaid(session):
            return Phrase(
                label("No receipt"),
                say("Nothing was paid for this session through Parley."),
                (row(Button(label("Show the session"), ShowSession(session))),),
            )
    return None


def _paid_elsewhere(*, by_mail: bool) -> Phrase:
    if by_mail:
        return Phrase(
            label("Not paid here"),
            say(
                "Sessions with a price are not paid in this chat. Give me an address, and I mail you the link."
            ),
            (
                row(
                    primary(label("Give an address"), EditMail()), Button(label("Mentors"), BrowseMentors())
                ),
            ),
        )
    return Phrase(
        label("Not paid here"),
        say(
            "Sessions with a price are not paid in this chat. Book from another of yours, or ask an admin."
        ),
        (row(Button(label("Mentors"), BrowseMentors())),),
    )
