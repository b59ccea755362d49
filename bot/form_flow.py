"""Filling in a form: opened, asked question by question where there are no modals, sent in."""

import json
from dataclasses import replace
from datetime import date
from typing import NamedTuple, assert_never

from bot.actions import Action
from bot.actions.forms import (
    AnswerDay,
    AnswerQuestion,
    KeepAnswer,
    KeepRest,
    LeaveForm,
    OpenForm,
    Presses,
    PreviousQuestion,
    TurnMonth,
)
from bot.actions.spec import about, typed
from bot.calendars.form import ADDRESS
from bot.forms import days, questions
from bot.forms.answers import NotAnAnswer
from bot.forms.cards import gone_form, left_form_card, left_question_card, still_open_card
from bot.forms.moments import picked
from bot.forms.problems import SEEN, FieldRefused
from bot.inbound import Origin
from bot.joined import meant_now
from bot.labels import local_day
from bot.refusals import refusal_card, refusal_line
from bot.routing import FORMS, OF_KIND
from bot.tokens import from_token, to_token
from bot.turn import Turn
from bot.typed.words import language_of
from bot.ui import (
    NO_LABEL,
    Card,
    DateField,
    Form,
    Label,
    Layout,
    Message,
    Outcome,
    TextField,
    TimeField,
    Toast,
)
from core.desk import Desk
from core.drafts import IN_WINDOW, Draft, Submission
from core.errors.availability import HoursUnclear
from core.errors.booking import DurationNotOffered, TimeNotFree
from core.errors.calendars import CalendarUnreadable
from core.errors.cancelling import ReasonMissing
from core.errors.common import Missing, Refusal, TooFast, TooLong
from core.errors.members import QuietUnclear
from core.errors.mentors import RateBetweenSteps, RateUnclear, SettingMoved, SettingRefused
from core.notices import Receipt
from core.usecases import forms as drafts


class FieldProblem(Exception):  # noqa: N818
    """The form stays open: field name to what is wrong. `kept` is remembered with what was filled in."""

    def __init__(self, errors: dict[str, Label], kept: dict[str, str] | None = None) -> None:
        super().__init__(errors)
        self.errors = errors
        self.kept = kept or {}


class ClosedForm(Exception):  # noqa: N818
    """The form's purpose is no longer understood."""


def purpose_of(desk: Desk, draft: Draft) -> Action:
    """The action a draft serves; raises UnknownToken and ClosedForm."""
    action = meant_now(desk, from_token(draft.purpose))
    if type(action) not in FORMS:
        raise ClosedForm(draft.purpose)
    return action


