"""What is true of the stored programme at every moment; `parley check` proves it, and a nightly round.

Each invariant's value says what its violation is, with the facts that are found in the store.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.councils import CouncilStatus
from core.notices import Kind
from core.sessions import Status


class Invariant(StrEnum):
    """What must never be found."""

    UNREAD = "whether it is so that {rule} could not be looked up ({fault})"
    DANGLING = "a row of {table} refers to a row of {other} that is not there"
    TWO_PLACES = (
        "person {person} has two claims at once: for {owner} until {until}, for {other} from {since}"
    )
    TWO_SESSIONS = "person {person} has two sessions at once: {session} until {until}, {other} from {since}"
    UNCLAIMED = "session {session} has not claimed the time of person {person}"
    ORPHAN_CLAIM = (
        "time of person {person} is claimed for {owner}, which is no session or council of theirs"
    )
    HALF_HOLD = "hold {hold} has not claimed the time of person {person}"
    ORPHAN_HOLD = "time of person {person} is held until {until} for {owner}, which nobody holds"
    BOOKED_HOLD = "hold {hold} is a session already"
    UNTOLD = "person {person} has no notice that session {session} is {status}"
    NO_REMINDER = "person {person} has no {kind} due {due} for session {session}"
    UNTRUE_REMINDER = "a {kind} ({notice}) waits for session {session}, which has changed since"
    OVERDUE = "notice {notice} ({kind}) has been ready since {ready} and has not left"
    NO_RECEIPT = "notice {notice} ({kind}) was sent and left no receipt"
    ONE_RECEIPT = "notices {notice} and {other} have the same message for their receipt"
    HALF_ENDED = "notice {notice} ({kind}) is {state}, which its other columns deny"
    FUTURE_NOTICE = "notice {notice} is about revision {revision} of session {session}, which has not been"
    UNPACED = "person {person} has no pace, so that no notice can be sent to them"
    OPEN_DELIVERY = "delivery {seq} came at {received} and is not handled"
    UNBLANKED = "delivery {seq} is handled, and what it said is still there"
    ORPHAN_DRAFT = "form {draft} belongs to nobody"
    UNCLOSED = "session {session} ended at {ended} and is still {status}"
    UNSETTLED = "session {session} was to be answered by {until} and is still {status}"
    OPEN_REQUEST = "request {request} was to be answered by {until} and is open"
    IDLE_REQUEST = "request {request} is open, and session {session} is {status}"
    UNKEPT = "request {request} has not kept the proposed time of person {person}"
    RETURNED = "person {person} left session {session} and is its mentor"
    REVISION = "session {session} is {status} at revision {revision}"
    UNAUDITED = "the audit log does not tell that session {session} is {status}"
    ROOMLESS = "{owner} takes place and has neither a link nor a room that is to give it one"
    STRAY_ROOM = "room {room} is open, and {owner} does not take place"
    UNLINKED = "room {room} is made, and {owner} has another link"
    PENDING_ROOM = "room {room} was asked for at {asked} and is neither made nor done without"
    UNASKED_ROOM = "room {room} of {owner} is pending, and no errand has it made"
    UNREMOVED_ROOM = "room {room} of {owner} is closed, and no errand has it removed"
    STRAY_ERRAND = "errand {errand} ({kind}) waits, and there is no room that it is for"
    OVERPAID = "session {session} gives back {refunded} of {paid} that was paid"
    REFUND_UNEQUAL = "session {session} says that {stated} goes back, and the ledger {refunded}"
    REFUND_CURRENCY = "refund {refund} of session {session} is in {currency}"
    UNAPPROVED = "refund {refund} of session {session} needs a second admin's word and has none"
    REFUND_OVERDUE = "refund {refund} waits for an admin since it should have been withdrawn at {until}"
    UNPAID = "session {session} is {status}, and what was paid for it is not its price"
    UNUSED = "payment {payment} arrived at {at}, and neither pays for its session nor goes back"
    GIVEN_TWICE = "payment {payment} gives back {refunded} of {paid}"
    UNASKED_REFUND = "refund {refund} of session {session} goes back, and no errand has that done"
    OPEN_LINK = "attempt {attempt} is open, and session {session} does not wait for its payment"
    NOTHING_TO_PAY_BY = "session {session} waits for its payment, and there is nothing to pay by"
    COUNCIL_UNCLAIMED = "council {council} has not claimed the time of mentor {person}"
    COUNCIL_OVERDUE = "council {council} was to be decided by {deadline} and is still {status}"
    COUNCIL_UNCLOSED = "council {council} ended at {ended} and is still {status}"
    COUNCIL_UNTOLD = "person {person} has no notice that council {council} is confirmed"
    COUNCIL_NO_JOIN = "person {person} has no join link for council {council} as it is now"
    COUNCIL_UNTRUE = "a {kind} ({notice}) waits for council {council}, which has changed since"
    COUNCIL_UNAUDITED = "the audit log does not tell that council {council} is {status}"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is found and must not be."""

    invariant: Invariant
    facts: dict[str, object]

    def __str__(self) -> str:
        return self.invariant.value.format(**self.facts)


