"""Texts and numbers as a table file carries them: RFC 4180, and safe in spreadsheets."""

from collections.abc import Iterable

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
END = "\r\n"
_FORMULAS = frozenset("=+-@\t\0\r\n＝＋－＠")


def safe(text: str) -> str:
    """Somebody's text, which no spreadsheet takes for a formula."""
    first = text[:1]
    if first == " ":
        first = text.lstrip(" ")[:1]
    return f"'{text}" if first in _FORMULAS else text


def quoted(text: str) -> str:
    """A field; texts of people are made `safe` before."""
    return '"' + text.replace('"', '""') + '"'


def csv_line(fields: Iterable[str]) -> str:
    """A line of such fields."""
    return ",".join(map(quoted, fields)) + END
