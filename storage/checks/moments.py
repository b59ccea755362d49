"""The instants that the queries compare with: parameters, so that the queries are made once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam

from core.aftermath import ANSWER_WITHIN
from core.usecases.rooms import PATIENCE
from storage.types import Instant

NOW = bindparam("now", type_=Instant)
LATE = bindparam("late", type_=Instant)
"""What was due by then is done."""
CLOSED = bindparam("closed", type_=Instant)
"""What ended by then is over."""
ANSWERED = bindparam("answered", type_=Instant)
"""What was asked about attendance by then is settled."""
MADE = bindparam("made", type_=Instant)
"""Rooms that were asked for by then are there, or done without."""
REMEMBERED = bindparam("remembered", type_=Instant)
"""Longer ago there is nothing left to tell."""


def moments(now: datetime, patience: timedelta, grace: timedelta) -> Mapping[str, datetime]:
    """The values of these parameters; sessions and councils are closed a `grace` after their end."""
    late = now - patience
    return {
        "now": now,
        "late": late,
        "closed": late - grace,
        "answered": late - ANSWER_WITHIN,
        "made": late - PATIENCE,
        "remembered": now - timedelta(days=7),
    }
