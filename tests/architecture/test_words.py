"""Everything that people read is said, and handlers say nothing."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.sentences import ROOT, said, unsaid

UNREAD = {
    "bot/__main__.py": "the command line, read by who runs the bot: English",
    "bot/actions/__init__.py": "a programming error",
    "bot/actions/statistics.py": "what can be typed",
    "bot/admin_channels/refusals.py": "the kind of what is not found",
    "bot/admin_sessions/refusals.py": "what can be typed, and the kind of what is not found",
    "bot/availability/form.py": "what can be typed",
    "bot/config.py": "settings, read by who runs the bot",
    "bot/conversation.py": "the log",
    "bot/courier.py": "a programming error",
    "bot/dates.py": "patterns of dates",
    "bot/demo.py": "the command line",
    "bot/gate.py": "the log",
    "bot/jobs/refusals.py": "the kind of what is not found",
    "bot/labels.py": "names of the platforms",
    "bot/mail/routes.py": "markup",
    "bot/metrics.py": "metrics, read by who runs the bot",
    "bot/delivery/refusals.py": "the kind of what is not found",
    "bot/meet/page.py": "markup",
    "bot/pages.py": "markup",
    "bot/policies/words.py": "a name, and a programming error",
    "bot/reception.py": "names of rounds in the log",
    "bot/requests/files.py": "what can be typed",
    "bot/requests/verbs.py": "a command",
    "bot/routing.py": "a programming error",
    "bot/service.py": "names of tasks in the log",
    "bot/slack/calls.py": "the log",
    "bot/slack/install_door.py": "the log",
    "bot/slack/installed.py": "names of rounds in the log",
    **dict.fromkeys(
        (
            "bot/doctor/examination.py",
            "bot/doctor/reach.py",
            "bot/doctor/report.py",
            "bot/pictures/examination.py",
            "bot/slack/examination.py",
            "bot/telegram/examination.py",
        ),
        "the operator's",
    ),
    "bot/slack/manifest.py": "Slack's own pages, where the app is installed: one language for a workspace",
    "bot/slack/render.py": "a programming error",
    "bot/telegram/tables.py": "markup",
    "bot/operating.py": "an operator at the command line",
    "bot/stale_press.py": "the kind of what is not found",
    "bot/statistics/refusals.py": "what can be typed",
    "bot/telegram/render.py": "programming errors, and markup",
    "bot/telegram/sender.py": "Telegram's answers",
    "bot/tokens.py": "a programming error",
    "bot/traces.py": "the command line",
}
"""Files with texts that look like sentences and are none that a member reads, and why."""
HANDLERS = {
    *(ROOT / "bot").glob("*/talk.py"),
    *(ROOT / "bot" / "requests").glob("*.py"),
    *(
        ROOT / "bot" / "councils" / f"{name}.py"
        for name in ("calling", "deciding", "looking", "own", "polling")
    ),
    ROOT / "bot" / "councils" / "taking_part.py",
    *(
        ROOT / "bot" / f"{name}.py"
        for name in (
            "conversation",
            "courier",
            "dispatch",
            "form_flow",
            "reception",
            "routing",
            "service",
            "turn",
        )
    ),
}


@pytest.mark.spec("CHT-6")
def test_every_text_that_members_read_is_said() -> None:
    files = sorted((ROOT / "bot").rglob("*.py"))
    found = Counter(str(each.file.relative_to(ROOT)) for file in files for each in unsaid(file))
    left = {file for file in found if not file.startswith("bot/typed/")}
    assert left == set(UNREAD), "say it, or say here who reads it"


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("file", sorted(HANDLERS), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_handler_phrases_nothing(file: Path) -> None:
    """It may say a sentence that is marked elsewhere."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    phrased = [
        f"{call.lineno}: {each.value}"
        for call, sentences in said(tree)
        for each in sentences
        if isinstance(each, ast.Constant)
    ]
    assert phrased == []


@pytest.mark.spec("CHT-6")
def test_nothing_is_said_before_there_is_a_reader() -> None:
    """What a module says when it is imported is English for ever; a table marks its sentences with `msg`."""
    early = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in sorted((ROOT / "bot").rglob("*.py"))
        for call in _at_import(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert early == []


def _at_import(tree: ast.AST) -> list[ast.Call]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    later = {id(part) for node in ast.walk(tree) if isinstance(node, functions) for part in ast.walk(node)}
    return [call for call, _ in said(tree) if id(call) not in later and ast.unparse(call.func) != "msg"]
