"""Workspaces that take us in: tickets, tokens, and their renewal (PPL-6)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from core.desk import Desk
from core.installations import Installation, digest_of
from core.usecases.handing_out import settle_handed
from core.usecases.reachability import open_workspace

RENEWING = timedelta(minutes=2)
"""Within these one process renews a token; then another may."""


def installed(desk: Desk) -> Sequence[Installation]:
    """Where we are."""
    with desk.store.read() as tx:
        return tx.installations.all()


def closed(desk: Desk) -> Collection[str]:
    """Where we are not any more, also by the will of an organisation that has us elsewhere."""
    with desk.store.read() as tx:
        return {workspace for workspace, _ in tx.workspaces.closed("slack")}


def enterprises(desk: Desk) -> Mapping[str, str]:
    """The organisations of workspaces, as far as we have met anybody from them."""
    with desk.store.read() as tx:
        return tx.installations.enterprises()


def use_ticket(desk: Desk, ticket: str, until: datetime) -> bool:
    """Whether it is used for the first time."""
    digest = digest_of(ticket)
    with desk.store.write() as tx:
        is_new = tx.installations.use_ticket(digest, until)
        for admin in tx.people.admins() if is_new else ():
            settle_handed(tx, admin, "workspace", digest, "used")
    return is_new


def install(desk: Desk, installation: Installation) -> None:
    """We are there, or there again: then everybody can be written to as before."""
    with desk.store.write() as tx:
        is_new = installation.place not in {each.id for each in tx.installations.places()}
        tx.installations.put(installation)
        open_workspace(desk, tx, "slack", installation.place, is_new=is_new)
        tx.audit(desk.entry("WORKSPACE_INSTALLED", None, after={"of": installation.place, "on": "slack"}))


def due(desk: Desk) -> Sequence[str]:
    """The places whose tokens are to be renewed now."""
    with desk.store.read() as tx:
        return tx.installations.due(tx.now)


def take(desk: Desk, place: str) -> Installation | None:
    """The one there, whose token is to be renewed now, by us alone; None where another process is at it."""
    with desk.store.write() as tx:
        return tx.installations.take(place, tx.now, tx.now + RENEWING)


def renewed(desk: Desk, installation: Installation) -> None:
    """Keep its new tokens."""
    with desk.store.write() as tx:
        tx.installations.put(installation)
