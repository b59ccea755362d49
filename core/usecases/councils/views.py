"""A council as one person may see it, and who may do what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.councils import (
    AHEAD,
    POLLING,
    Attendance,
    Council,
    CouncilNote,
    CouncilStatus,
    Place,
    Seat,
    Standing,
)
from core.decisions import Decision, Taken, decide
from core.errors.common import NotFound
from core.errors.councils import CouncilPlanNeeded, StaleCouncil
from core.errors.members import ZoneMissing
from core.ids import code_of
from core.people import Person, Plan
from core.policies import Policies
from core.ports.store import Transaction
from core.usecases.councils.claiming import taken_cells
from core.usecases.members import check_active


@dataclass(frozen=True, slots=True)
class Board:
    """What only coordinators see: who answered what, who has not, who has something else by now, private notes."""

    decision: Decision
    silent: tuple[int, ...]
    taken: Taken
    notes: tuple[CouncilNote, ...]


@dataclass(frozen=True, slots=True)
class CouncilView:
    """A council at `now`, without what the viewer may not see; `people` are all who are named in it.

    `seat` and `place` are the viewer's. `asked` and `answered` are numbers of mentors, `registered` and `waiting` of
    mentees. `places` are empty but for coordinators and the council's mentors.
    """

    council: Council
    people: Mapping[int, Person]
    viewer: Person
    coordinates: bool
    seat: Seat | None
    place: Place | None
    registered: int
    waiting: int
    asked: int
    answered: int
    places: tuple[Place, ...]
    board: Board | None
    policies: Policies
    now: datetime

    @property
    def code(self) -> str:
        """The short name, `C-7F3K`."""
        return code_of(self.council.id, "C")

    @property
    def free_places(self) -> int:
        """How many more can register before there is a waiting list."""
        return max(0, self.council.capacity - self.registered)

    @property
    def takes_part(self) -> bool:
        """Whether the viewer is expected: as a mentor who takes part or may come, or as a mentee."""
        return _expected(self.seat, self.place)

    @property
    def may_join(self) -> bool:
        """Whether Join is open for the viewer now."""
        return self.takes_part and self.council.joinable(self.now, self.policies.join_window_minutes)

    @property
    def may_answer(self) -> bool:
        """Whether the viewer is a mentor whose answers count."""
        invited = self.seat is not None and self.seat.standing is Standing.INVITED
        return invited and self.council.status in POLLING

    @property
    def to_answer(self) -> int:
        """How many times the viewer has still to answer."""
        return len(self.council.unanswered(self.viewer.id)) if self.may_answer else 0

    @property
    def due(self) -> datetime | None:
        """Until when the viewer has to answer, or to decide whether it takes place; None where neither."""
        council = self.council
        decides = council.status is CouncilStatus.DECIDING and council.coordinator == self.viewer.id
        return council.deadline if self.to_answer or decides else None

    @property
    def may_register(self) -> bool:
        """Whether the viewer can take a place, or one on the waiting list."""
        if self.viewer.plan is not Plan.COUNCIL or self.viewer.suspended or self.place or self.seat:
            return False
        return self.council.open and registrable(self.council, self.now)

    @property
    def may_leave(self) -> bool:
        """Whether the viewer has a place that they can give up."""
        return self.place is not None and registrable(self.council, self.now)

    @property
    def may_drop_out(self) -> bool:
        """Whether the viewer is a mentor of a confirmed council that has not begun."""
        confirmed = self.council.status is CouncilStatus.CONFIRMED
        return _comes(self.seat) and confirmed and not has_begun(self.council, self.now)


def has_begun(council: Council, now: datetime) -> bool:
    """Whether the time that was decided has come."""
    return council.starts_at is not None and now >= council.starts_at


def registrable(council: Council, now: datetime) -> bool:
    """Whether mentees come and go: from the poll to the start."""
    return council.status in AHEAD and not has_begun(council, now)


def coordinates(council: Council, person: Person) -> bool:
    """Whether this is one of the council's coordinators: admins, and the mentee who called it."""
    return person.is_admin or (council.own and council.coordinator == person.id)


def visible(council: Council, person: Person, place: Place | None) -> bool:
    """Whether the person may know of the council."""
    if coordinates(council, person):
        return True
    if council.status is CouncilStatus.PENDING:
        return False
    if place is not None and place.attendance is not Attendance.LEFT:
        return True
    return council.open or council.seat_of(person.id) is not None


def fresh(tx: Transaction, actor: Person) -> Person:
    """The actor as they are now, whatever they were when the button was drawn."""
    return tx.people.get(actor.id) or actor


