"""A mentor's own time: the week at a glance, exceptions, limits."""

from collections.abc import Iterable, Sequence

from bot.actions.availability import (
    AddException,
    ConfirmHours,
    EditDay,
    EditMentorProfile,
    EditRules,
    PreviewAvailability,
    RemoveException,
    SetAccepting,
    ShowAvailability,
    ShowOffered,
    TakeHours,
    TypeHours,
    UseTemplate,
)
from bot.actions.calendars import ShowCalendars
from bot.dates import day_label
from bot.labels import CLOSED, WEEKDAYS, length, primary, row, several, stretches_text, when
from bot.sentences import label, own, say
from bot.tokens import fits
from bot.ui import (
    Bold,
    Button,
    Card,
    Choice,
    Code,
    Facts,
    Hint,
    Option,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.availability import AvailabilityException, Block, BlockKind, Schedule, WeeklyPattern
from core.changes import WEEK, blocks_of, week_of
from core.confirming import needs_acceptance
from core.mentors import Mentor
from core.policies import Policies
from core.rules import Rules
from core.usecases.changes import TEMPLATES
from core.usecases.mentoring import OwnAvailability

MOST_SHOWN = 12
FEW = 8
KINDS = {
    BlockKind.AVAILABLE: "open",
    BlockKind.BREAK: "break",
    BlockKind.BUFFER: "buffer",
    BlockKind.BLOCKED: "off",
}
PAUSES = {**KINDS, BlockKind.BLOCKED: "blocked"}


def availability_card(own: OwnAvailability, done: str = "", unsaved: int | None = None) -> Card:
    """The week, the exceptions and the limits, each with what changes it. `unsaved` is a change that waits."""
    mentor = own.mentor
    parts: list[Part] = [Paragraph(words(Bold(done)))] if done else []
    if unsaved is not None:
        parts.append(Paragraph(words("You have a change that is not saved yet.")))
        parts.append(Row((primary("Show the change", PreviewAvailability(unsaved)),)))
    if not mentor.hours_confirmed:
        parts.append(Paragraph(say("Nobody can book you yet: first say when you have time.")))
        parts.append(row(primary(label("Offer these hours"), ConfirmHours())))
    state = "accepting new sessions" if mentor.accepting else "paused: nobody can book you"
    state = state if mentor.schedule.active else "switched off: nobody can book you"
    parts.append(Paragraph(words(f"Your hours, in {mentor.schedule.zone} time. You are {state}.")))
    parts.append(Facts(week_rows(own)))
    parts.append(Row(tuple(Button(name[:3], EditDay(day)) for day, name in enumerate(WEEKDAYS)), columns=4))
    if mentor.schedule.weekly is None:
        parts.append(
            Hint(words("These are the programme's usual hours. Type your own week, and only that counts."))
        )
    if exceptions := sorted(mentor.schedule.exceptions, key=lambda e: e.first):
        parts.append(Paragraph(_exceptions(exceptions)))
        parts.append(_removals(exceptions))
    parts.append(Hint(_limits(mentor, own.policies)))
    if own.outside:
        parts.append(Paragraph(_outside(own)))
    parts.append(
        Row(
            (
                primary("Days off", AddException()),
                Button("Type hours", TypeHours()),
                Button("Limits", EditRules()),
                Button("Calendars", ShowCalendars()),
                Button("What mentees see", ShowOffered()),
                Button("About me", EditMentorProfile()),
                Button("Pause", SetAccepting(accepting=False))
                if mentor.accepting
                else primary("Accept sessions", SetAccepting(accepting=True)),
            )
        )
    )
    parts.append(Row(tuple(Button(name.capitalize(), UseTemplate(name)) for name in TEMPLATES), columns=3))
    parts.append(
        Hint(
            words(
                "Or type it: ",
                Code("/availability mon-fri 9-17 break 12-13"),
                ", ",
                Code("/availability off 24-31 dec"),
                ", ",
                Code("/availability copy mon to wed"),
            )
        )
    )
    return Card("Your availability", tuple(parts))


def week_rows(own: OwnAvailability) -> tuple[tuple[str, Text], ...]:
    """Each weekday and its hours."""
    week = week_of(own.mentor.schedule, own.policies)
    days = zip(WEEKDAYS, week.days, strict=True)
    return tuple((name, words(blocks_text(blocks_of(day)))) for name, day in days)


def limit_rows(schedule: Schedule, policies: Policies) -> tuple[tuple[str, str], ...]:
    """Each limit, and what holds: the mentor's own value, else the programme's."""
    rules = Rules(schedule, policies)
    most = rules.weekly_maximum
    return (
        ("Usual length", length(rules.default_duration)),
        ("Buffer", length(rules.buffer) or "none"),
        ("Notice", length(rules.notice) or "none"),
        ("Bookable", f"{several(rules.days_ahead, 'day')} ahead"),
        ("A week", "no maximum" if most is None else f"at most {several(most, 'session')}"),
        ("Bookings", "confirmed at once" if schedule.instant_booking else "accepted by the mentor first"),
        ("Schedule", "in use" if schedule.active else "switched off"),
    )


def weekdays_text(weekdays: Sequence[int]) -> str:
    """`Monday`, `Monday–Friday`, `Mon, Wed`, `Every day`."""
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) == WEEK:
        return "Every day"
    if len(weekdays) == 1:
        return WEEKDAYS[first]
    if last - first + 1 == len(weekdays) > 2:
        return f"{WEEKDAYS[first]}–{WEEKDAYS[last]}"
    return ", ".join(WEEKDAYS[day][:3] for day in weekdays)


