"""What a change of hours would do, and what mentees are offered."""

from collections.abc import Iterable, Iterator

from bot.actions.availability import (
    CancelOutside,
    ChangeAgain,
    DiscardAvailability,
    SaveAvailability,
    ShowAvailability,
    ShowOffered,
)
from bot.availability.cards import blocks_text, exception_text, limit_rows, week_rows, weekdays_text
from bot.booking.free_times import EMPTY
from bot.dates import clock_text, day_label
from bot.labels import danger, length, moment_label, primary, several, stretches_text, when, who
from bot.refusals import refusal_line
from bot.ui import Bold, Button, Card, Facts, Hint, Paragraph, Part, Row, Show, Span, Text, words
from core.changes import WEEK, Joined, RunsOn
from core.differences import DateChange
from core.people import Person
from core.usecases.changes import Outside, Preview, Saved
from core.usecases.mentoring import Offered, OwnAvailability

MOST_DATES = 6
MOST_OUTSIDE = 8
MOST_EXCEPTIONS = 10
MOST_STARTS = 24


def preview_card(preview: Preview, lead: str = "") -> Card:
    """Before and after, what could be booked then, and what would become of booked sessions."""
    reader = preview.actor
    if preview.id is None:
        back = (Row((Button("My availability", ShowAvailability()),)),) if preview.own else ()
        return Card("Nothing would change", (Paragraph(words("That is how it is already.")), *back))
    if preview.stale:
        lead = "Something has changed meanwhile, so nothing was saved. This is how it looks now."
    parts: list[Part] = [Paragraph(words(Bold(lead)))] if lead else []
    parts.append(_difference(preview))
    if notes := _notes(preview):
        parts.append(Hint(words(" ".join(notes))))
    parts.append(Paragraph(_offers(preview)))
    if preview.outside:
        parts += _outside(preview, reader)
    parts.append(
        Row(
            (
                primary("Save", SaveAvailability(preview.id)),
                Button("Change again", ChangeAgain(preview.id)),
                Button("Discard", DiscardAvailability(preview.id)),
            ),
            columns=3,
        )
    )
    whose = "Your" if preview.own else f"{preview.mentor.person.name}’s"
    return Card(f"{whose} new hours: save them?", tuple(parts))


def saved_for_card(saved: Saved) -> Card:
    """What an admin sees after changing a mentor's hours."""
    own = saved.availability
    return Card(
        "Saved",
        (
            Paragraph(words(who(own.mentor.person), " has these hours now, and has been told:")),
            Facts(week_rows(own)),
        ),
    )


def hours_notice(own: OwnAvailability, by: Person | None) -> Card:
    """Tell mentors that an admin has changed their hours."""
    changed = who(by) if by else "An admin"
    return Card(
        "Your hours have changed",
        (
            Paragraph(
                words(changed, f" has changed your weekly hours. In {own.mentor.schedule.zone} time:")
            ),
            Facts(week_rows(own)),
            Hint(words("Booked sessions stay as they are.")),
            Row((primary("My availability", ShowAvailability()),)),
        ),
    )


def offered_card(offered: Offered) -> Card:
    """The mentor's own week as mentees see it, in the mentor's time."""
    zone, week = offered.mentor.schedule.zone, offered.week
    parts: list[Part] = [
        Paragraph(
            words(f"Times in {zone}, {length(offered.minutes)} each. Mentees see them in their own zone.")
        )
    ]
    if not offered.mentor.accepting:
        parts.append(Paragraph(words(Bold("You are paused: nobody is offered any of this."))))
    rows: list[tuple[str, Text]] = []
    for day in week.days:
        times = " ".join(clock_text(slot, zone) for slot in day.slots[:MOST_STARTS])
        if more := len(day.slots[MOST_STARTS:]):
            times += f" and {more} more"
        rows.append((day_label(day.date), words(EMPTY[day.reason] if day.reason else times)))
    parts.append(Facts(tuple(rows)))
    turns = [Button("‹ Earlier", ShowOffered(week.previous))] if week.previous else []
    turns += [Button("Later ›", ShowOffered(week.next))] if week.next else []
    if week.next_free is not None:
        turns.append(Button(f"Next free day: {day_label(week.next_free)}", ShowOffered(week.next_free)))
    parts.append(Row((*turns, Button("My availability", ShowAvailability()))))
    return Card("What mentees see", tuple(parts))


