"""Whatever can be typed has words in each language, and is understood in them."""

import re
from datetime import UTC, date, datetime

import pytest

from bot.actions import CODES
from bot.actions.accounts import ChoosePage
from bot.actions.councils.looking import ShowCouncils
from bot.actions.jobs import StopJob
from bot.actions.mentor_settings import EditMentorSettings
from bot.actions.policies import Group
from bot.actions.profile import SetTyping
from bot.actions.sessions import ShowSessions
from bot.actions.spec import typed
from bot.actions.statistics import Report, ShowReport, ShowReportOf
from bot.commands import BY_NAME, COMMANDS
from bot.language import reading_as
from bot.policies.words import group_title
from bot.sentences import label
from bot.typed import admin_words, command_words, examples, hours, wishes
from bot.typed.lengths import amount, day_count
from bot.typed.session_filters import FILTERS
from bot.typed.words import ADMIN, language_of, own_words
from bot.typed.words import COMMANDS as BEHIND_COMMANDS
from core.attendance import Category
from core.disputes import DisputeStatus, Priority, Whose
from core.mail import MailClass
from core.member_queries import Activity
from core.people import Plan, Role
from core.periods import Usual
from core.refunds import RefundStatus
from core.session_queries import Sort
from core.sessions import Meeting, Status
from core.usecases.changes import TEMPLATES

LOCALES = ["de", "es", "fr", "pt_BR", "hi"]
NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 28)
FILLED = {
    "session": "S-7F3K", "council": "C-7F3K", "dispute": "D-7F3K", "key": "hold minutes", "value": "15",
    "group": "cancelling", "preset": "mentra", "plan": "council", "platform": "telegram", "locale": "de",
    "zone": "Europe/Berlin", "template": "evenings", "text": "9-12", "search": "#x", "topic": "book",
}  # fmt: skip
PRESSED = [
    *(kind.spec.typed.format(**FILLED) for kind in CODES.values() if isinstance(kind.spec.typed, str)),
    *(
        str(typed(action))
        for action in (
            *(SetTyping(on) for on in (True, False)),
            *(ShowCouncils(past=past) for past in (True, False)),
            *(ShowSessions(past=past) for past in (True, False)),
            *(ShowReport(report, usual) for report in Report for usual in Usual),
            *(ChoosePage(1, own=own) for own in (True, False)),
            ShowReportOf(Report.STATISTICS, date(2026, 1, 1), date(2026, 3, 31)),
            EditMentorSettings(None),
            StopJob(),
        )
    ),
]
"""What can be typed in place of a button."""
BESIDES = [
    *(f"admin sessions {name}:x" for name in FILTERS if name not in {"reassigned", "pending"}),
    *(f"admin sessions status:{each} reassigned pending" for each in Status),
    *(f"admin sessions type:{each}" for each in Meeting),
    *(f"admin sessions refund:{each}" for each in RefundStatus),
    *(
        f"admin sessions sort:{each} {way}"
        for each in Sort
        if each is not Sort.CODE
        for way in ("asc", "desc")
    ),
    "admin sessions sort:code",
    *(f"admin disputes {whose}" for whose in Whose),
    *(f"admin disputes category:{each}" for each in Category),
    *(f"admin disputes priority:{each}" for each in Priority),
    *(f"admin disputes status:{each}" for each in DisputeStatus),
    *(f"admin members role:{each}" for each in Role),
    *(f"admin members plan:{each}" for each in Plan),
    *(f"admin members activity:{each}" for each in Activity),
    *(f"profile mail {each} off" for each in MailClass if each is not MailClass.MATTERS),
    *(f"sessions S-7F3K report {each.value.replace('_', '-')}" for each in Category),
    *(f"link plan {each}" for each in Plan),
    *(f"availability {each}" for each in TEMPLATES),
    *(f"admin session S-7F3K override {each}" for each in ("reschedule", "cancel", "deadline")),
    *(f"admin session S-7F3K clear {each}" for each in ("completed", "cancelled")),
    *(f"admin session S-7F3K refund {each}" for each in ("full", "bonus 10")),
    *(f"admin session S-7F3K for mentor {each}" for each in ("reschedule", "accept", "decline", "no_show")),
    "sessions S-7F3K with @ana",
    "council C-7F3K extend 24h",
    "council C-7F3K choose 3",
    "link off telegram",
]
TYPED = [
    *PRESSED,
    *BESIDES,
    *(each.removeprefix("/") for command in COMMANDS for each in command.examples),
]
NAMES = {*BY_NAME, *(word for said in FILLED.values() for word in said.split())} | {"slack", "api"}
"""Of commands, platforms, languages, places and rules: the same in every language."""
MEANT_AT_ONCE = {"next week", "friday by +1h a storm"}
"""Endings that have words of the command in them."""
TIMES = {
    "tomorrow 3pm", "3pm", "fri 15:30", "fri 4pm", "thu 4pm", "24 nov", "next week",
}  # fmt: skip
HOURS = {
    "mon-fri 9-12, 13-17", "off 24-31 dec", "tue closed", "mon-fri 9-17 break 12-13", "break 12-12:30",
    "copy mon to wed, fri", "copy mon to wed",
}  # fmt: skip


