"""Admins warn, suspend and restore a person: shown first, and done as it was shown, or not at all (ADM-11)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.desk import Desk
from core.drafts import Draft, DraftKind
from core.errors.common import NotFound
from core.errors.members import LastAdmin, MeasureNotPossible, MemberChanged, OwnMembership
from core.ids import new_id
from core.interventions import CancelWish, checked_words
from core.measures import AUDITED, Decision, Measure
from core.notices import Kind, Notice
from core.payloads import Decided
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Session, Status
from core.usecases.booking import let_go
from core.usecases.interventions.cases import look
from core.usecases.interventions.endings import cancel
from core.usecases.members import check_admin, refresh_home
from core.usecases.replacing import hand_over_of

MOST_AHEAD = 10_000
_MEASURE, _REASON, _SEEN = "measure", "reason", "seen"


@dataclass(frozen=True, slots=True)
class Standing:
    """A person before an admin decides about them: `decided` so far, and their sessions that have not begun.

    `given` are agreed ones that they give, `taken` those that they take, and `asked` those that wait for an answer or a
    payment. `parties` are all whom these name.
    """

    person: Person
    reader: Person
    decided: Sequence[Decision]
    given: tuple[Session, ...]
    taken: tuple[Session, ...]
    asked: tuple[Session, ...]
    parties: dict[int, Person]
    seeks_others: bool

    @property
    def warnings(self) -> int:
        """How often they have been warned."""
        return sum(each.measure is Measure.WARN for each in self.decided)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A decision that is shown before it is made; `draft` is what is confirmed."""

    standing: Standing
    measure: Measure
    reason: str
    draft: int


@dataclass(frozen=True, slots=True)
class Made:
    """A decision that was made; how many sessions are `cancelled`, `found` another mentor, or `left` to choose one."""

    person: Person
    measure: Measure
    cancelled: int = 0
    found: int = 0
    left: int = 0


def deciding(desk: Desk, actor: Person, person: int, measure: Measure) -> Standing:
    """The person about whom the actor would decide.

    Raises NotAdmin, NotFound, OwnMembership, MeasureNotPossible, LastAdmin.
    """
    with desk.store.read() as tx:
        return standing_of(tx, actor, person, measure)


def propose(desk: Desk, actor: Person, person: int, measure: Measure, reason: str) -> Proposed:
    """Show what the decision would mean, and keep it until it is confirmed; raises Missing, TooLong too."""
    reason = checked_words(reason, "reason")
    with desk.begin() as tx:
        standing = standing_of(tx, actor, person, measure)
        draft = new_id(tx.now)
        kept = {_MEASURE: measure.value, _REASON: reason, _SEEN: basis(standing)}
        tx.drafts.put(
            Draft(draft, actor.id, measure.value, tx.now, str(person), kept, kind=DraftKind.DECISION)
        )
        return Proposed(standing, measure, reason, draft)


def decide(desk: Desk, actor: Person, person: int, draft_id: int, *, cancels: bool) -> Made:
    """Do what was shown; `cancels` also the sessions that a suspended person takes.

    Raises MemberChanged where anything has changed since, and what `deciding` raises.
    """
    with desk.begin() as tx:
        admins = hold(tx, person)
        kept = tx.drafts.get(draft_id)
        if kept is None or (kept.person, kept.kind, kept.place) != (
            actor.id,
            DraftKind.DECISION,
            str(person),
        ):
            raise MemberChanged(person)
        measure, reason = Measure(kept.values[_MEASURE]), kept.values[_REASON]
        standing = standing_of(tx, actor, person, measure, admins)
        if kept.values[_SEEN] != basis(standing) or not tx.drafts.drop(draft_id):
            raise MemberChanged(person)
        made = enact(desk, tx, standing, measure, reason, cancels=cancels)
    return hand_over(desk, standing, made)


def hold(tx: Transaction, person: int, *also: int) -> int:
    """Have the person and their sessions ahead, and `also` these, stay as they are; how many admins there are."""
    # Sessions are held before people, as by everybody who changes one.
    for session in sorted({*also, *(each.id for each in _ahead(tx, person))}):
        tx.sessions.lock(session)
    admins = tx.people.count_admins()
    tx.people.lock([person])
    return admins


def enact(
    desk: Desk, tx: Transaction, standing: Standing, measure: Measure, reason: str, *, cancels: bool
) -> Made:
    """Do it, keep it and tell the person; `hand_over` does what remains when that is done."""
    made = _carried_out(desk, tx, standing, measure, cancels=cancels)
    person, actor = standing.person.id, standing.reader.id
    _tell(desk, tx, standing, Decision(new_id(tx.now), person, actor, measure, reason, tx.now))
    return made


