"""How well mentors fit what is wanted of a council."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.folding import topic_of
from core.mentors import Mentor


@dataclass(frozen=True, slots=True)
class Match:
    """A mentor with what they share of the `wanted` number of tags; `weight` is what their vote weighs."""

    mentor: Mentor
    shared: tuple[str, ...]
    wanted: int

    @property
    def weight(self) -> float:
        """Seniority × (1 + share of the wanted expertise)."""
        return weight(self.mentor.seniority, len(self.shared), self.wanted)


def weight(seniority: int, shared: int, wanted: int) -> float:
    """Seniority × (1 + shared ÷ wanted); where nothing is wanted, seniority."""
    return units(seniority, shared, wanted) / max(1, wanted)


def units(seniority: int, shared: int, wanted: int) -> int:
    """The weight in whole `wanted`-ths, so that sums are exact."""
    return seniority * (max(1, wanted) + shared)


def shared_of(tags: Iterable[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """What of the wanted expertise is among the tags, in any case and without accents; spelled as wanted."""
    have = {topic_of(tag) for tag in tags}
    return tuple(tag for tag in wanted if topic_of(tag) in have)


def match(mentor: Mentor, wanted: Sequence[str]) -> Match:
    """The mentor as they fit what is wanted."""
    return Match(mentor, shared_of(mentor.tags, wanted), len(wanted))


def best_first(mentors: Iterable[Mentor], wanted: Sequence[str]) -> list[Match]:
    """The mentors by shared expertise, then seniority, then name; always in the same order."""
    matches = [match(mentor, wanted) for mentor in mentors]
    return sorted(
        matches,
        key=lambda each: (
            -len(each.shared),
            -each.mentor.seniority,
            each.mentor.person.name,
            each.mentor.id,
        ),
    )


def substitutes(leaving: Mentor, mentors: Iterable[Mentor], wanted: Sequence[str]) -> list[Match]:
    """Mentors of like expertise, best first: they share a tag with who leaves, or with what is wanted."""
    tags = tuple({topic_of(tag): tag for tag in (*wanted, *leaving.tags)}.values())
    return [each for each in best_first(mentors, tags) if each.shared or not tags]
