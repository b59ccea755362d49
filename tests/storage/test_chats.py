"""Texts on their way from one to the other: in order, and deleted with the end of their notices."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from core.chats import ChatParty
from core.clock import Clock
from core.notices import Kind, Notice, Receipt
from core.outbox import Again, Ended, Scope, Sent
from core.payloads import ChatLost, ChatText
from core.sessions import Meeting, Topic
from storage.chat_tables import chat_texts
from storage.housekeeping import SqlHousekeeping
from storage.message_tables import notices
from storage.outbox import SqlOutbox
from storage.store import SqlStore, open_store
from tests.conftest import MORNING
from tests.storage.samples import HOUR, MINUTE, TEN, a_notice, a_session, people_in

LEASE = timedelta(seconds=60)
RECEIPT = Receipt("slack", "T1", "D1", "1700.1")


@pytest.fixture
def outbox(store: SqlStore) -> SqlOutbox:
    return SqlOutbox(store)


@pytest.fixture
def both(store: SqlStore) -> tuple[int, int]:
    ada, ben = people_in(store, "Ada", "Ben")
    return ada, ben


def written(store: SqlStore, writer: int, reader: int, *bodies: str) -> list[Notice]:
    texts = [
        a_notice(reader, kind=Kind.CHAT_TEXT, payload=ChatText(writer=writer), session=7) for _ in bodies
    ]
    with store.write() as tx:
        for text, body in zip(texts, bodies, strict=True):
            tx.chats.add_text(text.id, body)
        tx.notices.add(texts)
    return texts


def waiting(store: SqlStore) -> int:
    with store.work() as work:
        return work.connection.execute(select(func.count()).select_from(chat_texts)).scalar_one()


def claimed(outbox: SqlOutbox) -> list[int]:
    return [item.id for item in outbox.claim("me", 10, LEASE)]


@pytest.mark.spec("BOK-1")
def test_one_that_is_tried_again_holds_up_the_rest_and_nothing_else(
    store: SqlStore, outbox: SqlOutbox, both: tuple[int, int], clock: Clock
) -> None:
    first, second = written(store, *both, "one", "two")
    assert claimed(outbox) == [first.id]
    outbox.record("me", [Again(first, 3 * MINUTE, "busy", scope=Scope.NOTICE)])
    clock.move(MINUTE)
    assert claimed(outbox) == []
    due = outbox.next_due()
    assert due is not None
    assert due > clock.now() + MINUTE, "delivery sleeps until then"
    assert outbox.backlog().due == 0
    other = a_notice(both[1])
    with store.write() as tx:
        tx.notices.add([other])
    assert claimed(outbox) == [other.id]
    outbox.record("me", [Sent(other, RECEIPT)])
    clock.move(3 * MINUTE)
    assert claimed(outbox) == [first.id]
    outbox.record("me", [Sent(first, RECEIPT)])
    clock.move(MINUTE)
    assert claimed(outbox) == [second.id]


@pytest.mark.spec("BOK-1")
def test_two_processes_never_have_two_texts_to_one_person(
    store: SqlStore, outbox: SqlOutbox, both: tuple[int, int], clock: Clock
) -> None:
    first, second = written(store, *both, "one", "two")
    assert claimed(outbox) == [first.id]
    clock.move(MINUTE / 2)
    assert outbox.claim("another", 10, LEASE) == []
    clock.move(MINUTE)
    (taken,) = outbox.claim("another", 10, LEASE)
    assert taken.id == first.id
    assert taken.ambiguous
    outbox.record("me", [Sent(first, RECEIPT)])
    assert waiting(store) == 2, "it is not ours any more"
    outbox.record("another", [Sent(first, RECEIPT)])
    assert waiting(store) == 1
    assert second.id != first.id


@pytest.mark.spec("BOK-1", "NTF-3")
@pytest.mark.parametrize(("state", "unsure"), [("dead", False), ("unsure", True), ("dropped", False)])
def test_what_has_ended_is_deleted_and_what_was_not_sent_is_told_to_its_writer(
    store: SqlStore, outbox: SqlOutbox, both: tuple[int, int], clock: Clock, state: str, unsure: bool
) -> None:
    ada, ben = both
    sent, lost = written(store, ada, ben, "one", "two")
    for text, outcome in ((sent, Sent(sent, RECEIPT)), (lost, Ended(lost, state, "closed"))):
        assert claimed(outbox) == [text.id]
        outbox.record("me", [outcome])
        clock.move(MINUTE)
    assert waiting(store) == 0
    (told,) = outbox.claim("me", 10, LEASE)
    assert isinstance(told, Notice)
    assert (told.kind, told.person) == (Kind.CHAT_LOST, ada)
    assert told.of(ChatLost).is_unsure is unsure
    assert told.of(ChatLost).written_at == MORNING
    with store.read() as tx:
        assert tx.notices.failed(10) == [], "nobody could send it again"


@pytest.mark.spec("BOK-1")
def test_a_text_is_sealed_while_it_waits(
    database_url: str, clock: Clock, both: tuple[int, int], store: SqlStore
) -> None:
    store.close()
    from cryptography.fernet import Fernet

    keyed = open_store(database_url, clock, keys=[Fernet.generate_key().decode()])
    (text,) = written(keyed, *both, "Meringue")
    with keyed.work() as work:
        assert "Meringue" not in str(work.connection.execute(select(chat_texts)).all())
        assert "Meringue" not in str(work.connection.execute(select(notices)).all())
    with keyed.read() as tx:
        assert tx.chats.text(text.id) == "Meringue"
        assert tx.chats.text(text.id + 1) is None
    keyed.close()


@pytest.mark.spec("BOK-1")
def test_a_text_whose_notice_is_gone_is_forgotten(
    store: SqlStore, outbox: SqlOutbox, both: tuple[int, int]
) -> None:
    written(store, *both, "one")
    with store.write() as tx:
        tx.chats.add_text(1, "of nothing")
    SqlHousekeeping(store).sweep()
    assert waiting(store) == 1


@pytest.mark.spec("BOK-1")
def test_a_party_is_kept_for_each_time_of_the_session(store: SqlStore, both: tuple[int, int]) -> None:
    session = a_session(*both)
    came = ChatParty(session.id, TEN, both[0], MORNING)
    with store.write() as tx:
        tx.sessions.add(session)
        tx.chats.put(came)
        tx.chats.put(ChatParty(session.id, TEN, both[0], MORNING, 3, MORNING + MINUTE))
        tx.chats.put(ChatParty(session.id, TEN + HOUR, both[0], MORNING))
    with store.read() as tx:
        (kept,) = tx.chats.of(session.id, TEN).values()
        assert (kept.texts, kept.left_at) == (3, MORNING + MINUTE)
        assert tx.chats.of(session.id, TEN + HOUR)[both[0]].texts == 0
        assert tx.chats.of(session.id, TEN + 2 * HOUR) == {}


@pytest.mark.spec("BOK-1")
def test_sessions_by_chat_are_found_around_a_moment(store: SqlStore, both: tuple[int, int]) -> None:
    ada, ben = both
    by_chat = Topic("Talk", meeting=Meeting.CHAT)
    chat, later = (a_session(ada, ben, start, topic=by_chat) for start in (TEN, TEN + 2 * HOUR))
    video = a_session(ada, ben, TEN + HOUR)
    with store.write() as tx:
        for session in (later, video, chat):
            tx.sessions.add(session)
    with store.read() as tx:

        def found(person: int, since: datetime, until: datetime) -> list[int]:
            return [each.id for each in tx.sessions.by_chat(person, since, until, 5)]

        assert found(ada, TEN, TEN + 2 * HOUR) == found(ben, TEN, TEN + 2 * HOUR) == [chat.id, later.id]
        assert found(ada, TEN + 30 * MINUTE, TEN + 2 * HOUR) == [later.id], "it has ended by then"
        assert found(ada, TEN, TEN + HOUR) == [chat.id]
