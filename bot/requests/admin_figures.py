"""What follows `/admin stats` and `/admin analytics`: a period."""

from bot.actions.statistics import Report, ShowReport, ShowReportOf
from bot.dispatch import perform
from bot.labels import local_day
from bot.turn import Turn
from bot.typed.periods import read_period
from bot.ui import Outcome
from core.periods import Usual


def answer_report(turn: Turn, report: Report, text: str) -> Outcome:
    """The figures of the typed period, this month's without one; raises PeriodUnclear."""
    today = local_day(turn.desk.now(), turn.person)
    asked = read_period(text, today, turn.person.locale)
    if isinstance(asked, Usual):
        return perform(turn, ShowReport(report, asked))
    return perform(turn, ShowReportOf(report, asked.first, asked.last))
