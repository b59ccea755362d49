"""Actions to intentions: each case calls one use case and shows its result."""

from typing import assert_never
from zoneinfo import ZoneInfo

from bot import filling
from bot.actions import Action
from bot.actions.availability import (
    ChangeAgain,
    DiscardAvailability,
    PreviewAvailability,
    RemoveCalendar,
    RemoveException,
    SaveAvailability,
    SetAccepting,
    ShowAvailability,
    ShowCalendars,
    ShowOffered,
    UseTemplate,
)
from bot.actions.booking import (
    BrowseMentors,
    ConfirmBooking,
    LeaveBooking,
    Review,
    ShowWeek,
    TakeSlot,
    WhoIsFree,
)
from bot.actions.councils import CouncilAction
from bot.actions.forms import AnswerQuestion, KeepAnswer, KeepRest, LeaveForm, OpenForm, PreviousQuestion
from bot.actions.life import LifeAction
from bot.actions.members import (
    AskZone,
    DismissNotice,
    GrantRole,
    RetryNotice,
    RevokeRole,
    SetPlan,
    SetZone,
    ShowFailed,
    ShowHelp,
    ShowMember,
    ShowMembers,
    ShowProfile,
)
from bot.actions.sessions import JoinSession, ShowSession, ShowSessions
from bot.councils import dispatch as councils
from bot.life import dispatch as life
from bot.purposes import FormAction
from bot.tokens import from_token, to_token
from bot.turn import Turn
from bot.typed.searches import read_search
from bot.ui import Card, Message, Outcome, Paragraph, words
from bot.views import availability, booking, help, members, mentors, previews, sessions  # noqa: A004 (the help view)
from bot.views.calendars import calendars_card
from bot.views.undelivered import failed_card
from core.changes import Change, DropException
from core.usecases import attending, calendars, changes, mentoring, notices, picking
from core.usecases import booking as bookings
from core.usecases import members as people


def perform(turn: Turn, action: Action) -> Outcome:
    """Carry out an action; raises refusals, FieldProblem and AlreadyDone."""
    desk, person = turn.desk, turn.person
    if isinstance(action, FormAction):
        return filling.open_form(turn, action)
    if isinstance(action, LifeAction):
        return life.perform(desk, person, action)
    if isinstance(action, CouncilAction):
        return councils.perform(desk, person, action)
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
        case BrowseMentors(page, search, soonest):
            return Message(_mentors(turn, page, search, soonest=soonest))
        case WhoIsFree(at, search, page):
            found = picking.free_at(desk, person, at, wanted=read_search(search), page=page)
            return Message(mentors.free_card(found, person))
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
            view = attending.session(desk, person, session)
            return Message(sessions.session_card(view, support=desk.support))
        case JoinSession(session):
            return Message(sessions.joined_card(attending.join(desk, person, session)), fresh=True)
        case ShowAvailability():
            return Message(_own_hours(turn))
        case ShowOffered(first):
            return Message(previews.offered_card(mentoring.offered(desk, person, first)))
        case RemoveException(exception):
            return propose(turn, Change(person.id, (DropException(exception),)), ShowAvailability())
        case UseTemplate(template):
            return propose(turn, changes.template(person, template), ShowAvailability())
        case PreviewAvailability(change):
            return Message(previews.preview_card(changes.look(desk, person, change)))
        case SaveAvailability(change):
            return Message(_saved(changes.save(desk, person, change)))
        case DiscardAvailability(change):
            changes.discard(desk, person, change)
            return Message(_own_hours(turn, "Nothing was changed."))
        case ChangeAgain(change):
            return _change_again(turn, change)
        case ShowCalendars():
            return Message(calendars_card(calendars.calendars(desk, person)))
        case RemoveCalendar(calendar):
            left = calendars.disconnect(desk, person, calendar)
            return Message(calendars_card(left, "The calendar is removed; it closes nothing any more."))
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
        case ShowFailed(page):
            return Message(failed_card(notices.failed(desk, person, page)))
        case RetryNotice(notice):
            return Message(failed_card(notices.retry(desk, person, notice), "It is being sent again."))
        case DismissNotice(notice):
            return Message(failed_card(notices.dismiss(desk, person, notice), "It is put aside."))
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


def _mentors(turn: Turn, page: int, search: str, *, soonest: bool) -> Card:
    wanted = read_search(search)
    found = picking.mentors(turn.desk, turn.person, wanted, page, soonest=soonest)
    near = picking.near_mentors(turn.desk, wanted.words) if not found.total and wanted.words else ()
    return mentors.mentors_card(found, turn.person, near)


def propose(turn: Turn, change: Change, origin: Action, values: dict[str, str] | None = None) -> Outcome:
    """Preview a change of hours; `origin` and `values` are what leads back to where it came from."""
    preview = changes.propose(turn.desk, turn.person, change, to_token(origin), values or {})
    return Message(previews.preview_card(preview))


def _own_hours(turn: Turn, done: str = "") -> Card:
    """The person's own availability; whoever is no mentor and has only changed another's hears what was done."""
    if done and not turn.person.is_mentor:
        return Card("Your change", (Paragraph(words(done)),))
    unsaved = changes.pending(turn.desk, turn.person)
    own = mentoring.availability(turn.desk, turn.person)
    return availability.availability_card(own, done, unsaved.id if unsaved else None)


def _saved(result: changes.Saved | changes.Preview) -> Card:
    if isinstance(result, changes.Preview):
        return previews.preview_card(result)
    if result.actor.id != result.availability.mentor.id:
        return previews.saved_for_card(result)
    return availability.availability_card(result.availability, "Saved.")


def _change_again(turn: Turn, change: int) -> Outcome:
    origin, values = changes.origin_of(turn.desk, turn.person, change)
    action = from_token(origin)
    if isinstance(action, FormAction):
        return filling.open_form(turn, action, values)
    return perform(turn, action)
