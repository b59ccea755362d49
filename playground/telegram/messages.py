"""Methods that send, change and delete messages, and answer presses."""

import struct
import time
from typing import Any

from playground.telegram.errors import NOT_MODIFIED, QUERY_TOO_OLD, ApiError, refuse
from playground.telegram.html import parse_html
from playground.telegram.markup import check_keyboard, inline_keyboard
from playground.telegram.model import Chat, File, Json, Message
from playground.telegram.parameters import Upload
from playground.telegram.rich import parse_rich
from playground.telegram.text import checked_url, trimmed, utf16, with_found
from playground.telegram.world import QUERY_SECONDS, TYPING_SECONDS, World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ANSWER = 200
MAX_DOCUMENT = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
CHAT_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document",    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def _styled(world: World, p: Json, text: str, entities: list[Json] | None) -> tuple[str, list[Json]]:
    mode = str(p.get("parse_mode", "")).lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode:
        world.fault(f"parse_mode {p['parse_mode']} is not simulated")
        refuse("unsupported parse_mode")
    text, entities = trimmed(text, entities or [])
    return text, with_found(text, entities)


def _text(world: World, p: Json) -> tuple[str, list[Json]]:
    if not p.get("text"):
        refuse("message text is empty")
    text, entities = _styled(world, p, p["text"], p.get("entities"))
    if not text:
        refuse("text must be non-empty")
    if utf16(text) > MAX_TEXT:
        refuse("message is too long")
    return text, entities


def _content(world: World, p: Json) -> tuple[str, list[Json], list[Json]]:
    """Text, entities and the blocks of a rich message, which an older server does not see."""
    if "rich_message" not in p or not world.knows_rich:
        return *_text(world, p), []
    if p.get("text"):
        refuse("text and rich_message can't be used together")
    try:
        blocks, text, entities = parse_rich(p["rich_message"])
    except ApiError as error:
        world.fault(error.description)  # the bot says the same as text, and nobody would see the mistake
        raise
    return text, entities, blocks


def _caption(world: World, p: Json) -> tuple[str, list[Json]]:
    text, entities = _styled(world, p, p.get("caption", ""), p.get("caption_entities"))
    if utf16(text) > MAX_CAPTION:
        refuse("message caption is too long")
    return text, entities


def _previewed(p: Json) -> bool:
    return not (p.get("link_preview_options") or {}).get("is_disabled", False)


def _send(world: World, chat: Chat, p: Json, text: str, **parts: Any) -> Json:
    markup = p.get("reply_markup") or {}
    inline = None
    if "inline_keyboard" in markup:
        inline = inline_keyboard(markup, chat, world.fault)
    else:
        check_keyboard(markup)
    topic = world.find_topic(chat, p.get("message_thread_id"))
    answered = p.get("reply_parameters") or {}
    replied = chat.messages.get(answered.get("message_id", 0))
    if (
        answered
        and (replied is None or replied.deleted)
        and not answered.get("allow_sending_without_reply")
    ):
        refuse("message to be replied not found")
    message = world.post(
        chat,
        world.bot,
        text,
        markup=inline,
        reply_to=replied or (chat.messages[topic.id] if topic else None),
        topic=topic,
        receiver=world.find_receiver(chat, p.get("ephemeral_message_parameters")),
        protected=p.get("protect_content", False),
        preview=_previewed(p),
        **parts,
    )
    if "keyboard" in markup:
        chat.keyboard = markup
    elif markup.get("remove_keyboard"):
        chat.keyboard = None
    elif markup.get("force_reply"):
        chat.force_reply, chat.reply_to = markup, message
    world.changed()
    return message.json()


def send_message(world: World, p: Json) -> Json:
    """`sendMessage`."""
    chat = world.writable(p.get("chat_id"))
    text, entities = _text(world, p)
    return _send(world, chat, p, text, entities=entities)


def send_rich(world: World, p: Json) -> Json:
    """`sendRichMessage`; an older server has no such method."""
    if not world.knows_rich:
        raise ApiError(404, "method not found")
    chat = world.writable(p.get("chat_id"))
    text, entities, blocks = _content(world, p)
    return _send(world, chat, p, text, entities=entities, rich=blocks)


def send_document(world: World, p: Json) -> Json:
    """`sendDocument`."""
    return _send_file(world, p, "document", MAX_DOCUMENT)


def send_photo(world: World, p: Json) -> Json:
    """`sendPhoto`."""
    return _send_file(world, p, "photo", MAX_PHOTO)


def _send_file(world: World, p: Json, kind: str, largest: int) -> Json:
    chat = world.writable(p.get("chat_id"))
    text, entities = _caption(world, p)
    return _send(world, chat, p, text, entities=entities, file=_file(world, p.get(kind), kind, largest))


