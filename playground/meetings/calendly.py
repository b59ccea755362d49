"""Calendly's API as it is documented: people, types, events, limits, and what goes wrong."""

import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import ClientSession, web

from core.clock import Clock
from playground.meetings.service import Json, ProviderError, RoomService
from playground.payments.troubles import Troubles

TOKEN, WEBHOOK_KEY = "calendly-personal-token", "calendly-signing-key-that-is-long-enough"
_TRACKING = {"utm_campaign", "utm_source", "utm_medium", "utm_content", "utm_term", "salesforce_uuid"}
_INVITEE = {"name", "email", "timezone"}
_ASKED = {"event_type", "start_time", "invitee", "tracking"}


class RefusedError(ProviderError):
    """One of Calendly's."""

    def __init__(self, status: int, title: str, message: str = "", code: str = "") -> None:
        details = [{"parameter": "start_time", "message": message, "code": code}] if code else []
        super().__init__(status, {"title": title, "message": message, "details": details})


@dataclass(kw_only=True)
class CalendlyService(RoomService):
    """An organisation with `types` by link and length. `events` are by URI.

    The link of an event is there once it was asked for `link_after` times; `taken` are times that are refused.
    """

    types: dict[str, int] = field(default_factory=lambda: {"https://calendly.com/ana/30min": 30})
    events: dict[str, Json] = field(default_factory=dict)
    invitees: dict[str, Json] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    link_after: int = 1
    clock: Clock = field(default_factory=Clock)
    webhook: str = ""
    page: int = 100
    name: str = "calendly"
    troubles: Troubles = field(
        default_factory=lambda: Troubles(
            {"title": "Too Many Requests", "message": "limit"}, {"title": "Internal Server Error"}
        )
    )

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        for operation, method, path, handle in (
            ("me", "GET", "/users/me", self._me),
            ("types", "GET", "/event_types", self._types),
            ("create", "POST", "/invitees", self._create),
            ("events", "GET", "/scheduled_events", self._events),
            ("event", "GET", "/scheduled_events/{event}", self._event),
            ("invitees", "GET", "/scheduled_events/{event}/invitees", self._invitees),
            ("cancel", "POST", "/scheduled_events/{event}/cancellation", self._cancel),
        ):
            app.router.add_route(
                method, path, self.met(operation, handle, 201 if method == "POST" else 200)
            )
        return app

    @property
    def active(self) -> list[Json]:
        """The events that were not cancelled."""
        return [each for each in self.events.values() if each["status"] == "active"]

    async def cancel_there(self, event: str, *, by: str = "invitee", reason: str = "") -> int:
        """Somebody (`invitee` or `host`) cancels an event on Calendly's own pages; the webhook's status."""
        invitee = self._end(event)
        invitee["cancellation"] = {"canceled_by": by, "canceler_type": by, "reason": reason}
        return await self.tell("invitee.canceled", {**invitee, "rescheduled": False})

    async def move_there(self, event: str, start: datetime) -> list[int]:
        """The invitee chooses another time on Calendly's pages; the webhook's statuses."""
        old = self._end(event)
        made = self._add(f"{start:%Y-%m-%dT%H:%M:%SZ}", old)
        old["rescheduled"], old["new_invitee"], made["old_invitee"] = True, made["uri"], old["uri"]
        told = [("invitee.canceled", old), ("invitee.created", made)]
        return [await self.tell(kind, invitee) for kind, invitee in told]

    async def tell(self, kind: str, invitee: Json, key: str = WEBHOOK_KEY) -> int:
        """Tell the webhook of an invitee; its answer's status."""
        event = self.events[invitee["event"]]
        stamp = int(self.clock.now().timestamp())
        body = json.dumps({"event": kind, "payload": {**invitee, "scheduled_event": self._shown(event)}})
        signature = hmac.digest(key.encode(), f"{stamp}.{body}".encode(), "sha256").hex()
        headers = {"Calendly-Webhook-Signature": f"t={stamp},v1={signature}"}
        async with ClientSession() as web_, web_.post(self.webhook, data=body, headers=headers) as answer:
            return answer.status

    def _end(self, event: str) -> Json:
        self.events[event]["status"] = "canceled"
        invitee = next(each for each in self.invitees.values() if each["event"] == event)
        invitee["status"] = "canceled"
        return invitee

    def _add(self, start: str, asked: Json) -> Json:
        event = f"{self.url}/scheduled_events/{secrets.token_hex(6)}"
        invitee = f"{event}/invitees/{secrets.token_hex(6)}"
        self.events[event] = {
            "uri": event,
            "status": "active",
            "start_time": start,
            "asked": 0,
            "join_url": f"https://meet.example/{secrets.token_hex(4)}",
        }
        known = {key: asked[key] for key in (*_INVITEE, "tracking")}
        self.invitees[invitee] = {"uri": invitee, "event": event, "status": "active", **known}
        return self.invitees[invitee]

    def held(self) -> list[Json]:
        """The events."""
        return [
            {
                "id": uri,
                "title": next(each["name"] for each in self.invitees.values() if each["event"] == uri),
                "link": event["join_url"],
                "at": event["start_time"],
                "state": event["status"],
                "acts": ["cancel", "move", "delete"] if event["status"] == "active" else [],
            }
            for uri, event in self.events.items()
        ]

    def forget(self, room: str) -> None:
        """An event is gone without a word."""
        self.events[room]["status"] = "canceled"

    async def _me(self, request: web.Request) -> Json:
        _check_token(request)
        return {
            "resource": {
                "uri": f"{self.url}/users/U1",
                "current_organization": f"{self.url}/organizations/O1",
            }
        }

    async def _types(self, request: web.Request) -> Json:
        _check_token(request)
        self._check_organization(request)
        found = [
            {
                "uri": f"{self.url}/event_types/{nth}",
                "scheduling_url": link,
                "duration": minutes,
                "active": True,
            }
            for nth, (link, minutes) in enumerate(self.types.items())
        ]
        return self._paged(request, found)

    async def _create(self, request: web.Request) -> Json:
        _check_token(request)
        asked = await request.json()
        if set(asked) - _ASKED or set(asked["invitee"]) != _INVITEE or set(asked["tracking"]) != _TRACKING:
            raise RefusedError(400, "Invalid Argument", "The supplied parameters are invalid.")
        start = asked["start_time"]
        if datetime.fromisoformat(start).tzinfo is None or "@" not in asked["invitee"]["email"]:
            raise RefusedError(400, "Invalid Argument", "The supplied parameters are invalid.")
        if start in self.taken or any(each["start_time"] == start for each in self.active):
            raise RefusedError(400, "Invalid Argument", "The time is not available.", "already_filled")
        return {"resource": self._add(start, {**asked["invitee"], "tracking": asked["tracking"]})}

    async def _events(self, request: web.Request) -> Json:
        _check_token(request)
        self._check_organization(request)
        since, until = request.query["min_start_time"], request.query["max_start_time"]
        found = [
            self._shown(each)
            for each in self.events.values()
            if each["status"] == request.query["status"] and since <= each["start_time"] <= until
        ]
        return self._paged(request, found)

    async def _event(self, request: web.Request) -> Json:
        _check_token(request)
        event = self._known(request)
        event["asked"] += 1
        return {"resource": self._shown(event)}

    async def _invitees(self, request: web.Request) -> Json:
        _check_token(request)
        event = self._known(request)
        return self._paged(
            request, [each for each in self.invitees.values() if each["event"] == event["uri"]]
        )

    async def _cancel(self, request: web.Request) -> Json:
        _check_token(request)
        event = self._known(request)
        if event["status"] != "active":
            raise RefusedError(403, "Permission Denied", "Event is already canceled")
        event["status"] = "canceled"
        return {"resource": {"canceled_by": "Parley", "reason": (await request.json())["reason"]}}

    def _shown(self, event: Json) -> Json:
        there = event["asked"] >= self.link_after
        location = {"type": "google_conference", "status": "pushed" if there else "initiated"}
        if there:
            location["join_url"] = event["join_url"]
        start = event["start_time"].replace("Z", ".000000Z")
        return {"uri": event["uri"], "status": event["status"], "start_time": start, "location": location}

    def _known(self, request: web.Request) -> Json:
        found = self.events.get(f"{self.url}/scheduled_events/{request.match_info['event']}")
        if found is None:
            raise RefusedError(
                404, "Resource Not Found", "The server could not find the requested resource."
            )
        return found

    def _check_organization(self, request: web.Request) -> None:
        if request.query.get("organization") != f"{self.url}/organizations/O1":
            raise RefusedError(400, "Invalid Argument", "The supplied parameters are invalid.")

    def _paged(self, request: web.Request, found: list[Json]) -> Json:
        since, size = int(request.query.get("page_token", 0)), min(int(request.query["count"]), self.page)
        more = str(since + size) if since + size < len(found) else None
        return {"collection": found[since : since + size], "pagination": {"next_page_token": more}}


def _check_token(request: web.Request) -> None:
    if request.headers.get("Authorization") != f"Bearer {TOKEN}":
        raise RefusedError(401, "Unauthenticated", "The access token is invalid")
