"""A few seeds of the simulated programme, shortly: `make simulate` plays hundreds for longer."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulated.coverage import CANNOT, known
from tests.simulated.mutants import mutated
from tests.simulated.play import Stage, stage

ROOT = Path(__file__).parents[2]
SHORT = 0.15


@pytest.fixture(scope="module")
def played() -> Iterator[Stage]:
    with stage() as made:
        yield made


@pytest.mark.parametrize("seed", [4, 19])
def test_a_programme_in_bad_weather_comes_to_rest_with_nothing_lost_and_nothing_twice(
    played: Stage, seed: int
) -> None:
    seen = played.play(seed, SHORT)
    assert seen.wrong == []
    assert seen.met.impossible == []


def test_the_same_seed_is_the_same_story_under_another_hash(played: Stage) -> None:
    again = subprocess.run(
        [sys.executable, "-m", "tests.simulated", "replay", "19", "--hours", str(SHORT)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout.splitlines() == played.play(19, SHORT).story


def test_what_is_said_to_be_impossible_exists() -> None:
    everything = known()
    assert CANNOT.keys() <= everything.actions | everything.notices | everything.refusals


def test_a_product_that_forgets_is_noticed(played: Stage) -> None:
    with mutated("no notices with the change"):
        assert any(played.play(seed, SHORT).wrong for seed in range(1, 20))
