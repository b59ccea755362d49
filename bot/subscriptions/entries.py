"""What somebody's calendar says of what is booked."""

from collections.abc import Iterator

from bot.formats import plain
from bot.labels import title_of
from bot.sentences import label, say, sentences
from core.calendars import CalendarEntry, session_uid
from core.councils import Council
from core.sessions import Meeting, Status
from core.usecases.subscriptions import Agenda, Booked


def entries_of(agenda: Agenda) -> Iterator[CalendarEntry]:
    """Each session and council in the language that is being read; a mentor's buffers beside them."""
    for booked in agenda.sessions:
        yield from _of_session(booked)
    for council in agenda.councils:
        yield _of_council(council)


def _of_session(booked: Booked) -> Iterator[CalendarEntry]:
    session = booked.session
    agreed = session.status is not Status.REQUESTED and not session.is_unanswered
    joins = agreed and session.topic.meeting is not Meeting.IN_PERSON
    said = sentences(
        say("Mentor session {code}.", code=session.code),
        () if agreed else say("It is not agreed yet."),
        say("The button to join comes in the chat with Parley.") if joins else (),
    )
    yield CalendarEntry(
        session_uid(session.id),
        session.starts_at,
        session.ends_at,
        label(
            "{title}: {mentor} and {mentee}",
            title=title_of(session.topic),
            mentor=booked.mentor,
            mentee=booked.mentee,
        ),
        text=plain(said),
        place=session.topic.location,
        agreed=agreed,
    )
    if booked.buffer:
        for part, start in (("before", session.starts_at - booked.buffer), ("after", session.ends_at)):
            uid = session_uid(session.id, f".{part}")
            yield CalendarEntry(uid, start, start + booked.buffer, label("Buffer"), busy=False)


def _of_council(council: Council) -> CalendarEntry:
    assert council.starts_at is not None
    title = label("Council: {topic}", topic=council.topic)
    return CalendarEntry(
        session_uid(council.id), council.starts_at, council.starts_at + council.length, title
    )
