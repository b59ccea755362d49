"""What a button can mean about recording a session."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.sessions import its_session
from bot.actions.spec import ADMINS, Spec


@dataclass(frozen=True, slots=True)
class ShowRecording:
    """How it stands about recording a session."""

    spec: ClassVar = Spec("src", typed="sessions {session} record")
    session: int


@dataclass(frozen=True, slots=True)
class AgreeToRecord:
    """Agree that a session is recorded."""

    spec: ClassVar = Spec("sra", typed="sessions {session} record yes", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class RefuseToRecord:
    """Do not agree that a session is recorded, or no more."""

    spec: ClassVar = Spec("srn", typed="sessions {session} record no", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class OpenRecording:
    """Ask for the way to the recording of one's session."""

    spec: ClassVar = Spec("sro", typed="sessions {session} record open", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class OpenAnyRecording:
    """The same to an admin."""

    spec: ClassVar = Spec("asr", ADMINS, typed="admin session {session} record", about=None)
    session: int


Presses = ShowRecording | AgreeToRecord | RefuseToRecord | OpenRecording | OpenAnyRecording
