"""Nothing is forgotten: actions, refusals, commands, notices and platforms are complete."""

import dataclasses
import inspect
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from bot import notices as drawing
from bot import perform as performing
from bot.actions import CODES, Action
from bot.commands import BY_NAME, COMMANDS, menu
from bot.phrases import refusal_card
from bot.plain import card_text
from bot.slack.manifest import manifest
from core import errors
from core.calendars import Trouble
from core.errors import Refusal
from core.notices import Kind
from core.people import Person, Role

HERE = Path(__file__).parents[2]
READER = Person(1, "Ada", datetime(2026, 1, 1, tzinfo=UTC), zone="Europe/Berlin")
REFUSALS = [
    kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == "core.errors"
]
SAMPLES: dict[str, object] = {
    "int": 45,
    "int | None": 7,
    "str": "booked",
    "str | None": "booked",
    "bool": True,
    "datetime": datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
    "date": date(2026, 12, 1),
    "tuple[str, ...]": ("ana", "ben"),
    "tuple[int, ...]": (30, 60),
    "tuple[datetime.datetime, ...]": (datetime(2026, 11, 24, 16, 0, tzinfo=UTC),),
    "tuple[tuple[int, str], ...]": ((1, "Ana"), (2, "Anna")),
}
KNOWN_CODES = {
    "why": "paused",
    "problem": "reversed",
    "status": "cancelled",
    "field": "title",
    "what": "session",
    "trouble": Trouble.UNREACHABLE,
}


def test_every_action_has_one_code() -> None:
    assert set(CODES.values()) == set(get_args(Action))
    assert len(CODES) == len(get_args(Action))


def test_every_action_is_performed() -> None:
    told = inspect.getsource(performing)

    assert [
        kind.__name__ for kind in get_args(Action) if not re.search(rf"\b{kind.__name__}\b", told)
    ] == []


@pytest.mark.parametrize("kind", [k for k in REFUSALS if k is not Refusal], ids=lambda kind: kind.__name__)
@pytest.mark.spec("SAF-1", "CHT-6")
def test_every_refusal_has_words_and_a_title(kind: type[Refusal]) -> None:
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    refusal = kind(
        *(KNOWN_CODES.get(field.name, SAMPLES.get(str(_named(field.type)), "x")) for field in fields)
    )
    card = refusal_card(refusal, READER)

    assert card.title
    assert card_text(card).strip() != card.title


def test_every_notice_kind_is_drawn() -> None:
    told = inspect.getsource(drawing)

    assert [kind.name for kind in Kind if f"Kind.{kind.name}" not in told] == []


@pytest.mark.spec("CHT-1", "CHT-7")
def test_every_command_is_in_the_manifest_the_menu_and_the_readme() -> None:
    in_manifest = {command["command"] for command in manifest()["features"]["slash_commands"]}
    readme = (HERE / "README.md").read_text()

    assert in_manifest == {f"/{command.name}" for command in COMMANDS if command.slack}
    assert {name for name, _ in menu(Role)} == {command.name for command in COMMANDS if command.telegram}
    assert [name for name in BY_NAME if f"/{name}" not in readme] == []


@pytest.mark.spec("CHT-1")
def test_the_manifest_file_is_what_the_registry_says() -> None:
    assert yaml.safe_load((HERE / "manifest.yml").read_text()) == manifest()


def _named(annotation: Any) -> str:
    return (
        annotation.__name__
        if isinstance(annotation, type) and not get_args(annotation)
        else str(annotation)
    )
