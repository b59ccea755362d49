"""Where bots and racers are born: a process that has imported everything, and forks in a few milliseconds.

As a program it reads one birth at a time from the socket on standard input: as JSON what is to run in which
environment, and the files that are to be its standard input, output and error. It answers with the process's id. A
fourth file goes along unused: when nobody holds it any more, the process is dead.
"""

import asyncio
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

CHECKOUT = Path(__file__).parents[2]
_PID = struct.Struct("i")
_LONGEST = 1 << 16


class Forked(NamedTuple):
    """A process, and our ends of its files."""

    pid: int
    stdin: int
    stdout: int
    life: int


class Process:
    """A bot's process, as `asyncio.subprocess.Process` has it."""

    def __init__(self, pid: int, stdin: asyncio.StreamWriter, stdout: asyncio.StreamReader) -> None:
        self.pid = pid
        self.stdin = stdin
        self.stdout = stdout
        self._dead = asyncio.Event()

    @property
    def alive(self) -> bool:
        return not self._dead.is_set()

    def send_signal(self, number: signal.Signals) -> None:
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def wait(self) -> None:
        await self._dead.wait()

    async def watch(self, life: asyncio.StreamReader) -> None:
        """Its end is the end of the file that it holds."""
        await life.read()
        self._dead.set()
        self.stdin.close()


class Nursery:
    """The process that forks."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.nursery"], stdin=theirs.fileno(), cwd=CHECKOUT
            )
        self._watching: set[asyncio.Task[None]] = set()

    def close(self) -> None:
        """End it; its children are ended by who has them."""
        self._ours.close()
        self._process.wait(timeout=30)

    async def born(self, environment: Mapping[str, str], log: IO[bytes]) -> Process:
        """A bot with these settings, that writes its log to `log`."""
        forked = await asyncio.to_thread(self.fork, "bot", environment, log)
        process = Process(forked.pid, await _writer(forked.stdin), await _reader(forked.stdout))
        task = asyncio.create_task(process.watch(await _reader(forked.life)))
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)
        return process

    def fork(self, program: str, environment: Mapping[str, str], log: IO[bytes]) -> Forked:
        """A process that runs one of `_programs`."""
        stdin, write_end = os.pipe()
        read_end, stdout = os.pipe()
        life, held = os.pipe()
        order = json.dumps({"program": program, "environment": dict(environment)}).encode()
        socket.send_fds(self._ours, [order], [stdin, stdout, log.fileno(), held])
        for file in (stdin, stdout, held):
            os.close(file)
        (pid,) = _PID.unpack(self._ours.recv(_PID.size))
        return Forked(pid, write_end, read_end, life)


async def _reader(file: int) -> asyncio.StreamReader:
    stream = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(stream)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(file, "rb"))
    return stream


async def _writer(file: int) -> asyncio.StreamWriter:
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.connect_write_pipe(
        asyncio.streams.FlowControlMixin, os.fdopen(file, "wb")
    )
    return asyncio.StreamWriter(transport, protocol, None, loop)


def _programs() -> dict[str, Callable[[], None]]:
    import bot.slack.app
    import bot.slack.sender
    import bot.telegram.app
    import bot.telegram.sender  # noqa: F401
    from tests.faults import bot_process, racing

    return {"bot": lambda: asyncio.run(bot_process.main()), "racers": racing.main}


def main() -> None:
    """Fork whenever asked, until nobody can ask any more."""
    programs = _programs()
    assert threading.active_count() == 1, "a fork takes one thread along"
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    asked = socket.socket(fileno=os.dup(0))
    while True:
        order, files, _, _ = socket.recv_fds(asked, _LONGEST, 4)
        if not order:
            return
        told = json.loads(order)
        pid = os.fork()
        if pid == 0:
            asked.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for number, file in enumerate(files[:3]):
                os.dup2(file, number)
                os.close(file)
            os.environ.clear()
            os.environ.update(told["environment"])
            programs[told["program"]]()
            return
        for file in files:
            os.close(file)
        asked.send(_PID.pack(pid))


if __name__ == "__main__":
    main()
