"""Cards in Telegram's words: HTML and an inline keyboard that the service is certain to take.

What does not fit goes down a ladder: texts are shortened, then lines left out; buttons move on to a further
message, and a link that no button can carry stands in the text. No control is ever dropped.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never
from urllib.parse import urlsplit

from bot import formats
from bot.fitting import fitting
from bot.names import reading, to_type
from bot.tokens import to_token
from bot.twice import which
from bot.ui import (
    Bold,
    Button,
    Calendar,
    CalendarDay,
    Card,
    Choice,
    Code,
    Copyable,
    Facts,
    Hint,
    Label,
    Link,
    Listed,
    Money,
    Option,
    Paragraph,
    Picture,
    Row,
    Show,
    Span,
    Style,
    Table,
    Text,
    When,
    Who,
)

CAPTION_LIMIT = 1024  # of a photo, counted alike
TEXT_LIMIT = 4096  # UTF-16 units, without markup
MARKUP_LIMIT = 32_000  # bytes, with markup
BUTTON_LIMIT = 100
ROW_LIMIT = 8
COPY_LIMIT = 256  # characters that a button copies
LABEL_LIMIT = 64  # characters; phones show far fewer
SHORT_LABEL = 20  # characters of which two stand beside each other
SPAN_LIMITS = (TEXT_LIMIT, 1000, 300, 100, 30)  # characters of one span, one rung after the other
EMPTY = "…"
SLASH = "/"
NO_DAY = Label("·")

_FORMATS = {Show.FULL: "wDt", Show.SHORT: "wdt", Show.DATE: "wD", Show.TIME: "t"}
_STYLES: dict[Style, dict[str, str]] = {
    Style.PLAIN: {},
    Style.PRIMARY: {"style": "primary"},
    Style.DANGER: {"style": "danger"},
}
# Controls, half characters, and what turns the reading direction around for everything after it.
_UNWANTED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_TAG = re.compile(r"<[^>]*>")


class DoesNotFit(ValueError):  # noqa: N818 (it says what is the matter)
    """The card needs the ladder: the view that made it should page or shorten."""


Key = dict[str, str | dict[str, str]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message; the keyboard is as the service reads it, for objects of the library take long to make."""

    html: str
    keyboard: dict[str, list[list[Key]]] | None


def pages(card: Card, *, strict: bool = False) -> tuple[Card, ...]:
    """The card, and where it has more buttons or lines of tables than one message takes, further cards with the rest.

    Whoever types reads below what to type. With `strict`, more buttons than that raise `DoesNotFit`.
    """
    if reading().types:
        card = replace(card, parts=(*card.parts, Hint(to_type(card, SLASH))))
    return _pages(card, strict=strict)


def _pages(card: Card, *, strict: bool) -> tuple[Card, ...]:
    if (longer := _continued(card)) is not None:
        return (longer[0], *_pages(longer[1], strict=strict))
    here, rest = _cut(card.listed, BUTTON_LIMIT)
    if not rest:
        return (card,)
    if strict:
        message = f"more than {BUTTON_LIMIT} buttons under {card.title!r}"
        raise DoesNotFit(message)
    return Card(card.title, here), *_pages(Card(card.title, rest), strict=False)


def _continued(card: Card) -> tuple[Card, Card] | None:
    """A card whose table is too long for one message, in two: the controls stand under the last lines."""
    found = next(((n, part) for n, part in enumerate(card.listed) if isinstance(part, Table)), None)
    if found is None or _fits(_text(card, TEXT_LIMIT)):
        return None
    place, table = found
    fitting = 0
    for size in range(len(table.lines) - 1, 0, -1):
        first = Card(card.title, (*card.listed[:place], replace(table, lines=table.lines[:size])))
        if _fits(_text(first, TEXT_LIMIT)):
            fitting = size
            break
    if not fitting:
        return None
    rest = replace(table, lines=table.lines[fitting:])
    return first, Card(card.title, (rest, *card.listed[place + 1 :]))


def render(card: Card, *, strict: bool = False) -> Rendered:
    """One of `pages` as a message. With `strict`, a text that is too long raises `DoesNotFit`."""
    rows = [row for part in card.listed for row in _rows(fitting(part))]
    return Rendered(_fitted(card, strict=strict), {"inline_keyboard": rows} if rows else None)


