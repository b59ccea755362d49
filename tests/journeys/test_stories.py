"""The stories of the playground, on the real Slack and Telegram adapters over their real protocols."""

import io

import pytest

from playground import stories
from tests.depth import DEEP
from tests.wire.whole import whole


@pytest.mark.deep
@pytest.mark.spec(
    "OPS-1", "ADM-2", "ADM-5", "BOK-1", "BOK-7", "NTF-2", "MTG-2", "CAN-1", "CHT-2", "CHT-3", "PPL-2"
)
@pytest.mark.parametrize("name", stories.STORIES)
async def test_a_story_is_played_to_its_end_and_the_services_do_not_complain(
    name: str, sqlite_url: str
) -> None:
    out = io.StringIO()
    async with whole(sqlite_url, hurried=not DEEP) as one:
        assert await stories.play(name, one.playground, out) == 0, out.getvalue()
        assert one.faults() == []
