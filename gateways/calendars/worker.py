"""Works through one calendar in a process of its own: an endless recurrence can only be ended from outside.

The process inherits no environment, so it knows no secrets; it reads the calendar from standard input and
writes busy times to standard output.
"""

import asyncio
import json
import logging
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from core.calendars import Stretch, Trouble
from core.errors import CalendarUnreadable

SECONDS = 20
CPU_SECONDS = 12
MEMORY_BYTES = 1 << 30
_ROOT = Path(__file__).parents[2]
_ANSWER_BYTES = 16 << 20
_log = logging.getLogger(__name__)


async def work_through(
    body: bytes, zone: str, since: datetime, until: datetime
) -> tuple[tuple[Stretch, ...], int]:
    """Busy times of a calendar in [since, until), and how many entries made no sense; raises CalendarUnreadable."""
    question = json.dumps({"zone": zone, "since": since.isoformat(), "until": until.isoformat()})
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
            answer, _ = await process.communicate(f"{question}\n".encode() + body)
    except TimeoutError as late:
        raise CalendarUnreadable(Trouble.TOO_MUCH) from late
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    match process.returncode:
        case 0:
            return _understood(answer)
        case int(signal) if signal < 0:  # a limit was reached
            raise CalendarUnreadable(Trouble.TOO_MUCH)
        case code:
            _log.error("the calendar reader ended with %s", code)
            raise CalendarUnreadable(Trouble.NOT_A_CALENDAR)


def _understood(answer: bytes) -> tuple[tuple[Stretch, ...], int]:
    said = json.loads(answer)
    if "trouble" in said:
        raise CalendarUnreadable(Trouble(said["trouble"]))
    moments = [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in said["busy"]]
    return tuple(moments), int(said["unreadable"])


def main() -> None:
    """The process's side."""
    _limit()
    from gateways.calendars.events import busy_times

    question = json.loads(sys.stdin.buffer.readline())
    try:
        found = busy_times(
            sys.stdin.buffer.read(),
            question["zone"],
            datetime.fromisoformat(question["since"]),
            datetime.fromisoformat(question["until"]),
        )
    except CalendarUnreadable as problem:
        answer: dict[str, object] = {"trouble": problem.trouble}
    except (MemoryError, RecursionError):
        answer = {"trouble": Trouble.TOO_MUCH}
    else:
        busy = [(start.isoformat(), end.isoformat()) for start, end in found.busy]
        answer = {"busy": busy, "unreadable": found.unreadable}
    sys.stdout.write(json.dumps(answer))


def _limit() -> None:
    import resource

    for what, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY_BYTES)):
        with suppress(ValueError, OSError):  # not every system limits memory
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
