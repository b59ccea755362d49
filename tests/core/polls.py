"""Polls to decide: drawn at random, and the decision by brute force."""

from datetime import datetime, timedelta
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from core.councils import Council, PollAnswer, ProposedTime, Seat, Standing, Vote
from tests.conftest import MORNING

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TAGS = ("go", "sql", "ux")


def a_council(**more: object) -> Council:
    values: dict[str, object] = {
        "id": 1,
        "coordinator": 900,
        "created_at": MORNING,
        "topic": "Careers",
        "minutes": 60,
        "least": 3,
        "most": 5,
        "capacity": 12,
        "hours": 72,
        "expertise": TAGS,
        **more,
    }
    return Council(**values)  # type: ignore[arg-type]


def a_seat(mentor: int, **more: object) -> Seat:
    return Seat(mentor, mentor, MORNING, **more)  # type: ignore[arg-type]


def a_poll(
    answers: dict[tuple[int, int], PollAnswer], mentors: int = 5, times: int = 3, **more: object
) -> Council:
    """Mentors 1.., proposals 1.. a day apart, in this order of priority."""
    return a_council(
        seats=tuple(a_seat(mentor) for mentor in range(1, mentors + 1)),
        proposals=tuple(ProposedTime(n, MORNING + (3 + n) * DAY, n) for n in range(1, times + 1)),
        votes=tuple(Vote(mentor, proposal, said) for (mentor, proposal), said in answers.items()),
        **more,
    )


@st.composite
def polls(draw: st.DrawFn, mentors: int = 6, times: int = 5, silent: bool = True) -> Council:
    """Any poll: mentors alike or not, with and without lead, priorities and weights that tie."""
    count = draw(st.integers(1, mentors))
    lead = draw(st.none() | st.integers(1, count))
    seats = tuple(
        a_seat(
            mentor,
            seniority=draw(st.integers(1, 5)),
            shared=TAGS[: draw(st.integers(0, 3))],
            lead=mentor == lead,
            standing=draw(st.sampled_from([Standing.INVITED] * 5 + [Standing.DROPPED])),
        )
        for mentor in range(1, count + 1)
    )
    days = draw(st.lists(st.integers(4, 12), min_size=1, max_size=times, unique=True))
    proposals = tuple(
        ProposedTime(n, MORNING + day * DAY, draw(st.integers(0, 2))) for n, day in enumerate(days, 1)
    )
    said: st.SearchStrategy[PollAnswer | None] = st.sampled_from([*PollAnswer])
    votes = []
    for seat, proposal in product(seats, proposals):
        if answer := draw(st.none() | said if silent else said):
            short = draw(st.sampled_from([False] * 5 + [True]))
            until = proposal.starts_at + HOUR / 2 if short else None
            votes.append(Vote(seat.mentor, proposal.id, answer, until=until))
    most = draw(st.integers(1, 6))
    least = draw(st.integers(1, most))
    return a_council(seats=seats, proposals=proposals, votes=tuple(votes), least=least, most=most)


def outcome(council: Council) -> tuple[int, frozenset[int], frozenset[int]] | None:
    """(proposal, who takes part, who may come) by trying every time against every other; None without a time."""
    times = [each for each in council.proposals if len(_available(council, each)) >= council.least]
    best = [a for a in times if all(a == b or _better(council, a, b) for b in times)]
    assert len(best) == (1 if times else 0), "exactly one time is better than all others"
    for time in best:
        coming = _available(council, time)
        maybe = {s.mentor for s in _said(council, time, PollAnswer.MAYBE)}
        beyond = {s.mentor for s in _said(council, time, PollAnswer.AVAILABLE)} - {s.mentor for s in coming}
        return time.id, frozenset(s.mentor for s in coming), frozenset(maybe | beyond)
    return None


def completions(council: Council) -> list[Council]:
    """The poll with every way in which the missing answers could turn out."""
    known = {(vote.mentor, vote.proposal) for vote in council.votes}
    invited = [seat.mentor for seat in council.seats if seat.standing is Standing.INVITED]
    missing = [(m, p.id) for m in invited for p in council.proposals if (m, p.id) not in known]
    ways = product(PollAnswer, repeat=len(missing))
    return [
        a_council(
            seats=council.seats,
            proposals=council.proposals,
            least=council.least,
            most=council.most,
            votes=(*council.votes, *(Vote(m, p, a) for (m, p), a in zip(missing, way, strict=True))),
        )
        for way in ways
    ]


def _better(council: Council, one: ProposedTime, other: ProposedTime) -> bool:
    """Whether `one` goes before `other`, read off the written order."""
    for measure in (_has_lead, _number, _weight):
        ours, theirs = measure(council, one), measure(council, other)
        if ours != theirs:
            return ours > theirs
    if one.priority != other.priority:
        return one.priority < other.priority
    return one.starts_at < other.starts_at


def _said(council: Council, time: ProposedTime, answer: PollAnswer) -> list[Seat]:
    end = time.starts_at + timedelta(minutes=council.minutes)
    found = []
    for seat in council.seats:
        if seat.standing is not Standing.INVITED:
            continue
        for vote in council.votes:
            if (vote.mentor, vote.proposal) == (seat.mentor, time.id):
                fits = _fits(vote, time.starts_at, end)
                if (vote.answer if fits else PollAnswer.NO) is answer:
                    found.append(seat)
    return found


def _fits(vote: Vote, start: datetime, end: datetime) -> bool:
    return not ((vote.since and vote.since > start) or (vote.until and vote.until < end))


def _available(council: Council, time: ProposedTime) -> list[Seat]:
    able = _said(council, time, PollAnswer.AVAILABLE)
    return sorted(able, key=lambda s: (not s.lead, -_weight_of(council, s), s.place))[: council.most]


def _has_lead(council: Council, time: ProposedTime) -> Fraction:
    return Fraction(any(seat.lead for seat in _available(council, time)))


def _number(council: Council, time: ProposedTime) -> Fraction:
    maybe = len(_said(council, time, PollAnswer.MAYBE))
    beyond = len(_said(council, time, PollAnswer.AVAILABLE)) - len(_available(council, time))
    return len(_available(council, time)) + Fraction(maybe + beyond, 2)


def _weight_of(council: Council, seat: Seat) -> Fraction:
    return seat.seniority * (1 + Fraction(len(seat.shared), len(council.expertise)))


def _weight(council: Council, time: ProposedTime) -> Fraction:
    return sum((_weight_of(council, seat) for seat in _available(council, time)), Fraction())
