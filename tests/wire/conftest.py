"""What all tests at the wire have in common."""

from collections.abc import Iterator

import pytest

from bot import reception
from bot.slack import app
from tests.depth import DEEP


@pytest.fixture(scope="module", autouse=True)
def without_hurry() -> Iterator[None]:
    """The bot gives up in time for Slack's three seconds; where Slack waits longer (`in_no_hurry`), so does the bot."""
    with pytest.MonkeyPatch.context() as patch:
        if not DEEP:
            patch.setattr(app, "ACK_SECONDS", 60.0)
            patch.setattr(reception, "VERDICT_WITHIN", 60.0)
        yield
