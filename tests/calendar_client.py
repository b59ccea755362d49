"""A calendar program that is sent invitations, as RFC 5546 has it: the higher sequence wins."""

from dataclasses import dataclass, field
from datetime import datetime

from icalendar import Calendar, Event


@dataclass
class CalendarClient:
    """Somebody's calendar; `events` by UID, with what was cancelled. It refuses what Google or Outlook would."""

    owner: str
    events: dict[str, Event] = field(default_factory=dict)

    def receive(self, body: bytes, method: str) -> bool:
        """Take an invitation that came with this method in its Content-Type; False where it changes nothing."""
        calendar = Calendar.from_ical(body)
        assert str(calendar["METHOD"]) == method
        [event] = calendar.walk("VEVENT")
        assert not event.errors
        assert str(event["ATTENDEE"]) == f"mailto:{self.owner}"
        assert str(event["ORGANIZER"]) != str(event["ATTENDEE"])
        known = self.events.get(str(event["UID"]))
        if known is not None:
            assert known["ORGANIZER"] == event["ORGANIZER"]
            if _order(event) <= _order(known):
                return False
        if method == "CANCEL":
            assert str(event["STATUS"]) == "CANCELLED"
            if known is None:
                return False
            assert known["DTSTART"].dt == event["DTSTART"].dt
        else:
            assert str(event["STATUS"]) in {"CONFIRMED", "TENTATIVE"}
        self.events[str(event["UID"])] = event
        return True

    @property
    def shown(self) -> dict[str, tuple[datetime, datetime, str, bool]]:
        """When each event is, its title, and whether it is certain."""
        return {
            uid: (event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"]), certain)
            for uid, event in self.events.items()
            if (status := str(event["STATUS"])) != "CANCELLED"
            for certain in [status == "CONFIRMED"]
        }


def _order(event: Event) -> tuple[int, datetime]:
    return int(event["SEQUENCE"]), event["DTSTAMP"].dt
