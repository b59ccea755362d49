"""Members and their chat identities."""

from dataclasses import replace

import pytest

from core.people import Address, Person, Plan, Role
from core.ports.people import AddressTaken
from storage.store import SqlStore
from tests.storage.samples import a_person, at_once, people_in

ADMIN = frozenset({Role.ADMIN})


def names(store: SqlStore, text: str, **page: int) -> list[str]:
    with store.read() as tx:
        return [person.name for person in tx.people.search(text, **page)]


def test_a_person_is_read_as_they_were_written(store: SqlStore) -> None:
    ada = a_person(
        "Ada Lovelace",
        email="ada@example.com",
        zone="Europe/London",
        locale="en-GB",
        plan=Plan.COUNCIL,
        roles=frozenset({Role.MENTOR, Role.ADMIN}),
        suspended=True,
        addresses=(Address("slack", "T1", "UADA"), Address("telegram", "", "4200000000")),
    )
    with store.write() as tx:
        tx.people.add(ada)
    with store.read() as tx:
        assert tx.people.get(ada.id) == ada
        assert tx.people.find(Address("telegram", "", "4200000000")) == ada
        assert tx.people.find(Address("slack", "T2", "UADA")) is None
        assert tx.people.get(1) is None


def test_saving_a_person_leaves_their_addresses(store: SqlStore) -> None:
    (ada,) = people_in(store, "Ada")
    with store.write() as tx:
        before = tx.people.get(ada)
        assert before is not None
        tx.people.save(replace(before, name="Ada King", zone="Asia/Kolkata", addresses=()))
    with store.read() as tx:
        assert tx.people.get(ada) == replace(before, name="Ada King", zone="Asia/Kolkata")
    assert names(store, "king") == ["Ada King"]


@pytest.mark.spec("NTF-6")
def test_a_chat_identity_becomes_one_member_even_when_two_are_faster_than_each_other(
    store: SqlStore,
) -> None:
    address = (Address("telegram", "", "77"),)

    def join(_: int) -> bool:
        try:
            with store.write() as tx:
                tx.people.add(a_person("Ada", addresses=address))
        except AddressTaken:
            return False
        return True

    assert sum(at_once(6, join)) == 1
    assert names(store, "") == ["Ada"]


def test_where_somebody_can_be_reached_comes_first(store: SqlStore) -> None:
    slack, telegram = Address("slack", "T1", "U1"), Address("telegram", "", "1")
    ada = a_person(addresses=(slack, telegram))
    with store.write() as tx:
        tx.people.add(ada)
        tx.people.set_handle(slack, "ada", reachable=False)
    with store.write() as tx:
        found = tx.people.get(ada.id)
        assert found is not None
        assert found.addresses == (telegram, slack)
        tx.people.set_handle(slack, None, reachable=True)
    assert names(store, "ada") == ["Ada"]
    with store.read() as tx:
        assert tx.people.get(ada.id) == ada


def test_what_the_menu_of_each_chat_shows_is_kept(store: SqlStore) -> None:
    slack, telegram = Address("slack", "T1", "U1"), Address("telegram", "", "1")
    ada, ben = (
        a_person(addresses=(slack, telegram)),
        a_person("Ben", addresses=(Address("telegram", "", "2"),)),
    )
    with store.write() as tx:
        tx.people.add(ada)
        tx.people.add(ben)
        tx.people.set_menu(telegram, "abc")
    with store.write() as tx:
        assert tx.people.menus(ada.id) == {telegram: "abc"}
        assert tx.people.menus(ben.id) == {}
        tx.people.set_menu(telegram, None)
    with store.read() as tx:
        assert tx.people.menus(ada.id) == {}


def test_search_knows_names_handles_and_mail_without_case_or_accents(store: SqlStore) -> None:
    address = Address("slack", "T1", "UZ")
    with store.write() as tx:
        tx.people.add(a_person("Zoë Müller", addresses=(address,), email="zm@Example.com"))
        tx.people.add(a_person("Anna Zoeller"))
        tx.people.add(a_person("Lorenzo Eberle"))
        tx.people.add(a_person("100% Bob_by"))
        tx.people.set_handle(address, "zedForever")
    assert names(store, "zoe") == ["Zoë Müller", "Anna Zoeller"]
    assert names(store, "MULLER") == ["Zoë Müller"]
    assert names(store, "zedf") == ["Zoë Müller"]
    assert names(store, "@example") == ["Zoë Müller"]
    assert names(store, "nzo") == ["Lorenzo Eberle"]
    assert names(store, "%") == ["100% Bob_by"]
    assert names(store, "b_b") == ["100% Bob_by"]
    assert names(store, "nobody") == []


def test_search_gives_the_closest_first_and_pages(store: SqlStore) -> None:
    people_in(store, "Joanna", "Anna Bell", "Anna", "Eva Anna", "Hannah")
    assert names(store, "anna") == ["Anna", "Anna Bell", "Eva Anna", "Hannah", "Joanna"]
    assert names(store, "", limit=2, offset=1) == ["Anna Bell", "Eva Anna"]


def test_the_last_admin_cannot_go_twice(store: SqlStore) -> None:
    admins = people_in(store, *(f"Admin {n}" for n in range(4)), roles=ADMIN)

    def resign(number: int) -> bool:
        with store.write() as tx:
            if tx.people.count_admins() == 1:
                return False
            person: Person | None = tx.people.get(admins[number])
            assert person is not None
            tx.people.save(replace(person, roles=frozenset({Role.MENTEE})))
            return True

    assert sum(at_once(4, resign)) == 3
    with store.write() as tx:
        assert tx.people.count_admins() == 1


@pytest.mark.spec("BOK-2")
def test_a_number_checked_after_locking_a_person_stands(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")

    def join_if_few(number: int) -> bool:
        with store.write() as tx:
            tx.people.lock([ben, ada] if number % 2 else [ada, ben])
            if len(tx.people.search("newcomer")) >= 2:
                return False
            tx.people.add(a_person(f"Newcomer {number}"))
            return True

    assert sum(at_once(8, join_if_few)) == 2


@pytest.mark.spec("SAF-1")
def test_namesakes_do_not_crowd_out_who_has_the_handle_or_the_address(store: SqlStore) -> None:
    real = a_person("Zed Real", email="dan@example.com", addresses=(Address("paper", "", "zed"),))
    with store.write() as tx:
        tx.people.add(real)
        tx.people.set_handle(real.addresses[0], "dan")
        for _ in range(8):
            for name in ("dan", "dan@example.com"):
                tx.people.add(a_person(name))
    with store.read() as tx:
        for typed in ("dan", "dan@example.com"):
            first = tx.people.search(typed, limit=6)[0]
            assert (first.id, first.handles) == (real.id, (("paper", "dan"),))
