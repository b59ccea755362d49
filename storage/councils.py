"""Councils, registrations and notes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Insert,
    Row,
    Select,
    Table,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.dialects import postgresql

from core.councils import (
    AHEAD,
    Attendance,
    Council,
    CouncilNote,
    CouncilStatus,
    Place,
    PollAnswer,
    ProposedTime,
    Seat,
    Standing,
    Suggestion,
    Verdict,
    Vote,
)
from core.errors.councils import StaleCouncil
from core.ids import CODE_BITS, bits_of
from core.people import Plan
from storage.bulk import Bulk
from storage.council_tables import (
    IS_CONFIRMED,
    IS_INVITING,
    IS_POLLING,
    IS_UNENDED,
    council_notes,
    council_places,
    council_proposals,
    council_seats,
    council_suggestions,
    council_votes,
    councils,
)
from storage.tables import people
from storage.transaction import UnitOfWork


def _held(query: Select[Any], *, others: bool = False) -> Select[Any]:
    """The query, its rows held; `others` leaves out what another transaction is at."""
    return query.with_for_update(key_share=True, skip_locked=others, of=councils)


def _of_councils(table: Table, *order: ColumnElement[Any]) -> Select[Any]:
    return select(table).where(table.c.council.in_(bindparam("councils", expanding=True))).order_by(*order)


def _upsert(table: Table) -> Bulk:
    """Insert or replace by primary key."""
    key = list(table.primary_key.columns)

    def putting(given: FromClause) -> Insert:
        rows = select(*given.c).order_by(*(given.c[column.name] for column in key))
        new = postgresql.insert(table).from_select(given.c.keys(), rows)
        rest = {column.name: new.excluded[column.name] for column in table.c if not column.primary_key}
        return new.on_conflict_do_update(index_elements=key, set_=rest)

    return Bulk(table.c, putting)


_GET = select(councils).where(councils.c.id == bindparam("council"))
_TAKE = _held(_GET)
_OF = select(councils).where(councils.c.id.in_(bindparam("councils", expanding=True)))
_SAVE = update(councils).where(
    councils.c.id == bindparam("of_council"), councils.c.revision == bindparam("was")
)
_SEATS = _of_councils(council_seats, council_seats.c.place)
_PROPOSALS = _of_councils(council_proposals, council_proposals.c.priority, council_proposals.c.starts_at)
_VOTES = _of_councils(council_votes, council_votes.c.answered_at, council_votes.c.mentor)
_SUGGESTIONS = _of_councils(council_suggestions, council_suggestions.c.starts_at, council_suggestions.c.id)
_PLACES = _of_councils(council_places, council_places.c.registered_at, council_places.c.person).where(
    council_places.c.attendance != Attendance.LEFT.value
)
_INVITED = (
    select(people.c.id)
    .where(
        people.c.id > bindparam("after"),
        people.c.id != bindparam("coordinator"),
        people.c.plan == Plan.COUNCIL.value,
        ~people.c.suspended,
        people.c.id.not_in(
            select(council_seats.c.mentor)
            .where(council_seats.c.council == bindparam("council"))
            .union_all(
                select(council_places.c.person).where(council_places.c.council == bindparam("council"))
            )
        ),
    )
    .order_by(people.c.id)
    .limit(bindparam("limit"))
)
_INVITING = select(councils.c.id).where(IS_INVITING).order_by(councils.c.id)
_INVITED_UNTIL = select(councils.c.inviting_after).where(councils.c.id == bindparam("council"))
_INVITE_AFTER = (
    update(councils)
    .where(
        councils.c.id == bindparam("which"), councils.c.inviting_after.is_distinct_from(bindparam("person"))
    )
    .values(inviting_after=bindparam("person"))
)
_PLACE = select(council_places).where(
    council_places.c.council == bindparam("council"), council_places.c.person == bindparam("person")
)
_PUT_SEATS = _upsert(council_seats)
_PUT_PROPOSALS = _upsert(council_proposals)
_PUT_VOTES = _upsert(council_votes)
_PUT_PLACES = _upsert(council_places)
_OTHER_PROPOSALS = delete(council_proposals).where(
    council_proposals.c.council == bindparam("of_council"),
    council_proposals.c.id.not_in(bindparam("kept", expanding=True)),
)
_OTHER_SEATS = delete(council_seats).where(
    council_seats.c.council == bindparam("of_council"),
    council_seats.c.mentor.not_in(bindparam("kept", expanding=True)),
)
_THEIR_SEAT = update(council_seats).where(
    council_seats.c.council == bindparam("of_council"), council_seats.c.mentor == bindparam("of_mentor")
)
_SUGGEST = postgresql.insert(council_suggestions).on_conflict_do_nothing()
_NOTES = select(council_notes).where(council_notes.c.council == bindparam("council"))
_DUE = (
    select(councils.c.id)
    .where(IS_POLLING, councils.c.deadline <= bindparam("now"))
    .order_by(councils.c.deadline, councils.c.id)
)
_OVER = (
    select(councils.c.id)
    .where(IS_CONFIRMED, councils.c.ends_at <= bindparam("until"))
    .order_by(councils.c.ends_at, councils.c.id)
)
_TAKE_FREE = _held(
    select(councils)
    .where(councils.c.id.in_(bindparam("councils", expanding=True)))
    .order_by(councils.c.deadline, councils.c.id),
    others=True,
)
_TAKE_ALL = _held(
    select(councils).where(councils.c.id.in_(bindparam("councils", expanding=True))).order_by(councils.c.id)
)
_CONFIRMED_AFTER = (
    select(councils.c.id)
    .where(IS_CONFIRMED, councils.c.starts_at >= bindparam("start"))
    .order_by(councils.c.starts_at, councils.c.id)
)
_CODED = select(councils.c.id).where(councils.c.code == bindparam("bits")).order_by(councils.c.id.desc())
_SITS = exists().where(
    council_seats.c.council == councils.c.id, council_seats.c.mentor == bindparam("person")
)
_HAS_PLACE = exists().where(
    council_places.c.council == councils.c.id,
    council_places.c.person == bindparam("person"),
    council_places.c.attendance != Attendance.LEFT.value,
)
_SEATED = select(council_seats.c.council).where(council_seats.c.mentor == bindparam("person"))
_PLACED = select(council_places.c.council).where(
    council_places.c.person == bindparam("person"),
    council_places.c.attendance != Attendance.LEFT.value,
)
_IS_OUT = council_seats.c.standing.in_([Standing.ABSENT.value, Standing.DROPPED.value])
_COORDINATES = councils.c.coordinator == bindparam("person")
_IS_AHEAD = councils.c.status.in_([status.value for status in AHEAD])
_IS_PENDING = councils.c.status == CouncilStatus.PENDING.value
_PAGE = select(councils).limit(bindparam("limit")).offset(bindparam("offset"))
_SOONEST = (
    func.coalesce(councils.c.starts_at, councils.c.deadline, councils.c.created_at),
    councils.c.id,
)
_EVERYTHING = _PAGE.where(IS_UNENDED).order_by(*_SOONEST)
_LISTED = _PAGE.where(
    IS_UNENDED,
    or_(_IS_AHEAD & or_(councils.c.open, _COORDINATES, _SITS, _HAS_PLACE), _IS_PENDING & _COORDINATES),
).order_by(*_SOONEST)
_CONCERNING = (
    select(councils)
    .where(IS_UNENDED, _IS_AHEAD, or_(_COORDINATES, _SITS.where(~_IS_OUT), _HAS_PLACE))
    .order_by(*_SOONEST)
    .limit(bindparam("limit"))
)
_BETWEEN = (
    select(councils)
    .where(councils.c.status.in_([CouncilStatus.CONFIRMED.value, CouncilStatus.COMPLETED.value]))
    .where(councils.c.starts_at < bindparam("end"), councils.c.ends_at > bindparam("start"))
    .where(councils.c.id.in_(union(_SEATED.where(~_IS_OUT), _PLACED)))
    .order_by(councils.c.starts_at, councils.c.id)
)
_OWN = union(select(councils.c.id).where(_COORDINATES), _SEATED, _PLACED)
_PAST = _PAGE.where(~_IS_AHEAD, ~_IS_PENDING, councils.c.id.in_(_OWN)).order_by(
    func.coalesce(councils.c.starts_at, councils.c.ended_at).desc(), councils.c.id
)


class SqlCouncils:
    """Meets core.ports.councils.Councils."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def get(self, council: int) -> Council | None:
        """The council."""
        return next(iter(self._all(_GET, {"council": council})), None)

    def of(self, councils: Iterable[int]) -> Sequence[Council]:
        """These councils, in any order; what is none is left out."""
        return self._all(_OF, {"councils": sorted({*councils})})

    def take(self, council: int) -> Council | None:
        """The council, its row held until the transaction ends; on SQLite nobody else writes."""
        return next(iter(self._all(_TAKE, {"council": council})), None)

    def add(self, council: Council) -> None:
        """A new council with its seats and proposals."""
        values = {"id": council.id, "code": council.id & CODE_BITS, **_values(council)}
        self._work.connection.execute(insert(councils), values)
        self._put_seats([council])
        self.put_proposals(council.id, council.proposals)

    def save(self, council: Council, was: int) -> None:
        """The council and its seats, provided the stored revision is still `was`; raises StaleCouncil."""
        self.save_all([(council, was)])

    def save_all(self, councils: Sequence[tuple[Council, int]]) -> None:
        """What `save` does with each and the revision it had, in this order, at once."""
        if not councils:
            return
        rows = [{"of_council": each.id, "was": was, **_values(each)} for each, was in councils]
        saved = self._work.connection.execute(_SAVE, rows)
        if saved.rowcount != len(rows):
            raise StaleCouncil(councils[0][0].id)
        self._put_seats([council for council, _ in councils])

    def _put_seats(self, councils: Sequence[Council]) -> None:
        execute = self._work.connection.execute
        for council in councils:
            if council.status is CouncilStatus.PENDING:  # later nobody who was asked is forgotten
                kept = [seat.mentor for seat in council.seats]
                execute(_OTHER_SEATS, {"of_council": council.id, "kept": kept})
        if rows := [{"council": each.id, **_seat_values(s)} for each in councils for s in each.seats]:
            _PUT_SEATS.execute(self._work, rows)

    def put_proposals(self, council: int, proposals: Sequence[ProposedTime]) -> None:
        """These are its proposals now; votes on those that are gone go with them."""
        kept = [proposal.id for proposal in proposals]
        self._work.connection.execute(_OTHER_PROPOSALS, {"of_council": council, "kept": kept})
        if proposals:
            rows = [{"council": council, **asdict(each)} for each in proposals]
            _PUT_PROPOSALS.execute(self._work, rows)

    def put_votes(self, council: int, votes: Sequence[Vote]) -> None:
        """Keep these answers in place of earlier ones."""
        if votes:
            rows = [{"council": council, "answered_at": self._work.now, **_vote_values(v)} for v in votes]
            _PUT_VOTES.execute(self._work, rows)

    def explain(self, council: int, mentor: int, conflict: str) -> None:
        """Keep the mentor's explanation of their conflicts."""
        values = {"of_council": council, "of_mentor": mentor, "conflict": conflict}
        self._work.connection.execute(_THEIR_SEAT, values)

    def add_suggestion(self, council: int, suggestion: Suggestion) -> None:
        """Keep another time that a mentor has suggested; one that is known is left out."""
        self._work.connection.execute(_SUGGEST, {"council": council, **asdict(suggestion)})

    def note_mentor_joined(self, council: int, mentor: int, at: datetime) -> None:
        """Keep when the mentor came first."""
        first = _THEIR_SEAT.where(council_seats.c.joined_at.is_(None))
        self._work.connection.execute(first, {"of_council": council, "of_mentor": mentor, "joined_at": at})

    def places(self, councils: Iterable[int]) -> Mapping[int, tuple[Place, ...]]:
        """The registrations of each council, whoever left aside, in the order they were made."""
        found: defaultdict[int, list[Place]] = defaultdict(list)
        for row in self._work.connection.execute(_PLACES, {"councils": sorted({*councils})}):
            found[row.council].append(_place_of(row))
        return {council: tuple(places) for council, places in found.items()}

    def invited(self, council: Council, after: int, limit: int) -> Sequence[int]:
        """Active members on the council plan who have nothing to do with the council yet, by id from `after` on."""
        values = {
            "council": council.id,
            "coordinator": council.coordinator,
            "after": after,
            "limit": limit,
        }
        return self._work.connection.execute(_INVITED, values).scalars().all()

    def inviting(self) -> Sequence[int]:
        """The councils of which not all who are invited have been told."""
        return self._work.connection.execute(_INVITING).scalars().all()

    def invited_until(self, council: int) -> int | None:
        """The last member who has been told of the council; None where nobody is left to be told."""
        found: int | None = self._work.connection.execute(_INVITED_UNTIL, {"council": council}).scalar_one()
        return found

    def invite_after(self, council: int, person: int | None) -> None:
        """Go on telling of the council behind this member; None: nobody is left to be told."""
        self._work.connection.execute(_INVITE_AFTER, {"which": council, "person": person})

    def place(self, council: int, person: int) -> Place | None:
        """The person's registration, also one they have left."""
        row = self._work.connection.execute(_PLACE, {"council": council, "person": person}).one_or_none()
        return None if row is None else _place_of(row)

    def put_places(self, places: Mapping[int, Sequence[Place]]) -> None:
        """Insert or replace these registrations for each council."""
        rows = [
            {"council": council, **asdict(place), "attendance": place.attendance.value}
            for council, those in places.items()
            for place in those
        ]
        if rows:
            _PUT_PLACES.execute(self._work, rows)

    def notes(self, council: int) -> Sequence[CouncilNote]:
        """The private notes, oldest first."""
        rows = self._work.connection.execute(_NOTES.order_by(council_notes.c.id), {"council": council})
        return [CouncilNote(row.id, row.author, row.at, row.text) for row in rows]

    def add_note(self, council: int, note: CouncilNote) -> None:
        """Keep a private note."""
        self._work.connection.execute(insert(council_notes), {"council": council, **asdict(note)})

    def due(self, now: datetime) -> Sequence[int]:
        """The councils whose deadline has passed, oldest first."""
        return self._work.connection.execute(_DUE, {"now": now}).scalars().all()

    def over(self, until: datetime) -> Sequence[int]:
        """The confirmed ones that ended by then, oldest first."""
        return self._work.connection.execute(_OVER, {"until": until}).scalars().all()

    def take_free(self, councils: Sequence[int]) -> Sequence[Council]:
        """These, oldest deadline first, their rows held; whoever is at work on one keeps it."""
        return self._all(_TAKE_FREE, {"councils": [*councils]})

    def take_all(self, councils: Sequence[int]) -> Sequence[Council]:
        """These, their rows held."""
        return self._all(_TAKE_ALL, {"councils": [*councils]})

    def confirmed_after(self, start: datetime) -> Sequence[int]:
        """The confirmed ones that begin then or later, in their order."""
        return self._work.connection.execute(_CONFIRMED_AFTER, {"start": start}).scalars().all()

    def listed(self, person: int, limit: int, offset: int = 0, *, everything: bool) -> Sequence[Council]:
        """What is ahead: open ones and the person's own, soonest first; `everything` is for admins."""
        page = {"limit": limit, "offset": offset}
        return self._all(*((_EVERYTHING, page) if everything else (_LISTED, {**page, "person": person})))

    def concerning(self, person: int, limit: int) -> Sequence[Council]:
        """What is ahead of those that the person coordinates, is asked to or has to do with, soonest first."""
        return self._all(_CONCERNING, {"person": person, "limit": limit})

    def between(self, person: int, start: datetime, end: datetime) -> Sequence[Council]:
        """Decided ones that lie in [start, end), if only in part, and in which the person has a seat or a place."""
        return self._all(_BETWEEN, {"person": person, "start": start, "end": end})

    def coded(self, code: str) -> Sequence[int]:
        """Those with this short name, the latest first."""
        return self._work.connection.execute(_CODED, {"bits": bits_of(code, "C")}).scalars().all()

    def past(self, person: int, limit: int, offset: int = 0) -> Sequence[Council]:
        """What has ended of those that the person coordinated or took part in, latest first."""
        return self._all(_PAST, {"person": person, "limit": limit, "offset": offset})

    def _all(self, query: Select[Any], wanted: Mapping[str, object]) -> list[Council]:
        rows = self._work.connection.execute(query, wanted).all()
        if not rows:
            return []
        ids = {"councils": [row.id for row in rows]}
        seats, proposals, votes, suggestions = (
            _by_council(self._work.connection.execute(of, ids).all())
            for of in (_SEATS, _PROPOSALS, _VOTES, _SUGGESTIONS)
        )
        return [
            _council_of(
                row,
                tuple(map(_seat_of, seats[row.id])),
                tuple(
                    ProposedTime(r.id, r.starts_at, r.priority, r.suggested_by) for r in proposals[row.id]
                ),
                tuple(
                    Vote(r.mentor, r.proposal, PollAnswer(r.answer), r.since, r.until)
                    for r in votes[row.id]
                ),
                tuple(Suggestion(r.id, r.mentor, r.starts_at) for r in suggestions[row.id]),
            )
            for row in rows
        ]


