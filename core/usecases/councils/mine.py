"""The mentee's way: a time that some mentors have in common, at once where there is one, else what would help."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.common_times import common_slots
from core.council_times import CommonTime, free_times, without_each
from core.councils import Council, CouncilStatus, Standing, Verdict, check_status
from core.decisions import Edge
from core.desk import Desk
from core.errors.councils import BusyThen, MentorsBusy, NotInstant, TimeTooSoon, WrongNumber
from core.errors.mentors import OwnMentor
from core.expertise import Match
from core.mentors import Mentor
from core.people import Person
from core.policies import Policies
from core.ports.store import Transaction
from core.slots import Diary
from core.usecases.councils.confirming import confirm
from core.usecases.councils.decision_batch import DecisionBatch
from core.usecases.councils.mentors import bookable, diaries_for, free_at, substitutes_for
from core.usecases.councils.views import CouncilView, check_caller, coordinated, fresh, view_of

WINDOW = timedelta(days=14)
_FEWER, _ELSEWHERE, _SWAPS, _TIMES = 10, 5, 3, 5


@dataclass(frozen=True, slots=True)
class Swap:
    """`out` replaced by somebody of like expertise, and the first times that all have in common then."""

    out: Mentor
    match: Match
    times: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """When these mentors could hold a council with the actor, within [since, until), for `minutes`.

    `common` are the times that suit all; `not_instant` the names of those who want to be asked first: where there are
    any, a time is not confirmed at once, but by a poll. The rest helps where nothing is common: `elsewhere` are
    common times after the window; `fewer` times that suit at least `least` of them, the most first; `without` how
    many the others have without each; `swaps` substitutes.
    """

    mentors: tuple[Mentor, ...]
    common: tuple[datetime, ...]
    not_instant: tuple[str, ...]
    elsewhere: tuple[datetime, ...]
    fewer: tuple[CommonTime, ...]
    without: Mapping[int, int]
    swaps: tuple[Swap, ...]
    least: int
    since: datetime
    until: datetime
    minutes: int

    @property
    def instant(self) -> bool:
        """Whether a common time is confirmed at once."""
        return bool(self.common) and not self.not_instant


def look(
    desk: Desk,
    actor: Person,
    mentors: Sequence[int],
    since: datetime | None = None,
    until: datetime | None = None,
    minutes: int | None = None,
) -> Outlook:
    """When the mentors have time in common, within two weeks unless said otherwise.

    Raises NotFound, MentorNotBookable, WrongNumber, and what stands against the actor calling a council.
    """
    with desk.store.read() as tx:
        person, policies = fresh(tx, actor), tx.policies()
        check_caller(person)
        chosen = bookable(tx, mentors)
        if person.id in {mentor.id for mentor in chosen} and not person.is_admin:
            raise OwnMentor
        least, most = policies.council_min_mentors, policies.council_max_mentors
        if not least <= len(chosen) <= most:
            raise WrongNumber("mentors", least, most, len(chosen))
        begin = max(since or tx.now, tx.now)
        end = max(until or begin + WINDOW, begin)
        length = minutes or policies.council_minutes
        diaries = diaries_for(tx, chosen, person, policies, begin, end + WINDOW)
        common = common_slots(list(diaries.values()), begin, end, length)
        plain = Outlook(
            mentors=tuple(chosen),
            common=tuple(common),
            not_instant=tuple(m.person.name for m in chosen if not m.schedule.instant_booking),
            elsewhere=(),
            fewer=(),
            without={},
            swaps=(),
            least=least,
            since=begin,
            until=end,
            minutes=length,
        )
        return plain if common else _with_help(tx, person, policies, plain, diaries)


def convene(desk: Desk, actor: Person, council_id: int, revision: int, start: datetime) -> CouncilView:
    """Confirm at once a council about which nobody has been asked, with those of its mentors who are free then.

    Raises NotFound, StaleCouncil, CouncilOver, WrongNumber, TimeTooSoon, BusyThen, SlotTaken; NotInstant for mentors
    who want to be asked, MentorsBusy where too few are free.
    """
    with desk.begin() as tx:
        before = coordinated(tx, actor, council_id, revision)
        check_status(before, {CouncilStatus.PENDING})
        mentors = bookable(tx, [seat.mentor for seat in before.seats])
        if not before.least <= len(mentors) <= before.most:
            raise WrongNumber("mentors", before.least, before.most, len(mentors))
        if start <= tx.now:
            raise TimeTooSoon(start, tx.now)
        if asked_first := [m.person.name for m in mentors if not m.schedule.instant_booking]:
            raise NotInstant(tuple(asked_first))
        tx.people.lock([before.coordinator, *(mentor.id for mentor in mentors)])
        free = free_at(tx, before, mentors, start)
        if len(free) < before.least:
            busy = [mentor.person.name for mentor in mentors if mentor.id not in free]
            raise MentorsBusy(before.id, start, tuple(busy))
        council = _of_these(tx, before, free)
        batch = DecisionBatch(desk, tx, [council], also=[start])
        if council.own and batch.busy_at(council, start, [council.coordinator]):
            raise BusyThen(start)
        standings = dict.fromkeys(free, Standing.PARTICIPATING)
        verdict = Verdict(Edge.COMMON, lead=council.lead is not None, number=2 * len(free), by=actor.id)
        after = confirm(batch, council, start, standings, verdict)
        batch.notices.invite(after)
        batch.finish()
        return view_of(tx, after, actor)


def _of_these(tx: Transaction, before: Council, mentors: Collection[int]) -> Council:
    """The council with these of its mentors, and no proposals."""
    seats = tuple(seat for seat in before.seats if seat.mentor in mentors)
    council = replace(before, seats=seats, proposals=(), revision=before.revision + 1)
    tx.councils.save(council, was=before.revision)
    tx.councils.put_proposals(council.id, ())
    return council


def _with_help(
    tx: Transaction, person: Person, policies: Policies, plain: Outlook, diaries: Mapping[int, Diary]
) -> Outlook:
    since, until, length = plain.since, plain.until, plain.minutes
    elsewhere = common_slots(list(diaries.values()), until, until + WINDOW, length)
    times = free_times(diaries, since, until, length)
    fewer = sorted(
        (time for time in times if len(time.free) >= plain.least),
        key=lambda time: (-len(time.free), time.starts_at),
    )
    without = without_each(diaries, since, until, length)
    return replace(
        plain,
        elsewhere=tuple(elsewhere[:_ELSEWHERE]),
        fewer=tuple(fewer[:_FEWER]),
        without=without,
        swaps=_swaps(tx, person, policies, plain, diaries, without),
    )


def _swaps(
    tx: Transaction,
    person: Person,
    policies: Policies,
    plain: Outlook,
    diaries: Mapping[int, Diary],
    without: Mapping[int, int],
) -> tuple[Swap, ...]:
    """For each mentor without whom there are times, the first substitute with whom there are still some."""
    picked = {mentor.id for mentor in plain.mentors} | {person.id}
    swaps: list[Swap] = []
    for out in plain.mentors:
        if not without[out.id]:
            continue
        others = [diaries[mentor] for mentor in diaries if mentor != out.id]
        pool = substitutes_for(tx, out, (), picked)[:_SWAPS]
        theirs = diaries_for(tx, [m.mentor for m in pool], person, policies, plain.since, plain.until)
        for match in pool:
            joined = [*others, theirs[match.mentor.id]]
            if times := common_slots(joined, plain.since, plain.until, plain.minutes):
                swaps.append(Swap(out, match, tuple(times[:_TIMES])))
                break
    return tuple(swaps)
