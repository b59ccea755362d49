"""The fields of what a session is about, and what was filled in."""

from bot.labels import MEETINGS, length
from bot.sentences import label, say
from bot.ui import Field, Hint, Layout, SelectField, TextField
from core.sessions import Meeting, Topic
from core.topics import LIMITS
from core.usecases.booking import Held
from core.usecases.session_views import SessionView


def topic_fields(topic: Topic) -> tuple[Field, ...]:
    """How the two meet, where, and about what."""
    meetings = tuple((meeting.value, label(name)) for meeting, name in MEETINGS.items())
    return (
        SelectField("meeting", label("Meeting"), meetings, topic.meeting.value),
        TextField(
            "location",
            label("Place"),
            required=False,
            initial=topic.location,
            limit=LIMITS["location"],
            hint=label("Needed for a session in person"),
            needed_with=("meeting", Meeting.IN_PERSON.value),
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


def details_layout(held: Held) -> Layout:
    """What is being booked, and how long it takes where there is a choice."""
    fields = topic_fields(held.hold.topic)
    if len(held.durations) > 1:
        lengths = tuple((str(minutes), length(minutes)) for minutes in held.durations)
        chosen, hint = str(held.hold.minutes), label("What fits at this time")
        fields = (SelectField("minutes", label("Length"), lengths, chosen, hint=hint), *fields)
    return Layout(label("Session details"), label("Review"), fields)


def discuss_layout() -> Layout:
    """Whom to ask about what somebody wrote; the time is chosen on the review."""
    mentor = TextField(
        "mentor",
        label("Mentor"),
        hint=label("A name or @handle. You get their next free time, and may choose another."),
    )
    text = next(each for each in topic_fields(Topic()) if each.name == "description")
    return Layout(label("Discuss with a mentor"), label("Review"), (mentor, text))


def edit_layout(view: SessionView) -> Layout:
    """What a booked session is about."""
    told = Hint(say("{who} is told what you change. The time stays as it is.", who=view.other.name))
    return Layout(
        label("Edit session"),
        label("Save"),
        topic_fields(view.session.topic),
        (told,),
        leave=label("Leave it as it is"),
    )


def topic_of(values: dict[str, str]) -> Topic:
    """What was filled in, as it is; nothing is checked."""
    return Topic(
        values.get("title", ""),
        values.get("description", ""),
        Meeting(values.get("meeting") or Meeting.VIDEO),
        values.get("location", ""),
    )
