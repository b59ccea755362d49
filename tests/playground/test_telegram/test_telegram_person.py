"""People who fill in the bot's questions, and what their page shows."""

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import Bot, BotCommand, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update

from playground.actor import Actor
from playground.telegram.person import TelegramPerson
from playground.telegram.service import TelegramService
from tests.playground.test_telegram.conftest import MIA, RAVI, TARA

FIELDS = (
    ("Meeting type", ("Video", "Audio", "Cancel")),
    ("Title", ("Cancel",)),
    ("Duration", ("Keep 30 minutes", "Cancel")),
    ("Notes", ("Skip", "Cancel")),
)


@dataclass
class Questioner:
    """A bot that asks FIELDS one after the other, on one message, and says what it was told."""

    bot: Bot
    offset: int = 0
    message: int = 0
    told: list[str] = field(default_factory=list)

    async def serve(self) -> None:
        while True:
            for update in await self.bot.get_updates(self.offset, timeout=5):
                self.offset = update.update_id + 1
                await self.handle(update)

    async def handle(self, update: Update) -> None:
        if update.message and update.message.text == "/form":
            self.message = (await self.bot.send_message(RAVI, **self.question())).message_id
        elif update.message and self.message:
            await self.take(update.message.text or "")
        elif update.callback_query:
            query: CallbackQuery = update.callback_query
            await query.answer()
            await self.take(query.data or "")

    async def take(self, answer: str) -> None:
        self.told.append(answer)
        await self.bot.edit_message_text(chat_id=RAVI, message_id=self.message, **self.question())

    def question(self) -> dict[str, Any]:
        if len(self.told) == len(FIELDS):
            return {"text": f"Saved: {', '.join(self.told)}"}
        label, options = FIELDS[len(self.told)]
        rows = [[InlineKeyboardButton(option, callback_data=option)] for option in options]
        text = f"Title of the form ({len(self.told) + 1} of {len(FIELDS)})\n{label}?"
        return {"text": text, "reply_markup": InlineKeyboardMarkup(rows)}


@pytest.fixture
async def questioner(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> AsyncIterator[Questioner]:
    telegram.flood.enabled = False
    questioner = Questioner(bot)
    serving = asyncio.create_task(questioner.serve())
    yield questioner
    serving.cancel()
    await asyncio.wait([serving])


@pytest.mark.spec("OPS-1")
async def test_a_form_is_filled_by_pressing_typing_and_skipping(
    questioner: Questioner, ravi: TelegramPerson
) -> None:
    actor: Actor = ravi
    await actor.command("form")
    await actor.fill({"Meeting type": "audio", "Title": "Portfolio review"})
    assert await actor.sees("Saved") == "Parley: Saved: Audio, Portfolio review, Keep 30 minutes, Skip"


@pytest.mark.spec("OPS-1")
async def test_an_answer_that_no_question_asks_for_is_told_with_the_screen(
    questioner: Questioner, ravi: TelegramPerson
) -> None:
    await ravi.command("form")
    with pytest.raises(AssertionError, match=r"did not ask for Colour; on the screen:\n(.|\n)*Saved"):
        await ravi.fill({"Meeting type": "Video", "Title": "x", "Colour": "blue"})


@pytest.mark.spec("OPS-1")
async def test_waiting_in_vain_says_what_is_on_the_screen(ravi: TelegramPerson) -> None:
    with pytest.raises(AssertionError, match=r"Ravi Menon waited in vain for 'Booked'(.|\n)*me: /start"):
        await ravi.sees("Booked", timeout=0.1)


@pytest.mark.spec("OPS-1")
async def test_a_button_is_found_by_its_label_on_the_newest_message(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    for number in (1, 2):
        rows = [[InlineKeyboardButton("✅ Accept", callback_data=f"a{number}")]]
        rows.append([InlineKeyboardButton("Pay", url="https://pay.example.org/x")])
        await bot.send_message(RAVI, f"Request {number}", reply_markup=InlineKeyboardMarkup(rows))
    await ravi.press_twice("accept")
    pressed = [u.callback_query.data for u in await bot.get_updates() if u.callback_query]
    assert pressed == ["a2", "a2"]
    for query in list(telegram.world.queries):
        await bot.answer_callback_query(query)
    await ravi.press("Pay")
    assert ravi.opened == ["https://pay.example.org/x"]


@pytest.mark.spec("OPS-1")
async def test_the_page_shows_runs_buttons_menu_and_start(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    await bot.set_my_description("Mentor sessions, booked in chat.")
    await bot.set_my_commands([BotCommand("book", "Book a session")])
    rows = [
        [
            InlineKeyboardButton("Join", url="https://meet.example.org/x"),
            InlineKeyboardButton("B", callback_data="b"),
        ]
    ]
    html = 'See <b>Ana</b> at <tg-time unix="1795512600" format="t">09:30 UTC</tg-time> <a href="https://x.org">x</a>'
    await bot.send_message(RAVI, html, "HTML", reply_markup=InlineKeyboardMarkup(rows))
    shown = telegram.snapshot(RAVI)
    (chat,) = shown["chats"]
    assert chat["started"]
    assert shown["bot"]["description"] == "Mentor sessions, booked in chat."
    assert chat["commands"] == [{"command": "book", "description": "Book a session"}]
    message = chat["messages"][-1]
    texts = [(run["text"], run["styles"]) for run in message["runs"]]
    assert ("Ana", ["bold"]) in texts
    assert ("15:00", ["date_time"]) in texts
    assert message["runs"][-1]["url"] == "https://x.org/"
    assert [button["kind"] for button in message["buttons"][0]] == ["url", "callback"]
    assert not telegram.snapshot(MIA)["chats"][0]["started"]


@pytest.mark.spec("OPS-1")
async def test_the_page_acts_for_the_person(bot: Bot, telegram: TelegramService) -> None:
    changes: list[None] = []
    telegram.on_change(lambda: changes.append(None))
    assert await telegram.act(RAVI, {"type": "start", "payload": "abc"}) == {}
    rows = [[InlineKeyboardButton("A", callback_data="a"), InlineKeyboardButton("Go", url="https://x.org")]]
    sent = await bot.send_message(RAVI, "x", reply_markup=InlineKeyboardMarkup(rows))
    press = {"type": "press", "message": sent.message_id, "row": 0}
    assert await telegram.act(RAVI, {**press, "column": 0}) == {}
    assert await telegram.act(RAVI, {**press, "column": 1}) == {"open": "https://x.org/"}
    assert await telegram.act(RAVI, {**press, "column": 2}) == {"error": "that is no longer there"}
    content = base64.b64encode(b"evidence").decode()
    assert await telegram.act(RAVI, {"type": "file", "name": "a.txt", "content": content}) == {}
    assert await telegram.act(RAVI, {"type": "say", "text": "  "}) == {"error": "there is nothing to send"}
    assert await telegram.act(RAVI, {"type": "reply", "message": sent.message_id, "text": "yes"}) == {}
    group = telegram.group.id
    assert await telegram.act(TARA, {"type": "command", "name": "admin", "chat": group}) == {}
    assert await telegram.act(RAVI, {"type": "say", "text": "x", "chat": group}) == {
        "error": "this person is not in that chat"
    }
    assert await telegram.act(RAVI, {"type": "block"}) == {}
    assert "blocked" in (await telegram.act(RAVI, {"type": "say", "text": "x"}))["error"]
    kinds = [min(update.to_dict()) for update in await bot.get_updates()]
    assert kinds == ["message", "callback_query", "message", "message", "message", "my_chat_member"]
    assert changes
