"""Methods about the bot itself, its menus, chats, members and files."""

import re

from playground.telegram.errors import refuse
from playground.telegram.model import Account, Chat, Json
from playground.telegram.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
MAX_COMMANDS = 100
MAX_DOWNLOAD = 20 * 1024 * 1024
RIGHTS = (
    "can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
    "can_post_stories", "can_edit_stories", "can_delete_stories", "can_pin_messages",
    "can_manage_topics", "is_anonymous",
)  # fmt: skip


def get_me(world: World, _: Json) -> Json:
    """`getMe`."""
    abilities = (
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
    )
    able = dict.fromkeys(abilities, False) | {"supports_inline_queries": world.inline.on}
    return {**world.bot.json(), "can_join_groups": True, **able}


def _scope(world: World, p: Json) -> str:
    scope = p.get("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}:
        return str(kind)
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        refuse("unsupported scope type specified" if kind else 'can\'t find field "type"')
    raw = str(scope.get("chat_id", ""))
    chat = world.find_chat(int(raw) if raw.lstrip("-").isdigit() else raw)
    if kind != "chat" and chat.private:
        refuse("can't use the scope in a private chat")
    if kind == "chat_member":
        return f"{kind}:{chat.id}:{_member(world, int(scope.get('user_id', 0))).id}"
    return f"{kind}:{chat.id}"


def _language(p: Json) -> str:
    code = str(p.get("language_code", ""))
    if code and not LANGUAGE.fullmatch(code):
        refuse("invalid language code specified")
    return code


def _command(command: Json) -> Json:
    name = str(command.get("command", "")).strip().removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not name:
        refuse("command must be non-empty")
    if not description:
        refuse("command description must be non-empty")
    if len(description) > 256:
        refuse("command description length must not exceed 256")
    if not COMMAND.fullmatch(name):
        refuse("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def set_commands(world: World, p: Json) -> bool:
    """`setMyCommands`, by scope and language."""
    if len(p["commands"]) > MAX_COMMANDS:
        refuse("BOT_COMMANDS_TOO_MUCH")
    world.menus[_scope(world, p), _language(p)] = [_command(command) for command in p["commands"]]
    world.changed()
    return True


def get_commands(world: World, p: Json) -> list[Json]:
    """`getMyCommands`."""
    return world.menus.get((_scope(world, p), _language(p)), [])


def delete_commands(world: World, p: Json) -> bool:
    """`deleteMyCommands`."""
    world.menus.pop((_scope(world, p), _language(p)), None)
    world.changed()
    return True


def _describe(world: World, p: Json, key: str, longest: int) -> bool:
    text = p.get(key, "")
    if len(text) > longest:
        refuse(
            "bot description is too long" if key == "description" else "bot short description is too long"
        )
    world.descriptions[key, _language(p)] = text
    world.changed()
    return True


def set_description(world: World, p: Json) -> bool:
    """`setMyDescription`: the text in the chat before Start."""
    return _describe(world, p, "description", 512)


def set_short_description(world: World, p: Json) -> bool:
    """`setMyShortDescription`."""
    return _describe(world, p, "short_description", 120)


def get_description(world: World, p: Json) -> Json:
    """`getMyDescription`."""
    return {"description": world.descriptions.get(("description", _language(p)), "")}


def get_short_description(world: World, p: Json) -> Json:
    """`getMyShortDescription`."""
    return {"short_description": world.descriptions.get(("short_description", _language(p)), "")}


def get_chat(world: World, p: Json) -> Json:
    """`getChat`."""
    chat = world.find_chat(p.get("chat_id"))
    kinds = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    gifts = dict.fromkeys(kinds, False)
    return {**chat.json(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def _member(world: World, user_id: int) -> Account:
    if user_id == world.bot.id:
        return world.bot
    if user_id not in world.people:
        refuse("invalid user_id specified")
    return world.people[user_id]


def member_json(chat: Chat, user: Account) -> Json:
    """A `ChatMember`. The group's first admin is its creator."""
    body: Json = {"user": user.json()}
    if user.is_bot and not (chat.blocked or chat.removed) and user.id not in chat.admins:
        return {**body, "status": "member"}
    if user.is_bot and user.id not in chat.admins:
        return {**body, "status": "kicked", "until_date": 0}
    if user.id in chat.admins:
        if user.id == min(chat.admins):
            return {**body, "status": "creator", "is_anonymous": False}
        return {**body, "status": "administrator", **dict.fromkeys(RIGHTS, False), "can_manage_chat": True}
    return {**body, "status": "member" if user in chat.members else "left"}


def get_member(world: World, p: Json) -> Json:
    """`getChatMember`."""
    chat = world.find_chat(p.get("chat_id"))
    return member_json(chat, _member(world, p["user_id"]))


def get_administrators(world: World, p: Json) -> list[Json]:
    """`getChatAdministrators`."""
    chat = world.find_chat(p.get("chat_id"))
    if chat.private:
        refuse("there are no administrators in the private chat")
    return [member_json(chat, member) for member in chat.members if member.id in chat.admins]


def get_file(world: World, p: Json) -> Json:
    """`getFile`, up to 20 MB."""
    if not p.get("file_id"):
        refuse("file_id not specified")
    file = world.files.get(p["file_id"])
    if file is None:
        refuse("invalid file_id")
    if len(file.content) > MAX_DOWNLOAD:
        refuse("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


def log_out(_: World, __: Json) -> bool:
    """`logOut` and `close`."""
    return True


CHATS = {
    "getMe": get_me,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyDescription": set_description,
    "getMyDescription": get_description,
    "setMyShortDescription": set_short_description,
    "getMyShortDescription": get_short_description,
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getFile": get_file,
    "logOut": log_out,
    "close": log_out,
}
