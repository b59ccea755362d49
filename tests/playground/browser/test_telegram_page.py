"""The pane in a real browser, with python-telegram-bot as the bot behind it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from playground.server import Playground
from tests.playground.browser.conftest import GROW_BEFORE_THE_SCROLL_IS_TOLD, SCROLL_UP
from tests.playground.test_telegram.conftest import MIA

pytestmark = [pytest.mark.browser, pytest.mark.spec("OPS-1"), pytest.mark.asyncio(loop_scope="session")]
EVIL = '<img src=x onerror="document.title=1">'


@pytest_asyncio.fixture(loop_scope="session")
async def page_bot(playground: Playground, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    bot = Bot(playground.telegram.token, base_url=playground.telegram_api_url)
    await bot.initialize()
    yield bot
    await bot.shutdown()


async def test_a_person_starts_presses_and_types_while_news_arrive(
    page: Page, playground: Playground, page_bot: Bot
) -> None:
    pane = page.locator(".telegram-pane")
    await pane.get_by_role("button", name="Start").click()
    await expect(pane.locator(".tg-mine")).to_contain_text("/start")

    rows = [
        [
            InlineKeyboardButton("Accept", callback_data="a"),
            InlineKeyboardButton("Decline", callback_data="d"),
        ]
    ]
    sent = await page_bot.send_message(MIA, "Move to 15:00?", reply_markup=InlineKeyboardMarkup(rows))
    await pane.get_by_role("button", name="Accept").click()
    await expect(pane.get_by_role("button", name="Accept")).to_have_attribute("aria-busy", "true")

    writing = pane.get_by_role("textbox", name="Message")
    await writing.fill("half a sent")
    update = (await page_bot.get_updates())[-1]
    assert update.callback_query
    await update.callback_query.answer("Moved")
    await page_bot.edit_message_text("Moved to 15:00", MIA, sent.message_id)
    await expect(pane.get_by_role("status")).to_contain_text("Moved")
    await expect(pane.get_by_role("button", name="Accept")).to_have_count(0)
    await expect(pane.locator(".tg-theirs")).to_contain_text("edited")
    await writing.press_sequentially("ence")
    await writing.press("Enter")
    await expect(pane.locator(".tg-mine").last).to_contain_text("half a sentence")
    assert playground.telegram.faults == []


async def test_what_people_write_never_becomes_markup(page: Page, page_bot: Bot) -> None:
    pane = page.locator(".telegram-pane")
    await pane.get_by_role("button", name="Start").click()
    await pane.get_by_role("textbox", name="Message").fill(EVIL)
    await pane.get_by_role("textbox", name="Message").press("Enter")
    await page_bot.send_message(MIA, EVIL)
    await expect(pane.locator(".tg-theirs")).to_contain_text(EVIL)
    await expect(pane.locator(".tg-mine").last).to_contain_text(EVIL)
    assert await pane.locator("img").count() == 0


async def test_the_newest_message_is_followed_until_the_reader_scrolls_up(
    page: Page, page_bot: Bot
) -> None:
    pane = page.locator(".telegram-pane")
    messages = pane.locator(".tg-scroller")
    await pane.get_by_role("button", name="Start").click()
    await page_bot.send_message(MIA, "\n".join(f"line {number}" for number in range(60)))
    await expect(messages.get_by_text("line 59")).to_be_in_viewport()
    await messages.evaluate(GROW_BEFORE_THE_SCROLL_IS_TOLD)
    await page_bot.send_message(MIA, "the last one")
    await expect(messages.get_by_text("the last one")).to_be_in_viewport()
    await expect(pane.get_by_role("button", name="To the newest message")).to_be_hidden()
    await messages.evaluate(SCROLL_UP)
    await page_bot.send_message(MIA, "unseen")
    await expect(messages.get_by_text("unseen")).to_be_attached()
    await expect(messages.get_by_text("unseen")).not_to_be_in_viewport()


async def test_a_command_is_found_by_its_first_letters_and_an_alert_wants_dismissing(
    page: Page, page_bot: Bot
) -> None:
    await page_bot.set_my_commands([("book", "Book a session"), ("help", "What you can do")])
    pane = page.locator(".telegram-pane")
    await pane.get_by_role("button", name="Start").click()
    writing = pane.get_by_role("textbox", name="Message")
    await writing.fill("/h")
    await expect(pane.get_by_role("option")).to_have_count(1)
    await writing.press("Enter")
    await expect(pane.locator(".tg-mine").last).to_contain_text("/help")

    row = [InlineKeyboardButton("Help", callback_data="h")]
    await page_bot.send_message(MIA, "Help?", reply_markup=InlineKeyboardMarkup([row]))
    await pane.get_by_role("button", name="Help", exact=True).click()
    await expect(pane.get_by_role("button", name="Help", exact=True)).to_have_attribute("aria-busy", "true")
    update = (await page_bot.get_updates())[-1]
    assert update.callback_query
    await update.callback_query.answer("Too late", show_alert=True)
    await expect(pane.get_by_role("dialog")).to_contain_text("Too late")
    await pane.get_by_role("button", name="OK").click()
    await expect(pane.get_by_role("dialog")).to_have_count(0)
