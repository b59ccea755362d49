"""Homes follow changes: after each of these, everybody's shows what it would if it were opened then."""

from collections.abc import Awaitable

import pytest

from bot.actions.disputes import DismissDispute
from bot.actions.members import SetPlan
from bot.actions.profile import AskForPlan
from core.ids import code_of
from core.people import Plan
from tests.journeys.assembly import Assembly, assembly
from tests.journeys.conftest import Cast
from tests.journeys.programme import Programme, Someone
from tests.journeys.test_disputes import reports

__all__ = ["assembly"]


class Watch:
    """Carries out one change after the other and looks at all homes behind each."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme

    async def typed(self, someone: Someone, command: str, text: str, press: str = "") -> None:
        await someone.command(command, text)
        if press:
            await someone.press(press)
        self.look(f"/{command} {text}")

    async def done(self, what: str, deed: Awaitable[object]) -> None:
        await deed
        self.look(what)

    def look(self, what: str) -> None:
        assert self._programme.stale_homes() == [], what


@pytest.mark.spec("CHT-2")
async def test_homes_follow_what_becomes_of_sessions(cast: Cast) -> None:
    ana, ben, mia, olga = cast.ana, cast.ben, cast.mia, cast.olga
    watch = Watch(cast.programme)
    await watch.typed(ben, "book", "@ana thu 9pm", "Confirm booking")
    (session,) = cast.programme.sessions_of(ben)
    code = session.code
    await watch.typed(ben, "sessions", f"{code} reschedule thu 7pm")
    await watch.done("a request to move", ben.fill({}))
    await watch.typed(ana, "sessions", f"{code} decline")
    await ben.command("sessions", f"{code} reschedule thu 7pm")
    await ben.fill({})
    await watch.typed(ben, "sessions", f"{code} withdraw")
    await ben.command("sessions", f"{code} reschedule thu 7pm")
    await ben.fill({})
    await watch.typed(ana, "sessions", f"{code} accept")
    await ben.command("sessions", f"{code} edit")
    await watch.done("another title", ben.fill({"Title": "Borrowing"}))
    await ben.command("sessions", f"{code} cancel")
    await watch.done("cancelled", ben.fill({"Reason": "Personal emergency"}))
    await watch.typed(mia, "book", "@ana fri 3pm", "Confirm booking")
    (booked,) = cast.programme.sessions_of(mia)
    dispute = await reports(mia, booked)
    watch.look("a report")
    await olga.command("admin", f"dispute {dispute.code} ask")
    await watch.done("a question", olga.fill({"Whom": "Ana Lima", "Question": "Did you hear Mia Chen?"}))
    await olga.push(DismissDispute(dispute.id))
    await watch.done("a verdict", olga.fill({"Reason": "Nobody can tell"}))
    await olga.command("admin", f"session {booked.code} cancel")
    await olga.fill({"Reason": "the mentor is ill"})
    await watch.done("cancelled by an admin", olga.press("Cancel the session"))


@pytest.mark.spec("CHT-2", "ADM-13")
async def test_homes_follow_what_becomes_of_members(cast: Cast) -> None:
    watch = Watch(cast.programme)
    ravi = await cast.programme.meets("Ravi Menon", "Asia/Kolkata").joins()
    await watch.done("a plan is asked for", ravi.push(AskForPlan()))
    await watch.done("a plan is given", cast.olga.push(SetPlan(ravi.id, Plan.INDIVIDUAL)))
    await watch.typed(cast.olga, "admin", "mentor @ravi")
    await watch.typed(ravi, "availability", "confirm")
    await watch.typed(ravi, "timezone", "Berlin")
    await watch.typed(ravi, "profile", "language deutsch")
    await watch.typed(cast.olga, "admin", "admin @ravi", "Make admin")
    await watch.typed(cast.olga, "admin", "revoke admin @ravi", "Remove admin")


@pytest.mark.spec("CHT-2", "CNL-2", "CNL-3")
async def test_homes_follow_what_becomes_of_councils(assembly: Assembly) -> None:
    watch = Watch(assembly.programme)
    await watch.done("a poll is opened", assembly.calls())
    await watch.done("an answer", assembly.ada.press("All of them work"))
    code = code_of(assembly.council.id, "C")
    await assembly.olga.command("council", f"{code} cancel")
    await watch.done("the council is cancelled", assembly.olga.fill({"Reason": "Nobody has time"}))
