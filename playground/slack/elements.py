"""The shapes and limits of Block Kit's blocks and elements."""

from collections.abc import Mapping
from typing import Any

from playground.slack.schema import (
    Check,
    anything_true,
    boolean,
    every,
    finite,
    integer,
    kind,
    listed,
    matching,
    one_of,
    plain,
    refuse,
    shape,
    string,
    text,
    union,
)

identifier = string(255)
address = string(3000)
number = matching(r"-?\d+(\.\d+)?")
unix = integer(1_000_000_000, 9_999_999_999)

confirm = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
option = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
overflow_option = shape({"text": plain(75), "value": string(150)}, {"url": address})
rich_option = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
options = listed(option, 1, 100)
option_groups = listed(shape({"label": plain(75), "options": options}), 1, 100)
dispatch = shape({"trigger_actions_on": listed(one_of("on_enter_pressed", "on_character_entered"), 1, 2)})


def _element(
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
) -> Check:
    shared = {"action_id": identifier, "focus_on_load": boolean}
    return shape({"type": kind, **(required or {})}, {**shared, **(optional or {})})


def _chosen_is_offered(value: Any, path: str) -> None:
    offered = list(value.get("options") or [])
    for group in value.get("option_groups") or []:
        offered += group["options"]
    chosen = list(value.get("initial_options") or [])
    if "initial_option" in value:
        chosen.append(value["initial_option"])
    for one in chosen:
        if one not in offered:
            refuse("an initial option must exactly match one of the options", path)


def _one_source(value: Any, path: str) -> None:
    if ("options" in value) == ("option_groups" in value):
        refuse("must have either options or option_groups", path)


def _one_of_two(one: str, other: str) -> Check:
    def check(value: Any, path: str) -> None:
        if (one in value) == (other in value):
            refuse(f"must have either {one} or {other}", path)

    return check


def _lengths(value: Any, path: str) -> None:
    if value.get("min_length", 0) > value.get("max_length", 3000):
        refuse("min_length is more than max_length", path)


menu = {"placeholder": plain(150), "confirm": confirm}
several = {**menu, "max_selected_items": integer(1, 100)}
sources = {"options": options, "option_groups": option_groups}
typed = {"placeholder": plain(150), "dispatch_action_config": dispatch}
marks = {"confirm": confirm}

ELEMENTS: dict[str, Check] = {
    "button": shape(
        {"type": kind, "text": plain(75)},
        {
            "action_id": identifier,
            "value": string(2000),
            "url": address,
            "style": one_of("primary", "danger"),
            "confirm": confirm,
            "accessibility_label": string(75),
        },
    ),
    "overflow": shape(
        {"type": kind, "options": listed(overflow_option, 1, 5)},
        {"action_id": identifier, "confirm": confirm},
    ),
    "static_select": every(
        _element(optional={**menu, **sources, "initial_option": option}), _one_source, _chosen_is_offered
    ),
    "multi_static_select": every(
        _element(optional={**several, **sources, "initial_options": options}),
        _one_source,
        _chosen_is_offered,
    ),
    "external_select": _element(
        optional={**menu, "initial_option": option, "min_query_length": integer(0, 100)}
    ),
    "multi_external_select": _element(
        optional={**several, "initial_options": options, "min_query_length": integer(0, 100)}
    ),
    "users_select": _element(optional={**menu, "initial_user": identifier}),
    "channels_select": _element(optional={**menu, "initial_channel": identifier}),
    "conversations_select": _element(optional={**menu, "initial_conversation": identifier}),
    "radio_buttons": every(
        _element({"options": listed(rich_option, 1, 10)}, {**marks, "initial_option": rich_option}),
        _chosen_is_offered,
    ),
    "checkboxes": every(
        _element(
            {"options": listed(rich_option, 1, 10)},
            {**marks, "initial_options": listed(rich_option, 1, 10)},
        ),
        _chosen_is_offered,
    ),
    "datepicker": _element(optional={**menu, "initial_date": matching(r"\d{4}-\d{2}-\d{2}")}),
    "timepicker": _element(
        optional={**menu, "initial_time": matching(r"([01]\d|2[0-3]):[0-5]\d"), "timezone": string(64)}
    ),
    "datetimepicker": _element(optional={"confirm": confirm, "initial_date_time": unix}),
    "plain_text_input": every(
        _element(
            optional={
                **typed,
                "multiline": boolean,
                "initial_value": string(3000, 0),
                "min_length": integer(0, 3000),
                "max_length": integer(1, 3000),
            }
        ),
        _lengths,
    ),
    "email_text_input": _element(optional={**typed, "initial_value": string(3000, 0)}),
    "url_text_input": _element(optional={**typed, "initial_value": string(3000, 0)}),
    "number_input": _element(
        {"is_decimal_allowed": boolean},
        {**typed, "initial_value": number, "min_value": number, "max_value": number},
    ),
    "file_input": shape(
        {"type": kind},
        {
            "action_id": identifier,
            "filetypes": listed(string(20), 1, 50),
            "max_files": integer(1, 10),
        },
    ),
}

file_id = matching(r"F[A-Z0-9]{8,}")
slack_file = every(shape({}, {"id": file_id, "url": address}), _one_of_two("id", "url"))
pictured = {"alt_text": string(2000)}
sources_of_images = {"image_url": address, "slack_file": slack_file}
image = every(shape({"type": kind, **pictured}, sources_of_images), _one_of_two("image_url", "slack_file"))
selects = (
    *("static_select", "external_select", "multi_static_select", "multi_external_select"),
    *("users_select", "channels_select", "conversations_select"),
    *("radio_buttons", "checkboxes", "datepicker", "timepicker"),
)
typed_in = (
    *("plain_text_input", "email_text_input", "url_text_input", "number_input"),
    *("datetimepicker", "file_input"),
)

