"""People, sessions and notices to store."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from threading import Barrier
from typing import TypeVar

from sqlalchemy import text

from core.clock import Clock
from core.ids import new_id
from core.inbox import Delivery
from core.notices import Kind, Notice
from core.people import Address, Person, Role
from core.ports.claims import Claim
from core.sessions import Hold, Session, Topic
from storage.inbox import ATTEMPTS, SqlInbox
from storage.store import SqlStore
from tests.conftest import MORNING

Result = TypeVar("Result")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TEN = MORNING + DAY + 2 * HOUR
"""Tomorrow at ten."""
_numbers = count(1)


def a_person(name: str = "Ada", **known: object) -> Person:
    number = next(_numbers)
    values = {"addresses": (Address("slack", "T1", f"U{number}"),), **known}
    return Person(new_id(MORNING), name, MORNING, **values)  # type: ignore[arg-type]


def people_in(store: SqlStore, *names: str, roles: frozenset[Role] = frozenset({Role.MENTEE})) -> list[int]:
    people = [a_person(name, roles=roles) for name in names]
    with store.write() as tx:
        for person in people:
            tx.people.add(person)
    return [person.id for person in people]


def a_claim(person: int, start: datetime = TEN, minutes: int = 30, **more: object) -> Claim:
    owner = more.pop("owner", None) or new_id(MORNING)
    return Claim(person, start, start + minutes * MINUTE, owner, **more)  # type: ignore[arg-type]


def a_hold(mentor: int, mentee: int, start: datetime = TEN, **more: object) -> Hold:
    values = {"minutes": 30, "expires_at": MORNING + 10 * MINUTE, **more}
    return Hold(new_id(MORNING), mentor, mentee, start, **values)  # type: ignore[arg-type]


def a_session(mentor: int, mentee: int, start: datetime = TEN, **more: object) -> Session:
    values: dict[str, object] = {
        "minutes": 30,
        "buffer_minutes": 10,
        "month": start.date().replace(day=1).isoformat(),
        "booked_at": MORNING,
        "topic": Topic("Talk", "about it"),
        "meeting_url": "https://rooms.example/1",
        **more,
    }
    return Session(new_id(MORNING), mentor, mentee, start, **values)  # type: ignore[arg-type]


def a_notice(person: int, due: datetime = MORNING, kind: Kind = Kind.WELCOME, **more: object) -> Notice:
    notice = new_id(MORNING)
    values = {"dedupe": f"test:{notice}", **more}
    return Notice(notice, kind, person, due, **values)  # type: ignore[arg-type]


def without_guard(store: SqlStore) -> None:
    """Take away the database's own verdict, to see that the tests would notice."""
    on_sqlite = ["DROP TRIGGER claims_no_overlap", "DROP TRIGGER claims_no_overlap_moved"]
    on_postgresql = ["ALTER TABLE claims DROP CONSTRAINT claims_no_overlap"]
    with store.engines.writer.begin() as connection:
        for statement in on_postgresql if store.engines.on_postgresql else on_sqlite:
            connection.execute(text(statement))


def at_once(attempts: int, attempt: Callable[[int], Result]) -> list[Result]:
    """What `attempt(0..)` returns from as many threads that start together."""
    start = Barrier(attempts)

    def run(number: int) -> Result:
        start.wait()
        return attempt(number)

    with ThreadPoolExecutor(attempts) as pool:
        return list(pool.map(run, range(attempts)))


def set_aside(
    store: SqlStore, clock: Clock, key: str, sender: str = "slack:T1/lost", body: str = "{}"
) -> int:
    """Have processes die over a delivery until it is set aside; returns its number."""
    inbox, lease = SqlInbox(store), timedelta(seconds=1)
    inbox.accept_and_claim(Delivery(key, sender, body), "dead", lease)
    for _ in range(ATTEMPTS):
        clock.move(timedelta(seconds=2))
        inbox.claim(sender, "dead", lease)
    with store.read() as tx:
        return tx.set_aside.listed(1)[0].seq
