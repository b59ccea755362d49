"""Actions to intentions: each case calls one use case and shows its result."""

from typing import assert_never
from zoneinfo import ZoneInfo

from bot import filling
from bot.actions import (
    Action,
    AddException,
    AnswerQuestion,
    AskZone,
    BrowseMentors,
    CancelSession,
    ConfirmBooking,
    Describe,
    EditDay,
    EditMentorProfile,
    EditRules,
    GrantRole,
    JoinSession,
    KeepAnswer,
    KeepRest,
    LeaveBooking,
    LeaveForm,
    OpenForm,
    PreviousQuestion,
    RemoveException,
    Review,
    RevokeRole,
    SearchMentors,
    SetAccepting,
    SetPlan,
    SetZone,
    ShowAvailability,
    ShowHelp,
    ShowMember,
    ShowMembers,
    ShowProfile,
    ShowSession,
    ShowSessions,
    ShowWeek,
    TakeSlot,
    UseTemplate,
)
from bot.turn import Turn
from bot.ui import Message, Outcome
from bot.views import availability, booking, help, members, sessions  # noqa: A004 (the help view)
from core.usecases import attending, mentoring
from core.usecases import booking as bookings
from core.usecases import members as people


def perform(turn: Turn, action: Action) -> Outcome:
    """Carry out an action; raises refusals, FieldProblem and AlreadyDone."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowHelp(topic):
            return Message(help.help_card(person, topic))
        case ShowProfile():
            return Message(members.profile_card(people.settings(desk, person)))
        case AskZone():
            return Message(members.zone_card(person))
        case SetZone(zone):
            changed = people.set_zone(desk, person, zone)
            clock = f"{desk.now().astimezone(ZoneInfo(zone)):%H:%M}"
            return Message(members.zone_set_card(changed, clock))
        case BrowseMentors(page, search):
            return Message(booking.mentors_card(bookings.mentors(desk, person, search, page), person))
        case ShowWeek(mentor, first, day):
            return Message(booking.week_card(bookings.times(desk, person, mentor, first, day)))
        case TakeSlot(mentor, start, minutes):
            held = bookings.hold_time(desk, person, mentor, start, minutes)
            return Message(booking.review_card(held))
        case Review(hold):
            return Message(booking.review_card(bookings.review(desk, person, hold)))
        case ConfirmBooking(hold):
            return Message(booking.booked_card(bookings.book(desk, person, hold)))
        case LeaveBooking(hold):
            return Message(booking.left_card(bookings.leave(desk, person, hold).mentor))
        case ShowSessions(past, page):
            return Message(sessions.sessions_card(attending.sessions(desk, person, past=past, page=page)))
        case ShowSession(session):
            return Message(sessions.session_card(attending.session(desk, person, session)))
        case JoinSession(session):
            return Message(sessions.joined_card(attending.join(desk, person, session)), fresh=True)
        case ShowAvailability():
            return Message(availability.availability_card(mentoring.availability(desk, person)))
        case RemoveException(exception):
            own = mentoring.remove_exception(desk, person, exception)
            return Message(availability.availability_card(own, "The exception is gone."))
        case UseTemplate(template):
            own = mentoring.use_template(desk, person, template)
            return Message(availability.availability_card(own, f"Your week is “{template}” now."))
        case SetAccepting(accepting):
            own = mentoring.set_accepting(desk, person, accepting=accepting)
            return Message(
                availability.availability_card(own, "You can be booked." if accepting else "Paused.")
            )
        case ShowMembers(page):
            return Message(members.members_card(people.members(desk, person, page)))
        case ShowMember(member):
            return Message(members.member_card(people.member(desk, person, member)))
        case GrantRole(member, role):
            done = people.grant_role(desk, person, member, role)
            return Message(members.changed_card(done, f"is {members.a_role(role)} now"))
        case RevokeRole(member, role):
            done = people.revoke_role(desk, person, member, role)
            return Message(members.changed_card(done, f"is no longer {members.a_role(role)}"))
        case SetPlan(member, plan):
            done = people.set_plan(desk, person, member, plan)
            return Message(members.changed_card(done, members.plan_state(plan)))
        case (
            Describe()
            | CancelSession()
            | EditDay()
            | AddException()
            | EditRules()
            | EditMentorProfile()
            | SearchMentors()
        ):
            return filling.open_form(turn, action)
        case OpenForm(draft):
            return filling.reopen(turn, draft)
        case AnswerQuestion(draft, field, option):
            return filling.answer(turn, draft, field, option)
        case KeepAnswer(draft, field):
            return filling.keep(turn, draft, field)
        case KeepRest(draft):
            return filling.keep(turn, draft, None)
        case PreviousQuestion(draft, field):
            return filling.back(turn, draft, field)
        case LeaveForm(draft):
            return filling.leave(turn, draft)
    assert_never(action)
