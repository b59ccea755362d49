"""What an admin may do for a party: everything that is the party's own, and nothing that is private."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import CODES, Action
from bot.actions.aftermath import WriteNote
from bot.actions.deputies import FillFor, PressFor
from bot.actions.members import GrantRole
from bot.actions.replacing import ChooseReplacement
from bot.actions.sessions import JoinSession
from bot.deputies.inner import ALLOWED, read, written
from bot.tokens import fits, to_token
from core.errors.common import NotFound
from core.people import Role
from tests.bot.actions import actions_of

LATE = datetime(2099, 12, 31, 23, 59, tzinfo=UTC)


@given(st.sampled_from(sorted(ALLOWED, key=repr)).flatmap(actions_of))
def test_what_is_allowed_is_read_back(action: Action) -> None:
    assert read(written(action)) == action


@pytest.mark.spec("SAF-1")
@given(st.text())
def test_whatever_else_is_read_raises(what: str) -> None:
    try:
        action = read(what)
    except NotFound:
        return
    assert type(action) in ALLOWED


@pytest.mark.spec("SAF-1", "AFT-2")
def test_what_is_private_or_no_partys_is_not_allowed() -> None:
    for action in (WriteNote(1), JoinSession(1), GrantRole(1, Role.ADMIN), PressFor(1, True, "s/1")):
        with pytest.raises(NotFound):
            read(written(action))
    of_admins = {kind for kind in CODES.values() if kind.spec.roles == {Role.ADMIN}}
    assert not ALLOWED & of_admins


def test_the_longest_of_them_fits_into_a_button_for_a_long_time() -> None:
    """Ids grow with the years: this one is made in 2060."""
    number = (1 << 62) - 1
    longest = ChooseReplacement(number, 999, number, LATE)
    assert fits(PressFor(number, True, written(longest)))
    assert fits(FillFor(number, True, written(longest)))
    assert len(to_token(PressFor(number, True, written(longest)))) <= 64
