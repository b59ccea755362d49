"""Names for things: 63-bit, time-ordered, with a random tail, so that they sort and cannot be guessed."""

import secrets
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
_TAIL_BITS = 22
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that is misread aloud


def new_id(now: datetime) -> int:
    """A fresh id: 41 bits of milliseconds since 2024, 22 bits of chance."""
    milliseconds = (now - _EPOCH) // timedelta(milliseconds=1)
    return (milliseconds << _TAIL_BITS | secrets.randbits(_TAIL_BITS)) & (1 << 63) - 1


def code_of(session_id: int) -> str:
    """The short name people type, such as `S-7F3K`; unique enough among one person's sessions."""
    digits = "".join(_ALPHABET[session_id >> shift & 31] for shift in (15, 10, 5, 0))
    return f"S-{digits}"
