"""Many members are put on plans at once, from a list: shown first, and done as it was shown (ADM-8)."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.desk import Desk
from core.drafts import Draft, DraftKind
from core.errors.members import ListChanged, PlanFileUnreadable
from core.evidence import ContentQuestion, FileContent, FileQuestion, RefusedFile, Trouble
from core.folding import fold
from core.identifying import meant
from core.ids import new_id
from core.interventions import checked_words
from core.people import Person, Plan
from core.plan_lists import LARGEST, Lines, Unused, Wish, read_file, read_text
from core.ports.store import Transaction
from core.usecases.member_plans import end_requests, plan_notice
from core.usecases.members import check_admin, check_runs

LIST_LIMIT = 3000
_UNREADABLE = {Trouble.TOO_BIG: "long", Trouble.EMPTY: "empty", Trouble.CLOSED: "closed"}
_PURPOSE, _PLANS = "plans", "plans"


@dataclass(frozen=True, slots=True)
class PlanList:
    """Who would be put on which plan, who is on theirs already, what cannot be used; `draft` is what is confirmed."""

    changes: tuple[tuple[Person, Plan], ...]
    same: int
    troubles: tuple[Unused, ...]
    draft: int


def propose(desk: Desk, actor: Person, text: str) -> PlanList:
    """Read the list and keep what it would change until that is confirmed; raises NotAdmin, Missing, TooLong."""
    return _propose(desk, actor, read_text(checked_words(text, "list", LIST_LIMIT)), part_of_name=True)


def propose_file(desk: Desk, actor: Person, file: FileQuestion) -> PlanList:
    """The same of a CSV file, in which everybody is named in full; raises NotAdmin, PlanFileUnreadable, AskFirst."""
    check_runs(desk, actor)
    match desk.read(ContentQuestion(file, LARGEST)):
        case RefusedFile(_, trouble):
            raise PlanFileUnreadable(_UNREADABLE.get(trouble, "gone"))
        case FileContent(content):
            return _propose(desk, actor, read_file(content), part_of_name=False)


def _propose(desk: Desk, actor: Person, lines: Lines, *, part_of_name: bool) -> PlanList:
    # A long list is looked up before anything is written, so that nobody waits for it.
    with desk.store.read() as tx:
        check_admin(tx, actor)
        named = _named(tx, [line.who for line in lines if isinstance(line, Wish)])
        wanted: dict[int, tuple[Person, Plan]] = {}
        troubles: list[Unused] = []
        for line in lines:
            read = _meant(tx, line, named, part_of_name=part_of_name) if isinstance(line, Wish) else line
            if isinstance(read, Unused):
                troubles.append(read)
            elif read[0].id in wanted:
                troubles.append(Unused(line.line, line.text, "twice"))
            else:
                wanted[read[0].id] = read
    changes = tuple((person, plan) for person, plan in wanted.values() if person.plan is not plan)
    with desk.begin() as tx:
        draft = new_id(tx.now)
        kept = {_PLANS: json.dumps({str(who.id): [who.plan, plan] for who, plan in changes})}
        tx.drafts.put(Draft(draft, actor.id, _PURPOSE, tx.now, _PURPOSE, kept, kind=DraftKind.DECISION))
        return PlanList(changes, len(wanted) - len(changes), tuple(troubles), draft)


def carry_out(desk: Desk, actor: Person, draft_id: int) -> int:
    """Put all on their plans in one transaction, and tell each; returns how many.

    Raises NotAdmin, and ListChanged where a plan is no longer what it was as the list was shown.
    """
    with desk.begin() as tx:
        check_admin(tx, actor)
        kept = tx.drafts.get(draft_id)
        if kept is None or (kept.person, kept.purpose) != (actor.id, _PURPOSE):
            raise ListChanged
        plans = {int(who): tuple(map(Plan, both)) for who, both in json.loads(kept.values[_PLANS]).items()}
        tx.people.lock(plans)
        people = {person.id: person for person in tx.people.of(plans)}
        if any(people[who].plan is not was for who, (was, _) in plans.items()) or not tx.drafts.drop(
            draft_id
        ):
            raise ListChanged
        tx.people.set_plans({who: plan for who, (_, plan) in plans.items()})
        booking = tx.policies().plans_that_book
        if given := [who for who, (_, plan) in plans.items() if plan in booking]:
            end_requests(tx, given)
        tx.notices.add([plan_notice(tx, who, plan) for who, (_, plan) in plans.items() if who != actor.id])
        # The list is one thing that the admin does: the limit is not for each member.
        tx.audit(
            *(
                desk.entry("PLAN_SET", actor.id, before={"plan": was}, after={"plan": plan, "person": who})
                for who, (was, plan) in plans.items()
            )
        )
        return len(plans)


def give_up(desk: Desk, actor: Person, draft_id: int) -> None:
    """Leave all plans as they are; harmless when it was confirmed or given up before."""
    with desk.begin() as tx:
        kept = tx.drafts.get(draft_id)
        if kept is not None and (kept.person, kept.purpose) == (actor.id, _PURPOSE):
            tx.drafts.drop(draft_id)


def _named(tx: Transaction, texts: Sequence[str]) -> Mapping[str, Sequence[Person]]:
    """Who has exactly this handle, e-mail address or name, by the folded text."""
    wanted = {fold(text.removeprefix("@")) for text in texts}
    found = defaultdict[str, list[Person]](list)
    for person in tx.people.called(wanted):
        known = {
            fold(person.name),
            fold(person.email or ""),
            *(fold(handle) for _, handle in person.handles),
        }
        for text in known & wanted:
            found[text].append(person)
    return found


def _meant(
    tx: Transaction, line: Wish, named: Mapping[str, Sequence[Person]], *, part_of_name: bool
) -> tuple[Person, Plan] | Unused:
    bare = line.who.removeprefix("@")
    found = named.get(fold(bare), ())
    if not found and part_of_name:
        found = tx.people.search(bare, limit=6)
    match meant(found, line.who):
        case []:
            return Unused(line.line, line.text, "unknown")
        case [person]:
            return person, line.plan
    return Unused(line.line, line.text, "several")
