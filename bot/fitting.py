"""Controls whose action does not fit a token are left out: a card with a button less is better than no card."""

import logging
from dataclasses import replace
from functools import cache

from bot.actions import Action
from bot.tokens import TokenTooLong, to_token
from bot.ui import Button, Choice, Listed, Row

_log = logging.getLogger(__name__)


def fitting(part: Listed) -> Listed:
    """The part without the controls that no token can carry."""
    match part:
        case Row(buttons=buttons):
            kept = tuple(each for each in buttons if not isinstance(each, Button) or _fits(each.action))
            return part if len(kept) == len(buttons) else replace(part, buttons=kept)
        case Choice(options=options):
            chosen = tuple(each for each in options if _fits(each.action))
            return part if len(chosen) == len(options) else replace(part, options=chosen)
        case _:
            return part


def _fits(action: Action) -> bool:
    try:
        to_token(action)
    except TokenTooLong as fault:
        _tell_once(str(fault))
        return False
    return True


@cache
def _tell_once(fault: str) -> None:
    _log.error("a control was left out: %s", fault)
