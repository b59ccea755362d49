"""The decision of a council: best under the written order, early only when nothing can change it."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.councils import Council, PollAnswer, ProposedTime, Vote, with_votes
from core.decisions import Edge, decide
from tests.conftest import MORNING
from tests.core.polls import DAY, HOUR, TAGS, a_council, a_poll, a_seat, completions, outcome, polls

YES, MAYBE, NO = PollAnswer.AVAILABLE, PollAnswer.MAYBE, PollAnswer.NO


def decided(council: Council) -> tuple[int, frozenset[int], frozenset[int]] | None:
    winner = decide(council).winner
    if winner is None:
        return None
    return winner.proposal.id, frozenset(winner.available), frozenset(winner.maybe)


def everybody(*said: str) -> dict[tuple[int, int], PollAnswer]:
    """`YYYNN` for each proposal: what mentors 1.. say."""
    letters = {"Y": YES, "M": MAYBE, "N": NO}
    return {
        (mentor, proposal): letters[letter]
        for proposal, answers in enumerate(said, 1)
        for mentor, letter in enumerate(answers, 1)
        if letter in letters
    }


@pytest.mark.spec("CNL-6")
@given(polls())
def test_the_choice_is_the_best_under_the_written_order(council: Council) -> None:
    assert decided(council) == outcome(council)


@pytest.mark.spec("CNL-6")
@given(polls(), st.randoms(use_true_random=False))
def test_the_choice_does_not_hang_on_the_order_in_which_anything_is_kept(
    council: Council, chance: Random
) -> None:
    def shuffled(items: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(items, len(items)))

    other = replace(
        council,
        seats=shuffled(council.seats),
        proposals=shuffled(council.proposals),
        votes=shuffled(council.votes),
    )
    assert decide(other).ranked == decide(council).ranked
    assert decide(other).settled == decide(council).settled


@pytest.mark.spec("CNL-6")
@given(polls(mentors=3, times=2))
def test_it_is_decided_early_exactly_when_no_outstanding_answer_can_change_it(council: Council) -> None:
    outcomes = {outcome(complete) for complete in completions(council)}
    assert decide(council).settled == (len(outcomes) == 1)
    if decide(council).settled:
        assert outcomes == {decided(council)}


@pytest.mark.spec("CNL-6")
@given(polls(silent=False))
def test_once_all_have_answered_it_is_settled(council: Council) -> None:
    assert decide(council).settled


@pytest.mark.spec("CNL-6")
@given(polls(), st.data())
def test_a_better_answer_to_the_winner_never_makes_it_lose(council: Council, data: st.DataObject) -> None:
    winner = decide(council).winner
    if winner is None:
        return
    mentor = data.draw(st.sampled_from(council.seats)).mentor
    better = with_votes(council, [Vote(mentor, winner.proposal.id, YES)])
    still = decide(better).winner
    assert still is not None
    assert still.proposal == winner.proposal


@pytest.mark.spec("CNL-6", "CNL-7")
@given(polls(), st.data())
def test_who_is_busy_by_now_counts_as_one_who_said_no(council: Council, data: st.DataObject) -> None:
    cells = [(seat.mentor, each.id) for seat in council.seats for each in council.proposals]
    taken = frozenset(data.draw(st.lists(st.sampled_from(cells), max_size=4)))
    said_yes = [v for v in council.votes if (v.mentor, v.proposal) in taken and v.answer is YES]
    said_no = with_votes(council, [replace(vote, answer=NO) for vote in said_yes])
    winner, other = decide(council, taken).winner, decide(said_no).winner
    assert (winner and winner.key) == (other and other.key)


@pytest.mark.spec("CNL-6")
@pytest.mark.parametrize(
    ("council", "winner", "edge"),
    [
        (a_poll(everybody("YYNNN", "YYYNN", "YYNNN")), 2, Edge.ONLY),
        (a_poll(everybody("YYYNN", "YYYYN", "NNYYY")), 2, Edge.NUMBER),
        (a_poll(everybody("YYYNN", "YYYMN", "NNYYY")), 2, Edge.NUMBER),
        (a_poll(everybody("YYYMM", "YYYYN", "NNNNN")), 2, Edge.WEIGHT),
        (a_poll(everybody("YYYNN", "YYYNN", "NNNNN")), 1, Edge.PRIORITY),
        (a_poll(everybody("YYYNN", "NNNNN", "NNNNN"), least=4), None, Edge.ONLY),
    ],
)
def test_the_reason_is_what_put_it_before_the_next_best(
    council: Council, winner: int | None, edge: Edge
) -> None:
    decision = decide(council)
    assert (decision.winner and decision.winner.proposal.id) == winner
    assert decision.edge is edge


@pytest.mark.spec("CNL-6")
def test_a_lead_comes_before_numbers_and_weight_before_priority() -> None:
    poll = a_poll(everybody("NYYYY", "YYYNN", "NNNNN"))
    led = replace(poll, seats=(replace(poll.seats[0], lead=True), *poll.seats[1:]))
    assert decide(led).winner == decide(led).ranked[0]
    assert (decided(led) or (0,))[0] == 2
    assert decide(led).edge is Edge.LEAD
    heavy = a_poll(everybody("YYYNN", "NNYYY", "NNNNN"))
    heavy = replace(heavy, seats=(*heavy.seats[:4], replace(heavy.seats[4], shared=TAGS[:1])))
    winner = decide(heavy).winner
    assert winner is not None
    assert (winner.proposal.id, winner.weight) == (2, 10.0)
    assert decide(heavy).edge is Edge.WEIGHT


@pytest.mark.spec("CNL-6")
def test_of_equal_times_the_earliest_wins() -> None:
    poll = a_poll(everybody("YYY", "YYY"), mentors=3, times=2)
    later, sooner = poll.proposals[1].starts_at, poll.proposals[0].starts_at
    poll = replace(poll, proposals=(ProposedTime(1, later, 0), ProposedTime(2, sooner, 0)))
    assert (decided(poll) or (0,))[0] == 2
    assert decide(poll).edge is Edge.EARLIEST


@pytest.mark.spec("CNL-6")
def test_only_available_counts_towards_the_minimum() -> None:
    assert decided(a_poll(everybody("YYMMM", "YYMMM", "YYMMM"))) is None
    assert decided(a_poll(everybody("YYYMM", "NNNNN", "NNNNN"))) == (
        1,
        frozenset({1, 2, 3}),
        frozenset({4, 5}),
    )


@pytest.mark.spec("CNL-4")
def test_who_can_only_for_a_part_counts_where_the_whole_council_fits() -> None:
    start = MORNING + 4 * DAY
    vote = Vote(1, 1, YES, since=start, until=start + HOUR)
    assert vote.counts(start, start + HOUR) is YES
    assert vote.counts(start + HOUR / 4, start + HOUR * 5 / 4) is NO
    assert replace(vote, since=start + HOUR / 60).counts(start, start + HOUR) is NO
    assert replace(vote, answer=MAYBE).counts(start, start + HOUR) is MAYBE


@pytest.mark.spec("CNL-6")
def test_beyond_the_maximum_the_weightiest_take_part_and_the_rest_may_come() -> None:
    seats = tuple(a_seat(mentor, seniority=1 + mentor % 3) for mentor in range(1, 7))
    council = a_council(
        seats=(replace(seats[0], lead=True, seniority=1), *seats[1:]),
        proposals=(ProposedTime(1, MORNING + 4 * DAY, 0),),
        votes=tuple(Vote(mentor, 1, YES) for mentor in range(1, 7)),
        most=4,
    )
    assert decided(council) == (1, frozenset({1, 2, 5, 4}), frozenset({3, 6}))
