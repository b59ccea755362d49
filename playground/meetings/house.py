"""All simulated providers of meeting rooms, as the page shows and moves them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import get_args

from aiohttp import web

from core.clock import Clock
from playground.meetings.calendly import CalendlyService
from playground.meetings.livekit import LiveKitService
from playground.meetings.meet import MeetService
from playground.meetings.service import Json, RoomService
from playground.meetings.zoom import ZoomService
from playground.payments.troubles import What
from playground.wire import Wire

NAMES = {"livekit": "LiveKit", "zoom": "Zoom", "meet": "Google Meet", "calendly": "Calendly"}
CHOICES = ("jitsi", "livekit", "zoom", "meet")
TROUBLES = [each for each in get_args(What) if each not in {"nothing", "502"}]
LASTING = 10**9
Choose = Callable[[str], None]


class UnknownActError(Exception):
    """The page asks for what there is not."""


class Meetings:
    """LiveKit, Zoom, Google Meet and Calendly. `choose` has the bot make new rooms elsewhere, or on Jitsi."""

    def __init__(self, clock: Clock, wire: Wire) -> None:
        self.livekit = LiveKitService(clock=clock, wire=wire)
        self.zoom = ZoomService(clock=clock, wire=wire)
        self.meet = MeetService(clock=clock, wire=wire)
        self.calendly = CalendlyService(clock=clock, wire=wire)
        self.chosen = CHOICES[0]
        self.choose: Choose = lambda _: None
        self._services: dict[str, RoomService] = {
            "livekit": self.livekit,
            "zoom": self.zoom,
            "meet": self.meet,
            "calendly": self.calendly,
        }
        self._troubles = dict.fromkeys(self._services, "")
        self._listeners: list[Callable[[], None]] = []
        for service in self._services.values():
            service.on_change(self._changed)

    def mount(self, app: web.Application) -> None:
        """Serve each at a path of its own, LiveKit at the root."""
        app.add_routes(self.livekit.routes())
        for service in (self.zoom, self.meet, self.calendly):
            app.add_subapp(f"/{service.name}", service.app())

    def listen(self, origin: str, bot: str = "") -> None:
        """They are at `origin`, and tell `bot` what happens, once it is there."""
        self.livekit.url = origin
        for service in (self.zoom, self.meet, self.calendly):
            service.url = f"{origin}/{service.name}"
        for told in (self.livekit, self.zoom, self.calendly):
            told.webhook = f"{bot}/rooms/{told.name}" if bot else ""

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each change."""
        self._listeners.append(listener)

    def snapshot(self) -> Json:
        """What each holds, what is wrong with it, and who makes new rooms."""
        return {
            "chosen": self.chosen,
            "choices": list(CHOICES),
            "troubles": TROUBLES,
            "providers": [
                {
                    "key": name,
                    "name": NAMES[name],
                    "trouble": self._troubles[name],
                    "asked": service.asked.total(),
                    "rooms": service.held(),
                }
                for name, service in self._services.items()
            ],
        }

    async def act(self, action: Json) -> Json:
        """Carry out what the page asks for; raises UnknownActError."""
        match action:
            case {"do": "choose", "provider": str(name)} if name in CHOICES:
                self.chosen = name
                self.choose("" if name == CHOICES[0] else name)
            case {"do": "trouble", "provider": str(name), "what": str(what)} if name in self._services:
                self._trouble(name, what)
            case {"do": "enter", "provider": "zoom", "room": str(room), "who": str(who)}:
                await self.zoom.tell("participant_joined", int(room), who)
            case {"do": "delete", "provider": str(name), "room": str(room)} if name in self._services:
                self._services[name].forget(room)
            case {"do": "cancel", "room": str(room), "by": "host" | "invitee" as by}:
                await self.calendly.cancel_there(room, by=by)
            case {"do": "move", "room": str(room)}:
                start = datetime.fromisoformat(self.calendly.events[room]["start_time"])
                await self.calendly.move_there(room, start + timedelta(hours=1))
            case _:
                raise UnknownActError
        self._changed()
        return {}

    def _trouble(self, name: str, what: str) -> None:
        troubles = self._services[name].troubles
        troubles.forget()
        known = next((each for each in get_args(What) if each == what), None)
        if known is not None:
            troubles.plan("*", known, times=LASTING)
        self._troubles[name] = what if known else ""

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()
