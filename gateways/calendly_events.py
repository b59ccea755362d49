"""What Calendly tells by itself: HMAC-SHA256 by the subscription's signing key, over the time and the body."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from core.people import Role
from core.ports.payments import Forged
from core.rooms import CalledOffThere, ChangedThere, MadeRoom, MovedThere
from gateways.calendly import instant_of
from gateways.payments.signatures import proves
from gateways.room_events import object_in, text_in
from gateways.rooms import CALENDLY

_SHOWN = re.compile(r"t=(?P<at>\d{1,12}),v1=(?P<signature>[0-9a-f]{64})")
_SKEW = timedelta(minutes=5)
_HOST = "host"
_MOST_WORDS = 300


class CalendlyEvents:
    """Meets core.ports.rooms.RoomEvents. Who moves an event cancels it there and makes another one."""

    channel = CALENDLY

    def __init__(self, key: str) -> None:
        self._key = key

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> ChangedThere | None:
        """Who called off an event, or moved one."""
        shown = _SHOWN.fullmatch(headers.get("Calendly-Webhook-Signature", ""))
        if shown is None or not proves(shown["signature"], [self._key], shown["at"].encode() + b"." + body):
            raise Forged
        if abs(now.timestamp() - int(shown["at"])) > _SKEW.total_seconds():
            raise Forged
        said = object_in(body)
        invitee, moved = text_in(said, "payload", "uri"), text_in(said, "payload", "old_invitee")
        match said.get("event"):
            case "invitee.canceled" if invitee and not _is_moved(said):
                by = text_in(said, "payload", "cancellation", "canceler_type")
                words = text_in(said, "payload", "cancellation", "reason")[:_MOST_WORDS]
                return CalledOffThere(CALENDLY, invitee, Role.MENTOR if by == _HOST else Role.MENTEE, words)
            case "invitee.created" if invitee and moved:
                starts_at = instant_of(text_in(said, "payload", "scheduled_event", "start_time"))
                link = text_in(said, "payload", "scheduled_event", "location", "join_url")
                made = MadeRoom(invitee, link if link.startswith("https://") else "")
                return None if starts_at is None else MovedThere(CALENDLY, moved, made, starts_at)
        return None


def _is_moved(said: Mapping[str, Any]) -> bool:
    """Whether it was cancelled because there is another one in its place, which is told of besides."""
    payload = said.get("payload")
    return isinstance(payload, dict) and (
        payload.get("rescheduled") is True or bool(payload.get("new_invitee"))
    )
