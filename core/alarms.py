"""What admins are told when something could not be delivered or handled."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.notices import Alert, Kind
from core.payloads import Alarm, OfProvider

GATHERED = timedelta(minutes=5)
"""How long admins wait to hear of what was given up, so that much of it is one message."""


def undeliverable(admins: Sequence[int], now: datetime) -> Alert:
    """Tell admins, once a day, that something was given up."""
    return Alert(Kind.UNDELIVERABLE, admins, f"{now:%Y-%m-%d}", now + GATHERED)


def rooms_late(admins: Sequence[int], channel: str, now: datetime) -> Alert:
    """Tell admins, once a day, that a provider has made no room in time."""
    key = f"{channel}:{now:%Y-%m-%d}"
    return Alert(Kind.ROOMS_LATE, admins, key, now, payload=OfProvider(channel=channel))


def unhandled(admins: Sequence[int], delivery: int, now: datetime) -> Alert:
    """Tell admins, once a day, that a delivery was set aside."""
    return Alert(Kind.ALARM, admins, f"unhandled:{now:%Y-%m-%d}", now, payload=Alarm(delivery=delivery))
