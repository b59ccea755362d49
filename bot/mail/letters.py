"""Cards as mail: subject, plain text and HTML, in the language that is being read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from bot.formats import clean, plain, shorten, span_text
from bot.language import reader_locale
from bot.mail.subjects import subject_of
from bot.notices.drawing import Drawing
from bot.sentences import dotted, label, lines, say
from bot.ui import (
    NO_LABEL,
    Bold,
    Button,
    Calendar,
    Card,
    Choice,
    Code,
    Copyable,
    Facts,
    Hint,
    Label,
    Link,
    Paragraph,
    Picture,
    Row,
    Style,
    Table,
    Text,
)
from core.notices import TOLD, Asks, Kind, kinds_that
from core.people import Person

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES = Path(__file__).parent / "templates"
SUBJECT_LIMIT = 150
PREVIEW_LIMIT = 120
_ASKING = kinds_that(lambda told: told.asks) | {Kind.REASSIGNED, Kind.REASSIGNMENT_PROMPT}
_Words = Callable[[Text], str]


@dataclass(frozen=True, slots=True)
class Brand:
    """Who writes: the programme's name, and whom its members ask for help (empty: nobody is named).

    `subjects` are those that an operator has chosen, as `bot.mail.subjects` has them.
    """

    name: str
    support: str = ""
    subjects: Mapping[Kind, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it reads; `html` is the same with markup."""

    subject: str
    text: str
    html: str


def letter(
    drawing: Drawing, brand: Brand, unsubscribe: str | None = None, chat: str | None = None
) -> Letter:
    """A notice as mail.

    `unsubscribe` is the page that switches its group off, `chat` what opens the reader's chat with us, both https.
    """
    kind = drawing.notice.kind
    name = label("Answer in the chat") if _asks(drawing) else label("Open the chat")
    greeting = label("Hello {name},", name=drawing.person.name)
    subject = subject_of(kind, drawing.card.title, brand.subjects)
    return _letter(drawing.card, brand, unsubscribe, Link(name, chat) if chat else None, greeting, subject)


def letter_to(person: Person, card: Card, brand: Brand, chat: str | None, kind: str) -> Letter:
    """A card as mail to somebody by name, for what is no notice; `chat` opens their chat with us."""
    door = Link(label("Open the chat"), chat) if chat else None
    greeting = label("Hello {name},", name=person.name)
    return _letter(card, brand, None, door, greeting, subject_of(kind, card.title, brand.subjects))


def letter_of(card: Card, brand: Brand, unsubscribe: str | None = None) -> Letter:
    """A card as mail, for what is no notice: a code, a mail to try the way."""
    return _letter(card, brand, unsubscribe)


def _letter(
    card: Card,
    brand: Brand,
    unsubscribe: str | None,
    door: Link | None = None,
    greeting: Label = NO_LABEL,
    subject: str = "",
) -> Letter:
    from babel import Locale

    subject = shorten(_one_line(subject or card.title), SUBJECT_LIMIT)
    known = {
        "subject": subject,
        "title": clean(card.title),
        "greeting": clean(greeting),
        "language": reader_locale().replace("_", "-"),
        "direction": Locale.parse(reader_locale()).text_direction,
        "preview": shorten(_one_line(plain(_first_words(card))), PREVIEW_LIMIT),
        "brand": brand,
        "door": door,
        "unsubscribe": Link(label("No more mails like this"), unsubscribe) if unsubscribe else None,
    }
    text, html = (
        template.render(known, parts=list(_parts(card, words)), foot=list(_foot(brand, words)))
        for template, words in zip(_templates(), (_plain, _marked_up), strict=True)
    )
    return Letter(subject, text, html)


def _asks(drawing: Drawing) -> bool:
    """Whether the reader is to answer something: one answer stands out, or in a poll none does."""
    kind = drawing.notice.kind
    if TOLD[kind].asks is Asks.POLL:
        return True
    buttons = [each for part in drawing.card.listed if isinstance(part, Row) for each in part.buttons]
    return kind in _ASKING and any(isinstance(b, Button) and b.style is Style.PRIMARY for b in buttons)


def _first_words(card: Card) -> Text:
    """What lists of mails show behind the subject."""
    for part in card.listed:
        match part:
            case Paragraph(text) if text:
                return text
            case Facts(rows):
                return dotted(*(text for _, text in rows))
    return ()


def _parts(card: Card, words: _Words) -> Iterator[tuple[str, object]]:
    """What the templates show: name and content. Buttons are pressed in the chat, which a button of its own opens."""
    for part in card.listed:
        match part:
            case Paragraph(()) | Hint(()):
                pass  # it holds in the chat alone
            case Paragraph():
                yield "paragraph", words(part.text)
            case Hint():
                yield "hint", words(part.text)
            case Copyable():
                yield "paragraph", words((Code(part.text),))
            case Facts():
                yield "facts", [(clean(name), words(text)) for name, text in part.rows if text]
            case Table():
                yield "paragraph", words(lines(*part.listed))
            case Row():
                if links := [each for each in part.buttons if isinstance(each, Link) and _is_safe(each)]:
                    yield "links", links
            case Choice() | Calendar() | Picture():
                pass
            case _:
                assert_never(part)


def _foot(brand: Brand, words: _Words) -> Iterator[str]:
    yield words(say("This mail is from {brand}.", brand=brand.name))
    if brand.support:
        yield words(say("Questions? Write to {support}.", support=brand.support))


def _is_safe(link: Link) -> bool:
    """Whether it is encrypted, or stays on this machine."""
    return link.url.startswith(("https://", "http://127.0.0.1:"))


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _plain(text: Text) -> str:
    return clean(plain(text))


def _marked_up(text: Text) -> str:
    from markupsafe import Markup, escape

    made = Markup("")
    for span in text:
        said = escape(clean(span_text(span))).replace("\n", Markup("<br>"))
        match span:
            case Bold():
                made += Markup("<strong>{}</strong>").format(said)
            case Code():
                made += Markup("<code>{}</code>").format(said)
            case _:
                made += said
    return made


@cache
def _templates() -> "tuple[Template, Template]":
    """Of plain text, and of HTML, where all that is no markup of ours is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(TEMPLATES)
    plain_text = Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701
    html = Environment(loader=loader, undefined=StrictUndefined, autoescape=True)
    return plain_text.get_template("letter.txt"), html.get_template("letter.html")
