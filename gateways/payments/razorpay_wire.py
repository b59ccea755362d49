"""Razorpay's SDK, mended: today's certificates, time-outs, and what was answered instead of its words alone.

The SDK trusts a list of certificates of 2015, waits for ever, makes one error of 400, 401, 409 and 429, and prints
to standard output on failures. So its session raises before it looks.
"""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import local
from typing import Any

import razorpay
import requests
import urllib3

from core.outbox import Scope, TryLater, Unsure
from core.provider_refusals import Refused
from core.providers import Reason
from gateways.payments.fields import Fields, part, text

CONNECT_SECONDS, ANSWER_SECONDS = 3.05, 7.0
THREADS = 4
_LONGEST_REST = timedelta(hours=1)
_WORDS = 200
_ALREADY_ATTEMPTED = "reference ID already attempted"
_REASONS = (
    (r"at ?least 15 minutes", Reason.TOO_SHORT),
    (r"amount exceeds|maximum amount", Reason.TOO_MUCH),
    (r"(must|should) be at ?least|minimum amount", Reason.TOO_LITTLE),
    (r"amount must be|last digit of the amount", Reason.AMOUNT),
    (r"not allowed to accept|not (been )?activated|not active|suspended", Reason.ACCOUNT),
    (r"currency|international", Reason.CURRENCY),
    (r"greater than (the )?amount captured|fully refunded|greater than the refundable", Reason.ABOVE_PAID),
    (r"balance", Reason.NO_BALANCE),
    (r"6 months", Reason.TOO_OLD),
    (r"does not exist|not a valid id", Reason.UNKNOWN),
)


class Known(Refused):
    """There is a link of this reference already."""


class RazorpayWire:
    """Asks Razorpay by its SDK, in threads of its own, each with a client and a connection of its own."""

    def __init__(self, key: str, secret: str, base_url: str) -> None:
        self._login = (key, secret)
        self._base_url = base_url
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="razorpay")
        self._own = local()
        self._sessions: list[_Session] = []

    async def ask(self, question: Callable[[razorpay.Client], object]) -> Fields:
        """What the API says; raises TryLater, Unsure, Refused and Known."""
        said = await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, question)
        assert isinstance(said, dict)
        return said

    def close(self) -> None:
        """Ask no more, once what is being asked is answered or too late."""
        self._threads.shutdown(cancel_futures=True)
        for session in self._sessions:
            session.close()

    def _ask(self, question: Callable[[razorpay.Client], object]) -> object:
        client = getattr(self._own, "client", None)
        if client is None:
            session = _Session()
            self._sessions.append(session)
            client = razorpay.Client(session=session, auth=self._login, base_url=self._base_url)
            client.cert_path = True  # those that requests itself trusts
            self._own.client = client
        return question(client)


class _Session(requests.Session):
    """Raises our own words for what is no success; what is returned is a JSON object."""

    def request(self, method: Any, url: Any, **options: Any) -> requests.Response:  # type: ignore[override]
        reads = str(method).upper() == "GET"
        options |= {"timeout": (CONNECT_SECONDS, ANSWER_SECONDS), "allow_redirects": False}
        try:
            response = super().request(method, url, **options)
        except requests.RequestException as problem:
            name = type(problem).__name__
            if reads or _never_sent(problem):
                raise TryLater(f"Razorpay cannot be reached: {name}", scope=Scope.NOTICE) from None
            raise Unsure(f"Razorpay did not answer: {name}") from None
        _check(response, reads=reads)
        return response


def _never_sent(problem: requests.RequestException) -> bool:
    if isinstance(problem, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    inner = problem.args[0] if problem.args else None
    reason = inner.reason if isinstance(inner, urllib3.exceptions.MaxRetryError) else None
    return isinstance(
        reason, urllib3.exceptions.NewConnectionError | urllib3.exceptions.NameResolutionError
    )


def _check(response: requests.Response, *, reads: bool) -> None:
    status = response.status_code
    try:
        said = response.json()
    except ValueError:
        said = None
    if 200 <= status < 300 and isinstance(said, dict):
        return
    error = part(said, "error") if isinstance(said, dict) else {}
    words = text(error, "description")[:_WORDS]
    why = f"Razorpay answers {status}" + (f": {words}" if words else "")
    if status == 429:
        raise TryLater(why, _rest(response), Scope.BOT)
    if status == 409 and "still in progress" in words:
        raise TryLater(why, scope=Scope.NOTICE)
    definite = 400 <= status < 500 and status != 408 and text(error, "code").upper() == "BAD_REQUEST_ERROR"
    if status in {401, 403}:
        raise Refused(Reason.LOGIN, why)
    if not definite:
        raise TryLater(why, scope=Scope.NOTICE) if reads else Unsure(why)
    if _ALREADY_ATTEMPTED in words:
        raise Known(Reason.OTHER, why)
    found = (reason for pattern, reason in _REASONS if re.search(pattern, words, re.IGNORECASE))
    raise Refused(next(found, Reason.OTHER), why)


def _rest(response: requests.Response) -> timedelta | None:
    """How long we are asked to wait, where that is said in seconds."""
    asked = response.headers.get("Retry-After", "")
    return min(timedelta(seconds=int(asked)), _LONGEST_REST) if re.fullmatch(r"\d{1,6}", asked) else None
