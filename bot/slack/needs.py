"""A modal whose choice decides whether another field may stay empty is drawn again when something else is chosen.

Slack keeps what was typed, for the ids of blocks and elements stay the same.
"""

from collections.abc import Iterable
from typing import Any

from bot.forms.needs import decided_by
from bot.ui import Field

Json = dict[str, Any]
_MARK = "needs"
_KEPT = ("type", "callback_id", "private_metadata", "title", "submit", "close")


def action_id(field: Field, fields: Iterable[Field]) -> str:
    """Names the field that the choice decides about, and the value with which it is needed; else the field itself."""
    other = decided_by(field, fields)
    if other is None or other.needed_with is None:
        return field.name
    return f"{_MARK}:{other.name}:{other.needed_with[1]}"


def decides(body: Json) -> bool:
    """Whether something was chosen that decides about another field."""
    return body.get("type") == "block_actions" and body["actions"][0]["action_id"].startswith(f"{_MARK}:")


def drawn_again(body: Json) -> Json:
    """The open modal, as it is after the choice."""
    view, action = body["view"], body["actions"][0]
    _, name, value = action["action_id"].split(":", 2)
    may_be_empty = (action.get("selected_option") or {}).get("value") != value
    blocks = [
        {**block, "optional": may_be_empty} if block["block_id"] == name else block
        for block in view["blocks"]
    ]
    return {**{key: view[key] for key in _KEPT}, "blocks": blocks}
