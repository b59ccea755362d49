"""Updates of the Bot API, read as `Inbound` from plain JSON, so that nothing new in it breaks them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.inbound import (
    Body,
    ChannelClosed,
    ChannelMoved,
    Command,
    Inbound,
    Origin,
    Press,
    Profile,
    Reachable,
    Said,
    SharedFile,
    Unsaid,
)
from bot.shown_names import shown
from core.people import Address

Update = Mapping[str, Any]

# Channel posts and reactions are not even asked for.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

TELEGRAM = 777000
"""The account in whose name posts of a channel are forwarded into its group."""

_FILES = {
    "document": ("file", ""),
    "photo": ("photo.jpg", "image/jpeg"),
    "video": ("video.mp4", "video/mp4"),
    "audio": ("audio.mp3", "audio/mpeg"),
    "voice": ("voice.ogg", "audio/ogg"),
    "video_note": ("video.mp4", "video/mp4"),
}
"""What a message can carry, and what it is called where Telegram names it not."""

_UNSAID = (
    "sticker",
    "animation",
    "location",
    "contact",
    "poll",
    "dice",
    "game",
    "story",
    "paid_media",
    "checklist",
)
"""What a message can be that has neither words nor a file that we read; a venue has a location."""

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)
_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account; `username` without @."""

    id: int
    username: str


def read(update: Update, bot: Me) -> Inbound | None:
    """What the update says to us, None where it is nothing for the bot.

    Raises KeyError, TypeError or ValueError where it is no update of the documented shape.
    """
    key = f"telegram:{bot.id}:{update['update_id']}"
    if message := update.get("message"):
        return _message(key, message, bot)
    if edited := update.get("edited_message"):
        return _edited(key, edited)
    if query := update.get("callback_query"):
        return _press(key, query)
    if change := update.get("my_chat_member"):
        return _membership(key, change)
    return None


def asked_unnamed(update: Update, bot: Me) -> Origin | None:
    """Where somebody asks us in the name of a group or channel, as its anonymous admins do; None anywhere else."""
    message = update.get("message") or {}
    if not message.get("sender_chat") or message.get("is_automatic_forward") or not message.get("text"):
        return None
    body = _spoken(message, bot)
    if body is None or not (isinstance(body, Command) or _answers(message, bot)):
        return None
    return Origin(channel=str(int(message["chat"]["id"])), direct=False, thread=_topic(message))


def kind_of(update: Update) -> str:
    """The key that names what an update carries, for counting."""
    return next((str(key) for key in update if key != "update_id"), "nothing")


def _message(key: str, message: Update, bot: Me) -> Inbound | None:
    sender, chat = message.get("from"), message["chat"]
    if moved := message.get("migrate_to_chat_id"):
        return _of_channel(key, sender, chat, ChannelMoved(to=str(int(moved))))
    direct = chat["type"] == "private"
    files = _files(message) if direct else ()
    if sender is None or sender.get("is_bot") or message.get("sender_chat"):
        return None
    if sender["id"] == TELEGRAM or message.get("is_automatic_forward"):
        return None
    if (message.get("via_bot") or {}).get("id") == bot.id:  # a card of ours that somebody dropped here
        return None
    if files:
        album = message.get("media_group_id")
        body: Body | None = Said(
            text=_typed(message.get("caption") or ""),
            files=files,
            album=None if album is None else str(album),
        )
    elif message.get("text"):
        body = _spoken(message, bot)
    elif direct and any(kind in message for kind in _UNSAID):
        body = Unsaid(what="other")
    else:
        return None
    if body is None or not (direct or isinstance(body, Command) or _answers(message, bot)):
        return None
    place = Origin(
        channel=str(chat["id"]),
        typed=str(message["message_id"]),
        direct=direct,
        thread=_topic(message),
        title=None if direct else shown(chat.get("title") or "") or None,
    )
    return _inbound(key, sender, place, body)


def _edited(key: str, message: Update) -> Inbound | None:
    """Somebody has changed what they wrote to us."""
    sender, chat = message.get("from"), message["chat"]
    if sender is None or sender.get("is_bot") or chat["type"] != "private":
        return None
    if not (message.get("text") or message.get("caption")):
        return None
    return _inbound(key, sender, Origin(channel=str(chat["id"])), Unsaid(what="changed"))


