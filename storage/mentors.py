"""Mentor profiles and schedules."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, Text, bindparam, cast, delete, exists, insert, select
from sqlalchemy.dialects import postgresql

from core.availability import AvailabilityException, Schedule
from core.mentors import Mentor, Offer, Wanted
from core.ports.mentors import MentorsListed
from storage.folding import in_lines
from storage.mentor_search import BOOKABLE, MENTORS, found
from storage.people import BY_ADDRESS, COLUMNS, WITH_ADDRESSES, by_person, person_of
from storage.schedules import exception_of, exception_values, schedule_of, weekly_of, weekly_text
from storage.tables import exceptions, mentors, people
from storage.transaction import MANY, UnitOfWork

_PROFILE = tuple(c.label(f"mentor_{c.name}") for c in mentors.c if c.name not in {"person", "words_folded"})
_HAS_EXCEPTIONS = exists().where(
    exceptions.c.mentor == people.c.id, exceptions.c.last_date >= bindparam("since")
)
_ROWS: Select[Any] = select(*COLUMNS, *_PROFILE, _HAS_EXCEPTIONS.label("has_exceptions"))
_GET = (
    _ROWS.select_from(WITH_ADDRESSES.join(mentors, mentors.c.person == people.c.id))
    .where(people.c.id == bindparam("person"))
    .order_by(*BY_ADDRESS)
)
_THESE = (
    _ROWS.select_from(WITH_ADDRESSES.join(mentors, mentors.c.person == people.c.id))
    .where(people.c.id.in_(bindparam("mentors", expanding=True)))
    .order_by(*BY_ADDRESS)
)
_NAMES = select(people.c.name).select_from(MENTORS).where(BOOKABLE)
_TAGS = select(mentors.c.tags).select_from(MENTORS).where(BOOKABLE)
_OFFERS = select(
    mentors.c.person,
    cast(mentors.c.tags, Text),
    mentors.c.rate,
    mentors.c.currency,
    mentors.c.instant_booking,
)
_OFFERS_OF = _OFFERS.where(mentors.c.person.in_(bindparam("mentors", expanding=True)))
_AROUND = (
    select(exceptions)
    .where(exceptions.c.last_date >= bindparam("first"), exceptions.c.first_date <= bindparam("last"))
    .order_by(exceptions.c.first_date, exceptions.c.id)
)
_AROUND_OF = _AROUND.where(exceptions.c.mentor.in_(bindparam("mentors", expanding=True)))
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
    """Meets core.ports.mentors.Mentors."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def get(self, person: int) -> Mentor | None:
        """The mentor with all exceptions that end on or after yesterday (UTC)."""
        rows = self._work.connection.execute(_GET, {"person": person, "since": self._yesterday}).all()
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
                "words_folded": in_lines(mentor.headline, mentor.tags),
                "seniority": mentor.seniority,
                "rate": mentor.rate,
                "currency": mentor.currency,
                "verified": mentor.verified,
                "active": mentor.active,
                "accepting": mentor.accepting,
                "meeting_link": mentor.meeting_link,
                "calendly_link": mentor.calendly_link,
                "zone": schedule.zone,
                "weekly": weekly_text(schedule.weekly),
                "default_duration": schedule.default_duration,
                "buffer_minutes": schedule.buffer_minutes,
                "min_notice_minutes": schedule.min_notice_minutes,
                "max_days_ahead": schedule.max_days_ahead,
                "max_sessions_per_week": schedule.max_sessions_per_week,
                "instant_booking": schedule.instant_booking,
                "schedule_active": schedule.active,
                "hours_confirmed": mentor.hours_confirmed,
            },
        )

    def add_exception(self, mentor: int, exception: AvailabilityException) -> None:
        """Add one exception (its id is given)."""
        self._work.connection.execute(insert(exceptions), exception_values(mentor, exception))

    def remove_exception(self, mentor: int, exception: int) -> bool:
        """Remove it; False when the mentor has no such exception."""
        removed = self._work.connection.execute(_REMOVE, {"mentor": mentor, "exception": exception})
        return removed.rowcount > 0

    def of(self, mentors: Sequence[int]) -> Sequence[Mentor]:
        """These mentors, as `get` returns them, in this order; whoever is none is left out."""
        if not mentors:
            return []
        rows = self._work.connection.execute(_THESE, {"mentors": list(mentors), "since": self._yesterday})
        known = {mentor.id: mentor for mentor in self._all(list(by_person(rows)))}
        return [known[mentor] for mentor in mentors if mentor in known]

    def search(
        self, wanted: Wanted, limit: int, offset: int = 0, *, without: int | None = None
    ) -> Sequence[Mentor]:
        """Bookable mentors who are wanted, best first."""
        search = found(wanted, without)
        page = search.page({"limit": limit, "offset": offset})
        return self.of(self._work.connection.execute(*page).scalars().all())

    def count(self, wanted: Wanted, *, without: int | None = None) -> int:
        """How many `search` would find without a limit."""
        count: int = self._work.connection.execute(*found(wanted, without).count()).scalar_one()
        return count

    def page(self, wanted: Wanted, size: int, page: int, *, without: int | None = None) -> MentorsListed:
        """A page, of so many each, of what `search` would find; one beyond the last is the last."""
        if wanted.words or wanted.name:
            counted = found(wanted, without).counted_page({"limit": size, "offset": page * size})
            if rows := self._work.connection.execute(*counted).all():
                return MentorsListed(self.of([row.id for row in rows]), page, rows[0].total)
        # By name an index has the page at once; it is also the way to the last page.
        total = self.count(wanted, without=without)
        page = min(page, max(0, (total - 1) // size))
        return MentorsListed(self.search(wanted, size, page * size, without=without), page, total)

    def schedules(self, wanted: Wanted, *, without: int | None = None) -> Sequence[tuple[int, Schedule]]:
        """All that `search` would find, in its order, as (id, schedule without exceptions)."""
        rows = self._work.connection.execute(*found(wanted, without).schedules())
        return [(row[0], schedule_of(*row[1:])) for row in rows]

    def exceptions(
        self, mentors: Iterable[int], first: date, last: date
    ) -> Mapping[int, tuple[AvailabilityException, ...]]:
        """The mentors' exceptions that touch the dates from `first` to `last`, by mentor."""
        dates = {"first": first, "last": last}
        asked = list(mentors)
        if len(asked) > MANY:
            return self._changes(_AROUND, dates)
        return self._changes(_AROUND_OF, {**dates, "mentors": asked})

    def offers(self, mentors: Iterable[int]) -> Mapping[int, Offer]:
        """What each of these mentors offers; whoever is none is left out."""
        asked = set(mentors)
        rows = (
            self._work.connection.execute(_OFFERS)
            if len(asked) > MANY
            else self._work.connection.execute(_OFFERS_OF, {"mentors": sorted(asked)})
        )
        return {
            person: Offer(_tags_of(tags), rate, currency, instant)
            for person, tags, rate, currency, instant in rows
            if person in asked
        }

    def names(self) -> Sequence[str]:
        """The names of all bookable mentors."""
        return self._work.connection.execute(_NAMES).scalars().all()

    def tags(self) -> Sequence[str]:
        """The tags of all bookable mentors, one entry for each time that one is used."""
        return [tag for tags in self._work.connection.execute(_TAGS).scalars() for tag in tags]

    @property
    def _yesterday(self) -> date:
        return (self._work.now - timedelta(days=1)).date()

    def _all(self, groups: Sequence[Sequence[Row[Any]]]) -> Sequence[Mentor]:
        ids = [rows[0].id for rows in groups if rows[0].has_exceptions]
        changes = self._changes(_EXCEPTIONS, {"mentors": ids, "since": self._yesterday}) if ids else {}
        return [_mentor_of(rows, changes.get(rows[0].id, ())) for rows in groups]

    def _changes(
        self, query: Select[Any], wanted: Mapping[str, object]
    ) -> Mapping[int, tuple[AvailabilityException, ...]]:
        changes: defaultdict[int, list[AvailabilityException]] = defaultdict(list)
        for row in self._work.connection.execute(query, wanted):
            changes[row.mentor].append(exception_of(row))
        return {mentor: tuple(each) for mentor, each in changes.items()}


@lru_cache(maxsize=1000)
def _tags_of(text: str) -> tuple[str, ...]:
    """Many mentors have the same tags."""
    return tuple(json.loads(text))


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
        calendly_link=row.mentor_calendly_link,
        hours_confirmed=row.mentor_hours_confirmed,
    )
