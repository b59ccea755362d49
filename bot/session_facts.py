"""What every card about a session tells of it."""

from datetime import datetime

from bot.labels import length, price_text, when, who
from bot.places import meeting_text
from bot.sentences import label, msg
from bot.ui import Money, Show, Text, words
from core.aftermath import LIVE
from core.attendance import Absent
from core.people import Role
from core.refunds import Refund
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
    CancelReason.CONFLICT: msg("Schedule conflict"),
    CancelReason.EMERGENCY: msg("Personal emergency"),
    CancelReason.NO_NEED: msg("No longer need this session"),
    CancelReason.ELSEWHERE: msg("Found alternative solution"),
    CancelReason.TECHNICAL: msg("Technical issues expected"),
    CancelReason.OTHER: msg("Other"),
}


def refund_text(refund: Refund, currency: str) -> Text:
    """`70 % (35.00 USD)`, and how it is settled."""
    if not refund.amount:
        return words(f"{refund.pct} %")
    return words(f"{refund.pct} % (", Money(refund.amount, currency), "), settled outside Parley")


def session_facts(view: SessionView) -> tuple[tuple[str, Text], ...]:
    """Who, what, when in the reader's own time, and where."""
    session, topic = view.session, view.session.topic
    rows: list[tuple[str, Text]] = [
        ("With", _with(view)),
        ("When", words(when(session.starts_at, view.reader))),
        ("Length", words(length(session.minutes))),
        ("Meeting", meeting_text(view)),
        ("Title", words(topic.title)),
    ]
    if topic.description:
        rows.append(("About", words(topic.description)))
    if session.rate:
        rows.append(("Price", price_text(session.rate, session.currency)))
    rows.append(("Status", words(state_of(view))))
    if session.rate and session.refund is not None:
        rows.append(("Refund", refund_text(session.refund, session.currency)))
    if session.status is Status.REQUESTED and session.confirm_by is not None:
        rows.append(("Answer by", words(when(session.confirm_by, view.reader))))
    rows.append(("Code", words(session.code)))
    rows += reason_fact(view)
    if view.review is not None:
        rows.append(("Reported", words("an admin decides who came")))
    return (*rows, *feedback_facts(view))


def reason_fact(view: SessionView) -> tuple[tuple[str, Text], ...]:
    """Why it was cancelled; nothing where nobody said why."""
    why = view.session.cancellation
    if why is None or not (why.reason or why.note):
        return ()
    reason = label(REASONS[why.reason]) if why.reason and why.reason is not CancelReason.OTHER else ""
    return ((label("Reason"), words(": ".join(part for part in (reason, why.note) if part))),)


def feedback_facts(view: SessionView) -> tuple[tuple[str, Text], ...]:
    """What the mentee said of it; nothing where they have not."""
    if (said := view.feedback) is None:
        return ()
    marks = f"{said.overall} of 5, usefulness {said.usefulness} of 5"
    return (("Feedback", words(marks)), *((("Comment", words(said.comment)),) if said.comment else ()))


def _with(view: SessionView) -> Text:
    if view.viewer is Role.MENTOR:
        return words(who(view.mentee), " (mentee)")
    return words(who(view.mentor), " (mentor)" if view.session.has_mentor else " (mentor, who cancelled)")


def state_of(view: SessionView) -> str:
    """The status in a word, and whose doing it is."""
    session = view.session
    if session.confirm_by is not None:
        return request_state(view, session.confirm_by)
    if session.status is Status.CANCELLED and session.cancellation is not None:
        return f"cancelled by {canceller(view)}" if session.cancellation.by else "cancelled"
    if session.is_unanswered:
        return "waits for the mentee’s choice of a mentor" if session.has_mentor else "has no mentor yet"
    if session.status in LIVE and view.now >= session.starts_at:
        return "in progress" if view.now < session.ends_at else "over"
    if session.absent is not None:
        return f"no-show: {absentee(view)}"
    return STATES[session.status]


def state_sentence(view: SessionView) -> str:
    """The state as a sentence of its own, for what has been settled."""
    if view.review is not None:
        return "Reported: an admin decides who came."
    state = state_of(view)
    return f"{state[:1].upper()}{state[1:]}."


def absentee(view: SessionView) -> str:
    """Who did not come, as the viewer reads it."""
    if view.session.absent is Absent.BOTH:
        return "it did not take place"
    mine = view.session.absent == view.viewer.value
    return "you did not come" if mine else f"{view.other.name} did not come"


def request_state(view: SessionView, until: datetime) -> str:
    """What has become of a booking that its mentor had to accept `until` then."""
    cancellation = view.session.cancellation
    if cancellation is None and view.now < until:
        whose = "your" if view.viewer is Role.MENTOR else f"{view.mentor.name}’s"
        return f"requested, needs {whose} acceptance"
    if cancellation is None or cancellation.by is None:
        return "not answered in time"
    return f"{'declined' if cancellation.by is Role.MENTOR else 'taken back'} by {canceller(view)}"


def canceller(view: SessionView) -> str:
    """Who cancelled, as the viewer says it."""
    assert view.session.cancellation is not None
    by = view.session.cancellation.by
    return (
        "you"
        if by is view.viewer
        else {Role.ADMIN: "the programme", None: "nobody"}.get(by, view.other.name)
    )


def attention(view: SessionView) -> Text:
    """Who has to say what; nothing when the session simply stands."""
    session, request, other = view.session, view.request, view.other.name
    if view.former:
        return ()
    if session.is_unanswered:
        return words(
            "Your mentor cancelled. Choose how it goes on."
            if view.awaits_viewer
            else f"{other} has to say first how it goes on."
        )
    if request is not None:
        start = request.last.starts_at
        if start is None:
            asks = f"{other} asks you" if view.awaits_viewer else f"You have asked {other}"
            return words(f"{asks} to choose another time.")
        proposed = when(start, view.reader, Show.SHORT)
        if view.awaits_viewer:
            return words(other, " proposes ", proposed, " instead. Please answer.")
        return words("You have proposed ", proposed, f". {other} has to answer.")
    if view.awaits_viewer:
        return words(other, " asks for this session. Please accept or decline.")
    if session.status is Status.REQUESTED:
        return words(other, " has to accept it.")
    return ()
