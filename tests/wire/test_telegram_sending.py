"""What the bot says, as people see it, and what the service's refusals become."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.actions.help import ShowHelp
from bot.actions.sessions import ShowSession
from bot.inbound import Inbound
from bot.telegram.inbound import Me, read
from bot.telegram.sender import TelegramPlatform
from bot.ui import Button, Card, Choice, Message, Option, Paragraph, Row, Toast, words
from core.admin_channels import AdminChannel
from core.notices import Receipt
from core.outbox import Scope, TryLater, Unreachable, Unsure
from core.people import Address
from tests.conftest import MORNING
from tests.wire.telegram_stage import MIA, RAVI, TARA, Stage, telegram_stage

TO_RAVI = Address("telegram", "", str(RAVI))
WELCOME = Card("Welcome", (Paragraph(("Hello & <welcome>",)), Row((Button("Help", ShowHelp()),))))
SETTLED = Card("Settled")


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with telegram_stage() as stage:
        await stage.person(RAVI).start()
        stage.service.updates.clear()
        yield stage


def next_inbound(stage: Stage) -> Inbound:
    """The oldest update that waits, as the adapter reads it."""
    update = stage.service.updates.pending.pop(0).update
    inbound = read(update, Me(stage.service.world.bot.id, stage.service.username))
    assert inbound is not None
    return inbound


async def pressed(stage: Stage, label: str, chat: int | None = None, user: int = RAVI) -> Inbound:
    await stage.person(user, chat).press(label)
    return next_inbound(stage)


def popups(stage: Stage, user: int = RAVI) -> list[dict[str, Any]]:
    return list(stage.service.snapshot(user)["notices"])


@pytest.mark.spec("NTF-5", "CHT-3")
async def test_an_answer_settles_the_pressed_message(stage: Stage) -> None:
    receipt = await stage.platform.send(TO_RAVI, WELCOME, key="k")
    press = await pressed(stage, "Help")
    settled = await stage.platform.answer(press, press.place, Message(SETTLED))
    await stage.platform.acknowledge(press)
    assert settled == receipt
    assert stage.person(RAVI).screen().endswith("Settled")
    assert "[Help]" not in stage.person(RAVI).screen()
    assert stage.service.world.waiting(RAVI) == []


@pytest.mark.spec("CHT-3")
async def test_a_fresh_answer_leaves_the_pressed_message_alone(stage: Stage) -> None:
    receipt = await stage.platform.send(TO_RAVI, WELCOME, key="k")
    press = await pressed(stage, "Help")
    fresh = await stage.platform.answer(press, press.place, Message(SETTLED, fresh=True))
    assert fresh is not None
    assert fresh.message != receipt.message
    assert "[Help]" in stage.person(RAVI).screen()


@pytest.mark.spec("CHT-3")
async def test_settling_twice_or_a_message_that_is_gone_does_no_harm(stage: Stage) -> None:
    receipt = await stage.platform.send(TO_RAVI, WELCOME, key="k")
    press = await pressed(stage, "Help")
    await stage.platform.answer(press, press.place, Message(SETTLED))
    assert await stage.platform.answer(press, press.place, Message(SETTLED)) == receipt
    await stage.platform.bot.delete_message(RAVI, int(receipt.message))
    again = await stage.platform.answer(press, press.place, Message(SETTLED))
    assert again is not None
    assert again.message != receipt.message
    await stage.platform.edit(receipt, WELCOME)


@pytest.mark.spec("NTF-5")
async def test_a_message_sent_before_can_be_replaced(stage: Stage) -> None:
    receipt = await stage.platform.send(TO_RAVI, WELCOME, key="k")
    await stage.platform.edit(receipt, SETTLED)
    await stage.platform.edit(receipt, SETTLED)
    assert stage.person(RAVI).screen().endswith("Settled")


@pytest.mark.spec("CHT-3")
async def test_a_toast_pops_up_once_and_speaks_on_as_a_message(stage: Stage) -> None:
    await stage.platform.send(TO_RAVI, WELCOME, key="k")
    press = await pressed(stage, "Help")
    await stage.platform.toast(press, Toast(words("Too <early>"), alert=True))
    assert [(p["text"], p["alert"]) for p in popups(stage)] == [("Too <early>", True)]
    await stage.platform.acknowledge(press)
    await stage.platform.toast(press, Toast(words("And another thing")))
    assert "And another thing" in stage.person(RAVI).screen()
    assert len(stage.calls("answerCallbackQuery")) == 1


@pytest.mark.spec("CHT-3")
async def test_a_toast_that_is_too_long_or_too_late_becomes_a_message(stage: Stage) -> None:
    await stage.platform.send(TO_RAVI, WELCOME, key="k")
    press = await pressed(stage, "Help")
    await stage.platform.toast(press, Toast(words("long " * 60)))
    assert "long long" in stage.person(RAVI).screen()
    await stage.platform.acknowledge(press)
    late = press.model_copy(update={"place": press.place.model_copy(update={"trigger": "1"})})
    await stage.platform.acknowledge(late)
    later = press.model_copy(update={"place": press.place.model_copy(update={"trigger": "2"})})
    await stage.platform.toast(later, Toast(words("Nearly missed")))
    assert "Nearly missed" in stage.person(RAVI).screen()


@pytest.mark.spec("CHT-3", "SAF-1")
async def test_a_private_answer_leaves_the_group(stage: Stage) -> None:
    group = stage.service.group.id
    await stage.person(TARA).start()
    stage.service.updates.clear()
    await stage.person(TARA, group).command("sessions")
    command = next_inbound(stage)
    receipt = await stage.platform.answer(command, command.place, Message(WELCOME))
    assert receipt is not None
    assert receipt.channel == str(TARA)
    assert "Welcome" not in stage.person(TARA, group).screen()
    assert "I have answered you in our private chat." in stage.person(TARA, group).screen()
    await stage.platform.answer(command, command.place, Message(WELCOME, private=False))
    press = await pressed(stage, "Help", group, TARA)
    stage.service.world.knows_whispers = False
    for _ in range(2):
        await stage.platform.answer(press, press.place, Message(SETTLED))
    assert "Settled" in stage.person(TARA).screen()
    assert "Settled" not in stage.person(TARA, group).screen()
    assert [p["text"] for p in popups(stage, TARA)] == ["I have answered you in our private chat."]


@pytest.mark.spec("CHT-8", "CHT-3")
async def test_whatever_is_said_about_a_command_in_a_topic_is_said_in_that_topic(stage: Stage) -> None:
    group = stage.service.group.id
    await stage.person(TARA).start()
    stage.service.updates.clear()
    opened = stage.service.client.open_topic(TARA, group, "Bookings")
    await stage.person(TARA, group).in_topic(opened.id).command("admin")
    command = next_inbound(stage)
    topic = command.place
    await stage.platform.answer(command, topic, Message(WELCOME, private=False))
    await stage.platform.answer(command, topic, Message(WELCOME))
    await stage.platform.say_in(topic, words("Only admins may."))
    await stage.platform.toast(command, Toast(words("Nearly missed")))
    said = [(body["chat_id"], body.get("message_thread_id")) for body in stage.calls("sendMessage")]
    here, private = (str(group), str(opened.id)), (str(TARA), None)
    assert said == [here, private, here, here, here, private, here], "the first note is tried as a whisper"


@pytest.mark.spec("CHT-8")
@pytest.mark.parametrize("gone", ["close_topic", "delete_topic"])
async def test_what_cannot_be_said_in_its_topic_any_more_is_said_in_the_private_chat(
    stage: Stage, gone: str
) -> None:
    group = stage.service.group.id
    await stage.person(TARA).start()
    stage.service.updates.clear()
    opened = stage.service.client.open_topic(TARA, group, "Bookings")
    there = stage.person(TARA, group).in_topic(opened.id)
    await there.command("admin")
    command = next_inbound(stage)
    getattr(stage.service.client, gone)(group, opened.id)
    receipt = await stage.platform.answer(command, command.place, Message(WELCOME, private=False))
    assert receipt is not None
    assert receipt.channel == str(TARA)
    receipt = await stage.platform.answer(command, command.place, Message(SETTLED))
    assert receipt is not None, "that it was answered is only not told in the group"
    assert "Settled" in stage.person(TARA).screen()
    channel = AdminChannel(1, "telegram", "", str(group), str(opened.id), "Admins", 1, MORNING)
    with pytest.raises(Unreachable):
        await stage.platform.post(channel, WELCOME)


@pytest.mark.spec("CHT-3")
async def test_who_never_pressed_start_is_told_how_to_in_the_group(stage: Stage) -> None:
    group = stage.service.group.id
    await stage.person(TARA, group).command("sessions")
    command = next_inbound(stage)
    assert await stage.platform.answer(command, command.place, Message(WELCOME)) is None
    tara = stage.person(TARA, group)
    assert "Tara Quinn: I cannot write to you yet." in tara.screen()
    await tara.press("Open our chat")
    assert tara.opened == [f"https://t.me/{stage.service.username}"]


@pytest.mark.spec("NTF-3")
async def test_whoever_blocked_left_or_never_came_is_unreachable(stage: Stage) -> None:
    with pytest.raises(Unreachable, match="can't initiate"):
        await stage.platform.send(Address("telegram", "", str(MIA)), WELCOME, key="k")
    with pytest.raises(Unreachable, match=r"(?i)chat not found"):
        await stage.platform.send(Address("telegram", "", "424242"), WELCOME, key="k")
    await stage.person(RAVI).block()
    with pytest.raises(Unreachable, match="blocked"):
        await stage.platform.send(TO_RAVI, WELCOME, key="k")
    await stage.person(RAVI).unblock()
    stage.service.deactivate(RAVI)
    with pytest.raises(Unreachable, match="deactivated"):
        await stage.platform.send(TO_RAVI, WELCOME, key="k")


@pytest.mark.spec("NTF-3")
async def test_a_flood_limit_says_how_long_to_wait(stage: Stage) -> None:
    stage.service.plan_fault("sendMessage", "429", seconds=7)
    with pytest.raises(TryLater) as later:
        await stage.platform.send(TO_RAVI, WELCOME, key="k")
    assert later.value.after == timedelta(seconds=7)
    assert later.value.scope is Scope.CHAT


@pytest.mark.spec("NTF-1", "NTF-3")
@pytest.mark.parametrize("fault", ["500", "502", "401"])
async def test_a_service_in_trouble_is_tried_again(stage: Stage, fault: Any) -> None:
    stage.service.plan_fault("sendMessage", fault)
    with pytest.raises(TryLater) as later:
        await stage.platform.send(TO_RAVI, WELCOME, key="k")
    assert later.value.after is None
    assert stage.service.token not in str(later.value)


@pytest.mark.spec("NTF-1")
async def test_a_lost_answer_leaves_it_open_whether_the_message_went(stage: Stage) -> None:
    stage.service.plan_fault("sendMessage", "reset", done=True)
    with pytest.raises(Unsure):
        await stage.platform.send(TO_RAVI, WELCOME, key="k")
    assert "Welcome" in stage.person(RAVI).screen()


@pytest.mark.spec("NTF-1")
async def test_an_edit_can_be_tried_again_even_then_and_so_can_what_never_left(stage: Stage) -> None:
    receipt = await stage.platform.send(TO_RAVI, WELCOME, key="k")
    stage.service.plan_fault("editMessageText", "reset", done=True)
    with pytest.raises(TryLater):
        await stage.platform.edit(receipt, SETTLED)
    await stage.platform.edit(receipt, SETTLED)
    nowhere = TelegramPlatform("7:x", api_url="http://127.0.0.1:9/bot")
    with pytest.raises(TryLater):
        await nowhere.send(TO_RAVI, WELCOME, key="k")
    await nowhere.close()


@pytest.mark.spec("NTF-3")
async def test_a_group_that_became_a_supergroup_is_followed(stage: Stage) -> None:
    old = stage.service.group.id
    await stage.person(TARA, old).command("admin")
    command = next_inbound(stage)
    stage.service.migrate_group(-1001500000002)
    receipt = await stage.platform.answer(command, command.place, Message(WELCOME, private=False))
    assert receipt is not None
    assert receipt.channel == "-1001500000002"


@pytest.mark.spec("ADM-1")
async def test_an_admin_channel_is_written_to_also_once_it_has_another_id(stage: Stage) -> None:
    channel = AdminChannel(1, "telegram", "", str(stage.service.group.id), None, "Admins", 1, MORNING)
    receipt = await stage.platform.post(channel, WELCOME)
    assert receipt.channel == channel.chat
    stage.service.migrate_group(-1001500000002)
    assert (await stage.platform.post(channel, WELCOME)).channel == "-1001500000002"


@pytest.mark.spec("CHT-4")
async def test_a_card_that_is_refused_goes_out_once_as_plain_text(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.render.escaped", lambda text, limit: text[:limit])
    await stage.platform.send(TO_RAVI, WELCOME, key="k")
    assert "Hello & <welcome>" in stage.person(RAVI).screen()
    assert "[Help]" in stage.person(RAVI).screen()
    monkeypatch.undo()
    monkeypatch.setattr("bot.telegram.render.to_token", lambda _: "x" * 65)
    await stage.platform.send(TO_RAVI, WELCOME, key="k")
    assert stage.person(RAVI).screen().endswith("• Help: /help")


@pytest.mark.spec("CHT-4")
async def test_what_one_message_cannot_hold_follows_in_the_next(stage: Stage) -> None:
    lenient = TelegramPlatform(
        stage.service.token, api_url=stage.platform.bot.base_url.rpartition("/bot")[0] + "/bot"
    )
    options = tuple(Option(f"Session {n}", ShowSession(n)) for n in range(150))
    receipt = await lenient.send(TO_RAVI, Card("All", (Choice("Which?", options),)), key="k")
    await lenient.close()
    await stage.person(RAVI).press("Session 149")
    assert next_inbound(stage).place.message == str(int(receipt.message) + 1)


@pytest.mark.spec("CHT-3")
async def test_links_are_not_previewed(stage: Stage) -> None:
    await stage.platform.send(TO_RAVI, Card("See https://meet.example/secret"), key="k")
    assert stage.service.snapshot(RAVI)["chats"][0]["messages"][-1]["preview"] is None


@pytest.mark.spec("NTF-3")
@pytest.mark.parametrize(
    "result", [{}, [], "text", True, 7, None, {"message_id": "x"}, {"username": []}], ids=str
)
async def test_whatever_telegram_answers_is_said_in_the_words_of_the_core(result: object) -> None:
    async def any_call(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": result})

    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", any_call)
    async with TestServer(application) as server:
        platform = TelegramPlatform("42:abc", api_url=str(server.make_url("/bot")))
        try:
            with pytest.raises(Unsure):
                await platform.send(TO_RAVI, WELCOME, key="k")
            for call in (
                platform.edit(Receipt("telegram", "", str(RAVI), "1"), WELCOME),
                platform.show_menu(TO_RAVI, (("help", "Help"),)),
            ):
                with suppress(TryLater, Unreachable, Unsure):
                    await call
        finally:
            await platform.close()


@pytest.mark.spec("EML-1")
async def test_a_link_in_a_mail_opens_the_chat_where_the_session_is_shown(stage: Stage) -> None:
    assert stage.platform.chat_link(TO_RAVI, "S-7F3K") is None, "nobody has asked for the name"
    name = await stage.platform.username()
    assert stage.platform.chat_link(TO_RAVI, "S-7F3K") == f"https://t.me/{name}?start=S-7F3K"
    assert stage.platform.chat_link(TO_RAVI, "") == f"https://t.me/{name}"
