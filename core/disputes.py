"""What may be reported about a session, and what an admin may do about a report. Instants are aware UTC."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.attendance import Category, Dispute, DisputeStatus, Priority, Resolution
from core.errors.disputes import (
    AlreadyReported,
    LinkUnclear,
    NotBegun,
    NotReportable,
    TooLateForReport,
    TooManyLinks,
)
from core.interventions import Act, is_possible
from core.measures import Measure
from core.people import Role
from core.sessions import Session, Status

REPORT_WITHIN = timedelta(days=30)
"""How long after the end, or the cancellation, a problem can be reported."""
ALARM_AFTER = timedelta(hours=4)
"""How long an urgent dispute that nobody has taken waits until admins are alarmed again."""
REASON_LIMIT = 150
DESCRIPTION_LIMIT = 2000
LINKS = 5
LINK_LIMIT = 500
PRESSING = frozenset({Priority.HIGH, Priority.URGENT})
"""Priorities that alarm the admins at once."""
PRIORITIES = {Category.NO_SHOW: Priority.HIGH, Category.BEHAVIOUR: Priority.HIGH}
"""What is more urgent than usual; an admin changes it, who reports does not choose."""
_AFTER_START = frozenset({Category.NO_SHOW, Category.QUALITY})
_UNAGREED = frozenset({Status.AWAITING_PAYMENT, Status.REQUESTED})
_LINK = re.compile(r"https?://[^\s<>\"|]+", re.IGNORECASE)


class Way(StrEnum):
    """How an admin decides a report; each is looked at before it is done."""

    REFUND = "refund"
    WARN = "warn"
    SUSPEND = "suspend"
    MOVE = "move"
    CLOSE = "close"


RESOLUTIONS = {
    Way.REFUND: Resolution.REFUND_ISSUED,
    Way.WARN: Resolution.WARNING_SENT,
    Way.SUSPEND: Resolution.ACCOUNT_SUSPENDED,
    Way.MOVE: Resolution.SESSION_RESCHEDULED,
    Way.CLOSE: Resolution.NO_ACTION,
}
MEASURES = {Way.WARN: Measure.WARN, Way.SUSPEND: Measure.SUSPEND}


class Whose(StrEnum):
    """Which disputes an admin lists."""

    OPEN = "open"
    MINE = "mine"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DisputeQuery:
    """Disputes that an admin lists: undecided ones, their own undecided ones, or all; None lets everything through."""

    whose: Whose = Whose.OPEN
    status: DisputeStatus | None = None
    priority: Priority | None = None
    category: Category | None = None
    assignee: int | None = None


@dataclass(frozen=True, slots=True)
class DisputeFigures:
    """Disputes that were opened and decided within a span, and those undecided now; what was taken back is not decided.

    `median` is how long the decided ones took, None of none.
    """

    opened: int
    decided: int
    undecided: int
    median: timedelta | None


def report_until(session: Session) -> datetime:
    """Until when, this instant included, a problem can be reported."""
    ended = session.cancellation.at if session.cancellation else session.ends_at
    return ended + REPORT_WITHIN


def check_reportable(session: Session, now: datetime) -> None:
    """Raise NotReportable before the session is agreed, TooLateForReport long after it."""
    if session.status in _UNAGREED or session.is_unaccepted:
        raise NotReportable(session.id)
    if now > (until := report_until(session)):
        raise TooLateForReport(session.id, until)


def check_category(category: Category, session: Session, now: datetime) -> None:
    """Raise NotBegun for what cannot have happened yet."""
    if category in _AFTER_START and now < session.starts_at:
        raise NotBegun(session.id, session.starts_at)


def check_first(session: Session, person: int, disputes: Iterable[Dispute]) -> None:
    """Raise AlreadyReported where a report of theirs is undecided."""
    for each in disputes:
        if each.by == person and each.is_undecided:
            raise AlreadyReported(session.id, each.id)


def priority_of(category: Category) -> Priority:
    """How urgent a report of this category is to begin with."""
    return PRIORITIES.get(category, Priority.MEDIUM)


def links_in(text: str) -> tuple[str, ...]:
    """The links in what was typed, each once; raises LinkUnclear, TooManyLinks. They are never followed."""
    found = tuple(dict.fromkeys(each.rstrip(",;") for each in text.split() if each.strip(",;")))
    for each in found:
        if not _LINK.fullmatch(each) or len(each) > LINK_LIMIT:
            raise LinkUnclear(each)
    if len(found) > LINKS:
        raise TooManyLinks(LINKS)
    return found


def parties_of(dispute: Dispute, session: Session) -> tuple[int, int]:
    """The mentor of when it was reported, and the mentee."""
    return dispute.mentor or session.mentor, session.mentee


def role_in(dispute: Dispute, session: Session, person: int) -> Role | None:
    """As what the person takes part in the dispute; None where they do not."""
    mentor, mentee = parties_of(dispute, session)
    return Role.MENTEE if person == mentee else Role.MENTOR if person == mentor else None


def concealed(dispute: Dispute) -> Dispute:
    """The dispute without anything that somebody wrote about it."""
    return replace(dispute, description="", reason="", links=(), notes="")


def is_open_way(way: Way, session: Session, now: datetime) -> bool:
    """Whether the session leaves room for this way of deciding."""
    match way:
        case Way.REFUND:
            return is_possible(Act.MANUAL_REFUND, session, now)
        case Way.MOVE:
            return is_possible(Act.RESCHEDULE, session, now)
        case Way.WARN | Way.SUSPEND | Way.CLOSE:
            return True
