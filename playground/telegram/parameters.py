"""The methods' parameters, read from a query, a form, multipart or JSON, and brought to their types."""

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from aiohttp import web

from playground.telegram.errors import refuse
from playground.telegram.model import Json

_TARGET = "business_connection_id:str chat_id:chat message_id:int inline_message_id:str"
_SEND = (
    "business_connection_id:str chat_id:chat message_thread_id:int direct_messages_topic_id:int"
    " ephemeral_message_parameters:object disable_notification:bool protect_content:bool"
    " allow_paid_broadcast:bool"
    " message_effect_id:str suggested_post_parameters:object reply_parameters:object reply_markup:object"
)
# From the machine-readable Bot API 10.1, with the ephemeral messages of 10.3; "!" marks what the service insists on
# and no method words itself.
SIGNATURES = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:list",
    "setWebhook": "url:str certificate:file ip_address:str max_connections:int allowed_updates:list"
    " drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": f"{_SEND} parse_mode:str text:str entities:list link_preview_options:object",
    "sendRichMessage": f"{_SEND} rich_message!:object",
    "sendDocument": f"{_SEND} parse_mode:str document:file thumbnail:file caption:str caption_entities:list"
    " disable_content_type_detection:bool",
    "sendPhoto": f"{_SEND} parse_mode:str photo:file caption:str caption_entities:list show_caption_above_media:bool"
    " has_spoiler:bool",
    "sendChatAction": "business_connection_id:str chat_id:chat message_thread_id:int action:str",
    "editMessageText": f"{_TARGET} reply_markup:object text:str parse_mode:str entities:list"
    " link_preview_options:object rich_message:object",
    "editMessageCaption": f"{_TARGET} reply_markup:object caption:str parse_mode:str"
    " caption_entities:list show_caption_above_media:bool",
    "editMessageMedia": f"{_TARGET} reply_markup:object media!:media",
    "editMessageReplyMarkup": f"{_TARGET} reply_markup:object",
    "editEphemeralMessageText": "chat_id!:chat receiver_user_id!:int ephemeral_message_id!:int text:str"
    " parse_mode:str entities:list link_preview_options:object rich_message:object reply_markup:object",
    "deleteMessage": "chat_id:chat message_id:int",
    "answerCallbackQuery": "callback_query_id:str text:str show_alert:bool url:str cache_time:int",
    "answerInlineQuery": "inline_query_id!:str results!:list cache_time:int is_personal:bool next_offset:str"
    " button:object",
    "setMyCommands": "commands!:list scope:object language_code:str",
    "getMyCommands": "scope:object language_code:str",
    "deleteMyCommands": "scope:object language_code:str",
    "getChat": "chat_id:chat",
    "getChatMember": "chat_id:chat user_id!:int",
    "getChatAdministrators": "chat_id:chat return_bots:bool",
    "getFile": "file_id:str",
    "setMyDescription": "description:str language_code:str",
    "getMyDescription": "language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "getMyShortDescription": "language_code:str",
    "logOut": "",
    "close": "",
}
METHODS = {name.lower(): name for name in SIGNATURES}
MAX_BODY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime_type: str
    content: bytes


async def read(request: web.Request) -> Json:
    """All parameters of a call as they came; files as `Upload`."""
    values: Json = dict(request.query)
    if request.content_type == "application/json" and request.body_exists:
        try:
            body = await request.json()
        except ValueError:
            refuse("can't parse JSON object")
        if not isinstance(body, dict):
            refuse("can't parse JSON object")
        return values | body
    if request.method == "POST":
        for key, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                with value.file as file:
                    values[key] = Upload(value.filename, value.content_type, file.read())
            else:
                values[key] = value
    return values


def typed(method: str, raw: Json) -> tuple[Json, list[str]]:
    """The parameters that `method` knows, in their types, and the names of those it does not know."""
    signature = [part.split(":") for part in SIGNATURES[method].split()]
    known = {name.rstrip("!"): kind for name, kind in signature}
    values: Json = {}
    for name, kind in known.items():
        if raw.get(name) is not None:
            values[name] = _value(name, kind, raw[name], raw)
    for name, _ in signature:
        if name.endswith("!") and name[:-1] not in values:
            refuse(f'parameter "{name[:-1]}" is required')
    named = (re.findall(r"attach://([\w-]+)", value) for value in raw.values() if isinstance(value, str))
    attached = {name for names in named for name in names}
    return values, sorted(set(raw) - set(known) - attached)


def shown(raw: Json) -> Json:
    """The parameters as the wire keeps them: JSON unfolded, files by name and size, secrets blanked."""
    return {name: _shown(name, value) for name, value in raw.items()}


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, Upload):
        return {"name": value.name, "size": len(value.content)}
    if name == "secret_token":
        return "…"
    if isinstance(value, str) and value[:1] in "[{" and name not in {"text", "caption"}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _value(name: str, kind: str, value: Any, raw: Json) -> Any:
    if kind == "file":
        if isinstance(value, str) and value.startswith("attach://"):
            value = raw.get(value.removeprefix("attach://"))
        return value
    if kind == "media":
        media = _structure(name, "object", value)
        return {**media, "media": _value(name, "file", media.get("media"), raw)}
    if kind in {"object", "list"}:
        return _structure(name, kind, value)
    if kind == "bool":
        return value if isinstance(value, bool) else str(value).lower() in {"true", "yes", "1"}
    if kind == "chat":
        text = str(value).strip()
        return int(text) if text.lstrip("-").isdigit() else text
    if kind == "int":
        try:
            return int(value)
        except (TypeError, ValueError):
            _wrong_number(name)
    return str(value)


def _wrong_number(name: str) -> NoReturn:
    if name == "message_id":
        refuse("message identifier is not specified")
    refuse(f"invalid {name} specified" if name == "user_id" else f'parameter "{name}" must be an integer')


def _structure(name: str, kind: str, value: Any) -> Any:
    what = {"reply_markup": "reply keyboard markup", "scope": "BotCommandScope"}.get(
        name, name.replace("_", " ")
    )
    if isinstance(value, str):
        if not value:
            return None
        try:
            value = json.loads(value)
        except ValueError:
            refuse(f"can't parse {what} JSON object")
    if not isinstance(value, dict if kind == "object" else list):
        wanted = "an object" if kind == "object" else "an Array"
        refuse("object expected as reply markup" if name == "reply_markup" else f"{what} must be {wanted}")
    return value
