"""What about a session waits for somebody, in a sentence."""

from bot.pieces import when
from bot.ui import Show, Text, words
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
        if start is None:
            asks = f"{other} asks you" if view.awaits_viewer else f"You have asked {other}"
            return words(f"{asks} to choose another time.")
        proposed = when(start, view.reader, Show.SHORT)
        if view.awaits_viewer:
            return words(other, " proposes ", proposed, " instead. Please answer.")
        return words("You have proposed ", proposed, f". {other} has to answer.")
    if view.awaits_viewer:
        return words(other, " asks for this session. Please accept or decline.")
    if session.status is Status.REQUESTED:
        return words(other, " has to accept it.")
    return ()
