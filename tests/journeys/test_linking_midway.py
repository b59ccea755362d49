"""Two members become one while both have matters under way: whatever waits goes on in either chat."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.actions.disputes import ReportProblem
from core.clock import Clock
from core.councils import CouncilStatus
from core.sessions import Session, Status
from core.usecases import closing
from storage.check import SqlCheck
from tests.databases import Databases
from tests.journeys.assembly import Assembly, after, asked, assembly
from tests.journeys.conftest import Cast, Settled, begun, on_both, once, people_of, take_payments
from tests.journeys.linking import both_agree, in_every_order
from tests.journeys.paying import begins, books, hears, now
from tests.journeys.programme import Programme, Someone
from tests.payments import Provider

__all__ = ["assembly"]
pytestmark = [on_both, pytest.mark.spec("PPL-2")]


async def reports(someone: Someone, session: Session) -> None:
    await someone.push(ReportProblem(session.id))
    wrong = {"What is it about?": "Technical problem", "In one line": "The link did not open"}
    assert await someone.fill(wrong) == {}


@dataclass
class UnderWay:
    """Of each of two mentees a session that is over and reported, one that is to be moved, and one to be paid for."""

    provider: Provider
    past: list[Session]
    moved: list[Session]
    unpaid: list[Session]


_under_way: dict[bool, UnderWay] = {}
"""What the story below has led to, on PostgreSQL and on SQLite."""


async def two_mentees(programme: Programme) -> None:
    cast, provider = people_of(programme), Provider()
    take_payments(cast, provider)
    programme.set_policies(monthly_sessions={"none": 0, "individual": 9, "council": 9})
    ben, mia = cast.ben, cast.mia
    past = [
        await books(ben, provider, "@ana tomorrow 5pm"),
        await books(mia, provider, "@ana tomorrow 12pm"),
    ]
    await programme.later(days=2)
    closing.complete_ended(programme.desk)
    closing.close_unattested(programme.desk)
    await programme.settle()
    for who, session in zip((ben, mia), past, strict=True):
        await reports(who, session)
    moved = [await books(ben, provider, "@ana fri 5pm"), await books(mia, provider, "@ana fri 12pm")]
    for who, session, when in ((ben, moved[0], "mon 3pm"), (mia, moved[1], "mon 4pm")):
        await who.command("sessions", f"{session.code} reschedule {when}")
        assert await who.fill({}) == {}
    unpaid = [await begins(ben, "@ana thu 6pm"), await begins(mia, "@ana thu 1pm")]
    _under_way[programme.store.engines.on_postgresql] = UnderWay(provider, past, moved, unpaid)


@pytest.fixture
def cast(settled: Settled, kept_in: Databases, clock: Clock) -> Iterator[Cast]:
    """After the story of the two mentees."""
    with begun(once(kept_in, two_mentees, settled), kept_in, clock) as programme:
        yield people_of(programme)


@in_every_order("ben", "mia")
async def test_what_two_mentees_have_under_way(cast: Cast, code_from: str, first: str) -> None:
    ben, mia, ana, olga = cast.ben, cast.mia, cast.ana, cast.olga
    known = deepcopy(_under_way[cast.programme.store.engines.on_postgresql])
    provider, past, moved, unpaid = known.provider, known.past, known.moved, known.unpaid
    take_payments(cast, provider)
    names = {"ben": ben, "mia": mia}
    gone = names["mia" if code_from == "ben" else "ben"].id

    await both_agree(names[code_from], names["mia" if code_from == "ben" else "ben"], names[first])

    assert gone != ben.id == mia.id
    for session in moved:
        await ana.command("sessions", f"{session.code} accept")
    assert [now(ben, each).revision > each.revision for each in moved] == [True, True]
    for nth in (-1, -2):
        await hears(cast.programme, provider.pay(nth=nth))
    assert [now(mia, each).status for each in unpaid] == [Status.SCHEDULED] * 2
    with cast.programme.store.read() as tx:
        disputes = tx.disputes.of([each.id for each in past])
    assert [each.by for found in disputes.values() for each in found] == [ben.id] * 2
    await mia.command("sessions", f"{unpaid[0].code} cancel")
    assert await mia.fill({"Reason": "No longer need this session"}) == {}
    assert now(ben, unpaid[0]).status is Status.CANCELLED
    await olga.command("admin", "disputes")
    assert all(each.code in olga.last() for found in disputes.values() for each in found)
    assert list(SqlCheck(cast.programme.store).violations(timedelta(days=400))) == []


@after(asked)
@in_every_order("grace", "mia")
async def test_what_a_mentor_has_answered_in_an_open_poll(
    assembly: Assembly, code_from: str, first: str
) -> None:
    grace, mia = assembly.grace, assembly.mia
    await assembly.answers(grace, "yes no yes")
    stays, goes = (grace, mia) if code_from == "grace" else (mia, grace)
    await both_agree(stays, goes, grace if first == "grace" else mia)
    for mentor in assembly.mentors:
        if mentor is not grace:
            await assembly.answers(mentor, "yes")
    council = assembly.council
    assert council.status is CouncilStatus.CONFIRMED, "what Grace answered counts"
    assert council.seat_of(stays.id) is not None
    assert list(SqlCheck(assembly.programme.store).violations(timedelta(days=400))) == []
