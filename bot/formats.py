"""Texts and cards without any markup: fallbacks, notifications, labels and logs of every platform."""

import re
from decimal import Decimal
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.dates import clock_text, dated_day, day_label, long_day
from bot.language import reader_locale
from bot.ui import (
    Bold,
    Calendar,
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
    Paragraph,
    Picture,
    Row,
    Show,
    Span,
    Table,
    Text,
    When,
    Who,
)

# Control characters, and those that turn the direction of whatever text follows.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without control characters (line breaks and tabs stay) and without changes of direction."""
    if text.isprintable():  # nothing of the kind is, and most texts are
        return text
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def shorten(text: str, limit: int) -> Label:
    """At most `limit` characters, the last an ellipsis where something is missing."""
    return Label(text if len(text) <= limit else text[: limit - 1].rstrip() + "…")


def when_text(when: When) -> str:
    """The instant in the reader's zone, with the zone's name where a time of day is said."""
    day = when.at.astimezone(ZoneInfo(when.zone)).date()
    clock = f"{clock_text(when.at, when.zone)} ({when.zone})"
    match when.show:
        case Show.FULL:
            return f"{dated_day(day)}, {clock}"
        case Show.SHORT:
            return f"{day_label(day)}, {clock}"
        case Show.DATE:
            return long_day(day)
        case Show.TIME:
            return clock
    assert_never(when.show)


def money_text(money: Money) -> str:
    """The amount with its currency, such as ₹1,999.00."""
    from babel.numbers import format_currency, get_currency_precision

    amount = Decimal(money.minor).scaleb(-get_currency_precision(money.currency))
    return str(format_currency(amount, money.currency, locale=reader_locale()))


def span_text(span: Span) -> str:
    """One span."""
    match span:
        case str():
            return span
        case When():
            return when_text(span)
        case Who():
            return span.name
        case Bold() | Code():
            return span.text
        case Money():
            return money_text(span)
        case _:
            assert_never(span)


def plain(text: Text) -> Label:
    """A text as one string."""
    return Label("".join(span_text(span) for span in text))


def card_text(card: Card) -> str:
    """What a card says, without its buttons and options; links stay."""
    return "\n".join(line for line in (card.title, *(_said(part) for part in card.listed)) if line)


def _said(part: Listed) -> str:
    match part:
        case Paragraph() | Hint():
            return plain(part.text)
        case Copyable():
            return part.text
        case Facts():
            return "\n".join(f"{label}: {plain(text)}" for label, text in part.rows)
        case Table():
            return "\n".join(map(plain, part.listed))
        case Row():
            return "\n".join(f"{link.label}: {link.url}" for link in part.buttons if isinstance(link, Link))
        case (
            Choice(prompt=prompt, options=options) | Calendar(choice=Choice(prompt=prompt, options=options))
        ):
            return prompt if options else ""
        case Picture():
            return ""
        case _:
            assert_never(part)
