"""What follows `/sessions S-7F3K report`: a category and what it is in a line."""

from bot.actions.disputes import ReportProblem
from bot.dispatch import perform
from bot.disputes.talk import DISPUTES
from bot.forms.problems import FieldRefused
from bot.turn import Turn
from bot.ui import Outcome
from core.attendance import Category

CATEGORIES = {
    **{each.value: each for each in Category},
    "no-show": Category.NO_SHOW,
    "absent": Category.NO_SHOW,
    "behavior": Category.BEHAVIOUR,
    "money": Category.REFUND,
    "payment": Category.REFUND,
}
"""What is typed for each."""


def answer_problem(turn: Turn, session: int, said: str) -> Outcome:
    """Report it where category and reason are there; else the form with what was typed. Raises refusals."""
    first, _, reason = said.partition(" ")
    category = CATEGORIES.get(first.lower())
    action = ReportProblem(session)
    if category is None:
        return perform(turn, action, {"reason": said})
    if not reason:
        return perform(turn, action, {"category": category.value})
    try:
        return DISPUTES.send(turn, action, {"category": category.value, "reason": reason})
    except FieldRefused as wrong:
        raise wrong.refusal from wrong
