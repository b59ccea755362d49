"""Notices as cards: what is still true, as it reads now."""

from datetime import datetime, timedelta

from bot.availability.preview_cards import hours_notice
from bot.calendars.cards import calendar_back_notice, calendar_lost_notice
from bot.cancelling.cards import cancelled_notice
from bot.confirming.cards import (
    request_ended_notice,
    request_prompt_notice,
    request_sent_notice,
    request_settled,
    requested_notice,
)
from bot.delivery.alarm import alarm_card
from bot.delivery.cards import undeliverable_notice
from bot.help.cards import welcome_card
from bot.home.cards import home_card
from bot.members.cards import plan_notice, role_notice
from bot.notices import aftermath as aftermath_notices
from bot.notices import councils as council_notices
from bot.notices import moves as move_notices
from bot.replacing.notices import (
    asked_notice,
    confirmed_lead,
    former_notice,
    mentor_left_notice,
    reassigned_notice,
    reassignment_prompt,
)
from bot.sessions.cards import booked_notice, join_notice, reminder_notice, settled_card
from bot.sessions.edit_cards import edited_notice
from bot.ui import Card
from core.desk import Desk
from core.errors import NotAdmin, NotFound, NotMentor
from core.notices import Kind, Notice, expected_at, waits_until
from core.outbox import Scope, TryLater, Untrue
from core.people import Person, Plan, Role
from core.sessions import ENDED, Status
from core.usecases import attending, booking, calendars, members, mentoring, notices
from core.usecases.councils import telling
from core.usecases.session_views import SessionView

LATE = timedelta(minutes=2)


def draw(desk: Desk, notice: Notice, now: datetime) -> tuple[Person, Card]:
    """The notice's person and what they are to read; raises Untrue, and TryLater in their quiet hours."""
    person = members.by_id(desk, notice.person)
    if person is None:
        raise Untrue("the member is gone")
    if notice.session is not None and notice.kind is not Kind.HOME:
        return person, _about_session(desk, notice, person, now)
    if notice.council is not None:
        return person, _about_council(desk, notice, person, now)
    _keep_quiet(notice, person, None, now)
    match notice.kind:
        case Kind.WELCOME:
            return person, welcome_card(person)
        case Kind.ROLE_CHANGED:
            role, granted = Role(notice.details["role"]), notice.details["granted"] == "1"
            return person, role_notice(role, granted=granted)
        case Kind.PLAN_CHANGED:
            return person, plan_notice(Plan(notice.details["plan"]))
        case Kind.HOURS_CHANGED:
            by = members.by_id(desk, int(notice.details["by"]))
            try:
                return person, hours_notice(mentoring.availability(desk, person), by)
            except NotMentor as gone:
                raise Untrue("they are no mentor any more") from gone
        case Kind.CALENDAR_LOST | Kind.CALENDAR_BACK:
            return person, _about_calendar(desk, notice, person)
        case Kind.HOME:
            return person, home_card(desk, person)
        case Kind.ALARM:
            return person, alarm_card(notice.details)
        case Kind.UNDELIVERABLE:
            return person, _about_failures(desk, person)
    raise Untrue(f"a notice of kind {notice.kind} needs a session")


def _about_calendar(desk: Desk, notice: Notice, person: Person) -> Card:
    try:
        link = calendars.calendar(desk, person, int(notice.details["calendar"]))
    except NotFound as gone:
        raise Untrue("the calendar was removed") from gone
    lost = notice.kind is Kind.CALENDAR_LOST
    if lost is (link.trouble is None):
        raise Untrue("the calendar has changed again")
    return calendar_lost_notice(link, person) if lost else calendar_back_notice(link)


def _about_failures(desk: Desk, person: Person) -> Card:
    try:
        page = notices.failed(desk, person, 0)
    except NotAdmin as gone:
        raise Untrue("they are no admin any more") from gone
    if not page.failed:
        raise Untrue("all of it has been dealt with")
    return undeliverable_notice(page)


