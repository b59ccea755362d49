"""A field that asks for a day, where there is no picker: a calendar to choose from, and what is typed instead."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from bot.actions.forms import AnswerDay, TurnMonth
from bot.dates import dated_day
from bot.forms.answers import NotAnAnswer
from bot.months import month_parts
from bot.sentences import label
from bot.typed import spans
from bot.typed.command_words import own_example
from bot.typed.edits import HoursTrouble
from bot.ui import DateField, Form, Label, Part
from core.drafts import Draft
from core.weeks import month_of

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_BACK, _AHEAD = timedelta(days=5 * 366), timedelta(days=2 * 366)
"""How far from today one can turn; any day can be typed."""
_HARDLY = timedelta(days=2)
"""When no more than this is left of a month, the next one is shown first."""


def day_of(value: str) -> date | None:
    """The day that a field's value is; None where it is something that was typed."""
    try:
        return date.fromisoformat(value) if _ISO.fullmatch(value) else None
    except ValueError:
        return None


def calendar(
    form: Form, draft: Draft, field: DateField, today: date, month: date | None
) -> tuple[Part, ...]:
    """The days of a month, to answer with one; without one, of that of the answer so far."""
    known = {each.name: draft.values.get(each.name, each.initial) for each in form.fields}
    begins = today if field.past else today + _HARDLY
    days = month_of(month or day_of(known[field.name]) or _since(field, known) or begins)
    place, before, after = draft.asked, days[0] - timedelta(days=1), days[-1] + timedelta(days=1)
    earliest = today - _BACK if field.past else today
    return month_parts(
        [(day, why_not(field, day, today, known) is None) for day in days],
        lambda day: AnswerDay(draft.id, place, day),
        lambda day: AnswerDay(draft.id, place, day),
        lambda turned: TurnMonth(draft.id, place, turned),
        (before.replace(day=1) if before >= earliest else None, after if after <= today + _AHEAD else None),
    )


def why_not(field: DateField, day: date, today: date, known: Mapping[str, str]) -> Label | None:
    """Why the day is no answer where other fields have the `known` values; None where it is one."""
    if day < today and not field.past:
        return label("{day} is over. Choose today or a later day.", day=dated_day(day))
    since = _since(field, known)
    if since is not None and day < since:
        return label("{day} is before {first}.", day=dated_day(day), first=dated_day(since))
    return None


def read(field: DateField, text: str, today: date, language: str, known: Mapping[str, str]) -> str:
    """A typed day in the field's form; raises NotAnAnswer. Where it may be several, they stay as they were typed."""
    if field.several:
        return text
    found = spans.read_first(text, today, language)
    if (
        found is None
        or found[1]
        or isinstance(found[0], HoursTrouble)
        or found[0][0].first != found[0][-1].last
    ):
        raise NotAnAnswer(
            label(
                "I did not understand the day. Choose one, or write it like {example} or {other}.",
                example=own_example("24 dec"),
                other=own_example("tomorrow"),
            )
        )
    day = found[0][0].first
    if wrong := why_not(field, day, today, known):
        raise NotAnAnswer(wrong)
    return day.isoformat()


def _since(field: DateField, known: Mapping[str, str]) -> date | None:
    return day_of(known.get(field.since, ""))
