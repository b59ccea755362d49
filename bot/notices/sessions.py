"""Notices about sessions to their parties, as cards; what is told here is still true."""

from bot.cancelling.cards import cancelled_notice
from bot.confirming import cards as confirmations
from bot.labels import who
from bot.notices.chats import elsewhere_than
from bot.notices.moment import Moment
from bot.replacing import unreachable
from bot.replacing.notices import (
    asked_notice,
    confirmed_lead,
    former_notice,
    mentor_left_notice,
    reassigned_notice,
    reassignment_prompt,
)
from bot.sentences import label, say
from bot.sessions import cards as sessions
from bot.sessions.edit_cards import edited_notice
from bot.sessions.late_cards import late_notice
from bot.ui import Card
from core.payloads import Ahead, Chosen, EditedFields, Late, MentorLeft, Reassigned
from core.people import Role
from core.usecases import booking, members
from core.usecases.interventions.told import is_assigned
from core.usecases.session_views import SessionView


def booked(moment: Moment, view: SessionView) -> Card:
    """A booking that stands."""
    if view.session.payment is not None:
        lead = say("Auto-confirmed after payment.")
    else:
        accepted = (moment.notice.revision or 1) > 1
        lead = confirmations.accepted_lead(view) if accepted else ()
    return sessions.booked_notice(view, lead=lead, support=moment.desk.support, door=_door(moment, view))


def cancelled(moment: Moment, view: SessionView) -> Card:
    """A session that was cancelled."""
    return cancelled_notice(view, moment.desk.support)


def edited(moment: Moment, view: SessionView) -> Card:
    """What it is about was changed."""
    return edited_notice(view, moment.notice.of(EditedFields).fields_)


def late(moment: Moment, view: SessionView) -> Card:
    """The other one comes later."""
    return late_notice(view, moment.notice.of(Late).late_by)


def requested(_moment: Moment, view: SessionView) -> Card:
    """A booking to accept."""
    return confirmations.requested_notice(view)


def request_sent(_moment: Moment, view: SessionView) -> Card:
    """A booking that waits for its mentor."""
    return confirmations.request_sent_notice(view)


def request_prompt(_moment: Moment, view: SessionView) -> Card:
    """A booking that still waits."""
    return confirmations.request_prompt_notice(view)


def request_ended(_moment: Moment, view: SessionView) -> Card:
    """A booking that came to nothing."""
    return confirmations.request_ended_notice(view)


def reminder(moment: Moment, view: SessionView) -> Card:
    """It is soon."""
    minutes = moment.notice.of(Ahead).minutes
    door = _door(moment, view)
    return sessions.reminder_notice(view, minutes, on_time=moment.on_time, late=moment.late, door=door)


def join(moment: Moment, view: SessionView) -> Card:
    """The way in."""
    elsewhere = elsewhere_than(moment, view) if view.is_passed_on else None
    door = _door(moment, view)
    return sessions.join_notice(view, late=moment.late, elsewhere=elsewhere, door=door)


def mentor_left(moment: Moment, view: SessionView) -> Card:
    """To the mentor who cancelled."""
    return mentor_left_notice(view, found=moment.notice.of(MentorLeft).found)


def reassigned(moment: Moment, view: SessionView) -> Card:
    """To the mentee, whose mentor cancelled."""
    if not view.session.is_unanswered:
        return assigned(moment, view)
    left = members.by_id(moment.desk, moment.notice.of(Reassigned).left)
    mentor = booking.mentor_of(moment.desk, view.session.mentor) if view.session.has_mentor else None
    return reassigned_notice(view, left, mentor)


def prompt_to_choose(moment: Moment, view: SessionView) -> Card:
    """To the mentee, who has not answered."""
    return reassignment_prompt(view) if view.session.is_unanswered else assigned(moment, view)


def chosen(moment: Moment, view: SessionView) -> Card:
    """What the mentee has chosen."""
    if view.former:
        return former_notice(view, declined=moment.notice.of(Chosen).declined)
    return assigned(moment, view)


def assigned(moment: Moment, view: SessionView) -> Card:
    """It goes on with another mentor, or will once the mentee agrees."""
    if view.session.is_unanswered and view.viewer is Role.MENTOR:
        return asked_notice(view)
    title, lead = label("Session Confirmed"), confirmed_lead(view)
    if is_assigned(moment.desk, view.session.id, view.reader.id):
        lead = say("Support has given this session to you. {mentee} is told.", mentee=who(view.mentee))
    return sessions.booked_notice(view, title, lead, support=moment.desk.support, door=_door(moment, view))


def _door(moment: Moment, view: SessionView) -> str:
    return moment.desk.door(view.session.id, view.reader.id)


def mentor_unreachable(_moment: Moment, view: SessionView) -> Card:
    """To the mentee: the mentor cannot be written to."""
    return unreachable.to_mentee(view)


def mentor_reachable(_moment: Moment, view: SessionView) -> Card:
    """To the mentee: the mentor is back."""
    return unreachable.back_to_mentee(view)
