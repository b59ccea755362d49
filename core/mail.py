"""Mail: to which address it goes, what of it people may do without, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.people import Person

MAIL = "mail"
"""The channel of its errands."""
CODE_LASTS = timedelta(minutes=10)
DELAYED_AFTER = timedelta(minutes=2)
"""For how long a mail may wait before it counts as delayed."""
TRIES = 5
"""How often a code may be typed."""
LONGEST_ADDRESS = 254
_LONGEST_NAME = 64


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


@dataclass(frozen=True, slots=True)
class PendingAddress:
    """An address whose owner has not typed the `code` yet; it lasts until `until` (aware UTC), for `tries` more."""

    address: str
    code: str
    until: datetime
    tries: int = TRIES


@dataclass(frozen=True, slots=True)
class MailSettings:
    """What a member has said about mail.

    `address` was confirmed by a code; without one, mail goes to that of their profile on a platform. `refused` is the
    address that takes no mail, and `why` what its server said. Who knows the `token` may switch groups off.
    """

    person: int
    address: str | None = None
    on: bool = True
    off: frozenset[MailClass] = frozenset()
    refused: str | None = None
    why: str = ""
    token: str | None = None
    pending: PendingAddress | None = None

    def address_of(self, person: Person) -> str | None:
        """Where the member's mail would go."""
        return self.address or person.email

    def goes_to(self, person: Person, group: MailClass) -> str | None:
        """Where mail of a group goes to the member; None where it does not."""
        address = self.address_of(person)
        return None if not self.on or group in self.off or address == self.refused else address


class MailState(StrEnum):
    """What is known of a mail that a server has taken or refused."""

    SENT = "sent"
    DELIVERED = "delivered"
    DELAYED = "delayed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail that was handed over, or refused (EML-2). `template` is the kind of its notice.

    `server_id` is the server's name for it, `error` what was said against it. Aware UTC.
    """

    id: int
    person: int
    address: str
    template: str
    message_id: str
    at: datetime
    session: int | None = None
    council: int | None = None
    server_id: str = ""
    state: MailState = MailState.SENT
    error: str = ""


@dataclass(frozen=True, slots=True)
class MailEvent:
    """What a provider tells of a mail: what it has come to; `lasting` where the address takes no mail at all."""

    id: str
    server_id: str
    address: str
    state: MailState
    reason: str = ""
    lasting: bool = False


class AddressProblem(StrEnum):
    """Why a text is no address that mail can go to."""

    SHAPE = "shape"  # no one name, one @ and one domain
    LINES = "lines"  # line breaks or control characters
    QUOTES = "quotes"  # a quoted name, or one with spaces and brackets
    LETTERS = "letters"  # letters before the @ that are not plain ones
    DOMAIN = "domain"  # no domain of the internet
    LENGTH = "length"


_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.")


def problem_of(address: str) -> AddressProblem | None:
    """What is wrong with an address whose domain is in IDNA form; None where mail can go there."""
    name, at, domain = address.rpartition("@")
    checks = (
        (any(not each.isprintable() for each in address), AddressProblem.LINES),
        (not (at and name and domain) or "@" in name, AddressProblem.SHAPE),
        (any(each in ' "(),:;<>[]\\' for each in name), AddressProblem.QUOTES),
        (not name.isascii(), AddressProblem.LETTERS),
        (not _PLAIN.issuperset(name) or name != name.strip(".") or ".." in name, AddressProblem.SHAPE),
        (not _is_domain(domain), AddressProblem.DOMAIN),
        (len(address) > LONGEST_ADDRESS or len(name) > _LONGEST_NAME, AddressProblem.LENGTH),
    )
    return next((problem for wrong, problem in checks if wrong), None)


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and not labels[-1].isdigit() and all(map(_is_label, labels))


def _is_label(label: str) -> bool:
    plain = label.isascii() and label.replace("-", "").isalnum()
    return plain and 0 < len(label) <= 63 and label == label.strip("-")
