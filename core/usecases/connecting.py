"""Slack workspaces as admins connect and disconnect them, in chat (CHT-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.desk import Desk
from core.errands import Errand, Task
from core.errors.common import NotFound
from core.errors.workspaces import AdminsNowhereElse, NotConnectable
from core.ids import new_id
from core.installations import TICKET_LASTS, InstallTickets, Place, digest_of
from core.people import Person
from core.ports.store import Transaction
from core.ports.workspaces import Presence
from core.usecases.handing_out import hand_out
from core.usecases.members import check_admin

SLACK = "slack"
WORKSPACES = "slack workspaces"
"""The channel of errands that have Slack remove us."""


@dataclass(frozen=True, slots=True)
class Connected:
    """A workspace or organisation that has taken us in, and who is there."""

    place: Place
    there: Presence


@dataclass(frozen=True, slots=True)
class Workspaces:
    """All of them; `closed` are those that have removed us since, with when. None can be connected unless `open`."""

    open: bool
    connected: Sequence[Connected]
    closed: Sequence[tuple[str, datetime]]


@dataclass(frozen=True, slots=True)
class Invitation:
    """An address at which one workspace can be connected, once, until then."""

    address: str
    until: datetime


def workspaces(desk: Desk, admin: Person) -> Workspaces:
    """Where we are; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, admin)
        connected = [
            Connected(each, tx.workspaces.there(SLACK, each.id)) for each in tx.installations.places()
        ]
        return Workspaces(desk.installing is not None, connected, tx.workspaces.closed(SLACK))


def invite(desk: Desk, admin: Person) -> Invitation:
    """An address for whoever may install apps in the workspace; raises NotAdmin, NotConnectable."""
    with desk.begin() as tx:
        check_admin(tx, admin)
        tickets = _tickets(desk)
        desk.note(tx, "WORKSPACE_INVITED", admin.id, after={"on": SLACK})
        ticket = tickets.make(tx.now, desk.entropy.urlsafe(16))
        hand_out(tx, admin.id, "workspace", digest_of(ticket))
        return Invitation(tickets.address(desk.public_url, ticket), tx.now + TICKET_LASTS)


def leaving(desk: Desk, admin: Person, place: str) -> Connected:
    """What disconnecting it would mean; raises NotAdmin, NotConnectable, NotFound, AdminsNowhereElse."""
    with desk.store.read() as tx:
        return _leaving(desk, tx, admin, place)


def disconnect(desk: Desk, admin: Person, place: str) -> Connected:
    """Have Slack remove us, upon which it is closed like any that has done so itself; raises what `leaving` does."""
    with desk.begin() as tx:
        found = _leaving(desk, tx, admin, place)
        key = f"disconnect:{place}:{tx.now:%Y-%m-%dT%H:%M}"
        errand = Errand(
            new_id(tx.now), Task.DISCONNECT, WORKSPACES, admin.id, tx.now, key, details={"place": place}
        )
        tx.errands.add([errand])
        desk.note(tx, "WORKSPACE_DISCONNECTED", admin.id, after={"of": place, "on": SLACK})
        return found


def _leaving(desk: Desk, tx: Transaction, admin: Person, place: str) -> Connected:
    check_admin(tx, admin)
    _tickets(desk)
    found = next((each for each in tx.installations.places() if each.id == place), None)
    if found is None:
        raise NotFound("workspace")
    there = tx.workspaces.there(SLACK, place)
    if not there.admins_elsewhere:
        raise AdminsNowhereElse(place)
    return Connected(found, there)


def _tickets(desk: Desk) -> InstallTickets:
    if desk.installing is None:
        raise NotConnectable
    return desk.installing
