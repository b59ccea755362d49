"""Choosing a mentor: the list with its searches and filters, and who is free at a time."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.actions.booking import ShowWeek, TakeSlot
from bot.actions.mentors import BrowseMentors, FilterMentors, SearchMentors, WhoIsFree
from bot.dates import day_label
from bot.labels import clock, joined, length, moment_label, primary, quota_text, row, told_apart, when
from bot.sentences import label, say
from bot.typed.searches import read_search, search_text, searching
from bot.ui import (
    Bold,
    Button,
    Card,
    Choice,
    Code,
    Hint,
    Money,
    Option,
    Paragraph,
    Part,
    Row,
    Show,
    Span,
    Text,
    words,
)
from core.confirming import needs_acceptance
from core.mentors import Mentor, Wanted
from core.people import Person
from core.slots import Reason
from core.usecases.picking import FreeMentor, FreeMentors, MentorEntry, MentorsPage

SENIOR = 5
NOBODY = {
    Reason.PAST: "That time has passed.",
    Reason.DURATION: "Nobody offers sessions of that length.",
    Reason.OWN_SESSION: "You have a session of your own then.",
    Reason.OFF_GRID: "No session starts at that minute.",
    Reason.NOTICE: "That is too soon: mentors need more notice.",
    Reason.BOOKED: "Everybody who has hours then is booked.",
    Reason.BUFFER: "Everybody who has hours then is booked.",
    Reason.CALENDAR: "Everybody who has hours then is busy.",
    Reason.WEEK_FULL: "Nobody who has hours then takes more sessions that week.",
    Reason.HORIZON: "That is further ahead than can be booked.",
}


def mentors_card(page: MentorsPage, reader: Person, near: tuple[str, ...] = ()) -> Card:
    """Step one: choose a mentor. `near` are names that come close where nobody fits."""
    search = search_text(page.wanted)
    parts: list[Part] = []
    if page.quota.allowed is not None:
        parts.append(Hint(words("This month: ", *quota_text(page.quota))))
    if page.total == 0:
        parts += _nobody_fits(page.wanted, near)
    parts += [Paragraph(_entry(entry, reader)) for entry in page.entries]
    if page.entries:
        shown = [entry.mentor for entry in page.entries]
        parts.append(_choice((mentor, ShowWeek(mentor.id)) for mentor in shown))
        order = "who is free first" if page.soonest else "by name"
        parts.append(Hint(words(count_text(page.first, len(shown), page.total), f", {order}")))
    elif page.total:
        parts.append(Paragraph(words("None of them has a free time at present.")))
    turns = [Button("‹ Previous", BrowseMentors(page.page - 1, search, page.soonest))] if page.page else []
    turns += [Button("Next ›", BrowseMentors(page.page + 1, search, page.soonest))] if page.more else []
    if turns:
        parts.append(Row(tuple(turns)))
    ways: list[Button] = []
    if page.total > 1:
        label = "By name" if page.soonest else "Soonest first"
        ways.append(Button(label, BrowseMentors(0, search, not page.soonest)))
    ways += [Button("Search", SearchMentors()), Button("Filter", FilterMentors(search, page.soonest))]
    if search:
        ways.append(Button("Everybody", BrowseMentors(soonest=page.soonest)))
    parts.append(Row(tuple(ways)))
    return Card(_title("Mentors", page.wanted), tuple(parts))


def free_card(found: FreeMentors, reader: Person) -> Card:
    """The mentors who can be booked at one time, each to be taken at once."""
    search = search_text(found.wanted)
    parts: list[Part] = [Paragraph(words(when(found.at, reader)))]
    if found.why is not None:
        parts.append(Paragraph(words(NOBODY.get(found.why, "Nobody has hours then."))))
    parts += [
        Paragraph(
            _lines(_headline(each.mentor, *_rating(each), length(each.minutes)), *_about(each.mentor))
        )
        for each in found.entries
    ]
    if found.entries:
        parts.append(_choice((e.mentor, TakeSlot(e.mentor.id, found.at, e.minutes)) for e in found.entries))
        parts.append(Hint(words(count_text(found.first, len(found.entries), found.total))))
    turns = [Button("‹ Previous", WhoIsFree(found.at, search, found.page - 1))] if found.page else []
    turns += [Button("Next ›", WhoIsFree(found.at, search, found.page + 1))] if found.more else []
    if turns:
        parts.append(Row(tuple(turns)))
    around = [Button(f"At {clock(at, reader)}", WhoIsFree(at, search)) for at in _around(found, reader)]
    if around:
        parts.append(Row(tuple(around)))
    parts.append(row(Button("Soonest first", BrowseMentors(0, search, soonest=True))))
    return Card(_title(f"Free on {moment_label(found.at, reader)}", found.wanted), tuple(parts))


def day_card(day: date, starts: Iterable[datetime], search: str, reader: Person) -> Card:
    """A day was typed without a time."""
    buttons = tuple(Button(clock(at, reader), WhoIsFree(at, search)) for at in starts)
    parts: list[Part] = [Paragraph(words("Who is free, and when?"))]
    if buttons:
        parts.append(Row(buttons, columns=4))
    parts += [
        row(primary("All mentors", BrowseMentors(0, search))),
        Hint(words("Or type a time: ", Code(f"/book {f'{search} {day_label(day)}'.strip().lower()} 3pm"))),
    ]
    return Card(_title(f"At what time on {day_label(day)}?", read_search(search)), tuple(parts))


def which_mentor_card(name: str, ways: tuple[tuple[Person, Action], ...]) -> Card:
    """A name of several mentors: ask back, and keep what was typed with it."""
    return Card(
        label("Which mentor?"),
        (
            Paragraph(say("“{name}” fits several mentors.", name=name)),
            Choice(
                label("Choose a mentor"), tuple(Option(told_apart(mentor), way) for mentor, way in ways)
            ),
        ),
    )


def name_or_time_card(mentor: Mentor, at: datetime, reader: Person) -> Card:
    """A text that is a time, and begins with a mentor's name: ask, never guess."""
    name = mentor.person.name
    return Card(
        "Which do you mean?",
        (
            Paragraph(
                words("That can be the mentor ", Bold(name), ", or the time ", when(at, reader), ".")
            ),
            Row(
                (
                    Button(f"A time with {name}", ShowWeek(mentor.id)),
                    Button(f"Who is free on {moment_label(at, reader)}", WhoIsFree(at)),
                ),
                columns=1,
            ),
        ),
    )


