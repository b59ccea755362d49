"""Whether a member can be written to, and what follows for a mentor's sessions when that changes."""

from collections.abc import Iterator
from datetime import timedelta

from core.desk import Desk
from core.ids import new_id
from core.notices import Alert, Kind, Notice
from core.payloads import OfMentor
from core.people import Address, Person
from core.ports.store import Transaction
from core.sessions import Session, Status
from core.usecases.telling import refresh_homes, settle, tell

MISSED_WITHIN = timedelta(days=1)
MISSED_AT_MOST = 100
AT_ONCE = 200
_GONE, _BACK = Kind.MENTOR_UNREACHABLE, Kind.MENTOR_REACHABLE


def note_reachability(desk: Desk, address: Address, *, reachable: bool) -> None:
    """Keep whether a chat identity can be written to. Who lets us in again gets what they missed in the last day."""
    with desk.begin() as tx:
        person = follow(desk, tx, address, None, reachable=reachable)
        if person is not None and reachable:
            _send_what_was_missed(desk, tx, person)


def follow(
    desk: Desk, tx: Transaction, address: Address, handle: str | None, *, reachable: bool
) -> Person | None:
    """Keep what the platform says of an identity; tell all concerned where it decides if a mentor can be reached."""
    found = tx.people.find(address)
    if found is None:
        return None
    tx.people.lock([found.id])
    before = tx.people.find(address)
    tx.people.set_handle(address, handle, reachable=reachable)
    if reachable and before is not None and address in before.shut:
        open_workspace(desk, tx, address.platform, address.workspace)
    after = tx.people.find(address)
    assert before is not None
    assert after is not None
    if after.is_mentor and before.reachable != after.reachable:
        _tell(desk, tx, after)
    return after


def open_workspace(
    desk: Desk, tx: Transaction, platform: str, workspace: str, *, is_new: bool = False
) -> None:
    """One that had removed us has us again, as whoever is heard from there shows: so it is for everybody in it.

    One that `is_new` has us for the first time: who is known from a channel shared with it can be written to now, too.
    """
    was_closed = tx.workspaces.open(platform, workspace)
    if was_closed or is_new:
        for address in tx.workspaces.mentors_in(platform, workspace, reachable=False):
            follow(desk, tx, address, None, reachable=True)
        tx.workspaces.set_reachable(platform, workspace, reachable=True)
    if was_closed:
        tx.audit(desk.entry("WORKSPACE_OPENED", None, after={"of": workspace, "on": platform}))


def _tell(desk: Desk, tx: Transaction, mentor: Person) -> None:
    """Admins hear of it, the mentor who is back, and the mentees of what is ahead."""
    kind, change = _BACK if mentor.reachable else _GONE, new_id(tx.now)
    payload = OfMentor(mentor=mentor.id)
    others = [admin for admin in tx.people.admins() if admin != mentor.id]
    tx.notices.alert(Alert(kind, others, str(change), tx.now, payload=payload))
    if mentor.reachable:
        own = f"{kind}:{change}:{mentor.id}"
        tx.notices.add([Notice(new_id(tx.now), kind, mentor.id, tx.now, own, payload=payload)])
    for session in _ahead(tx, mentor):
        if mentor.reachable:
            settle(tx, session, {_GONE}, about=f"back{change}", people={session.mentee})
        tell(tx, session, kind, [session.mentee], about=str(change), payload=payload)
        refresh_homes(tx, session, [session.mentee], str(change))
    # Not by `note`: it is no act of theirs that a limit would count.
    before, after = int(not mentor.reachable), int(mentor.reachable)
    tx.audit(
        desk.entry(
            "MENTOR_REACHABLE" if mentor.reachable else "MENTOR_UNREACHABLE",
            mentor.id,
            before={"reachable": before},
            after={"reachable": after, "person": mentor.id},
        )
    )


def _ahead(tx: Transaction, mentor: Person) -> Iterator[Session]:
    """What the mentor has agreed to, or is asked for, and has not begun. The mentee of any other waits already."""
    offset = 0
    while page := tx.sessions.upcoming(mentor.id, tx.now, AT_ONCE, offset):
        offset += len(page)
        for session in page:
            open_ = session.status in {Status.SCHEDULED, Status.REQUESTED} and session.starts_at > tx.now
            if open_ and session.mentor == mentor.id and not session.is_unanswered:
                yield session


def _send_what_was_missed(desk: Desk, tx: Transaction, person: Person) -> None:
    """What is no longer true is dropped when it is drawn."""
    for failed in tx.notices.failed(MISSED_AT_MOST):
        missed = failed.state == "dead" and failed.ended_at > tx.now - MISSED_WITHIN
        if (
            isinstance(failed.item, Notice)
            and failed.item.person == person.id
            and missed
            and tx.notices.retry(failed.item.id)
        ):
            after: dict[str, str | int | None] = {"notice": failed.item.id, "state": "waiting"}
            # Not by `note`: they did one thing, however much they missed, and are not too fast.
            tx.audit(desk.entry("NOTICE_RETRIED", person.id, after=after))
