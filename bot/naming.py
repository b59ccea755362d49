"""Raw mentions never show: where typed text is quoted back, a mention is shown by the member's name."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from bot.actions import CODES
from bot.inbound import Command, Inbound, Said, Submitted
from bot.sentences import label
from bot.typed.mentions import MENTION
from bot.ui import Label
from core.desk import Desk
from core.people import Address
from core.usecases import members

Shown = TypeVar("Shown")


def named(desk: Desk, inbound: Inbound, shown: Shown) -> Shown:
    """The answer with names in place of the mentions that were typed."""
    names = {each: _name(desk, each) for each in MENTION.findall(_typed(inbound))}
    if not names:
        return shown
    raw = re.compile("|".join(f"<@{re.escape(each)}>|{re.escape(each)}" for each in names), re.IGNORECASE)
    by_raw = {each.casefold(): name for each, name in names.items()}

    def name_of(found: re.Match[str]) -> str:
        return by_raw[found[0].removeprefix("<@").removesuffix(">").casefold()]

    def within(part: Any) -> Any:
        match part:
            case str():
                return raw.sub(name_of, part) if type(part) is str else part
            case tuple():
                return tuple(within(each) for each in part)
            case dict():
                return {key: within(value) for key, value in part.items()}
            case _ if is_dataclass(part) and type(part) not in _KEPT:
                made = {field.name: within(getattr(part, field.name)) for field in fields(part)}
                return replace(part, **made)  # type: ignore[type-var]
            case _:
                return part

    renamed: Shown = within(shown)
    return renamed


def nameless() -> Label:
    """Somebody was mentioned of whom we know no name."""
    return label("that member")


_KEPT = {Address, *CODES.values()}
"""What is no text: identities, and what buttons mean."""


def _typed(inbound: Inbound) -> str:
    match inbound.body:
        case Command(text=text) | Said(text=text):
            return text
        case Submitted(values=values):
            return " ".join(values.values())
    return ""


def _name(desk: Desk, address: str) -> str:
    try:
        person = members.mentioned(desk, Address.parse(address))
    except ValueError:
        person = None
    return nameless() if person is None else person.name
