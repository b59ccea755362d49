"""Notices about a member, as cards."""

from bot.availability.preview_cards import hours_notice
from bot.calendars.cards import calendar_back_notice, calendar_lost_notice, calendar_unreadable_notice
from bot.help.cards import welcome_card
from bot.home.cards import home_card
from bot.members.cards import plan_asked_notice, plan_given_card, plan_notice, role_notice
from bot.members.measure_cards import decided_notice
from bot.mentor_settings.cards import changed_notice
from bot.notices import handed_out
from bot.notices.accounts import linking_as_it_is
from bot.notices.alarm import alarm_card, unhandled_card
from bot.notices.moment import Moment
from bot.notices.undelivered import undeliverable_notice
from bot.replacing import unreachable
from bot.statistics.health_cards import summary_card
from bot.ui import Card
from core.calendars import CalendarLink
from core.errors.common import NotFound
from core.errors.members import NotAdmin
from core.errors.mentors import NotMentor
from core.measures import Measure
from core.mentor_settings import Setting
from core.outbox import Untrue
from core.payloads import (
    Alarm,
    Decided,
    HoursChanged,
    OfCalendar,
    OfMentor,
    PlanAsked,
    PlanChanged,
    RoleChanged,
    SettingsChanged,
    Settling,
)
from core.people import Person
from core.usecases import calendars, failures, health, measures, member_plans, members, mentoring

MOST_COUNTED = 1000


def welcome(moment: Moment) -> Card:
    """To a new member."""
    return welcome_card(moment.person)


def role_changed(moment: Moment) -> Card:
    """A role was given or taken."""
    change = moment.notice.of(RoleChanged)
    return role_notice(change.role, granted=change.granted)


def plan_changed(moment: Moment) -> Card:
    """Another plan."""
    return plan_notice(moment.notice.of(PlanChanged).plan)


def plan_asked(moment: Moment) -> Card:
    """To an admin: somebody asks for a plan; raises Untrue once they have one."""
    try:
        member = member_plans.plan_wanted(moment.desk, moment.person, moment.notice.of(PlanAsked).member)
    except (NotAdmin, NotFound) as gone:
        raise Untrue("they are no admin any more, or the member is gone") from gone
    if member is None:
        raise Untrue("the member has a plan")
    return plan_asked_notice(member)


def settled(moment: Moment) -> Card:
    """What becomes of a message about a link, or to admins about a member who asked for a plan; raises Untrue.

    So of one that showed a code or an address.
    """
    how = moment.notice.of(Settling)
    if how.handed:
        return handed_out.settled(moment, how)
    if how.link is not None:
        return linking_as_it_is(moment, how.link)
    assert how.member is not None
    try:
        return plan_given_card(members.member(moment.desk, moment.person, how.member).person)
    except (NotAdmin, NotFound) as gone:
        raise Untrue("they are no admin any more, or the member is gone") from gone


def decided(moment: Moment) -> Card:
    """An admin has warned, suspended or restored them; raises Untrue once another has decided otherwise."""
    decision = measures.decision(moment.desk, moment.notice.of(Decided).decision)
    if decision.measure is not Measure.WARN:
        is_so = decision.measure is Measure.SUSPEND
        if moment.person.suspended is not is_so:
            raise Untrue("it has been decided otherwise since")
    return decided_notice(decision, moment.person, moment.desk.support)


def hours_changed(moment: Moment) -> Card:
    """Hours that an admin has changed; raises Untrue for who is no mentor any more."""
    by = members.by_id(moment.desk, moment.notice.of(HoursChanged).by)
    try:
        return hours_notice(mentoring.availability(moment.desk, moment.person), by)
    except NotMentor as gone:
        raise Untrue("they are no mentor any more") from gone


def settings_changed(moment: Moment) -> Card:
    """What an admin has set about a mentor; raises Untrue for who is no mentor any more."""
    change = moment.notice.of(SettingsChanged)
    by = members.by_id(moment.desk, change.by)
    try:
        mentor = mentoring.availability(moment.desk, moment.person).mentor
    except NotMentor as gone:
        raise Untrue("they are no mentor any more") from gone
    return changed_notice(mentor, tuple(map(Setting, change.settings)), by)


def calendar_lost(moment: Moment) -> Card:
    """A calendar that cannot be read; raises Untrue."""
    link = _calendar(moment)
    if link.trouble is None:
        raise Untrue("the calendar can be read again")
    return calendar_lost_notice(link, moment.person)


def calendar_back(moment: Moment) -> Card:
    """A calendar that can be read again; raises Untrue."""
    link = _calendar(moment)
    if link.trouble is not None:
        raise Untrue("the calendar cannot be read again")
    return calendar_back_notice(link)


def calendar_unreadable(moment: Moment) -> Card:
    """Entries of a calendar that cannot be read; raises Untrue."""
    link = _calendar(moment)
    if not link.unreadable:
        raise Untrue("all of the calendar can be read")
    return calendar_unreadable_notice(link)


def mentor_unreachable(moment: Moment) -> Card:
    """To admins: a mentor cannot be written to; raises Untrue."""
    mentor = _reached(moment, yes=False)
    with moment.desk.store.read() as tx:
        ahead = sum(
            each.mentor == mentor.id for each in tx.sessions.upcoming(mentor.id, tx.now, MOST_COUNTED)
        )
    return unreachable.to_admin(mentor, ahead)


def mentor_reachable(moment: Moment) -> Card:
    """To admins and the mentor: they can be written to again; raises Untrue."""
    mentor = _reached(moment, yes=True)
    return (
        unreachable.back_to_mentor() if mentor.id == moment.person.id else unreachable.back_to_admin(mentor)
    )


def home(moment: Moment) -> Card:
    """The person's home as it is now."""
    return home_card(moment.desk, moment.person)


def alarm(moment: Moment) -> Card:
    """What was found or set aside."""
    found = moment.notice.of(Alarm)
    if found.delivery is not None:
        return unhandled_card(found.delivery)
    return alarm_card(found.found, found.quoted)


def undelivered(moment: Moment) -> Card:
    """What was given up; raises Untrue once nothing is left of it."""
    try:
        page = failures.failed(moment.desk, moment.person, 0)
    except NotAdmin as gone:
        raise Untrue("they are no admin any more") from gone
    if not page.failed:
        raise Untrue("all of it has been dealt with")
    return undeliverable_notice(page)


def weekly_summary(moment: Moment) -> Card:
    """To an admin: how last week went, and what needs attention; raises Untrue."""
    try:
        summary = health.weekly_summary(moment.desk, moment.person, moment.notice.due_at)
    except NotAdmin as gone:
        raise Untrue("they are no admin any more") from gone
    if summary is None:
        raise Untrue("summaries are switched off")
    return summary_card(summary)


def _reached(moment: Moment, *, yes: bool) -> Person:
    """The mentor who is told of; raises Untrue where that is over."""
    mentor = members.by_id(moment.desk, moment.notice.of(OfMentor).mentor)
    if mentor is None or not mentor.is_mentor or mentor.reachable is not yes:
        raise Untrue("it is otherwise by now")
    return mentor


def _calendar(moment: Moment) -> CalendarLink:
    try:
        return calendars.calendar(moment.desk, moment.person, moment.notice.of(OfCalendar).calendar)
    except NotFound as gone:
        raise Untrue("the calendar was removed") from gone
