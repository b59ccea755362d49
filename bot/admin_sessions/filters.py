"""What admins type or fill in to list sessions, as a query; what is unclear is refused before anything is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.actions.admin_sessions import Quick
from bot.admin_sessions.words import SORTED_BY
from bot.forms.problems import FieldRefused, about_field
from bot.labels import MEETINGS
from bot.sentences import label, msg, say
from bot.turn import Turn, Unacquainted
from bot.typed.mentions import MENTION, mentioned
from bot.typed.session_filters import (
    FILTERS,
    PAGES,
    REFUNDS,
    STATUSES,
    Typed,
    days_of,
    read_filters,
    read_limit,
    read_number,
    read_sort,
    several,
)
from bot.typed.session_filters import MEETINGS as TYPES
from bot.ui import DateField, Field, Layout, Paragraph, SelectField, TextField
from core.errors.members import MemberNotFound, SeveralMembers
from core.errors.session_queries import FilterUnclear
from core.folding import words_of
from core.people import Person
from core.refunds import RefundStatus
from core.session_queries import SessionQuery
from core.sessions import Meeting, Status
from core.usecases import admin_sessions, members


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the page of what it finds; the first is 0."""

    query: SessionQuery
    page: int = 0


def asked(turn: Turn, text: str) -> Asked:
    """What a typed list asks for.

    Raises FilterUnclear, MemberNotFound, SeveralMembers, and Unacquainted for a mention of somebody unknown.
    """
    typed = read_filters(text)
    statuses, meetings = list(typed.values.get("status", ())), list(typed.values.get("type", ()))
    for word in typed.rest:
        known = "".join(words_of(word.replace("_", " ")))
        if known in STATUSES:
            statuses.append(word)
        elif known in TYPES:
            meetings.append(word)
        else:
            raise FilterUnclear("word", word, FILTERS)
    page = read_number("page", typed.one("page"), PAGES) - 1 if "page" in typed.values else 0
    return Asked(_query(turn, typed, statuses, meetings), page)


def _query(turn: Turn, typed: Typed, statuses: list[str], meetings: list[str]) -> SessionQuery:
    first, last = _days(turn, typed)
    sort, descending = read_sort(typed.one("sort"), typed.flags)
    fields: dict[str, object] = {
        "statuses": [STATUSES[each] for text in statuses for each in several("status", text, STATUSES)],
        "first": first,
        "last": last,
        "mentors": _people(turn, typed.values.get("mentor", [])),
        "mentees": _people(turn, typed.values.get("mentee", [])),
        "meetings": [TYPES[each] for text in meetings for each in several("type", text, TYPES)],
        "refunds": [
            REFUNDS[each]
            for text in typed.values.get("refund", ())
            for each in several("refund", text, REFUNDS)
        ],
        "reassigned": "reassigned" in typed.flags,
        "pending": "pending" in typed.flags,
        "search": typed.one("search"),
        "sort": sort,
        "descending": descending,
    }
    if first or last:
        fields["zone"] = turn.person.clock_zone
    if "limit" in typed.values:
        fields["limit"] = read_limit(typed.one("limit"))
    return SessionQuery.model_validate(fields)


def _days(turn: Turn, typed: Typed) -> tuple[date | None, date | None]:
    today = turn.desk.now().astimezone(ZoneInfo(turn.person.clock_zone)).date()
    locale = turn.person.locale or "en"
    if "on" in typed.values:
        if "from" in typed.values or "to" in typed.values:
            raise FilterUnclear("twice", "on")
        on = days_of("on", typed.one("on"), today, locale)
        return on.first, on.last
    first = days_of("from", typed.one("from"), today, locale).first if "from" in typed.values else None
    last = days_of("to", typed.one("to"), today, locale).last if "to" in typed.values else None
    if first is not None and last is not None and last < first:
        raise FilterUnclear("backwards", f"{first} – {last}")
    return first, last


def _people(turn: Turn, typed: list[str]) -> list[int]:
    """Everybody who is meant by mentions, handles, addresses and names, several of them with commas between."""
    found: list[int] = []
    for text in typed:
        for piece in filter(None, (part.strip() for part in text.split(","))):
            if mention := MENTION.fullmatch(piece):
                address = mentioned(mention[1])
                person = members.mentioned(turn.desk, address)
                if person is None:
                    raise Unacquainted(address)
                found.append(person.id)
            else:
                people = admin_sessions.people_called(turn.desk, turn.person, piece)
                found += [person.id for person in people]
    return found


