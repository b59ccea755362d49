"""Whatever can be pressed can be typed: by its command, or by its name."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import CODES, Action
from bot.actions.spec import PRESENT, typed
from bot.formats import plain
from bot.names import digest, names_of, offered, offered_alone, to_type
from bot.sentences import own
from bot.tokens import from_token, to_token
from bot.ui import Button, Card, Choice, Link, Option, Row
from tests.bot.actions import ANY_ACTION, actions_of

LABELS = st.text(max_size=80) | st.sampled_from(
    ["Accept", "✅ Accept", "accept", "‹", "›", "★★★", "स्वीकार", "Yes"]
)
BUTTONS = st.builds(Button, LABELS.map(own), ANY_ACTION)
OPTIONS = st.builds(Option, LABELS.map(own), ANY_ACTION)
CARDS = st.builds(
    lambda buttons, options: Card(
        own("x"),
        (Row((*buttons, Link(own("Open"), "https://a.example"))), Choice(own("y"), tuple(options))),
    ),
    st.lists(BUTTONS, max_size=6),
    st.lists(OPTIONS, max_size=6),
)


def pressable(card: Card) -> Iterator[Action]:
    for part in card.parts:
        controls = (
            part.buttons if isinstance(part, Row) else part.options if isinstance(part, Choice) else ()
        )
        yield from (control.action for control in controls if isinstance(control, Button | Option))


@pytest.mark.spec("CHT-4")
@given(CARDS)
def test_each_thing_that_can_be_pressed_has_a_name_that_means_it_and_no_other(card: Card) -> None:
    names, kept = names_of(card), offered(card)
    assert set(names.values()) == set(pressable(card))
    for name, action in names.items():
        assert from_token(kept[digest(name)]) == action
        assert (
            kept[digest(f"  {name.upper().lower()} ")] == to_token(action) or name != name.upper().lower()
        )
    assert offered_alone(card).items() <= kept.items()


@pytest.mark.spec("CHT-4")
@given(CARDS)
def test_the_text_says_of_each_its_command_or_its_name(card: Card) -> None:
    said = plain(to_type(card, "/"))
    for name, action in names_of(card).items():
        command = typed(action)
        assert (f"• {name}: /{command}" if command else name) in said


@pytest.mark.spec("CHT-4")
@given(
    st.sampled_from(list(CODES.values())).flatmap(
        lambda kind: st.tuples(actions_of(kind), actions_of(kind))
    )
)
def test_two_things_with_the_same_command_are_the_same_now(two: tuple[Action, Action]) -> None:
    one, other = two
    if typed(one) is not None and typed(one) == typed(other):
        said = {field.name for field in fields(one)} - PRESENT
        assert {name: getattr(one, name) for name in said} == {name: getattr(other, name) for name in said}
