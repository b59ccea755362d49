"""`python -m benchmarks.large`: what presses and rounds take with a long history, beside their short one."""

import argparse
import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from benchmarks.history import NOW, ONE_IN, Size, busiest, fill, gone
from benchmarks.spent import Spent
from benchmarks.table import Row, markdown, plain
from core.clock import Clock
from core.desk import Desk
from core.errors.common import NotFound
from core.mentors import EVERYBODY, Wanted
from core.people import Role
from core.usecases import attending, homes, matching, picking, schedule
from core.usecases.replacing import SHORTLIST
from gateways.jitsi import JitsiRooms
from storage.check import SqlCheck
from storage.housekeeping import SqlHousekeeping
from storage.store import SqlStore, open_store
from tests.postgres import shared_server

SESSIONS, MENTORS = 1_000_000, 5_000
SHORTER = 10
"""So many times the short history goes into the long one."""
ROUNDS = 21
FLAT = 1.5
"""What does not grow may take so much longer among ten times as many: its index is deeper, its pages lie apart."""
NEARBY = 0.3
"""In milliseconds: a smaller difference is the machine's."""
HOUR = timedelta(hours=1)

Work = Callable[[], object]


def main() -> None:
    """Fill both databases twice and print what grows; nothing is kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--mentors", type=int, default=MENTORS, help="each with ten mentees")
    parser.add_argument("--markdown", metavar="FILE", type=Path, help="write the table here, too")
    options = parser.parse_args()
    gc.freeze()
    rows = list(on_both(Size(options.sessions, options.mentors)))
    print(plain(rows))
    if options.markdown is not None:
        options.markdown.write_text(markdown(rows), encoding="utf-8")


def on_both(size: Size) -> Iterator[Row]:
    """The table, from databases that are filled for it."""
    sizes = [Size(size.sessions // SHORTER, size.mentors), size]
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        files = [f"sqlite:///{Path(folder) / f'{each.sessions}.db'}" for each in sizes]
        yield from _filled("SQLite", files, sizes)
        with shared_server(Path(folder) / "postgresql") as server:
            urls = [_database(server.url(), f"bench_large_{each.sessions}") for each in sizes]
            yield from _filled("PostgreSQL", urls, sizes)


def _database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _filled(where: str, urls: Sequence[str], sizes: Sequence[Size]) -> Iterator[Row]:
    stores = [_opened(url) for url in urls]
    try:
        for store, size in zip(stores, sizes, strict=True):
            fill(store, size)
        yield from compared(where, stores, sizes)
        for store in stores:
            assert not list(SqlCheck(store).violations(HOUR))
    finally:
        for store in stores:
            store.close()


def _opened(url: str) -> SqlStore:
    clock = Clock()
    clock.move_to(NOW)
    return open_store(url, clock)


def compared(where: str, stores: Sequence[SqlStore], sizes: Sequence[Size]) -> Iterator[Row]:
    """Each work among few and among many, by turns."""
    few, many = (_works(store, size) for store, size in zip(stores, sizes, strict=True))
    for (what, aim), on_few in few.items():
        small, big = _by_turns(stores, (on_few, many[what, aim]))
        is_flat = big <= max(small * FLAT, small + NEARBY)
        yield Row(
            f"{what}, {where}",
            f"{big:.1f} ms",
            f"a tenth: {small:.1f} ms",
            f"{big / small:.1f}",
            "flat" if aim is None else f"< {aim} ms",
            is_flat if aim is None else big < aim,
        )


def _by_turns(stores: Sequence[SqlStore], works: Sequence[Work]) -> tuple[float, float]:
    """The median processor time of each in milliseconds, the server's included; the first time is not counted."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS + 1):
        for store, work, times in zip(stores, works, taken, strict=True):
            spent = Spent(store)
            work()
            times.append(spent.milliseconds())
    few, many = (median(times[1:]) for times in taken)
    return few, many


def _works(store: SqlStore, size: Size) -> dict[tuple[str, int | None], Work]:
    """By what it is and the aim in milliseconds; None where it is not to grow."""
    desk = Desk(store, JitsiRooms("https://meet.example.org"))
    with store.read() as tx:
        busy, left, mentee = (
            tx.people.of([person])[0] for person in (busiest(size), gone(size), size.members)
        )
        to_come = tx.sessions.upcoming(busy.id, NOW + 3 * 24 * HOUR, 1)[0]
        name = busy.name
    busy_ones = [number for number in range(1, size.mentors + 1) if number % ONE_IN < 2]

    def read(work: Callable[..., object], *given: object) -> Work:
        def run() -> None:
            with store.read() as tx:
                work(tx, *given)

        return run

    def unattested() -> None:
        with store.write() as tx:
            tx.sessions.unattested(NOW)

    def not_found() -> None:
        try:
            attending.session_by_code(desk, busy, "S-ZZZZ")
        except NotFound:
            return
        raise AssertionError

    return {
        ("/sessions", None): partial(attending.sessions, desk, busy, past=False, page=0),
        ("/sessions past", None): partial(attending.sessions, desk, busy, past=True, page=0),
        ("/sessions past, page 20", None): partial(attending.sessions, desk, busy, past=True, page=19),
        ("/sessions past of a mentor who has left", 3): partial(
            attending.sessions, desk, left, past=True, page=0
        ),
        ("the name of a session that is none", None): not_found,
        ("/schedule of a busy mentor", None): partial(schedule.mentor_week, desk, busy, None),
        ("/schedule mentees of a busy mentor", None): partial(schedule.mentees, desk, busy, 0),
        ("home of a busy mentor", None): partial(homes.dashboard, desk, busy),
        ("who could take a session on", 60): read(matching.free_then, to_come, SHORTLIST),
        (f"what the {len(busy_ones)} busiest mentors did", 60): read(
            lambda tx: tx.aftermath.track_records(busy_ones, Role.MENTOR)
        ),
        ("housekeeping with nothing to do", None): SqlHousekeeping(store).sweep,
        ("round of those who were asked if it took place", 1): unattested,
        ("/mentors, soonest free first, at a weekend", 100): partial(
            picking.mentors, desk, mentee, EVERYBODY, soonest=True
        ),
        ("/mentors python", 30): partial(picking.mentors, desk, mentee, Wanted("python")),
        ("a member by name", 10): read(lambda tx: tx.people.search(name)),
    }


if __name__ == "__main__":
    main()