def blocks_text(blocks: Iterable[Block]) -> str:
    """`09:00–17:00, break 12:00–13:00`, or `closed`."""
    return ", ".join(map(_block_text, blocks)) or CLOSED


def day_typed(blocks: Iterable[Block]) -> str:
    """The hours of a day as somebody would type them."""
    return blocks_text(blocks).replace("–", "-")


def night_or_day_card(hours: str, ways: tuple[str, ...]) -> Card:
    """Small hours without "am" or "pm": ask which are meant, never guess."""
    buttons = tuple(Button(own(way), TakeHours(way)) for way in ways if fits(TakeHours(way)))
    lines = tuple(Code(f"/availability {way}") for way in ways)
    return Card(
        label("By day or by night?"),
        (
            Paragraph(say("“{hours}” can be read in two ways. Which one do you mean?", hours=hours)),
            *((Row(buttons, columns=1),) if buttons else ()),
            Hint(say("Or type: {first} or {second}", first=lines[0], second=lines[-1])),
            row(Button(label("My availability"), ShowAvailability())),
        ),
    )


def week_typed(week: WeeklyPattern) -> str:
    """The week as somebody would type it, a line for days that are alike."""
    alike: dict[str, list[str]] = {}
    for weekday, day in enumerate(week.days):
        alike.setdefault(day_typed(blocks_of(day)), []).append(WEEKDAYS[weekday][:3].lower())
    return "\n".join(f"{', '.join(days)} {hours}" for hours, days in alike.items())


def exception_text(exception: AvailabilityException) -> str:
    """`off Thu 24 Dec – Thu 31 Dec (skiing)`."""
    days = day_label(exception.first)
    if exception.last != exception.first:
        days += f" – {day_label(exception.last)}"
    hours = "" if exception.full_day else f" {stretches_text([exception.hours])}"
    reason = f" ({exception.reason})" if exception.reason else ""
    return f"{KINDS[exception.kind]} {days}{hours}{reason}"


def _block_text(block: Block) -> str:
    kind = "" if block.kind is BlockKind.AVAILABLE else f"{PAUSES[block.kind]} "
    return f"{kind}{stretches_text([(block.start, block.end)])}"


def _exceptions(exceptions: list[AvailabilityException]) -> Text:
    shown = exceptions[:MOST_SHOWN]
    lines = [f"\n{exception_text(each)}" for each in shown]
    if more := len(exceptions) - len(shown):
        lines.append(f"\nand {more} more")
    return words(Bold("Exceptions"), *lines)


def _removals(exceptions: list[AvailabilityException]) -> Part:
    if len(exceptions) <= FEW:
        buttons = (Button(f"Remove {day_label(e.first)}", RemoveException(e.id)) for e in exceptions)
        return Row(tuple(buttons), columns=2)
    options = (
        Option(f"Remove {exception_text(each)}"[:70], RemoveException(each.id)) for each in exceptions
    )
    return Choice("Remove an exception", tuple(options))


def _limits(mentor: Mentor, policies: Policies) -> Text:
    rules = Rules(mentor.schedule, policies)
    most = rules.weekly_maximum
    maximum = "no weekly maximum" if most is None else f"at most {several(most, 'session')} a week"
    return words(
        f"Usually {length(rules.default_duration)} · {length(rules.buffer) or 'no'} buffer between sessions · "
        f"{length(rules.notice) or 'no'} notice · bookable {several(rules.days_ahead, 'day')} ahead · "
        f"{maximum}{' · you accept each booking first' if needs_acceptance(mentor) else ''}"
    )


def _outside(own: OwnAvailability) -> Text:
    reader = own.mentor.person
    spans = [
        span
        for s in own.outside
        for span in ("\n", when(s.starts_at, reader, Show.SHORT), f" {s.topic.title}")
    ]
    return words(Bold("Booked outside these hours; they stay as they are:"), *spans)
