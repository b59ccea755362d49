"""Mentors' diaries as one mentee sees them, from what is stored: of one mentor, or of many at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from core.calendars import CalendarBusy
from core.mentors import Mentor
from core.people import Person
from core.policies import Policies
from core.ports.claims import Claim
from core.ports.store import Transaction
from core.rules import Rules, rules_of
from core.sessions import Session
from core.slots import Busy, BusyKind, Diary

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def diary_of(
    tx: Transaction,
    mentor: Mentor,
    viewer: Person,
    policies: Policies,
    *,
    ignoring: Session | None = None,
    request: int | None = None,
) -> Diary:
    """The diary over all that can be booked; what the viewer holds themselves is left out of it (BOK-4).

    So is a session `ignoring` which another time or mentor is looked for, and the time that a `request` holds.
    """
    return diaries_of(tx, [mentor], viewer, policies, ignoring=ignoring, request=request)[mentor.id]


def diaries_of(
    tx: Transaction,
    mentors: Sequence[Mentor],
    viewer: Person,
    policies: Policies,
    *,
    ignoring: Session | None = None,
    request: int | None = None,
) -> dict[int, Diary]:
    """The diary of each mentor over all that can be booked; left out is what `diary_of` says."""
    rules = {mentor.id: rules_of(mentor.schedule, policies) for mentor in mentors}
    ahead = max((each.days_ahead for each in rules.values()), default=0)
    until = tx.now + (ahead + 2) * _DAY
    return diaries_between(tx, rules, viewer, tx.now, until, ignoring=ignoring, request=request)


def diaries_between(
    tx: Transaction,
    rules: Mapping[int, Rules],
    viewer: Person | None,
    since: datetime,
    until: datetime,
    *,
    ignoring: Session | None = None,
    request: int | None = None,
) -> dict[int, Diary]:
    """The diaries of the mentors with these rules, good for sessions that lie within [since, until).

    Left out is what `diary_of` says. Without a viewer nobody's own time closes anything.
    """
    if not rules:
        return {}
    margin = timedelta(minutes=max(each.buffer for each in rules.values()))
    since, until = since - margin, until + margin
    # A hold is for another session than the one that is moved: its time is not free for that.
    own_hold = tx.sessions.hold_of(viewer.id) if viewer and ignoring is None else None
    left_out = {own_hold and own_hold.id, ignoring and ignoring.id, request}
    busy: defaultdict[int, list[Busy]] = defaultdict(list)
    people = {*rules, viewer.id} if viewer else {*rules}
    for claim in tx.claims.of(people, since, until, tx.now):
        if claim.owner not in left_out:
            busy[claim.person].append(_claimed(claim))
    own = list(busy[viewer.id]) if viewer else []
    for each in tx.calendars.busy(rules, since, until):
        busy[each.mentor].append(_in_calendar(each))
    counted: defaultdict[int, list[datetime]] = defaultdict(list)
    if limited := [mentor for mentor, each in rules.items() if each.weekly_maximum is not None]:
        for mentor, start in tx.sessions.weeks(limited, since - _WEEK, until + _WEEK):
            counted[mentor].append(start)
        itself = ignoring or own_hold
        if itself is not None and itself.starts_at in counted[itself.mentor]:
            counted[itself.mentor].remove(itself.starts_at)
    return {
        mentor: Diary(each, tx.now, busy[mentor], own, counted[mentor]) for mentor, each in rules.items()
    }


def next_free(
    diary: Diary,
    until: datetime | None = None,
    duration: int | None = None,
    *,
    since: datetime | None = None,
) -> datetime | None:
    """The next start that can be booked, not before `since`, before `until` (aware UTC) and within the horizon."""
    last = diary.horizon if until is None else min(until, diary.horizon)
    since = diary.soonest if since is None else max(since, diary.soonest)
    while since < last:
        if starts := diary.slots(since, min(since + _WEEK, last), duration):
            return starts[0]
        since += _WEEK
    return None


def _claimed(claim: Claim) -> Busy:
    kind = BusyKind.SESSION if claim.expires_at is None else BusyKind.HOLD
    return Busy(
        claim.starts_at, claim.ends_at - timedelta(minutes=claim.buffer_minutes), claim.ends_at, kind
    )


def _in_calendar(taken: CalendarBusy) -> Busy:
    return Busy(taken.starts_at, taken.ends_at, taken.ends_at, BusyKind.CALENDAR)
