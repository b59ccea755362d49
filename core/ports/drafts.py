"""Open forms in the store."""

from typing import Protocol

from core.drafts import Draft, DraftKind


class Drafts(Protocol):
    """Open forms, and changes that are not saved yet."""

    def get(self, draft: int) -> Draft | None:
        """The draft."""

    def current(self, person: int, kind: DraftKind = DraftKind.FORM) -> Draft | None:
        """The person's draft of this kind."""

    def put(self, draft: Draft) -> None:
        """Insert or replace; the person's earlier one of the same kind is given up."""

    def drop(self, draft: int) -> bool:
        """Close it; False when it was closed before."""
