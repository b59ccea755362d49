"""Notices, as a use case writes them; how they leave is in `storage.outbox`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Insert,
    Row,
    Update,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from core.errands import Task
from core.ids import new_id
from core.mail import MAIL
from core.notices import AHEAD, ANSWERED_WITHIN, SILENT, TOLD, Alert, Kind, Notice, Receipt, kinds_that
from core.payloads import read, stored
from core.people import Person
from core.ports.notices import CouncilMessage, FailedItem, SessionMessage
from storage.admin_channels import SqlAdminChannels
from storage.bulk import Bulk
from storage.mail_errands import mail_besides, of_kinds
from storage.message_tables import (
    IS_FAILED,
    IS_WAITING,
    IS_WAITING_EDIT,
    IS_WAITING_FOR_CHANNEL,
    admin_channels,
    notices,
)
from storage.notice_rows import (
    channel_of,
    insert_once,
    item_of,
    its_message,
    notice_of,
    receipt_of,
    values_of,
)
from storage.people import SqlPeople
from storage.tables import addresses
from storage.transaction import UnitOfWork

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_IS_AHEAD = notices.c.kind.in_([kind.value for kind in AHEAD])
_GIVEN = (
    notices.c.id,
    notices.c.kind,
    notices.c.person,
    notices.c.session,
    notices.c.council,
    notices.c.revision,
    notices.c.due_at,
    notices.c.expires_at,
    notices.c.dedupe,
    notices.c.details,
    notices.c.attempts,
    notices.c.channel,
    notices.c.ready_at,
    notices.c.lease_owner,
    notices.c.admin_channel,
)


def _bot_of(platform: ColumnElement[str], workspace: ColumnElement[str]) -> ColumnElement[str]:
    return platform + case((workspace == "", ""), else_=":" + workspace)


def _adding(given: FromClause) -> Insert:
    their_channel = (
        select(_bot_of(addresses.c.platform, addresses.c.workspace))
        .where(addresses.c.person == given.c.person)
        .order_by(addresses.c.reachable.desc(), addresses.c.place)
        .limit(1)
        .scalar_subquery()
    )
    its_channel = (
        select(_bot_of(admin_channels.c.platform, admin_channels.c.workspace))
        .where(admin_channels.c.id == given.c.admin_channel)
        .scalar_subquery()
    )
    values = {column.name: given.c[column.name] for column in _GIVEN} | {
        "state": literal("waiting"),
        "channel": func.coalesce(given.c.channel, its_channel, their_channel, ""),
    }
    # In order: two who write the same ones never wait for each other.
    rows = select(*values.values()).order_by(given.c.dedupe)
    return insert_once(list(values), rows, notices.c.kind)


_ADD = Bulk(_GIVEN, _adding)
# In order, as delivery writes several down: two who lock the same rows never wait for each other.
_DROP = (
    update(notices)
    .where(
        notices.c.id.in_(
            select(notices.c.id)
            .where(
                notices.c.session.in_(bindparam("sessions", expanding=True)),
                of_kinds(_IS_AHEAD, [kind.value for kind in AHEAD]),
                IS_WAITING,
                notices.c.due_at > bindparam("after"),
            )
            .order_by(notices.c.id)
            .with_for_update()
        )
    )
    .values(state="cancelled", ended_at=bindparam("now"))
)
_MAILED = notices.alias("mailed")
_FAILURES = (
    select(
        notices,
        exists()
        .where(_MAILED.c.dedupe == literal(f"{MAIL}:") + notices.c.dedupe, _MAILED.c.state == "done")
        .label("mailed"),
    )
    .where(IS_FAILED, notices.c.kind.not_in([*(kind.value for kind in SILENT), Task.REFUND.value]))
    .order_by(notices.c.ended_at.desc(), notices.c.id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_RESCUE = (
    update(notices)
    .where(notices.c.id == bindparam("notice"), IS_FAILED)
    .values(state="waiting", ready_at=bindparam("now"), ended_at=None, attempts=0, ambiguous=False)
)
_DISMISS = update(notices).where(notices.c.id == bindparam("notice"), IS_FAILED).values(state="dismissed")
_RECEIPT = (
    notices.c.receipt_platform,
    notices.c.receipt_workspace,
    notices.c.receipt_channel,
    notices.c.receipt_message,
)
IS_MESSAGE = and_(*(column == bindparam(f"its_{column.name}") for column in _RECEIPT))
_GET = select(notices).where(notices.c.id == bindparam("notice"))
_IS_BEING_SENT = exists().where(
    IS_WAITING,
    notices.c.channel == bindparam("channel"),
    notices.c.ready_at.between(bindparam("now"), bindparam("until")),
    notices.c.lease_owner != bindparam("delivery"),
    notices.c.kind.not_in([kind.value for kind in SILENT]),
    or_(notices.c.person == bindparam("reader"), notices.c.admin_channel.is_not(None)),
)
_IS_NOTICE = select(exists().where(IS_MESSAGE))
_MAY_BE_NOTICE = select(or_(exists().where(IS_MESSAGE), _IS_BEING_SENT))
_SHOWN = select(exists().where(IS_MESSAGE, notices.c.shown == bindparam("digest")))
_FORGET_SHOWN = update(notices).where(IS_MESSAGE).values(shown=None)
_RECEIPTS = (
    select(notices)
    .where(
        notices.c.session.in_(bindparam("sessions", expanding=True)),
        notices.c.receipt_message.is_not(None),
        notices.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(notices.c.id)
)
_TOLD = (
    select(notices)
    .where(notices.c.dedupe.in_(bindparam("told", expanding=True)), notices.c.receipt_message.is_not(None))
    .order_by(notices.c.id)
)
_HANDED_OUT = (
    select(notices)
    .where(
        notices.c.person == bindparam("of_person"),
        notices.c.kind == Kind.HANDED_OUT.value,
        notices.c.receipt_message.is_not(None),
    )
    .order_by(notices.c.id)
)
_TO_SETTLE = kinds_that(lambda told: not (told.silent or told.for_admins or told.stays))


_DROP_OF_COUNCILS = (
    update(notices)
    .where(
        notices.c.id.in_(
            select(notices.c.id)
            .where(
                notices.c.council.in_(bindparam("councils", expanding=True)),
                of_kinds(
                    notices.c.kind.in_(bindparam("kinds", expanding=True)),
                    bindparam("kinds", expanding=True),
                ),
                IS_WAITING,
                notices.c.due_at > bindparam("after"),
            )
            .order_by(notices.c.id)
            .with_for_update()
        )
    )
    .values(state="cancelled", ended_at=bindparam("now"))
)
# What is drawn as it reads when it is sent need not be sent twice. In order, as above; one that is being sent
# already is left alone: it may have been drawn before this transaction's change.
_WAITING_EDITS = (
    select(notices.c.id, notices.c.kind, notices.c.person, notices.c.dedupe)
    .where(
        IS_WAITING_EDIT,
        notices.c.person.in_(bindparam("people", expanding=True)),
        notices.c.lease_owner.is_(None),
        notices.c.due_at <= bindparam("now"),
    )
    .order_by(notices.c.id)
    .with_for_update()
)
_TAKE_UP = (
    update(notices)
    .where(
        IS_WAITING,
        notices.c.channel.in_(bindparam("channels", expanding=True)),
        notices.c.ready_at <= bindparam("until"),
        notices.c.lease_owner == bindparam("delivery"),
        notices.c.kind.not_in([kind.value for kind in kinds_that(lambda told: told.only_answers)]),
        (notices.c.kind == Kind.WELCOME.value) == bindparam("welcome", type_=Boolean),
    )
    .values(ready_at=bindparam("until"))
    .returning(*notices.c)
)
_CANCEL = (
    update(notices)
    .where(notices.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="cancelled", ended_at=bindparam("now"))
)
_WAITING_FOR_CHANNEL = (
    select(notices)
    .where(IS_WAITING_FOR_CHANNEL, notices.c.admin_channel == bindparam("admin_channel"))
    .order_by(notices.c.id)
    .with_for_update()
)
_RECEIPTS_OF_COUNCILS = (
    select(notices)
    .where(
        notices.c.council.in_(bindparam("councils", expanding=True)),
        notices.c.receipt_message.is_not(None),
        notices.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(notices.c.id)
)
_LEAVE_RECEIPTS = kinds_that(lambda told: not told.silent and not told.stays)


class SqlNotices:
    """Meets core.ports.notices.Notices."""

    def __init__(self, work: UnitOfWork, *, mails: bool = False) -> None:
        """With `mails`, what is mailed besides is written with the notices."""
        self._work = work
        self._mails = mails
        self._gathered: dict[str, Notice] = {}
        self._answer: tuple[str, int] | None = None
        self.left: Notice | None = None
        self._signature: dict[str, int] = {}

    def sign(self, admin: int, party: int) -> None:
        """Have those of this transaction that people hear of now say that an admin has done it for a party."""
        self._signature = {"deputy": admin, "party": party}

    def add(self, notices: Iterable[Notice]) -> None:
        """Gather them for `flush`; one whose `dedupe` exists already is left out."""
        for notice in notices:
            self._gathered.setdefault(notice.dedupe, notice)

    def alert(self, alert: Alert) -> None:
        """Tell admins, in their channels where there are any; what was told before is left out."""
        readers: list[tuple[int, int | None]] = [
            (each.set_by if each.set_by in alert.people else next(iter(alert.people), each.set_by), each.id)
            for each in SqlAdminChannels(self._work).all()
        ]
        self.add(
            Notice(
                new_id(self._work.now),
                alert.kind,
                person,
                alert.due_at,
                f"{alert.kind}:{alert.key}:{person if channel is None else _suffix(channel)}",
                expires_at=alert.expires_at,
                session=alert.session,
                revision=alert.revision,
                payload=alert.payload,
                admin_channel=channel,
            )
            for person, channel in readers or [(person, None) for person in alert.people]
        )

    def leave_channel(self, channel: int, people: Sequence[int]) -> None:
        """Have what waits for an admin channel that is gone told elsewhere: in the others, or to these people."""
        waiting = [
            notice_of(row)
            for row in self._work.connection.execute(_WAITING_FOR_CHANNEL, {"admin_channel": channel})
        ]
        if waiting:
            ids = [each.id for each in waiting]
            self._work.connection.execute(_CANCEL, {"ids": ids, "now": self._work.now})
        for each in waiting:
            if each.kind is not Kind.CHANNEL_OPENED:
                self.alert(
                    Alert(
                        each.kind,
                        people,
                        each.dedupe.removeprefix(f"{each.kind}:").removesuffix(f":{_suffix(channel)}"),
                        each.due_at,
                        each.expires_at,
                        each.session,
                        each.revision,
                        each.payload,
                    )
                )

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What is gathered from here on is forgotten with an exception."""
        before = dict(self._gathered)
        try:
            yield
        except BaseException:
            self._gathered = before
            raise

    def flush(self) -> None:
        """Write what was gathered, in one go."""
        if not self._gathered:
            return
        written, self._gathered = [self._signed(each) for each in self._gathered.values()], {}
        rows = [self._values(notice) for notice in written]
        _ADD.execute(self._work, rows)
        self._work.goes_out(min(row["ready_at"] for row in rows))
        if self._mails:
            mail_besides(self._work, written, self.left)
        self._give_up_outdated([each for each in written if each.kind in SILENT])

    def _signed(self, notice: Notice) -> Notice:
        if not self._signature or notice.kind in SILENT or notice.due_at > self._work.now:
            return notice
        return replace(notice, payload=notice.payload.model_copy(update=self._signature))

    def _give_up_outdated(self, newer: Sequence[Notice]) -> None:
        """Of what waits to be drawn afresh and has just been asked for again, leave the newest."""
        if not newer:
            return
        now, new = self._work.now, {notice.id for notice in newer}
        wanted = {"people": sorted({notice.person for notice in newer}), "now": now}
        waiting = self._work.connection.execute(_WAITING_EDITS, wanted).all()
        latest = {_drawn(row): row.id for row in waiting if row.id in new}
        outdated = [row.id for row in waiting if latest.get(_drawn(row), row.id) != row.id]
        if outdated:
            self._work.connection.execute(_CANCEL, {"ids": outdated, "now": now})

    def get(self, notice: int) -> Notice | None:
        """The notice."""
        row = self._work.connection.execute(_GET, {"notice": notice}).one_or_none()
        return None if row is None else notice_of(row)

    def leave(self, delivery: str, person: int) -> None:
        """Leave the first notice that answers this person, who acts, to the answer to the delivery."""
        self._answer = delivery, person

    def take_up(self, delivery: str, person: Person, *, welcome: bool = False) -> Notice | None:
        """What was left to the answer to the delivery and has not been told, for as long once more."""
        until = self._work.now + ANSWERED_WITHIN
        channels = [channel_of(each.platform, each.workspace) for each in person.addresses]
        wanted = {"channels": channels, "until": until, "delivery": delivery, "welcome": welcome}
        row = self._work.connection.execute(_TAKE_UP, wanted).one_or_none()
        return None if row is None else notice_of(row)

    def _values(self, notice: Notice) -> dict[str, Any]:
        """The row; one that is left to an answer is leased to the delivery, as delivery leases what it sends."""
        owner, ready_at = None, notice.due_at
        if self._answer is not None and self.left is None and notice.due_at <= self._work.now:
            delivery, person = self._answer
            if TOLD[notice.kind].answers and notice.person == person:
                payload = read(notice.kind, stored(notice.payload))
                self.left = notice = replace(notice, attempts=1, payload=payload)
                owner, ready_at = delivery, self._work.now + ANSWERED_WITHIN
        return {**values_of(notice), "lease_owner": owner, "ready_at": ready_at}

    def drop(self, *sessions: int, due_after: datetime | None = None) -> None:
        """Cancel reminders and join links of the sessions that have not left, and were due after this instant."""
        of, after = frozenset(sessions), due_after or _EARLIEST
        self._write_if_any(lambda each: each.session in of and each.kind in AHEAD and each.due_at > after)
        wanted = {"sessions": sorted(of), "after": after, "now": self._work.now}
        self._cancel(_DROP, wanted)

    def drop_of_councils(
        self, councils: Iterable[int], kinds: Iterable[Kind], *, due_after: datetime | None = None
    ) -> None:
        """Cancel those of these kinds about the councils that have not left, and were due after this instant."""
        of, which, after = frozenset(councils), frozenset(kinds), due_after or _EARLIEST
        self._write_if_any(lambda each: each.council in of and each.kind in which and each.due_at > after)
        wanted = {"councils": sorted(of), "kinds": sorted(kind.value for kind in which), "after": after}
        self._cancel(_DROP_OF_COUNCILS, {**wanted, "now": self._work.now})

    def _cancel(self, which: Update, wanted: dict[str, Any]) -> None:
        """What waited behind one of these, as mail does, goes on."""
        if self._work.connection.execute(which, wanted).rowcount:
            self._work.goes_out(self._work.now)

    def _write_if_any(self, outdated: Callable[[Notice], bool]) -> None:
        if any(map(outdated, self._gathered.values())):
            self.flush()

    def is_message(self, receipt: Receipt) -> bool:
        """Whether this message is a notice."""
        return self._work.connection.execute(_IS_NOTICE, its_message(receipt)).scalar_one()

    def may_be_message(self, receipt: Receipt, reader: int, delivery: str) -> bool:
        """Whether this message is a notice, or may be one that is being sent."""
        now = self._work.now
        asked = {
            **its_message(receipt),
            "channel": channel_of(receipt.platform, receipt.workspace),
            "now": now,
            "until": now + ANSWERED_WITHIN,
            "delivery": delivery,
            "reader": reader,
        }
        return self._work.connection.execute(_MAY_BE_NOTICE, asked).scalar_one()

    def is_shown(self, receipt: Receipt, digest: str) -> bool:
        """Whether this message shows the card of this digest already."""
        return self._work.connection.execute(
            _SHOWN, {**its_message(receipt), "digest": digest}
        ).scalar_one()

    def forget_shown(self, receipt: Receipt) -> None:
        """An answer replaces what this message shows."""
        self._work.connection.execute(_FORGET_SHOWN, its_message(receipt))

    def receipts(
        self, sessions: Iterable[int], kinds: Iterable[Kind] | None = None, **about: int | None
    ) -> Sequence[SessionMessage]:
        """The messages sent about the sessions, of these kinds.

        Default are all of the parties' but SETTLE. With `request` or `dispute` only those whose details name it.
        """
        wanted = [kind.value for kind in (_TO_SETTLE if kinds is None else kinds)]
        found = self._work.connection.execute(_RECEIPTS, {"sessions": sorted({*sessions}), "kinds": wanted})
        return [
            SessionMessage(row.session, row.id, row.person, row.admin_channel, receipt_of(row))
            for row in found
            if all(row.details.get(name) == str(each) for name, each in about.items() if each is not None)
        ]

    def alerted(self, kind: Kind, keys: Iterable[str]) -> Sequence[SessionMessage]:
        """The messages in which admin channels and those who are admins now were told of this, by `Alert.key`."""
        channels = [_suffix(each.id) for each in SqlAdminChannels(self._work).all()]
        readers = [*channels, *map(str, SqlPeople(self._work).admins())]
        return self.told(f"{kind}:{key}:{reader}" for key in keys for reader in readers)

    def told(self, keys: Iterable[str]) -> Sequence[SessionMessage]:
        """The messages that notices of these keys became."""
        return [
            SessionMessage(row.session, row.id, row.person, row.admin_channel, receipt_of(row))
            for row in self._work.connection.execute(_TOLD, {"told": [*keys]})
        ]

    def handed_out(self, person: int, what: str, mark: str) -> Sequence[SessionMessage]:
        """The answers in which the person was shown this code or address."""
        return [
            SessionMessage(row.session, row.id, row.person, row.admin_channel, receipt_of(row))
            for row in self._work.connection.execute(_HANDED_OUT, {"of_person": person})
            if (row.details["what"], row.details["mark"]) == (what, mark)
        ]

    def receipts_of_councils(
        self, councils: Iterable[int], kinds: Iterable[Kind] = ()
    ) -> Sequence[CouncilMessage]:
        """The messages sent about the councils, of these kinds where given."""
        of_kinds = [kind.value for kind in kinds] or [kind.value for kind in _LEAVE_RECEIPTS]
        wanted = {"councils": sorted(councils), "kinds": of_kinds}
        return [
            CouncilMessage(row.id, row.council, row.person, Kind(row.kind), receipt_of(row))
            for row in self._work.connection.execute(_RECEIPTS_OF_COUNCILS, wanted)
        ]

    def failed(self, limit: int, offset: int = 0) -> Sequence[FailedItem]:
        """What was given up, latest first; what nobody would have heard is left out."""
        rows = self._work.connection.execute(_FAILURES, {"limit": limit, "offset": offset})
        return [
            FailedItem(item_of(row), row.state, row.last_error or "", row.ended_at, mailed=row.mailed)
            for row in rows
        ]

    def retry(self, notice: int) -> bool:
        """Have one that was given up sent again, as if for the first time; False when it is not given up."""
        values = {"notice": notice, "now": self._work.now}
        rescued = self._work.connection.execute(_RESCUE, values).rowcount > 0
        if rescued:
            self._work.goes_out(self._work.now)
        return rescued

    def dismiss(self, notice: int) -> bool:
        """Leave one that was given up as it is, out of sight; False when it is not given up."""
        return self._work.connection.execute(_DISMISS, {"notice": notice}).rowcount > 0


def _drawn(row: Row[int, str, int, str]) -> tuple[str, int, str]:
    """What a silent notice draws afresh: somebody's home, or the message of the notice that its key names."""
    return row.kind, row.person, "" if row.kind == Kind.HOME.value else row.dedupe.split(":")[1]


def _suffix(channel: int) -> str:
    """Ends the `dedupe` of what goes to an admin channel."""
    return f"c{channel}"
