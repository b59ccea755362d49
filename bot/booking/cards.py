"""The booking wizard: mentor, time, details, review, done."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.actions.booking import ConfirmBooking, Describe, LeaveBooking, ShowWeek, ShowWindow, TakeSlot
from bot.actions.mentors import BrowseMentors
from bot.actions.sessions import ShowSession, ShowSessions
from bot.booking.free_times import free_times
from bot.dates import day_label
from bot.labels import (
    MEETINGS,
    danger,
    length,
    moment_label,
    price_text,
    primary,
    quota_text,
    row,
    when,
    who,
)
from bot.sentences import label, own, say
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Facts,
    Hint,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.confirming import needs_acceptance
from core.people import Person
from core.sessions import Status
from core.topics import UNTITLED
from core.usecases.booking import Booked, Held, Times
from core.zones import DAY


def week_card(times: Times, minutes: int | None = None) -> Card:
    """Step two: choose a time. The week at a glance, one day open; `minutes` is a length that was asked for."""
    mentor, between = times.mentor, times.between

    def turn(first: date | None, day: date | None) -> Action:
        if between is None and minutes is None:
            return ShowWeek(mentor.id, first, day)
        return ShowWindow(mentor.id, first, day, minutes, *(between or (0, DAY)))

    parts = free_times(
        times,
        turn,
        lambda start: TakeSlot(mentor.id, start, times.minutes),
        Button("Other mentor", BrowseMentors()),
    )
    if between is not None:
        since, until = (f"{minute // 60:02}:{minute % 60:02}" for minute in between)
        only = say("Only times between {since} and {until} are shown.", since=since, until=until)
        none = say("Nothing is free between {since} and {until} this week.", since=since, until=until)
        all_day = Button(
            label("All times"), ShowWindow(mentor.id, times.week.days[0].date, times.open, minutes)
        )
        parts = (
            (Hint(only), *parts, row(all_day)) if times.open else (Paragraph(none), row(all_day), parts[-1])
        )
    typed = Code(f"/book {mentor.person.name.split()[0].lower()} tomorrow 3pm")
    return Card(f"A time with {mentor.person.name}", (*parts, Hint(words("Or type a time: ", typed))))


def which_day_card(ways: tuple[tuple[date, Action], ...], instead: Button) -> Card:
    """Typed text that can be one of several days."""
    buttons = tuple(Button(own(day_label(day)), way) for day, way in ways)
    return Card(
        label("Which day do you mean?"),
        (Paragraph(say("That can be one of several days.")), Row(buttons), row(instead)),
    )


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
    title, done = "Review and confirm", "Confirm booking"
    if needs_acceptance(held.mentor):
        title, done = "Review your request", "Send request"
        rules = f"{_acceptance(held)} {rules}"
    return Card(
        title,
        (
            Facts(tuple(rows)),
            Hint(words(rules, " This month: ", *quota_text(held.quota), ".")),
            Hint(words("The time is held for you until ", when(hold.expires_at, reader, Show.TIME), ".")),
            row(primary(done, ConfirmBooking(hold.id)), Button("Details", Describe(hold.id))),
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
    title = "Already booked" if booked.again else "Booked!"
    waits: tuple[Part, ...] = ()
    if view.session.status is Status.REQUESTED and view.session.confirm_by is not None:
        again = "This was asked for already: " if booked.again else ""
        title = "Already requested" if booked.again else "Request sent"
        until = when(view.session.confirm_by, view.mentee)
        waits = (Paragraph(words(f"It needs {view.mentor.name}’s acceptance, until ", until, ".")),)
    return Card(
        title,
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
            *waits,
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


def not_understood_card(text: str, why: str, instead: Button) -> Card:
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
            row(instead),
        ),
    )


def _acceptance(held: Held) -> str:
    hours = held.policies.confirmation_expiry_hours
    return f"It needs {held.mentor.person.name}’s acceptance, for which there are {hours} h at most."


def _day(instant: datetime, reader: Person) -> date:
    return instant.astimezone(ZoneInfo(reader.clock_zone)).date()
