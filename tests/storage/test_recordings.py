"""Recordings in the store, on both databases: looked at by who only reads, held by who writes."""

from dataclasses import replace

import pytest

from core.ids import new_id
from core.recordings import Recording, RecordingState
from core.rooms import Room
from storage.store import SqlStore
from tests.storage.samples import DAY, a_session, people_in

pytestmark = pytest.mark.spec("MTG-4")


def test_a_recording_is_read_held_found_and_due(store: SqlStore) -> None:
    ana, mia = people_in(store, "Ana", "Mia")
    session = a_session(ana, mia)
    with store.write() as tx:
        tx.sessions.add(session)
        room = Room(new_id(tx.now), "livekit", ana, tx.now, session.id)
        tx.rooms.add(room)
        asked = Recording(new_id(tx.now), session.id, room.id, "livekit", tx.now)
        tx.recordings.add(asked)
        tx.recordings.agree(session.id, mia, tx.now)
        tx.recordings.agree(session.id, mia, tx.now)
    with store.read() as tx:
        assert tx.recordings.get(asked.id, hold=False) == asked
        assert tx.recordings.agreed(session.id) == {mia}
        assert tx.recordings.of(session.id) == tx.recordings.with_person(mia) == [asked]
    with store.write() as tx:
        held = tx.recordings.get(asked.id, hold=True)
        assert held is not None
        kept = replace(held, state=RecordingState.KEPT, handle="EG_1", started_at=tx.now, ended_at=tx.now)
        tx.recordings.save(kept)
        assert tx.recordings.disagree(session.id, mia)
        assert not tx.recordings.disagree(session.id, mia)
    with store.read() as tx:
        assert tx.recordings.named("livekit", "EG_1") == kept
        assert tx.recordings.kept_until(tx.now + DAY) == [kept.id]
        assert tx.recordings.kept_until(tx.now - DAY) == []
