"""Each kind of delivery through real Bolt, in Socket Mode and in HTTP mode."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.actions.booking import Describe
from bot.actions.help import ShowHelp
from bot.booking.topics import topic_fields
from bot.inbound import (
    Command,
    OpenedHome,
    Press,
    ProfileChanged,
    Reachable,
    Said,
    Shortcut,
    Submitted,
    Unsaid,
)
from bot.reception import FormAnswer, FormErrors, FormWorking
from bot.slack.app import BODY_LIMIT, SHUT, WORKING
from bot.tokens import to_token
from bot.ui import Button, Card, Choice, Form, Link, Option, Paragraph, Row, TextField
from core.clock import Clock
from core.sessions import Topic
from core.starting import CannotStart
from playground.slack.deliveries import signature
from tests.wire.slack_stage import ANA, SECRET, Stage, post, stage
from tests.wire.telegram_stage import until

CARD = Card(
    "Hello",
    (
        Row((Button("Help", ShowHelp()), Link("Join", "https://meet.example/x"))),
        Choice("Choose", (Option("Describe it", Describe(7)),)),
    ),
)
FORM = Form(
    4711,
    "Describe it",
    "Send",
    (TextField("title", "Title"), TextField("note", "Note", required=False)),
    (Paragraph(("Tell us.",)),),
)


@pytest.fixture(params=["socket", "http"])
async def play(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with stage(request.param) as play:
        yield play
        assert play.service.faults == []


async def opened(play: Stage, form: Form = FORM) -> None:
    await play.ana.shortcut("book")
    assert await play.platform.open_form(play.door.last, form)


@pytest.mark.spec("CHT-2", "NTF-6")
async def test_what_is_said_reaches_the_door(play: Stage) -> None:
    await play.ana.say("book ben & co")
    await play.service.settled()
    assert play.door.bodies == [Said(text="book ben & co")]
    assert play.door.last.sender == ANA


@pytest.mark.spec("CHT-2", "NTF-6")
async def test_a_mention_reaches_it_once_though_it_is_delivered_twice(play: Stage) -> None:
    await play.olga.say("@parley book @ben", channel="C1ADMIN")
    await play.olga.say("nobody is meant", channel="C1ADMIN")
    await play.service.settled()
    assert play.door.bodies == [Said(text="book <@slack:T1/U1BEN>")]
    assert play.door.knocks == 2
    assert play.door.last.place.channel == "C1ADMIN"


@pytest.mark.spec("CHT-7", "NTF-6")
async def test_commands_reach_it(play: Stage) -> None:
    await play.ana.command("book", "@ben “tomorrow”")
    await play.ana.command("parley", "sessions")
    assert play.door.bodies == [
        Command(name="book", text='<@slack:T1/U1BEN> "tomorrow"'),
        Command(name="sessions"),
    ]


@pytest.mark.spec("CHT-2", "NTF-6")
async def test_presses_and_choices_reach_it_and_links_do_not(play: Stage) -> None:
    receipt = await play.platform.send(ANA, CARD, key="1")
    await play.ana.press("Help")
    await play.ana.press("Join")
    await play.ana.choose("Describe it")
    assert play.door.bodies == [Press(token=to_token(ShowHelp())), Press(token=to_token(Describe(7)))]
    assert play.door.last.place.message == receipt.message


@pytest.mark.spec("CHT-2")
async def test_a_home_opened_and_pressed_reaches_it(play: Stage) -> None:
    await play.platform.publish_home(ANA, CARD)
    await play.ana.open_home()
    await play.ana.press("Help")
    await play.service.settled()
    assert sorted(body.kind for body in play.door.bodies) == ["opened_home", "press"]
    assert OpenedHome() in play.door.bodies


@pytest.mark.spec("CHT-2")
async def test_shortcuts_reach_it(play: Stage) -> None:
    await play.olga.say("how does one <start>?", channel="C1ADMIN")
    await play.olga.shortcut("discuss", message="how does one", channel="C1ADMIN")
    await play.olga.shortcut("book")
    await play.service.settled()
    assert play.door.bodies == [
        Shortcut(name="discuss", text="how does one <start>?"),
        Shortcut(name="book"),
    ]


@pytest.mark.spec("CHT-2", "NTF-6")
async def test_a_form_sent_in_is_taken_and_closes(play: Stage) -> None:
    await opened(play)
    await play.ana.fill({"Title": "Growth & <more>"})
    assert play.door.last.body == Submitted(draft=4711, values={"title": "Growth & <more>", "note": ""})
    assert "Describe it" not in play.ana.screen()


@pytest.mark.spec("CHT-2", "BOK-1")
async def test_a_place_is_optional_until_the_session_is_in_person(play: Stage) -> None:
    await opened(play, Form(4711, "Session details", "Review", topic_fields(Topic())))
    await play.ana.sees("Place (optional)")
    await play.ana.enter({"Title": "Coffee", "Place": "Café", "Meeting": "In person"})
    await play.ana.sees("Place: ")
    assert "Coffee" in play.ana.screen()
    await play.ana.enter({"Place": "", "Meeting": "Audio call"})
    await play.ana.sees("Place (optional)")
    await play.ana.enter({"Meeting": "In person", "Place": "Café"})
    await play.ana.sees("Place: ")
    await play.ana.submit()
    [sent] = play.door.bodies[1:]
    assert isinstance(sent, Submitted)
    assert (sent.values["meeting"], sent.values["location"]) == ("in_person", "Café")


@pytest.mark.spec("CHT-2", "SAF-3")
@pytest.mark.parametrize(
    ("verdict", "shown"),
    [
        (FormErrors({"note": "Say more."}), {"Note": "Say more."}),
        (FormErrors({"when": "Gone.", "title": "Too short."}), {"Title": "Too short. Gone."}),
        (FormErrors({}), {"Title": SHUT}),
    ],
)
async def test_a_refused_form_stays_open_with_what_is_wrong(
    play: Stage, verdict: FormAnswer, shown: dict[str, str]
) -> None:
    play.door.verdict = verdict
    await opened(play)
    await play.ana.enter({"Title": "Growth"})
    assert await play.ana.submit() == shown
    assert "Growth" in play.ana.screen()


@pytest.mark.spec("CHT-2", "CHT-5")
async def test_a_slow_form_says_that_it_is_at_work(play: Stage) -> None:
    play.door.verdict = FormWorking()
    await opened(play)
    await play.ana.fill({"Title": "Growth"})
    await play.ana.sees(WORKING)


async def test_a_form_without_fields_says_what_is_wrong_in_its_place(play: Stage) -> None:
    play.door.verdict = FormErrors({"": "The time is gone."})
    await opened(play, Form(4711, "Cancel it", "Cancel session", ()))
    await play.ana.submit()
    await play.ana.sees("The time is gone.")


async def test_changed_and_deactivated_people_are_heard_of(play: Stage) -> None:
    assert (await play.platform.profile(ANA)).zone == "America/Sao_Paulo"
    play.service.change_user("U1ANA", zone="Europe/Lisbon")
    await play.service.settled()
    assert play.door.bodies == [ProfileChanged()]
    assert play.door.last.profile.zone == "Europe/Lisbon"
    assert (await play.platform.profile(ANA)).zone == "Europe/Lisbon"
    play.service.deactivate("U1BEN")
    await play.service.settled()
    assert play.door.last.body == Reachable(yes=False)


@pytest.mark.spec("SAF-2", "NTF-6")
async def test_own_messages_their_edits_and_repetitions_are_ignored(play: Stage) -> None:
    receipt = await play.platform.send(ANA, CARD, key="1")
    await play.platform.edit(receipt, Card("Settled"))
    await play.service.settled()
    posted = await play.service.act("U1ANA", {"kind": "say", "text": "one", "channel": "D1ANA"})
    await play.service.settled()
    await play.service.redeliver("events_api")
    await play.service.act("U1ANA", {"kind": "edit", "text": "two", "channel": "D1ANA", "ts": posted["ts"]})
    await play.service.settled()
    assert play.door.bodies == [Said(text="one"), Unsaid(what="changed")]
    assert play.door.knocks == 3


@pytest.mark.spec("NTF-6")
async def test_an_event_that_cannot_be_kept_is_not_acknowledged_and_comes_again(play: Stage) -> None:
    patience = play.service.settings.ack_seconds
    play.service.settings.ack_seconds = 0.3
    play.door.shut = 1
    await play.ana.say("hello")
    await until(lambda: play.service.deliveries.sent)
    play.service.settings.ack_seconds = patience  # for its repetition
    await play.service.settled()
    assert play.door.bodies == [Said(text="hello")]
    assert play.door.knocks == 2
    play.service.faults.clear()


@pytest.mark.spec("NTF-6", "SAF-7")
async def test_a_command_a_press_or_a_form_that_cannot_be_kept_is_told_so(play: Stage) -> None:
    await play.platform.send(ANA, CARD, key="1")
    play.door.shut = 2
    await play.ana.press("Help")
    await play.ana.sees(SHUT)
    await play.ana.command("book")
    assert play.ana.screen().count(SHUT) == 2
    await opened(play)
    play.door.shut = 1
    await play.ana.enter({"Title": "Growth"})
    assert await play.ana.submit() == {"Title": SHUT}


@pytest.mark.spec("SAF-2", "SAF-6")
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"X-Slack-Request-Timestamp": "abc"}, 401),
        ({"X-Slack-Request-Timestamp": "1e9"}, 401),
        ({"X-Slack-Request-Timestamp": "9" * 400}, 401),
        ({"X-Slack-Request-Timestamp": "9" * 5000}, 401),
        ({"X-Slack-Request-Timestamp": "1700000000"}, 401),
        ({"X-Slack-Signature": "v0=é"}, 401),
        ({"X-Slack-Signature": "v0="}, 401),
        ({"X-Slack-Signature": "v0=" + "0" * 64}, 401),
    ],
    ids=str,
)
async def test_a_delivery_that_slack_did_not_sign_is_refused(headers: dict[str, str], status: int) -> None:
    body = json.dumps({"type": "event_callback", "event": {"type": "message"}})
    async with stage("http") as play:
        signed = {"Content-Type": "application/json", **signature(SECRET, body), **headers}
        if not headers:
            signed = {"Content-Type": "application/json"}
        assert await post(f"{play.url}/slack/events", body.encode(), signed) == status
        assert play.door.knocks == 0


@pytest.mark.spec("SAF-2")
async def test_odd_bodies_are_refused_and_break_nothing() -> None:
    kind = {"Content-Type": "application/json"}
    async with stage("http") as play:
        url = f"{play.url}/slack/events"
        assert await post(url, b"\xff\xfe", {**kind, **signature(SECRET, "x")}) == 401
        assert await post(url, b"{", {**kind, **signature(SECRET, "{")}) == 400
        assert await post(url, b"[1]", {**kind, **signature(SECRET, "[1]")}) == 400
        assert await post(url, b"{", kind) == 401
        assert await post(url, b"x" * (BODY_LIMIT + 1), kind) == 413
        strange = json.dumps({"type": "event_callback", "team_id": "T1", "event": {"type": "message"}})
        assert await post(url, strange.encode(), {**kind, **signature(SECRET, strange)}) == 200
        assert play.door.knocks == 0


@pytest.mark.spec("SAF-2")
async def test_an_old_delivery_is_refused_though_rightly_signed_and_the_clock_is_questioned(
    caplog: pytest.LogCaptureFixture,
) -> None:
    body = json.dumps({"type": "event_callback"})
    async with stage("http") as play:
        now = round(Clock().now().timestamp())
        for moment in (1_700_000_000, now - 301, now + 310):
            signed = signature(SECRET, body, moment=moment)
            assert await post(f"{play.url}/slack/events", body.encode(), signed) == 401
            assert "is the clock of this machine?" in caplog.text
            caplog.clear()
            changed = body.replace("event", "Event")
            assert await post(f"{play.url}/slack/events", changed.encode(), signed) == 401
            assert "clock" not in caplog.text
        signed = signature(SECRET, body, moment=now)
        assert await post(f"{play.url}/slack/events", b"E" + body.encode()[1:], signed) == 401


async def test_a_socket_that_slack_closes_is_opened_again() -> None:
    async with stage("socket") as play:
        assert await play.app.connected()
        await play.service.deliveries.disconnect()
        await play.ana.say("still there?")
        await play.service.settled()
        assert play.door.bodies == [Said(text="still there?")]


@pytest.mark.spec("OPS-3")
async def test_a_wrong_token_is_named_at_the_start() -> None:
    async with stage("http") as play:
        play.service.plan_fault("auth.test", "invalid_auth")
        with pytest.raises(CannotStart, match="invalid_auth"):
            await play.app.start()
        assert play.app.team_id == "T1"


@pytest.mark.spec("SAF-6")
async def test_neither_secrets_nor_words_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with stage("socket") as play:
        await play.ana.say("my private matter")
        await play.service.settled()
        play.door.shut = 1
        await play.ana.command("book", "my private matter")
        await play.ana.sees("cannot reach its memory")
        await play.platform.send(ANA, Card("my private matter"), key="1")
        await play.service.settled()
        secrets = play.service.bot_token, play.service.app_token
    told = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("aiohttp")
    )
    assert "a delivery could not be kept: ConnectionError" in told
    assert not [word for word in ("private", *secrets) if word in told]
