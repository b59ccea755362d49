"""What a mail tells its reader's calendar of the session or council that it is about."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from core.calendars import CalendarEntry
from core.councils import Council
from core.desk import Desk
from core.errands import Errand
from core.ids import code_of
from core.invitations import (
    Invited,
    Parties,
    Place,
    invite,
    place_of_council,
    place_of_session,
    withdraw,
)
from core.outbox import Scope, TryLater
from core.people import Person
from core.ports.store import Transaction
from core.usecases.councils.views import view_of
from core.usecases.mailing import FORMER, mail_former_calendar
from core.usecases.subscriptions import Booked


@dataclass(frozen=True, slots=True)
class Gone:
    """What is taken out of a calendar. Its reader has no part in it any more, and is shown no more than its `code`."""

    subject: int
    code: str
    starts_at: datetime
    ends_at: datetime


Words: TypeAlias = Callable[[Booked | Council | Gone], CalendarEntry]
"""Makes an entry of a calendar in the language that is being read."""


@dataclass(frozen=True, slots=True)
class ReadyInvitation:
    """An invitation to be sent, and what calendars show of it."""

    invited: Invited
    parties: Parties
    entry: CalendarEntry


@dataclass(frozen=True, slots=True)
class _Subject:
    """What an invitation is about; `shown` where it stands in the person's calendar."""

    id: int
    code: str
    place: Place
    shown: Booked | Council | None


def next_invitation(
    desk: Desk, person: Person, errand: Errand, parties: Parties, words: Words
) -> ReadyInvitation | None:
    """The invitation that the errand's mail takes along; None where the person's calendar is up to date.

    It is written down before it leaves, so that the errand takes the same along when it is tried again. Raises TryLater
    where an earlier address of theirs is to be told first: both addresses may lead to one calendar.
    """
    with desk.store.write() as tx:
        subject = _session(tx, person, errand.session) or _council(tx, person, errand.council)
        if subject is None or subject.place is Place.LEFT:
            return None
        last = tx.invitations.of(subject.id, person.id, hold=True)
        if not _leaves_former(tx, last, errand, parties):
            return _next(tx, subject, last, person, errand, parties, words)
    raise TryLater("their former address is told first", timedelta(), Scope.NOTICE)


def _leaves_former(tx: Transaction, last: Invited | None, errand: Errand, parties: Parties) -> bool:
    """Have the event taken out of the calendar of an address that is not theirs any more, where it stands there."""
    if last is None or FORMER in errand.details or not last.stands_elsewhere(parties.attendee, tx.now):
        return False
    if tx.mail.of(last.person).refused == last.attendee:
        return False
    carrier = mail_former_calendar(tx, errand, last.attendee)
    gone = withdraw(last, replace(parties, attendee=last.attendee), carrier, tx.now)
    assert gone is not None
    tx.invitations.save(gone)
    return True


def _next(
    tx: Transaction,
    subject: _Subject,
    last: Invited | None,
    person: Person,
    errand: Errand,
    parties: Parties,
    words: Words,
) -> ReadyInvitation | None:
    if subject.shown is not None and FORMER not in errand.details:
        entry = words(subject.shown)
        invited = invite(last, entry, subject.id, person.id, parties, errand.id, tx.now)
    else:
        invited = withdraw(last, parties, errand.id, tx.now)
        if invited is not None:
            entry = words(Gone(subject.id, subject.code, invited.starts_at, invited.ends_at))
    if invited is None:
        return None
    if invited != last:
        tx.invitations.save(invited)
    return ReadyInvitation(invited, parties, entry)


def _session(tx: Transaction, person: Person, session_id: int | None) -> _Subject | None:
    session = None if session_id is None else tx.sessions.get(session_id)
    if session is None:
        return None
    place, shown = place_of_session(session, person.id), None
    if place is Place.STANDS:
        names = {each.id: each.name for each in tx.people.of({session.mentor, session.mentee})}
        shown = Booked(session, names[session.mentor], names[session.mentee])
    return _Subject(session.id, code_of(session.id), place, shown)


def _council(tx: Transaction, person: Person, council_id: int | None) -> _Subject | None:
    council = None if council_id is None else tx.councils.get(council_id)
    if council is None:
        return None
    view = view_of(tx, council, person)
    place = place_of_council(council.status, takes_part=view.takes_part)
    return _Subject(council.id, view.code, place, view.council if place is Place.STANDS else None)
