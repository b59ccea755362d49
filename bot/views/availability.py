"""A mentor's own time: the week at a glance, exceptions, limits."""

from bot.actions import (
    AddException,
    EditDay,
    EditMentorProfile,
    EditRules,
    RemoveException,
    SetAccepting,
    UseTemplate,
)
from bot.ui import Bold, Button, Card, Code, Facts, Hint, Paragraph, Part, Row, Show, Text, words
from bot.views.common import WEEKDAYS, day_label, length, primary, several, when
from core.availability import AvailabilityException, Block, BlockKind, DayPattern
from core.rules import Rules
from core.usecases.mentoring import TEMPLATES, OwnAvailability, week_of

KINDS = {
    BlockKind.AVAILABLE: "open",
    BlockKind.BREAK: "break",
    BlockKind.BUFFER: "buffer",
    BlockKind.BLOCKED: "off",
}


def availability_card(own: OwnAvailability, done: str = "") -> Card:
    """The week, the exceptions and the limits, each with what changes it."""
    mentor, policies = own.mentor, own.policies
    week = week_of(mentor.schedule, policies)
    rules = Rules(mentor.schedule, policies)
    parts: list[Part] = [Paragraph(words(Bold(done)))] if done else []
    state = "accepting new sessions" if mentor.accepting else "paused: nobody can book you"
    parts.append(Paragraph(words(f"Your hours, in {mentor.schedule.zone} time. You are {state}.")))
    parts.append(Facts(tuple((WEEKDAYS[i], words(day_text(day))) for i, day in enumerate(week.days))))
    parts.append(Row(tuple(Button(WEEKDAYS[i][:3], EditDay(i)) for i in range(len(week.days))), columns=4))
    if mentor.schedule.weekly is None:
        parts.append(
            Hint(words("These are the programme's usual hours. Type your own week, and only that counts."))
        )
    if exceptions := sorted(mentor.schedule.exceptions, key=lambda e: e.first):
        parts.append(Paragraph(_exceptions(exceptions)))
        parts.append(
            Row(
                tuple(
                    Button(f"Remove {day_label(e.first)}", RemoveException(e.id)) for e in exceptions[:8]
                ),
                columns=2,
            )
        )
    maximum = (
        f"at most {several(rules.weekly_maximum, 'session')} a week"
        if rules.weekly_maximum is not None
        else "no weekly maximum"
    )
    parts.append(
        Hint(
            words(
                f"{length(rules.buffer) or 'No'} buffer between sessions · {length(rules.notice) or 'no'} notice · "
                f"bookable {several(rules.days_ahead, 'day')} ahead · {maximum}"
            )
        )
    )
    if own.outside:
        parts.append(Paragraph(_outside(own)))
    parts.append(
        Row(
            (
                primary("Days off", AddException()),
                Button("Limits", EditRules()),
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
                Code("/availability mon-fri 9-12, 13-17"),
                ", ",
                Code("/availability off 24-31 dec"),
                ", ",
                Code("/availability tue closed"),
            )
        )
    )
    return Card("Your availability", tuple(parts))


def day_text(day: DayPattern) -> str:
    """`09:00–12:00, 13:00–17:00` or `closed`."""
    if not day.enabled or not day.blocks:
        return "closed"
    return ", ".join(block_text(block) for block in day.blocks)


def block_text(block: Block) -> str:
    """`09:00–12:00`; other kinds than AVAILABLE are named, an end on the next day is marked."""
    kind = "" if block.kind is BlockKind.AVAILABLE else f" ({KINDS[block.kind]})"
    return f"{minute_text(block.start)}–{minute_text(block.end)}{kind}"


def minute_text(minute: int) -> str:
    """`09:00`; beyond midnight `02:00 (+1)`."""
    hours, rest = divmod(minute, 60)
    return f"{hours:02}:{rest:02}" if minute <= 24 * 60 else f"{hours - 24:02}:{rest:02} (+1)"


def exception_text(exception: AvailabilityException) -> str:
    """`off Thu 24 Dec – Thu 31 Dec (skiing)`."""
    days = day_label(exception.first)
    if exception.last != exception.first:
        days += f" – {day_label(exception.last)}"
    hours = ""
    if not exception.full_day:
        start, end = exception.hours
        hours = f" {minute_text(start)}–{minute_text(end)}"
    reason = f" ({exception.reason})" if exception.reason else ""
    return f"{KINDS[exception.kind]} {days}{hours}{reason}"


def _exceptions(exceptions: list[AvailabilityException]) -> Text:
    return words(Bold("Exceptions"), *(f"\n{exception_text(e)}" for e in exceptions))


def _outside(own: OwnAvailability) -> Text:
    reader = own.mentor.person
    spans = [
        span
        for s in own.outside
        for span in ("\n", when(s.starts_at, reader, Show.SHORT), f" {s.topic.title}")
    ]
    return words(Bold("Booked outside these hours; they stay as they are:"), *spans)
