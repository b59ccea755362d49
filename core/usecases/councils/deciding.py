"""What coordinators decide: more time, more mentors, a time by hand, or that it does not take place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.common_times import common_slots
from core.council_times import CommonTime, free_times, propose, without_each
from core.councils import (
    MOST_TIMES,
    POLLING,
    Council,
    CouncilStatus,
    PollAnswer,
    Standing,
    Verdict,
    check_status,
    moved,
)
from core.decisions import Edge, tally_of
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.councils import CouncilOver, TimeTooSoon, WrongNumber
from core.expertise import Match, units
from core.notices import Kind
from core.people import Person
from core.ports.store import Transaction
from core.usecases.councils.confirming import confirm
from core.usecases.councils.decision_batch import DecisionBatch
from core.usecases.councils.drafting import WORDS_LIMIT, check_hours, check_times, checked, proposals_at
from core.usecases.councils.mentors import bookable, diaries_for, free_at, matching
from core.usecases.councils.notice_batch import NoticeBatch, everybody
from core.usecases.councils.seating import asked_too, joined, mentors_busy, reopened
from core.usecases.councils.views import CouncilView, coordinated, fresh, has_begun, view_of
from core.usecases.rooms import close as close_room

WINDOW = timedelta(days=14)
_SUBSTITUTES = 5


@dataclass(frozen=True, slots=True)
class WayOut:
    """Why there is no time, and what would help.

    `suggestions` are the mentors' own, with those who made them; `times` good ones from the mentors' availability
    until `until`, of which `all_free` suit all; `without` is how many the others have without each mentor.
    """

    view: CouncilView
    suggestions: Mapping[datetime, tuple[int, ...]]
    times: tuple[CommonTime, ...]
    all_free: int
    without: Mapping[int, int]
    substitutes: tuple[Match, ...]
    until: datetime


def way_out(desk: Desk, actor: Person, council_id: int) -> WayOut:
    """What a coordinator can do about a council without a time; raises NotFound, CouncilOver."""
    with desk.store.read() as tx:
        council = coordinated(tx, actor, council_id)
        check_status(council, POLLING)
        invited = council.with_standing(Standing.INVITED)
        mentors = tx.mentors.of([seat.mentor for seat in invited])
        since = tx.now + timedelta(minutes=tx.policies().min_notice_minutes)
        until = since + WINDOW
        diaries = diaries_for(tx, mentors, None, tx.policies(), since, until)
        weights = {
            seat.mentor: units(seat.seniority, len(seat.shared), len(council.expertise)) for seat in invited
        }
        proposed = {each.starts_at for each in council.proposals}
        free = [
            time
            for time in free_times(diaries, since, until, council.minutes)
            if time.starts_at not in proposed
        ]
        zone = fresh(tx, actor).clock_zone
        seated = {seat.mentor for seat in council.seats}
        return WayOut(
            view_of(tx, council, actor),
            _suggested(council, tx.now),
            tuple(propose(free, weights, council.lead, zone, MOST_TIMES)),
            len(common_slots(list(diaries.values()), since, until, council.minutes)),
            without_each(diaries, since, until, council.minutes),
            tuple(matching(tx, council.expertise, seated)[:_SUBSTITUTES]),
            until,
        )


def extend(
    desk: Desk,
    actor: Person,
    council_id: int,
    revision: int,
    hours: int,
    times: Sequence[datetime] = (),
) -> CouncilView:
    """Ask for `hours` more from now, perhaps also about other times; those that have passed make room for them.

    Raises NotFound, StaleCouncil, CouncilOver, WrongNumber, TimeTooSoon.
    """
    with desk.begin() as tx:
        before = coordinated(tx, actor, council_id, revision)
        check_status(before, POLLING)
        check_hours(hours)
        deadline = tx.now + timedelta(hours=hours)
        check_times(times, tx.now, tx.policies())
        kept = [each for each in before.proposals if each.starts_at > tx.now]
        fresh_times = [start for start in times if start not in {each.starts_at for each in kept}]
        by = {each.starts_at: each.mentor for each in before.suggestions}
        first = 1 + max((each.priority for each in kept), default=-1)
        proposals = (*kept, *proposals_at(fresh_times, tx.now, first, by))
        if not 1 <= len(proposals) <= 2 * MOST_TIMES:
            raise WrongNumber("times", 1, 2 * MOST_TIMES, len(proposals))
        latest = max(each.starts_at for each in proposals)
        if latest < deadline:
            raise TimeTooSoon(latest, deadline)
        after = reopened(before, tx.now, deadline)
        after = replace(after, proposals=proposals)
        tx.councils.save(after, was=before.revision)
        tx.councils.put_proposals(after.id, after.proposals)
        notices = NoticeBatch(tx)
        notices.edit(after)
        notices.ask(after, [seat.mentor for seat in after.with_standing(Standing.INVITED)], again=True)
        notices.nudge(after)
        notices.send()
        _note(desk, tx, actor, "COUNCIL_EXTENDED", before, after, deadline=deadline.isoformat())
        return view_of(tx, after, actor)


def add_mentors(
    desk: Desk, actor: Person, council_id: int, revision: int, mentors: Sequence[int]
) -> CouncilView:
    """Ask more mentors; of a decided council, they take part where they are free and need not be asked.

    Raises NotFound, StaleCouncil, CouncilOver, WrongNumber, MentorNotBookable, NotInstant, MentorsBusy.
    """
    with desk.begin() as tx:
        before = coordinated(tx, actor, council_id, revision)
        check_status(before, {*POLLING, CouncilStatus.CONFIRMED})
        there = {seat.mentor for seat in before.seats if seat.standing in _THERE}
        chosen = [mentor for mentor in bookable(tx, mentors) if mentor.id not in there]
        if not chosen:
            raise WrongNumber("mentors", 1, before.most, 0)
        notices = NoticeBatch(tx)
        if before.status is CouncilStatus.CONFIRMED:
            after = joined(tx, notices, before, chosen, actor)
        else:
            after = asked_too(tx, notices, before, chosen)
        notices.send()
        added = ",".join(str(mentor.id) for mentor in chosen)
        _note(desk, tx, actor, "COUNCIL_MENTORS_ADDED", before, after, mentors=added)
        return view_of(tx, after, actor)


def choose(
    desk: Desk,
    actor: Person,
    council_id: int,
    revision: int,
    start: datetime,
    mentors: Sequence[int] | None = None,
) -> CouncilView:
    """Hold the council at a time chosen by hand, also with fewer mentors than the minimum.

    Without `mentors` it is those who said Available, or suggested the time, or are free then by their hours. Raises
    NotFound, StaleCouncil, CouncilOver, TimeTooSoon, WrongNumber; MentorsBusy for those who cannot, and SlotTaken.
    """
    with desk.begin() as tx:
        council = coordinated(tx, actor, council_id, revision)
        check_status(council, POLLING)
        if start <= tx.now:
            raise TimeTooSoon(start, tx.now)
        batch = DecisionBatch(desk, tx, [council], also=[start])
        able, maybe, unable = _able(batch, council, start)
        if mentors is None:
            mentors = [seat.mentor for seat in council.seats if seat.mentor in able][: council.most]
        chosen = set(mentors)
        if cannot := chosen & unable:
            raise mentors_busy(tx, council, start, cannot)
        if not chosen <= {seat.mentor for seat in council.with_standing(Standing.INVITED)}:
            raise NotFound("mentor")
        if not 1 <= len(chosen) <= council.most:
            raise WrongNumber("mentors", 1, council.most, len(chosen))
        standings = dict.fromkeys((able | maybe) - chosen, Standing.OPTIONAL)
        standings |= dict.fromkeys(chosen, Standing.PARTICIPATING)
        verdict = Verdict(Edge.HAND, lead=council.lead in chosen, number=2 * len(chosen), by=actor.id)
        after = confirm(batch, council, start, standings, verdict)
        batch.finish()
        return view_of(tx, after, actor)


def cancel(desk: Desk, actor: Person, council_id: int, revision: int, reason: str = "") -> CouncilView:
    """The council does not take place: everybody's time is free again. Raises NotFound, StaleCouncil, CouncilOver."""
    reason = checked("reason", reason, WORDS_LIMIT)
    with desk.begin() as tx:
        before = coordinated(tx, actor, council_id, revision)
        if has_begun(before, tx.now):
            raise CouncilOver(before.id, before.status.value)
        after = replace(
            moved(before, CouncilStatus.CANCELLED),
            deadline=None,
            ended_at=tx.now,
            ended_by=actor.id,
            reason=reason,
        )
        tx.councils.save(after, was=before.revision)
        tx.claims.release(after.id)
        close_room(tx, after.id)
        places = tx.councils.places([after.id]).get(after.id, ())
        notices = NoticeBatch(tx)
        notices.forget(after)
        notices.edit(after)
        if before.status is not CouncilStatus.PENDING:
            others = [person for person in everybody(after, places) if person != actor.id]
            notices.all_of(Kind.COUNCIL_CANCELLED, after, others)
            notices.home(actor.id)
        notices.send()
        _note(desk, tx, actor, "COUNCIL_CANCELLED", before, after)
        return view_of(tx, after, actor)


