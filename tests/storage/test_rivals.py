"""What is kept as a whole and changed by two at the same time: neither change undoes the other."""

from dataclasses import replace
from threading import Event, Thread

import pytest

from core.availability import Schedule
from core.calendars import CalendarKind, CalendarLink, CalendarQuestion, Reading, reading_range
from core.desk import Desk
from core.mentors import Mentor
from core.people import Role
from core.usecases import calendars, own_settings
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore
from tests.rules import change_rule
from tests.storage.samples import at_once, people_in

ADMIN = frozenset({Role.ADMIN})


@pytest.mark.spec("ADM-8")
def test_settings_that_are_changed_at_the_same_time_bring_no_role_back(store: SqlStore) -> None:
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    [olga, _] = people_in(store, "Olga", "Ada", roles=ADMIN)
    with store.read() as tx:
        actor = tx.people.get(olga)
    assert actor is not None
    held = Event()

    def revoke() -> None:
        with store.write() as tx:
            tx.people.count_admins()
            held.set()
            tx.people.save(replace(actor, roles=frozenset({Role.MENTEE})))
            setter.join(0.3)  # as long as the other may need to read the old state

    setter = Thread(target=lambda: held.wait(60) and own_settings.set_zone(desk, actor, "Asia/Tokyo"))
    setter.start()
    revoke()
    setter.join(60)
    with store.read() as tx:
        after = tx.people.get(olga)
    assert after is not None
    assert (after.zone, after.roles) == ("Asia/Tokyo", frozenset({Role.MENTEE}))


@pytest.mark.spec("ADM-8")
def test_rules_that_are_changed_at_the_same_time_are_all_changed(store: SqlStore) -> None:
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    admins = people_in(store, "Olga", "Ada", "Ben", "Mia", roles=ADMIN)
    with store.read() as tx:
        actors = sorted(tx.people.of(admins), key=lambda admin: admin.id)
    keys = ("hold_minutes", "min_notice_minutes", "join_window_minutes", "council_capacity")
    for value in range(5, 15):
        at_once(4, lambda number, value=value: change_rule(desk, actors[number], keys[number], value))
        with store.read() as tx:
            assert [getattr(tx.policies(), key) for key in keys] == [value] * 4


@pytest.mark.spec("AVL-5")
def test_a_calendar_that_is_removed_while_it_is_refreshed_does_not_come_back(store: SqlStore) -> None:
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    [ana] = people_in(store, "Ana", roles=frozenset({Role.MENTOR}))
    with store.write() as tx:
        actor = tx.people.get(ana)
        assert actor is not None
        tx.mentors.save(Mentor(actor, Schedule("UTC")))
    read = Reading(CalendarKind.FEED, ())
    question = CalendarQuestion("https://calendar.example/secret", "UTC", *reading_range(desk.now()))
    for _ in range(20):
        [link] = calendars.connect(desk.knowing({question: read}), actor, question.url).links

        def attempt(number: int, link: CalendarLink = link) -> object:
            if number:
                return calendars.disconnect(desk, actor, link.id)
            return calendars.record_refresh(desk, link, question, read)

        at_once(2, attempt)
        assert calendars.calendars(desk, actor).links == ()
