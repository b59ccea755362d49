"""Rich messages of the simulated Telegram: what is taken, what it becomes, and what is refused."""

from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest

from playground.telegram.errors import ApiError
from playground.telegram.person import TelegramPerson
from playground.telegram.rich import parse_rich
from playground.telegram.service import TelegramService
from tests.playground.test_telegram.conftest import RAVI

pytestmark = pytest.mark.spec("OPS-1", "CHT-4")

TABLE = (
    "<table bordered striped><caption>All</caption><tr><th>Who</th><th>When</th></tr>"
    '<tr><td>Ana</td><td align="right"><tg-time unix="1795512600" format="t">09:30</tg-time></td></tr></table>'
)


def send(bot: Bot, html: str) -> Any:
    return bot.do_api_request("sendRichMessage", {"chat_id": RAVI, "rich_message": {"html": html}})


async def test_html_becomes_blocks_that_each_reads_in_their_own_time(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    sent = await send(bot, f"<h4>Title</h4> <p>a\n  <b>b</b><br>c &lt;</p>{TABLE}")
    heading, paragraph, table = sent["rich_message"]["blocks"]
    assert "text" not in sent
    assert heading == {"type": "heading", "size": 4, "text": "Title"}
    assert paragraph == {"type": "paragraph", "text": ["a ", {"type": "bold", "text": "b"}, "\nc <"]}
    assert (table["is_bordered"], table["is_striped"], table["caption"]) == (True, True, "All")
    assert table["cells"][0][0] == {"text": "Who", "is_header": True, "align": "left", "valign": "middle"}
    assert table["cells"][1][1]["align"] == "right"
    screen = ravi.screen()
    assert "Title\n\na b\nc <\n\nAll\nWho | When\nAna | 15:00" in screen
    shown = telegram.snapshot(RAVI)["chats"][0]["messages"][-1]["rich"]
    assert shown[2]["rows"][1][1]["runs"][0]["text"] == "15:00"
    assert telegram.faults == []


async def test_a_text_becomes_rich_and_a_text_again(bot: Bot, ravi: TelegramPerson) -> None:
    text = await bot.send_message(RAVI, "text")
    where = {"chat_id": RAVI, "message_id": text.message_id}
    rich = await bot.do_api_request("editmessagetext", {**where, "rich_message": {"html": TABLE}})
    assert "text" not in rich
    with pytest.raises(BadRequest, match="not modified"):
        await bot.do_api_request("editmessagetext", {**where, "rich_message": {"html": TABLE}})
    await bot.edit_message_text("text", RAVI, text.message_id)
    assert ravi.screen().endswith("text")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"html": ""},
        {"html": "<p>a</p>", "markdown": "a"},
        {"html": "<p>a</p>", "style": "x"},
        {"html": "<div>a</div>"},
        {"html": "<p class='x'>a</p>"},
        {"html": "<p>a"},
        {"html": "<p><b>a</p>"},
        {"html": "<p><span>a</span></p>"},
        {"html": "<table></table>"},
        {"html": "<table wide><tr><td>a</td></tr></table>"},
        {"html": "<table><td>a</td></table>"},
        {"html": "<table><tr><td><p>a</p></td></tr></table>"},
        {"html": f"<table><tr>{'<td>a</td>' * 21}</tr></table>"},
        {"html": f"<table>{'<tr><td>a</td></tr>' * 500}</table>"},
        {"html": f"<p>{'a' * 32_769}</p>"},
    ],
    ids=lambda asked: str(asked)[:40],
)
def test_what_the_documentation_does_not_allow_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(ApiError):
        parse_rich(asked)


async def test_a_refusal_is_told_as_a_fault_of_the_bot(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    with pytest.raises(BadRequest):
        await send(bot, "<div>a</div>")
    assert "unexpected '<div>" in telegram.faults[0]
