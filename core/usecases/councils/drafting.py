"""The words and numbers of a council, checked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.councils import LEAST_TIMES, MOST_TIMES, ProposedTime
from core.errors.common import Missing, TooLong
from core.errors.councils import TimeTooSoon, WrongNumber
from core.ids import new_id
from core.policies import Policies

TOPIC_LIMIT, MATERIAL_LIMIT, TAG_LIMIT, WORDS_LIMIT = 100, 2000, 40, 1000
MOST_TAGS = 10
_MOST_MENTORS, _MOST_PLACES, _MOST_HOURS, _MOST_MINUTES = 20, 1000, 720, 720


@dataclass(frozen=True, slots=True)
class NewCouncil:
    """A council as it is called; what is None follows the policies.

    Without mentors they are assigned by expertise. `open`: None is open for admins' councils, closed for a mentee's.
    """

    topic: str
    expertise: tuple[str, ...] = ()
    material: str = ""
    mentors: tuple[int, ...] = ()
    lead: int | None = None
    times: tuple[datetime, ...] = ()
    minutes: int | None = None
    least: int | None = None
    most: int | None = None
    capacity: int | None = None
    hours: int | None = None
    open: bool | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What can be changed about a council; None leaves it as it is."""

    topic: str | None = None
    material: str | None = None
    open: bool | None = None
    capacity: int | None = None
    expertise: tuple[str, ...] | None = None
    minutes: int | None = None
    least: int | None = None
    most: int | None = None
    hours: int | None = None

    @property
    def touches_poll(self) -> bool:
        """Whether it changes what mentors are asked, which holds once they are."""
        asked = (self.expertise, self.minutes, self.least, self.most, self.hours)
        return any(each is not None for each in asked)


def tidy_topic(text: str) -> str:
    """The topic; raises Missing, TooLong."""
    text = " ".join(text.split())
    if not text:
        raise Missing("topic")
    return checked("topic", text, TOPIC_LIMIT)


def tidy_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """The tags wanted, each once; raises TooLong, WrongNumber."""
    tidied = tuple(dict.fromkeys(" ".join(tag.split()) for tag in tags if tag.strip()))
    for tag in tidied:
        checked("expertise", tag, TAG_LIMIT)
    if len(tidied) > MOST_TAGS:
        raise WrongNumber("expertise", 0, MOST_TAGS, len(tidied))
    return tidied


def checked(field: str, text: str, limit: int) -> str:
    """The text without blanks around it; raises TooLong."""
    text = text.strip()
    if len(text) > limit:
        raise TooLong(field, limit, len(text))
    return text


def check_numbers(minutes: int, least: int, most: int, capacity: int, hours: int) -> None:
    """Raise WrongNumber for what is out of bounds."""
    for what, number, low, high in (
        ("minutes", minutes, 5, _MOST_MINUTES),
        ("most", most, 1, _MOST_MENTORS),
        ("least", least, 1, most),
        ("capacity", capacity, 1, _MOST_PLACES),
    ):
        if not low <= number <= high:
            raise WrongNumber(what, low, high, number)
    check_hours(hours)


def check_hours(hours: int) -> None:
    """Raise WrongNumber where mentors cannot be asked for so long."""
    if not 1 <= hours <= _MOST_HOURS:
        raise WrongNumber("hours", 1, _MOST_HOURS, hours)


def check_times(
    times: Sequence[datetime], now: datetime, policies: Policies, known: Collection[datetime] = ()
) -> None:
    """Raise WrongNumber for too many times, TimeTooSoon for one that mentors could not come to.

    Those `known` were once far enough ahead: they go out one by one, so that the others stand.
    """
    if len(times) > MOST_TIMES:
        raise WrongNumber("times", LEAST_TIMES, MOST_TIMES, len(times))
    earliest = now + timedelta(minutes=policies.min_notice_minutes)
    for start in times:
        if start < earliest and start not in known:
            raise TimeTooSoon(start, earliest)


def proposals_at(
    times: Sequence[datetime],
    now: datetime,
    first: int = 0,
    suggested_by: dict[datetime, int] | None = None,
) -> tuple[ProposedTime, ...]:
    """Proposals of these times, each once, in the order of preference from `first` on."""
    who = suggested_by or {}
    return tuple(
        ProposedTime(new_id(now), start, first + priority, who.get(start))
        for priority, start in enumerate(dict.fromkeys(times))
    )
