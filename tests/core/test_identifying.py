"""Whom typed text means: what anybody may call themselves never beats what is theirs alone."""

import pytest

from core.identifying import is_certain, meant
from core.people import Person
from tests.conftest import MORNING


def somebody(person: int, name: str, handle: str = "", email: str | None = None) -> Person:
    handles = (("slack", handle),) if handle else ()
    return Person(person, name, MORNING, email=email, handles=handles)


ANN = somebody(1, "Ann Lee", "ann", "dan@example.com")
NAMED_LIKE_A_HANDLE = somebody(2, "ann", "zz9")
NAMED_LIKE_AN_ADDRESS = somebody(3, "dan@example.com", "zz8")
NAMED_WITH_AN_AT = somebody(4, "@ann", "zz7")
ANNA = somebody(5, "Anna Berg", "anna")
OTHER_ANN = somebody(6, "Ann Ray", "ann")
EVERYBODY = [NAMED_WITH_AN_AT, NAMED_LIKE_AN_ADDRESS, NAMED_LIKE_A_HANDLE, ANNA, ANN]


@pytest.mark.spec("PPL-4", "SAF-1")
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("@ann", [ANN]),
        ("@ANN", [ANN]),
        ("dan@example.com", [ANN]),
        ("Dan@Example.com", [ANN]),
        ("ann", [NAMED_WITH_AN_AT, NAMED_LIKE_A_HANDLE, ANN]),
        ("anna berg", [ANNA]),
        ("other@example.com", []),
    ],
)
def test_a_handle_and_an_address_go_before_names(typed: str, wanted: list[Person]) -> None:
    assert meant(EVERYBODY, typed) == wanted


@pytest.mark.spec("SAF-1")
def test_one_handle_on_two_platforms_is_asked_back() -> None:
    assert meant([ANN, OTHER_ANN, ANNA], "@ann") == [ANN, OTHER_ANN]


def test_part_of_a_name_fits_only_where_nothing_fits_exactly() -> None:
    assert meant([ANNA, ANN], "an") == [ANNA, ANN]
    assert meant([ANNA, OTHER_ANN], "ray") == [ANNA, OTHER_ANN]
    assert meant([ANNA, somebody(7, "Bea Anna")], "Anna") == [ANNA]


@pytest.mark.spec("SAF-1")
def test_only_what_nobody_else_can_choose_is_certain() -> None:
    assert is_certain(ANN, "@ann")
    assert is_certain(ANN, "dan@EXAMPLE.com")
    assert not is_certain(NAMED_LIKE_A_HANDLE, "ann")
    assert not is_certain(NAMED_LIKE_AN_ADDRESS, "dan@example.com")
