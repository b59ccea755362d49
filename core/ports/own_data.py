"""A member's data in the store: all that there is of it, and having it erased."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.erasing import Erasure

Value = str | int | float | bool | datetime | date | list[object] | dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of a member's data, read as it is asked for; people are named."""

    name: str
    columns: Sequence[str]
    rows: Iterator[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that the member gave, by its digest."""

    digest: str
    name: str
    size: int


class OwnRecord(Protocol):
    """All that there is of one member, as of one moment."""

    def sheets(self) -> Iterator[Sheet]:
        """Each kind of data; a sheet is read before the next one is asked for."""

    def files(self) -> Sequence[OwnFile]:
        """The files that they gave."""


class OwnData(Protocol):
    """Members' own data, for files that are sent to them."""

    def of(self, person: int) -> AbstractContextManager[OwnRecord]:
        """What there is of the member."""


class Erasures(Protocol):
    """Members who have their data erased."""

    def get(self, person: int) -> Erasure | None:
        """Whether they do."""

    def put(self, erasure: Erasure) -> None:
        """Insert or replace."""

    def drop(self, person: int) -> None:
        """They stay."""

    def due(self, now: datetime) -> Sequence[int]:
        """The members whose erasure is due and not done, the longest due first."""

    def refunds_under_way(self, person: int) -> int:
        """How many refunds to them have not arrived, or wait for somebody."""

    def goes_on(self, person: int) -> bool:
        """Whether a session of theirs has not ended."""

    def erase(self, person: int) -> None:
        """Let nothing say any more who they were."""
