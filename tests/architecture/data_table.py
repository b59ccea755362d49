"""The table of docs/data.md, from the code: `python -m tests.architecture.data_table` writes it there."""

import re
from pathlib import Path

from storage.fates import Fate, Fates
from storage.fates_of_tables import FATES

PAGE = Path(__file__).parents[2] / "docs" / "data.md"
_BEGINS, _ENDS = "<!-- columns -->", "<!-- /columns -->"
_SAID = {
    Fate.EMPTIED: "emptied",
    Fate.PSEUDONYM: "a number without a name",
    Fate.KEPT: "kept",
}


def table() -> str:
    """A line for each table of the database."""
    lines = [
        "| Table | What is in it | Who sees it | How long | Sent | Once erased |",
        "|---|---|---|---|---|---|",
        *(_line(fates) for fates in sorted(FATES, key=lambda each: each.table.name)),
    ]
    return "\n".join([_BEGINS, *lines, _ENDS])


def _line(fates: Fates) -> str:
    sent = _names(fates.exported) or "–"
    cells = (f"`{fates.table.name}`", fates.holds, fates.seen_by, fates.lasts, sent, _erased(fates))
    return f"| {' | '.join(cells)} |"


def _erased(fates: Fates) -> str:
    if fates.passes:
        return "goes in its time"
    if fates.deleted is not None and not fates.named:
        return "deleted"
    columns = {fate: [c.name for c in fates.table.c if fates.of(c.name) is fate] for fate in _SAID}
    said = "; ".join(f"{_SAID[fate]}: {_names(names)}" for fate, names in columns.items() if names)
    return f"deleted; {said}" if fates.deleted is not None else said


def _names(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    found = re.compile(f"{_BEGINS}.*{_ENDS}", re.DOTALL)
    PAGE.write_text(found.sub(lambda _: table(), page), encoding="utf-8")
