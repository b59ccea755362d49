"""A date with a time, or a span, as two pickers beside each other, whose values are one text."""

import re
from collections.abc import Mapping

from bot.sentences import label
from bot.ui import NO_LABEL, DateField, Label, PairField, Picks, TimeField

_DAY, _CLOCK = r"(\d{4}-\d\d-\d\d)", r"((?:[01]\d|2[0-3]):[0-5]\d)"
_BETWEEN = {Picks.MOMENT: " ", Picks.HOURS: "-"}
_READ = {
    Picks.MOMENT: re.compile(f"{_DAY} {_CLOCK}"),
    Picks.HOURS: re.compile(f"{_CLOCK}-({_CLOCK}|24:00)"),
}

Half = DateField | TimeField


def halves(pair: PairField) -> tuple[Half, Half]:
    """The two pickers, with what was filled in before; what was typed and is none of theirs is quoted."""
    known = _READ[pair.picks].fullmatch(pair.initial)
    first, second = (known[1], known[2].replace("24:00", "00:00")) if known else ("", "")
    hint = pair.hint
    if pair.initial and not known:
        hint = label("You wrote “{text}”.", text=pair.initial)
    then, what = f"{pair.name}.{pair.picks}", pair.label
    match pair.picks:
        case Picks.MOMENT:
            day = DateField(pair.name, label("{what}: date", what=what), pair.required, first, hint)
            return day, _clock(pair, then, label("{what}: time", what=what), second)
        case Picks.HOURS:
            since = _clock(pair, pair.name, label("{what}: from", what=what), first, hint)
            return since, _clock(pair, then, label("{what}: until", what=what), second)


def joined(values: Mapping[str, str]) -> dict[str, str]:
    """What was entered, the two halves of a pair as one value."""
    whole = dict(values)
    for picks, between in _BETWEEN.items():
        for then in [name for name in values if name.endswith(f".{picks}")]:
            first, second = then.removesuffix(f".{picks}"), whole.pop(then)
            if second:
                whole[first] = f"{whole.get(first, '')}{between}{second}".strip()
    return whole


def _clock(pair: PairField, name: str, title: Label, initial: str, hint: Label = NO_LABEL) -> TimeField:
    return TimeField(name, title, pair.required, initial, hint, pair.zone)