def _file(world: World, sent: Upload | str | None, kind: str, largest: int) -> File:
    """The file that came with the call, or one sent before."""
    if not sent:
        refuse(f"there is no {kind} in the request")
    if isinstance(sent, Upload):
        if not sent.content:
            refuse("file must be non-empty")
        if len(sent.content) > largest:
            refuse("file is too big")
        size = _pixels(sent.content) if kind == "photo" else None
        if kind == "photo" and size is None:
            refuse("IMAGE_PROCESS_FAILED")
        if size and (sum(size) > 10_000 or max(size) > 20 * min(size)):
            refuse("PHOTO_INVALID_DIMENSIONS")
        return world.keep(sent.name, sent.mime_type, sent.content, size)
    if sent not in world.files:
        if "://" in sent:
            world.fault(f"{kind} by address is not simulated")
        refuse("wrong file identifier/HTTP URL specified")
    return world.files[sent]


def _pixels(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or a JPEG."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) > 24:
        return struct.unpack(">II", content[16:24])
    at = 2
    while content.startswith(b"\xff\xd8") and at + 9 < len(content):
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _editable(world: World, p: Json) -> Message:
    if p.get("inline_message_id"):
        world.fault("inline messages are not simulated")
    message = world.find_message(world.writable(p.get("chat_id")), p.get("message_id"), "to edit")
    if message.sender is not world.bot or message.service:
        refuse("message can't be edited")
    return message


def _edit(
    world: World,
    message: Message,
    p: Json,
    text: str,
    entities: list[Json],
    rich: list[Json] | None = None,
    *,
    changed: bool = False,
) -> Json:
    markup = inline_keyboard(p.get("reply_markup"), message.chat, world.fault)
    content, before = (text, entities, rich or []), (message.text, message.entities, message.rich)
    if not changed and (content, markup) == (before, message.markup):
        refuse(NOT_MODIFIED)
    if changed or content != before:
        message.edited_at = world.now()
    message.text, message.entities, message.rich = content
    message.markup = markup
    world.changed()
    return message.json()


def edit_text(world: World, p: Json) -> Json:
    """`editMessageText`; without `reply_markup` the keyboard goes."""
    message = _editable(world, p)
    content = _content(world, p)
    if message.file:
        refuse("there is no text in the message to edit")
    edited = _edit(world, message, p, *content)
    message.preview = _previewed(p)
    return edited


def edit_whisper(world: World, p: Json) -> bool:
    """`editEphemeralMessageText`."""
    chat = world.writable(p["chat_id"])
    message = chat.messages.get(-p["ephemeral_message_id"])
    receiver = message.receiver if message and not message.deleted else None
    if message is None or receiver is None or receiver.id != p["receiver_user_id"]:
        refuse("message to edit not found")
    _edit(world, message, p, *_content(world, p))
    return True


def edit_caption(world: World, p: Json) -> Json:
    """`editMessageCaption`."""
    message = _editable(world, p)
    if not message.file:
        refuse("there is no caption in the message to edit")
    return _edit(world, message, p, *_caption(world, p))


def edit_media(world: World, p: Json) -> Json:
    """`editMessageMedia`: to another photo, or from a text to one; the caption comes with the medium."""
    message = _editable(world, p)
    media = p["media"]
    if media.get("type") != "photo":
        world.fault(f"a medium of type {media.get('type')} is not simulated")
        refuse("media type is not simulated")
    text, entities = _caption(world, media)
    message.file = _file(world, media["media"], "photo", MAX_PHOTO)
    return _edit(world, message, p, text, entities, changed=True)


def edit_markup(world: World, p: Json) -> Json:
    """`editMessageReplyMarkup`."""
    message = _editable(world, p)
    return _edit(world, message, p, message.text, message.entities, message.rich)


def delete_message(world: World, p: Json) -> bool:
    """`deleteMessage`: only within 48 hours, and in a group only the bot's own."""
    chat = world.writable(p.get("chat_id"))
    message = world.find_message(chat, p.get("message_id"), "to delete")
    if message.sender is not world.bot and not chat.private and world.bot.id not in chat.admins:
        refuse("message can't be deleted")
    if world.is_old(message):
        refuse("message can't be deleted for everyone")
    message.deleted = True
    world.changed()
    return True


def answer_query(world: World, p: Json) -> bool:
    """`answerCallbackQuery`: once, and within some 15 seconds."""
    query = world.queries.get(p.get("callback_query_id", ""))
    if query is None or query.answered or time.monotonic() - query.asked > QUERY_SECONDS:
        refuse(QUERY_TOO_OLD)
    text = p.get("text", "")
    if utf16(text) > MAX_ANSWER:
        refuse("MESSAGE_TOO_LONG")
    if p.get("url") and checked_url(p["url"]) is None:
        refuse("URL_INVALID")
    query.answered = True
    if text:
        world.notify(query, text, alert=p.get("show_alert", False))
    world.changed()
    return True


def send_action(world: World, p: Json) -> bool:
    """`sendChatAction`: shown for five seconds or until the next message."""
    chat = world.writable(p.get("chat_id"))
    world.find_topic(chat, p.get("message_thread_id"))
    if p.get("action") not in CHAT_ACTIONS:
        refuse("wrong parameter action in request")
    chat.typing_until = time.monotonic() + TYPING_SECONDS
    world.changed()
    world.changes_in(TYPING_SECONDS)
    return True


MESSAGES = {
    "sendMessage": send_message,
    "sendRichMessage": send_rich,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_action,
    "editMessageText": edit_text,
    "editEphemeralMessageText": edit_whisper,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_query,
}
