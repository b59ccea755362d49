"""What mentors answer, suggest and explain."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.councils import (
    POLLING,
    Council,
    CouncilStatus,
    PollAnswer,
    Standing,
    Suggestion,
    Vote,
    check_status,
    with_votes,
)
from core.decisions import decide
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.councils import CouncilNotAllowed, TimeTooSoon, WrongNumber
from core.ids import new_id
from core.people import Person
from core.ports.store import Transaction
from core.usecases.councils.claiming import taken_cells
from core.usecases.councils.confirming import close, conclude, undecided
from core.usecases.councils.decision_batch import DecisionBatch
from core.usecases.councils.drafting import WORDS_LIMIT, checked
from core.usecases.councils.notice_batch import NoticeBatch
from core.usecases.councils.views import CouncilView, seen_by, view_of
from core.usecases.members import check_active
from core.usecases.rounds import persistently
from core.zones import DAY, Zone, floor_minute, instant

MOST_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """The council after an answer. `counted` is False where it came too late; `decided` when a time now stands."""

    view: CouncilView
    counted: bool
    decided: bool


def answer(
    desk: Desk, actor: Person, council_id: int, answers: Mapping[int, PollAnswer], *, refresh: bool = False
) -> Answered:
    """Say to some of the proposals (by id) whether the actor can; later answers replace earlier ones.

    `refresh` also brings the actor's own question up to date, where it is not what they pressed on. Raises NotFound,
    CouncilNotAllowed for who is no mentor of it.
    """

    def votes(_: Council) -> Sequence[Vote]:
        return [Vote(actor.id, proposal, said) for proposal, said in answers.items()]

    return _vote(desk, actor, council_id, votes, refresh=refresh)


def answer_all(
    desk: Desk, actor: Person, council_id: int, said: PollAnswer, *, refresh: bool = False
) -> Answered:
    """Say the same to all proposals; raises what `answer` does."""

    def votes(council: Council) -> Sequence[Vote]:
        return [Vote(actor.id, proposal.id, said) for proposal in council.proposals]

    return _vote(desk, actor, council_id, votes, refresh=refresh)


def answer_hours(
    desk: Desk, actor: Person, council_id: int, since: int | None, until: int | None
) -> Answered:
    """Available, but only from `since` until `until`: wall minutes of the actor's zone on each proposal's date.

    Times into which the whole council does not fit count as No. Raises what `answer` does.
    """

    def votes(council: Council) -> Sequence[Vote]:
        return hours_votes(actor, council, since, until)

    return _vote(desk, actor, council_id, votes, refresh=True)


def hours_votes(actor: Person, council: Council, since: int | None, until: int | None) -> list[Vote]:
    """What such an answer says to each proposal."""
    zone = Zone(actor.clock_zone)
    made: list[Vote] = []
    for proposal in council.proposals:
        midnight = zone.day(floor_minute(proposal.starts_at)) * DAY
        begins = None if since is None else instant(zone.opens(midnight + since))
        ends = None if until is None else instant(zone.closes(midnight + until))
        made.append(Vote(actor.id, proposal.id, PollAnswer.AVAILABLE, begins, ends))
    return made


def suggest_time(desk: Desk, actor: Person, council_id: int, start: datetime) -> CouncilView:
    """Suggest another time; raises NotFound, CouncilNotAllowed, CouncilOver, TimeTooSoon, WrongNumber."""
    with desk.begin() as tx:
        council = _asked(tx, actor, council_id)
        check_status(council, POLLING)
        earliest = tx.now + timedelta(minutes=tx.policies().min_notice_minutes)
        if start < earliest:
            raise TimeTooSoon(start, earliest)
        theirs = [each.starts_at for each in council.suggestions if each.mentor == actor.id]
        if start not in theirs and len(theirs) >= MOST_SUGGESTIONS:
            raise WrongNumber("suggestions", 0, MOST_SUGGESTIONS, len(theirs) + 1)
        if start not in theirs:
            tx.councils.add_suggestion(council_id, Suggestion(new_id(tx.now), actor.id, start))
            _show_progress(tx, actor, council)
        desk.note(
            tx,
            "COUNCIL_TIME_SUGGESTED",
            actor.id,
            council=council_id,
            after={"starts_at": start.isoformat()},
        )
        return _view(tx, actor, council_id)


def explain(desk: Desk, actor: Person, council_id: int, text: str) -> CouncilView:
    """Tell the coordinators why a time does not work; raises NotFound, CouncilNotAllowed, CouncilOver, TooLong."""
    text = checked("conflict", text, WORDS_LIMIT)
    with desk.begin() as tx:
        council = _asked(tx, actor, council_id)
        check_status(council, POLLING)
        seat = council.seat_of(actor.id)
        if seat is None or seat.conflict != text:
            tx.councils.explain(council_id, actor.id, text)
            _show_progress(tx, actor, council)
        desk.note(
            tx, "COUNCIL_CONFLICT_EXPLAINED", actor.id, council=council_id, after={"mentor": actor.id}
        )
        return _view(tx, actor, council_id)


def _vote(
    desk: Desk,
    actor: Person,
    council_id: int,
    votes_for: Callable[[Council], Sequence[Vote]],
    *,
    refresh: bool,
) -> Answered:
    return persistently(lambda: _vote_once(desk, actor, council_id, votes_for, refresh=refresh))


def _vote_once(
    desk: Desk,
    actor: Person,
    council_id: int,
    votes_for: Callable[[Council], Sequence[Vote]],
    *,
    refresh: bool,
) -> Answered:
    with desk.begin() as tx:
        council = _closed_in_time(desk, tx, _asked(tx, actor, council_id))
        if council.status not in POLLING:
            return Answered(_view(tx, actor, council_id), counted=False, decided=False)
        votes = votes_for(council)
        known = {proposal.id for proposal in council.proposals}
        if not known.issuperset(vote.proposal for vote in votes):
            raise NotFound("time")
        tx.councils.put_votes(council_id, votes)
        desk.note(
            tx,
            "COUNCIL_ANSWERED",
            actor.id,
            council=council_id,
            after={str(vote.proposal): vote.answer for vote in votes},
        )
        after = _decided_early(desk, tx, with_votes(council, votes))
        said = council.votes_of(actor.id)
        changed = any(said.get(vote.proposal) != vote for vote in votes)
        if changed and after.revision == council.revision:
            _show_progress(tx, actor, after, always=refresh)
        decided = after.status is CouncilStatus.CONFIRMED
        return Answered(_view(tx, actor, council_id), counted=True, decided=decided)


def _closed_in_time(desk: Desk, tx: Transaction, council: Council) -> Council:
    """The council as it is now: at its deadline it is decided on what was answered before, whoever comes first."""
    if council.status not in POLLING or council.deadline is None or tx.now < council.deadline:
        return council
    batch = DecisionBatch(desk, tx, [council])
    after = close(batch, council)
    batch.finish()
    return after


def _decided_early(desk: Desk, tx: Transaction, council: Council) -> Council:
    """The council decided, as soon as no outstanding answer can change it; one that has waited, at once."""
    waited = council.status is CouncilStatus.DECIDING
    decision = decide(council, taken_cells(tx, council))
    if not (decision.settled or (waited and decision.winner)):
        return council
    batch = DecisionBatch(desk, tx, [council])
    after = conclude(batch, council, early=not waited)
    if after.status is CouncilStatus.COLLECTING and decide(council, batch.taken(council)).settled:
        after = undecided(batch, council)
    batch.finish()
    return after


def _asked(tx: Transaction, actor: Person, council_id: int) -> Council:
    """The council, its row held, of one of its mentors; raises Suspended, NotFound, CouncilNotAllowed for who left."""
    council, person = seen_by(tx, actor, council_id, hold=True)
    check_active(person)
    seat = council.seat_of(actor.id)
    if seat is None:
        raise NotFound("council")
    if seat.standing is Standing.DROPPED:
        raise CouncilNotAllowed("answer")
    return council


def _show_progress(tx: Transaction, actor: Person, council: Council, *, always: bool = True) -> None:
    notices = NoticeBatch(tx)
    notices.progress(council)
    notices.own_poll(council, actor.id, always=always)
    notices.home(actor.id)
    notices.send()


def _view(tx: Transaction, actor: Person, council_id: int) -> CouncilView:
    council = tx.councils.get(council_id)
    assert council is not None
    return view_of(tx, council, actor)
