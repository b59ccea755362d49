"""A calendar program that is sent invitations, as RFC 5546 has it: the higher sequence wins."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from icalendar import Calendar


class RuleBroken(Exception):  # noqa: N818
    """Google, Outlook or Apple would not take the invitation; the text says why."""


@dataclass
class CalendarClient:
    """Somebody's calendar; `events` by UID, with what was cancelled (icalendar's Event)."""

    owner: str
    events: dict[str, Any] = field(default_factory=dict)

    def receive(self, body: bytes, method: str) -> bool:
        """Take an invitation that came with this method in its Content-Type; False where it changes nothing.

        Raises RuleBroken.
        """
        event = _checked(body, method, self.owner)
        uid = str(event["UID"])
        known = self.events.get(uid)
        if known is not None:
            _demand(known["ORGANIZER"] == event["ORGANIZER"], "another organizer than before")
            if _order(event) <= _order(known):
                return False
        if method == "CANCEL":
            if known is None:
                return False
            _demand(known["DTSTART"].dt == event["DTSTART"].dt, "it cancels another time than was sent")
        self.events[uid] = event
        return True

    @property
    def shown(self) -> dict[str, tuple[datetime, datetime, str, bool]]:
        """When each event is, its title, and whether it is certain."""
        return {
            uid: (event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"]), status == "CONFIRMED")
            for uid, event in self.events.items()
            if (status := str(event["STATUS"])) != "CANCELLED"
        }


def _checked(body: bytes, method: str, owner: str) -> Any:
    """The event of an invitation; raises RuleBroken."""
    calendar = Calendar.from_ical(body)
    _demand(str(calendar.get("METHOD")) == method, "the file has another method than the mail")
    _demand("PRODID" in calendar, "no PRODID")
    found = calendar.walk("VEVENT")
    _demand(len(found) == 1, "not one event")
    event: Any = found[0]
    _demand(not event.errors, "an event that cannot be read")
    named = {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "ORGANIZER", "ATTENDEE"}
    _demand(named <= set(event), f"without {', '.join(sorted(named - set(event)))}")
    _demand(str(event["ATTENDEE"]).lower() == f"mailto:{owner}".lower(), "for somebody else")
    _demand(str(event["ORGANIZER"]).lower() != str(event["ATTENDEE"]).lower(), "from whom it is for")
    states = {"CANCELLED"} if method == "CANCEL" else {"CONFIRMED", "TENTATIVE"}
    _demand(str(event["STATUS"]) in states, f"a {method} of what is {event['STATUS']}")
    return event


def _demand(fits: object, otherwise: str) -> None:
    if not fits:
        raise RuleBroken(otherwise)


def _order(event: Any) -> tuple[int, datetime]:
    return int(event["SEQUENCE"]), event["DTSTAMP"].dt
