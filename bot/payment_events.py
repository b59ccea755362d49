"""What payment providers tell, on its way through the inbox."""

from pydantic import TypeAdapter

from core.desk import Desk
from core.inbox import Delivery
from core.people import Address
from core.providers import Told
from core.usecases.payments import facts

PLATFORM = "payments"
"""In the lanes of what no person sent."""
_TOLD = TypeAdapter(Told)


def delivery_of(told: Told) -> Delivery:
    """What is told about one attempt or payment is taken in order of arrival, and once however often it is told."""
    lane = Address(PLATFORM, told.provider, told.about)
    return Delivery(f"{told.provider}:{told.event}", str(lane), _TOLD.dump_json(told).decode())


def is_told(lane: str) -> bool:
    """Whether a provider told what is in this lane."""
    return lane.startswith(f"{PLATFORM}:")


def take(desk: Desk, delivery: Delivery) -> None:
    """Do what follows from it."""
    asker = Address.parse(delivery.lane)
    facts.take(desk.answering(delivery.key, asker), _TOLD.validate_json(delivery.body))
