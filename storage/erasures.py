"""Members who have their data erased, and the erasing, as `storage.fates_of_tables` says of each column."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql

from core.erasing import Erasure
from core.refunds import RefundStatus
from core.sessions import ENDED, Reassignment
from storage.erasure_tables import IS_UNDER_WAY, erasures
from storage.fates import PERSON, TAKEN, Emptied, Fates
from storage.fates_of_tables import FATES
from storage.intervention_tables import refunds
from storage.tables import sessions
from storage.transaction import UnitOfWork

_GET = select(erasures).where(erasures.c.person == PERSON)
_DROP = delete(erasures).where(erasures.c.person == PERSON)
_DUE = (
    select(erasures.c.person)
    .where(IS_UNDER_WAY, erasures.c.due_at <= bindparam("present"))
    .order_by(erasures.c.due_at, erasures.c.person)
)
_NEW = postgresql.insert(erasures)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[erasures.c.person], set_={each.name: _NEW.excluded[each.name] for each in erasures.c}
)
# What is paid outside stays pending for good: nobody tells us.
_REFUNDS_UNDER_WAY = select(func.count()).where(
    refunds.c.session.in_(TAKEN),
    or_(
        refunds.c.status.in_([RefundStatus.PENDING_APPROVAL.value, RefundStatus.FAILED.value]),
        and_(refunds.c.status == RefundStatus.PENDING.value, refunds.c.payment.is_not(None)),
    ),
)
# A mentor who has left a session is no party to it while its mentee chooses another.
_GOES_ON = (
    select(sessions.c.id)
    .where(
        sessions.c.status.not_in([each.value for each in ENDED]),
        or_(
            sessions.c.mentee == PERSON,
            and_(
                sessions.c.mentor == PERSON, sessions.c.reassignment != Reassignment.AWAITING_CHOICE.value
            ),
        ),
    )
    .limit(1)
)


class SqlErasures:
    """Meets core.ports.own_data.Erasures."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def get(self, person: int) -> Erasure | None:
        """Whether they have themselves erased."""
        row = self._work.connection.execute(_GET, {PERSON.key: person}).one_or_none()
        return None if row is None else Erasure(*row)

    def put(self, erasure: Erasure) -> None:
        """Insert or replace."""
        values = {each.name: getattr(erasure, each.name) for each in erasures.c}
        self._work.connection.execute(_PUT, values)

    def drop(self, person: int) -> None:
        """They stay."""
        self._work.connection.execute(_DROP, {PERSON.key: person})

    def due(self, now: datetime) -> Sequence[int]:
        """The members whose erasure is due and not done, the longest due first."""
        return self._work.connection.execute(_DUE, {"present": now}).scalars().all()

    def refunds_under_way(self, person: int) -> int:
        """How many refunds to them have not arrived, or wait for somebody."""
        counted: int = self._work.connection.execute(_REFUNDS_UNDER_WAY, {PERSON.key: person}).scalar_one()
        return counted

    def goes_on(self, person: int) -> bool:
        """Whether a session of theirs has not ended."""
        return self._work.connection.execute(_GOES_ON, {PERSON.key: person}).first() is not None

    def erase(self, person: int) -> None:
        """Let nothing say any more who they were."""
        for fates in FATES:
            if fates.deleted is not None:
                self._work.connection.execute(
                    delete(fates.table).where(fates.deleted), {PERSON.key: person}
                )
            for name, emptied in _made_of_rows(fates).items():
                self._rewrite(fates.table, name, emptied, person)
            for where, values in _values(fates):
                statement = update(fates.table).where(where).values(values)
                self._work.connection.execute(statement, {PERSON.key: person})

    def _rewrite(self, table: Table, name: str, emptied: Emptied, person: int) -> None:
        becomes, key = emptied.becomes, tuple(table.primary_key)
        assert callable(becomes)
        rows = self._work.connection.execute(select(table).where(emptied.where), {PERSON.key: person}).all()
        if not rows:
            return
        of_the_row = (column == bindparam(f"of_{column.name}") for column in key)
        statement = update(table).where(*of_the_row).values({name: bindparam("becomes")})
        self._work.connection.execute(
            statement,
            [
                {
                    "becomes": becomes(row, person),
                    **{f"of_{each.name}": getattr(row, each.name) for each in key},
                }
                for row in rows
            ],
        )


def _made_of_rows(fates: Fates) -> Mapping[str, Emptied]:
    return {name: each for name, each in fates.emptied.items() if callable(each.becomes)}


def _values(fates: Fates) -> Sequence[tuple[Any, Mapping[str, object]]]:
    """What stands where instead: columns of the same rows together."""
    made: defaultdict[int, dict[str, object]] = defaultdict(dict)
    conditions: dict[int, Any] = {}
    for name, each in fates.emptied.items():
        if not callable(each.becomes):
            conditions[id(each.where)] = each.where
            made[id(each.where)][name] = each.becomes
    return [(conditions[key], values) for key, values in made.items()]
