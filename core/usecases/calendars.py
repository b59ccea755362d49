"""Calendars of mentors: connected, refreshed, forgotten. They are read between transactions, never inside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.calendars import (
    MOST_CALENDARS,
    CalendarLink,
    CalendarQuestion,
    Reading,
    Trouble,
    host_of,
    reading_range,
    without_login,
)
from core.desk import Desk
from core.errors.calendars import CalendarUnreadable, TooManyCalendars
from core.errors.common import NotFound
from core.ids import new_id
from core.mentors import Mentor
from core.notices import Kind, Notice
from core.payloads import OfCalendar
from core.people import Person
from core.ports.store import Transaction
from core.usecases.mentoring import as_mentor

LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class OwnCalendars:
    """A mentor's calendars; their whole days are days in `zone`."""

    mentor: Person
    zone: str
    links: tuple[CalendarLink, ...]


def calendars(desk: Desk, actor: Person) -> OwnCalendars:
    """The actor's own calendars; raises NotMentor."""
    with desk.store.read() as tx:
        return _view(tx, as_mentor(tx, actor.id))


def calendar(desk: Desk, actor: Person, link: int) -> CalendarLink:
    """One of the actor's calendars; raises NotFound."""
    with desk.store.read() as tx:
        return _theirs(tx, actor, link)


def connect(desk: Desk, actor: Person, url: str | None) -> OwnCalendars:
    """Read a calendar, keep it and its busy times; one that is known is renewed.

    Raises NotMentor, TooManyCalendars, CalendarUnreadable; AskFirst until it has been read.
    """
    if url is None:
        raise CalendarUnreadable(Trouble.NO_ADDRESS)
    with desk.store.read() as tx:
        _renewed(tx, actor, url)
        question = CalendarQuestion(url, as_mentor(tx, actor.id).schedule.zone, *reading_range(tx.now))
    reading = desk.learn(question)
    with desk.begin() as tx:
        mentor = as_mentor(tx, actor.id)
        tx.people.lock([actor.id])
        known = _renewed(tx, actor, url)
        link = CalendarLink(
            id=known.id if known else new_id(tx.now),
            mentor=actor.id,
            kind=reading.kind,
            url=question.url,
            zone=question.zone,
            added_at=known.added_at if known else tx.now,
            read_at=tx.now,
            refreshed_at=tx.now,
            due_at=tx.now,
            etag=reading.etag,
            last_modified=reading.last_modified,
            unreadable=reading.unreadable,
        )
        link = replace(link, due_at=link.due_after(tx.now))
        tx.calendars.put(link)
        tx.calendars.replace_busy(link, reading.busy or ())
        desk.note(tx, "CALENDAR_CONNECTED", actor.id, after={"calendar": link.id, "kind": link.kind.value})
        return _view(tx, mentor)


def disconnect(desk: Desk, actor: Person, link: int) -> OwnCalendars:
    """Forget a calendar and its busy times; raises NotMentor, NotFound."""
    with desk.begin() as tx:
        tx.people.lock([actor.id])
        mentor = as_mentor(tx, actor.id)
        if not tx.calendars.remove(actor.id, link):
            raise NotFound("calendar")
        desk.note(tx, "CALENDAR_REMOVED", actor.id, before={"calendar": link})
        return _view(tx, mentor)


def due(desk: Desk) -> Sequence[int]:
    """The calendars to look at now."""
    with desk.store.read() as tx:
        return tx.calendars.due(tx.now)


def claim(desk: Desk, number: int) -> tuple[CalendarLink, CalendarQuestion] | None:
    """A calendar that is due, and what to ask; nobody else is given it for a while. None where nothing is."""
    with desk.store.write() as tx:
        link = tx.calendars.claim(number, LEASE)
        owner = None if link is None else next(iter(tx.mentors.of([link.mentor])), None)
        if link is None or owner is None or not owner.person.is_mentor:
            return None
        return link, link.question(owner.schedule.zone, tx.now)


