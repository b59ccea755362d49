import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.webhook.async_client import AsyncWebhookClient

from playground.slack.deliveries import signature
from tests.playground.slack_stage import SECRET, Stage, stage

pytestmark = pytest.mark.spec("OPS-1")


@pytest.fixture
async def play() -> AsyncIterator[Stage]:
    async with stage() as played:
        played.service.settings.events = frozenset({"message.im"})
        played.service.settings.echo_own = False
        yield played


MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "m",
    "title": {"type": "plain_text", "text": "Book"},
    "blocks": [{"type": "divider"}],
}


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def trigger(play: Stage) -> str:
    @play.app.command("/book")
    async def book(ack):
        await ack()

    await play.ana.command("book")
    return str(play.requests("slash_commands")[-1]["trigger_id"])


async def test_a_trigger_opens_one_modal_and_only_for_three_seconds(play: Stage) -> None:
    first, client = await trigger(play), play.client
    await client.views_open(trigger_id=first, view=MODAL)
    assert await refused(client.views_open(trigger_id=first, view=MODAL)) == "exchanged_trigger_id"
    assert await refused(client.views_open(trigger_id="1.2.3", view=MODAL)) == "invalid_trigger_id"
    second = await trigger(play)
    play.service.settings.trigger_seconds = 0
    assert await refused(client.views_open(trigger_id=second, view=MODAL)) == "expired_trigger_id"


async def test_a_response_url_serves_five_times_replaces_and_deletes(play: Stage) -> None:
    await trigger(play)
    hook = AsyncWebhookClient(play.requests("slash_commands")[0]["response_url"])
    answers = [(await hook.send(text=f"answer {n}")).status_code for n in range(6)]
    assert answers == [200] * 5 + [404]
    button = {"type": "button", "action_id": "b", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]
    await play.client.chat_postEphemeral(channel="D1ANA", user="U1ANA", text="Choose", blocks=blocks)

    @play.app.action("b")
    async def pressed(ack, respond, body):
        await ack()
        assert "message" not in body
        assert body["container"]["is_ephemeral"] is True
        await respond("chosen", replace_original=True)
        await respond("for all", response_type="in_channel")

    await play.ana.press("Go")
    await play.ana.sees("chosen")
    await play.ana.sees("Parley: for all")
    assert "[Go]" not in play.ana.screen()
    play.service.settings.response_seconds = 0
    url = play.requests("interactive")[0]["response_url"]
    assert (await AsyncWebhookClient(url).send(text="late")).status_code == 404
    assert play.service.faults == []


async def test_posting_faster_than_slack_allows_is_told_to_wait(play: Stage) -> None:
    for number in range(5):
        await play.client.chat_postMessage(channel="D1ANA", text=str(number))
    with pytest.raises(SlackApiError) as caught:
        await play.client.chat_postMessage(channel="D1ANA", text="too fast")
    assert caught.value.response.status_code == 429
    assert int(caught.value.response.headers["Retry-After"]) >= 1
    await play.client.chat_postMessage(channel="D1BEN", text="another channel")
    play.service.settings.rate_limited = False
    await play.client.chat_postMessage(channel="D1ANA", text="now")


