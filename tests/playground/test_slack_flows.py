import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.playground.slack_stage import Stage, stage

pytestmark = pytest.mark.spec("OPS-1")


@pytest.fixture(params=["socket", "http"])
async def play(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with stage(http=request.param == "http") as played:
        yield played
        await played.service.settled()


MODAL = {
    "type": "modal",
    "callback_id": "book",
    "private_metadata": "form-1",
    "title": {"type": "plain_text", "text": "Book"},
    "submit": {"type": "plain_text", "text": "Review"},
    "blocks": [
        {
            "type": "input",
            "block_id": "title",
            "label": {"type": "plain_text", "text": "Title"},
            "element": {"type": "plain_text_input", "action_id": "v"},
        },
        {
            "type": "input",
            "block_id": "kind",
            "label": {"type": "plain_text", "text": "Meeting type"},
            "element": {
                "type": "static_select",
                "action_id": "v",
                "options": [
                    {"text": {"type": "plain_text", "text": "Video"}, "value": "video"},
                    {"text": {"type": "plain_text", "text": "In person"}, "value": "person"},
                ],
            },
        },
        {
            "type": "input",
            "block_id": "mentor",
            "label": {"type": "plain_text", "text": "Mentor"},
            "element": {"type": "external_select", "action_id": "find", "min_query_length": 0},
        },
        {
            "type": "input",
            "block_id": "day",
            "label": {"type": "plain_text", "text": "Day"},
            "optional": True,
            "element": {"type": "datepicker", "action_id": "v"},
        },
    ],
}


async def test_a_command_arrives_with_escaped_text_and_mentions_and_is_answered(play: Stage) -> None:
    @play.app.command("/book")
    async def book(ack, command, respond):
        await ack()
        await respond(f"heard {command['text']}")

    await play.ana.command("book", "@ben <tomorrow> & @nobody a@ben.org")
    payload = play.requests("slash_commands")[0]
    assert payload["text"] == "<@U1BEN|ben> &lt;tomorrow&gt; &amp; @nobody a@ben.org"
    assert payload["channel_name"] == "directmessage"
    assert "heard @Ben Wolff <tomorrow> & @nobody" in await play.ana.sees("heard")
    assert "only visible to you" in play.ana.screen()
    assert "heard" not in play.ben.screen()
    assert play.service.faults == []


async def test_a_form_is_filled_refused_corrected_and_taken(play: Stage) -> None:
    seen = {}

    @play.app.command("/book")
    async def book(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @play.app.options("find")
    async def find(ack, payload):
        names = [name for name in ("Ada", "Ben Wolff") if payload["value"].lower() in name.lower()]
        await ack(options=[{"text": {"type": "plain_text", "text": n}, "value": n.lower()} for n in names])

    @play.app.view("book")
    async def submitted(ack, body, client):
        values = body["view"]["state"]["values"]
        if values["title"]["v"]["value"] == "bad":
            await ack(response_action="errors", errors={"title": "Say more."})
            return
        seen.update(values, metadata=body["view"]["private_metadata"])
        await ack()
        opened = await client.conversations_open(users=body["user"]["id"])
        await client.chat_postMessage(channel=opened["channel"]["id"], text="Booked")

    await play.ana.command("book")
    await play.ana.enter({"Title": "bad", "Meeting type": "In person"})
    assert await play.ana.submit() == {"Mentor": "Please complete this required field."}
    await play.ana.enter({"Mentor": "ben", "Day": "2026-11-25"})
    assert await play.ana.submit() == {"Title": "Say more."}
    assert "! Say more." in play.ana.screen()
    await play.ana.fill({"Title": "Career talk"})
    assert await play.ana.sees("Booked") == "Parley: Booked"
    assert seen["title"]["v"] == {"type": "plain_text_input", "value": "Career talk"}
    assert seen["kind"]["v"]["selected_option"]["value"] == "person"
    assert seen["mentor"]["find"]["selected_option"]["value"] == "ben wolff"
    assert seen["day"]["v"] == {"type": "datepicker", "selected_date": "2026-11-25"}
    assert seen["metadata"] == "form-1"
    assert play.service.faults == []


async def test_a_press_carries_message_state_and_response_url_and_edits_the_message(play: Stage) -> None:
    @play.app.action("accept")
    async def accept(ack, body, client, respond):
        await ack()
        await client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text="Accepted", blocks=[]
        )
        await respond("noted", replace_original=False)

    button = {
        "type": "button",
        "action_id": "accept",
        "text": {"type": "plain_text", "text": "Accept"},
        "value": "x",
    }
    when = "<!date^1795622400^{date_short_pretty} at {time}|25 Nov>"
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*Ana* asks: {when}"}, "accessory": button},
    ]
    sent = await play.client.chat_postMessage(channel="U1BEN", text="Ana asks", blocks=blocks)
    assert "Ana asks: Nov 25, 2026 at 5:00 PM" in await play.ben.sees("Ana asks")
    await play.ben.press("accept")
    await play.ben.sees("Accepted")
    await play.ben.sees("noted")
    payload = play.requests("interactive")[0]
    assert payload["message"]["ts"] == sent["ts"]
    assert payload["container"] == {
        "type": "message",
        "message_ts": sent["ts"],
        "channel_id": "D1BEN",
        "is_ephemeral": False,
    }
    assert payload["actions"][0]["value"] == "x"
    assert "[Accept]" not in play.ben.screen()
    assert play.service.faults == []


