"""A mentor's own time: the week at a glance, exceptions, limits."""

from collections.abc import Iterable, Sequence
from datetime import date

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
from bot.actions.sessions import ShowSession
from bot.dates import day_label, short_weekday, weekday
from bot.formats import plain, shorten
from bot.labels import CLOSED, length, moment_label, primary, row, stretches_text, title_of, when
from bot.sentences import Msg, label, label_many, lines, msg, own, say, say_many, series
from bot.tokens import fits
from bot.typed.command_words import own as own_command
from bot.ui import (
    Bold,
    Button,
    Card,
    Choice,
    Code,
    Fact,
    Facts,
    Hint,
    Label,
    Option,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.availability import AvailabilityException, Block, BlockKind, Schedule
from core.changes import WEEK, blocks_of, week_of
from core.confirming import needs_acceptance
from core.mentors import Mentor
from core.people import Person
from core.policies import Policies
from core.rules import Rules
from core.sessions import Session
from core.usecases.changes import TEMPLATES
from core.usecases.mentoring import OwnAvailability

MOST_SHOWN = 12
FEW = 8
BLOCKS = {
    BlockKind.AVAILABLE: msg("{hours}"),
    BlockKind.BREAK: msg("break {hours}"),
    BlockKind.BUFFER: msg("buffer {hours}"),
    BlockKind.BLOCKED: msg("blocked {hours}"),
}
"""Hours of a weekday."""
DATES = {
    BlockKind.AVAILABLE: msg("open {dates}"),
    BlockKind.BREAK: msg("break {dates}"),
    BlockKind.BUFFER: msg("buffer {dates}"),
    BlockKind.BLOCKED: msg("off {dates}"),
}
"""Dates on which it is otherwise, perhaps with hours."""
MOST_OUTSIDE = 8
READY_MADE = {"weekdays": msg("Weekdays"), "evenings": msg("Evenings"), "weekends": msg("Weekends")}


SAVED = msg("Saved.")
BOOKABLE = msg("You can be booked.")
PROFILE_SAVED = msg("What mentees read about you is saved.")
NOTHING_CHANGED = msg("Nothing was changed.")
"""What was done before one's availability is shown."""


def availability_card(own: OwnAvailability, done: Msg | None = None, unsaved: int | None = None) -> Card:
    """The week, the days off and the limits, each with what changes it. `unsaved` is a change that waits."""
    mentor = own.mentor
    parts: list[Part] = [Paragraph(words(Bold(label(done))))] if done else []
    if unsaved is not None:
        parts.append(Paragraph(say("You have a change that is not saved yet.")))
        parts.append(row(primary(label("Show the change"), PreviewAvailability(unsaved))))
    if not mentor.hours_confirmed:
        parts.append(Paragraph(say("Nobody can book you yet: first say when you have time.")))
        parts.append(row(primary(label("Offer these hours"), ConfirmHours())))
    parts.append(Paragraph(_state(mentor)))
    parts.append(Facts(week_rows(own)))
    parts.append(Row(tuple(Button(short_weekday(day), EditDay(day)) for day in range(WEEK)), columns=4))
    if mentor.schedule.weekly is None:
        parts.append(
            Hint(say("These are the programme's usual hours. Type your own week, and only that counts."))
        )
    if exceptions := sorted(mentor.schedule.exceptions, key=lambda e: e.first):
        parts.append(Paragraph(_exceptions(exceptions)))
        parts.append(_removals(exceptions))
    parts.append(Hint(_limits(mentor, own.policies)))
    if own.outside:
        parts.append(Paragraph(_outside(own)))
        parts.append(_sessions(own.outside[:MOST_OUTSIDE], mentor.person))
    parts.append(
        row(
            primary(label("Days off"), AddException()),
            Button(label("Type hours"), TypeHours()),
            Button(label("Limits"), EditRules()),
            Button(label("Calendars"), ShowCalendars()),
            Button(label("What mentees see"), ShowOffered()),
            Button(label("About me"), EditMentorProfile()),
            Button(label("Pause"), SetAccepting(accepting=False))
            if mentor.accepting
            else primary(label("Accept sessions"), SetAccepting(accepting=True)),
        )
    )
    parts.append(Row(tuple(Button(label(READY_MADE[name]), UseTemplate(name)) for name in TEMPLATES), 3))
    parts.append(
        Hint(
            say(
                "Or type it: {hours}, {off}, {copy}",
                hours=Code(own_command("/availability mon-fri 9-17 break 12-13")),
                off=Code(own_command("/availability off 24-31 dec")),
                copy=Code(own_command("/availability copy mon to wed")),
            )
        )
    )
    return Card(label("Your availability"), tuple(parts))


def done_card(done: Msg) -> Card:
    """The same for who has no availability of their own."""
    return Card(label("Your change"), (Paragraph(say(done)),))


def week_rows(own: OwnAvailability) -> tuple[Fact, ...]:
    """Each weekday and its hours."""
    week = week_of(own.mentor.schedule, own.policies)
    return tuple(
        (weekday(number), words(blocks_text(blocks_of(day)))) for number, day in enumerate(week.days)
    )


def limit_rows(schedule: Schedule, policies: Policies) -> tuple[tuple[Label, Label], ...]:
    """Each limit, and what holds: the mentor's own value, else the programme's."""
    rules = Rules(schedule, policies)
    most = rules.weekly_maximum
    return (
        (label("Usual length"), length(rules.default_duration)),
        (label("Buffer"), _length_or_none(rules.buffer)),
        (label("Notice"), _length_or_none(rules.notice)),
        (label("Bookable"), label_many("{n} day ahead", "{n} days ahead", rules.days_ahead)),
        (
            label("A week"),
            label("no maximum")
            if most is None
            else label_many("at most {n} session", "at most {n} sessions", most),
        ),
        (
            label("Bookings"),
            label("confirmed at once")
            if schedule.instant_booking
            else label("accepted by the mentor first"),
        ),
        (label("Schedule"), label("in use") if schedule.active else label("not in use")),
    )


def weekdays_text(weekdays: Sequence[int]) -> Label:
    """`Monday`, `Monday–Friday`, `Mon, Wed`, `Every day`."""
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) == WEEK:
        return label("Every day")
    if len(weekdays) == 1:
        return weekday(first)
    if last - first + 1 == len(weekdays) > 2:
        return own(f"{weekday(first)}–{weekday(last)}")
    return plain(series([short_weekday(day) for day in weekdays]))


