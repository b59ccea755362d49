"""Slack Connect: people of two companies in one channel, over HTTP, at a service where each token opens its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO

import pytest
from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import select

from bot.config import Settings
from bot.disputes.files import question_of
from bot.inbound import Said
from bot.service import Parley
from bot.slack.inbound import translate
from core.clock import Clock
from core.installations import Installation
from core.people import Address, Person, Plan, Role
from core.usecases import admin_channels, installing, joining, member_plans, members, workspaces
from core.usecases.joining import Introduction
from playground.cast import Character
from playground.slack.connect import beside, bring, share
from playground.slack.person import SlackPerson
from playground.slack.service import SlackService
from playground.slack.state import APP_ID, HOME, Channel, Team
from playground.wire import Wire
from storage.message_tables import IS_WAITING, notices
from tests.depth import in_no_hurry
from tests.wire.slack_stage import SECRET, serve
from tests.wire.telegram_stage import until

pytestmark = pytest.mark.spec("PPL-6", "CHT-2")

NORTH = Team("T2", "Northwind", "northwind")
EVA = "U2EVA"
CHANNEL = HOME.general
PATIENCE = 60.0
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
UNREACHED = "cannot write to you directly"


@dataclass
class Stage:
    """Meridian owns the channel, Northwind is its guest; the app is in those that are `connected`."""

    ours: SlackService
    theirs: SlackService
    channel: Channel
    parley: Parley
    clock: Clock
    make: Callable[[], Parley]

    @property
    def eva(self) -> SlackPerson:
        """Of Northwind, in the channel as Meridian's workspace shows it."""
        return SlackPerson(self.ours, EVA)

    @property
    def at_home(self) -> SlackPerson:
        """Eva in her own workspace."""
        return SlackPerson(self.theirs, EVA)

    def member(self, team: str, user: str = EVA) -> Person | None:
        return members.find(self.parley.desk, Address("slack", team, user))

    def known(self, team: str, user: str = EVA) -> Person:
        found = self.member(team, user)
        assert found is not None
        return found

    def everybody(self) -> list[Person]:
        with self.parley.store.read() as tx:
            return [*tx.people.search("", 50)]

    def promote(self, person: Person) -> Person:
        """Have somebody run the programme."""
        admin = replace(person, roles=person.roles | {Role.ADMIN})
        with self.parley.store.write() as tx:
            tx.people.save(admin)
        return admin

    async def is_told_of_a_plan(self) -> None:
        """Eva gets a message that waits in the outbox until it leaves."""
        olga = joining.meet(
            self.parley.desk, Address("slack", "T1", "U1OLGA"), Introduction("Olga"), greet=False
        ).person
        member_plans.set_plan(self.parley.desk, self.promote(olga), self.known("T2").id, Plan.COUNCIL)

    def nothing_waits(self) -> bool:
        """Whether all that is due has left, or been given up."""
        with self.parley.store.work(read_only=True) as work:
            due = select(notices.c.id).where(IS_WAITING, notices.c.due_at <= work.now)
            return work.connection.execute(due).first() is None

    async def connects(self, service: SlackService) -> None:
        """A company has the app, too."""
        installing.install(self.parley.desk, installation(service))
        [_, round_] = self.parley.extra_rounds["installations"]
        await round_()

    async def restart(self) -> None:
        """Stop the bot, and start it anew on what it has stored."""
        await self.parley.stop()
        self.clock.move(timedelta(minutes=2))
        self.parley = self.make()
        await self.parley.start()
        await self.listen()

    async def listen(self) -> None:
        """Have Slack deliver to the bot."""
        assert self.parley.web is not None
        for each in (self.ours, self.theirs):
            await each.deliver_http(f"http://127.0.0.1:{self.parley.web.port}/slack/events", SECRET)

    @property
    def faults(self) -> list[str]:
        return [*self.ours.faults, *self.theirs.faults, *["fault"] * self.parley.conversation.faults]


