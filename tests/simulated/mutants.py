"""The product without one of its protections each: the simulator has to notice, or it looks at the wrong things.

Those that the fault suite can switch off too are in `tests/faults/without.py`; here each is put back afterwards.
"""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

from bot import reception
from bot.notices import drawing
from core import cancelling
from core.inbox import Delivery
from core.usecases import session_views
from scheduler import delivery
from storage import claims, inbox
from storage.notices import SqlNotices
from storage.sessions import SqlSessions
from storage.stamps import SqlStamps
from tests.simulated.services import Payments

Change = tuple[Any, str, Any]
MUTANTS: dict[str, Callable[[], list[Change]]] = {}


def mutant(make: Callable[[], list[Change]]) -> Callable[[], list[Change]]:
    """Keep what makes it, under its name."""
    MUTANTS[make.__name__.strip("_").replace("_", " ")] = make
    return make


@contextmanager
def mutated(name: str) -> Iterator[None]:
    """The product without this protection."""
    with ExitStack() as changes:
        for place, attribute, other in MUTANTS[name]():
            changes.enter_context(patch.object(place, attribute, other))
        yield


@mutant
def _no_take_over() -> list[Change]:
    """What a dead process had in hand stays there."""

    async def take_over(_self: object) -> None:
        return None

    return [(reception.Reception, "take_over", take_over)]


@mutant
def _acknowledgement_before_the_write() -> list[Change]:
    """A delivery is acknowledged, and then written down."""
    keep = reception.Reception._keep

    async def soon(self: Any, arrived: Delivery) -> None:
        async def later() -> None:
            await asyncio.sleep(0.5)
            await keep(self, arrived)

        task = asyncio.create_task(later())
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    return [(reception.Reception, "_keep", soon)]


@mutant
def _no_keys_of_deliveries() -> list[Change]:
    """Whatever is delivered again is something else."""
    accept, numbers = inbox.SqlInbox.accept_and_claim, count()

    def anew(self: Any, arrived: Delivery, *rest: Any) -> Any:
        return accept(self, replace(arrived, key=f"{arrived.key} {next(numbers)}"), *rest)

    return [(inbox.SqlInbox, "accept_and_claim", anew), (SqlStamps, "add", lambda _self, _key: True)]


@mutant
def _no_end_of_leases() -> list[Change]:
    """Who claims a notice has it for a day, dead or alive."""
    return [(delivery, "LEASE", timedelta(days=1))]


@mutant
def _lease_shorter_than_a_send() -> list[Change]:
    """Somebody else may take a notice while it is being sent."""
    return [(delivery, "LEASE", timedelta(seconds=1))]


@mutant
def _no_look_up() -> list[Change]:
    """Nobody asks the platform whether a message has left before it is sent again."""
    from tests.simulated.services import Door

    async def find(_self: object, _to: object, _key: str) -> None:
        return None

    return [(Door, "find", find)]


@mutant
def _nothing_tried_again() -> list[Change]:
    """What does not leave at once is given up."""
    from core.outbox import Ended

    return [(delivery, "_again", lambda item, error, *_a, **_m: Ended(item, "dropped", error))]


@mutant
def _reminders_neither_dropped_nor_checked() -> list[Change]:
    """A reminder leaves although its session was cancelled."""

    def drop(_self: object, *_sessions: int, **_more: object) -> None:
        return None

    return [(SqlNotices, "drop", drop), (drawing, "check_true", lambda _notice, _view: None)]


@mutant
def _no_keys_of_notices() -> list[Change]:
    """The same notice can be written again."""
    add, numbers = SqlNotices.add, count()

    def anew(self: Any, written: Any) -> None:
        add(self, (replace(each, dedupe=f"{each.dedupe}:{next(numbers)}") for each in written))

    return [(SqlNotices, "add", anew)]


@mutant
def _claims_without_end() -> list[Change]:
    """Time that was kept for somebody for some minutes is taken for good."""
    take = claims.SqlClaims.take

    def for_good(self: Any, taken: Any) -> None:
        take(self, [replace(each, expires_at=None) for each in taken])

    return [(claims.SqlClaims, "take", for_good)]


@mutant
def _refund_without_a_key() -> list[Change]:
    """Each attempt to give money back is another refund."""
    refund, numbers = Payments.refund, count()

    async def anew(self: Any, order: Any) -> Any:
        return await refund(self, replace(order, key=f"{order.key}-{next(numbers)}"))

    return [(Payments, "refund", anew)]


@mutant
def _months_place_not_given_back() -> list[Change]:
    """What is called off in time counts all the same."""
    withdrawn = cancelling.withdrawn

    def counted(*about: Any) -> Any:
        return replace(withdrawn(*about), counted=True)

    return [(cancelling, "withdrawn", counted)]


@mutant
def _months_counted_wrong() -> list[Change]:
    """Of the sessions that a mentee has in a month one is overlooked."""
    counted = SqlSessions.counted

    def fewer(*about: Any) -> int:
        return max(0, counted(*about) - 1)

    return [(SqlSessions, "counted", fewer)]


@mutant
def _no_notices_with_the_change() -> list[Change]:
    """Of each third change nobody hears: notices are written by whoever survives."""
    add, numbers = SqlNotices.add, count(1)

    def some(self: Any, written: Any) -> None:
        if next(numbers) % 3:
            add(self, written)

    return [(SqlNotices, "add", some)]


@mutant
def _no_revision_guard() -> list[Change]:
    """A button acts on a session as it is, whatever it was when the button was drawn."""
    guard = session_views.check_present
    places = [place for place in list(sys.modules.values()) if vars(place).get("check_present") is guard]
    return [(place, "check_present", lambda *_: None) for place in places]
