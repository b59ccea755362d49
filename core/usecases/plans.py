"""Many members are put on plans at once, from a list: shown first, and done as it was shown (ADM-8)."""

import json
import re
from dataclasses import dataclass, replace

from core.desk import Desk
from core.drafts import Draft, DraftKind
from core.errors.members import ListChanged
from core.identifying import meant
from core.ids import new_id
from core.interventions import checked_words
from core.people import Person, Plan
from core.ports.store import Transaction
from core.usecases.member_plans import put_on_plan
from core.usecases.members import check_admin

LIST_LIMIT = 3000
_PURPOSE, _PLANS = "plans", "plans"
_COLUMNS = re.compile(r"\s*[,;\t]\s*")
_FORMULA = re.compile(r"[=+|]|-|@\w+\(")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line, from 1, that cannot be used: columns, formula, plan, unknown, several or twice."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class PlanList:
    """Who would be put on which plan, who is on theirs already, what cannot be used; `draft` is what is confirmed."""

    changes: tuple[tuple[Person, Plan], ...]
    same: int
    troubles: tuple[Trouble, ...]
    draft: int


def propose(desk: Desk, actor: Person, text: str) -> PlanList:
    """Read the list and keep what it would change until that is confirmed; raises NotAdmin, Missing, TooLong."""
    text = checked_words(text, "list", LIST_LIMIT)
    with desk.begin() as tx:
        check_admin(tx, actor)
        wanted: dict[int, tuple[Person, Plan]] = {}
        troubles: list[Trouble] = []
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            read = _read(tx, line.strip())
            if isinstance(read, str):
                troubles.append(Trouble(number, line.strip(), read))
            elif read[0].id in wanted:
                troubles.append(Trouble(number, line.strip(), "twice"))
            else:
                wanted[read[0].id] = read
        changes = tuple((person, plan) for person, plan in wanted.values() if person.plan is not plan)
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
        # The list is one thing that the admin does: the limit is not for each member.
        once = replace(desk, delivery=None)
        for who, (_, plan) in plans.items():
            put_on_plan(once, tx, actor, people[who], plan)
        return len(plans)


def give_up(desk: Desk, actor: Person, draft_id: int) -> None:
    """Leave all plans as they are; harmless when it was confirmed or given up before."""
    with desk.begin() as tx:
        kept = tx.drafts.get(draft_id)
        if kept is not None and (kept.person, kept.purpose) == (actor.id, _PURPOSE):
            tx.drafts.drop(draft_id)


def _read(tx: Transaction, line: str) -> tuple[Person, Plan] | str:
    """Whom and which plan a line names, or why it cannot be used."""
    if _FORMULA.match(line):
        return "formula"
    columns = _COLUMNS.split(line)
    if len(columns) == 1:
        columns = [each for each in line.rpartition(" ") if each.strip()]
    if len(columns) != 2 or not all(columns):
        return "columns"
    who, plan = (each.strip("\"' ") for each in columns)
    if plan.lower() not in set(Plan):
        return "plan"
    match meant(tx.people.search(who.removeprefix("@"), limit=6) if who else (), who):
        case []:
            return "unknown"
        case [person]:
            return person, Plan(plan.lower())
    return "several"
