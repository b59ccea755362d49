"""Blocks of hours in typed text: "9-12", "9am-5pm", "22:00-02:00", "9-17 break 12-13"."""

import re

from bot.typed.clocks import DAY, NOON
from bot.typed.edits import Block, HoursTrouble, Pause
from core.availability import BlockKind

_LATE = 18 * 60
"""From this hour on, an end before the start is meant for the next day."""

_NEXT_DAY = r"(\s?\(\+1\)|\s?\+1(?!\s?[\d:.h-]))?"
_CLOCK = (
    r"(?:(\d{1,2})(?:[:.h]?(\d{2}))?\s?(am|pm|a|p)?(?:\s?(?:uhr|hrs|hours|h))?|(noon|midnight))" + _NEXT_DAY
)
_BLOCK = re.compile(rf"(?:from )?{_CLOCK}\s?(?:-|~|to|till|until|bis)\s?{_CLOCK}(?![\w:])")
_JOINT = re.compile(r"\s*(?:,|&|\+|/|and|und|then|\s)\s*")
_EXCEPT = re.compile(r"\s*,?\s*(?:except|without|but not|minus|ohne)(?: from)?\s+")
PAUSE = re.compile(
    r"(?<!\w)(?:with |and |plus |a )*"
    r"(breaks?|lunch(?: break)?|pausen?|buffers?|blocked|block|busy)(?:\s?:| from| at)?(?!\w)\s*"
)
"""The word before a pause."""
NO_PAUSE = re.compile(r"(?:no|without|ohne) (?:any )?(?:breaks?|pausen?|buffers?|blocks)")


def read(text: str) -> tuple[Block, ...] | HoursTrouble:
    """The blocks that the whole of lower-case `text` lists, in order, breaks taken out of them."""
    kept, *breaks = _EXCEPT.split(text)
    blocks = _listed(kept)
    for each in breaks:
        pauses = _listed(each)
        if isinstance(blocks, HoursTrouble) or isinstance(pauses, HoursTrouble):
            return pauses if isinstance(pauses, HoursTrouble) else blocks
        blocks = tuple(piece for block in blocks for piece in _without(block, pauses))
    return blocks


def read_day(text: str) -> tuple[tuple[Block, ...], tuple[Pause, ...]] | HoursTrouble:
    """The blocks and the pauses that the whole of lower-case `text` lists; either may be missing."""
    kept, *said = PAUSE.split(text)
    kept = kept.rstrip(" ,&+")
    blocks = read(kept) if kept else ()
    if isinstance(blocks, HoursTrouble):
        return blocks
    pauses: list[Pause] = []
    for word, hours in zip(said[::2], said[1::2], strict=True):
        found = _listed(hours.rstrip(" ,&+"))
        if isinstance(found, HoursTrouble):
            return found
        pauses += [Pause(start, end, pause_kind(word)) for start, end in found]
    return blocks, tuple(pauses)


def pause_kind(word: str) -> BlockKind:
    """The kind that `PAUSE` found."""
    if word.startswith("b") and not word.startswith("break"):
        return BlockKind.BUFFER if word.startswith("buffer") else BlockKind.BLOCKED
    return BlockKind.BREAK


def read_first(text: str) -> tuple[tuple[Block, ...] | HoursTrouble, str]:
    """The blocks at the start of lower-case `text` (none if it has none there), and the rest."""
    end = 0
    while found := _BLOCK.match(text, end):
        joint = _JOINT.match(text, found.end())
        following = joint.end() if joint else found.end()
        end = following if _BLOCK.match(text, following) else found.end()
        if end == found.end():
            break
    return (_listed(text[:end]) if end else ()), text[end:]


def _listed(text: str) -> tuple[Block, ...] | HoursTrouble:
    blocks: list[Block] = []
    text = text.strip()
    while text:
        found = _BLOCK.match(text)
        if not found:
            return HoursTrouble.UNCLEAR
        block = _block(found)
        if isinstance(block, HoursTrouble):
            return block
        blocks.append(block)
        text = text[found.end() :]
        if text and not (joint := _JOINT.match(text)):
            return HoursTrouble.UNCLEAR
        text = text[joint.end() :] if text and joint else ""
    return tuple(sorted(blocks)) or HoursTrouble.UNCLEAR


def _block(found: re.Match[str]) -> Block | HoursTrouble:
    start_half, end_half = found[3], found[8]
    end = _minutes(found[6], found[7], end_half, found[9], is_end=True)
    start = _minutes(found[1], found[2], start_half, found[4])
    if start is None or end is None:
        return HoursTrouble.BAD_TIME
    if end_half and not start_half and found[1] and int(found[1]) <= 12:
        same = _minutes(found[1], found[2], end_half, None)  # "1-5pm", but "9-5pm" begins in the morning
        start = same if same is not None and same < end else start
    if found[10]:  # "22:00-02:00 (+1)"
        return start + DAY * bool(found[5]), end + DAY
    if (
        (start_half or found[4] == "noon")
        and not end_half
        and found[6]
        and end <= start
        and int(found[6]) < 12
    ):
        end += NOON if end + NOON > start else DAY  # "9am-5"
    if end == 0:
        end = DAY
    if end < start and start >= _LATE:
        end += DAY
    return (start, end) if start < end else HoursTrouble.REVERSED


def _minutes(
    hour: str | None, minute: str | None, half: str | None, word: str | None, *, is_end: bool = False
) -> int | None:
    if word or not hour:
        return NOON if word == "noon" else DAY * is_end
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            return hours * 60 + minutes if half[0] == "p" and 12 < hours < 24 and minutes < 60 else None
        hours = hours % 12 + (12 if half[0] == "p" else 0)
    time = hours * 60 + minutes
    return time if minutes < 60 and time <= DAY else None


def _without(block: Block, pauses: tuple[Block, ...]) -> list[Block]:
    pieces, start = [], block[0]
    for begin, end in pauses:
        pieces.append((start, min(begin, block[1])))
        start = max(start, end)
    pieces.append((start, block[1]))
    return [piece for piece in pieces if piece[0] < piece[1]]
