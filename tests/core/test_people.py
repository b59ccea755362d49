"""People: the addresses by which they are known, and what their roles mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people import Address, Person, Plan, Role
from tests.conftest import MORNING

WORD = st.text(st.characters(exclude_characters=":/ ", exclude_categories=("Cs", "Cc", "Z")), min_size=1)


@pytest.mark.spec("PPL-6")
@given(WORD, st.just("") | WORD, WORD)
def test_an_address_is_read_back_from_its_text(platform: str, workspace: str, user: str) -> None:
    address = Address(platform, workspace, user)
    assert Address.parse(str(address)) == address


@pytest.mark.spec("PPL-4", "OPS-4")
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("slack:T1/U1", Address("slack", "T1", "U1")),
        (" telegram:42 ", Address("telegram", "", "42")),
    ],
)
def test_the_two_ways_to_write_one(text: str, address: Address) -> None:
    assert Address.parse(text) == address


@pytest.mark.parametrize("text", ["", "slack", "slack:", ":42", "slack:/U1", "slack:T1/"])
def test_what_is_no_address_is_refused_and_both_ways_are_shown(text: str) -> None:
    with pytest.raises(ValueError, match="slack:T1/U1"):
        Address.parse(text)


@pytest.mark.spec("PPL-1")
def test_a_new_member_is_a_mentee_without_a_plan_in_an_unknown_zone() -> None:
    person = Person(1, "Ada", MORNING)
    assert (person.plan, person.roles) == (Plan.NONE, {Role.MENTEE})
    assert not person.is_admin
    assert not person.is_mentor
    assert person.clock_zone == "UTC"
