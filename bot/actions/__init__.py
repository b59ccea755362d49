"""What a button can mean. An action is a value; `bot.tokens` writes it on a button and reads it back."""

import importlib
import pkgutil
from collections.abc import Iterator

from bot.actions.spec import Action, Spec

__all__ = ["CODES", "Action"]


def _declared() -> Iterator[type[Action]]:
    """Every class in this package's modules that has a spec."""
    for found in pkgutil.walk_packages(__path__, f"{__name__}."):
        module = importlib.import_module(found.name)
        for kind in vars(module).values():
            if getattr(kind, "__module__", "") == module.__name__ and isinstance(
                getattr(kind, "spec", None), Spec
            ):
                yield kind


def _codes() -> dict[str, type[Action]]:
    """The kinds by their codes; raises ValueError for a code that two of them have."""
    codes: dict[str, type[Action]] = {}
    for kind in _declared():
        if codes.setdefault(kind.spec.code, kind) is not kind:
            message = f"{kind.__name__} has the code of {codes[kind.spec.code].__name__}"
            raise ValueError(message)
    return codes


CODES = _codes()
