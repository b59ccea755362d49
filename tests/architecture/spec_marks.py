"""Which requirements are shown by which tests, read from the marks: `python -m tests.architecture.spec_marks`."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
COVERAGE = TESTS.parent / "docs" / "spec-coverage.md"
AREAS = {
    "PPL": ("People", 6),
    "AVL": ("Mentor profile and availability", 7),
    "SLT": ("Slots", 5),
    "BOK": ("Booking", 9),
    "PAY": ("Paid sessions", 7),
    "SES": ("Session life", 6),
    "CAN": ("Cancelling and refunds", 4),
    "RAS": ("Reassignment", 4),
    "RSC": ("Rescheduling", 8),
    "CNL": ("Councils", 11),
    "NTF": ("Notices and the scheduler", 6),
    "MTG": ("Meeting links", 4),
    "EML": ("E-mail and calendars", 4),
    "AFT": ("After the session", 4),
    "ADM": ("Admin", 13),
    "POL": ("Policies", 0),
    "SAF": ("Safety", 7),
    "CHT": ("In the chat", 9),
    "OPS": ("Running it", 5),
}
"""Name and number of requirements; the policies are one table."""


def requirements() -> list[str]:
    """All ids, in the order of the specification."""
    return [one for area in AREAS for one in _of(area)]


def _of(area: str) -> list[str]:
    return [f"{area}-{n}" for n in range(1, AREAS[area][1] + 1)] or [area]


@cache
def shown() -> dict[str, list[str]]:
    """Id to the tests marked with it, as `file::name`."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py")):
        name = file.relative_to(TESTS.parent).as_posix()
        module = ast.parse(file.read_text(encoding="utf-8"))
        everywhere = [mark for node in module.body for mark in _module_marks(node)]
        for test in ast.walk(module):
            if isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef) and test.name.startswith("test_"):
                for mark in (*everywhere, *(m for d in test.decorator_list for m in _marks(d))):
                    found[mark].append(f"{name}::{test.name}")
    return found


def report() -> str:
    """The table of the documentation: each requirement and the files whose tests show it."""
    marked = shown()
    lines = [
        "# What the tests show",
        "",
        "Each requirement, and how many tests in which files are marked with it.",
        "Made by `python -m tests.architecture.spec_marks`.",
    ]
    for area, (name, _) in AREAS.items():
        lines += ["", f"## {name}", ""]
        for one in _of(area):
            files: dict[str, int] = defaultdict(int)
            for test in marked.get(one, ()):
                files[test.partition("::")[0].removeprefix("tests/")] += 1
            told = ", ".join(f"{file} ({count})" for file, count in sorted(files.items()))
            lines.append(f"- **{one}** {told or 'not shown yet'}")
    return "\n".join(lines) + "\n"


def _module_marks(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Assign) and any(
        isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets
    ):
        yield from _marks(node.value)


def _marks(node: ast.expr) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "spec":
            yield from (
                a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )


if __name__ == "__main__":
    COVERAGE.write_text(report(), encoding="utf-8")
    sys.stdout.write(f"{COVERAGE.relative_to(TESTS.parent)}\n")