def shown_units(rendered: Rendered) -> int:
    """The length of what is seen of a message, as Telegram counts it."""
    return units(visible(rendered.html))


def fallback(card: Card, *, buttons: bool) -> str:
    """The card without markup; with `buttons` also what can be typed in place of them."""
    typed = formats.plain(to_type(card, SLASH)) if buttons and not reading().types else ""
    controls = clipped(cleaned(typed), TEXT_LIMIT // 2)
    said = clipped(cleaned(formats.card_text(card)), TEXT_LIMIT - units(controls) - 2)
    return f"{said}\n\n{controls}".strip() or EMPTY


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str) -> str:
    """The text without invisible characters that the service refuses or that mislead readers."""
    if text.isprintable():  # nothing of the kind is, and most texts are
        return text
    return _UNWANTED.sub("", text.replace("\t", " "))


def clipped(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units of the text, with an ellipsis where something is missing."""
    if units(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * max(limit - 1, 0)].decode("utf-16-le", "ignore")
    return f"{kept.rstrip()}…"


# --- text


def _fitted(card: Card, *, strict: bool) -> str:
    text = ""
    for limit in SPAN_LIMITS:
        text = _text(card, limit)
        if _fits(text):
            return text
        if strict:
            message = f"{units(visible(text))} characters in {card.title!r}"
            raise DoesNotFit(message)
    lines = text.split("\n")  # no tag spans a line
    while not _fits("\n".join([*lines, EMPTY])):
        lines.pop()
    return "\n".join([*lines, EMPTY])


def _fits(text: str) -> bool:
    return units(visible(text)) <= TEXT_LIMIT and len(text.encode()) <= MARKUP_LIMIT


def visible(text: str) -> str:
    """What is left of HTML where its tags are taken out."""
    return html.unescape(_TAG.sub("", text))


def _text(card: Card, limit: int) -> str:
    title = _tagged("b", escaped(card.title.strip(), limit))
    blocks = [title, *(block(part, limit) for part in card.listed)]
    text = "\n\n".join(each for each in blocks if visible(each).strip())
    return text if any(c.isprintable() and not c.isspace() for c in visible(text)) else EMPTY


def block(part: Listed, limit: int) -> str:
    """A part as HTML; its spans have at most `limit` characters each."""
    match part:
        case Paragraph():
            return _spans(part.text, limit)
        case Copyable():
            return _span(Code(part.text), limit)
        case Hint():
            return "".join(
                _span(span, limit) if isinstance(span, Code) else _tagged("i", _span(span, limit))
                for span in part.text
            )
        case Facts():
            return "\n".join(
                f"{_tagged('b', escaped(f'{label}:', limit))} {_spans(text, limit)}"
                for label, text in part.rows
            )
        case Table():
            rows = [_spans(text, limit) for text in part.listed]
            return ("\n\n" if any("\n" in each for each in rows) else "\n").join(rows)
        case Row():
            stray = (link for link in part.buttons if isinstance(link, Link) and not _can_open(link.url))
            return "\n".join(f"{escaped(link.label, limit)}: {escaped(link.url, limit)}" for link in stray)
        case Choice():
            told = (
                option for option in part.options if option.detail or option.label != _label(option.label)
            )
            return "\n".join([escaped(part.prompt, limit), *(_listed(option, limit) for option in told)])
        case Calendar() | Picture():
            return ""
        case _:
            assert_never(part)


def _listed(option: Option, limit: int) -> str:
    detail = f" – {escaped(option.detail, limit)}" if option.detail else ""
    return f"• {_tagged('b', escaped(option.label, limit))}{detail}"


def _spans(text: Text, limit: int) -> str:
    return "".join(_span(span, limit) for span in text)


def _span(span: Span, limit: int) -> str:
    match span:
        case str():
            return escaped(span, limit)
        case When():
            return _moment(span)
        case Who():
            return _person(span, limit)
        case Bold():
            return _tagged("b", escaped(span.text, limit))
        case Code():
            return _tagged("code", escaped(span.text, limit))
        case Money():
            return escaped(formats.money_text(span), limit)
        case _:
            assert_never(span)


def _moment(when: When) -> str:
    said = escaped(formats.when_text(when), TEXT_LIMIT)
    unix = int(when.at.timestamp())
    if not 0 < unix < 2**31:
        return said
    mark = "" if when.show is Show.DATE else which(when.at, when.zone)
    return f'<tg-time unix="{unix}" format="{_FORMATS[when.show]}">{said}</tg-time>{f" {mark}" if mark else ""}'


def _person(who: Who, limit: int) -> str:
    name = " ".join(escaped(who.name, limit).split())
    ids = (a.user for a in who.addresses if a.platform == "telegram" and a.user.isdecimal())
    user = next(ids, None)
    return f'<a href="tg://user?id={user}">{name}</a>' if user and name else name


def escaped(text: str, limit: int) -> str:
    """At most `limit` characters of a text as HTML that shows them."""
    return html.escape(clipped(cleaned(text), limit), quote=False)


def _tagged(tag: str, escaped: str) -> str:
    """Each line in the tag for itself, so that a text can be cut between any two lines."""
    return "\n".join(f"<{tag}>{line}</{tag}>" if line.strip() else line for line in escaped.split("\n"))


# --- keyboard


def _rows(part: Listed) -> Iterator[list[Key]]:
    match part:
        case Row():
            keys = [_key(b) for b in part.buttons if isinstance(b, Button) or _can_open(b.url)]
            yield from _in_columns(keys, min(max(part.columns, 1), ROW_LIMIT))
        case Choice():
            short = all(len(option.label) <= SHORT_LABEL for option in part.options)
            keys = [_key(Button(option.label, option.action)) for option in part.options]
            yield from _in_columns(keys, 2 if short else 1)
        case Calendar():
            again = part.again
            yield [_key(Button(name, again)) for name in part.weekdays]
            for week in part.weeks:
                yield [_day(day) if day else _key(Button(NO_DAY, again)) for day in week]
        case Copyable(text, name):
            if units(text) <= COPY_LIMIT:
                yield [{"text": _label(name), "copy_text": {"text": text}}]
        case Paragraph() | Facts() | Hint() | Picture() | Table():
            return
        case _:
            assert_never(part)


def _day(day: CalendarDay) -> Key:
    return _key(Button(day.number if day.free else Label(f"({day.number})"), day.action))


def _in_columns(keys: Sequence[Key], columns: int) -> Iterator[list[Key]]:
    for begin in range(0, len(keys), columns):
        yield list(keys[begin : begin + columns])


def _key(control: Button | Link) -> Key:
    text = _label(control.label)
    match control:
        case Button():
            return {"text": text, "callback_data": to_token(control.action), **_STYLES[control.style]}
        case Link():
            return {"text": text, "url": control.url}
        case _:
            assert_never(control)


def _label(text: str) -> str:
    label = clipped(" ".join(cleaned(text).split()), LABEL_LIMIT)
    return label if any(c.isprintable() and not c.isspace() for c in label) else EMPTY


def _can_open(url: str) -> bool:
    """Whether the service takes the address for a button: it wants a host with a dot."""
    try:
        parts = urlsplit(url)
        labels = (parts.hostname or "").split(".")
        return parts.scheme in {"http", "https"} and len(labels) > 1 and all(labels) and url == cleaned(url)
    except ValueError:
        return False


def _cut(parts: Sequence[Listed], room: int) -> tuple[tuple[Listed, ...], tuple[Listed, ...]]:
    """The parts that fit where there is room for so many buttons, and the rest."""
    here: list[Listed] = []
    rest: list[Listed] = []
    for part in parts:
        match part:
            case Row():
                controls: tuple[object, ...] = part.buttons
                head: Listed = Row(part.buttons[:room], part.columns)
                tail: Listed = Row(part.buttons[room:], part.columns)
            case Choice():
                controls = part.options
                head, tail = (
                    Choice(part.prompt, part.options[:room]),
                    Choice(part.prompt, part.options[room:]),
                )
            case Calendar():  # of no use in pieces
                controls, head, tail = 7 * (part.weekdays, *part.weeks), part, part
                room *= len(controls) <= room
            case Copyable():
                controls, head, tail = (part,), part, part
            case Paragraph() | Facts() | Hint() | Picture() | Table():
                controls, head, tail = (), part, part
            case _:
                assert_never(part)
        if room or not controls:
            here.append(head)
        if len(controls) > room:
            rest.append(tail)
        room = max(room - len(controls), 0)
    return tuple(here), tuple(rest)