def hand_over(desk: Desk, standing: Standing, made: Made) -> Made:
    """Seek other mentors for the sessions that a suspended person was to give."""
    if made.measure is not Measure.SUSPEND or not standing.seeks_others:
        return made
    left = hand_over_of(desk.unasked(), [session.id for session in standing.given])
    found = sum(each.found for each in left)
    return replace(made, found=found, left=len(left) - found)


def give_up(desk: Desk, actor: Person, draft_id: int) -> None:
    """Decide nothing; harmless when it was confirmed or given up before."""
    with desk.begin() as tx:
        kept = tx.drafts.get(draft_id)
        if kept is not None and (kept.person, kept.kind) == (actor.id, DraftKind.DECISION):
            tx.drafts.drop(draft_id)


def decision(desk: Desk, decision_id: int) -> Decision:
    """A decision, to tell of it; raises NotFound."""
    with desk.store.read() as tx:
        found = tx.measures.get(decision_id)
        if found is None:
            raise NotFound("member")
        return found


def standing_of(
    tx: Transaction, actor: Person, person_id: int, measure: Measure, admins: int | None = None
) -> Standing:
    """The person about whom the actor would decide; raises as `deciding`."""
    check_admin(tx, actor)
    person = tx.people.get(person_id)
    if person is None:
        raise NotFound("member")
    if person.id == actor.id:
        raise OwnMembership
    if person.suspended is not (measure is Measure.RESTORE) and measure is not Measure.WARN:
        raise MeasureNotPossible(person, measure)
    known = len(tx.people.admins()) if admins is None else admins
    if measure is Measure.SUSPEND and person.is_admin and known == 1:
        raise LastAdmin
    ahead = _ahead(tx, person_id)
    agreed = [each for each in ahead if each.status is Status.SCHEDULED]
    return Standing(
        person,
        actor,
        tx.measures.of(person_id),
        tuple(each for each in agreed if each.mentor == person_id),
        tuple(each for each in agreed if each.mentee == person_id),
        tuple(each for each in ahead if each.status is not Status.SCHEDULED),
        {each.id: each for each in tx.people.of(who for s in ahead for who in (s.mentor, s.mentee))},
        tx.policies().reassign_on_mentor_cancel,
    )


def _ahead(tx: Transaction, person: int) -> list[Session]:
    """The person's sessions that have not begun."""
    found = tx.sessions.upcoming(person, tx.now, MOST_AHEAD)
    return [each for each in found if tx.now < each.starts_at and each.role_of(person) is not None]


def basis(standing: Standing) -> str:
    """What is shown rests on: two admins who look at the same person do not both act."""
    sessions = [(each.id, each.revision) for each in (*standing.given, *standing.taken, *standing.asked)]
    return repr((standing.person.suspended, len(standing.decided), standing.seeks_others, sessions))


def _carried_out(
    desk: Desk, tx: Transaction, standing: Standing, measure: Measure, *, cancels: bool
) -> Made:
    """Change the person, and end what a suspension ends; sessions that others can give are handed over afterwards."""
    person = standing.person
    if measure is Measure.WARN:
        return Made(person, measure)
    after = replace(person, suspended=measure is Measure.SUSPEND)
    tx.people.save(after)
    refresh_home(tx, after)
    if measure is Measure.RESTORE:
        return Made(after, measure)
    for hold in tx.sessions.holds_with(person.id):
        let_go(tx, hold)
    ends = [
        *standing.asked,
        *(standing.taken if cancels else ()),
        *(() if standing.seeks_others else standing.given),
    ]
    # The many cancellations are one thing that the admin does: their limit is not for each.
    once = replace(desk, delivery=None)
    for session in ends:
        cancel(once, tx, look(tx, standing.reader, session.id, lock=True), CancelWish(""))
    return Made(after, measure, cancelled=len(ends))


def _tell(desk: Desk, tx: Transaction, standing: Standing, decided: Decision) -> None:
    tx.measures.add(decided)
    tx.notices.add(
        [
            Notice(
                new_id(tx.now),
                Kind.DECIDED,
                decided.person,
                tx.now,
                f"decided:{decided.id}",
                payload=Decided(decision=decided.id),
            )
        ]
    )
    suspended = {
        Measure.WARN: standing.person.suspended,
        Measure.SUSPEND: True,
        Measure.RESTORE: False,
    }[decided.measure]
    desk.note(
        tx,
        AUDITED[decided.measure],
        decided.by,
        before={"suspended": int(standing.person.suspended)},
        after={"person": decided.person, "suspended": int(suspended), "decision": decided.id},
    )
