"""Answers repeated and stale presses with the current state."""

from dataclasses import replace

from bot.actions import Action
from bot.actions.spec import about
from bot.dispatch import perform
from bot.refusals import refusal_lead
from bot.sentences import label, lines, say
from bot.turn import Turn
from bot.ui import Bold, Message, Outcome, Paragraph, words
from core.errors.common import NotFound, Refusal, TooFast

_TAKEN_AWAY = frozenset({"change", "exception", "calendar", "failed message", "admin channel"})
"""What there is once: whoever asks for it again finds the list it was taken from."""


def done_before(turn: Turn, action: Action) -> Outcome:
    """What a repeated delivery sees; None where nothing shows it."""
    return _as_it_is(
        turn,
        action,
        Paragraph(lines(words(Bold(label("This has been done already"))), say("This is how it is now:"))),
    )


def moved_on(turn: Turn, action: Action, refusal: Refusal) -> Outcome:
    """What is said to a press that came too late, or too fast: the way on stays below it.

    None where the refusal is of another kind, or nothing shows more.
    """
    taken_away = isinstance(refusal, NotFound) and refusal.what in _TAKEN_AWAY
    if not refusal.moved_on and not taken_away and not isinstance(refusal, TooFast):
        return None
    return _as_it_is(turn, action, refusal_lead(refusal, turn.person, turn.desk.support))


def _as_it_is(turn: Turn, action: Action, lead: Paragraph) -> Outcome:
    """The action's subject under the lead, or where that is not there either, what stands behind it."""
    while (behind := about(action)) is not None:
        action = behind
        try:
            outcome = perform(turn, action)
        except Refusal:
            continue
        if isinstance(outcome, Message):
            return replace(outcome, card=replace(outcome.card, parts=(lead, *outcome.card.parts)))
        return outcome
    return None
