"""What admins' queries find, beside a plain reading of the same filters."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from sqlalchemy import event

from core.clock import Clock
from core.errors.session_queries import ViewNameTaken
from core.folding import fold, words_of
from core.ids import code_of, new_id
from core.people import Person, Role
from core.refunds import Refund, RefundStatus
from core.reschedules import RequestStatus, RescheduleProposal, RescheduleRequest
from core.session_queries import EVERYTHING, SessionQuery, Sort, StoredQuery
from core.sessions import Meeting, Reassignment, Session, Status, Topic
from storage import session_search as module
from storage.housekeeping import SqlHousekeeping
from storage.store import SqlStore, open_store
from tests.conftest import MORNING
from tests.databases import Databases, lent
from tests.storage.samples import DAY, HOUR, a_person, a_session

TITLES = ("Python review", "C++ review", "Career", "Zoë’s goals", "python for ana")
WHOLE = re.compile(r"Seq Scan|SCAN (sessions|people|session_words|reschedules)\b(?! USING)")
NAMES = ("Ana Lima", "Ana Souza", "Ben Wolff", "Zoë Hall", "Łukasz Ito", "Python Rossum")


@dataclass
class Crowd:
    store: SqlStore
    people: dict[int, Person]
    sessions: dict[int, Session]
    moving: set[int]


@pytest.fixture(scope="module")
def crowd(databases: Databases) -> Iterator[Crowd]:
    clock = Clock()
    clock.move_to(MORNING)
    with lent(databases) as url:
        store = open_store(url, clock)
        yield _filled(store)
        store.close()


def _filled(store: SqlStore) -> Crowd:
    chance = random.Random(13)
    people = [a_person(name) for name in NAMES]
    made = [_drawn(chance, [person.id for person in people]) for _ in range(300)]
    moving = {
        session.id for session in made if session.status is Status.SCHEDULED and chance.random() < 0.3
    }
    with store.write() as tx:
        for person in people:
            tx.people.add(person)
        for session in made:
            tx.sessions.add(session)
            if session.id in moving:
                asked = RescheduleProposal(Role.MENTEE, MORNING, session.starts_at + DAY, 30)
                tx.reschedules.put(
                    RescheduleRequest(
                        new_id(MORNING), session.id, session.mentor, Role.MENTEE, RequestStatus.PENDING, (asked,),
                        session.starts_at, 30, MORNING + DAY,
                    )
                )  # fmt: skip
    return Crowd(store, {person.id: person for person in people}, {s.id: s for s in made}, moving)


def _drawn(chance: random.Random, people: list[int]) -> Session:
    mentor, mentee = chance.sample(people, 2)
    start = MORNING + chance.randrange(-60, 60) * 12 * HOUR
    refund = chance.choice((None, None, *RefundStatus))
    return a_session(
        mentor,
        mentee,
        start,
        minutes=chance.choice((30, 45, 60)),
        booked_at=start - chance.randrange(1, 9) * DAY,
        topic=Topic(chance.choice(TITLES), meeting=chance.choice(list(Meeting))),
        status=chance.choice(list(Status)),
        rate=chance.choice((0, 5000, 9900)),
        refund=None if refund is None else Refund(100, 5000, refund),
        reassignment=chance.choice((*(Reassignment.NONE,) * 5, *Reassignment)),
        mentee_reschedules=chance.randrange(3),
    )


def _expected(crowd: Crowd, query: SessionQuery) -> list[int]:
    fitting = [session for session in crowd.sessions.values() if _fits(crowd, session, query)]
    fitting.sort(
        key=lambda session: (*_key(crowd, session, query.sort), session.id), reverse=query.descending
    )
    return [session.id for session in fitting]


def _fits(crowd: Crowd, session: Session, query: SessionQuery) -> bool:
    refund = session.refund.status if session.refund else RefundStatus.NONE
    names = [crowd.people[party].name for party in (session.mentor, session.mentee)]
    wanted = _words(query.search)
    return all(
        (
            not query.statuses or session.status in query.statuses,
            not query.meetings or session.topic.meeting in query.meetings,
            not query.refunds or refund in query.refunds,
            not query.mentors or session.mentor in query.mentors,
            not query.mentees or session.mentee in query.mentees,
            not query.reassigned or session.reassignment is not Reassignment.NONE,
            not query.pending or session.id in crowd.moving,
            query.first is None or session.starts_at.date() >= query.first,
            query.last is None or session.starts_at.date() <= query.last,
            not query.search
            or (wanted and any(_has(text, wanted) for text in (session.topic.title, *names))),
        )
    )


_words = cache(words_of)


def _has(text: str, wanted: list[str]) -> bool:
    return all(any(word.startswith(each) for word in _words(text)) for each in wanted)


def _key(crowd: Crowd, session: Session, sort: Sort) -> tuple[object, ...]:
    refund = session.refund.status if session.refund else RefundStatus.NONE
    return {
        Sort.WHEN: (session.starts_at,),
        Sort.CREATED: (session.booked_at,),
        Sort.TITLE: (" ".join(_words(session.topic.title)),),
        Sort.MENTOR: (fold(crowd.people[session.mentor].name),),
        Sort.MENTEE: (fold(crowd.people[session.mentee].name),),
        Sort.MINUTES: (session.minutes,),
        Sort.STATUS: (list(Status).index(session.status), session.starts_at),
        Sort.RATE: (session.rate,),
        Sort.REFUND: (list(RefundStatus).index(refund), session.starts_at),
        Sort.RESCHEDULES: (session.mentee_reschedules + session.mentor_reschedules,),
        Sort.CODE: (session.id & 0xFFFFF,),
    }[sort]


def _queries(crowd: Crowd) -> Iterator[SessionQuery]:
    chance = random.Random(7)
    people = list(crowd.people)
    today = MORNING.date()
    for sort in Sort:
        for descending in (True, False):
            for _ in range(6):
                yield SessionQuery(
                    statuses=tuple(chance.sample(list(Status), chance.choice((0, 0, 1, 2)))),
                    meetings=tuple(chance.sample(list(Meeting), chance.choice((0, 0, 1)))),
                    refunds=tuple(chance.sample(list(RefundStatus), chance.choice((0, 0, 1, 3)))),
                    mentors=tuple(chance.sample(people, chance.choice((0, 0, 0, 1, 2)))),
                    mentees=tuple(chance.sample(people, chance.choice((0, 0, 0, 1)))),
                    first=chance.choice((None, None, today - timedelta(days=9))),
                    last=chance.choice((None, None, today + timedelta(days=9))),
                    reassigned=chance.random() < 0.15,
                    pending=chance.random() < 0.15,
                    search=chance.choice(
                        ("", "", "", "ana", "review", "python rev", "ana lima", "zoe", "c++", "!!!")
                    ),
                    sort=sort,
                    descending=descending,
                )


@pytest.mark.spec("ADM-2")
@pytest.mark.parametrize(
    ("few", "rare", "counted", "slowly"),
    [(0, 0, 3, 0), (30, 3, 10_000, 2), (10_000, 5_000, 10_000, 1_000)],
    ids=["there are many of everything", "words are common", "there are few of everything"],
)
def test_a_query_finds_what_fits_all_of_its_filters_in_its_order(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch, few: int, rare: int, counted: int, slowly: int
) -> None:
    """Whichever way it is carried out: what is rare or many in a million is so here."""
    monkeypatch.setattr(module, "FEW", few)
    monkeypatch.setattr(module, "FEW_OF_TIME", few)
    monkeypatch.setattr(module, "FEW_KNOWN", few)
    monkeypatch.setattr(module, "RARE", rare)
    monkeypatch.setattr(module, "COUNTED", counted)
    monkeypatch.setattr(module, "COUNTED_SLOWLY", slowly)
    for query in (EVERYTHING, *_queries(crowd)):
        expected = _expected(crowd, query)
        with crowd.store.read() as tx:
            found = tx.session_queries.page(query, 500)
            second = tx.session_queries.page(query, 3, 2)
            count = tx.session_queries.count(query)
        assert list(found) == expected, query
        assert list(second) == expected[2:5], query
        assert count.sessions == len(expected) or count.more, query
        assert count.sessions <= len(expected), query


@pytest.mark.spec("ADM-2")
def test_what_was_counted_to_the_last_is_not_looked_for_again(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few fit a common word and a status: to fill a page, all sessions would be walked past."""
    for most in ("FEW", "FEW_OF_TIME", "FEW_KNOWN", "RARE"):
        monkeypatch.setattr(module, most, 0)
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(crowd.store.engines.reader, "before_cursor_execute", hear)
    for query in (each for each in _queries(crowd) if each.search):
        with crowd.store.read() as tx:
            count = tx.session_queries.count(query)
            said.clear()
            found = tx.session_queries.page(query, 500)
        assert list(found) == _expected(crowd, query), query
        assert count.more or not said, query
    event.remove(crowd.store.engines.reader, "before_cursor_execute", hear)


