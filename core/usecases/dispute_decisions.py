"""An admin decides about a report: what it means is shown first, and done as it was shown, or not at all."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter

from core.attendance import DisputeStatus
from core.desk import Desk
from core.disputes import MEASURES, RESOLUTIONS, Way, is_open_way
from core.drafts import Draft, DraftKind
from core.errors.booking import SlotTaken
from core.errors.common import NotFound, TooLong
from core.errors.disputes import DisputeChanged, WayClosed
from core.ids import new_id
from core.interventions import NOTE_LIMIT, RefundWish, RescheduleWish, checked_words
from core.people import Person, Role
from core.ports.store import Transaction
from core.refunds import RefundKind
from core.usecases import measures
from core.usecases.disputes import Case, case_of, close_dispute, handling, to_handle
from core.usecases.interventions import cases, changing, refunds
from core.usecases.interventions.refunds import Giving
from core.usecases.measures import Made, Standing

_SEEN, _VERDICT = "seen", "verdict"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an admin decides. Those whom it concerns read `words`, admins alone `notes`.

    `whom` is who is warned or suspended; `kind` and `amount` are of a refund, `start` and `asked_by` of a move.
    """

    way: Way
    words: str
    notes: str = ""
    whom: Role | None = None
    kind: RefundKind | None = None
    amount: int | None = None
    start: datetime | None = None
    asked_by: Role = Role.MENTEE


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a decision would mean; `draft` is what is confirmed."""

    case: Case
    verdict: Verdict
    draft: int
    giving: Giving | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision that was made; `made` is what became of a suspended person's sessions."""

    case: Case
    verdict: Verdict
    giving: Giving | None = None
    made: Made | None = None


_ADAPTER = TypeAdapter(Verdict)


def deciding(desk: Desk, actor: Person, dispute_id: int, way: Way) -> Case:
    """The report that the actor would decide so; raises as `handling`, and WayClosed."""
    case = handling(desk, actor, dispute_id)
    _check_way(case, way)
    return case


def propose(desk: Desk, actor: Person, dispute_id: int, verdict: Verdict) -> Proposal:
    """Work out what a decision would mean, and keep it until it is confirmed.

    Raises as `deciding`, Missing, TooLong, and what stands against the refund, the measure or the time.
    """
    checked_words(verdict.words, "reason")
    if len(verdict.notes) > NOTE_LIMIT:
        raise TooLong("note", NOTE_LIMIT, len(verdict.notes))
    with desk.begin() as tx:
        session, dispute = to_handle(tx, actor, dispute_id)
        case = case_of(tx, session, dispute, actor)
        _check_way(case, verdict.way)
        draft = new_id(tx.now)
        proposal = _proposed(tx, case, verdict, draft)
        kept = {_VERDICT: _ADAPTER.dump_json(verdict).decode(), _SEEN: _basis(tx, proposal)}
        place = _place(dispute_id)
        tx.drafts.put(
            Draft(draft, actor.id, verdict.way.value, tx.now, place, kept, kind=DraftKind.DECISION)
        )
        return proposal


def decide(desk: Desk, actor: Person, dispute_id: int, draft_id: int, *, cancels: bool) -> Outcome:
    """Do what was shown; `cancels` also the sessions that a suspended person takes.

    Raises as `propose`, and DisputeChanged where anything that it rests on has changed since.
    """
    try:
        with desk.begin() as tx:
            kept = tx.drafts.get(draft_id)
            if kept is None or (kept.person, kept.kind, kept.place) != (
                actor.id,
                DraftKind.DECISION,
                _place(dispute_id),
            ):
                raise DisputeChanged(dispute_id)
            verdict = _ADAPTER.validate_json(kept.values[_VERDICT])
            admins = _hold(tx, dispute_id, verdict)
            session, dispute = to_handle(tx, actor, dispute_id)
            case = case_of(tx, session, dispute, actor)
            _check_way(case, verdict.way)
            proposal = _proposed(tx, case, verdict, draft_id, admins)
            if kept.values[_SEEN] != _basis(tx, proposal) or not tx.drafts.drop(draft_id):
                raise DisputeChanged(dispute_id)
            made = _carried_out(desk, tx, proposal, cancels=cancels)
            after = tx.sessions.get(session.id)
            assert after is not None
            closed = close_dispute(
                desk,
                tx,
                after,
                replace(
                    dispute,
                    resolution=RESOLUTIONS[verdict.way],
                    notes=verdict.notes,
                    words="" if verdict.way in MEASURES else verdict.words,
                    assigned_to=dispute.assigned_to or actor.id,
                ),
                DisputeStatus.RESOLVED,
                actor.id,
                "ADMIN_DISPUTE_RESOLVED",
            )
            done = Outcome(case_of(tx, after, closed, actor), verdict, proposal.giving, made)
    except SlotTaken:
        raise DisputeChanged(dispute_id) from None
    if proposal.standing is None or made is None:
        return done
    return replace(done, made=measures.hand_over(desk, proposal.standing, made))


