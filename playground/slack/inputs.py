"""What people enter: the values of interactive elements, in the shape of `state.values`."""

import re
from collections.abc import Iterator
from typing import Any

from playground.slack.blocks import elements
from playground.slack.state import Json

Values = dict[str, dict[str, Json]]
TYPED = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
SINGLE = {"static_select", "external_select", "radio_buttons"}
SEVERAL = {"multi_static_select", "multi_external_select", "checkboxes"}
PICKED = {
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
}
STATEFUL = TYPED | SINGLE | SEVERAL | set(PICKED) | {"file_input"}
REQUIRED = "Please complete this required field."


def stateful(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each block with each of its elements that holds a value."""
    for block in blocks:
        for element in elements(block):
            if element["type"] in STATEFUL:
                yield block, element


def options(element: Json) -> list[Json]:
    """The options that the element itself carries."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def initial(element: Json) -> Json:
    """The state of an untouched element."""
    kind = element["type"]
    if kind in TYPED:
        return {"type": kind, "value": element.get("initial_value")}
    if kind in SINGLE:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in SEVERAL:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    if kind == "file_input":
        return {"type": kind, "files": []}
    key, start = PICKED[kind]
    zone = {"timezone": element["timezone"]} if "timezone" in element else {}
    return {"type": kind, key: element.get(start), **zone}


def entered(element: Json, raw: Any, offered: list[Json] | None = None) -> Json:
    """The state of an element after `raw` was entered.

    `raw` is the text, the option's value, the date or time as the picker writes it, Unix seconds, or a list
    of option values or file ids; None and "" empty the element. `offered` are the options of an external
    select, or the files that the person has.
    """
    kind = element["type"]
    if kind in TYPED:
        return {"type": kind, "value": str(raw) if raw not in {None, ""} else None}
    if kind == "file_input":
        files = {file["id"]: file for file in offered or []}
        return {"type": kind, "files": [files[one] for one in raw or []]}
    known = {option["value"]: option for option in [*options(element), *(offered or [])]}
    for option in [element.get("initial_option"), *element.get("initial_options", [])]:
        if option:
            known.setdefault(option["value"], option)
    if kind in SINGLE:
        return {"type": kind, "selected_option": known[raw] if raw else None}
    if kind in SEVERAL:
        return {"type": kind, "selected_options": [known[one] for one in raw or []]}
    key, _ = PICKED[kind]
    if kind == "datetimepicker" and raw is not None:
        raw = int(raw)
    return {**initial(element), key: raw or None}


def values(blocks: list[Json], known: Values | None = None) -> Values:
    """The state of all elements: the kept value under the same ids and type, else the initial one."""
    state: Values = {}
    for block, element in stateful(blocks):
        kept = (known or {}).get(block["block_id"], {}).get(element["action_id"])
        if kept is None or kept["type"] != element["type"]:
            kept = initial(element)
        state.setdefault(block["block_id"], {})[element["action_id"]] = kept
    return state


def is_empty(state: Json) -> bool:
    """Whether nothing was entered or chosen."""
    return not any(value for key, value in state.items() if key not in {"type", "timezone"})


def problems(blocks: list[Json], state: Values) -> dict[str, str]:
    """What the client itself refuses to submit: block id to words."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input" or block["element"]["type"] not in STATEFUL:
            continue
        element = block["element"]
        value = state[block["block_id"]][element["action_id"]]
        if is_empty(value):
            if not block.get("optional"):
                found[block["block_id"]] = REQUIRED
        elif words := _ill_formed(element, str(value.get("value", ""))):
            found[block["block_id"]] = words
    return found


def _ill_formed(element: Json, typed: str) -> str:
    kind = element["type"]
    if kind == "number_input":
        if not re.fullmatch(r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+", typed):
            return "Please enter a valid number."
        if "min_value" in element and float(typed) < float(element["min_value"]):
            return f"Please enter at least {element['min_value']}."
        if "max_value" in element and float(typed) > float(element["max_value"]):
            return f"Please enter at most {element['max_value']}."
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", typed):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.match(r"https?://\S+", typed):
        return "Please enter a valid URL."
    if kind == "plain_text_input":
        if len(typed) < element.get("min_length", 0):
            return f"Please enter at least {element['min_length']} characters."
        if len(typed) > element.get("max_length", 3000):
            return f"Please enter at most {element.get('max_length', 3000)} characters."
    return ""
