"""Zoom meetings, with a server-to-server app of the operator's account.

`start_url` of an answer, which makes whoever opens it the host, is never read.
"""

from base64 import b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

from core.outbox import Scope, TryLater, Unreachable, Unsure
from core.rooms import MadeRoom, Wanted
from gateways.json_wire import Json, JsonWire
from gateways.oauth import TokenWire

OAUTH = "https://zoom.us"
API = "https://api.zoom.us"
_PAGE = 300
_MOST_PAGES = 20
_SETTINGS = {"join_before_host": True, "waiting_room": False, "auto_recording": "none"}


class ZoomRooms:
    """Meets core.ports.rooms.RoomProvider.

    A host can hold one meeting at a time: of `hosts` (e-mail addresses or ids) the first takes a meeting who has
    none then.
    """

    invites = False

    def __init__(
        self,
        account: str,
        client: str,
        secret: str,
        hosts: Sequence[str],
        *,
        oauth_url: str = OAUTH,
        api_url: str = API,
    ) -> None:
        self._account = account
        self._login = b64encode(f"{client}:{secret}".encode()).decode()
        self._hosts = hosts
        self._oauth = oauth_url.rstrip("/")
        self._api = f"{api_url.rstrip('/')}/v2"
        self._wire = JsonWire("Zoom")
        self._api_wire = TokenWire(self._wire, self._grant)

    async def find(self, wanted: Wanted) -> MadeRoom | None:
        """The meeting of this name, whoever is its host."""
        for host in self._hosts:
            async for meeting in self._meetings(host):
                if meeting.get("topic") == wanted.name:
                    return _room_of(meeting)
        return None

    async def make(self, wanted: Wanted) -> MadeRoom:
        """A new meeting; raises Unreachable where every host has another one then."""
        asked = {"topic": wanted.name, "type": 2, **_times_of(wanted), "settings": _SETTINGS}
        for host in self._hosts:
            if not [each async for each in self._meetings(host) if _overlaps(each, wanted)]:
                return _room_of(await self._ask("POST", f"/users/{quote(host, safe='')}/meetings", asked))
        raise Unreachable("each Zoom host has a meeting then")

    async def move(self, handle: str, wanted: Wanted) -> MadeRoom:
        """The meeting at another time; raises Unreachable where it is gone, or its host has another one then."""
        for host in self._hosts:
            known = [each async for each in self._meetings(host)]
            own = [each for each in known if str(each.get("id")) == handle]
            if not own:
                continue
            if any(_overlaps(each, wanted) for each in known if each not in own):
                raise Unreachable("the Zoom host has another meeting then")
            if any(own[0].get(name) != value for name, value in _times_of(wanted).items()):
                path = f"/meetings/{quote(handle, safe='')}"
                await self._ask("PATCH", path, _times_of(wanted), repeatable=True)
            return _room_of(own[0])
        raise Unreachable("no Zoom host has the meeting any more")

    async def close(self, handle: str) -> None:
        """Delete the meeting; that it is gone already is no fault."""
        await self._ask("DELETE", f"/meetings/{quote(handle, safe='')}", missing_is_fine=True)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.aclose()

    async def _meetings(self, host: str) -> AsyncIterator[Json]:
        """All of a host's meetings that are to come."""
        page = ""
        for _ in range(_MOST_PAGES):
            query = urlencode({"type": "scheduled", "page_size": _PAGE, "next_page_token": page})
            found = await self._ask("GET", f"/users/{quote(host, safe='')}/meetings?{query}")
            meetings = found.get("meetings")
            if not isinstance(meetings, list):
                raise Unsure("Zoom lists no meetings")
            for meeting in meetings:
                if isinstance(meeting, dict):
                    yield meeting
            page = str(found.get("next_page_token") or "")
            if not page:
                return
        raise TryLater("Zoom lists meetings without end", scope=Scope.NOTICE)

    async def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        missing_is_fine: bool = False,
        repeatable: bool = False,
    ) -> Json:
        """What the API says."""
        status, headers, said = await self._api_wire.exchange(
            method, f"{self._api}{path}", body, repeatable=repeatable
        )
        if status == 404 and missing_is_fine:
            return {}
        self._wire.check(status, headers, _why(said), repeatable=repeatable)
        return said

    async def _grant(self) -> Json:
        query = urlencode({"grant_type": "account_credentials", "account_id": self._account})
        headers = {"Authorization": f"Basic {self._login}"}
        # A token too many does no harm.
        status, answered, said = await self._wire.exchange(
            "POST", f"{self._oauth}/oauth/token?{query}", headers, b"", repeatable=True
        )
        self._wire.check(status, answered, _why(said), repeatable=True)
        return said


_MISSING_SCOPE = {4711, 4700}


def _why(said: Json) -> str:
    """Scopes that are missing are named in the text, which tells of no member."""
    code = _code(said)
    if code is None:
        return ""
    return str(code) + (f": {str(said.get('message', ''))[:200]}" if code in _MISSING_SCOPE else "")


def _code(said: Json) -> int | None:
    code = said.get("code")
    return code if isinstance(code, int) else None


def _room_of(meeting: Json) -> MadeRoom:
    """Raises Unsure for an answer that tells of no meeting: one may have been made all the same."""
    handle, url = meeting.get("id"), meeting.get("join_url")
    if not isinstance(handle, int) or not isinstance(url, str) or not url.startswith("https://"):
        raise Unsure("Zoom’s answer tells of no meeting")
    return MadeRoom(str(handle), url)


def _times_of(wanted: Wanted) -> dict[str, object]:
    starts_at = f"{wanted.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return {"start_time": starts_at, "duration": wanted.minutes, "timezone": "UTC"}


def _overlaps(meeting: Json, wanted: Wanted) -> bool:
    """Whether it takes place then; what has no time of its own does not."""
    try:
        begins = datetime.fromisoformat(str(meeting["start_time"]))
        lasts = timedelta(minutes=int(meeting["duration"]))
    except (KeyError, ValueError, TypeError):
        return False
    return begins < wanted.ends_at and wanted.starts_at < begins + lasts
