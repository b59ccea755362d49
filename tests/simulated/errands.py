"""What somebody of a seed sets out to do: what people come to by chance too rarely. They are in `errands.txt`.

Each begins with who does it, and what it has to be about: a session, council or dispute in that state. Steps follow:
`/command`, `#/command` in the chat of admins, words that are said, `[Action field=value]` for the newest such button,
`fill field=value & …` for the open form (what is not named gets what fits), `discuss words` for the shortcut that a
message has, `hurry`, `block the bot`, `come back`, `leave the group`, `wait seconds` or `wait too long` (to accept it),
`who: step` for a step of somebody else's, and `3 x step`. `{s}`, `{c}` and `{d}` are what it is about; the other names
are `Scene`'s. What begins with `for` and a state brings that about where an errand needs it and there is none.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.actions import CODES, Action

KINDS = {kind.__name__: kind for kind in CODES.values()}
_PRESS = re.compile(r"\[(?P<kind>\w+)(?P<having>(?: \w+=\S+)*)\]")
_OTHER = re.compile(r"(?P<who>[a-z]+): (?P<step>.+)")
_TIMES = re.compile(r"(?P<times>\d+) x (?P<step>.+)")


@dataclass(frozen=True)
class Press:
    """The newest button of this kind whose action has these values, written as text."""

    kind: type[Action]
    having: Mapping[str, str]

    def __str__(self) -> str:
        return f"[{self.kind.__name__}]"


@dataclass(frozen=True)
class Fill:
    """The form that is open."""

    values: Mapping[str, str]

    def __str__(self) -> str:
        return "fill " + " & ".join(f"{name}={value}" for name, value in self.values.items())


@dataclass(frozen=True)
class By:
    """A step of somebody else."""

    who: str
    step: "Step"

    def __str__(self) -> str:
        return f"{self.who}: {self.step}"


@dataclass(frozen=True)
class Wait:
    """Nothing happens for so many seconds; None is until it is too late to accept what it is about."""

    seconds: float | None


Step = str | Press | Fill | By | Wait


@dataclass(frozen=True)
class Errand:
    """Steps of `who`, `about` something in that state; without it, about nothing that there has to be."""

    who: str
    about: str
    steps: tuple[Step, ...]

    @property
    def actors(self) -> frozenset[str]:
        """Who does something in it."""
        return frozenset({self.who, *(step.who for step in self.steps if isinstance(step, By))})


def _errand(text: str) -> Errand:
    head, *steps = re.split(r"\s*\|\s*", text.strip())
    who, _, about = head.partition(", ")
    return Errand(who, about, tuple(step for each in steps for step in _repeated(each)))


def _repeated(text: str) -> list[Step]:
    if (found := _TIMES.fullmatch(text)) is None:
        return [_step(text)]
    return [_step(found["step"].replace("{n}", str(n + 1))) for n in range(int(found["times"]))]


def _step(text: str) -> Step:
    if found := _PRESS.fullmatch(text):
        return Press(KINDS[found["kind"]], _values(found["having"].split()))
    if found := _OTHER.fullmatch(text):
        return By(found["who"], _step(found["step"]))
    verb, _, rest = text.partition(" ")
    if verb == "fill":
        return Fill(_values(rest.split(" & ") if rest else ()))
    return Wait(None if rest == "too long" else float(rest)) if verb == "wait" else text


def _values(pairs: Iterable[str]) -> dict[str, str]:
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}


def _read() -> tuple[tuple[Errand, ...], dict[str, Errand]]:
    text = (Path(__file__).parent / "errands.txt").read_text(encoding="utf-8")
    plain = re.sub(r"^#.*$", "", text, flags=re.MULTILINE).replace("\n    |", " |")
    lines = [line for line in plain.splitlines() if line]
    errands = tuple(_errand(line) for line in lines if not line.startswith("for "))
    first = [line.removeprefix("for ").partition(": ") for line in lines if line.startswith("for ")]
    return errands, {about: _errand(line) for about, _, line in first}


ERRANDS, FIRST = _read()
"""All errands, and by the state that one needs what brings it about."""
