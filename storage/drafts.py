"""Open forms, and changes that are not saved yet. What was filled in may be a password: it is kept encrypted."""

import json
from typing import Any

from sqlalchemy import Row, bindparam, delete, select
from sqlalchemy.dialects import postgresql

from core.drafts import Draft, DraftKind
from core.ids import ids_in, with_ids
from core.ports.people import People
from storage.message_tables import drafts
from storage.transaction import UnitOfWork
from storage.vault import Vault

_GET = select(drafts).where(drafts.c.id == bindparam("draft"))
_CURRENT = select(drafts).where(
    drafts.c.person == bindparam("person"), drafts.c.kind == bindparam("draft_kind")
)
_DROP = delete(drafts).where(drafts.c.id == bindparam("draft"))
_NEW = postgresql.insert(drafts)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[drafts.c.person, drafts.c.kind],
    set_={column.name: _NEW.excluded[column.name] for column in drafts.c},
)


class SqlDrafts:
    """Meets core.ports.drafts.Drafts: a person has one row of each kind, so a new one replaces the earlier.

    Members who were joined to another since are read as that one.
    """

    def __init__(self, work: UnitOfWork, people: People, vault: Vault) -> None:
        self._work = work
        self._people = people
        self._vault = vault

    def get(self, draft: int) -> Draft | None:
        """The draft; one that no key opens is as good as gone."""
        row = self._work.connection.execute(_GET, {"draft": draft}).one_or_none()
        return None if row is None else self._draft_of(row)

    def current(self, person: int, kind: DraftKind = DraftKind.FORM) -> Draft | None:
        """The person's draft of this kind."""
        wanted = {"person": person, "draft_kind": kind.value}
        row = self._work.connection.execute(_CURRENT, wanted).one_or_none()
        return None if row is None else self._draft_of(row)

    def put(self, draft: Draft) -> None:
        """Insert or replace; the person's earlier one of the same kind is given up."""
        self._work.connection.execute(
            _PUT,
            {
                "id": draft.id,
                "person": draft.person,
                "kind": draft.kind.value,
                "purpose": draft.purpose,
                "opened_at": draft.opened_at,
                "place": draft.place,
                "filled": self._vault.seal_text(json.dumps(draft.values)),
                "asked": draft.asked,
                "changed_at": self._work.now,
            },
        )

    def drop(self, draft: int) -> bool:
        """Close it; False when it was closed before."""
        return self._work.connection.execute(_DROP, {"draft": draft}).rowcount > 0

    def _draft_of(self, row: Row[Any]) -> Draft | None:
        filled, place = row.filled, row.place
        filled = self._vault.open_text(filled) if isinstance(filled, str) else json.dumps(filled)
        if filled is None:
            return None
        if named := ids_in(filled + place):
            become = self._people.who_are(named)
            filled, place = with_ids(filled, become), with_ids(place, become)
        return Draft(
            row.id,
            row.person,
            row.purpose,
            row.opened_at,
            place,
            json.loads(filled),
            row.asked,
            DraftKind(row.kind),
        )
