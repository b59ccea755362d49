"""What a change of hours would do, and what mentees are offered."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.actions.availability import (
    CancelOutside,
    ChangeAgain,
    DiscardAvailability,
    SaveAvailability,
    ShowAvailability,
    ShowOffered,
)
from bot.availability.cards import (
    blocks_text,
    dates_text,
    exception_text,
    limit_rows,
    week_rows,
    weekdays_text,
)
from bot.booking.free_times import EMPTY
from bot.cancelling.refusals import why_not
from bot.dates import clock_text, day_label
from bot.labels import danger, length, moment_label, primary, row, stretches_text, title_of, when, who
from bot.rescheduling.request_cards import ask_to_move
from bot.sentences import label, lines, say, say_many, sentences
from bot.ui import (
    NO_LABEL,
    Bold,
    Button,
    Card,
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
from core.changes import WEEK, HoursJoined, RunsOn
from core.differences import DateChange
from core.people import Person
from core.usecases.cancelling import Cancelled
from core.usecases.changes import Preview, Saved
from core.usecases.mentoring import Offered, OwnAvailability
from core.usecases.replacing import LeftSession
from core.usecases.session_views import SessionView

MOST_DATES = 6
MOST_OUTSIDE = 8
MOST_EXCEPTIONS = 10
MOST_STARTS = 24


def preview_card(preview: Preview, lead: Label = NO_LABEL) -> Card:
    """Before and after, what could be booked then, and what would become of booked sessions."""
    reader = preview.actor
    if preview.id is None:
        back = (row(Button(label("My availability"), ShowAvailability())),) if preview.own else ()
        return Card(label("Nothing would change"), (Paragraph(say("That is how it is already.")), *back))
    if preview.stale:
        lead = label("Something has changed meanwhile, so nothing was saved. This is how it looks now.")
    parts: list[Part] = [Paragraph(words(Bold(lead)))] if lead else []
    parts.append(_difference(preview))
    if notes := _notes(preview):
        parts.append(Hint(sentences(*notes)))
    parts.append(Paragraph(_offers(preview)))
    if preview.outside:
        parts += _outside(preview, reader)
    parts.append(
        row(
            primary(label("Save"), SaveAvailability(preview.id)),
            Button(label("Change again"), ChangeAgain(preview.id)),
            Button(label("Discard"), DiscardAvailability(preview.id)),
            columns=3,
        )
    )
    title = (
        label("Your new hours: save them?")
        if preview.own
        else label("{name}’s new hours: save them?", name=preview.mentor.person.name)
    )
    return Card(title, tuple(parts))


def cancelled_lead(done: Cancelled | LeftSession) -> Label:
    """What became of a session outside the new hours, above the preview of these."""
    title = title_of(done.view.session.topic)
    if isinstance(done, LeftSession):
        return label("“{title}” is left to another mentor.", title=title)
    return label("“{title}” is cancelled.", title=title)


def saved_for_card(saved: Saved) -> Card:
    """What an admin sees after changing a mentor's hours."""
    own = saved.availability
    text = say("{who} has these hours now, and has been told:", who=who(own.mentor.person))
    return Card(label("Saved"), (Paragraph(text), Facts(week_rows(own))))


def hours_notice(own: OwnAvailability, by: Person | None) -> Card:
    """Tell mentors that an admin has changed their hours."""
    zone = own.mentor.schedule.zone
    changed = (
        say("{who} has changed your weekly hours. In {zone} time:", who=who(by), zone=zone)
        if by
        else say("An admin has changed your weekly hours. In {zone} time:", zone=zone)
    )
    return Card(
        label("Your hours have changed"),
        (
            Paragraph(changed),
            Facts(week_rows(own)),
            Hint(say("Booked sessions stay as they are.")),
            row(primary(label("My availability"), ShowAvailability())),
        ),
    )


def offered_card(offered: Offered) -> Card:
    """The mentor's own week as mentees see it, in the mentor's time."""
    zone, week = offered.mentor.schedule.zone, offered.week
    parts: list[Part] = [
        Paragraph(
            say(
                "Times in {zone}, {length} each. Mentees see them in their own zone.",
                zone=zone,
                length=length(offered.minutes),
            )
        )
    ]
    if not offered.mentor.accepting:
        parts.append(Paragraph(words(Bold(label("You are paused: nobody is offered any of this.")))))
    rows = (
        (day_label(day.date), say(EMPTY[day.reason]) if day.reason else _starts(day.slots, zone))
        for day in week.days
    )
    parts.append(Facts(tuple(rows)))
    turns = [Button(label("‹ Earlier"), ShowOffered(week.previous))] if week.previous else []
    turns += [Button(label("Later ›"), ShowOffered(week.next))] if week.next else []
    if week.next_free is not None:
        free = label("Next free day: {day}", day=day_label(week.next_free))
        turns.append(Button(free, ShowOffered(week.next_free)))
    parts.append(row(*turns, Button(label("My availability"), ShowAvailability())))
    return Card(label("What mentees see"), tuple(parts))


