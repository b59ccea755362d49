"""Mail through Resend's HTTP interface, and what its webhooks tell."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import httpx

from core.mail import Mail, MailEvent, MailState, problem_of
from core.mail_servers import Sender
from core.outbox import AddressRefused, Scope, SetUpWrongly, TryLater, Unreachable, Unsure
from core.ports.payments import Forged
from gateways.mail.messages import headers_of, without_addresses
from gateways.mail.smtp import AWAY, WRONG
from gateways.trust import on_the_web

_TIMEOUT = httpx.Timeout(15.0, connect=5.0).as_dict()
_MOST_BYTES = 100_000
_LONGEST_REST = timedelta(hours=1)
_A_DAY = timedelta(hours=6)
_USED_UP = {"daily_quota_exceeded", "monthly_quota_exceeded"}
_BY_API = {"From", "To", "Subject", "Reply-To"}
_NO_ANSWER = {httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout}
_STATES = {
    "email.delivered": MailState.DELIVERED,
    "email.delivery_delayed": MailState.DELAYED,
    "email.bounced": MailState.BOUNCED,
    "email.complained": MailState.COMPLAINED,
    "email.suppressed": MailState.BOUNCED,
    "email.failed": MailState.FAILED,
}
_TOLERANCE = timedelta(minutes=5)
_WORDS = 300


class ResendTransport:
    """Meets core.ports.mail.MailTransport. An invitation goes as a file only: for more, Resend has its SMTP door."""

    name = "resend"

    def __init__(self, key: str, sender: Sender, api_url: str) -> None:
        self._key = key
        self._sender = sender
        self._url = f"{api_url}/emails"
        self._transport = httpx.AsyncHTTPTransport(verify=on_the_web())

    async def send(self, mail: Mail) -> str:
        """Hand it over; raises what MailTransport says. A repetition within a day is taken once."""
        if problem := problem_of(mail.to):
            raise AddressRefused(f"no mail can be addressed there ({problem})")
        try:
            body = json.dumps(_body(mail, self._sender)).encode()
        except ValueError as fault:
            raise Unreachable(f"it cannot be written down as mail: {fault}") from fault
        request = httpx.Request(
            "POST",
            self._url,
            content=body,
            headers={
                "Authorization": f"Bearer {self._key}",
                "Content-Type": "application/json",
                "Idempotency-Key": mail.message_id,
                "User-Agent": "parley",
            },
            extensions={"timeout": _TIMEOUT},
        )
        try:
            response = await self._transport.handle_async_request(request)
            raw = await _read(response)
        except httpx.HTTPError as fault:
            if type(fault) in _NO_ANSWER:
                raise TryLater(f"Resend is away: {type(fault).__name__}", AWAY, Scope.BOT) from fault
            raise Unsure(f"Resend did not answer: {type(fault).__name__}") from fault
        return _answered(response, raw)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()


async def _read(response: httpx.Response) -> bytes:
    raw = bytearray()
    try:
        async for part in response.aiter_raw():
            raw += part
            if len(raw) > _MOST_BYTES:
                raise Unsure("Resend answers with more than an answer")
    finally:
        await response.aclose()
    return bytes(raw)


def _body(mail: Mail, sender: Sender) -> dict[str, Any]:
    headers = headers_of(mail, sender)
    body: dict[str, Any] = {
        "from": str(headers["From"]),
        "to": [str(headers["To"])],
        "subject": str(headers["Subject"]),
        "text": mail.text,
        "html": mail.html,
        "headers": {
            **{name: str(value) for name, value in headers.items() if name not in _BY_API},
            "Message-ID": f"<{mail.message_id}>",
        },
    }
    if sender.reply_to:
        body["reply_to"] = sender.reply_to
    if mail.invitation is not None:
        file = base64.b64encode(mail.invitation.ics).decode()
        kind = f"text/calendar; method={mail.invitation.method}"
        body["attachments"] = [{"content": file, "filename": "invite.ics", "content_type": kind}]
    return body


def _answered(response: httpx.Response, raw: bytes) -> str:
    try:
        told = json.loads(raw)
    except ValueError:
        told = None
    told = told if isinstance(told, dict) else {}
    status, name = response.status_code, str(told.get("name", ""))
    said = without_addresses(f"{status} {name}: {told.get('message', '')}")[:_WORDS]
    if status < 300:
        if isinstance(told.get("id"), str):
            return str(told["id"])
        raise Unsure("Resend answers without an id")
    if status in {401, 403} or "api_key" in name or "API key" in str(told.get("message", "")):
        raise SetUpWrongly(f"Resend does not take mail from us: {said}", WRONG)
    if name == "invalid_from_address":
        raise SetUpWrongly(f"Resend does not take mail from our address: {said}", WRONG)
    if name in _USED_UP:
        raise SetUpWrongly(f"Resend takes no more mail from us for now: {said}", _A_DAY)
    if status == 429:
        raise TryLater("Resend asks us to be slower", _rest(response), Scope.BOT)
    if status == 409 and name == "concurrent_idempotent_requests":
        raise TryLater(said, timedelta(seconds=5), Scope.NOTICE)
    if name == "invalid_idempotent_request":
        return ""  # an earlier attempt was taken, in the words of then
    if status >= 500:
        raise TryLater(f"Resend is away: {status}", AWAY, Scope.BOT)
    if status == 422 and "to" in str(told.get("message", "")).split("`")[1:2]:
        raise AddressRefused(said)
    raise Unreachable(said)


def _rest(response: httpx.Response) -> timedelta:
    for name in ("retry-after", "ratelimit-reset"):
        try:
            asked = timedelta(seconds=float(response.headers.get(name, "")))
        except (ValueError, OverflowError):
            continue
        return min(max(asked, timedelta(seconds=1)), _LONGEST_REST)
    return timedelta(seconds=1)


class ResendEvents:
    """Reads what Resend's webhooks tell, signed by Svix; `secrets` are two while one is changed."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys = [base64.b64decode(each.removeprefix("whsec_") + "==") for each in secrets]

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> MailEvent | None:
        """What is told; None for what is not for us. Raises Forged for what nobody signed, or not lately."""
        about, at = headers.get("svix-id", ""), headers.get("svix-timestamp", "")
        if not about or not at.isdecimal() or len(at) > 12:
            raise Forged
        if abs(now.timestamp() - int(at)) > _TOLERANCE.total_seconds():
            raise Forged
        signed = b".".join((about.encode(), at.encode(), body))
        given = [
            each.removeprefix("v1,").encode()
            for each in headers.get("svix-signature", "").split()
            if each.startswith("v1,")
        ]
        valid = [base64.b64encode(hmac.digest(key, signed, hashlib.sha256)) for key in self._keys]
        if not any(hmac.compare_digest(one, other) for one in given for other in valid):
            raise Forged
        return _event_of(about, body)


def _event_of(about: str, body: bytes) -> MailEvent | None:
    try:
        told = json.loads(body)
        state = _STATES.get(told["type"])
        data = told["data"]
        to = data.get("to") or [""]
        bounce = data.get("bounce") or data.get("failed") or data.get("suppressed") or {}
        said = " ".join(str(bounce.get(name, "")) for name in ("type", "subType", "message", "reason"))
        kind = str(bounce.get("type", ""))
        server_id = str(data.get("email_id", ""))
        address = str(to[0] if isinstance(to, list) else to)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None
    if state is None:
        return None
    lasting = state is MailState.COMPLAINED or (
        state is MailState.BOUNCED and (kind == "Permanent" or told["type"] == "email.suppressed")
    )
    address = address.rpartition("<")[2].rstrip(">")
    return MailEvent(about, server_id, address, state, " ".join(said.split())[:_WORDS], lasting)
