"""Pictures on Telegram: a photo with the card as its caption, or, for a long card, a photo before it."""

import asyncio
import logging
from dataclasses import dataclass

from bot.pictures.painter import painted
from bot.telegram.render import CAPTION_LIMIT, Rendered, render, shown_units
from bot.ui import Card, Picture
from core.faults import trace_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Photo:
    """A PNG and its file's name; `below` is the card as a caption with its keyboard, None where it is too long."""

    png: bytes
    file: str
    alt: str
    below: Rendered | None


async def photo_of(card: Card, *, strict: bool) -> Photo | None:
    """The card's picture; None where it has none or it cannot be drawn."""
    picture = next((part for part in card.parts if isinstance(part, Picture)), None)
    if picture is None:
        return None
    try:
        png = await asyncio.to_thread(painted, picture.drawing)
    except Exception as problem:  # noqa: BLE001 (a card without its picture says the same)
        _log.error("a picture was left out: %s", trace_of(problem))
        return None
    shown = render(card, strict=strict)
    below = shown if shown_units(shown) <= CAPTION_LIMIT else None
    return Photo(png, picture.drawing.file, picture.alt, below)
