"""Texts and numbers as a table file carries them: RFC 4180, and safe in spreadsheets."""

from collections.abc import Iterable

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
END = "\r\n"
_FORMULAS = ("=", "+", "-", "@", "\t", "\0", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """Somebody's text, which no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULAS) else text


def csv_line(fields: Iterable[str]) -> str:
    """All fields quoted; texts of people are made `safe` before."""
    return '"' + '","'.join(field.replace('"', '""') for field in fields) + '"' + END
