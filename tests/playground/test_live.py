"""The playground's server as a page, or a stranger's page, meets it."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSServerHandshakeError

from playground.server import Playground

pytestmark = pytest.mark.spec("OPS-1")


class Line:
    """A page's end of `/live`: what it was told so far, and answers to what it asks."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self.told: dict[str, Any] = {}
        self.frames = 0

    async def hear(self) -> dict[str, Any]:
        news = json.loads((await self.socket.receive(timeout=60)).data)
        self.frames += 1
        self.told.update(news)
        return news

    async def hear_until(self, key: str) -> Any:
        while key not in await self.hear():
            pass
        return self.told[key]

    async def ask(self, what: str, **fields: Any) -> dict[str, Any]:
        await self.socket.send_json({"id": 1, "do": what, **fields})
        return await self.hear_until("result")


async def test_a_new_page_learns_the_people_their_unread_the_clock_and_whom_it_shows(
    playground: Playground,
):
    async with ClientSession() as session, session.ws_connect(f"{playground.url}/live") as socket:
        line = Line(socket)
        await line.hear()
    assert [person["name"] for person in line.told["people"]["slack"]] == [
        "Olga Okafor",
        "Lena Vogt",
        "Devi Nair",
        "Ana Lima",
        "Ben Wolff",
    ]
    assert line.told["shown"] == {"slack": "U1BEN", "telegram": "7002", "email": "mia@example.org"}
    assert line.told["unread"]["telegram"] == {"7000": 0, "7001": 0, "7002": 0, "7003": 0, "7004": 0}
    assert datetime.fromisoformat(line.told["clock"]["now"]).tzinfo is not None


async def test_a_page_that_comes_back_is_shown_the_people_it_had_chosen(playground: Playground):
    async with (
        ClientSession() as session,
        session.ws_connect(f"{playground.url}/live?slack=U1ANA") as socket,
    ):
        line = Line(socket)
        await line.hear()
    assert line.told["shown"] == {"slack": "U1ANA", "telegram": "7002", "email": "mia@example.org"}


async def test_the_clock_moves_forward_and_only_forward(playground: Playground):
    async with ClientSession() as session, session.ws_connect(f"{playground.url}/live") as socket:
        line = Line(socket)
        before = playground.clock.now()
        assert "error" not in await line.ask("move", minutes=60)
        assert timedelta(minutes=60) <= playground.clock.now() - before < timedelta(minutes=61)
        target = before + timedelta(days=3)
        await line.ask("move", to=target.isoformat())
        assert timedelta() <= playground.clock.now() - target < timedelta(minutes=1)
        refused = await line.ask("move", to=before.isoformat())
        assert refused["error"] == "Time only moves forward here."
        assert playground.clock.now() >= target


async def test_the_instants_ahead_are_told_as_they_become_known(playground: Playground):
    start = datetime(2030, 1, 7, 15, tzinfo=UTC)

    async def landmarks() -> list[tuple[str, datetime]]:
        return [("Ben with Ana", start)]

    playground.stage.landmarks = landmarks
    async with ClientSession() as session, session.ws_connect(f"{playground.url}/live") as socket:
        line = Line(socket)
        while not line.told.get("ahead"):
            await line.hear()
    assert line.told["ahead"] == [{"label": "Ben with Ana", "at": "2030-01-07T15:00:00+00:00"}]


async def test_a_burst_of_traffic_reaches_the_page_whole_in_few_frames(playground: Playground):
    async with ClientSession() as session, session.ws_connect(f"{playground.url}/live") as socket:
        line = Line(socket)
        await line.hear()
        line.frames, seen = 0, []
        for number in range(200):
            playground.wire.telegram({"update": {"update_id": number}})
            await asyncio.sleep(0)
        while len(seen) < 200:
            seen += [line["entry"]["update"]["update_id"] for line in (await line.hear()).get("wire", [])]
    assert seen == list(range(200))
    assert line.frames < 20


async def test_what_a_page_asks_wrongly_is_refused_in_words(playground: Playground):
    async with ClientSession() as session, session.ws_connect(f"{playground.url}/live") as socket:
        line = Line(socket)
        assert (await line.ask("show", service="slack", person="U1NOBODY"))["error"].startswith("Nobody")
        assert (await line.ask("dance"))["error"].startswith("The playground does not know")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80", "Origin": "http://evil.example:80"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
async def test_another_sites_page_gets_nothing(playground: Playground, headers: dict[str, str]):
    async with ClientSession(headers=headers) as session:
        with pytest.raises(WSServerHandshakeError) as refusal:
            await session.ws_connect(f"{playground.url}/live")
        assert refusal.value.status == 403
        async with session.post(f"{playground.slack_api_url}auth.test") as answer:
            assert answer.status == 403


async def test_the_page_may_load_nothing_but_its_own_files(playground: Playground):
    async with ClientSession() as session, session.get(playground.url) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


async def test_the_playground_listens_on_loopback_only(playground: Playground):
    assert playground.url.startswith("http://127.0.0.1:")


async def test_a_mail_runs_no_script_and_loads_nothing(playground: Playground):
    content = (
        b"From: a@example.org\r\nSubject: Hi\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>"
    )
    playground.mailboxes.receive("mia@example.org", content)
    async with ClientSession() as session, session.get(f"{playground.url}/email/0") as shown:
        policy = shown.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
    async with ClientSession() as session, session.get(f"{playground.url}/email/1") as none:
        assert none.status == 404
