"""What mail costs the transaction that writes a notice: one statement, and none where it is off."""

from collections.abc import Iterator

import pytest

from core.clock import Clock
from gateways.mail.smtp import SmtpTransport
from tests.counting import counted
from tests.databases import SqliteFiles
from tests.journeys.conftest import Cast, begun, people_of, prepared, settled_in


@pytest.fixture
def cast(sqlite_databases: SqliteFiles, clock: Clock) -> Iterator[Cast]:
    with begun(prepared(sqlite_databases, settled_in), sqlite_databases, clock) as programme:
        yield people_of(programme)


async def statements(cast: Cast, when: str) -> list[str]:
    """Of a booking, from the press to its answer."""
    await cast.ben.command("book", f"@ana {when}")
    _, control = cast.ben.control("Confirm booking")
    inbound = cast.ben.inbound_press(control.action)
    with counted(cast.programme.store) as work:
        await cast.programme.reception.receive(inbound)
        await cast.programme.reception.finish()
    await cast.programme.settle()
    return work.statements


async def test_a_booking_takes_one_statement_more(cast: Cast, post: SmtpTransport) -> None:
    without = await statements(cast, "wednesday 3pm")
    cast.programme.mails_by(post)
    cast.programme.change(cast.ben, email="ben@example.org")
    with_mail = await statements(cast, "thursday 3pm")
    assert len(with_mail) == len(without) + 1, "\n".join(with_mail)
    assert sum("mail_addresses" in each for each in with_mail) == 1
    assert not any("mail_addresses" in each for each in without)
