"""Rate limits: how often a person may do things of one kind."""

from datetime import timedelta
from itertools import count

import pytest

from core.clock import Clock
from core.desk import Desk
from core.errors.common import TooFast
from core.inbox import Delivery
from core.limits import USUAL, WITHIN, limit_of, seconds_until_free
from core.people import Person
from core.quiet import Quiet
from core.usecases import own_settings
from gateways.jitsi import JitsiRooms
from storage.inbox import SqlInbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import a_person

SECOND = timedelta(seconds=1)
_keys = count()


def test_what_is_of_one_kind_counts_together() -> None:
    assert limit_of("SESSION_BOOKED") == limit_of("SESSION_REQUESTED")
    assert limit_of("SESSION_BOOKED").actions == {"SESSION_BOOKED", "SESSION_REQUESTED", "PAYMENT_BEGUN"}
    assert limit_of("SESSION_BOOKED").most == 3
    assert limit_of("COUNCIL_CALLED").most < USUAL
    assert limit_of("ZONE_SET").actions == {"ZONE_SET"}


@pytest.mark.parametrize(
    ("ago", "left"),
    [(0 * SECOND, 60), (0.2 * SECOND, 60), (59 * SECOND, 1), (59.9 * SECOND, 1), (WITHIN, 1)],
)
def test_the_wait_is_until_the_oldest_leaves_the_minute(ago: timedelta, left: int) -> None:
    assert seconds_until_free(MORNING - ago, MORNING) == left


class Sender:
    """Somebody from whom deliveries come."""

    def __init__(self, store: SqlStore, name: str) -> None:
        self.desk = Desk(store, JitsiRooms("https://rooms.example"))
        self.person = a_person(name)
        self.inbox = SqlInbox(store)
        with store.write() as tx:
            tx.people.add(self.person)

    def sets_zone(self, zone: str) -> Person:
        return own_settings.set_zone(self._answering(), self.person, zone)

    def sets_quiet(self, hours: Quiet) -> None:
        own_settings.set_quiet(self._answering(), self.person, hours)

    def zone(self) -> str | None:
        with self.desk.store.read() as tx:
            found = tx.people.get(self.person.id)
            assert found is not None
            return found.zone

    def _answering(self) -> Desk:
        address = self.person.addresses[0]
        key = f"{self.person.name} {next(_keys)}"
        self.inbox.accept_and_claim(Delivery(key, str(address), ""), "me", WITHIN)
        return self.desk.answering(key, address)


@pytest.mark.spec("SAF-4")
def test_who_does_too_much_of_one_kind_is_refused_alone_and_only_for_that(
    store: SqlStore, clock: Clock
) -> None:
    ada, ben = Sender(store, "Ada"), Sender(store, "Ben")
    for _ in range(USUAL):
        ada.sets_zone("Europe/Berlin")
    clock.move(20 * SECOND)
    with pytest.raises(TooFast) as refused:
        ada.sets_zone("Asia/Tokyo")
    assert 30 <= refused.value.seconds <= 40
    assert ada.zone() == "Europe/Berlin", "nothing was done"
    ada.sets_quiet(Quiet(60, 120))
    ben.sets_zone("Asia/Tokyo")
    assert ben.zone() == "Asia/Tokyo"
    clock.move(refused.value.seconds * SECOND)
    ada.sets_zone("Asia/Tokyo")
    assert ada.zone() == "Asia/Tokyo"


@pytest.mark.spec("SAF-4")
def test_what_happens_by_itself_is_not_limited(store: SqlStore) -> None:
    ada = Sender(store, "Ada")
    for _ in range(USUAL + 1):
        own_settings.set_zone(ada.desk, ada.person, "Europe/Berlin")
