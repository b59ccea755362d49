"""A form as a talk: one question after the other, where the platform has no modals."""

from bot.actions.forms import AnswerQuestion, KeepAnswer, KeepRest, LeaveForm, PreviousQuestion
from bot.formats import shorten
from bot.sentences import label, lines, say
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
    Text,
    TextField,
    TimeField,
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
    return Card(form.title, (Facts(((field.label, (_said(field, value),)),)),))


def _question(form: Form, draft: Draft, problem: str) -> Card:
    place = min(draft.asked, len(form.fields) - 1)
    field = form.fields[place]
    is_last = place == len(form.fields) - 1 and bool(form.leave)
    # Where the last step must say what it does, what it is about stands there again.
    parts: list[Part] = [*form.intro] if place == 0 else [*form.intro[:1]] if is_last else []
    parts.append(Paragraph(lines((Bold(_numbered(form, place)),), _how_to_answer(form, place))))
    if problem:
        parts.insert(0, Paragraph((problem,)))
    if isinstance(field, SelectField):
        options = tuple(
            Button(said, AnswerQuestion(draft.id, place, option))
            for option, (_, said) in enumerate(field.options)
        )
        parts.append(Row(options, columns=2))
    known = draft.values.get(field.name, field.initial)
    if len(whole := _said(field, known)) > QUOTED or (known and is_last):
        parts.append(Paragraph(lines(say("It says:"), (whole,))))
    ways: list[Button] = []
    if is_last and (known or not field.required):
        ways.append(Button(form.submit, KeepAnswer(draft.id, place)))
    elif known:
        keeping = label("Keep “{value}”", value=shorten(_said(field, known), QUOTED))
        ways.append(Button(keeping, KeepAnswer(draft.id, place)))
    elif not field.required:
        ways.append(Button(label("Skip"), KeepAnswer(draft.id, place)))
    rest = form.fields[place:]
    if len(rest) > 1 and all(not f.required or draft.values.get(f.name, f.initial) for f in rest):
        skipping = label("Skip the rest: {submit}", submit=form.submit)
        ways.append(Button(skipping, KeepRest(draft.id)))
    if ways:
        parts.append(Row(tuple(ways), columns=1))
    back = (Button(label("‹ Back"), PreviousQuestion(draft.id, place)),) if place else ()
    parts.append(Row((*back, Button(form.leave or label("Cancel"), LeaveForm(draft.id)))))
    if field.hint:
        parts.append(Hint((field.hint,)))
    return Card(form.title, tuple(parts))


def _numbered(form: Form, place: int) -> str:
    return label(
        "{field} ({place} of {total})",
        field=form.fields[place].label,
        place=place + 1,
        total=len(form.fields),
    )


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
                raise NotAnAnswer(
                    label(
                        "That has {count} characters; at most {limit} fit. Please shorten it.",
                        count=len(text),
                        limit=limit,
                    )
                )
            return text
        case SelectField(options=options):
            wanted = text.casefold()
            exact = [value for value, label in options if wanted in (value.casefold(), label.casefold())]
            near = exact or [value for value, label in options if label.casefold().startswith(wanted)]
            if len(near) != 1:
                raise NotAnAnswer(label("Please press one of the buttons."))
            return near[0]
        case DateField() | TimeField():
            return text


def option_value(field: Field, option: int) -> str:
    """The value behind an option's place; raises NotAnAnswer."""
    if not isinstance(field, SelectField) or option >= len(field.options):
        raise NotAnAnswer(label("Please press one of the buttons."))
    return field.options[option][0]


def _how_to_answer(form: Form, place: int) -> Text:
    """What to do, and for the last question of a form with its own words for leaving what follows from it."""
    if isinstance(form.fields[place], SelectField):
        return say("Press one:")
    if form.leave and place == len(form.fields) - 1:
        return say("Type your answer. Sending it does this: {submit}.", submit=Bold(form.submit))
    return say("Type your answer.")


def _said(field: Field, value: str) -> str:
    """The value as people read it; of a secret only that there is one."""
    if isinstance(field, TextField) and field.secret:
        return HIDDEN if value else value
    return dict(field.options).get(value, value) if isinstance(field, SelectField) else value
