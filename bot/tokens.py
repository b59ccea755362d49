"""Actions as tokens of at most 64 bytes, `version:code:fields`, and back. A token grants nothing."""

import types
import typing
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from urllib.parse import quote, unquote

from bot.actions import CODES, Action

VERSION = "1"
LIMIT = 64


class TokenTooLong(ValueError):  # noqa: N818 (it names the fault)
    """An action that carries more than a token takes."""


class UnknownToken(ValueError):  # noqa: N818 (not an error of ours)
    """A token that is forged, or of a version that is no longer understood."""


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST = {"weekday": 6, "page": 9_999, "field": 99, "option": 99, "minutes": 1_440, "hours": 720}
"""The largest number of a field of this name; of any other it is the largest that its type takes."""
_MOST_OF: dict[type, int] = {bool: 1, datetime: 2**30, date: 2**20}
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a field of an action takes; numbers beyond `most` are forged."""

    type: type
    optional: bool
    most: int


@lru_cache(maxsize=1024)
def to_token(action: Action) -> str:
    """Write an action as `version:code:fields`; raises TokenTooLong over 64 bytes.

    A card of a week has fifty buttons, and each is asked twice: whether it fits, and what it is.
    """
    values = [_pack(getattr(action, name)) for name in _names(type(action))]
    token = ":".join([VERSION, action.spec.code, *values])
    if len(token.encode()) > LIMIT:
        message = f"{type(action).__name__} needs {len(token.encode())} bytes"
        raise TokenTooLong(message)
    return token


def fits(action: Action) -> bool:
    """Whether a button can carry the action, with the text that is in it."""
    try:
        to_token(action)
    except TokenTooLong:
        return False
    return True


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
def _names(kind: type[Action]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


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
    message = f"an action cannot carry a {type(value).__name__}"
    raise TypeError(message)


def _stays(letter: str) -> bool:
    """Whether a letter of a text needs no escape; in most scripts an escape takes three times the room."""
    return (
        letter in "/+-_# "
        or letter.isalnum()
        or (letter > "\x7f" and unicodedata.category(letter)[0] == "M")
    )


def _unpack(text: str, shape: _Shape) -> object:
    if shape.type is str:
        return unquote(text, errors="strict")
    if text == "" and shape.optional:
        return None
    if issubclass(shape.type, StrEnum):
        return shape.type(text)
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


@lru_cache(maxsize=1024)
def _base36(number: int) -> str:
    if number < 0:
        raise ValueError("an action carries no negative number")
    text = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return _DIGITS[number] + text
