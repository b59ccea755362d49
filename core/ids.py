"""Names for things: 63-bit, time-ordered, with a random tail, so that they sort and cannot be guessed."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
_TAIL_BITS = 22
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that is misread aloud


def new_id(now: datetime) -> int:
    """A fresh id: 41 bits of milliseconds since 2024, 22 bits of chance."""
    milliseconds = (now - _EPOCH) // timedelta(milliseconds=1)
    return (milliseconds << _TAIL_BITS | secrets.randbits(_TAIL_BITS)) & (1 << 63) - 1


def first_id(at: datetime) -> int:
    """No id that was made at this instant or later is smaller."""
    return (at - _EPOCH) // timedelta(milliseconds=1) << _TAIL_BITS


def new_ids(now: datetime) -> Iterator[int]:
    """Fresh ids for many things of one transaction, in order: each by itself, some would be the same."""
    return count(new_id(now))


def code_of(matter: int, letter: str = "S") -> str:
    """The short name people type, such as `S-7F3K`, of a council `C-7F3K`; unique enough among one person's."""
    digits = "".join(_ALPHABET[matter >> shift & 31] for shift in (15, 10, 5, 0))
    return f"{letter}-{digits}"
