"""A form as a talk: one question after the other, where the platform has no modals."""

from collections.abc import Mapping
from datetime import date

from bot.actions.forms import AnswerQuestion, KeepAnswer, KeepRest, LeaveForm, PreviousQuestion
from bot.dates import dated_day
from bot.forms import days
from bot.forms.answers import NotAnAnswer
from bot.forms.needs import is_needed
from bot.sentences import label, label_many, lines, own, say
from bot.ui import (
    NO_LABEL,
    Bold,
    Button,
    Card,
    DateField,
    Facts,
    Field,
    Form,
    Hint,
    Label,
    Message,
    PairField,
    Paragraph,
    Part,
    Row,
    SelectField,
    Style,
    Text,
    TextField,
    TimeField,
    words,
)
from core.drafts import Draft

QUOTED = 24
TYPED = 120
HIDDEN = "•••"


def ask(
    form: Form, draft: Draft, today: date, problem: Label = NO_LABEL, month: date | None = None
) -> Message:
    """Put the open question: the field at `draft.asked`; where a day is asked for, with the days of a `month`."""
    return Message(_question(form, draft, today, problem, month), asks=draft.id)


def answered(form: Form, draft: Draft, value: str) -> Card:
    """What becomes of a question that was answered by typing."""
    field = form.fields[draft.asked]
    return Card(form.title, (Facts(((field.label, (_said(field, value),)),)),))


def _question(form: Form, draft: Draft, today: date, problem: Label, month: date | None) -> Card:
    place = min(draft.asked, len(form.fields) - 1)
    field, rest = form.fields[place], form.fields[place + 1 :]
    known = draft.values.get(field.name, field.initial)
    can_keep = _is_filled(field, form, draft)
    can_send = can_keep and all(_is_filled(each, form, draft) for each in rest)
    parts: list[Part] = [Paragraph((problem,))] if problem else []
    if not place or not rest or can_send:
        parts += form.intro
    parts.append(Paragraph(_asked(form, field, place)))
    if isinstance(field, SelectField):
        options = tuple(
            Button(text, AnswerQuestion(draft.id, place, option))
            for option, (_, text) in enumerate(field.options)
        )
        parts.append(Row(options, columns=2))
    if isinstance(field, DateField):
        parts += days.calendar(form, draft, field, today, month)
    if known and (not rest or len(_said(field, known)) > QUOTED):
        parts.append(Paragraph(lines(say("It says:"), (_said(field, known),))))
    ways: list[Button] = []
    if can_keep and rest:
        kept = label("Keep “{answer}”", answer=_named(field, known)) if known else label("Skip")
        ways.append(Button(kept, KeepAnswer(draft.id, place)))
    if can_send and rest:
        sends = label("Skip the rest: {submit}", submit=form.submit)
        style = Style.DANGER if form.style is Style.DANGER else Style.PLAIN
        ways.append(Button(sends, KeepRest(draft.id), style))
    elif can_send:
        ways.append(Button(form.submit, KeepAnswer(draft.id, place), form.style))
    if ways:
        parts.append(Row(tuple(ways), columns=1))
    back = (Button(label("‹ Back"), PreviousQuestion(draft.id, place)),) if place else ()
    parts.append(Row((*back, Button(form.leave or label("Close"), LeaveForm(draft.id)))))
    how = field.how if isinstance(field, DateField | PairField) else NO_LABEL
    if hint := lines(words(field.hint) if field.hint else (), words(how) if how else ()):
        parts.append(Hint(hint))
    return Card(form.title, tuple(parts))


def _is_filled(field: Field, form: Form, draft: Draft) -> bool:
    values = {each.name: draft.values.get(each.name, each.initial) for each in form.fields}
    return bool(values[field.name]) or not is_needed(field, values)


def answer(form: Form, draft: Draft, value: str) -> tuple[dict[str, str], int]:
    """The values and the next place after `value` was given for the open field."""
    field = form.fields[draft.asked]
    return {**draft.values, field.name: value}, draft.asked + 1


def keep(form: Form, draft: Draft, until: int) -> tuple[dict[str, str], int]:
    """The values and the next place after the fields from the open one up to `until` stay as they are."""
    kept = {f.name: draft.values.get(f.name, f.initial) for f in form.fields[draft.asked : until]}
    return {**draft.values, **kept}, until


def read(field: Field, text: str, today: date, language: str, known: Mapping[str, str]) -> str:
    """A typed answer as the field's value, where other fields have the `known` ones; raises NotAnAnswer."""
    text = text.strip()
    match field:
        case TextField() | PairField():
            limit = field.limit if isinstance(field, TextField) else TYPED
            if len(text) > limit:
                raise NotAnAnswer(
                    label_many(
                        "That has {n} character; at most {limit} fit. Please shorten it.",
                        "That has {n} characters; at most {limit} fit. Please shorten it.",
                        len(text),
                        limit=limit,
                    )
                )
            return text
        case SelectField(options=options):
            wanted = text.casefold()
            exact = [value for value, name in options if wanted in (value.casefold(), name.casefold())]
            near = exact or [value for value, name in options if name.casefold().startswith(wanted)]
            if len(near) != 1:
                raise NotAnAnswer(label("Please choose one of these."))
            return near[0]
        case DateField():
            return days.read(field, text, today, language, known)
        case TimeField():
            return text


def option_value(field: Field, option: int) -> str:
    """The value behind an option's place; raises NotAnAnswer."""
    if not isinstance(field, SelectField) or option >= len(field.options):
        raise NotAnAnswer(label("Please choose one of these."))
    return field.options[option][0]


def _asked(form: Form, field: Field, place: int) -> Text:
    count = len(form.fields)
    question = label("{question} ({place} of {count})", question=field.label, place=place + 1, count=count)
    return lines((Bold(question),), _how_to_answer(field, form.submit if place + 1 == count else NO_LABEL))


def _how_to_answer(field: Field, submit: Label) -> Text:
    """What to do, and what that does: `submit` is empty where questions follow."""
    if isinstance(field, SelectField):
        return (
            say("Choose one. That does this: {submit}.", submit=Bold(submit))
            if submit
            else say("Choose one:")
        )
    if isinstance(field, DateField):
        return (
            say("Choose a day, or type it. That does this: {submit}.", submit=Bold(submit))
            if submit
            else say("Choose a day, or type it.")
        )
    if submit:
        return say("Type your answer. Sending it does this: {submit}.", submit=Bold(submit))
    return say("Type your answer.")


def _said(field: Field, value: str) -> Label:
    """The value as people read it; of a secret only that there is one."""
    if isinstance(field, TextField) and field.secret:
        return own(HIDDEN if value else value)
    if isinstance(field, DateField) and (day := days.day_of(value)):
        return dated_day(day)
    return dict(field.options).get(value, own(value)) if isinstance(field, SelectField) else own(value)


def _named(field: Field, value: str) -> Label:
    shown = _said(field, value)
    return shown if len(shown) <= QUOTED else own(f"{shown[: QUOTED - 1]}…")
