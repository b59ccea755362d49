"""What is written about Parley is so: links lead somewhere, commands and settings are those that there are."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.commands import BY_NAME
from bot.config import Settings
from tests.architecture.reference import DOCS, PAGE, page

ROOT = DOCS.parent
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`(/[^`]+)`")
FOR_PEOPLE = [
    ROOT / "README.md",
    *(DOCS / f"{name}.md" for name in ("mentees", "mentors", "admins", "commands")),
]
OTHERS = {"m-", "newbot", "health", "ready", "metrics"}
"""Commands with a prefix, one of another bot, and addresses on our own server."""


def anchors(file: Path) -> set[str]:
    """The names of a page's headings, as GitHub and the site make them."""
    titles = re.findall(r"(?m)^#+ (.+)$", file.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_links_lead_to_a_page_and_to_a_heading_on_it(file: Path) -> None:
    lost = []
    for link in LINK.findall(file.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("file", FOR_PEOPLE, ids=lambda file: file.name)
def test_commands_are_those_that_there_are(file: Path) -> None:
    typed = {re.split(r"[\s/.…]", code[1:])[0] for code in CODE.findall(file.read_text(encoding="utf-8"))}
    assert typed - BY_NAME.keys() - OTHERS == set()


@pytest.mark.parametrize("name", ["mentees", "mentors", "admins"])
def test_buttons_are_those_that_there_are(name: str) -> None:
    with (ROOT / "bot/locale/de/LC_MESSAGES/parley.po").open("rb") as file:
        sentences = {message.id for message in read_po(file)}
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", text))
    assert named - sentences == set()


@pytest.mark.spec("CHT-1")
def test_the_page_of_commands_is_that_of_the_registry() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.architecture.reference"


@pytest.mark.spec("OPS-4")
def test_every_setting_is_explained_and_no_other() -> None:
    told = set(re.findall(r"`([A-Z][A-Z_]+)`", (DOCS / "settings.md").read_text(encoding="utf-8")))
    known = {str(field.alias) for field in Settings.model_fields.values()}
    assert known - told == set()
    assert told - known == set()
