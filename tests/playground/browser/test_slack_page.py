"""The Slack pane in a real browser."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from tests.playground.browser.conftest import GROW_BEFORE_THE_SCROLL_IS_TOLD, SCROLL_UP

pytestmark = [pytest.mark.browser, pytest.mark.spec("OPS-1"), pytest.mark.asyncio(loop_scope="session")]


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower()}


def entry(block_id: str, label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    field = {"action_id": "v", **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": field, **more}


FORM = {
    "type": "modal",
    "callback_id": "book",
    "title": plain("Book a session"),
    "submit": plain("Review"),
    "blocks": [
        entry("title", "Title", {"type": "plain_text_input"}),
        entry("mentor", "Mentor", {"type": "external_select", "min_query_length": 0}),
        entry(
            "kind", "Meeting type", {"type": "radio_buttons", "options": [option("Video"), option("Chat")]}
        ),
        entry("day", "Day", {"type": "datepicker"}),
        entry("when", "Moment", {"type": "datetimepicker"}, optional=True),
    ],
}


class Bot:
    """Books by a form and asks before it cancels."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client
        self.app = AsyncApp(client=client)
        self.pressed: list[dict[str, Any]] = []
        self.submitted: dict[str, Any] = {}
        self.app.command("/book")(self.book)
        self.app.options("v")(self.suggest)
        self.app.view("book")(self.review)
        self.app.action({"action_id": "cancel"})(self.cancel)
        self.app.action({"action_id": "slot"})(self.cancel)
        self.app.event("app_home_opened")(self.home)

    async def book(self, ack: Any, body: Any) -> None:
        await ack()
        await self.client.views_open(trigger_id=body["trigger_id"], view=FORM)

    async def suggest(self, ack: Any, payload: Any) -> None:
        await ack(options=[option(name) for name in ("Ana Lima", "Ravi Menon") if payload["value"] in name])

    async def review(self, ack: Any, body: Any) -> None:
        self.submitted = body["view"]["state"]["values"]
        if self.submitted["title"]["v"]["value"] == "taken":
            await ack(response_action="errors", errors={"day": "That day is full."})
            return
        await ack()
        await self.client.chat_postMessage(
            channel=body["user"]["id"], text="&lt;b&gt;Booked&lt;/b&gt; &amp; *done*"
        )

    async def cancel(self, ack: Any, body: Any) -> None:
        await ack()
        self.pressed.append(body["actions"][0])

    async def home(self, event: Any) -> None:
        blocks = [{"type": "header", "text": plain("Your week")}]
        await self.client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


@pytest_asyncio.fixture(loop_scope="session")
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    service = playground.slack
    service.settings.events = frozenset({"app_home_opened"})
    service.commands = [{"name": "/book", "hint": "[mentor] [when]", "description": "Book a session"}]
    bot = Bot(AsyncWebClient(token=service.bot_token, base_url=playground.slack_api_url))
    handler = AsyncSocketModeHandler(bot.app, service.app_token, web_client=bot.client)
    await handler.connect_async()
    yield bot
    await handler.close_async()
    assert service.faults == []


async def test_a_command_is_suggested_and_its_form_keeps_what_is_typed(page: Page, bot: Bot) -> None:
    pane = page.locator(".slack-pane")
    composer = pane.get_by_role("textbox", name="Message")
    await composer.press_sequentially("/b")
    await expect(pane.get_by_role("option", name="/book")).to_be_visible()
    await composer.press("Tab")
    await composer.press("Enter")
    await pane.get_by_label("Title", exact=True).fill("taken")
    await bot.client.chat_postMessage(channel="U1BEN", text="an update")
    await expect(pane.get_by_text("an update")).to_be_visible()
    await pane.get_by_role("button", name="Review").click()
    await expect(pane.get_by_text("Please complete this required field.")).to_have_count(3)
    await expect(pane.get_by_label("Title", exact=True)).to_have_value("taken")
    await pane.get_by_role("button", name="Mentor", exact=True).click()
    await pane.get_by_role("textbox", name="Search options").fill("Ravi")
    await expect(pane.get_by_role("option", name="Ana Lima")).to_be_hidden()
    await pane.get_by_role("option", name="Ravi Menon").click()
    await pane.get_by_text("Chat", exact=True).click()
    await pane.get_by_label("Day", exact=True).fill("2030-11-25")
    await pane.get_by_label("Moment", exact=True).fill("2030-11-25T10:00")
    await pane.get_by_role("button", name="Review").click()
    await expect(pane.get_by_text("That day is full.")).to_be_visible()
    await pane.get_by_label("Title", exact=True).fill("Careers")
    await pane.get_by_role("button", name="Review").click()
    await expect(pane.get_by_text("<b>Booked</b> & done")).to_be_visible()
    await expect(pane.get_by_role("dialog")).to_be_hidden()
    assert bot.submitted["mentor"]["v"]["selected_option"]["value"] == "ravi menon"
    assert bot.submitted["kind"]["v"]["selected_option"]["value"] == "chat"
    assert bot.submitted["when"]["v"]["selected_date_time"] == 1921827600


