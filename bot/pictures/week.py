"""A week as a picture: seven columns, the hours that matter, a box for each session."""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.drawings import Box, Tone, WeekDrawing
from bot.pictures.colours import palette
from bot.pictures.letters import drawable, fitting, width, write

WIDTH = 1000
MARGIN = 20
GUTTER = 84  # for the hours
HEAD = 76  # for the title
LABELS = 52  # for the days
HOUR = 56  # at most; a long day has shorter ones, so that the picture stays about square
TALLEST = 850  # of all hours together
DAYS = 7
COLUMN = (WIDTH - GUTTER - MARGIN) / DAYS
FEWEST_HOURS = 8
USUAL = (9, 17)
SMOOTH = 2  # drawn so much larger, so that round corners have no steps
HOURS = 24
MINUTES = 60
LINE = 26  # of text
LEAST = 18  # of a box
NAME, SMALL, TITLE = 23, 20, 30

PAPER, WEEKEND, TODAY = "#ffffff", "#f7f8fa", "#eef4fe"
GRID, HALF, INK, QUIET = "#dfe3e9", "#eff1f4", "#1d2433", "#6a7282"
ACCENT, NOW = "#2b4c7e", "#d23f3f"
TONES = {
    Tone.AGREED: ("#d6e4f9", "#2b4c7e", "#16294a"),
    Tone.WAITING: ("#ffecbf", "#c07d10", "#573800"),
    Tone.OVER: ("#e8eaee", "#a3abb8", "#596070"),
}

BLENDS = (
    *((fill, other) for fill, edge, ink in TONES.values() for other in (edge, ink, PAPER)),
    *((edge, PAPER) for _, edge, _ in TONES.values()),
    *((PAPER, other) for other in (INK, QUIET, ACCENT, NOW, GRID, HALF)),
    *((TODAY, other) for other in (ACCENT, NOW, GRID, HALF)),
    *((WEEKEND, other) for other in (QUIET, GRID, HALF)),
)