AGREEMENTS = (
    "SESSION_BOOKED",
    "SESSION_ACCEPTED",
    "SESSION_RESCHEDULED",
    "SESSION_REASSIGNMENT_ACCEPTED",
    "ADMIN_REASSIGN_SESSION",
)
"""The audit log's entries by which a session's time is agreed; reminders follow from the latest."""

AUDITED = {
    Status.AWAITING_PAYMENT: ("PAYMENT_BEGUN",),
    Status.REQUESTED: ("SESSION_REQUESTED",),
    Status.SCHEDULED: ("SESSION_BOOKED", "SESSION_ACCEPTED", "SESSION_RESCHEDULED"),
    Status.IN_PROGRESS: ("SESSION_BOOKED", "SESSION_ACCEPTED", "SESSION_RESCHEDULED"),
    Status.COMPLETED: ("SESSION_COMPLETED", "ADMIN_FORCE_COMPLETE", "ADMIN_CLEAR_NO_SHOW"),
    Status.NO_SHOW: ("SESSION_NO_SHOW",),
    Status.CANCELLED: (
        "SESSION_CANCELLED",
        "SESSION_DECLINED",
        "SESSION_REQUEST_EXPIRED",
        "SESSION_UNPAID",
        "SESSION_REASSIGNMENT_REJECTED",
        "SESSION_REASSIGNMENT_EXPIRED",
        "ADMIN_FORCE_CANCEL",
        "ADMIN_CLEAR_NO_SHOW",
    ),
}
"""What the audit log has of a session in each status: one of these."""

TOLD = {
    Status.AWAITING_PAYMENT: (Kind.PAYMENT_DUE,),
    Status.REQUESTED: (Kind.REQUESTED, Kind.REQUEST_SENT),
    Status.SCHEDULED: (Kind.BOOKED, Kind.ASSIGNED),
    Status.IN_PROGRESS: (Kind.BOOKED, Kind.ASSIGNED),
    Status.CANCELLED: (Kind.CANCELLED, Kind.REQUEST_ENDED, Kind.PAYMENT_ENDED, Kind.SUPPORT),
    Status.NO_SHOW: (Kind.NO_SHOW, Kind.DISPUTE_CLOSED),
}
"""What each party has been written about a session in each status: one of these."""

COUNCILS_AUDITED = {
    CouncilStatus.COLLECTING: ("COUNCIL_POLL_OPENED",),
    CouncilStatus.DECIDING: ("COUNCIL_UNDECIDED",),
    CouncilStatus.CONFIRMED: ("COUNCIL_CONFIRMED",),
    CouncilStatus.FAILED: ("COUNCIL_FAILED",),
    CouncilStatus.CANCELLED: ("COUNCIL_CANCELLED",),
    CouncilStatus.COMPLETED: ("COUNCIL_COMPLETED",),
}
"""What the audit log has of a council in each status."""
