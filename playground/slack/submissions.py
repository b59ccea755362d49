"""Submitting and closing modals."""

from typing import Any

from playground.slack import payloads
from playground.slack.deliveries import Deliveries, NotAcknowledgedError
from playground.slack.inputs import problems
from playground.slack.state import ApiError, Json, Workspace
from playground.slack.surfaces import Surface, Surfaces
from playground.slack.triggers import Triggers
from playground.slack.views import View, Views

TROUBLE = "We had some trouble connecting. Try again?"


class Submissions:
    """Delivers view_submission and view_closed, and carries out the app's answer."""

    def __init__(
        self,
        workspace: Workspace,
        deliveries: Deliveries,
        triggers: Triggers,
        views: Views,
        surfaces: Surfaces,
    ) -> None:
        self._workspace = workspace
        self._deliveries = deliveries
        self._triggers = triggers
        self._views = views
        self._surfaces = surfaces

    async def submit(self, user: str, action: Json) -> Json:
        """Submit the uppermost modal with `values`; returns the errors shown, by block id."""
        view = self._top(user, action["view_id"])
        self._surfaces.enter(
            user, Surface(view.id, view.blocks, view.state, {}), action.get("values") or {}
        )
        view.trouble = ""
        view.errors = problems(view.blocks, view.state)
        if view.errors:
            return {"ok": False, "errors": view.errors}
        payload = payloads.interaction(
            self._workspace,
            "view_submission",
            self._workspace.user(user),
            trigger_id=self._triggers.issue(user, view.id),
            view=view.shown(),
            response_urls=[],
        )
        try:
            body = await self._deliveries.send("interactive", payload)
            self._answered(user, view, body if isinstance(body, dict) else {})
        except (NotAcknowledgedError, ApiError):
            view.trouble = TROUBLE
            raise
        return {"ok": not view.errors, "errors": view.errors}

    async def close(self, user: str, action: Json) -> Json:
        """Close the uppermost modal, or with `all` the whole stack."""
        view = self._top(user, action["view_id"])
        stack = self._views.stacks[user]
        everything = bool(action.get("all")) or view.body.get("clear_on_close", False)
        closed = list(reversed(stack)) if everything else [view]
        for one in closed:
            stack.remove(one)
        self._workspace.changed()
        for one in closed:
            if one.body.get("notify_on_close"):
                payload = payloads.interaction(
                    self._workspace,
                    "view_closed",
                    self._workspace.user(user),
                    view=one.shown(),
                    is_cleared=everything,
                )
                await self._deliveries.send("interactive", payload)
        return {"ok": True}

    def _top(self, user: str, view_id: str) -> View:
        stack = self._views.stacks[user]
        if not stack or stack[-1].id != view_id:
            raise ApiError("not_found")
        return stack[-1]

    def _answered(self, user: str, view: View, body: dict[str, Any]) -> None:
        stack = self._views.stacks[user]
        match body.get("response_action"):
            case None:
                if view in stack:
                    stack.remove(view)
            case "clear":
                stack.clear()
            case "errors":
                fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
                if not body.get("errors") or set(body["errors"]) - fields:
                    raise ApiError("invalid_errors", f"not input blocks: {body.get('errors')}", loud=True)
                view.errors = dict(body["errors"])
            case "update":
                self._views.change(view, body.get("view"))
            case "push":
                self._views.push(user, body.get("view"))
            case other:
                raise ApiError("invalid_response_action", str(other), loud=True)
