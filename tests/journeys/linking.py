"""What journeys of linking have in common."""

import re
from itertools import product

import pytest

from tests.journeys.programme import Someone

AGREE = "Both are mine"


async def code_of(someone: Someone) -> str:
    await someone.command("link")
    found = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", someone.sees("Link another account"))
    assert found is not None
    return found[0]


async def asked(stays: Someone, goes: Someone) -> None:
    """Both are shown what becomes of them."""
    await goes.command("link", await code_of(stays))
    for each in (stays, goes):
        each.sees("Are both accounts yours?")


async def linked(stays: Someone, goes: Someone) -> None:
    await asked(stays, goes)
    await stays.press(AGREE)
    await goes.press(AGREE)
    stays.sees("Accounts linked")
    goes.sees("Accounts linked")


def in_every_order(*two: str) -> pytest.MarkDecorator:
    """Whichever of the two gives the code, and whichever agrees first."""
    return pytest.mark.parametrize(("code_from", "first"), [*product(two, repeat=2)])


async def both_agree(stays: Someone, goes: Someone, first: Someone) -> None:
    """The two become one; where both have a mentor page, that of the one who goes stays."""
    await asked(stays, goes)
    if stays.person.is_mentor and goes.person.is_mentor:
        await goes.command("link", "page here")
    for each in (first, goes if first is stays else stays):
        await each.press(AGREE)
    assert stays.id == goes.id
