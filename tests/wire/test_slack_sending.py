"""What Parley says in Slack: where it appears, who sees it, and what becomes of it when Slack is in trouble."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web

from bot.actions.booking import ShowWeek
from bot.actions.help import ShowHelp
from bot.actions.mentors import ShowMentor
from bot.actions.sessions import CancelSession, ShowSession
from bot.inbound import Inbound, Origin, Press, Profile
from bot.sentences import own
from bot.slack.calls import sdk_log
from bot.slack.sender import SlackPlatform
from bot.tokens import to_token
from bot.ui import (
    Bold,
    Button,
    Card,
    Cell,
    Choice,
    Entry,
    Form,
    Gallery,
    Hint,
    Line,
    Message,
    Option,
    Paragraph,
    Row,
    Table,
    TextField,
    Toast,
)
from core.admin_channels import AdminChannel
from core.notices import Receipt
from core.outbox import Scope, TryLater, Unreachable, Unsure
from core.people import Address
from playground.slack.service import SlackService
from playground.slack.web_api import PlannedFault
from tests.conftest import MORNING
from tests.wire.slack_stage import ANA, BEN, Stage, serve, stage

CARD = Card("Session booked", (Paragraph(("With ", Bold("Ben"))), Row((Button("Help", ShowHelp()),))))
DONE = Card("Settled", (Paragraph(("Nothing more to do.",)),))
FORM = Form(1, "Describe it", "Send", (TextField("title", "Title"),))
OLGA = Address("slack", "T1", "U1OLGA")


@pytest.fixture
async def play() -> AsyncIterator[Stage]:
    async with stage("socket") as play:
        yield play
        assert play.service.faults == []


async def answered(play: Stage, message: Message) -> Receipt | None:
    inbound = play.door.last
    return await play.platform.answer(inbound, inbound.place, message)


def responses(play: Stage) -> int:
    """How often a response URL was posted to."""
    return sum(each.get("method") == "response_url" for _, each in play.service.responses._wire.recent)


async def heard(play: Stage) -> Inbound:
    await play.service.settled()
    return play.door.last


@pytest.mark.spec("NTF-5")
async def test_a_notice_leaves_a_receipt_by_which_it_is_changed(play: Stage) -> None:
    receipt = await play.platform.send(ANA, CARD, key="n1")
    assert "[Help]" in await play.ana.sees("Session booked")
    assert receipt == Receipt("slack", "T1", "D1ANA", receipt.message)
    assert await play.platform.find(ANA, "n1") == receipt
    assert await play.platform.find(ANA, "n2") is None
    await play.platform.edit(receipt, DONE)
    await play.platform.edit(receipt, DONE)
    assert "Help" not in await play.ana.sees("Settled")


@pytest.mark.spec("NTF-5")
async def test_changing_a_message_that_is_gone_does_no_harm(play: Stage) -> None:
    await play.platform.edit(Receipt("slack", "T1", "D1ANA", "1.000001"), DONE)
    await play.platform.edit(Receipt("slack", "T1", "D1GONE", "1.000001"), DONE)


@pytest.mark.spec("NTF-5")
async def test_a_command_in_the_direct_chat_is_answered_by_a_message_that_lasts(play: Stage) -> None:
    await play.ana.command("book")
    receipt = await answered(play, Message(CARD))
    assert receipt is not None
    assert "only visible" not in await play.ana.sees("Session booked")
    await play.ana.press("Help")
    assert await answered(play, Message(DONE)) == receipt
    assert "Session booked" not in play.ana.screen()
    assert await answered(play, Message(CARD, fresh=True)) != receipt
    await play.ana.sees("Settled")


@pytest.mark.spec("CHT-2")
async def test_a_private_answer_in_a_channel_is_seen_by_one(play: Stage) -> None:
    await play.ana.command("book", channel="C1GENERAL")
    assert await answered(play, Message(CARD)) is None
    assert "only visible to you" in await play.ana.sees_in("C1GENERAL", "Session booked")
    assert play.ben.screen_in("C1GENERAL") == ""
    await play.ana.press("Help")
    assert play.door.last.place.ephemeral
    assert await answered(play, Message(DONE)) is None
    await play.ana.sees_in("C1GENERAL", "Settled")
    assert "Session booked" not in play.ana.screen_in("C1GENERAL")


@pytest.mark.spec("CHT-2")
async def test_a_private_answer_to_a_public_button_leaves_the_public_card_alone(play: Stage) -> None:
    await play.olga.command("council", channel="C1ADMIN")
    receipt = await answered(play, Message(CARD, private=False))
    assert receipt is not None
    await play.olga.press("Help")
    assert await answered(play, Message(DONE)) is None
    assert "only visible to you" in await play.olga.sees_in("C1ADMIN", "Settled")
    await play.olga.sees_in("C1ADMIN", "Session booked")
    assert await answered(play, Message(DONE, private=False)) == receipt
    assert "Session booked" not in play.olga.screen_in("C1ADMIN")


@pytest.mark.spec("CHT-2")
async def test_a_public_answer_reaches_a_channel_that_the_bot_is_not_in(play: Stage) -> None:
    await play.ana.command("council", channel="C1GENERAL")
    assert await answered(play, Message(CARD, private=False)) is None
    await play.ben.sees_in("C1GENERAL", "Session booked")


@pytest.mark.spec("ADM-1")
async def test_an_admin_channel_is_written_to_for_all_there_and_one_without_us_is_closed(
    play: Stage,
) -> None:
    ours = AdminChannel(1, "slack", "T1", "C1ADMIN", None, "#admin", 1, MORNING)
    receipt = await play.platform.post(ours, CARD)
    assert receipt.channel == "C1ADMIN"
    assert "only visible" not in await play.olga.sees_in("C1ADMIN", "Session booked")
    with pytest.raises(Unreachable):
        await play.platform.post(replace(ours, chat="C1GENERAL"), CARD)


@pytest.mark.spec("CHT-2")
async def test_a_mention_in_a_channel_is_answered_for_its_author_alone(play: Stage) -> None:
    await play.olga.say("@parley help", channel="C1ADMIN")
    await heard(play)
    assert await answered(play, Message(CARD)) is None
    assert "only visible to you" in await play.olga.sees_in("C1ADMIN", "Session booked")


@pytest.mark.spec("CHT-2")
async def test_a_chat_between_two_people_is_not_taken_for_ours(play: Stage) -> None:
    await play.ana.command("book")
    place = play.door.last.place.model_copy(update={"channel": "D9OTHER"})
    assert await play.platform.answer(play.door.last, place, Message(CARD)) is None
    assert "only visible to you" in await play.ana.sees("Session booked")


async def test_when_the_response_url_is_spent_the_answer_comes_all_the_same(play: Stage) -> None:
    play.service.settings.response_uses = 1
    await play.olga.command("book", channel="C1ADMIN")
    await play.ben.command("book", channel="C1GENERAL")
    assert await answered(play, Message(CARD)) is None
    receipt = await answered(play, Message(DONE))
    assert receipt is not None
    assert receipt.channel == "D1BEN"
    await play.ben.sees("Settled")


@pytest.mark.spec("CHT-2")
async def test_the_home_tab_is_answered_in_the_direct_chat(play: Stage) -> None:
    await play.platform.publish_home(ANA, CARD)
    await play.ana.open_home()
    await play.ana.press("Help")
    await heard(play)
    inbound = next(one for one in play.door.kept.values() if one.body.kind == "press")
    receipt = await play.platform.answer(inbound, inbound.place, Message(DONE))
    assert receipt is not None
    assert receipt.channel == "D1ANA"
    await play.platform.publish_home(ANA, DONE)
    await play.ana.sees("Settled")


@pytest.mark.spec("CHT-2")
async def test_a_toast_is_seen_by_the_presser_alone(play: Stage) -> None:
    toast = Toast(("Held by ", Bold("Ben"), "."))
    for where in ("", "C1ADMIN"):
        await play.olga.command("book", channel=where)
        await play.platform.toast(play.door.last, toast)
        assert "only visible to you" in await play.olga.sees_in(where or "D1OLGA", "Held by Ben.")
    await play.ana.shortcut("book")
    await play.platform.toast(play.door.last, toast)
    await play.ana.sees("Held by Ben.")


@pytest.mark.spec("CHT-2")
async def test_a_modal_opens_once_and_while_the_trigger_lives(play: Stage) -> None:
    await play.ana.command("book")
    inbound = play.door.last
    assert await play.platform.open_form(inbound, FORM)
    assert not await play.platform.open_form(inbound, FORM)
    await play.ana.close_modal()
    play.service.settings.trigger_seconds = 0
    await play.ana.command("book")
    assert not await play.platform.open_form(play.door.last, FORM)
    await play.ana.say("book")
    assert not await play.platform.open_form(await heard(play), FORM)


async def test_a_profile_is_asked_for_once_in_a_while(play: Stage) -> None:
    ben = Profile(name="Ben Wolff", handle="ben", email="ben@example.org", zone="Europe/Berlin")
    assert await play.platform.profile(BEN) == ben
    assert await play.platform.profile(BEN) == ben
    assert play.service.web_api.calls["users.info"] == 1
    assert await play.platform.profile(Address("slack", "T1", "U1NOBODY")) == Profile()


@pytest.mark.spec("NTF-3")
@pytest.mark.parametrize(
    ("trouble", "raised"),
    [
        ("429", TryLater),
        ("500", TryLater),
        ("503", TryLater),
        ("ratelimited", TryLater),
        ("internal_error", TryLater),
        ("token_revoked", TryLater),
        ("account_inactive", TryLater),
        ("token_expired", TryLater),
        ("invalid_auth", TryLater),
        ("not_authed", TryLater),
        ("user_disabled", Unreachable),
        ("channel_not_found", Unreachable),
        ("is_archived", Unreachable),
        ("reset", Unsure),
        ("garbage", Unsure),
        ("fatal_error", Unsure),
    ],
)
async def test_slacks_troubles_are_told_in_cores_words(
    play: Stage, trouble: str, raised: type[Exception]
) -> None:
    play.service.plan_fault("chat.postMessage", trouble, retry_after=7)
    with pytest.raises(raised) as caught:
        await play.platform.send(ANA, CARD, key="n1")
    if trouble == "429":
        assert isinstance(caught.value, TryLater)
        assert caught.value.after == timedelta(seconds=7)
    assert "Session booked" not in play.ana.screen()


@pytest.mark.spec("NTF-1")
@pytest.mark.parametrize("trouble", ["timeout", "reset", "garbage"])
async def test_a_message_that_left_before_the_connection_broke_is_found(play: Stage, trouble: str) -> None:
    play.service.plan_fault("chat.postMessage", trouble, seconds=0.05, after=True)
    receipt = await play.platform.send(ANA, CARD, key="n1")
    assert play.ana.screen().count("Session booked") == 1
    assert await play.platform.find(ANA, "n1") == receipt


@pytest.mark.spec("NTF-1")
async def test_when_even_the_look_fails_it_stays_unsure(play: Stage) -> None:
    play.service.plan_fault("chat.postMessage", "reset", after=True)
    play.service.plan_fault("conversations.history", "500")
    with pytest.raises(Unsure):
        await play.platform.send(ANA, CARD, key="n1")


@pytest.mark.spec("NTF-1")
async def test_a_look_that_fails_is_no_answer(play: Stage) -> None:
    receipt = await play.platform.send(ANA, CARD, key="n1")
    play.service.plan_fault("conversations.history", "500")
    with pytest.raises(TryLater):
        await play.platform.find(ANA, "n1")
    assert await play.platform.find(ANA, "n1") == receipt


@pytest.mark.spec("NTF-3")
async def test_a_limit_of_the_workspace_rests_the_bot_and_one_of_a_chat_the_chat(play: Stage) -> None:
    play.service.plan_fault("conversations.open", "429", retry_after=7)
    with pytest.raises(TryLater) as whole:
        await play.platform.send(ANA, CARD, key="n1")
    assert (whole.value.scope, whole.value.after) == (Scope.BOT, timedelta(seconds=7))
    play.service.plan_fault("chat.postMessage", "429", retry_after=7)
    with pytest.raises(TryLater) as chat:
        await play.platform.send(ANA, CARD, key="n1")
    assert chat.value.scope is Scope.CHAT
    play.service.plan_fault("chat.postMessage", "429", retry_after=7)
    with pytest.raises(TryLater) as other:
        await play.platform.send(BEN, CARD, key="n2")
    assert other.value.scope is Scope.BOT, "two chats at once: it is not about the chats"


@pytest.mark.spec("NTF-3")
async def test_a_deactivated_member_is_unreachable(play: Stage) -> None:
    play.service.deactivate("U1BEN")
    with pytest.raises(Unreachable, match="user_disabled"):
        await play.platform.send(BEN, CARD, key="n1")


@pytest.mark.spec("NTF-3")
async def test_what_may_be_repeated_is_never_unsure(play: Stage) -> None:
    receipt = await play.platform.send(ANA, CARD, key="n1")
    play.service.plan_fault("chat.update", "reset")
    with pytest.raises(TryLater):
        await play.platform.edit(receipt, DONE)
    play.service.plan_fault("users.info", "500")
    with pytest.raises(TryLater):
        await play.platform.profile(BEN)
    play.service.plan_fault("views.publish", "429", retry_after=3)
    with pytest.raises(TryLater):
        await play.platform.publish_home(ANA, CARD)


@pytest.mark.spec("NTF-3")
async def test_slack_out_of_reach_is_a_reason_to_try_later() -> None:
    platform = SlackPlatform("xoxb-1", api_url="http://127.0.0.1:9/api/")
    with pytest.raises(TryLater, match="cannot be reached"):
        await platform.send(ANA, CARD, key="n1")
    await platform.close()


@pytest.mark.spec("CHT-4")
async def test_a_layout_that_slack_refuses_becomes_text_with_commands_to_type(play: Stage) -> None:
    card = Card(
        "Your session",
        (
            Paragraph(("With ", Bold("Ben"))),
            Row((Button("Cancel", CancelSession(7, 1)), Button("Help", ShowHelp()))),
            Choice("Choose", (Option("Another", ShowSession(8)),)),
            Hint(("See you.",)),
        ),
    )
    play.service.plan_fault("chat.postMessage", "invalid_blocks")
    receipt = await play.platform.send(ANA, card, key="n1")
    shown = await play.ana.sees("Your session")
    assert shown.splitlines()[1:] == [
        "With Ben",
        "Choose",
        "See you.",
        "In place of pressing, type:",
        "• Cancel: sessions S-0007 cancel",
        "• Help: help",
        "• Another: sessions S-0008",
    ]
    play.service.plan_fault("chat.update", "invalid_blocks")
    await play.platform.edit(receipt, DONE)
    await play.ana.sees("Settled")


async def test_each_workspace_is_spoken_to_with_its_own_token(play: Stage) -> None:
    asked: list[str] = []

    def token_of(team: str) -> str:
        asked.append(team)
        return play.service.bot_token

    platform = SlackPlatform(token_of=token_of, api_url=play.platform.calls.api_url)
    await platform.send(OLGA, CARD, key="n1")
    assert set(asked) == {"T1"}
    await platform.close()


@pytest.mark.spec("OPS-2")
def test_an_outage_of_slack_does_not_fill_the_log_with_traces(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ConnectionRefusedError("no route")
    except ConnectionRefusedError as refused:
        sdk_log.exception("Failed to connect (error: %s); Retrying...", refused)
    assert "no route" in caplog.text
    assert "Traceback" not in caplog.text


# --- answers of another shape than the documented one


ODD = (
    {},
    {"ok": True},
    {"ok": True, "channel": None, "ts": 3},
    [],
    "text",
    None,
    {"ok": "yes", "error": 7},
)


async def odd_slack(answer: object, *, bare: bytes | None = None) -> tuple[SlackPlatform, web.AppRunner]:
    async def any_call(_: web.Request) -> web.Response:
        return web.Response(body=bare) if bare is not None else web.json_response(answer)

    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", any_call)
    runner, address = await serve(application)
    return SlackPlatform("xoxb-1", api_url=f"{address}/"), runner


@pytest.mark.spec("NTF-3")
@pytest.mark.parametrize("answer", ODD, ids=str)
async def test_whatever_slack_answers_is_said_in_the_words_of_the_core(answer: object) -> None:
    platform, runner = await odd_slack(answer)
    platform._chats[BEN] = "D1BEN"
    try:
        for call in (
            platform.send(ANA, CARD, key="k"),
            platform.send(BEN, CARD, key="k"),
            platform.find(BEN, "k"),
            platform.profile(BEN),
            platform.edit(Receipt("slack", "T1", "D1BEN", "1.2"), CARD),
            platform.publish_home(BEN, CARD),
        ):
            with contextlib.suppress(TryLater, Unreachable, Unsure):
                await call
    finally:
        await platform.close()
        await runner.cleanup()


@pytest.mark.spec("NTF-3")
@pytest.mark.parametrize("bare", [b"", b"\xff\xfe", b"<html>", b'{"ok": tru'])
async def test_an_answer_that_is_no_json_leaves_a_send_unsure(bare: bytes) -> None:
    platform, runner = await odd_slack(None, bare=bare)
    platform._chats[BEN] = "D1BEN"
    try:
        with pytest.raises((Unsure, TryLater)):
            await platform.send(BEN, CARD, key="k")
    finally:
        await platform.close()
        await runner.cleanup()


@pytest.mark.spec("CHT-2")
async def test_an_answer_stays_in_the_thread_that_it_was_asked_in(play: Stage) -> None:
    await play.ana.say("hello")
    inbound = await heard(play)
    asked = []

    async def posted(**arguments: object) -> dict[str, str]:
        asked.append(arguments)
        return {"channel": "C1", "ts": "1.2"}

    client = play.platform.calls.client("T1")
    client.chat_postMessage = client.chat_postEphemeral = posted  # type: ignore[method-assign,assignment]
    place = Origin(channel="C1GENERAL", direct=False, thread="1796030000.000100")
    for private in (True, False):
        await play.platform.answer(inbound, place, Message(DONE, private=private))
        await play.platform.answer(
            inbound, place.model_copy(update={"thread": None}), Message(DONE, private=private)
        )
    threads = [call.get("thread_ts") for call in asked]
    assert threads == ["1796030000.000100", None] * 2


@pytest.mark.spec("CHT-8")
async def test_an_answer_by_the_address_of_a_press_stays_in_its_thread(play: Stage) -> None:
    await play.ana.say("hello")
    inbound = await heard(play)
    url = play.service.responses.issue("U1ANA", "C1GENERAL")
    place = Origin(channel="C1GENERAL", direct=False, thread="1796030000.000100", reply_url=url)
    await play.platform.answer(inbound, place, Message(DONE, private=True))
    (whispered,) = play.service.workspace.channel("C1GENERAL").messages
    assert (whispered.only_for, whispered.thread_ts) == ("U1ANA", "1796030000.000100")


ONE_LINE = Line((Cell("S-7F3K"), Cell("Ana")), ("S-7F3K with Ana",))
TABLE = Card(own("All"), (Table(own("Sessions"), (own("ID"), own("Mentor")), (ONE_LINE,)),))


@pytest.mark.spec("ADM-2")
async def test_a_workspace_that_knows_tables_is_shown_one(play: Stage) -> None:
    await play.platform.send(ANA, TABLE, key="n1")
    assert "S-7F3K | Ana" in await play.ana.sees("All")


@pytest.mark.spec("ADM-2")
async def test_a_workspace_that_refuses_a_table_is_shown_a_list_and_asked_once(play: Stage) -> None:
    play.service.settings.unknown = frozenset({"data_table"})
    receipt = await play.platform.send(ANA, TABLE, key="n1")
    assert "S-7F3K with Ana" in await play.ana.sees("All")
    await play.platform.edit(receipt, TABLE)
    assert play.service.web_api.calls["chat.update"] == 1
    await play.ana.command("help")
    inbound = play.door.last
    await play.platform.answer(inbound, inbound.place, Message(TABLE))
    assert "S-7F3K with Ana" in await play.ana.sees("S-7F3K with Ana")


MENTOR = Entry(
    own("Ana Lima"),
    (Bold("Ana Lima"), ", no charge"),
    (),
    (("no charge",),),
    Button(own("Free times"), ShowWeek(7)),
    Button(own("About her"), ShowMentor(7)),
)
MENTORS = Card(own("Mentors"), (Gallery(own("Choose a mentor"), (MENTOR,)),))


@pytest.mark.spec("CHT-2", "BOK-1")
async def test_a_mentor_is_chosen_on_a_card_of_a_carousel(play: Stage) -> None:
    await play.platform.send(ANA, MENTORS, key="n1")
    await play.ana.press("Free times: Ana Lima")
    assert play.door.last.body == Press(token=to_token(ShowWeek(7)))


@pytest.mark.spec("CHT-2", "CHT-4", "BOK-1")
async def test_a_workspace_that_refuses_carousels_is_shown_the_list_and_asked_once_whatever_else_it_draws(
    play: Stage,
) -> None:
    play.service.settings.unknown = frozenset({"carousel"})
    receipt = await play.platform.send(ANA, MENTORS, key="n1")
    assert play.service.web_api.calls["chat.postMessage"] == 2
    await play.platform.edit(receipt, MENTORS)
    assert play.service.web_api.calls["chat.update"] == 1
    both = Card(own("Both"), (*MENTORS.parts, *TABLE.parts))
    await play.platform.send(ANA, both, key="n2")
    seen = await play.ana.sees("Both")
    assert "S-7F3K | Ana" in seen
    assert play.service.web_api.calls["chat.postMessage"] == 3
    await play.ana.press("Ana Lima")
    assert play.door.last.body == Press(token=to_token(ShowWeek(7)))


@pytest.mark.spec("CHT-2", "CHT-4", "BOK-1")
async def test_what_a_response_url_refuses_is_not_tried_again_in_that_workspace(play: Stage) -> None:
    play.service.settings.unknown = frozenset({"carousel"})

    for expected in (2, 3):
        await play.ben.command("book", channel="C1GENERAL")
        assert await answered(play, Message(MENTORS)) is None
        assert responses(play) == expected
    await play.platform.send(ANA, MENTORS, key="n1")
    assert play.service.web_api.calls["chat.postMessage"] == 1


@pytest.mark.spec("CHT-2", "CHT-4")
async def test_a_layout_that_a_response_url_never_takes_is_told_as_text_and_blamed_on_nothing(
    play: Stage,
) -> None:
    play.service.settings.unknown = frozenset({"carousel", "section", "header", "context", "actions"})
    await play.ben.command("book", channel="C1GENERAL")
    assert await answered(play, Message(MENTORS)) is None
    assert responses(play) == 3
    play.service.settings.unknown = frozenset()
    await play.platform.send(ANA, MENTORS, key="n1")
    await play.ana.press("Free times: Ana Lima")


@pytest.mark.spec("CHT-4", "BOK-1")
async def test_a_carousel_that_is_refused_for_another_reason_is_a_list_in_that_message_alone(
    play: Stage,
) -> None:
    play.service.plan_fault("chat.postMessage", "invalid_blocks")
    await play.platform.send(ANA, MENTORS, key="n1")
    await play.ana.press("Ana Lima")
    await play.platform.send(ANA, MENTORS, key="n2")
    await play.ana.press("Free times: Ana Lima")


@pytest.mark.spec("EML-1")
async def test_a_link_in_a_mail_opens_our_app_in_the_persons_workspace(play: Stage) -> None:
    assert play.platform.chat_link(ANA, "S-7F3K") == "https://slack.com/app_redirect?app=A1PARLEY&team=T1"
    play.platform.apps.clear()
    assert play.platform.chat_link(ANA, "S-7F3K") == "https://app.slack.com/client/T1"


@pytest.mark.spec("EML-1")
@pytest.mark.parametrize("kind", ["500", "garbage", "missing_scope"])
async def test_the_bot_starts_where_slack_does_not_say_which_app_it_is(kind: str) -> None:
    def no_name(service: SlackService) -> None:
        service.web_api.plan(PlannedFault("bots.info", kind))

    async with stage("socket", prepare=no_name) as play:
        assert play.app.team_id == "T1"
        assert play.platform.chat_link(ANA, "") == "https://app.slack.com/client/T1"
