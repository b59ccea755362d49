"""What is true of every action of a kind: declared on its class."""

from collections.abc import Callable
from dataclasses import Field, dataclass, fields
from typing import Any, ClassVar, Protocol

from core.ids import code_of
from core.people import Role

ADMINS = frozenset({Role.ADMIN})
MENTORS = frozenset({Role.MENTOR})


PRESENT = frozenset({"revision", "version", "link", "change", "draft"})
"""Fields that say which state or paper is meant: a command means the one that there is now."""


class Action(Protocol):
    """What a button can mean: a frozen dataclass of ids, numbers, moments and short texts, with a spec."""

    spec: ClassVar["Spec"]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Spec:
    """`code` stands in tokens and never changes.

    `roles` are those who may be offered it; the use case has the last word. `typed` is the command that does the same,
    with the action's fields in braces. `about` gives what shows the subject; None: the action only looks, and shows
    itself.
    """

    code: str
    roles: frozenset[Role] = frozenset(Role)
    typed: str | Callable[[Any], str | None] | None = None
    about: Callable[[Any], Action] | None = None


def typed(action: Action) -> str | None:
    """The command that does what the button does, without its slash; None where only the button can.

    A pattern says all there is about the action, but for what only names the present one.
    """
    said = action.spec.typed
    pattern = said(action) if callable(said) else said
    if pattern is None or (not callable(said) and not _says_all(pattern, action)):
        return None
    values = {field.name: getattr(action, field.name) for field in fields(action)}
    codes = {
        name: code_of(values[name], name[0].upper())
        for name in ("session", "council", "dispute")
        if name in values
    }
    return pattern.format(**(values | codes)).strip()


def _says_all(pattern: str, action: Action) -> bool:
    unsaid = (
        each for each in fields(action) if each.name not in PRESENT and f"{{{each.name}}}" not in pattern
    )
    return all(getattr(action, each.name) == each.default for each in unsaid)


def is_of_a_dialogue(action: Action) -> bool:
    """Whether it goes on with something that is not done yet, such as a form: answers show such, and no notices."""
    return not {"draft", "hold"}.isdisjoint(action.__dataclass_fields__)


def about(action: Action) -> Action | None:
    """What shows the subject of an action as it is now; None where that is the action itself."""
    shows = action.spec.about
    return None if shows is None else shows(action)
