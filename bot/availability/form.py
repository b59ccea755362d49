"""The forms of a mentor's own time: a weekday, days off, limits, everything typed."""

from collections.abc import Callable
from typing import assert_never

from bot.actions.availability import AddException, EditDay, EditRules, TypeHours
from bot.availability.preview_cards import preview_card
from bot.availability.typed_hours import day_name, day_typed, length_typed, week_typed
from bot.dates import weekday as weekday_name
from bot.labels import length
from bot.sentences import label, label_many, msg
from bot.tokens import to_token
from bot.typed.command_words import meant, own_example, own_value
from bot.typed.lengths import amount, day_count
from bot.typed.schedules import edits_of, exceptions_of, zone_of
from bot.ui import (
    DateField,
    Field,
    Label,
    Layout,
    Message,
    Outcome,
    PairField,
    Picks,
    SelectField,
    TextField,
)
from core.availability import BlockKind
from core.changes import Change, ChangeZone, Edit, Limits, SetLimits, blocks_of, week_of
from core.desk import Desk
from core.errors.availability import HoursUnclear
from core.errors.common import Missing
from core.people import Person
from core.usecases import changes, mentoring

ScheduleForm = EditDay | AddException | EditRules | TypeHours

PROGRAMME = "programme"
"""The value of a choice that leaves it to the programme."""
USUAL = "usual"
"""What can be typed for the same."""
_AS_USUAL = frozenset({"", USUAL, "default", "programme", "program", "-"})
_HOURS_AT_FAULT = frozenset({"bad_time", "reversed", "no_hours", "unclear", "night_or_day"})
_KINDS = (
    (BlockKind.BLOCKED, msg("Off")),
    (BlockKind.AVAILABLE, msg("Open at other hours")),
    (BlockKind.BREAK, msg("Break")),
    (BlockKind.BUFFER, msg("Buffer")),
)


def layout(desk: Desk, person: Person, purpose: ScheduleForm) -> Layout:
    """Title, label of the submission, introduction and fields; raises NotMentor."""
    own = mentoring.availability(desk, person)
    week = week_of(own.mentor.schedule, own.policies)
    match purpose:
        case EditDay(weekday):
            hours = TextField(
                "hours",
                label("Hours"),
                initial=day_typed(blocks_of(week.days[weekday])),
                hint=label(
                    "Such as {first} or {second} or {third}",
                    first="9-12, 13-17",
                    second=own_example("9-17 break 12-13"),
                    third=own_example("closed"),
                ),
            )
            also = TextField(
                "also",
                label("The same on"),
                required=False,
                hint=label(
                    "Other days, such as {some} or {all}",
                    some=own_example("wed, fri"),
                    all=own_example("weekdays"),
                ),
            )
            title = label("Hours on {weekday}", weekday=weekday_name(weekday))
            return Layout(title, label("Preview"), (hours, also))
        case AddException():
            return Layout(label("Days off"), label("Preview"), _exception_fields(own.mentor.schedule.zone))
        case EditRules():
            return Layout(label("Limits"), label("Preview"), _limit_fields(own))
        case TypeHours():
            text = TextField(
                "hours",
                label("Hours and days off"),
                multiline=True,
                initial=week_typed(week),
                limit=1000,
                hint=_what_is_left_out(own),
            )
            return Layout(label("Type your hours"), label("Preview"), (text,))
    assert_never(purpose)


def send_in(desk: Desk, person: Person, purpose: ScheduleForm, values: dict[str, str]) -> Outcome:
    """Preview what was filled in; raises HoursUnclear and Missing, which name the field."""
    edits = _edits(desk, person, purpose, values)
    change = Change(person.id, edits, whole_week=isinstance(purpose, TypeHours))
    return Message(preview_card(changes.propose(desk, person, change, to_token(purpose), values)))


def _edits(desk: Desk, person: Person, purpose: ScheduleForm, values: dict[str, str]) -> tuple[Edit, ...]:
    match purpose:
        case EditDay(weekday):
            day = day_name(weekday)
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


def _what_is_left_out(own: mentoring.OwnAvailability) -> Label:
    hours, off = "mon-fri 9-17 break 12-13", "off 24-31 dec"
    if own.mentor.schedule.weekly is None:
        return label(
            "A line each, such as {hours} or {off}. Once you give hours, days you leave out are closed.",
            hours=hours,
            off=off,
        )
    return label(
        "A line each, such as {hours} or {off}. Days you leave out stay as they are.", hours=hours, off=off
    )