def english(command: str) -> str:
    """What a command means, whatever it ends in."""
    name, _, text = command.removeprefix("/").partition(" ")
    said = command_words.behind(name, text)
    if found := re.fullmatch(r"(\S+ answer )(.+)", said):
        said = found[1] + command_words.answers(found[2])
    if found := re.fullmatch(r"(.+ verified )(.+)", said):
        said = found[1] + command_words.meant(found[2])
    return f"{name} {said}".strip()


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize("locale", LOCALES)
def test_whatever_can_be_typed_has_words_in_each_language(locale: str) -> None:
    known = own_words(language_of(locale), (*ADMIN, *BEHIND_COMMANDS))
    phrases = {word for each in known for word in each.split()}
    missing = {
        word
        for command in (*PRESSED, *BESIDES)
        for word in command.split(" ", 1)[-1].replace(":", " ").split()
        if word.isalpha() and word.islower() and len(word) > 1 and word not in phrases | NAMES
    }
    assert missing == set()


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize("locale", ["en", *LOCALES])
def test_whatever_can_be_typed_is_understood_as_it_is_shown(locale: str) -> None:
    with reading_as(locale):
        for command in TYPED:
            head, ending = examples.without(command)
            shown = command_words.own(f"/{command}").removeprefix("/")
            own_ending = f" {label(ending)}" if ending else ""
            assert locale != "en" or shown == command
            assert english(command) == command, "English is understood by everybody"
            assert english(shown.removesuffix(own_ending)) == head, f"{command}: {shown}"
            if ending not in MEANT_AT_ONCE:
                assert english(shown) == f"{head}{own_ending}"


@pytest.mark.spec("CHT-6", "SLT-5", "AVL-3")
@pytest.mark.parametrize("locale", LOCALES)
def test_the_times_and_hours_of_examples_mean_the_same_in_each_language(locale: str) -> None:
    with reading_as(locale):
        for ending in examples.ENDINGS:
            own = label(ending)
            if ending in TIMES:
                assert wishes.read(own, now=NOW, zone="Europe/Berlin", locale=locale) == wishes.read(
                    ending, now=NOW, zone="Europe/Berlin", locale="en"
                ), own
            elif ending in HOURS:
                assert hours.understand(own, TODAY, locale) == hours.understand(ending, TODAY, "en"), own


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("locale", LOCALES)
def test_the_lengths_of_examples_mean_the_same_in_each_language(locale: str) -> None:
    with reading_as(locale):
        for each in examples.LENGTHS:
            read = day_count if "week" in each else amount
            assert read(label(each).lower()) == read(each)
            assert read(each)


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("locale", LOCALES)
def test_a_group_of_rules_in_an_example_is_called_as_on_its_button(locale: str) -> None:
    with reading_as(locale):
        example = command_words.own("/admin policies cancelling")
        shown = command_words.behind("admin", example.removeprefix("/admin "))
        assert shown == f"policies {group_title(Group.CANCELLING)}".lower()


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("locale", LOCALES)
def test_no_example_ends_in_english(locale: str) -> None:
    with reading_as(locale):
        assert [each for each in examples.ENDINGS if label(each) == each] in ([], ["24 nov"])


@pytest.mark.spec("CHT-6")
def test_each_ending_is_that_of_an_example_or_a_hint() -> None:
    ends = {ending for command in TYPED if (ending := examples.without(command)[1])}
    assert set(examples.ENDINGS) - ends <= {"copy mon to wed", "3pm"}


@pytest.mark.spec("SAF-3")
@pytest.mark.parametrize("piece", ["a", "“", "x”", 'x"', "“a ", "ä ", "İ "])
@pytest.mark.parametrize("subject", ["sitzungen", "mitglieder", "statistik", "verschieben"])
def test_a_long_text_is_looked_through_once(subject: str, piece: str) -> None:
    """From each of its letters, quotes or words anew, this one would take minutes."""
    long = f"{piece * 50_000}z"
    assert admin_words.english(f"{subject} {long}", "de").endswith(f" {long}")
