"""Councils in both databases: kept as they are, saved once per revision, given out to one round at a time."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event, Thread

import pytest
from sqlalchemy import text

from core.councils import (
    Attendance,
    Council,
    CouncilNote,
    CouncilStatus,
    Place,
    PollAnswer,
    ProposedTime,
    Seat,
    Standing,
    Suggestion,
    Verdict,
    Vote,
    with_seats,
)
from core.errors.booking import SlotTaken
from core.errors.councils import StaleCouncil
from core.notices import Kind
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, TEN, a_claim, a_notice, people_in


@pytest.fixture
def made(store: SqlStore) -> Callable[..., Council]:
    people = people_in(store, "Olga", "Ada", "Ben", "Cleo", "Mia", "Max")

    def make(number: int = 1, **more: object) -> Council:
        values: dict[str, object] = {
            "id": number,
            "coordinator": people[0],
            "created_at": MORNING,
            "topic": "Careers",
            "minutes": 60,
            "least": 2,
            "most": 5,
            "capacity": 3,
            "hours": 72,
            "expertise": ("go", "sql"),
            "seats": tuple(
                Seat(mentor, place, MORNING, 4, ("go",), lead=place == 1)
                for place, mentor in enumerate(people[1:4])
            ),
            "proposals": tuple(ProposedTime(10 * number + n, TEN + n * DAY, n) for n in range(3)),
            **more,
        }
        council = Council(**values)  # type: ignore[arg-type]
        with store.write() as tx:
            tx.councils.add(council)
        return council

    return make


def mentees_of(store: SqlStore) -> list[int]:
    with store.read() as tx:
        return [person.id for name in ("Mia", "Max") for person in tx.people.search(name)]


@pytest.mark.spec("CNL-9")
def test_a_council_comes_back_as_it_was_kept(store: SqlStore, made: Callable[..., Council]) -> None:
    council = made()
    with store.write() as tx:
        assert tx.councils.get(council.id) == council
        assert tx.councils.get(99) is None
        after = replace(
            with_seats(council, [replace(council.seats[0], standing=Standing.DROPPED, conflict="Ill")]),
            status=CouncilStatus.CONFIRMED,
            revision=2,
            starts_at=TEN,
            asked_at=MORNING,
            meeting_url="https://rooms.example/1",
            verdict=Verdict(
                "number", lead=True, number=5, weight=7.5, over=TEN + DAY, by=council.coordinator
            ),
        )
        tx.councils.save(after, was=1)
        votes = [
            Vote(council.seats[0].mentor, 10, PollAnswer.MAYBE, TEN, TEN + HOUR),
            Vote(council.seats[0].mentor, 11, PollAnswer.NO),
        ]
        tx.councils.put_votes(council.id, votes)
        tx.councils.add_suggestion(council.id, Suggestion(5, council.seats[1].mentor, TEN + 5 * DAY))
        tx.councils.add_suggestion(council.id, Suggestion(6, council.seats[1].mentor, TEN + 5 * DAY))
        suggested = (Suggestion(5, council.seats[1].mentor, TEN + 5 * DAY),)
        assert tx.councils.get(council.id) == replace(after, votes=tuple(votes), suggestions=suggested)


@pytest.mark.spec("CNL-9", "BOK-6")
def test_a_revision_is_saved_once(store: SqlStore, made: Callable[..., Council]) -> None:
    council = made()
    with store.write() as tx:
        tx.councils.save(replace(council, revision=2), was=1)
    with pytest.raises(StaleCouncil), store.write() as tx:
        tx.councils.save(replace(council, revision=2), was=1)


@pytest.mark.spec("CNL-4")
def test_answers_replace_earlier_ones_and_go_with_their_proposal(
    store: SqlStore, made: Callable[..., Council]
) -> None:
    council = made()
    mentor = council.seats[0].mentor
    with store.write() as tx:
        tx.councils.put_votes(
            council.id, [Vote(mentor, 10, PollAnswer.NO), Vote(mentor, 11, PollAnswer.NO)]
        )
        tx.councils.put_votes(council.id, [Vote(mentor, 10, PollAnswer.AVAILABLE)])
        tx.councils.put_proposals(council.id, council.proposals[:1])
        found = tx.councils.get(council.id)
        assert found is not None
        assert found.votes == (Vote(mentor, 10, PollAnswer.AVAILABLE),)
        assert found.proposals == council.proposals[:1]


@pytest.mark.spec("CNL-1", "CNL-11")
def test_places_keep_their_order_and_those_who_left_are_out_of_sight(
    store: SqlStore, made: Callable[..., Council]
) -> None:
    council, (mia, max_) = made(), mentees_of(store)
    first = Place(max_, MORNING, "Goals", "Questions", Attendance.WAITING, busy=True)
    with store.write() as tx:
        tx.councils.put_places({council.id: [Place(mia, MORNING + HOUR), first]})
        assert [place.person for place in tx.councils.places([council.id])[council.id]] == [max_, mia]
        assert tx.councils.place(council.id, max_) == first
        tx.councils.put_places({council.id: [replace(first, attendance=Attendance.LEFT)]})
        assert [place.person for place in tx.councils.places([council.id])[council.id]] == [mia]
        tx.councils.add_note(council.id, CouncilNote(1, mia, MORNING, "Private"))
        assert [note.text for note in tx.councils.notes(council.id)] == ["Private"]


@pytest.mark.spec("CNL-5", "CNL-7")
def test_what_is_due_is_given_to_one_at_a_time(store: SqlStore, made: Callable[..., Council]) -> None:
    due = {"status": CouncilStatus.COLLECTING, "deadline": MORNING - HOUR}
    made(1, **due)
    made(2, **{**due, "deadline": MORNING + DAY})
    made(3, **{**due, "status": CouncilStatus.DECIDING})
    made(4, **{**due, "status": CouncilStatus.CANCELLED})
    with store.write() as tx:
        assert tx.councils.due(tx.now) == [1, 3]
        assert [council.id for council in tx.councils.take_free([3, 1])] == [1, 3]
    if store.engines.on_postgresql:
        taken, done, others = Event(), Event(), list[int]()

        def hold() -> None:
            with store.write() as tx:
                tx.councils.take(1)
                taken.set()
                done.wait(60)

        holder = Thread(target=hold)
        holder.start()
        taken.wait(60)
        with store.write() as tx:
            others = [council.id for council in tx.councils.take_free(tx.councils.due(tx.now))]
        done.set()
        holder.join()
        assert others == [3]


@pytest.mark.spec("CNL-9")
def test_the_list_has_what_is_open_and_ones_own_soonest_first(
    store: SqlStore, made: Callable[..., Council]
) -> None:
    ahead = {"status": CouncilStatus.CONFIRMED}
    made(1, starts_at=TEN + DAY, **ahead)
    made(2, starts_at=TEN, **ahead)
    made(3, starts_at=TEN, open=False, **ahead)
    draft = made(4)
    made(5, status=CouncilStatus.CANCELLED, ended_at=MORNING)
    [mia, _], mentor = mentees_of(store), draft.seats[0].mentor
    with store.read() as tx:
        assert [c.id for c in tx.councils.listed(mia, 10, everything=False)] == [2, 1]
        assert [c.id for c in tx.councils.listed(mentor, 10, everything=False)] == [2, 3, 1]
        assert [c.id for c in tx.councils.listed(draft.coordinator, 10, everything=True)] == [4, 2, 3, 1]
        assert [c.id for c in tx.councils.past(mentor, 10)] == [5]
        assert tx.councils.past(mia, 10) == []
        assert [c.id for c in tx.councils.concerning(mentor, 10)] == [2, 3, 1]
        assert [c.id for c in tx.councils.concerning(draft.coordinator, 2)] == [2, 3]
        assert tx.councils.concerning(mia, 10) == []
    out = replace(draft.seats[0], standing=Standing.DROPPED)
    with store.write() as tx:
        tx.councils.put_places({1: [Place(mia, MORNING)]})
        confirmed = tx.councils.get(2)
        assert confirmed is not None
        tx.councils.save(replace(confirmed, seats=(out, *confirmed.seats[1:])), was=confirmed.revision)
    with store.read() as tx:
        assert [c.id for c in tx.councils.concerning(mentor, 10)] == [3, 1]
        assert [c.id for c in tx.councils.concerning(mia, 10)] == [1]
        weeks = ((TEN, TEN + DAY), (TEN + DAY, TEN + 2 * DAY), (TEN + HOUR, TEN + DAY))
        assert [[c.id for c in tx.councils.between(mentor, *week)] for week in weeks] == [[3], [1], []]
        assert [[c.id for c in tx.councils.between(mia, *week)] for week in weeks] == [[], [1], []]


@pytest.mark.spec("CNL-7", "BOK-5")
def test_a_claim_that_fails_undoes_only_its_attempt(store: SqlStore, made: Callable[..., Council]) -> None:
    council = made()
    ada, ben = (seat.mentor for seat in council.seats[:2])
    with store.write() as tx:
        tx.claims.take([a_claim(ben, TEN, 60, owner=7)])
    with store.write() as tx:
        tx.councils.put_votes(council.id, [Vote(ada, 10, PollAnswer.AVAILABLE)])
        with pytest.raises(SlotTaken), tx.attempt():
            tx.claims.take([a_claim(person, TEN, 60, owner=council.id) for person in (ada, ben)])
        with tx.attempt():
            tx.claims.take([a_claim(ada, TEN + DAY, 60, owner=council.id)])
        tx.claims.release_of(7, ada)
    with store.read() as tx:
        claims = tx.claims.of([ada, ben], TEN - DAY, TEN + 9 * DAY, tx.now)
        found = tx.councils.get(council.id)
    assert sorted((claim.person, claim.owner) for claim in claims) == sorted([(ada, council.id), (ben, 7)])
    assert found is not None
    assert len(found.votes) == 1


@pytest.mark.spec("CNL-5", "NTF-2")
def test_notices_of_a_council_are_dropped_by_kind(store: SqlStore, made: Callable[..., Council]) -> None:
    council = made()
    mentor = council.seats[0].mentor
    kinds = (Kind.COUNCIL_NUDGE, Kind.JOIN)
    with store.write() as tx:
        tx.notices.add([a_notice(mentor, MORNING + DAY, kind, council=council.id) for kind in kinds])
        tx.notices.drop_of_councils([council.id], [Kind.COUNCIL_NUDGE])
        assert tx.notices.receipts_of_councils([council.id]) == []
    with store.work() as work:
        rows = work.connection.execute(text("SELECT kind, state, council FROM notices ORDER BY kind")).all()
    assert [tuple(row) for row in rows] == [
        ("council_nudge", "cancelled", council.id),
        ("join", "waiting", council.id),
    ]
