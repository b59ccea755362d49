"""The invariants of notices and deliveries, asked of the tables themselves."""

from collections.abc import Iterator

from sqlalchemy import and_, exists, or_, select

from core.errands import Task
from core.invariants import Invariant
from core.mail import MAIL
from core.notices import SILENT
from storage.checks.moments import LATE
from storage.checks.terms import Query
from storage.mail_errands import IS_FIRST
from storage.message_tables import IS_OPEN, IS_WAITING, drafts, inbox, notices, rates, rests
from storage.tables import people, sessions

_TASKS = [task.value for task in Task]


def notice_queries() -> Iterator[Query]:
    """What is due leaves, and what has left is known."""
    which = (notices.c.id.label("notice"), notices.c.kind)
    yield (
        Invariant.OVERDUE,
        select(*which, notices.c.ready_at.label("ready"))
        .outerjoin_from(notices, rates, rates.c.person == notices.c.person)
        .outerjoin(rests, rests.c.channel == notices.c.channel)
        .where(
            IS_WAITING,
            notices.c.ready_at <= LATE,
            or_(notices.c.kind.in_(_TASKS), rates.c.free_at.is_(None), rates.c.free_at <= LATE),
            or_(rests.c.free_at.is_(None), rests.c.free_at <= LATE),
            or_(notices.c.channel != MAIL, IS_FIRST),
        ),
    )
    yield (
        Invariant.NO_RECEIPT,
        select(*which).where(
            notices.c.state == "sent",
            notices.c.kind.not_in([kind.value for kind in SILENT]),
            notices.c.receipt_message.is_(None),
        ),
    )
    earlier = notices.alias("earlier")
    receipt = ("receipt_message", "receipt_channel", "receipt_workspace", "receipt_platform")
    yield (
        Invariant.ONE_RECEIPT,
        select(earlier.c.id.label("notice"), notices.c.id.label("other"))
        .join_from(notices, earlier, and_(*(earlier.c[name] == notices.c[name] for name in receipt)))
        .where(notices.c.receipt_message.is_not(None), earlier.c.id < notices.c.id),
    )
    waits = notices.c.state == "waiting"
    yield (
        Invariant.HALF_ENDED,
        select(*which, notices.c.state).where(
            or_(and_(waits, notices.c.ended_at.is_not(None)), and_(~waits, notices.c.ended_at.is_(None)))
        ),
    )
    yield (
        Invariant.FUTURE_NOTICE,
        select(notices.c.id.label("notice"), notices.c.session, notices.c.revision)
        .join_from(notices, sessions, sessions.c.id == notices.c.session)
        .where(notices.c.revision > sessions.c.revision),
    )
    yield (
        Invariant.UNPACED,
        select(people.c.id.label("person")).where(~exists().where(rates.c.person == people.c.id)),
    )


def delivery_queries() -> Iterator[Query]:
    """What came in is handled, and forgotten."""
    yield (
        Invariant.OPEN_DELIVERY,
        select(inbox.c.seq, inbox.c.received_at.label("received")).where(
            IS_OPEN, inbox.c.received_at <= LATE
        ),
    )
    yield Invariant.UNBLANKED, select(inbox.c.seq).where(~IS_OPEN, ~inbox.c.set_aside, inbox.c.body != "")
    yield (
        Invariant.ORPHAN_DRAFT,
        select(drafts.c.id.label("draft")).where(~exists().where(people.c.id == drafts.c.person)),
    )
