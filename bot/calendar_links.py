"""The ways into a calendar: pages of Google and Outlook, and a file. The room's own address stays out of them.

The reader's `door` (`Desk.door`) is beside them and in them, where there is one. A mail has the door alone: it brings
the entry along as an invitation.
"""

from datetime import UTC, datetime
from urllib.parse import quote_plus

from bot.actions.subscriptions import GetCouncilFile, GetSessionFile
from bot.calendar_entries import entry_of
from bot.language import reads_mail
from bot.sentences import label
from bot.ui import Button, Link, Row
from core.calendars import CalendarEntry
from core.councils import CouncilStatus
from core.sessions import Status
from core.usecases.councils.views import CouncilView
from core.usecases.session_views import SessionView
from core.usecases.subscriptions import Booked

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"
_AGREED = {Status.SCHEDULED, Status.IN_PROGRESS}


def session_calendar(view: SessionView, door: str = "") -> tuple[Row, ...]:
    """The ways for a session that is agreed and ahead."""
    session = view.session
    if (
        session.status not in _AGREED
        or session.is_unanswered
        or view.former
        or view.now >= session.starts_at
    ):
        return ()
    entry = entry_of(Booked(session, view.mentor.name, view.mentee.name), door)
    return (_ways(entry, door, Button(label("Calendar file"), GetSessionFile(session.id))),)


def council_calendar(view: CouncilView, door: str = "") -> tuple[Row, ...]:
    """The ways for a council that is confirmed and ahead, for those who take part."""
    council = view.council
    ahead = council.starts_at is not None and view.now < council.starts_at
    if council.status is not CouncilStatus.CONFIRMED or not ahead or not view.takes_part:
        return ()
    file = Button(label("Calendar file"), GetCouncilFile(council.id))
    return (_ways(entry_of(council, door), door, file),)


def _ways(entry: CalendarEntry, door: str, file: Button) -> Row:
    way_in = (Link(label("Link to the meeting"), door),) if door and entry.place == door else ()
    return Row(way_in if reads_mail() else (*way_in, *_pages(entry), file))


def _pages(entry: CalendarEntry) -> tuple[Link, ...]:
    start, end = entry.starts_at.astimezone(UTC), entry.ends_at.astimezone(UTC)
    google = {
        "action": "TEMPLATE",
        "text": entry.title,
        "dates": f"{start:%Y%m%dT%H%M%SZ}/{end:%Y%m%dT%H%M%SZ}",
        "details": entry.text,
        "location": entry.place,
    }
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": entry.title,
        "startdt": _stamp(start),
        "enddt": _stamp(end),
        "body": entry.text,
        "location": entry.place,
    }
    return (
        Link(label("Add to Google Calendar"), f"{GOOGLE}?{_query(google)}"),
        Link(label("Add to Outlook"), f"{OUTLOOK}?{_query(outlook)}"),
    )


def _stamp(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def _query(values: dict[str, str]) -> str:
    return "&".join(f"{name}={quote_plus(value)}" for name, value in values.items() if value)
