"""The fields of forms that ask for a moment in the reader's zone."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sentences import label
from bot.twice import which
from bot.typed import times
from bot.typed.command_words import own_example
from bot.typed.times import Understood
from bot.ui import Label, Layout, PairField, Picks
from core.people import Person


def moment_field(name: str, title: Label, reader: Person, example: str = "tue 15:00") -> PairField:
    """A date and a time, or what is typed for them."""
    zone = reader.clock_zone
    hint = label("In your time zone {zone}", zone=zone)
    return PairField(
        name,
        title,
        Picks.MOMENT,
        zone,
        hint=hint,
        how=label("Such as {example}", example=own_example(example)),
    )


def picked(layout: Layout, values: Mapping[str, str], reader: Person, now: datetime) -> dict[str, str]:
    """The values to begin with, typed moments as pickers show them; one that the clock shows twice stays as typed."""
    shown = dict(values)
    for field in layout.fields:
        if (
            isinstance(field, PairField)
            and field.picks is Picks.MOMENT
            and (typed := values.get(field.name))
        ):
            found = times.understand(typed, now=now, zone=field.zone, locale=reader.locale)
            if isinstance(found, Understood) and not which(found.at, field.zone):
                shown[field.name] = f"{found.at.astimezone(ZoneInfo(field.zone)):%Y-%m-%d %H:%M}"
    return shown
