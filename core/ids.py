"""Names for things: 63-bit, in order of time, and made once in a process."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count

from core.entropy import Entropy

_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
_TAIL_BITS = 22
CODE_BITS = 0xFFFFF
"""Those of an id that its short name shows."""
_WRITTEN = re.compile(r"(?<!\d)\d{15,19}(?!\d)")
"""An id in a text; shorter ones would be of 2024's first hours."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that is misread aloud
_MISREAD = str.maketrans("ILO", "110")
_DIGITS = 4
# Counted over all ids, whatever instant they are of: the same tail comes back after four million.
_tails = count(Entropy().below(1 << _TAIL_BITS))


def begin(entropy: Entropy) -> None:
    """Let the tails of this process begin where this chance says."""
    global _tails  # noqa: PLW0603 (one row of tails for all ids of a process is the point)
    _tails = count(entropy.below(1 << _TAIL_BITS))


def new_id(now: datetime) -> int:
    """A fresh id: 41 bits of milliseconds since 2024, and a tail of 22 that counts up from a random start.

    Ids that one process makes differ, also those of one instant, and they ascend as long as `now` does. Processes
    that share a database begin at different tails.
    """
    return first_id(now) + next(_tails) & (1 << 63) - 1


def is_id(text: str) -> bool:
    """Whether it reads like one, as digits."""
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) < 1 << 63


def ids_in(text: str) -> set[int]:
    """What may be ids in a text that a program wrote."""
    return {int(each) for each in _WRITTEN.findall(text)}


def with_ids(text: str, become: Mapping[int, int]) -> str:
    """The text with other ids in place of some."""
    return _WRITTEN.sub(lambda found: str(become.get(int(found[0]), found[0])), text)


def first_id(at: datetime) -> int:
    """No id that was made at this instant or later is smaller."""
    return (at - _EPOCH) // timedelta(milliseconds=1) << _TAIL_BITS


def code_of(number: int, letter: str = "S") -> str:
    """The short name people type, such as `S-7F3K`, of a council `C-7F3K`; unique enough among one person's."""
    digits = "".join(_ALPHABET[number >> shift & 31] for shift in (15, 10, 5, 0))
    return f"{letter}-{digits}"


def bits_of(code: str, letter: str = "S") -> int | None:
    """The bits that a short name shows, such as `S-7F3K` or `7f3k`; None for what is no short name.

    I and L are read as 1, O as 0: nobody uses them in one.
    """
    digits = code.strip().upper().removeprefix(f"{letter}-").translate(_MISREAD)
    if len(digits) != _DIGITS or not set(digits) <= set(_ALPHABET):
        return None
    bits = 0
    for digit in digits:
        bits = bits << 5 | _ALPHABET.index(digit)
    return bits
