"""Block Kit, checked as strictly as Slack does and a little more: unknown types and keys are refused."""

import json
import re
import secrets
from collections.abc import Iterator
from typing import Any

from playground.slack.elements import BLOCKS
from playground.slack.schema import boolean, kind, listed, plain, refuse, shape, string, union
from playground.slack.state import Json

MESSAGE_BLOCKS = 50
MESSAGE_CHARTS = 2
MESSAGES_ONLY = {"table", "data_table", "data_visualization", "card", "carousel"}
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
TABLE_CHARACTERS = 10_000


def check_message(blocks: Any) -> None:
    """Raise `InvalidBlocksError` unless `blocks` may stand in a message."""
    listed(union(BLOCKS), 0, MESSAGE_BLOCKS)(blocks, "/blocks")
    _unique_ids(blocks)
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > 1:
        refuse("only one table block is allowed", "/blocks")
    if sum(block["type"] == "data_visualization" for block in blocks) > MESSAGE_CHARTS:
        refuse(f"at most {MESSAGE_CHARTS} data_visualization blocks are allowed", "/blocks")
    told = [
        cell.get("text", "")
        for block in blocks
        if block["type"] == "data_table"
        for row in block["rows"]
        for cell in row
    ]
    if sum(map(len, told)) > TABLE_CHARACTERS:
        refuse(f"data_table must be less than {TABLE_CHARACTERS + 1} characters", "/blocks")
    if tables and len(json.dumps(tables[0], ensure_ascii=False)) > TABLE_CHARACTERS:
        refuse(f"table must be less than {TABLE_CHARACTERS + 1} characters", "/blocks")


def check_view(view: Any) -> None:
    """Raise `InvalidBlocksError` unless `view` is a modal or a home tab that Slack takes."""
    blocks = {name: check for name, check in BLOCKS.items() if name not in MESSAGES_ONLY}
    common = {
        "callback_id": string(255, 0),
        "private_metadata": string(3000, 0),
        "external_id": string(255, 0),
    }
    body = {"type": kind, "blocks": listed(union(blocks), 0, VIEW_BLOCKS)}
    modal = {"submit": plain(24), "close": plain(24), "clear_on_close": boolean, "notify_on_close": boolean}
    union(
        {
            "modal": shape({**body, "title": plain(24)}, {**common, **modal, "submit_disabled": boolean}),
            "home": shape(body, common),
        }
    )(view, "/view")
    _unique_ids(view["blocks"])
    if (
        view["type"] == "modal"
        and "submit" not in view
        and any(b["type"] == "input" for b in view["blocks"])
    ):
        refuse("missing required field: submit (the view has input blocks)", "/view")
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        refuse("view is larger than 250 KB", "/view")


def elements(block: Json) -> Iterator[Json]:
    """The interactive elements of one block."""
    if isinstance(accessory := block.get("accessory"), dict):
        yield accessory
    if isinstance(element := block.get("element"), dict):
        yield element
    if block["type"] == "actions":
        yield from block["elements"]
    if block["type"] == "card":
        yield from block.get("actions", ())


def bearing(blocks: list[Json]) -> Iterator[Json]:
    """The blocks that bear interactive elements and have an id: those of a carousel are its cards."""
    for block in blocks:
        yield from block["elements"] if block["type"] == "carousel" else (block,)


def oddities(value: Any) -> Iterator[str]:
    """What Slack accepts and nobody means: date markup in plain text, and broadcast mentions."""
    if isinstance(value, dict):
        words = value.get("text")
        if isinstance(words, str):
            if value.get("type") == "plain_text" and "<!date^" in words:
                yield f"date markup inside plain_text: {words[:80]}"
            if value.get("type") == "mrkdwn" and re.search(r"<!(channel|here|everyone)\b", words):
                yield f"a broadcast mention: {words[:80]}"
        for inner in value.values():
            yield from oddities(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from oddities(inner)


def _unique_ids(blocks: list[Json], above: str = "/blocks", seen: set[str] | None = None) -> None:
    seen = set() if seen is None else seen
    for index, block in enumerate(blocks):
        path = f"{above}/{index}"
        if block["type"] == "carousel":
            _unique_ids(block["elements"], f"{path}/elements", seen)
        block_id = block.get("block_id")
        if block_id in seen:
            refuse(f"block_id {block_id} already exists", path)
        if block_id:
            seen.add(block_id)
        ids = [element["action_id"] for element in elements(block) if element.get("action_id")]
        if len(ids) != len(set(ids)):
            refuse("action_id already exists in this block", path)


def completed(blocks: list[Json]) -> list[Json]:
    """The blocks with the ids that Slack adds where the app left them out."""

    def with_id(element: Json) -> Json:
        if element["type"] in {"image", "plain_text", "mrkdwn"} or element.get("action_id"):
            return element
        return {**element, "action_id": secrets.token_urlsafe(4)}

    done = []
    for block in blocks:
        block = {**block, "block_id": block.get("block_id") or secrets.token_urlsafe(4)}
        for key in ("accessory", "element"):
            if key in block:
                block[key] = with_id(block[key])
        if block["type"] == "actions":
            block["elements"] = [with_id(element) for element in block["elements"]]
        if block["type"] == "card" and "actions" in block:
            block["actions"] = [with_id(element) for element in block["actions"]]
        if block["type"] == "carousel":
            block["elements"] = completed(block["elements"])
        done.append(block)
    return done
