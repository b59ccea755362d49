"""Giving a session or council the link that it waits for: of the room that was made, or another one."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from core.desk import Desk
from core.errands import Errand, Task
from core.ports.store import Transaction
from core.rooms import MadeRoom, Room
from core.usecases.councils.notice_batch import NoticeBatch
from core.usecases.rooms import PATIENCE, ask_for_session, close, end_after, fall_back, look_later, remove
from core.usecases.rounds import one_by_one
from core.usecases.telling import settle_links

EVERY = timedelta(seconds=15)
"""How often it is looked for links that are overdue."""


def conclude(desk: Desk, tx: Transaction, errand: Errand, made: MadeRoom | None) -> None:
    """Write down what became of making a room; without `made` it has come to nothing."""
    known = _held(tx, int(errand.details["room"]))
    if known is None:
        return
    if errand.kind is Task.MOVE_ROOM:
        if known.closed_at is None:
            _went_along(desk, tx, known, made)
        return
    if made is None:
        if known.closed_at is None:
            late = errand.expires_at is not None and tx.now >= errand.expires_at
            _tell(tx, known, fall_back(desk, tx, known, told=not late))
        return
    room = replace(known, made=made)
    tx.rooms.save(room)
    if room.closed_at is not None:
        remove(tx, room)
        return
    starts_at = datetime.fromisoformat(errand.details["starts_at"])
    end_after(tx, room, starts_at + timedelta(minutes=int(errand.details["minutes"])))
    look_later(tx, room, starts_at)
    tx.rooms.give_link(room, made.url)
    _tell(tx, room, made.url)


def fall_back_overdue(desk: Desk) -> int:
    """Give another link to what has waited too long for its room; returns how many. Safe to run twice at once."""
    with desk.store.read() as tx:
        overdue = tx.rooms.overdue(tx.now - PATIENCE + EVERY)
    return one_by_one(desk, "links", overdue, partial(_fall_back, desk))


def _fall_back(desk: Desk, number: int) -> bool:
    with desk.store.write() as tx:
        room = _held(tx, number)
        if room is None or room.made is not None or room.closed_at is not None:
            return False
        _tell(tx, room, fall_back(desk, tx, room))
        return True


def _went_along(desk: Desk, tx: Transaction, room: Room, made: MadeRoom | None) -> None:
    """The room is there at its session's time; where it is not, another one is asked for while there is time."""
    session = None if room.session is None else tx.sessions.get(room.session)
    if session is None or tx.now >= session.starts_at:
        return
    if made is None:
        close(tx, session.id)
        tx.rooms.give_link(room, "")
        ask_for_session(desk, tx, replace(session, meeting_url=""))
        return
    if made != room.made:
        tx.rooms.save(replace(room, made=made))
        tx.rooms.give_link(room, made.url)
        _tell(tx, room, made.url)
    look_later(tx, replace(room, made=made), session.starts_at)


def _held(tx: Transaction, room_id: int) -> Room | None:
    """The room, locked after the row of its session or council, as in every use case."""
    found = tx.rooms.get(room_id, hold=False)
    if found is None:
        return None
    if found.session is not None:
        tx.sessions.lock(found.session)
    elif found.council is not None:
        tx.councils.take(found.council)
    return tx.rooms.get(room_id, hold=True)


def _tell(tx: Transaction, room: Room, url: str) -> None:
    """Confirmations that were sent say that the link follows: they are edited."""
    if room.session is not None:
        session = tx.sessions.get(room.session)
        assert session is not None
        settle_links(tx, replace(session, meeting_url=url), str(room.id))
    elif room.council is not None:
        council = tx.councils.get(room.council)
        assert council is not None
        notices = NoticeBatch(tx)
        notices.link_there(replace(council, meeting_url=url))
        notices.send()
