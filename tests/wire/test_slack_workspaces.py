"""Several workspaces by OAuth, over HTTP, at a service that knows tokens, codes and who renewed what."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from aiohttp import ClientSession, web
from pydantic import SecretStr
from sqlalchemy import select

from bot.config import Settings
from bot.service import Parley
from core.clock import Clock
from core.entropy import Entropy
from core.errors.common import NotFound
from core.errors.members import NotAdmin
from core.errors.workspaces import AdminsNowhereElse
from core.installations import TICKET_LASTS, Installation, InstallTickets
from core.people import Address, Person, Plan, Role
from core.usecases import connecting, installing, member_plans, members
from core.usecases.accounts import linking
from storage.installation_tables import installations
from storage.message_tables import IS_WAITING, notices
from storage.vault import Vault, new_key
from tests.wire.slack_stage import serve
from tests.wire.telegram_stage import until

pytestmark = pytest.mark.spec("PPL-6", "CHT-2")
SECRET = "shh"
Json = dict[str, Any]


@dataclass
class Slack:
    """OAuth and the little of the Web API that an answer takes; each place has its own token."""

    grants: dict[str, Json] = field(default_factory=dict)
    refresh: dict[str, Json] = field(default_factory=dict)
    sent: list[tuple[str, str]] = field(default_factory=list)
    renewals: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    """Tokens that are not taken, and what is said of them."""
    removed: list[tuple[str, str, str]] = field(default_factory=list)
    removing: Json = field(default_factory=lambda: {"ok": True})

    def grants_to(
        self, code: str, team: str, *, enterprise: str = "", whole: bool = False, lasts: int = 0
    ) -> None:
        """Somebody has agreed, and comes back with this code."""
        place = enterprise if whole else team
        self.grants[code] = {
            "access_token": f"xoxb-{place}-1",
            "token_type": "bot",
            "bot_user_id": f"UBOT{place}",
            "app_id": "A1",
            "team": None if whole else {"id": team, "name": team},
            "enterprise": {"id": enterprise, "name": "Org"} if enterprise else None,
            "is_enterprise_install": whole,
            **({"refresh_token": f"xoxe-{place}-1", "expires_in": lasts} if lasts else {}),
        }
        if lasts:
            self.refresh[f"xoxe-{place}-1"] = {
                "access_token": f"xoxb-{place}-2",
                "refresh_token": f"xoxe-{place}-2",
                "expires_in": lasts,
            }

    async def call(self, request: web.Request) -> web.Response:
        asked: Json = dict(request.query)
        is_json = request.content_type == "application/json" and request.can_read_body
        asked |= await request.json() if is_json else dict(await request.post())
        method = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token in self.refused:
            return web.json_response({"ok": False, "error": self.refused[token]})
        match method:
            case "oauth.v2.access":
                return web.json_response(self._token(asked))
            case "apps.uninstall":
                self.removed.append((token, str(asked["client_id"]), str(asked["client_secret"])))
                return web.json_response(self.removing)
            case "auth.test":
                return web.json_response({"ok": True, "bot_id": "B1", "user_id": "U0", "team_id": "T0"})
            case "users.info":
                who = {
                    "id": asked["user"],
                    "name": str(asked["user"]).lower(),
                    "tz": "Europe/Berlin",
                    "profile": {},
                }
                return web.json_response({"ok": True, "user": who})
            case "conversations.open":
                return web.json_response({"ok": True, "channel": {"id": f"D{asked['users']}"}})
            case "chat.postMessage":
                self.sent.append((token, str(asked["channel"])))
                return web.json_response(
                    {"ok": True, "ts": f"{len(self.sent)}.0", "channel": asked["channel"]}
                )
        return web.json_response({"ok": True})

    def _token(self, asked: Json) -> Json:
        known = self.refresh if asked.get("grant_type") == "refresh_token" else self.grants
        given = known.pop(str(asked.get("refresh_token") or asked.get("code")), None)
        if given is None:
            return {
                "ok": False,
                "error": "invalid_refresh_token" if known is self.refresh else "invalid_code",
            }
        self.renewals += known is self.refresh
        return {"ok": True, **given}


@dataclass
class Stage:
    slack: Slack
    parley: Parley
    clock: Clock
    url: str
    http: ClientSession
    page: str = ""
    """What the browser showed at last."""

    def ticket(self) -> str:
        return InstallTickets(self.parley.store.vault.derived("install")).make(
            self.clock.now(), Entropy().urlsafe(16)
        )

    async def out(self, ticket: str) -> tuple[int, str, str]:
        """The status, where the browser goes, and its cookie."""
        async with self.http.get(
            f"{self.url}/slack/install", params={"ticket": ticket}, allow_redirects=False
        ) as got:
            cookie = SimpleCookie(got.headers.get("Set-Cookie", ""))
            kept = cookie["parley_install"].value if "parley_install" in cookie else ""
            return got.status, got.headers.get("Location", ""), kept

    async def back(self, code: str, state: str, cookie: str) -> int:
        where = f"{self.url}/slack/oauth_redirect?{urlencode({'code': code, 'state': state})}"
        async with self.http.get(where, headers={"Cookie": f"parley_install={cookie}"}) as got:
            self.page = await got.text()
            return got.status

    async def installs(self, code: str) -> int:
        ticket = self.ticket()
        _, _, cookie = await self.out(ticket)
        return await self.back(code, ticket, cookie)

    async def delivers(self, body: Json | None = None, **form: str) -> int:
        raw = json.dumps(body) if body else urlencode(form)
        stamp = str(int(Clock().now().timestamp()))
        proof = hmac.new(SECRET.encode(), f"v0:{stamp}:{raw}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={proof}",
            "Content-Type": "application/json" if body else "application/x-www-form-urlencoded",
        }
        async with self.http.post(f"{self.url}/slack/events", data=raw, headers=headers) as got:
            await self.parley.reception.finish()
            return got.status

    async def says(self, team: str, user: str, *, enterprise: str = "") -> int:
        """Somebody types a command in their own chat with the bot."""
        more = {"enterprise_id": enterprise} if enterprise else {}
        return await self.delivers(
            command="/help",
            text="",
            team_id=team,
            user_id=user,
            channel_id=f"D{user}",
            channel_name="directmessage",
            response_url="https://hooks.example/1",
            trigger_id=Entropy().hexadecimal(6),
            **more,
        )

    def found(self, team: str, user: str) -> int | None:
        person = members.find(self.parley.desk, Address("slack", team, user))
        return None if person is None else person.id


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as made:
        yield made


@asynccontextmanager
async def staged(url: str) -> AsyncIterator[Stage]:
    slack, clock = Slack(), Clock()
    service = web.Application()
    service.router.add_route("*", "/api/{method}", slack.call)
    runner, address = await serve(service)
    settings = Settings(
        _env_file=None,
        slack_client_id="1.2",
        slack_client_secret=SecretStr("secret"),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=f"{address}/api/",
        database_url=url,
        public_url="https://parley.example",
        http_port=0,
        operations_port=0,
    )
    parley = Parley(settings, clock)
    await parley.start()
    assert parley.web is not None
    try:
        async with ClientSession() as http:
            yield Stage(slack, parley, clock, f"http://127.0.0.1:{parley.web.port}", http)
    finally:
        await parley.stop()
        await runner.cleanup()


async def test_two_workspaces_are_connected_and_each_is_answered_by_its_own_token(stage: Stage) -> None:
    ticket = stage.ticket()
    status, where, cookie = await stage.out(ticket)
    asked = parse_qs(urlsplit(where).query)
    assert status == 302
    assert where.startswith("https://slack.com/oauth/v2/authorize?")
    assert asked["redirect_uri"] == ["https://parley.example/slack/oauth_redirect"]
    assert "chat:write" in asked["scope"][0]
    stage.slack.grants_to("c1", "T1")
    stage.slack.grants_to("c2", "T2")
    assert await stage.back("c1", asked["state"][0], cookie) == 200
    assert await stage.installs("c2") == 200
    for team in ("T1", "T2"):
        assert await stage.says(team, f"U{team}") == 200
    assert {token for token, _ in stage.slack.sent} == {"xoxb-T1-1", "xoxb-T2-1"}
    assert stage.found("T1", "UT1") not in {None, stage.found("T2", "UT2")}
    with stage.parley.store.engines.reader.begin() as connection:
        kept = connection.execute(select(installations.c.token)).scalars().all()
    assert not any("xoxb" in token for token in kept), "they are encrypted"


async def test_one_person_in_three_workspaces_of_an_organisation_is_one_member(stage: Stage) -> None:
    stage.slack.grants_to("org", "", enterprise="E1", whole=True)
    assert await stage.installs("org") == 200
    assert "/manage/E1/integrations/profile/A1/workspaces/add" in stage.page, "it is in none of them yet"
    for team in ("T1", "T2", "T3"):
        assert await stage.says(team, "W7", enterprise="E1") == 200
    assert {token for token, _ in stage.slack.sent} == {"xoxb-E1-1"}
    assert len({stage.found(team, "W7") for team in ("T1", "T2", "T3")}) == 1


async def test_a_ticket_that_is_forged_replayed_expired_or_of_another_browser_is_refused(
    stage: Stage,
) -> None:
    stage.slack.grants_to("c1", "T1")
    good = stage.ticket()
    ends, chance, proof = good.split(".")
    forged = f"{int(ends) + 600}.{chance}.{proof}"
    assert (await stage.out(forged))[0] == 403
    assert (await stage.out(""))[0] == 403
    assert await stage.back("c1", forged, forged) == 403
    assert await stage.back("c1", good, stage.ticket()) == 403, "it began in another browser"
    assert await stage.back("", good, good) == 403
    assert await stage.back("c1", good, good) == 200
    stage.slack.grants_to("c1", "T9")
    assert await stage.back("c1", good, good) == 403, "it was used"
    late = stage.ticket()
    stage.clock.move(TICKET_LASTS)
    assert await stage.back("c1", late, late) == 403
    assert [each.place for each in installing.installed(stage.parley.desk)] == ["T1"]


async def test_tokens_are_renewed_once_before_they_end(stage: Stage) -> None:
    stage.slack.grants_to("c1", "T1", lasts=12 * 3600)
    await stage.installs("c1")
    await stage.says("T1", "U1")
    stage.clock.move(timedelta(hours=10))
    desk = stage.parley.desk
    first, second = installing.take(desk, "T1"), installing.take(desk, "T1")
    assert first is not None
    assert second is None, "one process alone renews it"
    stage.clock.move(installing.RENEWING)
    await stage.parley.extra_rounds["installations"][1]()
    assert stage.slack.renewals == 1
    await stage.says("T1", "U1")
    assert stage.slack.sent[-1][0] == "xoxb-T1-2"


async def test_a_workspace_whose_tokens_are_gone_is_closed_and_connected_anew(stage: Stage) -> None:
    stage.slack.grants_to("c1", "T1", lasts=12 * 3600)
    await stage.installs("c1")
    await stage.says("T1", "U1")
    stage.slack.refresh.clear()
    stage.clock.move(timedelta(hours=11))
    await stage.parley.extra_rounds["installations"][1]()
    assert installing.installed(stage.parley.desk) == []
    closed = members.find(stage.parley.desk, Address("slack", "T1", "U1"))
    assert closed is not None
    assert not closed.reachable
    sent = len(stage.slack.sent)
    assert await stage.says("T1", "U1") == 200
    assert len(stage.slack.sent) == sent, "nobody is answered from where we are not"
    stage.slack.grants_to("c2", "T1")
    assert await stage.installs("c2") == 200
    opened = members.find(stage.parley.desk, Address("slack", "T1", "U1"))
    assert opened is not None
    assert opened.reachable


def nothing_waits(stage: Stage) -> bool:
    """Whether all that is due has left, or been given up."""
    with stage.parley.store.work(read_only=True) as work:
        due = select(notices.c.id).where(IS_WAITING, notices.c.due_at <= work.now)
        return work.connection.execute(due).first() is None


async def make_admin(stage: Stage, team: str, user: str) -> Person:
    """Somebody who has written to us from there, and runs the programme."""
    await stage.says(team, user)
    person = members.find(stage.parley.desk, Address("slack", team, user))
    assert person is not None
    with stage.parley.store.write() as tx:
        tx.people.save(replace(person, roles=person.roles | {Role.ADMIN}))
    return replace(person, roles=person.roles | {Role.ADMIN})


async def test_an_admin_gets_an_address_that_connects_one_workspace_once(stage: Stage) -> None:
    stage.slack.grants_to("c1", "T1")
    await stage.installs("c1")
    olga = await make_admin(stage, "T1", "U1")
    made = connecting.invite(stage.parley.desk, olga)
    address = urlsplit(made.address)
    assert made.address.startswith("https://parley.example/slack/install?ticket=")
    [ticket] = parse_qs(address.query)["ticket"]
    status, _, cookie = await stage.out(ticket)
    assert status == 302
    stage.slack.grants_to("c2", "T2")
    assert await stage.back("c2", ticket, cookie) == 200
    assert await stage.back("c2", ticket, cookie) == 403
    found = connecting.workspaces(stage.parley.desk, olga)
    assert found.open
    assert [(each.place.id, each.place.name, each.there.members) for each in found.connected] == [
        ("T1", "T1", 1),
        ("T2", "T2", 0),
    ]
    await stage.says("T1", "U2")
    ben = members.find(stage.parley.desk, Address("slack", "T1", "U2"))
    assert ben is not None
    with pytest.raises(NotAdmin):
        connecting.invite(stage.parley.desk, ben)


@pytest.mark.parametrize("answer", [{"ok": True}, {"ok": False, "error": "token_revoked"}])
async def test_an_admin_disconnects_a_workspace_which_slack_then_removes(
    stage: Stage, answer: Json
) -> None:
    for team in ("T1", "T2"):
        stage.slack.grants_to(f"c{team}", team)
        await stage.installs(f"c{team}")
    desk, olga = stage.parley.desk, await make_admin(stage, "T1", "U1")
    with pytest.raises(AdminsNowhereElse):
        connecting.leaving(desk, olga, "T1")
    await stage.says("T2", "U2")
    assert connecting.leaving(desk, olga, "T2").there.members == 1
    with pytest.raises(NotFound):
        connecting.disconnect(desk, olga, "T9")
    stage.slack.removing = answer
    connecting.disconnect(desk, olga, "T2")
    await until(lambda: len(installing.installed(desk)) == 1)
    assert stage.slack.removed == [("xoxb-T2-1", "1.2", "secret")]
    found = connecting.workspaces(desk, olga)
    assert [each.place.id for each in found.connected] == ["T1"]
    assert [place for place, _ in found.closed] == ["T2"]
    gone = members.find(desk, Address("slack", "T2", "U2"))
    assert gone is not None
    assert not gone.reachable
    sent = len(stage.slack.sent)
    await stage.says("T2", "U2")
    assert stage.slack.sent[sent:] == []


async def test_uninstalling_forgets_the_tokens(stage: Stage) -> None:
    stage.slack.grants_to("c1", "T1")
    await stage.installs("c1")
    body = {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "event": {"type": "app_uninstalled"},
    }
    assert await stage.delivers(body) == 200
    assert installing.installed(stage.parley.desk) == []


WHOLE = {
    "authorizations": [
        {"enterprise_id": "E1", "team_id": None, "is_bot": True, "is_enterprise_install": True}
    ]
}


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
@pytest.mark.parametrize("told", [{"team_id": "T1"}, {"team_id": None}, {"team_id": "T1", **WHOLE}])
async def test_an_organisation_that_removes_the_app_is_closed_in_all_its_workspaces(
    stage: Stage, event: str, told: Json
) -> None:
    stage.slack.grants_to("org", "", enterprise="E1", whole=True)
    await stage.installs("org")
    for team in ("T1", "T2"):
        await stage.says(team, f"W{team}", enterprise="E1")
    for number in (1, 2):
        what = {"type": event, "tokens": {"oauth": [], "bot": ["UBOTE1"]}}
        body = {
            "type": "event_callback",
            "enterprise_id": "E1",
            "event_id": f"Ev{number}",
            "event": what,
            **told,
        }
        assert await stage.delivers(body) == 200
    assert installing.installed(stage.parley.desk) == []
    people = [members.find(stage.parley.desk, Address("slack", team, f"W{team}")) for team in ("T1", "T2")]
    assert [each is not None and each.reachable for each in people] == [False, False]
    stage.slack.grants_to("again", "", enterprise="E1", whole=True)
    await stage.installs("again")
    people = [members.find(stage.parley.desk, Address("slack", team, f"W{team}")) for team in ("T1", "T2")]
    assert [each is not None and each.reachable for each in people] == [True, True]


def event_of(enterprise: str, number: int, event: Json, team: str | None = None) -> Json:
    """As Slack tells what becomes of an organisation."""
    told = {"enterprise_id": enterprise, "team_id": team, "is_bot": True, "is_enterprise_install": True}
    return {
        "type": "event_callback",
        "team_id": team,
        "enterprise_id": enterprise,
        "event_id": f"Ev{enterprise}{number}",
        "authorizations": [told],
        "event": event,
    }


async def test_an_organisation_shuts_one_workspace_is_removed_and_comes_back(stage: Stage) -> None:
    """Beside two workspaces of others. One person is in three teams of the organisation, one in one of them alone."""
    for place, grant in (("T8", {}), ("T9", {}), ("E1", {"enterprise": "E1", "whole": True})):
        stage.slack.grants_to(place, place, **grant)
        await stage.installs(place)
    for team in ("T8", "T9"):
        await stage.says(team, "U1")
    for team in ("T2", "T1", "T3"):
        await stage.says(team, "W7", enterprise="E1")
    await stage.says("T2", "W8", enterprise="E1")

    def reached(team: str, user: str) -> bool:
        person = members.find(stage.parley.desk, Address("slack", team, user))
        assert person is not None
        return Address("slack", team, user) not in person.shut

    async def answered_in(team: str, user: str, enterprise: str = "") -> set[str]:
        before = len(stage.slack.sent)
        await stage.says(team, user, enterprise=enterprise)
        return {token for token, to in stage.slack.sent[before:] if to == f"D{user}"}

    assert len({stage.found(team, "W7") for team in ("T1", "T2", "T3")}) == 1
    shut = {"type": "team_access_revoked", "team_ids": ["T2", "T8", "T5"]}
    for number in (1, 2):
        assert await stage.delivers(event_of("E1", number, shut)) == 200
    assert [reached(team, "W7") for team in ("T1", "T2", "T3")] == [True, False, True]
    assert not reached("T2", "W8")
    assert reached("T8", "U1"), "it has us itself"
    [_, round_] = stage.parley.extra_rounds["installations"]
    await round_()
    olga = await make_admin(stage, "T9", "U9")
    stage.clock.move(timedelta(minutes=2))
    before = len(stage.slack.sent)
    for team, user in (("T1", "W7"), ("T2", "W8")):
        member = stage.found(team, user)
        assert member is not None
        member_plans.set_plan(stage.parley.desk, olga, member, Plan.COUNCIL)
    await until(lambda: nothing_waits(stage))
    assert {to for _, to in stage.slack.sent[before:]} & {"DW7", "DW8"} == {"DW7"}

    for number, gone in enumerate(("tokens_revoked", "app_uninstalled"), start=3):
        what = {"type": gone, "tokens": {"oauth": [], "bot": ["UBOTE1"]}}
        assert await stage.delivers(event_of("E1", number, what)) == 200
    assert [each.place for each in installing.installed(stage.parley.desk)] == ["T8", "T9"]
    assert not any(reached(team, "W7") for team in ("T1", "T2", "T3"))
    await round_()
    assert await answered_in("T1", "W7", "E1") == set()
    assert await answered_in("T8", "U1") == {"xoxb-T8-1"}

    stage.slack.grants_to("again", "E1", enterprise="E1", whole=True)
    await stage.installs("again")
    assert [reached(team, "W7") for team in ("T1", "T2", "T3")] == [True, False, True]
    assert not reached("T2", "W8"), "that workspace does not have us again"
    granted = {"type": "team_access_granted", "team_ids": ["T2"]}
    assert await stage.delivers(event_of("E1", 5, granted)) == 200
    assert reached("T2", "W8")
    assert await answered_in("T2", "W8", "E1") == {"xoxb-E1-1"}


async def test_a_token_that_dies_unsaid_in_the_middle_of_a_delivery_sends_what_waits_elsewhere(
    stage: Stage,
) -> None:
    desk = stage.parley.desk
    for team in ("T1", "T2"):
        stage.slack.grants_to(team, team)
        await stage.installs(team)
        await stage.says(team, "U1")
    stays, goes = (members.find(desk, Address("slack", team, "U1")) for team in ("T1", "T2"))
    assert stays is not None
    assert goes is not None
    view = linking.enter(desk, goes, linking.offer(desk, stays).code)
    linking.agree(desk, stays, view.link.id, view.version)
    stage.slack.refused["xoxb-T1-1"] = "invalid_auth"
    linking.agree(desk, goes, view.link.id, view.version)
    [_, round_] = stage.parley.extra_rounds["installations"]

    async def goes_on() -> None:
        stage.clock.move(timedelta(minutes=2))
        await stage.parley.delivery.send_due()
        await round_()
        await stage.parley.delivery.send_due()

    await goes_on()
    assert len(installing.installed(desk)) == 2, "the address that we ask from may not be allowed just now"
    before = len(stage.slack.sent)
    stage.slack.refused["xoxb-T1-1"] = "token_revoked"
    await goes_on()
    assert [each.place for each in installing.installed(desk)] == ["T2"]
    await goes_on()
    assert {token for token, _ in stage.slack.sent[before:]} == {"xoxb-T2-1"}


async def test_equal_user_ids_of_two_workspaces_are_two_members(stage: Stage) -> None:
    for team in ("T1", "T2"):
        stage.slack.grants_to(team, team)
        await stage.installs(team)
        await stage.says(team, "U1")
    assert stage.found("T1", "U1") not in {None, stage.found("T2", "U1")}
    assert {token for token, _ in stage.slack.sent} == {"xoxb-T1-1", "xoxb-T2-1"}


def test_a_token_opens_in_its_own_row_alone_and_under_any_of_the_keys(sqlite_url: str) -> None:
    from storage.store import open_store

    old, new = new_key(), new_key()
    store = open_store(sqlite_url, Clock(), keys=(old,))
    for place in ("T1", "T2"):
        with store.write() as tx:
            tx.installations.put(Installation(place, f"xoxb-{place}", "B", "U", "A"))
    with store.work() as work:
        work.connection.execute(
            installations.update()
            .where(installations.c.place == "T2")
            .values(
                token=select(installations.c.token).where(installations.c.place == "T1").scalar_subquery()
            )
        )
    with store.read() as tx:
        assert [each.place for each in tx.installations.all()] == ["T1"]
    store._vault = Vault((new, old))
    assert store.seal_tokens() == 1
    store._vault = Vault((new,))
    with store.read() as tx:
        assert [each.token for each in tx.installations.all()] == ["xoxb-T1"]
    store._vault = Vault((new_key(),))
    with store.read() as tx:
        assert tx.installations.all() == [], "installed anew, not a crash"
    store.close()
