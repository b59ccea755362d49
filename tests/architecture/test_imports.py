"""Imports point one way, and third-party packages stay in their rooms."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("core", "storage", "scheduler", "gateways", "bot", "playground")
AT_HOME = {
    "sqlalchemy": "storage",
    "alembic": "storage",
    "psycopg": "storage",
    "apscheduler": "scheduler",
    "slack_bolt": "bot.slack",
    "slack_sdk": "bot.slack",
    "telegram": "bot.telegram",
    "icalendar": "gateways.calendars",
    "recurring_ical_events": "gateways.calendars",
    "PIL": "bot.pictures",
}
"""Third-party packages and the one room that knows them."""
OTHER_SIDES = {"icalendar": "playground.mail"}
"""What plays the other side of the wire, and reads what we write there as others would."""


def modules() -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            name = file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
            yield name.removesuffix(".__init__"), file


@cache
def imported(file: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import"
            found.add(node.module or "")
    return found


def test_the_contracts_are_kept() -> None:
    """In a process of its own: the linter's set-up of logging would switch off every logger of this one."""
    linter = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linter.returncode == 0, linter.stdout + linter.stderr


@pytest.mark.parametrize("package", AT_HOME)
def test_a_third_party_package_stays_in_its_room(package: str) -> None:
    home = AT_HOME[package]
    strangers = [
        name
        for name, file in modules()
        if not f"{name}.".startswith((f"{home}.", f"{OTHER_SIDES.get(package, home)}."))
        and any(found == package or found.startswith(f"{package}.") for found in imported(file))
    ]
    assert strangers == []


def test_core_needs_the_standard_library_and_pydantic_only() -> None:
    known = {*sys.stdlib_module_names, "pydantic", "core"}
    foreign = {(name, one) for name, file in modules() if name.startswith("core") for one in imported(file)}
    assert {(name, one) for name, one in foreign if one.partition(".")[0] not in known} == set()


def sources_of_time_and_chance(file: Path) -> Iterator[str]:
    """What in a file gives another result each time."""
    yield from imported(file) & {"secrets", "random", "uuid", "time"}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today", "urandom"}:
            owner = ast.unparse(node.value)
            if owner in {"datetime", "date", "datetime.datetime", "datetime.date", "os"}:
                yield f"{owner}.{node.attr}"


def test_time_is_the_clocks_and_chance_is_the_entropys() -> None:
    """So that a simulation can play the same again."""
    sources = {
        (name, source)
        for name, file in modules()
        if not name.startswith("playground")
        for source in sources_of_time_and_chance(file)
    }
    assert sources == {("core.clock", "datetime.now"), ("core.entropy", "secrets")}


def test_what_is_rarely_used_is_not_imported_at_the_start() -> None:
    rare = {
        "alembic",
        "babel",
        "dateparser",
        "icalendar",
        "PIL",
        "prometheus_client",
        "recurring_ical_events",
    }
    started = subprocess.run(
        [sys.executable, "-c", "import bot.service, sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert rare.isdisjoint(started.stdout.split())


def test_the_emulators_share_nothing_with_the_playground() -> None:
    """They show that the bot leans on the services as they are documented, and on no way of ours of playing them."""
    known = {name for file in (ROOT / "tests/emulators").glob("*.py") for name in imported(file)}
    assert {name.partition(".")[0] for name in known} & {"core", "tests"} == {"core", "tests"}
    assert not {
        name for name in known if name.startswith(("playground", "bot", "tests.wire", "tests.playground"))
    }
