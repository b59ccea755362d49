"""Files in the store: their contents in slices, and which dispute they belong to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from core.evidence import Evidence, KeptFile


class EvidenceBook(Protocol):
    """Which files were given for which disputes."""

    def add(self, evidence: Evidence) -> bool:
        """Keep it; False where the dispute has this file already."""

    def get(self, evidence: int) -> Evidence | None:
        """The file."""

    def of(self, dispute: int) -> Sequence[Evidence]:
        """The files of the dispute, oldest first."""

    def counts(self, disputes: Iterable[int]) -> Mapping[int, int]:
        """How many files each of these disputes has that has any."""


class Files(Protocol):
    """The contents of files, each stored once. Every call is its own transaction."""

    def keep(self, file: KeptFile, content: Iterable[bytes]) -> None:
        """Store the content under its digest, unless it is there."""

    def read(self, digest: str) -> Iterator[bytes]:
        """The content in slices; raises KeyError where there is none."""
