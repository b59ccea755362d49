"""Recording a session (MTG-4): off unless both have agreed in the chat, and both can end it at any time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from core.desk import Desk
from core.errands import Errand, Task
from core.errors.common import NotFound
from core.errors.recording import CannotRecord, NoRecording
from core.errors.sessions import AlreadyOver
from core.ids import new_id
from core.notices import Kind
from core.payloads import RecordingNews
from core.people import Person
from core.ports.store import Transaction
from core.recordings import OPEN_FOR, UNDER_WAY, Recorded, Recording, RecordingState
from core.sessions import Session, Status, parties
from core.usecases.members import check_admin
from core.usecases.rooms import LINGERS
from core.usecases.rounds import one_by_one
from core.usecases.session_views import SessionView, own_session
from core.usecases.telling import settle, tell

_OPEN = frozenset({Status.SCHEDULED, Status.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class RecordingView:
    """What a party sees: who has `agreed`, the latest `recording`, and for how many `days` one is kept."""

    view: SessionView
    agreed: frozenset[int]
    recording: Recording | None
    days: int

    @property
    def is_asked(self) -> bool:
        """Whether agreeing still changes anything."""
        session = self.view.session
        return session.status in _OPEN and self.view.now < session.ends_at

    @property
    def may_end(self) -> bool:
        """Whether there is something that the viewer can take back, stop or delete."""
        under_way = self.recording is not None and self.recording.state in UNDER_WAY
        return (self.is_asked and bool(self.agreed)) or under_way or self.may_open

    @property
    def may_open(self) -> bool:
        """Whether there is something to see."""
        return self.recording is not None and self.recording.state is RecordingState.KEPT


@dataclass(frozen=True, slots=True)
class RecordingAddress:
    """An address that opens a recording to one person, `until` then (aware UTC)."""

    address: str
    until: datetime


def look(desk: Desk, actor: Person, session_id: int) -> RecordingView:
    """How it stands about recording one's session; raises NotFound, and CannotRecord where there is nothing to say."""
    with desk.store.read() as tx:
        found = _seen(tx, own_session(tx, actor, session_id))
        if found.recording is None and not desk.rooms.records(found.view.session.meeting_url):
            raise CannotRecord(session_id)
        return found


def about(desk: Desk, view: SessionView) -> RecordingView:
    """How it stands about recording the session, also where there never was anything to say."""
    with desk.store.read() as tx:
        return _seen(tx, view)


def agree(desk: Desk, actor: Person, session_id: int) -> RecordingView:
    """Agree that one's session is recorded; the other is asked, or both hear that it will be.

    Raises NotFound, CannotRecord, AlreadyOver.
    """
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        session = view.session
        if session.status not in _OPEN or tx.now >= session.ends_at:
            raise AlreadyOver(session.id, session.status.value)
        if not desk.rooms.records(session.meeting_url):
            raise CannotRecord(session.id)
        if actor.id not in tx.recordings.agreed(session.id):
            tx.recordings.agree(session.id, actor.id, tx.now)
            _note(desk, tx, "AGREED", actor, session)
            _redraw(tx, session)
            if _both_agree(tx, session):
                _tell(tx, session, "agreed")
                if session.status is Status.IN_PROGRESS:
                    begin(tx, session)
            else:
                _tell(tx, session, "asked", [view.other.id])
        return _seen(tx, view)


def disagree(desk: Desk, actor: Person, session_id: int) -> RecordingView:
    """Agree no more, at any time: what runs is stopped, what there is is deleted, and the other hears of it.

    Raises NotFound.
    """
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        session = view.session
        agreed = tx.recordings.agreed(session.id)
        tx.recordings.disagree(session.id, actor.id)
        dropped = [drop(tx, each) for each in tx.recordings.of(session.id)]
        if agreed or any(dropped):
            _redraw(tx, session)
            _note(desk, tx, "REFUSED", actor, session)
            _tell(tx, session, "withdrawn" if actor.id in agreed else "refused", [view.other.id])
        return _seen(tx, view)


def begin(tx: Transaction, session: Session) -> None:
    """Somebody has come: if both agree, have the room recorded from the start of the session on."""
    if not _both_agree(tx, session) or any(
        each.state in UNDER_WAY for each in tx.recordings.of(session.id)
    ):
        return
    room = tx.rooms.open_of(session.id)
    if room is None or room.made is None:
        return
    recording = Recording(new_id(tx.now), session.id, room.id, room.channel, tx.now)
    tx.recordings.add(recording)
    errand = _errand(tx, Task.START_RECORDING, recording, {"handle": room.made.handle})
    due = max(tx.now, session.starts_at)
    tx.errands.add([replace(errand, due_at=due, expires_at=session.ends_at)])


