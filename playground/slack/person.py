"""A person at the simulated Slack client."""

import asyncio
import base64
import time
from collections.abc import Callable
from typing import Any, TypeVar

from playground.actor import PATIENCE
from playground.slack.controls import Control, controls, match
from playground.slack.inputs import SEVERAL, SINGLE
from playground.slack.mrkdwn import MrkdwnReader
from playground.slack.screen import message_text, reader_of, view_text
from playground.slack.service import SlackService
from playground.slack.state import Json

T = TypeVar("T")
GLANCE = 0.03


class SlackPerson:
    """Implements `playground.actor.Actor`, and the features of Slack alone: home, modals, channels, shortcuts.

    An open modal covers the rest: `press`, `choose` and `fill` then act on it alone. Otherwise the home tab
    comes first after `open_home`, until something is said or commanded, then the messages, newest first.
    """

    def __init__(self, service: SlackService, user_id: str) -> None:
        self.service = service
        self.user_id = user_id
        self._dm = service.workspace.dm(user_id)
        self._at_home = False

    async def command(self, name: str, text: str = "", *, channel: str = "") -> None:
        """Send `/name text`, in the direct chat unless `channel` is given."""
        self._at_home = False
        where = channel or self._dm
        await self._act(
            {"kind": "command", "command": f"/{name.lstrip('/')}", "text": text, "channel": where}
        )

    async def say(self, text: str, *, channel: str = "") -> None:
        """Send plain text, to the bot unless `channel` is given; `@name` becomes a mention."""
        self._at_home = False
        await self._act({"kind": "say", "text": text, "channel": channel or self._dm})

    async def send_files(self, *files: tuple[str, bytes], text: str = "") -> None:
        """Send files of these names and contents to the bot, with a text."""
        self._at_home = False
        ids = []
        for name, content in files:
            kept = await self._act(
                {"kind": "upload", "name": name, "content": base64.b64encode(content).decode()}
            )
            ids.append(kept["file"]["id"])
        await self._act({"kind": "say", "text": text, "channel": self._dm, "files": ids})

    def receives(self, name: str) -> Json:
        """The file of this name that the chat shows; the newest."""
        files = [file for message in self._messages() for file in message["files"]]
        return next(file for file in files if file["name"] == name)

    async def open_home(self) -> None:
        """Open the app's home tab."""
        self._at_home = True
        await self._act({"kind": "open_home"})

    async def open_messages(self) -> None:
        """Open the direct chat with the bot."""
        self._at_home = False
        await self._act({"kind": "open_home", "tab": "messages"})

    async def shortcut(self, callback_id: str, *, message: str = "", channel: str = "") -> None:
        """Use a global shortcut, or with `message` (some of its text) a message shortcut."""
        action: Json = {"kind": "shortcut", "callback_id": callback_id}
        if message:
            eyes = self._reader()
            found = [one for one in self._messages(channel) if message in message_text(one, eyes)]
            assert found, f"no message with {message!r}"
            action |= {"channel": found[0]["channel"], "ts": found[0]["ts"]}
        await self._act(action)

    async def press(self, label: str) -> None:
        """Press a button, an overflow option, or a modal's submit or close; confirms a confirm dialog."""
        control = await self._find(label, "button", "submit", "close")
        if control.kind == "submit":
            await self.submit()
        elif control.kind == "close":
            await self._act({"kind": "close_view", **control.place})
        else:
            await self._act({"kind": "press", **self._at(control), "value": control.value})

    async def choose(self, label: str) -> None:
        """Choose an option of a select, of radio buttons or of checkboxes."""
        await self._choose(await self._find(label, "option"))

    async def fill(self, values: dict[str, str]) -> None:
        """Enter values by field label and submit the modal."""
        await self.enter(values)
        await self.submit()

    async def enter(self, values: dict[str, str]) -> None:
        """Enter values by field label: text, option labels (several parted by `; `), dates, times."""
        for label, value in values.items():
            field = await self._find(label, "field")
            await self._put(field, await self._raw(field, value))

    async def submit(self) -> dict[str, str]:
        """Submit the open modal; returns the errors shown, by field label."""
        view = await self._wait(self._modal, "no modal is open")
        result = await self._act({"kind": "submit_view", "view_id": view["id"]})
        labels = {block["block_id"]: block["label"]["text"] for block in view["blocks"] if "label" in block}
        return {labels[block_id]: words for block_id, words in result.get("errors", {}).items()}

    async def close_modal(self, *, everything: bool = False) -> None:
        """Close the uppermost modal, or all of them."""
        view = await self._wait(self._modal, "no modal is open")
        await self._act({"kind": "close_view", "view_id": view["id"], "all": everything})

    async def sees(self, text: str, timeout: float = PATIENCE) -> str:  # noqa: ASYNC109 (bounded by its own poll)
        """Wait until a message, modal, toast or the open home contains `text`; return the whole of it."""

        def seen() -> str | None:
            return next((words for words in reversed(self._texts()) if text in words), None)

        return await self._wait(seen, f"does not see {text!r}", timeout)

    async def sees_in(self, channel: str, text: str, patience: float = PATIENCE) -> str:
        """Like `sees`, in a channel."""

        def seen() -> str | None:
            eyes = self._reader()
            texts = (message_text(message, eyes) for message in self._messages(channel))
            return next((words for words in texts if text in words), None)

        return await self._wait(seen, f"does not see {text!r} in {channel}", patience)

    def screen(self) -> str:
        """All that is visible in the chat with the bot, oldest first; then open home, modal and toasts."""
        return "\n".join(self._texts())

    def screen_in(self, channel: str) -> str:
        """All that the person sees in a channel."""
        eyes = self._reader()
        return "\n".join(message_text(message, eyes) for message in reversed(self._messages(channel)))

    async def _act(self, action: Json) -> Json:
        return await self.service.act(self.user_id, action)

    def _snapshot(self) -> Json:
        return self.service.snapshot(self.user_id)

    def _reader(self) -> MrkdwnReader:
        return reader_of(self._snapshot(), self.service.workspace.clock.now())

    def _messages(self, channel: str = "") -> list[Json]:
        for one in self._snapshot()["channels"]:
            if one["id"] == (channel or self._dm):
                return list(reversed(one["messages"]))
        if not channel:
            return []  # the app may not write to somebody of another company
        complaint = f"{self.user_id} is not in {channel}"
        raise AssertionError(complaint)

    def _modal(self) -> Json | None:
        views = self._snapshot()["views"]
        return views[-1] if views else None

    def _texts(self) -> list[str]:
        shown, eyes = self._snapshot(), self._reader()
        texts = [message_text(message, eyes) for message in reversed(self._messages())]
        if self._at_home and shown["home"]:
            texts.append(view_text(shown["home"], eyes))
        if shown["views"]:
            texts.append(view_text(shown["views"][-1], eyes))
        return texts + [toast["text"] for toast in shown["toasts"]]

    def _surfaces(self) -> list[list[Control]]:
        shown, eyes = self._snapshot(), self._reader()
        if shown["views"]:
            return [list(controls(shown["views"][-1], eyes))]
        home = [shown["home"]] if self._at_home and shown["home"] else []
        everywhere = [*home, *self._messages()]
        for channel in shown["channels"]:
            if channel["id"] != self._dm:
                everywhere += reversed(channel["messages"])
        return [list(controls(surface, eyes)) for surface in everywhere]

    async def _find(self, label: str, *kinds: str) -> Control:
        return await self._wait(
            lambda: match(self._surfaces(), label, *kinds), f"finds no {kinds[0]} {label!r}"
        )

    def _at(self, control: Control) -> Json:
        block_id, action_id = control.ids
        return {**control.place, "block_id": block_id, "action_id": action_id}

    async def _choose(self, control: Control) -> None:
        raw: Any = control.value
        if control.element["type"] in SEVERAL:
            chosen = control.state.get("selected_options", [])
            raw = [*(option["value"] for option in chosen), control.value]
        await self._put(control, raw)

    async def _put(self, control: Control, raw: Any) -> None:
        kind = "select" if control.dispatches else "enter"
        await self._act({"kind": kind, **self._at(control), "value": raw})

    async def _raw(self, field: Control, value: str) -> Any:
        kind = field.element["type"]
        if kind not in SINGLE | SEVERAL:
            return value
        wanted = [value] if kind in SINGLE else [part.strip() for part in value.split(";") if part.strip()]
        chosen = [await self._option(field, part) for part in wanted]
        return chosen[0] if kind in SINGLE else chosen

    async def _option(self, field: Control, label: str) -> str:
        if "external" in field.element["type"]:
            answer = await self._act({"kind": "load_options", **self._at(field), "query": label})
            offered = [
                Control(
                    "option",
                    option["text"]["text"],
                    field.place,
                    field.block,
                    field.element,
                    option["value"],
                )
                for option in answer.get("options", [])
            ]
        else:
            offered = [
                one for one in self._surfaces()[0] if one.kind == "option" and one.element == field.element
            ]
        found = match([offered], label, "option")
        assert found is not None, (
            f"{field.label!r} offers no {label!r} but {[one.label for one in offered]}"
        )
        assert found.value is not None
        return found.value

    async def _wait(self, look: Callable[[], T | None], complaint: str, patience: float = PATIENCE) -> T:
        deadline = time.monotonic() + patience
        await asyncio.sleep(0)
        while (found := look()) is None:
            assert time.monotonic() < deadline, (
                f"{self.user_id} {complaint}; the screen shows:\n{self.screen()}"
            )
            await asyncio.sleep(GLANCE)
        return found
