"""What providers of rooms tell by themselves, and what proves that it is them."""

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import jwt

from core.ports.payments import Forged
from core.recordings import Recorded
from core.rooms import Came, Reply
from gateways.livekit_recorder import KEPT
from gateways.payments.signatures import proves, signed
from gateways.rooms import LIVEKIT, ZOOM

_SKEW = timedelta(minutes=5)
_OLDEST = timedelta(hours=24)


class LiveKitEvents:
    """Meets core.ports.rooms.RoomEvents: a token of theirs, with the digest of the body, stands beside it."""

    channel = LIVEKIT

    def __init__(self, key: str, secret: str) -> None:
        self._key = key
        self._secret = secret

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Came | Recorded | None:
        """Who came or left: either way they were there. Or that a recording has ended."""
        try:
            claims = jwt.decode(
                headers.get("Authorization", ""),
                self._secret,
                ["HS256"],
                issuer=self._key,
                options={"require": ["exp", "iss"], "verify_exp": False, "verify_nbf": False},
            )
        except jwt.InvalidTokenError as problem:
            raise Forged from problem
        digest = b64encode(sha256(body).digest())
        if not hmac.compare_digest(str(claims.get("sha256", "")).encode(), digest):
            raise Forged
        if not isinstance(claims["exp"], int | float) or claims["exp"] < (now - _SKEW).timestamp():
            raise Forged
        said = object_in(body)
        if said.get("event") == "egress_ended":
            kept = KEPT.get(text_in(said, "egressInfo", "status"))
            handle = text_in(said, "egressInfo", "egressId")
            return None if kept is None else Recorded(LIVEKIT, handle, kept)
        if said.get("event") not in {"participant_joined", "participant_left"}:
            return None
        identity = text_in(said, "participant", "identity")
        person = int(identity) if identity.isascii() and identity.isdecimal() else None
        return Came(LIVEKIT, text_in(said, "room", "name"), _instant(said.get("createdAt"), now), person)


class ZoomEvents:
    """Meets core.ports.rooms.RoomEvents: HMAC-SHA256 by the app's secret token, over the time and the body."""

    channel = ZOOM

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Came | Reply | None:
        """Who came or left, named as they named themselves; what is asked to make sure of us is answered."""
        stamp = headers.get("x-zm-request-timestamp", "")
        shown = headers.get("x-zm-signature", "")
        if not proves(shown.removeprefix("v0="), [self._secret], b"v0:" + stamp.encode() + b":" + body):
            raise Forged
        if (
            not stamp.isascii()
            or not stamp.isdecimal()
            or abs(now.timestamp() - int(stamp)) > _OLDEST.total_seconds()
        ):
            raise Forged
        said = object_in(body)
        if said.get("event") == "endpoint.url_validation":
            plain = text_in(said, "payload", "plainToken")
            return Reply({"plainToken": plain, "encryptedToken": signed(self._secret, plain.encode())})
        if said.get("event") not in {"meeting.participant_joined", "meeting.participant_left"}:
            return None
        meeting = _within(said, "payload", "object")
        handle = str(meeting.get("id", ""))
        who = _within(meeting, "participant")
        at = _instant(said.get("event_ts"), now, per_second=1000)
        return Came(ZOOM, handle, at, name=str(who.get("user_name", "")), email=str(who.get("email", "")))


def object_in(body: bytes) -> Mapping[str, Any]:
    """The JSON object; empty for anything else."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def text_in(said: Mapping[str, Any], *path: str) -> str:
    """The text at the end of a path of objects; empty where there is none."""
    found = _within(said, *path[:-1]).get(path[-1])
    return found if isinstance(found, str) else ""


def _within(said: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    for name in path:
        inner = said.get(name)
        said = inner if isinstance(inner, dict) else {}
    return said


def _instant(said: object, now: datetime, per_second: int = 1) -> datetime:
    """A Unix time, which may stand in a text; the present where it is none."""
    try:
        return datetime.fromtimestamp(int(str(said)) / per_second, UTC)
    except (ValueError, OverflowError, OSError):
        return now
