"""Long work for admins: the list that was shown is done slice by slice, once, whoever breaks it off in between."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

import pytest

from core.desk import Desk
from core.errors.common import Missing, NotFound, TooLong
from core.errors.jobs import JobSettled, NothingThatDay, NothingToDo, ShiftUnclear, TooManyListed
from core.errors.members import NotAdmin
from core.interventions import CancelWish, RefundWish
from core.jobs import Audience, Job, JobState, MessageWish, MoveDayWish, Outcome, Why
from core.people import Person, Role
from core.refunds import RefundKind, RefundStatus
from core.session_claims import claims_of
from core.session_queries import SessionQuery
from core.sessions import Session, Status
from core.usecases import admin_sessions
from core.usecases.interventions import planning as acts
from core.usecases.jobs import planning, reading, running, slices
from core.usecases.jobs.planning import Preview
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore, open_store
from tests.clocks import Still
from tests.conftest import MORNING
from tests.databases import SqliteFiles
from tests.faults.seeds import cast_of, settle_in
from tests.storage.samples import DAY, HOUR, MINUTE, a_session

RATE = 5000
LIMIT = 100_00  # what one admin may decide by default
WISH = CancelWish("the mentor is ill")
_hours = count()


@dataclass
class Office:
    """A programme with two admins; the second of them is a mentor too."""

    store: SqlStore
    clock: Still
    people: dict[str, Person]

    @property
    def desk(self) -> Desk:
        return Desk(self.store, JitsiRooms("https://rooms.example"))

    @property
    def olga(self) -> Person:
        return self.people["admin0"]

    @property
    def bea(self) -> Person:
        return self.people["mentor2"]

    def session(self, mentor: str = "mentor0", mentee: str = "mentee0", **more: object) -> Session:
        """One ahead, which overlaps with no other."""
        start = more.pop("start", None) or self.clock.now() + 3 * DAY + next(_hours) * HOUR
        values: dict[str, object] = {"rate": RATE, "buffer_minutes": 0, **more}
        session = a_session(self.people[mentor].id, self.people[mentee].id, start, **values)  # type: ignore[arg-type]
        with self.store.write() as tx:
            tx.sessions.add(session)
            if session.status is Status.SCHEDULED:
                tx.claims.take(claims_of(session))
        return session

    def listed(self, *sessions: Session) -> int:
        """A list that finds the sessions of these mentees."""
        mentees = tuple({session.mentee for session in sessions})
        return admin_sessions.find(self.desk, self.olga, SessionQuery(mentees=mentees)).stored

    def stored(self, session: Session) -> Session:
        with self.store.read() as tx:
            found = tx.sessions.get(session.id)
        assert found is not None
        return found

    def ordered(self, stored: int, wish: CancelWish = WISH, by: Person | None = None) -> Job:
        admin = by or self.olga
        shown = planning.plan_cancel(self.desk, admin, stored, wish)
        return running.confirm(self.desk, admin, shown.job.id, None)

    def worked(self, job: Job, slices: int = 1000) -> Job:
        """The job after so many slices at most."""
        for _ in range(slices):
            job = running.carry_on(self.desk, job.id)
            if job.state is not JobState.RUNNING:
                break
        return job

    def counts(self, job: Job) -> dict[tuple[Outcome, Why], int]:
        with self.store.read() as tx:
            return dict(tx.jobs.counts(job.id))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with self.store.engines.reader.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]

    def told(self, session: Session) -> list[tuple[object, ...]]:
        """Who hears of a cancellation, each once."""
        return self.rows(
            f"SELECT person FROM notices WHERE kind = 'cancelled' AND session = {session.id} ORDER BY person"
        )

    def demote(self, person: Person) -> None:
        with self.store.write() as tx:
            tx.people.save(replace(person, roles=person.roles - {Role.ADMIN}))


@pytest.fixture
def office(sqlite_databases: SqliteFiles) -> Iterator[Office]:
    clock = Still()
    store = open_store(sqlite_databases.make(), clock)
    people = settle_in(store, cast_of(3))
    people["mentor2"] = replace(people["mentor2"], roles=frozenset({Role.MENTOR, Role.ADMIN}))
    with store.write() as tx:
        tx.people.save(people["mentor2"])
        tx.set_policies(tx.policies().model_copy(update={"max_days_ahead": 366}))
    yield Office(store, clock, people)
    store.close()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sessions in each slice."""
    monkeypatch.setattr(running, "SLICE", 2)


