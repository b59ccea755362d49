"""Refusals about passing on what somebody writes in a chat."""

from dataclasses import dataclass
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class OtherLeft(Refusal):
    """The other has left the chat; `name` is theirs."""

    session: int
    name: str


@dataclass
class OtherShut(Refusal):
    """The other cannot be written to; `name` is theirs."""

    session: int
    name: str


@dataclass
class TextTooLong(Refusal):
    """More than `most` characters."""

    session: int
    most: int


@dataclass
class ChatClosed(Refusal):
    """The chat is not open, or the session has none."""

    moved_on: ClassVar = True
    session: int