def _files(message: Update) -> tuple[SharedFile, ...]:
    """The file in a message: each has one at most. Of a photo it is the largest of its sizes."""
    for kind, (usual_name, usual_type) in _FILES.items():
        if found := message.get(kind):
            file = found[-1] if kind == "photo" else found
            name, said = _typed(file.get("file_name") or ""), _typed(file.get("mime_type") or "")
            return (
                SharedFile(
                    ref=file["file_id"],
                    name=name or usual_name,
                    type=said or usual_type,
                    size=file.get("file_size"),
                ),
            )
    return ()


def _topic(message: Update) -> str | None:
    """The topic of a forum; replies have thread ids in other groups too, where nothing can be posted to them."""
    return str(int(message["message_thread_id"])) if message.get("is_topic_message") else None


def _spoken(message: Update, bot: Me) -> Body | None:
    """The command or the words; None for a command to another bot."""
    found = _COMMAND.fullmatch(_with_mentions(message).strip())
    if found is None:
        return Said(text=_typed(message["text"]))
    name, to, text = found.groups(default="")
    if to and to.lower() != bot.username.lower():
        return None
    return Command(name=name.lower(), text=text.strip())


def _answers(message: Update, bot: Me) -> bool:
    asked = message.get("reply_to_message") or {}
    # What is written in a topic answers the message that opened the topic, unless it answers another.
    opens_topic = "forum_topic_created" in asked
    return bool((asked.get("from") or {}).get("id") == bot.id and not opens_topic)


def _press(key: str, query: Update) -> Inbound | None:
    sender, token = query["from"], query.get("data")
    if sender.get("is_bot") or not token:
        return None
    # An InaccessibleMessage has its ids, the date 0 and no more; there is none at all under a message sent inline.
    message = query.get("message")
    place = Origin(
        channel=str(message["chat"]["id"] if message else sender["id"]),
        message=str(message.get("ephemeral_message_id") or message["message_id"]) if message else None,
        ephemeral=bool(message and message.get("ephemeral_message_id")),
        thread=_topic(message) if message else None,
        sent_at=datetime.fromtimestamp(message["date"], UTC) if message else None,
        direct=message is None or message["chat"]["type"] == "private",
        trigger=str(query["id"]),
    )
    return _inbound(key, sender, place, Press(token=_typed(token)))


def _membership(key: str, change: Update) -> Inbound | None:
    status = change["new_chat_member"]["status"]
    if change["chat"]["type"] != "private" and status in {"kicked", "left"}:
        return _of_channel(key, change.get("from"), change["chat"], ChannelClosed())
    if change["chat"]["type"] != "private" or status not in {"kicked", "member"}:
        return None
    place = Origin(channel=str(change["chat"]["id"]))
    return _inbound(key, change["from"], place, Reachable(yes=status == "member"))


def _of_channel(key: str, sender: Update | None, chat: Update, body: Body) -> Inbound:
    """What became of a group; who did it does not matter."""
    by = Address("telegram", "", str((sender or chat)["id"]))
    return Inbound(key=key, sender=by, place=Origin(channel=str(int(chat["id"])), direct=False), body=body)


def _inbound(key: str, sender: Update, place: Origin, body: Body) -> Inbound:
    name = shown(f"{sender.get('first_name', '')} {sender.get('last_name', '')}")
    profile = Profile(name=name, handle=sender.get("username"), locale=sender.get("language_code"))
    return Inbound(
        key=key, sender=Address("telegram", "", str(sender["id"])), profile=profile, place=place, body=body
    )


def _with_mentions(message: Update) -> str:
    """The text, people mentioned without a username as `<@telegram:ID>`."""
    units = message["text"].encode("utf-16-le", "surrogatepass")
    mentions = [entity for entity in message.get("entities", ()) if entity["type"] == "text_mention"]
    for entity in sorted(mentions, key=lambda entity: -entity["offset"]):
        begin = 2 * entity["offset"]
        mention = f"<@{Address('telegram', '', str(entity['user']['id']))}>".encode("utf-16-le")
        units = units[:begin] + mention + units[begin + 2 * entity["length"] :]
    return _typed(units.decode("utf-16-le", "replace"))


def _typed(text: str) -> str:
    """The text without what no database and no JSON can keep."""
    return _UNTYPED.sub("", text)
