"""Calendly: an event of the mentor's own type for each session, with the link that Calendly gives it.

There is no way to move one: it is cancelled and made anew. Calendly writes to both by itself.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urlsplit

from core.outbox import Scope, TryLater, Unreachable, Unsure
from core.rooms import MadeRoom, Wanted
from gateways.json_wire import Json, JsonWire

API = "https://api.calendly.com"
_LOOKS, _PAUSE = 3, 1.0
"""How often, and how many seconds apart, the link is looked for: Calendly has it a moment after the event."""
_MOST_PAGES = 20
_REASON = "Changed in Parley."


class CalendlyRooms:
    """Meets core.ports.rooms.RoomProvider. A room's handle is the URI of its invitee, which begins with its event's."""

    invites = True

    def __init__(self, token: str, *, api_url: str = API) -> None:
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._api = api_url.rstrip("/")
        self._organization = ""
        self._wire = JsonWire("Calendly")

    async def find(self, wanted: Wanted) -> MadeRoom | None:
        """The event that bears this name among those that begin then; raises TryLater until its link is there."""
        query = {
            "organization": await self._our_organization(),
            "status": "active",
            "min_start_time": _stamp(wanted.starts_at),
            "max_start_time": _stamp(wanted.starts_at + timedelta(seconds=1)),
        }
        async for event in self._listed(f"{self._api}/scheduled_events", query):
            uri = self._ours(event.get("uri"))
            async for invitee in self._listed(f"{uri}/invitees", {"status": "active"}):
                tracking = invitee.get("tracking")
                if isinstance(tracking, dict) and tracking.get("utm_content") == wanted.name:
                    return await self._room(uri, self._ours(invitee.get("uri")))
        return None

    async def make(self, wanted: Wanted) -> MadeRoom:
        """An event at this time. Raises Unreachable where the type, its length or the mentee's address do not fit."""
        if wanted.guest is None or not wanted.guest.email:
            raise Unreachable("Calendly needs an e-mail address of the mentee")
        type_uri = await self._type_of(wanted)
        invitee = {
            "name": wanted.guest.name,
            "email": wanted.guest.email,
            "timezone": wanted.guest.zone,
        }
        tracking = dict.fromkeys(
            ("utm_campaign", "utm_source", "utm_medium", "utm_term", "salesforce_uuid"), None
        )
        said = await self._ask(
            "POST",
            f"{self._api}/invitees",
            {
                "event_type": type_uri,
                "start_time": _stamp(wanted.starts_at),
                "invitee": invitee,
                "tracking": {**tracking, "utm_content": wanted.name},
            },
        )
        made = said.get("resource")
        if not isinstance(made, dict):
            raise Unsure("Calendly’s answer tells of no event")
        try:
            return await self._room(self._ours(made.get("event")), self._ours(made.get("uri")))
        except TryLater as later:  # it is there, so that it must not be made again
            raise Unsure(str(later)) from later

    async def move(self, handle: str, wanted: Wanted) -> MadeRoom:
        """The event that was moved there by its invitee, with its link; nobody else can move one."""
        event = self._ours(handle).partition("/invitees/")[0]
        found = (await self._ask("GET", event)).get("resource")
        said = found if isinstance(found, dict) else {}
        if said.get("status") != "active" or instant_of(said.get("start_time")) != wanted.starts_at:
            raise Unreachable("Calendly moves no events")
        return await self._room(event, handle)

    async def close(self, handle: str) -> None:
        """Cancel the event; that it is gone or cancelled already is no fault."""
        event = self._ours(handle).partition("/invitees/")[0]
        await self._ask("POST", f"{event}/cancellation", {"reason": _REASON}, gone_is_fine=True)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.aclose()

    async def _room(self, event: str, invitee: str) -> MadeRoom:
        for look in range(_LOOKS):
            if look:
                await asyncio.sleep(_PAUSE)
            resource = (await self._ask("GET", event)).get("resource")
            location = resource.get("location") if isinstance(resource, dict) else None
            url = location.get("join_url") if isinstance(location, dict) else None
            if isinstance(url, str) and url.startswith("https://"):
                return MadeRoom(invitee, url)
        raise TryLater("Calendly has no link for its event yet", scope=Scope.NOTICE)

    async def _type_of(self, wanted: Wanted) -> str:
        link = _path_of(wanted.event_type)
        query = {"organization": await self._our_organization(), "active": "true"}
        async for each in self._listed(f"{self._api}/event_types", query):
            if _path_of(str(each.get("scheduling_url", ""))) != link:
                continue
            if each.get("duration") != wanted.minutes:
                raise Unreachable("the Calendly event type has another length")
            return self._ours(each.get("uri"))
        raise Unreachable("Calendly knows no such event type in our organization")

    async def _our_organization(self) -> str:
        if not self._organization:
            me = (await self._ask("GET", f"{self._api}/users/me")).get("resource")
            found = me.get("current_organization") if isinstance(me, dict) else None
            if not isinstance(found, str):
                raise TryLater("Calendly does not say who we are", scope=Scope.NOTICE)
            self._organization = found
        return self._organization

    async def _listed(self, url: str, query: dict[str, str]) -> AsyncIterator[Json]:
        """All of a list, page by page."""
        page = ""
        for _ in range(_MOST_PAGES):
            asked = urlencode({**query, "count": "100", **({"page_token": page} if page else {})})
            said = await self._ask("GET", f"{url}?{asked}")
            found = said.get("collection")
            if not isinstance(found, list):
                raise TryLater("Calendly lists nothing", scope=Scope.NOTICE)
            for each in found:
                if isinstance(each, dict):
                    yield each
            paging = said.get("pagination")
            page = str(paging.get("next_page_token") or "") if isinstance(paging, dict) else ""
            if not page:
                return
        raise TryLater("Calendly lists things without end", scope=Scope.NOTICE)

    def _ours(self, uri: object) -> str:
        """An address that Calendly has told us, if it is one of its own: our token is sent there."""
        if not isinstance(uri, str) or not uri.startswith(f"{self._api}/"):
            raise Unsure("Calendly’s answer tells of no event")
        return uri

    async def _ask(
        self, method: str, url: str, body: Json | None = None, *, gone_is_fine: bool = False
    ) -> Json:
        content = b"" if body is None else json.dumps(body).encode()
        status, headers, said = await self._wire.exchange(method, url, self._headers, content)
        message = str(said.get("message", ""))
        if gone_is_fine and (status == 404 or (status in {400, 403} and "already" in message.lower())):
            return {}
        self._wire.check(status, headers, _why(said), repeatable=method == "GET")
        return said


def instant_of(said: object) -> datetime | None:
    """What Calendly says in words, where it names its zone."""
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return None if found.tzinfo is None else found


def _why(said: Json) -> str:
    """What kind of refusal it is; its words may tell of members."""
    details = said.get("details")
    known = [each for each in details if isinstance(each, dict)] if isinstance(details, list) else []
    codes = [str(each["code"])[:40] for each in known if "code" in each]
    return ", ".join([str(said.get("title", ""))[:60], *codes]).strip(", ")


def _stamp(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _path_of(link: str) -> str:
    return urlsplit(link).path.strip("/").lower()
