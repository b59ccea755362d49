"""Changes of a mentor's rules: what is asked for, and what comes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TypeAlias

from core.availability import (
    DAY_MINUTES,
    AvailabilityException,
    Block,
    BlockKind,
    DayPattern,
    Problem,
    Schedule,
    ScheduleProblem,
    WeeklyPattern,
    check_schedule,
)
from core.policies import Policies

WEEK = 7
MOST_BLOCKS = 12
MOST_EXCEPTIONS = 100


@dataclass(frozen=True, slots=True)
class SetDay:
    """The blocks of one weekday (Monday 0). None closes it; what it had is kept for when it opens again."""

    weekday: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class OpenDay:
    """Open a closed weekday again, with the blocks it had."""

    opened: int


@dataclass(frozen=True, slots=True)
class CopyDay:
    """Make other weekdays like one."""

    source: int
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AddPauses:
    """Breaks and the like within the hours of weekdays; without weekdays, of every day that has hours then."""

    weekdays: tuple[int, ...]
    added: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ClearPauses:
    """Leave only the hours of weekdays, without breaks and the like; without weekdays, of all."""

    cleared: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NewException:
    """Add an exception; its id is given when it is saved."""

    exception: AvailabilityException


@dataclass(frozen=True, slots=True)
class DropException:
    """Take an exception back, by its id; nothing happens where it is gone."""

    dropped: int


@dataclass(frozen=True, slots=True)
class Limits:
    """A mentor's own limits and ways; None leaves a value to the policies (no maximum for the week)."""

    default_duration: int | None
    buffer_minutes: int | None
    min_notice_minutes: int | None
    max_days_ahead: int | None
    max_sessions_per_week: int | None
    active: bool
    instant_booking: bool = True


@dataclass(frozen=True, slots=True)
class SetLimits:
    """Put other limits in force."""

    limits: Limits


@dataclass(frozen=True, slots=True)
class ChangeZone:
    """Mean the hours in another IANA zone; the wall times stay."""

    zone: str


# A change that waits for being saved is kept as JSON: no two edits have a field in common, so that each is told
# from the others by its fields.
Edit: TypeAlias = (
    SetDay
    | OpenDay
    | CopyDay
    | AddPauses
    | ClearPauses
    | NewException
    | DropException
    | SetLimits
    | ChangeZone
)


@dataclass(frozen=True, slots=True)
class Change:
    """Edits of one mentor's rules, in order: all or none.

    With `whole_week`, who still has the programme's usual hours and names hours begins with an empty week.
    """

    mentor: int
    edits: tuple[Edit, ...]
    whole_week: bool = False


@dataclass(frozen=True, slots=True)
class HoursJoined:
    """Hours of a weekday overlapped and were made one."""

    weekday: int
    block: Block


@dataclass(frozen=True, slots=True)
class RunsOn:
    """The hours of a weekday run past midnight into those of the next."""

    weekday: int


Note: TypeAlias = HoursJoined | RunsOn


def week_of(schedule: Schedule, policies: Policies) -> WeeklyPattern:
    """The weekly pattern that holds: the mentor's own, else the policy's default hours every day."""
    return schedule.weekly or WeeklyPattern((DayPattern(True, (Block(*policies.default_hours),)),) * WEEK)


def blocks_of(day: DayPattern) -> tuple[Block, ...]:
    """The blocks that hold on a weekday: none where it is off."""
    return day.blocks if day.enabled else ()


