"""Bad input at the wire, on both platforms: each gets a clear answer with a next step, and loses nothing."""

import asyncio
import copy
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.actions import Action
from bot.actions.booking import ConfirmBooking, LeaveBooking, Review, TakeSlot
from bot.actions.sessions import CancelSession, JoinSession, ShowSession
from bot.tokens import from_token, to_token
from core.clock import Clock
from core.people import Address
from core.usecases import attending, members
from playground.cast import TEAM
from playground.slack import payloads
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from tests.conftest import MORNING
from tests.databases import SqliteFiles
from tests.depth import DEEP
from tests.wire.whole import Whole, on_slack, on_telegram, settle_in, whole

pytestmark = pytest.mark.asyncio(loop_scope="module")
PATIENCE = 120.0
WILD = "<!channel> <@U1ANA> @everyone *b* _i_ <b>x</b> [a](http://x.example) &lt; `c`"
_numbers = itertools.count(1)


@dataclass
class Mentee:
    """A mentee on one platform, whose mentor is on the other."""

    one: Whole
    person: SlackPerson | TelegramPerson
    address: Address
    mentor: str
    other: SlackPerson | TelegramPerson
    """The mentor's eyes."""
    days: "itertools.count[int]"

    def next_day(self) -> str:
        """A weekday that nobody has booked yet, as it is typed."""
        day = (self.one.clock.now() + timedelta(days=next(self.days))).date()
        return f"{day.day} {day:%B}"

    async def holds(self) -> str:
        """Choose a time, a minute after the last one; returns the token of the Confirm button."""
        self.one.clock.move(timedelta(minutes=1))
        await self.person.command("book", f"{self.mentor} {self.next_day()} 3pm")
        await self.person.sees("Review and confirm")
        held = await self.one.parley.executor.run(self._hold)
        return to_token(ConfirmBooking(held))

    async def books(self) -> int:
        """Book; returns the session's id."""
        token = await self.holds()
        await self.person.press("Confirm booking")
        await self.person.sees("Your session is confirmed", PATIENCE)
        action = from_token(token)
        assert isinstance(action, ConfirmBooking)
        return action.hold

    def _hold(self) -> int:
        person = members.find(self.one.parley.desk, self.address)
        assert person is not None
        with self.one.parley.store.read() as tx:
            hold = tx.sessions.hold_of(person.id)
        assert hold is not None
        return hold.id

    async def forges(self, token: str) -> None:
        """Press a button of one's own making."""
        await self.person.command("help")
        await self.person.sees("What Parley can do")
        if isinstance(self.person, TelegramPerson):
            await self.person.press_data(token)
            return
        await self.person.press("My sessions")
        deliveries = self.one.playground.slack.deliveries
        payload = copy.deepcopy(
            next(d.payload for d in reversed(deliveries.sent) if d.kind == "interactive")
        )
        payload["actions"][0]["value"] = token
        payload["trigger_id"] = f"forged.{next(_numbers)}"
        await deliveries.send("interactive", payload)

    async def repeats(self, kind: str) -> None:
        """The platform delivers the last act once more."""
        if isinstance(self.person, TelegramPerson):
            self.one.playground.telegram.redeliver()
        else:
            await self.one.playground.slack.redeliver(kind)

    async def is_quiet(self) -> None:
        """Wait until the bot has nothing more to do."""
        await self.one.playground.slack.settled()
        await self.one.playground.telegram.settled()
        await self.one.parley.reception.finish()

    def status(self) -> list[str]:
        return [status for _, status in self.one.sessions_of(self.address)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def one(sqlite_databases: SqliteFiles) -> AsyncIterator[Whole]:
    clock = Clock()
    clock.move_to(MORNING)
    async with whole(sqlite_databases.make(), clock=clock, hurried=not DEEP) as one:
        await one.parley.executor.run(settle_in, one)
        await one.parley.executor.run(_without_limits, one)
        for user in (7001, 7002, 7000):
            await on_telegram(one, user).start()
        yield one
        assert one.faults() == []


def _without_limits(one: Whole) -> None:
    with one.parley.store.write() as tx:
        policies = tx.policies()
        limits = dict.fromkeys(policies.monthly_sessions)
        tx.set_policies(policies.model_copy(update={"monthly_sessions": limits, "max_days_ahead": 300}))


DAYS = itertools.count(2)


@pytest.fixture(autouse=True)
def _clean_screens(one: Whole) -> None:
    """Whoever plays next begins with empty chats and without a form."""
    workspace = one.playground.slack.workspace
    for channel in workspace.channels.values():
        channel.messages.clear()
    workspace.toasts = {user: [] for user in workspace.users}
    for stack in one.playground.slack.views.stacks.values():
        stack.clear()
    for chat in one.playground.telegram.world.chats.values():
        chat.messages.clear()


@pytest.fixture(params=["slack", "telegram"])
def mentee(request: pytest.FixtureRequest, one: Whole) -> Mentee:
    if request.param == "slack":
        ravi = on_telegram(one, 7001)
        return Mentee(one, on_slack(one, "U1BEN"), Address("slack", TEAM, "U1BEN"), "ravi", ravi, DAYS)
    ana = on_slack(one, "U1ANA")
    return Mentee(one, on_telegram(one, 7002), Address("telegram", "", "7002"), "ana", ana, DAYS)


# --- words


@pytest.mark.spec("CHT-1")
async def test_an_unknown_command_suggests_and_leads_to_help(mentee: Mentee) -> None:
    slack = isinstance(mentee.person, SlackPerson)
    await (mentee.person.command("parley", "bok") if slack else mentee.person.command("bok"))
    assert "/book" in await mentee.person.sees("Unknown command")
    await mentee.person.press("What can I do?")
    await mentee.person.sees("What Parley can do")


@pytest.mark.spec("BOK-3")
async def test_an_unknown_mentor(mentee: Mentee) -> None:
    near = {"ana": "Anna", "ravi": "Ravy"}[mentee.mentor]
    await mentee.person.command("book", f"{near} tomorrow 3pm")
    assert "Did you mean" in await mentee.person.sees("No such mentor")
    await mentee.person.press("All mentors")
    await mentee.person.sees("Ravi Menon")


@pytest.mark.spec("SLT-5", "BOK-3")
@pytest.mark.parametrize(
    ("when", "shown", "then"),
    [
        ("yesterday 3pm", "passed already", "Show free times"),
        ("5/6 10:00", "Which time do you mean?", "Show free times"),
        ("the day the earth stood still", "Which time?", "Show free times"),
        ("tomorrow 4am", "That time is not free", "Other times"),
    ],
)
async def test_a_time_that_has_passed_or_is_ambiguous_or_not_free(
    mentee: Mentee, when: str, shown: str, then: str
) -> None:
    await mentee.person.command("timezone", "London")
    await mentee.person.sees("Europe/London")
    mentor = "ana" if when.endswith("4am") else mentee.mentor
    await mentee.person.command("book", f"{mentor} {when}")
    await mentee.person.sees(shown)
    await mentee.person.press(then)
    await mentee.person.sees("A time with")


@pytest.mark.spec("SAF-3")
async def test_over_long_text_is_refused_with_its_limit_and_breaks_nothing(mentee: Mentee) -> None:
    long = "x" * 2900
    for name in ("book", "mentors", "timezone", "help", "sessions"):
        await mentee.person.command(name, long)
    await mentee.person.say(long)
    await mentee.is_quiet()
    await mentee.holds()
    await mentee.person.press("Details")
    if isinstance(mentee.person, TelegramPerson):
        await mentee.person.press("30 min")
        await mentee.person.press("Video call")
        await mentee.person.press("Skip")
        await mentee.person.sees("Title (4 of 5)")
        await mentee.person.say("t" * 101)
        await mentee.person.sees("at most 100")
        await mentee.person.say("A shorter title")
        await mentee.person.sees("(5 of 5)")
        await mentee.person.press("Review")
    else:
        await mentee.person.enter({"Title": "t"})
        answer = await submit_past_the_client(mentee.person, mentee.one, "title", "t" * 101)
        assert "at most 100" in answer["errors"]["title"]
        await mentee.person.fill({"Title": "A shorter title"})
    assert "Review and confirm" in await mentee.person.sees("Title: A shorter title\nPrice:")


async def submit_past_the_client(person: SlackPerson, one: Whole, name: str, value: str) -> Any:
    """Send the open modal in with what its inputs would not have let through; returns the acknowledgement."""
    slack = one.playground.slack
    view = slack.views.stacks[person.user_id][-1].shown()
    (entry,) = view["state"]["values"][name].values()
    forged = copy.deepcopy(view)
    forged["state"]["values"][name] = {
        key: {**entry, "value": value} for key in view["state"]["values"][name]
    }
    sender = slack.workspace.user(person.user_id)
    trigger = f"forged.{next(_numbers)}"
    payload = payloads.interaction(
        slack.workspace, "view_submission", sender, trigger_id=trigger, view=forged, response_urls=[]
    )
    return await slack.deliveries.send("interactive", payload)


@pytest.mark.spec("SAF-3")
async def test_markup_and_mentions_reach_nobody_alive(mentee: Mentee) -> None:
    await mentee.holds()
    await mentee.person.press("Details")
    title = f"{next(_numbers)} {WILD}"[:100]
    await mentee.person.fill({"Title": title, "What is it about?": WILD})
    await mentee.person.press("Confirm booking")
    await mentee.person.sees(title[:40], PATIENCE)
    read = await mentee.other.sees("New booking: " + title[:40], PATIENCE)
    assert title in read, "the other side reads what was typed, letter by letter"
    assert WILD in read
    for service, entry in list(mentee.one.playground.wire.recent)[-100:]:
        for text in parsed(service, entry.get("body")):
            assert "<!channel>" not in text
            assert "<b>x</b>" not in text


def parsed(service: str, body: Any) -> Iterator[str]:
    """The texts of a request in which the service looks for markup and mentions."""
    match body:
        case {"type": "rich_text" | "plain_text"}:
            return
        case dict():
            markup = body.get("type") == "mrkdwn" or service == "telegram" or "channel" in body
            for name, value in body.items():
                if name == "text" and isinstance(value, str) and markup:
                    yield value
                yield from parsed(service, value)
        case list():
            for value in body:
                yield from parsed(service, value)


@pytest.mark.spec("SAF-3", "PPL-1")
async def test_a_name_full_of_markup_is_a_name(mentee: Mentee) -> None:
    name = "Bobby <!here> *Tables* </b>"
    usual = await mentee.one.parley.executor.run(rename, mentee, name)
    await mentee.books()
    assert name in await mentee.other.sees("New booking", PATIENCE)
    for service, entry in list(mentee.one.playground.wire.recent)[-100:]:
        assert not [
            text for text in parsed(service, entry.get("body")) if "<!here>" in text or " </b>" in text
        ]
    await mentee.one.parley.executor.run(rename, mentee, usual)


def rename(mentee: Mentee, name: str) -> str:
    """Give the mentee another name; returns the one before."""
    with mentee.one.parley.store.write() as tx:
        person = tx.people.find(mentee.address)
        assert person is not None
        tx.people.save(replace(person, name=name))
        return person.name


# --- buttons


@pytest.mark.spec("SAF-1", "SAF-2")
@pytest.mark.parametrize("token", ["nonsense", "1:zz:1", "1:s:-1", "1:ad:9", "0:h:"])
async def test_a_forged_token_gets_one_polite_answer(mentee: Mentee, token: str) -> None:
    await mentee.forges(token)
    await mentee.person.sees("no longer in use")
    await mentee.person.press("Book a session")


@pytest.mark.spec("SAF-1")
async def test_another_persons_buttons_do_nothing(mentee: Mentee) -> None:
    session = await mentee.books()
    stranger = stranger_to(mentee)
    for action in (ShowSession(session), JoinSession(session), CancelSession(session, 1)):
        await stranger.forges(to_token(action))
        await stranger.person.sees("not yours")
    await stranger.forges(to_token(ConfirmBooking(session)))
    await stranger.person.sees("no longer held")
    assert "cancelled" not in mentee.status()[-1:]


def stranger_to(mentee: Mentee) -> Mentee:
    """An admin on the same platform, who is no party to anything."""
    if isinstance(mentee.person, SlackPerson):
        return Mentee(
            mentee.one,
            on_slack(mentee.one, "U1OLGA"),
            Address("slack", TEAM, "U1OLGA"),
            "",
            mentee.other,
            DAYS,
        )
    return Mentee(
        mentee.one, on_telegram(mentee.one, 7000), Address("telegram", "", "7000"), "", mentee.other, DAYS
    )


@pytest.mark.spec("SAF-1", "NTF-5", "BOK-6")
async def test_a_stale_button_shows_how_things_stand(mentee: Mentee) -> None:
    session = await mentee.books()
    for stale in (CancelSession(session, 7), LeaveBooking(session), Review(session)):
        await mentee.forges(to_token(stale))
        shown = await mentee.person.sees("perhaps by your own first press")
        assert "changed meanwhile" in shown
        assert "Status: scheduled" in shown
        await mentee.person.press("‹ My sessions")
    assert mentee.status()[-1] == "scheduled"


@pytest.mark.spec("BOK-4")
async def test_an_expired_hold_leads_back_to_the_times(mentee: Mentee) -> None:
    token = await mentee.holds()
    mentee.one.clock.move(timedelta(minutes=11))
    await mentee.person.press("Confirm booking")
    await mentee.person.sees("no longer held")
    await mentee.forges(token)
    await mentee.person.press("Choose a time")
    await mentee.person.sees("A time with")


@pytest.mark.spec("BOK-3", "BOK-5")
async def test_a_time_that_somebody_else_has_just_taken(mentee: Mentee) -> None:
    session = await mentee.books()

    def start_of() -> Action:
        person = members.find(mentee.one.parley.desk, mentee.address)
        assert person is not None
        seen = attending.session(mentee.one.parley.desk, person, session).session
        return TakeSlot(seen.mentor, seen.starts_at, seen.minutes)

    await mentee.forges(to_token(await mentee.one.parley.executor.run(start_of)))
    await mentee.person.sees("That time is not free")
    await mentee.person.press("Other times")
    await mentee.person.sees("A time with")


# --- deliveries


@pytest.mark.spec("NTF-6", "BOK-6", "SAF-2")
async def test_a_repeated_delivery_changes_nothing(mentee: Mentee) -> None:
    await mentee.holds()
    await mentee.person.press("Confirm booking")
    await mentee.repeats("interactive")
    await mentee.person.sees("Your session is confirmed", PATIENCE)
    await mentee.is_quiet()
    sessions = len(mentee.status())
    screen = mentee.person.screen()
    await mentee.repeats("interactive")
    await mentee.is_quiet()
    assert mentee.person.screen() == screen
    assert len(mentee.status()) == sessions
    await mentee.person.command("profile")
    await mentee.person.sees("Your profile")
    await mentee.is_quiet()
    profiles = mentee.person.screen().count("Your profile")
    await mentee.repeats("slash_commands")
    await mentee.is_quiet()
    assert mentee.person.screen().count("Your profile") == profiles


@pytest_asyncio.fixture(loop_scope="module")
async def books_ravi(one: Whole) -> AsyncIterator[Mentee]:
    """Ben, who books Ravi; whatever happened to his chat, Ravi can be reached in the end."""
    ravi = on_telegram(one, 7001)
    mentee = Mentee(one, on_slack(one, "U1BEN"), Address("slack", TEAM, "U1BEN"), "ravi", ravi, DAYS)
    yield mentee
    await ravi.unblock()
    await until(lambda: is_reachable(one))


@pytest.mark.spec("ADM-13", "BOK-3")
async def test_a_mentor_who_has_blocked_the_bot_takes_no_booking_until_the_block_is_lifted(
    one: Whole, books_ravi: Mentee
) -> None:
    ravi = on_telegram(one, 7001)
    await ravi.block()
    await until(lambda: not is_reachable(one))
    await books_ravi.person.command("book", f"ravi {books_ravi.next_day()} 3pm")
    await books_ravi.person.sees("Ravi Menon cannot be reached at present")
    await books_ravi.person.press("All mentors")
    await ravi.unblock()
    await until(lambda: is_reachable(one))
    await books_ravi.books()


@pytest.mark.spec("NTF-3", "NTF-1")
async def test_a_block_that_nobody_has_told_yet_costs_the_mentee_nothing_and_the_mentor_finds_everything_later(
    one: Whole, books_ravi: Mentee
) -> None:
    ravi = on_telegram(one, 7001)
    await books_ravi.holds()
    await books_ravi.person.press("Details")
    await books_ravi.person.fill({"Title": "While Ravi is away"})
    await books_ravi.person.sees("While Ravi is away")
    await until(lambda: one.parley.outbox.backlog().due == 0 and not one.parley.delivery.busy)
    one.playground.telegram.client.private(7001).blocked = True
    await books_ravi.person.press("Confirm booking")
    await until(lambda: ("While Ravi is away", "scheduled") in one.sessions_of(books_ravi.address))
    await until(lambda: not is_reachable(one))
    assert "While Ravi is away" not in ravi.screen()
    await ravi.unblock()
    await ravi.sees("New booking: While Ravi is away", PATIENCE)


def is_reachable(one: Whole) -> bool:
    """Whether the bot believes that Ravi can be written to."""
    with one.parley.store.read() as tx:
        ravi = tx.people.find(Address("telegram", "", "7001"))
    assert ravi is not None
    return ravi.reachable


async def until(fact: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not fact():  # noqa: ASYNC110 (the service is watched from outside)
            await asyncio.sleep(0.02)
