"""How fast the platforms let a bot write (NTF-3). What they ask for beyond that is in their Retry-After."""

from dataclasses import dataclass
from datetime import timedelta

from core.mail import MAIL


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a chat, and a group, rests after each message.

    The bot writes `at_once` messages and then rests for `each` of them; without `at_once` it has no limit.
    Where `by_person`, one person has one message at a time. One process has `in_hand` errands of the channel at once,
    so that a slow system holds nothing else up; None is no limit.
    """

    by_person: bool = True

    chat: timedelta = timedelta(seconds=1)
    group: timedelta = timedelta(seconds=1)
    at_once: int | None = None
    each: timedelta = timedelta()
    in_hand: int | None = None


# Telegram takes 30 a second overall: 25 are for notices, five for answers. 20 a minute go to a group.
# Payment providers take dozens of requests a second.
# Zoom makes two meetings a second for a free account, Calendly answers some fifty requests a minute, Google Meet
# makes a hundred spaces.
# Files are long work: one at a time.
PACES = {
    "telegram": Pace(group=timedelta(seconds=3), at_once=5, each=timedelta(seconds=1) / 25),
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


def pace_of(platform: str) -> Pace:
    """The platform's pace; a message a second to each chat where nothing else is known."""
    return PACES.get(platform, _USUAL)
