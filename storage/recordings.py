"""Who agrees to recordings, and the recordings that were asked for."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql

from core.recordings import UNDER_WAY, Recording, RecordingState
from storage.recording_tables import recording_consents, recordings
from storage.tables import sessions
from storage.transaction import UnitOfWork

_AGREED = select(recording_consents.c.person).where(recording_consents.c.session == bindparam("of_session"))
_AGREE = postgresql.insert(recording_consents).on_conflict_do_nothing()
_DISAGREE = delete(recording_consents).where(
    recording_consents.c.session == bindparam("of_session"),
    recording_consents.c.person == bindparam("of_person"),
)
_GET = select(recordings).where(recordings.c.id == bindparam("recording"))
_HOLD = _GET.with_for_update()
_NAMED = select(recordings).where(
    recordings.c.channel == bindparam("by"), recordings.c.handle == bindparam("called")
)
_OF = select(recordings).where(recordings.c.session == bindparam("of_session")).order_by(recordings.c.id)
_KEPT = (
    select(recordings.c.id)
    .where(recordings.c.state == RecordingState.KEPT.value, recordings.c.ended_at <= bindparam("before"))
    .order_by(recordings.c.ended_at, recordings.c.id)
)
_WITH = (
    select(recordings)
    .join_from(recordings, sessions)
    .where(
        or_(sessions.c.mentor == bindparam("who"), sessions.c.mentee == bindparam("who")),
        recordings.c.state.in_([*(each.value for each in UNDER_WAY), RecordingState.KEPT.value]),
    )
)
_SAVE = update(recordings).where(recordings.c.id == bindparam("recording"))


class SqlRecordings:
    """Meets core.ports.recordings.RecordingBook."""

    def __init__(self, work: UnitOfWork) -> None:
        self._execute = work.connection.execute

    def agreed(self, session: int) -> frozenset[int]:
        """Who agrees that the session is recorded."""
        return frozenset(self._execute(_AGREED, {"of_session": session}).scalars())

    def agree(self, session: int, person: int, at: datetime) -> None:
        """The person agrees."""
        self._execute(_AGREE, {"session": session, "person": person, "agreed_at": at})

    def disagree(self, session: int, person: int) -> bool:
        """The person agrees no more; False where they did not."""
        return self._execute(_DISAGREE, {"of_session": session, "of_person": person}).rowcount > 0

    def add(self, recording: Recording) -> None:
        """A new one."""
        self._execute(insert(recordings), asdict(recording))

    def save(self, recording: Recording) -> None:
        """How it stands now."""
        values = asdict(recording)
        self._execute(_SAVE, {"recording": values.pop("id"), **values})

    def get(self, recording: int, *, hold: bool) -> Recording | None:
        """The recording; with `hold` nobody else changes it until the transaction ends."""
        row = self._execute(_HOLD if hold else _GET, {"recording": recording}).one_or_none()
        return None if row is None else _recording_of(row)

    def named(self, channel: str, handle: str) -> Recording | None:
        """The recording that the channel's provider calls so."""
        row = self._execute(_NAMED, {"by": channel, "called": handle}).first()
        return None if row is None else _recording_of(row)

    def of(self, session: int) -> Sequence[Recording]:
        """Those of the session, oldest first."""
        return [_recording_of(row) for row in self._execute(_OF, {"of_session": session})]

    def with_person(self, person: int) -> Sequence[Recording]:
        """Those of the member's sessions that run or are kept."""
        return [_recording_of(row) for row in self._execute(_WITH, {"who": person})]

    def kept_until(self, before: datetime) -> Sequence[int]:
        """Kept ones that ended before then, oldest first."""
        return self._execute(_KEPT, {"before": before}).scalars().all()


def _recording_of(row: Row[Any]) -> Recording:
    values = dict(row._mapping)  # noqa: SLF001 (its documented name)
    return Recording(**{**values, "state": RecordingState(values["state"])})
