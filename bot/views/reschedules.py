"""Moving a session by agreement, as cards."""

from bot.ui import Button, Link
from core.usecases.session_views import SessionView


def reschedule_actions(view: SessionView) -> list[Button | Link]:  # noqa: ARG001
    """Reschedule, or the answers to an open request, as far as the viewer may."""
    return []