def record_refresh(desk: Desk, asked: CalendarLink, question: CalendarQuestion, reading: Reading) -> None:
    """It was read: its busy times are these now.

    The mentor hears that it is back where they heard it was lost, and of more entries that cannot be read.
    """
    with desk.begin() as tx:
        link = _unchanged(tx, asked)
        if link is None:
            return
        if link.told_at is not None:
            tx.notices.add([_notice(link, Kind.CALENDAR_BACK, tx.now)])
        link = replace(
            link,
            refreshed_at=tx.now,
            due_at=link.due_after(tx.now),
            etag=reading.etag,
            last_modified=reading.last_modified,
            failing_since=None,
            failures=0,
            trouble=None,
            told_at=None,
        )
        if reading.busy is not None:
            grown = reading.unreadable > link.unreadable
            link = replace(
                link,
                kind=reading.kind,
                read_at=tx.now,
                zone=question.zone,
                unreadable=reading.unreadable,
            )
            if grown:
                tx.notices.add([_unreadable(link, tx.now)])
            tx.calendars.replace_busy(link, reading.busy)
        tx.calendars.put(link)


def note_failure(desk: Desk, asked: CalendarLink, trouble: Trouble) -> None:
    """It could not be read: the last known busy times stay, and if that lasts the mentor is told, once."""
    with desk.begin() as tx:
        link = _unchanged(tx, asked)
        if link is None:
            return
        since = link.failing_since or tx.now
        failures = link.failures + 1
        told_at = link.told_at
        link = replace(
            link,
            failing_since=since,
            failures=failures,
            trouble=trouble,
            due_at=link.due_after(tx.now, failures),
        )
        if link.to_be_told(trouble, failures, since, tx.now):
            told_at = tx.now
            tx.notices.add([_notice(link, Kind.CALENDAR_LOST, tx.now)])
        tx.calendars.put(replace(link, told_at=told_at))


def _view(tx: Transaction, mentor: Mentor) -> OwnCalendars:
    return OwnCalendars(mentor.person, mentor.schedule.zone, tuple(tx.calendars.of(mentor.id)))


def _theirs(tx: Transaction, actor: Person, link: int) -> CalendarLink:
    found = tx.calendars.get(link)
    if found is None or found.mentor != actor.id:
        raise NotFound("calendar")
    return found


def _renewed(tx: Transaction, actor: Person, url: str) -> CalendarLink | None:
    """The same address connected before, with another login perhaps, or one of that host whose key is lost.

    Raises TooManyCalendars for one too many.
    """
    wanted, links = without_login(url), tx.calendars.of(actor.id)
    same = [link for link in links if without_login(link.url) == wanted]
    locked = [link for link in links if link.is_locked and link.host == host_of(url)]
    known = next(iter(same + locked), None)
    if known is None and len(links) >= MOST_CALENDARS:
        raise TooManyCalendars(MOST_CALENDARS)
    return known


def _unchanged(tx: Transaction, asked: CalendarLink) -> CalendarLink | None:
    """The calendar as it is now; None when it was removed or connected anew while it was being read.

    Its mentor's row is held: a calendar that is removed meanwhile would be written down again.
    """
    tx.people.lock([asked.mentor])
    link = tx.calendars.get(asked.id)
    return link if link is not None and (link.url, link.added_at) == (asked.url, asked.added_at) else None


def _notice(link: CalendarLink, kind: Kind, now: datetime) -> Notice:
    since = link.failing_since or now
    return _told(link, kind, f"{since.timestamp():.0f}", now)


def _unreadable(link: CalendarLink, now: datetime) -> Notice:
    """Told once of each number, for entries come and go with the range that is read."""
    return _told(link, Kind.CALENDAR_UNREADABLE, str(link.unreadable), now)


def _told(link: CalendarLink, kind: Kind, once: str, now: datetime) -> Notice:
    dedupe = f"{kind.value}:{link.id}:{once}"
    return Notice(new_id(now), kind, link.mentor, now, dedupe=dedupe, payload=OfCalendar(calendar=link.id))
