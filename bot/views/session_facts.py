"""What every card about a session tells of it."""

from bot.ui import Text, words
from bot.views.booking import price_text
from bot.views.common import MEETINGS, length, when, who
from core.people import Role
from core.sessions import CancelReason, Status
from core.usecases.session_views import SessionView

STATES = {
    Status.AWAITING_PAYMENT: "awaiting payment",
    Status.REQUESTED: "requested",
    Status.SCHEDULED: "scheduled",
    Status.IN_PROGRESS: "in progress",
    Status.COMPLETED: "completed",
    Status.CANCELLED: "cancelled",
    Status.NO_SHOW: "no-show",
}
REASONS = {
    CancelReason.CONFLICT: "Schedule conflict",
    CancelReason.EMERGENCY: "Personal emergency",
    CancelReason.NO_NEED: "No longer need this session",
    CancelReason.ELSEWHERE: "Found alternative solution",
    CancelReason.TECHNICAL: "Technical issues expected",
    CancelReason.OTHER: "Other",
}


def session_facts(view: SessionView) -> tuple[tuple[str, Text], ...]:
    """Who, what, when in the reader's own time, and where."""
    session, topic = view.session, view.session.topic
    rows: list[tuple[str, Text]] = [
        ("With", words(who(view.other), " (mentee)" if view.viewer is Role.MENTOR else " (mentor)")),
        ("When", words(when(session.starts_at, view.reader))),
        ("Length", words(length(session.minutes))),
        ("Meeting", words(MEETINGS[topic.meeting], *((": ", topic.location) if topic.location else ()))),
        ("Title", words(topic.title)),
    ]
    if topic.description:
        rows.append(("About", words(topic.description)))
    if session.rate:
        rows.append(("Price", price_text(session.rate, session.currency)))
    rows += [("Status", words(state_of(view))), ("Code", words(session.code))]
    if (why := session.cancellation) and (why.reason or why.note):
        reason = REASONS[why.reason] if why.reason and why.reason is not CancelReason.OTHER else ""
        rows.append(("Reason", words(": ".join(part for part in (reason, why.note) if part))))
    return tuple(rows)


def state_of(view: SessionView) -> str:
    """The status in a word, and whose doing it is."""
    session = view.session
    if session.status is Status.CANCELLED and session.cancellation is not None:
        return f"cancelled by {canceller(view)}" if session.cancellation.by else "cancelled"
    if session.status is Status.SCHEDULED and view.now >= session.starts_at:
        return "in progress" if view.now < session.ends_at else "over"
    return STATES[session.status]


def canceller(view: SessionView) -> str:
    """Who cancelled, as the viewer says it."""
    assert view.session.cancellation is not None
    by = view.session.cancellation.by
    return (
        "you"
        if by is view.viewer
        else {Role.ADMIN: "the programme", None: "nobody"}.get(by, view.other.name)
    )