_THERE = {Standing.INVITED, Standing.PARTICIPATING}


def _suggested(council: Council, now: datetime) -> dict[datetime, tuple[int, ...]]:
    found: dict[datetime, tuple[int, ...]] = {}
    for each in council.suggestions:
        if each.starts_at > now:
            found[each.starts_at] = (*found.get(each.starts_at, ()), each.mentor)
    return found


def _able(batch: DecisionBatch, council: Council, start: datetime) -> tuple[set[int], set[int], set[int]]:
    """Which of the mentors asked can, may, and cannot come at `start`."""
    tx = batch.tx
    asked = [seat.mentor for seat in council.with_standing(Standing.INVITED)]
    busy = batch.busy_at(council, start, asked)
    if tally := tally_of(council, start, frozenset()):
        said_no = {mentor for mentor in tally.no if _said_no(council, mentor, tally.proposal.id)}
        able = set(tally.available) - busy
        return able, set(tally.maybe) - busy, busy | said_no
    suggested = {each.mentor for each in council.suggestions if each.starts_at == start}
    free = free_at(tx, council, tx.mentors.of(asked), start)
    return (free | suggested) - busy, set(), busy


def _said_no(council: Council, mentor: int, proposal: int) -> bool:
    vote = council.votes_of(mentor).get(proposal)
    return vote is not None and vote.answer is PollAnswer.NO


def _note(
    desk: Desk,
    tx: Transaction,
    actor: Person,
    action: str,
    before: Council,
    after: Council,
    **more: str,
) -> None:
    desk.note(
        tx,
        action,
        actor.id,
        council=after.id,
        before={"status": before.status, "revision": before.revision},
        after={"status": after.status, "revision": after.revision, **more},
    )
