"""A form as a talk: what is asked, what answers it, what is kept."""

from dataclasses import replace
from datetime import date

import pytest

from bot.actions import Action
from bot.actions.forms import (
    AnswerDay,
    AnswerQuestion,
    KeepAnswer,
    KeepRest,
    LeaveForm,
    PreviousQuestion,
    TurnMonth,
)
from bot.formats import card_text
from bot.forms import questions
from bot.forms.answers import NotAnAnswer
from bot.ui import Button, Card, DateField, Field, Form, Paragraph, SelectField, Style, TextField, TimeField
from core.drafts import Draft
from tests.conftest import MORNING
from tests.recorder import controls

LENGTH = SelectField("minutes", "Length", (("30", "30 min"), ("60", "1 h"), ("90", "1 h 30 min")), "30")
TITLE = TextField("title", "Title", limit=10, hint="Ten letters")
NOTE = TextField("note", "Note", required=False)
TODAY = date(2026, 3, 2)
FORM = Form(7, "Details", "Review", (LENGTH, TITLE, NOTE), intro=(Paragraph(("Tell us.",)),))


def at(place: int, **values: str) -> Draft:
    return Draft(7, 1, "1:h:", MORNING, "{}", values, place)


def card_of(draft: Draft, problem: str = "") -> Card:
    message = questions.ask(FORM, draft, TODAY, problem)
    assert message.asks == draft.id
    return message.card


def means(card: Card) -> list[Action]:
    return [control.action for control in controls(card) if isinstance(control, Button)]


@pytest.mark.spec("CHT-3", "CHT-4")
def test_a_choice_is_put_as_buttons_with_the_place_and_how_many_there_are() -> None:
    card = card_of(at(0))
    assert "Tell us." in card_text(card)
    assert "Length (1 of 3)" in card_text(card)
    assert [AnswerQuestion(7, 0, option) in means(card) for option in range(3)] == [True] * 3
    assert KeepAnswer(7, 0) in means(card)
    assert LeaveForm(7) in means(card)
    assert not [action for action in means(card) if isinstance(action, PreviousQuestion)]


@pytest.mark.spec("CHT-4", "CHT-9")
def test_the_last_question_says_what_it_is_about_and_what_the_buttons_do() -> None:
    ending = replace(FORM, leave="Keep the talk", style=Style.DANGER)
    card = questions.ask(ending, at(2, minutes="60", title="Talk"), TODAY).card
    assert "Tell us." in card_text(card)
    assert "Sending it does this: Review." in card_text(card)
    assert [(b.label, b.action, b.style) for b in controls(card) if isinstance(b, Button)] == [
        ("Review", KeepAnswer(7, 2), Style.DANGER),
        ("‹ Back", PreviousQuestion(7, 2), Style.PLAIN),
        ("Keep the talk", LeaveForm(7), Style.PLAIN),
    ]
    given = questions.ask(ending, at(2, title="Talk", note="bring cake"), TODAY).card
    assert "It says:\nbring cake" in card_text(given)
    assert [control.label for control in controls(given)] == ["Review", "‹ Back", "Keep the talk"]


@pytest.mark.spec("CHT-4", "CHT-9")
def test_whatever_sends_a_form_in_says_so_and_names_what_it_is_about() -> None:
    """Buttons that go on are plain; those that end something are marked, and stand below what they mean."""
    ending = replace(FORM, style=Style.DANGER)
    for place in range(3):
        for values in ({}, {"title": "Talk"}, {"note": "x"}, {"title": "Talk", "note": "x"}):
            card = questions.ask(ending, at(place, **values), TODAY).card
            for control in controls(card):
                assert isinstance(control, Button)
                sends = isinstance(control.action, KeepRest) or (
                    isinstance(control.action, KeepAnswer) and place == 2
                )
                assert sends is ("Review" in control.label)
                assert sends is (control.style is Style.DANGER)
                assert not sends or "Tell us." in card_text(card)


@pytest.mark.spec("CHT-3", "CHT-4")
def test_a_required_text_cannot_be_skipped_and_there_is_a_way_back() -> None:
    card = card_of(at(1, minutes="60"))
    assert "Tell us." not in card_text(card)
    assert "Ten letters" in card_text(card)
    assert means(card) == [PreviousQuestion(7, 1), LeaveForm(7)]
    assert KeepAnswer(7, 1) in means(card_of(at(1, title="Talk"))), "what was given before can be kept"


def test_the_rest_can_be_skipped_where_nothing_required_is_left() -> None:
    assert KeepRest(7) not in means(card_of(at(0)))
    assert KeepRest(7) in means(card_of(at(0, title="Talk")))
    assert KeepRest(7) not in means(card_of(at(2))), "the last question is its own rest"


def test_what_is_wrong_stands_first() -> None:
    assert card_text(card_of(at(1), "Too long.")).splitlines()[1] == "Too long."


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (TITLE, "  My talk ", "My talk"),
        (LENGTH, "60", "60"),
        (LENGTH, "1 H", "60"),
        (LENGTH, "30", "30"),
        (DateField("day", "Day"), " tomorrow ", "2026-03-03"),
        (DateField("day", "Day"), "24 dec", "2026-12-24"),
        (DateField("day", "Day"), "2026-03-05", "2026-03-05"),
        (DateField("day", "Day", several=True), "24-31 dec", "24-31 dec"),
        (DateField("day", "Day", past=True), "yesterday", "2026-03-01"),
        (TimeField("time", "Time"), "9:30", "9:30"),
    ],
)
def test_a_typed_answer_is_read(field: Field, typed: str, value: str) -> None:
    assert questions.read(field, typed, TODAY, "en", {}) == value


