"""Carries out actions: those about an open form, those that open one, and all others."""

from bot import form_flow
from bot.actions import Action, forms
from bot.routing import FORMS, OF_KIND
from bot.subject import Onward
from bot.turn import Turn
from bot.ui import Outcome


def perform(turn: Turn, action: Action, values: dict[str, str] | None = None) -> Outcome:
    """Carry out an action, with `values` filled in where it opens a form.

    Raises refusals, FieldProblem, AlreadyDone.
    """
    if isinstance(action, forms.Presses):
        return form_flow.press(turn, action)
    if type(action) in FORMS:
        return form_flow.open_form(turn, action, values)
    outcome = OF_KIND[type(action)].press(turn, action)
    return perform(turn, outcome.action, outcome.values) if isinstance(outcome, Onward) else outcome
