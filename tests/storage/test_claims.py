"""Where every person's time goes: no overlap, ever."""

from itertools import pairwise

import pytest
from sqlalchemy import text

from core.clock import Clock
from core.errors.booking import SlotTaken
from core.ids import new_id
from core.ports.claims import Claim
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, MINUTE, TEN, a_claim, at_once, people_in, without_guard

ATTEMPTS = 12


def take(store: SqlStore, *claims: Claim) -> bool:
    try:
        with store.write() as tx:
            tx.claims.take(claims)
    except SlotTaken:
        return False
    return True


def claims_of(store: SqlStore, *people: int) -> list[Claim]:
    with store.read() as tx:
        return list(tx.claims.of(people, MORNING - 30 * DAY, MORNING + 30 * DAY, tx.now))


def overlaps(claims: list[Claim]) -> int:
    """How many neighbours of one person overlap."""
    ordered = sorted(claims, key=lambda claim: (claim.person, claim.starts_at))
    return sum(a.person == b.person and a.ends_at > b.starts_at for a, b in pairwise(ordered))


@pytest.mark.spec("BOK-5")
def test_time_that_overlaps_is_refused_and_time_that_touches_is_not(store: SqlStore) -> None:
    mentor, mentee = people_in(store, "Ada", "Ben")
    assert take(store, a_claim(mentor, minutes=40), a_claim(mentee))
    assert not take(store, a_claim(mentor, TEN + 15 * MINUTE))
    assert not take(store, a_claim(mentor, TEN - 15 * MINUTE, 120))
    assert not take(store, a_claim(mentor, TEN + 10 * MINUTE, 5))
    assert take(store, a_claim(mentor, TEN + 40 * MINUTE))
    assert take(store, a_claim(mentor, TEN - 30 * MINUTE))


@pytest.mark.spec("BOK-5")
def test_a_person_cannot_be_in_two_places_whatever_the_role(store: SqlStore) -> None:
    ada, ben, cleo = people_in(store, "Ada", "Ben", "Cleo")
    assert take(store, a_claim(ada), a_claim(ben))
    assert not take(store, a_claim(ben), a_claim(cleo)), "ben is a mentee at this time"
    assert [claim.person for claim in claims_of(store, ada, ben, cleo)] == [ada, ben]


@pytest.mark.spec("BOK-5")
def test_two_claims_of_one_statement_may_not_overlap_either(store: SqlStore) -> None:
    (ada,) = people_in(store, "Ada")
    assert not take(store, a_claim(ada), a_claim(ada, TEN + 15 * MINUTE))
    assert claims_of(store, ada) == []
    with store.write() as tx:
        tx.claims.take([a_claim(ada)])
        with pytest.raises(SlotTaken):
            tx.claims.take([a_claim(ada, TEN + 15 * MINUTE)])


@pytest.mark.spec("BOK-5")
@pytest.mark.spec("BOK-6")
@pytest.mark.parametrize("shift", [0, 15])
def test_of_many_who_race_for_a_time_one_wins(store: SqlStore, shift: int) -> None:
    mentor, *mentees = people_in(store, "Ada", *(f"Mentee {n}" for n in range(ATTEMPTS)))

    def attempt(number: int) -> bool:
        start = TEN + (number % 2) * shift * MINUTE
        return take(store, a_claim(mentor, start), a_claim(mentees[number], start))

    for _ in range(3):
        assert sum(at_once(ATTEMPTS, attempt)) == 1
        claims = claims_of(store, mentor, *mentees)
        assert len(claims) == 2
        with store.write() as tx:
            for claim in claims:
                tx.claims.release(claim.owner)


@pytest.mark.spec("BOK-5")
def test_many_claims_at_once_do_not_deadlock(store: SqlStore) -> None:
    mentors = people_in(store, *(f"Mentor {n}" for n in range(4)))

    def attempt(number: int) -> bool:
        start = TEN + (number % 3) * 20 * MINUTE
        chosen = mentors if number % 2 else mentors[::-1]
        return take(store, *(a_claim(mentor, start, owner=new_id(MORNING)) for mentor in chosen[:3]))

    at_once(ATTEMPTS, attempt)
    claims = claims_of(store, *mentors)
    assert claims
    assert overlaps(claims) == 0
    assert len(claims) % 3 == 0, "a council has all of its people or none"


