"""The page in a real browser, with echo bots behind the panes."""

from datetime import datetime, timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from playground.server import Playground
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from tests.playground.echo import echoes, slack_echo, telegram_echo

pytestmark = [pytest.mark.browser, pytest.mark.spec("OPS-1"), pytest.mark.asyncio(loop_scope="session")]


async def show(page: Page, name: str) -> None:
    """Act `name` from now on."""
    await page.locator("label.person:visible", has_text=name).click()


async def test_each_pane_says_whom_it_acts_and_what_time_it_is_there(page: Page, playground: Playground):
    await expect(page.get_by_role("radio", name="Ben")).to_be_checked()
    await expect(page.get_by_role("radio", name="Mia")).to_be_checked()
    playground.clock.move_to(datetime.fromisoformat("2031-01-06T14:04:10+00:00"))
    await expect(page.locator("#pane-slack .local")).to_have_text("Ben · Berlin Mon 15:04")
    await expect(page.locator("#pane-telegram .local")).to_have_text("Mia · New York Mon 09:04")
    await show(page, "Ana")
    await expect(page.locator("#pane-slack .local")).to_have_text("Ana · Sao Paulo Mon 11:04")


async def test_what_is_typed_in_a_pane_reaches_the_bot_and_its_answer_comes_back(
    page: Page, playground: Playground
):
    async with echoes(playground):
        await page.locator("#pane-telegram").get_by_role("button", name="Start").click()
        for pane, place in (("#pane-slack", "Slack"), ("#pane-telegram", "Telegram")):
            box = page.locator(pane).get_by_role("textbox")
            await box.fill(f"hello {place}")
            await box.press("Enter")
            await expect(page.locator(pane).get_by_text(f"You said: hello {place}").last).to_be_visible()


async def test_a_dot_marks_whoever_has_a_message_waiting_until_they_are_shown(
    page: Page, playground: Playground
):
    dot = page.locator("label.person:visible", has_text="Ana").locator(".dot")
    await expect(dot).to_be_hidden()
    async with slack_echo(playground):
        await SlackPerson(playground.slack, "U1ANA").say("hi")
        await expect(dot).to_be_visible()
        await show(page, "Ana")
        await expect(page.locator("#pane-slack").get_by_text("You said: hi")).to_be_visible()
        await expect(dot).to_be_hidden()
        await show(page, "Ben")
        await expect(dot).to_be_hidden()


async def test_the_person_chosen_is_kept_over_a_reload(page: Page):
    await show(page, "Ravi")
    await expect(page.locator("#pane-telegram .local")).to_contain_text("Kolkata")
    await page.reload()
    await expect(page.get_by_role("radio", name="Ravi")).to_be_checked()


async def test_the_clock_is_moved_by_a_button_and_says_so(page: Page, playground: Playground):
    before = playground.clock.now()
    await page.get_by_role("button", name="+1 day").click()
    await expect(page.locator("#toasts")).to_contain_text("It is now")
    await expect(page.locator("#clock-ahead")).to_have_text("1 d ahead")
    assert playground.clock.now() - before >= timedelta(days=1)


async def test_the_clock_jumps_to_just_before_a_session(page: Page, playground: Playground):
    start = playground.clock.now().replace(microsecond=0) + timedelta(hours=5)

    async def landmarks() -> list[tuple[str, datetime]]:
        return [("Ben with Ana", start)]

    playground.stage.landmarks = landmarks
    await page.get_by_role("button", name="Jump to").click()
    await page.get_by_role("button", name="15 min before Ben with Ana").click()
    await expect(page.locator("#toasts")).to_contain_text("It is now")
    assert timedelta(minutes=14) < start - playground.clock.now() <= timedelta(minutes=15)


