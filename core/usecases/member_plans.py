"""The plan of a member: given by admins, asked for by the member."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from core.desk import Desk
from core.ids import new_id
from core.notices import Alert, Kind, Notice
from core.payloads import PlanAsked, PlanChanged
from core.people import Person, Plan
from core.ports.store import Transaction
from core.usecases.members import Changed, check_active, check_admin, existing, held, refresh_admin_homes
from core.usecases.telling import settle_messages

REMEMBERED = 30
"""Days after which what admins were told is left as it stands."""


def set_plan(desk: Desk, actor: Person, person: int, plan: Plan) -> Changed:
    """Put a member on a plan; raises NotAdmin, NotFound."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        before = held(tx, person)
        if before.plan is plan:
            return Changed(before, changed=False)
        after = put_on_plan(desk, tx, actor, before, plan)
        return Changed(after, changed=True, told=after.id != actor.id)


def put_on_plan(desk: Desk, tx: Transaction, actor: Person, before: Person, plan: Plan) -> Person:
    """Give a member, whose row is held, another plan, and tell them."""
    after = replace(before, plan=plan)
    tx.people.save(after)
    if before.id != actor.id:
        tx.notices.add([plan_notice(tx, before.id, plan)])
    if plan in tx.policies().plans_that_book:
        end_requests(tx, [before.id])
    desk.note(
        tx, "PLAN_SET", actor.id, before={"plan": before.plan}, after={"plan": plan, "person": before.id}
    )
    return after


def end_requests(tx: Transaction, members: Collection[int]) -> None:
    """What they asked for is given: have the messages edited in which admins were told lately, and their homes."""
    if not tx.people.end_plan_requests(members):
        return
    refresh_admin_homes(tx)
    for member in members:
        _settle_request(tx, member)


def _settle_request(tx: Transaction, member: int) -> None:
    days = (tx.now - timedelta(days=ago) for ago in range(REMEMBERED))
    told = tx.notices.alerted(Kind.PLAN_ASKED, [_asked_on(member, day) for day in days])
    settle_messages(tx, told, member=member)


def _asked_on(member: int, day: datetime) -> str:
    """The key of the alert that a member asks for a plan, once a day."""
    return f"{member}:{day:%Y-%m-%d}"


def plan_notice(tx: Transaction, person: int, plan: Plan) -> Notice:
    """What a member reads of their new plan."""
    notice = new_id(tx.now)
    return Notice(
        notice, Kind.PLAN_CHANGED, person, tx.now, f"plan:{notice}", payload=PlanChanged(plan=plan)
    )


def ask_for_plan(desk: Desk, actor: Person) -> Person:
    """Tell the admins, once a day, that the actor asks for a plan; nothing where theirs books already.

    Raises Suspended.
    """
    with desk.begin() as tx:
        person = held(tx, actor.id)
        check_active(person)
        if person.plan not in tx.policies().plans_that_book:
            tx.notices.alert(
                Alert(
                    Kind.PLAN_ASKED,
                    tx.people.admins(),
                    _asked_on(person.id, tx.now),
                    tx.now,
                    payload=PlanAsked(member=person.id),
                )
            )
            tx.people.ask_for_plan(person.id, tx.now)
            refresh_admin_homes(tx)
            desk.note(tx, "PLAN_ASKED", actor.id, after={"person": person.id})
        return person


def plan_wanted(desk: Desk, actor: Person, person: int) -> Person | None:
    """A member who has no plan that books, for admins; None once they have one. Raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = existing(tx, person)
        return None if found.plan in tx.policies().plans_that_book else found
