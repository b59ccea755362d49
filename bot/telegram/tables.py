"""Cards with tables as rich messages, which Telegram's apps draw: in the Bot API from 10.1 on."""

from collections.abc import Iterable
from typing import Any

from bot.names import reading
from bot.telegram import render
from bot.ui import Card, Listed, Table

LIMIT = 32_768  # characters
BLOCKS = 500  # a row is one too
COLUMNS = 20
NOTHING = "–"

Json = dict[str, Any]


def drawn(card: Card) -> Json | None:
    """A card with a table as an `InputRichMessage`; None where there is none, or none that would be taken or read."""
    tables = [part for part in card.listed if isinstance(part, Table)]
    if not tables or reading().types:
        return None
    title = render.escaped(card.title.strip(), LIMIT)
    blocks = [f"<h4>{title}</h4>" if title else "", *map(_block, card.listed)]
    html = "".join(blocks)
    rows = sum(1 + len(table.lines) for table in tables)
    if (
        len(blocks) + rows > BLOCKS
        or any(len(table.columns) > COLUMNS for table in tables)
        or len(render.visible(html)) > LIMIT
    ):
        return None
    return {"html": html, "skip_entity_detection": True}


def _block(part: Listed) -> str:
    if isinstance(part, Table):
        rows = [_row("th", part.columns)]
        rows += [_row("td", [cell.text for cell in line.cells]) for line in part.lines]
        return f"<table bordered striped>{''.join(rows)}</table>"
    text = render.block(part, LIMIT).strip().replace("\n", "<br>")
    return f"<p>{text}</p>" if text else ""


def _row(tag: str, texts: Iterable[str]) -> str:
    """A row; its first cell names it."""
    name, *rest = (render.escaped(" ".join(text.split()) or NOTHING, LIMIT) for text in texts)
    return f"<tr><th>{name}</th>{''.join(f'<{tag}>{cell}</{tag}>' for cell in rest)}</tr>"
