"""Google Meet's REST API as it is documented: tokens of service accounts and of consent, spaces, what goes wrong."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

import jwt
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from core.clock import Clock
from playground.meetings.service import Json, ProviderError, RoomService
from playground.payments.troubles import Troubles

ACCOUNT, USER = "parley@meridian.iam.gserviceaccount.example", "rooms@meridian.example"
CLIENT, SECRET, REFRESH_TOKEN = "client-1", "secret-1", "1//refresh"
_SCOPE = "https://www.googleapis.com/auth/meetings.space.created"
_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_HOUR = timedelta(hours=1)
_SKEW = timedelta(minutes=10)
_CONFIG = {"accessType", "entryPointAccess"}
_ACCESS = {"OPEN", "TRUSTED", "RESTRICTED"}


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_key() -> str:
    """The service account's, in PEM."""
    return (
        _key()
        .private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        .decode()
    )


class GoogleError(ProviderError):
    """One of Google's."""

    def __init__(self, status: int, name: str, message: str = "") -> None:
        super().__init__(status, {"error": {"code": status, "message": message or name, "status": name}})


class OAuthError(ProviderError):
    """One of the token endpoint's."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(status, {"error": error, "error_description": error})


@dataclass(kw_only=True)
class MeetService(RoomService):
    """A domain with `spaces` by name. `delegated` is what the account may.

    People are in a conference in those spaces that are `busy`.
    """

    clock: Clock = field(default_factory=Clock)
    spaces: dict[str, Json] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    delegated: bool = True
    refresh_token: str = REFRESH_TOKEN
    name: str = "meet"
    troubles: Troubles = field(
        default_factory=lambda: Troubles(
            {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "Quota exceeded"}},
            {"error": {"code": 500, "status": "INTERNAL", "message": "Internal error"}},
        )
    )

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        for operation, method, path, handle in (
            ("token", "POST", "/token", self._token),
            ("create", "POST", "/v2/spaces", self._create),
            ("get", "GET", "/v2/spaces/{space}", self._get),
            ("patch", "PATCH", "/v2/spaces/{space}", self._patch),
            ("end", "POST", "/v2/spaces/{space}:endActiveConference", self._end),
            ("records", "GET", "/v2/conferenceRecords", self._records),
        ):
            app.router.add_route(method, path, self.met(operation, handle))
        return app

    @property
    def oauth_url(self) -> str:
        """Where tokens are given."""
        return f"{self.url}/token"

    def held(self) -> list[Json]:
        """The spaces."""
        return [
            {
                "id": name,
                "title": each["meetingCode"],
                "link": each["meetingUri"],
                "at": "",
                "state": each["config"]["accessType"].lower(),
                "acts": ["delete"],
            }
            for name, each in self.spaces.items()
        ]

    def forget(self, room: str) -> None:
        """Google loses a space."""
        self.spaces.pop(room, None)

    def _check_token(self, request: web.Request) -> None:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            raise GoogleError(401, "UNAUTHENTICATED")

    async def _token(self, request: web.Request) -> Json:
        asked = dict(await request.post())
        match asked.get("grant_type"):
            case "refresh_token":
                known = {"client_id": CLIENT, "client_secret": SECRET, "refresh_token": self.refresh_token}
                if asked != {**known, "grant_type": "refresh_token"}:
                    raise OAuthError(400, "invalid_grant")
            case grant if grant == _BEARER:
                self._check_assertion(str(asked.get("assertion")))
            case _:
                raise OAuthError(400, "unsupported_grant_type")
        token = f"ya29.{secrets.token_urlsafe(8)}"
        self.tokens.add(token)
        return {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}

    def _check_assertion(self, assertion: str) -> None:
        try:
            claims = jwt.decode(
                assertion,
                _key().public_key(),
                ["RS256"],
                audience=self.oauth_url,
                options={"verify_exp": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError as problem:
            raise OAuthError(400, "invalid_grant") from problem
        now, since, until = self.clock.now().timestamp(), claims["iat"], claims["exp"]
        in_time = since - _SKEW.total_seconds() <= now < until and until - since <= _HOUR.total_seconds()
        if claims["iss"] != ACCOUNT or not in_time:
            raise OAuthError(400, "invalid_grant")
        if claims.get("sub") != USER or claims.get("scope") != _SCOPE or not self.delegated:
            raise OAuthError(401, "unauthorized_client")

    async def _create(self, request: web.Request) -> Json:
        self._check_token(request)
        config = _config_of(await request.json())
        code = "-".join(secrets.token_hex(2) for _ in range(3))
        name = f"spaces/{secrets.token_urlsafe(9)}"
        self.spaces[name] = {
            "name": name,
            "meetingUri": f"https://meet.google.example/{code}",
            "meetingCode": code,
            "config": {"accessType": "TRUSTED", "entryPointAccess": "ALL"} | config,
        }
        return self.spaces[name]

    async def _get(self, request: web.Request) -> Json:
        self._check_token(request)
        return self._known(request)

    async def _patch(self, request: web.Request) -> Json:
        self._check_token(request)
        space = self._known(request)
        if request.query.get("updateMask") != "config.accessType":
            raise GoogleError(400, "INVALID_ARGUMENT")
        space["config"] |= _config_of(await request.json())
        return space

    async def _end(self, request: web.Request) -> Json:
        self._check_token(request)
        space = self._known(request)
        if space["name"] not in self.busy:
            raise GoogleError(400, "FAILED_PRECONDITION", "There is no active conference")
        self.busy.discard(space["name"])
        return {}

    async def _records(self, request: web.Request) -> Json:
        self._check_token(request)
        if not 0 < int(request.query.get("pageSize", 25)) <= 100:
            raise GoogleError(400, "INVALID_ARGUMENT")
        return {"conferenceRecords": []}

    def _known(self, request: web.Request) -> Json:
        found = self.spaces.get(f"spaces/{request.match_info['space']}")
        if found is None:
            raise GoogleError(404, "NOT_FOUND")
        return found


def _config_of(asked: object) -> dict[str, str]:
    """The settings of a space that are asked for; whatever else is asked for is refused."""
    if not isinstance(asked, dict) or set(asked) - {"config"}:
        raise GoogleError(400, "INVALID_ARGUMENT")
    config: dict[str, str] = asked.get("config", {})
    if set(config) - _CONFIG or config.get("accessType", "OPEN") not in _ACCESS:
        raise GoogleError(400, "INVALID_ARGUMENT")
    return config
