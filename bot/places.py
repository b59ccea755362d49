"""Where a session in person takes place, and what time it is there."""

from zoneinfo import ZoneInfo

from bot.dates import clock_text, day_label
from bot.labels import MEETINGS
from bot.sentences import label, own, say
from bot.ui import Label, Text
from core.sessions import Meeting
from core.usecases.session_views import SessionView


def meeting_text(view: SessionView) -> Text:
    """`Video call`, or `In person: Café Central (15:00 there)`."""
    meeting = label(MEETINGS[view.session.topic.meeting])
    if view.session.topic.meeting is not Meeting.IN_PERSON:
        return (meeting,)
    return say("{meeting}: {place}", meeting=meeting, place=place_text(view))


def place_text(view: SessionView) -> Text:
    """The place, with its own time of the start where the reader's is another; it is where the mentor lives."""
    place, there = view.session.topic.location, _time_there(view)
    return say("{place} ({time} there)", place=place, time=there) if there else (place,)


def _time_there(view: SessionView) -> Label | None:
    start, zone = view.session.starts_at, view.mentor.clock_zone
    there, here = (start.astimezone(ZoneInfo(each)) for each in (zone, view.reader.clock_zone))
    if there.replace(tzinfo=None) == here.replace(tzinfo=None):
        return None
    time = clock_text(start, zone)
    if there.date() == here.date():
        return own(time)
    return label("{day}, {time}", day=day_label(there.date()), time=time)
