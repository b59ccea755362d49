"""From `/admin` an admin comes to all that runs the programme."""

import pytest

from tests.journeys.conftest import Cast

DOORS = {
    "All sessions": "sessions",
    "Members": "members",
    "Disputes": "disputes",
    "What was not delivered": "failed",
    "Programme health": "health",
    "Statistics": "stats",
    "Analytics": "analytics",
    "Rules": "policies",
    "Admin channels": "channels",
}


@pytest.mark.spec("ADM-1", "CHT-4")
@pytest.mark.parametrize("door", DOORS)
async def test_a_door_of_the_programme_leads_where_its_command_does(cast: Cast, door: str) -> None:
    await cast.olga.command("admin", "")
    await cast.olga.press(door)
    shown = cast.olga.last()
    await cast.olga.command("admin", DOORS[door])
    assert cast.olga.last() == shown


@pytest.mark.spec("ADM-1", "SAF-1")
async def test_the_programme_is_shown_to_admins_only(cast: Cast) -> None:
    await cast.mia.command("admin", "")
    assert "All sessions" not in cast.mia.last()
    await cast.olga.command("admin", "")
    assert "Today: no session" in cast.olga.last()
