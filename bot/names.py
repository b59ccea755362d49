"""What can be typed in place of pressing: the command that does the same, or the name of what is on a button.

A name means what the newest message in the direct chat called so. Its digest is kept with the token at the end of the
delivery (`core.inbox.Ending`) or with the notice, for names may be somebody's own words.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from bot.actions import Action
from bot.actions.spec import typed
from bot.formats import shorten
from bot.sentences import dotted, label, lines, say
from bot.tokens import to_token
from bot.typed.command_words import own as own_command
from bot.ui import Button, Calendar, Card, Choice, Code, Label, Option, Row, Text, words
from core.folding import words_of

LONGEST = 60
"""Characters of a name, but for its number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a message is read: in a `direct` chat, where names are understood, by somebody who `types`."""

    direct: bool = True
    types: bool = False


_ANSWER = Reading()
_reading: ContextVar[Reading] = ContextVar("how a message is read", default=_ANSWER)


@contextmanager
def read_as(reading: Reading) -> Iterator[None]:
    """What is drawn inside says what can be typed there."""
    token = _reading.set(reading)
    try:
        yield
    finally:
        _reading.reset(token)


def reading() -> Reading:
    """How the message that is being drawn is read."""
    return _reading.get()


def names_of(card: Card) -> dict[Label, Action]:
    """The name of whatever can be pressed, each another: of several called the same, the later ones have a number."""
    names: dict[str, tuple[Label, Action]] = {}
    for control in _controls(card):
        name, count = shorten(" ".join(control.label.split()), LONGEST), 1
        while names.setdefault(_key(name), (name, control.action))[1] != control.action:
            count += 1
            name = label("{name} ({n})", name=shorten(control.label, LONGEST), n=count)
    return dict(names.values())


def offered(card: Card) -> dict[str, str]:
    """The tokens of what can be pressed, by the digests of their names."""
    return {digest(name): to_token(action) for name, action in names_of(card).items()}


def offered_alone(card: Card) -> dict[str, str]:
    """The same of what no command does."""
    return {
        digest(name): to_token(action) for name, action in names_of(card).items() if typed(action) is None
    }


def digest(name: str) -> str:
    """What a name is known by, however it is typed."""
    return blake2b(_key(name).encode(), digest_size=8).hexdigest()


def to_type(card: Card, slash: str) -> Text:
    """What can be typed in place of pressing; () where nothing can be pressed. Commands begin with `slash`."""
    names = names_of(card)
    if not names:
        return ()
    commands = {name: typed(action) for name, action in names.items()}
    bare = [name for name, command in commands.items() if command is None]
    said = [
        words("• ", f"{name}: ", Code(f"{slash}{own_command(command).removeprefix('/')}"))
        for name, command in commands.items()
        if command is not None
    ]
    if bare and reading().direct:
        said.append(words("• ", *dotted(*((name,) for name in bare))))
    return lines(say("In place of pressing, type:"), *said) if said else ()


def _controls(card: Card) -> Iterator[Button | Option]:
    for part in card.listed:
        match part:
            case Row(buttons=buttons):
                yield from (button for button in buttons if isinstance(button, Button))
            case Choice(options=options) | Calendar(choice=Choice(options=options)):
                yield from options


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """A name as it is compared: its words, without signs and pictures."""
    return " ".join(word for word in words_of(name) if any(map(str.isalnum, word))) or name.strip()