def quick(which: Quick, today: date, zone: str) -> SessionQuery:
    """The query behind one of the buttons for usual lists."""
    match which:
        case Quick.UPCOMING:
            live = (Status.REQUESTED, Status.SCHEDULED, Status.IN_PROGRESS)
            return SessionQuery(statuses=live, first=today, zone=zone, descending=False)
        case Quick.TODAY:
            return SessionQuery(first=today, last=today, zone=zone, descending=False)
        case Quick.PENDING:
            return SessionQuery(pending=True, descending=False)
        case Quick.CANCELLED:
            return SessionQuery(statuses=(Status.CANCELLED,))
        case Quick.NO_SHOW:
            return SessionQuery(statuses=(Status.NO_SHOW,))
        case Quick.REFUNDS:
            return SessionQuery(refunds=(RefundStatus.PENDING_APPROVAL, RefundStatus.PENDING))


# --- the form

_ANY = "any"
LONGEST = 1500
_ONLY = {"reassigned": msg("Only reassigned"), "pending": msg("Only with an open request to reschedule")}


def layout(query: SessionQuery, people: Mapping[int, Person]) -> Layout:
    """The form with the query's values filled in."""
    several_hint = label("One or several of these, with commas between: {names}.", names=_plain(Status))
    refunds_hint = label(
        "One or several of these, with commas between: {names}.", names=_plain(RefundStatus)
    )
    person_hint = label("A name, a handle or an e-mail address; several with commas between.")
    any_of_them = (_ANY, label("Any"))
    only = "reassigned" if query.reassigned else "pending" if query.pending else _ANY
    fields: tuple[Field, ...] = (
        TextField("status", label("Status"), required=False, initial=", ".join(query.statuses), hint=several_hint),
        DateField("from", label("From"), required=False, initial=_iso(query.first), several=True, past=True),
        DateField(
            "to", label("To"), required=False, initial=_iso(query.last), several=True, past=True, since="from"
        ),
        TextField(
            "mentor",
            label("Mentor"),
            required=False,
            initial=_called(query.mentors, people),
            limit=LONGEST,
            hint=person_hint,
        ),
        TextField(
            "mentee",
            label("Mentee"),
            required=False,
            initial=_called(query.mentees, people),
            limit=LONGEST,
            hint=person_hint,
        ),
        SelectField(
            "type",
            label("Meeting type"),
            (any_of_them, *((each.value, label(MEETINGS[each])) for each in Meeting)),
            initial=query.meetings[0].value if len(query.meetings) == 1 else _ANY,
            required=False,
        ),
        TextField("refund", label("Refund"), required=False, initial=", ".join(query.refunds), hint=refunds_hint),
        SelectField(
            "only",
            label("Only some"),
            ((_ANY, label("All")), *((name, label(said)) for name, said in _ONLY.items())),
            initial=only,
            required=False,
        ),
        TextField(
            "search",
            label("Search"),
            required=False,
            initial=query.search,
            hint=label("Words of the title or of the names of mentor and mentee."),
        ),
        SelectField(
            "sort",
            label("Order"),
            tuple((each.value, label(said)) for each, said in SORTED_BY.items()),
            initial=query.sort.value,
            required=False,
        ),
    )  # fmt: skip
    intro = Paragraph(say("Leave empty what does not matter."))
    return Layout(label("Filter sessions"), label("Show them"), fields, (intro,))


def filled_in(turn: Turn, before: SessionQuery, values: Mapping[str, str]) -> SessionQuery:
    """The query that the form asks for, `before` in what it does not; raises FieldRefused."""
    typed = Typed()
    for name in ("status", "from", "to", "mentor", "mentee", "type", "refund", "search", "sort"):
        if (text := values.get(name, "").strip()) and text != _ANY:
            typed.values[name] = [text]
    if (only := values.get("only", _ANY)) in _ONLY:
        typed.flags.add(only)
    if typed.one("sort") == before.sort.value:
        typed.flags.add("desc" if before.descending else "asc")
    try:
        with about_field("mentor", MemberNotFound, SeveralMembers):
            _people(turn, typed.values.get("mentor", []))
        with about_field("mentee", MemberNotFound, SeveralMembers):
            _people(turn, typed.values.get("mentee", []))
        query = _query(turn, typed, typed.values.get("status", []), typed.values.get("type", []))
    except FilterUnclear as unclear:
        field = "to" if unclear.field == "backwards" else unclear.field
        raise FieldRefused(field, unclear) from unclear
    return query.changed(limit=before.limit)


def _plain(members: type[Status] | type[RefundStatus]) -> str:
    return ", ".join(member.value for member in members)


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _called(ids: Sequence[int], people: Mapping[int, Person]) -> str:
    """Each by what nobody else is called."""
    return ", ".join(_unmistakable(people[each]) for each in ids if each in people)


def _unmistakable(person: Person) -> str:
    return person.email or next((f"@{handle}" for _, handle in person.handles), person.name)
