"""Councils from the mentees' side: places, the waiting list, their own councils; mentors who drop out."""

from dataclasses import replace
from datetime import datetime

import pytest

from core.clock import Clock
from core.councils import Attendance, CouncilStatus, Standing
from core.errors.common import NotFound
from core.errors.councils import (
    BusyThen,
    CouncilNotAllowed,
    CouncilOver,
    CouncilPlanNeeded,
    MentorsBusy,
    NotInstant,
    StaleCouncil,
    WrongNumber,
)
from core.errors.mentors import OwnMentor
from core.errors.sessions import TooEarlyToJoin
from core.notices import Kind
from core.payloads import Ahead, CouncilConfirmed, Needed
from core.people import Plan
from core.usecases import replanning
from core.usecases.councils import (
    calling,
    coming,
    dashboard,
    deciding,
    dropping,
    mine,
    registering,
    telling,
)
from core.usecases.councils.drafting import Details, NewCouncil
from core.usecases.councils.views import CouncilView
from storage.store import SqlStore
from tests.core.council_stage import DAY, HOUR, MINUTE, NO, TIMES, YES, Stage
from tests.rules import change_rule
from tests.storage.samples import at_once


@pytest.fixture
def stage(store: SqlStore, clock: Clock) -> Stage:
    return Stage(store, clock)


def confirmed(stage: Stage, *names: str, **more: object) -> int:
    """A council of these mentors at TIMES[0]."""
    mentors = names or ("ada", "ben", "cleo")
    council = stage.poll(*mentors, **more).council.id  # type: ignore[arg-type]
    for name in mentors:
        stage.say(council, name, YES, NO, NO)
    assert stage.get(council).status is CouncilStatus.CONFIRMED
    return council


@pytest.mark.spec("CNL-1", "CNL-8", "CNL-11")
def test_places_are_counted_and_the_waiting_list_moves_up(stage: Stage) -> None:
    council = stage.poll(capacity=2).council.id
    for name in ("max", "mia", "mo"):
        registering.register(stage.desk, stage[name], council, "To grow", "How?")
    view = dashboard.council(stage.desk, stage["mo"], council)
    assert (view.registered, view.waiting, view.free_places) == (2, 1, 0)
    assert view.place is not None
    assert view.place.attendance is Attendance.WAITING
    assert view.places == (), "goals and questions are for the mentors and coordinators"
    registering.leave(stage.desk, stage["max"], council)
    assert stage.told(Kind.COUNCIL_MOVED_UP) == ["mo"]
    registering.leave(stage.desk, stage["max"], council)
    assert stage.told(Kind.COUNCIL_MOVED_UP) == ["mo"]
    again = registering.register(stage.desk, stage["mia"], council, "To learn", "Why?")
    assert (again.again, again.view.place and again.view.place.goals) == (True, "To learn")


@pytest.mark.spec("CNL-1", "CNL-11")
def test_as_many_as_press_at_once_there_are_never_more_than_the_places(stage: Stage) -> None:
    council = stage.poll(capacity=2).council.id
    names = ("max", "mia", "mo", "moe")
    at_once(4, lambda number: registering.register(stage.desk, stage[names[number]], council))
    view = dashboard.council(stage.desk, stage["olga"], council)
    assert (view.registered, view.waiting) == (2, 2)


@pytest.mark.spec("CNL-1")
def test_only_the_council_plan_registers_and_its_mentors_do_not(stage: Stage) -> None:
    council = stage.poll().council.id
    with stage.store.write() as tx:
        tx.people.save(replace(stage["max"], plan=Plan.INDIVIDUAL))
        tx.people.save(replace(stage["ada"], plan=Plan.COUNCIL))
    with pytest.raises(CouncilPlanNeeded):
        registering.register(stage.desk, stage["max"], council)
    with pytest.raises(CouncilNotAllowed):
        registering.register(stage.desk, stage["ada"], council)