accessories = {"image": image, **{name: ELEMENTS[name] for name in ("button", "overflow", *selects)}}
pressed = {name: ELEMENTS[name] for name in ("button", "overflow", "datetimepicker", *selects)}
entered = {name: ELEMENTS[name] for name in (*selects, *typed_in)}
contextual = {
    "image": image,
    "plain_text": plain(2000),
    "mrkdwn": shape({"type": kind, "text": string(2000)}, {"verbatim": boolean}),
}

style = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean))
inline = union(
    {
        "text": shape({"type": kind, "text": string(3000)}, {"style": style}),
        "link": shape(
            {"type": kind, "url": address}, {"text": anything_true, "style": style, "unsafe": boolean}
        ),
        "user": shape({"type": kind, "user_id": identifier}, {"style": style}),
        "channel": shape({"type": kind, "channel_id": identifier}, {"style": style}),
        "emoji": shape({"type": kind, "name": identifier}, {"unicode": identifier}),
        "date": shape(
            {"type": kind, "timestamp": unix, "format": string(200)},
            {"fallback": anything_true, "url": address, "style": style, "timezone": string(64)},
        ),
    }
)
section_of_rich = shape({"type": kind, "elements": listed(inline, 0, 500)})
bordered = shape({"type": kind, "elements": listed(inline, 0, 500)}, {"border": integer(0, 1)})
rich = union(
    {
        "rich_text_section": section_of_rich,
        "rich_text_preformatted": bordered,
        "rich_text_quote": bordered,
        "rich_text_list": shape(
            {
                "type": kind,
                "style": one_of("bullet", "ordered"),
                "elements": listed(section_of_rich, 1, 500),
            },
            {"indent": integer(0, 8), "offset": integer(0, 10_000), "border": integer(0, 1)},
        ),
    }
)


def _says_something(value: Any, path: str) -> None:
    if "text" not in value and "fields" not in value:
        refuse("missing required field: text or fields", path)


def _shows_something(value: Any, path: str) -> None:
    if not {"hero_image", "title", "body", "actions"} & set(value):
        refuse("must have at least one of hero_image, title, body and actions", path)


def _block(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    return shape({"type": kind, **required}, {"block_id": identifier, **(optional or {})})


rich_text = _block({"elements": listed(rich, 1, 200)})
cell = union({"raw_text": shape({"type": kind, "text": string(3000)}), "rich_text": rich_text})
number_cell = shape({"type": kind, "value": finite, "text": string(3000)})
heading_cell = union({"raw_text": shape({"type": kind, "text": string(3000)}), "raw_number": number_cell})
data_cell = union(
    {
        "raw_text": shape({"type": kind, "text": string(3000)}),
        "raw_number": number_cell,
        "rich_text": rich_text,
    }
)


def _data_rows(value: Any, path: str) -> None:
    listed(listed(data_cell, 1, 20), 2, 101)(value, path)
    listed(heading_cell, 1, 20)(value[0], f"{path}/0")
    if len({len(row) for row in value}) > 1:
        refuse("all rows must have the same number of cells", path)


_points = listed(shape({"label": string(20), "value": finite}), 1, 20)


def _plotted(value: Any, path: str) -> None:
    shape(
        {
            "type": kind,
            "series": listed(shape({"name": string(20), "data": _points}), 1, 6),
            "axis_config": shape(
                {"categories": listed(string(20), 1, 20)}, {"x_label": string(50), "y_label": string(50)}
            ),
        }
    )(value, path)
    categories = value["axis_config"]["categories"]
    names = [series["name"] for series in value["series"]]
    if len(set(names)) < len(names):
        refuse("series names must be unique", f"{path}/series")
    if len(set(categories)) < len(categories):
        refuse("categories must be unique", f"{path}/axis_config/categories")
    for at, series in enumerate(value["series"]):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            refuse("each category needs exactly one data point", f"{path}/series/{at}/data")


_charts: dict[str, Check] = {
    "pie": shape({"type": kind, "segments": listed(shape({"label": string(20), "value": finite}), 1, 6)}),
    **dict.fromkeys(("bar", "area", "line"), _plotted),
}

card = every(
    _block(
        {},
        {
            "hero_image": image,
            "icon": image,
            "title": text(150),
            "subtitle": text(150),
            "body": text(200),
            "actions": listed(union({"button": ELEMENTS["button"]}), 1, 3),
        },
    ),
    _shows_something,
)
column = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})

BLOCKS: dict[str, Check] = {
    "section": every(
        _block(
            {},
            {
                "text": text(3000),
                "fields": listed(text(2000), 1, 10),
                "accessory": union(accessories),
                "expand": boolean,
            },
        ),
        _says_something,
    ),
    "actions": _block({"elements": listed(union(pressed), 1, 25)}),
    "context": _block({"elements": listed(union(contextual), 1, 10)}),
    "divider": _block({}),
    "header": _block({"text": plain(150)}),
    "image": every(
        _block(pictured, {**sources_of_images, "title": plain(2000)}),
        _one_of_two("image_url", "slack_file"),
    ),
    "input": _block(
        {"label": plain(2000), "element": union(entered)},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": rich_text,
    "data_table": _block(
        {"rows": _data_rows, "caption": string(3000)},
        {"page_size": integer(1, 100), "row_header_column_index": integer(0, 19)},
    ),
    "card": card,
    "carousel": _block({"elements": listed(union({"card": card}), 1, 10)}),
    "data_visualization": _block({"title": string(50), "chart": union(_charts)}),
    "table": _block(
        {"rows": listed(listed(cell, 1, 20), 1, 100)},
        {"column_settings": listed(column, 0, 20)},
    ),
}
