"""Polls from the first question to the decision: one outcome, and everybody is told once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from core.clock import Clock
from core.councils import CouncilStatus, Standing
from core.decisions import Edge
from core.errors.common import NotFound, Refusal
from core.errors.councils import CouncilOver, MentorsBusy, StaleCouncil, TimeTooSoon, WrongNumber
from core.notices import Kind
from core.payloads import CouncilConfirmed, Needed, Nudged
from core.usecases.councils import calling, dashboard, deciding, polling, rounds, telling
from core.usecases.councils.drafting import Details, NewCouncil
from storage.council_tables import council_proposals
from storage.store import SqlStore
from tests.core.council_stage import DAY, HOUR, MAYBE, MINUTE, NO, TIMES, YES, Stage
from tests.storage.samples import at_once


@pytest.fixture
def stage(store: SqlStore, clock: Clock) -> Stage:
    return Stage(store, clock)


@pytest.mark.spec("CNL-2", "CNL-4", "CNL-9")
def test_calling_asks_each_mentor_once_and_shows_the_coordinator_the_progress(stage: Stage) -> None:
    view = stage.poll()
    assert view.council.status is CouncilStatus.COLLECTING
    assert view.council.deadline is not None
    assert view.council.deadline - view.now == 72 * HOUR
    assert stage.told(Kind.COUNCIL_POLL) == ["ada", "ben", "cleo", "dan", "eve"]
    assert stage.told(Kind.COUNCIL_PROGRESS) == ["olga"]
    assert stage.claimed(view.council.id) == []
    assert stage.violations() == []


@pytest.mark.spec("CNL-2")
def test_mentors_are_assigned_by_the_expertise_that_is_wanted_with_what_they_share(stage: Stage) -> None:
    matches = calling.match_mentors(stage.desk, stage["olga"], ("SQL",))
    assert [(match.mentor.person.name, match.shared) for match in matches] == [
        ("Ben", ("SQL",)),
        ("Dan", ("SQL",)),
        ("Fay", ("SQL",)),
    ]
    new = NewCouncil("Data", expertise=("sql",))
    council = calling.call(stage.desk, stage["olga"], new).council
    assert [stage.name(seat.mentor) for seat in council.seats] == ["ben", "dan", "fay"]
    assert all(seat.shared == ("sql",) for seat in council.seats)


@pytest.mark.spec("CNL-1", "CNL-2")
def test_a_council_needs_three_to_five_times_after_the_deadline_and_enough_mentors(stage: Stage) -> None:
    few = NewCouncil("Careers", mentors=tuple(stage.ids("ada", "ben", "cleo")), times=TIMES[:2])
    council = calling.call(stage.desk, stage["olga"], few).council
    with pytest.raises(WrongNumber, match="times"):
        calling.open_poll(stage.desk, stage["olga"], council.id, 1)
    soon = calling.set_times(
        stage.desk, stage["olga"], council.id, 1, (*TIMES[:2], stage.clock.now() + DAY)
    ).council
    with pytest.raises(TimeTooSoon) as early:
        calling.open_poll(stage.desk, stage["olga"], council.id, soon.revision)
    assert early.value.earliest - stage.clock.now() > 71 * HOUR
    short = Details(hours=20, minutes=45)
    changed = calling.describe(stage.desk, stage["olga"], council.id, soon.revision, short)
    opened = calling.open_poll(stage.desk, stage["olga"], council.id, changed.council.revision)
    assert (opened.council.minutes, opened.asked) == (45, 3)
    with pytest.raises(StaleCouncil):
        calling.open_poll(stage.desk, stage["olga"], council.id, 1)


@pytest.mark.spec("CNL-2")
def test_times_that_have_passed_meanwhile_go_out_one_by_one(stage: Stage) -> None:
    soon = tuple(stage.clock.now() + hours * HOUR for hours in (20, 21))
    new = NewCouncil("Careers", mentors=tuple(stage.ids("ada", "ben", "cleo")), times=(*soon, *TIMES))
    council = calling.call(stage.desk, stage["olga"], new).council
    stage.clock.move(DAY)
    with pytest.raises(TimeTooSoon):
        calling.set_times(stage.desk, stage["olga"], council.id, 1, (*TIMES, stage.clock.now()))
    for revision, kept in enumerate(((soon[1], *TIMES), TIMES), start=1):
        after = calling.set_times(stage.desk, stage["olga"], council.id, revision, kept).council
        assert [each.starts_at for each in after.proposals] == list(kept)


@pytest.mark.spec("CNL-5")
def test_reminders_escalate_to_those_who_have_not_answered_then_to_the_coordinator(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    began = stage.clock.now()
    stage.say(council.id, "ada", YES, YES, NO)
    dues = {
        notice.of(Nudged).step: round((notice.due_at - began) / HOUR)
        for notice in stage.notices(Kind.COUNCIL_NUDGE)
    }
    assert dues == {1: 24, 2: 48, 3: 66}
    alert = next(n for n in stage.notices(Kind.COUNCIL_ALERT) if n.of(Needed).why == "silent")
    assert round((alert.due_at - began) / HOUR) == 69
    for notice in stage.notices(Kind.COUNCIL_NUDGE):
        view = telling.about(stage.desk, notice)
        assert telling.still_true(notice, view) is (stage.name(notice.person) != "ada")
    assert telling.still_true(alert, telling.about(stage.desk, alert))


@pytest.mark.spec("CNL-6", "CNL-7", "CNL-8")
def test_it_is_decided_as_soon_as_nothing_outstanding_can_change_it(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    stage.say(council.id, "ada", YES, YES, YES)
    assert not stage.say(council.id, "ben", YES, YES, NO).decided
    last = stage.say(council.id, "cleo", YES, None, None)
    assert last.decided
    after = stage.get(council.id)
    assert (after.status, after.starts_at) == (CouncilStatus.CONFIRMED, TIMES[0])
    assert stage.claimed(council.id) == ["ada", "ben", "cleo"]
    assert stage.told(Kind.COUNCIL_CONFIRMED) == ["ada", "ben", "cleo", "olga"]
    assert after.verdict is not None
    assert (after.verdict.edge, after.verdict.number) == (Edge.ONLY, 6)
    assert stage.violations() == []


@pytest.mark.spec("CNL-6", "CNL-7")
def test_at_the_deadline_the_best_time_so_far_is_taken_and_everybody_told_once(stage: Stage) -> None:
    council = stage.poll().council
    stage.say(council.id, "ada", YES, YES, NO)
    stage.say(council.id, "ben", YES, YES, NO)
    stage.say(council.id, "cleo", YES, YES, NO)
    stage.say(council.id, "dan", NO, MAYBE, NO)
    assert rounds.close_polls(stage.desk) == 0
    stage.clock.move(72 * HOUR)
    assert rounds.close_polls(stage.desk) == 1
    assert rounds.close_polls(stage.desk) == 0
    after = stage.get(council.id)
    assert after.starts_at == TIMES[1]
    assert [stage.name(s.mentor) for s in after.with_standing(Standing.OPTIONAL)] == ["dan"]
    assert stage.claimed(council.id) == ["ada", "ben", "cleo"]
    told = {
        stage.name(n.person): n.of(CouncilConfirmed).attends for n in stage.notices(Kind.COUNCIL_CONFIRMED)
    }
    assert told == {
        "ada": "mentor",
        "ben": "mentor",
        "cleo": "mentor",
        "dan": "optional",
        "eve": "absent",
        "olga": "coordinator",
    }
    assert len(stage.notices(Kind.COUNCIL_CONFIRMED)) == 6
    assert stage.told(Kind.JOIN, council.id) == ["ada", "ben", "cleo", "dan"]
    assert stage.violations() == []


@pytest.mark.spec("CNL-6")
@pytest.mark.parametrize("first", ["the round", "the answer"])
def test_an_answer_that_comes_as_the_deadline_passes_changes_nothing(stage: Stage, first: str) -> None:
    council = stage.poll().council
    for name in ("ada", "ben", "cleo"):
        stage.say(council.id, name, YES, NO, NO)
    stage.clock.move(72 * HOUR)
    if first == "the round":
        rounds.close_polls(stage.desk)
    late = stage.say(council.id, "dan", YES, YES, YES)
    rounds.close_polls(stage.desk)
    assert not late.counted
    after = stage.get(council.id)
    assert (after.status, after.starts_at) == (CouncilStatus.CONFIRMED, TIMES[0])
    assert [stage.name(seat.mentor) for seat in after.participating] == ["ada", "ben", "cleo"]
    assert sorted(set(stage.told(Kind.COUNCIL_CONFIRMED))) == stage.told(Kind.COUNCIL_CONFIRMED)


@pytest.mark.spec("CNL-6")
def test_answers_while_the_round_is_at_it_end_in_one_outcome(stage: Stage) -> None:
    council = stage.poll().council
    for name in ("ada", "ben", "cleo"):
        stage.say(council.id, name, YES, NO, NO)
    stage.clock.move(72 * HOUR)

    def attempt(number: int) -> None:
        if number % 2:
            rounds.close_polls(stage.desk)
        else:
            stage.say(council.id, "dan", YES, YES, YES)

    at_once(6, attempt)
    rounds.close_polls(stage.desk)
    assert stage.get(council.id).starts_at == TIMES[0]
    assert stage.claimed(council.id) == ["ada", "ben", "cleo"]
    assert stage.told(Kind.COUNCIL_CONFIRMED) == ["ada", "ben", "cleo", "dan", "eve", "olga"]


@pytest.mark.spec("CNL-6", "CNL-7")
def test_the_last_answers_at_once_decide_once(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    names = ("ada", "ben", "cleo")
    at_once(3, lambda number: stage.say(council.id, names[number], YES, NO, NO))
    assert stage.get(council.id).status is CouncilStatus.CONFIRMED
    assert stage.told(Kind.COUNCIL_CONFIRMED) == ["ada", "ben", "cleo", "olga"]
    assert stage.violations() == []


@pytest.mark.spec("CNL-7", "BOK-5")
def test_a_mentor_who_was_booked_meanwhile_makes_the_next_best_time_win(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    stage.say(council.id, "ada", YES, YES, NO)
    stage.say(council.id, "ben", YES, YES, NO)
    stage.book("ada", TIMES[0] + HOUR / 2)
    assert stage.say(council.id, "cleo", YES, YES, NO).decided
    after = stage.get(council.id)
    assert after.starts_at == TIMES[1]
    assert stage.claimed(council.id) == ["ada", "ben", "cleo"]
    assert stage.violations() == []


@pytest.mark.spec("CNL-7", "BOK-5")
def test_a_pause_that_reaches_into_the_next_session_is_a_conflict_too(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    stage.book("ada", TIMES[0] + HOUR)
    for name in ("ada", "ben", "cleo"):
        stage.say(council.id, name, YES, YES, NO)
    assert stage.get(council.id).starts_at == TIMES[1]
    assert stage.violations() == []


@pytest.mark.spec("CNL-7", "BOK-5")
def test_with_enough_mentors_left_the_time_stands_without_the_one_who_was_booked(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo", "dan").council
    stage.book("dan", TIMES[0])
    for name in ("ada", "ben", "cleo", "dan"):
        stage.say(council.id, name, YES, NO, NO)
    after = stage.get(council.id)
    assert after.starts_at == TIMES[0]
    assert [stage.name(seat.mentor) for seat in after.participating] == ["ada", "ben", "cleo"]


@pytest.mark.spec("CNL-7", "CNL-10")
def test_below_the_minimum_the_coordinator_is_alerted_and_sees_what_would_help(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    stage.say(council.id, "ada", NO, NO, NO)
    polling.explain(stage.desk, stage["ada"], council.id, "Travelling")
    polling.suggest_time(stage.desk, stage["ada"], council.id, TIMES[2] + DAY)
    assert stage.get(council.id).status is CouncilStatus.DECIDING, "no outstanding answer can change it"
    assert [n.of(Needed).why for n in stage.notices(Kind.COUNCIL_ALERT)] == ["undecided"]
    out = deciding.way_out(stage.desk, stage["olga"], council.id)
    assert out.suggestions == {TIMES[2] + DAY: (stage["ada"].id,)}
    assert out.times
    assert out.without[stage["ada"].id] > 0
    assert next(match.mentor.person.name for match in out.substitutes) in {"Dan", "Fay"}
    assert out.view.board is not None
    assert out.view.board.decision.winner is None
    with pytest.raises(NotFound):
        deciding.way_out(stage.desk, stage["ben"], council.id)


@pytest.mark.spec("CNL-7")
def test_the_coordinator_extends_and_adds_mentors_and_the_poll_goes_on(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    stage.say(council.id, "ada", NO, NO, NO)
    present = stage.get(council.id)
    with pytest.raises(StaleCouncil):
        deciding.extend(stage.desk, stage["olga"], council.id, 1, 24)
    more = deciding.extend(
        stage.desk, stage["olga"], council.id, present.revision, 24, (TIMES[2] + DAY,)
    ).council
    assert (more.status, len(more.proposals)) == (CouncilStatus.COLLECTING, 4)
    assert stage.told(Kind.COUNCIL_POLL) == ["ada", "ada", "ben", "ben", "cleo", "cleo"]
    added = deciding.add_mentors(
        stage.desk, stage["olga"], council.id, more.revision, stage.ids("dan")
    ).council
    assert stage.told(Kind.COUNCIL_POLL).count("dan") == 1
    assert {n.revision for n in stage.notices(Kind.COUNCIL_NUDGE)} == {added.revision}
    for name in ("ben", "cleo", "dan"):
        stage.say(council.id, name, NO, NO, NO, YES)
    stage.say(council.id, "ada", NO, NO, NO, MAYBE)
    after = stage.get(council.id)
    assert (after.status, after.starts_at) == (CouncilStatus.CONFIRMED, TIMES[2] + DAY)
    assert stage.violations() == []


@pytest.mark.spec("CNL-7")
def test_a_time_by_hand_needs_no_minimum_and_claims_who_was_chosen(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    stage.say(council.id, "ada", YES, NO, NO)
    stage.say(council.id, "ben", YES, NO, NO)
    stage.say(council.id, "cleo", NO, NO, NO)
    present = stage.get(council.id)
    assert present.status is CouncilStatus.DECIDING
    choose = (stage.desk, stage["olga"], council.id, present.revision, TIMES[0])
    with pytest.raises(MentorsBusy) as cannot:
        deciding.choose(*choose, stage.ids("ada", "ben", "cleo"))
    assert cannot.value.names == ("Cleo",)
    after = deciding.choose(*choose).council
    assert (after.starts_at, after.verdict and after.verdict.edge) == (TIMES[0], Edge.HAND)
    assert stage.claimed(council.id) == ["ada", "ben"]


@pytest.mark.spec("CNL-7")
def test_two_coordinators_deciding_at_once_get_one_council(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    stage.say(council.id, "ada", NO, NO, NO)
    revision = stage.get(council.id).revision

    def attempt(number: int) -> str:
        try:
            if number == 0:
                return str(deciding.cancel(stage.desk, stage["olga"], council.id, revision).council.status)
            start = TIMES[2] + number * DAY
            made = deciding.choose(stage.desk, stage["olga"], council.id, revision, start)
            return str(made.council.status)
        except Refusal as refusal:
            return type(refusal).__name__

    outcomes = at_once(4, attempt)
    assert sorted(outcomes).count("StaleCouncil") == 3
    after = stage.get(council.id)
    assert outcomes.count(after.status) == 1
    told = Kind.COUNCIL_CANCELLED if after.status is CouncilStatus.CANCELLED else Kind.COUNCIL_CONFIRMED
    assert len(stage.told(told)) == len(set(stage.told(told)))
    assert stage.violations() == []


@pytest.mark.spec("CNL-7", "CNL-9")
def test_a_council_about_which_nobody_decides_fails_and_everybody_hears(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    stage.clock.move(72 * HOUR)
    rounds.close_polls(stage.desk)
    assert stage.get(council.id).status is CouncilStatus.DECIDING
    stage.clock.move(72 * HOUR)
    rounds.close_polls(stage.desk)
    assert stage.get(council.id).status is CouncilStatus.FAILED
    assert stage.told(Kind.COUNCIL_FAILED) == ["ada", "ben", "cleo", "olga"]
    with pytest.raises(CouncilOver):
        deciding.cancel(stage.desk, stage["olga"], council.id, stage.get(council.id).revision)
    assert stage.violations() == []


@pytest.mark.spec("CNL-7")
def test_a_late_answer_that_makes_a_time_feasible_ends_the_waiting(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    for name in ("ada", "ben"):
        stage.say(council.id, name, YES, NO, NO)
    stage.clock.move(72 * HOUR)
    late = stage.say(council.id, "cleo", YES, NO, NO)
    assert (late.counted, late.decided) == (True, True)
    assert stage.get(council.id).starts_at == TIMES[0]
    assert stage.told(Kind.COUNCIL_CONFIRMED) == ["ada", "ben", "cleo", "olga"]


@pytest.mark.spec("CNL-4", "SLT-3")
def test_hours_on_each_date_are_those_of_the_mentors_clock_also_across_the_change(stage: Stage) -> None:
    """Clocks in Berlin change on 29 March: 14:00 to 15:00 is 13:00 UTC before it, 12:00 UTC after it."""
    days = [datetime(2026, 3, day, tzinfo=UTC) for day in (27, 28, 30, 31)]
    stage.clock.move_to(datetime(2026, 3, 20, 8, tzinfo=UTC))
    at_one = [day + 13 * HOUR for day in days]
    council = stage.poll(times=at_one)
    polling.answer_hours(stage.desk, stage["ada"], council.council.id, 14 * 60, 15 * 60)
    view = dashboard.council(stage.desk, stage["ada"], council.council.id)
    votes = view.council.votes_of(stage["ada"].id)
    said = [votes[each.id].counts(each.starts_at, each.starts_at + HOUR) for each in view.council.proposals]
    assert said == [YES, YES, NO, NO]


@pytest.mark.spec("CNL-2", "SLT-3")
def test_a_council_across_the_change_of_clocks_is_claimed_where_it_was_proposed(stage: Stage) -> None:
    stage.clock.move_to(datetime(2026, 3, 20, 8, tzinfo=UTC))
    times = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in (28, 29, 30)]
    council = stage.poll("ada", "ben", "cleo", times=times).council
    for name in ("ada", "ben", "cleo"):
        stage.say(council.id, name, NO, YES, NO)
    after = stage.get(council.id)
    assert after.starts_at == times[1]
    with stage.store.read() as tx:
        [claim] = tx.claims.of([stage["ada"].id], times[1], times[1] + HOUR, tx.now)
    assert (claim.starts_at, claim.ends_at) == (times[1], times[1] + HOUR + 15 * MINUTE)
    assert council.deadline is not None
    assert council.asked_at is not None
    assert council.deadline - council.asked_at == timedelta(hours=72)


@pytest.mark.spec("CNL-4", "CNL-9")
def test_answers_explanations_and_notes_are_for_coordinators_alone(stage: Stage) -> None:
    council = stage.poll().council
    stage.say(council.id, "ada", YES, NO, NO)
    polling.explain(stage.desk, stage["ada"], council.id, "Dentist")
    dashboard.note(stage.desk, stage["olga"], council.id, "Ask Ada twice")
    seen = dashboard.council(stage.desk, stage["ben"], council.id)
    assert (seen.board, seen.council.votes, seen.answered, seen.asked) == (None, (), 1, 5)
    assert all(seat.conflict == "" for seat in seen.council.seats)
    own = dashboard.council(stage.desk, stage["ada"], council.id)
    assert (len(own.council.votes), own.seat and own.seat.conflict) == (3, "Dentist")
    board = dashboard.council(stage.desk, stage["olga"], council.id).board
    assert board is not None
    assert [note.text for note in board.notes] == ["Ask Ada twice"]
    assert [stage.name(person) for person in board.silent] == ["ben", "cleo", "dan", "eve"]
    with pytest.raises(NotFound):
        dashboard.note(stage.desk, stage["mia"], council.id, "Me too")


@pytest.mark.spec("CNL-4")
def test_an_answer_can_be_changed_until_the_decision_and_only_by_its_mentors(stage: Stage) -> None:
    council = stage.poll().council
    stage.say(council.id, "ada", YES, NO, NO)
    stage.say(council.id, "ada", NO, None, None)
    own = dashboard.council(stage.desk, stage["ada"], council.id).council
    assert [vote.answer for vote in own.votes_of(stage["ada"].id).values()].count(NO) == 3
    with pytest.raises(NotFound):
        stage.say(council.id, "mia", YES, YES, YES)
    with pytest.raises(NotFound):
        polling.answer(stage.desk, stage["ada"], council.id, {1: YES})


@pytest.mark.spec("CNL-9")
def test_cancelling_frees_everybodys_time_and_tells_them_once(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    for name in ("ada", "ben", "cleo"):
        stage.say(council.id, name, YES, NO, NO)
    revision = stage.get(council.id).revision
    deciding.cancel(stage.desk, stage["olga"], council.id, revision, "Fire drill")
    assert stage.claimed(council.id) == []
    assert stage.told(Kind.COUNCIL_CANCELLED) == ["ada", "ben", "cleo"]
    assert stage.told(Kind.JOIN, council.id) == []
    assert stage.violations() == []


@pytest.mark.spec("CNL-9", "CNL-8")
def test_a_council_that_is_over_is_completed_once(stage: Stage) -> None:
    council = stage.poll("ada", "ben", "cleo").council
    for name in ("ada", "ben", "cleo"):
        stage.say(council.id, name, YES, NO, NO)
    stage.clock.move_to(TIMES[0] + HOUR + 16 * MINUTE)
    assert sum(at_once(3, lambda _: rounds.complete_ended(stage.desk))) == 1
    assert stage.get(council.id).status is CouncilStatus.COMPLETED
    past = dashboard.councils(stage.desk, stage["ada"], past=True)
    assert [view.council.id for view in past.councils] == [council.id]
    assert stage.violations() == []


@pytest.mark.spec("CNL-8")
def test_many_councils_at_once_share_mentors_without_an_overlap(stage: Stage) -> None:
    councils = [stage.poll("ada", "ben", "cleo", "dan").council.id for _ in range(4)]
    for council in councils:
        for name in ("ada", "ben", "cleo"):
            stage.say(council, name, YES, YES, MAYBE)
    stage.clock.move(72 * HOUR)
    assert sum(at_once(3, lambda _: rounds.close_polls(stage.desk))) == 4
    found = [stage.get(council) for council in councils]
    assert sorted(each.status for each in found) == ["confirmed", "confirmed", "deciding", "deciding"]
    assert {each.starts_at for each in found if each.starts_at} == {TIMES[0], TIMES[1]}
    assert stage.violations() == []


@pytest.mark.spec("CNL-7")
def test_a_council_that_cannot_be_decided_holds_up_no_other(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    councils = [stage.poll("ada", "ben", "cleo").council.id for _ in range(3)]
    stage.clock.move(72 * HOUR)
    beyond_counting = (
        update(council_proposals)
        .where(council_proposals.c.council == councils[1], council_proposals.c.starts_at == TIMES[0])
        .values(starts_at=datetime.max.replace(tzinfo=UTC))
    )
    with stage.store.engines.writer.begin() as connection:
        connection.execute(beyond_counting)
    rounds.close_polls(stage.desk)
    assert caplog.text.count("is left until later: builtins.OverflowError") == 1
    assert [stage.get(council).status for council in councils] == ["deciding", "collecting", "deciding"]


@pytest.mark.spec("CNL-2")
def test_admins_see_every_council_and_a_draft_is_its_coordinators_alone(stage: Stage) -> None:
    new = NewCouncil("Mine", mentors=tuple(stage.ids("ada", "ben", "cleo")), times=TIMES)
    draft = calling.call(stage.desk, stage["mia"], new).council
    assert draft.own
    assert dashboard.council(stage.desk, stage["olga"], draft.id).coordinates
    for name in ("ada", "max"):
        with pytest.raises(NotFound):
            dashboard.council(stage.desk, stage[name], draft.id)
    assert dashboard.councils(stage.desk, stage["max"]).councils == ()
    opened = calling.open_poll(stage.desk, stage["mia"], draft.id, draft.revision).council
    with pytest.raises(NotFound):
        dashboard.council(stage.desk, stage["max"], draft.id)
    calling.describe(stage.desk, stage["mia"], draft.id, opened.revision, Details(open=True))
    assert dashboard.councils(stage.desk, stage["max"]).councils[0].may_register
    assert replace(opened, open=True).open