def is_wanted(desk: Desk, recording_id: int) -> bool:
    """Whether what was asked for is still to be recorded, now that it is to begin."""
    with desk.store.read() as tx:
        recording = tx.recordings.get(recording_id, hold=False)
        if recording is None or recording.state is not RecordingState.ASKED:
            return False
        session = tx.sessions.get(recording.session)
        room = tx.rooms.get(recording.room, hold=False)
        meets = room is not None and room.closed_at is None
        return meets and session is not None and session.status in _OPEN and _both_agree(tx, session)


def started(tx: Transaction, recording_id: int, handle: str | None) -> None:
    """It runs, and both are told; without a handle it has come to nothing."""
    found = _held(tx, recording_id)
    if found is None or found[0].state not in {RecordingState.ASKED, RecordingState.DROPPED}:
        return
    recording, session = found
    if handle is None:
        tx.recordings.save(replace(recording, state=RecordingState.FAILED))
        _redraw(tx, session)
        if recording.state is RecordingState.ASKED and session.status in _OPEN and _both_agree(tx, session):
            _tell(tx, session, "failed")
        return
    running = replace(recording, handle=handle, started_at=tx.now)
    if recording.state is RecordingState.DROPPED:  # somebody has withdrawn meanwhile
        tx.recordings.save(running)
        _stop(tx, running, session, now=True)
        return
    running = replace(running, state=RecordingState.RUNNING)
    tx.recordings.save(running)
    _stop(tx, running, session, now=False)
    _tell(tx, session, "running")


def take(desk: Desk, told: Recorded) -> None:
    """The provider tells that a recording has ended. Told again, it changes nothing; nor does what is none of ours."""
    with desk.begin() as tx:
        found = tx.recordings.named(told.channel, told.handle)
        if found is not None:
            ended(tx, found.id, told)


def ended(tx: Transaction, recording_id: int, told: Recorded) -> None:
    """It is there, and both are told that they can open it; or it is deleted, or there is none."""
    found = _held(tx, recording_id)
    if found is None or found[0].was_seen_to:
        return
    recording, session = replace(found[0], ended_at=tx.now), found[1]
    if recording.state is RecordingState.DROPPED:
        tx.recordings.save(recording)
        _delete(tx, recording)
        return
    state = RecordingState.KEPT if told.kept else RecordingState.FAILED
    tx.recordings.save(replace(recording, state=state))
    _redraw(tx, session)
    _tell(tx, session, "ready" if told.kept else "failed")


def deleted(tx: Transaction, recording_id: int) -> None:
    """The file is gone."""
    found = tx.recordings.get(recording_id, hold=True)
    if found is not None:
        tx.recordings.save(replace(found, state=RecordingState.DELETED))


def drop(tx: Transaction, recording: Recording) -> bool:
    """Nobody may open it any more: it is stopped if it runs, and deleted. False where it is gone anyway."""
    if recording.state in {RecordingState.FAILED, RecordingState.DROPPED, RecordingState.DELETED}:
        return False
    dropped = replace(recording, state=RecordingState.DROPPED)
    tx.recordings.save(dropped)
    session = tx.sessions.get(recording.session)
    assert session is not None
    if recording.ended_at is not None:
        _delete(tx, dropped)
    elif recording.handle is not None:
        _stop(tx, dropped, session, now=True)
    return True


def drop_all(tx: Transaction, person: int) -> None:
    """Delete whatever was recorded of a member."""
    for each in tx.recordings.with_person(person):
        drop(tx, each)


def expire(desk: Desk) -> int:
    """Delete what has been kept for as long as the rules say; returns how many. Safe to run twice at once."""
    with desk.store.read() as tx:
        days = tx.policies().recording_days
        found = tx.recordings.kept_until(tx.now - timedelta(days=days))
    return one_by_one(desk, "recordings", found, partial(_expire, desk))


def _expire(desk: Desk, number: int) -> bool:
    with desk.store.write() as tx:
        held = _held(tx, number)
        if held is None or held[0].state is not RecordingState.KEPT or not drop(tx, held[0]):
            return False
        _redraw(tx, held[1])
        return True


