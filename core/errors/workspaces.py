"""Refusals about Slack workspaces."""

from dataclasses import dataclass

from core.errors.common import Refusal


@dataclass
class NotConnectable(Refusal):
    """Slack is served in one workspace, by its token."""


@dataclass
class AdminsNowhereElse(Refusal):
    """No admin could be written to any more without the workspace."""

    place: str
