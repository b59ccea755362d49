"""What a button can mean. An action becomes a token of at most 64 bytes and back; a token grants nothing."""

import types
import typing
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from urllib.parse import quote, unquote

from core.people import Plan, Role

VERSION = "1"
LIMIT = 64


class UnknownToken(ValueError):  # noqa: N818 (not an error of ours)
    """A token that is forged, or of a version that is no longer understood."""


# --- looking around


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """What the bot can do, or how one command is used."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class ShowProfile:
    """The person's own settings."""


@dataclass(frozen=True, slots=True)
class EditQuiet:
    """Say when to be left in peace (opens a form)."""


@dataclass(frozen=True, slots=True)
class AskZone:
    """Offer time zones, or ask for one."""


@dataclass(frozen=True, slots=True)
class SetZone:
    """Live in this IANA zone from now on."""

    zone: str


# --- booking


@dataclass(frozen=True, slots=True)
class BrowseMentors:
    """The list of mentors, by page (0 first), narrowed by a search text; `soonest` is who is free first."""

    page: int = 0
    search: str = ""
    soonest: bool = False


@dataclass(frozen=True, slots=True)
class FilterMentors:
    """Narrow the list by topic and rate (opens a form)."""

    search: str = ""
    soonest: bool = False


@dataclass(frozen=True, slots=True)
class WhoIsFree:
    """The mentors who can be booked at a time, by page, narrowed by a search text."""

    at: datetime
    search: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class SearchMentors:
    """Ask for a name or topic to search mentors by (opens a form)."""


@dataclass(frozen=True, slots=True)
class ShowWeek:
    """A mentor's free times in the week that begins at `first`; `day` is open. None: the first that has any."""

    mentor: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class TakeSlot:
    """Hold a time of a mentor."""

    mentor: int
    start: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Describe:
    """Say what the held session is about (opens a form)."""

    hold: int


@dataclass(frozen=True, slots=True)
class Review:
    """Look at what would be booked."""

    hold: int


@dataclass(frozen=True, slots=True)
class ConfirmBooking:
    """Book what is held."""

    hold: int


@dataclass(frozen=True, slots=True)
class LeaveBooking:
    """Let go of what is held."""

    hold: int


# --- sessions


@dataclass(frozen=True, slots=True)
class ShowSessions:
    """The person's sessions, upcoming or past, by page."""

    past: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowSession:
    """One session's card."""

    session: int


@dataclass(frozen=True, slots=True)
class CancelSession:
    """Cancel a session as it was at `revision` (opens a form that names the consequences)."""

    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class JoinSession:
    """Ask for the meeting link, and be recorded as having come."""

    session: int


# --- a mentor's availability


@dataclass(frozen=True, slots=True)
class ShowAvailability:
    """The mentor's own week and exceptions."""


@dataclass(frozen=True, slots=True)
class EditDay:
    """Change the hours of a weekday, Monday 0 (opens a form)."""

    weekday: int


@dataclass(frozen=True, slots=True)
class AddException:
    """Block or open dates (opens a form)."""


@dataclass(frozen=True, slots=True)
class RemoveException:
    """Take an exception back."""

    exception: int


@dataclass(frozen=True, slots=True)
class EditRules:
    """Change usual length, buffer, notice, horizon, weekly maximum, time zone and ways (opens a form)."""


@dataclass(frozen=True, slots=True)
class UseTemplate:
    """Replace the week by a ready-made one: weekdays, evenings or weekends."""

    template: str


@dataclass(frozen=True, slots=True)
class TypeHours:
    """Type hours and days off as text, the week as it is to begin with (opens a form)."""


@dataclass(frozen=True, slots=True)
class ShowOffered:
    """What mentees are offered of the mentor's own time in the week that begins at `first`; None: from now."""

    first: date | None = None


@dataclass(frozen=True, slots=True)
class PreviewAvailability:
    """What a change that is not saved yet would do; `change` is its draft."""

    change: int


@dataclass(frozen=True, slots=True)
class SaveAvailability:
    """Put a change in force that was previewed."""

    change: int


@dataclass(frozen=True, slots=True)
class DiscardAvailability:
    """Give a change up."""

    change: int


@dataclass(frozen=True, slots=True)
class ChangeAgain:
    """Go back to where a change came from, with what was filled in there."""

    change: int


