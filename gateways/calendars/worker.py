"""Works through one calendar in a process of its own: an endless recurrence can only be ended from outside.

The process inherits no environment, so it knows no secrets; it reads the calendar from standard input and
writes busy times to standard output.
"""

import asyncio
import json
import logging
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from core.calendars import Stretch, Trouble
from core.errors.calendars import CalendarUnreadable
from core.intervals import merge

SECONDS = 20
CPU_SECONDS = 12
MEMORY_BYTES = 1 << 30
_ROOT = Path(__file__).parents[2]
_ANSWER_BYTES = 16 << 20
_log = logging.getLogger(__name__)


async def work_through(
    body: bytes, zone: str, since: datetime, until: datetime, owners: Collection[str] = ()
) -> tuple[tuple[Stretch, ...], int]:
    """As `events.busy_times` has it: busy times, and how many entries were not read for certain.

    What has many events is worked through in several processes, one after the other. Raises CalendarUnreadable.
    """
    question = {
        "find": "busy_times",
        "zone": zone,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "owners": list(owners),
    }
    said = await _ask(question, body)
    shares = said.get("shares")
    parts = (
        [said]
        if shares is None
        else [await _ask({**question, "share": [number, shares]}, body) for number in range(shares)]
    )
    busy = await asyncio.to_thread(_moments, [part["busy"] for part in parts])
    return busy, sum(int(part["unreadable"]) for part in parts)


async def is_calendar(body: bytes) -> bool:
    """As `multistatus.is_calendar` has it; raises CalendarUnreadable."""
    return bool((await _ask({"find": "is_calendar"}, body))["found"])


async def principals(body: bytes) -> Sequence[str]:
    """As `multistatus.principals` has it; raises CalendarUnreadable."""
    found: Sequence[str] = (await _ask({"find": "principals"}, body))["found"]
    return found


async def user_addresses(body: bytes) -> Sequence[str]:
    """As `multistatus.user_addresses` has it; raises CalendarUnreadable."""
    found: Sequence[str] = (await _ask({"find": "user_addresses"}, body))["found"]
    return found


async def _ask(question: Mapping[str, object], body: bytes) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        cwd=_ROOT,
        env={},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=_ANSWER_BYTES,
    )
    try:
        async with asyncio.timeout(SECONDS):
            answer, _ = await process.communicate(f"{json.dumps(question)}\n".encode() + body)
    except TimeoutError as late:
        raise CalendarUnreadable(Trouble.TOO_MUCH) from late
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    match process.returncode:
        case 0:
            said: dict[str, Any] = await asyncio.to_thread(json.loads, answer)
        case int(signal) if signal < 0:  # a limit was reached
            raise CalendarUnreadable(Trouble.TOO_MUCH)
        case code:
            _log.error("the calendar reader ended with %s", code)
            raise CalendarUnreadable(Trouble.NOT_A_CALENDAR)
    if "trouble" in said:
        raise CalendarUnreadable(Trouble(said["trouble"]))
    return said


def _moments(parts: Sequence[Sequence[tuple[str, str]]]) -> tuple[Stretch, ...]:
    return tuple(
        merge(
            (datetime.fromisoformat(start), datetime.fromisoformat(end))
            for busy in parts
            for start, end in busy
        )
    )


def main() -> None:
    """The process's side."""
    _limit()
    question = json.loads(sys.stdin.buffer.readline())
    try:
        answer = _answer(question, sys.stdin.buffer.read())
    except CalendarUnreadable as problem:
        answer = {"trouble": problem.trouble}
    except (MemoryError, RecursionError):
        answer = {"trouble": Trouble.TOO_MUCH}
    sys.stdout.write(json.dumps(answer))


def _answer(question: Mapping[str, Any], body: bytes) -> dict[str, object]:
    from gateways.calendars import multistatus

    match question["find"]:
        case "is_calendar":
            return {"found": multistatus.is_calendar(body)}
        case "principals":
            return {"found": multistatus.principals(body)}
        case "user_addresses":
            return {"found": multistatus.user_addresses(body)}
    from gateways.calendars import events

    since, until = (datetime.fromisoformat(question[name]) for name in ("since", "until"))
    share = events.Share(*question["share"]) if "share" in question else None
    try:
        found = events.busy_times(body, question["zone"], since, until, question["owners"], share)
    except events.ManyEvents as many:
        return {"shares": many.shares}
    busy = [(start.isoformat(), end.isoformat()) for start, end in found.busy]
    return {"busy": busy, "unreadable": found.unreadable}


def _limit() -> None:
    import resource

    for what, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY_BYTES)):
        with suppress(ValueError, OSError):  # not every system limits memory
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
