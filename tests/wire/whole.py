"""The whole bot at the simulated services, as `parley demo` runs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.demo import introduce, settings_for
from bot.service import Parley
from core.clock import Clock
from core.people import Address, Plan, Role
from core.usecases import joining, member_plans, mentoring, roles
from core.usecases.joining import Introduction
from playground.cast import CAST, TEAM
from playground.server import Playground
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from playground.telegram.service import ADMIN
from tests.depth import in_no_hurry

LONGEST_REST = timedelta(seconds=3)
"""Of a group after a message, see core/paces.py."""
LOOK = 0.05


@dataclass
class Whole:
    """Both services and the bot between them."""

    playground: Playground
    parley: Parley

    @property
    def clock(self) -> Clock:
        return self.playground.clock

    def faults(self) -> list[str]:
        return [*self.playground.slack.faults, *self.playground.telegram.faults]

    def sessions_of(self, address: Address) -> list[tuple[str, str]]:
        """(title, status) of somebody's sessions, soonest first."""
        with self.parley.store.read() as tx:
            person = tx.people.find(address)
            assert person is not None
            found = [
                *tx.sessions.upcoming(person.id, tx.now, 100),
                *tx.sessions.past(person.id, tx.now, 100),
            ]
        return [(s.topic.title, s.status.value) for s in sorted(found, key=lambda s: s.starts_at)]


@asynccontextmanager
async def whole(
    database_url: str, *, clock: Clock | None = None, hurried: bool = False, **changed: object
) -> AsyncIterator[Whole]:
    """The bot, started; the services' rate limits are off, and so are Slack's three seconds unless it goes deep.

    `hurried`: where a chat only rests between two messages, that time passes at once. `changed` are settings.
    """
    playground = Playground(clock or Clock())
    playground.slack.settings.rate_limited = False
    in_no_hurry(playground.slack)
    playground.telegram.flood.enabled = False
    await playground.start()
    settings = settings_for(playground, database_url).model_copy(update=changed)
    parley = Parley(settings, playground.clock)
    introduce(parley, playground)
    one = Whole(playground, parley)
    hurrying = asyncio.create_task(skip_rests(one)) if hurried else None
    try:
        await parley.start()
        assert parley.web is not None
        playground.tell_events(f"http://127.0.0.1:{parley.web.port}")
        yield one
    finally:
        if hurrying is not None:
            hurrying.cancel()
            await asyncio.gather(hurrying, return_exceptions=True)
        await parley.stop()
        await playground.stop()


async def skip_rests(one: Whole) -> None:
    """Move the clock to the next message that waits for a pause, and no further."""
    while True:
        upcoming = await one.parley.delivery.next_due()
        if upcoming is not None and timedelta() < upcoming[1] - upcoming[0] <= LONGEST_REST:
            one.clock.offset += upcoming[1] - upcoming[0]
            one.parley.wakeups.wake()  # but no round: nothing else has become due
        await asyncio.sleep(LOOK)


def settle_in(one: Whole) -> None:
    """Everybody is a member: Ana and Ravi mentors at all hours, Ben and Mia with a plan."""
    desk = one.parley.desk
    for someone in (*CAST, ADMIN):
        slack = someone.slack is not None
        address = (
            Address("slack", TEAM, someone.slack or "")
            if slack
            else Address("telegram", "", str(someone.telegram))
        )
        told = Introduction(someone.name, someone.key, someone.email if slack else None, someone.zone, "en")
        joining.meet(desk, address, told, greet=False)
    with one.parley.store.read() as tx:
        everybody = tx.people.search("", 50)
    (admin,) = [person for person in everybody if person.name == "Olga Okafor"]
    for person in everybody:
        if person.name in {"Ana Lima", "Ravi Menon"}:
            roles.grant_role(desk, admin, person.id, Role.MENTOR)
            mentoring.confirm_hours(desk, person)
        if person.name in {"Ben Wolff", "Mia Chen"}:
            member_plans.set_plan(desk, admin, person.id, Plan.COUNCIL)


def on_slack(one: Whole, user: str) -> SlackPerson:
    return SlackPerson(one.playground.slack, user)


def on_telegram(one: Whole, user: int) -> TelegramPerson:
    return TelegramPerson(one.playground.telegram, user)
