"""What each method asks of the bot's token; any one of several will do. Source: docs.slack.dev/reference/methods."""

from collections.abc import Mapping

_READ = ("channels", "groups", "im", "mpim")
_CONVERSATIONS = frozenset(f"{kind}:read" for kind in _READ)
_HISTORY = frozenset(f"{kind}:history" for kind in _READ)
NEEDED: Mapping[str, frozenset[str]] = {
    "bots.info": frozenset({"users:read"}),
    "chat.delete": frozenset({"chat:write"}),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": _HISTORY,
    "conversations.info": _CONVERSATIONS,
    "conversations.list": _CONVERSATIONS,
    "conversations.members": _CONVERSATIONS,
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": _HISTORY,
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "files.info": frozenset({"files:read"}),
    "team.info": frozenset({"team:read"}),
    "users.conversations": _CONVERSATIONS,
    "users.info": frozenset({"users:read"}),
    "users.list": frozenset({"users:read"}),
    "users.lookupByEmail": frozenset({"users:read.email"}),
}
ALL = frozenset({"app_mentions:read", "commands", "users.profile:read"}).union(*NEEDED.values())
EMAIL = "users:read.email"
"""Without it, `users.info` leaves the address out."""
EVENTS: Mapping[str, frozenset[str]] = {
    "app_mention": frozenset({"app_mentions:read"}),
    "message.im": frozenset({"im:history"}),
    "user_change": frozenset({"users:read"}),
}
