"""What admins read of the programme's figures."""

from bot.actions.statistics import Report, ShowHealth
from bot.sentences import (
    Msg,
    decimal,
    label,
    msg,
    percent,
    say,
    say_many,
    sentences,
    series,
)
from bot.statistics.charts import statistics_picture
from bot.statistics.periods import period_buttons, period_label, same_period
from bot.ui import Button, Card, Facts, Hint, Label, Money, Paragraph, Part, Row, Text
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
        Facts((*counts(figures), *_money(figures.balances), *now)),
        Hint(sentences(base, money)),
        buttons,
        further,
    ]
    return Card(title, tuple(parts))


def counts(figures: SessionFigures) -> list[tuple[Label, Text]]:
    """The sessions by what became of them."""
    waiting = figures.count(Status.REQUESTED, Status.AWAITING_PAYMENT)
    cancelled = _counted(figures, Status.CANCELLED)
    if figures.cancelled_by:
        by = series([say(CANCELLED_BY[role], n=count) for role, count in figures.cancelled_by.items()])
        cancelled = say("{cancelled}: {by}", cancelled=cancelled, by=by)
    return [
        (label("Total sessions"), say("{n}", n=figures.total)),
        (label("Completed"), _counted(figures, Status.COMPLETED)),
        (label("Cancelled"), cancelled),
        (label("No-shows"), _counted(figures, Status.NO_SHOW)),
        (label("Not over yet"), _counted(figures, Status.SCHEDULED, Status.IN_PROGRESS)),
        *([(label("Not accepted or paid yet"), say("{n}", n=waiting))] if waiting else []),
        (label("Average rating"), _rating(figures)),
    ]


def _counted(figures: SessionFigures, *statuses: Status) -> Text:
    count = figures.count(*statuses)
    return say("{count} ({share})", count=count, share=percent(figures.share(count)))


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
