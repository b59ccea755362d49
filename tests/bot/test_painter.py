"""Pictures are drawn in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.drawings import Box, WeekDrawing
from bot.pictures.drawing import png_of
from bot.pictures.painter import NotDrawn, Painter

DAYS = tuple(f"Day {n}" for n in range(7))
WEEK = WeekDrawing("This week", "UTC", DAYS, (Box(1, 540, 600, "Ana"),))
IMPOSSIBLE = WeekDrawing("This week", "UTC", DAYS, (Box(99, 540, 600, None),))  # type: ignore[arg-type]


@pytest.fixture
def painter() -> Iterator[Painter]:
    painter = Painter()
    yield painter
    painter.close()


def process_of(painter: Painter) -> int:
    process = painter._process
    assert process is not None
    return process.pid


def test_a_picture_is_the_same_wherever_it_is_drawn(painter: Painter) -> None:
    assert painter.draw(WEEK) == png_of(WEEK)
    first = process_of(painter)
    assert painter.draw(WEEK) == png_of(WEEK)
    assert process_of(painter) == first


def test_one_that_cannot_be_drawn_leaves_the_next_as_it_was(
    painter: Painter, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(NotDrawn):
        painter.draw(IMPOSSIBLE)
    assert "week.py" in caplog.text
    assert painter.draw(WEEK)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_where_the_process_has_ended_another_draws(painter: Painter, end: signal.Signals) -> None:
    painter.draw(WEEK)
    killed = process_of(painter)
    os.kill(killed, end)
    assert painter.draw(WEEK)
    assert process_of(painter) != killed


def test_what_draws_is_not_in_the_memory_of_who_asks_and_ends_with_it() -> None:
    asks = f"""
import sys
from bot.drawings import WeekDrawing
from bot.pictures import painter
assert painter.painted(WeekDrawing("This week", "UTC", {DAYS}, ()))
assert not [name for name in sys.modules if name.startswith("PIL")]
print(painter._painter._process.pid)
"""
    root = Path(__file__).parents[2]
    asked = subprocess.run(
        [sys.executable, "-c", asks], cwd=root, capture_output=True, text=True, check=True
    )
    assert not Path(f"/proc/{asked.stdout.strip()}").exists()