@pytest.mark.spec("SAF-3")
@pytest.mark.parametrize(("field", "typed"), [(TITLE, "x" * 11), (LENGTH, "2 h"), (LENGTH, "")])
def test_what_does_not_answer_the_question_says_what_would(field: Field, typed: str) -> None:
    with pytest.raises(NotAnAnswer, match="Please"):
        questions.read(field, typed, TODAY, "en", {})


@pytest.mark.spec("CHT-3", "CHT-4")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("5/6", "I did not understand the day. Choose one, or write it like 24 dec or tomorrow."),
        ("24-31 dec", "I did not understand the day."),
        ("yesterday", "Sun 1 Mar 2026 is over. Choose today or a later day."),
        ("4 mar", "Wed 4 Mar 2026 is before Thu 5 Mar 2026."),
    ],
)
def test_a_typed_day_that_cannot_be_meant_is_asked_again(typed: str, told: str) -> None:
    field = DateField("to", "To", since="from")
    with pytest.raises(NotAnAnswer) as refused:
        questions.read(field, typed, TODAY, "en", {"from": "2026-03-05"})
    assert refused.value.what.startswith(told)


@pytest.mark.spec("CHT-3")
def test_a_day_is_asked_for_with_a_month_of_days_to_press() -> None:
    form = Form(
        7,
        "Away",
        "Preview",
        (DateField("from", "From"), DateField("to", "To", required=False, since="from")),
    )
    card = questions.ask(form, at(0), TODAY).card
    assert "Choose a day, or type it." in card_text(card)
    days = [(b.label, b.action) for b in controls(card) if isinstance(b.action, AnswerDay)]
    assert days[0] == ("Mon 2 Mar", AnswerDay(7, 0, TODAY))
    assert days[-1] == ("Tue 31 Mar", AnswerDay(7, 0, date(2026, 3, 31)))
    turns = [b.action for b in controls(card) if isinstance(b.action, TurnMonth)]
    assert turns == [TurnMonth(7, 0, date(2026, 4, 1))], "what is over is not turned to"
    april = questions.ask(form, at(0), TODAY, month=date(2026, 4, 1)).card
    assert ("Wed 1 Apr", AnswerDay(7, 0, date(2026, 4, 1))) in [
        (b.label, b.action) for b in controls(april)
    ]
    last = questions.ask(form, at(1, **{"from": "2026-05-20"}), TODAY).card
    assert "That does this: Preview." in card_text(last)
    assert next(b.label for b in controls(last) if isinstance(b.action, AnswerDay)) == "Wed 20 May"


def test_a_chosen_day_is_read_back_as_people_write_it() -> None:
    form = Form(7, "Away", "Preview", (DateField("from", "From"), NOTE))
    assert card_text(questions.answered(form, at(0), "2026-12-24")) == "Away\nFrom: Thu 24 Dec 2026"
    kept = questions.ask(form, at(0, **{"from": "2026-12-24"}), TODAY).card
    assert "Keep “Thu 24 Dec 2026”" in [b.label for b in controls(kept)]


def test_an_option_is_known_by_its_place() -> None:
    assert questions.option_value(LENGTH, 2) == "90"
    for field, option in ((LENGTH, 3), (TITLE, 0)):
        with pytest.raises(NotAnAnswer):
            questions.option_value(field, option)


def test_answers_are_kept_beside_those_given_before() -> None:
    assert questions.answer(FORM, at(1, minutes="60"), "Talk") == ({"minutes": "60", "title": "Talk"}, 2)
    assert questions.keep(FORM, at(0, title="Talk"), 3) == (
        {"minutes": "30", "title": "Talk", "note": ""},
        3,
    )


def test_an_answered_question_shows_the_answer_as_people_read_it() -> None:
    assert card_text(questions.answered(FORM, at(0), "90")) == "Details\nLength: 1 h 30 min"


@pytest.mark.spec("CHT-3", "CHT-4")
@pytest.mark.parametrize("values", [{}, {"note": "Ill"}], ids=["nothing said", "said before"])
def test_the_last_step_says_what_it_does_and_what_it_is_about(values: dict[str, str]) -> None:
    intro = (Paragraph(("Cancel Talk?",)),)
    form = Form(7, "Cancel", "Cancel the session", (LENGTH, NOTE), intro, leave="Keep the session")
    card = questions.ask(form, at(1, **values), TODAY).card
    assert "Cancel Talk?" in card_text(card)
    assert ("Ill" in card_text(card)) == bool(values)
    labels = {control.label: control.action for control in controls(card) if isinstance(control, Button)}
    assert labels == {
        "Cancel the session": KeepAnswer(7, 1),
        "‹ Back": PreviousQuestion(7, 1),
        "Keep the session": LeaveForm(7),
    }


@pytest.mark.spec("CHT-3")
@pytest.mark.parametrize(
    ("today", "past", "shown"), [(29, False, 3), (30, False, 4), (31, False, 4), (31, True, 3)]
)
def test_a_month_that_is_nearly_over_gives_way_to_the_next_where_no_past_day_is_asked_for(
    today: int, past: bool, shown: int
) -> None:
    form = Form(7, "Away", "Preview", (DateField("from", "From", past=past),))
    card = questions.ask(form, at(0), date(2026, 3, today)).card
    days = [b.action.day for b in controls(card) if isinstance(b.action, AnswerDay)]
    assert {day.month for day in days} == {shown}
    turns = [b.action.first for b in controls(card) if isinstance(b.action, TurnMonth)]
    assert shown == 3 or date(2026, 3, 1) in turns, "the days that are left can be turned back to"
