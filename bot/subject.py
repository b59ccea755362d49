"""How the actions of one subject are carried out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Never, TypeVar, assert_never, get_args, get_type_hints

from bot.actions import Action
from bot.turn import Turn
from bot.ui import Layout, Outcome

Presses = TypeVar("Presses")
Forms = TypeVar("Forms")


@dataclass(frozen=True, slots=True)
class Onward:
    """Another action is to be carried out instead, with `values` filled in where it opens a form."""

    action: Action
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Subject(Generic[Presses, Forms]):
    """Each function matches on all kinds that its `action` is annotated with.

    `press` carries out an action that opens no form. `form` lays out the form of one that does, as it is to be drawn
    now, and `send` carries out what was filled in. They raise refusals; `send` also FieldRefused for one field.
    """

    press: Callable[[Turn, Presses], Outcome | Onward]
    form: Callable[[Turn, Forms], Layout]
    send: Callable[[Turn, Forms, dict[str, str]], Outcome]

    def presses(self) -> tuple[type[Action], ...]:
        """The kinds that open no form."""
        return _kinds(self.press)

    def forms(self) -> tuple[type[Action], ...]:
        """The kinds that open a form."""
        return _kinds(self.form)


def no_form(_turn: Turn, action: Never) -> Layout:
    """Of a subject without forms."""
    assert_never(action)


def no_send(_turn: Turn, action: Never, _values: dict[str, str]) -> Outcome:
    """Of a subject without forms."""
    assert_never(action)


def _kinds(function: Callable[..., Any]) -> tuple[type[Action], ...]:
    """What the function's `action` is annotated with: one kind, a union of kinds, or Never."""
    hint = get_type_hints(function)["action"]
    return () if hint is Never else get_args(hint) or (hint,)
