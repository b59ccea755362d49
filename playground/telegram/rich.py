"""Rich messages: the HTML of `InputRichMessage`, read into blocks, and what those say as one text.

Of what the Bot API documents there are headings, paragraphs, footers and tables without spans here; what else there is
is refused.
"""

import re
from collections.abc import Iterator
from typing import Any

from playground.telegram.errors import refuse
from playground.telegram.html import parse_html
from playground.telegram.model import Json
from playground.telegram.text import TextRun, runs, utf16

MAX_CHARACTERS = 32_768
MAX_BLOCKS = 500
MAX_COLUMNS = 20
FIELDS = {"html", "markdown", "blocks", "media", "is_rtl", "skip_entity_detection"}
BLOCK = re.compile(r"\s*<(h[1-6]|p|footer|table)((?:\s[^<>]*)?)>(.*?)</\1>\s*", re.DOTALL)
CAPTION = re.compile(r"\s*<caption>(.*?)</caption>", re.DOTALL)
ROW = re.compile(r"\s*<tr>(.*?)</tr>\s*", re.DOTALL)
CELL = re.compile(r'\s*<(t[hd])(?:\s+align="(left|center|right)")?>(.*?)</\1>\s*', re.DOTALL)
TAG = re.compile(r"</?([a-z0-9-]*)")
INLINE = {
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "tg-spoiler", "a", "tg-time", "br",
}  # fmt: skip
KINDS = {"p": "paragraph", "footer": "footer"}

Styled = tuple[str, list[Json]]


def parse_rich(asked: Json) -> tuple[list[Json], str, list[Json]]:
    """The blocks of an `InputRichMessage`, the text that they are in one piece, and its entities."""
    if set(asked) - FIELDS:
        refuse(f"can't parse InputRichMessage: unknown {sorted(set(asked) - FIELDS)}")
    if len({"html", "markdown", "blocks"} & set(asked)) != 1:
        refuse("exactly one of the fields html, markdown and blocks must be used")
    source = asked.get("html")
    if not isinstance(source, str):
        refuse("rich messages are simulated in HTML only")
    blocks: list[Json] = []
    pieces: list[list[list[Styled]]] = []
    for tag, attributes, inner in _each(BLOCK, source):
        block, rows = _table(attributes, inner) if tag == "table" else _line(tag, attributes, inner)
        blocks.append(block)
        pieces.append(rows)
    text, entities = _as_text(pieces)
    if not text.strip():
        refuse("RICH_MESSAGE_CONTENT_REQUIRED")
    if len(text) > MAX_CHARACTERS:
        refuse("rich message is too long")
    if sum(1 + len(block.get("cells", ())) for block in blocks) > MAX_BLOCKS:
        refuse("rich message has too many blocks")
    return blocks, text, entities


def spans(rich: Any, over: tuple[Json, ...] = ()) -> Iterator[TextRun]:
    """The runs of a `RichText`."""
    match rich:
        case str():
            yield TextRun(rich, over)
        case list():
            for part in rich:
                yield from spans(part, over)
        case dict():
            kind = "text_link" if rich["type"] == "url" else rich["type"]
            yield from spans(rich["text"], (*over, {**rich, "type": kind}))


def _each(pattern: re.Pattern[str], source: str) -> Iterator[tuple[str, ...]]:
    """What is one after the other in the source, where there is nothing else."""
    at = 0
    while at < len(source):
        found = pattern.match(source, at)
        if found is None:
            refuse(f"can't parse entities: unexpected {source[at : at + 30]!r} in a rich message")
        yield found.groups(default="")
        at = found.end()


def _line(tag: str, attributes: str, inner: str) -> tuple[Json, list[list[Styled]]]:
    if attributes.strip():
        refuse(f'can\'t parse entities: unexpected attribute in the tag "{tag}"')
    words = _inline(inner)
    kind = {"type": KINDS[tag]} if tag in KINDS else {"type": "heading", "size": int(tag[1])}
    return {**kind, "text": _rich_text(words)}, [[words]]


def _table(attributes: str, inner: str) -> tuple[Json, list[list[Styled]]]:
    flags = attributes.split()
    if set(flags) - {"bordered", "striped", "compact"}:
        refuse('can\'t parse entities: unexpected attribute in the tag "table"')
    table: Json = {"type": "table", **{f"is_{flag}": True for flag in flags}}
    said: list[list[Styled]] = []
    if found := CAPTION.match(inner):
        caption = _inline(found[1])
        table["caption"] = _rich_text(caption)
        said.append([caption])
        inner = inner[found.end() :]
    table["cells"] = []
    for (row,) in _each(ROW, inner):
        cells = [(tag, align or "left", _inline(text)) for tag, align, text in _each(CELL, row)]
        if len(cells) > MAX_COLUMNS:
            refuse("rich message table has too many columns")
        table["cells"].append([_cell(*cell) for cell in cells])
        said.append([words for _, _, words in cells])
    if not table["cells"]:
        refuse("RICH_MESSAGE_CONTENT_REQUIRED")
    return table, said


def _cell(tag: str, align: str, words: Styled) -> Json:
    text = {"text": _rich_text(words)} if words[0] else {}
    header = {"is_header": True} if tag == "th" else {}
    return {**text, **header, "align": align, "valign": "middle"}


def _inline(source: str) -> Styled:
    for tag in TAG.findall(source):
        if tag not in INLINE:
            refuse(f'can\'t parse entities: Unsupported start tag "{tag}" inside a block')
    return parse_html(re.sub(r"<br\s*/?>", "\n", " ".join(source.split())))


def _rich_text(words: Styled) -> object:
    parts = []
    for run in runs(*words):
        part: object = run.text
        for entity in reversed(run.entities):
            kind = "url" if entity["type"] == "text_link" else entity["type"]
            more = {key: value for key, value in entity.items() if key not in {"type", "offset", "length"}}
            part = {"type": kind, "text": part, **more}
        parts.append(part)
    return parts[0] if len(parts) == 1 else parts


def _as_text(blocks: list[list[list[Styled]]]) -> Styled:
    text = ""
    entities: list[Json] = []
    for rows in blocks:
        text += "\n\n" if text else ""
        for at, row in enumerate(rows):
            text += "\n" if at else ""
            for column, (words, marks) in enumerate(row):
                text += " | " if column else ""
                entities += [{**mark, "offset": mark["offset"] + utf16(text)} for mark in marks]
                text += words
    return text, entities
