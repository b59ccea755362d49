"""What an action is about: the one place that says how each matter is shown as it stands now."""

from typing import assert_never

from bot.actions import Action
from bot.actions.availability import (
    AddException,
    CancelOutside,
    ChangeAgain,
    ConnectCalendar,
    DiscardAvailability,
    EditDay,
    EditMentorProfile,
    EditRules,
    PreviewAvailability,
    RemoveCalendar,
    RemoveException,
    SaveAvailability,
    SetAccepting,
    ShowAvailability,
    ShowCalendars,
    ShowOffered,
    TypeHours,
    UseTemplate,
)
from bot.actions.booking import (
    BrowseMentors,
    ConfirmBooking,
    Describe,
    FilterMentors,
    LeaveBooking,
    Review,
    SearchMentors,
    ShowWeek,
    TakeSlot,
    WhoIsFree,
)
from bot.actions.councils import (
    AddTime,
    AppointLead,
    CallCouncil,
    ChooseWindow,
    CouncilAction,
    DropMentor,
    DropTime,
    FindTime,
    NameMentor,
    PickMentors,
    PickTimes,
    PollAction,
    ShowBoard,
    ShowCouncil,
    ShowCouncils,
    ShowPoll,
    SwapMentor,
    TakeMentor,
    TypeTimes,
    WriteCouncilNote,
)
from bot.actions.forms import AnswerQuestion, KeepAnswer, KeepRest, LeaveForm, OpenForm, PreviousQuestion
from bot.actions.life import (
    AcceptTime,
    CancelInstead,
    DeclineTime,
    DismissDispute,
    LifeAction,
    PreviewPreset,
    ScheduleAction,
    ShowAllPolicies,
    ShowDispute,
    ShowDisputes,
    ShowPolicies,
    UpholdDispute,
    UsePreset,
    WithdrawRequest,
)
from bot.actions.members import (
    AskZone,
    DismissNotice,
    EditQuiet,
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
from bot.actions.sessions import CancelSession, JoinSession, ShowSession, ShowSessions
from core.desk import Desk
from core.errors import NotFound
from core.people import Person
from core.usecases import rescheduling


def matter(desk: Desk, person: Person, action: Action) -> Action:
    """What shows how things are with what the action is about; an action that has nothing behind it shows itself."""
    if isinstance(action, LifeAction):
        return _of_life(desk, person, action)
    if isinstance(action, CouncilAction):
        return _of_council(action)
    match action:
        case SetZone() | EditQuiet():
            return ShowProfile()
        case FilterMentors(search, soonest):
            return BrowseMentors(0, search, soonest)
        case SearchMentors():
            return BrowseMentors()
        case TakeSlot(mentor):
            return ShowWeek(mentor)
        case Describe(hold):
            return Review(hold)
        case Review(hold) | ConfirmBooking(hold) | LeaveBooking(hold):
            return ShowSession(hold)  # it has the hold's id
        case CancelSession(session) | JoinSession(session):
            return ShowSession(session)
        case CancelOutside(change):
            return PreviewAvailability(change)
        case (
            EditDay() | AddException() | RemoveException() | EditRules() | UseTemplate() | TypeHours()
            | PreviewAvailability() | SaveAvailability() | DiscardAvailability() | ChangeAgain()
            | EditMentorProfile() | SetAccepting()
        ):  # fmt: skip
            return ShowAvailability()
        case ConnectCalendar() | RemoveCalendar():
            return ShowCalendars()
        case GrantRole(member) | RevokeRole(member) | SetPlan(member):
            return ShowMember(member)
        case RetryNotice() | DismissNotice():
            return ShowFailed()
        case (
            ShowHelp() | ShowProfile() | AskZone() | BrowseMentors() | WhoIsFree() | ShowWeek() | ShowSessions()
            | ShowSession() | ShowAvailability() | ShowOffered() | ShowCalendars() | ShowMembers() | ShowMember()
            | ShowFailed() | OpenForm() | AnswerQuestion() | KeepAnswer() | KeepRest() | PreviousQuestion()
            | LeaveForm()
        ):  # fmt: skip
            return action
    assert_never(action)


def _of_life(desk: Desk, person: Person, action: LifeAction) -> Action:
    match action:
        case AcceptTime(request) | DeclineTime(request) | WithdrawRequest(request) | CancelInstead(request):
            try:
                return ShowSession(rescheduling.session_of(desk, person, request))
            except NotFound:
                return ShowSessions()
        case UpholdDispute(dispute) | DismissDispute(dispute):
            return ShowDispute(dispute)
        case UsePreset():
            return ShowAllPolicies()
        case ShowDisputes() | ShowDispute() | ShowPolicies() | ShowAllPolicies() | PreviewPreset():
            return action
    return action if isinstance(action, ScheduleAction) else ShowSession(action.session)


def _of_council(action: CouncilAction) -> Action:
    match action:
        case CallCouncil():
            return ShowCouncils()
        case WriteCouncilNote(council):
            return ShowBoard(council)
        case TakeMentor(council, page=page) | DropMentor(council, page=page):
            return PickMentors(council, page)
        case NameMentor(council) | AppointLead(council):
            return PickMentors(council)
        case AddTime(council) | DropTime(council) | TypeTimes(council):
            return PickTimes(council)
        case ChooseWindow(council) | SwapMentor(council):
            return FindTime(council)
        case ShowCouncils() | ShowPoll() | ShowBoard():
            return action
    return ShowPoll(action.council) if isinstance(action, PollAction) else ShowCouncil(action.council)
