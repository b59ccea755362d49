"""Whether two people can write to each other themselves, and how a long text is parted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chats import PART, parts_of, way
from core.people import Address, Person

SLACK, ELSEWHERE = Address("slack", "T1", "U1"), Address("slack", "T2", "U2")
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def person(*addresses: Address, handle: str = "") -> Person:
    handles = (("telegram", handle),) if handle else ()
    return Person(1, "Ada", NOW, addresses=addresses, handles=handles)


def telegram(user: str) -> Address:
    return Address("telegram", "", user)


@pytest.mark.spec("BOK-1")
@pytest.mark.parametrize(
    ("reader", "other", "url"),
    [
        (
            person(SLACK),
            person(Address("slack", "T1", "U9")),
            "https://slack.com/app_redirect?channel=U9&team=T1",
        ),
        (person(SLACK), person(ELSEWHERE), None),
        (person(SLACK), person(telegram("7"), handle="ana"), None),
        (person(telegram("1"), handle="ben"), person(telegram("7"), handle="ana"), "https://t.me/ana"),
        (person(telegram("1"), handle="ben"), person(telegram("7")), None),
        (person(telegram("1")), person(telegram("7"), handle="ana"), None),
        (
            person(ELSEWHERE, telegram("1"), handle="ben"),
            person(SLACK, telegram("7"), handle="ana"),
            "https://t.me/ana",
        ),
        (person(Address("paper", "", "1")), person(Address("paper", "", "2")), None),
        (person(), person(SLACK), None),
    ],
)
def test_who_can_write_to_each_other_gets_a_way_that_works_for_both(
    reader: Person, other: Person, url: str | None
) -> None:
    assert way(reader, other) == url
    assert (way(other, reader) is None) == (url is None), "one has a way where the other has one"


@pytest.mark.spec("BOK-1")
def test_an_address_that_is_shut_is_no_way() -> None:
    other = person(Address("slack", "T1", "U9"))
    assert way(person(SLACK), replace(other, shut=frozenset(other.addresses))) is None


@pytest.mark.spec("BOK-1")
@given(st.text(st.sampled_from("ab \n"), max_size=4 * PART) | st.text(max_size=3 * PART))
def test_nothing_is_lost_between_the_parts_of_a_text(text: str) -> None:
    parts = parts_of(text)
    assert all(len(part) <= PART for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.spec("BOK-1")
def test_a_text_breaks_where_a_line_or_a_word_ends() -> None:
    lines = parts_of("\n".join(["x" * 99] * 30))
    assert len(lines) > 1
    assert all(line == "x" * 99 for part in lines for line in part.splitlines())
    assert parts_of("y" * (PART + 1)) == ["y" * PART, "y"]
