"""Passes: one address for each person and session, which nobody can make up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.passes import Passes

pytestmark = pytest.mark.spec("MTG-2")

PASSES = Passes("https://parley.example", (b"new", b"old"))
IDS = st.integers(0, 2**63 - 1)


def token_of(address: str) -> str:
    return address.removeprefix("https://parley.example/join/")


@given(IDS, IDS)
def test_a_pass_says_whose_it_is_and_is_always_the_same(owner: int, person: int) -> None:
    address = PASSES.address(owner, person)
    assert PASSES.read(token_of(address)) == (owner, person)
    assert PASSES.address(owner, person) == address


@given(st.text(max_size=60))
def test_what_somebody_makes_up_is_none(token: str) -> None:
    assert PASSES.read(token) is None


@given(IDS, IDS, st.integers(0, 42), st.sampled_from("AZaz09-_."))
def test_a_pass_that_was_changed_is_none(owner: int, person: int, place: int, letter: str) -> None:
    token = token_of(PASSES.address(owner, person))
    changed = token[:place] + letter + token[place + 1 :]
    assert PASSES.read(changed) is None or changed == token
    assert PASSES.read(token[:-1]) is None
    assert PASSES.read(f"{token}A") is None


def test_an_earlier_key_still_opens_and_a_foreign_one_does_not() -> None:
    earlier, foreign = (Passes("https://parley.example", (key,)) for key in (b"old", b"other"))
    assert PASSES.read(token_of(earlier.address(1, 2))) == (1, 2)
    assert PASSES.read(token_of(foreign.address(1, 2))) is None
    assert "old" not in repr(PASSES)
