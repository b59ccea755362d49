"""What a button can mean about the programme as a whole, for admins."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import ADMINS, Spec


@dataclass(frozen=True, slots=True)
class ShowProgramme:
    """How the programme does, and the doors to all that runs it."""

    spec: ClassVar = Spec("gm", roles=ADMINS, typed="admin")


Presses = ShowProgramme
