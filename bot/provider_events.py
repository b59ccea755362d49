"""What providers tell of payments, rooms and recordings, on its way through the inbox."""

from pydantic import TypeAdapter

from core.desk import Desk
from core.inbox import Delivery
from core.people import Address
from core.providers import Told
from core.recordings import Recorded
from core.rooms import CalledOffThere, ChangedThere
from core.usecases import elsewhere, recording
from core.usecases.payments import facts

PAYMENTS, ROOMS, RECORDINGS = "payments", "rooms", "recordings"
"""In the lanes of what no person sent."""
_TOLD: TypeAdapter[Told] = TypeAdapter(Told)
_RECORDED = TypeAdapter(Recorded)
_CHANGED: TypeAdapter[ChangedThere] = TypeAdapter(ChangedThere)


def delivery_of(told: Told | ChangedThere | Recorded) -> Delivery:
    """What is told about one of them is taken in order, and once however often it is told."""
    if isinstance(told, Told):
        lane = Address(PAYMENTS, told.provider, told.about)
        return Delivery(f"{told.provider}:{told.event}", str(lane), _TOLD.dump_json(told).decode())
    if isinstance(told, Recorded):
        lane = Address(RECORDINGS, told.channel, told.handle)
        return Delivery(
            f"{told.channel}:recorded:{told.handle}", str(lane), _RECORDED.dump_json(told).decode()
        )
    what = "off" if isinstance(told, CalledOffThere) else "moved"
    lane = Address(ROOMS, told.channel, told.handle.rpartition("/")[2])
    return Delivery(f"{told.channel}:{what}:{told.handle}", str(lane), _CHANGED.dump_json(told).decode())


def teller_of(lane: str) -> str | None:
    """What kind of provider told what is in this lane; None where it was a person."""
    platform = lane.partition(":")[0]
    return platform if platform in {PAYMENTS, ROOMS, RECORDINGS} else None


def take(desk: Desk, delivery: Delivery) -> None:
    """Do what follows from it."""
    asker = Address.parse(delivery.lane)
    answering = desk.answering(delivery.key, asker)
    if asker.platform == PAYMENTS:
        facts.take(answering, _TOLD.validate_json(delivery.body))
    elif asker.platform == RECORDINGS:
        recording.take(answering, _RECORDED.validate_json(delivery.body))
    else:
        elsewhere.take(answering, _CHANGED.validate_json(delivery.body))
