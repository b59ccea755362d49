"""What is set about a mentor: by whom, and what each setting refuses."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from core.availability import Schedule
from core.desk import Desk
from core.errors.common import NotFound, Refusal, TooLong
from core.errors.members import NotAdmin
from core.errors.mentors import MentorNotBookable, NoMentorYet, NotMentor, SettingRefused
from core.mentor_settings import ADMINS_ONLY, Rate, Setting, Value, present
from core.mentors import Mentor
from core.notices import Kind
from core.payloads import SettingsChanged
from core.people import Person, Plan, Role
from core.usecases import booking, mentor_settings
from gateways.jitsi import JitsiRooms
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import a_person

GOOD: dict[Setting, Value] = {
    Setting.HEADLINE: "Plain talk",
    Setting.TAGS: ("python", "sql"),
    Setting.BIO: "I listen.",
    Setting.SENIORITY: 5,
    Setting.RATE: Rate(4000, "EUR"),
    Setting.LINK: "https://meet.example.org/ana?room=1",
    Setting.CALENDLY: "https://calendly.com/ana/30min",
    Setting.ACTIVE: False,
    Setting.ACCEPTING: False,
    Setting.VERIFIED: False,
}
BAD: list[tuple[Setting, Value, type[Refusal]]] = [
    (Setting.HEADLINE, "x" * 121, TooLong),
    (Setting.HEADLINE, "x" * 10_000, TooLong),
    (Setting.HEADLINE, True, SettingRefused),
    (Setting.BIO, "x" * 10_000, TooLong),
    (Setting.TAGS, tuple(f"t{number}" for number in range(13)), SettingRefused),
    (Setting.TAGS, ("x" * 10_000,), TooLong),
    (Setting.SENIORITY, 0, SettingRefused),
    (Setting.SENIORITY, 6, SettingRefused),
    (Setting.SENIORITY, -1, SettingRefused),
    (Setting.RATE, Rate(-1, "EUR"), SettingRefused),
    (Setting.RATE, Rate(10**9 + 1, "EUR"), SettingRefused),
    (Setting.RATE, Rate(1, "eur"), SettingRefused),
    (Setting.RATE, Rate(1, ""), SettingRefused),
    (Setting.ACTIVE, "on", SettingRefused),
    (Setting.CALENDLY, "https://calendly.com", SettingRefused),
    (Setting.CALENDLY, "https://calendly.com/", SettingRefused),
    (Setting.CALENDLY, "https://calendly.com.example.org/ana", SettingRefused),
    (Setting.CALENDLY, "https://example.org/calendly.com/ana", SettingRefused),
    *(
        (setting, link, SettingRefused)
        for setting in (Setting.LINK, Setting.CALENDLY)
        for link in (
            "http://calendly.com/ana/30min",
            "javascript:alert(1)",
            "JavaScript://calendly.com/%0aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "calendly.com/ana",
            "https://",
            "https:///ana",
            "https://calendly.com/<script>alert(1)</script>",
            'https://calendly.com/"onload="x',
            "https://calendly.com/a b",
            "https://calendly.com/a\nb",
            "https://calendly.com\\@evil.example/x",
            "https://calendly.com@evil.example/x",
            "https://calendly.com:99999/ana",
            "https://calendly.com:x/ana",
            "https://localhost/ana",
            "https://127.0.0.1/ana",
            "https://[::1]/ana",
            "https://2130706433/ana",
            "https://printer.local/ana",
            "https://[broken/ana",
        )
    ),
    *(
        (setting, f"https://calendly.com/{'x' * 10_000}", TooLong)
        for setting in (Setting.LINK, Setting.CALENDLY)
    ),
]


@dataclass
class Office:
    """Ana and Ravi are mentors, Mia a mentee, Olga an admin."""

    store: SqlStore
    desk: Desk
    ana: Person
    ravi: Person
    mia: Person
    olga: Person

    def mentor(self, person: Person) -> Mentor:
        with self.store.read() as tx:
            found = tx.mentors.get(person.id)
        assert found is not None
        return found

    def told(self) -> list[tuple[int, SettingsChanged]]:
        claimed = SqlOutbox(self.store).claim("test", 100, timedelta(minutes=1))
        return [
            (notice.person, notice.of(SettingsChanged))
            for notice in claimed
            if notice.kind is Kind.SETTINGS_CHANGED
        ]


@pytest.fixture
def office(store: SqlStore) -> Office:
    ana, ravi = (a_person(name, roles=frozenset({Role.MENTOR})) for name in ("Ana Lima", "Ravi Menon"))
    mia = replace(a_person("Mia Chen"), plan=Plan.COUNCIL, zone="UTC")
    olga = a_person("Olga Okafor", roles=frozenset({Role.ADMIN}))
    with store.write() as tx:
        for person in (ana, ravi, mia, olga):
            tx.people.add(person)
        tx.mentors.save(Mentor(ana, Schedule("UTC")))
        tx.mentors.save(Mentor(ravi, Schedule("Asia/Kolkata")))
    return Office(store, Desk(store, JitsiRooms("https://rooms.example")), ana, ravi, mia, olga)


@pytest.mark.spec("AVL-1", "SAF-1")
def test_each_setting_is_set_by_those_who_may_and_by_nobody_else(office: Office) -> None:
    for setting in Setting:
        _is_set_by_those_who_may(office, setting)


def _is_set_by_those_who_may(office: Office, setting: Setting) -> None:
    value, before = {setting: GOOD[setting]}, office.mentor(office.ana)

    def refused(actor: Person, mentor: int | None) -> type[Refusal]:
        with pytest.raises(Refusal) as why:
            mentor_settings.change(office.desk, actor, mentor, value)
        return type(why.value)

    assert refused(office.mia, None) is NotMentor
    assert refused(office.mia, office.mia.id) is NotMentor
    assert refused(office.mia, office.ana.id) is NotAdmin
    assert refused(office.ravi, office.ana.id) is NotAdmin
    assert refused(replace(office.mia, roles=frozenset({Role.ADMIN})), office.ana.id) is NotAdmin
    assert refused(office.olga, office.mia.id) is NoMentorYet
    assert refused(office.olga, 1) is NotFound
    if setting in ADMINS_ONLY:
        assert refused(office.ana, None) is NotAdmin
        assert refused(office.ana, office.ana.id) is NotAdmin
    assert office.mentor(office.ana) == before
    assert not office.told()
    actor, mentor = (office.olga, office.ana.id) if setting in ADMINS_ONLY else (office.ana, None)
    done = mentor_settings.change(office.desk, actor, mentor, value)
    assert done.changed == (setting,)
    after = office.mentor(office.ana)
    assert present(after, setting) == GOOD[setting]
    assert all(present(after, other) == present(before, other) for other in Setting if other is not setting)
    assert not mentor_settings.change(office.desk, actor, mentor, value).changed


@pytest.mark.spec("AVL-1")
def test_a_bad_value_is_refused_and_nothing_of_the_rest_is_saved(office: Office) -> None:
    before = office.mentor(office.ana)
    for setting, value, why in BAD:
        with pytest.raises(why) as refused:
            mentor_settings.change(office.desk, office.olga, office.ana.id, {**GOOD, setting: value})
        assert getattr(refused.value, "field", None) == setting, value
        assert office.mentor(office.ana) == before, value
    assert not office.told()


@pytest.mark.spec("AVL-1", "NTF-1")
def test_a_mentor_hears_what_an_admin_has_set_and_an_admin_sees_what_stays(office: Office) -> None:
    done = mentor_settings.change(office.desk, office.olga, office.ana.id, GOOD)
    assert done.told
    assert done.changed == tuple(Setting)
    assert office.told() == [
        (office.ana.id, SettingsChanged(by=office.olga.id, settings=tuple(each.value for each in Setting)))
    ]
    assert not mentor_settings.change(office.desk, office.ana, None, {Setting.BIO: ""}).told
    assert not mentor_settings.change(office.desk, office.olga, office.ana.id, {Setting.BIO: ""}).told
    assert not office.told()


@pytest.mark.spec("AVL-1", "BOK-7")
@pytest.mark.parametrize("by_admin", [True, False])
def test_a_new_rate_holds_for_new_bookings_only(office: Office, by_admin: bool) -> None:
    def books(day: int) -> int:
        held = booking.hold_time(
            office.desk, office.mia, office.ana.id, MORNING + timedelta(days=day, hours=8)
        )
        booking.book(office.desk, office.mia, held.hold.id)
        return held.hold.id

    first = books(2)
    actor, mentor = (office.olga, office.ana.id) if by_admin else (office.ana, None)
    done = mentor_settings.change(
        office.desk,
        actor,
        mentor,
        {Setting.RATE: Rate(4000, "EUR"), Setting.LINK: "https://meet.example/a"},
    )
    assert done.booked == 1
    second = books(3)
    with office.store.read() as tx:
        before, after = tx.sessions.get(first), tx.sessions.get(second)
    assert before is not None
    assert after is not None
    assert (before.rate, before.currency) == (0, "USD")
    assert before.meeting_url.startswith("https://rooms.example/")
    assert (after.rate, after.currency, after.meeting_url) == (4000, "EUR", "https://meet.example/a")


@pytest.mark.spec("AVL-1")
def test_what_is_turned_off_ends_new_bookings_and_no_session(office: Office) -> None:
    held = booking.hold_time(office.desk, office.mia, office.ana.id, MORNING + timedelta(days=2, hours=8))
    booking.book(office.desk, office.mia, held.hold.id)
    for setting in (Setting.ACTIVE, Setting.ACCEPTING, Setting.VERIFIED):
        done = mentor_settings.change(office.desk, office.olga, office.ana.id, {setting: False})
        assert done.booked == 1
        with pytest.raises(MentorNotBookable):
            booking.hold_time(office.desk, office.mia, office.ana.id, MORNING + timedelta(days=3, hours=8))
        mentor_settings.change(office.desk, office.olga, office.ana.id, {setting: True})
    with office.store.read() as tx:
        kept = tx.sessions.get(held.hold.id)
    assert kept is not None
    assert kept.has_mentor


@pytest.mark.spec("AVL-1")
def test_topics_are_kept_in_lower_case_and_each_once(office: Office) -> None:
    tags = ("Python", "python ", "  data   science", "", "SQL")
    mentor_settings.change(office.desk, office.ana, None, {Setting.TAGS: tags})
    assert office.mentor(office.ana).tags == ("python", "data science", "sql")
