"""The one table that all benchmarks report in."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from statistics import quantiles

HEADINGS = ("what", "figure", "beside, in the same run", "ratio", "aim", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `beside` is what it was measured next to, `met` is whether it meets the aim."""

    what: str
    figure: str
    beside: str = ""
    ratio: str = ""
    aim: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """As text."""
        *texts, met = astuple(self)
        return (*texts, {True: "yes", False: "no", None: ""}[met])


def plain(rows: Iterable[Row]) -> str:
    """The table for a terminal."""
    table = [HEADINGS, *(row.cells() for row in rows)]
    widths = _widths(table)
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) for cells in table
    ]
    return "\n".join(
        line.rstrip() for line in (lines[0], "  ".join("-" * width for width in widths), *lines[1:])
    )


def markdown(rows: Iterable[Row]) -> str:
    """The table for a document."""
    table = [HEADINGS, *(row.cells() for row in rows)]
    widths = _widths(table)
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
        for cells in table
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join((lines[0], rule, *lines[1:])) + "\n"


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of all do not exceed, between two of them where it must be."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def _widths(table: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(cells[column]) for cells in table) for column in range(len(HEADINGS))]
