"""Inline mode: `@bot ana` in any chat finds mentors, and drops the card of one there."""

import asyncio
import logging
import re

from telegram.error import TelegramError

from bot.language import ENGLISH
from bot.mentors.introducing import Found, Introduction, Introductions
from bot.requests.dispatch import HELLO
from bot.telegram import render
from bot.telegram.inbound import Update
from bot.telegram.sender import TelegramPlatform, understood
from core.faults import trace_of
from core.people import Address

INLINE = "inline_query"
CACHED_SECONDS = 30
AT_ONCE = 4
TITLE_LIMIT, ABOUT_LIMIT = 64, 200
_OFFSET = re.compile(r"[0-9]{1,3}")

_log = logging.getLogger(__name__)


class InlineQueries:
    """Answers queries as they are typed: of each person only the latest, for earlier ones nobody sees any more.

    They are not kept: one that is lost with the process is asked again with the next letter.
    """

    def __init__(self, platform: TelegramPlatform, introductions: Introductions) -> None:
        self._platform = platform
        self._introductions = introductions
        self._asked: dict[Address, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    def ask(self, query: Update) -> None:
        """Begin to answer."""
        try:
            who = Address("telegram", "", str(int(query["from"]["id"])))
            locale = str(query["from"].get("language_code") or ENGLISH)
            asked, text = str(query["id"]), str(query["query"])
            offset = str(query["offset"])
        except (KeyError, TypeError, ValueError) as problem:
            _log.warning("a malformed query was dropped: %s", type(problem).__name__)
            return
        page = int(offset) if _OFFSET.fullmatch(offset) else 0
        if (earlier := self._asked.pop(who, None)) is not None:
            earlier.cancel()
        task = asyncio.create_task(self._answer(asked, who, locale, text, page))
        self._asked[who] = task
        task.add_done_callback(lambda done: self._forget(who, done))

    async def stop(self) -> None:
        """Answer no more."""
        tasks = list(self._asked.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, who: Address, task: asyncio.Task[None]) -> None:
        if self._asked.get(who) is task:
            del self._asked[who]

    async def _answer(self, query: str, who: Address, locale: str, text: str, page: int) -> None:
        try:
            async with self._room:
                found = await self._introductions.find(who, locale, text, page)
                await understood(
                    self._platform.bot.do_api_request("answerinlinequery", _answered(query, found, page))
                )
        except TelegramError as refusal:
            _log.info("a query was not answered: %s", refusal.message)
        except Exception as fault:  # noqa: BLE001 (whatever it is, the next letter asks again)
            _log.error("a query was not answered: %s", trace_of(fault))


def _answered(query: str, found: Found, page: int) -> dict[str, object]:
    """Personal, for it is in the asker's language, and strangers are shown something else."""
    answer: dict[str, object] = {
        "inline_query_id": query,
        "results": [_result(each) for each in found.introductions],
        "cache_time": CACHED_SECONDS if found.door is None else 0,
        "is_personal": True,
        "next_offset": str(page + 1) if found.more else "",
    }
    if found.door is not None:
        answer["button"] = {"text": render.clipped(found.door, TITLE_LIMIT), "start_parameter": HELLO}
    return answer


def _result(found: Introduction) -> dict[str, object]:
    shown = render.render(found.card)
    return {
        "type": "article",
        "id": str(found.mentor),
        "title": render.clipped(render.cleaned(found.name), TITLE_LIMIT) or render.EMPTY,
        "description": render.clipped(render.cleaned(found.about), ABOUT_LIMIT),
        "input_message_content": {
            "message_text": shown.html,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
        "reply_markup": shown.keyboard,
    }
