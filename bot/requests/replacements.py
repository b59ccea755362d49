"""What follows `/sessions S-7F3K with`: the mentor who is to take a session on, and when."""

from bot.actions.replacing import BrowseReplacements, ChooseReplacement, ReplacementWeek
from bot.booking.wished import wished
from bot.dispatch import perform
from bot.requests.booking import named_mentor
from bot.requests.unused import besides
from bot.turn import Turn
from bot.typed.times import Understood
from bot.ui import Outcome
from core.errors.mentors import MentorNotFound
from core.usecases import picking
from core.usecases.session_views import SessionView


def answer_with(turn: Turn, view: SessionView, text: str) -> Outcome:
    """Go on with the mentor at the session's time or another; without a time that is clear, show when they are free."""
    session = view.session
    named = named_mentor(turn, text)
    if named is None:
        raise MentorNotFound(text, picking.near_mentors(turn.desk, text))
    mentor, when = named
    wish = wished(turn, when) if when else None
    start = session.starts_at if session.has_mentor and wish is None else None
    if wish is not None and isinstance(wish.meant, Understood):
        start = wish.meant.at
    if start is not None:
        return perform(turn, ChooseReplacement(session.id, session.revision, mentor.id, start))
    if session.has_mentor:
        return besides(perform(turn, BrowseReplacements(session.id)), when)
    day = next(iter(wish.days), None) if wish else None
    return besides(perform(turn, ReplacementWeek(session.id, mentor.id, None, day)), "" if day else when)
