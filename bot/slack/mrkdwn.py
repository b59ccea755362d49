"""Texts in Slack's two tongues: rich_text elements, where nothing typed can become markup, and mrkdwn."""

import re
from collections.abc import Sequence
from typing import Any, assert_never

from bot.formats import clean, money_text, plain, shorten, when_text
from bot.twice import which
from bot.ui import Bold, Code, Money, Show, Span, Text, When, Who
from core.people import Address

Json = dict[str, Any]

_FORMATS = {
    Show.FULL: "{date_long}, {time}",
    Show.SHORT: "{date_short}, {time}",
    Show.DATE: "{date_long}",
    Show.TIME: "{time}",
}
_USER_ID = re.compile(r"[UW][A-Z0-9]+")
# Slack has no escape for its formatting marks: in typed text they give way to characters that look alike.
_LITERALLY = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "*": "∗", "~": "∼", "`": "ˋ"}
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")


def rich(text: Text, team: str) -> list[Json]:
    """The text as elements of a rich_text section; blanks go with a neighbouring text, for Slack takes none alone."""
    elements: list[Json] = []
    for element in (element for span in text for element in _element(span, team)):
        before = elements[-1] if elements and elements[-1]["type"] == element["type"] == "text" else None
        if before and not element["text"].strip():
            before["text"] += element["text"]
        elif before and not before["text"].strip():
            elements[-1] = {**element, "text": before["text"] + element["text"]}
        else:
            elements.append(element)
    return elements


def mrkdwn(text: Text, team: str) -> str:
    """The text as mrkdwn, for the places that take no rich_text: small print and fallbacks."""
    return "".join(_said(span, team) for span in text)


def within(limit: int, lines: Sequence[Text], team: str) -> str:
    """The lines as mrkdwn of at most `limit` characters; the first that is too long ends the text, shortened."""
    kept = ""
    for line in filter(None, lines):
        begun = f"{kept}\n" if kept else ""
        said = mrkdwn(line, team)
        room = limit - len(begun)
        if len(said) > room:
            return begun + _shortened(plain(line), room) if room > 1 else kept
        kept = begun + said
    return kept


def _shortened(text: str, limit: int) -> str:
    size = limit
    while len(said := literal(shorten(text, size))) > limit:
        size = max(1, size - (len(said) - limit))
    return said


def literal(text: str) -> str:
    """Typed text in mrkdwn: nothing in it formats, mentions, links or becomes a date."""
    text = clean(text)
    for mark, instead in _LITERALLY.items():
        text = text.replace(mark, instead)
    return _EDGE_UNDERSCORE.sub("ˍ", text) if "_" in text else text


def _element(span: Span, team: str) -> list[Json]:
    match span:
        case str():
            return _leaf(span)
        case When():
            return [
                {
                    "type": "date",
                    "timestamp": int(span.at.timestamp()),
                    "format": _FORMATS[span.show],
                    "fallback": when_text(span),
                },
                *_leaf(_which(span)),
            ]
        case Who():
            user = _mentioned(span, team)
            return [{"type": "user", "user_id": user}] if user else _leaf(span.name)
        case Bold():
            return _leaf(span.text, "bold")
        case Code():
            return _leaf(span.text, "code")
        case Money():
            return _leaf(money_text(span))
        case _:
            assert_never(span)


def _which(when: When) -> str:
    """Which of two equal times it is, for Slack's own dates cannot tell."""
    mark = "" if when.show is Show.DATE else which(when.at, when.zone)
    return f" {mark}" if mark else ""


def _leaf(text: str, style: str = "") -> list[Json]:
    text = clean(text)
    if not text:
        return []
    leaf: Json = {"type": "text", "text": text}
    return [{**leaf, "style": {style: True}} if style else leaf]


def _said(span: Span, team: str) -> str:
    match span:
        case str():
            return literal(span)
        case When():
            unix, form = int(span.at.timestamp()), _FORMATS[span.show]
            return f"<!date^{unix}^{form}|{literal(when_text(span)).replace('|', '¦')}>{_which(span)}"
        case Who():
            user = _mentioned(span, team)
            return f"<@{user}>" if user else literal(span.name)
        case Bold():
            return _marked("*", span.text)
        case Code():
            return _marked("`", span.text)
        case Money():
            return literal(money_text(span))
        case _:
            assert_never(span)


def _marked(mark: str, text: str) -> str:
    """The text between marks, line breaks taken out: a mark reaches no further than its line."""
    inner = " ".join(literal(text).split())
    return f"{mark}{inner}{mark}" if inner else ""


def _mentioned(who: Who, team: str) -> str | None:
    """The user id under which this workspace knows the person."""
    for address in who.addresses:
        match address:
            case Address(platform="slack", workspace=workspace, user=user) if workspace == team:
                if _USER_ID.fullmatch(user):
                    return user
    return None
