"""Choosing a mentor: the list with its searches and filters, and who is free at a time."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.actions.booking import ShowWeek, TakeSlot
from bot.actions.mentors import BrowseMentors, FilterMentors, SearchMentors, ShowMentor, WhoIsFree
from bot.actions.profile import AskForPlan
from bot.dates import clock_text, day_label
from bot.labels import clock, length, moment_label, price_text, primary, quota_text, row, told_apart, when
from bot.sentences import decimal, label, lines, msg, own, say, series
from bot.typed.command_words import own as own_command
from bot.typed.searches import read_search, search_text, searching
from bot.ui import (
    NO_LABEL,
    Bold,
    Button,
    Card,
    Code,
    Entry,
    Fact,
    Facts,
    Gallery,
    Hint,
    Label,
    Link,
    Money,
    Option,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    choice,
    words,
)
from core.confirming import needs_acceptance
from core.mentors import Mentor, Wanted
from core.people import Person
from core.slots import Reason
from core.usecases.picking import FreeMentors, MentorEntry, MentorPage, MentorsPage

SENIORITY = {
    1: msg("early in their career"),
    2: msg("some years of experience"),
    3: msg("experienced"),
    4: msg("senior"),
    5: msg("leading in their field"),
}
NOBODY = {
    Reason.PAST: msg("That time has passed."),
    Reason.DURATION: msg("Nobody offers sessions of that length."),
    Reason.OWN_SESSION: msg("You have a session of your own then."),
    Reason.OFF_GRID: msg("No session starts at that minute."),
    Reason.NOTICE: msg("That is too soon: mentors need more notice."),
    Reason.BOOKED: msg("Everybody who has hours then is booked."),
    Reason.BUFFER: msg("Everybody who has hours then is booked."),
    Reason.CALENDAR: msg("Everybody who has hours then is busy."),
    Reason.WEEK_FULL: msg("Nobody who has hours then takes more sessions that week."),
    Reason.HORIZON: msg("That is further ahead than can be booked."),
}
NO_HOURS = msg("Nobody has hours then.")


def mentors_card(page: MentorsPage, reader: Person, near: tuple[str, ...] = ()) -> Card:
    """Step one: choose a mentor. `near` are names that come close where nobody fits."""
    search = search_text(page.wanted)
    parts: list[Part] = []
    if page.quota.allowed is not None:
        parts.append(Hint(say("This month: {quota}", quota=quota_text(page.quota))))
    if page.quota.allowed == 0:
        parts.append(row(primary(label("Ask for a plan"), AskForPlan())))
    if page.total == 0:
        parts += _nobody_fits(page.wanted, near)
    if page.entries:
        shared = namesakes(entry.mentor for entry in page.entries)
        parts.append(
            Gallery(label("Choose a mentor"), tuple(_entry(each, reader, shared) for each in page.entries))
        )
        count = count_text(page.first, len(page.entries), page.total)
        order = (
            say("{count}, who is free first", count=count)
            if page.soonest
            else say("{count}, by name", count=count)
        )
        parts.append(Hint(order))
        parts.append(typed_name(f"/book {page.entries[0].mentor.person.name}"))
    elif page.total:
        parts.append(Paragraph(say("None of them has a free time at present.")))
    parts += _turns(
        BrowseMentors(page.page - 1, search, page.soonest) if page.page else None,
        BrowseMentors(page.page + 1, search, page.soonest) if page.more else None,
    )
    ways: list[Button] = []
    if page.total > 1:
        order_by = label("By name") if page.soonest else label("Soonest first")
        ways.append(Button(order_by, BrowseMentors(0, search, not page.soonest)))
    ways += [
        Button(label("Search"), SearchMentors()),
        Button(label("Filter"), FilterMentors(search, page.soonest)),
    ]
    if search:
        ways.append(Button(label("Everybody"), BrowseMentors(soonest=page.soonest)))
    parts.append(Row(tuple(ways)))
    return Card(_title(label("Mentors"), page.wanted), tuple(parts))


def mentor_card(page: MentorPage, reader: Person) -> Card:
    """Who a mentor is, what it costs, and when they are free next."""
    mentor, zone = page.mentor, page.mentor.person.clock_zone
    rows: list[Fact] = []
    if mentor.tags:
        rows.append((label("Topics"), series(mentor.tags)))
    rows.append((label("Price"), price_text(mentor.rate, mentor.currency)))
    if page.rating is not None:
        rows.append((label("Rated"), _rating(page.rating)))
    rows.append((label("Seniority"), say(SENIORITY[mentor.seniority])))
    if mentor.verified:
        rows.append((label("Verified"), say("by the programme")))
    if needs_acceptance(mentor):
        rows.append((label("Booking"), say("accepts each booking first")))
    here = say("{time} ({zone})", time=clock_text(page.now, zone), zone=zone)
    rows.append((label("Their time now"), here))
    parts: list[Part] = [Paragraph(words(text)) for text in (mentor.headline, mentor.bio) if text]
    parts.append(Facts(tuple(rows)))
    if page.free:
        parts.append(Paragraph(say("Free next, in your time:")))
        parts.append(
            Row(
                tuple(
                    Button(own(moment_label(at, reader)), TakeSlot(mentor.id, at, page.minutes))
                    for at in page.free
                )
            )
        )
    else:
        parts.append(Paragraph(say("No free time at present.")))
    parts.append(
        row(
            primary(label("All free times"), ShowWeek(mentor.id)),
            Button(label("‹ Mentors"), BrowseMentors()),
        )
    )
    return Card(own(mentor.person.name), tuple(parts))


def introduction_card(mentor: Mentor, rating: float | None, link: str) -> Card:
    """A mentor to people who are no members, perhaps: who that is, and the link to our chat."""
    rows: list[Fact] = [(label("Topics"), series(mentor.tags))] if mentor.tags else []
    rows.append((label("Price"), price_text(mentor.rate, mentor.currency)))
    if rating is not None:
        rows.append((label("Rated"), _rating(rating)))
    rows.append((label("Seniority"), say(SENIORITY[mentor.seniority])))
    said = [Paragraph(words(text)) for text in (mentor.headline, mentor.bio) if text]
    door = Row((Link(label("Book a session"), link),))
    return Card(own(mentor.person.name), (*said, Facts(tuple(rows)), door))


def free_card(found: FreeMentors, reader: Person) -> Card:
    """The mentors who can be booked at one time, each to be taken at once."""
    search = search_text(found.wanted)
    parts: list[Part] = [Paragraph(words(when(found.at, reader)))]
    if found.why is not None:
        parts.append(Paragraph(say(NOBODY.get(found.why, NO_HOURS))))
    if found.entries:
        shared = namesakes(each.mentor for each in found.entries)
        free = (
            mentor_entry(
                each.mentor,
                [*_terms(each.mentor, each.rating), words(length(each.minutes))],
                shared,
                primary(label("Take this time"), TakeSlot(each.mentor.id, found.at, each.minutes)),
                more=_about_button(each.mentor),
            )
            for each in found.entries
        )
        parts.append(Gallery(label("Choose a mentor"), tuple(free)))
        parts.append(Hint(words(count_text(found.first, len(found.entries), found.total))))
        at = found.at.astimezone(ZoneInfo(reader.clock_zone))
        parts.append(typed_name(f"/book {found.entries[0].mentor.person.name} {at:%Y-%m-%d %H:%M}"))
    parts += _turns(
        WhoIsFree(found.at, search, found.page - 1) if found.page else None,
        WhoIsFree(found.at, search, found.page + 1) if found.more else None,
    )
    around = [
        Button(label("At {time}", time=clock(at, reader)), WhoIsFree(at, search))
        for at in _around(found, reader)
    ]
    if around:
        parts.append(Row(tuple(around)))
    parts.append(row(Button(label("Soonest first"), BrowseMentors(0, search, soonest=True))))
    return Card(
        _title(label("Free on {time}", time=moment_label(found.at, reader)), found.wanted), tuple(parts)
    )


def day_card(day: date, starts: Iterable[datetime], search: str, reader: Person) -> Card:
    """A day was typed without a time."""
    buttons = tuple(Button(own(clock(at, reader)), WhoIsFree(at, search)) for at in starts)
    parts: list[Part] = [Paragraph(say("Who is free, and when?"))]
    if buttons:
        parts.append(Row(buttons, columns=4))
    example = Code(own_command(f"/book {search} {day.isoformat()} 3pm".replace("  ", " ")))
    parts += [
        row(primary(label("All mentors"), BrowseMentors(0, search))),
        Hint(say("Or type a time: {command}", command=example)),
    ]
    title = label("At what time on {day}?", day=day_label(day))
    return Card(_title(title, read_search(search)), tuple(parts))


def which_mentor_card(name: str, ways: tuple[tuple[Person, Action], ...]) -> Card:
    """A name of several mentors: ask back, and keep what was typed with it."""
    return Card(
        label("Which mentor?"),
        (
            Paragraph(say("“{name}” fits several mentors.", name=name)),
            choice(
                label("Choose a mentor"), tuple(Option(told_apart(mentor), way) for mentor, way in ways)
            ),
        ),
    )


def near_mentors_card(name: str, ways: tuple[tuple[Person, Action], ...]) -> Card:
    """A name that nobody has: the mentors with names like it, with what was typed besides."""
    return Card(
        label("No such mentor"),
        (
            Paragraph(say("I know no mentor called “{query}”. Did you mean one of these?", query=name)),
            choice(
                label("Choose a mentor"), tuple(Option(told_apart(mentor), way) for mentor, way in ways)
            ),
            row(Button(label("All mentors"), BrowseMentors())),
        ),
    )


def name_or_time_card(mentor: Mentor, at: datetime, reader: Person) -> Card:
    """A text that is a time, and begins with a mentor's name: ask, never guess."""
    name = mentor.person.name
    return Card(
        label("Which do you mean?"),
        (
            Paragraph(
                say(
                    "That can be the mentor {mentor}, or the time {when}.",
                    mentor=Bold(name),
                    when=when(at, reader),
                )
            ),
            Row(
                (
                    Button(label("A time with {mentor}", mentor=name), ShowWeek(mentor.id)),
                    Button(label("Who is free on {time}", time=moment_label(at, reader)), WhoIsFree(at)),
                ),
                columns=1,
            ),
        ),
    )