def form_of(turn: Turn, draft: Draft) -> Form:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    return _filled(_layout(turn, purpose_of(turn.desk, draft)), draft)


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action about an open form."""
    match action:
        case OpenForm(draft):
            return reopen(turn, draft)
        case AnswerQuestion(draft, field, option):
            return answer(turn, draft, field, option)
        case AnswerDay(draft, field, day):
            return answer_day(turn, draft, field, day)
        case TurnMonth(draft, field, first):
            return turn_month(turn, draft, field, first)
        case KeepAnswer(draft, field):
            return keep(turn, draft, field)
        case KeepRest(draft):
            return keep(turn, draft, None)
        case PreviousQuestion(draft, field):
            return back(turn, draft, field)
        case LeaveForm(draft):
            return leave(turn, draft)
    assert_never(action)


def open_form(turn: Turn, purpose: Action, values: dict[str, str] | None = None) -> Outcome:
    """Begin a form, with `values` filled in; raises the refusal that stands against it."""
    layout = _layout(turn, purpose)
    values = picked(layout, values or {}, turn.person, turn.desk.now())
    place = turn.place.model_dump_json()
    earlier = None if turn.modals else asked_in_talk(turn)
    if layout.guarded:
        values = {**values, SEEN: json.dumps(_initials(layout))}
    draft = drafts.open_form(
        turn.desk, turn.person, to_token(purpose), place, values, IN_WINDOW if turn.modals else 0
    )
    shown = _shown(turn, _filled(layout, draft), draft)
    if earlier is None or not isinstance(shown, Message):
        return shown
    return replace(shown, settles=_left(turn, earlier))


def asked_in_talk(turn: Turn) -> Draft | None:
    """The form whose questions are being asked one by one."""
    draft = drafts.current_draft(turn.desk, turn.person)
    return None if draft is None or draft.asked == IN_WINDOW else draft


def reopen(turn: Turn, draft_id: int) -> Outcome:
    """Show an open form again, with what was filled in before."""
    draft = drafts.open_draft(turn.desk, turn.person, draft_id)
    return _gone() if draft is None else _shown(turn, _form(turn, draft), draft)


class _Asked(NamedTuple):
    """A form whose question is open."""

    form: Form
    draft: Draft


def _asked(turn: Turn, draft_id: int, field: int | None) -> _Asked | Outcome:
    """The form, where `field` (None: any) is what is asked; else what to show instead, such as the open question."""
    draft = drafts.open_draft(turn.desk, turn.person, draft_id)
    if draft is None:
        return _gone()
    form = _form(turn, draft)
    return _ask(turn, form, draft) if field not in {None, draft.asked} else _Asked(form, draft)


def answer(turn: Turn, draft_id: int, field: int, option: int) -> Outcome:
    """An option was pressed; one of an earlier question shows the open question again."""
    asked = _asked(turn, draft_id, field)
    if not isinstance(asked, _Asked):
        return asked
    form, draft = asked
    value = questions.option_value(form.fields[field], option)
    return _go_on(turn, form, draft, *questions.answer(form, draft, value))


def answer_day(turn: Turn, draft_id: int, field: int, day: date) -> Outcome:
    """A day was pressed; why it is no answer is only said."""
    asked = _asked(turn, draft_id, field)
    if not isinstance(asked, _Asked):
        return asked
    form, draft = asked
    if wrong := days.why_not(_day_field(form, field), day, _today(turn), _known(form, draft)):
        return Toast((wrong,))
    return _go_on(turn, form, draft, *questions.answer(form, draft, day.isoformat()))


def turn_month(turn: Turn, draft_id: int, field: int, first: date) -> Outcome:
    """Another month is looked at; the question stays open."""
    asked = _asked(turn, draft_id, field)
    if not isinstance(asked, _Asked):
        return asked
    form, draft = asked
    _day_field(form, field)
    return questions.ask(form, draft, _today(turn), month=first)


def keep(turn: Turn, draft_id: int, field: int | None) -> Outcome:
    """Leave the open field (None: and all after it) as it is."""
    asked = _asked(turn, draft_id, field)
    if not isinstance(asked, _Asked):
        return asked
    form, draft = asked
    until = len(form.fields) if field is None else field + 1
    return _go_on(turn, form, draft, *questions.keep(form, draft, until))


def back(turn: Turn, draft_id: int, field: int) -> Outcome:
    """Ask the question before `field` again; there is no way forward by it."""
    draft = drafts.open_draft(turn.desk, turn.person, draft_id)
    if draft is None:
        return _gone()
    form = _form(turn, draft)
    kept = drafts.keep_answers(turn.desk, draft, draft.values, max(0, min(field, draft.asked) - 1))
    return _ask(turn, form, kept)


def leave(turn: Turn, draft_id: int) -> Outcome:
    """Give the form up; a button leads back to where it was opened."""
    draft = drafts.open_draft(turn.desk, turn.person, draft_id)
    if draft is None:
        return _gone()
    return _given_up(turn, draft)


def leave_typed(turn: Turn) -> Message | None:
    """Give up the form that is being filled in, and settle its open question; None where there is none."""
    draft = asked_in_talk(turn)
    if draft is None:
        return None
    return replace(_given_up(turn, draft), fresh=True, settles=_left(turn, draft))


def beside(turn: Turn, draft: Draft, outcome: Outcome, command: str) -> Outcome:
    """The outcome of a typed command while a form's question is open.

    The form ends with it where it did the same, or the form is of no use now; else the answer says that it is open.
    """
    then = replace(turn, desk=turn.desk.unasked())
    now = drafts.current_draft(then.desk, turn.person)
    if now is None or now.id != draft.id:
        return outcome
    form = None if _does(then, draft, command) else _still_of_use(then, draft)
    if form is None:
        drafts.forget(then.desk, draft.id)
        if isinstance(outcome, Message) and outcome.settles is None:
            return replace(outcome, settles=_left(turn, draft))
        return outcome
    if not isinstance(outcome, Message) or not turn.place.direct or outcome.asks is not None:
        return outcome
    return replace(outcome, card=still_open_card(outcome.card, form, form.fields[draft.asked].label))


def can_answer(turn: Turn, draft: Draft, text: str) -> bool:
    """Whether what was typed can be an answer to the open question, whatever else it is."""
    form = _still_of_use(replace(turn, desk=turn.desk.unasked()), draft)
    if form is None:
        return True
    field = form.fields[draft.asked]
    try:
        questions.read(field, text, _today(turn), language_of(turn.person.locale), _known(form, draft))
    except NotAnAnswer:
        return False
    return not isinstance(field, TimeField)


def _does(turn: Turn, draft: Draft, command: str) -> bool:
    """Whether the command does what the form is for, and has all that this needs."""
    does, said = (typed(purpose_of(turn.desk, draft)) or "").lower().split(), command.lower().split()
    return bool(does) and said[: len(does)] == does and len(said) > len(does)


def _still_of_use(turn: Turn, draft: Draft) -> Form | None:
    try:
        return form_of(turn, draft)
    except Refusal:
        return None


def _given_up(turn: Turn, draft: Draft) -> Message:
    drafts.close_form(turn.desk, draft.id)
    purpose = purpose_of(turn.desk, draft)
    return Message(left_form_card(about(purpose) or purpose))


def said(turn: Turn, draft: Draft, text: str) -> Outcome:
    """A typed answer to the open question; one that does not answer it is asked again."""
    form = _form(turn, draft)
    field = form.fields[draft.asked]
    secret = isinstance(field, TextField) and field.secret
    try:
        value = questions.read(
            field, text, _today(turn), language_of(turn.person.locale), _known(form, draft)
        )
    except NotAnAnswer as problem:
        return replace(_ask(turn, form, draft, problem.what), fresh=True, secret=secret)
    try:
        outcome = _go_on(turn, form, draft, *questions.answer(form, draft, value))
    except Refusal as refusal:
        outcome = Message(refusal_card(refusal, turn.person, turn.desk.support))
    if not isinstance(outcome, Message):
        return outcome
    settles = _asked_at(turn, draft, questions.answered(form, draft, value))
    return replace(outcome, fresh=True, secret=secret, settles=settles)


def submit(turn: Turn, draft: Draft | None, values: dict[str, str]) -> Outcome:
    """A form was sent in; raises FieldProblem where it stays open, and refusals where it is of no use any more."""
    if draft is None:
        return _gone()
    try:
        return _send_in(turn, draft, values)
    except FieldProblem as problem:
        if problem.kept:
            drafts.keep_answers(turn.desk.unasked(), draft, {**draft.values, **problem.kept}, draft.asked)
        raise


def _gone() -> Toast:
    return Toast(gone_form())


def _asked_at(turn: Turn, draft: Draft, becomes: Card) -> tuple[Receipt, Card] | None:
    """Where the open question stands, with what becomes of it; None where no message is known."""
    place, asker = Origin.model_validate_json(draft.place), turn.desk.asker
    if place.message is None or asker is None:
        return None
    who = place.met_as(asker)
    return Receipt(who.platform, who.workspace, place.channel, place.message), becomes


def _left(turn: Turn, draft: Draft) -> tuple[Receipt, Card] | None:
    """What becomes of the open question of a form that is given up for something else, elsewhere in the chat."""
    place = Origin.model_validate_json(draft.place)
    if place.channel != turn.place.channel or place.message == turn.place.message:
        return None
    return _asked_at(turn, draft, left_question_card())


def _form(turn: Turn, draft: Draft) -> Form:
    """The form as it is drawn now; one that is of no use any more is closed, so that nobody is caught in it."""
    try:
        return form_of(turn, draft)
    except Refusal:
        drafts.forget(turn.desk, draft.id)
        raise


def _shown(turn: Turn, form: Form, draft: Draft) -> Outcome:
    if turn.modals:
        return form
    if draft.asked == IN_WINDOW:
        draft = drafts.keep_answers(turn.desk, draft, draft.values, 0)
    return _ask(turn, form, draft)


def _ask(turn: Turn, form: Form, draft: Draft, problem: Label = NO_LABEL) -> Message:
    return questions.ask(form, draft, _today(turn), problem)


def _today(turn: Turn) -> date:
    return local_day(turn.desk.now(), turn.person)


def _known(form: Form, draft: Draft) -> dict[str, str]:
    return {each.name: draft.values.get(each.name, each.initial) for each in form.fields}


def _day_field(form: Form, place: int) -> DateField:
    """The field that asks for a day; raises NotAnAnswer."""
    field = form.fields[place]
    if not isinstance(field, DateField):
        raise NotAnAnswer(NO_LABEL)
    return field


def _go_on(turn: Turn, form: Form, draft: Draft, values: dict[str, str], place: int) -> Outcome:
    """Ask the next question, or send the form in after the last; a refused field is asked again."""
    if place < len(form.fields):
        return _ask(turn, form, drafts.keep_answers(turn.desk, draft, values, place))
    try:
        return _send_in(turn, draft, values)
    except FieldProblem as problem:
        name, wrong = next(iter(problem.errors.items()))
        asked = next((i for i, field in enumerate(form.fields) if field.name == name), len(form.fields) - 1)
        kept = drafts.keep_answers(turn.desk, draft, {**values, **problem.kept}, asked)
        return _ask(turn, form, kept, wrong)


def _layout(turn: Turn, purpose: Action) -> Layout:
    return OF_KIND[type(purpose)].form(turn, purpose)


def _initials(layout: Layout) -> dict[str, str]:
    return {field.name: field.initial for field in layout.fields}


def _filled(layout: Layout, draft: Draft) -> Form:
    fields = tuple(
        replace(each, initial=draft.values.get(each.name, each.initial)) for each in layout.fields
    )
    return Form(
        draft.id, layout.title, layout.submit, fields, layout.intro, leave=layout.leave, style=layout.style
    )


def _send_in(turn: Turn, draft: Draft, values: dict[str, str]) -> Outcome:
    purpose, submission = purpose_of(turn.desk, draft), Submission(draft)
    sending = replace(turn, desk=turn.desk.sending(submission))
    try:
        outcome = OF_KIND[type(purpose)].send(sending, purpose, values)
    except FieldRefused as wrong:
        raise FieldProblem({wrong.field: refusal_line(wrong.refusal, turn.person)}) from wrong
    except (TooLong, Missing, ReasonMissing, SettingRefused, RateUnclear, RateBetweenSteps) as refusal:
        raise FieldProblem({refusal.field: refusal_line(refusal, turn.person)}) from refusal
    except SettingMoved as refusal:
        line, now = refusal_line(refusal, turn.person), _initials(_layout(turn, purpose))
        seen = json.loads(draft.values[SEEN]) | {refusal.field: now[refusal.field]}
        raise FieldProblem({refusal.field: line}, {SEEN: json.dumps(seen)}) from refusal
    except CalendarUnreadable as refusal:
        raise FieldProblem({ADDRESS: refusal_line(refusal, turn.person)}) from refusal
    except HoursUnclear as refusal:
        raise FieldProblem({refusal.field or "hours": refusal_line(refusal, turn.person)}) from refusal
    except QuietUnclear as refusal:
        raise FieldProblem({"quiet": refusal_line(refusal, turn.person)}) from refusal
    except (DurationNotOffered, TimeNotFree) as refusal:
        raise FieldProblem({"minutes": refusal_line(refusal, turn.person)}) from refusal
    except TooFast as refusal:
        raise FieldProblem({"": refusal_line(refusal, turn.person)}) from refusal
    except Refusal:
        drafts.forget(turn.desk, draft.id)
        raise
    if not submission.closed:
        drafts.forget(turn.desk, draft.id)
    return outcome