@pytest.mark.spec("CNL-7", "CNL-8")
def test_whoever_is_free_is_claimed_and_whoever_is_busy_is_told_and_does_not_block(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council.id
    for name in ("max", "mia"):
        registering.register(stage.desk, stage[name], council)
    stage.book("dan", TIMES[0], "mia")
    for name in ("ada", "ben", "cleo"):
        stage.say(council, name, YES, NO, NO)
    assert stage.claimed(council) == ["ada", "ben", "cleo", "max"]
    view = dashboard.council(stage.desk, stage["mia"], council)
    assert view.place is not None
    assert view.place.busy
    assert view.may_leave
    told = {
        stage.name(n.person): n.of(CouncilConfirmed).attends for n in stage.notices(Kind.COUNCIL_CONFIRMED)
    }
    assert (told["max"], told["mia"]) == ("registrant", "registrant")
    registering.leave(stage.desk, stage["mia"], council)
    assert stage.violations() == []


@pytest.mark.spec("CNL-7", "CNL-11", "BOK-5")
def test_after_the_decision_a_place_is_claimed_at_once_or_refused(stage: Stage) -> None:
    council = confirmed(stage, capacity=1)
    registering.register(stage.desk, stage["max"], council)
    assert "max" in stage.claimed(council)
    assert "max" in stage.told(Kind.JOIN, council)
    registering.register(stage.desk, stage["mia"], council)
    registering.register(stage.desk, stage["mo"], council)
    stage.book("dan", TIMES[0], "mia")
    stage.book("eve", TIMES[0], "moe")
    registering.leave(stage.desk, stage["max"], council)
    assert stage.told(Kind.COUNCIL_MOVED_UP) == ["mo"], "mia has something else then"
    assert stage.claimed(council) == ["ada", "ben", "cleo", "mo"]
    calling.describe(stage.desk, stage["olga"], council, stage.get(council).revision, Details(capacity=9))
    with pytest.raises(BusyThen):
        registering.register(stage.desk, stage["moe"], council)
    assert stage.violations() == []


@pytest.mark.spec("CNL-8", "NTF-2")
def test_who_comes_is_reminded_given_the_material_and_the_way_in(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo", material="Read the paper").council.id
    registering.register(stage.desk, stage["max"], council)
    for name in ("ada", "ben", "cleo"):
        stage.say(council, name, NO, YES, NO)
    minutes = sorted({n.of(Ahead).minutes for n in stage.notices(Kind.REMINDER)})
    assert minutes == [60, 1440]
    [ahead] = {n.due_at for n in stage.notices(Kind.COUNCIL_PREPARATION)}
    assert TIMES[1] - ahead == 48 * HOUR
    assert stage.told(Kind.COUNCIL_PREPARATION) == ["ada", "ben", "cleo", "max"]
    with pytest.raises(TooEarlyToJoin):
        coming.join(stage.desk, stage["max"], council)
    stage.clock.move_to(TIMES[1] - 10 * MINUTE)
    assert coming.join(stage.desk, stage["max"], council).url.startswith("https://rooms.example/")
    coming.join(stage.desk, stage["ada"], council)
    assert stage.get(council).participating[0].joined_at is not None
    with pytest.raises(NotFound):
        coming.join(stage.desk, stage["mia"], council)


@pytest.mark.spec("CNL-8", "NTF-2")
def test_a_reminder_of_what_has_changed_is_not_sent(stage: Stage) -> None:
    council = confirmed(stage)
    registering.register(stage.desk, stage["max"], council)
    [notice] = [n for n in stage.notices(Kind.JOIN, council) if n.person == stage["max"].id]
    assert telling.still_true(notice, telling.about(stage.desk, notice))
    registering.leave(stage.desk, stage["max"], council)
    assert not telling.still_true(notice, telling.about(stage.desk, notice))
    [other] = [n for n in stage.notices(Kind.JOIN, council) if n.person == stage["ada"].id]
    deciding.cancel(stage.desk, stage["olga"], council, stage.get(council).revision)
    assert not telling.still_true(other, telling.about(stage.desk, other))


@pytest.mark.spec("CNL-11")
def test_a_mentor_who_drops_out_is_replaced_by_a_free_one_of_like_expertise(stage: Stage) -> None:
    council = confirmed(stage, "ada", "ben", "cleo")
    registering.register(stage.desk, stage["max"], council)
    stage.book("dan", TIMES[0])
    revision = stage.get(council).revision
    out = dropping.drop_out(stage.desk, stage["ben"], council, revision, "Ill")
    assert (out.replacement and out.replacement.name, out.short) == ("Fay", False)
    assert stage.claimed(council) == ["ada", "cleo", "fay", "max"]
    assert stage.told(Kind.COUNCIL_CHANGED) == ["ada", "cleo", "max", "olga"]
    assert stage.notices(Kind.COUNCIL_CONFIRMED)[-1].payload == CouncilConfirmed(
        attends="mentor", replaces=stage["ben"].id
    )
    assert stage.told(Kind.JOIN, council) == ["ada", "cleo", "fay", "max"]
    with pytest.raises(StaleCouncil):
        dropping.drop_out(stage.desk, stage["ada"], council, revision)
    with pytest.raises(CouncilOver):
        dropping.drop_out(stage.desk, stage["ben"], council, revision + 1)
    assert stage.violations() == []


@pytest.mark.spec("CNL-11")
def test_below_the_minimum_without_a_replacement_the_coordinator_decides(stage: Stage) -> None:
    council = confirmed(stage)
    for name in ("dan", "eve", "fay"):
        stage.book(name, TIMES[0], {"dan": "max", "eve": "mia", "fay": "mo"}[name])
    present = stage.get(council)
    out = dropping.drop_out(stage.desk, stage["ada"], council, present.revision)
    assert (out.replacement, out.short) == (None, True)
    [alert] = [n for n in stage.notices(Kind.COUNCIL_ALERT) if n.of(Needed).why == "short"]
    assert stage.name(alert.person) == "olga"
    assert telling.still_true(alert, telling.about(stage.desk, alert))
    with pytest.raises(MentorsBusy):
        deciding.add_mentors(stage.desk, stage["olga"], council, present.revision + 1, stage.ids("dan"))
    stage.save_mentor("fay", instant_booking=False)
    with pytest.raises(NotInstant):
        deciding.add_mentors(stage.desk, stage["olga"], council, present.revision + 1, stage.ids("fay"))
    again = deciding.add_mentors(stage.desk, stage["olga"], council, present.revision + 1, stage.ids("ada"))
    assert [stage.name(seat.mentor) for seat in again.council.participating] == ["ben", "cleo", "ada"]
    assert not telling.still_true(alert, telling.about(stage.desk, alert))
    assert stage.violations() == []


@pytest.mark.spec("CNL-11")
def test_dropping_out_twice_at_once_replaces_once(stage: Stage) -> None:
    council = confirmed(stage)
    revision = stage.get(council).revision

    def attempt(_: int) -> str:
        try:
            dropping.drop_out(stage.desk, stage["ben"], council, revision)
        except (StaleCouncil, CouncilOver) as refusal:
            return type(refusal).__name__
        return "dropped"

    assert at_once(3, attempt).count("dropped") == 1
    assert len(stage.get(council).participating) == 3
    assert stage.violations() == []


def convened(stage: Stage, name: str, new: NewCouncil, start: datetime) -> CouncilView:
    draft = calling.call(stage.desk, stage[name], new).council
    return mine.convene(stage.desk, stage[name], draft.id, draft.revision, start)


@pytest.mark.spec("CNL-3", "CNL-1", "BOK-2")
def test_a_common_time_of_instant_mentors_is_confirmed_at_once(stage: Stage) -> None:
    mentors = stage.ids("ada", "ben", "cleo")
    outlook = mine.look(stage.desk, stage["mia"], mentors)
    assert outlook.instant
    new = NewCouncil("My questions", mentors=tuple(mentors))
    view = convened(stage, "mia", new, outlook.common[0])
    assert (view.council.status, view.council.own) == (CouncilStatus.CONFIRMED, True)
    assert stage.claimed(view.council.id) == ["ada", "ben", "cleo", "mia"]
    assert stage.told(Kind.COUNCIL_CONFIRMED) == ["ada", "ben", "cleo", "mia"]
    assert outlook.common[0] not in mine.look(stage.desk, stage["mia"], mentors).common
    with pytest.raises(MentorsBusy):
        convened(stage, "max", new, outlook.common[0])
    with pytest.raises(CouncilNotAllowed):
        registering.leave(stage.desk, stage["mia"], view.council.id)
    with stage.store.read() as tx:
        assert tx.sessions.counted(stage["mia"].id, "2026-03-01") == 0
    assert stage.violations() == []


@pytest.mark.spec("CNL-3", "BOK-5")
def test_two_mentees_who_take_the_same_time_at_once_get_one_council(stage: Stage) -> None:
    mentors = stage.ids("ada", "ben", "cleo")
    start = mine.look(stage.desk, stage["mia"], mentors).common[4]
    names = ("mia", "max", "mo")

    def attempt(number: int) -> str:
        new = NewCouncil("My questions", mentors=tuple(mentors))
        try:
            convened(stage, names[number], new, start)
        except MentorsBusy:
            return "busy"
        return "confirmed"

    assert sorted(at_once(3, attempt)) == ["busy", "busy", "confirmed"]
    assert stage.violations() == []


@pytest.mark.spec("CNL-3")
def test_mentors_who_want_to_be_asked_are_asked_by_a_poll(stage: Stage) -> None:
    stage.save_mentor("ben", instant_booking=False)
    mentors = tuple(stage.ids("ada", "ben", "cleo"))
    outlook = mine.look(stage.desk, stage["mia"], mentors)
    assert (outlook.instant, outlook.not_instant) == (False, ("Ben",))
    new = NewCouncil("My questions", mentors=mentors, times=TIMES)
    with pytest.raises(NotInstant):
        convened(stage, "mia", new, outlook.common[0])
    draft = calling.call(stage.desk, stage["mia"], new).council
    view = calling.open_poll(stage.desk, stage["mia"], draft.id, draft.revision)
    assert view.registered == 1
    for name in ("ada", "ben", "cleo"):
        stage.say(draft.id, name, NO, YES, NO)
    assert stage.claimed(draft.id) == ["ada", "ben", "cleo", "mia"]


@pytest.mark.spec("CNL-3", "CNL-10")
def test_without_a_common_time_it_says_why_and_what_would_help(stage: Stage) -> None:
    stage.save_mentor("ben", min_notice_minutes=10_080, max_days_ahead=60)
    since, until = stage.clock.now() + HOUR, stage.clock.now() + 3 * DAY
    outlook = mine.look(stage.desk, stage["mia"], stage.ids("ada", "ben", "cleo", "eve"), since, until)
    assert outlook.common == ()
    ada, ben = stage["ada"].id, stage["ben"].id
    assert outlook.without[ben] > 0
    assert outlook.without[ada] == 0
    assert outlook.fewer[0].free == {ada, stage["cleo"].id, stage["eve"].id}
    assert outlook.elsewhere
    [swap] = outlook.swaps
    assert (swap.out.person.name, swap.match.mentor.person.name) == ("Ben", "Dan")
    assert swap.times


@pytest.mark.spec("CNL-3")
def test_a_mentee_picks_three_to_five_others(stage: Stage) -> None:
    with pytest.raises(WrongNumber):
        mine.look(stage.desk, stage["mia"], stage.ids("ada", "ben"))
    with pytest.raises(CouncilPlanNeeded):
        mine.look(stage.desk, stage["ada"], stage.ids("ben", "cleo", "dan"))
    with stage.store.write() as tx:
        tx.people.save(replace(stage["ada"], plan=Plan.COUNCIL))
    with pytest.raises(OwnMentor):
        mine.look(stage.desk, stage["ada"], stage.ids("ada", "cleo", "dan"))


@pytest.mark.spec("CNL-9")
def test_the_dashboard_shows_open_councils_and_finds_them_by_their_code(stage: Stage) -> None:
    council = confirmed(stage)
    page = dashboard.councils(stage.desk, stage["max"])
    [view] = page.councils
    assert (view.may_register, view.free_places, page.may_call) == (True, 12, True)
    assert view.council.meeting_url == ""
    assert dashboard.council_by_code(stage.desk, stage["max"], view.code.lower()).council.id == council
    registering.register(stage.desk, stage["max"], council, "To grow", "")
    seen = dashboard.council(stage.desk, stage["ada"], council)
    assert [place.goals for place in seen.places] == ["To grow"]
    assert seen.seat is not None
    assert seen.seat.standing is Standing.PARTICIPATING
    with pytest.raises(NotFound):
        dashboard.council_by_code(stage.desk, stage["max"], "C-0000")


@pytest.mark.spec("CNL-8", "NTF-2")
def test_councils_decided_before_a_change_of_the_rules_are_reminded_by_those_in_force(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council.id
    registering.register(stage.desk, stage["max"], council)
    for name in ("ada", "ben", "cleo"):
        stage.say(council, name, NO, YES, NO)
    change_rule(stage.desk, stage["olga"], "join_window_minutes", 40)
    change_rule(stage.desk, stage["olga"], "reminder_offsets_minutes", [90])

    for _ in range(2):
        stage.clock.move(MINUTE)
        replanning.replan(stage.desk)

    for kind, minutes in ((Kind.REMINDER, 90), (Kind.JOIN, 40)):
        assert {n.due_at for n in stage.notices(kind)} == {TIMES[1] - minutes * MINUTE}
        assert stage.told(kind) == ["ada", "ben", "cleo", "max"]
    assert stage.told(Kind.COUNCIL_PREPARATION) == ["ada", "ben", "cleo", "max"]
    assert stage.violations() == []
