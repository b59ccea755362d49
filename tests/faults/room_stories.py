"""What can go wrong between us and a provider of rooms: whoever has booked has a link, and no room is left over.

A space that Google Meet has made unheard is beyond anybody's reach: it is left over, and nobody knows of it.
"""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientError
from sqlalchemy import ColumnElement, select

from core.ids import code_of
from core.sessions import Status
from playground.meetings import calendly, livekit, meet, zoom
from playground.meetings.service import RoomService
from playground.payments.troubles import What
from storage.tables import sessions
from tests.faults.stage import SECOND, Stage

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


async def killed_before_taking_what_calendly_tells(stage: Stage) -> None:
    """The mentee has cancelled in Calendly, which tells it once: the session is cancelled."""
    stage.prepare(ahead=timedelta(days=3))
    _introduce(stage)
    async with calendly.CalendlyService(clock=stage.clock).open() as service:
        stage.settings |= PROVIDERS["calendly"].settings(service.url)
        stage.settings |= {"CALENDLY_WEBHOOK_KEY": calendly.WEBHOOK_KEY, "PARLEY_HTTP_PORT": "0"}
        bot = await stage.bot(die=("core.usecases.elsewhere:take", "before", 1))
        await _book(stage)
        (event,) = service.active
        service.webhook = f"http://127.0.0.1:{bot.port}/rooms/calendly"
        with suppress(ClientError):
            await service.cancel_there(event["uri"])
        await bot.dies()
        await stage.bot()
        await stage.settle()
        status = _of_last(stage, sessions.c.status)
        stage.expect(status == Status.CANCELLED.value, f"the session is {status} instead of cancelled")


async def killed_between_beginning_a_recording_and_writing_it_down(stage: Stage) -> None:
    """It is made once; reminders are passed over on the way to the session."""
    stage.given_up = frozenset({"dropped"})
    stage.prepare(ahead=timedelta(days=3))
    with tempfile.TemporaryDirectory() as folder:
        async with livekit.LiveKitService(clock=stage.clock, folder=Path(folder)).open() as service:
            stage.settings |= PROVIDERS["livekit"].settings(service.url)
            stage.settings |= {"PARLEY_RECORDINGS": folder, "PARLEY_PUBLIC_URL": "http://127.0.0.1:9"}
            bot = await stage.bot(die=("gateways.livekit_recorder:LiveKitRecorder.start", "after", 1))
            await _book(stage)
            starts_at, code = _of_last(stage, sessions.c.starts_at), code_of(_of_last(stage, sessions.c.id))
            for key in ("mentee0", "mentor1"):
                await stage.person(key).command("sessions", f"{code} record yes")
                await stage.settle()
            await stage.until(starts_at - timedelta(minutes=5))
            await stage.settle()
            await stage.person("mentee0").command("sessions", f"{code} join")
            await stage.settle()
            await stage.until(starts_at + SECOND)
            await bot.dies()
            await stage.bot()
            await stage.settle()
            count = len(service.egresses)
            stage.expect(count == 1, f"{count} recordings instead of 1")


async def _book(stage: Stage) -> None:
    await stage.settle()
    ben = stage.person("mentee0")
    await ben.command("book", "Mentor1 tomorrow 15:00")
    await ben.press("Confirm booking")
    await stage.settle()


def _of_last(stage: Stage, column: ColumnElement[Any]) -> Any:
    """Of the session that was booked last."""
    with stage.memory() as store, store.work(read_only=True) as work:
        found = select(column).order_by(sessions.c.id.desc()).limit(1)
        return work.connection.execute(found).scalar_one()


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
        await rooms.settled()  # a process may still wait for an answer of which nothing is written down
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
