"""The fields of what a session is about, and what was filled in."""

from bot.labels import MEETINGS
from bot.sentences import label
from bot.ui import Field, SelectField, TextField
from core.sessions import Meeting, Topic
from core.topics import LIMITS


def topic_fields(topic: Topic) -> tuple[Field, ...]:
    """How the two meet, where, and about what."""
    meetings = tuple((meeting.value, label(name)) for meeting, name in MEETINGS.items())
    return (
        SelectField("meeting", label("Meeting"), meetings, topic.meeting.value),
        TextField(
            "location",
            label("Place"),
            required=topic.meeting is Meeting.IN_PERSON,
            initial=topic.location,
            limit=LIMITS["location"],
            hint=label("Needed for a session in person"),
        ),
        TextField("title", label("Title"), required=False, initial=topic.title, limit=LIMITS["title"]),
        TextField(
            "description",
            label("What is it about?"),
            required=False,
            multiline=True,
            initial=topic.description,
            limit=LIMITS["description"],
        ),
    )


def topic_of(values: dict[str, str]) -> Topic:
    """What was filled in, as it is; nothing is checked."""
    return Topic(
        values.get("title", ""),
        values.get("description", ""),
        Meeting(values.get("meeting") or Meeting.VIDEO),
        values.get("location", ""),
    )
