"""Another mentor for a session, as cards."""

from bot.ui import Button, Link
from core.usecases.session_views import SessionView


def replacement_actions(view: SessionView) -> list[Button | Link]:  # noqa: ARG001
    """What a mentee can do after the mentor cancelled."""
    return []
