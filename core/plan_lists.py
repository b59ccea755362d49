"""Lists of members and plans, pasted or sent as a file: what each line asks for, or why it cannot be used."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from core.errors.members import PlanFileUnreadable
from core.folding import words_of
from core.people import Plan

MOST_LINES = 10_000
LARGEST = 2 * 2**20
"""Bytes of a file."""
_SEPARATORS = ",;\t"
_COLUMNS = re.compile(r"\s*[,;\t]\s*")
_FORMULA = re.compile(r"[=+|]|-|@\w+\(")
_WHO = ("email", "e mail", "mail", "handle", "username", "user name", "account", "member", "name", "who")
"""Names of columns that tell who is meant, the most certain first."""
_PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody on a plan, as line `line` (from 1) asks for it."""

    line: int
    text: str
    who: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Unused:
    """A line that cannot be used: columns, formula, plan, unknown, several or twice."""

    line: int
    text: str
    why: str


Lines = Sequence[Wish | Unused]


def read_text(text: str) -> Lines:
    """What a pasted list asks for; empty lines are left out."""
    return [
        _read(number, line.strip(), _split(line.strip()))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]


def read_file(content: bytes) -> Lines:
    """What a CSV file asks for, its columns in any order; raises PlanFileUnreadable."""
    rows = list(_rows(_decoded(content)))
    if not rows:
        raise PlanFileUnreadable("empty")
    if len(rows) > MOST_LINES + 1:
        raise PlanFileUnreadable("long")
    columns, body = _columns(rows)
    width = len(rows[0][1])
    return [
        Unused(number, ", ".join(row), "columns") if any(row[width:]) else _of_row(number, row, *columns)
        for number, row in body
    ]


def _decoded(content: bytes) -> str:
    """The text of a file as Excel, a spreadsheet on the web or an editor writes it."""
    if len(content) > LARGEST:
        raise PlanFileUnreadable("long")
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _as_text(content, encoding)
    # Of UTF-16 without a mark most of every other byte is empty.
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if content[first::2].count(0) > len(content) // 4:
            return _as_text(content, encoding)
    try:
        return _as_text(content, "utf-8")
    except PlanFileUnreadable:
        return _as_text(content, "cp1252")


def _as_text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise PlanFileUnreadable("letters") from problem
    if any(letter < " " and letter not in "\t\r\n" for letter in text):
        raise PlanFileUnreadable("letters")
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, with the numbers of their lines."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as problem:
        raise PlanFileUnreadable("letters") from problem


def _columns(
    rows: list[tuple[int, list[str]]],
) -> tuple[tuple[list[int], int], list[tuple[int, list[str]]]]:
    """Where members and plans stand, and the rows below the names of the columns, if these are named."""
    head = [" ".join(words_of(cell)) for cell in rows[0][1]]
    who = sorted(
        (place for place, name in enumerate(head) if name in _WHO), key=lambda at: _WHO.index(head[at])
    )
    if who and _PLAN in head:
        return (who, head.index(_PLAN)), rows[1:]
    if len(head) == 2 and head[1] in set(Plan):
        return ([0], 1), rows
    raise PlanFileUnreadable("columns", ", ".join(rows[0][1]))


def _of_row(number: int, row: list[str], who: list[int], plan: int) -> Wish | Unused:
    named = next((row[place] for place in who if place < len(row) and row[place]), "")
    text = ", ".join(cell for cell in row if cell)
    return _read(number, text, [named, row[plan] if plan < len(row) else ""])


def _split(line: str) -> list[str]:
    columns = _COLUMNS.split(line)
    if len(columns) == 1:
        columns = [each for each in line.rpartition(" ") if each.strip()]
    return columns


def _read(number: int, text: str, columns: Sequence[str]) -> Wish | Unused:
    """Whom and which plan a line names, or why it cannot be used."""
    if any(_FORMULA.match(each) for each in (text, *columns)):
        return Unused(number, text, "formula")
    if len(columns) != 2 or not all(columns):
        return Unused(number, text, "columns")
    who, plan = (each.strip("\"' ") for each in columns)
    if plan.lower() not in set(Plan):
        return Unused(number, text, "plan")
    return Wish(number, text, who, Plan(plan.lower())) if who else Unused(number, text, "columns")
