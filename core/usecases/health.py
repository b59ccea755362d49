"""What in the programme needs an admin, and the summary of each week (ADM-12)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.desk import Desk
from core.mentors import EVERYBODY
from core.notices import Alert, Kind
from core.people import Person
from core.periods import Period, month_of
from core.ports.health import DeadCalendar, IdleMentee, LateDispute
from core.ports.store import Transaction
from core.rules import compiler
from core.slots import Diary
from core.statistics import SessionFigures
from core.usecases.diaries import diaries_between
from core.usecases.members import check_admin
from core.usecases.rounds import one_by_one
from core.usecases.statistics import figures_of, span_of

AHEAD = timedelta(days=14)
ENOUGH = 2
DISPUTED_FOR = timedelta(hours=72)
SHOWN = 5
SUMMARY_HOUR = 9
SENT_WITHIN = timedelta(days=1)
_DAY = timedelta(days=1)
_HALF_A_DAY = _DAY / 2


@dataclass(frozen=True, slots=True)
class ProgrammeHealth:
    """What needs attention: how many of each, and the first of them; `people` has whoever is named.

    `scarce` are bookable mentors without two free times in the next 14 days. `idle` are mentees on a plan that books
    who have no session in the reader's month. `disputes` are open for more than 72 h.
    """

    reader: Person
    scarce: tuple[int, tuple[int, ...]]
    idle: tuple[int, tuple[IdleMentee, ...]]
    disputes: tuple[int, tuple[LateDispute, ...]]
    calendars: tuple[int, tuple[DeadCalendar, ...]]
    people: Mapping[int, Person]


@dataclass(frozen=True, slots=True)
class WeeklySummary:
    """How last week went, Monday to Sunday in the reader's zone, and what needs attention now."""

    week: SessionFigures
    health: ProgrammeHealth


def health(desk: Desk, actor: Person) -> ProgrammeHealth:
    """What needs attention now; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return _health(tx, actor)


def weekly_summary(desk: Desk, reader: Person, due_at: datetime) -> WeeklySummary | None:
    """The summary that was due at this instant; None where there are none any more. Raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, reader)
        if not tx.policies().weekly_summary:
            return None
        # In an admin channel it came when it was nine for the first of the admins, wherever the reader is.
        day = (due_at.astimezone(ZoneInfo(reader.clock_zone)) + _HALF_A_DAY).date()
        monday = day - day.weekday() * _DAY
        week = Period(monday - 7 * _DAY, monday - _DAY)
        return WeeklySummary(figures_of(tx, reader, week), _health(tx, reader))


def send_summaries(desk: Desk) -> None:
    """Write the week's summary once it is Monday at nine for an admin, or was within the last day.

    It goes to each admin channel once, or where there is none to each admin when it is nine there.
    """
    with desk.store.read() as tx:
        if not tx.policies().weekly_summary:
            return
        admins = tx.people.admins()
    due: dict[int, tuple[datetime, Person]] = {}

    def look(admin: int) -> None:
        with desk.store.read() as tx:
            [person] = tx.people.of([admin])
            if (at := _monday(person, tx.now)) is not None:
                due[admin] = at, person

    def send(admin: int) -> None:
        at, person = due[admin]
        monday = at.astimezone(ZoneInfo(person.clock_zone)).date()
        with desk.store.write() as tx:
            tx.notices.alert(
                Alert(Kind.WEEKLY_SUMMARY, [admin], f"{monday}", at, expires_at=at + SENT_WITHIN)
            )

    one_by_one(desk, "weeks of admins", admins, look)
    # In an admin channel the earliest Monday counts.
    one_by_one(desk, "weekly summaries", sorted(due, key=lambda admin: due[admin][0]), send)


def _monday(admin: Person, now: datetime) -> datetime | None:
    """The last Monday at nine in the admin's zone, aware UTC; None where that is a day ago."""
    zone = ZoneInfo(admin.clock_zone)
    local = now.astimezone(zone)
    monday = local.date() - local.weekday() * _DAY
    at = datetime(monday.year, monday.month, monday.day, SUMMARY_HOUR, tzinfo=zone).astimezone(UTC)
    return at if at <= now < at + SENT_WITHIN else None


def _health(tx: Transaction, reader: Person) -> ProgrammeHealth:
    scarce = _scarce(tx)
    month = month_of(tx.now.astimezone(ZoneInfo(reader.clock_zone)).date())
    idle = tx.health.idle_mentees(tx.policies().plans_that_book, span_of(reader, month), SHOWN)
    disputes = tx.health.late_disputes(tx.now - DISPUTED_FOR, SHOWN)
    calendars = tx.health.dead_calendars(SHOWN)
    named = {
        *scarce[:SHOWN],
        *(each.person for each in idle[1]),
        *(each.person for each in disputes[1]),
        *(each.mentor for each in calendars[1]),
    }
    return ProgrammeHealth(
        reader,
        (len(scarce), tuple(scarce[:SHOWN])),
        (idle[0], tuple(idle[1])),
        (disputes[0], tuple(disputes[1])),
        (calendars[0], tuple(calendars[1])),
        {person.id: person for person in tx.people.of(named)},
    )


def _scarce(tx: Transaction) -> list[int]:
    """Bookable mentors without two free times ahead, by name."""
    listed = tx.mentors.schedules(EVERYBODY)
    until = tx.now + AHEAD
    dates = (tx.now - 2 * _DAY).date(), (until + 2 * _DAY).date()
    changes = tx.mentors.exceptions((mentor for mentor, _ in listed), *dates)
    compiled = compiler(tx.policies())
    rules = {
        mentor: compiled(replace(schedule, exceptions=changes.get(mentor, ())))
        for mentor, schedule in listed
    }
    diaries = diaries_between(tx, rules, None, tx.now, until + _DAY)
    return [mentor for mentor, diary in diaries.items() if not _has_enough(diary, until)]


def _has_enough(diary: Diary, until: datetime) -> bool:
    since, found = diary.soonest, 0
    while since < until and found < ENOUGH:
        found += len(diary.slots(since, min(since + _DAY, until)))
        since += _DAY
    return found >= ENOUGH
