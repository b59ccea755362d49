"""The stories of the playground, played over the wire: the bot as it is, on both services."""

import pytest

from bot.demo import demo
from playground.stories import STORIES


@pytest.mark.spec("AVL-6", "AVL-7", "BOK-1", "OPS-1")
@pytest.mark.parametrize("story", STORIES)
async def test_a_story_plays_to_its_end(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert await demo(story, None, 0) == 0, capsys.readouterr().out
