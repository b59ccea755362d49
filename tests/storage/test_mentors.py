"""Mentor profiles and schedules."""

from dataclasses import replace
from datetime import date

import pytest

from core.availability import AvailabilityException, Block, BlockKind, DayPattern, Schedule, WeeklyPattern
from core.clock import Clock
from core.mentors import Mentor
from core.people import Address, Role
from storage.store import SqlStore
from tests.storage.samples import DAY, a_person

WORKDAY = DayPattern(True, (Block(540, 1020), Block(720, 780, BlockKind.BREAK)))
WEEKLY = WeeklyPattern((WORKDAY,) * 5 + (DayPattern(False, (Block(600, 1500),)), DayPattern()))
SCHEDULE = Schedule("Europe/Berlin", WEEKLY, (), 45, 10, 120, 30, 5, instant_booking=False)


def a_mentor(name: str = "Ada", **more: object) -> Mentor:
    values: dict[str, object] = {
        "schedule": SCHEDULE,
        "headline": "Compilers",
        "tags": ("python", "rust"),
        **more,
    }
    person = a_person(name, roles=frozenset({Role.MENTOR}), suspended=values.pop("suspended", False))
    return Mentor(person, **values)  # type: ignore[arg-type]


def keep(store: SqlStore, *mentors: Mentor) -> None:
    with store.write() as tx:
        for mentor in mentors:
            tx.people.add(mentor.person)
            tx.mentors.save(mentor)


def found(store: SqlStore, text: str, limit: int = 10, offset: int = 0) -> list[str]:
    with store.read() as tx:
        names = [mentor.person.name for mentor in tx.mentors.search(text, limit, offset)]
        if limit == 10:
            assert tx.mentors.count(text) == len(names)
        return names


@pytest.mark.spec("AVL-1")
def test_a_mentor_is_read_as_they_were_written(store: SqlStore) -> None:
    ada = a_mentor(
        bio="long", seniority=5, rate=4500, currency="EUR", verified=False, meeting_link="https://a.example"
    )
    keep(store, ada)
    with store.read() as tx:
        assert tx.mentors.get(ada.id) == ada
        assert tx.mentors.get(1) is None


def test_saving_again_replaces_the_profile(store: SqlStore) -> None:
    ada = a_mentor()
    keep(store, ada)
    changed = replace(ada, headline="Poetry", tags=(), accepting=False, schedule=Schedule("Asia/Kolkata"))
    with store.write() as tx:
        tx.mentors.save(changed)
    with store.read() as tx:
        assert tx.mentors.get(ada.id) == changed


def test_exceptions_come_with_the_schedule_until_they_are_over(store: SqlStore, clock: Clock) -> None:
    ada = a_mentor()
    keep(store, ada)
    closed = AvailabilityException(1, date(2026, 3, 2), date(2026, 3, 4), BlockKind.BLOCKED, reason="away")
    opened = AvailabilityException(2, date(2026, 3, 1), date(2026, 3, 1), BlockKind.AVAILABLE, 600, 660)
    long_ago = AvailabilityException(3, date(2026, 2, 1), date(2026, 2, 28), BlockKind.BLOCKED)
    with store.write() as tx:
        for exception in (closed, opened, long_ago):
            tx.mentors.add_exception(ada.id, exception)
    with store.read() as tx:
        mentor = tx.mentors.get(ada.id)
        assert mentor is not None
        assert mentor.schedule == replace(SCHEDULE, exceptions=(opened, closed))
        assert tx.mentors.search("", 10) == [mentor]
    clock.move(DAY)
    with store.write() as tx:
        mentor = tx.mentors.get(ada.id)
        assert mentor is not None
        assert mentor.schedule.exceptions == (closed,)
        assert not tx.mentors.remove_exception(1, closed.id), "it is somebody else's"
        assert tx.mentors.remove_exception(ada.id, closed.id)
        assert not tx.mentors.remove_exception(ada.id, closed.id)


@pytest.mark.spec("BOK-1")
def test_search_finds_bookable_mentors_by_name_handle_headline_and_tag(store: SqlStore) -> None:
    ada, ben = a_mentor("Ada"), a_mentor("Benoît", headline="Baking", tags=("bread",))
    keep(store, ada, ben)
    with store.write() as tx:
        tx.people.set_handle(ben.person.addresses[0], "crumbs")
    assert found(store, "") == ["Ada", "Benoît"]
    assert (
        found(store, "benoit")
        == found(store, "CRUMB")
        == found(store, "bak")
        == found(store, "bread")
        == ["Benoît"]
    )
    assert found(store, "rust") == ["Ada"]
    assert found(store, "", limit=1, offset=1) == ["Benoît"]


@pytest.mark.spec("BOK-3")
@pytest.mark.parametrize(
    "hindrance",
    [
        {"active": False},
        {"verified": False},
        {"accepting": False},
        {"suspended": True},
        {"schedule": replace(SCHEDULE, active=False)},
    ],
)
def test_search_leaves_out_who_cannot_be_booked(store: SqlStore, hindrance: dict[str, object]) -> None:
    keep(store, a_mentor(**hindrance))
    assert found(store, "") == []


def test_a_mentor_with_two_addresses_is_found_once(store: SqlStore) -> None:
    addresses = (Address("slack", "T1", "UX"), Address("telegram", "", "9"))
    ada = a_mentor()
    keep(store, replace(ada, person=replace(ada.person, addresses=addresses)))
    assert found(store, "") == ["Ada"]
    with store.read() as tx:
        assert tx.mentors.search("", 10)[0].person.addresses == addresses
