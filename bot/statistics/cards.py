"""What admins read of the programme's figures."""

from collections.abc import Iterator
from dataclasses import replace

from bot.actions.statistics import Report, ShowHealth
from bot.labels import fact_line
from bot.sentences import (
    Msg,
    decimal,
    label,
    msg,
    number,
    percent,
    say,
    say_many,
    sentences,
    series,
)
from bot.statistics.charts import statistics_picture
from bot.statistics.periods import period_buttons, period_label, same_period
from bot.ui import (
    Button,
    Card,
    Cell,
    Fact,
    Facts,
    Hint,
    Label,
    Line,
    Money,
    Paragraph,
    Part,
    Row,
    Table,
    Text,
)
from core.figures import average
from core.people import Role
from core.sessions import Status
from core.statistics import Balance, SessionFigures
from core.usecases.statistics import ProgrammeStatistics

CANCELLED_BY: dict[Role | None, Msg] = {
    Role.MENTEE: msg("by mentees {n}"),
    Role.MENTOR: msg("by mentors {n}"),
    Role.ADMIN: msg("by admins {n}"),
    None: msg("because nobody answered in time {n}"),
}
OF_CANCELLED: dict[Role | None, Msg] = {
    Role.MENTEE: msg("Cancelled by mentees"),
    Role.MENTOR: msg("Cancelled by mentors"),
    Role.ADMIN: msg("Cancelled by admins"),
    None: msg("Cancelled because nobody answered in time"),
}
"""The same as the name of a row."""


def statistics_card(view: ProgrammeStatistics) -> Card:
    """`/admin stats`: the figures of a period, and as a picture."""
    figures, usual = view.figures, view.usual
    period = period_label(figures.period, usual)
    buttons = period_buttons(Report.STATISTICS, usual)
    further = Row(
        (
            Button(label("Analytics"), same_period(Report.ANALYTICS, figures.period, usual)),
            Button(label("Programme health"), ShowHealth()),
        )
    )
    now: list[tuple[Label, Text]] = [
        (label("Sessions today"), say("{n}", n=view.today)),
        (
            label("Pending reschedules"),
            say_many("{n} request waits for an answer", "{n} requests wait for an answer", view.pending)
            if view.pending
            else say("none"),
        ),
    ]
    title = label("Statistics: {period}", period=period)
    if not figures.total and not figures.balances:
        empty = Paragraph(say("No sessions in this period: {period}.", period=period))
        return Card(title, (empty, Facts(tuple(now)), buttons))
    base = say(
        "Percentages are of all sessions that begin in this period ({zone}), cancelled ones too.",
        zone=view.reader.clock_zone,
    )
    money = say("Revenue is the rates of completed sessions. Net is revenue less processed refunds.")
    parts: list[Part] = [
        statistics_picture(figures, usual),
        counts(figures),
        Facts((rating(figures), *_money(figures.balances), *now)),
        Hint(sentences(base, money)),
        buttons,
        further,
    ]
    return Card(title, tuple(parts))


def counts(figures: SessionFigures) -> Table:
    """The sessions by what became of them."""
    waiting = figures.count(Status.REQUESTED, Status.AWAITING_PAYMENT)
    table = [
        _line(label("Total sessions"), say("{n}", n=figures.total), figures.total),
        _share(label("Completed"), figures, Status.COMPLETED),
        *_cancelled(figures),
        _share(label("No-shows"), figures, Status.NO_SHOW),
        _share(label("Not over yet"), figures, Status.SCHEDULED, Status.IN_PROGRESS),
    ]
    if waiting:
        table.append(_line(label("Not accepted or paid yet"), say("{n}", n=waiting), waiting))
    return Table(label("Sessions"), (label("Sessions"), label("Count"), label("Share")), tuple(table))


def _cancelled(figures: SessionFigures) -> Iterator[Line]:
    """Those that were cancelled, and by whom."""
    said = _counted(figures, Status.CANCELLED)
    if figures.cancelled_by:
        by = series([say(CANCELLED_BY[role], n=count) for role, count in figures.cancelled_by.items()])
        said = say("{cancelled}: {by}", cancelled=said, by=by)
    cancelled = _share(label("Cancelled"), figures, Status.CANCELLED)
    yield replace(cancelled, short=fact_line(label("Cancelled"), said).short)
    for role, count in figures.cancelled_by.items():
        of_them = _line(label(OF_CANCELLED[role]), (), count, figures.share(count))
        yield replace(of_them, short=())


def _share(name: Label, figures: SessionFigures, *statuses: Status) -> Line:
    count = figures.count(*statuses)
    return _line(name, _counted(figures, *statuses), count, figures.share(count))


def _line(name: Label, said: Text, count: int, share: float | None = None) -> Line:
    shown = Cell("") if share is None else Cell(percent(share), round(share))
    return fact_line(name, said, Cell(number(count), count), shown)


def _counted(figures: SessionFigures, *statuses: Status) -> Text:
    count = figures.count(*statuses)
    return say("{count} ({share})", count=count, share=percent(figures.share(count)))


def rating(figures: SessionFigures) -> Fact:
    """What mentees think of the sessions."""
    return label("Average rating"), _rating(figures)


def _rating(figures: SessionFigures) -> Text:
    rating = average(figures.marks)
    if rating is None:
        return say("no ratings yet")
    return say_many(
        "{rating} of 5 by {n} mentee",
        "{rating} of 5 by {n} mentees",
        figures.marks.count,
        rating=decimal(rating),
    )


def _money(balances: tuple[Balance, ...]) -> list[tuple[Label, Text]]:
    """Each amount in each currency; a programme without money has none."""
    if not balances:
        return []
    return [
        (label("Revenue"), series([(Money(each.revenue, each.currency),) for each in balances])),
        (label("Refunds processed"), series([(Money(each.refunded, each.currency),) for each in balances])),
        (label("Net"), series([(Money(each.net, each.currency),) for each in balances])),
    ]
