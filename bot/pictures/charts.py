"""Charts below each other: columns over time, bars with their sums, in the look of the week's picture."""

from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate

from PIL import Image, ImageDraw

from bot.drawings import Chart, ChartsDrawing, Hue
from bot.pictures.colours import palette
from bot.pictures.letters import drawable, fitting, width, write

WIDTH = 1000
MARGIN = 28
HEAD = 84  # for the title
ABOVE = 44  # for the title of a chart
LEGEND = 40
ROOM = 14  # above columns, for the topmost label of the scale
GAP = 30  # below a chart
PLOT = 300  # of columns
BELOW = 40  # for the labels of columns
BAR, ROW = 28, 46
WIDEST = 84  # of a column
NAMES = 300  # at most, for the labels of bars
APART = 14
SWATCH = 18
SMOOTH = 2  # drawn so much larger, so that letters and corners have no steps
TITLE, HEADING, TEXT = 30, 25, 20

PAPER, GRID, INK, QUIET = "#ffffff", "#dfe3e9", "#1d2433", "#6a7282"
HUES = {
    Hue.NAVY: "#2b4c7e",
    Hue.RED: "#d23f3f",
    Hue.AMBER: "#e2a53a",
    Hue.SKY: "#9fc0ec",
    Hue.GREY: "#a3abb8",
}
BLENDS = tuple((colour, PAPER) for colour in (INK, QUIET, GRID, *HUES.values()))


