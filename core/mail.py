"""Mail: what leaves for an address, and what of it people may do without."""

from dataclasses import dataclass
from enum import StrEnum


class MailClass(StrEnum):
    """What a kind of notice is mailed as: all but MATTERS are switched off one by one."""

    MATTERS = "matters"  # what is booked, moved, cancelled or paid back
    REMINDERS = "reminders"  # what is ahead, and what still waits for an answer
    POLLS = "polls"  # when a council can meet
    NEWS = "news"  # new councils, feedback that is asked for, words from the programme


SWITCHED = tuple(each for each in MailClass if each is not MailClass.MATTERS)
"""The groups that people switch off."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar part of a mail: `method` is REQUEST or CANCEL, `ics` the same as a calendar file in UTF-8."""

    method: str
    ics: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one address.

    `to` is ASCII, its domain in IDNA form, and `name` whose it is. `message_id` has no brackets and is the same at each
    attempt; `references` are those of the mails that it belongs under, the first of its session. `unsubscribe` is an
    https address that takes a POST (RFC 8058), None for what nobody switches off.
    """

    to: str
    name: str
    subject: str
    text: str
    html: str
    message_id: str
    references: tuple[str, ...] = ()
    unsubscribe: str | None = None
    invitation: Invitation | None = None
