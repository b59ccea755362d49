"""What every card about a session tells of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.labels import length, price_text, title_of, when, who
from bot.places import meeting_text
from bot.sentences import Msg, label, msg, percent, say, sentences
from bot.ui import Fact, Label, Money, Show, Text, words
from core.aftermath import LIVE
from core.attendance import Absent
from core.interventions import Lifts
from core.people import Person, Role
from core.refunds import Refund, RefundStatus
from core.sessions import CancelReason, Session, Status
from core.usecases.session_views import SessionView

REASONS = {
    CancelReason.CONFLICT: msg("Schedule conflict"),
    CancelReason.EMERGENCY: msg("Personal emergency"),
    CancelReason.NO_NEED: msg("No longer need this session"),
    CancelReason.ELSEWHERE: msg("Found alternative solution"),
    CancelReason.TECHNICAL: msg("Technical issues expected"),
    CancelReason.OTHER: msg("Other"),
}


EXCEPTIONS = {
    Lifts.RESCHEDULE: msg("support allows moving it until {until}"),
    Lifts.CANCELLATION: msg("support allows cancelling it until {until}"),
}
"""By what was lifted."""


@dataclass(frozen=True, slots=True)
class _State:
    """How a session stands, in a word beside other facts, and as a sentence of its own; `{who}` is somebody's name."""

    word: Msg
    sentence: Msg


_OF_STATUS = {
    Status.AWAITING_PAYMENT: _State(msg("awaiting payment"), msg("Awaiting payment.")),
    Status.REQUESTED: _State(msg("requested"), msg("Requested.")),
    Status.SCHEDULED: _State(msg("scheduled"), msg("Scheduled.")),
    Status.IN_PROGRESS: _State(msg("in progress"), msg("In progress.")),
    Status.COMPLETED: _State(msg("completed"), msg("Completed.")),
    Status.CANCELLED: _State(msg("cancelled"), msg("Cancelled.")),
    Status.NO_SHOW: _State(msg("no-show"), msg("No-show.")),
}
_OVER = _State(msg("over"), msg("Over."))
_WAITS = _State(
    msg("waits for the mentee’s choice of a mentor"), msg("Waits for the mentee’s choice of a mentor.")
)
_NO_MENTOR = _State(msg("has no mentor yet"), msg("Has no mentor yet."))
_NOT_PAID = _State(msg("not paid in time"), msg("Not paid in time."))
_LEFT = _State(msg("left before it was paid"), msg("Left before it was paid."))
_UNANSWERED = _State(msg("not answered in time"), msg("Not answered in time."))
_NEEDS_YOU = _State(msg("requested, needs your acceptance"), msg("Requested, needs your acceptance."))
_NEEDS_THEM = _State(
    msg("requested, needs {who}’s acceptance"), msg("Requested, needs {who}’s acceptance.")
)
_CANCELLED_BY = {
    "you": _State(msg("cancelled by you"), msg("Cancelled by you.")),
    "programme": _State(msg("cancelled by the programme"), msg("Cancelled by the programme.")),
    "other": _State(msg("cancelled by {who}"), msg("Cancelled by {who}.")),
}
_DECLINED_BY = {
    "you": _State(msg("declined by you"), msg("Declined by you.")),
    "other": _State(msg("declined by {who}"), msg("Declined by {who}.")),
}
_TAKEN_BACK_BY = {
    "you": _State(msg("taken back by you"), msg("Taken back by you.")),
    "programme": _State(msg("taken back by the programme"), msg("Taken back by the programme.")),
    "other": _State(msg("taken back by {who}"), msg("Taken back by {who}.")),
}
_ABSENT = {
    "both": _State(msg("no-show: it did not take place"), msg("No-show: it did not take place.")),
    "you": _State(msg("no-show: you did not come"), msg("No-show: you did not come.")),
    "other": _State(msg("no-show: {who} did not come"), msg("No-show: {who} did not come.")),
}


def status_label(status: Status) -> Label:
    """The status in a word, whoever looks."""
    return label(_OF_STATUS[status].word)


