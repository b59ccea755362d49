"""Lists of all sessions and saved views, as cards for admins."""

from datetime import datetime

from bot.actions.admin_sessions import (
    DeleteView,
    FilterSessions,
    ListSessions,
    Quick,
    QuickSessions,
    RenameView,
    SaveView,
    ShowAdminSession,
    ShowViews,
    SortSessions,
)
from bot.actions.jobs import CancelListed, ExportSessions, MessageListed
from bot.admin_sessions.words import REFUND_STATES, SORTED_BY
from bot.dates import clock_text, dated_day, day_label
from bot.formats import money_text
from bot.labels import MEETINGS, local_day, primary, row, title_of
from bot.sentences import dotted, label, lines, msg, number, own, say, say_many, series
from bot.session_facts import status_label
from bot.typed.command_words import own as own_command
from bot.ui import (
    Button,
    Card,
    Cell,
    Code,
    Facts,
    Hint,
    Label,
    Line,
    Money,
    Option,
    Paragraph,
    Part,
    Row,
    Style,
    Table,
    Text,
    choice,
    words,
)
from core.people import Person
from core.refunds import RefundStatus
from core.session_queries import SessionQuery, Sort, StoredQuery
from core.usecases.admin_sessions import Listed, SessionsList, Views

OPENED = 80
"""More options than these, and other buttons, are too many for one message."""
QUICK = {
    Quick.UPCOMING: msg("Upcoming"),
    Quick.TODAY: msg("Today"),
    Quick.PENDING: msg("To be rescheduled"),
    Quick.CANCELLED: msg("Cancelled"),
    Quick.NO_SHOW: msg("No-shows"),
    Quick.REFUNDS: msg("Refunds due"),
}
_IN_TIME = {Sort.WHEN, Sort.CREATED}
_TURNED = {
    (True, True): msg("{order}, latest first"),
    (True, False): msg("{order}, earliest first"),
    (False, True): msg("{order}, from the end"),
    (False, False): msg("{order}, from the beginning"),
}
"""By whether it is about time, and whether the largest comes first."""


def sessions_card(page: SessionsList) -> Card:
    """A page of sessions, what they were filtered by, and the ways on."""
    asked = _asked_facts(page.query, page)
    parts: list[Part] = [Facts(asked)] if asked else []
    if page.beyond is not None:
        said = say("There is no page {page}. This is the last one.", page=page.beyond + 1)
        parts.append(Hint(said))
    parts.append(Paragraph(_how_many(page)))
    if page.listed:
        parts += [_table(page), *_doors(page)]
    parts += [_turns(page), _ways(page), _quick()]
    typed = Code(own_command("/admin sessions status:cancelled mentor:ana from:2026-01-01"))
    parts.append(
        Hint(say("Times are in {zone}. Or type {command}.", zone=page.reader.clock_zone, command=typed))
    )
    title = label("Sessions: {view}", view=page.name) if page.name else label("All sessions")
    return Card(title, tuple(part for part in parts if part != Row(())))


def namesakes_card(found: tuple[Listed, ...], reader: Person, now: datetime) -> Card:
    """Sessions that have the same short name."""
    options = tuple(
        Option(_door(each), ShowAdminSession(each.session.id), _moment(each.session.starts_at, reader, now))
        for each in found
    )
    text = say("Several sessions have this code. Open the right one:")
    return Card(label("Which session?"), (Paragraph(text), choice(label("Open a session"), options)))


def views_card(views: Views) -> Card:
    """The reader's saved views, each to open, rename or delete."""
    if not views.views:
        text = say("You have saved no views yet. Filter the sessions, then press “Save view”.")
        return Card(
            label("Saved views"), (Paragraph(text), row(primary(label("All sessions"), ListSessions())))
        )
    parts: list[Part] = []
    for view in views.views:
        name = own(view.name or "")
        parts.append(Facts(((name, asked_text(view.query)),)))
        parts.append(
            row(
                primary(label("Open “{view}”", view=name), ListSessions(view.id)),
                Button(label("Rename"), RenameView(view.id)),
                Button(label("Delete"), DeleteView(view.id)),
                columns=3,
            )
        )
    hint = say("Or type {command}.", command=Code(own_command("/admin sessions view name")))
    return Card(
        label("Saved views"), (*parts, row(Button(label("All sessions"), ListSessions())), Hint(hint))
    )


def saved_card(view: StoredQuery) -> Card:
    """To the admin who saved or renamed a view."""
    text = say("The view is called “{view}” now. Only you see it.", view=own(view.name or ""))
    days = Hint(say("The days in it stay as they are.")) if view.query.first or view.query.last else None
    doors = row(primary(label("Open it"), ListSessions(view.id)), Button(label("Saved views"), ShowViews()))
    return Card(label("Saved"), (Paragraph(text), *((days,) if days else ()), doors))


def deleted_card(view: StoredQuery) -> Card:
    """To the admin who deleted a view."""
    text = say("The view “{view}” is deleted. No session has changed.", view=own(view.name or ""))
    return Card(label("Deleted"), (Paragraph(text), row(Button(label("Saved views"), ShowViews()))))


def asked_text(query: SessionQuery) -> Text:
    """The filters of a query in one line, people by number."""
    facts = [say("{name}: {value}", name=name, value=value) for name, value in _asked_facts(query, None)]
    return dotted(*facts) or say("all sessions")


