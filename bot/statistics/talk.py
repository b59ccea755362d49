"""The programme's figures, in the talk with admins."""

from typing import Never, assert_never

from bot.actions.statistics import Presses, Report, ShowHealth, ShowReport, ShowReportOf
from bot.statistics.analytics_cards import analytics_card
from bot.statistics.cards import statistics_card
from bot.statistics.health_cards import health_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.periods import Period, Usual
from core.usecases import analytics, health, statistics


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    match action:
        case ShowReport(report, usual):
            return _report(turn, report, usual)
        case ShowReportOf(report, first, last):
            return _report(turn, report, Period(first, last))
        case ShowHealth():
            return Message(health_card(health.health(turn.desk, turn.person)))
    assert_never(action)


def _report(turn: Turn, report: Report, asked: Usual | Period) -> Outcome:
    match report:
        case Report.STATISTICS:
            return Message(statistics_card(statistics.statistics(turn.desk, turn.person, asked)))
        case Report.ANALYTICS:
            return Message(analytics_card(analytics.analytics(turn.desk, turn.person, asked)))
    assert_never(report)


STATISTICS: Subject[Presses, Never] = Subject(press, no_form, no_send)
