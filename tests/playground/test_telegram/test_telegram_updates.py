"""What the bot hears, by long polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, Conflict

from core.clock import Clock
from playground.telegram.person import TelegramPerson
from playground.telegram.service import TelegramService
from tests.playground.test_telegram.conftest import MIA, RAVI, TARA, Connect

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Accept", callback_data="1:a:x")]])
SECRET = "a-secret_of-32-characters-and-so-on"


class Receiver:
    """A webhook that refuses as many deliveries as it is told."""

    def __init__(self, telegram: TelegramService) -> None:
        self.telegram = telegram
        self.refuse = 0
        self.received: list[Update] = []
        self.secrets: set[str | None] = set()

    async def handle(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=500)
        self.received.append(Update.de_json(await request.json()))
        return web.Response()

    async def texts(self) -> list[str]:
        await self.telegram.settled()
        return [update.effective_message.text or "" for update in self.received if update.effective_message]


@pytest.fixture
async def receiver(telegram: TelegramService) -> Receiver:
    return Receiver(telegram)


@pytest.fixture
async def hook(receiver: Receiver) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    server = TestServer(app)
    await server.start_server()
    yield str(server.make_url("/hook"))
    await server.close()


async def next_updates(bot: Bot, offset: int | None = None) -> tuple[Update, ...]:
    return await bot.get_updates(offset, timeout=30)


@pytest.mark.spec("OPS-1")
async def test_a_command_arrives_with_sender_chat_and_entity(bot: Bot, ravi: TelegramPerson) -> None:
    await ravi.command("book", "@ana tomorrow")
    update = (await bot.get_updates())[-1]
    assert update.message
    assert update.message.text == "/book @ana tomorrow"
    assert update.message.entities[0].type == "bot_command"
    assert update.message.from_user
    assert (update.message.from_user.id, update.message.from_user.language_code) == (RAVI, "en")
    assert update.message.chat.type == "private"


@pytest.mark.spec("OPS-1")
async def test_a_deep_link_carries_its_payload_and_no_more_than_64_signs(
    bot: Bot, telegram: TelegramService
) -> None:
    mia = TelegramPerson(telegram, MIA)
    await mia.start("link_aB-9")
    update = (await bot.get_updates())[-1]
    assert update.message
    assert update.message.text == "/start link_aB-9"
    with pytest.raises(ValueError, match="at most 64"):
        await mia.start("x" * 65)


@pytest.mark.spec("OPS-1", "NTF-6")
async def test_polling_waits_for_news_and_repeats_what_was_not_confirmed(
    bot: Bot, telegram: TelegramService
) -> None:
    polling = asyncio.create_task(next_updates(bot))
    await telegram.settled()
    assert not polling.done()
    telegram.client.start(RAVI)
    (update,) = await polling
    assert (await bot.get_updates())[0].update_id == update.update_id
    assert await bot.get_updates(update.update_id + 1) == ()


@pytest.mark.spec("OPS-1")
async def test_a_second_poller_ends_the_first(
    bot: Bot, connect: Connect, telegram: TelegramService
) -> None:
    first = asyncio.create_task(next_updates(bot))
    await telegram.settled()
    telegram.client.start(RAVI)
    await first
    stale = asyncio.create_task(next_updates(bot, 10**9))
    await telegram.settled()
    await (await connect(telegram.token)).get_updates(10**9)
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await stale


@pytest.mark.spec("OPS-1")
async def test_only_allowed_kinds_arrive(bot: Bot, ravi: TelegramPerson) -> None:
    first = await bot.get_updates(allowed_updates=["callback_query"])
    await ravi.say("hello")
    assert await bot.get_updates(first[-1].update_id + 1) == ()


@pytest.mark.spec("OPS-1", "BOK-6")
async def test_updates_come_twice_again_and_out_of_order_on_demand(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    seen = (await bot.get_updates())[-1].update_id
    telegram.redeliver()
    assert [u.update_id for u in await bot.get_updates(seen + 1)] == [seen]
    telegram.updates.deliver_twice()
    await ravi.say("one")
    assert [u.update_id for u in await bot.get_updates(seen + 1)] == [seen + 1, seen + 1]
    telegram.updates.deliver_reversed()
    await ravi.say("two")
    await ravi.say("three")
    texts = [u.message.text for u in await bot.get_updates(seen + 2) if u.message]
    assert texts == ["three", "two"]


@pytest.mark.spec("OPS-1")
async def test_a_press_spins_until_it_is_answered_once(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    await bot.send_message(RAVI, "Move to 15:00?", reply_markup=BUTTONS)
    await ravi.press("accept")
    query = (await bot.get_updates())[-1].callback_query
    assert query
    assert isinstance(query.message, Message)
    assert query.data == "1:a:x"
    assert query.chat_instance
    button = telegram.snapshot(RAVI)["chats"][0]["messages"][-1]["buttons"][0][0]
    assert button["waiting"]
    await query.answer("Done", show_alert=True)
    assert await ravi.sees("Done") == "(alert) Done"
    with pytest.raises(
        BadRequest, match="Query is too old and response timeout expired or query id is invalid"
    ):
        await query.answer()
    await ravi.say("next")
    assert "(alert) Done" not in ravi.screen()


@pytest.mark.spec("OPS-1")
async def test_an_answer_is_at_most_200_signs_long(bot: Bot, ravi: TelegramPerson) -> None:
    await bot.send_message(RAVI, "x", reply_markup=BUTTONS)
    await ravi.press("Accept")
    query = (await bot.get_updates())[-1].callback_query
    assert query
    with pytest.raises(BadRequest, match="Message_too_long"):
        await query.answer("x" * 201)


@pytest.mark.spec("OPS-1", "SAF-1")
async def test_presses_may_be_forged_or_name_messages_that_are_gone_or_old(
    bot: Bot, ravi: TelegramPerson, clock: Clock
) -> None:
    sent = await bot.send_message(RAVI, "x", reply_markup=BUTTONS)
    await ravi.press_data("9:zz:forged")
    forged = (await bot.get_updates())[-1].callback_query
    assert forged
    assert forged.data == "9:zz:forged"
    clock.move(timedelta(hours=49))
    await ravi.press_data("1:a:x")
    old = (await bot.get_updates())[-1].callback_query
    assert old
    assert old.message
    assert not old.message.is_accessible
    assert old.message.message_id == sent.message_id


@pytest.mark.spec("OPS-1", "NTF-3")
async def test_blocking_is_told_and_edits_are_too(bot: Bot, ravi: TelegramPerson) -> None:
    await ravi.say("tomorow")
    await ravi.edit("tomorow", "tomorrow")
    await ravi.block()
    await ravi.unblock()
    edited, blocked, lifted = (await bot.get_updates())[-3:]
    assert edited.edited_message
    assert edited.edited_message.text == "tomorrow"
    assert blocked.my_chat_member
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert lifted.my_chat_member
    assert lifted.my_chat_member.new_chat_member.status == "member"


@pytest.mark.spec("OPS-1", "SAF-2")
async def test_a_webhook_gets_the_secret_and_repetitions_until_it_accepts(
    bot: Bot, telegram: TelegramService, receiver: Receiver, hook: str
) -> None:
    telegram.webhook.retry = 0.02
    await bot.set_webhook(hook, secret_token=SECRET)
    receiver.refuse = 2
    telegram.client.start(RAVI)
    telegram.client.say(RAVI, "second")
    assert await receiver.texts() == ["/start", "second"]
    assert receiver.secrets == {SECRET}
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    assert info.pending_update_count == 0


@pytest.mark.spec("OPS-1")
async def test_polling_and_a_webhook_exclude_each_other(
    bot: Bot, telegram: TelegramService, receiver: Receiver, hook: str
) -> None:
    telegram.client.start(RAVI)
    await bot.set_webhook(hook)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert await receiver.texts() == ["/start"]
    await bot.delete_webhook()
    telegram.client.say(RAVI, "polled")
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["polled"]
    with pytest.raises(BadRequest, match="an https url must be provided"):
        await bot.set_webhook("http://bot.example.org/hook")


@pytest.mark.spec("OPS-1", "ADM-1")
async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(
    bot: Bot, telegram: TelegramService
) -> None:
    tara = TelegramPerson(telegram, TARA, telegram.group.id)
    await tara.say("lunch?")
    await tara.command("admin", "stats")
    await tara.say("/admin@another_bot stats")
    posted = await bot.send_message(telegram.group.id, "12 sessions", reply_markup=BUTTONS)
    await tara.say("thanks", reply_to="12 sessions")
    await tara.press("Accept")
    heard = await bot.get_updates()
    assert [u.message.text for u in heard if u.message] == [f"/admin@{telegram.username} stats", "thanks"]
    assert heard[1].message
    assert heard[1].message.reply_to_message == posted
    assert heard[-1].callback_query
    assert heard[-1].callback_query.from_user.id == TARA
    assert heard[0].message
    assert heard[0].message.chat.type == "supergroup"