def give_up(desk: Desk, actor: Person, draft_id: int) -> None:
    """Decide nothing; harmless when it was confirmed or given up before."""
    measures.give_up(desk, actor, draft_id)


def person_of(case: Case, role: Role) -> Person:
    """The party in this role, as it was when the problem was reported."""
    return case.mentor if role is Role.MENTOR else case.mentee


def _check_way(case: Case, way: Way) -> None:
    assert case.dispute is not None
    if not case.dispute.is_report:
        raise NotFound("dispute")
    if not is_open_way(way, case.session, case.now):
        raise WayClosed(case.dispute.id, way.value)


def _place(dispute: int) -> str:
    return f"dispute:{dispute}"


def _hold(tx: Transaction, dispute_id: int, verdict: Verdict) -> int | None:
    """Have what a suspension touches stay as it is, before the session of the dispute; how many admins there are."""
    if verdict.way is not Way.SUSPEND or verdict.whom is None:
        return None
    dispute = tx.disputes.get(dispute_id)
    session = None if dispute is None else tx.sessions.get(dispute.session)
    if dispute is None or session is None:
        raise NotFound("dispute")
    person = session.mentee if verdict.whom is Role.MENTEE else dispute.mentor or session.mentor
    return measures.hold(tx, person, session.id)


def _proposed(
    tx: Transaction, case: Case, verdict: Verdict, draft: int, admins: int | None = None
) -> Proposal:
    """Raise what stands against the verdict, or tell what it means."""
    match verdict.way:
        case Way.REFUND:
            open_case = cases.look(tx, case.reader, case.session.id)
            giving = refunds.wished(tx, open_case, _refund(verdict))
            return Proposal(case, verdict, draft, giving=giving)
        case Way.MOVE:
            open_case = cases.look(tx, case.reader, case.session.id)
            changing.check_reschedule(tx, open_case, _move(verdict))
        case Way.WARN | Way.SUSPEND:
            assert verdict.whom is not None
            person = person_of(case, verdict.whom).id
            measure = MEASURES[verdict.way]
            standing = measures.standing_of(tx, case.reader, person, measure, admins)
            return Proposal(case, verdict, draft, standing=standing)
        case Way.CLOSE:
            pass
    return Proposal(case, verdict, draft)


def _basis(tx: Transaction, proposal: Proposal) -> str:
    """What is shown rests on: of two admins who look at the same report one decides."""
    case = proposal.case
    assert case.dispute is not None
    steps = [each.id for each in tx.disputes.events(case.dispute.id)]
    entries = [(each.id, each.status.value) for each in tx.ledger.of(case.session.id)]
    standing = measures.basis(proposal.standing) if proposal.standing else ""
    return repr((steps[-1:], case.session.revision, entries, standing))


def _carried_out(desk: Desk, tx: Transaction, proposal: Proposal, *, cancels: bool) -> Made | None:
    case, verdict = proposal.case, proposal.verdict
    match verdict.way:
        case Way.REFUND:
            refunds.give(desk, tx, cases.look(tx, case.reader, case.session.id), _refund(verdict))
        case Way.MOVE:
            changing.reschedule(desk, tx, cases.look(tx, case.reader, case.session.id), _move(verdict))
        case Way.WARN | Way.SUSPEND:
            assert proposal.standing is not None
            measure = MEASURES[verdict.way]
            return measures.enact(desk, tx, proposal.standing, measure, verdict.words, cancels=cancels)
        case Way.CLOSE:
            pass
    return None


def _refund(verdict: Verdict) -> RefundWish:
    return RefundWish(verdict.words, verdict.kind or RefundKind.FULL, verdict.amount)


def _move(verdict: Verdict) -> RescheduleWish:
    assert verdict.start is not None
    return RescheduleWish(verdict.words, verdict.start, verdict.asked_by)
