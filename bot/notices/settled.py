"""What becomes of an earlier message about a session: its own words and time, and how it went on (NTF-5)."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from bot.actions.sessions import ShowSession
from bot.aftermath.notices import closed_text, reported_title
from bot.confirming.cards import request_outcome
from bot.labels import length, row, title_of, when
from bot.notices import payments, recordings, reschedules, sessions
from bot.notices.deputies import signed
from bot.notices.moment import Moment
from bot.replacing.notices import former_title, gone_text
from bot.rescheduling.request_cards import old_and_new, what_followed
from bot.sentences import label, lines, say
from bot.session_facts import brief_facts, feedback_facts
from bot.sessions.cards import outcome, settled_card
from bot.sessions.edit_cards import changed_text
from bot.sessions.late_cards import late_text, late_title
from bot.sessions.reschedule_notices import asked_title, moved_title, sent_title
from bot.ui import Button, Card, Facts, Hint, Label, Paragraph, Part, Show, Text
from core.notices import TOLD, Asks, Kind, Notice
from core.outbox import Untrue
from core.payloads import Ahead, Chosen, EditedFields, Late, OfRequest, Proposed, Reassigned, Settling
from core.people import Person, Role
from core.reschedules import RescheduleRequest
from core.sessions import ENDED, Meeting
from core.usecases import members, notices
from core.usecases.session_views import SessionView
from core.usecases.truth import check_true, dispute_of, request_of

_AGAIN = frozenset(
    {
        Kind.ALLOWED,
        Kind.EDITED,
        Kind.LATE,
        Kind.REASSIGNED,
        Kind.REASSIGNMENT_PROMPT,
        Kind.ASSIGNED,
        Kind.NO_SHOW,
        Kind.MENTOR_UNREACHABLE,
        Kind.MENTOR_REACHABLE,
    }
)
"""Kinds that may have come more than once in the same words: they say when they came."""
_PROMPTS = frozenset({Kind.REQUEST_PROMPT, Kind.RESCHEDULE_PROMPT, Kind.REASSIGNMENT_PROMPT})

_ABOUT_PAYING = frozenset({Kind.PAYMENT_DUE, Kind.PAYMENT_ENDED, Kind.PAYMENT_SAFE})

_RENEWED: Mapping[Kind, Callable[[Moment, SessionView], Card]] = {
    Kind.REQUESTED: sessions.requested,
    Kind.REQUEST_SENT: sessions.request_sent,
    Kind.REQUEST_PROMPT: sessions.request_prompt,
    Kind.RESCHEDULE_ASKED: reschedules.asked,
    Kind.RESCHEDULE_SENT: reschedules.sent,
    Kind.RESCHEDULE_PROMPT: reschedules.prompt,
    Kind.PAYMENT_DUE: payments.due,
}
"""Kinds that name a deadline, or count down to it."""


def settled(moment: Moment, view: SessionView) -> Card:
    """The message as it was, without its buttons, and how the session went on; raises Untrue."""
    how = moment.notice.of(Settling)
    if how.linked is not None:
        return (sessions.booked if how.linked is Kind.BOOKED else sessions.assigned)(moment, view)
    own = None if how.notice is None else notices.by_id(moment.desk, how.notice)
    if own is None:
        return settled_card(view)
    if how.renewed and own.kind in _RENEWED:
        with suppress(Untrue):
            check_true(own, view)
            return _RENEWED[own.kind](replace(moment, notice=own), view)
    if own.kind is Kind.RECORDING:
        return recordings.as_it_is(moment, own, view, _then(own, view), _followed(how, own, view))
    left = members.by_id(moment.desk, own.of(Reassigned).left) if own.kind is Kind.REASSIGNED else None
    return signed(replace(moment, notice=own), as_it_was(how, own, view, left))


def as_it_was(how: Settling, own: Notice, view: SessionView, left: Person | None = None) -> Card:
    """The message of this notice with its own words and time, and the outcome; `left` is the mentor whom it names."""
    then = _then(own, view)
    came = (Hint(say("Sent {time}.", time=when(own.due_at, view.reader, Show.SHORT))),)
    open_still = view.session.status not in ENDED and not view.former
    door = (row(Button(label("Show the session"), ShowSession(view.session.id))),)
    return Card(
        _title(own, view),
        (
            *_said(own, then, left),
            Paragraph(_outcome(how, own, view)),
            *(came if own.kind in _AGAIN else ()),
            *(door if open_still else ()),
        ),
    )


def _then(own: Notice, view: SessionView) -> SessionView:
    """The session at the time that the message told."""
    told_at = own.payload.starts_at or view.session.starts_at
    return replace(view, session=replace(view.session, starts_at=told_at))


def _followed(how: Settling, own: Notice, view: SessionView) -> Text:
    """What has become of the session since, if anything has."""
    stands = own.payload.starts_at in {None, view.session.starts_at} and not view.former
    return () if stands and view.session.status not in ENDED else _outcome(how, own, view)


def _title(own: Notice, view: SessionView) -> Label:
    """As it stood above the message."""
    title, mentor = title_of(view.session.topic), view.viewer is Role.MENTOR
    request = _request(own, view)
    match own.kind:
        case Kind.BOOKED:
            return (
                label("New booking: {title}", title=title) if mentor else label("Your session is confirmed")
            )
        case Kind.PAYMENT_DUE:
            return label("Pay to confirm your session")
        case Kind.PAYMENT_ENDED:
            return label("Not booked: it was not paid in time")
        case Kind.PAYMENT_SAFE:
            return label("Your payment is safe")
        case Kind.EDITED:
            return label("Session Updated")
        case Kind.LATE:
            return late_title(view)
        case Kind.ALLOWED:
            return label("Support has made an exception")
        case Kind.REQUESTED:
            return label("Booking request: {title}", title=title)
        case Kind.REQUEST_SENT:
            return label("Booking request sent")
        case Kind.RESCHEDULE_ASKED if request is not None:
            return asked_title(view, request)
        case Kind.RESCHEDULE_SENT if request is not None:
            return sent_title(request)
        case Kind.RESCHEDULED if request is not None:
            return moved_title(view, request)
        case Kind.REASSIGNED:
            return label("Your mentor cancelled")
        case Kind.REASSIGNMENT_SETTLED if view.former:
            return former_title(view, declined=own.of(Chosen).declined)
        case Kind.REASSIGNMENT_SETTLED:
            return label("Session Confirmed")
        case Kind.ASSIGNED:
            return label("A session for you: {title}", title=title)
        case Kind.FEEDBACK:
            return label("Feedback: {title}", title=title)
        case Kind.ATTENDANCE:
            return label("Attendance: {title}", title=title)
        case Kind.NO_SHOW:
            return reported_title(own, view)
        case Kind.DISPUTE_CLOSED:
            return label("The report is closed")
        case Kind.REMINDER:
            return label("In {length}: {title}", length=length(own.of(Ahead).minutes), title=title)
        case Kind.JOIN if view.session.topic.meeting is Meeting.IN_PERSON:
            return label("Time to meet: {title}", title=title)
        case Kind.JOIN:
            return label("Time to join: {title}", title=title)
        case Kind.MENTOR_UNREACHABLE:
            return label("Your mentor cannot be reached")
        case Kind.MENTOR_REACHABLE:
            return label("Your mentor is back")
        case kind if kind in _PROMPTS:
            return label("Please answer: {title}", title=title)
    return label("Reschedule request: {title}", title=title)


def _said(own: Notice, view: SessionView, left: Person | None) -> tuple[Part, ...]:
    """What the message told, of the session as it was then."""
    request = _request(own, view)
    facts = brief_facts(view)
    if request is not None and TOLD[own.kind].asks is Asks.MOVE:
        return (old_and_new(view, request),)
    match own.kind:
        case Kind.RESCHEDULED if request is not None:
            previously = (label("Previously"), (when(request.original_start, view.reader),))
            return (Facts((*facts, previously)),)
        case Kind.REASSIGNED:
            return (Paragraph(gone_text(view, left)),)
        case Kind.FEEDBACK:
            return (Facts((*facts, *feedback_facts(view))),)
        case Kind.EDITED if not view.former:
            return Paragraph(changed_text(view, own.of(EditedFields).fields_)), Facts(facts)
        case Kind.LATE:
            return (Paragraph(late_text(view, own.of(Late).late_by)),)
        case Kind.DISPUTE_CLOSED:
            return (Paragraph(closed_text(view, dispute_of(own, view))),)
    return (Facts(facts),)


def _outcome(how: Settling, own: Notice, view: SessionView) -> Text:
    """How the request went on that the message is about, where the session is now, and how it ended."""
    session = view.session
    over = session.status in ENDED or view.former
    state = request_outcome(view) if how.accepted else outcome(view)
    if own.kind in _ABOUT_PAYING and session.payment is not None and not over:
        if own.kind is Kind.PAYMENT_ENDED:
            return say("Your payment has arrived after all: the session is booked and confirmed.")
        return say("It is paid, and your session is confirmed.")
    if TOLD[own.kind].asks is Asks.MOVE and isinstance(own.payload, OfRequest) and not view.former:
        followed = what_followed(view, request_of(view, own.payload.request), own.of(Proposed).turn)
        return lines(followed, state if over or how.accepted else ())
    if own.payload.starts_at in {None, session.starts_at} or view.former:
        return state
    moved = say("This session has been moved to {time}.", time=when(session.starts_at, view.reader))
    return lines(moved, state if over else ())


def _request(own: Notice, view: SessionView) -> RescheduleRequest | None:
    """The request that the message is about, as it was then; None where its reader has no part in it any more."""
    about = own.payload
    if not isinstance(about, OfRequest):
        return None
    found = next((each for each in view.requests if each.id == about.request), None)
    if found is None or not isinstance(about, Proposed):
        return found
    return replace(found, proposals=found.proposals[: about.turn])
