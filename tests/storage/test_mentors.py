"""Mentor profiles and schedules."""

from dataclasses import replace
from datetime import date

import pytest

from core.availability import AvailabilityException, Block, BlockKind, DayPattern, Schedule, WeeklyPattern
from core.clock import Clock
from core.mentors import EVERYBODY, Mentor, Wanted
from core.people import Address, Role
from core.ports.mentors import MentorsListed
from storage import migrate
from storage.store import SqlStore, open_store
from storage.transaction import MANY
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


def found(store: SqlStore, text: str = "", limit: int = 10, offset: int = 0, **wanted: object) -> list[str]:
    search = Wanted(text, **wanted)  # type: ignore[arg-type]
    with store.read() as tx:
        mentors = tx.mentors.search(search, limit, offset)
        if limit == 10:
            assert tx.mentors.count(search) == len(mentors)
            for page in (0, 7):  # the last is shown in place of one beyond
                assert tx.mentors.page(search, 10, page) == MentorsListed(mentors, 0, len(mentors))
            if len(mentors) > 1:
                last = MentorsListed(mentors[-1:], len(mentors) - 1, len(mentors))
                assert tx.mentors.page(search, 1, len(mentors) - 1) == last
            assert [mentor for mentor, _ in tx.mentors.schedules(search)] == [
                mentor.id for mentor in mentors
            ]
        return [mentor.person.name for mentor in mentors]


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
        assert tx.mentors.search(EVERYBODY, 10) == [mentor]
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


@pytest.mark.spec("BOK-1")
def test_each_word_begins_a_word_of_name_handle_headline_or_tag(store: SqlStore) -> None:
    zoe = a_mentor(
        "Zoë Müller-O'Hara", headline="Søren's way with C++ & C#", tags=("Machine Learning", ".NET")
    )
    hanna = a_mentor("Hanna Moeller", headline="Sorting", tags=("machines",))
    keep(store, zoe, hanna)
    with store.write() as tx:
        tx.people.set_handle(zoe.person.addresses[0], "crumb_queen")
    for text in (
        "zoe",
        "MULL",
        "muller-ohara",
        "o'h zo",
        "soren c++",
        "c#",
        "net",
        "learn",
        "queen",
        "zoë crumb mach",
    ):
        assert found(store, text) == ["Zoë Müller-O'Hara"], text
    assert found(store, "machine") == ["Hanna Moeller", "Zoë Müller-O'Hara"]
    for text in ("uller", "zoe sorting", "zoe nobody", "%", "_", "!!!", "' OR 1=1", "\x00", "\ud83d", "🦄"):
        assert found(store, text) == [], text


@pytest.mark.spec("BOK-1", "SAF-3")
def test_a_hostile_search_is_answered(store: SqlStore) -> None:
    keep(store, a_mentor("🦄 Ada"))
    assert found(store, "🦄") == ["🦄 Ada"]
    for text in (
        "x" * 100_000,
        "z " * 50_000,
        "👩‍👩‍👧‍👦" * 10_000,
        "%" * 50_000,
        "ﷺ" * 3_000,
        "\ud800" * 5_000,
    ):
        assert found(store, text) == []


@pytest.mark.spec("BOK-1")
def test_a_name_fits_better_than_a_tag_and_a_tag_in_full_better_than_a_word(store: SqlStore) -> None:
    keep(
        store,
        a_mentor("Zora", headline="All about rust", tags=()),
        a_mentor("Yves", tags=("rust",)),
        a_mentor("Paul Rust"),
        a_mentor("Rusty Nail"),
        a_mentor("Rust"),
        a_mentor("Xara", tags=("rust belt",)),
    )
    assert found(store, "rust") == ["Rust", "Rusty Nail", "Paul Rust", "Yves", "Xara", "Zora"]


