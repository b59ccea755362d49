"""What a button can mean about help."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """What the bot can do, or how one command is used."""

    spec: ClassVar = Spec("h", typed="help {topic}")
    topic: str = ""


Presses = ShowHelp
