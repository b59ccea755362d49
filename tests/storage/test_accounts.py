"""Two members become one while others are at work on what is theirs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from core.accounts import LinkState, mark_of
from core.availability import AvailabilityException, BlockKind, Schedule
from core.desk import Desk
from core.errors.accounts import (
    LinkBlocked,
    LinkChanged,
    LinkCodeOver,
    LinkOver,
    TooManyLinkCodes,
    WrongLinkCode,
)
from core.errors.booking import SlotTaken
from core.ids import new_id
from core.inbox import Delivery
from core.mentors import Mentor
from core.notices import Kind
from core.payloads import OfMentor
from core.people import Address, Person, Role
from core.ports.store import Overtaken
from core.usecases import members, own_settings
from core.usecases.accounts import linking, own_accounts
from core.usecases.joining import Introduction, meet
from gateways.jitsi import JitsiRooms
from storage.inbox import SqlInbox
from storage.mail_tables import mail_addresses
from storage.message_tables import notices
from storage.session_tables import private_notes
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import a_claim, a_notice, a_session, at_once, people_in

BEN, MIA = Address("slack", "T1", "U1BEN"), Address("telegram", "", "7042")
LEASE = timedelta(minutes=1)


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return Desk(store, JitsiRooms("https://rooms.example"))


def both(desk: Desk) -> tuple[Person, Person]:
    ben, mia = (meet(desk, each, Introduction(str(each)), greet=False).person for each in (BEN, MIA))
    return ben, mia


def found(desk: Desk, address: Address) -> Person:
    person = members.find(desk, address)
    assert person is not None
    return person


def outcome(deed: Callable[[], object]) -> str:
    try:
        deed()
    except (LinkOver, LinkChanged, LinkBlocked, LinkCodeOver, Overtaken, SlotTaken) as refused:
        return type(refused).__name__
    return "done"


@pytest.mark.spec("PPL-2", "NTF-6")
def test_a_code_that_is_entered_at_once_is_entered_once(desk: Desk, store: SqlStore) -> None:
    ben, mia = both(desk)
    zed = meet(desk, Address("telegram", "", "7043"), Introduction("Zed"), greet=False).person
    code = linking.offer(desk, ben).code
    entering = (mia, zed)
    said = at_once(2, lambda number: outcome(lambda: linking.enter(desk, entering[number], code)))
    assert sorted(said) == ["LinkCodeOver", "done"]


@pytest.mark.spec("PPL-2", "SAF-4")
def test_codes_that_are_guessed_at_once_are_five_and_then_even_the_right_one_is_none(
    desk: Desk, store: SqlStore
) -> None:
    ben, mia = both(desk)
    code = linking.offer(desk, ben).code

    def guess(number: int) -> str:
        try:
            linking.enter(replace(desk, asker=MIA), mia, f"0000{number}-00000")
        except (WrongLinkCode, TooManyLinkCodes) as refused:
            return type(refused).__name__
        return "taken"

    assert sorted(at_once(8, guess)) == ["TooManyLinkCodes"] * 4 + ["WrongLinkCode"] * 4
    with pytest.raises(TooManyLinkCodes):
        linking.enter(replace(desk, asker=MIA), mia, code)
    with store.read() as tx:
        assert tx.audited_at(mia.id, ["LINK_CODE_WRONG"], 6, MORNING - timedelta(days=999)) is None


@pytest.mark.spec("PPL-2", "NTF-6")
def test_both_agree_at_once_while_one_of_them_does_something_else(desk: Desk, store: SqlStore) -> None:
    for _ in range(5):
        ben, mia = both(desk)
        if ben.id == mia.id:
            own_accounts.separate(desk, mia, mark_of(MIA))
            ben, mia = both(desk)
        view = linking.enter(desk, mia, linking.offer(desk, ben).code)

        def attempt(
            number: int, ben: Person = ben, mia: Person = mia, view: linking.LinkView = view
        ) -> str:
            deeds: tuple[Callable[[], object], ...] = (
                lambda: linking.agree(desk, ben, view.link.id, view.version),
                lambda: linking.agree(desk, mia, view.link.id, view.version),
                lambda: own_settings.set_zone(desk, mia, "Asia/Tokyo"),
            )
            return outcome(deeds[number])

        said = at_once(3, attempt)
        assert said[:2] == ["done", "done"]
        assert said[2] in {"done", "Overtaken"}
        assert found(desk, BEN).id == found(desk, MIA).id == ben.id


@pytest.mark.spec("PPL-2", "BOK-6")
def test_what_is_booked_at_the_last_moment_is_in_the_way_or_in_the_past(
    desk: Desk, store: SqlStore
) -> None:
    """The database has the last word: however the two meet, nobody is in two places."""
    ben, mia = both(desk)
    [mentor] = people_in(store, "Ada")
    start = MORNING + timedelta(days=1)
    with store.write() as tx:
        tx.sessions.add(a_session(mentor, ben.id, start))
        tx.claims.take([a_claim(ben.id, start, owner=1)])
    view = linking.enter(desk, mia, linking.offer(desk, ben).code)
    linking.agree(desk, ben, view.link.id, view.version)

    def book() -> None:
        with store.write() as tx:
            tx.claims.take([a_claim(mia.id, start, owner=2)])

    def attempt(number: int) -> str:
        return outcome(book if number else lambda: linking.agree(desk, mia, view.link.id, view.version))

    agreed, booked = at_once(2, attempt)
    assert (agreed, booked) in {("done", "Overtaken"), ("LinkBlocked", "done")}
    with store.read() as tx:
        link = tx.accounts.get(view.link.id)
    assert link is not None
    assert (link.state is LinkState.JOINED) == (agreed == "done")


@pytest.mark.spec("PPL-2", "SAF-4")
def test_what_comes_from_several_accounts_of_one_person_is_one_lane(desk: Desk, store: SqlStore) -> None:
    ben, mia = both(desk)
    view = linking.enter(desk, mia, linking.offer(desk, ben).code)
    inbox = SqlInbox(store)

    def come(*addresses: Address) -> list[tuple[str, int] | None]:
        came = []
        for number, address in enumerate(addresses):
            key = f"{address}#{number}#{view.link.id if len(addresses) > 2 else 0}"
            _, first = inbox.accept_and_claim(Delivery(key, str(address), "{}"), "me", LEASE)
            came.append(None if first is None else (first.lane, first.nth))
        return came

    assert come(BEN, MIA) == [(str(BEN), 1), (str(MIA), 1)], "two members wait for nobody"
    for lane, key in ((str(BEN), f"{BEN}#0#0"), (str(MIA), f"{MIA}#1#0")):
        inbox.done_and_claim(key, lane, "me", LEASE)
    linking.agree(desk, ben, view.link.id, view.version)
    linking.agree(desk, mia, view.link.id, view.version)
    assert come(BEN, MIA, BEN) == [(str(BEN), 2), None, None], "one after the other, and counted together"
    following = inbox.done_and_claim(f"{BEN}#0#{view.link.id}", str(BEN), "me", LEASE)
    assert following is not None
    assert (following.key, following.nth) == (f"{MIA}#1#{view.link.id}", 3)


@pytest.mark.spec("PPL-2")
@pytest.mark.parametrize("page", ["stays", "goes"])
def test_pages_notes_and_texts_with_ids_are_joined(desk: Desk, store: SqlStore, page: str) -> None:
    stays, goes, mentee = people_in(store, "Ana", "Ana again", "Ben", roles=frozenset({Role.MENTOR}))
    whose = {"stays": stays, "goes": goes}
    with store.write() as tx:
        for person, headline in ((stays, "stays"), (goes, "goes")):
            found = tx.people.get(person)
            assert found is not None
            tx.mentors.save(Mentor(found, Schedule("UTC"), headline=headline, tags=("sql",)))
        day = AvailabilityException(new_id(tx.now), MORNING.date(), MORNING.date(), BlockKind.BLOCKED)
        tx.mentors.add_exception(goes, day)
        session = a_session(goes, mentee)
        tx.sessions.add(session)
        tx.notices.add([a_notice(stays, kind=Kind.HOME, dedupe=f"home:{stays}")])
        tx.notices.add([a_notice(goes, kind=Kind.HOME, dedupe=f"home:{goes}")])
        told = OfMentor(mentor=goes)
        tx.notices.add([a_notice(mentee, kind=Kind.MENTOR_REACHABLE, dedupe=f"back:{goes}", payload=told)])
    with store.work() as work:
        for person, text in ((stays, "first"), (goes, "second")):
            noted = {"session": session.id, "mentor": person, "text": text, "at": MORNING}
            work.connection.execute(insert(private_notes), noted)
    with store.write() as tx:
        tx.accounts.hold_both(stays, goes)
        tx.accounts.join(stays, goes, whose[page])
    with store.read() as tx:
        mentor = tx.mentors.get(stays)
        assert mentor is not None
        assert (mentor.headline, mentor.tags) == (page, ("sql",))
        assert tx.mentors.exceptions([stays], MORNING.date(), MORNING.date())[stays] == (day,)
        assert tx.mentors.get(goes) is None
        again = tx.people.get(goes)
        assert again is not None
        assert again.id == stays
        assert [each.id for each in tx.people.of([goes])] == [goes], "under the id that was asked for"
    with store.work() as work:
        note = work.connection.execute(select(private_notes.c.mentor, private_notes.c.text)).one()
        kept = work.connection.execute(select(notices).order_by(notices.c.id)).all()
    assert (note.mentor, note.text) == (stays, "first\n\nsecond")
    assert [(each.person, each.state) for each in kept] == [
        (stays, "waiting"),
        (stays, "cancelled"),
        (mentee, "waiting"),
    ]
    assert kept[2].details == {"mentor": str(stays)}


@pytest.mark.spec("PPL-2", "PPL-3")
@pytest.mark.parametrize(
    ("stays_has", "goes_has", "kept"),
    [(None, "b@x.org", "b@x.org"), ("a@x.org", "b@x.org", "a@x.org"), ("a@x.org", None, "a@x.org")],
)
def test_an_address_for_mail_goes_along_where_the_other_has_none_confirmed(
    store: SqlStore, stays_has: str | None, goes_has: str | None, kept: str
) -> None:
    stays, goes = people_in(store, "Ben", "Ben again")
    rest = {"switched_on": True, "off": "", "why": "", "tries": 0}
    with store.work() as work:
        for person, address in ((stays, stays_has), (goes, goes_has)):
            said = {"person": person, "address": address, "pending": None if address else "c@x.org", **rest}
            work.connection.execute(insert(mail_addresses), said)
    with store.write() as tx:
        tx.accounts.hold_both(stays, goes)
        tx.accounts.join(stays, goes, stays)
    with store.work() as work:
        found = work.connection.execute(select(mail_addresses.c.person, mail_addresses.c.address)).all()
    assert [tuple(each) for each in found] == [(stays, kept)]
