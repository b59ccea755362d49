"""What Slack is asked for: little, each with its reason, and all of it is used."""

import re
from pathlib import Path

import pytest

from bot.slack.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, manifest
from playground.slack.scopes import EMAIL, NEEDED
from playground.slack.scopes import EVENTS as EVENTS_NEED

pytestmark = pytest.mark.spec("CHT-8")
ROOT = Path(__file__).parents[2]
AT_MOST = 8


def test_they_are_few_and_each_has_its_reason_in_the_documentation() -> None:
    assert len(SCOPES) <= AT_MOST
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"(?m)^\| `([a-z_.:]+)`( \(optional\))? \|", text.partition("## What Slack is asked for")[2]
    )
    assert [scope for scope, optional in rows if not optional] == list(SCOPES)
    assert [scope for scope, optional in rows if optional] == list(OPTIONAL_SCOPES)


@pytest.mark.parametrize("scope", [*SCOPES, *OPTIONAL_SCOPES])
def test_it_is_used(scope: str) -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot" / "slack").glob("*.py"))
    called = {method for method in NEEDED if f"client.{method.replace('.', '_', 1)}" in sources}
    called |= {method for method in NEEDED if f").{method.replace('.', '_', 1)}" in sources}
    used = {each for method in called for each in NEEDED[method]}
    used |= {each for event in EVENTS for each in EVENTS_NEED.get(event, ())}
    if manifest()["features"]["slash_commands"]:
        used.add("commands")
    if 'profile.get("email")' in sources:
        used.add(EMAIL)
    assert scope in used