def _exception_fields(zone: str) -> tuple[Field, ...]:
    kinds = tuple((kind.value, label(said)) for kind, said in _KINDS)
    first = label(
        "Such as {day}, {tomorrow}, or {days} at once",
        day=own_example("24 dec"),
        tomorrow=own_example("tomorrow"),
        days=own_example("24-31 dec"),
    )
    return (
        SelectField("kind", label("What"), kinds, initial=BlockKind.BLOCKED.value),
        DateField("first", label("From"), how=first, several=True),
        DateField(
            "last",
            label("To"),
            required=False,
            hint=label("The last day; empty: one day only"),
            several=True,
            since="first",
        ),
        PairField(
            "hours",
            label("Hours"),
            Picks.HOURS,
            zone,
            required=False,
            hint=label("Empty: the whole day"),
            how=label("Such as {example}", example="14-16"),
        ),
        TextField("reason", label("Reason"), required=False, limit=80, hint=label("Only you see it")),
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
    usual = label("The programme's: {length}", length=length(policies.default_duration))

    def text(name: str, title: Label, value: str | None, hint: Label) -> TextField:
        return TextField(name, title, required=False, initial=value or "", limit=40, hint=hint)

    def minutes(value: int | None) -> str | None:
        return None if value is None else length_typed(value)

    ahead, week, notice = (
        schedule.max_days_ahead,
        schedule.max_sessions_per_week,
        policies.min_notice_minutes,
    )
    return (
        SelectField(
            "default_duration",
            label("Usual length"),
            ((PROGRAMME, usual), *lengths),
            initial=str(schedule.default_duration or PROGRAMME),
        ),
        text(
            "buffer_minutes",
            label("Buffer between sessions"),
            minutes(schedule.buffer_minutes),
            label(
                "Such as {length}; empty or “{usual}”: none",
                length=own_example("15 min"),
                usual=own_value(USUAL),
            ),
        ),
        text(
            "min_notice_minutes",
            label("Minimum notice"),
            minutes(schedule.min_notice_minutes),
            label(
                "Such as {first} or {second}; empty or “{usual}”: {length}",
                first=own_example("2h"),
                second=own_example("1 day"),
                usual=own_value(USUAL),
                length=length(notice) if notice else label("nothing"),
            ),
        ),
        text(
            "max_days_ahead",
            label("Bookable days ahead"),
            None if ahead is None else str(ahead),
            label_many(
                "Such as {first} or {second}; empty or “{usual}”: {n} day",
                "Such as {first} or {second}; empty or “{usual}”: {n} days",
                policies.max_days_ahead,
                first="30",
                second=own_example("6 weeks"),
                usual=own_value(USUAL),
            ),
        ),
        text(
            "max_sessions_per_week",
            label("Sessions a week at most"),
            None if week is None else str(week),
            label("Empty or “{usual}”: no maximum", usual=own_value(USUAL)),
        ),
        SelectField(
            "active",
            label("Schedule"),
            (("yes", label("In use")), ("no", label("Switched off"))),
            initial="yes" if schedule.active else "no",
        ),
        text(
            "zone",
            label("Time zone of your hours"),
            schedule.zone,
            label("A city or zone, such as {city}", city="Berlin"),
        ),
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
            label("Bookings"),
            (("yes", label("Are confirmed at once")), ("no", label("I accept each one first"))),
            initial="yes" if own.mentor.schedule.instant_booking else "no",
            hint=label("What you do not accept within {length} has not been booked", length=hours),
        ),
    )


def _limits(desk: Desk, person: Person, values: dict[str, str]) -> tuple[Edit, ...]:
    def own(name: str, read: Callable[[str], int | None], problem: str) -> int | None:
        text = values.get(name, "").strip().strip("“”\"'").lower()
        if meant(text) in _AS_USUAL:
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
        if meant(values.get("max_sessions_per_week", "")) in ("none", "no maximum", "no")
        else own("max_sessions_per_week", _count, "not_a_number"),
        values.get("active", "yes") == "yes",
        values["instant_booking"] == "yes" if "instant_booking" in values else instant,
    )
    zone = values.get("zone", "").strip()
    return (SetLimits(limits), ChangeZone(zone_of(zone, desk))) if zone else (SetLimits(limits),)


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
