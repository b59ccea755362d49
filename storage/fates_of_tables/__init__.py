"""The one place that says what becomes of each column of the database (`storage.fates`)."""

from storage.fates import Fates
from storage.fates_of_tables import (
    admins,
    councils,
    disputes,
    members,
    mentors,
    messages,
    money,
    operation,
    sessions,
)

FATES: tuple[Fates, ...] = (
    *members.FATES, *mentors.FATES, *sessions.FATES, *disputes.FATES, *councils.FATES, *money.FATES,
    *messages.FATES, *admins.FATES, *operation.FATES,
)  # fmt: skip
"""In the order in which rows go: what refers to others before these. In each subject, too."""
