"""The forms of a mentor's own time: a weekday, days off, limits, everything typed."""

from collections.abc import Callable
from typing import assert_never

from bot.actions.availability import AddException, EditDay, EditRules, TypeHours
from bot.availability.cards import day_typed, week_typed
from bot.availability.preview_cards import preview_card
from bot.labels import WEEKDAYS, length, several
from bot.tokens import to_token
from bot.typed.lengths import amount, day_count
from bot.typed.schedules import edits_of, exceptions_of, zone_of
from bot.ui import DateField, Field, Layout, Message, Outcome, SelectField, TextField
from core.availability import BlockKind
from core.changes import Change, Edit, Limits, SetLimits, SetZone, blocks_of, week_of
from core.desk import Desk
from core.errors import HoursUnclear, Missing
from core.people import Person
from core.usecases import changes, mentoring

ScheduleForm = EditDay | AddException | EditRules | TypeHours

PROGRAMME = "programme"
"""The value of a choice that leaves it to the programme."""
_AS_USUAL = frozenset({"", "usual", "default", "programme", "program", "-"})
_HOURS_AT_FAULT = frozenset({"bad_time", "reversed", "no_hours", "unclear", "night_or_day"})
_KINDS = (
    (BlockKind.BLOCKED, "Off"),
    (BlockKind.AVAILABLE, "Open at other hours"),
    (BlockKind.BREAK, "Break"),
    (BlockKind.BUFFER, "Buffer"),
)


def layout(desk: Desk, person: Person, purpose: ScheduleForm) -> Layout:
    """Title, label of the submission, introduction and fields; raises NotMentor."""
    own = mentoring.availability(desk, person)
    week = week_of(own.mentor.schedule, own.policies)
    match purpose:
        case EditDay(weekday):
            hours = TextField(
                "hours",
                "Hours",
                initial=day_typed(blocks_of(week.days[weekday])),
                hint="Such as 9-12, 13-17 or 9-17 break 12-13 or closed",
            )
            also = TextField(
                "also", "The same on", required=False, hint="Other days, such as wed, fri or weekdays"
            )
            return Layout(f"Hours on {WEEKDAYS[weekday]}", "Preview", (hours, also))
        case AddException():
            return Layout("Days off", "Preview", _exception_fields())
        case EditRules():
            return Layout("Limits", "Preview", _limit_fields(own))
        case TypeHours():
            text = TextField(
                "hours",
                "Hours and days off",
                multiline=True,
                initial=week_typed(week),
                limit=1000,
                hint="A line each, such as mon-fri 9-17 break 12-13 or off 24-31 dec. "
                "Days you leave out stay as they are.",
            )
            return Layout("Type your hours", "Preview", (text,))
    assert_never(purpose)


def send_in(desk: Desk, person: Person, purpose: ScheduleForm, values: dict[str, str]) -> Outcome:
    """Preview what was filled in; raises HoursUnclear and Missing, which name the field."""
    edits = _edits(desk, person, purpose, values)
    change = Change(person.id, edits)
    return Message(preview_card(changes.propose(desk, person, change, to_token(purpose), values)))


def _edits(desk: Desk, person: Person, purpose: ScheduleForm, values: dict[str, str]) -> tuple[Edit, ...]:
    match purpose:
        case EditDay(weekday):
            day = WEEKDAYS[weekday][:3].lower()
            edits = edits_of(f"{day} {values.get('hours', '').strip() or 'closed'}", desk, person)
            if also := values.get("also", "").strip():
                edits += _at("also", lambda: edits_of(f"copy {day} to {also}", desk, person))
            return edits
        case AddException():
            return _exception(desk, person, values)
        case EditRules():
            return _limits(desk, person, values)
        case TypeHours():
            return edits_of(values.get("hours", ""), desk, person)
    assert_never(purpose)


def _at(field: str, read: Callable[[], tuple[Edit, ...]]) -> tuple[Edit, ...]:
    """Read a field; what is not understood in it names it."""
    try:
        return read()
    except HoursUnclear as problem:
        raise HoursUnclear(problem.problem, problem.fragment, field) from problem


def _exception_fields() -> tuple[Field, ...]:
    return (
        SelectField(
            "kind", "What", tuple((kind.value, label) for kind, label in _KINDS), initial="blocked"
        ),
        DateField("first", "From", hint="Such as 24 dec, tomorrow, or 24-31 dec at once"),
        DateField("last", "To", required=False, hint="The last day; empty: one day only"),
        TextField("hours", "Hours", required=False, hint="Such as 14-16; empty: the whole day"),
        TextField("reason", "Reason", required=False, limit=80, hint="Only you see it"),
    )


