"""Rooms that a provider makes over the network: asked for, removed, and done without."""

from dataclasses import replace
from datetime import datetime, timedelta

from core.alarms import rooms_late
from core.councils import Council
from core.desk import Desk
from core.errands import Errand, Task
from core.ids import new_id
from core.mentors import Mentor
from core.people import Person
from core.ports.store import Transaction
from core.rooms import Guest, Invitee, Room, Wanted
from core.sessions import Session, Status

PATIENCE = timedelta(seconds=60)
"""How long a link may be pending."""
CHECKED_BEFORE = timedelta(minutes=20)
"""How long before its start it is looked whether a session's room is still there: there is time for another one."""
LINGERS = timedelta(minutes=15)
"""How long people may go on in a room after its time."""


def let_in(desk: Desk, url: str, owner: int, guest: Guest) -> str:
    """The address by which somebody comes in to the session or council `owner` now."""
    ticket = desk.door(owner, int(guest.id)).rpartition("/")[2]
    return desk.rooms.admit(url, replace(guest, ticket=ticket))


def guest_of(person: Person, now: datetime, ends_at: datetime, *, leads: bool) -> Guest:
    """The person, as others in the room see them."""
    return Guest(str(person.id), person.name, leads, now, ends_at)


def ask_for_session(desk: Desk, tx: Transaction, session: Session) -> None:
    """Have the session's room made, where it stands and its link is pending."""
    if session.status is Status.SCHEDULED and not session.meeting_url:
        room = _asked(desk, tx, session.mentor, tx.mentors.get(session.mentor))
        _write(tx, replace(room, session=session.id), session.starts_at, session.minutes)


def ask_for_council(desk: Desk, tx: Transaction, council: Council) -> None:
    """Have the room of a confirmed council made, where its link is pending."""
    if not council.meeting_url:
        assert council.starts_at is not None
        room = _asked(desk, tx, council.coordinator, None)
        _write(tx, replace(room, council=council.id), council.starts_at, council.minutes)


def close(tx: Transaction, owner: int) -> bool:
    """Have the room of a session or council removed, now or once it is made; False where there is none."""
    room = tx.rooms.open_of(owner)
    if room is None:
        return False
    _close(tx, room)
    return True


def link_at_once(desk: Desk, tx: Transaction, owner: int) -> str:
    """A link for a session or council that cannot wait for its room; its row is held."""
    room = tx.rooms.open_of(owner)
    return desk.rooms.instead(owner) if room is None else fall_back(desk, tx, room)


def _asked(desk: Desk, tx: Transaction, person: int, mentor: Mentor | None) -> Room:
    return Room(new_id(tx.now), desk.rooms.channel(mentor), person, tx.now)


def _write(tx: Transaction, room: Room, starts_at: datetime, minutes: int) -> None:
    tx.rooms.add(room)

    details = {"room": str(room.id), "starts_at": starts_at.isoformat(), "minutes": str(minutes)}
    tx.errands.add([_errand(tx, Task.MAKE_ROOM, room, tx.now + PATIENCE, details)])


def _errand(
    tx: Transaction, task: Task, room: Room, expires_at: datetime | None, details: dict[str, str]
) -> Errand:
    return Errand(
        new_id(tx.now),
        task,
        room.channel,
        room.person,
        tx.now,
        _key(task, room.id),
        expires_at=expires_at,
        session=room.session,
        council=room.council,
        details=details,
    )


def _key(task: Task, room: int) -> str:
    return f"{task}:{room}"


def _close(tx: Transaction, room: Room) -> None:
    closed = replace(room, closed_at=tx.now)
    tx.rooms.save(closed)
    tx.errands.drop(_key(Task.MAKE_ROOM, room.id))
    tx.errands.drop(_key(Task.END_ROOM, room.id))
    if closed.made is not None:
        remove(tx, closed)


def remove(tx: Transaction, room: Room) -> None:
    """Have a room that was made removed."""
    assert room.made is not None
    details = {"room": str(room.id), "handle": room.made.handle}
    tx.errands.add([_errand(tx, Task.CLOSE_ROOM, room, None, details)])


