"""Who on the council plan hears that they can register for a council, and until when that is true."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.clock import Clock
from core.notices import Kind
from core.people import Plan
from core.usecases.councils import calling, deciding, inviting, mine, registering
from core.usecases.councils.drafting import Details, NewCouncil
from core.usecases.councils.notice_batch import INVITED_AT_ONCE, NoticeBatch
from core.usecases.councils.telling import about, still_true
from storage.store import SqlStore
from tests.core.council_stage import TIMES, Stage
from tests.storage.samples import a_person, at_once

MENTORS = ("ada", "ben", "cleo")


@pytest.fixture
def stage(store: SqlStore, clock: Clock) -> Stage:
    return Stage(store, clock)


def changed(stage: Stage, name: str, **values: object) -> None:
    stage.people[name] = replace(stage[name], **values)  # type: ignore[arg-type]
    with stage.store.write() as tx:
        tx.people.save(stage[name])


@pytest.mark.spec("CNL-1", "CNL-9")
def test_mentees_who_can_register_hear_of_it_when_the_poll_begins(stage: Stage) -> None:
    changed(stage, "moe", suspended=True)
    changed(stage, "mo", plan=Plan.INDIVIDUAL)
    changed(stage, "ada", plan=Plan.COUNCIL)
    changed(stage, "olga", plan=Plan.COUNCIL)
    called = calling.call(
        stage.desk, stage["olga"], NewCouncil("Growth", mentors=tuple(stage.ids(*MENTORS)))
    )
    assert stage.told(Kind.COUNCIL_OPEN) == [], "nobody can register yet"
    council = calling.set_times(
        stage.desk, stage["olga"], called.council.id, called.council.revision, TIMES
    )
    calling.open_poll(stage.desk, stage["olga"], council.council.id, council.council.revision)
    assert stage.told(Kind.COUNCIL_OPEN) == ["max", "mia"]


@pytest.mark.spec("CNL-3", "CNL-1")
def test_a_mentees_own_council_is_told_of_once_when_it_is_opened(stage: Stage) -> None:
    mentors = stage.ids(*MENTORS)
    start = mine.look(stage.desk, stage["mia"], mentors).common[0]
    called = calling.call(stage.desk, stage["mia"], NewCouncil("My questions", mentors=tuple(mentors)))
    view = mine.convene(stage.desk, stage["mia"], called.council.id, called.council.revision, start)
    assert stage.told(Kind.COUNCIL_OPEN) == [], "it is for her alone"
    for opened in (True, False, True):
        council = stage.get(view.council.id)
        calling.describe(stage.desk, stage["mia"], council.id, council.revision, Details(open=opened))
    assert stage.told(Kind.COUNCIL_OPEN) == ["max", "mo", "moe"]


@pytest.mark.spec("CNL-3", "CNL-1")
def test_an_own_council_that_was_opened_before_is_told_of_when_it_is_convened(stage: Stage) -> None:
    mentors = stage.ids(*MENTORS)
    start = mine.look(stage.desk, stage["mia"], mentors).common[0]
    new = NewCouncil("My questions", mentors=tuple(mentors), open=True)
    called = calling.call(stage.desk, stage["mia"], new)
    assert stage.told(Kind.COUNCIL_OPEN) == []
    mine.convene(stage.desk, stage["mia"], called.council.id, called.council.revision, start)
    assert stage.told(Kind.COUNCIL_OPEN) == ["max", "mo", "moe"]


@pytest.mark.spec("CNL-1", "NTF-1")
@pytest.mark.parametrize(
    "becomes",
    [
        lambda stage, council: registering.register(stage.desk, stage["max"], council),
        lambda stage, _: changed(stage, "max", plan=Plan.INDIVIDUAL),
        lambda stage, _: changed(stage, "max", suspended=True),
    ],
    ids=["registered", "another plan", "suspended"],
)
def test_the_news_does_not_leave_once_it_is_none(
    stage: Stage, becomes: Callable[[Stage, int], object]
) -> None:
    council = stage.poll(*MENTORS).council.id
    [notice] = [each for each in stage.notices(Kind.COUNCIL_OPEN) if each.person == stage["max"].id]
    assert still_true(notice, about(stage.desk, notice))
    becomes(stage, council)
    assert not still_true(notice, about(stage.desk, notice))


@pytest.mark.spec("CNL-8", "NTF-2")
def test_many_mentees_hear_of_it_some_at_a_time_and_never_after_the_last_time(stage: Stage) -> None:
    with stage.store.write() as tx:
        for number in range(246):
            tx.people.add(a_person(f"Mentee {number}", plan=Plan.COUNCIL))
    stage.poll(*MENTORS)
    told = stage.notices(Kind.COUNCIL_OPEN)
    first = min(notice.due_at for notice in told)
    assert len({notice.person for notice in told}) == len(told) == 250
    waits = sorted(notice.due_at - first for notice in told)
    assert [waits.count(timedelta(seconds=20 * turn)) for turn in range(3)] == [100, 100, 50]
    assert {notice.expires_at for notice in told} == {max(TIMES)}


@pytest.mark.spec("CNL-8", "NTF-2", "NTF-6")
def test_of_very_many_mentees_each_hears_of_it_once_in_several_transactions(stage: Stage) -> None:
    with stage.store.write() as tx:
        for number in range(2 * INVITED_AT_ONCE):
            tx.people.add(a_person(f"Mentee {number}", plan=Plan.COUNCIL))
    stage.poll(*MENTORS)
    everybody = 2 * INVITED_AT_ONCE + 4
    heard = [len(stage.notices(Kind.COUNCIL_OPEN))]
    while inviting.invite_further(stage.desk):
        heard.append(len(stage.notices(Kind.COUNCIL_OPEN)))
    assert heard == [INVITED_AT_ONCE, 2 * INVITED_AT_ONCE, everybody]
    assert len({notice.person for notice in stage.notices(Kind.COUNCIL_OPEN)}) == everybody


@pytest.mark.spec("NTF-6")
def test_rounds_at_once_and_a_council_opened_anew_tell_nobody_twice_and_leave_nobody_out(
    stage: Stage,
) -> None:
    with stage.store.write() as tx:
        for number in range(2 * INVITED_AT_ONCE):
            tx.people.add(a_person(f"Mentee {number}", plan=Plan.COUNCIL))
    council = stage.poll(*MENTORS).council.id
    at_once(3, lambda _: inviting.invite_further(stage.desk))
    with stage.store.write() as tx:
        taken, notices = tx.councils.take(council), NoticeBatch(tx)
        assert taken is not None
        notices.invite(taken)
        notices.send()
    while inviting.invite_further(stage.desk):
        pass
    told = [notice.person for notice in stage.notices(Kind.COUNCIL_OPEN)]
    assert len(told) == len({*told}) == 2 * INVITED_AT_ONCE + 4


@pytest.mark.spec("NTF-1")
def test_nobody_further_is_told_of_a_council_that_is_cancelled_meanwhile(stage: Stage) -> None:
    with stage.store.write() as tx:
        for number in range(INVITED_AT_ONCE):
            tx.people.add(a_person(f"Mentee {number}", plan=Plan.COUNCIL))
    council = stage.get(stage.poll(*MENTORS).council.id)
    deciding.cancel(stage.desk, stage["olga"], council.id, council.revision, "no time")
    told = len(stage.notices(Kind.COUNCIL_OPEN))
    assert inviting.invite_further(stage.desk) == 1
    assert inviting.invite_further(stage.desk) == 0
    assert len(stage.notices(Kind.COUNCIL_OPEN)) == told
