"""A snapshot as the text that a person reads, with controls in brackets."""

from typing import Any

from playground.slack.inputs import is_empty, options
from playground.slack.mrkdwn import MrkdwnReader
from playground.slack.state import Json


def message_text(message: Json, reader: MrkdwnReader) -> str:
    """One message with its author, blocks, files and reactions."""
    author = reader.names.get(message["user"], message["user"])
    if message["blocks"]:
        body = blocks_text(message["blocks"], message["state"], reader)
    else:
        body = reader.plain(message["text"])
    notes = "".join(
        (" (only visible to you)" if message["ephemeral"] else "", " (edited)" if message["edited"] else "")
    )
    lines = [f"{author}{notes}: {body}"]
    lines += [f"[file {file['name']}]" for file in message["files"]]
    lines += [f":{name}: {count}" for name, count in message["reactions"].items()]
    return "\n".join(lines)


def view_text(view: Json, reader: MrkdwnReader) -> str:
    """A modal or the home tab."""
    lines = [f"== {view['title'] or 'Home'} =="]
    if view["trouble"]:
        lines.append(f"! {view['trouble']}")
    for block in view["blocks"]:
        lines.append(blocks_text([block], view["state"], reader))
        if error := view["errors"].get(block["block_id"]):
            lines.append(f"! {error}")
    if view["type"] == "modal":
        lines.append(" ".join(f"[{label}]" for label in (view["close"], view["submit"]) if label))
    return "\n".join(line for line in lines if line)


def blocks_text(blocks: list[Json], state: Json, reader: MrkdwnReader) -> str:
    """Blocks line by line."""
    return "\n".join(line for block in blocks for line in _block(block, state, reader) if line)


def _block(block: Json, state: Json, reader: MrkdwnReader) -> list[str]:
    entered = state.get(block["block_id"], {})
    match block["type"]:
        case "section":
            lines = [_text(block["text"], reader)] if "text" in block else []
            lines += [_text(one, reader) for one in block.get("fields", [])]
            if "accessory" in block:
                lines.append(_element(block["accessory"], entered, reader))
            return lines
        case "header":
            return [_text(block["text"], reader)]
        case "context":
            return [
                "  ".join(
                    _text(one, reader) if "text" in one else one["alt_text"] for one in block["elements"]
                )
            ]
        case "actions":
            return [" ".join(_element(one, entered, reader) for one in block["elements"])]
        case "input":
            hint = f" ({block['hint']['text']})" if "hint" in block else ""
            optional = " (optional)" if block.get("optional") else ""
            field = _element(block["element"], entered, reader)
            return [f"{block['label']['text']}{optional}: {field}{hint}"]
        case "image":
            return [f"(picture: {block['alt_text']})"]
        case "divider":
            return ["---"]
        case "rich_text":
            return [_rich(one, reader) for one in block["elements"]]
        case "table" | "data_table":
            return [" | ".join(_cell(cell, reader) for cell in row) for row in block["rows"]]
        case "carousel":
            return [line for card in block["elements"] for line in _block(card, state, reader)]
        case "card":
            texts = [_text(block[name], reader) for name in ("title", "subtitle", "body") if name in block]
            return [*texts, " ".join(_element(one, entered, reader) for one in block.get("actions", ()))]
        case "data_visualization":
            return [f"(chart: {block['title']})", *_plotted(block["chart"])]
    return []


def _plotted(chart: Json) -> list[str]:
    named = [(series["name"], series["data"]) for series in chart.get("series", ())]
    told = [
        (name, [f"{point['label']} {point['value']}" for point in points])
        for name, points in named or [("", chart.get("segments", ()))]
    ]
    return [f"{name}: {', '.join(points)}" for name, points in told]


def _cell(cell: Json, reader: MrkdwnReader) -> str:
    return (
        str(cell["text"])
        if cell["type"] in {"raw_text", "raw_number"}
        else "".join(_rich(e, reader) for e in cell["elements"])
    )


def _text(text: Json, reader: MrkdwnReader) -> str:
    return reader.plain(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])


def _element(element: Json, entered: Json, reader: MrkdwnReader) -> str:
    kind = element["type"]
    if kind == "button":
        return f"[{element['text']['text']}]"
    if kind == "image":
        return f"(picture: {element['alt_text']})"
    labels = [_text(option["text"], reader) for option in options(element)]
    if kind == "overflow":
        return f"[⋯ {' | '.join(labels)}]"
    state = entered.get(element["action_id"], {"type": kind})
    if not is_empty(state):
        return f"[{_value(state, reader)}]"
    offer = " | ".join(labels) or element.get("placeholder", {}).get("text", "")
    return f"[{offer}]" if labels else f"<{offer}>"


def _value(state: Json, reader: MrkdwnReader) -> str:
    value: Any = next(value for key, value in state.items() if key not in {"type", "timezone"})
    if state["type"] == "datetimepicker":
        return reader.date(value, "{date_short} {time}")
    if isinstance(value, dict):
        return _text(value["text"], reader)
    if isinstance(value, list):
        return ", ".join(one["name"] if "name" in one else _text(one["text"], reader) for one in value)
    return reader.names.get(str(value), str(value))


def _rich(element: Json, reader: MrkdwnReader) -> str:
    match element["type"]:
        case "text":
            return str(element["text"])
        case "link":
            return str(element.get("text") or element["url"])
        case "user":
            return f"@{reader.names.get(element['user_id'], element['user_id'])}"
        case "channel":
            return f"#{reader.names.get(element['channel_id'], element['channel_id'])}"
        case "emoji":
            return f":{element['name']}:"
        case "date":
            return reader.date(element["timestamp"], element["format"])
        case "rich_text_list":
            return "\n".join(f"• {_rich(one, reader)}" for one in element["elements"])
    return "".join(_rich(one, reader) for one in element["elements"])


def reader_of(snapshot: Json, now: Any) -> MrkdwnReader:
    """The eyes of the person whose snapshot it is."""
    names = {user_id: user["name"] for user_id, user in snapshot["users"].items()}
    names |= {channel["id"]: channel["name"] for channel in snapshot["channels"] if channel["kind"] != "im"}
    return MrkdwnReader(names, snapshot["user"]["zone"], now)