@asynccontextmanager
async def staged(
    url: str,
    *connected: Team,
    apps: tuple[Team, ...] = (HOME,),
    owner: Team = HOME,
    guest: Team = NORTH,
    single: bool = False,
    strangers: bool = False,
) -> AsyncIterator[Stage]:
    """`apps` are the companies that have brought the app into the channel, in this order."""
    clock, wire = Clock(), Wire()
    ours = SlackService(clock, wire, team=owner)
    eva = Character("eva", "Eva Nord", "Europe/Oslo", "eva@northwind.example", slack=EVA)
    theirs = SlackService(clock, wire, [eva], team=guest)
    companies = {owner: ours, guest: theirs}
    for each in companies.values():
        each.settings.rate_limited = False
        each.settings.retry_delays = (0.05, 0.05)
        each.settings.lets_in_strangers = strangers
        in_no_hurry(each)
    ours.shortcuts = theirs.shortcuts = [
        {"callback_id": "discuss", "title": "Discuss with a mentor", "type": "message"}
    ]
    application = web.Application()
    ours.mount(application)
    beside(ours, application, theirs)
    channel = share(owner.general, ours, theirs)
    for team in apps:
        bring(companies[team], channel)
    runner, address = await serve(application)
    own = (
        {"slack_bot_token": SecretStr(companies[connected[0]].bot_token)}
        if single
        else {"slack_client_id": "1.2", "slack_client_secret": SecretStr("secret")}
    )
    settings = Settings(
        _env_file=None,
        **own,
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=f"{address}/slack/api/",
        database_url=url,
        public_url="https://parley.example",
        http_port=0,
        operations_port=0,
    )
    parley = Parley(settings, clock)
    for team in () if single else connected:
        installing.install(parley.desk, installation(companies[team]))
    play = Stage(ours, theirs, channel, parley, clock, lambda: Parley(settings, clock))
    try:
        await parley.start()
        await play.listen()
        yield play
    finally:
        await play.parley.stop()
        await runner.cleanup()


def installation(service: SlackService) -> Installation:
    team = service.workspace.team
    place = team.enterprise or team.id
    return Installation(
        place, service.bot_token, team.bot_id, team.bot_user, APP_ID, team.enterprise, name=team.name
    )


async def test_what_is_asked_in_the_channel_is_answered_there_and_news_come_to_ones_own_workspace(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url, HOME, NORTH) as play:
        await play.at_home.say("hello")
        await play.at_home.sees("Welcome to Parley", PATIENCE)
        await play.eva.say("@parley sessions", channel=CHANNEL)
        await play.eva.sees_in(CHANNEL, "Nothing is coming up", PATIENCE)
        assert play.known("T1").id == play.known("T2").id
        await play.eva.press("Past")
        await play.eva.sees_in(CHANNEL, "No past sessions", PATIENCE)
        await play.eva.shortcut("discuss", message="Parley", channel=CHANNEL)
        await until(lambda: bool(play.eva.screen()))
        assert "sessions" in play.eva.screen(), "the modal opens with the message as its description"
        await play.eva.close_modal()
        assert UNREACHED not in play.eva.screen_in(CHANNEL)
        assert SlackPerson(play.ours, "U1BEN").screen_in(CHANNEL).count("coming up") == 0, (
            "it is hers alone"
        )
        await play.is_told_of_a_plan()
        await play.at_home.sees("council plan", PATIENCE)
        assert play.channel.messages[-1].team == HOME
        assert play.faults == []


@pytest.mark.parametrize("apps", [(NORTH, HOME), (HOME, NORTH)])
async def test_where_both_have_brought_the_app_either_answers_once_whichever_is_asked(
    sqlite_url: str, apps: tuple[Team, ...]
) -> None:
    async with staged(sqlite_url, HOME, NORTH, apps=apps) as play:
        await play.at_home.say("hello")
        await play.at_home.sees("Welcome to Parley", PATIENCE)
        for times, bot in enumerate(("@parley", "@parley-northwind"), start=1):
            await play.eva.say(f"{bot} sessions", channel=CHANNEL)
            await until(lambda n=times: play.eva.screen_in(CHANNEL).count("Nothing is coming up") == n)
        await play.ours.settled()
        await play.parley.reception.finish()
        assert play.eva.screen_in(CHANNEL).count("Nothing is coming up") == 2
        assert {each.team for each in play.channel.messages if each.by_bot} == {apps[-1]}
        assert play.known("T2").id == play.known(apps[-1].id).id
        assert play.faults == []


