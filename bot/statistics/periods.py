"""Periods in words, and the buttons that choose another one."""

from bot.actions.statistics import Report, ShowReport, ShowReportOf
from bot.dates import day_month, month_label, short_month, span_of
from bot.sentences import label, msg
from bot.ui import Button, Label, Row
from core.periods import Period, Unit, Usual

USUAL = {
    Usual.THIS_MONTH: msg("This month"),
    Usual.LAST_MONTH: msg("Last month"),
    Usual.LAST_30_DAYS: msg("Last 30 days"),
    Usual.THIS_YEAR: msg("This year"),
    Usual.ALL: msg("All time"),
}


def period_label(period: Period, usual: Usual | None = None) -> Label:
    """`November 2026`, `2026`, `1 – 15 November 2026`; all time with the days that it has."""
    if usual is Usual.ALL:
        return label("all time, {days}", days=span_of(period.first, period.last))
    if period.is_month:
        return Label(month_label(period.first))
    if period.is_year:
        return Label(str(period.first.year))
    return Label(span_of(period.first, period.last))


def slice_label(part: Period, unit: Unit) -> str:
    """A slice of a period, as short as it stands below a column."""
    match unit:
        case Unit.DAY | Unit.WEEK:
            return day_month(part.first)
        case Unit.MONTH:
            return short_month(part.first)
        case Unit.YEAR:
            return str(part.first.year)


def period_buttons(report: Report, shown: Usual | None) -> Row:
    """The usual periods, without the one that is shown."""
    return Row(
        tuple(
            Button(label(USUAL[usual]), ShowReport(report, usual)) for usual in Usual if usual is not shown
        )
    )


def same_period(report: Report, period: Period, usual: Usual | None) -> ShowReport | ShowReportOf:
    """Another report about the period that is shown."""
    return ShowReportOf(report, period.first, period.last) if usual is None else ShowReport(report, usual)