def _title(title: str, wanted: Wanted) -> str:
    asked = [f"“{wanted.words}”"] if wanted.words else []
    asked += [f"topic {tag.replace('-', ' ')}" for tag in wanted.tags]
    if wanted.most is not None:
        asked.append(f"up to {wanted.most}" if wanted.most else "no charge")
    return f"{title}: {', '.join(asked)}" if asked else title


def _nobody_fits(wanted: Wanted, near: tuple[str, ...]) -> list[Part]:
    if wanted == Wanted():
        return [Paragraph(words("No mentor can be booked yet."))]
    parts: list[Part] = [Paragraph(words("Nobody fits."))]
    if near:
        parts.append(
            Row(
                tuple(Button(f"Do you mean {name}?", BrowseMentors(0, searching(name))) for name in near), 1
            )
        )
    return parts


def _entry(entry: MentorEntry, reader: Person) -> Text:
    mentor = entry.mentor
    free = (
        words("next free ", when(entry.next_free, reader, Show.SHORT))
        if entry.next_free
        else words("no free time at present")
    )
    return _lines(_headline(mentor, *_rating(entry)), *_about(mentor), free)


def _rating(entry: MentorEntry | FreeMentor) -> list[Span]:
    return [] if entry.rating is None else [f"rated {entry.rating:.1f} of 5"]


def _headline(mentor: Mentor, *more: Span) -> Text:
    """Name, price, seniority and what else is to be said in a word."""
    price: Span = Money(mentor.rate, mentor.currency) if mentor.rate else "no charge"
    facts: list[Span] = [price, f"seniority {mentor.seniority} of {SENIOR}", *more]
    return words(Bold(mentor.person.name), ", ", *joined(facts))


def _about(mentor: Mentor) -> list[Text]:
    asks = "accepts each booking first" if needs_acceptance(mentor) else ""
    return [words(text) for text in (mentor.headline, ", ".join(mentor.tags), asks) if text]


def _lines(*lines: Text) -> Text:
    first, *others = lines
    return (*first, *(span for line in others for span in ("\n", *line)))


def _choice(ways: Iterable[tuple[Mentor, ShowWeek | TakeSlot]]) -> Choice:
    """The mentors to choose from; of namesakes the headline is told."""
    listed = list(ways)
    names = Counter(mentor.person.name for mentor, _ in listed)
    return Choice(
        "Choose a mentor",
        tuple(
            Option(mentor.person.name, way, mentor.headline if names[mentor.person.name] > 1 else "")
            for mentor, way in listed
        ),
    )


def count_text(first: int, shown: int, total: int) -> str:
    """`7–12 of 312`."""
    return f"{first + 1}–{first + shown} of {total}" if shown > 1 else f"{first + 1} of {total}"


def _around(found: FreeMentors, reader: Person) -> list[datetime]:
    """The times before and after, on the clock's own steps in the reader's zone; none that has passed."""
    step = found.step
    beyond = found.at.astimezone(ZoneInfo(reader.clock_zone)).minute % step
    times = (found.at - timedelta(minutes=beyond or step), found.at + timedelta(minutes=step - beyond))
    return [at for at in times if at > found.now]
