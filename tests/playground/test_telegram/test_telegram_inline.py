"""Inline mode, as strict as the service is."""

from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest

from playground.telegram.person import TelegramPerson
from playground.telegram.service import TelegramService
from tests.playground.test_telegram.conftest import RAVI, TARA

ANSWER = {
    "type": "article",
    "id": "1",
    "title": "Ana",
    "input_message_content": {"message_text": "Ana & co"},
}


def newest(telegram: TelegramService) -> str:
    return str(telegram.updates.pending[-1].update["inline_query"]["id"])


async def answer(bot: Bot, query: str, *results: dict[str, Any], **more: object) -> None:
    await bot.do_api_request(
        "answerinlinequery",
        {"inline_query_id": query, "results": list(results), "is_personal": True, **more},
    )


@pytest.mark.spec("OPS-1")
async def test_a_query_is_answered_once_and_a_result_is_dropped_by_way_of_the_bot(
    bot: Bot, telegram: TelegramService
) -> None:
    there = TelegramPerson(telegram, TARA, telegram.group.id)
    telegram.client.ask_inline(TARA, "ana", chat=telegram.group.id)
    update = telegram.updates.pending[-1].update["inline_query"]
    assert (update["query"], update["offset"], update["chat_type"]) == ("ana", "", "supergroup")
    await answer(bot, update["id"], ANSWER, next_offset="1")
    with pytest.raises(BadRequest, match="too old"):
        await answer(bot, update["id"], ANSWER)
    await there.drops("Ana")
    assert "me: Ana & co" in there.screen()
    message, chosen = (entry.update for entry in telegram.updates.pending[-2:])
    assert message["message"]["via_bot"]["id"] == telegram.world.bot.id
    assert (chosen["chosen_inline_result"]["result_id"], chosen["chosen_inline_result"]["query"]) == (
        "1",
        "ana",
    )


@pytest.mark.spec("OPS-1")
async def test_what_is_cached_is_shown_to_the_same_person_without_asking(
    bot: Bot, telegram: TelegramService
) -> None:
    telegram.client.ask_inline(TARA, "ana")
    await answer(bot, newest(telegram), ANSWER)
    telegram.updates.clear()
    telegram.client.ask_inline(TARA, "ana")
    assert telegram.updates.pending == []
    telegram.client.ask_inline(RAVI, "ana")
    assert len(telegram.updates.pending) == 1, "it was personal"
    await answer(bot, newest(telegram), ANSWER, is_personal=False)
    telegram.client.ask_inline(TARA, "ben")
    await answer(bot, newest(telegram), ANSWER, cache_time=0)
    telegram.updates.clear()
    telegram.client.ask_inline(TARA, "ben")
    assert len(telegram.updates.pending) == 1


@pytest.mark.spec("OPS-1")
@pytest.mark.parametrize(
    ("results", "more", "refusal"),
    [
        ([ANSWER, ANSWER], {}, "RESULT_ID_DUPLICATE"),
        ([{**ANSWER, "id": str(n)} for n in range(51)], {}, "RESULTS_TOO_MUCH"),
        ([{**ANSWER, "id": "x" * 65}], {}, "RESULT_ID_INVALID"),
        ([{**ANSWER, "title": " "}], {}, "ARTICLE_TITLE_EMPTY"),
        ([{**ANSWER, "input_message_content": {}}], {}, "MESSAGE_EMPTY"),
        ([{**ANSWER, "input_message_content": {"message_text": "<b>", "parse_mode": "HTML"}}], {}, "parse entities"),
        ([ANSWER], {"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ([], {"button": {"text": "Start", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ([], {"button": {"text": "Start"}}, "exactly one"),
    ],
)  # fmt: skip
async def test_an_answer_that_the_service_would_not_take_is_refused(
    bot: Bot, telegram: TelegramService, results: list[dict[str, Any]], more: dict[str, Any], refusal: str
) -> None:
    telegram.client.ask_inline(TARA, "ana")
    with pytest.raises(BadRequest, match=f"(?i){refusal}"):
        await answer(bot, newest(telegram), *results, **more)


@pytest.mark.spec("OPS-1")
async def test_where_it_is_switched_off_nobody_can_ask(bot: Bot, telegram: TelegramService) -> None:
    assert (await bot.get_me()).supports_inline_queries
    telegram.world.inline.on = False
    assert not (await bot.get_me()).supports_inline_queries
    with pytest.raises(PermissionError):
        telegram.client.ask_inline(TARA, "ana")
