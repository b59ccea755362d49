"""Parley is an application: its generic top-level names must be nobody else's."""

from importlib.metadata import distribution, packages_distributions
from pathlib import Path

ROOMS = {"core", "storage", "scheduler", "gateways", "bot", "playground"}
HERE = Path(__file__).parents[2]


def test_no_other_distribution_owns_our_names() -> None:
    owners = packages_distributions()

    assert {room: owners.get(room, ["parley"]) for room in ROOMS} == {room: ["parley"] for room in ROOMS}


def test_the_command_line_is_installed() -> None:
    scripts = {entry.name: entry.value for entry in distribution("parley").entry_points}

    assert scripts["parley"] == "bot.__main__:main"


def test_the_lock_names_no_index_and_pins_every_hash() -> None:
    lock = (HERE / "requirements" / "dev.lock").read_text()

    assert "://" not in lock
    assert all("--hash=sha256:" in part for part in lock.split("\n\n") if "==" in part)


def test_python_files_stay_readable() -> None:
    """A file over 500 lines is several subjects."""
    files = [path for room in ROOMS for path in (HERE / room).rglob("*.py")]
    long = {path.name: n for path in files if (n := len(path.read_text().splitlines())) > 500}

    assert long == {}