def open_own(desk: Desk, actor: Person, session_id: int) -> RecordingAddress:
    """An address that opens the recording of one's session to the actor; audited. Raises NotFound, NoRecording."""
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id)
        return _opened(desk, tx, actor, view.session)


def open_as_admin(desk: Desk, actor: Person, session_id: int) -> RecordingAddress:
    """The same to an admin; raises NotAdmin, NotFound, NoRecording."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        session = tx.sessions.get(session_id)
        if session is None:
            raise NotFound("session")
        return _opened(desk, tx, actor, session)


def readable(desk: Desk, token: str) -> Recording | None:
    """The recording that an address opens, as long as its person may still see it."""
    if desk.tickets is None:
        return None
    with desk.store.read() as tx:
        named = desk.tickets.read(token, tx.now)
        recording = None if named is None else tx.recordings.get(named[0], hold=False)
        person = None if named is None else tx.people.get(named[1])
        if recording is None or person is None or recording.state is not RecordingState.KEPT:
            return None
        session = tx.sessions.get(recording.session)
        is_party = session is not None and session.role_of(person.id) is not None
        return recording if person.is_admin or is_party else None


def _opened(desk: Desk, tx: Transaction, actor: Person, session: Session) -> RecordingAddress:
    kept = [each for each in tx.recordings.of(session.id) if each.state is RecordingState.KEPT]
    if not kept or desk.tickets is None:
        raise NoRecording(session.id)
    _note(desk, tx, "OPENED", actor, session, kept[-1].id)
    return RecordingAddress(desk.tickets.address(kept[-1].id, actor.id, tx.now), tx.now + OPEN_FOR)


def _note(
    desk: Desk, tx: Transaction, what: str, actor: Person, session: Session, recording: int | None = None
) -> None:
    after: dict[str, str | int | None] = {"revision": session.revision, "recording": recording}
    desk.note(tx, f"SESSION_RECORDING_{what}", actor.id, session=session.id, after=after)


def _seen(tx: Transaction, view: SessionView) -> RecordingView:
    session = view.session
    latest = next(iter(reversed(tx.recordings.of(session.id))), None)
    both = {session.mentor, session.mentee}
    return RecordingView(
        view, tx.recordings.agreed(session.id) & both, latest, view.policies.recording_days
    )


def _both_agree(tx: Transaction, session: Session) -> bool:
    return {session.mentor, session.mentee} <= tx.recordings.agreed(session.id)


def _held(tx: Transaction, recording_id: int) -> tuple[Recording, Session] | None:
    """The recording and its session, the session's row locked first, as in every use case."""
    found = tx.recordings.get(recording_id, hold=False)
    session = None if found is None else tx.sessions.lock(found.session)
    found = tx.recordings.get(recording_id, hold=True)
    return None if found is None or session is None else (found, session)


def _stop(tx: Transaction, recording: Recording, session: Session, *, now: bool) -> None:
    assert recording.handle is not None
    errand = _errand(tx, Task.STOP_RECORDING, recording, {"handle": recording.handle})
    due = tx.now if now else max(tx.now, session.ends_at + LINGERS)
    tx.errands.drop(errand.dedupe)
    dedupe = f"{errand.dedupe}:dropped" if now else errand.dedupe
    tx.errands.add([replace(errand, due_at=due, dedupe=dedupe)])


def _delete(tx: Transaction, recording: Recording) -> None:
    tx.errands.add([_errand(tx, Task.DELETE_RECORDING, recording, {"name": recording.name})])


def _errand(tx: Transaction, task: Task, recording: Recording, details: dict[str, str]) -> Errand:
    session = tx.sessions.get(recording.session)
    assert session is not None
    return Errand(
        new_id(tx.now),
        task,
        recording.channel,
        session.mentor,
        tx.now,
        f"{task}:{recording.id}",
        session=recording.session,
        details={"recording": str(recording.id), "name": recording.name, **details},
    )


def _redraw(tx: Transaction, session: Session) -> None:
    """Have earlier messages about recording it say how that stands now, with what can still be done."""
    settle(tx, session, [Kind.RECORDING], about=f"recording{new_id(tx.now)}")


def _tell(tx: Transaction, session: Session, news: str, people: list[int] | None = None) -> None:
    told = people or [person for person, _ in parties(session)]
    payload = RecordingNews.model_validate({"news": news})
    tell(tx, session, Kind.RECORDING, told, key=f"{news}:{new_id(tx.now)}", payload=payload)
