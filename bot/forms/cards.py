"""What becomes of a form that is not sent in."""

from dataclasses import replace

from bot.actions import Action
from bot.actions.forms import OpenForm
from bot.sentences import label, say, sentences
from bot.ui import Button, Card, Form, Hint, Label, Paragraph, Row, Text, words


def left_form_card(back: Action) -> Card:
    """It was given up; a button leads back to where it was opened."""
    return Card(
        label("Left as it was"),
        (Paragraph(say("Nothing was changed.")), Row((Button(label("‹ Back"), back),))),
    )


def left_question_card() -> Card:
    """What becomes of its open question."""
    return Card(label("Left as it was"), (Paragraph(say("You left this form. Nothing was changed.")),))


def gone_form() -> Text:
    """It is sent in or closed, and is sent in again."""
    return say("This form has been sent in or closed already. This time nothing was done.")


def not_taken_card(errors: dict[str, Label], draft: int | None) -> Card:
    """What is wrong with a form that no longer waits to be told; `draft` opens it again."""
    again = (Row((Button(label("Fill it in again"), OpenForm(draft)),)),) if draft is not None else ()
    return Card(
        label("Not done"), (Paragraph(sentences(*(words(each) for each in errors.values()))), *again)
    )


def still_open_card(answer: Card, form: Form, question: Label) -> Card:
    """The answer to a command that was typed while a question of the form is open."""
    said = say(
        "“{form}” is still open: what you type next answers “{question}”.",
        form=form.title,
        question=question,
    )
    return replace(answer, parts=(*answer.parts, Hint(said), _opens(form)))


def _opens(form: Form) -> Row:
    return Row((Button(label("Open “{form}”", form=form.title), OpenForm(form.id)),))


def late_form_card(form: Form) -> Card:
    """It could not open in time: a trigger lives three seconds, and a button brings a new one."""
    return Card(
        form.title,
        (
            Paragraph(say("The form could not open in time. Press to open it.")),
            _opens(form),
        ),
    )
