"""What somebody's calendar says of what is booked."""

from collections.abc import Callable, Iterator
from typing import assert_never

from bot.formats import plain
from bot.labels import title_of
from bot.sentences import label, say, sentences
from bot.ui import Text
from core.calendars import CalendarEntry, mark_of, session_uid
from core.councils import Council
from core.ids import code_of
from core.sessions import Meeting, Status
from core.usecases.invitations import Gone
from core.usecases.subscriptions import Agenda, Booked


def entries_of(agenda: Agenda, door: Callable[[int], str]) -> Iterator[CalendarEntry]:
    """Each session and council in the language that is being read; a mentor's buffers beside them.

    `door` is where the reader comes to one of them, "" where that is the chat.
    """
    for booked in agenda.sessions:
        yield entry_of(booked, door(booked.session.id))
        yield from _buffers_of(booked)
    for council in agenda.councils:
        yield entry_of(council, door(council.id))


def entry_of(shown: Booked | Council | Gone, door: str = "") -> CalendarEntry:
    """A session, a council that has a time, or what is taken away; `door` as `Desk.door` has it for the reader."""
    match shown:
        case Booked():
            return _of_session(shown, door)
        case Council():
            return _of_council(shown, door)
        case Gone():
            title = label("Cancelled: {code}", code=shown.code)
            return CalendarEntry(session_uid(shown.subject), shown.starts_at, shown.ends_at, title)
    assert_never(shown)


def _of_session(booked: Booked, door: str) -> CalendarEntry:
    session = booked.session
    agreed = session.status is not Status.REQUESTED and not session.is_unanswered
    joins = agreed and session.topic.meeting is not Meeting.IN_PERSON
    door = door if joins and session.topic.meeting is not Meeting.CHAT else ""
    said = sentences(
        say("Mentor session {code}.", code=session.code),
        () if agreed else say("It is not agreed yet."),
        _how_to_join(door) if joins else (),
    )
    return CalendarEntry(
        session_uid(session.id),
        session.starts_at,
        session.ends_at,
        label(
            "{title}: {mentor} and {mentee}",
            title=title_of(session.topic),
            mentor=booked.mentor,
            mentee=booked.mentee,
        ),
        text=f"{plain(said)}\n{mark_of(session.code)}",
        place=session.topic.location or door,
        agreed=agreed,
    )


def _how_to_join(door: str) -> Text:
    if door:
        return say("Join by this link, which is yours alone: {link}", link=door)
    return say("The button to join comes in the chat with Parley.")


def _buffers_of(booked: Booked) -> Iterator[CalendarEntry]:
    if booked.buffer:
        session = booked.session
        for part, start in (("before", session.starts_at - booked.buffer), ("after", session.ends_at)):
            uid = session_uid(session.id, f".{part}")
            yield CalendarEntry(
                uid,
                start,
                start + booked.buffer,
                label("Buffer"),
                text=mark_of(session.code),
                busy=False,
            )


def _of_council(council: Council, door: str) -> CalendarEntry:
    assert council.starts_at is not None
    title = label("Council: {topic}", topic=council.topic)
    return CalendarEntry(
        session_uid(council.id),
        council.starts_at,
        council.starts_at + council.length,
        title,
        text=mark_of(code_of(council.id, "C")),
        place=door,
    )
