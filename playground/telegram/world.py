"""Everything the simulated service remembers."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import count, takewhile
from typing import Any

from core.clock import Clock
from playground.telegram.errors import QUERY_TOO_OLD, ApiError, refuse
from playground.telegram.inline_queries import Inline
from playground.telegram.model import Account, Chat, File, Json, Message, PressNotice, Query, Topic

GROUP = -1001500000001
OLD = timedelta(hours=48)
QUERY_SECONDS = 15.0
TYPING_SECONDS = 5.0


class World:
    """Accounts, chats, files, presses and menus. `fault` records a mistake of the bot, in a sentence."""

    def __init__(
        self, clock: Clock, bot: Account, people: Iterable[Account], fault: Callable[[str], None]
    ) -> None:
        self.clock = clock
        self.bot = bot
        self.people = {person.id: person for person in people}
        self.fault = fault
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.notices: list[PressNotice] = []
        self.inline = Inline()
        self.knows_whispers = True  # an older server shows to everybody what it should show to one
        self.knows_rich = True  # an older server has no rich messages
        self.files: dict[str, File] = {}
        self.menus: dict[tuple[str, str], list[Json]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self._private_ids = count(101)
        self._whispers = count(29_341_001)
        self._numbers = count(1)
        self._listeners: list[Callable[[], None]] = []
        for person in self.people.values():
            self.chats[person.id] = Chat(person.id, "private", bot.name, self._private_ids, [person])

    def add_group(self, chat_id: int, title: str, members: Iterable[int], admins: Iterable[int]) -> Chat:
        """Open a supergroup with the bot in it."""
        people = [self.people[member] for member in members]
        group = Chat(chat_id, "supergroup", title, count(1), people, admins=set(admins), started=True)
        self.chats[chat_id] = group
        return group

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener()` whenever somebody's screen may have changed."""
        self._listeners.append(listener)

    def changed(self) -> None:
        """Tell the listeners."""
        for listener in self._listeners:
            listener()

    def changes_in(self, seconds: float) -> None:
        """Tell the listeners later, when something that is shown for a while goes away."""
        asyncio.get_running_loop().call_later(seconds, self.changed)

    def now(self) -> datetime:
        """The present of the playground's clock."""
        return self.clock.now()

    def chats_of(self, user_id: int) -> list[Chat]:
        """The chats a person is in, the private one first."""
        return [
            chat for chat in self.chats.values() if any(member.id == user_id for member in chat.members)
        ]

    def find_chat(self, chat_id: Any) -> Chat:
        """The chat that a method names. Raises `ApiError` where it is missing, unknown or has moved."""
        if chat_id in {None, ""}:
            refuse("chat_id is empty")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            refuse("chat not found")
        if chat.migrated_to is not None:
            text = "group chat was upgraded to a supergroup chat"
            raise ApiError(400, text, migrate_to_chat_id=chat.migrated_to)
        return chat

    def writable(self, chat_id: Any) -> Chat:
        """A chat that the bot may write to. Raises `ApiError` 400 or 403."""
        chat = self.find_chat(chat_id)
        if chat.removed:
            raise ApiError(403, "bot was kicked from the supergroup chat")
        if chat.private and chat.members[0].deactivated:
            raise ApiError(403, "user is deactivated")
        if chat.blocked:
            raise ApiError(403, "bot was blocked by the user")
        if not chat.started:
            raise ApiError(403, "bot can't initiate conversation with a user")
        return chat

    def post(self, chat: Chat, sender: Account, text: str = "", **parts: Any) -> Message:
        """Add a message to a chat; `parts` are fields of `Message`."""
        number = -next(self._whispers) if parts.get("receiver") else next(chat.ids)
        message = Message(number, chat, sender, self.now(), text, **parts)
        chat.messages[message.id] = message
        if sender is self.bot:
            chat.typing_until = 0.0
        self.changed()
        return message

    def find_topic(self, chat: Chat, thread: int | None) -> Topic | None:
        """The topic that may be written to, None for the general one. Raises `ApiError` 400."""
        if not thread:
            return None
        topic = chat.topics.get(thread)
        if topic is None or topic.deleted:
            refuse("message thread not found")
        if topic.closed and self.bot.id not in chat.admins:
            refuse("TOPIC_CLOSED")
        return topic

    def find_receiver(self, chat: Chat, asked: dict[str, Any] | None) -> Account | None:
        """Who alone is to see a message. Raises `ApiError` where the bot may not whisper to them now."""
        if asked is None or not self.knows_whispers:
            return None
        user = self.people.get(asked.get("receiver_user_id", 0))
        if chat.private or user is None or user not in chat.members:
            refuse("BOT_NOT_ADMIN" if chat.private else "USER_NOT_PARTICIPANT")
        query = self.queries.get(str(asked.get("callback_query_id", "")))
        fits = query is not None and query.user is user and query.message.chat is chat
        fresh = query is not None and time.monotonic() - query.asked <= QUERY_SECONDS
        if asked.get("callback_query_id") and not (fits and fresh):
            refuse(QUERY_TOO_OLD)
        if not fits and self.bot.id not in chat.admins:
            refuse("BOT_NOT_ADMIN")
        if asked.get("replace_callback_query_message"):
            self.fault("a whisper in place of another message is not simulated")
        return user

    def find_message(self, chat: Chat, message_id: Any, purpose: str) -> Message:
        """A message that is still there. Raises `ApiError` "message to `purpose` not found"."""
        if not message_id:
            refuse("message identifier is not specified")
        message = chat.messages.get(message_id)
        if message is None or message.deleted or message.receiver:
            refuse(f"message {purpose} not found")
        return message

    def is_old(self, message: Message) -> bool:
        """Whether the message is older than 48 hours."""
        return self.now() - message.at > OLD

    def new_id(self) -> str:
        """An id of a query, which cannot be guessed."""
        return str(next(self._numbers) * 10**12 + secrets.randbelow(10**12))

    def ask(self, user: Account, message: Message, data: str) -> Query:
        """Note a press; its button spins until it is answered."""
        identifier = self.new_id()
        query = Query(identifier, user, message, data, time.monotonic())
        self.queries[identifier] = query
        self.changed()
        self.changes_in(QUERY_SECONDS)
        return query

    def waiting(self, user_id: int) -> list[Query]:
        """The person's presses whose buttons still spin."""
        born = time.monotonic() - QUERY_SECONDS
        recent = takewhile(lambda query: query.asked > born, reversed(self.queries.values()))
        return [query for query in recent if query.user.id == user_id and not query.answered]

    def notify(self, query: Query, text: str, *, alert: bool) -> None:
        """Show the presser an answer."""
        self.notices.append(PressNotice(next(self._numbers), query.user, query.message.chat, text, alert))

    def acted(self, user_id: int) -> None:
        """Close the pop-ups, because the person did something."""
        self.notices = [notice for notice in self.notices if notice.user.id != user_id]

    def keep(self, name: str, mime_type: str, content: bytes, size: tuple[int, int] | None = None) -> File:
        """Store a file under an id that cannot be guessed."""
        identifier = f"BQAC{secrets.token_urlsafe(24)}"
        folder, suffix = ("photos", "jpg") if size else ("documents", name.rpartition(".")[2] or "bin")
        file = File(
            identifier, name, mime_type, content, f"{folder}/file_{next(self._numbers)}.{suffix}", size
        )
        self.files[identifier] = file
        return file

    def menu(self, chat: Chat, user: Account) -> list[Json]:
        """The commands that the person's client offers there: the narrowest scope, then the language."""
        admin = user.id in chat.admins
        if chat.private:
            scopes = [f"chat:{chat.id}", "all_private_chats", "default"]
        else:
            scopes = [
                f"chat_member:{chat.id}:{user.id}",
                *([f"chat_administrators:{chat.id}"] if admin else []),
                f"chat:{chat.id}",
                *(["all_chat_administrators"] if admin else []),
                "all_group_chats",
                "default",
            ]
        for scope in scopes:
            for language in (user.language_code[:2], ""):
                if found := self.menus.get((scope, language)):
                    return found
        return []