@dataclass(frozen=True, slots=True)
class CancelOutside:
    """Cancel a session that a change would leave outside the hours (opens a form), then preview again."""

    change: int
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ShowCalendars:
    """The mentor's connected calendars."""


@dataclass(frozen=True, slots=True)
class ConnectCalendar:
    """Connect a calendar by its address (opens a form)."""


@dataclass(frozen=True, slots=True)
class RemoveCalendar:
    """Forget a calendar and its busy times."""

    calendar: int


@dataclass(frozen=True, slots=True)
class EditMentorProfile:
    """Change headline, bio and tags (opens a form)."""


@dataclass(frozen=True, slots=True)
class SetAccepting:
    """Accept new sessions, or pause."""

    accepting: bool


# --- running the programme


@dataclass(frozen=True, slots=True)
class ShowMembers:
    """All members, by page."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowMember:
    """One member's roles and plan."""

    person: int


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Give a member a role."""

    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class RevokeRole:
    """Take a role from a member."""

    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class SetPlan:
    """Put a member on a plan."""

    person: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class ShowFailed:
    """Messages that could not be delivered, by page."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class RetryNotice:
    """Send one of them again."""

    notice: int


@dataclass(frozen=True, slots=True)
class DismissNotice:
    """Put one of them aside."""

    notice: int


# --- forms


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Open a form afresh, with what was filled in before."""

    draft: int


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Choose an option (by its place) for a field (by its place) of a form asked question by question."""

    draft: int
    field: int
    option: int


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Leave a field as it is, or empty where it may be, and go on."""

    draft: int
    field: int


@dataclass(frozen=True, slots=True)
class KeepRest:
    """Leave all remaining fields as they are and send the form in."""

    draft: int


@dataclass(frozen=True, slots=True)
class PreviousQuestion:
    """Go back to the field before `field`."""

    draft: int
    field: int


@dataclass(frozen=True, slots=True)
class LeaveForm:
    """Give the form up."""

    draft: int


Action = (
    ShowHelp
    | ShowProfile
    | EditQuiet
    | AskZone
    | SetZone
    | BrowseMentors
    | SearchMentors
    | FilterMentors
    | WhoIsFree
    | ShowWeek
    | TakeSlot
    | Describe
    | Review
    | ConfirmBooking
    | LeaveBooking
    | ShowSessions
    | ShowSession
    | CancelSession
    | JoinSession
    | ShowAvailability
    | EditDay
    | AddException
    | RemoveException
    | EditRules
    | UseTemplate
    | TypeHours
    | ShowOffered
    | PreviewAvailability
    | SaveAvailability
    | DiscardAvailability
    | ChangeAgain
    | CancelOutside
    | ShowCalendars
    | ConnectCalendar
    | RemoveCalendar
    | EditMentorProfile
    | SetAccepting
    | ShowMembers
    | ShowMember
    | GrantRole
    | RevokeRole
    | SetPlan
    | ShowFailed
    | RetryNotice
    | DismissNotice
    | OpenForm
    | AnswerQuestion
    | KeepAnswer
    | KeepRest
    | PreviousQuestion
    | LeaveForm
)

CODES: dict[str, type[Action]] = {
    "h": ShowHelp,
    "p": ShowProfile,
    "pq": EditQuiet,
    "za": AskZone,
    "z": SetZone,
    "bm": BrowseMentors,
    "bf": SearchMentors,
    "bl": FilterMentors,
    "bn": WhoIsFree,
    "bw": ShowWeek,
    "bt": TakeSlot,
    "bd": Describe,
    "br": Review,
    "bc": ConfirmBooking,
    "bx": LeaveBooking,
    "sl": ShowSessions,
    "s": ShowSession,
    "sx": CancelSession,
    "sj": JoinSession,
    "a": ShowAvailability,
    "ad": EditDay,
    "ae": AddException,
    "ax": RemoveException,
    "ar": EditRules,
    "at": UseTemplate,
    "aw": TypeHours,
    "ao": ShowOffered,
    "av": PreviewAvailability,
    "avs": SaveAvailability,
    "avd": DiscardAvailability,
    "avc": ChangeAgain,
    "avx": CancelOutside,
    "ac": ShowCalendars,
    "acc": ConnectCalendar,
    "acx": RemoveCalendar,
    "ap": EditMentorProfile,
    "aa": SetAccepting,
    "ml": ShowMembers,
    "m": ShowMember,
    "mg": GrantRole,
    "mr": RevokeRole,
    "mp": SetPlan,
    "nf": ShowFailed,
    "nr": RetryNotice,
    "nx": DismissNotice,
    "fo": OpenForm,
    "fa": AnswerQuestion,
    "fk": KeepAnswer,
    "fr": KeepRest,
    "fp": PreviousQuestion,
    "fx": LeaveForm,
}
_CODE_OF = {action: code for code, action in CODES.items()}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST = {"weekday": 6, "page": 9_999, "field": 99, "option": 99, "minutes": 1_440}
"""The largest number of a field of this name; of any other it is the largest that its type takes."""
_MOST_OF: dict[type, int] = {bool: 1, datetime: 2**30, date: 2**20}
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a field of an action takes; numbers beyond `most` are forged."""

    type: type
    optional: bool
    most: int


