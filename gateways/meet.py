"""Google Meet: a space for each session, made in the name of somebody of the operator's.

A space has no time and no name of ours, and nobody can delete it: one that is not wanted any more is closed to
strangers. One that was made unheard stands empty at an address that nobody knows.
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

import jwt

from core.clock import Clock
from core.outbox import Unsure
from core.rooms import MadeRoom, Wanted
from gateways.json_wire import Json, JsonWire
from gateways.oauth import TokenWire

API = "https://meet.googleapis.com"
OAUTH = "https://oauth2.googleapis.com/token"
SCOPE = "https://www.googleapis.com/auth/meetings.space.created"
_SKEW = timedelta(minutes=5)
"""By how much Google's clock may differ from ours."""
_ASSERTED_FOR = timedelta(minutes=50)
_OPEN, _SHUT = ({"config": {"accessType": each}} for each in ("OPEN", "RESTRICTED"))


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """A service account that may act for `user`, one of its domain; `key` is its private key in PEM."""

    email: str
    key: str
    user: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody has let an app of the operator's do in their name."""

    client: str
    secret: str
    refresh_token: str


Login = ServiceAccount | Consent


class MeetRooms:
    """Meets core.ports.rooms.RoomProvider. A room's handle is the name of its space."""

    invites = False

    def __init__(self, login: Login, clock: Clock, *, oauth_url: str = OAUTH, api_url: str = API) -> None:
        self._login = login
        self._clock = clock
        self._oauth = oauth_url
        self._api = f"{api_url.rstrip('/')}/v2"
        self._wire = JsonWire("Google Meet")
        self._api_wire = TokenWire(self._wire, self._grant)

    async def find(self, wanted: Wanted) -> MadeRoom | None:  # noqa: ARG002 (no space bears a name of ours)
        """There is nothing to find; it is asked all the same whether we are let in."""
        await self._ask("GET", "/conferenceRecords?pageSize=1")
        return None

    async def make(self, wanted: Wanted) -> MadeRoom:  # noqa: ARG002 (a space is for any time)
        """A new space, which everybody who knows its address enters without knocking."""
        return _room_of(await self._ask("POST", "/spaces", _OPEN))

    async def move(self, handle: str, wanted: Wanted) -> MadeRoom:  # noqa: ARG002 (a space is for any time)
        """The same space, if it is still there."""
        return _room_of(await self._ask("GET", f"/{handle}"))

    async def close(self, handle: str) -> None:
        """Let nobody in any more who has to knock, and end what goes on there; that it is gone is no fault."""
        await self._ask("PATCH", f"/{handle}?updateMask=config.accessType", _SHUT, gone={404})
        # Where nothing goes on, that is said as a refusal.
        await self._ask("POST", f"/{handle}:endActiveConference", {}, gone={400, 404})

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.aclose()

    async def _ask(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        gone: frozenset[int] | set[int] = frozenset(),
    ) -> Json:
        repeatable = path != "/spaces"
        status, headers, said = await self._api_wire.exchange(
            method, f"{self._api}{path}", body, repeatable=repeatable
        )
        if status in gone:
            return {}
        self._wire.check(status, headers, _why(said), repeatable=repeatable)
        return said

    async def _grant(self) -> Json:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        # A token too many does no harm.
        status, answered, said = await self._wire.exchange(
            "POST", self._oauth, headers, urlencode(self._proof()).encode(), repeatable=True
        )
        self._wire.check(status, answered, _why(said), repeatable=True)
        return said

    def _proof(self) -> dict[str, str]:
        """What a token is given for."""
        match self._login:
            case Consent(client, secret, refresh_token):
                return {
                    "grant_type": "refresh_token",
                    "client_id": client,
                    "client_secret": secret,
                    "refresh_token": refresh_token,
                }
            case ServiceAccount(email, key, user):
                since = self._clock.now() - _SKEW
                claims = {
                    "iss": email,
                    "sub": user,
                    "scope": SCOPE,
                    "aud": self._oauth,
                    "iat": since,
                    "exp": since + _ASSERTED_FOR,
                }
                return {
                    "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
                    "assertion": jwt.encode(claims, key, "RS256"),
                }


def _room_of(space: Json) -> MadeRoom:
    """Raises Unsure for an answer that tells of no space."""
    name, url = space.get("name"), space.get("meetingUri")
    if not isinstance(name, str) or not name.startswith("spaces/"):
        raise Unsure("Google’s answer tells of no space")
    if not isinstance(url, str) or not url.startswith("https://"):
        raise Unsure("Google’s answer tells of no address")
    return MadeRoom(name, url)


def _why(said: Json) -> str:
    """Google's name for what is wrong; its words may tell of members."""
    error = said.get("error")
    if isinstance(error, dict):
        return str(error.get("status", ""))[:60]
    return str(error or "")[:60]
