"""A mentor's diary as one mentee sees it, from what is stored."""

from datetime import datetime, timedelta

from core.mentors import Mentor
from core.people import Person
from core.policies import Policies
from core.ports import Claim, Transaction
from core.rules import Rules
from core.slots import Busy, BusyKind, Diary

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def diary_of(tx: Transaction, mentor: Mentor, viewer: Person, policies: Policies) -> Diary:
    """The diary over all that can be booked; what the viewer holds themselves is left out of it (BOK-4)."""
    rules = Rules(mentor.schedule, policies)
    until = tx.now + (rules.days_ahead + 2) * _DAY
    own_hold = tx.sessions.hold_of(viewer.id)
    held = own_hold.id if own_hold else None
    claims = [
        c for c in tx.claims.of([mentor.id, viewer.id], tx.now - _DAY, until, tx.now) if c.matter != held
    ]
    counted = []
    if rules.weekly_maximum is not None:
        counted = list(tx.sessions.weeks(mentor.id, tx.now - _WEEK, until + _WEEK))
        if own_hold is not None and own_hold.mentor == mentor.id and own_hold.starts_at in counted:
            counted.remove(own_hold.starts_at)
    elsewhere = tx.calendars.busy([mentor.id], tx.now - _DAY, until)
    return Diary(
        rules,
        tx.now,
        busy=[
            *(_busy(claim) for claim in claims if claim.person == mentor.id),
            *(Busy(b.starts_at, b.ends_at, b.ends_at, BusyKind.CALENDAR) for b in elsewhere),
        ],
        own=[_busy(claim) for claim in claims if claim.person == viewer.id],
        counted=counted,
    )


def next_free(tx: Transaction, mentor: Mentor, viewer: Person, policies: Policies) -> datetime | None:
    """The mentor's next start that the viewer could book, within the horizon."""
    diary = diary_of(tx, mentor, viewer, policies)
    since = diary.soonest
    while since < diary.horizon:
        if starts := diary.slots(since, since + _WEEK):
            return starts[0]
        since += _WEEK
    return None


def _busy(claim: Claim) -> Busy:
    kind = BusyKind.SESSION if claim.expires_at is None else BusyKind.HOLD
    return Busy(
        claim.starts_at, claim.ends_at - timedelta(minutes=claim.buffer_minutes), claim.ends_at, kind
    )
