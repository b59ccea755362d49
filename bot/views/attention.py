"""What about a session waits for somebody, in a sentence."""

from bot.ui import Show, Text, words
from bot.views.common import when
from core.sessions import Status
from core.usecases.session_views import SessionView


def attention(view: SessionView) -> Text:
    """Who has to say what; nothing when the session simply stands."""
    session, request, other = view.session, view.request, view.other.name
    if view.former:
        return ()
    if session.is_unanswered:
        return words(
            "Your mentor cancelled. Choose how it goes on."
            if view.awaits_viewer
            else f"{other} has to say first how it goes on."
        )
    if request is not None:
        start = request.last.starts_at
        proposed = ("another time",) if start is None else (when(start, view.reader, Show.SHORT),)
        if not view.awaits_viewer:
            return words("You have proposed ", *proposed, f". {other} has to answer.")
        if start is None:
            return words(other, " asks you to choose another time.")
        return words(other, " proposes ", *proposed, " instead. Please answer.")
    if view.awaits_viewer:
        return words(other, " asks for this session. Please accept or decline.")
    if session.status is Status.REQUESTED:
        return words(other, " has to accept it.")
    return ()
