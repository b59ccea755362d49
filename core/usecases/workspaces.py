"""Workspaces that remove us, and take us in again (PPL-5)."""

from collections.abc import Collection

from core.desk import Desk
from core.notices import Alert, Kind
from core.payloads import OfWorkspace
from core.ports.store import Transaction
from core.usecases import admin_channels
from core.usecases.reachability import follow, open_workspace


def close(desk: Desk, platform: str, workspace: str, enterprise: str | None = None) -> bool:
    """Nobody can be written to there any more, of which mentees and the admins elsewhere hear; False when known.

    Where we were installed for the whole `enterprise` that is closed. Members stay what they are: their other chats go
    on, and what they write after we are taken in again opens all.
    """
    with desk.store.write() as tx:
        installed, closed_before = _installed(tx), {each for each, _ in tx.workspaces.closed(platform)}
        if enterprise and workspace not in installed and enterprise in installed | closed_before:
            workspace = enterprise
        return _close(desk, tx, platform, workspace)


def withdraw(desk: Desk, platform: str, workspaces: Collection[str]) -> None:
    """An organisation keeps us out of some of its workspaces; the others, and any that has us itself, go on."""
    with desk.store.write() as tx:
        for workspace in sorted({*workspaces} - _installed(tx)):
            _close(desk, tx, platform, workspace)


def admit(desk: Desk, platform: str, workspaces: Collection[str]) -> None:
    """An organisation lets us into these of its workspaces, again perhaps."""
    with desk.store.write() as tx:
        for workspace in sorted({*workspaces}):
            open_workspace(desk, tx, platform, workspace)


def _installed(tx: Transaction) -> set[str]:
    return {each.place for each in tx.installations.all()}


def _close(desk: Desk, tx: Transaction, platform: str, workspace: str) -> bool:
    if not tx.workspaces.close(platform, workspace):
        return False
    tx.installations.drop(workspace)
    for address in tx.workspaces.mentors_in(platform, workspace, reachable=True):
        follow(desk, tx, address, None, reachable=False)
    tx.workspaces.set_reachable(platform, workspace, reachable=False)
    of_enterprise = {each for each, whole in tx.installations.enterprises().items() if whole == workspace}
    for channel in tx.admin_channels.all():
        if channel.platform == platform and channel.workspace in {workspace, *of_enterprise}:
            admin_channels.end(desk, tx, channel)
    payload = OfWorkspace(platform=platform, workspace=workspace)
    key = f"{platform}:{workspace}:{tx.now.isoformat()}"
    tx.notices.alert(Alert(Kind.WORKSPACE_CLOSED, tx.people.admins(), key, tx.now, payload=payload))
    tx.audit(desk.entry("WORKSPACE_CLOSED", None, after={"of": workspace, "on": platform}))
    return True
