"""A form as a talk: one question after the other, where the platform has no modals."""

from bot.actions.forms import AnswerQuestion, KeepAnswer, KeepRest, LeaveForm, PreviousQuestion
from bot.ui import (
    Bold,
    Button,
    Card,
    DateField,
    Facts,
    Field,
    Form,
    Hint,
    Message,
    Paragraph,
    Part,
    Row,
    SelectField,
    TextField,
    TimeField,
    words,
)
from core.drafts import Draft

QUOTED = 24
HIDDEN = "•••"


class NotAnAnswer(Exception):  # noqa: N818
    """What was typed does not answer the question; the text says what would."""


def ask(form: Form, draft: Draft, problem: str = "") -> Message:
    """Put the open question: the field at `draft.asked`."""
    return Message(_question(form, draft, problem), asks=draft.id)


def answered(form: Form, draft: Draft, value: str) -> Card:
    """What becomes of a question that was answered by typing."""
    field = form.fields[draft.asked]
    return Card(form.title, (Facts(((field.label, words(_said(field, value))),)),))


def _question(form: Form, draft: Draft, problem: str) -> Card:
    place = min(draft.asked, len(form.fields) - 1)
    field = form.fields[place]
    parts: list[Part] = [*form.intro] if place == 0 else []
    lead = words(Bold(f"{field.label} ({place + 1} of {len(form.fields)})"))
    parts.append(Paragraph(words(*lead, f"\n{_how_to_answer(field)}")))
    if problem:
        parts.insert(0, Paragraph(words(problem)))
    if isinstance(field, SelectField):
        options = tuple(
            Button(label, AnswerQuestion(draft.id, place, option))
            for option, (_, label) in enumerate(field.options)
        )
        parts.append(Row(options, columns=2))
    known = draft.values.get(field.name, field.initial)
    if len(whole := _said(field, known)) > QUOTED:
        parts.append(Paragraph(words("It says:\n", whole)))
    ways: list[Button] = []
    if known:
        ways.append(Button(f"Keep “{_named(field, known)}”", KeepAnswer(draft.id, place)))
    elif not field.required:
        ways.append(Button("Skip", KeepAnswer(draft.id, place)))
    rest = form.fields[place:]
    if len(rest) > 1 and all(not f.required or draft.values.get(f.name, f.initial) for f in rest):
        ways.append(Button(f"Skip the rest, {form.submit.lower()}", KeepRest(draft.id)))
    if ways:
        parts.append(Row(tuple(ways), columns=1))
    back = (Button("‹ Back", PreviousQuestion(draft.id, place)),) if place else ()
    parts.append(Row((*back, Button("Cancel", LeaveForm(draft.id)))))
    if field.hint:
        parts.append(Hint(words(field.hint)))
    return Card(form.title, tuple(parts))


def answer(form: Form, draft: Draft, value: str) -> tuple[dict[str, str], int]:
    """The values and the next place after `value` was given for the open field."""
    field = form.fields[draft.asked]
    return {**draft.values, field.name: value}, draft.asked + 1


def keep(form: Form, draft: Draft, until: int) -> tuple[dict[str, str], int]:
    """The values and the next place after the fields from the open one up to `until` stay as they are."""
    kept = {f.name: draft.values.get(f.name, f.initial) for f in form.fields[draft.asked : until]}
    return {**draft.values, **kept}, until


def read(field: Field, text: str) -> str:
    """A typed answer as the field's value; raises NotAnAnswer."""
    text = text.strip()
    match field:
        case TextField(limit=limit):
            if len(text) > limit:
                problem = f"That has {len(text)} characters; at most {limit} fit. Please shorten it."
                raise NotAnAnswer(problem)
            return text
        case SelectField(options=options):
            wanted = text.casefold()
            exact = [value for value, label in options if wanted in (value.casefold(), label.casefold())]
            near = exact or [value for value, label in options if label.casefold().startswith(wanted)]
            if len(near) != 1:
                raise NotAnAnswer("Please press one of the buttons.")
            return near[0]
        case DateField() | TimeField():
            return text


def option_value(field: Field, option: int) -> str:
    """The value behind an option's place; raises NotAnAnswer."""
    if not isinstance(field, SelectField) or option >= len(field.options):
        raise NotAnAnswer("Please press one of the buttons.")
    return field.options[option][0]


def _how_to_answer(field: Field) -> str:
    return "Press one:" if isinstance(field, SelectField) else "Type your answer."


def _said(field: Field, value: str) -> str:
    """The value as people read it; of a secret only that there is one."""
    if isinstance(field, TextField) and field.secret:
        return HIDDEN if value else value
    return dict(field.options).get(value, value) if isinstance(field, SelectField) else value


def _named(field: Field, value: str) -> str:
    shown = _said(field, value)
    return shown if len(shown) <= QUOTED else f"{shown[: QUOTED - 1]}…"
