"""Lists of members in the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.member_queries import MemberQuery, UsageQuery
from core.people import Person


class MemberQueries(Protocol):
    """Lists of members, by page."""

    def find(self, query: MemberQuery, now: datetime, limit: int, offset: int) -> Sequence[Person]:
        """Members who fit: by name, or where a text is searched for, those whom it fits best first."""

    def usage(self, query: UsageQuery, limit: int, offset: int) -> Sequence[tuple[Person, int]]:
        """(member, sessions used), most used first, then by name."""
