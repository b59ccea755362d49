"""A programme with councils: five mentors in three zones at both doors, their coordinator, and mentees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from core.clock import Clock
from core.councils import Council
from core.usecases.councils import rounds
from tests.databases import Databases
from tests.journeys.conftest import Story, begun, once
from tests.journeys.programme import Programme, Someone

BERLIN, NEW_YORK, KOLKATA = "Europe/Berlin", "America/New_York", "Asia/Kolkata"


@dataclass(repr=False)
class Assembly:
    """Olga runs the programme. The mentors share 13:00 to 16:30 UTC on weekdays; Mia, Ben and Cleo are on the council
    plan, Dan is on the individual one.

    Ada, Linus, Ken and Ben are at the door with modals, everybody else at the one without.
    """

    programme: Programme
    olga: Someone
    ada: Someone
    grace: Someone
    linus: Someone
    bea: Someone
    ken: Someone
    mia: Someone
    ben: Someone
    cleo: Someone
    dan: Someone

    @property
    def mentors(self) -> tuple[Someone, ...]:
        return self.ada, self.grace, self.linus, self.bea, self.ken

    @property
    def council(self) -> Council:
        """The newest council, as it is stored."""
        with self.programme.store.read() as tx:
            found = [
                *tx.councils.listed(self.olga.id, 50, everything=True),
                *tx.councils.past(self.olga.id, 50),
            ]
        return max(found, key=lambda council: council.id)

    @property
    def code(self) -> str:
        from core.ids import code_of

        return code_of(self.council.id, "C")

    def revision(self) -> int:
        return self.council.revision

    async def calls(self, expertise: str = "systems", **values: str) -> None:
        """Olga calls a council, takes the mentors that fit, proposes three times, and asks them."""
        await self.olga.command("council", "new")
        await self.olga.fill({"Topic": "Scaling up", "Expertise wanted": expertise, **values})
        await self.olga.press("Times ›")
        await self.proposes("6 mar 14:00; 9 mar 14:00; 10 mar 15:00")
        await self.olga.press("Review")
        await self.olga.press("Ask 5 mentors")

    async def proposes(self, times: str) -> None:
        await self.olga.press("Type times")
        await self.olga.fill({"Times": times})

    async def answers(self, mentor: Someone, said: str) -> None:
        """`yes no maybe`, in the order of the times, pressed one by one."""
        for number, word in enumerate(said.split(), start=1):
            label = {"yes": "Available", "maybe": "Maybe", "no": "No"}[word]
            await mentor.press(f"{number} {label}")

    async def at_the_deadline(self, after: timedelta = timedelta()) -> None:
        """Let the deadline pass, and the round that closes polls run."""
        deadline = self.council.deadline
        assert deadline is not None
        await self.programme.until(deadline + after)
        await self.rounds()

    async def rounds(self) -> None:
        rounds.close_polls(self.programme.desk)
        rounds.complete_ended(self.programme.desk)
        await self.programme.settle()


@pytest.fixture
def assembly(request: pytest.FixtureRequest, kept_in: Databases, clock: Clock) -> Iterator[Assembly]:
    """After the stories of `after`.

    Whatever the error boundaries logged and the test did not take away fails it.
    """
    mark = request.node.get_closest_marker("after")
    settled = once(kept_in, assemble)
    for story in mark.args if mark else ():
        settled = once(kept_in, story, settled)
    with begun(settled, kept_in, clock) as programme:
        yield members_of(programme)


def after(*stories: Story) -> pytest.MarkDecorator:
    """Has these stories told before the test begins."""
    return pytest.mark.after.with_args(*stories)


async def asked(programme: Programme) -> None:
    """Olga has called a council, and its mentors are asked about three times."""
    await members_of(programme).calls()


def members_of(programme: Programme) -> Assembly:
    return Assembly(
        programme,
        olga=programme.meets("Olga Okafor", "Europe/London"),
        ada=programme.meets("Ada Byron", BERLIN, "slate"),
        grace=programme.meets("Grace Hall", NEW_YORK),
        linus=programme.meets("Linus Rao", KOLKATA, "slate"),
        bea=programme.meets("Bea Lind", BERLIN),
        ken=programme.meets("Ken Ito", NEW_YORK, "slate"),
        mia=programme.meets("Mia Chen", NEW_YORK),
        ben=programme.meets("Ben Wolff", BERLIN, "slate"),
        cleo=programme.meets("Cleo Diaz", "Europe/Madrid"),
        dan=programme.meets("Dan Roth", BERLIN, "slate"),
    )


async def assemble(programme: Programme) -> Assembly:
    them = members_of(programme)
    for someone in (them.olga, *them.mentors, them.mia, them.ben, them.cleo, them.dan):
        await someone.command("start")
    hours = {BERLIN: "mon-fri 9-18", NEW_YORK: "mon-fri 8-17", KOLKATA: "mon-fri 12-22"}
    for seniority, mentor in enumerate(them.mentors, start=1):
        await them.olga.command("admin", f"mentor @{mentor.address.user}")
        await mentor.sets_hours(hours[mentor.profile.zone or ""])
        programme.change_mentor(
            mentor, tags=("systems", "databases")[: 1 + seniority % 2], seniority=seniority
        )
    for mentee in (them.mia, them.ben, them.cleo):
        await them.olga.command("admin", f"plan @{mentee.address.user} council")
    await them.olga.command("admin", "plan @dan individual")
    return them


def start_of(assembly: Assembly) -> datetime:
    """The time that was decided."""
    start = assembly.council.starts_at
    assert start is not None
    return start