@pytest.mark.spec("ADM-5", "ADM-9")
def test_a_preview_says_what_is_cancelled_left_out_given_back_and_waits(office: Office) -> None:
    plain, dear = office.session(), office.session(rate=3 * LIMIT)
    euros = office.session(rate=4000, currency="EUR", mentor="mentor1")
    over = office.session(status=Status.COMPLETED, start=office.clock.now() - DAY)
    half = planning.plan_cancel(office.desk, office.olga, office.listed(plain), CancelWish("ill", 50))
    assert half.job.total == 3
    assert half.left_out == {Why.OVER: 1}
    assert (half.mentors, half.mentees, half.others) == (2, 1, 1)
    money = {currency: (each.refunded, each.waiting, each.waits) for currency, each in half.money.items()}
    assert money == {"USD": (RATE // 2, 150_00, 1), "EUR": (2000, 0, 0)}
    for session in (plain, dear, euros, over):
        assert office.stored(session) == session, "nothing is done yet"


@pytest.mark.spec("ADM-9")
def test_what_was_given_back_before_counts_for_the_second_admin(office: Office) -> None:
    session = office.session(rate=2 * LIMIT)
    part = acts.plan(
        office.desk,
        office.olga,
        session.id,
        session.revision,
        RefundWish("sorry", RefundKind.PARTIAL, 60_00),
    )
    acts.carry_out(office.desk, office.olga, session.id, part.draft)
    shown = planning.plan_cancel(office.desk, office.olga, office.listed(session), CancelWish("ill", 60))
    assert [(each.refunded, each.waiting) for each in shown.money.values()] == [(0, 60_00)]
    job = office.worked(running.confirm(office.desk, office.olga, shown.job.id, None))
    assert office.counts(job) == {(Outcome.DONE, Why.APPROVAL): 1}
    with office.store.read() as tx:
        assert [entry.status for entry in tx.ledger.of(session.id)] == [
            RefundStatus.PENDING,
            RefundStatus.PENDING_APPROVAL,
        ]


@pytest.mark.spec("ADM-4", "ADM-5", "SAF-5")
def test_a_list_is_cancelled_as_each_of_it_would_be_alone(office: Office, small: None) -> None:
    sessions = [office.session() for _ in range(5)]
    single = office.session(mentee="mentee1")
    acts_on = acts.plan(office.desk, office.olga, single.id, single.revision, WISH)
    acts.carry_out(office.desk, office.olga, single.id, acts_on.draft)
    job = office.worked(office.ordered(office.listed(*sessions)))
    assert job.state is JobState.DONE
    alone = office.stored(single)
    for session in sessions:
        after = office.stored(session)
        same = replace(
            after, id=alone.id, mentee=alone.mentee, starts_at=alone.starts_at, month=alone.month
        )
        assert same == alone
        assert [person for (person,) in office.told(session)] == sorted([session.mentor, session.mentee])
        with office.store.read() as tx:
            [entry] = tx.ledger.of(session.id)
            [act] = tx.interventions.of(session.id)
            both = [session.mentor, session.mentee]
            assert tx.claims.of(both, session.starts_at, session.ends_at, tx.now) == []
        assert (entry.amount, entry.by) == (RATE, office.olga.id)
        assert act.words == WISH.reason
    audited = office.rows("SELECT action, count(*) FROM audit GROUP BY action")
    assert ("ADMIN_FORCE_CANCEL", 6) in audited
    assert ("JOB_CANCEL", 1) in audited


@pytest.mark.spec("ADM-5", "NTF-5")
def test_nobody_is_told_where_the_admin_wants_it_so(office: Office) -> None:
    session = office.session()
    office.worked(office.ordered(office.listed(session), CancelWish("ill", tell=False)))
    assert office.stored(session).status is Status.CANCELLED
    assert office.told(session) == []


@pytest.mark.spec("ADM-5", "SAF-2")
@pytest.mark.parametrize("breaks", ["before", "after"])
def test_what_breaks_off_in_a_slice_loses_nothing_and_repeats_nothing(
    office: Office, small: None, monkeypatch: pytest.MonkeyPatch, breaks: str
) -> None:
    sessions = [office.session() for _ in range(5)]
    job = office.worked(office.ordered(office.listed(*sessions)), slices=1)
    whole = slices.carry_out

    def broken(*args: object) -> object:
        if breaks == "after":
            whole(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(running, "carry_out", broken)
        with pytest.raises(KeyboardInterrupt):
            running.carry_on(office.desk, job.id)
    assert office.counts(job) == {(Outcome.DONE, Why.NOTHING): 2, (Outcome.WAITING, Why.NOTHING): 3}
    cancelled = [office.stored(each).status is Status.CANCELLED for each in sessions]
    assert sum(cancelled) == 2
    assert office.worked(job).state is JobState.DONE
    assert office.counts(job) == {(Outcome.DONE, Why.NOTHING): 5}
    for session in sessions:
        with office.store.read() as tx:
            assert len(tx.ledger.of(session.id)) == 1
        assert len(office.told(session)) == 2
    assert running.carry_on(office.desk, job.id).state is JobState.DONE, "there is nothing left to do"


@pytest.mark.spec("ADM-5")
def test_what_changed_since_it_was_shown_is_skipped_and_named(office: Office) -> None:
    moved, stays = office.session(), office.session()
    job = office.ordered(office.listed(moved, stays))
    with office.store.write() as tx:
        tx.sessions.save(replace(moved, revision=2, minutes=45), was=1)
    late = office.session()
    job = office.worked(job)
    assert office.stored(moved).status is Status.SCHEDULED
    assert office.stored(late).status is Status.SCHEDULED, "it was not in the list that was shown"
    assert office.stored(stays).status is Status.CANCELLED
    [line] = reading.report(office.desk, office.olga, job.id).undone
    assert (line.item.why, line.session and line.session.id) == (Why.CHANGED, moved.id)


@pytest.mark.spec("ADM-5")
def test_two_admins_with_overlapping_lists_cancel_each_session_once(office: Office, small: None) -> None:
    sessions = [office.session() for _ in range(5)]
    stored = office.listed(*sessions)
    jobs = [office.ordered(stored), office.ordered(stored, by=office.bea)]
    for _ in range(4):
        jobs = [office.worked(job, slices=1) for job in jobs]
    assert {job.state for job in jobs} == {JobState.DONE}
    done = sum(office.counts(job).get((Outcome.DONE, Why.NOTHING), 0) for job in jobs)
    skipped = sum(office.counts(job).get((Outcome.SKIPPED, Why.CHANGED), 0) for job in jobs)
    assert (done, skipped) == (5, 5)
    for session in sessions:
        with office.store.read() as tx:
            assert len(tx.ledger.of(session.id)) == 1


@pytest.mark.spec("ADM-5")
def test_a_job_is_stopped_by_any_admin_and_the_rest_is_left(office: Office, small: None) -> None:
    sessions = [office.session() for _ in range(5)]
    job = office.worked(office.ordered(office.listed(*sessions)), slices=1)
    stopped = running.stop(office.desk, office.bea, 0)
    assert (stopped.id, stopped.state, stopped.ended_by) == (job.id, JobState.STOPPED, office.bea.id)
    assert office.worked(job).state is JobState.STOPPED
    assert sum(office.stored(each).status is Status.CANCELLED for each in sessions) == 2
    with pytest.raises(JobSettled):
        running.stop(office.desk, office.olga, job.id)
    with pytest.raises(NotFound):
        running.stop(office.desk, office.olga, 0)


@pytest.mark.spec("ADM-5", "SAF-1")
def test_who_is_no_admin_any_more_confirms_nothing_and_their_job_ends(office: Office, small: None) -> None:
    sessions = [office.session() for _ in range(4)]
    stored = office.listed(*sessions)
    shown = planning.plan_cancel(office.desk, office.bea, stored, WISH)
    job = office.worked(office.ordered(stored), slices=1)
    office.demote(office.bea)
    with pytest.raises(NotAdmin):
        running.confirm(office.desk, office.bea, shown.job.id, None)
    office.demote(office.olga)
    assert office.worked(job).state is JobState.REVOKED
    assert sum(office.stored(each).status is Status.CANCELLED for each in sessions) == 2


@pytest.mark.spec("ADM-5")
def test_only_what_was_shown_lately_to_the_same_admin_is_confirmed_and_once(office: Office) -> None:
    stored = office.listed(office.session())
    shown = [planning.plan_cancel(office.desk, office.olga, stored, WISH).job.id for _ in range(2)]
    with pytest.raises(NotFound):
        running.confirm(office.desk, office.olga, shown[0], None)
    with pytest.raises(NotFound):
        running.confirm(office.desk, office.bea, shown[1], None)
    running.confirm(office.desk, office.olga, shown[1], None)
    with pytest.raises(JobSettled):
        running.confirm(office.desk, office.olga, shown[1], None)
    old = planning.plan_cancel(office.desk, office.olga, stored, WISH).job.id
    office.clock.move(61 * MINUTE)
    with pytest.raises(NotFound):
        running.confirm(office.desk, office.olga, old, None)
    assert office.rows("SELECT count(*) FROM notices WHERE kind = 'errand.job'") == [(1,)]


@pytest.mark.spec("ADM-5", "SAF-4")
def test_the_acts_of_a_job_do_not_use_up_an_admins_limit(office: Office) -> None:
    sessions = [office.session() for _ in range(31)]
    office.worked(office.ordered(office.listed(*sessions)))
    with office.store.read() as tx:
        assert tx.audited_at(office.olga.id, {"ADMIN_FORCE_CANCEL"}, 1, tx.now - MINUTE) is None
    alone = office.session(mentee="mentee1")
    shown = acts.plan(office.desk, office.olga, alone.id, alone.revision, WISH)
    asker = office.olga.addresses[0]
    acts.carry_out(replace(office.desk, asker=asker), office.olga, alone.id, shown.draft)
    with office.store.read() as tx:
        assert tx.audited_at(office.olga.id, {"ADMIN_FORCE_CANCEL"}, 1, tx.now - MINUTE) == tx.now


@pytest.mark.spec("ADM-5")
def test_a_session_that_fails_by_a_fault_of_ours_fails_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = [office.session() for _ in range(3)]
    job = office.ordered(office.listed(*sessions))
    whole, broken = slices.cancel_all, sessions[1].id

    def cancel_all(desk: object, tx: object, cases: list[object], wish: object) -> object:
        done = whole(desk, tx, cases, wish)  # type: ignore[arg-type]
        if any(deed.session.id == broken for deed in done):
            raise ZeroDivisionError
        return done

    monkeypatch.setattr(slices, "cancel_all", cancel_all)
    with pytest.raises(ZeroDivisionError):
        running.carry_on(office.desk, job.id)
    assert office.counts(job) == {(Outcome.WAITING, Why.NOTHING): 3}
    assert running.carry_on(office.desk, job.id, careful=True).state is JobState.DONE
    assert office.counts(job) == {(Outcome.DONE, Why.NOTHING): 2, (Outcome.FAILED, Why.FAULT): 1}
    assert office.stored(sessions[1]).status is Status.SCHEDULED
    assert office.told(sessions[1]) == []


@pytest.mark.spec("ADM-9", "PPL-6")
def test_the_other_admins_hear_once_of_all_refunds_that_wait(office: Office, small: None) -> None:
    sessions = [office.session(rate=3 * LIMIT) for _ in range(3)]
    job = office.worked(office.ordered(office.listed(*sessions)))
    kinds = office.rows("SELECT kind, person FROM notices WHERE kind LIKE 'refund%'")
    assert kinds == [("refunds_wait", office.bea.id)]
    assert office.counts(job) == {(Outcome.DONE, Why.APPROVAL): 3}


@pytest.mark.spec("ADM-5")
def test_lists_that_nothing_can_be_done_to_and_too_long_ones_are_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = office.session(mentor="mentor2", mentee="mentee2")
    with pytest.raises(NothingToDo):
        planning.plan_cancel(office.desk, office.bea, office.listed(own), WISH)
    assert planning.plan_cancel(office.desk, office.olga, office.listed(own), WISH).job.total == 1
    for words, refusal in (("  ", Missing), ("x" * 501, TooLong)):
        with pytest.raises(refusal):
            planning.plan_cancel(office.desk, office.olga, office.listed(own), CancelWish(words))
    with pytest.raises(NotAdmin):
        planning.plan_cancel(office.desk, office.people["mentee0"], office.listed(own), WISH)
    monkeypatch.setattr(planning, "MOST", 1)
    office.session(mentee="mentee2")
    with pytest.raises(TooManyListed):
        planning.plan_cancel(office.desk, office.olga, office.listed(own), WISH)


# --- messages


@pytest.mark.spec("ADM-5")
@pytest.mark.parametrize(
    ("to", "reached"),
    [
        (Audience.MENTORS, {"mentor0", "mentor1"}),
        (Audience.MENTEES, {"mentee0"}),
        (Audience.BOTH, {"mentor0", "mentor1", "mentee0"}),
    ],
)
def test_each_of_those_concerned_is_written_to_once(
    office: Office, small: None, to: Audience, reached: set[str]
) -> None:
    first, _, _ = (office.session(mentor=mentor) for mentor in ("mentor0", "mentor0", "mentor1"))
    shown = planning.plan_message(office.desk, office.olga, office.listed(first), MessageWish("Hello", to))
    assert shown.job.total == len(reached)
    office.worked(running.confirm(office.desk, office.olga, shown.job.id, None))
    written = office.rows("SELECT person FROM notices WHERE kind = 'announcement' ORDER BY person")
    assert written == sorted((office.people[each].id,) for each in reached)


@pytest.mark.spec("ADM-5")
def test_an_admin_does_not_write_to_themselves_nor_without_words(office: Office) -> None:
    own = office.session(mentor="mentor2", mentee="mentee2")
    stored = office.listed(own)
    shown = planning.plan_message(office.desk, office.bea, stored, MessageWish("Hello"))
    assert (shown.job.total, shown.mentors, shown.mentees) == (1, 0, 1)
    for words, refusal in (("", Missing), ("x" * 1001, TooLong)):
        with pytest.raises(refusal):
            planning.plan_message(office.desk, office.olga, stored, MessageWish(words))


# --- a mentor's day


@dataclass
class Day:
    """Four sessions of a mentor, an hour each, one after the other; nothing else."""

    office: Office
    day: date
    sessions: list[Session]

    def plan(self, minutes: int | None = None, to: date | None = None) -> Preview:
        mentor = self.office.people["mentor0"].id
        wish = MoveDayWish("a storm", mentor, self.day, minutes, to)
        return planning.plan_move(self.office.desk, self.office.olga, wish)

    def done(self, shown: Preview) -> Job:
        job = running.confirm(self.office.desk, self.office.olga, shown.job.id, None)
        return self.office.worked(job)

    def starts(self) -> list[timedelta]:
        return [self.office.stored(each).starts_at - each.starts_at for each in self.sessions]


@pytest.fixture
def day(office: Office) -> Day:
    ten = MORNING.replace(hour=9, minute=0, second=0, microsecond=0) + 7 * DAY  # 10:00 in Berlin
    sessions = [
        office.session(mentee=f"mentee{n % 3}", start=ten + n * HOUR, minutes=60, rate=0) for n in range(4)
    ]
    return Day(office, ten.date(), sessions)


@pytest.mark.spec("ADM-5")
@pytest.mark.parametrize("minutes", [30, 60, -60, 240, -150])
def test_a_day_moves_whole_though_its_sessions_stand_in_each_others_way(day: Day, minutes: int) -> None:
    shown = day.plan(minutes)
    assert [shift.why for shift in shown.shifts] == [Why.NOTHING] * 4
    assert day.starts() == [timedelta()] * 4
    assert day.done(shown).state is JobState.DONE
    assert day.starts() == [timedelta(minutes=minutes)] * 4


@pytest.mark.spec("ADM-5")
def test_to_another_day_it_keeps_its_times_by_the_mentors_clock(day: Day) -> None:
    spring = date(2026, 3, 30)  # clocks went forward the night before
    day.done(day.plan(to=spring))
    apart = timedelta(days=(spring - day.day).days)
    assert day.starts() == [apart - HOUR] * 4


@pytest.mark.spec("ADM-5")
def test_what_does_not_fit_stays_and_is_named_with_who_is_busy(day: Day) -> None:
    office, last = day.office, day.sessions[-1]
    office.session(mentor="mentor1", mentee="mentee0", start=last.ends_at + 30 * MINUTE, minutes=60)
    shown = day.plan(60)
    unfit = {shift.session.id: (shift.why, shift.person) for shift in shown.shifts if shift.why}
    busy, blocked = office.people["mentee0"].id, office.people["mentor0"].id
    assert unfit[last.id] == (Why.BUSY, busy)
    assert {why for why, _ in unfit.values()} == {Why.BUSY}
    assert {person for _, person in unfit.values()} == {busy, blocked}
    assert shown.job.total == 0, "each stands in the way of the one before"
    with pytest.raises(NotFound):
        running.confirm(office.desk, office.olga, shown.job.id, None)


@pytest.mark.spec("ADM-5")
def test_a_time_that_was_taken_meanwhile_is_skipped_and_the_others_move(day: Day) -> None:
    office = day.office
    shown = day.plan(6 * 60)
    office.session(mentor="mentor1", mentee="mentee0", start=day.sessions[0].starts_at + 6 * HOUR)
    job = day.done(shown)
    assert day.starts() == [timedelta(), 6 * HOUR, 6 * HOUR, 6 * HOUR]
    assert office.counts(job) == {(Outcome.DONE, Why.NOTHING): 3, (Outcome.SKIPPED, Why.BUSY): 1}


@pytest.mark.spec("ADM-5")
@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (lambda day: day.plan(0), ShiftUnclear),
        (lambda day: day.plan(to=day.day), ShiftUnclear),
        (lambda day: day.plan(to=day.day + timedelta(days=32)), ShiftUnclear),
        (lambda day: replace(day, day=day.day + timedelta(days=1)).plan(60), NothingThatDay),
    ],
)
def test_a_move_to_nowhere_or_of_nothing_is_refused(
    day: Day, asked: Callable[[Day], object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        asked(day)


@pytest.mark.spec("ADM-5")
def test_what_would_lie_in_the_past_stays_and_so_does_what_would_take_its_time(day: Day) -> None:
    day.office.clock.move_to(day.sessions[0].starts_at - 2 * HOUR)
    shown = day.plan(-180)
    assert [shift.why for shift in shown.shifts] == [Why.PAST, Why.PAST, Why.NOTHING, Why.BUSY]