def _exception(desk: Desk, person: Person, values: dict[str, str]) -> tuple[Edit, ...]:
    first, last, hours, reason = (
        values.get(name, "").strip() for name in ("first", "last", "hours", "reason")
    )
    if not first:
        raise Missing("first")
    dates = f"{first} to {last}" if last and last != first else first
    kind = BlockKind(values.get("kind") or BlockKind.BLOCKED)
    try:
        return exceptions_of(kind, dates, hours, reason, desk, person)
    except HoursUnclear as problem:
        field = "hours" if problem.problem in _HOURS_AT_FAULT else "first"
        raise HoursUnclear(problem.problem, problem.fragment, field) from problem


def _limit_fields(own: mentoring.OwnAvailability) -> tuple[Field, ...]:
    schedule, policies = own.mentor.schedule, own.policies
    lengths = tuple((str(minutes), length(minutes)) for minutes in policies.durations)
    usual = f"The programme's: {length(policies.default_duration)}"

    def text(name: str, label: str, value: str | None, hint: str) -> TextField:
        return TextField(name, label, required=False, initial=value or "", limit=40, hint=hint)

    def minutes(value: int | None) -> str | None:
        return None if value is None else length(value) or "none"

    ahead, week = schedule.max_days_ahead, schedule.max_sessions_per_week
    return (
        SelectField(
            "default_duration",
            "Usual length",
            ((PROGRAMME, usual), *lengths),
            initial=str(schedule.default_duration or PROGRAMME),
        ),
        text(
            "buffer_minutes",
            "Buffer between sessions",
            minutes(schedule.buffer_minutes),
            "Such as 15 min; empty or “usual”: none",
        ),
        text(
            "min_notice_minutes",
            "Minimum notice",
            minutes(schedule.min_notice_minutes),
            f"Such as 2h or 1 day; empty or “usual”: {length(policies.min_notice_minutes) or 'none'}",
        ),
        text(
            "max_days_ahead",
            "Bookable days ahead",
            None if ahead is None else str(ahead),
            f"Such as 30 or 6 weeks; empty or “usual”: {several(policies.max_days_ahead, 'day')}",
        ),
        text(
            "max_sessions_per_week",
            "Sessions a week at most",
            None if week is None else str(week),
            "Empty or “usual”: no maximum",
        ),
        SelectField(
            "active",
            "Schedule",
            (("yes", "In use"), ("no", "Switched off")),
            initial="yes" if schedule.active else "no",
        ),
        text("zone", "Time zone of your hours", schedule.zone, "A city or zone, such as Berlin"),
        *_booking_fields(own),
    )


def _booking_fields(own: mentoring.OwnAvailability) -> tuple[Field, ...]:
    """Only bookings that cost nothing can be accepted first (BOK-8)."""
    if own.mentor.rate:
        return ()
    hours = length(60 * own.policies.confirmation_expiry_hours)
    return (
        SelectField(
            "instant_booking",
            "Bookings",
            (("yes", "Are confirmed at once"), ("no", "I accept each one first")),
            initial="yes" if own.mentor.schedule.instant_booking else "no",
            hint=f"What you do not accept within {hours} has not been booked",
        ),
    )


def _limits(desk: Desk, person: Person, values: dict[str, str]) -> tuple[Edit, ...]:
    def own(name: str, read: Callable[[str], int | None], problem: str) -> int | None:
        text = values.get(name, "").strip().strip("“”\"'").lower()
        if text in _AS_USUAL:
            return None
        if (number := read(text)) is None:
            raise HoursUnclear(problem, text[:40], name)
        return number

    instant = mentoring.availability(desk, person).mentor.schedule.instant_booking
    duration = values.get("default_duration") or PROGRAMME
    limits = Limits(
        None if duration == PROGRAMME else int(duration),
        own("buffer_minutes", amount, "not_a_length"),
        own("min_notice_minutes", amount, "not_a_length"),
        own("max_days_ahead", day_count, "not_days"),
        None
        if values.get("max_sessions_per_week", "").strip().lower() in ("none", "no maximum", "no")
        else own("max_sessions_per_week", _count, "not_a_number"),
        values.get("active", "yes") == "yes",
        values["instant_booking"] == "yes" if "instant_booking" in values else instant,
    )
    zone = values.get("zone", "").strip()
    return (SetLimits(limits), SetZone(zone_of(zone, desk))) if zone else (SetLimits(limits),)


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