def charts_png(drawing: ChartsDrawing) -> bytes:
    """The charts as a PNG of some 20 kB, 1000 pixels wide."""
    height = HEAD + sum(_height(chart) + GAP for chart in drawing.charts)
    image = Image.new("RGB", (WIDTH * SMOOTH, height * SMOOTH), PAPER)
    sheet = _Sheet(ImageDraw.Draw(image))
    sheet.head(drawing)
    top = HEAD
    for chart in drawing.charts:
        sheet.chart(chart, top)
        top += _height(chart) + GAP
    small = image.resize((WIDTH, height), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.quantize(palette=palette(BLENDS), dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _height(chart: Chart) -> int:
    return (
        ABOVE
        + LEGEND * len(_legend_lines(chart))
        + (ROOM + PLOT + BELOW if chart.upright else ROW * len(chart.labels))
    )


def _legend_lines(chart: Chart) -> list[list[tuple[float, str, Hue]]]:
    """The names of the series that have one, each with where it begins, on as many lines as they need."""
    lines: list[list[tuple[float, str, Hue]]] = []
    left = float(WIDTH)
    for series in chart.series:
        if not series.name:
            continue
        name = _shown(series.name, WIDTH - 2 * MARGIN - SWATCH - APART)
        wide = SWATCH + APART / 2 + _width(name) + 2 * APART
        if left + wide > WIDTH - MARGIN:
            lines.append([])
            left = MARGIN
        lines[-1].append((left, name, series.hue))
        left += wide
    return lines


def _width(text: str, size: int = TEXT, *, bold: bool = False) -> float:
    return width(text, size * SMOOTH, bold=bold) / SMOOTH


def _shown(text: str, room: float, size: int = TEXT) -> str:
    """The text as far as there is room for it; nothing of one with letters that are not there."""
    return fitting(text, size * SMOOTH, room * SMOOTH) if drawable(text) else ""


class _Sheet:
    """Draws in the picture's own pixels."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self._draw = draw

    def head(self, drawing: ChartsDrawing) -> None:
        """What it is about, and of when."""
        title = _shown(drawing.title, WIDTH - 2 * MARGIN, TITLE)
        self._text((MARGIN, 24), title, INK, TITLE, bold=True)
        after = MARGIN + _width(title, TITLE, bold=True) + (APART if title else 0)
        self._text((after, 33), _shown(drawing.period, WIDTH - MARGIN - after), QUIET)

    def chart(self, chart: Chart, top: float) -> None:
        """One chart with its title and its legend."""
        self._text((MARGIN, top), _shown(chart.title, WIDTH - 2 * MARGIN, HEADING), INK, HEADING, bold=True)
        top += ABOVE
        for line in _legend_lines(chart):
            for left, name, hue in line:
                self._box(left, top + 4, left + SWATCH, top + 4 + SWATCH, HUES[hue])
                self._text((left + SWATCH + APART / 2, top - 2), name, QUIET)
            top += LEGEND
        if chart.upright:
            self._columns(chart, top + ROOM)
        else:
            self._bars(chart, top)

    def _columns(self, chart: Chart, top: float) -> None:
        gutter = MARGIN + max(_width(label) for _, label in chart.ticks) + APART
        most, bottom = chart.ticks[-1][0], top + PLOT
        for at, label in chart.ticks:
            y = bottom - PLOT * at / most
            self._draw.line(_scaled(gutter, y, WIDTH - MARGIN, y), GRID, SMOOTH)
            self._text((gutter - APART, y), label, QUIET, anchor="rm")
        slot = (WIDTH - MARGIN - gutter) / len(chart.labels)
        wide = min(slot * 0.72, WIDEST)
        for place, pile in enumerate(_piles(chart)):
            left = gutter + slot * (place + 0.5) - wide / 2
            for low, high, hue in pile:
                upper, lower = bottom - PLOT * high / most, bottom - PLOT * low / most
                self._box(left, upper, left + wide, max(lower - (1 if low else 0), upper + 1), HUES[hue])
        every = _every(chart.labels, slot)
        for place, label in enumerate(chart.labels):
            if place % every == 0:
                centre = gutter + slot * (place + 0.5)
                room = 2 * min(centre, WIDTH - centre) - 8
                self._text((centre, bottom + 8), _shown(label, min(room, slot * every)), QUIET, anchor="ma")

    def _bars(self, chart: Chart, top: float) -> None:
        names = [_shown(label, NAMES) for label in chart.labels]
        gutter = MARGIN + max(_width(name) for name in names) + APART
        sums = max(_width(label, bold=True) for label in chart.sums) + 2 * APART
        room, most = WIDTH - MARGIN - gutter - sums, chart.ticks[-1][0]
        for place, (name, pile) in enumerate(zip(names, _piles(chart), strict=True)):
            y = top + ROW * place
            middle, end = y + BAR / 2, gutter
            self._text((gutter - APART, middle), name, INK, anchor="rm")
            for low, high, hue in pile:
                left, end = gutter + room * low / most, gutter + room * high / most
                self._box(left + (1 if low else 0), y, max(end, left + 2), y + BAR, HUES[hue])
            self._text((end + APART, middle), chart.sums[place], INK, bold=True, anchor="lm")

    def _box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self._draw.rectangle(_scaled(left, top, right, bottom), colour)

    def _text(
        self,
        at: tuple[float, float],
        text: str,
        colour: str,
        size: int = TEXT,
        *,
        bold: bool = False,
        anchor: str = "la",
    ) -> None:
        x, y = at
        point = x * SMOOTH, y * SMOOTH
        write(self._draw, point, text, colour, size * SMOOTH, bold=bold, anchor=anchor)


def _piles(chart: Chart) -> Iterator[list[tuple[int, int, Hue]]]:
    """For each label, from where to where each series that has any there goes."""
    for place in range(len(chart.labels)):
        ends = list(accumulate((series.counts[place] for series in chart.series), initial=0))
        pieces = zip(ends, ends[1:], (series.hue for series in chart.series), strict=False)
        yield [(low, high, hue) for low, high, hue in pieces if high > low]


def _every(labels: tuple[str, ...], slot: float) -> int:
    """Each which of the labels is shown, so that they do not touch."""
    widest = max(_width(label) for label in labels) + APART
    return max(1, -int(-widest // slot))


def _scaled(*lengths: float) -> list[float]:
    return [length * SMOOTH for length in lengths]
