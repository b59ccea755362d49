"""Refusals in words: each says what is the matter and offers a next step."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.formats import card_text
from bot.policies.refusals import PROBLEMS
from bot.refusals import fault_card, refusal_card, refusal_line, unknown_button, unknown_command
from bot.typed.edits import Trouble as TypedTrouble
from bot.typed.times import WhyNot
from bot.ui import Card, Code, Hint, Paragraph
from core import availability, calendars, council_errors, errors
from core.councils import CouncilStatus
from core.errors import Refusal
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
    errors.Unaccepted(1),
    errors.ConfirmTooLate(1, AT),
    errors.NoSuchPreset("mentro", "mentra", ("default", "mentra")),
    errors.NoSuchPreset("zed", None, ("default", "sharingminds_v1")),
    errors.NoSuchPolicy("hold_minute", ("hold_minutes",)),
    errors.NoSuchPolicy("zed", ()),
    *(errors.PolicyRefused("hold_minutes", problem, 1) for problem in (*PROBLEMS, "other")),
    *(errors.RequestClosed(1, status) for status in RequestStatus if status not in OPEN),
    errors.NothingToAnswer(1),
    errors.StillRequested(1),
    errors.NotYourTurn(1),
    errors.RoundsUsedUp(1, 3),
    errors.RescheduleTooLate(1, AT),
    errors.RescheduledEnough(1, 2),
    errors.TooManyRequests(1, 5),
    errors.SameTime(1),
    errors.LengthPaidFor(30),
    errors.TheirMonthUsedUp(1, "Mia Chen", date(2026, 4, 1)),
    *(
        errors.MoveNotFree(1, 1, 2, role, AT, reason, near, 30)
        for role in ("mentor", "mentee")
        for reason in Reason
        if reason is not Reason.DURATION
        for near in ((), (AT,))
    ),
    *(
        errors.NotAllowed(what, 1, "mentee")
        for what in ("accept", "decline", "choose", "withdraw", "cancel_instead")
    ),
    errors.AnswerFirst(1),
    errors.RequestOpen(1),
    errors.RequestOpen(),
    errors.TooEarlyToReport(1, AT),
    errors.TooLateToReport(1, AT),
    errors.UnderReview(1),
    errors.Decided(1),
    *(errors.NotSayable(1, status) for status in Status),
    *(errors.OnlyFor(role, 1) for role in ("mentee", "mentor")),
    *(errors.NotCompleted(1, status) for status in Status),
    errors.FeedbackGiven(1),
    *(errors.DisputeClosed(1, status) for status in ("resolved", "dismissed")),
    errors.OwnDispute(),
    *(
        errors.NotFound(what)
        for what in ("zone", "session", "mentor", "member", "change", "exception", "template")
    ),
    errors.MentorNotFound("zed"),
    errors.MentorNotFound("anna", ("Ana Lima", "Hanna Berg")),
    errors.SeveralMentors(
        "mentor", (replace(READER, id=1, name="Ana Lima"), replace(READER, id=2, name="Bea Mentor"))
    ),
    errors.MemberNotFound("zed"),
    errors.SeveralMembers(
        "mia", (replace(READER, id=1, name="Mia Chen"), replace(READER, id=2, name="Mia Berg"))
    ),
    errors.NoSuchPlan("gold", ("none", "individual", "council")),
    errors.NotAdmin(),
    errors.NotMentor(),
    errors.QuietUnclear("at night"),
    errors.LastAdmin(),
    errors.ZoneMissing(),
    errors.PlanDoesNotBook("none"),
    errors.MonthUsedUp(2, date(2026, 4, 1)),
    errors.OwnMentor(),
    *(
        errors.MentorNotBookable("Ana Lima", why)
        for why in ("inactive", "unverified", "paused", "suspended")
    ),
    errors.Suspended(),
    errors.TooFast(60),
    *(errors.TimeNotFree(1, "Ana Lima", AT, reason, (AT,)) for reason in Reason),
    errors.TimeNotFree(1, "Ana Lima", AT, Reason.BOOKED),
    errors.SlotTaken(),
    errors.DurationNotOffered(20, (30, 60)),
    errors.HoldExpired(),
    errors.HoldExpired(1),
    errors.Stale(1),
    *(errors.AlreadyOver(1, status) for status in Status),
    errors.CancelTooLate(AT),
    *(
        errors.NotAllowed(what, 1, role, instead)
        for what, others in (("cancel", "reschedule"), ("reschedule", "cancel"))
        for role in ("mentor", "mentee")
        for instead in (None, others)
    ),
    *(
        errors.ReplacementNotFree(1, 2, 3, "Ana Lima", AT, reason, near)
        for reason in (*Reason, "suspended", "paused", "unverified")
        for near in ((), (AT,))
    ),
    errors.RefundChanged(1, 2, 70),
    *(errors.ReasonMissing(field) for field in ("reason", "note")),
    *(
        errors.TooLong(field, 100, 101)
        for field in (
            "title",
            "description",
            "location",
            "note",
            "headline",
            "bio",
            "tags",
            "comment",
            "notes",
            "what",
        )
    ),
    *(errors.Missing(field) for field in ("location", "when", "first", "overall", "usefulness", "what")),
    errors.TooEarlyToJoin(AT),
    errors.MetInPerson(1, "Café Central"),
    *(errors.HoursUnclear(problem, "9-25") for problem in (*TypedTrouble, *availability.Problem)),
    *(errors.HoursUnclear(problem, "x") for problem in ("not_a_number", "unknown_zone", "several_zones")),
    *(errors.CalendarUnreadable(trouble, "example.org") for trouble in calendars.Trouble),
    errors.TooManyCalendars(5),
    *(errors.NotFound(what) for what in ("council", "time")),
    *(council_errors.CouncilNotAllowed(what) for what in ("register", "leave", "answer")),
    council_errors.CouncilPlanNeeded("individual"),
    *(council_errors.CouncilOver(1, status) for status in CouncilStatus),
    council_errors.StaleCouncil(1),
    *(
        council_errors.WrongNumber(what, least, 5, 7)
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
    council_errors.TimeTooSoon(AT, AT),
    council_errors.MentorsBusy(1, AT, ("Ana Lima",)),
    council_errors.MentorsBusy(1, AT, ("Ana Lima", "Bea Mentor")),
    council_errors.BusyThen(AT),
    council_errors.NotInstant(("Ana Lima",)),
    council_errors.NotInstant(("Ana Lima", "Bea Mentor")),
    *(council_errors.TimeUnclear("x", why) for why in (*WhyNot, "day_only", "no_dates")),
    *(
        errors.TooLong(field, 100, 101)
        for field in ("topic", "expertise", "material", "goals", "questions", "conflict")
    ),
    *(errors.Missing(field) for field in ("topic", "note")),
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
    card = refusal_card(errors.MonthUsedUp(2, date(2026, 4, 1)), READER)
    assert card.title == "You've used all your monthly sessions."
    assert "Wed 1 Apr 2026" in card_text(card)


@pytest.mark.spec("SLT-3", "SLT-5")
def test_times_are_the_readers() -> None:
    refusal = errors.TimeNotFree(1, "Ana Lima", AT, Reason.BOOKED, (AT,))
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