def _about_session(desk: Desk, notice: Notice, person: Person, now: datetime) -> Card:
    assert notice.session is not None
    if aftermath_notices.is_for_admins(notice):
        _keep_quiet(notice, person, None, now)
        return aftermath_notices.for_admins(desk, notice, person)
    try:
        view = attending.session(desk, person, notice.session)
    except NotFound as gone:
        raise Untrue("the session is not theirs any more") from gone
    session = view.session
    _keep_quiet(notice, person, session.starts_at, now)
    late = now - expected_at(notice, person, session.starts_at) > LATE
    if move_notices.is_about_a_move(notice):
        return move_notices.about_a_move(notice, view)
    match notice.kind:
        case Kind.CANCELLED:
            return cancelled_notice(view)
        case (
            Kind.MENTOR_LEFT
            | Kind.REASSIGNED
            | Kind.REASSIGNMENT_PROMPT
            | Kind.REASSIGNMENT_SETTLED
            | Kind.ASSIGNED
        ):
            return _about_replacement(desk, notice, view)
        case Kind.REQUESTED | Kind.REQUEST_SENT | Kind.REQUEST_PROMPT:
            return _about_request(notice.kind, view)
        case Kind.REQUEST_ENDED:
            return request_ended_notice(view)
        case Kind.SETTLE if "accepted" in notice.details or session.is_unaccepted:
            return request_settled(view)
        case Kind.FEEDBACK | Kind.ATTENDANCE | Kind.NO_SHOW | Kind.DISPUTE_CLOSED:
            return aftermath_notices.for_parties(notice, view)
        case Kind.SETTLE if "feedback" in notice.details:
            return aftermath_notices.for_parties(notice, view)
        case Kind.SETTLE:
            return settled_card(view)
        case Kind.EDITED if session.status in ENDED:
            raise Untrue("the session is over")
        case Kind.EDITED:
            return edited_notice(view, tuple(notice.details["fields"].split(",")))
        case Kind.BOOKED if session.status is Status.CANCELLED:
            raise Untrue("cancelled before it was confirmed")
        case Kind.BOOKED:
            return booked_notice(view, support=desk.support)
        case Kind.REMINDER | Kind.JOIN if (
            session.revision != notice.revision or session.status in ENDED or session.is_unanswered
        ):
            raise Untrue("the session has changed")
        case Kind.REMINDER:
            on_time = now - notice.due_at <= LATE
            return reminder_notice(view, int(notice.details["minutes"]), on_time=on_time, late=late)
        case Kind.JOIN:
            return join_notice(view, late=late)
    raise Untrue(f"a notice of kind {notice.kind} is not about a session")


def _about_request(kind: Kind, view: SessionView) -> Card:
    session = view.session
    if (
        session.status is not Status.REQUESTED
        or session.confirm_by is None
        or view.now >= session.confirm_by
    ):
        raise Untrue("the request has been answered, or has ended")
    match kind:
        case Kind.REQUESTED:
            return requested_notice(view)
        case Kind.REQUEST_SENT:
            return request_sent_notice(view)
    if view.request is not None:
        raise Untrue("the mentor has proposed another time")
    return request_prompt_notice(view)


def _about_replacement(desk: Desk, notice: Notice, view: SessionView) -> Card:
    """What a session's going on without its mentor means to the reader; each answer makes the question untrue."""
    session = view.session
    if notice.kind is Kind.MENTOR_LEFT:
        return mentor_left_notice(view, found=notice.details["found"] == "1")
    if notice.kind is Kind.REASSIGNMENT_SETTLED and view.former:
        return former_notice(view, declined="declined" in notice.details)
    if session.revision != notice.revision or view.former or session.status is Status.CANCELLED:
        raise Untrue("the session has changed")
    if session.is_unanswered and view.viewer is Role.MENTOR:
        return asked_notice(view)
    if not session.is_unanswered:
        return booked_notice(view, "Session Confirmed", confirmed_lead(view), support=desk.support)
    if notice.kind is Kind.REASSIGNMENT_PROMPT:
        return reassignment_prompt(view)
    left = members.by_id(desk, int(notice.details["left"]))
    mentor = booking.mentor_of(desk, session.mentor) if session.has_mentor else None
    return reassigned_notice(view, left, mentor)


def _about_council(desk: Desk, notice: Notice, person: Person, now: datetime) -> Card:
    try:
        view = telling.about(desk, notice)
    except NotFound as gone:
        raise Untrue("the council is gone") from gone
    if not telling.still_true(notice, view):
        raise Untrue("the council has changed")
    starts_at = view.council.starts_at
    _keep_quiet(notice, person, starts_at, now)
    late = now - expected_at(notice, person, starts_at) > LATE
    return council_notices.draw(desk, notice, view, on_time=now - notice.due_at <= LATE, late=late)


def _keep_quiet(notice: Notice, person: Person, starts_at: datetime | None, now: datetime) -> None:
    """Raise TryLater while the person's quiet hours delay the notice."""
    if until := waits_until(notice, person, starts_at, now):
        raise TryLater("quiet hours", until - now, Scope.NOTICE)
