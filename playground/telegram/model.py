"""Accounts, chats, messages and files as the service keeps them, and as the Bot API shows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(eq=False, slots=True)
class Account:
    """A user or the bot. `zone` (IANA) is where the person's client stands; the Bot API never tells it."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    zone: str = "UTC"
    is_bot: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        """The full name as clients show it."""
        return f"{self.first_name} {self.last_name}".strip()

    def json(self) -> Json:
        """The account as a `User`."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        if not self.is_bot:
            user["language_code"] = self.language_code
        return user


@dataclass(eq=False, slots=True)
class File:
    """Something uploaded by either side; `size` in pixels marks a photo."""

    id: str
    name: str
    mime_type: str
    content: bytes
    path: str
    size: tuple[int, int] | None = None

    @property
    def unique_id(self) -> str:
        """The id that stays the same for every bot."""
        return f"AQ{self.id[-14:]}"

    def json(self) -> Json:
        """The key and value that a `Message` carries."""
        common = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}
        if self.size:
            return {"photo": [{**common, "width": self.size[0], "height": self.size[1]}]}
        return {"document": {**common, "file_name": self.name, "mime_type": self.mime_type}}


@dataclass(eq=False, slots=True)
class Topic:
    """A topic of a forum; its id is that of the message that opened it. The general one has none and is no `Topic`."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat with the bot or a group. `started`: the person has written; `removed`: the bot was.

    A group in which there are `topics` is a forum.
    """

    id: int
    kind: Literal["private", "supergroup"]
    title: str
    ids: Iterator[int]
    members: list[Account] = field(default_factory=list)
    admins: set[int] = field(default_factory=set)
    messages: dict[int, "Message"] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    removed: bool = False
    migrated_to: int | None = None
    keyboard: Json | None = None
    force_reply: Json | None = None
    reply_to: "Message | None" = None
    typing_until: float = 0.0

    @property
    def private(self) -> bool:
        """Whether it is the chat of one person with the bot."""
        return self.kind == "private"

    @property
    def shown(self) -> "list[Message]":
        """The messages that clients show, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    def seen_by(self, user: Account) -> "list[Message]":
        """Those of them that the user's client shows."""
        return [message for message in self.shown if message.receiver in {None, user}]

    def json(self) -> Json:
        """The chat as a `Chat`."""
        if not self.private:
            forum = {"is_forum": True} if self.topics else {}
            return {"id": self.id, "title": self.title, "type": self.kind, **forum}
        person = self.members[0].json()
        shown = ("id", "first_name", "last_name", "username")
        return {key: person[key] for key in shown if key in person} | {"type": "private"}


@dataclass(eq=False, slots=True)
class Message:
    """A message; `text` is the caption of a file. `service` holds the keys of a service message.

    One that only its `receiver` sees is ephemeral, and its id negative. The blocks of a `rich` message say what `text`
    says.
    """

    id: int
    chat: Chat
    sender: Account
    at: datetime
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    rich: list[Json] = field(default_factory=list)
    markup: Json | None = None
    reply_to: "Message | None" = None
    file: File | None = None
    service: Json = field(default_factory=dict)
    via: Account | None = None
    topic: Topic | None = None
    receiver: Account | None = None
    preview: bool = True
    protected: bool = False
    edited_at: datetime | None = None
    deleted: bool = False

    @property
    def rows(self) -> list[list[Json]]:
        """The inline keyboard's rows of buttons."""
        return self.markup["inline_keyboard"] if self.markup else []

    def json(self, *, nested: bool = False) -> Json:
        """The message as a `Message`; a `nested` one does not show what it replies to."""
        body: Json = {
            "message_id": max(self.id, 0),
            "from": self.sender.json(),
            "chat": self.chat.json(),
            "date": int(self.at.timestamp()),
        }
        if self.receiver:
            body |= {"ephemeral_message_id": -self.id, "receiver_user": self.receiver.json()}
        if self.topic:
            body |= {"message_thread_id": self.topic.id, "is_topic_message": True}
        if self.via:
            body["via_bot"] = self.via.json()
        if self.edited_at:
            body["edit_date"] = int(self.edited_at.timestamp())
        if self.reply_to and not nested:
            body["reply_to_message"] = self.reply_to.json(nested=True)
        if self.file:
            body |= self.file.json()
        prefix = "caption" if self.file else "text"
        if self.rich:
            body["rich_message"] = {"blocks": self.rich}
        elif self.text:
            body[prefix] = self.text
        if self.entities and not self.rich:
            body["caption_entities" if self.file else "entities"] = self.entities
        if not self.preview:
            body["link_preview_options"] = {"is_disabled": True}
        if self.protected:
            body["has_protected_content"] = True
        if self.markup:
            body["reply_markup"] = self.markup
        return body | self.service

    def inaccessible(self) -> Json:
        """The message as an `InaccessibleMessage`."""
        return {"chat": self.chat.json(), "message_id": self.id, "date": 0}


@dataclass(eq=False, slots=True)
class Query:
    """A press of a callback button. `asked` is real time (monotonic seconds)."""

    id: str
    user: Account
    message: Message
    data: str
    asked: float
    answered: bool = False


@dataclass(eq=False, slots=True)
class PressNotice:
    """The answer to a press as its presser sees it: a toast, or an alert that wants dismissing."""

    id: int
    user: Account
    chat: Chat
    text: str
    alert: bool = False
