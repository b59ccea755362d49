"""Block Kit, checked as strictly as Slack does and a little more: unknown types and keys are refused."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from playground.slack.state import Json

Check = Callable[[Any, str], None]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
TABLE_CHARACTERS = 10_000


class InvalidBlocksError(Exception):
    """A block or view that Slack would refuse; the text ends with a JSON pointer to the culprit."""


def refuse(why: str, path: str) -> None:
    """Raise `InvalidBlocksError` the way Slack words it."""
    raise InvalidBlocksError(f"{why} [json-pointer:{path}]")


def string(high: int, low: int = 1) -> Check:
    """A string of `low` to `high` characters."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str):
            refuse("must be a string", path)
        elif len(value) < low or (low and not value.strip()):
            refuse(f"must be more than {low - 1} characters", path)
        elif len(value) > high:
            refuse(f"must be less than {high + 1} characters", path)

    return check


def matching(pattern: str) -> Check:
    """A string that matches `pattern` wholly."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            refuse(f"must match {pattern}", path)

    return check


def one_of(*words: str) -> Check:
    """One of the given words."""

    def check(value: Any, path: str) -> None:
        if value not in words:
            refuse(f"must be one of {', '.join(words)}", path)

    return check


def boolean(value: Any, path: str) -> None:
    """True or false, not something like it."""
    if not isinstance(value, bool):
        refuse("must be a boolean", path)


def integer(low: int, high: int) -> Check:
    """A whole number between `low` and `high`."""

    def check(value: Any, path: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            refuse(f"must be an integer from {low} to {high}", path)

    return check


def listed(item: Check, low: int, high: int) -> Check:
    """A list of `low` to `high` items."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, list):
            refuse("must be a list", path)
        elif not low <= len(value) <= high:
            refuse(f"must have {low} to {high} items, not {len(value)}", path)
        else:
            for index, one in enumerate(value):
                item(one, f"{path}/{index}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with exactly these keys."""
    optional = optional or {}

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            refuse("must be an object", path)
        for key in required:
            if key not in value:
                refuse(f"missing required field: {key}", path)
        for key, one in value.items():
            inner = required.get(key) or optional.get(key)
            if inner is None:
                refuse(f"unsupported field: {key}", path)
            else:
                inner(one, f"{path}/{key}")

    return check


def union(table: Mapping[str, Check]) -> Check:
    """An object whose `type` chooses its shape."""

    def check(value: Any, path: str) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in table:
            refuse(f"unsupported type: {kind}", f"{path}/type")
        else:
            table[kind](value, path)

    return check


def every(*checks: Check) -> Check:
    """All of the checks, in order."""

    def check(value: Any, path: str) -> None:
        for one in checks:
            one(value, path)

    return check


anything_true: Check = string(3000)
kind: Check = string(100)


def plain(high: int) -> Check:
    """A plain_text object."""
    return shape({"type": one_of("plain_text"), "text": string(high)}, {"emoji": boolean})


def text(high: int) -> Check:
    """A plain_text or mrkdwn object."""
    mrkdwn = shape({"type": kind, "text": string(high)}, {"verbatim": boolean})
    return union({"plain_text": plain(high), "mrkdwn": mrkdwn})


def check_message(blocks: Any) -> None:
    """Raise `InvalidBlocksError` unless `blocks` may stand in a message."""
    from playground.slack.elements import BLOCKS

    listed(union(BLOCKS), 0, MESSAGE_BLOCKS)(blocks, "/blocks")
    _unique_ids(blocks)
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > 1:
        refuse("only one table block is allowed", "/blocks")
    if tables and len(json.dumps(tables[0], ensure_ascii=False)) > TABLE_CHARACTERS:
        refuse(f"table must be less than {TABLE_CHARACTERS + 1} characters", "/blocks")


def check_view(view: Any) -> None:
    """Raise `InvalidBlocksError` unless `view` is a modal or a home tab that Slack takes."""
    from playground.slack.elements import BLOCKS

    blocks = {name: check for name, check in BLOCKS.items() if name != "table"}
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
    if view["type"] == "modal" and "submit" not in view and any(b["type"] == "input" for b in view["blocks"]):
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


def _unique_ids(blocks: list[Json]) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        path = f"/blocks/{index}"
        block_id = block.get("block_id")
        if block_id in seen:
            refuse(f"block_id {block_id} already exists", path)
        if block_id:
            seen.add(block_id)
        ids = [element["action_id"] for element in elements(block) if element.get("action_id")]
        if len(ids) != len(set(ids)):
            refuse("action_id already exists in this block", path)
