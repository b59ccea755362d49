"""What is left when the database itself goes down."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from core.clock import Clock
from storage.outbox import SqlOutbox
from storage.store import open_store
from tests.postgres import PostgresServer
from tests.storage.samples import MORNING, a_notice, people_in


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.remove()


@pytest.mark.spec("NTF-1")
def test_a_database_that_crashes_loses_nothing_and_is_found_again(own_server: PostgresServer) -> None:
    clock = Clock()
    clock.move_to(MORNING)
    store = open_store(own_server.url(), clock)
    outbox = SqlOutbox(store)
    ada, ben = people_in(store, "Ada", "Ben")
    notice = a_notice(ada)
    with store.write() as tx:
        tx.notices.add([notice])
    half = store.engines.writer.connect()
    half.exec_driver_sql("DELETE FROM notices")
    own_server.stop()
    for _ in range(2):
        with pytest.raises(DBAPIError):
            outbox.next_due()
    half.invalidate()
    half.close()
    own_server.start()
    assert [found.id for found in outbox.claim("me", 10, timedelta(seconds=60))] == [notice.id]
    with store.read() as tx:
        assert [person.id for person in tx.people.search("")] == [ada, ben]
    store.close()