def _by_council(rows: Iterable[Row[Any]]) -> defaultdict[int, list[Row[Any]]]:
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.council].append(row)
    return found


_APART = {"id", "seats", "proposals", "votes", "suggestions"}
_PLAIN = tuple(name for name in Council.__dataclass_fields__ if name not in _APART)


def _values(council: Council) -> dict[str, object]:
    return {
        **{name: getattr(council, name) for name in _PLAIN},
        "expertise": list(council.expertise),
        "status": council.status.value,
        "ends_at": council.ends_at,
        "verdict": council.verdict and _verdict_values(council.verdict),
    }


def _verdict_values(verdict: Verdict) -> dict[str, object]:
    return {**asdict(verdict), "over": verdict.over and verdict.over.isoformat()}


def _verdict_of(values: dict[str, Any]) -> Verdict:
    over = values["over"]
    return Verdict(**{**values, "over": over and datetime.fromisoformat(over)})


def _seat_values(seat: Seat) -> dict[str, object]:
    values = {name: getattr(seat, name) for name in Seat.__dataclass_fields__}
    return {**values, "shared": list(seat.shared), "standing": seat.standing.value}


def _seat_of(row: Row[Any]) -> Seat:
    return Seat(
        mentor=row.mentor,
        place=row.place,
        invited_at=row.invited_at,
        seniority=row.seniority,
        shared=tuple(row.shared),
        lead=row.lead,
        standing=Standing(row.standing),
        conflict=row.conflict,
        joined_at=row.joined_at,
    )


def _vote_values(vote: Vote) -> dict[str, object]:
    return {**asdict(vote), "answer": vote.answer.value}


def _place_of(row: Row[Any]) -> Place:
    return Place(
        person=row.person,
        registered_at=row.registered_at,
        goals=row.goals,
        questions=row.questions,
        attendance=Attendance(row.attendance),
        busy=row.busy,
        joined_at=row.joined_at,
    )


def _council_of(
    row: Row[Any],
    seats: tuple[Seat, ...],
    proposals: tuple[ProposedTime, ...],
    votes: tuple[Vote, ...],
    suggestions: tuple[Suggestion, ...],
) -> Council:
    plain = {name: getattr(row, name) for name in _PLAIN}
    plain |= {
        "expertise": tuple(row.expertise),
        "status": CouncilStatus(row.status),
        "verdict": row.verdict and _verdict_of(row.verdict),
    }
    return Council(
        id=row.id, seats=seats, proposals=proposals, votes=votes, suggestions=suggestions, **plain
    )
