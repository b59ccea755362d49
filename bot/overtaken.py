"""What is answered when something has been done before, or has moved on since its button was made: how it is now."""

from dataclasses import replace

from bot.actions import Action
from bot.matters import matter
from bot.perform import perform
from bot.phrases.refusals import refusal_lead
from bot.turn import Turn
from bot.ui import Bold, Message, Outcome, Paragraph, words
from core import council_errors, errors
from core.errors import Refusal

MOVED_ON = (
    errors.AlreadyOver,
    errors.AnswerFirst,
    errors.Decided,
    errors.DisputeClosed,
    errors.FeedbackGiven,
    errors.NotCompleted,
    errors.NotSayable,
    errors.RequestClosed,
    errors.RequestOpen,
    errors.Stale,
    errors.Unaccepted,
    errors.UnderReview,
    council_errors.CouncilOver,
    council_errors.StaleCouncil,
)
"""Refusals of what was possible when the button was made: a second press, or somebody was faster."""
_DONE = words(Bold("This has been done already"), "\nThis is how it is now:")
_TAKEN_AWAY = frozenset({"change", "exception", "calendar", "failed message"})
"""What there is once: whoever asks for it again finds the list it was taken from."""


def done_before(turn: Turn, action: Action) -> Outcome:
    """What a repeated delivery sees; None where nothing shows it."""
    return _as_it_is(turn, action, Paragraph(_DONE))


def moved_on(turn: Turn, action: Action, refusal: Refusal) -> Outcome:
    """What is said to a press that came too late; None where the refusal is of another kind, or nothing shows more."""
    taken_away = isinstance(refusal, errors.NotFound) and refusal.what in _TAKEN_AWAY
    if not isinstance(refusal, MOVED_ON) and not taken_away:
        return None
    return _as_it_is(turn, action, refusal_lead(refusal, turn.person, turn.desk.support))


def _as_it_is(turn: Turn, action: Action, lead: Paragraph) -> Outcome:
    """The matter under the lead, or where that is not there either, what stands behind it."""
    while (behind := matter(turn.desk, turn.person, action)) != action:
        action = behind
        try:
            outcome = perform(turn, action)
        except Refusal:
            continue
        if isinstance(outcome, Message):
            return replace(outcome, card=replace(outcome.card, parts=(lead, *outcome.card.parts)))
        return outcome
    return None
