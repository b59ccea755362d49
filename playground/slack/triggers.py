"""Trigger ids: three seconds of real time, one use."""

import secrets
import time
from dataclasses import dataclass

from playground.slack.state import ApiError, Workspace


@dataclass(frozen=True, slots=True)
class Trigger:
    """Whose interaction it was, in which view if any, and when (monotonic seconds)."""

    user: str
    view_id: str | None
    born: float


class Triggers:
    """Issues trigger ids and takes each back once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._issued: dict[str, Trigger] = {}
        self._spent: set[str] = set()

    def issue(self, user: str, view_id: str | None = None) -> str:
        """A fresh trigger id for an interaction of `user`."""
        trigger_id = f"{self._workspace.number()}.1.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(user, view_id, time.monotonic())
        return trigger_id

    def spend(self, trigger_id: str) -> Trigger:
        """The trigger, once and within its life; raises `ApiError` as the Web API does."""
        if trigger_id in self._spent:
            raise ApiError("exchanged_trigger_id")
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id", loud=True)
        if time.monotonic() - trigger.born > self._workspace.settings.trigger_seconds:
            raise ApiError("expired_trigger_id")
        self._spent.add(trigger_id)
        return trigger
