"""What becomes of sessions, and of what is said and done about them, column by column."""

from typing import Any

from sqlalchemy import Row, and_, or_

from core.people import Role
from storage.chat_tables import chat_texts, chats
from storage.fates import A_WEEK, GIVEN, HALF_A_YEAR, NOBODY, PARTIES, PERSON, SELF, TAKEN, Emptied, Fates
from storage.message_tables import booking_attempts
from storage.recording_tables import recording_consents, recordings
from storage.session_tables import departures, feedback, private_notes, reschedules, rooms
from storage.tables import WAS_NOT_UNPAID, claims, holds, session_words, sessions

_as_mentor = sessions.c.mentor == PERSON
_as_mentee = sessions.c.mentee == PERSON
# Why a session was cancelled is whoever's words who cancelled it; an admin's name both parties.
_their_reason = and_(
    sessions.c.cancel_note.is_not(None),
    or_(
        and_(_as_mentee, sessions.c.cancelled_by.is_distinct_from(Role.MENTOR.value)),
        and_(_as_mentor, sessions.c.cancelled_by.is_distinct_from(Role.MENTEE.value)),
    ),
)


def _without_words(row: Row[Any], person: int) -> object:
    """A negotiation without what the member wrote in it."""
    own = Role.MENTOR if row.mentor == person else Role.MENTEE
    return [{**each, "note": ""} if each["by"] == own.value else each for each in row.proposals]


FATES: tuple[Fates, ...] = (
    Fates(
        session_words,
        "the words of titles, for admins' searches",
        NOBODY,
        deleted=session_words.c.session.in_(TAKEN),
    ),
    Fates(
        sessions,
        "sessions: who, when, what about, what was paid, how they ended",
        PARTIES,
        whose=or_(_as_mentee, and_(_as_mentor, WAS_NOT_UNPAID, sessions.c.status != "awaiting_payment")),
        exported=(
            "id", "code", "mentor", "mentee", "starts_at", "minutes", "title", "description", "meeting", "location",
            "booked_at", "meeting_url", "status", "rate", "currency", "cancelled_by", "cancelled_at", "cancel_reason",
            "cancel_note", "mentor_joined_at", "mentee_joined_at", "refund_pct", "refund_amount", "refund_status",
            "absent",
        ),
        kept=(
            "id", "starts_at", "minutes", "meeting", "ends_at", "buffer_minutes", "month", "booked_at", "status",
            "revision", "counted", "rate", "currency", "cancelled_by", "cancelled_at", "cancel_reason",
            "mentor_joined_at", "mentee_joined_at", "free_hours", "partial_pct", "late_pct", "refund_pct",
            "refund_amount", "refund_status", "reassignment", "mentee_reschedules", "mentor_reschedules", "absent",
            "attendance_asked_at", "confirm_by", "payment", "code", "reschedules",
        ),
        pseudonym=("mentor", "mentee"),
        emptied={
            **dict.fromkeys(("title", "title_words", "description"), Emptied(_as_mentee)),
            **dict.fromkeys(("location", "meeting_url"), Emptied(or_(_as_mentor, _as_mentee))),
            "cancel_note": Emptied(_their_reason),
        },
    ),
    Fates(
        holds,
        "times kept while somebody books",
        SELF,
        A_WEEK,
        whose=holds.c.mentee == PERSON,
        exported=("mentor", "starts_at", "minutes", "title", "description", "expires_at"),
        deleted=holds.c.mentee == PERSON,
    ),
    Fates(
        booking_attempts,
        "how far somebody came with a booking",
        "admins, as numbers",
        HALF_A_YEAR,
        whose=booking_attempts.c.person == PERSON,
        exported=("started_at", "step", "gave_up"),
        passes=True,
    ),
    Fates(claims, "whose time is taken, to the minute", NOBODY, HALF_A_YEAR, passes=True),
    Fates(
        reschedules,
        "requests to move sessions, with what the two wrote about them",
        PARTIES,
        whose=or_(reschedules.c.mentor == PERSON, reschedules.c.session.in_(TAKEN)),
        exported=(
            "session", "mentor", "asked_by", "status", "proposals", "original_start", "original_minutes",
            "expires_at", "ended_at", "ended_by",
        ),
        kept=(
            "id", "session", "asked_by", "status", "turn", "original_start", "original_minutes", "expires_at",
            "ended_at", "ended_by",
        ),
        pseudonym=("mentor",),
        emptied={
            "proposals": Emptied(
                or_(reschedules.c.mentor == PERSON, reschedules.c.session.in_(TAKEN)), _without_words
            )
        },
    ),
    Fates(
        departures,
        "mentors who cancelled sessions that went on without them",
        "the mentor, admins",
        whose=departures.c.mentor == PERSON,
        exported=("session", "at", "reason", "note"),
        kept=("session", "at", "reason"),
        pseudonym=("mentor",),
        emptied={"note": Emptied(departures.c.mentor == PERSON)},
    ),
    Fates(
        feedback,
        "what mentees said about sessions",
        "the mentee, their mentor, admins",
        whose=feedback.c.mentee == PERSON,
        exported=("session", "mentor", "overall", "usefulness", "comment", "at"),
        kept=("session", "overall", "usefulness", "at", "starts_at"),
        pseudonym=("mentor", "mentee"),
        emptied={"comment": Emptied(feedback.c.mentee == PERSON)},
    ),
    Fates(
        private_notes,
        "what mentors note for themselves",
        "the mentor alone",
        whose=private_notes.c.mentor == PERSON,
        exported=("session", "text", "at"),
        deleted=private_notes.c.mentor == PERSON,
    ),
    Fates(
        rooms,
        "rooms that providers made",
        PARTIES,
        kept=("id", "channel", "session", "council", "asked_at", "handle", "closed_at"),
        pseudonym=("person",),
        emptied={
            "url": Emptied(
                and_(rooms.c.url.is_not(None), or_(rooms.c.session.in_(GIVEN), rooms.c.session.in_(TAKEN)))
            )
        },
    ),
    Fates(
        recording_consents,
        "who has agreed that a session is recorded",
        PARTIES,
        whose=recording_consents.c.person == PERSON,
        exported=("session", "agreed_at"),
        deleted=recording_consents.c.person == PERSON,
    ),
    Fates(
        recordings,
        "recordings of sessions; their files are elsewhere, and deleted with the account",
        PARTIES,
        "as long as the rules say",
        kept=(
            "id", "session", "room", "channel", "asked_at", "state", "handle", "started_at", "ended_at",
        ),
    ),
    Fates(
        chats,
        "when who was in a session by chat",
        PARTIES,
        whose=chats.c.person == PERSON,
        exported=("session", "starts_at", "entered_at", "texts", "left_at"),
        kept=("session", "starts_at", "entered_at", "texts", "left_at"),
        pseudonym=("person",),
    ),
    Fates(
        chat_texts,
        "what is said in a session by chat, encrypted",
        "the other party",
        "until it is passed on",
        passes=True,
    ),
)  # fmt: skip