def _asked_facts(query: SessionQuery, page: SessionsList | None) -> tuple[tuple[Label, Text], ...]:
    """What was filtered by."""
    rows: list[tuple[Label, Text]] = []
    if query.statuses:
        rows.append((label("Status"), series([status_label(each) for each in query.statuses])))
    if query.first:
        rows.append((label("From"), words(dated_day(query.first))))
    if query.last:
        rows.append((label("To"), words(dated_day(query.last))))
    for title, ids in ((label("Mentor"), query.mentors), (label("Mentee"), query.mentees)):
        if ids:
            rows.append((title, _people(ids, page)))
    if query.meetings:
        rows.append((label("Meeting type"), series([label(MEETINGS[each]) for each in query.meetings])))
    if query.refunds:
        rows.append((label("Refund"), series([label(REFUND_STATES[each]) for each in query.refunds])))
    if query.reassigned or query.pending:
        only = [
            *([label("reassigned")] if query.reassigned else []),
            *([label("with an open request to reschedule")] if query.pending else []),
        ]
        rows.append((label("Only"), series(only)))
    if query.search:
        rows.append((label("Search"), words(own(query.search))))
    if (query.sort, query.descending) != (Sort.WHEN, True):
        turned = _TURNED[query.sort in _IN_TIME, query.descending]
        rows.append((label("Order"), say(turned, order=label(SORTED_BY[query.sort]))))
    return tuple(rows)


def _people(ids: tuple[int, ...], page: SessionsList | None) -> Text:
    if page is None:
        return say_many("{n} person", "{n} people", len(ids))
    return series([own(page.people[each].name) for each in ids if each in page.people])


def _how_many(page: SessionsList) -> Text:
    if not page.count.sessions:
        return say("No session fits.")
    if page.count.more:
        found = say(
            "More than {count} sessions fit. The first {count} can be listed; a filter makes them fewer.",
            count=page.count.sessions,
        )
    else:
        found = say_many("{n} session fits.", "{n} sessions fit.", page.count.sessions)
    if page.pages == 1:
        return found
    where = say("Page {page} of {pages}.", page=page.page + 1, pages=page.pages)
    return lines(found, where)


def _table(page: SessionsList) -> Table:
    columns = (
        label("ID"), label("Title"), label("Mentor"), label("Mentee"), label("When"), label("Minutes"), label("Status"),
        label("Type"), label("Rate"), label("Refund"), label("Reschedules"), label("Created"),
    )  # fmt: skip
    return Table(label("Sessions"), columns, tuple(_line(each, page) for each in page.listed))


def _line(each: Listed, page: SessionsList) -> Line:
    session = each.session
    starts, booked = (_moment(at, page.reader, page.now) for at in (session.starts_at, session.booked_at))
    refund = session.refund
    reschedules = session.mentee_reschedules + session.mentor_reschedules
    rate = money_text(Money(session.rate, session.currency)) if session.rate else label("no charge")
    cells = (
        Cell(session.code),
        Cell(title_of(session.topic)),
        Cell(each.mentor.name),
        Cell(each.mentee.name),
        Cell(starts, int(session.starts_at.timestamp())),
        Cell(number(session.minutes), session.minutes),
        Cell(status_label(session.status)),
        Cell(label(MEETINGS[session.topic.meeting])),
        Cell(rate, session.rate),
        Cell(label(REFUND_STATES[refund.status]) if refund else label(REFUND_STATES[RefundStatus.NONE])),
        Cell(number(reschedules), reschedules),
        Cell(booked, int(session.booked_at.timestamp())),
    )
    parties = label("{mentor} with {mentee}", mentor=each.mentor.name, mentee=each.mentee.name)
    short = dotted(words(session.code), words(starts), words(parties), words(status_label(session.status)))
    return Line(cells, short)


def _doors(page: SessionsList) -> tuple[Part, ...]:
    """Ways to open one of them."""
    if len(page.listed) > OPENED:
        return (
            Hint(
                say("Open one of them with {command}.", command=Code(own_command("/admin session S-7F3K")))
            ),
        )
    options = tuple(Option(_door(each), ShowAdminSession(each.session.id)) for each in page.listed)
    return (choice(label("Open a session"), options),)


def _door(each: Listed) -> Label:
    return label("{code} {mentor}", code=each.session.code, mentor=each.mentor.name.split()[0])


def _turns(page: SessionsList) -> Row:
    turns = [Button(label("‹ Back"), ListSessions(page.stored, page.page - 1))] if page.page else []
    if page.page + 1 < page.pages:
        turns.append(Button(label("More ›"), ListSessions(page.stored, page.page + 1)))
    return Row(tuple(turns))


def _ways(page: SessionsList) -> Row:
    query = page.query
    other = not query.descending
    ways = [
        Button(label("Filter"), FilterSessions(page.stored)),
        Button(label("Save view"), SaveView(page.stored)),
        Button(label("CSV file"), ExportSessions(page.stored)),
        Button(label("Saved views"), ShowViews()),
        Button(label("Turn the order"), SortSessions(page.stored, query.sort, other)),
    ]
    if page.stored:
        ways.append(Button(label("All sessions"), ListSessions()))
    if page.count.sessions:
        ways += [
            Button(label("Cancel these"), CancelListed(page.stored), Style.DANGER),
            Button(label("Write to those concerned"), MessageListed(page.stored)),
        ]
    return Row(tuple(ways))


def _quick() -> Row:
    return Row(tuple(Button(label(QUICK[each]), QuickSessions(each)) for each in Quick), columns=3)


def _moment(at: datetime, reader: Person, now: datetime) -> Label:
    """`Tue 24 Nov 15:00`, with the year where that is another."""
    day = local_day(at, reader)
    said = day_label(day) if day.year == local_day(now, reader).year else dated_day(day)
    return label("{day} {time}", day=said, time=clock_text(at, reader.clock_zone))
