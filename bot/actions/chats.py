"""What a button can mean in a session by chat."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.sessions import its_session
from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class LeaveChat:
    """Have nothing more passed on in the chat of a session."""

    spec: ClassVar = Spec("sjl", typed="sessions {session} leave chat", about=its_session)
    session: int


Presses = LeaveChat