def dates_text(first: date, last: date) -> Label:
    """`Thu 24 Dec`, `Thu 24 Dec – Thu 31 Dec`."""
    return day_label(first) if first == last else own(f"{day_label(first)} – {day_label(last)}")


def blocks_text(blocks: Iterable[Block]) -> Label:
    """`09:00–17:00, break 12:00–13:00`, or `closed`."""
    said = [label(BLOCKS[each.kind], hours=stretches_text([(each.start, each.end)])) for each in blocks]
    return plain(series(said)) or label(CLOSED)


def exception_text(exception: AvailabilityException) -> Label:
    """`off Thu 24 Dec – Thu 31 Dec (skiing)`."""
    said = label(DATES[exception.kind], dates=_dates_and_hours(exception))
    return own(f"{said} ({exception.reason})") if exception.reason else said


def night_or_day_card(hours: str, ways: tuple[str, ...]) -> Card:
    """Small hours without "am" or "pm": ask which are meant, never guess."""
    buttons = tuple(Button(own(way), TakeHours(way)) for way in ways if fits(TakeHours(way)))
    typed = tuple(Code(own_command(f"/availability {way}")) for way in ways)
    return Card(
        label("By day or by night?"),
        (
            Paragraph(say("“{hours}” can be read in two ways. Which one do you mean?", hours=hours)),
            *((Row(buttons, columns=1),) if buttons else ()),
            Hint(say("Or type: {first} or {second}", first=typed[0], second=typed[-1])),
            row(Button(label("My availability"), ShowAvailability())),
        ),
    )


def _dates_and_hours(exception: AvailabilityException) -> Label:
    dates = dates_text(exception.first, exception.last)
    return dates if exception.full_day else own(f"{dates} {stretches_text([exception.hours])}")


def _length_or_none(minutes: int) -> Label:
    return length(minutes) if minutes else label("nothing")


def _state(mentor: Mentor) -> Text:
    zone = mentor.schedule.zone
    if not mentor.schedule.active:
        return say("Your hours, in {zone} time. You are switched off: nobody can book you.", zone=zone)
    if not mentor.accepting:
        return say("Your hours, in {zone} time. You are paused: nobody can book you.", zone=zone)
    return say("Your hours, in {zone} time. You are accepting new sessions.", zone=zone)


def _exceptions(exceptions: list[AvailabilityException]) -> Text:
    shown = exceptions[:MOST_SHOWN]
    more = len(exceptions) - len(shown)
    return lines(
        words(Bold(label("Days off"))),
        *(words(exception_text(each)) for each in shown),
        say_many("and {n} more", "and {n} more", more) if more else (),
    )


def _removals(exceptions: list[AvailabilityException]) -> Part:
    if len(exceptions) <= FEW:
        buttons = (
            Button(label("Remove {dates}", dates=_dates_and_hours(each)), RemoveException(each.id))
            for each in exceptions
        )
        return Row(tuple(buttons), columns=1)
    options = (
        Option(shorten(label("Remove {dates}", dates=exception_text(each)), 70), RemoveException(each.id))
        for each in exceptions
    )
    return Choice(label("Remove a day off"), tuple(options))


def _limits(mentor: Mentor, policies: Policies) -> Text:
    rules = Rules(mentor.schedule, policies)
    most = rules.weekly_maximum
    facts = [
        say("Sessions of {length}", length=length(rules.default_duration)),
        say("{length} buffer between sessions", length=length(rules.buffer))
        if rules.buffer
        else say("no buffer between sessions"),
        say("{length} notice", length=length(rules.notice)) if rules.notice else say("no notice"),
        say_many("bookable {n} day ahead", "bookable {n} days ahead", rules.days_ahead),
        say("no weekly maximum")
        if most is None
        else say_many("at most {n} session a week", "at most {n} sessions a week", most),
    ]
    if needs_acceptance(mentor):
        facts.append(say("you accept each booking first"))
    return series(facts)


def _sessions(sessions: Iterable[Session], reader: Person) -> Row:
    """The way to each: what may be done about it depends on the rules and stands there."""
    return Row(
        tuple(Button(own(moment_label(each.starts_at, reader)), ShowSession(each.id)) for each in sessions)
    )


def _outside(own: OwnAvailability) -> Text:
    reader, shown = own.mentor.person, own.outside[:MOST_OUTSIDE]
    more = len(own.outside) - len(shown)
    return lines(
        words(Bold(label("Booked outside these hours; they stay as they are:"))),
        *(words(when(each.starts_at, reader, Show.SHORT), f" {title_of(each.topic)}") for each in shown),
        say_many("and {n} more", "and {n} more", more) if more else (),
    )