async def test_the_web_api_refuses_what_slack_refuses(play: Stage) -> None:
    client = play.client
    play.service.settings.rate_limited = False
    divider = [{"type": "divider"}]
    assert await refused(client.chat_postMessage(channel="C404", text="x")) == "channel_not_found"
    assert await refused(client.chat_postMessage(channel="C1GENERAL", text="x")) == "not_in_channel"
    assert await refused(client.chat_update(channel="D1ANA", ts="1.1", text="x")) == "message_not_found"
    await play.ana.say("mine")
    theirs = play.service.workspace.channels["D1ANA"].messages[-1].ts
    assert await refused(client.chat_update(channel="D1ANA", ts=theirs, text="x")) == "cant_update_message"
    only = await client.chat_postEphemeral(channel="D1ANA", user="U1ANA", text="psst")
    gone = client.chat_update(channel="D1ANA", ts=only["message_ts"], text="x")
    assert await refused(gone) == "cant_update_message"
    assert await refused(client.conversations_open(users="U1PARLEY")) == "cannot_dm_bot"
    assert play.service.faults == []
    play.service.deactivate("U1BEN")
    assert await refused(client.conversations_open(users="U1BEN")) == "user_disabled"
    assert await refused(client.chat_postMessage(channel="D1BEN", text="x")) == "user_disabled"
    assert play.service.faults == []
    assert await refused(client.api_call("chat.postMesage")) == "unknown_method"
    assert await refused(client.chat_postMessage(channel="D1ANA", text="x" * 40001)) == "msg_too_long"
    assert (
        await refused(client.chat_postMessage(channel="D1ANA", text="x", blocks=[{}])) == "invalid_blocks"
    )
    assert await refused(client.users_info(user="U1ANA", token="xoxb-wrong")) == "invalid_auth"
    assert len(play.service.faults) == 4
    with pytest.warns(UserWarning, match="top-level `text`"):
        await client.chat_postMessage(channel="D1ANA", blocks=divider)
    assert "no top-level text" in play.service.faults[-1]


async def test_a_stale_hash_is_a_conflict_and_the_stack_ends_at_three(play: Stage) -> None:
    client = play.client
    opened = await client.views_open(trigger_id=await trigger(play), view=MODAL)
    view_id, fingerprint = opened["view"]["id"], opened["view"]["hash"]
    await client.views_update(view_id=view_id, hash=fingerprint, view=MODAL)
    assert (
        await refused(client.views_update(view_id=view_id, hash=fingerprint, view=MODAL)) == "hash_conflict"
    )
    for _ in range(2):
        await client.views_push(trigger_id=await trigger(play), view=MODAL)
    push = client.views_push(trigger_id=await trigger(play), view=MODAL)
    assert await refused(push) == "push_limit_reached"
    assert await refused(client.views_update(view_id="V0", view=MODAL)) == "not_found"


async def test_history_shows_metadata_when_asked_and_never_what_is_ephemeral(play: Stage) -> None:
    metadata = {"event_type": "notice", "event_payload": {"key": "n1"}}
    await play.client.chat_postMessage(channel="D1ANA", text="kept", metadata=metadata)
    await play.client.chat_postEphemeral(channel="D1ANA", user="U1ANA", text="psst")
    history = await play.client.conversations_history(channel="D1ANA", include_all_metadata=True)
    assert [(m["text"], m["metadata"]["event_payload"]["key"]) for m in history["messages"]] == [
        ("kept", "n1")
    ]
    bare = await play.client.conversations_history(channel="D1ANA")
    assert "metadata" not in bare["messages"][0]


async def test_a_file_is_uploaded_and_shown(play: Stage) -> None:
    await play.client.files_upload_v2(
        channel="C1ADMIN", filename="sessions.csv", content="id\n1\n", title="Sessions"
    )
    assert "[file sessions.csv]" in play.olga.screen_in("C1ADMIN")
    url = play.service.snapshot("U1OLGA")["channels"][1]["messages"][0]["files"][0]["url"]
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            assert await answer.text() == "id\n1\n"
        async with session.get(url.split("?")[0]) as answer:
            assert (answer.status, answer.content_type) == (200, "text/html"), "the page to log in"
            assert "id\n1\n" not in await answer.text()