@pytest.mark.spec("ADM-2")
@pytest.mark.parametrize("many", [True, False], ids=["there are many of everything", "there are few"])
def test_no_statement_of_a_list_reads_a_whole_table(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    """And a walk is in order by itself: nothing that grows is put in order. What SQLite chooses hangs on no figures."""
    if many:
        for most in ("FEW", "FEW_OF_TIME", "FEW_KNOWN", "RARE"):
            monkeypatch.setattr(module, most, -1)
    engines, seen = crowd.store.engines, dict[str, Any]()

    def remember(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            seen[statement] = given

    event.listen(engines.reader, "before_cursor_execute", remember)
    for query in (EVERYTHING, *_queries(crowd)):
        with crowd.store.read() as tx:
            tx.session_queries.count(query)
            tx.session_queries.page(query, 20)
    event.remove(engines.reader, "before_cursor_execute", remember)
    explain = "EXPLAIN" if engines.on_postgresql else "EXPLAIN QUERY PLAN"
    with engines.reader.connect() as connection:
        if engines.on_postgresql:
            connection.exec_driver_sql(module.STEP_BY_STEP)
        for statement, given in seen.items():
            plan = [row[-1] for row in connection.exec_driver_sql(f"{explain} {statement}", given)]
            assert not [step for step in plan if WHOLE.search(step)], (statement, plan)
            if not engines.on_postgresql and "WITH few" not in statement:
                assert not [step for step in plan if "TEMP B-TREE FOR ORDER BY" in step], (statement, plan)


@pytest.mark.spec("ADM-2")
def test_a_session_is_found_by_its_title_as_it_is_now(store: SqlStore) -> None:
    ana, ben = a_person("Ana"), a_person("Ben")
    session = a_session(ana.id, ben.id, topic=Topic("Rust for beginners"))
    with store.write() as tx:
        tx.people.add(ana)
        tx.people.add(ben)
        tx.sessions.add(session)
    renamed = replace(session, topic=Topic("Go for beginners"), revision=2)
    with store.write() as tx:
        tx.sessions.save(renamed, was=1)
    with store.read() as tx:
        page = tx.session_queries.page
        assert [list(page(SessionQuery(search=word), 5)) for word in ("rust", "go", "beginn")] == [
            [], [session.id], [session.id],
        ]  # fmt: skip


@pytest.mark.spec("ADM-3")
def test_a_session_is_found_by_its_short_name_however_it_is_written(crowd: Crowd) -> None:
    session = next(iter(crowd.sessions))
    code = code_of(session)
    with crowd.store.read() as tx:
        for written in (code, code.lower(), code.removeprefix("S-")):
            assert session in tx.session_queries.coded(written, 5)
        assert tx.session_queries.coded("S-????", 5) == ()


@pytest.mark.spec("ADM-2")
def test_a_query_is_kept_once_and_forgotten_when_it_is_old_and_has_no_name(
    store: SqlStore, clock: Clock
) -> None:
    olga = a_person("Olga")
    query = SessionQuery(statuses=(Status.CANCELLED,), first=date(2026, 1, 1), zone="Europe/Paris")
    with store.write() as tx:
        tx.people.add(olga)
        first = tx.session_queries.keep(olga.id, query, 1)
        again = tx.session_queries.keep(olga.id, query, 2)
        assert first.id == again.id == 1
        tx.session_queries.add(StoredQuery(3, olga.id, query, tx.now, "Cancelled"))
    with pytest.raises(ViewNameTaken), store.write() as tx:
        tx.session_queries.add(StoredQuery(4, olga.id, query, tx.now, "Cancelled"))
    clock.move(timedelta(days=29))
    SqlHousekeeping(store).sweep()
    with store.read() as tx:
        assert tx.session_queries.get(1) == first
    clock.move(timedelta(days=2))
    SqlHousekeeping(store).sweep()
    with store.read() as tx:
        assert tx.session_queries.get(1) is None
        assert [view.query for view in tx.session_queries.named(olga.id)] == [query]
