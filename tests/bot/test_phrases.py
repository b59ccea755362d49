"""Refusals in words: each says what is the matter and offers a next step."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.admin_sessions.refusals import UNCLEAR
from bot.faults import fault_card, unknown_button, unknown_command
from bot.formats import card_text
from bot.interventions.refusals import NO_AMOUNT, SETTLED
from bot.jobs.refusals import UNCLEAR as JOB_UNCLEAR
from bot.members.refusals import FILES
from bot.mentors.refusals import NO_RATE, NO_SETTING, NOT_BOOKABLE
from bot.policies.refusals import PROBLEMS
from bot.refusals import refusal_card, refusal_line
from bot.typed.edits import HoursTrouble as TypedTrouble
from bot.typed.times import WhyNot
from bot.ui import Card, Code, Hint, Paragraph
from core import availability, calendars
from core.availability import Schedule
from core.councils import CouncilStatus
from core.disputes import Way
from core.errors.accounts import (
    LinkBlocked,
    LinkChanged,
    LinkCodeInPublic,
    LinkCodeOver,
    LinkOver,
    LinkUndecided,
    NoSuchAccount,
    OnlyAccount,
    OwnLinkCode,
    TooManyLinkCodes,
    WrongLinkCode,
)
from core.errors.aftermath import (
    Decided,
    DisputeClosed,
    FeedbackGiven,
    NotCompleted,
    NotSayable,
    OwnDispute,
    TooEarlyToReport,
    TooLateToReport,
    UnderReview,
)
from core.errors.availability import HoursUnclear
from core.errors.booking import (
    DurationNotOffered,
    HoldExpired,
    MonthUsedUp,
    NothingFree,
    PlanDoesNotBook,
    SlotTaken,
    Suspended,
    TimeNotFree,
)
from core.errors.calendars import CalendarUnreadable, TooManyCalendars
from core.errors.cancelling import CancelTooLate, ReasonMissing
from core.errors.chats import ChatClosed, OtherLeft, OtherShut, TextTooLong
from core.errors.common import Missing, NotFound, Refusal, TooFast, TooLong
from core.errors.confirming import ConfirmTooLate, Unaccepted
from core.errors.councils import (
    BusyThen,
    CouncilNotAllowed,
    CouncilOver,
    CouncilPlanNeeded,
    MentorsBusy,
    NotInstant,
    StaleCouncil,
    TimeTooSoon,
    TimeUnclear,
    WrongNumber,
)
from core.errors.disputes import (
    AlreadyReported,
    DisputeChanged,
    DisputeTaken,
    LinkUnclear,
    NotAnAdmin,
    NotBegun,
    NothingAsked,
    NotReportable,
    PartyOf,
    SayAbsent,
    TooLateForReport,
    TooManyLinks,
    WayClosed,
)
from core.errors.interventions import (
    ActNotPossible,
    AmountUnclear,
    LengthUnclear,
    NoSuccessor,
    NotAhead,
    NotBothFree,
    NothingToRefund,
    OwnRefund,
    OwnSession,
    RefundSettled,
    RefundTooMuch,
)
from core.errors.jobs import JobSettled, NoneWaits, NothingThatDay, NothingToDo, ShiftUnclear, TooManyListed
from core.errors.mail import BadMailAddress, MailOff, NoCode, NoMailAddress, TooManyCodes, WrongCode
from core.errors.members import (
    DirectChat,
    LanguageUnknown,
    LastAdmin,
    ListChanged,
    MeasureNotPossible,
    MemberChanged,
    MemberFilterUnclear,
    MemberNotFound,
    NoAdminChannel,
    NoSuchPlan,
    NotAdmin,
    NotAsked,
    OwnMembership,
    PlanFileUnreadable,
    QuietUnclear,
    SeveralMembers,
    ZoneMissing,
)
from core.errors.mentors import (
    MentorNotBookable,
    MentorNotFound,
    NoMentorYet,
    NotMentor,
    OwnMentor,
    RateBetweenSteps,
    RateUnclear,
    SettingMoved,
    SettingRefused,
    SeveralMentors,
)
from core.errors.own_data import ErasureBegun
from core.errors.payments import NothingPaid, PaidElsewhere, PaymentOpen, PaymentOver, RefundNotFailed
from core.errors.policies import NoSuchPolicy, NoSuchPreset, PolicyRefused, ProposalGone
from core.errors.recording import CannotRecord, NoRecording
from core.errors.replacing import AnswerFirst, RefundChanged, ReplacementNotFree
from core.errors.rescheduling import (
    LengthPaidFor,
    NothingToAnswer,
    NotYourTurn,
    RequestClosed,
    RequestOpen,
    RescheduledEnough,
    RescheduleNotFree,
    RescheduleTooLate,
    RoundsUsedUp,
    SameTime,
    StillRequested,
    TheirMonthUsedUp,
    TooManyRequests,
)
from core.errors.session_queries import FilterUnclear, TooManyViews, ViewNameTaken
from core.errors.sessions import AlreadyOver, MetInPerson, NotAllowed, OnlyFor, Stale, TooEarlyToJoin
from core.errors.statistics import PeriodUnclear
from core.errors.workspaces import AdminsNowhereElse, NotConnectable
from core.interventions import Act
from core.jobs import JobState, Work
from core.mail import AddressProblem
from core.measures import Measure
from core.mentor_settings import Setting
from core.mentors import Mentor
from core.people import Person
from core.reschedules import OPEN, RequestStatus
from core.sessions import Status
from core.slots import Reason
from tests.conftest import MORNING
from tests.recorder import controls

READER = Person(1, "Ada Mentee", MORNING, zone="Europe/Berlin")
AT = datetime(2026, 3, 5, 20, 0, tzinfo=UTC)
LAST_RESORT = (
    "ask",
    "choose",
    "fill in",
    "shorten",
    "say ",
    "again",
    "write",
    "give",
    "open",
    "make somebody",
)
"""Where nothing can be pressed or typed, the words themselves say what to do."""

REFUSALS: list[Refusal] = [
    *(WrongLinkCode(left) for left in (4, 1)),
    LinkCodeOver(),
    TooManyLinkCodes(5, 10),
    OwnLinkCode(),
    LinkCodeInPublic(),
    LinkBlocked(),
    LinkUndecided(),
    LinkChanged(),
    LinkOver(joined=True),
    LinkOver(joined=False),
    NoSuchAccount("telegram"),
    OnlyAccount(),
    *(NotFound(what) for what in ("account", "link")),
    *(FilterUnclear(field, "zed", ("a", "b")) for field in UNCLEAR),
    ViewNameTaken(),
    TooManyViews(50),
    TooManyListed(10_000, 1),
    *(NothingToDo(work, 1) for work in Work),
    NoneWaits(1),
    NothingThatDay(1, AT.date()),
    *(ShiftUnclear(problem, "x") for problem in JOB_UNCLEAR),
    *(JobSettled(1, state) for state in JobState),
    *(NotFound(what) for what in ("job", "running job")),
    *(PeriodUnclear(problem, "x" * 200) for problem in ("unclear", "reversed", "far", "open")),
    OwnSession(1),
    *(ActNotPossible(1, act, status) for act in Act for status in Status),
    NotAhead(1, AT, AT),
    NotBothFree(1, "Ana Lima", AT),
    NothingToRefund(1),
    LengthUnclear("9999 min"),
    NoSuccessor(1, "Ben Wolff", False),
    NoSuccessor(1, "Ana Lima", True),
    RefundTooMuch(1, 2500, "USD"),
    *(AmountUnclear("25 EUR", problem, "USD") for problem in NO_AMOUNT),
    *(RefundSettled(1, status) for status in SETTLED),
    OwnRefund(1),
    PaymentOpen(1),
    PaidElsewhere(by_mail=False),
    PaidElsewhere(by_mail=True),
    *(PaymentOver(1, status) for status in ("scheduled", "cancelled", "completed")),
    NothingPaid(1),
    RefundNotFailed(1),
    Unaccepted(1),
    ConfirmTooLate(1, AT),
    NoSuchPreset("mentro", "mentra", ("default", "mentra")),
    NoSuchPreset("zed", None, ("default", "sharingminds_v1")),
    NoSuchPolicy("hold_minute", ("hold_minutes",)),
    NoSuchPolicy("zed", ()),
    ProposalGone(),
    *(PolicyRefused("hold_minutes", problem, 1) for problem in (*PROBLEMS, "other")),
    *(RequestClosed(1, status) for status in RequestStatus if status not in OPEN),
    NothingToAnswer(1),
    StillRequested(1),
    NotYourTurn(1),
    RoundsUsedUp(1, 3),
    RescheduleTooLate(1, AT),
    RescheduledEnough(1, 2),
    TooManyRequests(1, 5),
    SameTime(1),
    LengthPaidFor(30),
    TheirMonthUsedUp(1, "Mia Chen", date(2026, 4, 1)),
    *(
        RescheduleNotFree(1, 1, 2, role, AT, reason, near, 30)
        for role in ("mentor", "mentee")
        for reason in Reason
        if reason is not Reason.DURATION
        for near in ((), (AT,))
    ),
    *(
        NotAllowed(what, 1, "mentee")
        for what in ("accept", "decline", "choose", "withdraw", "cancel_instead")
    ),
    AnswerFirst(1),
    RequestOpen(1),
    RequestOpen(),
    TooEarlyToReport(1, AT),
    TooLateToReport(1, AT),
    UnderReview(1),
    Decided(1),
    *(NotSayable(1, status) for status in Status),
    *(OnlyFor(role, 1) for role in ("mentee", "mentor")),
    *(NotCompleted(1, status) for status in Status),
    FeedbackGiven(1),
    *(DisputeClosed(1, status) for status in ("resolved", "dismissed")),
    OwnDispute(),
    NotReportable(1),
    TooLateForReport(1, AT),
    AlreadyReported(1, 2),
    NotBegun(1, AT),
    SayAbsent(1),
    LinkUnclear("x" * 900),
    TooManyLinks(5),
    DisputeTaken(1, "Olga"),
    DisputeChanged(1),
    NotAnAdmin("Ben"),
    PartyOf("Ana"),
    *(WayClosed(1, way) for way in Way),
    NothingAsked(1),
    *(
        NotFound(what)
        for what in ("zone", "session", "mentor", "member", "change", "exception", "template")
    ),
    *(BadMailAddress("ana@", problem) for problem in AddressProblem),
    MailOff(),
    NoMailAddress(),
    NoCode(),
    WrongCode(3),
    TooManyCodes(5),
    MentorNotFound("zed"),
    MentorNotFound("anna", ("Ana Lima", "Hanna Berg")),
    SeveralMentors(
        "mentor", (replace(READER, id=1, name="Ana Lima"), replace(READER, id=2, name="Bea Mentor"))
    ),
    MemberNotFound("zed"),
    SeveralMembers("mia", (replace(READER, id=1, name="Mia Chen"), replace(READER, id=2, name="Mia Berg"))),
    NoSuchPlan("gold", ("none", "individual", "council")),
    NotAdmin(),
    NotMentor(),
    LanguageUnknown("klingon"),
    QuietUnclear("at night"),
    NoMentorYet(replace(READER, id=1, name="Ben Wolff")),
    *(
        SettingMoved(
            field, Mentor(replace(READER, id=1, name="Ben Wolff"), Schedule("UTC"), headline="Other words")
        )
        for field in Setting
    ),
    *(SettingRefused("link", problem, "x" * 99) for problem in NO_SETTING),
    *(RateUnclear("1.234", problem, "EUR", 1, ((123400, "EUR"),)) for problem in NO_RATE),
    RateBetweenSteps(10, "KWD"),
    LastAdmin(),
    ErasureBegun(),
    DirectChat(),
    NotAsked(),
    NoAdminChannel(),
    NotConnectable(),
    AdminsNowhereElse("T1"),
    OwnMembership(),
    *(MeasureNotPossible(replace(READER, suspended=each), Measure.SUSPEND) for each in (True, False)),
    MemberChanged(1),
    ListChanged(),
    *(PlanFileUnreadable(why, "name, city") for why in FILES),
    MemberFilterUnclear("plan:gold", ("plan:none", "plan:individual")),
    ZoneMissing(),
    PlanDoesNotBook("none"),
    MonthUsedUp(2, date(2026, 4, 1)),
    OwnMentor(),
    NothingFree("Ana Lima"),
    *(MentorNotBookable("Ana Lima", why) for why in NOT_BOOKABLE),
    Suspended(),
    TooFast(60),
    *(TimeNotFree(1, "Ana Lima", AT, reason, (AT,)) for reason in Reason),
    TimeNotFree(1, "Ana Lima", AT, Reason.BOOKED),
    SlotTaken(),
    DurationNotOffered(20, (30, 60)),
    HoldExpired(),
    HoldExpired(1),
    Stale(1),
    *(AlreadyOver(1, status) for status in Status),
    CancelTooLate(AT),
    *(
        NotAllowed(what, 1, role, instead)
        for what, others in (("cancel", "reschedule"), ("reschedule", "cancel"))
        for role in ("mentor", "mentee")
        for instead in (None, others)
    ),
    *(
        ReplacementNotFree(1, 2, 3, "Ana Lima", AT, reason, near)
        for reason in (*Reason, "suspended", "paused", "unverified")
        for near in ((), (AT,))
    ),
    RefundChanged(1, 2, 70),
    *(ReasonMissing(field) for field in ("reason", "note")),
    *(
        TooLong(field, 100, 101)
        for field in (
            "title",
            "description",
            "location",
            "note",
            "headline",
            "bio",
            "tags",
            "link",
            "calendly",
            "comment",
            "notes",
            "what",
        )
    ),
    *(Missing(field) for field in ("location", "when", "first", "overall", "usefulness", "what")),
    TooEarlyToJoin(AT),
    MetInPerson(1, "Café Central"),
    OtherLeft(1, "Ana Lima"),
    OtherShut(1, "Ana Lima"),
    TextTooLong(1, 12_000),
    ChatClosed(1),
    CannotRecord(1),
    NoRecording(1),
    *(HoursUnclear(problem, "9-25") for problem in (*TypedTrouble, *availability.Problem)),
    *(HoursUnclear(problem, "x") for problem in ("not_a_number", "unknown_zone", "several_zones")),
    *(CalendarUnreadable(trouble, "example.org") for trouble in calendars.Trouble),
    TooManyCalendars(5),
    *(NotFound(what) for what in ("council", "time")),
    *(CouncilNotAllowed(what) for what in ("register", "leave", "answer")),
    CouncilPlanNeeded("individual"),
    *(CouncilOver(1, status) for status in CouncilStatus),
    StaleCouncil(1),
    *(
        WrongNumber(what, least, 5, 7)
        for what in (
            "mentors",
            "times",
            "suggestions",
            "minutes",
            "least",
            "most",
            "capacity",
            "hours",
            "expertise",
        )
        for least in (0, 1, 5)
    ),
    TimeTooSoon(AT, AT),
    MentorsBusy(1, AT, ("Ana Lima",)),
    MentorsBusy(1, AT, ("Ana Lima", "Bea Mentor")),
    BusyThen(AT),
    NotInstant(("Ana Lima",)),
    NotInstant(("Ana Lima", "Bea Mentor")),
    *(TimeUnclear("x", why) for why in (*WhyNot, "day_only", "no_dates")),
    *(
        TooLong(field, 100, 101)
        for field in ("topic", "expertise", "material", "goals", "questions", "conflict")
    ),
    *(Missing(field) for field in ("topic", "note")),
]


def has_a_next_step(card: Card) -> bool:
    spans = [span for part in card.parts if isinstance(part, Paragraph | Hint) for span in part.text]
    said = card_text(card).lower()
    return (
        bool(controls(card))
        or any(isinstance(s, Code) for s in spans)
        or any(word in said for word in LAST_RESORT)
    )


@pytest.mark.spec("SAF-1", "BOK-3", "CHT-6")
@pytest.mark.parametrize("refusal", REFUSALS, ids=repr)
def test_a_refusal_has_a_title_a_reason_and_a_next_step(refusal: Refusal) -> None:
    card = refusal_card(refusal, READER)
    assert card.title
    assert has_a_next_step(card), card_text(card)
    line = refusal_line(refusal, READER)
    assert line.strip()
    assert "None" not in line
    assert "_" not in line, "codes are not words"


@pytest.mark.spec("BOK-2")
def test_the_months_end_is_worded_as_it_always_was_and_names_the_date() -> None:
    card = refusal_card(MonthUsedUp(2, date(2026, 4, 1)), READER)
    assert card.title == "You've used all your monthly sessions."
    assert "Wed 1 Apr 2026" in card_text(card)


@pytest.mark.spec("SLT-3", "SLT-5")
def test_times_are_the_readers() -> None:
    refusal = TimeNotFree(1, "Ana Lima", AT, Reason.BOOKED, (AT,))
    assert "21:00" in refusal_line(refusal, READER)
    assert controls(refusal_card(refusal, READER))[0].label.endswith("21:00")


@pytest.mark.spec("SAF-7")
def test_a_fault_has_a_reference_and_says_that_nothing_was_changed() -> None:
    told = card_text(fault_card("ABC123"))
    assert "ABC123" in told
    assert "nothing was changed" in told


@pytest.mark.spec("CHT-1", "SAF-1")
def test_unknown_buttons_and_commands_show_a_way_on() -> None:
    assert controls(unknown_button())
    assert "/book" in card_text(unknown_command("bok", "book"))
    assert controls(unknown_command("xyzzy", None))
