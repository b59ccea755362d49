"""Chats in which admins run the programme: everybody who reads there sees what admins see."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AdminChannel:
    """A channel or group, or one `thread` (Slack) or topic (Telegram) of it.

    `chat` is the platform's own id, `title` its name as it was set, empty where that is not known. Until `set_by`,
    an admin, has confirmed it, it is none yet.
    """

    id: int
    platform: str
    workspace: str
    chat: str
    thread: str | None
    title: str
    set_by: int
    at: datetime
    confirmed: bool = False
