"""Notices about rescheduling sessions, as cards; what is told here is still true."""

from bot.notices.moment import Moment
from bot.sessions.reschedule_notices import (
    asked_notice,
    ended_notice,
    prompt_notice,
    rescheduled_notice,
    sent_notice,
)
from bot.ui import Card
from core.payloads import OfRequest
from core.reschedules import RescheduleRequest
from core.usecases.session_views import SessionView
from core.usecases.truth import request_of


def asked(moment: Moment, view: SessionView) -> Card:
    """A time to answer."""
    return asked_notice(view, _request(moment, view))


def sent(moment: Moment, view: SessionView) -> Card:
    """A time that the other side has to answer."""
    return sent_notice(view, _request(moment, view))


def prompt(moment: Moment, view: SessionView) -> Card:
    """A time that has still to be answered."""
    return prompt_notice(view, _request(moment, view))


def ended(moment: Moment, view: SessionView) -> Card:
    """The session stays as it is."""
    return ended_notice(view, _request(moment, view))


def rescheduled(moment: Moment, view: SessionView) -> Card:
    """The session has another time."""
    return rescheduled_notice(view, _request(moment, view))


def _request(moment: Moment, view: SessionView) -> RescheduleRequest:
    return request_of(view, moment.notice.of(OfRequest).request)
