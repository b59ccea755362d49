"""What a session is about, as people may write it."""

from dataclasses import fields, replace

from core.errors.common import Missing, TooLong
from core.sessions import Meeting, Topic

LIMITS = {"title": 100, "description": 1000, "location": 200}


def checked_topic(topic: Topic) -> Topic:
    """The topic without blanks around its texts; raises TooLong, and Missing where there is no place to meet at.

    A place is kept for a meeting in person only.
    """
    topic = replace(topic, **{name: getattr(topic, name).strip() for name in LIMITS})
    if topic.meeting is not Meeting.IN_PERSON:
        topic = replace(topic, location="")
    elif not topic.location:
        raise Missing("location")
    for name, limit in LIMITS.items():
        if (length := len(getattr(topic, name))) > limit:
            raise TooLong(name, limit, length)
    return topic


def changed_fields(before: Topic, after: Topic) -> tuple[str, ...]:
    """The names of the fields in which the two differ."""
    names = (field.name for field in fields(Topic))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
