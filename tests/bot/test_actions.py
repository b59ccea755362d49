"""What a button means: written as a token and read back, and nothing else is read."""

import re
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.actions import CODES, Action
from bot.actions.availability import EditDay
from bot.actions.booking import ShowMonth, ShowWeek, TakeSlot
from bot.actions.forms import AnswerDay, AnswerQuestion, TurnMonth
from bot.actions.help import ShowHelp
from bot.actions.members import GrantRole
from bot.actions.mentors import BrowseMentors
from bot.actions.profile import SetZone
from bot.actions.replacing import ReplacementMonth
from bot.actions.sessions import CancelSession, ShowSession
from bot.joined import MEMBERS
from bot.tokens import LIMIT, VERSION, UnknownToken, from_token, to_token
from core.people import Role
from tests.bot.actions import ANY_ACTION

LARGEST = 2**63 - 1
FROZEN = [
    line.split("\t") for line in Path(__file__).with_name("frozen_tokens.txt").read_text().splitlines()
]
"""Tokens as they stand on buttons in people's chats, of each kind, and what they mean. Lines are only added."""


@given(ANY_ACTION)
def test_every_action_is_read_back_from_its_token(action: Action) -> None:
    token = to_token(action)
    assert from_token(token) == action
    assert len(token.encode()) <= LIMIT
    assert token.startswith(f"{VERSION}:{action.spec.code}")


@pytest.mark.spec("SAF-1")
@given(
    st.text()
    | st.from_regex(re.compile(rf"{VERSION}:({'|'.join(CODES)})(:[-+ 0-9a-z%]*){{0,4}}"), fullmatch=True)
)
@example("1:s:")
@example("1:s:-1")
@example("1:s:+1")
@example("1:s: 1")
@example("1:s:0_1")
@example("1:s:01")
@example("1:s:٣")
@example("1:s:A")
@example("1:s:" + "z" * 20)
@example("1:bm:7ps0::0")
@example("1:ad:7")
@example("1:aa:2")
@example("1:z:%ff")
@example("1:z:%41")
@example("1:bt:1:zzzzzzzz:u")
@example("2:h:")
def test_whatever_else_is_read_raises_and_what_is_read_is_as_we_write_it(token: str) -> None:
    try:
        action = from_token(token)
    except UnknownToken:
        return
    assert to_token(action) == token


def test_the_longest_values_of_each_field_fit() -> None:
    at = datetime(2099, 12, 31, 23, 59, tzinfo=UTC)
    for action in (
        TakeSlot(LARGEST, at, 720),
        ShowWeek(LARGEST, date(2099, 12, 31), date(2099, 12, 31)),
        CancelSession(LARGEST, 999_999),
        AnswerQuestion(LARGEST, 99, 99),
        AnswerDay(LARGEST, 99, date(2099, 12, 31)),
        TurnMonth(LARGEST, 99, date(2099, 12, 31)),
        ShowMonth(LARGEST, date(2099, 12, 31), date(2099, 12, 31), 720, 1440, 1440),
        ReplacementMonth(LARGEST, LARGEST, date(2099, 12, 31), date(2099, 12, 31)),
        SetZone("America/Argentina/ComodRivadavia"),
        BrowseMentors(9_999, "x" * 40),
        GrantRole(LARGEST, Role.MENTOR),
    ):
        assert from_token(to_token(action)) == action


def test_an_action_that_does_not_fit_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="bytes"):
        to_token(ShowHelp("x" * 80))
    with pytest.raises(ValueError, match="negative"):
        to_token(ShowSession(-1))
    with pytest.raises(TypeError):
        to_token(ShowSession(1.5))  # type: ignore[arg-type]


def test_a_token_grants_nothing_and_is_not_changed_after_it_was_made() -> None:
    with pytest.raises(FrozenInstanceError):
        EditDay(1).weekday = 2  # type: ignore[misc]


def test_a_text_with_the_separator_stays_one_field() -> None:
    assert from_token(to_token(BrowseMentors(0, "a:b%c"))) == BrowseMentors(0, "a:b%c")


@pytest.mark.spec("SAF-1")
@pytest.mark.parametrize(("token", "meaning"), FROZEN)
def test_a_token_that_stands_in_somebodys_chat_keeps_its_meaning(token: str, meaning: str) -> None:
    action = from_token(token)
    assert repr(action) == meaning
    assert to_token(action) == token


def test_a_token_of_each_kind_is_kept() -> None:
    assert {token.split(":")[1] for token, _ in FROZEN} == set(CODES)


OF_NOBODY = {
    "amount", "calendar", "change", "channel", "council", "delivery", "dispute", "draft", "evidence", "exception",
    "field", "hold", "hours", "job", "link", "minutes", "notice", "option", "page", "query", "refund", "request",
    "revision", "session", "since", "time", "turn", "until", "weekday",
}  # fmt: skip
"""Numbers in actions that name no member."""


@pytest.mark.spec("PPL-2")
def test_of_every_number_in_an_action_it_is_said_whether_it_names_a_member() -> None:
    numbers = {
        name
        for kind in CODES.values()
        for name, hint in get_type_hints(kind).items()
        if int in {hint, *get_args(hint)}
    }
    assert numbers >= {*MEMBERS}
    assert numbers - {*MEMBERS} == OF_NOBODY
