"""Topics of a forum, as strict as the service is."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from playground.telegram.person import TelegramPerson
from playground.telegram.service import TelegramService
from tests.playground.test_telegram.conftest import RAVI, TARA


@pytest.mark.spec("OPS-1", "CHT-8")
async def test_what_is_said_in_a_topic_names_it_and_answers_stay_in_it(
    bot: Bot, telegram: TelegramService
) -> None:
    group = telegram.group.id
    assert "is_forum" not in telegram.group.json()
    bookings, rest = (telegram.client.open_topic(TARA, group, name) for name in ("Bookings", "Rest"))
    tara = TelegramPerson(telegram, TARA, group)
    await tara.in_topic(bookings.id).command("admin")
    message = telegram.updates.pending[-1].update["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (bookings.id, True)
    assert message["chat"]["is_forum"]
    assert "forum_topic_created" in message["reply_to_message"], "it answers what opened the topic"
    sent = await bot.send_message(group, "Here", message_thread_id=bookings.id)
    assert (sent.message_thread_id, sent.is_topic_message) == (bookings.id, True)
    assert "Here" in tara.in_topic(bookings.id).screen()
    assert "Here" not in tara.in_topic(rest.id).screen()
    await tara.command("admin")
    assert "message_thread_id" not in telegram.updates.pending[-1].update["message"], (
        "the general topic has none"
    )
    await bot.send_message(group, "For all")
    assert "For all" not in tara.in_topic(bookings.id).screen()


@pytest.mark.spec("OPS-1", "CHT-8")
async def test_a_topic_that_is_closed_or_deleted_or_of_another_chat_takes_nothing(
    bot: Bot, telegram: TelegramService
) -> None:
    group = telegram.group.id
    topic = telegram.client.open_topic(TARA, group, "Bookings")
    telegram.client.close_topic(group, topic.id)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(group, "Here", message_thread_id=topic.id)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_chat_action(group, "typing", message_thread_id=topic.id)
    telegram.client.close_topic(group, topic.id, closed=False)
    await bot.send_message(group, "Here", message_thread_id=topic.id)
    telegram.client.delete_topic(group, topic.id)
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(group, "Here", message_thread_id=topic.id)
    telegram.client.start(RAVI)
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(RAVI, "Here", message_thread_id=topic.id)
    with pytest.raises(PermissionError):
        telegram.client.say(TARA, "Hello?", group, topic=topic.id)