async def test_the_clock_goes_to_any_date_and_never_back(page: Page, playground: Playground):
    for moment, said in (
        ("2031-03-04T10:30", "It is now Tue 4 Mar, 10:30"),
        ("2031-03-04T09:00", "only moves forward"),
    ):
        await page.get_by_role("button", name="Jump to").click()
        field = page.get_by_label("Any date and time")
        await field.evaluate("field => field.removeAttribute('min')")
        await field.fill(moment)
        await page.get_by_role("button", name="Go", exact=True).click()
        await expect(page.locator("#toasts")).to_contain_text(said)
    assert f"{playground.clock.now():%Y-%m-%d %H:%M}" == "2031-03-04 10:30"


async def test_the_wire_log_shows_filters_unfolds_and_pauses(page: Page, playground: Playground):
    lines = page.locator("#log-lines > li")
    await page.get_by_role("button", name="Wire log").click()
    async with telegram_echo(playground):
        playground.wire.slack({"method": "auth.test", "body": {}, "response": {"ok": True}})
        await TelegramPerson(playground.telegram, 7002).say("<b>hello</b>")
        said = lines.filter(has_text="message").filter(has_text="<b>hello</b>").first
        await expect(said).to_have_class("to-bot")
        await expect(lines.filter(has_text="sendMessage")).to_have_class("from-bot")
        await said.locator("summary").click()
        await expect(said.locator("pre")).to_contain_text('"update_id"')
        await page.get_by_role("radio", name="Slack").check()
        await expect(said).to_be_hidden()
        await expect(lines.filter(has_text="auth.test")).to_be_visible()
        await page.get_by_role("button", name="Pause").click()
        playground.wire.slack({"method": "chat.postMessage", "body": {}, "response": {"ok": True}})
        await page.get_by_role("button", name="Resume (1)").click()
        await expect(lines.filter(has_text="chat.postMessage")).to_be_visible()
    await page.keyboard.press("Escape")


async def test_the_guide_opens_and_escape_closes_it(page: Page):
    guide = page.locator("#guide")
    await page.get_by_role("button", name="Guide").click()
    await expect(guide.get_by_role("listitem")).to_have_count(8)
    await page.keyboard.press("Escape")
    await expect(guide).to_be_hidden()


async def test_a_narrow_window_shows_one_pane_at_a_time_reached_by_keys(page: Page):
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(page.locator("#pane-telegram")).to_be_hidden()
    await page.get_by_role("tab", name="Slack").press("ArrowRight")
    await expect(page.get_by_role("tab", name="Telegram")).to_be_focused()
    await expect(page.locator("#pane-telegram")).to_be_visible()
    await expect(page.locator("#pane-slack")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_people_are_switched_by_arrow_keys(page: Page):
    await page.get_by_role("radio", name="Ben").focus()
    await page.keyboard.press("ArrowLeft")
    await expect(page.locator("#pane-slack .local")).to_contain_text("Ana")


async def test_a_page_that_loses_the_playground_says_so(browser: Browser, playground: Playground):
    page = await browser.new_page()
    await page.goto(playground.url)
    await expect(page.get_by_role("radio", name="Ben")).to_be_checked()
    await playground.stop()
    await expect(page.locator("#toasts")).to_contain_text("does not answer")
    await page.close()


@pytest.mark.parametrize("width", [360, 820, 1024, 1280, 1440, 1680, 1920])
async def test_whoever_can_be_acted_is_in_sight_at_every_width(page: Page, width: int):
    await page.set_viewport_size({"width": width, "height": 800})
    await expect(page.locator("label.person").first).to_be_visible()
    hidden = await page.evaluate("""() =>
      [...document.querySelectorAll(".pane:not([hidden]) label.person")].filter((person) => {
        const at = person.getBoundingClientRect(), pane = person.closest(".pane").getBoundingClientRect();
        return !at.width || at.left < pane.left || at.right > pane.right || at.right > innerWidth;
    }).map((person) => person.textContent)""")
    assert hidden == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_keyboard_reaches_either_message_box_in_two_steps(page: Page):
    await expect(page.get_by_role("radio", name="Ben")).to_be_checked()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#say-slack")).to_be_focused()
    await page.locator(".skips a").last.press("Enter")
    await expect(page.locator("#pane-telegram").get_by_role("button", name="Start")).to_be_focused()
