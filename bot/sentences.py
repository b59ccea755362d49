"""Every sentence that people read, whole and translatable: the English sentence is its own key in the catalogues.

`{name}` in a sentence is a field. A sentence is never put together from parts of sentences, for other languages order
their words otherwise. `make messages` finds the sentences by the names of these functions, so the first argument
is always a literal; a sentence that is kept in a table is marked there by `msg`.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from string import Formatter
from typing import NewType

from bot.formats import plain, span_text
from bot.language import ENGLISH, reader_locale, reads_mail, translations
from bot.ui import Bold, Label, Span, Text, Who
from core.people import NAMELESS

Msg = NewType("Msg", str)
"""An English sentence in a table, to be said later."""

Field = Span | Text | int


def msg(sentence: str) -> Msg:
    """Mark a sentence of a table for the catalogues, without translating it yet."""
    return Msg(sentence)


def say(sentence: str, /, **fields: Field) -> Text:
    """A sentence in the reader's language. A field is a span, a text of several, or a number."""
    return _filled(translations().gettext(sentence), fields)


def say_many(one: str, many: str, count: int, /, *, none: Msg | None = None, **fields: Field) -> Text:
    """A sentence about a number of things; `{n}` in it is the number. `none` says that there are none of them."""
    if none is not None and not count:
        return say(none, **fields)
    return _filled(translations().ngettext(one, many, count), {"n": count, **fields})


def in_chat(text: Text, by_mail: Text = ()) -> Text:
    """What holds only where one can press and type; a mail says the other instead."""
    return by_mail if reads_mail() else text


def label(sentence: str, /, **fields: Field) -> Label:
    """The same as plain text, for buttons, titles and fields."""
    return Label(plain(say(sentence, **fields)))


def label_many(one: str, many: str, count: int, /, *, none: Msg | None = None, **fields: Field) -> Label:
    """The same about a number of things."""
    return Label(plain(say_many(one, many, count, none=none, **fields)))


def own(text: str) -> Label:
    """What is the same in every language where a label is wanted: somebody's own text, a command, a name."""
    return Label(text)


def number(count: float) -> Label:
    """A number as the reader writes it: `2`, `2.5`, `1,000`."""
    return _number_in(reader_locale(), count)


def decimal(value: float) -> Label:
    """A number with one place, such as a rating."""
    from babel.numbers import format_decimal

    return Label(format_decimal(value, "0.0", locale=reader_locale()))


def percent(value: float) -> Label:
    """`95 %` of 95."""
    from babel.numbers import format_percent

    locale = reader_locale()
    return Label(
        format_percent(value / 100, "#,##0 %" if locale.startswith(ENGLISH) else None, locale=locale)
    )


def all_of(items: Sequence[Span | Text]) -> Text:
    """`a, b and c`."""
    return _listed(items, "standard")


def one_of(items: Sequence[Span | Text]) -> Text:
    """`a, b or c`."""
    return _listed(items, "or")


def series(items: Sequence[Span | Text]) -> Text:
    """`a, b, c`, for what goes on or is not joined."""
    return _folded([_spans(item) for item in items], _patterns("standard")["start"])


def sentences(*texts: Text) -> Text:
    """Whole sentences one after the other; empty ones are left out."""
    return _joined(texts, " ")


def lines(*texts: Text) -> Text:
    """Each text on a line of its own; empty ones are left out."""
    return _joined(texts, "\n")


def dotted(*texts: Text) -> Text:
    """Facts beside each other, `a · b`; empty ones are left out."""
    return _joined(texts, " · ")


@lru_cache(maxsize=1024)
def _number_in(locale: str, count: float) -> Label:
    from babel.numbers import format_decimal

    return Label(format_decimal(count, locale=locale))


def _joined(texts: Sequence[Text], between: str) -> Text:
    spans: list[Span] = []
    for text in texts:
        if text:
            spans += [between, *text] if spans else text
    return tuple(spans)


def _filled(sentence: str, fields: dict[str, Field]) -> Text:
    spans: list[Span] = []
    for words, name in _pieces(sentence):
        if words := _with_one_stop(words, spans):
            spans.append(words)
        if name is not None:
            spans += _spans(fields[name])
    return tuple(spans)


def _with_one_stop(words: str, before: list[Span]) -> str:
    """Words that begin with a full stop, without it behind a date, an amount or anything that ends in one itself."""
    if words.startswith(".") and before and span_text(before[-1]).endswith("."):
        return words[1:]
    return words


def _spans(field: Field) -> Text:
    match field:
        case int():
            return (number(field),)
        case str() if field == NAMELESS:
            return (label("a former member"),)
        case Bold(text) | Who(text) if text == NAMELESS:
            return (Bold(label("a former member")),)
        case tuple():
            return field
        case _:
            return (field,)


@cache
def _pieces(sentence: str) -> tuple[tuple[str, str | None], ...]:
    """The words of a sentence, each with the field that follows."""
    return tuple((words, name) for words, name, _, _ in Formatter().parse(sentence))


def _listed(items: Sequence[Span | Text], style: str) -> Text:
    texts = [_spans(item) for item in items]
    patterns = _patterns(style)
    if len(texts) == 2:
        return _pair(patterns["2"], *texts)
    if len(texts) > 2:
        texts[-2:] = [_pair(patterns["end"], *texts[-2:])]
    return _folded(texts, patterns["middle"])


def _patterns(style: str) -> Mapping[str, str]:
    """The reader's list patterns (CLDR); Britain's for plain English, without a comma before the last."""
    from babel import Locale

    locale = reader_locale()
    patterns: Mapping[str, str] = Locale.parse("en_GB" if locale == "en" else locale).list_patterns[style]
    return patterns


def _folded(texts: Sequence[Text], pattern: str) -> Text:
    listed: Text = ()
    for text in reversed(texts):
        listed = _pair(pattern, text, listed) if listed else text
    return listed


def _pair(pattern: str, first: Text, second: Text) -> Text:
    return _filled(pattern, {"0": first, "1": second})
