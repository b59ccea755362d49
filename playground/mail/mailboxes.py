"""People's mailboxes and calendars: mails as a mail program reads them, with the invitations in them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiohttp import web

from core.clock import Clock
from playground.mail.calendar import CalendarClient, RuleBroken

Json = dict[str, Any]
PATH = "/email/{number}"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups; frame-ancestors 'self'"
"""A mail is shown as mail programs do: without scripts, and nothing is loaded."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in somebody's mailbox. It came `at`; `method` is that of its invitation."""

    number: int
    at: datetime
    sender: str
    recipient: str
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    method: str | None = None
    invitation: bytes | None = None


class Mailboxes:
    """Everybody's, by address in small letters. `faults` are what a mail program would not have understood."""

    def __init__(self, clock: Clock) -> None:
        self.faults: list[str] = []
        self._clock = clock
        self._letters: list[Letter] = []
        self._calendars: dict[str, CalendarClient] = {}
        self._of: defaultdict[str, list[Letter]] = defaultdict(list)
        self._listeners: list[Callable[[], None]] = []

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each mail."""
        self._listeners.append(listener)

    def receive(self, recipient: str, content: bytes) -> None:
        """Put a mail into the mailbox, and its invitation into the calendar."""
        address = recipient.lower()
        message = message_from_bytes(content, policy=default)
        letter = self._read(message, address)
        self._letters.append(letter)
        self._of[address].append(letter)
        if letter.invitation is not None and letter.method is not None:
            try:
                self.calendar(address).receive(letter.invitation, letter.method)
            except RuleBroken as broken:
                self.faults.append(f"an invitation to {address}: {broken}")
        for listener in self._listeners:
            listener()

    def letters(self, address: str) -> tuple[Letter, ...]:
        """The mailbox, oldest first."""
        return tuple(self._of.get(address.lower(), ()))

    def calendar(self, address: str) -> CalendarClient:
        """What the owner's calendar shows."""
        return self._calendars.setdefault(address.lower(), CalendarClient(address.lower()))

    def snapshot(self, user_id: str) -> Json:
        """All that the owner's mail program shows."""
        events = self.calendar(user_id).events.values()
        return {
            "user": {"id": user_id},
            "mails": [
                {
                    "id": letter.number,
                    "at": letter.at.isoformat(),
                    "from": letter.sender,
                    "subject": letter.subject,
                    "text": letter.text,
                    "url": PATH.format(number=letter.number),
                    "method": letter.method,
                }
                for letter in self.letters(user_id)
            ],
            "events": sorted(map(_event, events), key=lambda event: event["start"]),
        }

    async def act(self, user_id: str, action: Json) -> Json:  # noqa: ARG002 (a mailbox is only read)
        """Nothing is done in a mailbox."""
        return {}

    def routes(self) -> list[web.RouteDef]:
        """Where the page reads a mail's HTML."""
        return [web.get(PATH, self._show)]

    async def _show(self, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        if not number.isdecimal() or int(number) >= len(self._letters):
            raise web.HTTPNotFound
        return web.Response(
            text=self._letters[int(number)].html,
            content_type="text/html",
            headers={"Content-Security-Policy": POLICY},
        )

    def _read(self, message: EmailMessage, address: str) -> Letter:
        invitation = next((part for part in message.walk() if _is(part, "text/calendar")), None)
        method = None if invitation is None else invitation.get_param("method")
        body = None if invitation is None else invitation.get_payload(decode=True)
        if invitation is not None:
            files = [part.get_payload(decode=True) for part in message.iter_attachments()]
            if method is None or files != [body]:
                self.faults.append(f"an invitation to {address} without method, or another one as file")
        return Letter(
            len(self._letters),
            self._clock.now(),
            str(message["From"]),
            address,
            str(message["Subject"]),
            _content(message, "plain"),
            _content(message, "html"),
            {name: str(value) for name, value in message.items()},
            None if method is None else str(method),
            body if isinstance(body, bytes) else None,
        )


def _is(part: Any, kind: str) -> bool:
    return bool(part.get_content_type() == kind and not part.is_attachment())


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return "" if part is None else str(part.get_content())


def _event(event: Any) -> Json:
    return {
        "uid": str(event["UID"]),
        "title": str(event["SUMMARY"]),
        "start": event["DTSTART"].dt.isoformat(),
        "end": event["DTEND"].dt.isoformat(),
        "status": str(event["STATUS"]),
        "sequence": int(event["SEQUENCE"]),
        "place": str(event.get("LOCATION", "")),
    }
