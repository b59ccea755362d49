"""Cards on Telegram: what they look like, and that the service takes every one of them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.booking import TakeSlot
from bot.actions.help import ShowHelp
from bot.actions.mentors import BrowseMentors
from bot.actions.profile import SetZone
from bot.actions.sessions import ShowSession
from bot.formats import plain
from bot.sentences import label, own
from bot.telegram.render import BUTTON_LIMIT, TEXT_LIMIT, DoesNotFit, fallback, pages, render, units
from bot.tokens import from_token
from bot.ui import (
    Bold,
    Button,
    Card,
    Choice,
    Code,
    Copyable,
    Facts,
    Hint,
    Line,
    Link,
    Money,
    Option,
    Paragraph,
    Row,
    Show,
    Style,
    Table,
    When,
    Who,
)
from core.people import Address
from playground.telegram.html import parse_html
from playground.telegram.markup import inline_keyboard
from playground.telegram.model import Account, Chat
from playground.telegram.text import trimmed

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
BERLIN = "Europe/Berlin"
RAVI = Address("telegram", "", "7001")
ANA = Address("slack", "T1", "U1ANA")
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.characters(exclude_categories=()), max_size=60),
    st.sampled_from(
        [
            "</b><a href='https://evil.example'>x</a>",
            "<script>&lt;&amp;",
            "\u202eevil\u202c",
            "a\x00b",
            "\ud800",
            "👩‍👩‍👧‍👦" * 20,
            "\n\n\n",
            " ",
            "\u200b",
            "x" * 10_000,
            "😀" * 10_000,
            "&" * 9_999,
            "a\n" * 5_000,
        ]
    ),
)
SPANS = st.one_of(
    HOSTILE,
    st.builds(Bold, HOSTILE),
    st.builds(Code, HOSTILE),
    st.builds(Who, HOSTILE, st.sampled_from([(), (RAVI,), (ANA, RAVI)])),
    st.builds(When, st.just(AT), st.just(BERLIN), st.sampled_from(Show)),
    st.builds(Money, st.integers(0, 10**9), st.sampled_from(["INR", "JPY", "EUR"])),
)
TEXTS = st.lists(SPANS, max_size=6).map(tuple)
BUTTONS = st.builds(Button, HOSTILE, st.just(ShowHelp()), st.sampled_from(Style))
LINKS = st.builds(
    Link,
    HOSTILE,
    st.sampled_from(["https://a.example/x?y=1", "http://localhost:1/", "https://[", "no", "http://.a"]),
)
PARTS = st.one_of(
    st.builds(Paragraph, TEXTS),
    st.builds(Hint, TEXTS),
    st.builds(Facts, st.lists(st.tuples(HOSTILE, TEXTS), max_size=5).map(tuple)),
    st.builds(Copyable, st.from_regex(r"[!-~]{1,300}", fullmatch=True), HOSTILE),
    st.builds(Row, st.lists(BUTTONS | LINKS, max_size=30).map(tuple), st.integers(-1, 12)),
    st.builds(
        Choice,
        HOSTILE,
        st.lists(st.builds(Option, HOSTILE, st.just(ShowHelp()), HOSTILE), max_size=40).map(tuple),
    ),
)
CARDS = st.builds(Card, HOSTILE, st.lists(PARTS, max_size=8).map(tuple))


def as_taken(
    card: Card, *, strict: bool = True
) -> tuple[str, list[dict[str, Any]], list[list[dict[str, Any]]]]:
    """Text, entities and keyboard as the service keeps them; fails where it would refuse or complain."""
    shown = render(card, strict=strict)
    text, entities = trimmed(*parse_html(shown.html))
    assert text
    assert units(text) <= TEXT_LIMIT
    text.encode()
    complaints: list[str] = []
    markup = shown.keyboard
    chat = Chat(1, "private", "", iter(()), [Account(1, "Ravi")])
    keyboard = inline_keyboard(markup, chat, complaints.append) or {"inline_keyboard": []}
    assert complaints == []
    return text, entities, keyboard["inline_keyboard"]


def labels(card: Card) -> list[list[str]]:
    return [[button["text"] for button in row] for row in as_taken(card)[2]]


@pytest.mark.spec("CHT-3", "CHT-4")
def test_a_card_reads_from_title_to_small_print() -> None:
    card = Card(
        "Session booked",
        (
            Paragraph(("With ", Who("Ana Lima", (ANA,)), ", as ", Bold("agreed"), ".")),
            Facts((("Topic", ("Kubernetes",)), ("Price", (Money(199900, "INR"),)))),
            Hint(("More: ", Code("/help"))),
        ),
    )
    text, entities, keyboard = as_taken(card)
    assert text == (
        "Session booked\n\nWith Ana Lima, as agreed.\n\nTopic: Kubernetes\nPrice: ₹1,999.00\n\nMore: /help"
    )
    assert [entity["type"] for entity in entities] == ["bold", "bold", "bold", "bold", "italic", "code"]
    assert keyboard == []


@pytest.mark.spec("CHT-3")
@pytest.mark.parametrize(
    ("show", "form", "said"),
    [
        (Show.FULL, "wDt", "Tue 24 Nov 2026, 16:00 (Europe/Berlin)"),
        (Show.SHORT, "wdt", "Tue 24 Nov, 16:00 (Europe/Berlin)"),
        (Show.DATE, "wD", "Tuesday 24 November 2026"),
        (Show.TIME, "t", "16:00 (Europe/Berlin)"),
    ],
)
def test_a_time_is_native_and_its_fallback_names_the_zone(show: Show, form: str, said: str) -> None:
    text, entities, _ = as_taken(Card("", (Paragraph((When(AT, BERLIN, show),)),)))
    assert text == said
    assert entities == [
        {
            "type": "date_time",
            "unix_time": int(AT.timestamp()),
            "date_time_format": form,
            "offset": 0,
            "length": len(said),
        }
    ]


@pytest.mark.spec("CHT-3")
def test_a_person_is_a_mention_only_where_telegram_knows_them() -> None:
    known = render(Card("", (Paragraph((Who("Ravi <3", (ANA, RAVI)),)),))).html
    assert known == '<a href="tg://user?id=7001">Ravi &lt;3</a>'
    assert render(Card("", (Paragraph((Who("Ana", (ANA,)),)),))).html == "Ana"


@pytest.mark.spec("SAF-3")
def test_typed_markup_stays_text() -> None:
    typed = "</b><a href='https://evil.example'>click</a> & <tg-spoiler>"
    card = Card(
        typed,
        (Facts(((typed, (typed, Bold(typed), Code(typed))),)), Choice("?", (Option(typed, ShowHelp()),))),
    )
    text, entities, _ = as_taken(card)
    assert text.count(typed) == 5
    assert {entity["type"] for entity in entities} == {"bold", "code"}


@pytest.mark.spec("SAF-3")
def test_a_text_cannot_turn_the_reading_direction_of_what_follows() -> None:
    text, _, _ = as_taken(Card("", (Paragraph(("\u202eevil\u2066",)),)))
    assert text == "evil"


@pytest.mark.spec("CHT-3")
def test_buttons_stand_in_the_columns_asked_for_and_carry_their_weight() -> None:
    buttons = tuple(Button(f"{hour}:00", TakeSlot(5, AT, 30)) for hour in range(9, 14))
    card = Card(
        "Times",
        (
            Row(buttons, columns=3),
            Row((Button("Book", ShowHelp(), Style.PRIMARY), Button("Cancel", ShowHelp(), Style.DANGER))),
            Row((Link("Map", "https://maps.example/x"),)),
        ),
    )
    _, _, keyboard = as_taken(card)
    assert [len(row) for row in keyboard] == [3, 2, 2, 1]
    assert [button.get("style") for button in keyboard[2]] == ["primary", "danger"]
    assert from_token(keyboard[0][0]["callback_data"]) == TakeSlot(5, AT, 30)
    assert keyboard[3][0]["url"] == "https://maps.example/x"


@pytest.mark.spec("CHT-3")
def test_no_row_has_more_buttons_than_a_client_shows() -> None:
    card = Card(
        "Days", (Row(tuple(Button(str(day), ShowHelp(str(day))) for day in range(20)), columns=31),)
    )
    assert [len(row) for row in labels(card)] == [8, 8, 4]


@pytest.mark.spec("CHT-3", "CHT-4")
def test_a_choice_is_buttons_with_its_details_in_the_text() -> None:
    short = Choice(
        "Choose a plan", (Option("None", ShowHelp("a")), Option("Council", ShowHelp("b"), "six seats"))
    )
    text, _, _ = as_taken(Card("Plan", (short,)))
    assert text == "Plan\n\nChoose a plan\n• Council – six seats"
    assert labels(Card("Plan", (short,))) == [["None", "Council"]]
    wide = Choice(
        "Who?", tuple(Option(f"A mentor with a long name {n}", ShowHelp(str(n))) for n in range(3))
    )
    assert [len(row) for row in labels(Card("", (wide,)))] == [1, 1, 1]


@pytest.mark.spec("CHT-4")
def test_a_link_that_no_button_can_carry_stands_in_the_text() -> None:
    text, _, keyboard = as_taken(Card("Here", (Row((Link("Calendar", "http://localhost:8080/c"),)),)))
    assert text == "Here\n\nCalendar: http://localhost:8080/c"
    assert keyboard == []


@pytest.mark.spec("CHT-3", "CHT-4")
def test_a_code_is_copied_by_a_button_that_stands_below_the_same_text() -> None:
    text, _, keyboard = as_taken(Card("Here", (Copyable("7F3KQ-M2X9A", own("Copy the code")),)))
    assert text == "Here\n\n7F3KQ-M2X9A"
    assert keyboard == [[{"text": "Copy the code", "copy_text": {"text": "7F3KQ-M2X9A"}}]]
    long = "https://a.example/" + "x" * 256
    text, _, keyboard = as_taken(Card("Here", (Copyable(long, own("Copy the address")),)))
    assert (text, keyboard) == (f"Here\n\n{long}", []), "no button copies so much: the text has it"


@pytest.mark.spec("CHT-4")
def test_more_buttons_than_one_message_takes_move_on_to_the_next() -> None:
    options = tuple(Option(f"Mentor {n}", ShowSession(n)) for n in range(250))
    card = Card(
        "All", (Paragraph(("Hello",)), Choice("Which?", options), Row((Button("Back", ShowHelp()),)))
    )
    parts = pages(card)
    keyboards = [as_taken(part)[2] for part in parts]
    shown = [button["text"] for keyboard in keyboards for row in keyboard for button in row]
    assert shown == [*(f"Mentor {n}" for n in range(250)), "Back"]
    assert all(sum(map(len, keyboard)) <= BUTTON_LIMIT for keyboard in keyboards)
    with pytest.raises(DoesNotFit):
        pages(card, strict=True)


@pytest.mark.spec("SAF-3")
def test_a_text_that_is_too_long_is_shortened_and_its_buttons_stay() -> None:
    facts = Facts(tuple((f"Line {n}", ("x" * 90,)) for n in range(300)))
    card = Card("Long", (Paragraph(("y" * 5000,)), facts, Row((Button("Next", BrowseMentors(2)),))))
    text, _, keyboard = as_taken(card, strict=False)
    assert "…" in text
    assert keyboard[0][0]["text"] == "Next"
    with pytest.raises(DoesNotFit):
        render(card, strict=True)


@pytest.mark.spec("CHT-4")
def test_the_fallback_names_each_button_and_the_command_that_does_the_same() -> None:
    card = Card("Hi", (Row((Button("My sessions", ShowSession(1)), Button("Berlin", SetZone(BERLIN)))),))
    assert fallback(card, buttons=True) == (
        "Hi\n\nIn place of pressing, type:\n• My sessions: /sessions S-0001\n• Berlin"
    )
    assert fallback(card, buttons=False) == "Hi"
    assert (
        units(fallback(Card("😀" * 9000, (Row((Button("x" * 9000, ShowHelp()),)),)), buttons=True))
        <= TEXT_LIMIT
    )


@pytest.mark.spec("SAF-3")
@given(CARDS)
def test_whatever_people_type_the_service_takes_the_card(card: Card) -> None:
    controls = 0
    for page in pages(card):
        text, _, keyboard = as_taken(page, strict=False)
        controls += sum(map(len, keyboard))
        fallback(page, buttons=True).encode()
        assert "\x00" not in text
    links = [
        b.url for part in card.parts if isinstance(part, Row) for b in part.buttons if isinstance(b, Link)
    ]
    expected = sum(
        len(part.buttons)
        if isinstance(part, Row)
        else len(part.options)
        if isinstance(part, Choice)
        else isinstance(part, Copyable) and len(part.text) <= 256
        for part in card.parts
    )
    assert controls == expected - sum(not url.startswith("https://a.") for url in links)


@pytest.mark.spec("ADM-2")
@pytest.mark.parametrize("count", [1, 20, 100])
def test_a_table_is_a_line_each_and_a_long_one_goes_on_in_further_messages(count: int) -> None:
    lines = tuple(Line((), (f"S-{n:04}: {'a name' * 12}",)) for n in range(count))
    door = Row((Button(label("More"), ShowHelp()),))
    card = Card(own("All"), (Table(own("Sessions"), (), lines), door))
    shown = [render(page, strict=True) for page in pages(card, strict=True)]
    text = "\n".join(each.html for each in shown)
    assert [line for line in text.split("\n") if line.startswith("S-")] == [
        plain(line.short) for line in lines
    ]
    assert len(shown) == {1: 1, 20: 1, 100: 2}[count]
    assert [each.keyboard is not None for each in shown] == [*([False] * (len(shown) - 1)), True]
