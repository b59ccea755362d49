"""A few seeds of the simulated programme, shortly: `make simulate` plays hundreds for longer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from string import Formatter
from unittest.mock import patch

import aiohttp.connector
import pytest

from tests.simulated import scenes
from tests.simulated.coverage import CANNOT, known
from tests.simulated.errands import ERRANDS, FIRST, By, Errand, Fill, Step
from tests.simulated.loop import utc
from tests.simulated.mutants import mutated
from tests.simulated.play import Stage, stage

ROOT = Path(__file__).parents[2]
SHORT = 0.15
OLDEST = 11
"""The minor version of Python from which on Parley runs."""
ASKS = "import ensurepip, sqlite3, ssl, sys; print(f'3.{sys.version_info.minor}')"


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


def test_both_real_adapters_come_to_rest_in_bad_weather_and_the_services_have_no_complaint(
    played: Stage,
) -> None:
    assert played.play_wired(2, SHORT).wrong == []


def told(python: Path, environment: dict[str, str], *more: str) -> list[str]:
    """The story of seed 19, as an interpreter tells it."""
    again = subprocess.run(
        [python, "-m", "tests.simulated", "replay", "19", "--hours", str(SHORT), *more],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return again.stdout.splitlines()


def test_the_same_seed_is_the_same_story_under_another_hash(played: Stage) -> None:
    ours, other = Path(sys.executable), {"PYTHONHASHSEED": "7"}
    assert told(ours, other) == played.play(19, SHORT).story
    assert told(ours, other, "--wired") == played.play_wired(19, SHORT).story


def test_a_story_on_the_wire_is_the_same_however_long_it_takes(played: Stage) -> None:
    long_ago = count(step=100.0)
    with patch.object(aiohttp.connector, "monotonic", lambda: next(long_ago)):
        slow = played.play_wired(2, SHORT / 3)
    assert slow.story == played.play_wired(2, SHORT / 3).story


def another_python() -> Path | None:
    """An interpreter of another minor version that Parley runs on, wherever one may be expected."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in range(OLDEST, sys.version_info.minor + 5):
        places = [shutil.which(f"python3.{minor}"), *pyenv.glob(f"3.{minor}.*/bin/python")]
        for place in filter(None, places) if minor != sys.version_info.minor else ():
            asked = subprocess.run([place, "-c", ASKS], capture_output=True, text=True, check=False)
            if asked.stdout.strip() == f"3.{minor}":
                return Path(place)
    return None


@pytest.mark.deep
@pytest.mark.faults  # for `make faults` alone: it installs all that is locked
def test_the_same_seed_is_the_same_story_on_another_python(played: Stage, tmp_path: Path) -> None:
    other = another_python()
    if other is None:
        pytest.skip(f"there is no Python but 3.{sys.version_info.minor} here")
    subprocess.run([other, "-m", "venv", tmp_path], check=True)
    lock = ROOT / "requirements" / "dev.lock"
    install = [tmp_path / "bin" / "python", "-m", "pip", "install", "-q", "--require-hashes", "-r", lock]
    subprocess.run(install, check=True)
    assert told(tmp_path / "bin" / "python", {}) == played.play(19, SHORT).story


def texts_of(step: Step) -> Iterator[str]:
    match step:
        case By(step=theirs):
            yield from texts_of(theirs)
        case Fill(values=values):
            yield from values.values()
        case str():
            yield step


@pytest.mark.parametrize("errand", [*ERRANDS, *FIRST.values()], ids=str)
def test_an_errand_names_people_and_things_that_there_are(errand: Errand) -> None:
    assert errand.actors <= scenes.PEOPLE
    if errand.about:
        scenes.matters(errand.about, utc(2026, 3, 2))
    texts = [text for step in errand.steps for text in texts_of(step)]
    named = {name for text in texts for _, name, *_ in Formatter().parse(text) if name}
    assert named <= scenes.PEOPLE | scenes.NAMES


def test_what_brings_something_about_is_for_states_that_errands_need() -> None:
    assert FIRST.keys() <= {errand.about for errand in (*ERRANDS, *FIRST.values())}


def test_what_is_said_to_be_impossible_exists() -> None:
    everything = known()
    assert CANNOT.keys() <= everything.actions | everything.notices | everything.refusals


def test_a_product_that_forgets_is_noticed(played: Stage) -> None:
    with mutated("no notices with the change"):
        assert any(played.play(seed, SHORT).wrong for seed in range(1, 20))
