"""Resend, as far as mails go: its API with its refusals, and webhooks signed as Svix signs them."""

import base64
import hashlib
import hmac
import json
import secrets
import uuid
from collections import deque
from dataclasses import dataclass
from typing import Any

from aiohttp import web

_KNOWN = {
    "from", "to", "subject", "html", "text", "cc", "bcc", "reply_to", "headers", "attachments", "tags", "scheduled_at",
}  # fmt: skip
_REQUIRED = ("from", "to", "subject")
_MOST = 50
_LONGEST_KEY = 256


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that was taken, under its id."""

    id: str
    body: dict[str, Any]
    key: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer in place of the usual one."""

    status: int
    name: str
    message: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class ResendService:
    """`POST /emails` with Bearer `key`, for senders of `domain`. `says` are answers in place of its own, in order."""

    def __init__(self, domain: str) -> None:
        self.key = f"re_{secrets.token_urlsafe(24)}"
        self.secret = f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
        self.taken: list[Taken] = []
        self.says: deque[Refused] = deque()
        self._domain = domain
        self._by_key: dict[str, tuple[str, str]] = {}

    def app(self) -> web.Application:
        """What is served."""
        app = web.Application()
        app.router.add_post("/emails", self._send)
        return app

    def event(self, kind: str, mail: Taken, now: int, **data: object) -> tuple[dict[str, str], bytes]:
        """Headers and body of a webhook about a mail; `now` in Unix seconds."""
        told = {"email_id": mail.id, "from": mail.body["from"], "to": mail.body["to"], **data}
        body = json.dumps({"type": kind, "created_at": now, "data": told}).encode()
        about = f"msg_{secrets.token_hex(8)}"
        return {**signed(self.secret, about, now, body), "Content-Type": "application/json"}, body

    async def _send(self, request: web.Request) -> web.Response:
        if self.says:
            return _refusal(self.says.popleft())
        login = request.headers.get("Authorization", "")
        if not login.startswith("Bearer "):
            return _refusal(Refused(401, "missing_api_key", "Missing API Key"))
        if not hmac.compare_digest(login.removeprefix("Bearer ").encode(), self.key.encode()):
            return _refusal(Refused(400, "validation_error", "API key is invalid"))
        raw = await request.text()
        wrong = self._wrong(raw)
        if wrong is not None:
            return _refusal(wrong)
        key = request.headers.get("Idempotency-Key", "")
        if len(key) > _LONGEST_KEY:
            return _refusal(Refused(400, "invalid_idempotency_key", "The key must be 1-256 characters"))
        if key in self._by_key:
            first, made = self._by_key[key]
            if first != raw:
                return _refusal(Refused(409, "invalid_idempotent_request", "Same key, another body"))
            return web.json_response({"id": made})
        made = str(uuid.uuid4())
        if key:
            self._by_key[key] = raw, made
        self.taken.append(Taken(made, json.loads(raw), key))
        return web.json_response({"id": made})

    def _wrong(self, raw: str) -> Refused | None:
        try:
            body = json.loads(raw)
        except ValueError:
            return Refused(400, "validation_error", "The body is not JSON")
        missing = [name for name in _REQUIRED if not body.get(name)]
        if missing:
            return Refused(422, "missing_required_field", f"Missing `{missing[0]}` field.")
        if unknown := body.keys() - _KNOWN:
            return Refused(422, "validation_error", f"Unknown field `{min(unknown)}`.")
        sender = body["from"].rpartition("<")[2].rstrip(">")
        if not _is_address(sender):
            return Refused(422, "invalid_from_address", "Invalid `from` field.")
        if sender.rpartition("@")[2] != self._domain:
            return Refused(
                403, "validation_error", f"The {sender.rpartition('@')[2]} domain is not verified."
            )
        to = body["to"] if isinstance(body["to"], list) else [body["to"]]
        if len(to) > _MOST or not all(_is_address(each.rpartition("<")[2].rstrip(">")) for each in to):
            return Refused(
                422, "validation_error", "Invalid `to` field. It needs to follow `email@example.com`."
            )
        headers = body.get("headers", {})
        if not all(isinstance(each, str) and "\n" not in each for each in headers.values()):
            return Refused(422, "validation_error", "Invalid `headers` field.")
        for file in body.get("attachments", []):
            if not file.get("filename") or not file.get("content"):
                return Refused(422, "invalid_attachment", "An attachment needs a name and content.")
        return None


def signed(secret: str, about: str, now: int, body: bytes) -> dict[str, str]:
    """The headers by which Svix proves that a body is its."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.digest(key, f"{about}.{now}.".encode() + body, hashlib.sha256)
    return {
        "svix-id": about,
        "svix-timestamp": str(now),
        "svix-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def _is_address(text: str) -> bool:
    name, at, domain = text.rpartition("@")
    return bool(name and at and "." in domain and text.isascii() and " " not in text)


def _refusal(refused: Refused) -> web.Response:
    told = {"statusCode": refused.status, "name": refused.name, "message": refused.message}
    return web.json_response(told, status=refused.status, headers=dict(refused.headers))