def end_after(tx: Transaction, room: Room, ends_at: datetime) -> None:
    """Have a room that stays open ended a while after its time."""
    assert room.made is not None
    if room.made.stays_open:
        details = {"room": str(room.id), "handle": room.made.handle}
        due = max(tx.now, ends_at + LINGERS)
        tx.errands.add([replace(_errand(tx, Task.END_ROOM, room, None, details), due_at=due)])


def fall_back(desk: Desk, tx: Transaction, room: Room, *, told: bool = False) -> str:
    """Do without a pending room: its session or council has the link that is returned instead.

    Admins hear of it, unless they are `told` otherwise.
    """
    _close(tx, room)
    mentor = None if room.session is None else tx.mentors.get(room.person)
    url = (mentor and mentor.meeting_link) or desk.rooms.instead(room.id)
    tx.rooms.give_link(room, url)
    if not told:
        tx.notices.alert(rooms_late(tx.people.admins(), room.channel, tx.now))
    return url


def take_along(desk: Desk, tx: Transaction, session: Session) -> bool:
    """Whether a session that is to be moved keeps its link: its room can go along, or is of no provider's.

    Any other room is closed.
    """
    room = tx.rooms.open_of(session.id)
    if room is None:
        return True
    if room.made is not None and room.channel in desk.rooms.moves:
        look_after(tx, room, session)
        return True
    _close(tx, room)
    return False


def look_after(tx: Transaction, room: Room, session: Session) -> None:
    """Have a room that was made be there at the session's present time."""
    assert room.made is not None
    details = {"room": str(room.id), "handle": room.made.handle}
    errand = _errand(tx, Task.MOVE_ROOM, room, None, details)
    tx.errands.add([replace(errand, dedupe=f"{errand.dedupe}:{session.revision}")])


def look_later(tx: Transaction, room: Room, starts_at: datetime) -> None:
    """The same shortly before the session that starts then: somebody may have deleted the room by hand."""
    due = starts_at - CHECKED_BEFORE
    if room.session is None or room.made is None or due <= tx.now:
        return
    details = {"room": str(room.id), "handle": room.made.handle}
    errand = _errand(tx, Task.MOVE_ROOM, room, starts_at, details)
    dedupe = f"{errand.dedupe}:{starts_at.isoformat()}"
    tx.errands.add([replace(errand, due_at=due, dedupe=dedupe)])


def abandon(tx: Transaction, room: Room) -> None:
    """Have removed what a room has become at its provider, where nobody is to meet."""
    assert room.made is not None
    details = {"room": str(room.id), "handle": room.made.handle}
    errand = _errand(tx, Task.CLOSE_ROOM, room, None, details)
    tx.errands.add([replace(errand, dedupe=f"{Task.CLOSE_ROOM} of {room.made.handle}")])


def present_times(desk: Desk, room_id: int) -> Wanted | None:
    """When the room of a session is wanted by now; None where it is wanted no more."""
    with desk.store.read() as tx:
        room = tx.rooms.get(room_id, hold=False)
        if room is None or room.closed_at is not None or room.session is None:
            return None
        session = tx.sessions.get(room.session)
        assert session is not None
        return Wanted(name_of(room.id), session.starts_at, session.minutes)


def with_people(desk: Desk, room_id: int, wanted: Wanted) -> Wanted:
    """The same, with who meets in it, as far as it is a session's."""
    with desk.store.read() as tx:
        room = tx.rooms.get(room_id, hold=False)
        session = None if room is None or room.session is None else tx.sessions.get(room.session)
        mentor = None if room is None else tx.mentors.get(room.person)
        mentee = None if session is None else tx.people.get(session.mentee)
        if mentor is None or mentee is None:
            return wanted
        guest = Invitee(mentee.name, mentee.email or "", mentee.clock_zone)
        return replace(wanted, event_type=mentor.calendly_link, guest=guest)


def name_of(room: int) -> str:
    """What a room is called at its provider: it says nothing about who meets."""
    return f"Parley {room}"