async def test_buttons_ask_before_they_cancel_and_selects_choose(page: Page, bot: Bot) -> None:
    pane = page.locator(".slack-pane")
    words = {
        key: plain(text)
        for key, text in (("title", "Sure?"), ("text", "Gone."), ("confirm", "Yes"), ("deny", "No"))
    }
    cancel = {
        "type": "button",
        "action_id": "cancel",
        "text": plain("Cancel it"),
        "value": "t",
        "confirm": words,
    }
    slot = {
        "type": "static_select",
        "action_id": "slot",
        "placeholder": plain("Time"),
        "options": [option("9:00")],
    }
    blocks = [{"type": "actions", "elements": [cancel, slot]}]
    await bot.client.chat_postMessage(channel="U1BEN", text="Session", blocks=blocks)
    await pane.get_by_role("button", name="Cancel it").click()
    await pane.get_by_role("button", name="No", exact=True).click()
    await pane.get_by_role("button", name="Time").click()
    await pane.get_by_role("option", name="9:00").click()
    await pane.get_by_role("button", name="Cancel it").click()
    await pane.get_by_role("button", name="Yes", exact=True).click()
    await expect(pane.locator("[aria-busy]")).to_have_count(0)
    assert [action["action_id"] for action in bot.pressed] == ["slot", "cancel"]


async def test_the_home_tab_shows_what_the_app_publishes(page: Page, bot: Bot) -> None:
    pane = page.locator(".slack-pane")
    await pane.get_by_role("button", name="Home").click()
    await expect(pane.get_by_text("Your week")).to_be_visible()
    await pane.get_by_role("button", name="Messages").click()
    await expect(pane.get_by_text("Your week")).to_be_hidden()


async def test_a_press_at_home_shows_the_answer_where_it_was_written(page: Page, bot: Bot) -> None:
    pane = page.locator(".slack-pane")
    button = {"type": "button", "action_id": "answer", "text": plain("My sessions"), "value": "t"}

    async def answer(ack: Any, body: Any) -> None:
        await ack()
        await bot.client.chat_postMessage(channel=body["user"]["id"], text="Nothing is coming up")

    bot.app.action({"action_id": "answer"})(answer)
    blocks = [{"type": "actions", "elements": [button]}]
    await pane.get_by_role("button", name="Home").click()
    await expect(pane.get_by_text("Your week")).to_be_visible()
    await bot.client.views_publish(user_id="U1BEN", view={"type": "home", "blocks": blocks})
    await pane.get_by_role("button", name="My sessions").click()
    await expect(pane.get_by_text("Nothing is coming up")).to_be_visible()
    await expect(pane.get_by_role("textbox", name="Message")).to_be_focused()


async def test_the_newest_message_stays_in_sight_when_a_picture_above_it_has_loaded(
    page: Page, bot: Bot, playground: Playground
) -> None:
    playground.slack.settings.rate_limited = False
    pane = page.locator(".slack-pane")
    for number in range(12):
        await bot.client.chat_postMessage(channel="U1BEN", text=f"message {number}\nof\nfour\nlines")
    picture = (Path(__file__).parents[3] / "docs" / "pictures" / "playground.jpg").read_bytes()
    channel = (await bot.client.conversations_open(users="U1BEN"))["channel"]["id"]
    await bot.client.files_upload_v2(channel=channel, filename="week.jpg", content=picture)
    await expect(pane.locator(".sp-file-image img")).to_be_visible()
    await bot.client.chat_postMessage(channel="U1BEN", text="the last one")
    await expect(pane.get_by_text("the last one")).to_be_in_viewport()
    await page.wait_for_function("document.querySelector('.sp-file-image img').naturalHeight > 0")
    rest = "list => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight)"
    assert await pane.locator(".sp-messages").evaluate(rest) <= 1


async def test_the_newest_message_is_followed_until_the_reader_scrolls_up(
    page: Page, bot: Bot, playground: Playground
) -> None:
    playground.slack.settings.rate_limited = False
    pane = page.locator(".slack-pane")
    for number in range(12):
        await bot.client.chat_postMessage(channel="U1BEN", text=f"message {number}\nof\nfour\nlines")
    await expect(pane.get_by_text("message 11")).to_be_in_viewport()
    await pane.locator(".sp-messages").evaluate(GROW_BEFORE_THE_SCROLL_IS_TOLD)
    await bot.client.chat_postMessage(channel="U1BEN", text="the last one")
    await expect(pane.get_by_text("the last one")).to_be_in_viewport()
    await pane.locator(".sp-messages").evaluate(SCROLL_UP)
    await bot.client.chat_postMessage(channel="U1BEN", text="unseen")
    await expect(pane.get_by_text("unseen")).to_be_attached()
    await expect(pane.get_by_text("unseen")).not_to_be_in_viewport()


async def test_the_list_of_commands_stays_open_when_its_button_is_pressed(page: Page, bot: Bot) -> None:
    pane = page.locator(".slack-pane")
    await pane.get_by_role("textbox", name="Message").focus()
    await pane.get_by_role("button", name="Commands").click()
    await page.wait_for_timeout(400)
    await expect(pane.get_by_role("option", name="/book")).to_be_visible()


async def test_the_focus_stays_with_a_message_whose_buttons_change(page: Page, bot: Bot) -> None:
    pane = page.locator(".slack-pane")

    def buttons(*labels: str) -> list[dict[str, Any]]:
        elements = [
            {"type": "button", "action_id": name, "text": plain(name), "value": "t"} for name in labels
        ]
        return [{"type": "actions", "elements": elements}] if labels else []

    async def change(ack: Any, body: Any) -> None:
        await ack()
        left = () if body["actions"][0]["action_id"] == "Later" else ("Later",)
        place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        await bot.client.chat_update(**place, text="Changed", blocks=buttons(*left))

    bot.app.action("Confirm")(change)
    bot.app.action("Later")(change)
    await bot.client.chat_postMessage(channel="U1BEN", text="Session", blocks=buttons("Confirm"))
    await pane.get_by_role("button", name="Confirm").press("Enter")
    await expect(pane.get_by_role("button", name="Later")).to_be_focused()
    await pane.get_by_role("button", name="Later").press("Enter")
    await expect(pane.get_by_role("textbox", name="Message")).to_be_focused()
