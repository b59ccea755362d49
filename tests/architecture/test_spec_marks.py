"""The marks by which tests say what they show."""

from tests.architecture.spec_marks import COVERAGE, report, requirements, shown


def test_every_mark_is_a_requirement() -> None:
    unknown = {mark: tests for mark, tests in shown().items() if mark not in requirements()}
    assert unknown == {}


def test_the_documentation_has_every_requirement_once_and_promises_no_more_than_the_tests_show() -> None:
    told = COVERAGE.read_text(encoding="utf-8").splitlines()
    now = report().splitlines()
    assert [line.split("**")[1] for line in told if line.startswith("- ")] == requirements()
    promised = {line.split("**")[1] for line in told if line.startswith("- ") and "not shown" not in line}
    kept = {line.split("**")[1] for line in now if line.startswith("- ") and "not shown" not in line}
    assert promised <= kept, "run python -m tests.architecture.spec_marks"
