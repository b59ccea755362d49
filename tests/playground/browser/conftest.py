"""One Chromium with one tab for all tests, in one event loop; each has a playground of its own, and so a page."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, Page, async_playwright

from core.clock import Clock
from playground.server import Playground

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
GROW_BEFORE_THE_SCROLL_IS_TOLD = """list => {
  const picture = document.createElement("div");
  picture.style.cssText = "min-height: 3000px; min-width: 1px";
  [...list.querySelectorAll("[data-ts], [data-id]")].at(-1).append(picture);
  list.dispatchEvent(new Event("scroll"));
}"""
"""What a picture does that loads between a list's own scrolling and the event of it."""
SCROLL_UP = "list => { list.scrollTop -= 400; list.dispatchEvent(new Event('scroll')); }"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(loop_scope="session")
async def playground() -> AsyncIterator[Playground]:
    playground = Playground(Clock())
    await playground.start()
    yield playground
    await playground.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium found")
        pytest.skip("no Chromium found")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def tab(browser: Browser) -> Page:
    return await browser.new_page()


@pytest_asyncio.fixture(loop_scope="session")
async def page(tab: Page, playground: Playground) -> AsyncIterator[Page]:
    """The playground's page; a fault in its console fails the test."""
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            faults.append(message.text)

    def note_error(error: Error) -> None:
        faults.append(str(error))

    tab.on("console", note)
    tab.on("pageerror", note_error)
    await tab.set_viewport_size({"width": 1440, "height": 900})
    await tab.goto(playground.url)
    yield tab
    await tab.goto("about:blank")
    tab.remove_listener("console", note)
    tab.remove_listener("pageerror", note_error)
    assert faults == []