def applied(schedule: Schedule, change: Change, policies: Policies) -> tuple[Schedule, tuple[Note, ...]]:
    """The rules after a change, and what was made of overlaps; raises ScheduleProblem. New exceptions have id 0."""
    days = list(week_of(schedule, policies).days)
    if change.whole_week and schedule.weekly is None and _names_hours(change.edits):
        days = [DayPattern()] * WEEK
    weekly_touched = False
    exceptions = list(schedule.exceptions)
    notes: list[Note] = []
    for edit in change.edits:
        match edit:
            case NewException(exception):
                if _key(exception) not in map(_key, exceptions):
                    exceptions.append(replace(exception, id=0))
                continue
            case DropException(dropped):
                exceptions = [each for each in exceptions if each.id != dropped]
                continue
            case SetLimits(limits):
                schedule = replace(schedule, **asdict(limits))
                continue
            case ChangeZone(zone):
                schedule = replace(schedule, zone=zone)
                continue
            case SetDay(weekday, ()):
                days[weekday] = replace(days[weekday], enabled=False)
            case SetDay(weekday, blocks):
                kept, joined = _tidied(weekday, blocks)
                days[weekday] = DayPattern(True, kept)
                notes += joined
            case OpenDay(weekday):
                if not days[weekday].blocks:
                    raise ScheduleProblem(Problem.NO_HOURS, "")
                days[weekday] = replace(days[weekday], enabled=True)
            case CopyDay(source, targets):
                for target in targets:
                    days[target] = days[source]
            case AddPauses(weekdays, added):
                _add(days, weekdays or range(WEEK), added)
            case ClearPauses(weekdays):
                for weekday in weekdays or range(WEEK):
                    days[weekday] = replace(days[weekday], blocks=_windows(days[weekday].blocks))
        weekly_touched = True
    weekly = WeeklyPattern(tuple(days)) if weekly_touched else schedule.weekly
    after = replace(schedule, weekly=weekly, exceptions=tuple(exceptions))
    check_schedule(after)
    if any(len(day.blocks) > MOST_BLOCKS for day in days):
        raise ScheduleProblem(Problem.TOO_MANY_BLOCKS, "")
    if len(exceptions) > max(MOST_EXCEPTIONS, len(schedule.exceptions)):
        raise ScheduleProblem(Problem.TOO_MANY_EXCEPTIONS, "")
    if weekly_touched:
        notes += _nights(days)
    return after, tuple(notes)


def _names_hours(edits: Sequence[Edit]) -> bool:
    return any(isinstance(edit, SetDay) and edit.blocks for edit in edits)


def _windows(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.kind is BlockKind.AVAILABLE)


def _tidied(weekday: int, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], list[Note]]:
    """A day's hours without overlaps, and its breaks where they fall; raises ScheduleProblem for an idle one."""
    windows = _joined(_windows(blocks))
    notes: list[Note] = [HoursJoined(weekday, window) for window in windows if window not in blocks]
    pauses = [_placed(block, windows) for block in blocks if block.kind is not BlockKind.AVAILABLE]
    return (*windows, *_sorted(pauses)), notes


def _add(days: list[DayPattern], weekdays: Iterable[int], added: Sequence[Block]) -> None:
    """Add to each day what falls into its hours; raises ScheduleProblem for what falls into none."""
    idle = set(added)
    for weekday in weekdays:
        day = days[weekday]
        windows = _windows(blocks_of(day))
        for block in added:
            if (placed := _within(block, windows)) is not None:
                idle.discard(block)
                day = replace(day, blocks=(*windows, *_sorted([*_pauses(day.blocks), placed])))
        days[weekday] = day
    if idle:
        raise ScheduleProblem(Problem.PAUSE_OUTSIDE, min(idle, key=lambda block: block.start))


def _pauses(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if block.kind is not BlockKind.AVAILABLE]


def _placed(pause: Block, windows: Sequence[Block]) -> Block:
    if (placed := _within(pause, windows)) is None:
        raise ScheduleProblem(Problem.PAUSE_OUTSIDE, pause)
    return placed


def _within(pause: Block, windows: Iterable[Block]) -> Block | None:
    """The pause where it touches the hours: as it is, or after midnight; None where it does not."""
    night = replace(pause, start=pause.start + DAY_MINUTES, end=pause.end + DAY_MINUTES)
    for tried in (pause, night):
        if any(tried.start < window.end and window.start < tried.end for window in windows):
            return tried
    return None


def _sorted(pauses: Iterable[Block]) -> list[Block]:
    """In order, those of one kind that overlap made one."""
    kinds: dict[BlockKind, list[Block]] = {}
    for pause in pauses:
        kinds.setdefault(pause.kind, []).append(pause)
    found = [block for blocks in kinds.values() for block in _joined(blocks)]
    return sorted(found, key=lambda block: (block.start, block.end))


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Blocks that overlap made one; those that only touch stay apart."""
    found: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.start, block.end)):
        if found and block.start < found[-1].end:
            found[-1] = replace(found[-1], end=max(found[-1].end, block.end))
        else:
            found.append(block)
    return found


def _nights(days: Sequence[DayPattern]) -> list[Note]:
    notes: list[Note] = []
    for weekday, day in enumerate(days):
        end = max((block.end for block in _windows(blocks_of(day))), default=0) - DAY_MINUTES
        if any(block.start < end for block in _windows(blocks_of(days[(weekday + 1) % WEEK]))):
            notes.append(RunsOn(weekday))
    return notes


def _key(exception: AvailabilityException) -> tuple[date, date, BlockKind, tuple[int, int]]:
    return exception.first, exception.last, exception.kind, exception.hours
