"""What people's Telegram apps send: texts, presses, files, Start and Block, as updates for the bot."""

import re
import time
from typing import Any

from playground.telegram.chats import member_json
from playground.telegram.inline_queries import MAX_QUERY, InlineQuery
from playground.telegram.model import Account, Chat, File, Json, Message, Topic
from playground.telegram.text import checked_url, with_found
from playground.telegram.updates import Updates
from playground.telegram.world import World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class Client:
    """Acts for the people of the world: an act shows in the chat and sends the bot its update."""

    def __init__(self, world: World, updates: Updates) -> None:
        self._world = world
        self._updates = updates

    def start(self, user_id: int, payload: str = "") -> Message:
        """Press Start, or follow a deep link with a payload; a block is lifted by it."""
        if not PAYLOAD.fullmatch(payload):
            msg = f"a deep link carries at most 64 of A-Z a-z 0-9 _ -, not {payload!r}"
            raise ValueError(msg)
        if self.private(user_id).blocked:
            self.unblock(user_id)
        return self.say(user_id, f"/start {payload}".strip())

    def say(
        self,
        user_id: int,
        text: str,
        chat: int | None = None,
        reply_to: int | None = None,
        topic: int | None = None,
    ) -> Message:
        """Send a text, as an answer to the message `reply_to` where given, into a topic of a forum."""
        words = text.strip()
        return self._send(user_id, chat, reply_to, topic, text=words, entities=with_found(words, []))

    def open_topic(self, user_id: int, chat_id: int, name: str) -> Topic:
        """Open a topic in a group, which is a forum from then on."""
        place = self._chat(user_id, chat_id)
        service = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
        message = self._world.post(place, self._world.people[user_id], service=service)
        message.topic = place.topics[message.id] = Topic(message.id, name)
        if self._world.bot.id in place.admins:
            self._updates.push("message", message.json(), place.id)
        return message.topic

    def close_topic(self, chat_id: int, topic: int, *, closed: bool = True) -> None:
        """Let nobody but admins write in a topic, or everybody again."""
        self._world.chats[chat_id].topics[topic].closed = closed
        self._world.changed()

    def delete_topic(self, chat_id: int, topic: int) -> None:
        """Delete a topic with all that was written in it."""
        chat = self._world.chats[chat_id]
        chat.topics[topic].deleted = True
        for message in chat.messages.values():
            message.deleted = message.deleted or message.topic is chat.topics[topic]
        self._world.changed()

    def send_file(
        self, user_id: int, name: str, content: bytes, mime_type: str, chat: int | None = None
    ) -> File:
        """Send a document."""
        file = self._world.keep(name, mime_type, content)
        self._send(user_id, chat, None, file=file)
        return file

    def edit(self, user_id: int, message_id: int, text: str, chat: int | None = None) -> Message:
        """Change one of the person's own messages."""
        place = self._chat(user_id, chat)
        message = place.messages[message_id]
        if message.sender.id != user_id:
            raise PermissionError("only one's own messages can be edited")
        message.text, message.entities = text, with_found(text, [])
        message.edited_at = self._world.now()
        self._world.changed()
        if self._reaches_bot(place, message):
            self._updates.push("edited_message", message.json(), place.id)
        return message

    def press(self, user_id: int, message_id: int, row: int, column: int, chat: int | None = None) -> Json:
        """Press a button. Returns `{"open": url}` or `{"copy": text}` where the app acts alone."""
        message = self._chat(user_id, chat).messages[message_id]
        button = message.rows[row][column]
        self._world.acted(user_id)
        if "callback_data" in button:
            self.press_data(user_id, message_id, button["callback_data"], chat)
            return {}
        if "url" in button:
            return {"open": checked_url(button["url"])}
        if "copy_text" in button:
            return {"copy": button["copy_text"]["text"]}
        self._world.fault(f"a press on {sorted(button)} is not simulated")
        return {}

    def press_data(self, user_id: int, message_id: int, data: str, chat: int | None = None) -> None:
        """Send callback data for a message, forged or not, whether the message is still there or not."""
        place = self._chat(user_id, chat)
        message = place.messages[message_id]
        query = self._world.ask(self._world.people[user_id], message, data)
        gone = message.deleted or self._world.is_old(message)
        body = {
            "id": query.id,
            "from": query.user.json(),
            "message": message.inaccessible() if gone else message.json(),
            "chat_instance": str(abs(place.id) * 7_919 + 10**17),
            "data": data,
        }
        self._updates.push("callback_query", body, place.id)

    def ask_inline(
        self,
        user_id: int,
        text: str,
        offset: str = "",
        chat: int | None = None,
        topic: int | None = None,
    ) -> None:
        """Type `@bot text`, or scroll to the end of the results; what was asked for lately is not asked again."""
        world = self._world
        if not world.inline.on:
            raise PermissionError("the bot takes no inline queries")
        if len(text) > MAX_QUERY:
            raise ValueError("that is too long to search for")
        user, place = world.people[user_id], self._chat(user_id, chat)
        query = InlineQuery(world.new_id(), user, place, text, offset, time.monotonic(), topic=topic)
        world.inline.queries[query.id] = world.inline.latest[user_id] = query
        query.answer = world.inline.cached(user, text, offset)
        if query.answer is None:
            self._updates.push("inline_query", query.json(), user_id)
        world.changed()

    def drop(self, user_id: int, result_id: str) -> Message:
        """Choose one of the results: it stands in the chat as the person's own message, by way of the bot."""
        world = self._world
        query = world.inline.latest[user_id]
        found = next(one for one in (query.answer.results if query.answer else ()) if one.id == result_id)
        del world.inline.latest[user_id]
        message = self._send(
            user_id,
            query.chat.id,
            None,
            query.topic,
            text=found.text,
            entities=found.entities,
            markup=found.markup,
            preview=found.preview,
            via=world.bot,
        )
        chosen: Json = {"result_id": found.id, "from": query.user.json(), "query": query.text}
        if found.markup:
            chosen["inline_message_id"] = f"AgAAA{query.id}"
        if world.inline.feedback:
            self._updates.push("chosen_inline_result", chosen, user_id)
        return message

    def leave_inline(self, user_id: int) -> None:
        """Type something else."""
        self._world.inline.latest.pop(user_id, None)
        self._world.changed()

    def block(self, user_id: int) -> None:
        """Block the bot."""
        self._set_blocked(user_id, blocked=True)

    def unblock(self, user_id: int) -> None:
        """Lift the block."""
        self._set_blocked(user_id, blocked=False)

    def migrate(self, old: int, new: int) -> Chat:
        """Give the group a new id, as becoming a supergroup does; the old id then names the new one."""
        before = self._world.chats[old]
        after = self._world.add_group(new, before.title, [m.id for m in before.members], before.admins)
        admin = self._world.people[min(before.admins)]
        for place, key, other in (
            (before, "migrate_to_chat_id", new),
            (after, "migrate_from_chat_id", old),
        ):
            message = self._world.post(place, admin, service={key: other})
            self._updates.push("message", message.json(), place.id)
        before.migrated_to = new
        return after

    def private(self, user_id: int) -> Chat:
        """The person's chat with the bot."""
        return self._world.chats[user_id]

    def _send(
        self, user_id: int, chat: int | None, reply_to: int | None, topic: int | None = None, **parts: Any
    ) -> Message:
        place = self._chat(user_id, chat)
        within = place.topics[topic] if topic else place.messages[reply_to].topic if reply_to else None
        if within is not None and (within.deleted or (within.closed and user_id not in place.admins)):
            raise PermissionError("nobody can write in this topic")
        answered = reply_to or (within.id if within else None)
        asked = place.reply_to if place.private else None
        if place.blocked:
            raise PermissionError("the bot is blocked: unblock it first")
        self._world.acted(user_id)
        place.started = True
        message = self._world.post(
            place,
            self._world.people[user_id],
            parts.pop("text", ""),
            reply_to=place.messages[answered] if answered else asked,
            topic=within,
            **parts,
        )
        place.force_reply = place.reply_to = None
        if place.keyboard and place.keyboard.get("one_time_keyboard"):
            place.keyboard = None
        if self._reaches_bot(place, message):
            self._updates.push("message", message.json(), place.id)
        return message

    def _reaches_bot(self, chat: Chat, message: Message) -> bool:
        """Privacy mode: of a group's talk the bot gets commands, answers to it and mentions of it."""
        bot = self._world.bot
        if chat.removed:
            return False
        if (
            chat.private
            or bot.id in chat.admins
            or message.via is bot
            or (message.reply_to and message.reply_to.sender is bot)
        ):
            return True
        if f"@{bot.username}".lower() in message.text.lower():
            return True
        command = message.text.partition(" ")[0]
        return command.startswith("/") and "@" not in command

    def _set_blocked(self, user_id: int, *, blocked: bool) -> None:
        chat = self.private(user_id)
        if chat.blocked == blocked:
            return
        before = member_json(chat, self._world.bot)
        chat.blocked = blocked
        self._tell_membership(chat, self._world.people[user_id], before)

    def set_removed(self, chat_id: int, *, removed: bool) -> None:
        """Kick the bot out of a group, or let it in again."""
        chat = self._world.chats[chat_id]
        before = member_json(chat, self._world.bot)
        chat.removed = removed
        self._tell_membership(chat, self._world.people[min(chat.admins)], before)

    def _tell_membership(self, chat: Chat, by: Account, before: Json) -> None:
        body = {
            "chat": chat.json(),
            "from": by.json(),
            "date": int(self._world.now().timestamp()),
            "old_chat_member": before,
            "new_chat_member": member_json(chat, self._world.bot),
        }
        self._updates.push("my_chat_member", body, chat.id)
        self._world.changed()

    def _chat(self, user_id: int, chat: int | None) -> Chat:
        place = self._world.chats[chat if chat is not None else user_id]
        if all(member.id != user_id for member in place.members):
            raise PermissionError("this person is not in that chat")
        return place
