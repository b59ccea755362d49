"""Parley is an application: run from its checkout, installed into its own environment only."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

from setuptools import find_packages

from bot.__main__ import main

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAMES = {"core", "storage", "scheduler", "gateways", "bot", "playground"}


def test_no_other_distribution_owns_our_names() -> None:
    owners = {name: set(metadata.packages_distributions().get(name, ())) for name in NAMES}
    assert all(owner <= {"parley"} for owner in owners.values()), owners


def test_the_rooms_are_what_is_packaged() -> None:
    found = find_packages(str(ROOT), include=PROJECT["tool"]["setuptools"]["packages"]["find"]["include"])
    assert {name.partition(".")[0] for name in found} == NAMES
    with_modules = {
        file.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for name in NAMES
        for file in (ROOT / name).rglob("*.py")
    }
    assert with_modules == set(found), "every folder with modules is a package"


def test_it_cannot_be_uploaded_by_mistake() -> None:
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]


def test_the_installed_version_is_the_checkouts_and_the_command_starts_it() -> None:
    assert metadata.version("parley") == PROJECT["project"]["version"]
    (command,) = (
        entry for entry in metadata.entry_points(group="console_scripts") if entry.name == "parley"
    )
    assert command.load() is main


def test_the_page_and_the_tests_are_where_they_belong() -> None:
    assert (ROOT / "playground" / "page" / "index.html").is_file()
    assert "playground" in PROJECT["tool"]["setuptools"]["package-data"]
    folders = {file.parent for file in (ROOT / "tests").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == [], (
        "tests are packages"
    )


def test_what_is_installed_to_run_the_bot_has_all_that_the_project_asks_for() -> None:
    locked = {line.partition("==")[0].lower() for line in _locked("runtime")}
    wanted = {
        re.split(r"[\[<>=~!]", each)[0].strip().lower() for each in PROJECT["project"]["dependencies"]
    }
    assert wanted <= locked, "make lock"
    assert set(_locked("runtime")) <= set(_locked("dev")), "both locks pin the same versions"


def _locked(name: str) -> list[str]:
    lines = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8").splitlines()
    return [line.split(" ")[0] for line in lines if "==" in line and not line.startswith(" ")]
