"""The panel of meeting rooms in a real browser: what providers hold, and what goes wrong with them."""

import aiohttp
import pytest
from playwright.async_api import Page, expect

from core.outbox import Unsure
from core.rooms import Wanted
from gateways.zoom import ZoomRooms
from playground.meetings.zoom import ACCOUNT, CLIENT, SECRET
from playground.server import Playground
from tests.conftest import MORNING

pytestmark = [
    pytest.mark.browser,
    pytest.mark.spec("OPS-1", "MTG-1"),
    pytest.mark.asyncio(loop_scope="session"),
]


async def test_rooms_are_seen_deleted_by_hand_and_troubled(page: Page, playground: Playground) -> None:
    zoom = playground.meetings.zoom
    rooms = ZoomRooms(ACCOUNT, CLIENT, SECRET, zoom.hosts, oauth_url=zoom.url, api_url=zoom.url)
    chosen: list[str] = []
    playground.meetings.choose = chosen.append
    await page.get_by_role("button", name="Rooms", exact=True).click()
    panel = page.get_by_role("region", name="Zoom", exact=True)
    await expect(panel.get_by_text("No room.")).to_be_visible()
    made = await rooms.make(Wanted("Parley 1", MORNING, 30))
    await expect(panel.get_by_text("Parley 1")).to_be_visible()
    await expect(panel.get_by_text(made.url)).to_be_visible()
    await panel.get_by_role("button", name="Delete by hand").click()
    await expect(panel.get_by_text("No room.")).to_be_visible()
    assert zoom.meetings == {}
    await panel.get_by_role("combobox").select_option("500")
    await expect(panel.get_by_role("combobox")).to_have_value("500")
    with pytest.raises(Unsure):
        await rooms.make(Wanted("Parley 2", MORNING, 30))
    await panel.get_by_role("combobox").select_option("")
    await rooms.make(Wanted("Parley 3", MORNING, 30))
    await expect(panel.get_by_text("Parley 3")).to_be_visible()
    await page.get_by_label("New rooms are made by").select_option("meet")
    await expect(page.get_by_label("New rooms are made by")).to_have_value("meet")
    assert chosen == ["meet"]
    await rooms.aclose()


async def test_who_follows_a_link_to_livekit_is_in_the_room(page: Page, playground: Playground) -> None:
    livekit = playground.meetings.livekit
    async with (
        aiohttp.ClientSession() as browser,
        browser.get(f"{livekit.url}/livekit/page?token=x") as answer,
    ):
        assert answer.status == 403
    assert livekit.rooms == {}
