"""What becomes of each column of the database when a member has their data sent, and when they have it erased.

The tables are in `storage.fates_of_tables`, by subject; `docs/data.md` is written from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Table, bindparam, select

from storage.tables import sessions

PERSON: BindParameter[Any] = bindparam("the_member")
"""The member whose data it is."""
A_WEEK = "a week"
HALF_A_YEAR = "half a year"
ADMINS = "admins"
NOBODY = "nobody"
SELF = "themselves"
PARTIES = "both parties, admins"
GIVEN = select(sessions.c.id).where(sessions.c.mentor == PERSON)
TAKEN = select(sessions.c.id).where(sessions.c.mentee == PERSON)


class Fate(StrEnum):
    """What becomes of a column when a member is erased."""

    KEPT = "kept"
    PSEUDONYM = "pseudonym"  # a number that leads to no name any more
    EMPTIED = "emptied"
    DELETED = "deleted"  # with its row
    PASSES = "passes"  # with its row, in the time that every row of the table has


@dataclass(frozen=True, slots=True)
class Emptied:
    """What stands in a column instead, in those of the rows that the member has to do with.

    `becomes` may be made of the row, for the member.
    """

    where: ColumnElement[bool]
    becomes: object | Callable[[Row[Any], int], object] = ""


@dataclass(frozen=True, slots=True)
class Fates:
    """All columns of one table. What it holds, who sees it and how long it `lasts` are for people to read.

    `whose` are the rows that the member is sent, with the `exported` columns. `deleted` are the rows that go; where
    rows stay, each column is `kept`, a `pseudonym` or `emptied`.
    """

    table: Table
    holds: str
    seen_by: str
    lasts: str = "for good"
    whose: ColumnElement[bool] | None = None
    exported: tuple[str, ...] = ()
    deleted: ColumnElement[bool] | None = None
    passes: bool = False
    kept: tuple[str, ...] = ()
    pseudonym: tuple[str, ...] = ()
    emptied: Mapping[str, Emptied] = field(default_factory=dict)

    @property
    def named(self) -> Mapping[str, tuple[Fate, ...]]:
        """What is said of each column that is spoken of by name: one thing, if all is well."""
        said = {Fate.KEPT: self.kept, Fate.PSEUDONYM: self.pseudonym, Fate.EMPTIED: tuple(self.emptied)}
        spoken = {name: () for names in said.values() for name in names}
        return {name: tuple(fate for fate, names in said.items() if name in names) for name in spoken}

    def of(self, column: str) -> Fate:
        """What becomes of a column; raises KeyError for one of which nothing, or too much, is said."""
        if self.passes:
            return Fate.PASSES
        if self.deleted is not None and not self.named:
            return Fate.DELETED
        [fate] = self.named[column]
        return fate
