"""What can go wrong between us and a provider of rooms: whoever has booked has a link, and no room is left over.

A space that Google Meet has made unheard is beyond anybody's reach: it is left over, and nobody knows of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from playground.meetings import calendly, livekit, meet, zoom
from playground.meetings.service import RoomService
from playground.payments.troubles import What
from storage.tables import sessions
from tests.faults.stage import Stage

EVENT_TYPE = "https://calendly.com/ana/30min"


@dataclass(frozen=True)
class Provider:
    """How a provider is switched on at an address, what makes its rooms here and there, and which there are."""

    serve: Callable[[], RoomService]
    settings: Callable[[str], Mapping[str, str]]
    makes: str
    operation: str
    links: Callable[[Any], list[str]]


PROVIDERS = {
    "zoom": Provider(
        zoom.ZoomService,
        lambda url: {
            "PARLEY_ZOOM_ACCOUNT": zoom.ACCOUNT,
            "PARLEY_ZOOM_CLIENT": zoom.CLIENT,
            "PARLEY_ZOOM_SECRET": zoom.SECRET,
            "PARLEY_ZOOM_HOSTS": "ana@example.org,zoe@example.org",
            "PARLEY_ZOOM_OAUTH_URL": url,
            "PARLEY_ZOOM_API_URL": url,
        },
        "gateways.zoom:ZoomRooms.make",
        "create",
        lambda service: [each["join_url"] for each in service.meetings.values()],
    ),
    "livekit": Provider(
        livekit.LiveKitService,
        lambda url: {
            "LIVEKIT_URL": url,
            "LIVEKIT_API_KEY": livekit.KEY,
            "LIVEKIT_API_SECRET": livekit.SECRET,
            "PARLEY_LIVEKIT_PAGE": "https://page.example/?url={url}&token={token}",
            "PARLEY_HTTP_PORT": "0",
        },
        "gateways.livekit:LiveKitRooms.make",
        "CreateRoom",
        lambda service: [f"{service.url}/{name}" for name in service.rooms],
    ),
    "meet": Provider(
        meet.MeetService,
        lambda url: {
            "PARLEY_MEET_CLIENT": meet.CLIENT,
            "PARLEY_MEET_SECRET": meet.SECRET,
            "PARLEY_MEET_REFRESH_TOKEN": meet.REFRESH_TOKEN,
            "PARLEY_MEET_OAUTH_URL": f"{url}/token",
            "PARLEY_MEET_API_URL": url,
        },
        "gateways.meet:MeetRooms.make",
        "create",
        lambda _: [],
    ),
    "calendly": Provider(
        calendly.CalendlyService,
        lambda url: {"CALENDLY_API_KEY": calendly.TOKEN, "PARLEY_CALENDLY_API_URL": url},
        "gateways.calendly:CalendlyRooms.make",
        "create",
        lambda service: [each["join_url"] for each in service.active],
    ),
}


async def killed_between_asking_for_a_room_and_writing_it_down(stage: Stage, *, provider: str) -> None:
    await _books(stage, PROVIDERS[provider], dies="after")


async def killed_before_asking_for_a_room(stage: Stage, *, provider: str) -> None:
    await _books(stage, PROVIDERS[provider], dies="before")


async def a_room_is_made_and_nobody_says_so(stage: Stage, *, provider: str) -> None:
    await _books(stage, PROVIDERS[provider], trouble=("reset", 1, True))


async def the_provider_of_rooms_is_away(stage: Stage, *, provider: str) -> None:
    await _books(stage, PROVIDERS[provider], trouble=("500", 1000, False))


async def two_processes_ask_for_a_room(stage: Stage, *, provider: str) -> None:
    await _books(stage, PROVIDERS[provider], trouble=("slow", 1000, False), processes=2)


async def _books(
    stage: Stage,
    provider: Provider,
    *,
    dies: str = "",
    trouble: tuple[What, int, bool] | None = None,
    processes: int = 1,
) -> None:
    stage.prepare(ahead=timedelta(days=3))
    _introduce(stage)
    async with provider.serve().open() as rooms:
        stage.settings |= provider.settings(rooms.url)
        if trouble is not None:
            what, times, after = trouble
            rooms.troubles.plan(provider.operation, what, times=times, after=after)
        die = (provider.makes, dies, 1) if dies else None
        bots = [await stage.bot(die=die) for _ in range(processes)]
        await stage.settle()
        ben = stage.person("mentee0")
        await ben.command("book", "Mentor1 tomorrow 15:00")
        await ben.press("Confirm booking")
        if dies:
            await bots[0].dies()
            await stage.bot()
        await stage.settle()
        with stage.memory() as store, store.work(read_only=True) as work:
            links = set(work.connection.execute(select(sessions.c.meeting_url)).scalars())
        stage.expect("" not in links, "a session has no link")
        idle = set(provider.links(rooms)) - links
        stage.expect(not idle, f"in {len(idle)} rooms nobody meets")


def _introduce(stage: Stage) -> None:
    """What Calendly has to know of people: the mentor's type of event, and the mentee's address."""
    with stage.memory() as store, store.write() as tx:
        mentor = tx.mentors.get(stage.people["mentor1"].id)
        mentee = tx.people.get(stage.people["mentee0"].id)
        assert mentor is not None
        assert mentee is not None
        tx.mentors.save(replace(mentor, calendly_link=EVENT_TYPE))
        tx.people.save(replace(mentee, email="mentee0@example.org"))
