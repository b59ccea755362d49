"""The Web API's methods about the team, its people and its conversations."""

from playground.slack import payloads
from playground.slack.state import ApiError, Json, Workspace


class Directory:
    """Answers questions; changes nothing."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.methods = {
            "api.test": lambda args: {"args": args},
            "auth.test": self._auth,
            "team.info": self._team,
            "bots.info": self._bot,
            "users.info": self._user,
            "users.list": self._users,
            "users.lookupByEmail": self._by_email,
            "users.profile.get": self._profile,
            "users.conversations": self._conversations,
            "conversations.list": self._all_conversations,
            "conversations.open": self._open,
            "conversations.info": self._conversation,
            "conversations.members": self._members,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
        }

    def _auth(self, _args: Json) -> Json:
        team = self._workspace.team
        return {
            "url": f"https://{team.domain}.slack.com/",
            "team": team.name,
            "user": "parley",
            "team_id": team.id,
            "user_id": team.bot_user,
            "bot_id": team.bot_id,
            "is_enterprise_install": team.enterprise is not None,
        }

    def _team(self, _args: Json) -> Json:
        team = self._workspace.team
        return {
            "team": {
                "id": team.id,
                "name": team.name,
                "domain": team.domain,
                "email_domain": "",
                "icon": {},
            }
        }

    def _bot(self, args: Json) -> Json:
        team = self._workspace.team
        if args.get("bot", team.bot_id) != team.bot_id:
            raise ApiError("bot_not_found")
        profile = payloads.bot_profile(team)
        return {
            "bot": {key: profile[key] for key in ("id", "app_id", "user_id", "name", "deleted", "icons")}
        }

    def _user(self, args: Json) -> Json:
        user = self._workspace.user(str(args.get("user")))
        return {"user": payloads.user_object(user, self._workspace)}

    def _users(self, _args: Json) -> Json:
        people = self._workspace.users.values()
        shown = [payloads.user_object(user, self._workspace) for user in people]
        return {"members": shown, "cache_ts": 0, "response_metadata": {"next_cursor": ""}}

    def _by_email(self, args: Json) -> Json:
        for user in self._workspace.users.values():
            if user.email and user.email == args.get("email") and not user.deleted:
                return {"user": payloads.user_object(user, self._workspace)}
        raise ApiError("users_not_found")

    def _profile(self, args: Json) -> Json:
        user = self._workspace.user(str(args.get("user", self._workspace.team.bot_user)))
        return {"profile": payloads.user_object(user, self._workspace)["profile"]}

    def _conversations(self, args: Json) -> Json:
        member = args.get("user", self._workspace.team.bot_user)
        shown = [
            payloads.channel_object(channel, self._workspace)
            for channel in self._workspace.channels.values()
            if member in channel.members and self._workspace.team.bot_user in channel.members
        ]
        return {"channels": shown, "response_metadata": {"next_cursor": ""}}

    def _all_conversations(self, _args: Json) -> Json:
        shown = [
            payloads.channel_object(channel, self._workspace)
            for channel in self._workspace.channels.values()
            if channel.kind == "channel"
        ]
        return {"channels": shown, "response_metadata": {"next_cursor": ""}}

    def _open(self, args: Json) -> Json:
        users = str(args.get("users") or "")
        if not users or "," in users:
            raise ApiError("invalid_arguments", "the playground opens one direct conversation", loud=True)
        user = self._workspace.user(users)
        if user.is_bot:
            raise ApiError("cannot_dm_bot")
        if user.deleted:
            raise ApiError("user_disabled")
        if user.team != self._workspace.team and not self._workspace.settings.lets_in_strangers:
            raise ApiError("user_not_visible")
        channel = self._workspace.open(user.id)
        opened = {"no_op": True, "already_open": True, "channel": {"id": channel.id}}
        if args.get("return_im") in {True, "true", "1"}:
            opened["channel"] = payloads.channel_object(channel, self._workspace)
        return opened

    def _conversation(self, args: Json) -> Json:
        channel = self._workspace.channel(str(args.get("channel")))
        return {"channel": payloads.channel_object(channel, self._workspace)}

    def _members(self, args: Json) -> Json:
        channel = self._workspace.channel(str(args.get("channel")))
        return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}

    def _history(self, args: Json) -> Json:
        channel = self._workspace.channel(str(args.get("channel")), member=self._workspace.team.bot_user)
        oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
        inclusive = args.get("inclusive") in {True, "true", "1"}
        found = [
            message
            for message in reversed(channel.messages)
            if not message.only_for
            and (
                oldest < float(message.ts) < latest or (inclusive and float(message.ts) in {oldest, latest})
            )
        ]
        start, limit = int(args.get("cursor") or 0), int(args.get("limit") or 100)
        shown = []
        for message in found[start : start + limit]:
            one = payloads.message_object(message)
            if message.metadata and args.get("include_all_metadata") in {True, "true", "1"}:
                one["metadata"] = message.metadata
            shown.append(one)
        more = len(found) > start + limit
        return {
            "messages": shown,
            "has_more": more,
            "pin_count": 0,
            "response_metadata": {"next_cursor": str(start + limit) if more else ""},
        }

    def _replies(self, args: Json) -> Json:
        channel = self._workspace.channel(str(args.get("channel")), member=self._workspace.team.bot_user)
        thread = args.get("ts")
        found = [m for m in channel.messages if not m.only_for and thread in {m.ts, m.thread_ts}]
        if not found:
            raise ApiError("thread_not_found")
        return {"messages": [payloads.message_object(message) for message in found], "has_more": False}
