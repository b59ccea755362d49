"""Each kind of drawing as a PNG. What draws is imported when there is something to draw."""

from typing import assert_never

from bot.drawings import ChartsDrawing, Drawing, WeekDrawing


def png_of(drawing: Drawing) -> bytes:
    """The picture, some 20 kB."""
    match drawing:
        case WeekDrawing():
            from bot.pictures.week import week_png

            return week_png(drawing)
        case ChartsDrawing():
            from bot.pictures.charts import charts_png

            return charts_png(drawing)
    assert_never(drawing)
