"""Flood control, planned faults, menus and chats."""

from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
)
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from playground.telegram.errors import ApiError
from playground.telegram.flood import Flood
from playground.telegram.person import TelegramPerson
from playground.telegram.service import TelegramService
from tests.playground.test_telegram.conftest import MIA, RAVI, TARA


@pytest.mark.spec("NTF-3", "OPS-1")
async def test_a_chat_takes_a_burst_and_then_a_message_a_second(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    for number in range(telegram.flood.burst):
        await bot.send_message(RAVI, str(number))
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(RAVI, "too many")
    assert refusal.value.retry_after == timedelta(seconds=1)
    telegram.flood.enabled = False
    await bot.send_message(RAVI, "no limit")


@pytest.mark.spec("NTF-3")
def test_groups_take_20_a_minute_and_all_chats_30_a_second() -> None:
    now = 100.0
    flood = Flood(now=lambda: now)
    for _ in range(20):
        flood.check(-1, edit=True)
        flood.spend(-1, edit=True)
        now += 0.5
    with pytest.raises(ApiError) as refusal:
        flood.check(-1, edit=True)
    assert refusal.value.parameters == {"retry_after": 50}
    now += 50
    flood.check(-1, edit=True)
    for chat in range(1, 31):
        flood.check(chat, edit=False)
        flood.spend(chat, edit=False)
    with pytest.raises(ApiError):
        flood.check(31, edit=False)


@pytest.mark.spec("OPS-1")
async def test_planned_faults_strike_the_next_calls_only(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    telegram.plan_fault("sendMessage", "429", seconds=7)
    telegram.plan_fault("sendMessage", "500", times=2)
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(RAVI, "x")
    assert refusal.value.retry_after == timedelta(seconds=7)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Internal Server Error"):
            await bot.send_message(RAVI, "x")
    await bot.send_message(RAVI, "through")
    assert ravi.screen().count("Parley:") == 1


@pytest.mark.spec("OPS-1", "NTF-1")
async def test_an_answer_may_be_lost_although_the_message_went(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    telegram.plan_fault("sendMessage", "timeout", seconds=0.5, done=True)
    with pytest.raises(TimedOut):
        await bot.send_message(RAVI, "sent all the same", read_timeout=0.1)
    assert "sent all the same" in ravi.screen()
    telegram.plan_fault("*", "reset", chat_id=RAVI)
    with pytest.raises(NetworkError):
        await bot.send_message(RAVI, "never sent")
    assert "never sent" not in ravi.screen()


@pytest.mark.spec("CHT-1")
async def test_menus_go_by_the_narrowest_scope_and_the_language(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    group = telegram.group.id
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("book", "Book")], BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([BotCommand("buchen", "Buchen")], BotCommandScopeAllPrivateChats(), "de")
    await bot.set_my_commands([BotCommand("schedule", "Mine")], BotCommandScopeChat(RAVI))
    await bot.set_my_commands([BotCommand("admin", "Admin")], BotCommandScopeChatMember(group, TARA))

    def menu(user: int, chat: int = 0) -> list[str]:
        return [command["command"] for command in telegram.snapshot(user)["chats"][chat]["commands"]]

    assert (menu(RAVI), menu(MIA), menu(TARA, 1)) == (["schedule"], ["book"], ["admin"])
    telegram.world.people[MIA].language_code = "de-AT"
    assert menu(MIA) == ["buchen"]
    await bot.delete_my_commands(BotCommandScopeChat(RAVI))
    assert menu(RAVI) == ["book"]
    assert [c.command for c in await bot.get_my_commands()] == ["help"]
    for name, description in (("Book", "x"), ("a-b", "x"), ("x" * 33, "x"), ("book", "")):
        with pytest.raises(BadRequest):
            await bot.set_my_commands([(name, description)])


@pytest.mark.spec("OPS-1")
async def test_chats_and_members_are_described(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    group = telegram.group.id
    assert (await bot.get_chat(RAVI)).first_name == "Ravi"
    assert (await bot.get_chat(group)).title == "Parley admins"
    assert [m.user.id for m in await bot.get_chat_administrators(group)] == [TARA]
    assert (await bot.get_chat_member(group, TARA)).status == "creator"
    assert (await bot.get_chat_member(group, RAVI)).status == "left"
    assert (await bot.get_chat_member(group, bot.id)).status == "member"
    assert (await bot.get_me()).username == telegram.username
    with pytest.raises(TelegramError, match="no administrators in the private chat"):
        await bot.get_chat_administrators(RAVI)


@pytest.mark.spec("OPS-1")
async def test_a_group_may_move_and_the_bot_be_kicked(bot: Bot, telegram: TelegramService) -> None:
    old = telegram.group.id
    telegram.migrate_group(-1001500000777)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old, "x")
    assert moved.value.new_chat_id == -1001500000777
    await bot.send_message(moved.value.new_chat_id, "x")
    told = [u.message for u in await bot.get_updates() if u.message]
    assert [(m.migrate_to_chat_id, m.migrate_from_chat_id) for m in told] == [
        (-1001500000777, None),
        (None, old),
    ]
    telegram.client.set_removed(telegram.group.id, removed=True)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(telegram.group.id, "x")


@pytest.mark.spec("OPS-1")
async def test_typing_shows_until_the_message_comes(
    bot: Bot, ravi: TelegramPerson, telegram: TelegramService
) -> None:
    await bot.send_chat_action(RAVI, ChatAction.TYPING)
    assert telegram.snapshot(RAVI)["chats"][0]["typing"]
    await bot.send_message(RAVI, "x")
    assert not telegram.snapshot(RAVI)["chats"][0]["typing"]
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(RAVI, "pondering")