@pytest.mark.spec("ADM-13")
async def test_what_everybody_in_the_channel_reads_is_changed_later_by_the_token_that_wrote_it(
    sqlite_url: str,
) -> None:
    """Eva of Northwind is an admin, and has the channel of Meridian made an admin channel."""
    async with staged(sqlite_url, HOME, NORTH) as play:
        await play.at_home.say("hello")
        await play.at_home.sees("Welcome to Parley", PATIENCE)
        play.promote(play.known("T2"))
        await play.eva.say("@parley admin here", channel=CHANNEL)
        await play.eva.press("Make it an admin channel")
        await until(lambda: admin_channels.at(play.parley.desk, "slack", CHANNEL, None) is not None)
        place = admin_channels.at(play.parley.desk, "slack", CHANNEL, None)
        assert place is not None
        assert place.workspace == "T1"
        desk, ben = play.parley.desk, SlackPerson(play.ours, "U1BEN")
        joining.meet(desk, Address("slack", "T1", "U1BEN"), Introduction("Ben"), greet=False)
        member_plans.ask_for_plan(desk, play.known("T1", "U1BEN"))
        await ben.sees_in(CHANNEL, "asks for a plan", PATIENCE)
        await play.at_home.press(
            "Plan: Council"
        )  # Slack names her own workspace, and where the message is from
        await ben.sees_in(CHANNEL, "Ben asked for a plan", PATIENCE)
        await ben.sees_in(CHANNEL, "They have been told", PATIENCE)
        assert {message.team for message in play.channel.messages if message.by_bot} == {HOME}
        assert [
            name for name in play.theirs.web_api.calls if name in {"chat.update", "chat.postEphemeral"}
        ] == []
        assert play.faults == []


async def test_a_stranger_is_a_member_answered_in_the_channel_and_told_what_to_do(sqlite_url: str) -> None:
    async with staged(sqlite_url, HOME) as play:
        await play.eva.say("@parley sessions", channel=CHANNEL)
        assert UNREACHED in await play.eva.sees_in(CHANNEL, "Nothing is coming up", PATIENCE)
        await play.eva.press("Past")
        assert UNREACHED in await play.eva.sees_in(CHANNEL, "No past sessions", PATIENCE)
        stranger = play.known("T2")
        assert play.known("T1").id == stranger.id
        assert not stranger.reachable
        await play.is_told_of_a_plan()
        await until(lambda: play.nothing_waits())
        assert play.at_home.screen() == ""
        await play.connects(play.theirs)
        assert play.known("T2").reachable
        await play.eva.say("@parley sessions", channel=CHANNEL)
        await until(lambda: UNREACHED not in play.eva.screen_in(CHANNEL).rpartition("sessions")[2])
        play.clock.move(timedelta(minutes=5))
        await play.at_home.say("hello")
        await play.at_home.sees("sessions", PATIENCE)
        assert play.known("T2").id == stranger.id
        assert play.faults == []


async def test_where_slack_lets_us_write_to_strangers_news_come_by_the_workspace_they_were_met_in(
    sqlite_url: str,
) -> None:
    """Also what waits while the bot is started anew; and a file of theirs is had from there."""
    async with staged(sqlite_url, HOME, strangers=True) as play:
        await play.eva.say("@parley sessions", channel=CHANNEL)
        assert UNREACHED not in await play.eva.sees_in(CHANNEL, "Nothing is coming up", PATIENCE)
        await play.eva.sees("Welcome to Parley", PATIENCE)
        play.ours.plan_fault("chat.postMessage", "500")
        asked = play.ours.web_api.calls["chat.postMessage"]
        await play.is_told_of_a_plan()
        await until(lambda: play.ours.web_api.calls["chat.postMessage"] > asked)
        assert "council plan" not in play.eva.screen()
        await play.restart()
        await play.eva.sees("council plan", PATIENCE)
        await play.eva.say("sessions")
        await play.eva.sees("Nothing is coming up", PATIENCE)
        await play.eva.send_files(("shot.png", PNG), text="look")
        await play.ours.settled()
        told = [translate(each.payload) for each in play.ours.deliveries.sent]
        [said] = [
            each for each in told if each is not None and isinstance(each.body, Said) and each.body.files
        ]
        assert isinstance(said.body, Said)
        [file] = said.body.files
        assert (file.url, file.size) == ("", None), "Slack says it only when asked"
        into = BytesIO()
        await play.parley.messenger.platforms["slack"].fetch(question_of(said.met_as, file), into)
        assert into.getvalue() == PNG
        assert play.faults == []


