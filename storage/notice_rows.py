"""Notices and errands as rows, and back."""

from typing import Any

from sqlalchemy import ColumnElement, Insert, Row, Select, and_, or_
from sqlalchemy.dialects import postgresql

from core.errands import Errand, Task
from core.notices import AHEAD, HOMES, TOLD, Kind, Notice, Receipt
from core.payloads import Editing, read, stored
from storage.message_tables import notices

_TASKS = frozenset(task.value for task in Task)


def insert_once(columns: list[str], rows: Select[Any], kind: ColumnElement[str]) -> Insert:
    """Write rows whose key is not there yet. What was cancelled and is of a `kind` planned ahead is planned anew."""
    ahead = or_(*(kind == each.value for each in AHEAD))  # the driver takes no list for rows one by one
    insert = postgresql.insert(notices).from_select(columns, rows)
    return insert.on_conflict_do_update(
        index_elements=[notices.c.dedupe],
        set_={name: insert.excluded[name] for name in ("state", "due_at", "ready_at", "expires_at")}
        | {"ended_at": None},
        where=and_(ahead, notices.c.state == "cancelled", notices.c.lease_owner.is_(None)),
    )


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
        council=row.council,
        revision=row.revision,
        payload=read(Kind(row.kind), row.details),
        attempts=row.attempts,
        ambiguous=row.ambiguous,
        admin_channel=row.admin_channel,
    )


def errand_of(row: Row[Any]) -> Errand:
    """The errand in a row."""
    return Errand(
        id=row.id,
        kind=Task(row.kind),
        channel=row.channel,
        person=row.person,
        due_at=row.due_at,
        dedupe=row.dedupe,
        expires_at=row.expires_at,
        session=row.session,
        council=row.council,
        revision=row.revision,
        details=row.details,
        attempts=row.attempts,
        ambiguous=row.ambiguous,
    )


def item_of(row: Row[Any]) -> Notice | Errand:
    """The notice or the errand in a row."""
    return errand_of(row) if row.kind in _TASKS else notice_of(row)


def values_of(notice: Notice) -> dict[str, object]:
    """The columns of a notice."""
    return {
        "id": notice.id,
        "kind": notice.kind.value,
        "person": notice.person,
        "session": notice.session,
        "council": notice.council,
        "revision": notice.revision,
        "due_at": notice.due_at,
        "expires_at": notice.expires_at,
        "dedupe": notice.dedupe,
        "details": stored(notice.payload),
        "attempts": notice.attempts,
        "channel": _known_channel(notice),
        "admin_channel": notice.admin_channel,
    }


def _known_channel(notice: Notice) -> str | None:
    """Where it goes whoever reads it: to a message that is there already, or to homes."""
    if TOLD[notice.kind].edits:
        message = notice.of(Editing)
        return channel_of(message.platform, message.workspace)
    return HOMES if notice.kind is Kind.HOME else None


def channel_of(platform: str, workspace: str) -> str:
    """The name of a bot: `telegram`, `slack:T1`."""
    return f"{platform}:{workspace}" if workspace else platform


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


def its_message(receipt: Receipt) -> dict[str, str]:
    """What `IS_MESSAGE` compares; the names of columns are taken in an update."""
    return {f"its_{name}": value for name, value in receipt_values(receipt).items()}