_ON_THE_WAY = {
    RefundStatus.PENDING_APPROVAL: msg("{share} ({amount}), which support still has to approve"),
    RefundStatus.PENDING: msg("{share} ({amount}), on its way"),
    RefundStatus.PROCESSED: msg("{share} ({amount}), sent back"),
    RefundStatus.FAILED: msg(
        "{share} ({amount}), which could not be sent back yet: support takes care of it"
    ),
}
"""How far a refund through a provider has come."""


def refund_text(refund: Refund, session: Session, *, planned: bool = False) -> Text:
    """`70 % (35.00 USD)`, and how it is settled; one that is `planned` has not begun."""
    share = percent(refund.pct)
    if not refund.amount:
        return words(share)
    sentence = msg("{share} ({amount}), settled outside Parley")
    if session.payment is not None and planned:
        sentence = msg("{share} ({amount}), back to where it was paid from")
    elif session.payment is not None or refund.status is RefundStatus.PENDING_APPROVAL:
        sentence = _ON_THE_WAY[refund.status]
    return say(sentence, share=share, amount=Money(refund.amount, session.currency))


def session_facts(view: SessionView) -> tuple[Fact, ...]:
    """Who, what, when in the reader's own time, and where."""
    session, topic = view.session, view.session.topic
    rows: list[Fact] = [*meeting_facts(view), (label("Title"), words(title_of(topic)))]
    if topic.description:
        rows.append((label("About"), words(topic.description)))
    if session.rate:
        outside = not session.through_provider
        rows.append((label("Price"), price_text(session.rate, session.currency, outside=outside)))
    rows.append((label("Status"), words(state_of(view))))
    if session.rate and session.refund is not None:
        rows.append((label("Refund"), refund_text(session.refund, session)))
    if session.status is Status.AWAITING_PAYMENT and session.confirm_by is not None:
        rows.append((label("Pay by"), words(when(session.confirm_by, view.reader))))
    if session.status is Status.REQUESTED and session.confirm_by is not None:
        rows.append((label("Answer by"), words(when(session.confirm_by, view.reader))))
    rows.append((label("Code"), words(session.code)))
    rows += reason_fact(view)
    rows += _exceptions(view)
    if view.review is not None:
        rows.append((label("Reported"), say("an admin decides who came")))
    return (*rows, *feedback_facts(view))


def meeting_facts(view: SessionView) -> tuple[Fact, ...]:
    """With whom, when, how long, and how the two meet."""
    session = view.session
    return (
        (label("With"), _with(view)),
        (label("When"), words(when(session.starts_at, view.reader))),
        (label("Length"), words(length(session.minutes))),
        (label("Meeting"), meeting_text(view)),
    )


def brief_facts(view: SessionView) -> tuple[Fact, ...]:
    """With whom, and when; a former mentor is not told when it is now."""
    return meeting_facts(view)[: 1 if view.former else 2]


def _exceptions(view: SessionView) -> list[Fact]:
    """What admins have allowed for this session, and until when."""
    rows: list[Fact] = []
    for each in view.overrides:
        if each.lifts in EXCEPTIONS and each.expires_at is not None:
            until = when(each.expires_at, view.reader, Show.SHORT)
            rows.append((label("Exception"), say(EXCEPTIONS[each.lifts], until=until)))
    return rows


def reason_fact(view: SessionView) -> tuple[Fact, ...]:
    """Why it was cancelled; nothing where nobody said why."""
    why = view.session.cancellation
    if why is None or not (why.reason or why.note):
        return ()
    reason = label(REASONS[why.reason]) if why.reason and why.reason is not CancelReason.OTHER else ""
    return ((label("Reason"), words(": ".join(part for part in (reason, why.note) if part))),)


def feedback_facts(view: SessionView) -> tuple[Fact, ...]:
    """What the mentee said of it; nothing where they have not."""
    if (said := view.feedback) is None:
        return ()
    marks = say(
        "{overall} of 5, usefulness {usefulness} of 5", overall=said.overall, usefulness=said.usefulness
    )
    comment = ((label("Comment"), words(said.comment)),) if said.comment else ()
    return ((label("Feedback"), marks), *comment)


def _with(view: SessionView) -> Text:
    if view.viewer is Role.MENTOR:
        return say("{who} (mentee)", who=who(view.mentee))
    if view.session.has_mentor:
        return say("{who} (mentor)", who=who(view.mentor))
    return say("{who} (mentor, who cancelled)", who=who(view.mentor))


