"""The words for what a dispute is about, how far it is and what has happened to it."""

from bot.sentences import msg
from core.attendance import Category, DisputeStatus, Priority, Resolution
from core.disputes import Way, Whose

PRIORITIES = {
    Priority.LOW: msg("Low priority"),
    Priority.MEDIUM: msg("Medium priority"),
    Priority.HIGH: msg("High priority"),
    Priority.URGENT: msg("Urgent"),
}
CATEGORIES = {
    Category.NO_SHOW: msg("Somebody did not come"),
    Category.QUALITY: msg("Quality of the session"),
    Category.BEHAVIOUR: msg("Behaviour"),
    Category.TECHNICAL: msg("Technical problem"),
    Category.REFUND: msg("Money"),
    Category.OTHER: msg("Something else"),
}
STATUSES = {
    DisputeStatus.OPEN: msg("open"),
    DisputeStatus.IN_PROGRESS: msg("being handled"),
    DisputeStatus.RESOLVED: msg("resolved"),
    DisputeStatus.DISMISSED: msg("dismissed"),
}
RESOLUTIONS = {
    Resolution.REFUND_ISSUED: msg("a refund was given"),
    Resolution.WARNING_SENT: msg("a warning was sent"),
    Resolution.ACCOUNT_SUSPENDED: msg("a membership was suspended"),
    Resolution.SESSION_RESCHEDULED: msg("the session was moved"),
    Resolution.NO_ACTION: msg("nothing had to be done"),
}
WHOSE = {
    Whose.OPEN: msg("Undecided"),
    Whose.MINE: msg("Mine"),
    Whose.ALL: msg("All disputes"),
}
WAYS = {
    Way.REFUND: msg("Refund"),
    Way.MOVE: msg("Move the session"),
    Way.WARN: msg("Warn somebody"),
    Way.SUSPEND: msg("Suspend somebody"),
    Way.CLOSE: msg("Nothing to be done"),
}
"""What the button of each way of deciding says."""
