"""What journeys of linking have in common."""

import re

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
