from typing import Any

import pytest

from playground.slack.blocks import check_message, check_view, oddities
from playground.slack.schema import InvalidBlocksError

pytestmark = pytest.mark.spec("OPS-1")


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(text: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "b", "text": plain("Go"), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "A", value: str = "a") -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def select(count: int, **more: Any) -> dict[str, Any]:
    options = [option(str(n), str(n)) for n in range(count)]
    return {"type": "static_select", "action_id": "s", "options": options, **more}


def confirm(**sizes: int) -> dict[str, Any]:
    words = {"title": 1, "text": 1, "confirm": 1, "deny": 1, **sizes}
    return {key: plain("x" * size) for key, size in words.items()}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Book"), "blocks": list(blocks), **more}


def entry(**element: Any) -> dict[str, Any]:
    field = {"type": "plain_text_input", "action_id": "v", **element}
    return {"type": "input", "label": plain("Title"), "element": field}


RAW = {"type": "raw_text", "text": "x"}


def data_table(rows: int, *, columns: int = 1, text: str = "x") -> dict[str, Any]:
    return {"type": "data_table", "caption": "x", "rows": [[{**RAW, "text": text}] * columns] * rows}


def data_chart(points: int = 2, series: int = 1, name: str = "x", **other: Any) -> dict[str, Any]:
    labels = [str(n) for n in range(points)]
    plotted = [
        {"name": f"{n}{name}", "data": [{"label": label, "value": 1} for label in labels]}
        for n in range(series)
    ]
    chart = {"type": "bar", "series": plotted, "axis_config": {"categories": labels}, **other}
    return {"type": "data_visualization", "title": "x", "chart": chart}


