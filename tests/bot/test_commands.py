"""The one registry of commands, as each platform and each role sees it."""

import pytest

from bot.commands import BY_NAME, COMMANDS, for_person, menu, nearest
from core.people import Person, Role
from tests.conftest import MORNING

SLACKS_OWN = {
    "status",
    "remind",
    "me",
    "who",
    "invite",
    "join",
    "leave",
    "msg",
    "dm",
    "away",
    "archive",
    "feed",
}


def names(found: list[tuple[str, str]]) -> set[str]:
    return {name for name, _ in found}


@pytest.mark.spec("CHT-1", "CHT-7")
def test_each_role_is_shown_what_it_can_use() -> None:
    everyone = {c.name for c in for_person(Person(1, "Ada", MORNING))}
    assert {"book", "sessions", "mentors", "profile", "timezone", "help"} <= everyone
    assert not {"availability", "admin"} & everyone
    mentor = Person(1, "Ada", MORNING, roles=frozenset({Role.MENTEE, Role.MENTOR}))
    assert {c.name for c in for_person(mentor)} - everyone == {"availability", "schedule"}
    admin = Person(1, "Ada", MORNING, roles=frozenset({Role.MENTEE, Role.ADMIN}))
    assert {c.name for c in for_person(admin)} - everyone == {"admin"}


@pytest.mark.spec("CHT-1", "CHT-3", "CHT-7")
def test_telegrams_menu_has_its_own_commands_and_goes_by_role() -> None:
    assert {"start", "settings", "cancel"} <= names(menu())
    assert "parley" not in names(menu(Role))
    assert names(menu({Role.MENTOR})) - names(menu()) == {"availability", "schedule"}
    assert names(menu({Role.ADMIN})) - names(menu()) == {"admin"}


@pytest.mark.spec("CHT-3")
def test_names_and_summaries_are_what_telegram_takes() -> None:
    for name, summary in menu(Role):
        assert name.isascii()
        assert name.islower()
        assert name.isalnum()
        assert len(name) <= 32
        assert 3 <= len(summary) <= 256


@pytest.mark.spec("CHT-2", "CHT-7")
def test_no_slack_command_has_a_built_in_name() -> None:
    assert not {c.name for c in COMMANDS if c.slack} & SLACKS_OWN
    assert BY_NAME["parley"].slack


@pytest.mark.spec("CHT-1")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("bok", "book"), ("SESSION", "sessions"), ("availabilty", "availability"), ("xyzzy", None)],
)
def test_an_unknown_word_suggests_the_nearest(typed: str, meant: str | None) -> None:
    assert nearest(typed) == meant


def test_examples_are_of_their_own_command() -> None:
    for command in COMMANDS:
        assert all(example.split()[0] == f"/{command.name}" for example in command.examples)
    assert len(BY_NAME) == len(COMMANDS)
