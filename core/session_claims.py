"""Whose time a session takes, and what a proposal keeps besides, until it is answered."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from core.ports.claims import Claim
from core.reschedules import RescheduleRequest
from core.sessions import Session

Stretch = tuple[datetime, datetime]


def claims_of(session: Session) -> list[Claim]:
    """All that a session claims; what its mentor has not accepted passes."""
    until = session.ends_at + timedelta(minutes=session.buffer_minutes)
    passes = session.confirm_by
    return [
        Claim(session.mentor, session.starts_at, until, session.id, passes, session.buffer_minutes),
        Claim(session.mentee, session.starts_at, session.ends_at, session.id, passes),
    ]


def kept_by(request: RescheduleRequest, session: Session, buffer: int) -> list[Claim]:
    """What the time on the table claims of both, beside what the session itself claims.

    `buffer` is the mentor's pause in minutes after it. Without a time on the table it claims nothing.
    """
    start, end = request.last.starts_at, request.last.ends_at
    if start is None or end is None:
        return []
    pause = timedelta(minutes=buffer)
    claims: list[Claim] = []
    for own in claims_of(session):
        until = end + pause if own.person == session.mentor else end
        for since, last in _beside((start, until), (own.starts_at, own.ends_at)):
            # A piece of nothing but pause would be no session to whoever reads the claim.
            paused = own.person == session.mentor and last == until and last - since > pause
            claims.append(
                Claim(own.person, since, last, request.id, request.expires_at, buffer if paused else 0)
            )
    return claims


def covered_until(start: datetime, claims: list[Claim]) -> datetime:
    """How far from `start` one person's claims reach without a gap; `start` itself where none begins there."""
    reach = start
    for claim in sorted(claims, key=lambda each: each.starts_at):
        if claim.starts_at <= reach:
            reach = max(reach, claim.ends_at)
    return reach


def _beside(wanted: Stretch, own: Stretch) -> Iterator[Stretch]:
    """The part of `wanted` before `own`, and the part after it."""
    for since, until in ((wanted[0], min(wanted[1], own[0])), (max(wanted[0], own[1]), wanted[1])):
        if since < until:
            yield since, until
