"""The booking wizard: mentor, time, details, review, done."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.actions import (
    Action,
    BrowseMentors,
    ConfirmBooking,
    Describe,
    LeaveBooking,
    ShowSession,
    ShowSessions,
    ShowWeek,
    TakeSlot,
)
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Facts,
    Hint,
    Money,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from bot.views.common import (
    MEETINGS,
    clock,
    danger,
    day_button,
    day_label,
    length,
    moment_label,
    primary,
    row,
    when,
    who,
)
from bot.views.members import quota_text
from core.people import Person
from core.slots import Reason
from core.usecases.booking import UNTITLED, Booked, Held, Times

EMPTY = {
    Reason.WEEK_FULL: "full this week",
    Reason.BOOKED: "full",
    Reason.BUFFER: "full",
    Reason.CALENDAR: "busy",
    Reason.OWN_SESSION: "you are busy",
    Reason.NOTICE: "too soon",
    Reason.PAST: "over",
    Reason.HORIZON: "not open yet",
    Reason.EXCEPTION: "away",
    Reason.OFF_HOURS: "off",
    Reason.INACTIVE: "off",
    Reason.DURATION: "off",
    Reason.OFF_GRID: "off",
}
MAX_STARTS = 24


def week_card(times: Times) -> Card:
    """Step two: choose a time. The week at a glance, one day open."""
    mentor, week, viewer = times.mentor, times.week, times.viewer
    first, last = week.days[0].date, week.days[-1].date
    parts: list[Part] = [
        Paragraph(
            words(Bold(f"{day_label(first)} – {day_label(last)}"), f", times in {viewer.clock_zone}")
        ),
    ]
    empty = [f"{day_label(day.date)}: {EMPTY[day.reason]}" for day in week.days if day.reason is not None]
    if empty and len(empty) < len(week.days):
        parts.append(Hint(words(" · ".join(empty))))
    free = [day for day in week.days if day.slots]
    if free:
        parts.append(
            Row(
                tuple(
                    primary(day_button(day.date), ShowWeek(mentor.id, first, day.date))
                    if day.date == times.open
                    else Button(day_button(day.date), ShowWeek(mentor.id, first, day.date))
                    for day in free
                ),
                columns=4,
            )
        )
    for day in free:
        if day.date == times.open:
            parts.append(
                Paragraph(words("Free on ", Bold(day_label(day.date)), f" ({length(times.minutes)} each):"))
            )
            parts += _starts(day.slots, times)
    if not free:
        parts.append(Paragraph(_nothing(times)))
    turns = [Button("‹ Earlier", ShowWeek(mentor.id, week.previous))] if week.previous else []
    turns += [Button("Later ›", ShowWeek(mentor.id, week.next))] if week.next else []
    if week.next_free is not None:
        turns.append(
            primary(
                f"Next free day: {day_label(week.next_free)}", ShowWeek(mentor.id, None, week.next_free)
            )
        )
    parts.append(Row((*turns, Button("Other mentor", BrowseMentors())), columns=3))
    parts.append(
        Hint(words("Or type a time: ", Code(f"/book {mentor.person.name.split()[0].lower()} tomorrow 3pm")))
    )
    return Card(f"A time with {mentor.person.name}", tuple(parts))


def review_card(held: Held) -> Card:
    """Step four: look it over before it counts."""
    hold, reader = held.hold, held.mentee
    topic = hold.topic
    rows: list[tuple[str, Text]] = [
        ("With", words(who(held.mentor.person))),
        ("When", words(when(hold.starts_at, reader))),
        ("Length", words(length(hold.minutes))),
        ("Meeting", words(MEETINGS[topic.meeting], *((": ", topic.location) if topic.location else ()))),
        ("Title", words(topic.title or UNTITLED)),
    ]
    if topic.description:
        rows.append(("About", words(topic.description)))
    rows.append(("Price", price_text(held.mentor.rate, held.mentor.currency)))
    cutoff = held.policies.mentee_cancellation_cutoff_hours
    rules = (
        f"You can cancel until {cutoff} h before the start."
        if cutoff
        else "You can cancel until the start."
    )
    return Card(
        "Review and confirm",
        (
            Facts(tuple(rows)),
            Hint(words(rules, " This month: ", *quota_text(held.quota), ".")),
            Hint(words("The time is held for you until ", when(hold.expires_at, reader, Show.TIME), ".")),
            row(primary("Confirm booking", ConfirmBooking(hold.id)), Button("Details", Describe(hold.id))),
            row(
                Button("‹ Other time", ShowWeek(held.mentor.id, None, _day(hold.starts_at, reader))),
                danger("Cancel", LeaveBooking(hold.id)),
            ),
        ),
    )


def booked_card(booked: Booked) -> Card:
    """Done."""
    view = booked.view
    again = "This was booked already: " if booked.again else ""
    return Card(
        "Booked!" if not booked.again else "Already booked",
        (
            Paragraph(
                words(
                    again,
                    Bold(view.session.code),
                    " with ",
                    who(view.mentor),
                    ", ",
                    when(view.session.starts_at, view.mentee),
                    ".",
                )
            ),
            row(
                Button("Show the session", ShowSession(view.session.id)),
                Button("My sessions", ShowSessions()),
            ),
        ),
    )


def left_card(mentor: int | None) -> Card:
    """The wizard was left."""
    again = (Button("Choose another time", ShowWeek(mentor)),) if mentor is not None else ()
    return Card(
        "Nothing booked",
        (
            Paragraph(words("The time is free again for others.")),
            Row((*again, Button("Mentors", BrowseMentors()))),
        ),
    )


def ambiguous_card(
    ways: tuple[tuple[datetime, Action], ...], why: str, instead: Button, reader: Person
) -> Card:
    """Typed text with several readings, each with what it leads to: ask, never guess (SLT-5)."""
    return Card(
        "Which time do you mean?",
        (
            Paragraph(words(why)),
            Row(
                tuple(Button(moment_label(at, reader), way) for at, way in ways),
                columns=1,
            ),
            row(instead),
        ),
    )


def not_understood_card(text: str, why: str, mentor: int) -> Card:
    """Typed text that is no time."""
    return Card(
        "Which time?",
        (
            Paragraph(
                words(
                    "“",
                    text,
                    f"”: {why} ",
                    "Write it like ",
                    Code("tomorrow 3pm"),
                    ", ",
                    Code("fri 15:30"),
                    " or ",
                    Code("25 Nov 4pm"),
                    ".",
                )
            ),
            row(primary("Show free times", ShowWeek(mentor))),
        ),
    )


def price_text(rate: int, currency: str) -> Text:
    """`no charge`, or an amount."""
    return words(Money(rate, currency), " (paid outside Parley)") if rate else words("no charge")


def _starts(slots: tuple[datetime, ...], times: Times) -> list[Part]:
    """The day's starts as buttons, at most a screenful to a row of them."""
    buttons = tuple(
        Button(clock(start, times.viewer), TakeSlot(times.mentor.id, start, times.minutes))
        for start in slots
    )
    return [Row(buttons[at : at + MAX_STARTS], columns=4) for at in range(0, len(buttons), MAX_STARTS)]


def _nothing(times: Times) -> Text:
    reasons = {day.reason for day in times.week.days if day.reason is not None}
    if reasons <= {Reason.OFF_HOURS, Reason.EXCEPTION}:
        return words(times.mentor.person.name, " takes no sessions this week.")
    listed = "; ".join(
        f"{day_label(day.date)} {EMPTY[day.reason]}" for day in times.week.days if day.reason
    )
    return words(f"Nothing is free this week: {listed}.")


def _day(instant: datetime, reader: Person) -> date:
    return instant.astimezone(ZoneInfo(reader.clock_zone)).date()
