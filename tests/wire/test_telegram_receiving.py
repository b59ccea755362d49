"""Updates on their way in: by polling and by webhook, each kept once and before Telegram may forget it."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.inbound import Command, Press, Reachable, Said, Unsaid
from bot.telegram.app import TelegramApp, TokenRefused
from bot.telegram.sender import TelegramPlatform
from bot.ui import Card, Row
from core.people import Address
from tests.wire.telegram_stage import MIA, RAVI, SECRET, TARA, RecordingDoor, Stage, telegram_stage, until

HELLO = Address("telegram", "", str(RAVI))


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with telegram_stage() as stage:
        yield stage


@pytest.fixture(params=["polling", "webhook"])
async def receiving(request: pytest.FixtureRequest, stage: Stage) -> Stage:
    await stage.start(webhook=request.param == "webhook")
    return stage


@pytest.mark.spec("CHT-3", "NTF-6")
async def test_each_kind_of_update_is_taken(receiving: Stage) -> None:
    ravi = receiving.person(RAVI)
    await ravi.start("payload_1")
    await ravi.say("tomorrow at 3")
    await until(lambda: len(receiving.door.taken) == 2)
    await receiving.platform.send(HELLO, with_button(), key="k")
    await ravi.press("Help")
    await until(lambda: len(receiving.door.taken) == 3)
    await receiving.platform.acknowledge(receiving.door.taken[-1])
    await ravi.block()
    await ravi.unblock()
    await until(lambda: len(receiving.door.taken) == 5)
    assert receiving.door.bodies == [
        Command(name="start", text="payload_1"),
        Said(text="tomorrow at 3"),
        Press(token="1:h:"),
        Reachable(yes=False),
        Reachable(yes=True),
    ]
    first = receiving.door.taken[0]
    assert first.sender == HELLO
    assert (first.profile.name, first.profile.handle, first.profile.locale) == ("Ravi Menon", "ravi", "en")


@pytest.mark.spec("CHT-3")
async def test_of_a_groups_talk_only_commands_and_answers_arrive(receiving: Stage) -> None:
    tara = receiving.person(TARA, receiving.service.group.id)
    await tara.say("hello everyone")
    await tara.say("/help@someone_else_bot")
    await tara.command("admin", "members")
    await until(lambda: receiving.door.taken)
    inbound = receiving.door.taken[0]
    assert inbound.body == Command(name="admin", text="members")
    assert (inbound.place.channel, inbound.place.direct) == (str(receiving.service.group.id), False)


@pytest.mark.spec("NTF-6")
async def test_an_edit_is_known_as_one_and_a_repetition_has_the_same_key(receiving: Stage) -> None:
    ravi = receiving.person(RAVI)
    await ravi.start()
    await until(lambda: receiving.door.taken)
    receiving.service.redeliver()
    await until(lambda: receiving.door.repeated)
    assert receiving.door.repeated == [receiving.door.taken[0].key]
    await ravi.edit("/start", "/help")
    await until(lambda: len(receiving.door.taken) == 2)
    assert receiving.door.bodies == [Command(name="start"), Unsaid(what="changed")]


@pytest.mark.spec("NTF-6")
async def test_what_could_not_be_written_down_comes_again(receiving: Stage) -> None:
    receiving.door.failures = 1
    await receiving.person(RAVI).start()
    await until(lambda: receiving.door.taken)
    assert receiving.door.bodies == [Command(name="start")]
    await until(lambda: receiving.service.updates.pending == [])


@pytest.mark.spec("NTF-6")
async def test_what_was_sent_while_nobody_listened_is_still_there(stage: Stage) -> None:
    await stage.person(RAVI).start()
    await stage.start()
    await until(lambda: stage.door.taken)


@pytest.mark.spec("NTF-6")
async def test_telegram_forgets_an_update_only_after_it_was_written_down(stage: Stage) -> None:
    arrived, written = asyncio.Event(), asyncio.Event()

    class SlowDoor(RecordingDoor):
        async def receive(self, inbound: object) -> None:
            arrived.set()
            await written.wait()
            await super().receive(inbound)  # type: ignore[arg-type]

    stage.door = SlowDoor()
    await stage.start()
    await stage.person(RAVI).start()
    await arrived.wait()
    await stage.app.stop()
    assert [entry.update["message"]["text"] for entry in stage.service.updates.pending] == ["/start"]
    written.set()
    await stage.start()
    await until(lambda: stage.service.updates.pending == [])
    assert stage.door.bodies == [Command(name="start")]


@pytest.mark.spec("NTF-6")
async def test_a_process_without_the_lease_does_not_poll(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.app.NOT_OURS_SECONDS", 0.01)

    class Lease:
        mine = False
        asked = 0

        async def hold(self) -> bool:
            self.asked += 1
            return self.mine

    lease = Lease()
    await stage.start(lease=lease)
    await stage.person(RAVI).start()
    await until(lambda: lease.asked > 1)
    assert stage.door.taken == []
    assert stage.service.updates.pending, "nobody has fetched it"
    lease.mine = True
    await until(lambda: stage.door.taken)


@pytest.mark.spec("CHT-3")
@pytest.mark.parametrize("fault", ["reset", "502", "429"])
async def test_polling_outlives_a_bad_network(stage: Stage, fault: str) -> None:
    stage.service.plan_fault("getUpdates", fault, seconds=1)  # type: ignore[arg-type]
    await stage.start()
    await stage.person(RAVI).start()
    await until(lambda: stage.door.taken)


@pytest.mark.spec("CHT-3")
async def test_a_second_poller_is_waited_out(stage: Stage) -> None:
    await stage.start()
    await stage.service.settled()
    await stage.service.updates.take(timeout=0)  # throws the waiting poll out with 409
    await stage.person(RAVI).start()
    await until(lambda: stage.door.taken)


@pytest.mark.spec("SAF-2")
async def test_a_telegram_that_is_down_at_the_start_is_waited_for_and_a_wrong_token_is_not(
    stage: Stage,
) -> None:
    stage.service.plan_fault("getMe", "502")
    await stage.start()
    await stage.person(RAVI).start()
    await until(lambda: stage.door.taken)
    await stage.app.stop()
    wrong = TelegramPlatform(
        "700000001:wrong", api_url=stage.platform.bot.base_url.rpartition("/bot")[0] + "/bot"
    )
    with pytest.raises(TokenRefused) as refused:
        await TelegramApp(wrong, stage.door).start()
    assert "wrong" not in str(refused.value)
    await wrong.close()


@pytest.mark.spec("SAF-2")
async def test_a_webhook_call_without_the_secret_or_without_sense_changes_nothing(stage: Stage) -> None:
    await stage.start(webhook=True)
    url = stage.service.webhook.url
    header = "X-Telegram-Bot-Api-Secret-Token"
    update = {"update_id": 1, "message": {}}
    async with aiohttp.ClientSession() as session:

        async def answer(
            data: bytes | str | io.BytesIO, secret: str | None = SECRET, url: str = url
        ) -> int:
            headers = {} if secret is None else {header: secret}
            async with session.post(url, data=data, headers=headers) as response:
                return response.status

        assert await answer('{"update_id": 1}', None) == 403
        assert await answer('{"update_id": 1}', SECRET + "x") == 403
        assert await answer('{"update_id": 1}', "ünicode") == 403
        assert await answer('{"update_id": 1}', SECRET, url.rpartition("/")[0] + "/guess") == 404
        assert await answer(b"\xff{") == 400
        assert await answer("[]") == 400
        assert await answer('{"update_id": "1"}') == 400
        assert await answer(io.BytesIO(b" " * (2**20 + 1))) == 413
        assert await answer('{"update_id": 2, "message": {"chat": 5}}') == 200
        async with session.post(url, json=update, headers={header: SECRET}) as response:
            assert response.status == 200
    assert stage.door.taken == []
    assert stage.app.dropped["message"] == 2
    assert SECRET not in url


@pytest.mark.spec("SAF-2")
def test_a_webhook_is_configured_whole_or_not_at_all() -> None:
    platform, door = TelegramPlatform("7:x"), RecordingDoor()
    with pytest.raises(ValueError, match="both"):
        TelegramApp(platform, door, webhook_secret=SECRET)
    with pytest.raises(ValueError, match="16 to 256"):
        TelegramApp(platform, door, webhook_secret="no spaces, please", public_url="https://x.example")
    assert TelegramApp(platform, door).routes() == []


@pytest.mark.spec("CHT-1", "CHT-3")
async def test_everybody_has_the_menu_even_after_a_start_without_telegram_and_some_have_their_own(
    stage: Stage,
) -> None:
    def offered(user: int) -> list[str]:
        return [command["command"] for command in stage.service.snapshot(user)["chats"][0]["commands"]]

    stage.service.plan_fault("getMe", "502")
    everyone = [("book", "Book a session")]
    await stage.start(menu=everyone)
    await until(lambda: offered(MIA) == ["book"])
    tara = Address("telegram", "", str(TARA))
    admins = [*everyone, ("admin", "Run the programme")]
    await stage.platform.show_menu(tara, admins)
    assert (offered(TARA), offered(MIA)) == (["book", "admin"], ["book"])
    same, other = stage.platform.menu_digest(admins), stage.platform.menu_digest(everyone)
    assert same == stage.platform.menu_digest(list(admins)) != other
    assert TelegramPlatform("8:other").menu_digest(admins) != same, "another bot's menus are its own"


@pytest.mark.spec("SAF-6")
async def test_the_token_never_reaches_a_log(
    receiving: Stage, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    await receiving.person(RAVI).start()
    await receiving.person(RAVI).say("a private word")
    await until(lambda: len(receiving.door.taken) == 2)
    await receiving.platform.send(HELLO, with_button(), key="k")
    printed = caplog.text + "".join(capsys.readouterr())
    assert receiving.service.token not in printed
    assert "a private word" not in printed


def with_button() -> Card:
    from bot.actions.help import ShowHelp
    from bot.ui import Button

    return Card("Welcome", (Row((Button("Help", ShowHelp()),)),))


@pytest.mark.spec("CHT-3")
async def test_anonymous_admins_are_told_once_an_hour_in_each_chat_what_to_do(
    receiving: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = receiving.service.group.id
    now = 0.0
    monkeypatch.setattr("bot.telegram.app.steady", lambda: now)

    async def ask(text: str) -> None:
        message = {
            "message_id": 1,
            "date": 1,
            "chat": {"id": group, "type": "supergroup"},
            "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
            "sender_chat": {"id": group, "type": "supergroup"},
            "text": text,
        }
        dropped = receiving.app.dropped["message"]
        receiving.service.updates.push("message", message, group)
        await until(lambda: receiving.app.dropped["message"] > dropped)

    await ask("hello all")
    await ask("/admin members")
    await until(lambda: receiving.calls("sendMessage"))
    await ask("/admin members")
    now = 3599.0
    await ask("/help")
    assert len(receiving.calls("sendMessage")) == 1
    [told] = receiving.calls("sendMessage")
    assert "Remain anonymous" in told["text"]
    now = 3600.0
    await ask("/help")
    await until(lambda: len(receiving.calls("sendMessage")) == 2)
    assert receiving.door.taken == []


@pytest.mark.spec("SAF-3")
async def test_updates_that_cannot_be_read_are_counted_and_what_follows_arrives(receiving: Stage) -> None:
    person = {"id": RAVI, "is_bot": False, "first_name": "Ravi"}
    deep: object = 1
    for _ in range(100):
        deep = [deep]
    shown = {"message_id": 1, "chat": {"id": RAVI, "type": "private"}}
    for odd in (10**18, None, [], {}, deep, "x", -(10**18)):
        query = {"id": "1", "from": person, "data": "1:h:", "message": {**shown, "date": odd}}
        receiving.service.updates.push("callback_query", query, RAVI)
    for field in ("chat", "from", "text"):
        message = {**shown, "from": person, "text": "/help", "date": 1, field: deep}
        receiving.service.updates.push("message", message, RAVI)
    await receiving.person(RAVI).say("/help")
    await until(lambda: receiving.door.taken)
    assert receiving.app.dropped.total() == 10
    assert receiving.door.bodies == [Command(name="help")]
