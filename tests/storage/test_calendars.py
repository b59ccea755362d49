"""Mentors' calendars and their busy times."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from core.calendars import CalendarBusy, CalendarKind, CalendarLink, Stretch, Trouble
from core.clock import Clock
from core.ports.store import Overtaken
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, MINUTE, TEN, at_once
from tests.storage.test_mentors import a_mentor, keep

LEASE = 10 * MINUTE


def a_link(mentor: int, number: int = 1, **more: object) -> CalendarLink:
    values: dict[str, object] = {
        "kind": CalendarKind.FEED,
        "url": f"https://cal.example/{number}",
        "zone": "Europe/Berlin",
        "added_at": MORNING,
        "read_at": MORNING,
        "refreshed_at": MORNING,
        "due_at": MORNING + 15 * MINUTE,
        **more,
    }
    return CalendarLink(number, mentor, **values)  # type: ignore[arg-type]


def mentors_in(store: SqlStore, *names: str) -> list[int]:
    mentors = [a_mentor(name) for name in names]
    keep(store, *mentors)
    return [mentor.id for mentor in mentors]


def put(store: SqlStore, link: CalendarLink, *busy: Stretch) -> CalendarLink:
    with store.write() as tx:
        tx.calendars.put(link)
        tx.calendars.replace_busy(link, busy)
    return link


def an_hour(start: datetime) -> Stretch:
    return start, start + HOUR


@pytest.mark.spec("AVL-5")
def test_a_calendar_is_read_as_it_was_written_and_replaced(store: SqlStore) -> None:
    ada, ben = mentors_in(store, "Ada", "Ben")
    first = put(store, a_link(ada, 2))
    second = put(store, a_link(ada, 1, added_at=MORNING + HOUR, kind=CalendarKind.CALDAV, etag='"1"'))
    changed = put(
        store,
        replace(
            first,
            last_modified="Monday",
            unreadable=3,
            failing_since=MORNING,
            failures=4,
            trouble=Trouble.UNREACHABLE,
            told_at=MORNING,
        ),
    )
    with store.read() as tx:
        assert tx.calendars.of(ada) == [changed, second], "in the order they were added"
        assert tx.calendars.of(ben) == []
        assert tx.calendars.get(2) == changed
        assert tx.calendars.get(9) is None


@pytest.mark.spec("AVL-5", "SLT-2")
def test_busy_times_are_found_by_mentor_and_range(store: SqlStore) -> None:
    ada, ben, mia = mentors_in(store, "Ada", "Ben", "Mia")
    put(store, a_link(ada, 1), an_hour(TEN), an_hour(TEN + DAY))
    put(store, a_link(ada, 2), an_hour(TEN))
    put(store, a_link(ben, 3), an_hour(TEN))
    with store.read() as tx:
        at_ten = CalendarBusy(ada, *an_hour(TEN))
        assert tx.calendars.busy([ada], TEN, TEN + HOUR) == [at_ten, at_ten]
        assert tx.calendars.busy([ada, mia], TEN + HOUR, TEN + DAY) == [], "both ends touch only"
        assert [found.mentor for found in tx.calendars.busy([ben, ada], TEN, TEN + 2 * DAY)] == [
            ada
        ] * 3 + [ben]
        assert tx.calendars.busy([], TEN, TEN + DAY) == []


@pytest.mark.spec("AVL-5")
def test_busy_times_are_replaced_for_one_calendar_alone(store: SqlStore) -> None:
    (ada,) = mentors_in(store, "Ada")
    link, other = (
        put(store, a_link(ada, 1), an_hour(TEN), an_hour(TEN + DAY)),
        put(store, a_link(ada, 2), an_hour(TEN)),
    )
    longer = (TEN - HOUR, TEN + HOUR)
    with store.write() as tx:
        tx.calendars.replace_busy(link, [longer, an_hour(TEN + 2 * DAY)])
    with store.read() as tx:
        found = tx.calendars.busy([ada], MORNING, TEN + 9 * DAY)
        assert [(each.starts_at, each.ends_at) for each in found] == [
            longer,
            an_hour(TEN),
            an_hour(TEN + 2 * DAY),
        ]
    with store.write() as tx:
        assert not tx.calendars.remove(ada + 1, other.id), "it is somebody else's"
        assert tx.calendars.remove(ada, other.id)
        assert not tx.calendars.remove(ada, other.id)
        assert len(tx.calendars.busy([ada], MORNING, TEN + 9 * DAY)) == 2, "its busy times go with it"


def test_the_database_refuses_busy_times_that_run_backwards(store: SqlStore) -> None:
    (ada,) = mentors_in(store, "Ada")
    link = put(store, a_link(ada))
    with pytest.raises(Exception, match="calendar_busy_forward"), store.write() as tx:
        tx.calendars.replace_busy(link, [(TEN, TEN)])


@pytest.mark.spec("AVL-5")
def test_due_calendars_are_given_to_one_at_a_time_until_the_lease_ends(
    store: SqlStore, clock: Clock
) -> None:
    (ada,) = mentors_in(store, "Ada")
    for number in range(1, 4):
        put(store, a_link(ada, number, due_at=MORNING + (4 - number) * MINUTE))

    def due() -> Sequence[int]:
        with store.read() as tx:
            return tx.calendars.due(tx.now)

    def claimed(link: int) -> bool:
        with store.write() as tx:
            return tx.calendars.claim(link, LEASE) is not None

    assert due() == []
    assert not claimed(3)
    clock.move(5 * MINUTE)
    assert due() == [3, 2, 1], "the longest due first"
    assert claimed(3)
    assert not claimed(3)
    assert due() == [2, 1]
    clock.move(LEASE)
    assert sorted(due()) == [1, 2, 3]


@pytest.mark.spec("AVL-5")
def test_racing_processes_never_get_the_same_calendar(store: SqlStore, clock: Clock) -> None:
    (ada,) = mentors_in(store, "Ada")
    for number in range(1, 21):
        put(store, a_link(ada, number))
    clock.move(HOUR)

    def claim(_: int) -> list[int]:
        claimed = []
        for link in range(1, 21):
            with store.write() as tx:
                if tx.calendars.claim(link, LEASE) is not None:
                    claimed.append(link)
        return claimed

    claimed = [link for links in at_once(8, claim) for link in links]
    assert sorted(claimed) == list(range(1, 21))


@pytest.mark.spec("AVL-5")
def test_a_refresh_that_changes_nothing_writes_no_busy_times(store: SqlStore) -> None:
    (ada,) = mentors_in(store, "Ada")
    busy = [an_hour(TEN + number * timedelta(hours=2)) for number in range(50)]
    link = put(store, a_link(ada), *busy)
    rows = text("SELECT count(*) FROM calendar_busy")
    with store.write() as tx:
        tx.calendars.replace_busy(link, list(reversed(busy)))
    with store.engines.reader.begin() as connection:
        assert connection.execute(rows).scalar_one() == 50


@pytest.mark.spec("SAF-6")
def test_a_fault_of_the_database_does_not_tell_the_address(store: SqlStore) -> None:
    with pytest.raises(Overtaken) as fault, store.write() as tx:
        tx.calendars.put(a_link(404, url="https://ada:secret@cal.example/secret"))
    said = f"{fault.value} {fault.value.__cause__}"
    assert "calendar_links" in said
    assert "secret" not in said
