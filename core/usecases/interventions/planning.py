"""Every act but a note is shown first, and done when it is confirmed: as it was shown, or not at all."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from core.desk import Desk
from core.drafts import Draft, DraftKind
from core.errors.booking import SlotTaken
from core.errors.sessions import Stale
from core.ids import new_id
from core.interventions import (
    ACTS,
    Act,
    CancelWish,
    ClearWish,
    CompleteWish,
    OverrideWish,
    ReassignWish,
    RefundWish,
    RescheduleWish,
    Wish,
    check_possible,
    checked_words,
)
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Session
from core.usecases.interventions import changing, endings, refunds
from core.usecases.interventions.cases import Case, open_case
from core.usecases.interventions.refunds import Giving

_SEEN, _WISH = "_seen", "_wish"
_ADAPTERS: dict[Act, TypeAdapter[Any]] = {act: TypeAdapter(kind) for kind, act in ACTS.items()}


@dataclass(frozen=True, slots=True)
class Plan:
    """What an act would mean; `draft` is what is confirmed.

    `giving` is what is given back, `taken_back` what is not paid out after all, `mentor` who takes the session on.
    """

    case: Case
    wish: Wish
    draft: int
    giving: Giving | None = None
    taken_back: int = 0
    mentor: Person | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What has been done: the `plan` and the session as it is now; `refund` is a line of the ledger that waits."""

    plan: Plan
    session: Session
    refund: int | None = None


def opening(desk: Desk, actor: Person, session_id: int, revision: int, act: Act) -> Case:
    """The session on which the actor would act; raises NotAdmin, NotFound, OwnSession, Stale, ActNotPossible."""
    with desk.store.read() as tx:
        return _opened(tx, actor, session_id, revision, act)


def reassigning(
    desk: Desk, actor: Person, session_id: int, revision: int
) -> tuple[Case, tuple[Person, ...]]:
    """The same, with the mentors who could take the session on, best first."""
    with desk.store.read() as tx:
        case = _opened(tx, actor, session_id, revision, Act.REASSIGN)
        return case, changing.successors(tx, case)


def plan(desk: Desk, actor: Person, session_id: int, revision: int, wish: Wish) -> Plan:
    """Work out what an act would mean, and keep it until it is confirmed; an earlier one is given up.

    Raises NotAdmin, NotFound, OwnSession, Stale, ActNotPossible, Missing, TooLong, and what stands against the wish.
    """
    act = ACTS[type(wish)]
    checked_words(wish.reason, "reason")
    with desk.begin() as tx:
        case = _opened(tx, actor, session_id, revision, act)
        draft = new_id(tx.now)
        planned = _planned(tx, case, wish, draft)
        kept = {_WISH: _ADAPTERS[act].dump_json(wish).decode(), _SEEN: _basis(tx, case)}
        tx.drafts.put(Draft(draft, actor.id, act.value, tx.now, str(session_id), kept, kind=DraftKind.ACT))
        return planned


def carry_out(desk: Desk, actor: Person, session_id: int, draft_id: int) -> Done:
    """Do what was shown. Where anything that it rests on has changed since, nothing is done.

    Raises NotAdmin, NotFound, OwnSession, Stale, ActNotPossible, and what stands against the wish.
    """
    try:
        with desk.begin() as tx:
            case = open_case(tx, actor, session_id, lock=True)
            kept = tx.drafts.get(draft_id)
            if kept is None or (kept.person, kept.kind, kept.place) != (
                actor.id,
                DraftKind.ACT,
                str(session_id),
            ):
                raise Stale(session_id)
            act = Act(kept.purpose)
            if kept.values[_SEEN] != _basis(tx, case) or not tx.drafts.drop(draft_id):
                raise Stale(session_id)
            check_possible(act, case.session, tx.now)
            wish: Wish = _ADAPTERS[act].validate_json(kept.values[_WISH])
            planned = _planned(tx, case, wish, draft_id)
            session = _do(desk, tx, case, wish)
            waiting = [e.id for e in tx.ledger.of(session_id) if e.expires_at and e.at == tx.now]
            return Done(planned, session, waiting[-1] if waiting else None)
    except SlotTaken:
        raise Stale(session_id) from None


def give_up(desk: Desk, actor: Person, draft_id: int) -> None:
    """Leave the session as it is; harmless when it was confirmed or given up before."""
    with desk.begin() as tx:
        kept = tx.drafts.get(draft_id)
        if kept is not None and (kept.person, kept.kind) == (actor.id, DraftKind.ACT):
            tx.drafts.drop(draft_id)


def _opened(tx: Transaction, actor: Person, session_id: int, revision: int, act: Act) -> Case:
    case = open_case(tx, actor, session_id)
    if case.session.revision != revision:
        raise Stale(session_id)
    check_possible(act, case.session, tx.now)
    return case


def _basis(tx: Transaction, case: Case) -> str:
    """What a plan rests on: two admins who look at the same session do not both act on it."""
    acts = [each.id for each in tx.interventions.of(case.session.id) if each.act is not Act.NOTE]
    entries = [(entry.id, entry.status.value) for entry in case.entries]
    turns = [(request.id, request.turn, request.status.value) for request in case.requests]
    return repr((case.session.revision, acts, entries, turns))


def _planned(tx: Transaction, case: Case, wish: Wish, draft: int) -> Plan:
    """Raise what stands against the wish, or tell what it means."""
    match wish:
        case CancelWish():
            return Plan(case, wish, draft, giving=endings.given_by(tx, case, wish))
        case ClearWish():
            return Plan(case, wish, draft, taken_back=endings.taken_back(case, wish))
        case RefundWish():
            return Plan(case, wish, draft, giving=refunds.wished(tx, case, wish))
        case ReassignWish():
            return Plan(case, wish, draft, mentor=changing.successor(tx, case, wish))
        case RescheduleWish():
            changing.check_reschedule(tx, case, wish)
        case OverrideWish():
            changing.check_overriding(tx, case, wish)
        case CompleteWish():
            pass
    return Plan(case, wish, draft)


def _do(desk: Desk, tx: Transaction, case: Case, wish: Wish) -> Session:
    match wish:
        case CancelWish():
            return endings.cancel(desk, tx, case, wish)
        case CompleteWish():
            return endings.complete(desk, tx, case, wish)
        case ClearWish():
            return endings.clear(desk, tx, case, wish)
        case RefundWish():
            return refunds.give(desk, tx, case, wish)
        case ReassignWish():
            return changing.reassign(desk, tx, case, wish)
        case RescheduleWish():
            return changing.reschedule(desk, tx, case, wish)
        case OverrideWish():
            return changing.override(desk, tx, case, wish)