@pytest.mark.spec("BOK-1")
def test_search_is_narrowed_by_tag_rate_and_name(store: SqlStore) -> None:
    keep(
        store,
        a_mentor("Ada", tags=("Java",), rate=5000, currency="EUR"),
        a_mentor("Ben", tags=("JavaScript", "ada"), rate=5001, currency="USD"),
        a_mentor("Cleo", tags=("java", "kōtlin"), rate=50, currency="JPY"),
        a_mentor("Dora", tags=("Big Data",), rate=50_000, currency="KWD"),
        a_mentor("Ella", tags=("data",)),
    )
    assert found(store, tags=("java",)) == ["Ada", "Cleo"]
    assert found(store, tags=("java", "Kotlin")) == ["Cleo"]
    assert found(store, tags=("big-data",)) == ["Dora"]
    assert found(store, tags=("!",)) == []
    assert found(store, most=50) == ["Ada", "Cleo", "Dora", "Ella"]
    assert found(store, most=0) == ["Ella"]
    assert found(store, "a", most=50) == ["Ada"]
    assert found(store, name="ada") == ["Ada"]
    assert found(store, "ada") == ["Ada", "Ben"]


@pytest.mark.spec("BOK-1")
def test_a_new_name_is_found_and_the_old_one_is_not(store: SqlStore) -> None:
    ada = a_mentor("Ada")
    keep(store, ada)
    with store.write() as tx:
        tx.people.save(replace(ada.person, name="Łukasz"))
    assert found(store, "lukasz") == ["Łukasz"]
    assert found(store, "ada") == []


def test_search_leaves_one_out(store: SqlStore) -> None:
    ada, ben = a_mentor("Ada"), a_mentor("Ben")
    keep(store, ada, ben)
    with store.read() as tx:
        assert tx.mentors.search(EVERYBODY, 10, without=ada.id) == [ben]
        assert tx.mentors.count(EVERYBODY, without=ada.id) == 1
        assert tx.mentors.schedules(EVERYBODY, without=ada.id) == [(ben.id, SCHEDULE)]


def test_several_mentors_come_in_the_order_asked_for(store: SqlStore) -> None:
    ada, ben = a_mentor("Ada", tags=("x",)), a_mentor("Ben", tags=("x", "Y"))
    keep(store, ada, ben)
    with store.read() as tx:
        assert tx.mentors.of([ben.id, 1, ada.id]) == [ben, ada]
        assert tx.mentors.of([]) == []
        assert sorted(tx.mentors.names()) == ["Ada", "Ben"]
        assert sorted(tx.mentors.tags()) == ["Y", "x", "x"]


@pytest.mark.spec("AVL-4")
@pytest.mark.parametrize("others", [0, MANY])
def test_exceptions_of_many_mentors_that_touch_some_dates(store: SqlStore, others: int) -> None:
    ada, ben = a_mentor("Ada"), a_mentor("Ben")
    keep(store, ada, ben)
    long = AvailabilityException(1, date(2026, 3, 1), date(2026, 3, 31), BlockKind.BLOCKED)
    short = AvailabilityException(2, date(2026, 3, 9), date(2026, 3, 9), BlockKind.AVAILABLE, 600, 660)
    with store.write() as tx:
        tx.mentors.add_exception(ada.id, long)
        tx.mentors.add_exception(ben.id, short)
    asked = [ada.id, ben.id, *range(others)]
    with store.read() as tx:
        assert tx.mentors.exceptions(asked, date(2026, 3, 9), date(2026, 3, 9)) == {
            ada.id: (long,),
            ben.id: (short,),
        }
        assert tx.mentors.exceptions(asked, date(2026, 3, 10), date(2026, 3, 12)) == {ada.id: (long,)}
        assert tx.mentors.exceptions(asked, date(2026, 4, 1), date(2026, 4, 2)) == {}


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
        assert tx.mentors.search(EVERYBODY, 10)[0].person.addresses == addresses


@pytest.mark.spec("BOK-1", "OPS-2")
def test_mentors_from_before_words_were_kept_are_found_after_the_migration(
    database_url: str, clock: Clock
) -> None:
    zoe = a_mentor("Zoë O'Hara", tags=("Machine Learning",))
    before = open_store(database_url, clock)
    keep(before, zoe)
    with before.write() as tx:
        tx.people.set_handle(zoe.person.addresses[0], "crumb_queen")
    before.close()
    migrate.downgrade(database_url, "0002")
    migrate.upgrade(database_url)
    after = open_store(database_url, clock)
    for text in ("ohara", "queen", "learning"):
        assert found(after, text) == ["Zoë O'Hara"]
    after.close()
