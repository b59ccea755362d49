"""Providers through whom mentees pay."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from core.providers import LinkState, PaymentLink, PaymentOrder, RefundOrder, RefundState, Told


class Forged(Exception):  # noqa: N818
    """It does not come from the provider, or is too old."""


class PaymentGateway(Protocol):
    """One provider. Every call ends within seconds.

    Raises core.outbox.TryLater or Unsure, or core.provider_refusals.Refused.
    """

    name: str
    """`razorpay` or `stripe`."""
    shortest: timedelta
    longest: timedelta
    """For how long a hold may last so that a link can be open as long."""

    def takes(self, currency: str) -> bool:
        """Whether it is the one to ask for payments in this currency."""

    def step(self, currency: str) -> int:
        """Amounts are multiples of this, refunds too: 10 in some currencies whose last digit must be 0."""

    async def open_link(self, order: PaymentOrder) -> PaymentLink:
        """A link to pay by. Called again for the same reference it gives the same link."""

    async def look(self, link: str) -> LinkState:
        """How the link stands."""

    async def close_link(self, link: str) -> LinkState:
        """Have nobody pay by it any more, as far as that goes; one that is paid or closed already is no fault."""

    async def refund(self, order: RefundOrder) -> RefundState:
        """Give money back, once for each key however often it is called."""

    async def look_at_refund(self, order: RefundOrder) -> RefundState | None:
        """How the refund stands; None where the provider knows of none of this key."""

    async def aclose(self) -> None:
        """Close the connections."""


class PaymentEvents(Protocol):
    """What a provider tells by itself, over HTTP."""

    provider: str

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Told | None:
        """What it tells, None for what is not for us; raises Forged. `headers` know no case."""
