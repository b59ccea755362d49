"""Stripe's SDK, asked without retries of its own, and what its errors mean for the outbox."""

import re
from collections.abc import Awaitable
from datetime import timedelta

import httpx
import stripe

from core.outbox import Scope, TryLater, Unsure
from core.provider_refusals import Refused
from core.providers import Reason
from gateways.payments.fields import Fields

_TIMEOUT = httpx.Timeout(7.0, connect=3.0)
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_LONGEST_REST = timedelta(hours=1)
_WORDS = 200
_CODES = {
    "account_invalid": Reason.ACCOUNT,
    "amount_too_large": Reason.TOO_MUCH,
    "amount_too_small": Reason.TOO_LITTLE,
    "balance_insufficient": Reason.NO_BALANCE,
    "charge_already_refunded": Reason.ABOVE_PAID,
    "resource_missing": Reason.UNKNOWN,
    "testmode_charges_only": Reason.ACCOUNT,
}
_WORDED = (
    (r"greater than (the )?(unrefunded )?amount|greater than unrefunded", Reason.ABOVE_PAID),
    (r"insufficient .*(funds|balance)", Reason.NO_BALANCE),
    (r"cannot currently make|not been activated|account .*(rejected|closed)", Reason.ACCOUNT),
    (r"expires_at", Reason.TOO_SHORT),
    (r"currency", Reason.CURRENCY),
    (r"amount", Reason.AMOUNT),
    (r"too old to be refunded", Reason.TOO_OLD),
)


class Replayed(Unsure):
    """What it says belongs to an earlier request of the same key: the key is of no more use."""


class StripeWire:
    """Asks Stripe by its SDK, which waits for seconds only and says nothing of us but what is asked."""

    def __init__(self, key: str, base_url: str) -> None:
        stripe.enable_telemetry = False
        self._http = stripe.HTTPXClient(timeout=_TIMEOUT)
        client = stripe.StripeClient(
            key, base_addresses={"api": base_url}, http_client=self._http, max_network_retries=0
        )
        self.sessions = client.v1.checkout.sessions
        self.refunds = client.v1.refunds

    async def answer(self, asked: Awaitable[stripe.StripeObject], *, reads: bool = False) -> Fields:
        """What the API says; raises TryLater, Unsure, Replayed or Refused."""
        try:
            return (await asked).to_dict()
        except stripe.APIConnectionError as problem:
            name = type(problem.__cause__).__name__
            if reads or isinstance(problem.__cause__, _NEVER_SENT):
                raise TryLater(f"Stripe cannot be reached: {name}", scope=Scope.NOTICE) from None
            raise Unsure(f"Stripe did not answer: {name}") from None
        except stripe.StripeError as problem:
            raise _meaning(problem, reads=reads) from None

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.close_async()  # type: ignore[no-untyped-call]


def _meaning(problem: stripe.StripeError, *, reads: bool) -> Exception:
    status = problem.http_status or 0
    words = (problem.user_message or "")[:_WORDS]
    why = f"Stripe answers {status}" + (f": {words}" if words else "")
    headers = {name.lower(): value for name, value in (problem.headers or {}).items()}
    if status == 429:
        return TryLater(why, _rest(headers.get("retry-after", "")), Scope.BOT)
    if status == 409:
        return TryLater(why, scope=Scope.NOTICE)
    if status in {401, 403} and problem.code not in _CODES:
        return Refused(Reason.LOGIN, why)
    if isinstance(problem, stripe.IdempotencyError) or (
        status >= 500 and headers.get("idempotent-replayed") == "true"
    ):
        return Replayed(why)
    if not 400 <= status < 500:
        return TryLater(why, scope=Scope.NOTICE) if reads else Unsure(why)
    if (reason := _CODES.get(problem.code or "")) is not None:
        return Refused(reason, why)
    about = f"{getattr(problem, 'param', '') or ''} {words}"
    found = (reason for pattern, reason in _WORDED if re.search(pattern, about, re.IGNORECASE))
    return Refused(next(found, Reason.OTHER), why)


def _rest(asked: str) -> timedelta | None:
    return min(timedelta(seconds=int(asked)), _LONGEST_REST) if re.fullmatch(r"\d{1,6}", asked) else None
