"""How rounds go through what is due: a row that fails is left until later, and holds up no other."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TypeVar

from core.desk import Desk
from core.errors.booking import SlotTaken
from core.ids import code_of
from core.ports.store import Overtaken, Run, Transaction
from core.sessions import Session

A_ROUND = 200
"""Rows that a round sees to: the store is not its alone, and the next round comes soon."""
_ATTEMPTS = 3
_Row = TypeVar("_Row", bound=Hashable)
_Result = TypeVar("_Result")


def one_by_one(
    desk: Desk,
    name: str,
    due: Sequence[_Row],
    work: Callable[[_Row], object],
    called: Callable[[_Row], str] = str,
) -> int:
    """See to what is `due` in a round, one by one; returns of how many `work` said that it was done.

    A row that fails is set back, and the log has it as it is `called`. Raises only what the store raises while it does
    not answer.
    """
    return in_batches(desk, name, due, lambda some: sum(map(bool, map(work, some))), called, at_once=1)


def in_batches(
    desk: Desk,
    name: str,
    due: Sequence[_Row],
    work: Callable[[Sequence[_Row]], int],
    called: Callable[[_Row], str] = str,
    *,
    at_once: int = A_ROUND,
    most: int = A_ROUND,
) -> int:
    """The same where up to `at_once` rows share a transaction; only where that fails each has its own."""
    count = 0
    ready = _ready(desk, name, due)[:most]
    for first in range(0, len(ready), at_once):
        count += _together(desk, name, ready[first : first + at_once], work, called)
    return count


def sessions_in_batches(
    desk: Desk,
    name: str,
    due: Callable[[Transaction], Sequence[int]],
    work: Callable[[Transaction, Sequence[Session]], object],
) -> int:
    """The same for sessions that are still `due` once their rows are held; whoever is at work on one keeps it."""

    def see_to(some: Sequence[int]) -> int:
        with desk.store.write() as tx:
            held = tx.sessions.take_free(some)
            still = {*due(tx)}
            sessions = [session for session in held if session.id in still]
            if sessions:
                work(tx, sessions)
            return len(sessions)

    with desk.store.read() as tx:
        found = due(tx)
    return in_batches(desk, name, found, see_to, code_of)


async def asking_outside(
    desk: Desk,
    run: Run,
    name: str,
    due: Sequence[_Row],
    work: Callable[[_Row], Awaitable[object]],
    called: Callable[[_Row], str] = str,
    *,
    at_once: int = 1,
) -> int:
    """The same for what somebody outside is asked about, `at_once` at a time; `run` calls the store."""
    room = asyncio.Semaphore(at_once)

    async def one(row: _Row) -> bool:
        async with room:
            try:
                done = await work(row)
            except Exception as fault:  # noqa: BLE001 (whatever it is: the others do not wait for it)
                await run(_set_back, desk, name, row, called(row), fault)
                return False
            desk.setbacks.settle(name, row, called(row))
            return bool(done)

    ready = await run(_ready, desk, name, due)
    count = 0
    for ended in await asyncio.gather(*map(one, ready), return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended
        count += ended
    return count


def persistently(work: Callable[[], _Result]) -> _Result:
    """Do it again in a fresh transaction, which sees who was faster, where a time was taken or others were."""
    for _ in range(_ATTEMPTS - 1):
        with suppress(SlotTaken, Overtaken):
            return work()
    return work()


def _ready(desk: Desk, name: str, due: Sequence[_Row]) -> Sequence[_Row]:
    if not desk.setbacks.left(name):
        return due
    waiting = desk.setbacks.waiting(name, _present(desk))
    return [row for row in due if row not in waiting]


def _together(
    desk: Desk,
    name: str,
    some: Sequence[_Row],
    work: Callable[[Sequence[_Row]], int],
    called: Callable[[_Row], str],
) -> int:
    if len(some) > 1:
        with suppress(Exception):  # whatever it is comes again below, unless somebody was only faster
            count = work(some)
            for row in some:
                desk.setbacks.settle(name, row, called(row))
            return count
    count = 0
    for row in some:
        try:
            count += persistently(partial(work, [row]))
        except Exception as fault:  # noqa: BLE001 (whatever it is: the others do not wait for it)
            _set_back(desk, name, row, called(row), fault)
        else:
            desk.setbacks.settle(name, row, called(row))
    return count


def _set_back(desk: Desk, name: str, row: Hashable, called: str, fault: Exception) -> None:
    desk.setbacks.note(name, row, called, _present(desk), fault)


def _present(desk: Desk) -> datetime:
    """Now, aware UTC; raises what a store raises that does not answer: then what failed is not a row's fault."""
    with desk.store.read() as tx:
        tx.policies()
        return tx.now
