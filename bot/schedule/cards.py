"""A mentor's schedule as cards: totals, week, list, mentees; and anybody's week."""

from datetime import timedelta

from bot.actions.availability import ShowAvailability
from bot.actions.mentors import BrowseMentors
from bot.actions.schedule import ShowMentees, ShowMyWeek, ShowSchedule, ShowScheduleList
from bot.actions.sessions import ShowSession, ShowSessions
from bot.councils.coming_cards import coming_parts
from bot.labels import countdown, length, moment_label, primary, row, several, when, who
from bot.schedule.week_cards import week_parts
from bot.session_facts import attention, state_of
from bot.ui import Bold, Button, Card, Facts, Paragraph, Part, Row, Show, Text, words
from core.people import Person
from core.records import MenteeTotals, Totals
from core.usecases.schedule import MenteesPage, MentorList, MentorWeek, SessionWeek
from core.usecases.session_views import SessionView

_WEEK = timedelta(days=7)


def mentor_week_card(shown: MentorWeek) -> Card:
    """Totals, and the week with its picture."""
    doors = (Button("As a list", ShowScheduleList()), Button("My mentees", ShowMentees()))
    return Card(
        "Your schedule",
        (
            Facts(totals_facts(shown.totals)),
            *week_parts(shown.week),
            _turns(shown.week, ShowSchedule),
            row(*doors, Button("My availability", ShowAvailability())),
        ),
    )


def own_week_card(week: SessionWeek) -> Card:
    """Everything that one gives and takes in a week."""
    doors = row(Button("As a list", ShowSessions()), primary("Book a session", BrowseMentors()))
    return Card("Your week", (*week_parts(week), _turns(week, ShowMyWeek), doors))


def mentor_list_card(shown: MentorList) -> Card:
    """Totals, and the sessions ahead one after the other."""
    parts: list[Part] = [Facts(totals_facts(shown.totals))]
    parts += [Paragraph(_line(view)) for view in shown.views]
    if shown.views:
        parts.append(
            Row(
                tuple(
                    Button(
                        f"{moment_label(v.session.starts_at, shown.reader)} {v.other.name.split()[0]}",
                        ShowSession(v.session.id),
                    )
                    for v in shown.views
                ),
                columns=1,
            )
        )
    elif not shown.councils:
        parts.append(Paragraph(words("Nothing is coming up.")))
    parts += coming_parts(shown.councils)
    turns = [Button("‹ Back", ShowScheduleList(shown.page - 1))] if shown.page else []
    turns += [Button("More ›", ShowScheduleList(shown.page + 1))] if shown.more else []
    turns += [
        Button("As a week", ShowSchedule()),
        Button("My mentees", ShowMentees()),
        Button("Past", ShowSessions(past=True)),
    ]
    return Card("Your schedule", (*parts, Row(tuple(turns))))


def mentees_card(shown: MenteesPage) -> Card:
    """The mentees with counts, and when they were and will be there."""
    parts: list[Part] = [Paragraph(_mentee(person, each, shown.reader)) for person, each in shown.mentees]
    if not parts:
        parts.append(Paragraph(words("You have no mentees yet. Whoever books you appears here.")))
    turns = [Button("‹ Back", ShowMentees(shown.page - 1))] if shown.page else []
    turns += [Button("More ›", ShowMentees(shown.page + 1))] if shown.more else []
    turns += [Button("‹ My schedule", ShowSchedule())]
    return Card("Your mentees", (*parts, Row(tuple(turns))))


def totals_facts(totals: Totals) -> tuple[tuple[str, Text], ...]:
    """The four numbers of a mentor."""
    return (
        ("Mentees", words(str(totals.mentees))),
        ("Sessions, all time", words(str(totals.sessions))),
        ("Upcoming", words(str(totals.upcoming))),
        ("Completed", words(str(totals.completed))),
    )


def _line(view: SessionView) -> Text:
    session = view.session
    waits = attention(view)
    return words(
        when(session.starts_at, view.reader, Show.SHORT),
        f" ({countdown(session.starts_at - view.now)}) · ",
        who(view.other),
        "\n",
        Bold(session.topic.title),
        f" · {length(session.minutes)} · {state_of(view)} · {session.code}",
        *(("\n", *waits) if waits else ()),
    )


def _mentee(mentee: Person, totals: MenteeTotals, reader: Person) -> Text:
    last = words("last ", when(totals.last, reader, Show.SHORT)) if totals.last else words("none yet")
    coming = words(" · next ", when(totals.next, reader, Show.SHORT)) if totals.next else ()
    return words(
        who(mentee),
        f"\n{several(totals.sessions, 'session')}, {totals.completed} completed · ",
        *last,
        *coming,
    )


def _turns(week: SessionWeek, show: type[ShowSchedule] | type[ShowMyWeek]) -> Row:
    before, after = week.first - _WEEK, week.first + _WEEK
    here = week.first <= week.today < after
    now = () if here else (Button("This week", show()),)
    return Row(
        (Button("‹ Week before", show(before)), *now, Button("Week after ›", show(after))), columns=3
    )
