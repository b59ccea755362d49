"""A playground per test."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from core.clock import Clock

if TYPE_CHECKING:
    from playground.server import Playground


@pytest.fixture
async def playground() -> AsyncIterator["Playground"]:
    from playground.server import Playground

    playground = Playground(Clock())
    await playground.start()
    yield playground
    await playground.stop()
