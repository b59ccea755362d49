"""Mentor profiles and schedules."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, insert, or_, select
from sqlalchemy.dialects import postgresql

from core.availability import AvailabilityException, Schedule
from core.mentors import Mentor
from storage.folding import ESCAPE, fold, patterns
from storage.people import BY_ADDRESS, COLUMNS, FIT, IS_CALLED, WITH_ADDRESSES, by_person, person_of
from storage.schedules import exception_of, exception_values, weekly_of, weekly_text
from storage.tables import addresses, exceptions, mentors, people
from storage.work import Work

_PROFILE = tuple(c.label(f"mentor_{c.name}") for c in mentors.c if c.name not in {"person", "words_folded"})
_GET = (
    select(*COLUMNS, *_PROFILE)
    .select_from(WITH_ADDRESSES.join(mentors, mentors.c.person == people.c.id))
    .where(people.c.id == bindparam("person"))
    .order_by(*BY_ADDRESS)
)
_FITTING = and_(
    mentors.c.active,
    mentors.c.schedule_active,
    mentors.c.verified,
    mentors.c.accepting,
    people.c.is_mentor,
    ~people.c.suspended,
    or_(
        people.c.name_folded.like(bindparam("contains"), escape=ESCAPE),
        mentors.c.words_folded.like(bindparam("contains"), escape=ESCAPE),
        IS_CALLED,
    ),
)
_MENTORS = people.join(mentors, mentors.c.person == people.c.id)
_FOUND = (
    select(people.c.id, FIT.label("fit"))
    .select_from(_MENTORS)
    .where(_FITTING)
    .order_by(FIT, people.c.name_folded, people.c.id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
    .subquery("found")
)
_SEARCH = (
    select(*COLUMNS, *_PROFILE)
    .select_from(
        _FOUND.join(people, people.c.id == _FOUND.c.id)
        .join(mentors, mentors.c.person == people.c.id)
        .outerjoin(addresses, addresses.c.person == people.c.id)
    )
    .order_by(_FOUND.c.fit, people.c.name_folded, *BY_ADDRESS)
)
_COUNT = select(func.count()).select_from(_MENTORS).where(_FITTING)
_EXCEPTIONS = (
    select(exceptions)
    .where(
        exceptions.c.mentor.in_(bindparam("mentors", expanding=True)),
        exceptions.c.last_date >= bindparam("since"),
    )
    .order_by(exceptions.c.first_date, exceptions.c.id)
)
_REMOVE = delete(exceptions).where(
    exceptions.c.mentor == bindparam("mentor"), exceptions.c.id == bindparam("exception")
)
_NEW = postgresql.insert(mentors)  # its ON CONFLICT reads the same on SQLite
_SAVE = _NEW.on_conflict_do_update(
    index_elements=[mentors.c.person],
    set_={column.name: _NEW.excluded[column.name] for column in mentors.c if not column.primary_key},
)


class SqlMentors:
    """Meets core.ports.Mentors."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, person: int) -> Mentor | None:
        """The mentor with all exceptions that end on or after yesterday (UTC)."""
        rows = self._work.connection.execute(_GET, {"person": person}).all()
        return self._all([rows])[0] if rows else None

    def save(self, mentor: Mentor) -> None:
        """Insert or replace profile and schedule, exceptions apart."""
        schedule = mentor.schedule
        self._work.connection.execute(
            _SAVE,
            {
                "person": mentor.id,
                "headline": mentor.headline,
                "bio": mentor.bio,
                "tags": list(mentor.tags),
                "words_folded": fold("\n".join((mentor.headline, *mentor.tags))),
                "seniority": mentor.seniority,
                "rate": mentor.rate,
                "currency": mentor.currency,
                "verified": mentor.verified,
                "active": mentor.active,
                "accepting": mentor.accepting,
                "meeting_link": mentor.meeting_link,
                "zone": schedule.zone,
                "weekly": weekly_text(schedule.weekly),
                "default_duration": schedule.default_duration,
                "buffer_minutes": schedule.buffer_minutes,
                "min_notice_minutes": schedule.min_notice_minutes,
                "max_days_ahead": schedule.max_days_ahead,
                "max_sessions_per_week": schedule.max_sessions_per_week,
                "instant_booking": schedule.instant_booking,
                "schedule_active": schedule.active,
            },
        )

    def add_exception(self, mentor: int, exception: AvailabilityException) -> None:
        """Add one exception (its id is given)."""
        self._work.connection.execute(insert(exceptions), exception_values(mentor, exception))

    def remove_exception(self, mentor: int, exception: int) -> bool:
        """Remove it; False when the mentor has no such exception."""
        removed = self._work.connection.execute(_REMOVE, {"mentor": mentor, "exception": exception})
        return removed.rowcount > 0

    def search(self, text: str, limit: int, offset: int = 0) -> Sequence[Mentor]:
        """Bookable mentors whose name, handle, headline or a tag contains `text`, best first."""
        rows = self._work.connection.execute(_SEARCH, {**patterns(text), "limit": limit, "offset": offset})
        return self._all(list(by_person(rows)))

    def count(self, text: str) -> int:
        """How many `search` would find without a limit."""
        return self._work.connection.execute(_COUNT, {"contains": patterns(text)["contains"]}).scalar_one()

    def _all(self, groups: Sequence[Sequence[Row[Any]]]) -> Sequence[Mentor]:
        if not groups:
            return []
        yesterday = (self._work.now - timedelta(days=1)).date()
        wanted = {"mentors": [rows[0].id for rows in groups], "since": yesterday}
        changes: dict[int, list[AvailabilityException]] = {}
        for row in self._work.connection.execute(_EXCEPTIONS, wanted):
            changes.setdefault(row.mentor, []).append(exception_of(row))
        return [_mentor_of(rows, tuple(changes.get(rows[0].id, ()))) for rows in groups]


def _mentor_of(rows: Sequence[Row[Any]], changes: tuple[AvailabilityException, ...]) -> Mentor:
    row = rows[0]
    return Mentor(
        person=person_of(rows),
        schedule=Schedule(
            zone=row.mentor_zone,
            weekly=weekly_of(row.mentor_weekly),
            exceptions=changes,
            default_duration=row.mentor_default_duration,
            buffer_minutes=row.mentor_buffer_minutes,
            min_notice_minutes=row.mentor_min_notice_minutes,
            max_days_ahead=row.mentor_max_days_ahead,
            max_sessions_per_week=row.mentor_max_sessions_per_week,
            instant_booking=row.mentor_instant_booking,
            active=row.mentor_schedule_active,
        ),
        headline=row.mentor_headline,
        bio=row.mentor_bio,
        tags=tuple(row.mentor_tags),
        seniority=row.mentor_seniority,
        rate=row.mentor_rate,
        currency=row.mentor_currency,
        verified=row.mentor_verified,
        active=row.mentor_active,
        accepting=row.mentor_accepting,
        meeting_link=row.mentor_meeting_link,
    )
