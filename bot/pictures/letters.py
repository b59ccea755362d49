"""Letters for pictures: Noto Sans; its Latin, Greek, Cyrillic and Devanagari come with us (OFL, see the licences)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import as_file, files
from unicodedata import category

from PIL import ImageDraw, ImageFont, features

_UNKNOWN = "\uffff"  # drawn as every letter that the font does not have
_REGULAR, _BOLD = 420, 640
_DEVANAGARI = re.compile(r"[\u0900-\u097f\u200c\u200d₹]+(?:\s+[\u0900-\u097f\u200c\u200d₹]+)*")
_VIRAMA = "\u094d"
"""What joins the consonant before it to the next one."""


@lru_cache(maxsize=32)
def font(size: int, *, bold: bool = False, devanagari: bool = False) -> ImageFont.FreeTypeFont:
    """The font at this size in pixels."""
    name = "NotoSansDevanagari.ttf" if devanagari else "NotoSans.ttf"
    with as_file(files("bot.pictures") / name) as path:
        made = ImageFont.truetype(path, size)
    made.set_variation_by_axes([_BOLD if bold else _REGULAR])
    return made


def shapes() -> bool:
    """Whether letters are put together as scripts such as Devanagari need it (by libraqm, with libfribidi)."""
    return bool(features.check("raqm"))


def width(text: str, size: int, *, bold: bool = False) -> float:
    """How wide the text is, in pixels."""
    return sum(each.getlength(piece) for piece, each in _pieces(text, size, bold=bold))


def write(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    colour: str,
    size: int,
    *,
    bold: bool = False,
    anchor: str = "la",
) -> None:
    """Draw the text, each script with its own font on one line; nothing of one with letters that are not there.

    `anchor` is as Pillow has it: l, m or r with a or m.
    """
    if not drawable(text):
        return
    x, y = at
    ascent, descent = font(size, bold=bold).getmetrics()
    baseline = y + (ascent if anchor[1] == "a" else (ascent - descent) / 2)
    x -= width(text, size, bold=bold) * {"l": 0, "m": 0.5, "r": 1}[anchor[0]]
    for piece, each in _pieces(text, size, bold=bold):
        draw.text((x, baseline), piece, colour, each, anchor="ls")
        x += each.getlength(piece)


def drawable(text: str) -> bool:
    """Whether the fonts have all letters of the text and put them together; other scripts would be boxes."""
    return all(map(_has, text)) and (shapes() or not _DEVANAGARI.search(text))


def fitting(text: str, size: int, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than `room` in bold."""
    if width(text, size, bold=True) <= room:
        return text
    kept = text
    while kept and width(f"{kept}…", size, bold=True) > room:
        kept = _shorter(kept).rstrip()
    return f"{kept}…" if kept else ""


def _shorter(text: str) -> str:
    """The text without its last letter, which goes with its marks and with what is joined to it."""
    cut = text[:-1]
    while cut and (category(text[len(cut)])[0] == "M" or cut[-1] == _VIRAMA):
        cut = cut[:-1]
    return cut


def _pieces(text: str, size: int, *, bold: bool) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    """The text in pieces of one script, each with its font."""
    end = 0
    for found in _DEVANAGARI.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], font(size, bold=bold)
        yield found[0], font(size, bold=bold, devanagari=True)
        end = found.end()
    if text[end:]:
        yield text[end:], font(size, bold=bold)


@lru_cache(maxsize=1024)
def _has(letter: str) -> bool:
    its = font(20, devanagari=bool(_DEVANAGARI.match(letter)))
    return letter.isspace() or bytes(its.getmask(letter)) != bytes(its.getmask(_UNKNOWN))