async def test_a_mention_in_a_channel_without_the_app_asks_for_an_invitation(play: Stage) -> None:
    heard = []

    @play.app.event("app_mention")
    async def mention(event):
        heard.append(event["channel"])

    @play.app.event("message")
    async def message(event):
        assert event["channel"] == "C1GENERAL"

    await play.olga.say("@parley stats", channel="C1GENERAL")
    assert play.service.workspace.toasts["U1OLGA"][-1]["text"] == (
        "Parley is not in #general: type /invite @parley"
    )
    await play.olga.command("invite", "@parley", channel="C1GENERAL")
    await play.olga.say("@parley stats", channel="C1GENERAL")
    await play.service.settled()
    assert heard == ["C1GENERAL"]


async def test_what_is_said_mentioned_edited_and_echoed_arrives_as_events(play: Stage) -> None:
    heard = []

    @play.app.event("message")
    async def message(event):
        heard.append((event.get("subtype"), event.get("text"), event["channel_type"]))

    @play.app.event("app_mention")
    async def mention(event):
        heard.append(("mention", event["text"], None))

    @play.app.event("user_change")
    async def changed(event):
        heard.append(event["user"]["tz"])

    @play.app.event("app_home_opened")
    async def home(event, client):
        section = {"type": "section", "text": {"type": "plain_text", "text": "Your week"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section]})

    await play.ana.say("hello & goodbye")
    await play.olga.say("@parley stats", channel="C1ADMIN")
    await play.client.chat_postMessage(channel="D1ANA", text="mine")
    await play.service.settled()
    own = [p["event"] for p in play.requests("events_api") if p.get("event", {}).get("bot_id")]
    assert own[0]["text"] == "mine"
    await play.ana.open_home()
    assert "Your week" in await play.ana.sees("Your week")
    play.service.change_user("U1ANA", zone="Asia/Tokyo")
    async with asyncio.timeout(60):
        while "Asia/Tokyo" not in heard or len(heard) < 4:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert len(heard) == 4
    assert set(heard) == {
        (None, "hello &amp; goodbye", "im"),
        (None, "<@U1PARLEY> stats", "channel"),
        ("mention", "<@U1PARLEY> stats", None),
        "Asia/Tokyo",
    }
    info = await play.client.users_info(user="U1ANA")
    assert (info["user"]["tz"], info["user"]["tz_offset"]) == ("Asia/Tokyo", 32400)


async def test_a_late_acknowledgement_is_seen_by_the_person_and_is_a_fault(play: Stage) -> None:
    play.service.settings.ack_seconds = 0.05
    late, acknowledged = asyncio.Event(), asyncio.Event()

    @play.app.command("/slow")
    async def slow(ack):
        await late.wait()
        await ack()
        acknowledged.set()

    await play.ana.command("slow")
    assert '/slow failed with the error "operation_timeout"' in play.ana.screen()
    assert "slash_commands /slow" in play.service.faults[0]
    late.set()
    await acknowledged.wait()


async def test_shortcuts_push_update_and_close_work(play: Stage) -> None:
    closed = []
    play.service.settings.events = frozenset()
    small = {"type": "modal", "title": {"type": "plain_text", "text": "Small"}, "notify_on_close": True}
    button = {"type": "button", "action_id": "more", "text": {"type": "plain_text", "text": "More"}}

    @play.app.shortcut("discuss")
    async def discuss(ack, body, client):
        await ack()
        blocks = [
            {"type": "section", "text": {"type": "plain_text", "text": body["message"]["text"]}},
            {"type": "actions", "elements": [button]},
        ]
        await client.views_open(
            trigger_id=body["trigger_id"], view={**small, "callback_id": "s", "blocks": blocks}
        )

    @play.app.action("more")
    async def more(ack, body, client):
        await ack()
        pushed = {
            **small,
            "title": {"type": "plain_text", "text": "Upper"},
            "blocks": [{"type": "divider"}],
        }
        done = await client.views_push(trigger_id=body["trigger_id"], view={**pushed, "callback_id": "s"})
        header = {"type": "header", "text": {"type": "plain_text", "text": "Loaded"}}
        await client.views_update(
            view_id=done["view"]["id"],
            hash=done["view"]["hash"],
            view={**pushed, "callback_id": "s", "blocks": [header]},
        )

    @play.app.view_closed("s")
    async def on_close(ack, body):
        await ack()
        closed.append(body["is_cleared"])

    await play.olga.say("how do I negotiate?", channel="C1ADMIN")
    await play.olga.shortcut("discuss", message="negotiate", channel="C1ADMIN")
    await play.olga.sees("how do I negotiate?")
    await play.olga.press("More")
    await play.olga.sees("Loaded")
    await play.olga.close_modal()
    assert "Loaded" not in play.olga.screen()
    await play.olga.close_modal(everything=True)
    assert closed == [False, True]
