"""Cards as mail: subject, plain text and HTML, in the language that is being read."""

from dataclasses import dataclass
from html import escape

from bot.formats import card_text, clean
from bot.notices.drawing import Drawing
from bot.ui import Card


@dataclass(frozen=True, slots=True)
class Brand:
    """Who writes: the programme's name, and whom its members ask for help (empty: nobody is named)."""

    name: str
    support: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it reads; `html` is the same with markup."""

    subject: str
    text: str
    html: str


def letter(drawing: Drawing, brand: Brand, unsubscribe: str | None = None) -> Letter:
    """A notice as mail; `unsubscribe` is the page that switches its group off."""
    return letter_of(drawing.card, brand, unsubscribe)


def letter_of(card: Card, brand: Brand, unsubscribe: str | None = None) -> Letter:
    """A card as mail, for what is no notice: a code, a mail to try the way."""
    said = [clean(card_text(card)), "-- ", brand.name, brand.support, unsubscribe or ""]
    text = "\n".join(line for line in said if line)
    html = f"<p>{escape(text)}</p>".replace("\n", "<br>\n")
    return Letter(clean(card.title), f"{text}\n", html)
