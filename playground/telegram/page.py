"""The client in the browser: its state as JSON, and the actions of its buttons."""

import base64
import time
from typing import Any
from zoneinfo import ZoneInfo

from playground.telegram.client import Client
from playground.telegram.model import Account, Chat, Json, Message
from playground.telegram.rich import spans
from playground.telegram.text import checked_url, runs
from playground.telegram.times import local_time, shown_text
from playground.telegram.world import World

SHOWN = 200
KINDS = {"callback_data": "callback", "url": "url", "copy_text": "copy"}


def snapshot(world: World, user_id: int) -> Json:
    """All that one person's client shows. Times are already in that person's zone."""
    person = world.people[user_id]
    language = person.language_code[:2]
    described = [world.descriptions.get(("description", code), "") for code in (language, "")]
    return {
        "user": {"id": person.id, "name": person.name, "zone": person.zone},
        "bot": {
            "name": world.bot.name,
            "username": world.bot.username,
            "description": next(filter(None, described), ""),
        },
        "inline": _inline(world, user_id),
        "chats": [
            _chat(world, chat, person) for chat in world.chats_of(user_id) if chat.migrated_to is None
        ],
        "notices": [
            {"id": notice.id, "chat": notice.chat.id, "text": notice.text, "alert": notice.alert}
            for notice in world.notices
            if notice.user.id == user_id
        ],
    }


def _inline(world: World, user_id: int) -> Json | None:
    query = world.inline.latest.get(user_id)
    if query is None or query.answer is None:
        return None
    answer = query.answer
    return {
        "chat": query.chat.id,
        "query": query.text,
        "offset": query.offset,
        "results": [{"id": r.id, "title": r.title, "description": r.description} for r in answer.results],
        "next_offset": answer.next_offset,
        "button": answer.button and {"text": answer.button[0], "payload": answer.button[1]},
    }


def _chat(world: World, chat: Chat, person: Account) -> Json:
    waiting = {
        (query.message.id, query.data) for query in world.waiting(person.id) if query.message.chat is chat
    }
    return {
        "id": chat.id,
        "kind": "private" if chat.private else "group",
        "title": chat.title,
        "members": len(chat.members) + (not chat.removed),
        "started": chat.started,
        "blocked": chat.blocked,
        "typing": chat.typing_until > time.monotonic(),
        "commands": world.menu(chat, person),
        "keyboard": _keyboard(chat.keyboard),
        "placeholder": (chat.force_reply or chat.keyboard or {}).get("input_field_placeholder", ""),
        "reply_to": chat.reply_to.id if chat.reply_to and not chat.reply_to.deleted else None,
        "topics": [
            {"id": topic.id, "name": topic.name, "closed": topic.closed}
            for topic in chat.topics.values()
            if not topic.deleted
        ],
        "messages": [
            _message(world, message, person, waiting) for message in chat.seen_by(person)[-SHOWN:]
        ],
    }


def _keyboard(markup: Json | None) -> list[list[str]] | None:
    if not markup:
        return None
    return [[b if isinstance(b, str) else b["text"] for b in row] for row in markup["keyboard"]]


def _message(world: World, message: Message, person: Account, waiting: set[tuple[int, str]]) -> Json:
    at = message.at.astimezone(ZoneInfo(person.zone))
    return {
        "id": message.id,
        "mine": message.sender is person,
        "bot": message.sender.is_bot,
        "from": message.sender.name,
        "via": message.via.username if message.via else "",
        "at": f"{at:%H:%M}",
        "day": f"{at:%A}, {at.day} {at:%B}",
        "runs": [_run(world, person, run) for run in runs(message.text, message.entities)],
        "rich": [_block(world, person, block) for block in message.rich],
        "edited": message.edited_at is not None,
        "file": _file(message),
        "reply": None if _opens_its_topic(message) else _reply(world, message.reply_to, person),
        "topic": message.topic.id if message.topic else None,
        "whispered": message.receiver is not None,
        "preview": _preview(message),
        "service": _service(message),
        "buttons": [[_button(message, button, waiting) for button in row] for row in message.rows],
    }


def _run(world: World, person: Account, run: Any) -> Json:
    body: Json = {
        "text": shown_text(run, person.zone, world.now()),
        "styles": [entity["type"] for entity in run.entities],
    }
    if link := run.first("text_link"):
        body["url"] = link["url"]
    elif run.first("url"):
        body["url"] = run.text
    if moment := run.first("date_time"):
        full = {**moment, "date_time_format": "wDt"}
        body["title"] = f"{local_time(full, person.zone, world.now())} ({person.zone})"
    return body


