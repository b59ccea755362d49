"""What admins are told when something could not be delivered or handled."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.ids import new_id
from core.notices import Kind, Notice
from core.payloads import Alarm

GATHERED = timedelta(minutes=5)
"""How long admins wait to hear of what was given up, so that much of it is one message."""


def undeliverable(admins: Iterable[int], now: datetime) -> list[Notice]:
    """Tell admins that something was given up; each of them once a day."""
    due = now + GATHERED
    return [
        Notice(new_id(now), Kind.UNDELIVERABLE, admin, due, f"undeliverable:{admin}:{now:%Y-%m-%d}")
        for admin in admins
    ]


def unhandled(admins: Iterable[int], delivery: int, now: datetime) -> list[Notice]:
    """Tell admins that a delivery was set aside; each of them once a day."""
    alarm = Alarm(delivery=delivery)
    return [
        Notice(new_id(now), Kind.ALARM, admin, now, f"unhandled:{admin}:{now:%Y-%m-%d}", payload=alarm)
        for admin in admins
    ]
