"""The errands of mail: written for the notices that are mailed, in one statement, and cancelled with them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Insert,
    Text,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
)

from core.errands import Task
from core.ids import new_id
from core.mail import MAIL, MailClass
from core.notices import TOLD, Notice
from storage.bulk import Bulk
from storage.mail_tables import FIRST_WAITS, mail_addresses
from storage.message_tables import notices
from storage.notice_rows import insert_once
from storage.tables import people
from storage.transaction import UnitOfWork

_MAIL_CLASS = Column("mail_class", Text)
_GIVEN = (
    notices.c.id,
    notices.c.person,
    notices.c.session,
    notices.c.council,
    notices.c.revision,
    notices.c.due_at,
    notices.c.expires_at,
    notices.c.dedupe,
    notices.c.details,
    _MAIL_CLASS,
)


# Of one member's mail only what came first leaves: nothing overtakes an invitation, or what takes it back. What waits
# untried, for quiet hours to end, holds nothing up: the mail that leaves before it takes along what calendars show.
# A subquery for each row looks it up by the index, however many wait; an anti-join would read all of them.
_FIRST = notices.alias("first")
IS_FIRST = notices.c.id == (
    select(_FIRST.c.id)
    .where(
        FIRST_WAITS,
        _FIRST.c.person == notices.c.person,
        or_(_FIRST.c.ready_at <= bindparam("now"), _FIRST.c.attempts > 0),
    )
    .order_by(_FIRST.c.due_at, _FIRST.c.id)
    .limit(1)
    .correlate(notices)
    .scalar_subquery()
)


def of_kinds(
    kinds: ColumnElement[bool], of_mail: Sequence[str] | ColumnElement[Sequence[str]]
) -> ColumnElement[bool]:
    """Notices of some kinds, and the errands that mail such ones."""
    mailed = notices.c.details["kind"].as_string().in_(of_mail)
    return or_(kinds, and_(notices.c.kind == Task.MAIL.value, mailed))


def _adding(given: FromClause) -> Insert:
    box = mail_addresses
    address = func.coalesce(box.c.address, people.c.email)
    values = {column.name: given.c[column.name] for column in _GIVEN if column is not _MAIL_CLASS}
    values |= {
        "ready_at": given.c.due_at,
        "kind": literal(Task.MAIL.value),
        "channel": literal(MAIL),
        "state": literal("waiting"),
        "attempts": literal(0),
    }
    wants = and_(box.c.switched_on, box.c.off.not_like("%" + given.c.mail_class + "%"))
    takes = or_(box.c.refused.is_(None), box.c.refused != address)
    # In order: two who write the same ones never wait for each other.
    rows = (
        select(*values.values())
        .select_from(
            given.join(people, people.c.id == given.c.person).outerjoin(box, box.c.person == people.c.id)
        )
        .where(address.is_not(None), or_(box.c.person.is_(None), and_(wants, takes)))
        .order_by(given.c.dedupe)
    )
    return insert_once(list(values), rows, notices.c.details["kind"].as_string())


_ADD = Bulk(_GIVEN, _adding)


def mail_besides(work: UnitOfWork, written: Iterable[Notice], answer: Notice | None) -> None:
    """Have those of these notices mailed that are of a mailed kind, to members who want that.

    The `answer` is for somebody who has just done something: its mail waits for no quiet hours either.
    """
    rows = [(each, TOLD[each.kind]) for each in written]
    mailed = [(each, told.mails) for each, told in rows if told.mails and not told.pays]
    _write(work, mailed, None if answer is None else answer.id)


def mail_instead(work: UnitOfWork, lost: Iterable[Notice]) -> None:
    """Have these notices mailed, which reach nobody in chat (NTF-3)."""
    heard = [each for each in lost if not TOLD[each.kind].silent and not TOLD[each.kind].pays]
    _write(work, [(each, TOLD[each.kind].mails or MailClass.MATTERS) for each in heard])


def _write(work: UnitOfWork, mailed: Sequence[tuple[Notice, MailClass]], answer: int | None = None) -> None:
    rows = [
        {
            "id": new_id(work.now),
            "person": notice.person,
            "session": notice.session,
            "council": notice.council,
            "revision": notice.revision,
            "due_at": notice.due_at,
            "expires_at": notice.expires_at,
            "dedupe": f"{MAIL}:{notice.dedupe}",
            "details": {"kind": notice.kind.value} | ({"answers": "yes"} if notice.id == answer else {}),
            "mail_class": group.value,
        }
        for notice, group in mailed
        if notice.admin_channel is None
    ]
    if rows:
        _ADD.execute(work, rows)
        work.goes_out(min(notice.due_at for notice, _ in mailed))