def mentor_entry(
    mentor: Mentor,
    facts: Sequence[Text],
    shared: Container[str],
    choose: Button | None,
    *,
    note: Text = (),
    more: Button | None = None,
) -> Entry:
    """A mentor among others: `facts` behind the name, and a `note`. Of namesakes the headline is told."""
    name = mentor.person.name
    about = [words(mentor.headline) if mentor.headline else (), series(mentor.tags)]
    return Entry(
        own(name),
        lines(series([Bold(name), *facts]), *about, note),
        note,
        (series(facts), *about),
        choose,
        more,
        own(mentor.headline) if name in shared else NO_LABEL,
    )


def namesakes(mentors: Iterable[Mentor]) -> frozenset[str]:
    """The names that several of the mentors have."""
    names = Counter(mentor.person.name for mentor in mentors)
    return frozenset(name for name, count in names.items() if count > 1)


def typed_name(command: str) -> Hint:
    """A name chooses as well; `command` is an example."""
    return Hint(say("Or type a name: {command}", command=Code(command)))


def seniority_label(mentor: Mentor) -> Label:
    """How experienced a mentor is, in words."""
    return label(SENIORITY[mentor.seniority])


def count_text(first: int, shown: int, total: int) -> Label:
    """`7–12 of 312`."""
    if shown > 1:
        return label("{first}–{last} of {total}", first=first + 1, last=first + shown, total=total)
    return label("{first} of {total}", first=first + 1, total=total)


