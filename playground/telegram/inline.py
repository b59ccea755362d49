"""Inline mode: the bot's answers to what is asked in any chat."""

import re
import time

from playground.telegram.errors import QUERY_TOO_OLD, refuse
from playground.telegram.html import parse_html
from playground.telegram.inline_queries import Answer, Result
from playground.telegram.markup import inline_keyboard
from playground.telegram.model import Chat, Json
from playground.telegram.text import trimmed, utf16, with_found
from playground.telegram.world import World

MAX_RESULTS = 50
MAX_TEXT = 4096
SECONDS = 15.0
START = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_inline_query(world: World, p: Json) -> bool:
    """`answerInlineQuery`: once, and within some seconds."""
    query = world.inline.queries.get(p["inline_query_id"])
    if query is None or query.answer is not None or time.monotonic() - query.asked > SECONDS:
        refuse(QUERY_TOO_OLD)
    if len(p["results"]) > MAX_RESULTS:
        refuse("RESULTS_TOO_MUCH")
    results = tuple(_result(world, query.chat, one) for one in p["results"])
    if len({one.id for one in results}) < len(results):
        refuse("RESULT_ID_DUPLICATE")
    if len(p.get("next_offset", "").encode()) > 64:
        refuse("NEXT_OFFSET_INVALID")
    query.answer = Answer(results, p.get("next_offset", ""), _button(p.get("button")))
    if seconds := p.get("cache_time", 300):
        whose = query.user.id if p.get("is_personal") else None
        world.inline.cache[whose, query.text, query.offset] = (time.monotonic() + seconds, query.answer)
    world.changed()
    return True


def _result(world: World, chat: Chat, one: Json) -> Result:
    if one.get("type") != "article":
        world.fault(f"an inline result of type {one.get('type')} is not simulated")
        refuse("inline query result type is not simulated")
    identifier = str(one.get("id", ""))
    if not 1 <= len(identifier.encode()) <= 64:
        refuse("RESULT_ID_INVALID")
    title = str(one.get("title", "")).strip()
    if not title:
        refuse("ARTICLE_TITLE_EMPTY")
    content = one.get("input_message_content") or {}
    if not content.get("message_text"):
        refuse("MESSAGE_EMPTY")
    text, entities = content["message_text"], list(content.get("entities", ()))
    if str(content.get("parse_mode", "")).lower() == "html":
        text, entities = parse_html(text)
    text, entities = trimmed(text, entities)
    if not text or utf16(text) > MAX_TEXT:
        refuse("MESSAGE_TOO_LONG" if text else "MESSAGE_EMPTY")
    preview = not (content.get("link_preview_options") or {}).get("is_disabled", False)
    markup = inline_keyboard(one.get("reply_markup"), chat, world.fault)
    return Result(
        identifier,
        title,
        str(one.get("description", "")),
        text,
        with_found(text, entities),
        markup,
        preview,
    )


def _button(button: Json | None) -> tuple[str, str] | None:
    if button is None:
        return None
    if ("web_app" in button) == ("start_parameter" in button):
        refuse("exactly one of the optional fields of the button must be used")
    if not str(button.get("text", "")).strip():
        refuse("inline query results button text must be non-empty")
    parameter = str(button.get("start_parameter", ""))
    if not START.fullmatch(parameter):
        refuse("START_PARAM_INVALID")
    return str(button["text"]), parameter


INLINE = {"answerInlineQuery": answer_inline_query}
