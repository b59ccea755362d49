"""The booking wizard: mentor, time, details, review, done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.actions import Action
from bot.actions.booking import (
    ConfirmBooking,
    Describe,
    LeaveBooking,
    ShowMonth,
    ShowWeek,
    ShowWindow,
    TakeSlot,
)
from bot.actions.mentors import BrowseMentors, ShowMentor
from bot.actions.sessions import ShowSession, ShowSessions
from bot.booking.free_times import Turn, free_days, free_times
from bot.dates import day_label, month_label
from bot.labels import (
    danger,
    length,
    local_day,
    minute_text,
    moment_label,
    price_text,
    primary,
    quota_text,
    row,
    title_of,
    when,
    who,
)
from bot.places import meeting_text
from bot.refund_terms import refund_terms
from bot.sentences import label, msg, own, say, sentences
from bot.typed.command_words import own as own_command
from bot.typed.command_words import own_example
from bot.typed.time_words import WHY_NOT
from bot.typed.times import WhyNot
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Fact,
    Facts,
    Hint,
    Label,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    words,
)
from core.confirming import needs_acceptance
from core.errors.cancelling import CancelTooLate
from core.errors.sessions import NotAllowed
from core.people import Person
from core.sessions import Status
from core.usecases.booking import Booked, Held, Times
from core.usecases.session_views import SessionView
from core.zones import DAY

NO_WORDS: Text = ()
_BOOKED = {
    (False, False): (msg("Booked!"), msg("{code} with {mentor}, {when}.")),
    (False, True): (msg("Already booked"), msg("This was booked already: {code} with {mentor}, {when}.")),
    (True, False): (msg("Request sent"), msg("{code} with {mentor}, {when}.")),
    (True, True): (
        msg("Already requested"),
        msg("This was asked for already: {code} with {mentor}, {when}."),
    ),
}
"""Title and sentence of what was booked, by whether it waits for the mentor and whether it was booked before."""


def week_card(times: Times, minutes: int | None = None) -> Card:
    """Step two: choose a time. The week at a glance, one day open; `minutes` is a length that was asked for."""
    mentor, between = times.mentor, times.between
    parts = free_times(
        times,
        *_turns(times, minutes),
        lambda start: TakeSlot(mentor.id, start, times.minutes),
        Button(label("About the mentor"), ShowMentor(mentor.id)),
        Button(label("Other mentor"), BrowseMentors()),
    )
    if between is not None:
        since, until = (f"{minute // 60:02}:{minute % 60:02}" for minute in between)
        only = say("Only times between {since} and {until} are shown.", since=since, until=until)
        none = say("Nothing is free between {since} and {until} this week.", since=since, until=until)
        all_day = Button(
            label("All times"), ShowWindow(mentor.id, times.dates.days[0].date, times.open, minutes)
        )
        parts = (
            (Hint(only), *parts, row(all_day)) if times.open else (Paragraph(none), row(all_day), parts[-1])
        )
    typed = Code(own_command(f"/book {mentor.person.name.split()[0].lower()} tomorrow 3pm"))
    title = label("A time with {mentor}", mentor=mentor.person.name)
    return Card(title, (*parts, Hint(say("Or type a time: {command}", command=typed))))


def month_card(times: Times, minutes: int | None = None) -> Card:
    """The same by days: a month in which one is chosen."""
    mentor, between = times.mentor, times.between
    week, month = _turns(times, minutes)
    parts = free_days(
        times,
        month,
        week,
        Button(label("Other mentor"), BrowseMentors()),
    )
    if between is not None:
        since, until = (f"{minute // 60:02}:{minute % 60:02}" for minute in between)
        parts = (
            Hint(say("Only times between {since} and {until} are shown.", since=since, until=until)),
            *parts,
        )
    return Card(label("A day with {mentor}", mentor=mentor.person.name), parts)


def _turns(times: Times, minutes: int | None) -> tuple[Turn, Turn]:
    """What shows another week of the same, and what a month."""
    mentor, between = times.mentor.id, times.between
    window = (minutes, *(between or (0, DAY)))

    def week(first: date | None, day: date | None) -> Action:
        usual = between is None and minutes is None
        return ShowWeek(mentor, first, day) if usual else ShowWindow(mentor, first, day, *window)

    return week, lambda first, day: ShowMonth(mentor, first, day, *window)


def which_day_card(ways: tuple[tuple[date, Action], ...], instead: Button) -> Card:
    """Typed text that can be one of several days."""
    buttons = tuple(Button(own(day_label(day)), way) for day, way in ways)
    return Card(
        label("Which day do you mean?"),
        (Paragraph(say("That can be one of several days.")), Row(buttons), row(instead)),
    )


@dataclass(frozen=True, slots=True)
class HoursMeant:
    """One reading of typed hours, in minutes of the day, and the day where several were typed."""

    window: tuple[int, int]
    day: date | None

    @property
    def label(self) -> Label:
        """`14:00–16:00`."""
        since, until = (minute_text(minute) for minute in self.window)
        if self.day is None:
            return label("{since}–{until}", since=since, until=until)
        return label("{day}, {since}–{until}", day=day_label(self.day), since=since, until=until)


def which_hours_card(text: str, ways: Iterable[tuple[HoursMeant, Action]], instead: Button) -> Card:
    """Hours without "am" or "pm": ask which are meant."""
    buttons = tuple(Button(meant.label, way) for meant, way in ways)
    return Card(
        label("By day or by night?"),
        (
            Paragraph(say("“{hours}” can be read in two ways. Which one do you mean?", hours=text)),
            Row(buttons),
            row(instead),
        ),
    )


def review_card(held: Held) -> Card:
    """Step four: what is about to be booked, and by which rules, before it counts."""
    hold, reader, topic = held.hold, held.mentee, held.view.session.topic
    rows: list[Fact] = [
        (label("With"), words(who(held.mentor.person))),
        (label("When"), words(when(hold.starts_at, reader))),
        (label("Length"), words(length(hold.minutes))),
        (label("Meeting"), meeting_text(held.view)),
        (label("Title"), words(title_of(topic))),
    ]
    if topic.description:
        rows.append((label("About"), words(topic.description)))
    rows.append((label("Price"), price_text(held.mentor.rate, held.mentor.currency, outside=not held.pays)))
    title, done, acceptance = label("Review and confirm"), label("Confirm booking"), NO_WORDS
    if held.pays:
        title, done = label("Review and pay"), label("Go to payment")
        acceptance = say(
            "You pay next, and the time is held for you for {minutes} minutes while you do. Your payment confirms it.",
            minutes=held.policies.payment_minutes,
        )
    if needs_acceptance(held.mentor):
        title, done = label("Review your request"), label("Send request")
        acceptance = say(
            "It needs {mentor}’s acceptance, for which there are {hours} h at most.",
            mentor=held.mentor.person.name,
            hours=held.policies.confirmation_expiry_hours,
        )
    return Card(
        title,
        (
            Facts(tuple(rows)),
            Hint(sentences(acceptance, *_cancelling(held.view), _used(held))),
            Hint(
                say(
                    "The time is held for you until {when}.",
                    when=when(hold.expires_at, reader, Show.TIME),
                )
            ),
            row(primary(done, ConfirmBooking(hold.id)), Button(label("Details"), Describe(hold.id))),
            row(
                Button(
                    label("‹ Other time"),
                    ShowWeek(held.mentor.id, None, local_day(hold.starts_at, reader)),
                ),
                danger(label("Cancel"), LeaveBooking(hold.id)),
            ),
        ),
    )


def _cancelling(view: SessionView) -> tuple[Text, ...]:
    """Whether, until when and at what price the reader may cancel once it is booked."""
    refusal = view.cancel_refusal
    if isinstance(refusal, CancelTooLate):
        return (say("It starts so soon that you can no longer cancel once it is booked."),)
    if isinstance(refusal, NotAllowed) and refusal.instead:
        return (say("Mentees do not cancel sessions here, but you can ask for another time."),)
    if refusal is not None:
        return (say("Only the mentor can cancel or reschedule this session."),)
    if view.now > view.cancel_until:
        may = say("You can cancel until the start, but the session counts against your month all the same.")
    elif view.cancel_until == view.session.starts_at:
        may = say("You can cancel until the start.")
    else:
        may = say("You can cancel until {when}.", when=when(view.cancel_until, view.reader, Show.SHORT))
    return (may, *refund_terms(view))


def _used(held: Held) -> Text:
    """The quota of the month in which the session would be."""
    month = held.quota.renews - timedelta(days=1)
    today = local_day(held.view.now, held.mentee)
    if (month.year, month.month) == (today.year, today.month):
        return say("This month: {quota}.", quota=quota_text(held.quota))
    return say("{month}: {quota}.", month=month_label(month), quota=quota_text(held.quota))


def booked_card(booked: Booked) -> Card:
    """Done."""
    view = booked.view
    until = view.session.confirm_by if view.session.status is Status.REQUESTED else None
    title, sentence = _BOOKED[until is not None, booked.again]
    waits: tuple[Part, ...] = ()
    if until is not None:
        waiting = say(
            "It needs {mentor}’s acceptance, until {when}.",
            mentor=view.mentor.name,
            when=when(until, view.mentee),
        )
        waits = (Paragraph(waiting),)
    what = say(
        sentence,
        code=Bold(view.session.code),
        mentor=who(view.mentor),
        when=when(view.session.starts_at, view.mentee),
    )
    doors = row(
        Button(label("Show the session"), ShowSession(view.session.id)),
        Button(label("My sessions"), ShowSessions()),
    )
    return Card(label(title), (Paragraph(what), *waits, doors))


def left_card(mentor: int | None) -> Card:
    """The wizard was left."""
    again = (Button(label("Choose another time"), ShowWeek(mentor)),) if mentor is not None else ()
    return Card(
        label("Nothing booked"),
        (
            Paragraph(say("The time is free again for others.")),
            Row((*again, Button(label("Mentors"), BrowseMentors()))),
        ),
    )


def free_times_door(way: Action) -> Button:
    """To the times that are free, in place of one that was typed."""
    return Button(label("Show free times"), way)


def mentors_door(search: str = "") -> Button:
    """To all mentors, or those who fit."""
    return Button(label("All mentors"), BrowseMentors(0, search))


def ambiguous_card(
    ways: tuple[tuple[datetime, Action], ...], why: Text, instead: Button, reader: Person
) -> Card:
    """Typed text with several readings, each with what it leads to: ask, never guess (SLT-5)."""
    return Card(
        label("Which time do you mean?"),
        (
            Paragraph(why),
            Row(tuple(Button(own(moment_label(at, reader)), way) for at, way in ways), columns=1),
            row(instead),
        ),
    )


def not_understood_card(why: Text, instead: Button) -> Card:
    """Typed text that is no time, and `why`."""
    example = say(
        "Write it like {first}, {second} or {third}.",
        first=Code(own_example("tomorrow 3pm")),
        second=Code(own_example("fri 15:30")),
        third=Code(own_example("25 Nov 4pm")),
    )
    return Card(label("Which time?"), (Paragraph(sentences(why, example)), row(instead)))


def not_a_time(text: str, why: WhyNot) -> Text:
    """What is wrong with typed text as a time."""
    return say("“{text}”: {why}", text=text, why=say(WHY_NOT[why]))
