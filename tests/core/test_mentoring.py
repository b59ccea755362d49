"""Changing one's hours: previewed, kept across restarts, saved as shown or not at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from core.availability import AvailabilityException, Block, BlockKind, Schedule
from core.changes import Change, ChangeZone, DropException, Edit, Limits, NewException, SetDay, SetLimits
from core.desk import AlreadyDone, Desk
from core.errors.availability import HoursUnclear
from core.errors.common import NotFound
from core.errors.members import NotAdmin
from core.errors.mentors import MentorNotFound, NotMentor
from core.mentors import Mentor
from core.notices import Kind
from core.payloads import HoursChanged
from core.people import Person, Role
from core.policies import Policies
from core.sessions import CancelReason, Session, Status
from core.usecases import cancelling, changes, forms, mentoring
from gateways.jitsi import JitsiRooms
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import HOUR, TEN, a_claim, a_person, a_session

NINE_TO_FIVE = Block(9 * 60, 17 * 60)
MENTOR, ADMIN = frozenset({Role.MENTOR}), frozenset({Role.ADMIN})
TOMORROW = date(2026, 3, 3)


@dataclass
class Office:
    """Ana is a mentor in UTC, Ravi one in Kolkata; Mia is a mentee, Olga an admin."""

    store: SqlStore
    desk: Desk
    ana: Person
    ravi: Person
    mia: Person
    olga: Person

    def propose(
        self, *edits: Edit, actor: Person | None = None, mentor: Person | None = None
    ) -> changes.Preview:
        change = Change((mentor or self.ana).id, edits)
        return changes.propose(self.desk, actor or self.ana, change, "1:ar", {"hours": "typed"})

    def save(self, preview: changes.Preview) -> changes.Saved | changes.Preview:
        assert preview.id is not None
        return changes.save(self.desk, preview.actor, preview.id)

    def schedule(self, mentor: Person) -> Schedule:
        with self.store.read() as tx:
            found = tx.mentors.get(mentor.id)
            assert found is not None
            return found.schedule

    def books(self, start: datetime, minutes: int = 30) -> Session:
        session = a_session(self.ana.id, self.mia.id, start, minutes=minutes)
        with self.store.write() as tx:
            tx.sessions.add(session)
            claims = [a_claim(who.id, start, minutes, owner=session.id) for who in (self.ana, self.mia)]
            tx.claims.take(claims)
        return session


@pytest.fixture
def office(store: SqlStore) -> Office:
    ana, ravi = (a_person(name, roles=MENTOR) for name in ("Ana Lima", "Ravi Menon"))
    mia, olga = a_person("Mia Chen"), a_person("Olga Okafor", roles=ADMIN)
    with store.write() as tx:
        for person in (ana, ravi, mia, olga):
            tx.people.add(person)
        tx.mentors.save(Mentor(ana, Schedule("UTC")))
        tx.mentors.save(Mentor(ravi, Schedule("Asia/Kolkata")))
    return Office(store, Desk(store, JitsiRooms("https://rooms.example")), ana, ravi, mia, olga)


def tomorrow(
    kind: BlockKind = BlockKind.BLOCKED, hours: tuple[int, int] | None = None
) -> AvailabilityException:
    return AvailabilityException(0, TOMORROW, TOMORROW, kind, *(hours or (None, None)))


@pytest.mark.spec("AVL-6")
def test_a_preview_changes_nothing_and_tells_what_would_change(office: Office) -> None:
    before = office.schedule(office.ana)
    preview = office.propose(SetDay(0, (NINE_TO_FIVE, Block(720, 780, BlockKind.BREAK))))
    assert office.schedule(office.ana) == before
    assert [(day.weekdays, day.before) for day in preview.days] == [((0,), (Block(9 * 60, 21 * 60),))]
    first, second = preview.offers[:2]
    assert (first.date, first.open, first.slots) == (MORNING.date(), ((540, 720), (780, 1020)), 14)
    assert (second.date, second.slots) == (TOMORROW, 24)
    assert len(preview.offers) == 7


@pytest.mark.spec("AVL-6", "SLT-2")
def test_the_preview_counts_only_what_is_still_to_come(office: Office) -> None:
    office.books(TEN)
    office.desk.store.clock.move_to(MORNING + timedelta(hours=3, minutes=14, seconds=30))  # type: ignore[attr-defined]
    preview = office.propose(SetDay(0, (NINE_TO_FIVE,)))
    today, tomorrow = preview.offers[:2]
    assert (today.open, today.slots) == (((11 * 60 + 45, 17 * 60),), 10)
    assert tomorrow.slots == 23


@pytest.mark.spec("AVL-6")
def test_what_was_previewed_is_saved_once(office: Office) -> None:
    preview = office.propose(SetDay(0, (NINE_TO_FIVE,)), NewException(tomorrow()))
    saved = office.save(preview)
    assert isinstance(saved, changes.Saved)
    schedule = office.schedule(office.ana)
    assert schedule.weekly is not None
    assert schedule.weekly.days[0].blocks == (NINE_TO_FIVE,)
    assert [each.first for each in schedule.exceptions] == [TOMORROW]
    assert schedule.exceptions[0].id
    with pytest.raises(NotFound):
        office.save(preview)
    assert changes.pending(office.desk, office.ana) is None
    gone = office.propose(DropException(schedule.exceptions[0].id))
    assert gone.removed == schedule.exceptions
    office.save(gone)
    assert office.schedule(office.ana).exceptions == ()


@pytest.mark.spec("AVL-6", "BOK-6")
def test_two_devices_that_save_at_once_save_once(office: Office) -> None:
    preview = office.propose(NewException(tomorrow()))

    def press() -> str:
        try:
            return type(office.save(preview)).__name__
        except (NotFound, AlreadyDone) as late:
            return type(late).__name__

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(press) for _ in range(2)]
    assert sorted(done.result() == "Saved" for done in results) == [False, True]
    assert len(office.schedule(office.ana).exceptions) == 1


@pytest.mark.spec("AVL-6", "BOK-6")
def test_a_schedule_that_changed_meanwhile_is_previewed_afresh_instead_of_saved(office: Office) -> None:
    preview = office.propose(SetDay(0, (NINE_TO_FIVE,)))
    with office.store.write() as tx:
        mentor = tx.mentors.get(office.ana.id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, schedule=replace(mentor.schedule, buffer_minutes=15)))
    fresh = office.save(preview)
    assert isinstance(fresh, changes.Preview)
    assert fresh.stale
    assert office.schedule(office.ana).weekly is None
    assert isinstance(office.save(fresh), changes.Saved)
    assert office.schedule(office.ana).buffer_minutes == 15


@pytest.mark.spec("AVL-6", "BOK-6")
def test_policies_that_changed_meanwhile_are_previewed_afresh(office: Office) -> None:
    preview = office.propose(SetDay(0, ()))
    with office.store.write() as tx:
        tx.set_policies(Policies(default_hours=(600, 700)))
    assert isinstance(office.save(preview), changes.Preview)


@pytest.mark.spec("AVL-6")
def test_sessions_that_would_fall_outside_are_listed_and_stay(office: Office) -> None:
    session = office.books(TEN)
    office.books(TEN + 4 * HOUR)
    preview = office.propose(NewException(tomorrow(hours=(9 * 60, 12 * 60))))
    assert [(each.session.id, each.mentee.name, each.cancel_refusal) for each in preview.outside] == [
        (session.id, "Mia Chen", None)
    ]
    saved = office.save(preview)
    assert isinstance(saved, changes.Saved)
    assert [each.id for each in saved.availability.outside] == [session.id]
    with office.store.read() as tx:
        kept = tx.sessions.get(session.id)
        assert kept is not None
        assert kept.status is Status.SCHEDULED
    again = office.propose(SetDay(5, ()))
    assert again.outside == (), "who was told once is not asked again"


@pytest.mark.spec("AVL-6")
def test_a_session_booked_meanwhile_outside_the_new_hours_is_shown_first(office: Office) -> None:
    preview = office.propose(NewException(tomorrow()))
    office.books(TEN)
    fresh = office.save(preview)
    assert isinstance(fresh, changes.Preview)
    assert len(fresh.outside) == 1


@pytest.mark.spec("AVL-6", "CAN-4")
def test_only_what_the_policies_let_the_mentor_do_is_offered(office: Office) -> None:
    office.books(TEN)
    with office.store.write() as tx:
        tx.set_policies(Policies(mentor_may_cancel=False))
    (outside,) = office.propose(NewException(tomorrow())).outside
    assert outside.cancel_refusal is not None


@pytest.mark.spec("AVL-6")
def test_a_cancelled_session_is_gone_from_the_preview_which_can_then_be_saved(office: Office) -> None:
    session = office.books(TEN)
    preview = office.propose(NewException(tomorrow()))
    assert preview.id is not None
    cancelling.cancel_session(
        office.desk, office.ana, session.id, session.revision, CancelReason.CONFLICT, ""
    )
    assert changes.look(office.desk, office.ana, preview.id).outside == ()
    assert isinstance(office.save(preview), changes.Saved)


@pytest.mark.spec("AVL-6")
def test_a_new_change_takes_the_place_of_the_one_before_and_forms_do_not(office: Office) -> None:
    first = office.propose(SetDay(0, ()))
    second = office.propose(SetDay(1, ()))
    with pytest.raises(NotFound):
        office.save(first)

    forms.open_form(office.desk, office.ana, "1:ar", "{}")
    assert second.id is not None
    assert changes.origin_of(office.desk, office.ana, second.id) == ("1:ar", {"hours": "typed"})
    assert forms.open_draft(office.desk, office.ana, second.id) is None
    changes.discard(office.desk, office.mia, second.id)
    assert changes.pending(office.desk, office.ana) is not None
    changes.discard(office.desk, office.ana, second.id)
    with pytest.raises(NotFound):
        office.save(second)


@pytest.mark.spec("AVL-6")
def test_a_change_that_changes_nothing_is_not_kept(office: Office) -> None:
    office.save(office.propose(SetDay(0, ())))
    assert office.propose(SetDay(0, ())).id is None
    assert changes.pending(office.desk, office.ana) is None


@pytest.mark.spec("AVL-2", "POL")
def test_a_mentors_own_values_win_over_the_policies(office: Office) -> None:
    limits = Limits(60, 15, 3 * 24 * 60, 10, 2, active=True)
    preview = office.propose(SetLimits(limits), ChangeZone("Asia/Kathmandu"))
    assert [offer.date.day for offer in preview.offers] == [5, 6, 7, 8, 9, 10, 11]
    office.save(preview)
    schedule = office.schedule(office.ana)
    assert (schedule.default_duration, schedule.zone) == (60, "Asia/Kathmandu")
    offered = mentoring.offered(office.desk, office.ana, None)
    assert offered.minutes == 60
    assert offered.week.days[0].slots[0] == datetime.fromisoformat("2026-03-05T14:00+05:45")


@pytest.mark.spec("AVL-2", "AVL-3", "AVL-4")
@pytest.mark.parametrize(
    ("edit", "problem", "field"),
    [
        (ChangeZone("Mars/Base"), "unknown_zone", ""),
        (SetDay(0, (Block(600, 540),)), "reversed_hours", ""),
        (SetDay(0, (Block(25 * 60, 26 * 60),)), "outside_day", ""),
        (SetDay(0, (Block(0, 366 * 1440),)), "too_long", ""),
        (
            NewException(
                AvailabilityException(0, TOMORROW, TOMORROW + timedelta(days=400), BlockKind.BLOCKED)
            ),
            "range_too_long",
            "",
        ),
        (
            SetLimits(Limits(None, None, None, 5000, None, active=True)),
            "number_out_of_range",
            "max_days_ahead",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(
    office: Office, edit: Edit, problem: str, field: str
) -> None:
    before = office.schedule(office.ana)
    with pytest.raises(HoursUnclear) as refused:
        office.propose(SetDay(1, ()), edit)
    assert (refused.value.problem, refused.value.field) == (problem, field)
    assert office.schedule(office.ana) == before
    assert changes.pending(office.desk, office.ana) is None


@pytest.mark.spec("AVL-7", "ADM-1")
def test_an_admin_copies_one_mentors_week_to_another_who_is_told(office: Office) -> None:
    ravis = Change(
        office.ravi.id, tuple(SetDay(day, (NINE_TO_FIVE,) if day < 5 else ()) for day in range(7))
    )
    office.save(changes.propose(office.desk, office.ravi, ravis, "1:a", {}))
    copy = changes.copy_of(office.desk, office.olga, office.ravi, office.ana)
    preview = changes.propose(office.desk, office.olga, copy, "1:a", {})
    assert not preview.own
    office.save(preview)
    week = office.schedule(office.ana).weekly
    assert week is not None
    assert [day.enabled for day in week.days] == [True] * 5 + [False] * 2
    assert office.schedule(office.ana).zone == "UTC"
    told = SqlOutbox(office.store).claim("test", 10, timedelta(minutes=1))
    assert [
        (notice.kind, notice.person, str(notice.of(HoursChanged).by))
        for notice in told
        if notice.kind is Kind.HOURS_CHANGED
    ] == [(Kind.HOURS_CHANGED, office.ana.id, str(office.olga.id))]


@pytest.mark.spec("AVL-7", "SAF-1")
def test_nobody_else_changes_a_mentors_hours(office: Office) -> None:
    deeds: list[Callable[[], object]] = [
        lambda: changes.copy_of(office.desk, office.ravi, office.ravi, office.ana),
        lambda: office.propose(SetDay(0, ()), actor=office.ravi),
        lambda: office.propose(SetDay(0, ()), actor=office.mia),
    ]
    for deed in deeds:
        with pytest.raises(NotAdmin):
            deed()
    with pytest.raises(NotMentor):
        office.propose(SetDay(0, ()), actor=office.mia, mentor=office.mia)
    with pytest.raises(MentorNotFound):
        changes.copy_of(office.desk, office.olga, office.mia, office.ana)
    theirs = office.propose(SetDay(0, ()))
    assert theirs.id is not None
    with pytest.raises(NotFound):
        changes.save(office.desk, office.olga, theirs.id)


@pytest.mark.spec("AVL-7")
@pytest.mark.parametrize(("name", "days"), [("weekdays", 5), ("evenings", 5), ("weekends", 2)])
def test_templates_make_a_whole_week(office: Office, name: str, days: int) -> None:
    office.save(changes.propose(office.desk, office.ana, changes.template(office.ana, name), "1:a", {}))
    week = office.schedule(office.ana).weekly
    assert week is not None
    assert sum(day.enabled for day in week.days) == days
    with pytest.raises(NotFound):
        changes.template(office.ana, "nights")
