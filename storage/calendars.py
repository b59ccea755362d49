"""Mentors' calendars and the busy times last read from them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql

from core.calendars import CalendarBusy, CalendarKind, CalendarLink, Stretch, Trouble
from storage.tables import calendar_busy, calendar_links
from storage.transaction import MANY, UnitOfWork
from storage.vault import Vault, is_sealed

_GET = select(calendar_links).where(calendar_links.c.id == bindparam("link"))
_OF = (
    select(calendar_links)
    .where(calendar_links.c.mentor == bindparam("mentor"))
    .order_by(calendar_links.c.added_at, calendar_links.c.id)
)
_LOST = (
    select(calendar_links)
    .where(calendar_links.c.told_at.is_not(None))
    .order_by(calendar_links.c.failing_since, calendar_links.c.id)
    .limit(bindparam("limit"))
)
_NEW = postgresql.insert(calendar_links)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[calendar_links.c.id],
    set_={column.name: _NEW.excluded[column.name] for column in calendar_links.c if not column.primary_key},
)
_PUT_LOCKED = _NEW.on_conflict_do_update(
    index_elements=[calendar_links.c.id],
    set_={
        column.name: _NEW.excluded[column.name]
        for column in calendar_links.c
        if not column.primary_key and column.name != "url"
    },
)
_ADDRESSES = select(calendar_links.c.id, calendar_links.c.url).with_for_update()
_SEAL = update(calendar_links).where(calendar_links.c.id == bindparam("link")).values(url=bindparam("kept"))
_REMOVE = delete(calendar_links).where(
    calendar_links.c.mentor == bindparam("of_mentor"), calendar_links.c.id == bindparam("link")
)
_DUE = (
    select(calendar_links.c.id)
    .where(calendar_links.c.due_at <= bindparam("now"))
    .order_by(calendar_links.c.due_at, calendar_links.c.id)
)
_CLAIM = (
    update(calendar_links)
    .where(calendar_links.c.id == bindparam("link"), calendar_links.c.due_at <= bindparam("now"))
    .values(due_at=bindparam("until"))
    .returning(*calendar_links.c)
)
_TIMES = select(calendar_busy.c.starts_at, calendar_busy.c.ends_at).where(
    calendar_busy.c.link == bindparam("link")
)
_FORGET_TIME = delete(calendar_busy).where(
    calendar_busy.c.link == bindparam("of_link"), calendar_busy.c.ends_at == bindparam("ended")
)
_EVERYBODYS_BUSY = (
    select(calendar_busy.c.mentor, calendar_busy.c.starts_at, calendar_busy.c.ends_at)
    .where(calendar_busy.c.ends_at > bindparam("start"), calendar_busy.c.starts_at < bindparam("end"))
    .order_by(calendar_busy.c.mentor, calendar_busy.c.starts_at)
)
_BUSY = _EVERYBODYS_BUSY.where(calendar_busy.c.mentor.in_(bindparam("mentors", expanding=True)))


class SqlCalendars:
    """Meets core.ports.calendars.Calendars."""

    def __init__(self, work: UnitOfWork, vault: Vault) -> None:
        self._work = work
        self._vault = vault

    def get(self, link: int) -> CalendarLink | None:
        """The calendar."""
        row = self._work.connection.execute(_GET, {"link": link}).one_or_none()
        return None if row is None else self._link_of(row)

    def of(self, mentor: int) -> Sequence[CalendarLink]:
        """The mentor's calendars, in the order they were added."""
        return [self._link_of(row) for row in self._work.connection.execute(_OF, {"mentor": mentor})]

    def lost(self, limit: int) -> Sequence[CalendarLink]:
        """Those that cannot be read any more, of which their mentors have heard; the longest lost first."""
        return [self._link_of(row) for row in self._work.connection.execute(_LOST, {"limit": limit})]

    def put(self, link: CalendarLink) -> None:
        """Insert or replace the calendar with this id, busy times apart."""
        self._work.connection.execute(
            _PUT_LOCKED if link.is_locked else _PUT,
            {
                "id": link.id,
                "mentor": link.mentor,
                "kind": link.kind.value,
                "url": self._vault.seal(link.url),
                "zone": link.zone,
                "added_at": link.added_at,
                "read_at": link.read_at,
                "refreshed_at": link.refreshed_at,
                "due_at": link.due_at,
                "etag": link.etag,
                "last_modified": link.last_modified,
                "unreadable": link.unreadable,
                "failing_since": link.failing_since,
                "failures": link.failures,
                "trouble": None if link.trouble is None else link.trouble.value,
                "told_at": link.told_at,
            },
        )

    def remove(self, mentor: int, link: int) -> bool:
        """Forget the mentor's calendar; its busy times go with it."""
        removed = self._work.connection.execute(_REMOVE, {"of_mentor": mentor, "link": link})
        return removed.rowcount > 0

    def replace_busy(self, link: CalendarLink, busy: Sequence[Stretch]) -> None:
        """These are its busy times now. Mostly nothing has changed, so only what has is written."""
        execute = self._work.connection.execute
        kept: set[Stretch] = {(row.starts_at, row.ends_at) for row in execute(_TIMES, {"link": link.id})}
        wanted = set(busy)
        if gone := [{"of_link": link.id, "ended": end} for _, end in kept - wanted]:
            execute(_FORGET_TIME, gone)
        if new := [
            {"link": link.id, "mentor": link.mentor, "starts_at": start, "ends_at": end}
            for start, end in sorted(wanted - kept)
        ]:
            execute(insert(calendar_busy), new)

    def busy(self, mentors: Iterable[int], start: datetime, end: datetime) -> Sequence[CalendarBusy]:
        """What of [start, end) their calendars say is taken, by mentor and time."""
        asked, within = set(mentors), {"start": start, "end": end}
        if len(asked) > MANY:
            rows = self._work.connection.execute(_EVERYBODYS_BUSY, within)
            return [CalendarBusy(*row) for row in rows if row.mentor in asked]
        rows = self._work.connection.execute(_BUSY, {**within, "mentors": list(asked)})
        return [CalendarBusy(*row) for row in rows]

    def due(self, now: datetime) -> Sequence[int]:
        """The calendars that are due, the longest due first."""
        return self._work.connection.execute(_DUE, {"now": now}).scalars().all()

    def claim(self, link: int, lease: timedelta) -> CalendarLink | None:
        """The calendar, due again after `lease`: nobody else is given it before; None where somebody was."""
        now = self._work.now
        row = self._work.connection.execute(
            _CLAIM, {"link": link, "now": now, "until": now + lease}
        ).first()
        return None if row is None else self._link_of(row)

    def _link_of(self, row: Row[Any]) -> CalendarLink:
        return CalendarLink(
            id=row.id,
            mentor=row.mentor,
            kind=CalendarKind(row.kind),
            url=self._vault.open(row.url),
            zone=row.zone,
            added_at=row.added_at,
            read_at=row.read_at,
            refreshed_at=row.refreshed_at,
            due_at=row.due_at,
            etag=row.etag,
            last_modified=row.last_modified,
            unreadable=row.unreadable,
            failing_since=row.failing_since,
            failures=row.failures,
            trouble=None if row.trouble is None else Trouble(row.trouble),
            told_at=row.told_at,
        )


def seal_addresses(work: UnitOfWork, vault: Vault, *, anew: bool) -> int:
    """Encrypt addresses that stand in clear, or with `anew` all by the first key; returns how many changed."""
    kept = {row.id: row.url for row in work.connection.execute(_ADDRESSES)}
    sealed = {link: vault.renew(url) for link, url in kept.items() if anew or not is_sealed(url)}
    if changed := [{"link": link, "kept": url} for link, url in sealed.items() if url != kept[link]]:
        work.connection.execute(_SEAL, changed)
    return len(changed)
