"""How many mails a second go to a server on loopback over one connection, and what waiting mail costs notices.

The server is a process of its own: `python -m benchmarks.mail FOLDER` says its port and takes mails until it is ended.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from aiosmtplib import SMTP
from sqlalchemy import insert

from benchmarks import notices as chat
from benchmarks.backlog import cast_of, settle
from benchmarks.simulator import CHECKOUT
from benchmarks.table import Row
from core.clock import Clock
from core.ids import new_id
from core.mail import MAIL, Mail
from core.mail_servers import Security, Sender, SmtpServer
from gateways.mail.messages import message_of
from gateways.mail.smtp import SmtpTransport
from playground.mail.certificate import make_certificate, server_side
from playground.mail.server import MailServer
from storage.message_tables import notices, rests
from storage.store import SqlStore, open_store
from tests.postgres import shared_server

MAILS, AT_ONCE, ROUNDS = 1_000, 20, 5
RATE_AIM, STEADY_AIM = 500, 0.9
WAITING = 100_000
PEOPLE = 4_000
SENDER = Sender("mentors@parley.example", "Mentoring")


def rows() -> Iterator[Row]:
    """The rate beside the bare library's, then notices beside mail that waits, due and not due."""
    ours, bare = asyncio.run(_rates())
    yield Row(
        "mails a second to a server on loopback, one encrypted connection",
        f"{ours:.0f}",
        f"bare aiosmtplib: {bare:.0f}",
        f"{ours / bare:.0%}",
        f">= {RATE_AIM}",
        ours >= RATE_AIM,
    )
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        files = [f"sqlite:///{Path(folder) / name}.db" for name in ("alone", "beside")]
        yield from _beside("SQLite", *files)
        with shared_server(Path(folder) / "postgresql") as server:
            made = [chat.make_database(server.url(), name) for name in ("alone", "beside")]
            yield from _beside("PostgreSQL", *made)


async def _rates() -> tuple[float, float]:
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        async with _server(Path(folder)) as (port, certificate):
            where = SmtpServer("localhost", port, Security.STARTTLS, ca=str(certificate))
            pairs = [(await _ours(where), await _bare(port, certificate)) for _ in range(ROUNDS)]
    ours, bare = zip(*pairs, strict=True)
    return median(ours), median(bare)


@asynccontextmanager
async def _server(folder: Path) -> AsyncIterator[tuple[int, Path]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.mail", str(folder), cwd=CHECKOUT, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        yield int(await process.stdout.readline()), folder / "localhost.pem"
    finally:
        process.terminate()
        await process.wait()


def _mail(number: int) -> Mail:
    html = f"<table><tr><td>{'Your session with Ana is confirmed. ' * 40}</td></tr></table>"
    text = "Your session with Ana is confirmed.\n" * 20
    return Mail(
        "ben@example.org", "Ben Wolff", "Session booked", text, html, f"booked.{number}@parley.example"
    )


async def _ours(where: SmtpServer) -> float:
    post = SmtpTransport(where, SENDER, Clock().now)
    await post.send(_mail(0))
    numbers = iter(range(1, MAILS + 1))

    async def send_some() -> None:
        for number in numbers:
            await post.send(_mail(number))

    began = asyncio.get_running_loop().time()
    await asyncio.gather(*(send_some() for _ in range(AT_ONCE)))
    took = asyncio.get_running_loop().time() - began
    await post.aclose()
    return MAILS / took


async def _bare(port: int, certificate: Path) -> float:
    """The library, with a mail that is written down once."""
    message = message_of(_mail(0), SENDER, Clock().now())
    client = SMTP(hostname="localhost", port=port, start_tls=True, cert_bundle=str(certificate))
    await client.connect()
    began = asyncio.get_running_loop().time()
    for _ in range(MAILS):
        await client.sendmail(SENDER.address, ["ben@example.org"], message)
    took = asyncio.get_running_loop().time() - began
    await client.quit()
    return MAILS / took


def _beside(database: str, alone: str, beside: str) -> Iterator[Row]:
    """Notices a second in two like databases by turns; in one mail waits, half of it due, and its server rests."""
    for url in (alone, beside):
        settle(url, cast_of(PEOPLE))
    store = open_store(beside, Clock(), exclusive=False)
    _leave_mail(store)
    store.close()
    rates: dict[str, list[float]] = {alone: [], beside: []}
    for round_ in range(ROUNDS):
        for url in ((alone, beside), (beside, alone))[round_ % 2]:
            rates[url].append(asyncio.run(chat.rate(url, 1, round_)))
    without, with_mail = (median(each) for each in rates.values())
    ratio = median(two / one for one, two in zip(*rates.values(), strict=True))
    yield Row(
        f"notices a second beside {WAITING:,} mails that wait, {database}",
        f"{with_mail:.0f}",
        f"without: {without:.0f}",
        f"{ratio:.0%}",
        f">= {STEADY_AIM:.0%}",
        ratio >= STEADY_AIM,
    )


def _leave_mail(store: SqlStore) -> None:
    now = store.clock.now()
    with store.work() as work:
        hour = timedelta(hours=1)
        work.connection.execute(insert(rests), {"channel": MAIL, "free_at": now + hour})
        for start in range(0, WAITING, 10_000):
            work.connection.execute(
                insert(notices),
                [
                    {
                        "id": (number := new_id(now)),
                        "kind": "errand.mail",
                        "channel": MAIL,
                        "person": 1 + n % PEOPLE,
                        "due_at": now + hour * (-1 if n % 2 else 1),
                        "ready_at": now + hour * (-1 if n % 2 else 1),
                        "dedupe": f"mail:{number}",
                        "details": {"kind": "reminder"},
                        "attempts": 0,
                        "state": "waiting",
                    }
                    for n in range(start, start + 10_000)
                ],
            )


async def _serve(folder: Path) -> None:
    server = MailServer(tls=server_side(make_certificate(folder)))
    server.on_mail(lambda _: server.mails.clear())
    await server.start()
    print(server.port, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