def check_caller(actor: Person) -> None:
    """Raise what stands against the actor calling a council: Suspended, ZoneMissing, CouncilPlanNeeded."""
    check_active(actor)
    if actor.zone is None:
        raise ZoneMissing
    if not actor.is_admin and actor.plan is not Plan.COUNCIL:
        raise CouncilPlanNeeded(actor.plan)


def seen_by(
    tx: Transaction, actor: Person, council_id: int, *, hold: bool = False
) -> tuple[Council, Person]:
    """A council that the actor may know of, and the actor as they are now; `hold` keeps its row. Raises NotFound."""
    council = tx.councils.take(council_id) if hold else tx.councils.get(council_id)
    person = fresh(tx, actor)
    if council is None or not visible(council, person, tx.councils.place(council_id, person.id)):
        raise NotFound("council")
    return council, person


def coordinated(tx: Transaction, actor: Person, council_id: int, revision: int | None = None) -> Council:
    """A council that the actor coordinates, its row held; raises NotFound, StaleCouncil."""
    council, person = seen_by(tx, actor, council_id, hold=revision is not None)
    if not coordinates(council, person):
        raise NotFound("council")
    if revision is not None and council.revision != revision:
        raise StaleCouncil(council.id)
    return council


def view_of(tx: Transaction, council: Council, actor: Person) -> CouncilView:
    """The council as the actor sees it."""
    view = views_of(tx, [council], actor)[0]
    return replace(view, board=_board(tx, council, view.viewer)) if view.coordinates else view


def views_of(tx: Transaction, councils: Sequence[Council], actor: Person) -> tuple[CouncilView, ...]:
    """The councils as the actor sees them in a list, without what is on their coordinators' boards."""
    if not councils:
        return ()
    viewer = fresh(tx, actor)
    places = tx.councils.places(council.id for council in councils)
    named = {viewer.id, *(person for each in councils for person in _named(each))}
    named |= {place.person for each in places.values() for place in each}
    people = {person.id: person for person in tx.people.of(named)}
    people.setdefault(viewer.id, viewer)
    return tuple(_view(tx, council, viewer, people, places.get(council.id, ())) for council in councils)


def _comes(seat: Seat | None) -> bool:
    return seat is not None and seat.standing in {Standing.PARTICIPATING, Standing.OPTIONAL}


def _expected(seat: Seat | None, place: Place | None) -> bool:
    return _comes(seat) or (place is not None and place.attendance is Attendance.REGISTERED)


def _named(council: Council) -> set[int]:
    return {council.coordinator, *(seat.mentor for seat in council.seats)}


def _view(
    tx: Transaction,
    council: Council,
    viewer: Person,
    people: Mapping[int, Person],
    places: tuple[Place, ...],
) -> CouncilView:
    runs = coordinates(council, viewer)
    seat = council.seat_of(viewer.id)
    asked = council.with_standing(Standing.INVITED)
    prepares = runs or _comes(seat)
    registered = sum(place.attendance is Attendance.REGISTERED for place in places)
    own = next((place for place in places if place.person == viewer.id), None)
    shown = council if runs else _public(council, viewer, expected=_expected(seat, own))
    named = {viewer.id, *_named(shown), *(place.person for place in places if prepares)}
    return CouncilView(
        council=shown,
        people={person: people[person] for person in named},
        viewer=viewer,
        coordinates=runs,
        seat=seat,
        place=own,
        registered=registered,
        waiting=len(places) - registered,
        asked=len(asked),
        answered=len(asked) - len(council.silent),
        places=places if prepares else (),
        board=None,
        policies=tx.policies(),
        now=tx.now,
    )


def _board(tx: Transaction, council: Council, viewer: Person) -> Board:
    taken = taken_cells(tx, council) if council.status in POLLING else frozenset()
    notes = tx.councils.notes(council.id)
    theirs = tuple(note for note in notes if viewer.is_admin or note.author == viewer.id)
    return Board(decide(council, taken), council.silent, taken, theirs)


def _public(council: Council, viewer: Person, *, expected: bool) -> Council:
    """Without what others have answered, explained and suggested; nobody who is absent is named.

    The link is for those who are `expected`.
    """
    hidden = {Standing.ABSENT, Standing.DROPPED}
    return replace(
        council,
        seats=tuple(
            seat if seat.mentor == viewer.id else replace(seat, conflict="")
            for seat in council.seats
            if seat.standing not in hidden or seat.mentor == viewer.id
        ),
        votes=tuple(vote for vote in council.votes if vote.mentor == viewer.id),
        suggestions=tuple(each for each in council.suggestions if each.mentor == viewer.id),
        meeting_url=council.meeting_url if expected else "",
    )
