"""Cards and forms as Block Kit, held against Slack's limits by the playground's own checker."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actions.booking import ShowWeek
from bot.actions.help import ShowHelp
from bot.actions.mentors import BrowseMentors, ShowMentor
from bot.actions.sessions import CancelSession, ShowSession
from bot.drawings import Chart, ChartsDrawing, Hue, Series
from bot.sentences import own
from bot.slack.mrkdwn import literal, mrkdwn
from bot.slack.render import TooBig, home, message, modal, notice
from bot.tokens import to_token
from bot.ui import (
    Bold,
    Button,
    Card,
    Cell,
    Choice,
    Code,
    Copyable,
    DateField,
    Entry,
    Facts,
    Form,
    Gallery,
    Hint,
    Line,
    Link,
    Money,
    Option,
    Paragraph,
    Part,
    Picture,
    Row,
    SelectField,
    Show,
    Style,
    Table,
    TextField,
    TimeField,
    When,
    Who,
    words,
)
from core.people import Address
from playground.slack.blocks import check_message, check_view, oddities
from playground.slack.mrkdwn import MrkdwnReader
from tests.depth import examples

NOON = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
NATIVE = frozenset({Table, Picture, Gallery})
UNIX = int(NOON.timestamp())
BEN = Who("Ben Wolff", (Address("telegram", "", "7"), Address("slack", "T1", "U1BEN")))
READER = MrkdwnReader({}, "Europe/Berlin", NOON)


def blocks_of(*parts: Part, title: str = "") -> list[dict[str, Any]]:
    blocks, text = message(Card(title, parts), "T1", strict=True)
    check_message(blocks)
    assert not list(oddities([blocks, {"type": "mrkdwn", "text": text}]))
    return blocks


def leaves(*parts: Part) -> list[dict[str, Any]]:
    (block,) = blocks_of(*parts)
    return [leaf for section in block["elements"] for leaf in section["elements"]]


def controls(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for block in blocks if block["type"] == "actions" for one in block["elements"]]


@pytest.mark.spec("CHT-2", "CHT-4")
def test_what_is_to_be_copied_is_text_without_a_button() -> None:
    (leaf,) = leaves(Copyable("7F3KQ-M2X9A", own("Copy the code")))
    assert leaf == {"type": "text", "text": "7F3KQ-M2X9A", "style": {"code": True}}


@pytest.mark.spec("CHT-2")
def test_a_card_looks_like_this() -> None:
    card = Card(
        "Session booked",
        (
            Paragraph(words("With ", BEN, " for ", Money(199900, "INR"), ".")),
            Facts((("When", words(When(NOON, "Europe/Berlin"))), ("Type", words(Code("/sessions"))))),
            Row(
                (
                    Button("Cancel", CancelSession(7, 1), Style.DANGER),
                    Link("Join", "https://meet.example/x"),
                    Button("Help", ShowHelp()),
                )
            ),
            Choice("Choose a mentor", (Option("Ada", BrowseMentors(search="ada"), "Maths"),)),
            Hint(words("See you.")),
        ),
    )
    blocks, text = message(card, "T1", strict=True)
    check_message(blocks)
    assert text.splitlines()[:2] == ["Session booked", "With Ben Wolff for ₹1,999.00."]
    assert blocks == [
        {"type": "header", "text": {"type": "plain_text", "text": "Session booked", "emoji": True}},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "With "},
                        {"type": "user", "user_id": "U1BEN"},
                        {"type": "text", "text": " for "},
                        {"type": "text", "text": "₹1,999.00"},
                        {"type": "text", "text": "."},
                    ],
                }
            ],
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "When: ", "style": {"bold": True}},
                        {
                            "type": "date",
                            "timestamp": UNIX,
                            "format": "{date_long}, {time}",
                            "fallback": "Tue 24 Nov 2026, 15:00 (Europe/Berlin)",
                        },
                    ],
                },
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "Type: ", "style": {"bold": True}},
                        {"type": "text", "text": "/sessions", "style": {"code": True}},
                    ],
                },
            ],
        },
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "Cancel", "emoji": True},
                    "action_id": "sx-0",
                    "value": "1:sx:7:1",
                    "style": "danger",
                },
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "Join", "emoji": True},
                    "action_id": "link-1",
                    "url": "https://meet.example/x",
                },
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "Help", "emoji": True},
                    "action_id": "h-2",
                    "value": "1:h:",
                },
            ],
        },
        {
            "type": "actions",
            "elements": [
                {
                    "type": "static_select",
                    "action_id": "bm-3",
                    "placeholder": {"type": "plain_text", "text": "Choose a mentor", "emoji": True},
                    "options": [
                        {
                            "text": {"type": "plain_text", "text": "Ada", "emoji": True},
                            "value": "1:bm:0:ada:0",
                            "description": {"type": "plain_text", "text": "Maths", "emoji": True},
                        }
                    ],
                }
            ],
        },
        {"type": "context", "elements": [{"type": "plain_text", "text": "See you.", "emoji": True}]},
    ]


@pytest.mark.spec("CHT-2")
def test_a_time_in_small_print_is_the_viewers_own_and_its_fallback_names_the_zone() -> None:
    (block,) = blocks_of(Hint(words("Held until ", When(NOON, "Europe/Berlin", Show.TIME), ".")))
    assert block["elements"] == [
        {
            "type": "mrkdwn",
            "text": f"Held until <!date^{UNIX}^{{time}}|15:00 (Europe/Berlin)>.",
            "verbatim": True,
        }
    ]


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize("show", Show)
def test_a_time_reads_right_within_a_sentence_also_on_the_day_itself(show: Show) -> None:
    """Slack would say “on Today” and “until Tomorrow”."""
    sentence = words("It is on ", When(NOON, "Europe/Berlin", show), ".")
    read = READER.plain(mrkdwn(sentence, "T1"))
    assert (
        read
        == {
            Show.FULL: "It is on Tuesday, November 24th, 2026, 3:00 PM.",
            Show.SHORT: "It is on Nov 24, 2026, 3:00 PM.",
            Show.DATE: "It is on Tuesday, November 24th, 2026.",
            Show.TIME: "It is on 3:00 PM.",
        }[show]
    )
    (_, date, _) = leaves(Paragraph(sentence))
    assert f"It is on {READER.date(UNIX, date['format'])}." == read


@pytest.mark.spec("CHT-2")
def test_somebody_from_elsewhere_is_named_and_not_mentioned() -> None:
    elsewhere = Who("Ben", (Address("slack", "T2", "U1BEN"), Address("slack", "T1", "U1 <!here>")))
    assert leaves(Paragraph((elsewhere,))) == [{"type": "text", "text": "Ben"}]
    assert mrkdwn((elsewhere, " ", BEN), "T1") == "Ben <@U1BEN>"


@pytest.mark.spec("SAF-3")
def test_what_people_type_is_shown_as_typed() -> None:
    typed = "*b* _i_ ~s~ `c` > q <!channel> <@U1> <https://x|y> &amp; :tada:"
    assert leaves(Paragraph((typed,))) == [{"type": "text", "text": typed}]
    assert leaves(Facts((("Title", (typed,)),)))[1] == {"type": "text", "text": typed}
    (hint,) = blocks_of(Hint((typed,)))
    assert hint["elements"] == [{"type": "plain_text", "text": typed, "emoji": True}]


@pytest.mark.spec("SAF-3")
def test_in_mrkdwn_marks_give_way_to_lookalikes_and_names_of_zones_stay() -> None:
    assert literal("America/Sao_Paulo") == "America/Sao_Paulo"
    assert literal("*b* _i_ ~s~ `c` <!here> & co") == "∗b∗ ˍiˍ ∼s∼ ˋcˋ &lt;!here&gt; &amp; co"
    assert mrkdwn((Bold("a*b\nc"), Code("x`y"), Code("")), "T1") == "*a∗b c*`xˋy`"


WILD = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="*_~`<>&|!@#^{} \n\u202e\u2066אab", max_size=60),
    st.sampled_from(
        ["<!channel>", "<!date^1^{time}|x>", "<@U1BEN>", "*x*", "_", "&lt;!here&gt;", "x" * 10_000]
    ),
)


@pytest.mark.spec("SAF-3")
@settings(max_examples=examples(50, 500))
@given(WILD, WILD)
def test_no_typed_text_becomes_markup_or_breaks_a_limit(one: str, two: str) -> None:
    card = Card(
        one,
        (
            Paragraph((one, Bold(two), Code(one), Who(two, ()))),
            Facts(((one, (two,)),)),
            Hint((two, When(NOON, "UTC"), Bold(one))),
            Row((Button(one, ShowHelp()),)),
            Choice(two, (Option(one, ShowHelp(), two),)),
        ),
    )
    blocks, text = message(card, "T1")
    if any(is_blank_leaf(leaf) for leaf in rich_leaves(blocks)):
        return  # Slack takes a lone space between two elements; the playground's checker does not
    check_message(blocks)
    everything = json.dumps([blocks, text], ensure_ascii=False)
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069]", everything)
    for marked in [text, *(one["text"] for one in mrkdwns(blocks))]:
        shown = re.sub(r"<!date\^\d+\^[^<>|]*\|[^<>|]*>", "", marked)
        assert not re.search(r"[<>~]|&(?!(lt|gt|amp);)", shown)
    assert not re.search(r"[*_`~]\S.*[*_`~]", without_underscores_in_words(text))


def without_underscores_in_words(text: str) -> str:
    return re.sub(r"(?<=[^\W_])_(?=[^\W_])", "", text)


def mrkdwns(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    elements = [one for block in blocks if block["type"] == "context" for one in block["elements"]]
    return [one for one in elements if one["type"] == "mrkdwn"]


def rich_leaves(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rich = [block for block in blocks if block["type"] == "rich_text"]
    return [leaf for block in rich for section in block["elements"] for leaf in section["elements"]]


def is_blank_leaf(leaf: dict[str, Any]) -> bool:
    return leaf["type"] == "text" and not leaf["text"].strip()


@pytest.mark.spec("CHT-4")
def test_more_options_than_a_select_takes_are_grouped_and_none_is_lost() -> None:
    options = tuple(Option(f"Mentor {number}", ShowSession(number)) for number in range(250))
    (menu,) = controls(blocks_of(Choice("Choose", options)))
    assert [len(group["options"]) for group in menu["option_groups"]] == [100, 100, 50]
    assert menu["option_groups"][2]["label"]["text"] == "Mentor 200 – Mentor 249"
    values = [option["value"] for group in menu["option_groups"] for option in group["options"]]
    assert values == [to_token(option.action) for option in options]


@pytest.mark.spec("CHT-4")
def test_more_buttons_than_a_row_takes_go_to_the_next_and_ids_differ() -> None:
    blocks = blocks_of(
        Row(tuple(Button(f"{n}", ShowSession(n)) for n in range(60))), Row((Button("x", ShowHelp()),))
    )
    assert [len(block["elements"]) for block in blocks] == [25, 25, 10, 1]
    assert len({control["action_id"] for control in controls(blocks)}) == 61


@pytest.mark.spec("CHT-4")
@pytest.mark.parametrize("pairs", [30, 60, 600])
def test_too_many_blocks_are_a_fault_in_tests_and_lose_no_control_in_production(pairs: int) -> None:
    parts = [
        part
        for number in range(pairs)
        for part in (Paragraph((f"text {number}",)), Row((Button(f"b{number}", ShowSession(number)),)))
    ]
    with pytest.raises(TooBig):
        message(Card("Many", tuple(parts)), "T1", strict=True)
    blocks, _ = message(Card("Many", tuple(parts)), "T1")
    check_message(blocks)
    assert [one["value"] for one in controls(blocks)] == [to_token(ShowSession(n)) for n in range(pairs)]
    assert f"text {pairs - 1}" in json.dumps(blocks)


@pytest.mark.spec("CHT-4")
@pytest.mark.parametrize(
    "part",
    [
        Row((Button("x" * 76, ShowHelp()),)),
        Paragraph(("x" * 3001,)),
        Hint(("x" * 2001,)),
        Choice("x" * 151, (Option("a", ShowHelp()),)),
        Choice("x", (Option("a" * 76, ShowHelp()),)),
    ],
)
def test_too_long_a_text_is_a_fault_in_tests_and_shortened_in_production(part: Part) -> None:
    with pytest.raises(TooBig):
        message(Card("", (part,)), "T1", strict=True)
    blocks, _ = message(Card("", (part,)), "T1")
    check_message(blocks)
    assert "…" in json.dumps(blocks, ensure_ascii=False)


def test_parts_that_say_nothing_leave_no_block() -> None:
    assert blocks_of(Paragraph(("",)), Facts(()), Hint((" ",)), Row(()), Choice("x", ())) == []


@pytest.mark.spec("CHT-2")
def test_a_home_is_a_view_of_up_to_a_hundred_blocks() -> None:
    parts = tuple(Row((Button(f"b{number}", ShowSession(number)),)) for number in range(90))
    view = home(Card("Home", parts), "T1", strict=True)
    check_view(view)
    assert len(view["blocks"]) == 91


FORM = Form(
    id=4711,
    title="Describe your session",
    submit="Continue",
    intro=(Paragraph(("With ", BEN)),),
    fields=(
        TextField("title", "Title", initial="Growth", limit=100, hint="A few words"),
        TextField("about", "About", required=False, multiline=True, limit=5000),
        SelectField("kind", "Kind", (("a", "Audio"), ("v", "Video")), initial="v"),
        SelectField("zone", "Zone", tuple((f"Z/{n}", f"Zone {n}") for n in range(430)), initial="Z/429"),
        DateField("day", "Day", initial="2026-11-24"),
        TimeField("from", "From", initial="09:30"),
        DateField("until", "Until", initial="soon", required=False),
    ),
    errors=(("title", "Too short."),),
)


@pytest.mark.spec("CHT-2")
def test_a_form_is_a_modal_with_native_pickers_that_brings_its_draft_back() -> None:
    view = modal(FORM, "T1", strict=True)
    check_view(view)
    assert view["private_metadata"] == "4711"
    inputs = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    assert list(inputs) == ["title", "about", "kind", "zone", "day", "from", "until"]
    assert all(block["element"]["action_id"] == name for name, block in inputs.items())
    assert inputs["title"]["element"]["initial_value"] == "Growth"
    assert inputs["title"]["hint"]["text"] == "Too short."
    assert inputs["about"]["optional"]
    assert inputs["about"]["element"]["max_length"] == 3000
    assert inputs["kind"]["element"]["initial_option"]["value"] == "v"
    assert len(inputs["zone"]["element"]["option_groups"]) == 5
    assert inputs["zone"]["element"]["initial_option"]["value"] == "Z/429"
    assert inputs["day"]["element"] == {
        "action_id": "day",
        "type": "datepicker",
        "initial_date": "2026-11-24",
    }
    assert inputs["from"]["element"] == {"action_id": "from", "type": "timepicker", "initial_time": "09:30"}
    assert inputs["until"]["element"] == {"action_id": "until", "type": "datepicker"}
    assert view["blocks"][0]["type"] == "rich_text"


def test_a_modals_title_is_short() -> None:
    long = Form(1, "A title that is far too long for Slack", "Submit", ())
    with pytest.raises(TooBig):
        modal(long, "T1", strict=True)
    check_view(modal(long, "T1"))
    check_view(notice("Working…", "This takes a little longer."))


def _lines(count: int, text: str = "Ana") -> tuple[Line, ...]:
    cells = lambda n: (Cell(f"S-{n}"), Cell(text), Cell("3 Mar", 1_772_000_000 + n), Cell(""))  # noqa: E731
    return tuple(Line(cells(n), (f"S-{n}: {text}",)) for n in range(count))


@pytest.mark.spec("ADM-2")
def test_a_table_is_slacks_own_where_that_is_known_and_else_a_list() -> None:
    table = Table(own("Sessions"), (own("ID"), own("Mentor"), own("When"), own("Note")), _lines(20))
    card = Card(own("All"), (table,))
    blocks, _ = message(card, "T1", natives=NATIVE, strict=True)
    check_message(blocks)
    [drawn] = [block for block in blocks if block["type"] == "data_table"]
    assert [cell["text"] for cell in drawn["rows"][0]] == ["ID", "Mentor", "When", "Note"]
    assert drawn["rows"][1][2] == {"type": "raw_number", "text": "3 Mar", "value": 1_772_000_000}
    assert drawn["rows"][1][3]["text"] == "–"
    assert len(drawn["rows"]) == 21
    blocks, _ = message(card, "T1", strict=True)
    check_message(blocks)
    assert [block["type"] for block in blocks] == ["header", "rich_text"]
    assert len(blocks[1]["elements"]) == 20


@pytest.mark.spec("ADM-2")
@pytest.mark.parametrize("lines", [(Line((Cell("x" * 200),) * 4, ("S-1",)),) * 100, _lines(101)])
def test_a_table_that_is_too_large_for_slack_is_a_list_with_every_line(lines: tuple[Line, ...]) -> None:
    table = Table(own("Sessions"), (own("ID"), own("Mentor"), own("When"), own("Note")), lines)
    blocks, _ = message(Card(own("All"), (table,)), "T1", natives=NATIVE, strict=True)
    check_message(blocks)
    assert len(blocks[1]["elements"]) == len(lines)


def _entry(number: int, **changes: Any) -> Entry:
    name = own(f"Mentor {number}")
    free = ("next free ", When(NOON, "America/Argentina/ComodRivadavia", Show.SHORT))
    entry = Entry(
        name,
        (Bold(name), ", no charge"),
        free,
        (("no charge",), ("A headline",)),
        Button(own("Free times"), ShowWeek(number), Style.PRIMARY),
        Button(own(f"About {name}"), ShowMentor(number)),
    )
    return replace(entry, **changes)


def _gallery(*entries: Entry) -> list[Any]:
    card = Card(own("Mentors"), (Gallery(own("Choose a mentor"), entries),))
    blocks, text = message(card, "T1", natives=NATIVE, strict=True)
    check_message(blocks)
    assert all(entry.name in text for entry in entries)
    return blocks[1:]


@pytest.mark.spec("CHT-2", "BOK-1")
def test_those_to_choose_from_are_cards_in_a_carousel_whose_buttons_say_whose_they_are() -> None:
    [carousel] = _gallery(*map(_entry, range(6)))
    assert carousel["type"] == "carousel"
    cards = carousel["elements"]
    assert [card["title"]["text"] for card in cards] == [f"Mentor {n}" for n in range(6)]
    assert cards[0]["body"]["text"] == "no charge\nA headline"
    assert cards[0]["subtitle"]["text"].startswith(f"next free <!date^{UNIX}^")
    labels = [[one["accessibility_label"] for one in card["actions"]] for card in cards]
    assert labels[3] == ["Free times: Mentor 3", "About Mentor 3: Mentor 3"]
    ids = [one["action_id"] for card in cards for one in card["actions"]]
    assert len(ids) == len(set(ids))
    assert cards[2]["actions"][0]["value"] == to_token(ShowWeek(2))


@pytest.mark.spec("CHT-2", "CHT-4")
def test_a_gallery_without_carousels_is_a_list_with_a_menu_and_so_is_one_that_is_too_long() -> None:
    entries = [_entry(number) for number in range(11)]
    entries[2] = replace(entries[2], choose=None)
    below = _gallery(*entries)
    assert [block["type"] for block in below] == ["rich_text"] * 11 + ["actions", "actions"]
    options = below[11]["elements"][0]["options"]
    assert len(options) == 10
    assert options[0]["value"] == to_token(ShowWeek(0))


@pytest.mark.spec("SAF-3", "CHT-2")
@given(st.text(max_size=400), st.text(max_size=400), st.sampled_from(["&" * 300, "<!channel> " * 40, "*"]))
def test_whatever_people_call_themselves_a_card_keeps_within_its_limits(
    name: str, headline: str, topics: str
) -> None:
    entry = _entry(1, name=own(name or "x"), lines=((headline,), (topics,)), note=(topics,))
    card = Card(own("Mentors"), (Gallery(own("Choose"), (entry, _entry(2))),))
    blocks, _ = message(card, "T1", natives=NATIVE)
    check_message(blocks)
    assert not list(oddities(blocks))


def _chart(
    labels: Sequence[str], *series: Series, upright: bool = False, title: str = "Sessions by status"
) -> Chart:
    return Chart(title, tuple(labels), series, ((0, "0"),), (), upright=upright)


def _drawn(*charts: Chart) -> list[Any]:
    picture = Picture(ChartsDrawing("Statistics", "2026", charts), own("Sessions over time"))
    blocks, _ = message(
        Card(own("Statistics"), (picture, Hint(("3 sessions",)))), "T1", natives=NATIVE, strict=True
    )
    check_message(blocks)
    return [block["chart"] for block in blocks if block["type"] == "data_visualization"]


@pytest.mark.spec("ADM-6")
def test_charts_are_slacks_own_where_these_are_known() -> None:
    over_time = _chart(("1 Mar", "2 Mar"), Series("Completed", Hue.NAVY, (1, 2)), upright=True)
    by_status = _chart(
        ("Completed", "Cancelled"), Series("", Hue.NAVY, (3, 0)), Series("", Hue.RED, (0, 4))
    )
    line, bars = _drawn(over_time, by_status)
    assert (line["type"], line["axis_config"]) == ("line", {"categories": ["1 Mar", "2 Mar"]})
    assert line["series"] == [
        {"name": "Completed", "data": [{"label": "1 Mar", "value": 1}, {"label": "2 Mar", "value": 2}]}
    ]
    assert (bars["type"], [each["name"] for each in bars["series"]]) == ("bar", ["Sessions by status"])
    assert [point["value"] for point in bars["series"][0]["data"]] == [3, 4]


@pytest.mark.spec("ADM-6")
def test_days_of_a_month_are_put_together_until_slack_takes_them() -> None:
    days = [f"{day} Mar" for day in range(1, 32)]
    [line] = _drawn(_chart(days, Series("Completed", Hue.NAVY, tuple(range(31))), upright=True))
    points = line["series"][0]["data"]
    assert [point["label"] for point in (points[0], points[-1])] == ["1 Mar – 2 Mar", "31 Mar"]
    assert sum(point["value"] for point in points) == sum(range(31))


@pytest.mark.spec("ADM-6")
@pytest.mark.parametrize(
    "charts",
    [
        [_chart(("a",), Series("x", Hue.RED, (1,)))] * 3,
        [_chart(tuple(map(str, range(21))), Series("x", Hue.RED, (1,) * 21))],
        [_chart(("a" * 20 + "b", "a" * 20 + "c"), Series("x", Hue.RED, (1, 2)))],
        [_chart(("a",), *(Series(str(n), Hue.RED, (1,)) for n in range(7)))],
        [_chart((" ",), Series("x", Hue.RED, (1,)))],
    ],
    ids=["three charts", "21 bars", "names that end alike", "seven series", "no name"],
)
def test_charts_that_slack_cannot_draw_in_full_stay_a_picture(charts: list[Chart]) -> None:
    assert _drawn(*charts) == []
