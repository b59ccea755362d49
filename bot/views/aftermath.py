"""What is said when a session is over, as cards."""

from bot.ui import Button, Link
from core.usecases.session_views import SessionView


def aftermath_actions(view: SessionView) -> list[Button | Link]:  # noqa: ARG001
    """Feedback, notes and who did not come, as far as the viewer may."""
    return []
