"""The decision of a council: which of the proposed times it takes place at, and why.

The written order: feasible is a time with at least the minimum of mentors who said Available. Among feasible times:
lead available first; then the number of available mentors, Maybe counting half; then the weight of those who take
part; then the priority of the proposal; then the earliest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from core.councils import Council, PollAnswer, ProposedTime, Seat, Standing
from core.expertise import units

Key: TypeAlias = tuple[bool, int, int, int, float]
"""What times are compared by; the larger is the better."""
Taken: TypeAlias = frozenset[tuple[int, int]]
"""(mentor, proposal) where the mentor has something else by now: their Available counts as No."""


class Edge(StrEnum):
    """What put the winner before the next best time."""

    ONLY = "only"  # there was no other
    LEAD = "lead"
    NUMBER = "number"
    WEIGHT = "weight"
    PRIORITY = "priority"
    EARLIEST = "earliest"
    HAND = "hand"  # a coordinator chose
    COMMON = "common"  # all of the mentors were free


@dataclass(frozen=True, slots=True)
class Tally:
    """What a time has. `available` are those who would take part, at most the maximum, the weightiest first.

    `maybe` has also those who are available beyond the maximum. `units` is the weight in whole `wanted`-ths.
    """

    proposal: ProposedTime
    available: tuple[int, ...]
    maybe: tuple[int, ...]
    no: tuple[int, ...]
    outstanding: tuple[int, ...]
    lead: bool
    units: int
    wanted: int
    feasible: bool

    @property
    def number(self) -> int:
        """Mentors counted in halves: two for Available, one for Maybe."""
        return 2 * len(self.available) + len(self.maybe)

    @property
    def weight(self) -> float:
        """The sum of seniority × (1 + share of the wanted expertise) of those who would take part."""
        return self.units / max(1, self.wanted)

    @property
    def key(self) -> Key:
        """What it is compared by."""
        started = self.proposal.starts_at.timestamp()
        return self.lead, self.number, self.units, -self.proposal.priority, -started


@dataclass(frozen=True, slots=True)
class Decision:
    """The tallies, feasible ones first and the best of all first.

    `settled`: no outstanding answer can change the winner, who takes part in it, or that there is none.
    """

    ranked: tuple[Tally, ...]
    settled: bool

    @property
    def winner(self) -> Tally | None:
        """The best feasible time."""
        return self.ranked[0] if self.ranked and self.ranked[0].feasible else None

    @property
    def runner_up(self) -> Tally | None:
        """The best feasible time but for the winner."""
        return self.ranked[1] if len(self.ranked) > 1 and self.ranked[1].feasible else None

    @property
    def edge(self) -> Edge:
        """What put the winner before the next best."""
        winner, other = self.winner, self.runner_up
        if winner is None or other is None:
            return Edge.ONLY
        edges = (Edge.LEAD, Edge.NUMBER, Edge.WEIGHT, Edge.PRIORITY, Edge.EARLIEST)
        pairs = zip(edges, winner.key, other.key, strict=True)
        return next((edge for edge, ours, theirs in pairs if ours != theirs), Edge.EARLIEST)


def decide(council: Council, taken: Taken = frozenset()) -> Decision:
    """The decision on the answers given so far; an answer that is missing counts as No."""
    tallies = _tallies(council, taken)
    ranked = sorted(tallies, key=lambda tally: (tally.feasible, tally.key), reverse=True)
    decision = Decision(tuple(ranked), settled=False)
    return Decision(decision.ranked, settled=_settled(decision, _tallies(council, taken, hopeful=True)))


def tally_of(council: Council, starts_at: datetime, taken: Taken = frozenset()) -> Tally | None:
    """What the proposal at this time has."""
    return next((t for t in _tallies(council, taken) if t.proposal.starts_at == starts_at), None)


def _settled(decision: Decision, hopes: Iterable[Tally]) -> bool:
    """Each hope is the most a time can come to: whoever has not answered is available."""
    winner = decision.winner
    possible = [hope for hope in hopes if hope.feasible]
    if winner is None:
        return not possible
    if winner.outstanding:
        return False
    return all(hope.key < winner.key for hope in possible if hope.proposal.id != winner.proposal.id)


def _tallies(council: Council, taken: Taken, *, hopeful: bool = False) -> list[Tally]:
    seats = council.with_standing(Standing.INVITED)
    votes = {(vote.mentor, vote.proposal): vote for vote in council.votes}
    wanted = len(council.expertise)
    weigh = {seat.mentor: units(seat.seniority, len(seat.shared), wanted) for seat in seats}
    weightiest = sorted(seats, key=lambda seat: (not seat.lead, -weigh[seat.mentor], seat.place))
    tallies: list[Tally] = []
    for proposal in council.proposals:
        start, end = proposal.starts_at, proposal.starts_at + council.length
        said: dict[PollAnswer | None, list[Seat]] = {None: [], **{answer: [] for answer in PollAnswer}}
        for seat in weightiest:
            vote = votes.get((seat.mentor, proposal.id))
            answer = None if vote is None else vote.counts(start, end)
            if answer is None and hopeful:
                answer = PollAnswer.AVAILABLE
            if answer is PollAnswer.AVAILABLE and (seat.mentor, proposal.id) in taken:
                answer = PollAnswer.NO
            said[answer].append(seat)
        coming = said[PollAnswer.AVAILABLE][: council.most]
        beyond = said[PollAnswer.AVAILABLE][council.most :]
        tallies.append(
            Tally(
                proposal,
                available=_ids(coming),
                maybe=_ids([*beyond, *said[PollAnswer.MAYBE]]),
                no=_ids(said[PollAnswer.NO]),
                outstanding=_ids(said[None]),
                lead=any(seat.lead for seat in coming),
                units=sum(weigh[seat.mentor] for seat in coming),
                wanted=wanted,
                feasible=len(coming) >= council.least,
            )
        )
    return tallies


def _ids(seats: Sequence[Seat]) -> tuple[int, ...]:
    return tuple(seat.mentor for seat in seats)
