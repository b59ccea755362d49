"""Modals and home tabs: the Web API's views.* and each person's stack of open modals."""

import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from playground.slack.blocks import check_view, completed, oddities
from playground.slack.inputs import Values, values
from playground.slack.schema import InvalidBlocksError
from playground.slack.state import APP_ID, ApiError, Json, Team, Workspace
from playground.slack.triggers import Triggers

STACK = 3


@dataclass(slots=True)
class View:
    """An open modal or a published home; `body` is the app's of `team`, `errors` are shown at their blocks."""

    id: str
    team: Team
    user: str
    body: Json
    hash: str
    root: str
    previous: str | None = None
    state: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, ids completed."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    def shown(self) -> Json:
        """The view as responses and payloads show it."""
        body = self.body
        return {
            "id": self.id,
            "team_id": self.team.id,
            "type": body["type"],
            "blocks": body["blocks"],
            "private_metadata": body.get("private_metadata", ""),
            "callback_id": body.get("callback_id", ""),
            "state": {"values": self.state},
            "hash": self.hash,
            "title": body.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": body.get("clear_on_close", False),
            "notify_on_close": body.get("notify_on_close", False),
            "close": body.get("close"),
            "submit": body.get("submit"),
            "previous_view_id": self.previous,
            "root_view_id": self.root,
            "app_id": APP_ID,
            "external_id": body.get("external_id", ""),
            "app_installed_team_id": self.team.enterprise or self.team.id,
            "bot_id": self.team.bot_id,
        }


class Views:
    """Opens, pushes, updates and publishes views."""

    def __init__(self, workspace: Workspace, triggers: Triggers) -> None:
        self._workspace = workspace
        self._triggers = triggers
        self.stacks: defaultdict[str, list[View]] = defaultdict(list)
        self.homes: dict[str, View] = {}
        self.methods = {
            "views.open": self._open,
            "views.push": self._push,
            "views.update": self._update,
            "views.publish": self._publish,
        }

    def find(self, view_id: str) -> View:
        """The open modal or home; `ApiError("not_found")` when it is neither."""
        everywhere = [*self.homes.values(), *(view for stack in self.stacks.values() for view in stack)]
        for view in everywhere:
            if view.id == view_id:
                return view
        raise ApiError("not_found")

    def open(self, user: str, body: Any) -> View:
        """Open a modal alone."""
        view = self._fresh(user, self._checked(body, "modal"), None)
        self.stacks[user] = [view]
        self._workspace.changed()
        return view

    def push(self, user: str, body: Any) -> View:
        """Put a modal upon the open one."""
        stack = self.stacks[user]
        if not stack:
            raise ApiError("not_found", "no modal is open")
        if len(stack) >= STACK:
            raise ApiError("push_limit_reached", loud=True)
        view = self._fresh(user, self._checked(body, "modal"), stack[-1])
        stack.append(view)
        self._workspace.changed()
        return view

    def change(self, view: View, body: Any) -> None:
        """Give a view new content; entered values stay where the ids are the same."""
        view.body = self._checked(body, view.body["type"], own=view)
        view.hash = self._hash()
        view.state = values(view.blocks, view.state)
        view.errors, view.trouble = {}, ""
        self._workspace.changed()

    def _open(self, args: Json) -> Json:
        body = self._checked(args.get("view"), "modal")
        trigger = self._triggers.spend(str(args.get("trigger_id")))
        return {"view": self.open(trigger.user, body).shown()}

    def _push(self, args: Json) -> Json:
        body = self._checked(args.get("view"), "modal")
        trigger = self._triggers.spend(str(args.get("trigger_id")))
        return {"view": self.push(trigger.user, body).shown()}

    def _update(self, args: Json) -> Json:
        if args.get("view_id"):
            view = self.find(str(args["view_id"]))
        else:
            view = self._by_external_id(str(args.get("external_id")))
        self._same_hash(view, args)
        self.change(view, args.get("view"))
        return {"view": view.shown()}

    def _publish(self, args: Json) -> Json:
        user = self._workspace.user(str(args.get("user_id")))
        if user.deleted or user.is_bot:
            raise ApiError("not_enabled")
        if user.team != self._workspace.team:
            raise ApiError("user_not_found")
        body = self._checked(args.get("view"), "home")
        view = self.homes.get(user.id)
        if view is None:
            view = self.homes[user.id] = self._fresh(user.id, body, None)
            self._workspace.changed()
        else:
            self._same_hash(view, args)
            self.change(view, body)
        return {"view": view.shown()}

    def _by_external_id(self, external_id: str) -> View:
        for stack in self.stacks.values():
            for view in stack:
                if external_id and view.body.get("external_id") == external_id:
                    return view
        raise ApiError("not_found")

    def _same_hash(self, view: View, args: Json) -> None:
        if args.get("hash") and args["hash"] != view.hash:
            raise ApiError("hash_conflict")

    def _checked(self, body: Any, kind: str, own: View | None = None) -> Json:
        try:
            check_view(body)
        except InvalidBlocksError as problem:
            code = "view_too_large" if "250 KB" in str(problem) else "invalid_arguments"
            raise ApiError(code, str(problem), loud=True) from None
        if body["type"] != kind:
            raise ApiError("invalid_arguments", f"a {kind} is wanted, not a {body['type']}", loud=True)
        for oddity in oddities(body):
            self._workspace.fault(oddity)
        if external_id := body.get("external_id"):
            others = (view for stack in self.stacks.values() for view in stack if view is not own)
            if any(view.body.get("external_id") == external_id for view in others):
                raise ApiError("duplicate_external_id", loud=True)
        return {**body, "blocks": completed(body["blocks"])}

    def _fresh(self, user: str, body: Json, below: View | None) -> View:
        view_id = f"V{self._workspace.number():04d}{secrets.token_hex(4).upper()}"
        view = View(
            view_id, self._workspace.team, user, body, self._hash(), below.root if below else view_id
        )
        view.previous = below.id if below else None
        view.state = values(view.blocks)
        return view

    def _hash(self) -> str:
        return f"{int(self._workspace.clock.now().timestamp())}.{secrets.token_hex(4)}"