def _block(world: World, person: Account, block: Json) -> Json:
    def said(rich: Any) -> list[Json]:
        return [_run(world, person, run) for run in spans(rich)]

    if block["type"] != "table":
        return {"kind": block["type"], "runs": said(block["text"])}
    rows = [
        [{"header": cell.get("is_header", False), "runs": said(cell.get("text", ""))} for cell in row]
        for row in block["cells"]
    ]
    return {"kind": "table", "caption": said(block.get("caption", [])), "rows": rows}


def _button(message: Message, button: Json, waiting: set[tuple[int, str]]) -> Json:
    kind = next((KINDS[key] for key in KINDS if key in button), "other")
    spinning = kind == "callback" and (message.id, button["callback_data"]) in waiting
    url = checked_url(button["url"]) if kind == "url" else None
    return {
        "text": button["text"],
        "kind": kind,
        "url": url,
        "waiting": spinning,
        "style": button.get("style", ""),
    }


def _file(message: Message) -> Json | None:
    if not (file := message.file):
        return None
    body: Json = {"name": file.name, "bytes": len(file.content), "url": f"/telegram/open/{file.id}"}
    return {**body, "width": file.size[0], "height": file.size[1]} if file.size else body


def _reply(world: World, message: Message | None, person: Account) -> Json | None:
    if message is None:
        return None
    text = "".join(
        shown_text(run, person.zone, world.now()) for run in runs(message.text, message.entities)
    )
    return {"id": message.id, "from": message.sender.name, "text": text[:120] or "File"}


def _preview(message: Message) -> str | None:
    if not message.preview or message.file:
        return None
    links = [
        run for run in runs(message.text, message.entities) if run.first("url") or run.first("text_link")
    ]
    return (links[0].first("text_link") or {"url": links[0].text})["url"] if links else None


def _service(message: Message) -> str | None:
    if not message.service:
        return None
    if created := message.service.get("forum_topic_created"):
        return f"Topic “{created['name']}”"
    return "This group has become a supergroup"


def _opens_its_topic(message: Message) -> bool:
    """Whether what it answers is only what opened the topic, as it is of all that answers nothing else."""
    return bool(message.topic and message.reply_to and message.reply_to.id == message.topic.id)


def perform(client: Client, world: World, user_id: int, action: Json) -> Json:
    """Carry out an action of the page; `{"error": …}` if it is impossible.

    `type` is say, reply (`message`), command (`name`), press (`message`, `row`, `column`), start
    (`payload`), block, unblock, file (`name`, `content` in base64), inline (`query`, `offset`), drop (`result`),
    leave inline or dismiss; `chat` is the private one unless given, `topic` one of a forum.
    """
    chat = action.get("chat")
    try:
        match action.get("type"):
            case "say":
                client.say(user_id, _text(action), chat, topic=action.get("topic"))
            case "reply":
                client.say(user_id, _text(action), chat, int(action["message"]))
            case "command":
                text = command_text(world, action["name"], action.get("text", ""), chat)
                client.say(user_id, text, chat, topic=action.get("topic"))
            case "press":
                return client.press(
                    user_id, int(action["message"]), int(action["row"]), int(action["column"]), chat
                )
            case "start":
                client.start(user_id, str(action.get("payload", "")))
            case "block":
                client.block(user_id)
            case "unblock":
                client.unblock(user_id)
            case "file":
                content = base64.b64decode(action["content"])
                client.send_file(
                    user_id, action["name"], content, action.get("mime", "application/octet-stream"), chat
                )
            case "inline":
                query, offset = str(action["query"]), str(action.get("offset", ""))
                client.ask_inline(user_id, query, offset, chat, action.get("topic"))
            case "drop":
                client.drop(user_id, str(action["result"]))
            case "leave inline":
                client.leave_inline(user_id)
            case "dismiss":
                world.acted(user_id)
                world.changed()
            case other:
                return {"error": f"unknown action {other}"}
    except (KeyError, IndexError, StopIteration):
        return {"error": "that is no longer there"}
    except (PermissionError, ValueError) as error:
        return {"error": str(error)}
    return {}


def command_text(world: World, name: str, text: str = "", chat: int | None = None) -> str:
    """`/name text`, in a group with the bot's name, as a client's menu sends it."""
    at = f"@{world.bot.username}" if chat is not None and chat < 0 else ""
    return f"/{name.removeprefix('/')}{at} {text}".strip()


def _text(action: Json) -> str:
    text = str(action.get("text", "")).strip()
    if not text:
        raise ValueError("there is nothing to send")
    return text