def state_of(view: SessionView) -> Label:
    """The status in a word, and whose doing it is."""
    state, name = _state(view)
    return label(state.word, who=name)


def state_sentence(view: SessionView) -> Label:
    """The state as a sentence of its own, for what has been settled."""
    if view.review is not None:
        return label("Reported: an admin decides who came.")
    state, name = _state(view)
    return label(state.sentence, who=name)


def _state(view: SessionView) -> tuple[_State, str]:
    """The state, and the name of whose doing it is."""
    session, other = view.session, view.other.name
    if session.through_provider and session.is_unaccepted:
        return _unpaid_state(session), other
    if session.confirm_by is not None:
        return _request_state(view, session.confirm_by)
    if session.status is Status.CANCELLED and session.cancellation is not None:
        by = session.cancellation.by
        return (_CANCELLED_BY[_whose(view, by)] if by else _OF_STATUS[Status.CANCELLED]), other
    if session.is_unanswered:
        return (_WAITS if session.has_mentor else _NO_MENTOR), other
    if session.status in LIVE and view.now >= session.starts_at:
        return (_OF_STATUS[Status.IN_PROGRESS] if view.now < session.ends_at else _OVER), other
    if session.absent is not None:
        absent = "you" if session.absent == view.viewer.value else "other"
        return _ABSENT["both" if session.absent is Absent.BOTH else absent], other
    return _OF_STATUS[session.status], other


def _unpaid_state(session: Session) -> _State:
    """What has become of a session that was to be paid for first."""
    ended = session.cancellation
    if ended is None:
        return _OF_STATUS[session.status]
    if ended.by is Role.ADMIN:
        return _CANCELLED_BY["programme"]
    return _LEFT if ended.by else _NOT_PAID


def _request_state(view: SessionView, until: datetime) -> tuple[_State, str]:
    """What has become of a booking that its mentor had to accept `until` then."""
    cancellation = view.session.cancellation
    if cancellation is None and view.now < until:
        return (_NEEDS_YOU if view.viewer is Role.MENTOR else _NEEDS_THEM), view.mentor.name
    if cancellation is None or cancellation.by is None:
        return _UNANSWERED, ""
    by = _DECLINED_BY if cancellation.by is Role.MENTOR else _TAKEN_BACK_BY
    return by[_whose(view, cancellation.by)], view.other.name


def _whose(view: SessionView, by: Role) -> str:
    if by is view.viewer:
        return "you"
    return "programme" if by is Role.ADMIN else "other"


def attention(view: SessionView) -> Text:
    """Who has to say what; nothing when the session simply stands."""
    session, request, other = view.session, view.request, view.other.name
    if view.former:
        return ()
    if session.status is Status.AWAITING_PAYMENT and session.confirm_by is not None:
        return say("Pay by {time} to confirm it.", time=when(session.confirm_by, view.reader, Show.TIME))
    if session.is_unanswered:
        if view.awaits_viewer:
            return sentences(say("Your mentor cancelled. Choose how it goes on."), _answer_by(view))
        return say("{other} has to say first how it goes on.", other=other)
    if request is not None:
        start = request.last.starts_at
        if start is None:
            if view.awaits_viewer:
                return sentences(
                    say("{other} asks you to choose another time.", other=other), _answer_by(view)
                )
            return say("You have asked {other} to choose another time.", other=other)
        proposed = when(start, view.reader, Show.SHORT)
        if view.awaits_viewer:
            return sentences(
                say("{other} proposes {time} instead.", other=other, time=proposed), _answer_by(view)
            )
        return say("You have proposed {time}. {other} has to answer.", other=other, time=proposed)
    if view.awaits_viewer:
        return sentences(say("{other} asks for this session.", other=other), _answer_by(view))
    if session.status is Status.REQUESTED:
        return say("{other} has to accept it.", other=other)
    return ()


def _answer_by(view: SessionView) -> Text:
    """Until when the viewer has to say it."""
    return () if view.due is None else answer_by(view.due, view.reader)


def answer_by(until: datetime, reader: Person) -> Text:
    """Until when the reader has to answer."""
    return say("Please answer by {when}.", when=when(until, reader, Show.SHORT))
