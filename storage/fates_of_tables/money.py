"""What becomes of payments and refunds, column by column."""

from sqlalchemy import or_

from storage.fates import PERSON, TAKEN, Emptied, Fates
from storage.intervention_tables import refunds
from storage.payment_tables import payment_attempts, payments

FATES: tuple[Fates, ...] = (
    Fates(
        payment_attempts,
        "links to pay by",
        "the mentee, admins",
        whose=payment_attempts.c.session.in_(TAKEN),
        exported=("session", "provider", "reference", "amount", "currency", "status", "opened_at", "closes_at"),
        kept=(
            "id", "session", "nth", "provider", "reference", "amount", "currency", "status", "opened_at", "closes_at",
            "look_at", "looked_at", "link", "failed_at", "refused",
        ),
        emptied={"url": Emptied(payment_attempts.c.session.in_(TAKEN))},
    ),
    Fates(
        payments,
        "money that arrived, by the provider's name for it",
        "the mentee, admins",
        whose=payments.c.session.in_(TAKEN),
        exported=("id", "session", "provider", "handle", "amount", "currency", "at", "use"),
        kept=("id", "session", "attempt", "provider", "handle", "amount", "currency", "at", "use"),
    ),
    Fates(
        refunds,
        "what mentees get back",
        "the mentee, admins",
        whose=refunds.c.session.in_(TAKEN),
        exported=("session", "amount", "currency", "kind", "status", "at", "settled_at", "payment"),
        kept=(
            "id", "session", "amount", "currency", "kind", "status", "at", "settled_at", "expires_at", "payment",
            "handle", "tries", "trouble",
        ),
        pseudonym=("person", "approved_by"),
        emptied={"words": Emptied(or_(refunds.c.session.in_(TAKEN), refunds.c.person == PERSON))},
    ),
)  # fmt: skip
