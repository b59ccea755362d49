"""What takes time, told to whoever traces it. Nobody does until an operator asks for it.

A span names an act and kinds of things; never a person, their words, an address or a secret.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Tell(Protocol):
    """Says more of an act while it goes on."""

    def __call__(self, **facts: str) -> None:
        """Each fact by its name."""


Begin = Callable[[str, Mapping[str, str]], AbstractContextManager[Tell]]
"""Begins a span with a name and facts; it ends with the context."""


def _to_nobody(**_: str) -> None:
    pass


_UNSEEN: AbstractContextManager[Tell] = nullcontext(_to_nobody)
_begin: Begin | None = None


def trace(begin: Begin | None) -> None:
    """From now on `begin` hears of each span of this process; None: nobody does."""
    global _begin  # noqa: PLW0603 (one process has one tracer, as it has one log)
    _begin = begin


def span(name: str, /, **facts: str) -> AbstractContextManager[Tell]:
    """For as long as an act takes."""
    return _UNSEEN if _begin is None else _begin(name, facts)
