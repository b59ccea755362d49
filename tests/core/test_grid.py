"""One person of a Slack Enterprise Grid writes from several of its workspaces, and is one member."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from core.desk import Desk
from core.people import Address, Person
from core.usecases import joining, members
from core.usecases.joining import Introduction
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore
from storage.tables import audit
from tests.storage.samples import at_once

HOME = Address("slack", "T1", "W1", "E1")


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return Desk(store, JitsiRooms("https://rooms.example"))


def meet(desk: Desk, address: Address, name: str = "Ben") -> Person:
    return joining.meet(desk, address, Introduction(name), greet=True).person


@pytest.mark.spec("CHT-2", "PPL-6")
def test_who_writes_from_another_workspace_of_the_enterprise_is_the_same_member(desk: Desk) -> None:
    ben = meet(desk, HOME)
    again = joining.meet(desk, replace(HOME, workspace="T2"), Introduction("Ben"), greet=True)
    assert (again.person.id, again.new) == (ben.id, False)
    assert members.find(desk, replace(HOME, workspace="T2", enterprise=None)) == again.person
    assert again.person.addresses == (HOME, replace(HOME, workspace="T2"))


@pytest.mark.spec("CHT-2", "PPL-6")
@pytest.mark.parametrize(
    "stranger",
    [
        Address("slack", "T2", "W1", "E2"),
        Address("slack", "T2", "W1"),
        Address("slack", "T2", "W2", "E1"),
        Address("other", "T2", "W1", "E1"),
    ],
)
def test_nobody_else_takes_an_identity_over(desk: Desk, stranger: Address) -> None:
    assert meet(desk, HOME).id != meet(desk, stranger, "Mallory").id


@pytest.mark.spec("CHT-2")
def test_an_account_whose_enterprise_is_unknown_is_given_to_nobody(desk: Desk) -> None:
    ben = meet(desk, replace(HOME, enterprise=None))
    assert meet(desk, replace(HOME, workspace="T2")).id != ben.id


@pytest.mark.spec("CHT-2")
def test_the_enterprise_of_a_member_is_kept_when_it_becomes_known_and_never_forgotten(desk: Desk) -> None:
    ben = meet(desk, replace(HOME, enterprise=None))
    assert ben.unplaced == {HOME}
    joining.place(desk, HOME)
    joining.place(desk, replace(HOME, enterprise=None))
    assert meet(desk, replace(HOME, workspace="T2")).id == ben.id


@pytest.mark.spec("CHT-2")
def test_of_two_members_with_the_account_neither_gets_it(desk: Desk) -> None:
    two = {meet(desk, replace(HOME, workspace=team, enterprise=None)).id for team in ("T1", "T2")}
    for team in ("T1", "T2"):
        joining.place(desk, replace(HOME, workspace=team))
    assert meet(desk, replace(HOME, workspace="T3")).id not in two


@pytest.mark.spec("CHT-2", "PPL-6")
@pytest.mark.parametrize("first_by", ["here", "home"])
def test_who_belongs_to_another_company_is_one_member_by_both_workspaces(desk: Desk, first_by: str) -> None:
    home, here = Address("slack", "T2EXT", "U1", "E2"), Address("slack", "T1", "U1", "E2")

    def by(which: str) -> Person:
        if which == "home":
            return joining.meet(desk, home, Introduction("Eva"), greet=True).person
        return joining.meet(desk, here, Introduction("Eva"), greet=True, home=home).person

    eva = by(first_by)
    assert by("here").id == by("home").id == eva.id
    assert {*by("home").addresses} == {home, here}


@pytest.mark.spec("CHT-2", "PPL-6")
def test_who_is_heard_by_another_id_of_their_organisation_is_the_same_member(desk: Desk) -> None:
    """Slack names a workspace of theirs or the whole organisation; ours shows one account."""
    here = Address("slack", "T1", "W1")

    def by(home: str) -> Person:
        own = Address("slack", home, "W1")
        return joining.meet(desk, here, Introduction("Eva"), greet=False, home=own, shut=[own, here]).person

    assert by("T2a").id == by("T2b").id == by("E2").id
    assert {each.workspace for each in by("E2").addresses} == {"T1", "T2a", "T2b", "E2"}
    assert not by("E2").reachable


@pytest.mark.spec("CHT-2", "NTF-3")
def test_a_new_way_to_somebody_is_open_only_where_slack_lets_us_in(desk: Desk) -> None:
    home, here = Address("slack", "T2EXT", "U1"), Address("slack", "T1", "U1")
    assert meet(desk, home, "Eva").shut == frozenset()
    eva = joining.meet(desk, here, Introduction("Eva"), greet=False, home=home, shut=[here]).person
    assert (eva.addresses, eva.shut) == ((home, here), {here})


@pytest.mark.spec("NTF-6")
def test_of_several_deliveries_of_a_foreign_person_at_once_one_member_is_made(desk: Desk) -> None:
    home, here = Address("slack", "T2EXT", "U1"), Address("slack", "T1", "U1")

    def met(number: int) -> int:
        address, known_home = (home, None) if number % 2 else (here, home)
        return joining.meet(desk, address, Introduction("Eva"), greet=True, home=known_home).person.id

    assert len(set(at_once(4, met))) == 1


@pytest.mark.spec("CHT-2")
def test_a_first_admin_may_be_named_by_their_own_workspace(desk: Desk) -> None:
    home, here = Address("slack", "T2EXT", "U1"), Address("slack", "T1", "U1")
    desk = replace(desk, first_admins=frozenset({home}))
    assert joining.meet(desk, here, Introduction("Eva"), greet=True, home=home).person.is_admin


@pytest.mark.spec("NTF-6")
def test_of_several_workspaces_at_once_one_member_is_made(desk: Desk) -> None:
    met = at_once(4, lambda number: meet(desk, replace(HOME, workspace=f"T{number}")).id)
    assert len(set(met)) == 1


@pytest.mark.spec("SAF-5")
def test_the_audit_log_tells_of_the_workspace(desk: Desk, store: SqlStore) -> None:
    ben = meet(desk, HOME)
    meet(desk, replace(HOME, workspace="T2"))
    with store.work() as work:
        [row] = work.connection.execute(select(audit).where(audit.c.action == "IDENTITY_ADDED")).all()
    assert (row.actor, row.workspace, row.after) == (ben.id, "T2", {"person": ben.id, "workspace": "T2"})
