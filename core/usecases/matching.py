"""Mentors who could take a session on, best first."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.errors.common import NotFound
from core.errors.mentors import MentorNotBookable
from core.figures import UNKNOWN_RECORD, UNMARKED, quality, reliability
from core.mentors import EVERYBODY, Mentor
from core.people import Person, Role
from core.ports.store import Transaction
from core.replacements import Candidate, best_first, topics_of
from core.sessions import Session
from core.usecases.booking import check_mentor
from core.usecases.picking import judged


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best of `total` mentors, best first."""

    mentors: tuple[int, ...]
    total: int


def free_then(tx: Transaction, session: Session, count: int, without: Collection[int] = ()) -> Ranked:
    """The best `count` mentors, or more, who could take the session on at its own time and length (RAS-1)."""
    mentee = tx.people.get(session.mentee)
    assert mentee is not None
    start, minutes = session.starts_at, session.minutes
    free, _ = judged(tx, mentee, EVERYBODY, tx.policies(), start, minutes, ignoring=session)
    return _best(tx, session, free, count, without)


def anybody(tx: Transaction, session: Session, count: int) -> Ranked:
    """The best `count` mentors, or more, who could take the session on at some time."""
    bookable = (mentor for mentor, _ in tx.mentors.schedules(EVERYBODY, without=session.mentee))
    return _best(tx, session, bookable, count)


def offered_mentor(
    tx: Transaction, session: Session, mentee: Person, mentor_id: int, *, forced: bool = False
) -> Mentor:
    """A mentor who could take the session on; `forced` by an admin also one who accepts each booking.

    Raises NotFound where they are not offered, and MentorNotBookable.
    """
    mentor = tx.mentors.get(mentor_id)
    if mentor is None or mentor_id in _excluded(tx, session):
        raise NotFound("mentor")
    check_mentor(mentee, mentor)
    if not (forced or mentor.schedule.instant_booking):
        raise MentorNotBookable(mentor.person.name, "asks_first")
    return mentor


def _best(
    tx: Transaction,
    session: Session,
    mentors: Iterable[int],
    count: int,
    without: Collection[int] = (),
) -> Ranked:
    """Figures are asked for only of those who tie on shared topics, until there are `count`."""
    left = tx.departures.of(session.id)
    original = left[0].mentor if left else session.mentor
    offers = tx.mentors.offers({*mentors, original})
    topics = topics_of(offers[original].tags) if original in offers else frozenset()
    barred = _excluded(tx, session) | {*without}
    by_topics: defaultdict[int, list[int]] = defaultdict(list)
    for mentor, offer in offers.items():
        if offer.instant and mentor not in barred:
            by_topics[len(topics & topics_of(offer.tags))].append(mentor)
    found: list[int] = []
    for shared in sorted(by_topics, reverse=True):
        tied = by_topics[shared]
        records, marks = tx.aftermath.track_records(tied, Role.MENTOR), tx.aftermath.marks(tied)
        loads = tx.sessions.loads(tied, tx.now)
        found += [
            candidate.mentor
            for candidate in best_first(
                Candidate(
                    mentor,
                    shared,
                    reliability(records.get(mentor, UNKNOWN_RECORD)),
                    quality(marks.get(mentor, UNMARKED)),
                    abs(offers[mentor].rate - session.rate)
                    if offers[mentor].currency == session.currency
                    else None,
                    loads.get(mentor, 0),
                )
                for mentor in tied
            )
        ]
        if len(found) >= count:
            break
    return Ranked(tuple(found), sum(map(len, by_topics.values())))


def _excluded(tx: Transaction, session: Session) -> set[int]:
    """The present mentor, and whoever has left the session."""
    return {session.mentor, *(departure.mentor for departure in tx.departures.of(session.id))}
