"""Letters for pictures: Noto Sans, of which Latin, Greek and Cyrillic come with us (OFL, see its licence)."""

from functools import lru_cache
from importlib.resources import as_file, files

from PIL import ImageFont

_UNKNOWN = "\uffff"  # drawn as every letter that the font does not have
_REGULAR, _BOLD = 420, 640


@lru_cache(maxsize=16)
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The font at this size in pixels."""
    with as_file(files("bot.pictures") / "NotoSans.ttf") as path:
        made = ImageFont.truetype(path, size)
    made.set_variation_by_axes([_BOLD if bold else _REGULAR])
    return made


def drawable(text: str) -> bool:
    """Whether the font has all letters of the text; other scripts would be boxes."""
    return all(_has(letter) for letter in text)


def fitting(text: str, size: int, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than `room` in bold."""
    measure = font(size, bold=True).getlength
    if measure(text) <= room:
        return text
    kept = text
    while kept and measure(f"{kept}…") > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…" if kept else ""


@lru_cache(maxsize=1024)
def _has(letter: str) -> bool:
    return letter.isspace() or bytes(font(20).getmask(letter)) != bytes(font(20).getmask(_UNKNOWN))
