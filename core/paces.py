"""How fast the platforms let a bot write (NTF-3). What they ask for beyond that is in their Retry-After."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.mail import MAIL
from core.notices import HOMES


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a chat, and a group, rests after each message.

    The bot writes `at_once` messages and then rests for `each` of them, as long as it is not asked to wait; without
    `at_once` it has no limit.
    Where `by_person`, one person has one message at a time. One process has `in_hand` of the channel at once, so that a
    slow system, or what is not urgent, holds nothing else up; None is no limit.
    """

    by_person: bool = True

    chat: timedelta = timedelta(seconds=1)
    group: timedelta = timedelta(seconds=1)
    at_once: int | None = None
    each: timedelta = timedelta()
    in_hand: int | None = None


# Telegram takes 30 a second overall, and answers have their share by what is learnt. 20 a minute go to a group.
# Payment providers take dozens of requests a second.
# Zoom makes two meetings a second for a free account, Calendly answers some fifty requests a minute, Google Meet
# makes a hundred spaces.
# Files are long work: one at a time.
PACES = {
    "telegram": Pace(group=timedelta(seconds=3), at_once=5, each=timedelta(seconds=1) / 29),
    HOMES: Pace(in_hand=8),
    "export": Pace(by_person=False, at_once=1, each=timedelta(seconds=1)),
    "evidence": Pace(by_person=False, at_once=1, each=timedelta(seconds=1)),
    "razorpay": Pace(by_person=False, at_once=10, each=timedelta(seconds=1) / 20),
    "stripe": Pace(by_person=False, at_once=10, each=timedelta(seconds=1) / 20),
    "jobs": Pace(by_person=False),
    MAIL: Pace(by_person=False, in_hand=20),
    "zoom": Pace(by_person=False, at_once=2, each=timedelta(seconds=1) / 2),
    "livekit": Pace(by_person=False, in_hand=20),
    "meet": Pace(by_person=False, at_once=2, each=timedelta(seconds=1), in_hand=10),
    "calendly": Pace(by_person=False, at_once=2, each=timedelta(seconds=2), in_hand=5),
}
_USUAL = Pace()
_LEFT, _SLOWEST, _RISE = 0.75, 1.0, 0.25
_TOGETHER = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Learnt:
    """How many a second a bot went on with when it was last asked to wait, and when that was."""

    rate: float
    since: datetime


def pace_of(platform: str) -> Pace:
    """The platform's pace; a message a second to each chat where nothing else is known."""
    return PACES.get(platform, _USUAL)


def rate_at(pace: Pace, learnt: Learnt | None, now: datetime) -> float:
    """How many the bot writes a second: its pace, and less for a while after it was asked to wait."""
    fastest = timedelta(seconds=1) / pace.each
    if learnt is None:
        return fastest
    return min(fastest, learnt.rate + _RISE * (now - learnt.since).total_seconds())


def slowed(pace: Pace, learnt: Learnt | None, now: datetime) -> Learnt:
    """What a request to wait teaches; those of messages that left together teach it once."""
    if learnt is not None and now - learnt.since < _TOGETHER:
        return learnt
    return Learnt(max(_SLOWEST, _LEFT * rate_at(pace, learnt, now)), now)
