"""From the list of mentors to a confirmed session."""

import pytest

from tests.journeys.conftest import Cast


async def test_x(cast: Cast) -> None:
    for _ in range(1):
        await cast.mia.command("book", "@ana tomorrow 3pm")
        print(cast.mia.screen())
        await cast.mia.press("Details")
        print(await cast.mia.fill({"Length": "45 min", "Title": "My first talk", "What is it about?": "Structure & nerves <3"}))
        await cast.mia.press("Confirm booking")
        print(cast.mia.screen())
        print(cast.ana.screen())
    assert 0
