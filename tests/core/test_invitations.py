"""Whatever becomes of a session, and however mails go astray, calendars end up with what is so."""

from collections import deque
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.calendar_entries import entry_of
from core.calendars import session_uid
from core.councils import CouncilStatus
from core.invitations import (
    Invited,
    Method,
    Parties,
    Place,
    invite,
    place_of_council,
    place_of_session,
    withdraw,
)
from core.sessions import Reassignment, Session, Status, moved
from core.usecases.invitations import Gone
from core.usecases.subscriptions import Booked
from gateways.calendars.invitations import invitation
from playground.mail.calendar import CalendarClient
from tests.conftest import MORNING
from tests.depth import examples
from tests.storage.samples import DAY, HOUR, MINUTE, a_session

pytestmark = pytest.mark.spec("EML-3", "RSC-5")

MENTORS = (1, 2, 3)
MENTEE = 9
BOT = "parley@example.org"


def parties_of(person: int) -> Parties:
    return Parties(BOT, f"p{person}@example.org", "Parley", f"Person {person}")


class Mailing(RuleBasedStateMachine):
    """One session, three mentors who can have it, and everybody's queue of mails; each is drawn when it leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MORNING
        self.session = a_session(1, MENTEE, MORNING + 5 * DAY)
        self.concerned = {1, MENTEE}
        self.clients = {p: CalendarClient(f"p{p}@example.org") for p in (*MENTORS, MENTEE)}
        self.last: dict[int, Invited] = {}
        self.queues: dict[int, deque[int]] = {p: deque() for p in self.clients}
        self.sent: list[Invited] = []
        self.carriers = 0
        self.tell()

    def tell(self) -> None:
        """A change writes a mail to everybody whom it concerns."""
        for person in sorted(self.concerned):
            self.carriers += 1
            self.queues[person].append(self.carriers)

    def change(self, after: Session) -> None:
        self.session = after
        self.concerned |= {after.mentor, after.mentee}
        self.tell()

    def draw(self, person: int, carrier: int) -> bytes | None:
        last, parties = self.last.get(person), parties_of(person)
        place = place_of_session(self.session, person)
        if place is Place.STANDS:
            entry = entry_of(Booked(self.session, f"Mentor {self.session.mentor}", "Ben", timedelta()))
            invited = invite(last, entry, self.session.id, person, parties, carrier, self.now)
        else:
            assert place is Place.GONE
            invited = withdraw(last, parties, carrier, self.now)
            if invited is not None:
                entry = entry_of(
                    Gone(self.session.id, self.session.code, invited.starts_at, invited.ends_at)
                )
        if invited is None:
            return None
        self.last[person] = invited
        return invitation(entry, invited, parties)

    def deliver(self, person: int) -> None:
        carrier = self.queues[person].popleft()
        if body := self.draw(person, carrier):
            self.clients[person].receive(body, self.last[person].method)

    @property
    def lives(self) -> bool:
        return self.session.status is Status.SCHEDULED

    @precondition(lambda self: self.lives and self.session.has_mentor)
    @rule(days=st.integers(1, 9))
    def move(self, days: int) -> None:
        self.change(moved(self.session, starts_at=MORNING + days * DAY + HOUR))

    @precondition(lambda self: self.lives)
    @rule(place=st.sampled_from(["", "Room 4", "Café Löwe; at 3, upstairs"]))
    def edit(self, place: str) -> None:
        self.change(replace(self.session, topic=replace(self.session.topic, location=place)))

    @precondition(lambda self: self.lives)
    @rule(mentor=st.sampled_from(MENTORS), state=st.sampled_from(sorted(Reassignment)))
    def replace_mentor(self, mentor: int, state: Reassignment) -> None:
        self.change(moved(self.session, mentor=mentor, reassignment=state))

    @precondition(lambda self: self.lives)
    @rule()
    def cancel(self) -> None:
        self.change(moved(self.session, status=Status.CANCELLED))

    @rule(minutes=st.integers(0, 600))
    def wait(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(person=st.sampled_from((*MENTORS, MENTEE)))
    def a_mail_arrives(self, person: int) -> None:
        if self.queues[person]:
            self.deliver(person)

    @rule(person=st.sampled_from((*MENTORS, MENTEE)))
    def a_mail_arrives_twice(self, person: int) -> None:
        """Its answer was lost, so it is sent again."""
        if self.queues[person]:
            carrier = self.queues[person][0]
            bodies = [self.draw(person, carrier), self.draw(person, carrier)]
            assert bodies[0] == bodies[1]
            if bodies[0] is not None:
                self.clients[person].receive(bodies[0], self.last[person].method)
            self.deliver(person)

    @rule(person=st.sampled_from((*MENTORS, MENTEE)))
    def a_mail_is_given_up(self, person: int) -> None:
        """The calendar hears of it with the next one."""
        if self.queues[person]:
            carrier = self.queues[person].popleft()
            self.draw(person, carrier)
            last = self.last.get(person)
            if last is not None and last.carrier == carrier:
                self.last[person] = replace(last, carrier=None)
            self.carriers += 1
            self.queues[person].append(self.carriers)

    def teardown(self) -> None:
        for person, queue in self.queues.items():
            while queue:
                self.deliver(person)
        for person, client in self.clients.items():
            stands = place_of_session(self.session, person) is Place.STANDS
            if self.session.ends_at <= self.now:
                continue
            assert set(client.shown) == ({session_uid(self.session.id)} if stands else set())
            for starts_at, ends_at, title, certain in client.shown.values():
                assert (starts_at, ends_at) == (self.session.starts_at, self.session.ends_at)
                assert title == f"Talk: Mentor {self.session.mentor} and Ben"
                assert certain is not self.session.is_unanswered


def test_any_order_of_changes_and_mails_ends_with_the_right_events_for_all() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Mailing,
        settings=settings(
            max_examples=examples(25, 500),
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nothing_is_sent_where_nothing_has_changed() -> None:
    session = a_session(1, MENTEE)
    entry = entry_of(Booked(session, "Ana", "Ben", timedelta()))
    first = invite(None, entry, session.id, MENTEE, parties_of(MENTEE), 1, MORNING)
    assert first is not None
    assert (first.sequence, first.method) == (0, Method.REQUEST)
    assert invite(first, entry, session.id, MENTEE, parties_of(MENTEE), 2, MORNING + HOUR) is None
    elsewhere = replace(parties_of(MENTEE), attendee="new@example.org")
    again = invite(first, entry, session.id, MENTEE, elsewhere, 3, MORNING + HOUR)
    assert again is not None
    assert again.sequence == 1, "the new address has not heard of it"
    assert withdraw(None, parties_of(MENTEE), 4, MORNING) is None, "nobody was invited"


def test_a_cancellation_comes_from_whoever_invited() -> None:
    session = a_session(1, MENTEE)
    entry = entry_of(Booked(session, "Ana", "Ben", timedelta()))
    first = invite(None, entry, session.id, MENTEE, parties_of(MENTEE), 1, MORNING)
    renamed = replace(parties_of(MENTEE), organizer="other@example.org")
    gone = withdraw(first, renamed, 2, MORNING + HOUR)
    assert gone is not None
    assert (gone.organizer, gone.sequence, gone.method) == (BOT, 1, Method.CANCEL)


def test_what_is_over_is_left_as_it_stands_in_calendars() -> None:
    session = a_session(1, MENTEE)
    entry = entry_of(Booked(session, "Ana", "Ben", timedelta()))
    assert invite(None, entry, session.id, MENTEE, parties_of(MENTEE), 1, session.ends_at) is None
    first = invite(None, entry, session.id, MENTEE, parties_of(MENTEE), 1, MORNING)
    assert withdraw(first, parties_of(MENTEE), 2, session.ends_at) is None
    for status in (Status.COMPLETED, Status.NO_SHOW, Status.REQUESTED, Status.AWAITING_PAYMENT):
        assert place_of_session(replace(session, status=status), MENTEE) is Place.LEFT
    assert place_of_council(CouncilStatus.COMPLETED, takes_part=True) is Place.LEFT


@pytest.mark.spec("CNL-8")
@pytest.mark.parametrize("status", sorted(set(CouncilStatus) - {CouncilStatus.COMPLETED}))
def test_a_council_stands_in_the_calendars_of_those_who_take_part_once_it_is_confirmed(
    status: CouncilStatus,
) -> None:
    stands = status is CouncilStatus.CONFIRMED
    assert (place_of_council(status, takes_part=True) is Place.STANDS) is stands
    assert place_of_council(status, takes_part=False) is Place.GONE
