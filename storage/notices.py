"""Notices, as a use case writes them; how they leave is in `storage.outbox`."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, exists, select, update
from sqlalchemy.dialects import postgresql

from core.notices import Kind, Notice, Receipt
from storage.message_tables import IS_WAITING, notices
from storage.wakeups import announce
from storage.work import Work

_ADD = postgresql.insert(notices).on_conflict_do_nothing(index_elements=[notices.c.dedupe])
_DROP = (
    update(notices)
    .where(
        notices.c.session == bindparam("of_session"),
        notices.c.kind.in_([Kind.REMINDER.value, Kind.JOIN.value]),
        IS_WAITING,
    )
    .values(state="cancelled", ended_at=bindparam("now"))
)
_RECEIPT = (
    notices.c.receipt_platform,
    notices.c.receipt_workspace,
    notices.c.receipt_channel,
    notices.c.receipt_message,
)
_IS_SENT = select(exists().where(*(column == bindparam(column.name) for column in _RECEIPT)))
_RECEIPTS = (
    select(notices)
    .where(
        notices.c.session == bindparam("session"),
        notices.c.receipt_message.is_not(None),
        notices.c.kind != Kind.SETTLE.value,
    )
    .order_by(notices.c.id)
)


class SqlNotices:
    """Meets core.ports.Notices."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, notices: Sequence[Notice]) -> None:
        """Write them; one whose `dedupe` exists already is left out. Other processes hear what is due."""
        if not notices:
            return
        self._work.connection.execute(_ADD, [_values(notice) for notice in notices])
        if self._work.on_postgresql and any(notice.due_at <= self._work.now for notice in notices):
            announce(self._work.connection)

    def drop(self, session: int) -> None:
        """Cancel reminders and join links of the session that have not left."""
        self._work.connection.execute(_DROP, {"of_session": session, "now": self._work.now})

    def is_sent(self, receipt: Receipt) -> bool:
        """Whether this message is a notice."""
        return self._work.connection.execute(_IS_SENT, receipt_values(receipt)).scalar_one()

    def receipts(self, session: int) -> Sequence[tuple[int, int, Receipt]]:
        """(notice, person, receipt) of the messages sent about the session (settling ones aside)."""
        return [
            (row.id, row.person, receipt_of(row))
            for row in self._work.connection.execute(_RECEIPTS, {"session": session})
        ]


def receipt_of(row: Row[Any]) -> Receipt:
    """Where the row's message went."""
    return Receipt(row.receipt_platform, row.receipt_workspace, row.receipt_channel, row.receipt_message)


def receipt_values(receipt: Receipt) -> dict[str, str]:
    """The columns of a receipt."""
    return {
        "receipt_platform": receipt.platform,
        "receipt_workspace": receipt.workspace,
        "receipt_channel": receipt.channel,
        "receipt_message": receipt.message,
    }


def notice_of(row: Row[Any]) -> Notice:
    """The notice in a row."""
    return Notice(
        id=row.id,
        kind=Kind(row.kind),
        person=row.person,
        due_at=row.due_at,
        dedupe=row.dedupe,
        expires_at=row.expires_at,
        session=row.session,
        revision=row.revision,
        details=row.details,
        attempts=row.attempts,
    )


def _values(notice: Notice) -> dict[str, object]:
    return {
        "id": notice.id,
        "kind": notice.kind.value,
        "person": notice.person,
        "session": notice.session,
        "revision": notice.revision,
        "due_at": notice.due_at,
        "expires_at": notice.expires_at,
        "dedupe": notice.dedupe,
        "details": notice.details,
        "state": "waiting",
        "attempts": notice.attempts,
        "ready_at": notice.due_at,
    }
