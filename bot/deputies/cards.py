"""A party's cards, as an admin sees them who acts for the party."""

from collections.abc import Callable
from dataclasses import replace

from bot.actions import Action
from bot.sentences import label, say
from bot.ui import Button, Calendar, Card, Choice, Hint, Link, Listed, Option, Row
from core.people import Person

Wrap = Callable[[Action], Action | None]
"""The action that does the same for the party; None where nobody may do that for them."""


def card_for(card: Card, party: Person, other: Person, wrap: Wrap) -> Card:
    """The card with the buttons that an admin may press for the party, and whose name that is in."""
    told = say(
        "You act for {party}. {party} and {other} read that support did it. Times are those of {party}.",
        party=party.name,
        other=other.name,
    )
    parts = [kept for part in card.listed if (kept := _part(part, wrap)) is not None]
    return Card(label("For {name}: {title}", name=party.name, title=card.title), (Hint(told), *parts))


def _part(part: Listed, wrap: Wrap) -> Listed | None:
    """The part with other buttons; None where none of them is left."""
    match part:
        case Row():
            buttons = tuple(kept for each in part.buttons if (kept := _button(each, wrap)) is not None)
            return replace(part, buttons=buttons) if buttons else None
        case Choice():
            options = tuple(left for each in part.options if (left := _option(each, wrap)) is not None)
            return replace(part, options=options) if options else None
        case Calendar():
            return _calendar(part, wrap)
        case _:
            return part


def _button(button: Button | Link, wrap: Wrap) -> Button | None:
    """A link is for the two of them only."""
    if isinstance(button, Link) or (action := wrap(button.action)) is None:
        return None
    return replace(button, action=action)


def _calendar(calendar: Calendar, wrap: Wrap) -> Calendar | None:
    """With a day less it would not be one."""
    days = [day for week in calendar.weeks for day in week if day]
    theirs = {day: replace(day, action=action) for day in days if (action := wrap(day.action))}
    if (again := wrap(calendar.again)) is None or len(theirs) < len(days):
        return None
    weeks = tuple(tuple(day and theirs[day] for day in week) for week in calendar.weeks)
    return replace(calendar, weeks=weeks, again=again)


def _option(option: Option, wrap: Wrap) -> Option | None:
    action = wrap(option.action)
    return None if action is None else replace(option, action=action)
