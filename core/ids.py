"""Names for things: 63-bit, in order of time, and made once in a process."""

import secrets
from datetime import UTC, datetime, timedelta
from itertools import count

_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
_TAIL_BITS = 22
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that is misread aloud
# Counted over all ids, whatever instant they are of: the same tail comes back after four million.
_tails = count(secrets.randbits(_TAIL_BITS))


def new_id(now: datetime) -> int:
    """A fresh id: 41 bits of milliseconds since 2024, and a tail of 22 that counts up from a random start.

    Ids that one process makes differ, also those of one instant, and they ascend as long as `now` does. Processes
    that share a database begin at different tails.
    """
    return first_id(now) + next(_tails) & (1 << 63) - 1


def first_id(at: datetime) -> int:
    """No id that was made at this instant or later is smaller."""
    return (at - _EPOCH) // timedelta(milliseconds=1) << _TAIL_BITS


def code_of(number: int, letter: str = "S") -> str:
    """The short name people type, such as `S-7F3K`, of a council `C-7F3K`; unique enough among one person's."""
    digits = "".join(_ALPHABET[number >> shift & 31] for shift in (15, 10, 5, 0))
    return f"{letter}-{digits}"
