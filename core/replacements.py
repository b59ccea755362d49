"""Who may go on with a session when its mentor cancels, best first (RAS-1). Rates are in minor units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.folding import topic_of
from core.sessions import Session

PROMPTS = (timedelta(hours=24), timedelta(hours=2))
"""How long before the start a mentee who has not answered is asked again."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor who could take a session on.

    `shared` counts the topics in common with the original mentor; `reliability` and `quality` are those of
    `core.figures`; `dearer` is how far the rate is from the original, None where the currencies differ; `load` how
    many sessions are ahead.
    """

    mentor: int
    shared: int
    reliability: float
    quality: float
    dearer: int | None
    load: int


def best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """By shared topics, reliability, quality, nearest rate, lowest load; the same order every time."""

    def place(candidate: Candidate) -> tuple[float, ...]:
        dearer = float("inf") if candidate.dearer is None else candidate.dearer
        qualities = (-candidate.shared, -candidate.reliability, -candidate.quality)
        return (*qualities, dearer, candidate.load, candidate.mentor)

    return sorted(candidates, key=place)


def topics_of(tags: Iterable[str]) -> frozenset[str]:
    """The topics that are meant, however they are spelt."""
    return frozenset(topic for topic in map(topic_of, tags) if topic)


def prompts_of(session: Session, now: datetime) -> list[datetime]:
    """When to ask a mentee who has not answered again: a day and two hours ahead, else halfway to the start."""
    ahead = [at for before in PROMPTS if (at := session.starts_at - before) > now]
    return ahead or [now + (session.starts_at - now) / 2]
