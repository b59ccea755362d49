"""What needs an admin's attention, found in the store."""

from dataclasses import replace

import pytest

from core.attendance import Category, Dispute, DisputeStatus
from core.availability import Schedule
from core.calendars import CalendarKind, CalendarLink, Trouble
from core.ids import new_id
from core.mentors import Mentor
from core.people import Plan, Role
from core.ports.health import DeadCalendar, IdleMentee, LateDispute
from core.sessions import Cancellation, Session, Status
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, a_person, a_session, people_in

MONTH = (MORNING - DAY, MORNING + 30 * DAY)


@pytest.mark.spec("ADM-12")
def test_mentees_on_a_plan_without_a_session_in_the_month_are_found(store: SqlStore) -> None:
    [ana] = people_in(store, "Ana", roles=frozenset({Role.MENTOR}))
    gone = Cancellation(Role.MENTEE, MORNING, None)
    cases: dict[str, list[Session]] = {
        "busy": [a_session(ana, 0, MORNING)],
        "over": [a_session(ana, 0, MORNING - 40 * DAY, status=Status.COMPLETED)],
        "next": [a_session(ana, 0, MORNING + 31 * DAY)],
        "cancelled": [a_session(ana, 0, MORNING + DAY, status=Status.CANCELLED, cancellation=gone)],
        "never": [],
    }
    ids: dict[str, int] = {}
    with store.write() as tx:
        for place, (name, sessions) in enumerate(cases.items()):
            person = a_person(name, plan=Plan.INDIVIDUAL)
            tx.people.add(replace(person, joined_at=MORNING + place * HOUR))
            ids[name] = person.id
            for session in sessions:
                tx.sessions.add(replace(session, mentee=person.id))
        tx.people.add(a_person("no plan"))
        tx.people.add(a_person("suspended", plan=Plan.COUNCIL, suspended=True))
        tx.people.add(a_person("mentor", plan=Plan.COUNCIL, roles=frozenset({Role.MENTOR})))
    expected = [
        IdleMentee(ids["over"], ever=True),
        IdleMentee(ids["next"], ever=True),
        IdleMentee(ids["cancelled"], ever=False),
        IdleMentee(ids["never"], ever=False),
    ]
    plans = (Plan.INDIVIDUAL, Plan.COUNCIL)
    with store.read() as tx:
        assert tx.health.idle_mentees(plans, MONTH, 9) == (4, expected)
        assert tx.health.idle_mentees(plans, MONTH, 2) == (4, expected[:2])
        assert tx.health.idle_mentees((Plan.COUNCIL,), MONTH, 9) == (0, [])
        assert tx.health.idle_mentees((), MONTH, 9) == (0, [])


@pytest.mark.spec("ADM-12")
def test_disputes_that_nobody_decides_are_found_from_their_limit_on(store: SqlStore) -> None:
    ana, ben = people_in(store, "Ana", "Ben")
    session = a_session(ana, ben)
    made = [
        Dispute(
            new_id(MORNING), session.id, ben, Category.QUALITY, "why", MORNING - hours * HOUR, status=status
        )
        for hours, status in (
            (72, DisputeStatus.OPEN),
            (73, DisputeStatus.OPEN),
            (100, DisputeStatus.IN_PROGRESS),
            (200, DisputeStatus.RESOLVED),
            (200, DisputeStatus.DISMISSED),
        )
    ]
    with store.write() as tx:
        tx.sessions.add(session)
        for dispute in made:
            tx.disputes.put(dispute)
    late = [LateDispute(each.id, session.id, ben, each.opened_at) for each in (made[2], made[1])]
    with store.read() as tx:
        assert tx.health.late_disputes(MORNING - 72 * HOUR, 9) == (2, late)
        assert tx.health.late_disputes(MORNING - 72 * HOUR, 1) == (2, late[:1])


@pytest.mark.spec("ADM-12")
def test_calendars_count_as_dead_once_their_mentors_were_told(store: SqlStore) -> None:
    ana, bea = people_in(store, "Ana", "Bea", roles=frozenset({Role.MENTOR}))
    fine = CalendarLink(
        1, ana, CalendarKind.FEED, "https://a.example", "UTC", MORNING, MORNING, MORNING, MORNING
    )
    broken = replace(fine, trouble=Trouble.NOT_FOUND, failures=3)
    links = [
        fine,
        replace(broken, id=2, failing_since=MORNING - HOUR),
        replace(broken, id=3, failing_since=MORNING - 3 * HOUR, told_at=MORNING),
        replace(broken, id=4, mentor=bea, failing_since=MORNING - DAY, told_at=MORNING),
    ]
    with store.write() as tx:
        for person in (ana, bea):
            tx.mentors.save(Mentor(tx.people.of([person])[0], Schedule("UTC")))
        for link in links:
            tx.calendars.put(link)
    with store.read() as tx:
        assert tx.health.dead_calendars(9) == (
            2,
            [
                DeadCalendar(bea, Trouble.NOT_FOUND, MORNING - DAY),
                DeadCalendar(ana, Trouble.NOT_FOUND, MORNING - 3 * HOUR),
            ],
        )