def _starts(slots: Sequence[datetime], zone: str) -> Text:
    times = " ".join(clock_text(slot, zone) for slot in slots[:MOST_STARTS])
    more = len(slots[MOST_STARTS:])
    return say_many("{times} and {n} more", "{times} and {n} more", more, times=times) if more else (times,)


def _difference(preview: Preview) -> Part:
    before, after = preview.mentor.schedule, preview.after
    rows: list[Fact] = [
        (weekdays_text(each.weekdays), _arrow(blocks_text(each.before), blocks_text(each.after)))
        for each in preview.days
    ]
    rows += [(label("New"), words(exception_text(each))) for each in preview.added[:MOST_EXCEPTIONS]]
    if unseen := len(preview.added[MOST_EXCEPTIONS:]):
        rows.append((label("And"), say_many("{n} more entry", "{n} more entries", unseen)))
    rows += [(label("Gone"), words(exception_text(each))) for each in preview.removed]
    rows += [_dated(each) for each in preview.dates[:MOST_DATES]]
    if more := preview.dates[MOST_DATES:]:
        rows.append((label("And"), say("more days until {day}", day=day_label(more[-1].last))))
    if before.zone != after.zone:
        rows.append((label("Time zone"), _arrow(before.zone, after.zone)))
    limits = zip(limit_rows(before, preview.policies), limit_rows(after, preview.policies), strict=True)
    rows += [(name, _arrow(was, becomes)) for (name, was), (_, becomes) in limits if was != becomes]
    return Facts(tuple(rows)) if rows else Paragraph(say("In effect everything stays as it is."))


def _dated(change: DateChange) -> Fact:
    dates = dates_text(change.first, change.last)
    return dates, _arrow(stretches_text(change.before), stretches_text(change.after))


def _arrow(before: str, after: str) -> Text:
    return words(f"{before} → ", Bold(after))


def _notes(preview: Preview) -> list[Text]:
    joined: dict[str, list[int]] = {}
    for note in preview.notes:
        if isinstance(note, HoursJoined):
            joined.setdefault(blocks_text((note.block,)), []).append(note.weekday)
    notes = [
        say(
            "Overlapping hours on {days} were made one: {hours}.",
            days=weekdays_text(days),
            hours=hours,
        )
        for hours, days in joined.items()
    ]
    if nights := [note.weekday for note in preview.notes if isinstance(note, RunsOn)]:
        into = weekdays_text(sorted((day + 1) % WEEK for day in nights))
        notes.append(
            say("The night before runs into the hours of {days}; that time counts once.", days=into)
        )
    if not preview.mentor.accepting:
        notes.append(say("New sessions are paused, so nobody can book until they are accepted again."))
    if not preview.own and preview.mentor.schedule.zone != preview.actor.clock_zone:
        notes.append(say("The times are meant in {zone}.", zone=preview.after.zone))
    return notes


def _offers(preview: Preview) -> Text:
    if not preview.offers:
        return say(
            "{lead} as far ahead as bookings are possible.",
            lead=Bold(label("Then no time could be booked")),
        )
    title = Bold(label("The next days that could be booked"))
    return lines(
        say("{title} (times in {zone}):", title=title, zone=preview.after.zone),
        *(
            say_many(
                "{day}: {hours}, {n} slot",
                "{day}: {hours}, {n} slots",
                offer.slots,
                day=day_label(offer.date),
                hours=stretches_text(offer.open),
            )
            for offer in preview.offers
        ),
    )


def _outside(preview: Preview, reader: Person) -> Iterator[Part]:
    shown = preview.outside[:MOST_OUTSIDE]
    more = len(preview.outside) - len(shown)
    yield Paragraph(
        lines(
            words(Bold(label("Booked, but outside the new hours:"))),
            *(_booked(each, reader) for each in shown),
            say_many("and {n} more", "and {n} more", more) if more else (),
        )
    )
    yield Hint(sentences(say("Saving keeps them as they are."), *_why_not(preview.outside, reader)))
    if preview.own and preview.id is not None:
        ways = [way for each in shown for way in _ways(preview.id, each)]
        if ways:
            yield Row(tuple(ways), columns=1)


def _booked(outside: SessionView, reader: Person) -> Text:
    session = outside.session
    at, mentee = when(session.starts_at, reader, Show.SHORT), who(outside.mentee)
    if not session.topic.title:
        return say("{when} with {who}", when=at, who=mentee)
    return say("{when} with {who}: {topic}", when=at, who=mentee, topic=session.topic.title)


def _ways(change: int, outside: SessionView) -> Iterator[Button]:
    """What the mentor may do about a session instead of keeping it as it is."""
    session = outside.session
    if outside.reschedule_refusal is None:
        yield ask_to_move(outside)
    if outside.cancel_refusal is None:
        time = moment_label(session.starts_at, outside.reader)
        cancel = label("Cancel {when} instead", when=time)
        yield danger(cancel, CancelOutside(change, session.id, session.revision))


def _why_not(outside: Iterable[SessionView], reader: Person) -> list[Text]:
    refusals = [each.cancel_refusal for each in outside if each.cancel_refusal is not None]
    return [(line,) for line in dict.fromkeys(why_not(refusal, reader) for refusal in refusals)]
