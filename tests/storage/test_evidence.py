"""Files on both databases: stored once in slices, given back whole, and forgotten when nothing has them any more."""

from dataclasses import replace

import pytest

from core.attendance import Category, Dispute, DisputeStatus, Priority
from core.clock import Clock
from core.disputes import DisputeQuery, Whose
from core.evidence import Evidence, KeptFile
from core.ids import code_of
from core.notices import KEPT
from storage.files import SqlFiles
from storage.housekeeping import A_WEEK
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, TEN, a_session, at_once, people_in
from tests.storage.test_housekeeping import swept

FILE = KeptFile("aa" * 32, "shot.png", "image/png", 7)
PARTS = [b"one", b"two", b"!"]


def disputed(store: SqlStore, number: int, **more: object) -> Dispute:
    mentor, mentee = people_in(store, "Ana", "Ben")
    session = a_session(mentor, mentee, TEN + number * DAY)
    dispute = Dispute(
        number, session.id, mentee, Category.TECHNICAL, "", MORNING, is_report=True, mentor=mentor
    )
    dispute = replace(dispute, **more)  # type: ignore[arg-type]
    with store.write() as tx:
        tx.sessions.add(session)
        tx.disputes.put(dispute)
    return dispute


@pytest.mark.spec("AFT-4")
def test_a_file_is_stored_once_and_read_back_in_order(store: SqlStore) -> None:
    files = SqlFiles(store)
    at_once(3, lambda _: files.keep(FILE, PARTS))
    assert list(files.read(FILE.digest)) == PARTS
    with pytest.raises(KeyError):
        next(files.read("bb" * 32))
    dispute = disputed(store, 5)
    given = Evidence(1, dispute.id, dispute.by, FILE, "slack:F1", MORNING)
    with store.write() as tx:
        assert tx.evidence.add(given)
        assert not tx.evidence.add(replace(given, id=2)), "sent again, it is the same"
        assert tx.evidence.add(replace(given, id=3, source="slack:F2"))
    with store.read() as tx:
        assert tx.evidence.get(1) == given
        assert [each.id for each in tx.evidence.of(dispute.id)] == [1, 3]


@pytest.mark.spec("AFT-4", "OPS-2")
def test_what_belongs_to_nothing_is_forgotten_and_evidence_half_a_year_after_the_decision(
    store: SqlStore, clock: Clock
) -> None:
    files, loose = SqlFiles(store), replace(FILE, digest="cc" * 32)
    files.keep(FILE, PARTS)
    files.keep(loose, PARTS)
    dispute = disputed(store, 5)
    with store.write() as tx:
        tx.evidence.add(Evidence(1, dispute.id, dispute.by, FILE, "slack:F1", MORNING))
    clock.move(A_WEEK + HOUR)
    swept(store)
    with pytest.raises(KeyError):
        next(files.read(loose.digest))
    clock.move(KEPT)
    swept(store)
    assert list(files.read(FILE.digest)) == PARTS, "nobody has decided yet"
    with store.write() as tx:
        closed = replace(dispute, status=DisputeStatus.DISMISSED, closed_at=clock.now())
        tx.disputes.put(closed)
    clock.move(KEPT + HOUR)
    swept(store)
    with store.read() as tx:
        assert tx.evidence.of(dispute.id) == []
        assert tx.disputes.get(dispute.id) is not None, "that there was a dispute is the record"
    with pytest.raises(KeyError):
        next(files.read(FILE.digest))


@pytest.mark.spec("AFT-4")
def test_disputes_are_found_by_what_they_are_and_by_their_code(store: SqlStore) -> None:
    low = disputed(store, 1)
    high = disputed(store, 2, priority=Priority.HIGH, links=("https://a.example", "https://b.example"))
    mine = disputed(store, 3, assigned_to=low.by, status=DisputeStatus.IN_PROGRESS)
    closed = disputed(store, 4, status=DisputeStatus.RESOLVED, closed_at=MORNING)
    same = disputed(store, 3 + (1 << 20), status=DisputeStatus.DISMISSED)
    with store.read() as tx:

        def found(**wanted: object) -> list[int]:
            query = DisputeQuery(**wanted)  # type: ignore[arg-type]
            ids = [each.id for each in tx.disputes.find(query, 10)]
            assert tx.disputes.count(query) == len(ids)
            return ids

        assert found() == [high.id, low.id, mine.id], "the most urgent first"
        assert found(whose=Whose.ALL) == [same.id, closed.id, mine.id, high.id, low.id]
        assert found(whose=Whose.ALL, status=DisputeStatus.RESOLVED) == [closed.id]
        assert found(priority=Priority.HIGH) == [high.id]
        assert found(category=Category.REFUND) == []
        assert found(whose=Whose.MINE, assignee=low.by) == [mine.id]
        assert tx.disputes.get(high.id) == high
        assert tx.disputes.coded(code_of(mine.id, "D")) == mine, "of two the undecided one"
        assert tx.disputes.coded("D-ZZZZ") is None
        assert tx.disputes.coded("no code") is None
        assert [each.id for each in tx.disputes.of_party(low.by)] == [low.id]