def code_of(action: Action) -> str:
    """The stable code of an action's kind; Slack's `action_id` begins with it."""
    return _CODE_OF[type(action)]


def to_token(action: Action) -> str:
    """Write an action as `version:code:fields`; raises ValueError over 64 bytes, which is a programming error."""
    values = [_pack(getattr(action, field.name)) for field in fields(action)]
    token = ":".join([VERSION, code_of(action), *values])
    if len(token.encode()) > LIMIT:
        message = f"{type(action).__name__} needs {len(token)} bytes: {token}"
        raise ValueError(message)
    return token


def from_token(token: str) -> Action:
    """Read a token back; raises UnknownToken for anything that `to_token` would not have written."""
    version, _, rest = token.partition(":")
    code, *values = rest.split(":")
    kind = CODES.get(code)
    if version != VERSION or kind is None or len(token.encode()) > LIMIT:
        raise UnknownToken(token)
    shapes = _shapes(code)
    if len(values) != len(shapes):
        raise UnknownToken(token)
    try:
        make: Callable[..., Action] = kind
        action = make(*(_unpack(value, shape) for value, shape in zip(values, shapes, strict=True)))
    except (ValueError, OverflowError) as problem:
        raise UnknownToken(token) from problem
    if to_token(action) != token:
        raise UnknownToken(token)
    return action


@cache
def _shapes(code: str) -> tuple[_Shape, ...]:
    """What each field of an action takes."""
    kind = CODES[code]
    hints = typing.get_type_hints(kind)
    return tuple(_shape(field.name, hints[field.name]) for field in fields(kind))


def _shape(name: str, hint: typing.Any) -> _Shape:
    optional = isinstance(hint, types.UnionType)
    if optional:
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return _Shape(hint, optional, _MOST.get(name, _MOST_OF.get(hint, _LARGEST_ID)))


def _pack(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case int():
            return _base36(value)
        case StrEnum():
            return value.value
        case str():
            return "".join(letter if _stays(letter) else quote(letter) for letter in value)
        case datetime():
            return _base36((value - _EPOCH) // timedelta(minutes=1))
        case date():
            return _base36(value.toordinal())
    message = f"an action cannot carry {value!r}"
    raise TypeError(message)


def _stays(letter: str) -> bool:
    """Whether a letter of a text needs no escape; in most scripts an escape takes three times the room."""
    return letter in "/+-_# " or letter.isalnum() or (letter > "\x7f" and unicodedata.category(letter)[0] == "M")


def _unpack(text: str, shape: _Shape) -> object:
    if issubclass(shape.type, StrEnum):
        return shape.type(text)
    if shape.type is str:
        return unquote(text, errors="strict")
    if text == "" and shape.optional:
        return None
    number = int(text, 36)
    if not 0 <= number <= shape.most:
        raise ValueError(text)
    if shape.type is bool:
        return bool(number)
    if shape.type is datetime:
        return _EPOCH + timedelta(minutes=number)
    if shape.type is date:
        return date.fromordinal(number)
    return number


def _base36(number: int) -> str:
    if number < 0:
        message = f"an action carries no negative number: {number}"
        raise ValueError(message)
    text = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return _DIGITS[number] + text
