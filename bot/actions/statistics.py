"""What a button can mean about the programme's figures, for admins."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from bot.actions.spec import ADMINS, Spec
from core.periods import Usual


class Report(StrEnum):
    """Which figures."""

    STATISTICS = "s"
    ANALYTICS = "a"


COMMANDS = {Report.STATISTICS: "admin stats", Report.ANALYTICS: "admin analytics"}
TYPED = {
    Usual.THIS_MONTH: "",
    Usual.LAST_MONTH: "last month",
    Usual.LAST_30_DAYS: "last 30 days",
    Usual.THIS_YEAR: "this year",
    Usual.ALL: "all",
}


@dataclass(frozen=True, slots=True)
class ShowReport:
    """The figures of a period that is named by what day it is."""

    spec: ClassVar = Spec("gr", roles=ADMINS, typed=lambda it: f"{COMMANDS[it.report]} {TYPED[it.usual]}")
    report: Report = Report.STATISTICS
    usual: Usual = Usual.THIS_MONTH


@dataclass(frozen=True, slots=True)
class ShowReportOf:
    """The figures of these days, both included."""

    spec: ClassVar = Spec(
        "gp", roles=ADMINS, typed=lambda it: f"{COMMANDS[it.report]} from:{it.first} to:{it.last}"
    )
    report: Report
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ShowHealth:
    """What in the programme needs an admin."""

    spec: ClassVar = Spec("gh", roles=ADMINS, typed="admin health")


Presses = ShowReport | ShowReportOf | ShowHealth
