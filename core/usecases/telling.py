"""Writing to the parties of a session, in the transaction that changes it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from core.ids import new_id
from core.notices import NOTHING, Alert, Kind, Notice, Payload, ahead_key, reminders_of
from core.payloads import Ahead, Settling
from core.ports.notices import SessionMessage
from core.ports.store import Transaction
from core.sessions import Session, parties

CONFIRMING = (Kind.BOOKED, Kind.ASSIGNED, Kind.REASSIGNMENT_SETTLED)
"""Kinds that say whether the link is there."""


def tell(
    tx: Transaction,
    session: Session,
    kind: Kind,
    people: Iterable[int],
    *,
    about: str = "",
    key: str | None = None,
    due: datetime | None = None,
    expires: datetime | None = None,
    payload: Payload = NOTHING,
) -> None:
    """Write a notice to each of these people: once for each revision, or for each `key`.

    `about` tells apart notices of one kind at one revision.
    """
    payload = payload.model_copy(update={"starts_at": session.starts_at})
    tx.notices.add(
        [
            Notice(
                new_id(tx.now),
                kind,
                person,
                due or tx.now,
                f"{kind}:{session.id}:{session.revision if key is None else key}:{person}"
                + (f":{about}" if about else ""),
                expires_at=expires,
                session=session.id,
                revision=session.revision,
                payload=payload,
            )
            for person in people
        ]
    )


def tell_admins(
    tx: Transaction,
    session: Session,
    kind: Kind,
    people: Sequence[int],
    *,
    about: str = "",
    expires: datetime | None = None,
    payload: Payload = NOTHING,
) -> None:
    """Tell admins of the session once for each revision: in their channels, or where there is none, these people."""
    tx.notices.alert(
        Alert(
            kind,
            people,
            f"{session.id}:{session.revision}" + (f":{about}" if about else ""),
            tx.now,
            expires_at=expires,
            session=session.id,
            revision=session.revision,
            payload=payload.model_copy(update={"starts_at": session.starts_at}),
        )
    )


def tell_both(tx: Transaction, session: Session, kind: Kind) -> None:
    """Write a notice to each party, and refresh both homes."""
    both = [person for person, _ in parties(session)]
    tell(tx, session, kind, both)
    refresh_homes(tx, session, both)


def refresh_homes(
    tx: Transaction, session: Session, people: Sequence[int], about: str = "", due: datetime | None = None
) -> None:
    """Have the homes of these people drawn afresh; `about` tells apart changes at one revision."""
    tell(tx, session, Kind.HOME, people, about=about, due=due)


def settle(
    tx: Transaction,
    session: Session,
    kinds: Iterable[Kind] | None = None,
    *,
    about: str = "",
    request: int | None = None,
    dispute: int | None = None,
    refund: int | None = None,
    people: Collection[int] | None = None,
    **becomes: str | int,
) -> None:
    """Have earlier messages about the session edited, so that buttons which no longer apply vanish (NTF-5).

    `kinds` narrows it to messages of these kinds, `people` to messages to these, and `request` to those about one
    request to move it, or one `dispute` or `refund`; `about` tells apart what is settled at one revision, and `becomes`
    says what becomes of them where that is not the state of the session.
    """
    named = {"request": request, "dispute": dispute, "refund": refund}
    becomes |= {name: each for name, each in named.items() if each is not None}
    tx.notices.add(
        _settling(tx, session, sent, about, becomes)
        for sent in tx.notices.receipts([session.id], kinds, **named)
        if people is None or sent.person in people
    )


def settle_all(tx: Transaction, sessions: Iterable[Session]) -> None:
    """Have earlier messages about these sessions edited, whatever their kind."""
    known = {session.id: session for session in sessions}
    tx.notices.add(
        _settling(tx, known[sent.session], sent, "", {})
        for sent in tx.notices.receipts(known)
        if sent.session is not None
    )


def _settling(
    tx: Transaction, session: Session, sent: SessionMessage, about: str, becomes: Mapping[str, str | int]
) -> Notice:
    return Notice(
        new_id(tx.now),
        Kind.SETTLE,
        sent.person,
        tx.now,
        f"settle:{sent.notice}:{session.revision}" + (f":{about}" if about else ""),
        session=session.id,
        revision=session.revision,
        payload=Settling.model_validate({**asdict(sent.receipt), "notice": sent.notice, **becomes}),
        admin_channel=sent.admin_channel,
    )


def settle_messages(tx: Transaction, messages: Iterable[SessionMessage], **becomes: str | int) -> None:
    """Have messages edited that are about no session; `becomes` says what becomes of them."""
    tx.notices.add(
        Notice(
            settling := new_id(tx.now),
            Kind.SETTLE,
            sent.person,
            tx.now,
            f"settle:{sent.notice}:{settling}",
            payload=Settling.model_validate({**asdict(sent.receipt), "notice": sent.notice, **becomes}),
            admin_channel=sent.admin_channel,
        )
        for sent in messages
    )


def settle_links(tx: Transaction, session: Session, about: str) -> None:
    """Have confirmations edited which say that the link follows."""
    both = [person for person, _ in parties(session)]
    for kind in CONFIRMING:
        settle(tx, session, [kind], about=f"link{about}", people=both, linked=kind)


def remind_both(tx: Transaction, session: Session) -> None:
    """Write what is still ahead of a scheduled session by the rules in force; what waited must have been dropped.

    When Join opens, the homes show it.
    """
    policies = tx.policies()
    offsets, window = policies.reminder_offsets_minutes, policies.join_window_minutes
    tx.notices.add(
        [
            Notice(
                new_id(tx.now),
                kind,
                person,
                due,
                f"{ahead_key(kind, minutes)}:{session.id}:{session.revision}:{person}",
                expires_at=expires,
                session=session.id,
                revision=session.revision,
                payload=Ahead(minutes=minutes, starts_at=session.starts_at),
            )
            for person, _ in parties(session)
            for kind, minutes, due, expires in reminders_of(session, tx.now, offsets, window)
        ]
    )
    if (opens := session.opens_at(window)) > tx.now:
        refresh_homes(tx, session, [person for person, _ in parties(session)], f"join{window}", opens)