ACCEPTED: dict[str, list[dict[str, Any]]] = {
    "the longest section": [section("x" * 3000)],
    "the longest header": [{"type": "header", "text": plain("x" * 150)}],
    "twenty-five buttons": [actions(*(button(action_id=str(n)) for n in range(25)))],
    "fifty blocks": [{"type": "divider"}] * 50,
    "a full select": [actions(select(100))],
    "the longest value": [actions(button(value="x" * 2000, text=plain("x" * 75)))],
    "the longest confirm": [actions(button(confirm=confirm(title=100, text=300, confirm=30, deny=30)))],
    "the longest data table": [data_table(101)],
    "the widest data table": [data_table(2, columns=20)],
    "a table": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}],
    "two of the largest charts": [data_chart(20, 6, "x" * 19)] * 2,
}
REFUSED: dict[str, list[Any]] = {
    "section text over 3000": [section("x" * 3001)],
    "empty text": [section("")],
    "blank text": [section(" ")],
    "header over 150": [{"type": "header", "text": plain("x" * 151)}],
    "mrkdwn in a header": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "mrkdwn on a button": [actions(button(text={"type": "mrkdwn", "text": "x"}))],
    "a section without text": [{"type": "section"}],
    "eleven fields": [{"type": "section", "fields": [plain("x")] * 11}],
    "a field over 2000": [{"type": "section", "fields": [plain("x" * 2001)]}],
    "fifty-one blocks": [{"type": "divider"}] * 51,
    "twenty-six buttons": [actions(*(button(action_id=str(n)) for n in range(26)))],
    "no buttons": [actions()],
    "eleven in a context": [{"type": "context", "elements": [plain("x")] * 11}],
    "button text over 75": [actions(button(text=plain("x" * 76)))],
    "button value over 2000": [actions(button(value="x" * 2001))],
    "an unknown style": [actions(button(style="default"))],
    "101 options": [actions(select(101))],
    "no options": [actions(select(0))],
    "options and groups": [
        actions(select(1, option_groups=[{"label": plain("x"), "options": [option()]}]))
    ],
    "an option text over 75": [actions({**select(1), "options": [option("x" * 76)]})],
    "an option value over 150": [actions({**select(1), "options": [option(value="x" * 151)]})],
    "an initial option not offered": [actions(select(2, initial_option=option("other", "9")))],
    "a placeholder over 150": [actions(select(2, placeholder=plain("x" * 151)))],
    "six in an overflow": [actions({"type": "overflow", "action_id": "o", "options": [option()] * 6})],
    "eleven radio buttons": [
        actions({"type": "radio_buttons", "action_id": "r", "options": [option()] * 11})
    ],
    "a confirm title over 100": [actions(button(confirm=confirm(title=101)))],
    "a confirm text over 300": [actions(button(confirm=confirm(text=301)))],
    "a confirm button over 30": [actions(button(confirm=confirm(confirm=31)))],
    "the same block_id twice": [section(block_id="a"), section(block_id="a")],
    "the same action_id twice": [actions(button(), button())],
    "an unknown block": [{"type": "sectoin", "text": plain("x")}],
    "an unknown element": [actions({"type": "slider", "action_id": "x"})],
    "an unknown key": [section(colour="red")],
    "an input as accessory": [section(accessory={"type": "plain_text_input", "action_id": "v"})],
    "a datetimepicker as accessory": [section(accessory={"type": "datetimepicker", "action_id": "v"})],
    "a data table without rows": [data_table(1)],
    "102 rows of a data table": [data_table(102)],
    "21 columns of a data table": [data_table(2, columns=21)],
    "a data table without a caption": [{"type": "data_table", "rows": data_table(2)["rows"]}],
    "an empty cell of a data table": [data_table(2, text="")],
    "rows of different length": [{**data_table(2), "rows": [[RAW], [RAW, RAW]]}],
    "rich text in a heading": [{**data_table(2), "rows": [[{"type": "rich_text", "elements": []}], [RAW]]}],
    "a number that is none": [
        {**data_table(2), "rows": [[RAW], [{**RAW, "type": "raw_number", "value": "1"}]]}
    ],
    "a page of 101 rows": [{**data_table(2), "page_size": 101}],
    "more than 10,000 characters in data tables": [
        data_table(11, text="x" * 500),
        data_table(11, text="x" * 500),
    ],
    "three charts": [data_chart()] * 3,
    "a chart of 21 points": [data_chart(21)],
    "a chart of seven series": [data_chart(series=7)],
    "a name of 21 characters in a chart": [data_chart(name="x" * 20)],
    "a title of 51 characters above a chart": [{**data_chart(), "title": "x" * 51}],
    "a chart of an unknown type": [data_chart(type="donut")],
    "a category without a point": [data_chart(axis_config={"categories": ["0", "1", "2"]})],
    "a category that is there twice": [data_chart(axis_config={"categories": ["0", "0"]})],
    "two tables": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * 2,
    "twenty-one columns": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}],
    "a date that is none": [actions({"type": "datepicker", "action_id": "d", "initial_date": "25 Nov"})],
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_slack_takes_is_taken(name: str) -> None:
    check_message(ACCEPTED[name])


@pytest.mark.parametrize("name", REFUSED)
def test_what_slack_refuses_is_refused_with_a_pointer(name: str) -> None:
    with pytest.raises(InvalidBlocksError, match="json-pointer:/blocks"):
        check_message(REFUSED[name])


@pytest.mark.parametrize(
    "view",
    [
        modal(section(), title=plain("x" * 25)),
        modal(section(), submit=plain("x" * 25)),
        modal(section(), private_metadata="x" * 3001),
        modal(section(), callback_id="x" * 256),
        modal(*[{"type": "divider"}] * 101),
        modal(entry()),
        modal({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}),
        modal(entry(min_length=9, max_length=3), submit=plain("Go")),
        {"type": "home", "blocks": [section()], "title": plain("Home")},
        {"type": "modal", "blocks": [section()]},
        {"type": "panel", "blocks": []},
        None,
    ],
)
def test_views_out_of_bounds_are_refused(view: Any) -> None:
    with pytest.raises(InvalidBlocksError):
        check_view(view)


def test_views_within_bounds_are_taken() -> None:
    check_view(modal(entry(), submit=plain("x" * 24), private_metadata="x" * 3000))
    check_view({"type": "home", "blocks": [section()] * 100})


def test_date_markup_in_plain_text_and_broadcasts_are_noticed() -> None:
    found = list(
        oddities([{"type": "header", "text": plain("at <!date^1^{time}|x>")}, section("<!channel> hi")])
    )
    assert len(found) == 2
    assert list(oddities([section("<!date^1^{time}|x>")])) == []
