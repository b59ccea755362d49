"""Pressing and choosing on messages, modals and the home tab."""

from dataclasses import dataclass
from typing import Any

from playground.slack import payloads
from playground.slack.blocks import bearing, elements
from playground.slack.deliveries import Deliveries
from playground.slack.elements import options as checked_options
from playground.slack.files import Files
from playground.slack.inputs import STATEFUL, Values, entered, stateful, values
from playground.slack.responses import Responses
from playground.slack.schema import InvalidBlocksError
from playground.slack.state import ApiError, Json, Workspace
from playground.slack.triggers import Triggers
from playground.slack.views import Views

OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Surface:
    """Where something interactive stands: its blocks, its entered values and its part of the payload."""

    key: str
    blocks: list[Json]
    state: Values
    fields: Json
    view_id: str | None = None


class Surfaces:
    """Delivers block_actions and block_suggestion."""

    def __init__(
        self,
        workspace: Workspace,
        deliveries: Deliveries,
        triggers: Triggers,
        responses: Responses,
        views: Views,
        files: Files,
    ) -> None:
        self._workspace = workspace
        self._deliveries = deliveries
        self._triggers = triggers
        self._responses = responses
        self._views = views
        self._files = files
        self._offered: dict[tuple[str, str, str], list[Json]] = {}

    async def act(self, user: str, action: Json) -> Json:
        """Press a button or choose in an element, and deliver block_actions."""
        surface = self._surface(user, action)
        element = _element(surface.blocks, action)
        self.enter(user, surface, action.get("values") or {})
        done: Json = {"action_id": element["action_id"], "block_id": action["block_id"]}
        if element["type"] in STATEFUL:
            self.enter(user, surface, {action["block_id"]: {element["action_id"]: action.get("value")}})
            done |= surface.state[action["block_id"]][element["action_id"]]
        elif element["type"] == "overflow":
            chosen = [option for option in element["options"] if option["value"] == action.get("value")]
            if not chosen:
                raise ApiError("not_found")
            done |= {"type": "overflow", "selected_option": chosen[0]}
        else:
            done |= {key: element[key] for key in ("type", "text", "value", "style") if key in element}
        done["action_ts"] = self._workspace.stamp()
        fields = {**surface.fields, "actions": [done]}
        if surface.view_id is None:
            fields["state"] = {"values": surface.state}
            fields["response_url"] = self._responses.issue(user, action["channel"], action["ts"])
        else:
            fields["view"] = self._views.find(surface.view_id).shown()
        fields["trigger_id"] = self._triggers.issue(user, surface.view_id)
        person = self._workspace.user(user)
        await self._deliveries.send(
            "interactive", payloads.interaction(self._workspace, "block_actions", person, **fields)
        )
        return {"ok": True}

    async def take(self, user: str, action: Json) -> Json:
        """Enter a value that the app hears of only when the form is submitted."""
        surface = self._surface(user, action)
        self.enter(user, surface, {action["block_id"]: {action["action_id"]: action.get("value")}})
        return {"ok": True}

    async def load_options(self, user: str, action: Json) -> Json:
        """Ask the app for the options of an external select; `query` is the typed text."""
        surface = self._surface(user, action)
        element = _element(surface.blocks, action)
        self.enter(user, surface, action.get("values") or {})
        where = {"action_id": element["action_id"], "block_id": action["block_id"]}
        fields = {**surface.fields, **where, "value": action.get("query", "")}
        if surface.view_id:
            fields["view"] = self._views.find(surface.view_id).shown()
        person = self._workspace.user(user)
        body = await self._deliveries.send(
            "interactive", payloads.interaction(self._workspace, "block_suggestion", person, **fields)
        )
        found = _suggested(body)
        self._offered.setdefault((surface.key, action["block_id"], element["action_id"]), []).extend(found)
        return {"ok": True, "options": found}

    def enter(self, user: str, surface: Surface, typed: dict[str, dict[str, Any]]) -> None:
        """Write raw values into the surface's state; those of elements that are gone are left out."""
        for block, element in stateful(surface.blocks):
            ids = block["block_id"], element["action_id"]
            if ids[1] in typed.get(ids[0], {}):
                raw = typed[ids[0]][ids[1]]
                offered = self._offered.get((surface.key, *ids))
                if element["type"] == "file_input":
                    offered = self._files.of(user)
                try:
                    value = entered(element, raw, offered)
                except KeyError:
                    raise ApiError("not_found", f"no option {raw}") from None
                surface.state[ids[0]][ids[1]] = value

    def _surface(self, user: str, action: Json) -> Surface:
        if view_id := action.get("view_id"):
            view = self._views.find(view_id)
            if view.user != user:
                raise ApiError("not_found")
            fields: Json = {"container": {"type": "view", "view_id": view.id}}
            return Surface(view.id, view.blocks, view.state, fields, view.id)
        channel = self._workspace.channel(action["channel"], member=user)
        message = self._workspace.message(action["channel"], action["ts"])
        if message.only_for not in {None, user}:
            raise ApiError("message_not_found")
        message.entered[user] = values(message.blocks, message.entered.get(user))
        fields = {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": channel.id,
                "is_ephemeral": message.only_for is not None,
            },
            "channel": {"id": channel.id, "name": payloads.channel_name(channel)},
        }
        if message.only_for is None:
            # Slack leaves the message out of what is pressed on an ephemeral one.
            fields["message"] = payloads.message_object(message)
        return Surface(message.ts, message.blocks, message.entered[user], fields)


def _element(blocks: list[Json], action: Json) -> Json:
    for block in bearing(blocks):
        if block["block_id"] == action["block_id"]:
            for element in elements(block):
                if element.get("action_id") == action["action_id"]:
                    return element
    raise ApiError("not_found")


def _suggested(body: Any) -> list[Json]:
    if not isinstance(body, dict) or not ({"options", "option_groups"} & set(body)):
        raise ApiError("invalid_options", "block_suggestion wants options or option_groups", loud=True)
    found = list(body.get("options") or [])
    for group in body.get("option_groups") or []:
        found += group["options"]
    try:
        if found:
            checked_options(found, "/options")
    except InvalidBlocksError as problem:
        raise ApiError("invalid_options", str(problem), loud=True) from None
    return found
