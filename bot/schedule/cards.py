"""A mentor's schedule as cards: totals, week, list, mentees; and anybody's week."""

from datetime import timedelta

from bot.actions.availability import ShowAvailability
from bot.actions.mentors import BrowseMentors
from bot.actions.schedule import ShowMentees, ShowMyWeek, ShowSchedule, ShowScheduleList
from bot.actions.sessions import ShowSession, ShowSessions
from bot.councils.coming_cards import coming_parts
from bot.formats import plain
from bot.labels import countdown, length, moment_label, moment_with, primary, row, title_of, when, who
from bot.schedule.week_cards import week_parts
from bot.sentences import dotted, label, lines, number, say, say_many
from bot.session_facts import attention, state_of
from bot.ui import (
    Bold,
    Button,
    Card,
    Cell,
    Fact,
    Facts,
    Line,
    Paragraph,
    Part,
    Row,
    Show,
    Table,
    Text,
    words,
)
from core.people import Person
from core.ports.overviews import MenteeTotals, Totals
from core.usecases.schedule import MenteesPage, MentorList, MentorWeek, SessionWeek
from core.usecases.session_views import SessionView

_WEEK = timedelta(days=7)


def mentor_week_card(shown: MentorWeek) -> Card:
    """Totals, and the week with its picture."""
    doors = (Button(label("As a list"), ShowScheduleList()), Button(label("My mentees"), ShowMentees()))
    return Card(
        label("Your schedule"),
        (
            Facts(totals_facts(shown.totals)),
            *week_parts(shown.week),
            _turns(shown.week, ShowSchedule),
            row(*doors, Button(label("My availability"), ShowAvailability())),
        ),
    )


def own_week_card(week: SessionWeek) -> Card:
    """Everything that one gives and takes in a week."""
    doors = row(
        Button(label("As a list"), ShowSessions()), primary(label("Book a session"), BrowseMentors())
    )
    return Card(label("Your week"), (*week_parts(week), _turns(week, ShowMyWeek), doors))


def mentor_list_card(shown: MentorList) -> Card:
    """Totals, and the sessions ahead one after the other."""
    parts: list[Part] = [Facts(totals_facts(shown.totals))]
    if shown.views:
        columns = (
            label("When ({zone})", zone=shown.reader.clock_zone), label("Mentee"), label("Title"), label("Length"),
            label("Status"), label("ID"), label("To do"),
        )  # fmt: skip
        parts.append(Table(label("Upcoming sessions"), columns, tuple(map(_session, shown.views))))
        parts.append(
            Row(
                tuple(
                    Button(
                        moment_with(v.session.starts_at, v.other, shown.reader),
                        ShowSession(v.session.id),
                    )
                    for v in shown.views
                ),
                columns=1,
            )
        )
    elif not shown.councils:
        parts.append(Paragraph(say("Nothing is coming up.")))
    parts += coming_parts(shown.councils)
    turns = [Button(label("‹ Back"), ShowScheduleList(shown.page - 1))] if shown.page else []
    turns += [Button(label("More ›"), ShowScheduleList(shown.page + 1))] if shown.more else []
    turns += [
        Button(label("As a week"), ShowSchedule()),
        Button(label("My mentees"), ShowMentees()),
        Button(label("Past"), ShowSessions(past=True)),
    ]
    return Card(label("Your schedule"), (*parts, Row(tuple(turns))))


def mentees_card(shown: MenteesPage) -> Card:
    """The mentees with counts, and when they were and will be there."""
    parts: list[Part] = []
    if shown.mentees:
        zone = shown.reader.clock_zone
        columns = (
            label("Mentee"), label("Sessions"), label("Completed"), label("Last ({zone})", zone=zone),
            label("Next ({zone})", zone=zone),
        )  # fmt: skip
        table = tuple(_mentee(person, each, shown.reader) for person, each in shown.mentees)
        parts.append(Table(label("Your mentees"), columns, table))
    else:
        parts.append(Paragraph(say("You have no mentees yet. Whoever books you appears here.")))
    turns = [Button(label("‹ Back"), ShowMentees(shown.page - 1))] if shown.page else []
    turns += [Button(label("More ›"), ShowMentees(shown.page + 1))] if shown.more else []
    turns += [Button(label("‹ My schedule"), ShowSchedule())]
    return Card(label("Your mentees"), (*parts, Row(tuple(turns))))


def totals_facts(totals: Totals) -> tuple[Fact, ...]:
    """The four numbers of a mentor."""
    return (
        (label("Mentees"), words(number(totals.mentees))),
        (label("Sessions, all time"), words(number(totals.sessions))),
        (label("Upcoming"), words(number(totals.upcoming))),
        (label("Completed"), words(number(totals.completed))),
    )


def _session(view: SessionView) -> Line:
    session = view.session
    starts = moment_label(session.starts_at, view.reader)
    cells = (
        Cell(starts, int(session.starts_at.timestamp())),
        Cell(view.other.name),
        Cell(title_of(session.topic)),
        Cell(length(session.minutes), session.minutes),
        Cell(plain(words(state_of(view)))),
        Cell(session.code),
        Cell(plain(attention(view))),
    )
    return Line(cells, _line(view))


def _line(view: SessionView) -> Text:
    session = view.session
    first = say(
        "{when} ({countdown}) · {who}",
        when=when(session.starts_at, view.reader, Show.SHORT),
        countdown=countdown(session.starts_at - view.now),
        who=who(view.other),
    )
    about = say(
        "{title} · {length} · {state} · {code}",
        title=Bold(title_of(session.topic)),
        length=length(session.minutes),
        state=state_of(view),
        code=session.code,
    )
    return lines(first, about, attention(view))


def _mentee(mentee: Person, totals: MenteeTotals, reader: Person) -> Line:
    cells = (
        Cell(mentee.name),
        Cell(number(totals.sessions), totals.sessions),
        Cell(number(totals.completed), totals.completed),
        *(Cell(moment_label(at, reader) if at else "") for at in (totals.last, totals.next)),
    )
    return Line(cells, _told(mentee, totals, reader))


def _told(mentee: Person, totals: MenteeTotals, reader: Person) -> Text:
    counts = say_many(
        "{n} session, {completed} completed", "{n} sessions, {completed} completed",
        totals.sessions, completed=totals.completed,
    )  # fmt: skip
    last = (
        say("last {when}", when=when(totals.last, reader, Show.SHORT))
        if totals.last
        else say("no session yet")
    )
    coming = say("next {when}", when=when(totals.next, reader, Show.SHORT)) if totals.next else ()
    return lines(words(who(mentee)), dotted(counts, last, coming))


def _turns(week: SessionWeek, show: type[ShowSchedule] | type[ShowMyWeek]) -> Row:
    before, after = week.first - _WEEK, week.first + _WEEK
    here = week.first <= week.today < after
    now = () if here else (Button(label("This week"), show()),)
    return Row(
        (Button(label("‹ Week before"), show(before)), *now, Button(label("Week after ›"), show(after))),
        columns=3,
    )
