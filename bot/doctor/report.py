"""What was found, for people and for machines."""

import json
from collections.abc import Iterable, Sequence

from core.findings import Finding, State

_MARKS = {State.WELL: "ok  ", State.WARNING: "warn", State.FAULT: "FAIL"}


def lines(findings: Sequence[Finding]) -> Iterable[str]:
    """A line for each, below it how to mend it; at the end how many there are."""
    for finding in findings:
        yield f"{_MARKS[finding.state]}  {finding.subject}: {finding.said}"
        if finding.mend:
            yield f"      → {finding.mend}"
    faults, warnings = (
        sum(each.state is state for each in findings) for state in (State.FAULT, State.WARNING)
    )
    yield f"{faults} to mend, {warnings} to look at, {len(findings) - faults - warnings} in order"


def as_json(findings: Sequence[Finding]) -> str:
    """`{"well": …, "findings": [{"subject", "state", "said", "mend"}]}`, in one line."""
    return json.dumps(
        {
            "well": is_well(findings),
            "findings": [
                {"subject": each.subject, "state": each.state, "said": each.said, "mend": each.mend}
                for each in findings
            ],
        },
        ensure_ascii=False,
    )


def is_well(findings: Iterable[Finding]) -> bool:
    """Whether nothing is at fault."""
    return all(each.state is not State.FAULT for each in findings)