@pytest.mark.spec("BOK-5")
def test_without_the_database_guard_the_same_race_double_books(store: SqlStore) -> None:
    without_guard(store)
    mentor, *mentees = people_in(store, "Ada", *(f"Mentee {n}" for n in range(ATTEMPTS)))
    won = at_once(ATTEMPTS, lambda n: take(store, a_claim(mentor, TEN + n * MINUTE), a_claim(mentees[n])))
    assert sum(won) > 1
    assert overlaps(claims_of(store, mentor)) > 0


@pytest.mark.spec("BOK-5")
def test_moving_a_claim_onto_another_is_refused_too(store: SqlStore) -> None:
    (ada,) = people_in(store, "Ada")
    assert take(store, a_claim(ada))
    assert take(store, a_claim(ada, TEN + HOUR, owner=7))
    onto = text("UPDATE claims SET starts_at = (SELECT min(starts_at) FROM claims) WHERE owner = 7")
    with pytest.raises(Exception, match="claims_no_overlap"), store.engines.writer.begin() as connection:
        connection.execute(onto)


@pytest.mark.spec("BOK-4")
def test_a_hold_that_has_expired_is_nobodys_time(store: SqlStore, clock: Clock) -> None:
    ada, ben, cleo = people_in(store, "Ada", "Ben", "Cleo")
    until = MORNING + 10 * MINUTE
    assert take(store, a_claim(ada, expires_at=until), a_claim(ben, expires_at=until))
    assert not take(store, a_claim(ada), a_claim(cleo))
    clock.move(11 * MINUTE)
    assert claims_of(store, ada, ben) == []
    assert take(store, a_claim(ada), a_claim(cleo))


@pytest.mark.spec("BOK-4")
def test_a_hold_is_kept_for_good_only_before_it_expires(store: SqlStore, clock: Clock) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    until = MORNING + 10 * MINUTE
    assert take(store, a_claim(ada, owner=1, expires_at=until), a_claim(ben, owner=2, expires_at=until))
    with store.write() as tx:
        assert tx.claims.keep(1, tx.now)
    clock.move(10 * MINUTE)
    with store.write() as tx:
        assert not tx.claims.keep(2, tx.now)
        assert not tx.claims.keep(3, tx.now)
    assert [claim.person for claim in claims_of(store, ada, ben)] == [ada]


@pytest.mark.spec("BOK-8")
def test_a_hold_is_kept_until_its_mentor_has_to_answer(store: SqlStore, clock: Clock) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    first, second = MORNING + 10 * MINUTE, MORNING + 60 * MINUTE
    assert take(store, a_claim(ada, owner=1, expires_at=first))
    with store.write() as tx:
        assert tx.claims.keep(1, tx.now, second)
    clock.move(30 * MINUTE)
    assert not take(store, a_claim(ada, owner=2))
    clock.move(30 * MINUTE)
    with store.write() as tx:
        assert not tx.claims.keep(1, tx.now), "it has passed"
    assert take(store, a_claim(ada, owner=2), a_claim(ben, owner=2))


@pytest.mark.spec("BOK-4")
def test_a_claim_is_read_as_it_was_made(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    claim = a_claim(ada, TEN, 40, expires_at=MORNING + HOUR, buffer_minutes=10)
    assert take(store, claim)
    assert claims_of(store, ada, ben) == [claim]
    with store.read() as tx:
        assert tx.claims.of([ada], TEN + 40 * MINUTE, TEN + HOUR, tx.now) == []
        assert tx.claims.of([ada], TEN - HOUR, TEN, tx.now) == []
        assert tx.claims.of([], TEN, TEN + HOUR, tx.now) == []


def test_a_move_lets_go_and_claims_in_one_transaction(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    assert take(store, a_claim(ada, owner=1), a_claim(ben, owner=1))
    later = TEN + 15 * MINUTE
    with store.write() as tx:
        tx.claims.release(1)
        tx.claims.take([a_claim(ada, later, owner=1), a_claim(ben, later, owner=1)])
    assert {claim.starts_at for claim in claims_of(store, ada, ben)} == {later}


def test_a_move_that_fails_leaves_the_old_time_claimed(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    assert take(store, a_claim(ada, owner=1))
    assert take(store, a_claim(ben, TEN + HOUR, owner=2))

    def move() -> None:
        with store.write() as tx:
            tx.claims.release(1)
            tx.claims.take([a_claim(ada, TEN + HOUR, owner=1), a_claim(ben, TEN + HOUR, owner=1)])

    with pytest.raises(SlotTaken):
        move()
    assert [claim.starts_at for claim in claims_of(store, ada)] == [TEN]
