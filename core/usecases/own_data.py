"""All that there is of a member, sent to themselves (PPL-5)."""

from collections.abc import Iterator
from datetime import timedelta

from core.desk import Desk
from core.errands import Errand, Task
from core.ids import new_id
from core.people import Person
from core.usecases.subscriptions import AHEAD, Agenda, agenda_between

OWN_DATA = "own data"
"""The channel of errands that send it."""
SENT_WITHIN = timedelta(hours=6)
_AT_ONCE = timedelta(days=90)


def order(desk: Desk, actor: Person) -> None:
    """Have it sent into the actor's own chat, once a minute at most."""
    with desk.begin() as tx:
        tx.errands.add(
            [
                Errand(
                    new_id(tx.now),
                    Task.OWN_DATA,
                    OWN_DATA,
                    actor.id,
                    tx.now,
                    f"own data:{actor.id}:{tx.now:%Y-%m-%dT%H:%M}",
                    expires_at=tx.now + SENT_WITHIN,
                    details={"asker": str(desk.asker or "")},
                )
            ]
        )
        desk.note(tx, "OWN_DATA_ORDERED", actor.id, after={"person": actor.id})


def agendas(desk: Desk, person: Person) -> Iterator[Agenda]:
    """What is in the person's calendar from their first day on, a quarter at a time."""
    with desk.store.read() as tx:
        start, end = person.joined_at, tx.now + AHEAD
    while start < end:
        with desk.store.read() as tx:
            yield agenda_between(tx, person, start, min(start + _AT_ONCE, end))
        start += _AT_ONCE
