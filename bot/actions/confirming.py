"""What a button can mean about a booking that its mentor has to accept."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.sessions import its_session
from bot.actions.spec import MENTORS, Spec


@dataclass(frozen=True, slots=True)
class AcceptBooking:
    """Take a requested session on."""

    spec: ClassVar = Spec("qa", roles=MENTORS, typed="sessions {session} accept", about=its_session)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class DeclineBooking:
    """Turn a requested session down (opens a form)."""

    spec: ClassVar = Spec("qd", roles=MENTORS, typed="sessions {session} decline", about=its_session)
    session: int
    revision: int


Presses = AcceptBooking
Forms = DeclineBooking
