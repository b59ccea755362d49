"""The messages between the page and the playground over `/live`, in JSON.

The playground sends news: an object with any of `people`, `shown`, `unread`, `snapshots` (each by service),
`clock`, `ahead`, `rooms`, `wire`. The page asks `{"id", "do", …}` and gets `{"result": {"id", "value" or "error"}}`.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientError, WSMsgType, web

from playground.meetings.house import UnknownActError
from playground.stage import Json, Stage
from playground.wire import KEPT

PAUSE = 1 / 30


class RefusedError(Exception):
    """A request of the page that is refused; its user is shown the text."""


class Live:
    """All open pages."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._pages: set[Page] = set()
        stage.wire.on_traffic(self._on_traffic)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one page until it goes."""
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        page = Page(self._stage, socket, request.query)
        self._pages.add(page)
        self._stage.watch(page.stir)
        try:
            await page.serve()
        finally:
            self._stage.leave(page.stir)
            self._pages.discard(page)
        return socket

    async def close(self) -> None:
        """Close all pages."""
        for page in list(self._pages):
            await page.socket.close()

    def _on_traffic(self, service: str, entry: Json) -> None:
        for page in self._pages:
            page.traffic.append({"service": service, "entry": entry})
            page.stir()


class Page:
    """One open page: gets changes at most thirty times a second, and answers to its requests.

    `wanted` names the person to show by service; else the last of the cast is shown, a mentee.
    """

    def __init__(self, stage: Stage, socket: web.WebSocketResponse, wanted: Mapping[str, str]) -> None:
        self.socket = socket
        self.traffic = deque[Json](
            ({"service": service, "entry": entry} for service, entry in stage.wire.recent), maxlen=KEPT
        )
        self._stage = stage
        self._shown = {
            service: key if (key := wanted.get(service)) in people else list(people)[-1]
            for service, people in stage.people.items()
        }
        self._told: Json = {}
        self._screens: Json = {}
        self._news = asyncio.Event()
        self._work: set[asyncio.Task[None]] = set()

    def stir(self) -> None:
        """Check for news."""
        self._news.set()

    async def serve(self) -> None:
        """Send news and answer requests until the page goes."""
        self.stir()
        telling = asyncio.create_task(self._tell())
        try:
            async for message in self.socket:
                if message.type is WSMsgType.TEXT:
                    task = asyncio.create_task(self._answer(message.json()))
                    self._work.add(task)
                    task.add_done_callback(self._work.discard)
        finally:
            for task in (telling, *self._work):
                task.cancel()
            await asyncio.gather(telling, *self._work, return_exceptions=True)

    async def _tell(self) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                await self._news.wait()
                self._news.clear()
                if news := self._fresh():
                    await self.socket.send_json(news)
                await asyncio.sleep(PAUSE)

    def _fresh(self) -> Json:
        state = self._state()
        news = {key: value for key, value in state.items() if value != self._told.get(key)}
        self._told = state
        if "clock" in news:
            news["clock"] = {"now": self._stage.clock.now().isoformat(), "ahead": news["clock"]}
        if snapshots := self._changed_snapshots():
            news["snapshots"] = snapshots
        if self.traffic:
            news["wire"] = list(self.traffic)
            self.traffic.clear()
        return news

    def _state(self) -> Json:
        stage = self._stage
        return {
            "people": stage.roster(),
            "shown": dict(self._shown),
            "unread": {service: stage.unread(service, shown) for service, shown in self._shown.items()},
            "ahead": stage.ahead,
            "rooms": stage.meetings.snapshot(),
            "clock": stage.clock.offset.total_seconds(),
        }

    def _changed_snapshots(self) -> Json:
        changed = {}
        for service, shown in self._shown.items():
            snapshot = self._stage.snapshot(service, shown)
            timeless = {key: value for key, value in snapshot.items() if key != "now"}
            if timeless != self._screens.get(service):
                self._screens[service] = timeless
                changed[service] = snapshot
        return changed

    async def _answer(self, request: Json) -> None:
        try:
            answer = {"value": await self._do(request)}
        except RefusedError as refusal:
            answer = {"error": str(refusal)}
        with contextlib.suppress(ConnectionError):
            await self.socket.send_json({"result": {"id": request.get("id"), **answer}})

    async def _do(self, request: Json) -> Any:
        match request:
            case {"do": "act", "service": str(service), "person": str(key), "action": dict(action)}:
                return await self._stage.services[service].act(self._user_id(service, key), action)
            case {"do": "show", "service": str(service), "person": str(key)}:
                self._user_id(service, key)  # refuses a stranger
                self._shown[service] = key
                return self.stir()
            case {"do": "move", "minutes": int(minutes)}:
                return await self._move(timedelta(minutes=minutes))
            case {"do": "move", "to": str(instant)}:
                return await self._move(datetime.fromisoformat(instant) - self._stage.clock.now())
            case {"do": "rooms", "action": dict(action)}:
                return await self._act_on_rooms(action)
            case {"do": "look ahead"}:
                return self._stage.look_ahead()
            case _:
                raise RefusedError("The playground does not know how to do that.")

    async def _act_on_rooms(self, action: Json) -> Json:
        try:
            return await self._stage.meetings.act(action)
        except (UnknownActError, KeyError):
            raise RefusedError("There is no such room.") from None
        except ClientError:
            raise RefusedError("The bot does not hear what is told.") from None

    async def _move(self, by: timedelta) -> Json:
        if by < timedelta():
            raise RefusedError("Time only moves forward here.")
        await self._stage.travel(by)
        return {"now": self._stage.clock.now().isoformat()}

    def _user_id(self, service: str, key: str) -> Any:
        try:
            return self._stage.user_id(service, key)
        except KeyError:
            raise RefusedError("Nobody of that name uses this service.") from None
