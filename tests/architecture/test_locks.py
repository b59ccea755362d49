"""What is installed: one version of each package, whether for running the bot or for testing it."""

import re
from pathlib import Path

import pytest

LOCKS = Path(__file__).parents[2] / "requirements"


def pinned(name: str) -> dict[str, str]:
    text = (LOCKS / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.\[\]-]+)==(\S+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", ["runtime.lock", "traces.lock"])
def test_running_needs_nothing_but_what_the_tests_ran_with(name: str) -> None:
    runtime, everything = pinned(name), pinned("dev.lock")
    assert runtime.items() <= everything.items(), "run make lock"
    assert not runtime.keys() & {"pytest", "mypy", "ruff", "hypothesis", "playwright"}


@pytest.mark.parametrize("name", ["runtime.lock", "dev.lock", "site.lock", "traces.lock"])
def test_a_lock_names_hashes_and_no_host(name: str) -> None:
    text = (LOCKS / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count("==") <= text.count("--hash=")