def _difference(preview: Preview) -> Part:
    before, after = preview.mentor.schedule, preview.after
    rows: list[tuple[str, Text]] = [
        (weekdays_text(each.weekdays), _arrow(blocks_text(each.before), blocks_text(each.after)))
        for each in preview.days
    ]
    rows += [("New", words(exception_text(each))) for each in preview.added[:MOST_EXCEPTIONS]]
    if unseen := preview.added[MOST_EXCEPTIONS:]:
        rows.append(("And", words(several(len(unseen), "more exception"))))
    rows += [("Gone", words(exception_text(each))) for each in preview.removed]
    rows += [_dated(each) for each in preview.dates[:MOST_DATES]]
    if more := preview.dates[MOST_DATES:]:
        rows.append(("And", words(f"more days until {day_label(more[-1].last)}")))
    if before.zone != after.zone:
        rows.append(("Time zone", _arrow(before.zone, after.zone)))
    limits = zip(limit_rows(before, preview.policies), limit_rows(after, preview.policies), strict=True)
    rows += [(label, _arrow(was, becomes)) for (label, was), (_, becomes) in limits if was != becomes]
    return Facts(tuple(rows)) if rows else Paragraph(words("In effect everything stays as it is."))


def _dated(change: DateChange) -> tuple[str, Text]:
    label = day_label(change.first)
    if change.last != change.first:
        label += f" – {day_label(change.last)}"
    return label, _arrow(stretches_text(change.before), stretches_text(change.after))


def _arrow(before: str, after: str) -> Text:
    return words(f"{before} → ", Bold(after))


def _notes(preview: Preview) -> list[str]:
    joined: dict[str, list[int]] = {}
    for note in preview.notes:
        if isinstance(note, Joined):
            joined.setdefault(blocks_text((note.block,)), []).append(note.weekday)
    notes = [
        f"Overlapping hours on {weekdays_text(days)} were made one: {hours}."
        for hours, days in joined.items()
    ]
    if nights := [note.weekday for note in preview.notes if isinstance(note, RunsOn)]:
        into = weekdays_text(sorted((day + 1) % WEEK for day in nights))
        notes.append(f"The night before runs into the hours of {into}; that time counts once.")
    if not preview.mentor.accepting:
        notes.append("New sessions are paused, so nobody can book until they are accepted again.")
    if not preview.own and preview.mentor.schedule.zone != preview.actor.clock_zone:
        notes.append(f"The times are meant in {preview.after.zone}.")
    return notes


def _offers(preview: Preview) -> Text:
    if not preview.offers:
        return words(Bold("Then no time could be booked"), " as far ahead as bookings are possible.")
    lines = [
        f"\n{day_label(offer.date)}: {stretches_text(offer.open)}, {several(offer.slots, 'slot')}"
        for offer in preview.offers
    ]
    return words(Bold("The next days that could be booked"), f" (times in {preview.after.zone}):", *lines)


def _outside(preview: Preview, reader: Person) -> Iterator[Part]:
    shown = preview.outside[:MOST_OUTSIDE]
    lines: list[Span] = []
    for each in shown:
        lines += ["\n", when(each.session.starts_at, reader, Show.SHORT), " with ", who(each.mentee)]
        lines += [f": {each.session.topic.title}"] if each.session.topic.title else []
    if more := len(preview.outside) - len(shown):
        lines.append(f"\nand {more} more")
    yield Paragraph(words(Bold("Booked, but outside the new hours:"), *lines))
    yield Hint(words("Saving keeps them as they are.", *_why_not(preview.outside, reader)))
    if preview.own and preview.id is not None:
        buttons = tuple(_cancel(preview.id, each, reader) for each in shown if each.cancel_refusal is None)
        if buttons:
            yield Row(buttons, columns=1)


def _cancel(change: int, outside: Outside, reader: Person) -> Button:
    session = outside.session
    label = f"Cancel {moment_label(session.starts_at, reader)} instead"
    return danger(label, CancelOutside(change, session.id, session.revision))


def _why_not(outside: Iterable[Outside], reader: Person) -> list[str]:
    refusals = [each.cancel_refusal for each in outside if each.cancel_refusal is not None]
    return list(dict.fromkeys(f" {refusal_line(refusal, reader)}" for refusal in refusals))
