"""Links that put a session into a calendar of the reader's: the meeting link stays out of it."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from bot.formats import plain
from bot.labels import title_of
from bot.sentences import label, say, sentences
from bot.ui import Link
from core.sessions import Meeting, Status
from core.usecases.session_views import SessionView

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"
_AGREED = {Status.SCHEDULED, Status.IN_PROGRESS}


def calendar_links(view: SessionView) -> tuple[Link, ...]:
    """Google's and Outlook's pages for a new entry, filled in; none for what is not agreed or has begun."""
    session = view.session
    if (
        session.status not in _AGREED
        or session.is_unanswered
        or view.former
        or view.now >= session.starts_at
    ):
        return ()
    title = label(
        "{title}: {mentor} and {mentee}",
        title=title_of(session.topic),
        mentor=view.mentor.name,
        mentee=view.mentee.name,
    )
    joins = session.topic.meeting is not Meeting.IN_PERSON
    body = plain(
        sentences(
            say("Mentor session {code}.", code=session.code),
            say("The button to join comes in the chat with Parley.") if joins else (),
        )
    )
    start, end = session.starts_at.astimezone(UTC), session.ends_at.astimezone(UTC)
    google = {
        "action": "TEMPLATE",
        "text": title,
        "dates": f"{start:%Y%m%dT%H%M%SZ}/{end:%Y%m%dT%H%M%SZ}",
        "details": body,
        "location": session.topic.location,
    }
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": _stamp(start),
        "enddt": _stamp(end),
        "body": body,
        "location": session.topic.location,
    }
    return (
        Link(label("Add to Google Calendar"), f"{GOOGLE}?{_query(google)}"),
        Link(label("Add to Outlook"), f"{OUTLOOK}?{_query(outlook)}"),
    )


def _stamp(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def _query(values: dict[str, str]) -> str:
    return urlencode({name: value for name, value in values.items() if value})
