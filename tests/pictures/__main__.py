"""`make pictures`: takes the pictures of the documentation in the playground's page, each after a story of its own."""

import asyncio
import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.demo import introduce, settings_for
from bot.service import Parley
from core.clock import Clock
from playground.server import Playground
from playground.stories.scene import Scene
from tests.pictures.pictures import PICTURES, Picture
from tests.playground.browser.conftest import CHROMIUM, QUIET

DOCS = Path(__file__).parents[2] / "docs"
SIZE = {"width": 1440, "height": 900}
QUALITY = 55


async def take(name: str, picture: Picture, browser: Browser) -> None:
    """Play what comes before, look, and write the file."""
    clock = Clock()
    playground = Playground(clock)
    playground.slack.settings.rate_limited = False
    playground.telegram.flood.enabled = False
    await playground.start()
    with tempfile.TemporaryDirectory(prefix="parley-") as folder:
        parley = Parley(settings_for(playground, f"sqlite:///{folder}/parley.db"), clock)
        introduce(parley, playground)
        await parley.start()
        try:
            await picture.before(Scene(playground, None))
            page = await browser.new_page(viewport=SIZE, color_scheme="light")
            await page.goto(playground.url)
            await _show(page, picture)
            shown = page.locator(f".{picture.pane}-pane") if picture.pane else page.locator("body")
            file = DOCS / "pictures" / f"{name}.jpg"
            file.write_bytes(await _small(shown))
            await page.close()
            print(f"{file.relative_to(DOCS.parent)}: {file.stat().st_size // 1000} kB")
        finally:
            await parley.stop()
            await playground.stop()


async def _show(page: Page, picture: Picture) -> None:
    for pane, person in (("slack", picture.slack), ("telegram", picture.telegram)):
        await page.locator(f"#pane-{pane} label.person", has_text=person.split()[0]).first.click()
    if picture.home:
        await page.locator(".slack-pane").get_by_role("button", name="Home").click()
    await page.wait_for_load_state("networkidle")
    await page.wait_for_timeout(500)


async def _small(shown: Locator) -> bytes:
    """As JPEG of few colours' worth: a picture is to stay below 100 kB."""
    with Image.open(io.BytesIO(await shown.screenshot())) as image:
        packed = io.BytesIO()
        image.convert("RGB").save(packed, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return packed.getvalue()


async def main(names: list[str]) -> None:
    """Take these, or all."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for name in names or PICTURES:
            await take(name, PICTURES[name], browser)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
