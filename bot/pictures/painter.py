"""Has pictures drawn in a process of its own: what draws them is not in the bot's memory, and holds up no answer.

The process begins with the first picture and ends when none is asked for any more. It inherits no environment.
"""

import atexit
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from bot.drawings import Drawing
from bot.pictures.drawing import png_of
from core.faults import trace_of

IDLE = 60.0
PATIENCE = 20.0
_YIELDING = 10
"""How much the process gives way to others, as `nice` counts it."""
_ROOT = Path(__file__).parents[2]
_log = logging.getLogger(__name__)


class NotDrawn(Exception):  # noqa: N818
    """The log says why."""


class Painter:
    """Draws one picture at a time; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None

    def draw(self, drawing: Drawing) -> bytes:
        """The PNG; waits for it. Raises NotDrawn."""
        with self._lock:
            try:
                answer = self._ask(drawing)
            except (EOFError, OSError):  # it had nothing to do for a while, or was killed
                self._end()
                answer = self._ask_anew(drawing)
        if isinstance(answer, bytes):
            return answer
        _log.error("a picture was not drawn: %s", answer)
        raise NotDrawn

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask_anew(self, drawing: Drawing) -> bytes | str:
        try:
            return self._ask(drawing)
        except (EOFError, OSError) as problem:
            self._end()
            raise NotDrawn from problem

    def _ask(self, drawing: Drawing) -> bytes | str:
        if self._line is None:
            self._line = self._begin()
        self._line.send(drawing)
        if not self._line.poll(PATIENCE):
            raise TimeoutError
        answer: bytes | str = self._line.recv()
        return answer

    def _begin(self) -> Connection:
        ours, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (our own module)
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                cwd=_ROOT,
                env={},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C in a terminal is not meant for it
            )
        return ours

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


_painter = Painter()
atexit.register(_painter.close)


def painted(drawing: Drawing) -> bytes:
    """The drawing as a PNG, by the process that all share; waits for it. Raises NotDrawn."""
    return _painter.draw(drawing)


def main() -> None:
    """The process's side: draw until nobody asks."""
    os.nice(_YIELDING)
    with suppress(EOFError, OSError), Connection(int(sys.argv[1])) as line:
        while line.poll(IDLE):
            drawing: Drawing = line.recv()
            try:
                answer: bytes | str = png_of(drawing)
            except Exception as problem:  # noqa: BLE001 (whatever it is, the next picture may be drawn)
                answer = trace_of(problem)
            line.send(answer)


if __name__ == "__main__":
    main()
