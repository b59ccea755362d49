"""The last invitation of each person, and what the next mail takes along."""

from dataclasses import replace

import pytest

from bot.calendar_entries import entry_of
from core.clock import Clock
from core.councils import Attendance, CouncilStatus, Place, Seat, Standing
from core.desk import Desk
from core.errands import Errand, Task
from core.invitations import Method, Parties
from core.notices import KEPT
from core.people import Person, Role
from core.sessions import Cancellation, CancelReason, Reassignment, Status, moved
from core.usecases.invitations import ReadyInvitation, next_invitation
from gateways.jitsi import JitsiRooms
from storage.message_tables import invitations
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.core.polls import a_council
from tests.storage.samples import DAY, HOUR, TEN, a_person, a_session
from tests.storage.test_housekeeping import counted, swept

pytestmark = pytest.mark.spec("EML-3")


class Post:
    """Mails about one session or council, drawn one after the other."""

    def __init__(self, store: SqlStore, session: int | None = None, council: int | None = None) -> None:
        self.desk = Desk(store, JitsiRooms("https://meet.example"))
        self.session, self.council = session, council
        self.errands = 0

    def errand(self, person: Person) -> Errand:
        self.errands += 1
        return Errand(
            self.errands,
            Task.SHOW_FILE,
            "mail",
            person.id,
            MORNING,
            f"test:{self.errands}",
            session=self.session,
            council=self.council,
        )

    def draw(self, person: Person, errand: Errand | None = None) -> ReadyInvitation | None:
        parties = Parties("parley@example.org", f"{person.id}@example.org", "Parley", person.name)
        return next_invitation(self.desk, person, errand or self.errand(person), parties, entry_of)


@pytest.fixture
def three(store: SqlStore) -> tuple[Person, Person, Person]:
    """Two mentors and a mentee."""
    ana, cleo = (a_person(name, roles=frozenset({Role.MENTOR})) for name in ("Ana", "Cleo"))
    ben = a_person("Ben")
    with store.write() as tx:
        for person in (ana, cleo, ben):
            tx.people.add(person)
    return ana, cleo, ben


def said(ready: ReadyInvitation | None) -> tuple[Method, int] | None:
    return None if ready is None else (ready.invited.method, ready.invited.sequence)


@pytest.mark.spec("RSC-5")
def test_a_session_is_booked_moved_given_to_another_mentor_and_cancelled(
    store: SqlStore, three: tuple[Person, Person, Person]
) -> None:
    ana, cleo, ben = three
    session = a_session(ana.id, ben.id)
    with store.write() as tx:
        tx.sessions.add(session)
    post = Post(store, session.id)

    def change(after: object) -> None:
        nonlocal session
        assert isinstance(after, type(session))
        with store.write() as tx:
            tx.sessions.save(after, was=session.revision)
        session = after

    first = post.errand(ben)
    assert said(post.draw(ben, first)) == (Method.REQUEST, 0)
    assert post.draw(ben, first) == post.draw(ben, first), "tried again, it is the same"
    assert said(post.draw(ana)) == (Method.REQUEST, 0)
    assert post.draw(ben) is None, "nothing has changed"

    change(moved(session, starts_at=TEN + DAY))
    assert [said(post.draw(each)) for each in (ana, ben)] == [(Method.REQUEST, 1)] * 2

    change(moved(session, mentor=cleo.id, reassignment=Reassignment.PENDING_ACCEPTANCE))
    left = post.draw(ana)
    assert said(left) == (Method.CANCEL, 2)
    assert left is not None
    assert "Cleo" not in left.entry.title
    assert left.invited.starts_at == TEN + DAY
    new, waits = post.draw(cleo), post.draw(ben)
    assert (said(new), said(waits)) == ((Method.REQUEST, 0), (Method.REQUEST, 2))
    assert waits is not None
    assert not waits.entry.agreed
    assert post.draw(ana) is None

    change(
        moved(
            session,
            status=Status.CANCELLED,
            cancellation=Cancellation(Role.MENTEE, MORNING, CancelReason.NO_NEED),
        )
    )
    assert [said(post.draw(each)) for each in three] == [None, (Method.CANCEL, 1), (Method.CANCEL, 3)]


def test_what_was_given_up_goes_with_the_next_mail(
    store: SqlStore, three: tuple[Person, Person, Person]
) -> None:
    ana, _, ben = three
    session = a_session(ana.id, ben.id)
    with store.write() as tx:
        tx.sessions.add(session)
    post = Post(store, session.id)
    lost = post.errand(ben)
    assert post.draw(ben, lost) is not None
    with store.write() as tx:
        tx.invitations.give_up(session.id, ben.id, lost.id)
    assert said(post.draw(ben)) == (Method.REQUEST, 1)
    with store.write() as tx:
        tx.invitations.give_up(session.id, ben.id, lost.id)
    assert post.draw(ben) is None, "a later one has taken its place"


@pytest.mark.spec("CNL-8")
def test_whoever_leaves_a_council_has_it_taken_out_of_their_calendar(
    store: SqlStore, three: tuple[Person, Person, Person]
) -> None:
    ana, cleo, ben = three
    council = a_council(
        coordinator=ana.id,
        status=CouncilStatus.CONFIRMED,
        starts_at=TEN,
        seats=(Seat(ana.id, 1, MORNING, standing=Standing.PARTICIPATING),),
    )
    with store.write() as tx:
        tx.councils.add(council)
        tx.councils.put_places({council.id: [Place(ben.id, MORNING)]})
    post = Post(store, council=council.id)
    invited = post.draw(ben)
    assert said(invited) == (Method.REQUEST, 0)
    assert invited is not None
    assert (invited.entry.starts_at, invited.entry.ends_at) == (TEN, TEN + HOUR)
    assert said(post.draw(ana)) == (Method.REQUEST, 0)
    assert post.draw(cleo) is None, "she has no part in it"
    with store.write() as tx:
        tx.councils.put_places({council.id: [Place(ben.id, MORNING, attendance=Attendance.LEFT)]})
    assert said(post.draw(ben)) == (Method.CANCEL, 1)
    with store.write() as tx:
        tx.councils.save(
            replace(council, status=CouncilStatus.CANCELLED, revision=council.revision + 1),
            was=council.revision,
        )
    assert said(post.draw(ana)) == (Method.CANCEL, 1)


@pytest.mark.spec("NTF-1")
def test_invitations_are_forgotten_with_what_they_were_about(
    store: SqlStore, clock: Clock, three: tuple[Person, Person, Person]
) -> None:
    ana, _, ben = three
    session = a_session(ana.id, ben.id)
    with store.write() as tx:
        tx.sessions.add(session)
    assert Post(store, session.id).draw(ben) is not None
    clock.move(KEPT)
    swept(store)
    assert counted(store, invitations) == 1
    clock.move(2 * DAY)
    swept(store)
    assert counted(store, invitations) == 0
