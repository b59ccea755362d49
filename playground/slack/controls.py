"""What can be pressed or entered on a surface, found by its label."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from playground.slack.blocks import bearing, elements
from playground.slack.inputs import STATEFUL, options
from playground.slack.mrkdwn import MrkdwnReader
from playground.slack.state import Json


@dataclass(frozen=True, slots=True)
class Control:
    """A button, an option (`value` is its own), a field (label of its input block), submit or close."""

    kind: str
    label: str
    place: Json
    block: Json = field(default_factory=dict)
    element: Json = field(default_factory=dict)
    value: str | None = None
    state: Json = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, str]:
        """Block id and action id."""
        return self.block["block_id"], self.element["action_id"]

    @property
    def dispatches(self) -> bool:
        """Whether the app hears of it at once."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def controls(surface: Json, reader: MrkdwnReader) -> Iterator[Control]:
    """The controls of a message, modal or home of a snapshot, in reading order."""
    place = (
        {"channel": surface["channel"], "ts": surface["ts"]}
        if "ts" in surface
        else {"view_id": surface["id"]}
    )
    for block in bearing(surface["blocks"]):
        for element in elements(block):
            kind = element["type"]
            if kind == "image":
                continue
            if kind == "button":
                label = element.get("accessibility_label") or element["text"]["text"]
                yield Control("button", label, place, block, element, element.get("value"))
                continue
            state = surface["state"].get(block["block_id"], {}).get(element["action_id"], {})
            for option in options(element):
                label = option["text"]["text"]
                if option["text"]["type"] == "mrkdwn":
                    label = reader.plain(label)
                option_kind = "button" if kind == "overflow" else "option"
                yield Control(option_kind, label, place, block, element, option["value"], state)
            if kind in STATEFUL:
                label = field_label(block, element, reader)
                yield Control("field", label, place, block, element, None, state)
    if surface.get("type") == "modal":
        if surface["submit"] and not surface["submit_disabled"]:
            yield Control("submit", surface["submit"], place)
        yield Control("close", surface["close"], place)


def field_label(block: Json, element: Json, reader: MrkdwnReader) -> str:
    """How a person would call the field: its label, else the text beside it, else its placeholder."""
    if block["type"] == "input":
        return str(block["label"]["text"])
    if block["type"] == "section" and "text" in block:
        return reader.plain(block["text"]["text"])
    return str(element.get("placeholder", {}).get("text", element["type"]))


def match(found: list[list[Control]], label: str, *kinds: str) -> Control | None:
    """The control so labelled on the first surface that has one: equal first, else containing it."""
    wanted = label.strip().casefold()
    candidates = [[one for one in surface if one.kind in kinds] for surface in found]
    for surface in candidates:
        for one in surface:
            if one.label.strip().casefold() == wanted:
                return one
    for surface in candidates:
        for one in surface:
            if wanted in one.label.casefold():
                return one
    return None
