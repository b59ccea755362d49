"""Tables on Telegram: drawn where its server knows how, else the same as a list, said once either way."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.actions.help import ShowHelp
from bot.names import Reading, read_as
from bot.telegram.sender import TelegramPlatform
from bot.telegram.tables import BLOCKS, COLUMNS, drawn
from bot.ui import Bold, Button, Card, Cell, Facts, Line, Message, Paragraph, Row, Table, words
from core.outbox import TryLater, Unsure
from core.people import Address
from tests.wire.telegram_stage import MIA, RAVI, Stage, telegram_stage
from tests.wire.test_telegram_sending import pressed

pytestmark = pytest.mark.spec("CHT-4")

TO_RAVI = Address("telegram", "", str(RAVI))
HOSTILE = "<b>&amp; </table>|\n\u202e"
METHODS = ("sendRichMessage", "sendMessage", "editMessageText")


def listing(*names: str) -> Card:
    lines = tuple(Line((Cell(each), Cell("60", 60), Cell("")), words(f"{each} · 60")) for each in names)
    table = Table("Sessions", ("Who", "Minutes", "Refund"), lines)
    parts = (Facts((("Order", words("by name")),)), table, Row((Button("Help", ShowHelp()),)))
    return Card("All sessions", parts)


LIST = listing("Ana", "Ben")


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with telegram_stage() as stage:
        await stage.person(RAVI).start()
        stage.service.updates.clear()
        yield stage


def messages(stage: Stage) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = stage.service.snapshot(RAVI)["chats"][0]["messages"]
    return [message for message in shown if message["bot"]]


def table(message: dict[str, Any]) -> list[list[str]]:
    rows = next(block["rows"] for block in message["rich"] if block["kind"] == "table")
    return [["".join(run["text"] for run in cell["runs"]) for cell in row] for row in rows]


def calls(stage: Stage) -> list[int]:
    return [len(stage.calls(method)) for method in METHODS]


async def test_a_table_is_drawn_with_its_buttons_turned_and_settled(stage: Stage) -> None:
    receipt = await stage.platform.send(TO_RAVI, LIST, key="k")
    press = await pressed(stage, "Help")
    header, ana, ben = table(messages(stage)[-1])
    assert (header, ana, ben) == (["Who", "Minutes", "Refund"], ["Ana", "60", "–"], ["Ben", "60", "–"])
    turned = await stage.platform.answer(press, press.place, Message(listing("Mia")))
    assert turned == receipt
    assert [row[0] for row in table(messages(stage)[-1])] == ["Who", "Mia"]
    await stage.platform.edit(receipt, listing("Mia"))
    assert [row[0] for row in table(messages(stage)[-1])] == ["Who", "Mia"], "nothing was modified"
    await stage.platform.edit(receipt, Card("Settled"))
    assert [message["rich"] for message in messages(stage)] == [[]]
    await stage.platform.edit(receipt, LIST)
    assert len(table(messages(stage)[-1])) == 3
    assert calls(stage)[:2] == [1, 0]


async def test_all_that_a_card_says_besides_stands_around_the_table(stage: Stage) -> None:
    text = Paragraph(words("Two\nlines of ", Bold(HOSTILE)))
    await stage.platform.send(TO_RAVI, Card(HOSTILE, (text, *listing(HOSTILE).parts)), key="k")
    screen = stage.person(RAVI).screen()
    assert "Two\nlines of <b>&amp; </table>|" in screen
    assert "Order: by name" in screen
    assert "[Help]" in screen
    assert table(messages(stage)[-1])[1][0] == "<b>&amp; </table>|"


async def test_a_server_that_knows_no_tables_is_asked_once_and_lists_them(stage: Stage) -> None:
    stage.service.world.knows_rich = False
    for _ in range(3):
        receipt = await stage.platform.send(TO_RAVI, LIST, key="k")
    assert calls(stage) == [1, 3, 0]
    assert len(messages(stage)) == 3
    await stage.platform.edit(receipt, listing("Mia"))
    assert stage.person(RAVI).screen().endswith("Order: by name\n\nMia · 60\n[Help]")
    assert calls(stage) == [1, 3, 1]


async def test_an_edit_that_such_a_server_does_not_understand_is_made_as_text(stage: Stage) -> None:
    stage.service.world.knows_rich = False
    receipt = await stage.platform.send(TO_RAVI, Card("Menu"), key="k")
    await stage.platform.edit(receipt, LIST)
    await stage.platform.edit(receipt, listing("Mia"))
    assert stage.person(RAVI).screen().endswith("Order: by name\n\nMia · 60\n[Help]")
    assert calls(stage) == [0, 1, 3]


async def test_a_table_that_is_refused_is_said_once_as_a_list(stage: Stage) -> None:
    stage.service.plan_fault("sendRichMessage", "400")
    await stage.platform.send(TO_RAVI, LIST, key="k")
    assert stage.person(RAVI).screen().endswith("Ana · 60\nBen · 60\n[Help]")
    assert len(messages(stage)) == 1
    await stage.platform.send(TO_RAVI, LIST, key="k2")
    assert len(table(messages(stage)[-1])) == 3, "what was wrong with one message is not held against all"


async def test_a_server_that_has_learned_to_draw_tables_is_asked_again_after_an_hour(stage: Stage) -> None:
    seconds = [0.0]
    api = stage.platform.bot.base_url.rpartition("/bot")[0] + "/bot"
    platform = TelegramPlatform(stage.service.token, api_url=api, strict=True, now=lambda: seconds[0])
    stage.service.world.knows_rich = False
    await platform.send(TO_RAVI, LIST, key="k")
    stage.service.world.knows_rich = True
    for seconds[0], rich in (3599.0, 1), (3600.0, 2):
        await platform.send(TO_RAVI, LIST, key="k")
        assert len(stage.calls("sendRichMessage")) == rich
    await platform.close()


async def test_a_table_whose_answer_is_lost_is_not_said_again(stage: Stage) -> None:
    stage.service.plan_fault("sendRichMessage", "reset", done=True)
    with pytest.raises(Unsure):
        await stage.platform.send(TO_RAVI, LIST, key="k")
    assert len(messages(stage)) == 1
    assert calls(stage) == [1, 0, 0]


@pytest.mark.parametrize("fault", ["429", "401"])
async def test_a_refusal_that_is_none_of_the_table_leaves_tables_on(stage: Stage, fault: Any) -> None:
    for method in METHODS[:2]:
        stage.service.plan_fault(method, fault)
    with pytest.raises(TryLater):
        await stage.platform.send(TO_RAVI, LIST, key="k")
    await stage.platform.send(Address("telegram", "", str(RAVI)), LIST, key="k")
    assert len(table(messages(stage)[-1])) == 3


async def test_who_cannot_be_reached_says_nothing_of_tables(stage: Stage) -> None:
    with pytest.raises(Exception, match="initiate conversation"):
        await stage.platform.send(Address("telegram", "", str(MIA)), LIST, key="k")
    await stage.platform.send(TO_RAVI, LIST, key="k")
    assert len(table(messages(stage)[-1])) == 3


async def test_whoever_types_and_whoever_wants_no_tables_reads_lists(stage: Stage) -> None:
    with read_as(Reading(types=True)):
        await stage.platform.send(TO_RAVI, LIST, key="k")
    api = stage.platform.bot.base_url.rpartition("/bot")[0] + "/bot"
    plain = TelegramPlatform(stage.service.token, api_url=api, tables=False, strict=True)
    await plain.send(TO_RAVI, LIST, key="k")
    await plain.close()
    assert calls(stage) == [0, 2, 0]


def test_what_is_beyond_the_documented_limits_is_no_table() -> None:
    assert drawn(listing(*"abc")) is not None
    assert drawn(listing(*("x" for _ in range(BLOCKS)))) is None
    assert drawn(listing("x" * 33_000)) is None
    wide = tuple(str(n) for n in range(COLUMNS + 1))
    assert drawn(Card("", (Table("", wide, (Line(tuple(map(Cell, wide)), words("x")),)),))) is None
    assert drawn(Card("No table")) is None
