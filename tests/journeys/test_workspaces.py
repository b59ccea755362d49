"""Slack workspaces, as admins connect and disconnect them in chat."""

import pytest

from bot.actions.workspaces import ConnectWorkspace, Disconnect, ShowWorkspaces
from core.installations import Installation
from tests.journeys.conftest import Cast


def connected(cast: Cast) -> None:
    """Two have taken us in, by OAuth."""
    cast.programme.connects_workspaces()
    cast.programme.knows("Acme", "Globex", "T1", "E1")
    with cast.programme.store.write() as tx:
        tx.installations.put(Installation("T1", "xoxb-1", "B", "U", "A", name="Acme"))
        tx.installations.put(Installation("E1", "xoxb-2", "B", "U", "A", "E1", name="Globex"))


@pytest.mark.spec("CHT-2", "PPL-6")
async def test_without_oauth_it_is_said_what_to_set(cast: Cast) -> None:
    await cast.olga.command("admin", "workspaces")
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET", "PARLEY_PUBLIC_URL"):
        assert name in cast.olga.last()
    assert "[Connect a workspace]" not in cast.olga.last()
    await cast.olga.push(ConnectWorkspace())
    assert "/admin workspaces says what to set" in cast.olga.last()


@pytest.mark.spec("CHT-2", "PPL-6", "SAF-1")
async def test_an_admin_lists_connects_and_disconnects_workspaces(cast: Cast) -> None:
    connected(cast)
    await cast.olga.command("admin")
    await cast.olga.press("Slack workspaces")
    shown = cast.olga.last()
    assert "Acme\nworkspace T1\nno member" in shown
    assert "Globex\na whole Enterprise Grid (E1)" in shown
    await cast.olga.press("Connect a workspace")
    assert "https://parley.example/slack/install?ticket=" in cast.olga.last()
    await cast.olga.push(ShowWorkspaces())
    await cast.olga.press("Disconnect")
    assert "Disconnect Acme?" in cast.olga.last()
    assert "Slack removes me from it." in cast.olga.last()
    await cast.olga.press("Keep it")
    await cast.olga.push(Disconnect("T1"))
    assert "Slack is being asked to remove me from Acme." in cast.olga.last()
    for action in (ShowWorkspaces(), ConnectWorkspace(), Disconnect("T1")):
        await cast.ben.push(action)
        assert "parley.example" not in cast.ben.screen()
        assert "Acme" not in cast.ben.screen()
