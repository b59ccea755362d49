"""Open forms."""

from typing import Any

from sqlalchemy import Row, bindparam, delete, select
from sqlalchemy.dialects import postgresql

from core.drafts import Draft
from storage.message_tables import drafts
from storage.work import Work

_GET = select(drafts).where(drafts.c.id == bindparam("draft"))
_CURRENT = select(drafts).where(drafts.c.person == bindparam("person"))
_DROP = delete(drafts).where(drafts.c.id == bindparam("draft"))
_NEW = postgresql.insert(drafts)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[drafts.c.person],
    set_={column.name: _NEW.excluded[column.name] for column in drafts.c},
)


class SqlDrafts:
    """Meets core.ports.Drafts: a person has one row, so opening a form closes the one before."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, draft: int) -> Draft | None:
        """The draft."""
        row = self._work.connection.execute(_GET, {"draft": draft}).one_or_none()
        return None if row is None else _draft_of(row)

    def current(self, person: int) -> Draft | None:
        """The person's open form."""
        row = self._work.connection.execute(_CURRENT, {"person": person}).one_or_none()
        return None if row is None else _draft_of(row)

    def put(self, draft: Draft) -> None:
        """Insert or replace; opening a form closes the person's other one."""
        self._work.connection.execute(
            _PUT,
            {
                "id": draft.id,
                "person": draft.person,
                "purpose": draft.purpose,
                "opened_at": draft.opened_at,
                "place": draft.place,
                "filled": draft.values,
                "asked": draft.asked,
            },
        )

    def drop(self, draft: int) -> bool:
        """Close it; False when it was closed before."""
        return self._work.connection.execute(_DROP, {"draft": draft}).rowcount > 0


def _draft_of(row: Row[Any]) -> Draft:
    return Draft(row.id, row.person, row.purpose, row.opened_at, row.place, row.filled, row.asked)
