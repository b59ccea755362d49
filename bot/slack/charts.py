"""Charts as Slack draws them itself, from the figures of a picture (`data_visualization`, since June 2026)."""

from dataclasses import replace
from typing import Any

from bot.drawings import Chart, ChartsDrawing, Drawing
from bot.formats import shorten

Json = dict[str, Any]
MOST_CHARTS, SERIES, POINTS = 2, 6, 20
TITLE, NAME = 50, 20


def charts_of(drawing: Drawing) -> list[Json]:
    """The drawing's charts as blocks; none where Slack cannot draw all of it."""
    if not isinstance(drawing, ChartsDrawing) or len(drawing.charts) > MOST_CHARTS:
        return []
    blocks = [_block(chart) for chart in drawing.charts]
    return [block for block in blocks if block is not None] if None not in blocks else []


def _block(chart: Chart) -> Json | None:
    if chart.upright and len(chart.labels) > POINTS:
        chart = _coarser(chart)
    labels = [shorten(each, NAME) for each in chart.labels]
    series = _series(chart)
    if not 0 < len(labels) <= POINTS or len(set(labels)) < len(labels) or not 0 < len(series) <= SERIES:
        return None
    if not all(map(str.strip, (*labels, *series))):
        return None
    return {
        "type": "data_visualization",
        "title": shorten(chart.title, TITLE),
        "chart": {
            "type": "line" if chart.upright and len(labels) > 1 else "bar",
            "series": [
                {
                    "name": name,
                    "data": [
                        {"label": each, "value": count} for each, count in zip(labels, counts, strict=True)
                    ],
                }
                for name, counts in series.items()
            ],
            "axis_config": {"categories": labels},
        },
    }


def _coarser(chart: Chart) -> Chart:
    """The chart with as many neighbours together as it takes: of a month, two days."""
    size = -(-len(chart.labels) // POINTS)
    parts = [
        range(start, min(start + size, len(chart.labels))) for start in range(0, len(chart.labels), size)
    ]
    labels = (
        chart.labels[part[0]] + (f" – {chart.labels[part[-1]]}" if len(part) > 1 else "") for part in parts
    )
    series = (
        replace(each, counts=tuple(sum(each.counts[at] for at in part) for part in parts))
        for each in chart.series
    )
    return replace(chart, labels=tuple(labels), series=tuple(series))


def _series(chart: Chart) -> dict[str, tuple[int, ...]]:
    """What is counted at each label, by name; what needs no legend is one series with the name of the chart."""
    named: dict[str, tuple[int, ...]] = {}
    for each in chart.series:
        name = shorten(each.name or chart.title, NAME)
        before = named.get(name, (0,) * len(chart.labels))
        named[name] = tuple(map(sum, zip(before, each.counts, strict=True)))
    return named