async def test_where_only_the_guests_have_the_app_their_hosts_are_answered_too(sqlite_url: str) -> None:
    async with staged(sqlite_url, NORTH, apps=(NORTH,)) as play:
        ben = SlackPerson(play.theirs, "U1BEN")
        await ben.say("@parley-northwind sessions", channel=CHANNEL)
        assert UNREACHED in await ben.sees_in(CHANNEL, "Nothing is coming up", PATIENCE)
        await play.at_home.say("@parley-northwind sessions", channel=CHANNEL)
        assert UNREACHED not in await play.at_home.sees_in(CHANNEL, "Nothing is coming up", PATIENCE)
        await play.at_home.command("sessions", channel=CHANNEL)
        await play.at_home.sees_in(CHANNEL, "Nothing is coming up", PATIENCE)
        assert play.known("T2", "U1BEN").id == play.known("T1", "U1BEN").id != play.known("T2").id
        assert play.member("T1") is None, "her own workspace has heard her"
        assert play.faults == []


ORGANISATION = replace(HOME, enterprise="E1")
GUESTS = replace(NORTH, enterprise="E2")


async def test_an_organisation_that_has_the_app_as_a_whole_answers_strangers_after_a_restart_too(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url, ORGANISATION, apps=(ORGANISATION,), owner=ORGANISATION) as play:
        await play.eva.say("@parley sessions", channel=CHANNEL)
        await play.eva.sees_in(CHANNEL, "Nothing is coming up", PATIENCE)
        await play.restart()
        await play.eva.press("Past")
        await play.eva.sees_in(CHANNEL, "No past sessions", PATIENCE)
        eva = play.known("T2")
        assert {str(each) for each in eva.addresses} == {"slack:T2/U2EVA", "slack:E1/U2EVA"}
        assert {each.enterprise for each in eva.addresses} == {None}, (
            "nobody of theirs belongs to our organisation"
        )
        assert play.faults == []


async def test_somebody_of_an_organisation_that_is_a_guest_is_one_member_by_every_id_of_a_team(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url, HOME, GUESTS, guest=GUESTS) as play:
        await play.at_home.say("hello")
        await play.at_home.sees("Welcome to Parley", PATIENCE)
        await play.eva.say("@parley sessions", channel=CHANNEL)
        await play.eva.sees_in(CHANNEL, "Nothing is coming up", PATIENCE)
        await play.eva.press("Past")
        await play.eva.sees_in(CHANNEL, "No past sessions", PATIENCE)
        assert play.known("T2").id == play.known("T1").id
        assert len(play.everybody()) == 1
        assert play.faults == []


async def test_with_the_token_of_one_workspace_people_of_another_company_are_answered(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url, HOME, single=True) as play:
        await play.eva.say("@parley sessions", channel=CHANNEL)
        assert UNREACHED in await play.eva.sees_in(CHANNEL, "Nothing is coming up", PATIENCE)
        await play.eva.press("Past")
        await play.eva.sees_in(CHANNEL, "No past sessions", PATIENCE)
        assert len(play.everybody()) == 1
        assert play.faults == []


async def test_what_the_workspace_cannot_answer_any_more_comes_to_ones_own(sqlite_url: str) -> None:
    """It removes us between the delivery and the answer."""
    async with staged(sqlite_url, HOME, NORTH) as play:
        await play.at_home.say("hello")
        await play.at_home.sees("Welcome to Parley", PATIENCE)
        await play.eva.say("@parley sessions", channel=CHANNEL)
        await play.eva.sees_in(CHANNEL, "Nothing is coming up", PATIENCE)
        told = [translate(each.payload) for each in play.ours.deliveries.sent]
        last = next(each for each in reversed(told) if each is not None)
        assert last.place.workspace == "T1"
        play.ours.workspace.installed = False
        await play.parley.reception.receive(last.model_copy(update={"key": "at once"}))
        await play.at_home.sees("Nothing is coming up", PATIENCE)
        workspaces.close(play.parley.desk, "slack", "T1")
        [_, round_] = play.parley.extra_rounds["installations"]
        await round_()
        await play.parley.reception.receive(last.model_copy(update={"key": "again"}))
        await until(lambda: play.at_home.screen().count("Nothing is coming up") == 2)
        assert play.faults == []
