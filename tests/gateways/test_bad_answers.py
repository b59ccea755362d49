"""What no provider of rooms should answer, and all do at times: the outbox hears of it, and nobody else."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from core.clock import Clock
from core.outbox import TryLater, Unreachable, Unsure
from core.ports.rooms import RoomProvider
from core.rooms import Invitee, Wanted
from gateways import calendly, json_wire
from gateways.calendly import CalendlyRooms
from gateways.livekit import LiveKitRooms
from gateways.meet import Consent, MeetRooms
from gateways.zoom import ZoomRooms
from playground.meetings import calendly as calendly_service
from playground.meetings import livekit, meet, zoom
from playground.meetings.service import RoomService
from playground.payments.troubles import What

pytestmark = pytest.mark.spec("MTG-1")

ZOOM = (
    zoom.ZoomService,
    lambda url: ZoomRooms(
        zoom.ACCOUNT, zoom.CLIENT, zoom.SECRET, ["ana@example.org"], oauth_url=url, api_url=url
    ),
)
LIVEKIT = (
    livekit.LiveKitService,
    lambda url: LiveKitRooms(url, livekit.KEY, livekit.SECRET, "https://page.example/{token}", Clock()),
)
MEET = (
    meet.MeetService,
    lambda url: MeetRooms(
        Consent(meet.CLIENT, meet.SECRET, meet.REFRESH_TOKEN),
        Clock(),
        oauth_url=f"{url}/token",
        api_url=url,
    ),
)
CALENDLY = (
    calendly_service.CalendlyService,
    lambda url: CalendlyRooms(calendly_service.TOKEN, api_url=url),
)
Known = tuple[Callable[[], RoomService], Callable[[str], RoomProvider]]
WANTED = Wanted(
    "Parley 1",
    datetime(2026, 12, 1, 9, tzinfo=UTC),
    30,
    "https://calendly.com/ana/30min",
    Invitee("Mia", "mia@example.org", "UTC"),
)


@pytest.mark.parametrize(
    "known", [ZOOM, LIVEKIT, MEET, CALENDLY], ids=["zoom", "livekit", "meet", "calendly"]
)
@pytest.mark.parametrize("what", ["html", "empty", "huge", "timeout", "500"])
async def test_an_answer_that_is_none_makes_no_room_and_is_no_fault_of_ours(
    known: Known, what: What, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve, provider_at = known
    monkeypatch.setattr(json_wire, "TIMEOUT", httpx.Timeout(0.2).as_dict())
    monkeypatch.setattr(calendly, "_PAUSE", 0.0)
    async with serve().open() as service:
        provider = provider_at(service.url)
        service.troubles.plan("*", what, times=100)
        with pytest.raises((TryLater, Unsure, Unreachable)):
            await provider.make(WANTED)
        service.troubles.forget()
        assert (await provider.make(WANTED)).url.startswith("http")
        await provider.aclose()