async def test_a_message_shows_an_uploaded_picture_once_slack_has_looked_at_it(play: Stage) -> None:
    play.service.settings.file_seconds, play.service.settings.rate_limited = 3600, False

    async def show(file: dict[str, str]) -> str:
        """What is refused, if anything is."""
        block = {"type": "image", "alt_text": "the week", "slack_file": file}
        try:
            await play.client.chat_postMessage(channel="D1ANA", text="the week", blocks=[block])
        except SlackApiError as refused:
            return str(refused.response["errors"][0])
        return ""

    kept = await play.client.files_upload_v2(filename="week.png", content=b"a picture", title="Week")
    picture = kept["files"][0]["id"]
    assert "invalid slack file" in await show({"id": picture})
    play.service.settings.file_seconds = 0
    assert await show({"id": picture}) == ""
    assert "(picture: the week)" in play.ana.screen()
    [shown] = [
        block
        for message in play.service.snapshot("U1ANA")["channels"][0]["messages"]
        for block in message["blocks"]
    ]
    async with aiohttp.ClientSession() as session, session.get(shown["image_url"]) as answer:
        assert await answer.read() == b"a picture"
    assert play.service.faults == []
    table = await play.client.files_upload_v2(filename="sessions.csv", content="id")
    for wrong in ({"id": "F0000NOBODY"}, {"id": table["files"][0]["id"]}, {"id": "week"}, {}):
        assert await show(wrong)
    assert len(play.service.faults) == 4
    play.service.faults.clear()


async def test_planned_faults_happen_and_then_stop(play: Stage) -> None:
    play.service.plan_fault("chat.postMessage", "429", retry_after=7)
    play.service.plan_fault("chat.postMessage", "reset", after=True)
    with pytest.raises(SlackApiError) as caught:
        await play.client.chat_postMessage(channel="D1ANA", text="a")
    assert caught.value.response.headers["Retry-After"] == "7"
    play.client.retry_handlers.clear()
    with pytest.raises(aiohttp.ClientError):
        await play.client.chat_postMessage(channel="D1ANA", text="sent, and the answer lost")
    await play.client.chat_postMessage(channel="D1ANA", text="c")
    texts = [message.text for message in play.service.workspace.channels["D1ANA"].messages]
    assert texts == ["sent, and the answer lost", "c"]


async def test_an_event_not_acknowledged_comes_again_and_a_delivery_can_be_repeated(play: Stage) -> None:
    patience, play.service.settings.ack_seconds = play.service.settings.ack_seconds, 0.05
    seen: list[tuple[str, Any]] = []
    again = asyncio.Event()

    @play.app.middleware
    async def late(req, next):  # noqa: A002 (Bolt's name)
        seen.append((req.body["event_id"], req.headers.get("x-slack-retry-num")))
        if len(seen) == 1:
            await again.wait()
        again.set()
        await next()

    @play.app.event("message")
    async def message():
        pass

    await play.ana.say("hello")
    while not play.requests("events_api"):  # noqa: ASYNC110
        await asyncio.sleep(0)
    play.service.settings.ack_seconds = patience  # for all that comes after the first
    await play.service.settled()
    assert len(seen) == 2
    assert seen[0][0] == seen[1][0]
    assert seen[1][1] == ["1"]
    await play.service.redeliver("events_api")
    assert seen[2] == (seen[0][0], ["1"])
    assert len(play.service.faults) == 1


async def test_without_the_app_a_command_fails_and_a_refreshed_socket_comes_back(play: Stage) -> None:
    await trigger(play)
    await play.service.deliveries.disconnect()
    play.service.settings.ack_seconds = 10
    await play.ana.command("book")
    assert "failed" not in play.ana.screen()
    play.service.commands = [{"name": "/book", "hint": "", "description": ""}]
    await play.ana.command("boook")
    assert "/boook is not a valid command." in play.ana.screen()


async def test_uninstalling_is_told_and_ends_the_token(play: Stage) -> None:
    told = []

    @play.app.event("app_uninstalled")
    async def gone(event):
        told.append(event["type"])

    play.service.settings.events = frozenset({"app_uninstalled"})
    await play.service.uninstall()
    assert told == ["app_uninstalled"]
    assert await refused(play.client.auth_test()) == "account_inactive"


def test_http_deliveries_are_signed_over_the_raw_body() -> None:
    verifier = SignatureVerifier(SECRET)
    headers = signature(SECRET, "payload=%7B%7D")
    assert verifier.is_valid_request("payload=%7B%7D", headers)
    assert not verifier.is_valid_request("payload=%7B%7E", headers)
    assert not verifier.is_valid_request("payload=%7B%7D", signature(SECRET, "payload=%7B%7D", moment=1))
