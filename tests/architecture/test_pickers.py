"""Dates and times are picked, not typed, where there are pickers: all fields of all forms, in one table."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot

HOME = Path(bot.__file__).parent
PICKED = {
    "admin_sessions/filters.py": {"from": "DateField", "to": "DateField"},
    "availability/form.py": {"first": "DateField", "last": "DateField", "hours": "PairField"},
    "councils/calling_forms.py": {"first": "DateField", "last": "DateField"},
    "councils/poll_forms.py": {"time": "moment_field"},
    "disputes/forms.py": {"when": "moment_field"},
    "interventions/forms.py": {"when": "moment_field", "until": "moment_field"},
    "jobs/forms.py": {"day": "DateField", "to": "DateField"},
    "policies/form.py": {"value": "PairField"},
    "profile/quiet_hours.py": {"quiet": "PairField"},
}
"""What is picked, by the module that lays the form out."""

TYPED = {
    (
        "availability/form.py",
        "hours",
    ): "a day's hours are a list, with breaks: 9-12, 13-17; of a week, a line each",
    (
        "councils/calling_forms.py",
        "times",
    ): "several times, one a line; the ones that are free are pressed elsewhere",
    ("councils/calling_forms.py", "hours"): "how long a poll is open, not an hour of the day",
    ("jobs/forms.py", "by"): "how much earlier or later, not an hour of the day",
}
"""What speaks of dates or times and is typed all the same, and why."""

OTHERS = {
    ("availability/form.py", ""): "limits: lengths, numbers and the time zone",
    ("councils/taking_part_cards.py", ""): "words",
    ("disputes/forms.py", "reason"): "words",
    ("disputes/forms.py", "what"): "words",
    ("interventions/forms.py", "name"): "a mentor",
    ("mentor_settings/form.py", ""): "what is said of a mentor, the rate and a link",
    ("policies/form.py", ""): "numbers",
    ("policies/form.py", "value"): "numbers, lengths and amounts",
    ("rescheduling/cards.py", "note"): "words",
}
"""What is typed under names that are not written there."""

PICKERS = {"DateField", "TimeField", "PairField", "moment_field"}
_OF_TIME = re.compile(r"\b(when|dates?|days?|times?|hours?|until|earlier|deadline)\b", re.IGNORECASE)
_NO_FORMS = {"ui.py", "forms/moments.py", "slack/pairs.py"}


@pytest.mark.spec("CHT-2")
def test_no_form_asks_for_a_date_or_a_time_by_plain_text_without_a_reason() -> None:
    typed = [(module, name, words) for module, kind, name, words in fields() if kind == "TextField"]
    assert {(module, name) for module, name, words in typed if _OF_TIME.search(words)} == set(TYPED)
    assert {(module, name) for module, name, words in typed if not words} == set(OTHERS)


@pytest.mark.spec("CHT-2")
def test_the_table_of_what_is_picked_is_whole() -> None:
    found: dict[str, dict[str, str]] = {}
    for module, kind, name, _ in fields():
        if kind in PICKERS:
            found.setdefault(module, {})[name] = kind
    assert found == PICKED


def fields() -> Iterator[tuple[str, str, str, str]]:
    """Of every field that any form can have: its module, kind and name, and what it is called if that is written."""
    for path in sorted(HOME.rglob("*.py")):
        module = path.relative_to(HOME).as_posix()
        if module in _NO_FORMS:
            continue
        for call in ast.walk(ast.parse(path.read_text())):
            match call:
                case ast.Call(ast.Name(kind), [name, title, *_]) if kind in PICKERS | {"TextField"}:
                    yield module, kind, _written(name), _written(title)


def _written(node: ast.expr) -> str:
    match node:
        case ast.Constant(str(words)) | ast.Call(ast.Name("label"), [ast.Constant(str(words)), *_]):
            return words
    return ""
