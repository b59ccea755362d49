"""Choosing another time for a session, proposing it, and what whoever pressed is answered."""

from bot.actions.rescheduling import LetThemChoose, PickTime, ProposeTime
from bot.actions.sessions import ShowSession
from bot.booking.free_times import free_times
from bot.labels import row, when, who
from bot.rescheduling.request_cards import allowance
from bot.ui import Bold, Button, Card, Code, Hint, Paragraph, Part, Show, Text, words
from core.people import Role
from core.policies import CountRescheduleOn
from core.reschedules import RequestStatus, counts_now
from core.sessions import Status
from core.usecases.moving import Moved
from core.usecases.proposing import Asked, Countered
from core.usecases.reschedule_preview import MoveTimes, ReschedulePreview
from core.usecases.rescheduling import CalledOff, Closed
from core.usecases.session_views import SessionView

OFTEN = "Frequent rescheduling negatively impacts your Mentor Profile Rating"


def pick_card(times: MoveTimes) -> Card:
    """The mentor's free times to move the session to."""
    view, session = times.view, times.view.session
    doors = [Button("‹ The session", ShowSession(session.id))]
    if not times.turn and view.viewer is Role.MENTOR:
        doors.insert(0, Button("Let them choose", LetThemChoose(session.id, session.revision)))
    parts = free_times(
        times,
        lambda first, day: PickTime(session.id, first, day),
        lambda start: ProposeTime(session.id, session.revision, times.turn, start, times.minutes),
        *doors,
    )
    now = words("It is ", when(session.starts_at, view.reader, Show.SHORT), ", with ", who(view.other), ".")
    verb = "counter" if times.turn else "reschedule"
    hint = Hint(words("Or type a time: ", Code(f"/sessions {session.code} {verb} tomorrow 3pm")))
    return Card(f"Another time for {session.topic.title}", (Paragraph(now), *parts, hint))


def propose_intro(preview: ReschedulePreview) -> tuple[Part, ...]:
    """What proposing means, before it is done."""
    view, session, other = preview.view, preview.view.session, preview.view.other
    now = when(session.starts_at, view.reader, Show.SHORT)
    if preview.start is None:
        asked = words("Ask ", other.name, " to choose another time for ", Bold(session.topic.title), "?")
        then = f"{other.name} chooses among your free times, and the session moves as soon as that is done."
    else:
        asked = words(
            "Move ",
            Bold(session.topic.title),
            " from ",
            now,
            " to ",
            when(preview.start, view.reader),
            "?",
        )
        then = f"Nothing moves until {other.name} agrees."
        if preview.moves_at_once:
            then = f"The session moves at once, and {other.name} is told."
    parts: list[Part] = [Paragraph(asked), Hint(words(then, *_counts(preview)))]
    if preview.often:
        parts.append(Paragraph(words(Bold(OFTEN))))
    return tuple(parts)


def _counts(preview: ReschedulePreview) -> Text:
    view = preview.view
    if preview.answer is not None or view.session.status is Status.REQUESTED:
        return ()
    at_once = counts_now(view.session, view.policies, CountRescheduleOn.REQUEST) or preview.moves_at_once
    moment = "It counts" if at_once else "If it comes to that, it counts"
    return words(f" {moment} as one of your reschedules ({allowance(view)}).")


# --- answers to a press; the lasting word follows as a notice


def asked_card(asked: Asked) -> Card:
    """A request has gone out."""
    view, start = asked.view, asked.request.last.starts_at
    role = "mentee" if view.viewer is Role.MENTOR else "mentor"
    if start is None:
        text = words(f"Your {role} has been asked to choose another time.")
    else:
        text = words(
            "Your request to reschedule to ",
            when(start, view.reader),
            f" has been sent to the {role} for approval.",
        )
    return _answer("Reschedule Request Sent", text, view)


def countered_card(countered: Countered) -> Card:
    """Another time has been proposed."""
    view, start = countered.view, countered.request.last.starts_at
    assert start is not None
    text = words("Your alternative time of ", when(start, view.reader), " has been sent for approval.")
    return _answer("Counter-Proposal Sent", text, view)


def moved_card(moved: Moved) -> Card:
    """The session has another time."""
    view = moved.view
    text = words(
        "Session confirmed for ",
        when(view.session.starts_at, view.reader),
        ". Both parties have been notified.",
    )
    return _answer("Session Rescheduled", text, view)


def closed_card(closed: Closed) -> Card:
    """A request was declined or withdrawn."""
    view, declined = closed.view, closed.request.status is RequestStatus.DECLINED
    title = "Reschedule Request Declined" if declined else "Reschedule Request Withdrawn"
    start = when(view.session.starts_at, view.reader)
    return _answer(title, words("The session stays as it was: ", start, "."), view)


def called_off_card(done: CalledOff) -> Card:
    """The mentee cancelled instead."""
    refunded = " You will receive a full refund." if done.view.session.rate else ""
    text = words(f"The session has been cancelled.{refunded}")
    return _answer("Session Cancelled", text, done.view)


def call_off_intro(view: SessionView) -> tuple[Part, ...]:
    """What cancelling instead of moving means."""
    asked = words(
        "Cancel ",
        Bold(view.session.topic.title),
        ", ",
        when(view.session.starts_at, view.reader, Show.SHORT),
        ", with ",
        view.other.name,
        "?",
    )
    refunded = "You get a full refund. " if view.session.rate else ""
    then = f"{refunded}It does not count against your month. {view.other.name} is told at once."
    return Paragraph(asked), Hint(words(then))


def _answer(title: str, text: Text, view: SessionView) -> Card:
    return Card(title, (Paragraph(text), row(Button("Show the session", ShowSession(view.session.id)))))