def _title(title: Label, wanted: Wanted) -> Label:
    asked: list[Text] = [say("“{words}”", words=wanted.words)] if wanted.words else []
    asked += [say("topic {topic}", topic=tag.replace("-", " ")) for tag in wanted.tags]
    if wanted.most is not None:
        asked.append(say("up to {amount}", amount=wanted.most) if wanted.most else say("no charge"))
    return label("{title}: {wanted}", title=title, wanted=series(asked)) if asked else title


def _nobody_fits(wanted: Wanted, near: tuple[str, ...]) -> list[Part]:
    if wanted == Wanted():
        return [Paragraph(say("No mentor can be booked yet."))]
    meant = tuple(
        Button(label("Do you mean {name}?", name=name), BrowseMentors(0, searching(name))) for name in near
    )
    return [Paragraph(say("Nobody fits.")), *([Row(meant, 1)] if meant else [])]


def _entry(entry: MentorEntry, reader: Person, shared: Container[str]) -> Entry:
    mentor = entry.mentor
    return mentor_entry(
        mentor,
        _terms(mentor, entry.rating),
        shared,
        primary(label("Free times"), ShowWeek(mentor.id)),
        note=next_free_text(entry.next_free, reader),
        more=_about_button(mentor),
    )


def next_free_text(at: datetime | None, reader: Person) -> Text:
    """When a mentor is free next, if at all."""
    if at is None:
        return say("no free time at present")
    return say("next free {when}", when=when(at, reader, Show.SHORT))


def _rating(rating: float) -> Text:
    return say("{rating} of 5", rating=decimal(rating))


def standing(mentor: Mentor, rating: float | None) -> list[Text]:
    """Seniority, and how mentees have rated the mentor."""
    rated = [say("rated {rating}", rating=_rating(rating))] if rating is not None else []
    return [words(seniority_label(mentor)), *rated]


def _terms(mentor: Mentor, rating: float | None) -> list[Text]:
    """Price, standing, and whether each booking is to be accepted."""
    price: Text = words(Money(mentor.rate, mentor.currency)) if mentor.rate else say("no charge")
    asks = [say("accepts each booking first")] if needs_acceptance(mentor) else []
    return [price, *standing(mentor, rating), *asks]


def _about_button(mentor: Mentor) -> Button:
    return Button(label("About {mentor}", mentor=mentor.person.name), ShowMentor(mentor.id))


def _turns(back: Action | None, on: Action | None) -> list[Part]:
    turns = [Button(label("‹ Previous"), back)] if back else []
    turns += [Button(label("Next ›"), on)] if on else []
    return [Row(tuple(turns))] if turns else []


def _around(found: FreeMentors, reader: Person) -> list[datetime]:
    """The times before and after, on the clock's own steps in the reader's zone; none that has passed."""
    step = found.step
    beyond = found.at.astimezone(ZoneInfo(reader.clock_zone)).minute % step
    times = (found.at - timedelta(minutes=beyond or step), found.at + timedelta(minutes=step - beyond))
    return [at for at in times if at > found.now]
