"""What in the programme needs an admin, and the summary of a week."""

from collections.abc import Iterator, Sequence

from bot.actions.disputes import ShowDispute, ShowDisputes
from bot.actions.members import ShowMember
from bot.actions.statistics import Report, ShowHealth, ShowReportOf
from bot.labels import when, who
from bot.sentences import label, lines, msg, own, say, say_many
from bot.statistics.cards import counts, rating
from bot.statistics.periods import period_label
from bot.typed.command_words import own as own_command
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Facts,
    Hint,
    Label,
    Option,
    Paragraph,
    Part,
    Row,
    Show,
    Text,
    choice,
    words,
)
from core.calendars import Trouble
from core.ids import code_of
from core.usecases.health import AHEAD, DISPUTED_FOR, ProgrammeHealth, WeeklySummary

TROUBLES = {
    Trouble.NO_ADDRESS: msg("{who}: what was given is no address, since {when}"),
    Trouble.NOT_HTTPS: msg("{who}: the address is not safe, since {when}"),
    Trouble.UNSAFE: msg("{who}: the address leads into a private network, since {when}"),
    Trouble.UNREACHABLE: msg("{who}: nobody answers, since {when}"),
    Trouble.TOO_SLOW: msg("{who}: the server is too slow, since {when}"),
    Trouble.LOGIN_REFUSED: msg("{who}: the server wants another password, since {when}"),
    Trouble.NOT_FOUND: msg("{who}: there is nothing at the address, since {when}"),
    Trouble.SERVER_ERROR: msg("{who}: the server fails, since {when}"),
    Trouble.NOT_A_CALENDAR: msg("{who}: what is there is no calendar, since {when}"),
    Trouble.TOO_BIG: msg("{who}: the calendar is too large, since {when}"),
    Trouble.TOO_MUCH: msg("{who}: the calendar has too many entries, since {when}"),
    Trouble.LOCKED: msg("{who}: the address can no longer be read from the database, since {when}"),
}


def health_card(health: ProgrammeHealth) -> Card:
    """`/admin health`: each thing that needs attention, with a way to it."""
    return Card(label("Programme health"), tuple(_health(health)))


def summary_card(summary: WeeklySummary) -> Card:
    """Monday's notice to admins: how last week went, and what needs attention now."""
    week = summary.week
    period = period_label(week.period)
    if week.total:
        report = ShowReportOf(Report.STATISTICS, week.period.first, week.period.last)
        last: tuple[Part, ...] = (
            counts(week),
            Facts((rating(week),)),
            Row((Button(label("Statistics"), report), Button(label("Programme health"), ShowHealth()))),
        )
    else:
        last = (Paragraph(say("No sessions in this period: {period}.", period=period)),)
    switch = say(
        "An admin can switch this weekly message off: {command}.",
        command=Code(own_command("/admin policies set weekly summary no")),
    )
    return Card(
        label("The week of the programme: {period}", period=period),
        (*last, *_health(summary.health), Hint(switch)),
    )


def _health(health: ProgrammeHealth) -> Iterator[Part]:
    if not (health.scarce[0] or health.idle[0] or health.disputes[0] or health.calendars[0]):
        yield Paragraph(say("All is well: nothing needs your attention."))
        return
    yield from _scarce(health)
    yield from _idle(health)
    yield from _disputes(health)
    yield from _calendars(health)


def _scarce(health: ProgrammeHealth) -> Iterator[Part]:
    count, first = health.scarce
    if not count:
        return
    title = label(
        "Mentors without two free times in the next {days} days: {count}", days=AHEAD.days, count=count
    )
    people = [health.people[mentor] for mentor in first]
    yield _section(title, [words(who(person)) for person in people], count)
    yield choice(
        label("Open a mentor"), tuple(Option(own(person.name), ShowMember(person.id)) for person in people)
    )


def _idle(health: ProgrammeHealth) -> Iterator[Part]:
    count, first = health.idle
    if not count:
        return
    title = label("Mentees on a plan without a session this month: {count}", count=count)
    said = [
        words(who(health.people[each.person]))
        if each.ever
        else say("{who}, who has never had one", who=who(health.people[each.person]))
        for each in first
    ]
    yield _section(title, said, count)
    people = [health.people[each.person] for each in first]
    yield choice(
        label("Open a mentee"), tuple(Option(own(person.name), ShowMember(person.id)) for person in people)
    )


def _disputes(health: ProgrammeHealth) -> Iterator[Part]:
    count, first = health.disputes
    if not count:
        return
    hours = DISPUTED_FOR.total_seconds() // 3600
    title = label("Disputes open for more than {hours} h: {count}", hours=int(hours), count=count)
    said = [
        say(
            "{session} by {who}, since {when}",
            session=own(code_of(each.session)),
            who=who(health.people[each.person]),
            when=when(each.opened_at, health.reader, Show.SHORT),
        )
        for each in first
    ]
    yield _section(title, said, count)
    options = tuple(Option(own(code_of(each.session)), ShowDispute(each.id)) for each in first)
    yield choice(label("Open a dispute"), options)
    if count > len(first):
        yield Row((Button(label("All disputes"), ShowDisputes()),))


def _calendars(health: ProgrammeHealth) -> Iterator[Part]:
    count, first = health.calendars
    if not count:
        return
    title = label("Calendars that cannot be read: {count}", count=count)
    said = [
        say(
            TROUBLES[each.trouble],
            who=who(health.people[each.mentor]),
            when=when(each.since, health.reader, Show.SHORT),
        )
        for each in first
    ]
    yield _section(title, said, count)
    people = {each.mentor: health.people[each.mentor] for each in first}
    yield choice(
        label("Open whose calendar it is"),
        tuple(Option(own(person.name), ShowMember(person.id)) for person in people.values()),
    )


def _section(title: Label, said: Sequence[Text], count: int) -> Paragraph:
    more = count - len(said)
    rest = say_many("and {n} more", "and {n} more", more) if more else ()
    return Paragraph(lines(words(Bold(title)), *said, rest))