def week_png(drawing: WeekDrawing) -> bytes:
    """The week as a PNG of some 20 kB, 1000 pixels wide."""
    first, last = _hours(drawing)
    hour = min(HOUR, TALLEST // (last - first))
    height = HEAD + LABELS + (last - first) * hour + MARGIN
    image = Image.new("RGB", (WIDTH * SMOOTH, height * SMOOTH), PAPER)
    sheet = _Sheet(ImageDraw.Draw(image), first, last, hour)
    sheet.grid(drawing)
    for box in drawing.boxes:
        sheet.box(box)
    if drawing.today is not None:
        sheet.now(drawing.today, drawing.minute)
    small = image.resize((WIDTH, height), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.quantize(palette=palette(BLENDS), dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _hours(drawing: WeekDrawing) -> tuple[int, int]:
    """The first and the last hour to show: all sessions with some room, and never too few."""
    first = min((box.start // MINUTES for box in drawing.boxes), default=USUAL[0])
    last = max((-(-box.end // MINUTES) for box in drawing.boxes), default=USUAL[1])
    first, last = max(first - 1, 0), min(last + 1, HOURS)
    lacking = max(FEWEST_HOURS - (last - first), 0)
    first = max(first - lacking // 2, 0)
    return first, min(max(last, first + FEWEST_HOURS), HOURS)


class _Sheet:
    """Draws in the picture's own pixels; the hours from `first` to `last` are on it."""

    def __init__(self, draw: ImageDraw.ImageDraw, first: int, last: int, hour: int) -> None:
        self._draw = draw
        self._first = first
        self._last = last
        self._hour = hour
        self._bottom = self._y(last * MINUTES)

    def grid(self, drawing: WeekDrawing) -> None:
        """Title, days, hours and lines."""
        self._text((MARGIN, 20), drawing.title, TITLE, INK, bold=True)
        after = MARGIN + width(drawing.title, TITLE * SMOOTH, bold=True) / SMOOTH + 16
        self._text((after, 29), drawing.zone, SMALL, QUIET)
        for day, label in enumerate(drawing.days):
            left = self._x(day)
            shade = TODAY if day == drawing.today else WEEKEND if day >= DAYS - 2 else PAPER
            self._fill((left, HEAD, left + COLUMN, self._bottom), shade)
            is_today = day == drawing.today
            self._centred(left, HEAD + 12, label, ACCENT if is_today else QUIET, bold=is_today)
        for hour in range(self._first, self._last + 1):
            y = self._y(hour * MINUTES)
            self._line((GUTTER, y), (WIDTH - MARGIN, y), GRID)
            if hour < self._last:
                self._line((GUTTER, y + self._hour / 2), (WIDTH - MARGIN, y + self._hour / 2), HALF)
                self._text((MARGIN, y - 2), f"{hour:02}:00", SMALL, QUIET)
        for day in range(DAYS + 1):
            self._line((self._x(day), HEAD), (self._x(day), self._bottom), GRID)

    def box(self, box: Box) -> None:
        """A session: when it begins, and with whom where there is room and the letters are known."""
        fill, edge, ink = TONES[box.tone]
        left, top = self._x(box.day) + 3, self._y(box.start) + 1
        right = left + COLUMN - 6
        bottom = max(self._y(box.end) - 1, top + LEAST)
        self._draw.rounded_rectangle(self._scaled(left, top, right, bottom), 7 * SMOOTH, fill)
        self._draw.rounded_rectangle(
            self._scaled(left, top, left + 6, bottom),
            7 * SMOOTH,
            edge,
            corners=(True, False, False, True),
        )
        begins = f"{box.start // MINUTES:02}:{box.start % MINUTES:02}"
        name = box.label if drawable(box.label) else ""
        at, room = left + 12, right - left - 16
        if bottom - top >= 2 * LINE:
            self._text((at, top + 1), begins, SMALL, ink)
            self._text(
                (at, top + LINE - 3), fitting(name, NAME * SMOOTH, room * SMOOTH), NAME, ink, bold=True
            )
        else:
            size = min(NAME, round(bottom - top) - 3)
            shown = fitting(name, size * SMOOTH, room * SMOOTH) or begins
            middle = self._point(at, (top + bottom) / 2)
            write(self._draw, middle, shown, ink, size * SMOOTH, bold=True, anchor="lm")

    def now(self, day: int, minute: int) -> None:
        """A line where it is now, if that is on the sheet."""
        if self._first * MINUTES <= minute <= self._last * MINUTES:
            y, left = self._y(minute), self._x(day)
            self._line((left, y), (left + COLUMN, y), NOW, width=3)
            self._draw.ellipse(self._scaled(left - 6, y - 6, left + 6, y + 6), NOW)

    def _x(self, day: int) -> float:
        return GUTTER + day * COLUMN

    def _y(self, minute: int) -> float:
        return HEAD + LABELS + (minute - self._first * MINUTES) * self._hour / MINUTES

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return x * SMOOTH, y * SMOOTH

    def _scaled(self, *lengths: float) -> list[float]:
        return [length * SMOOTH for length in lengths]

    def _fill(self, corners: tuple[float, float, float, float], colour: str) -> None:
        self._draw.rectangle(self._scaled(*corners), colour)

    def _line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, width: int = 1
    ) -> None:
        self._draw.line(self._scaled(*start, *end), colour, width * SMOOTH)

    def _text(
        self, at: tuple[float, float], text: str, size: int, colour: str, *, bold: bool = False
    ) -> None:
        write(self._draw, self._point(*at), text, colour, size * SMOOTH, bold=bold)

    def _centred(self, left: float, top: float, text: str, colour: str, *, bold: bool) -> None:
        middle = self._point(left + COLUMN / 2, top)
        write(self._draw, middle, text, colour, NAME * SMOOTH, bold=bold, anchor="ma")
