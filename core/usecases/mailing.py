"""Mail on its way: to whom, and what follows from what the server says."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from core.desk import Desk
from core.errands import Errand, Task
from core.errors.mail import MailOff
from core.ids import new_id
from core.mail import MAIL, MailClass, MailEvent, MailSettings, MailState, SentMail
from core.notices import Alert, Kind, Notice
from core.outbox import Untrue
from core.payloads import MailBroken, MailRefused
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Session
from core.usecases.members import check_admin

_WORDS = 300
FORMER = "former"
"""In the details of an errand: the address that its mail goes to, which its reader has given up since."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom an errand of mail goes; `first` is the Message-ID of their first mail about the same."""

    person: Person
    settings: MailSettings
    notice: Notice | None
    first: str | None


def addressee(desk: Desk, errand: Errand) -> Addressee:
    """What has to be known of an errand; raises Untrue for a member who is gone."""
    with desk.store.read() as tx:
        person = tx.people.get(errand.person)
        if person is None:
            raise Untrue("the member is gone")
        return Addressee(
            person,
            tx.mail.of(errand.person),
            tx.mail.notice(errand.dedupe.removeprefix(f"{MAIL}:")),
            tx.mail.first(errand.person, errand.session, errand.council),
        )


def refuse_address(desk: Desk, sent: SentMail) -> None:
    """Mail no more to the address of a mail that was refused, and tell its owner in chat."""
    with desk.store.write() as tx:
        tx.mail.add(sent)
        _mark(tx, sent.person, sent.address, sent.error)


def alert_admins(desk: Desk, reason: str) -> None:
    """Tell admins, once a day for each reason, that nothing can be mailed."""
    with desk.store.write() as tx:
        key = f"{sha256(reason.encode()).hexdigest()[:12]}:{tx.now:%Y-%m-%d}"
        words = MailBroken(words=reason[:_WORDS])
        tx.notices.alert(Alert(Kind.MAIL_BROKEN, tx.people.admins(), key, tx.now, payload=words))


def take_event(desk: Desk, event: MailEvent) -> None:
    """What a provider tells of a mail, however often and in whatever order.

    An address that takes none is marked, whatever mail it was.
    """
    with desk.begin() as tx:
        found = tx.mail.note(event.server_id, event.state, event.reason)
        if event.lasting:
            people = {found.person} if found is not None else {*tx.mail.with_address(event.address)}
            for person in sorted(people):
                complained = event.state is MailState.COMPLAINED
                _mark(tx, person, event.address, event.reason, complained=complained)


def try_it(desk: Desk, actor: Person, address: str) -> None:
    """Mail a few words to an address, to see whether the way works; raises NotAdmin, MailOff."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        if not tx.mail.is_on:
            raise MailOff
        errand = new_id(tx.now)
        details = {"what": "test", "to": address}
        key = f"{MAIL}:test:{errand}"
        tx.errands.add([Errand(errand, Task.MAIL, MAIL, actor.id, tx.now, key, details=details)])
        desk.note(tx, "MAIL_TRIED", actor.id, after={"person": actor.id})


def mail_calendar(
    tx: Transaction, person: int, *, session: int | None = None, council: int | None = None
) -> None:
    """Bring the calendar of somebody up to date who is told nothing: the change is their own, or nobody is to hear."""
    if tx.mail.is_on:
        tx.errands.add([_of_calendar(new_id(tx.now), person, tx.now, session, council)])


def mail_former_calendar(tx: Transaction, found: Errand, address: str) -> int:
    """Have the calendar at an earlier `address` told before the mail that `found` it; the errand's id."""
    before, errand = found.due_at - timedelta(microseconds=1), new_id(tx.now)
    told = _of_calendar(errand, found.person, before, found.session, found.council)
    tx.errands.add([replace(told, details={**told.details, FORMER: address})])
    return errand


def mail_receipt(tx: Transaction, session: Session, about: str) -> None:
    """Mail the mentee the receipt as it reads then, once for each `about`."""
    _mail_payment(tx, "receipt", session, about)


def mail_link(tx: Transaction, session: Session, about: str) -> None:
    """Mail the mentee the link to pay by, or why there is none, once for each `about`."""
    _mail_payment(tx, "link", session, about, until=session.confirm_by)


def address_for(tx: Transaction, person: Person) -> str | None:
    """Where what matters is mailed to somebody; None where it is not."""
    return tx.mail.of(person.id).goes_to(person, MailClass.MATTERS) if tx.mail.is_on else None


def _mail_payment(
    tx: Transaction, what: str, session: Session, about: str, *, until: datetime | None = None
) -> None:
    if not tx.mail.is_on:
        return
    errand = Errand(
        new_id(tx.now),
        Task.MAIL,
        MAIL,
        session.mentee,
        tx.now,
        f"{MAIL}:{what}:{session.id}:{about}",
        expires_at=until,
        session=session.id,
        details={"what": what},
    )
    tx.errands.add([errand])


def _of_calendar(
    errand: int, person: int, due_at: datetime, session: int | None, council: int | None
) -> Errand:
    return Errand(
        errand,
        Task.MAIL,
        MAIL,
        person,
        due_at,
        f"{MAIL}:calendar:{errand}",
        session=session,
        council=council,
        details={"what": "calendar"},
    )


def _mark(tx: Transaction, person: int, address: str, why: str, *, complained: bool = False) -> None:
    tx.people.lock([person])
    known, member = tx.mail.of(person), tx.people.get(person)
    if member is None:
        return
    pending = known.pending
    if pending is not None and pending.address.casefold() == address.casefold():
        known = replace(known, pending=None)
    elif (
        (used := known.address_of(member)) is None
        or used.casefold() != address.casefold()
        or known.refused == used
    ):
        return
    else:
        known = replace(known, refused=used, why=why[:_WORDS])
    tx.mail.save(known)
    told = new_id(tx.now)
    payload = MailRefused(address=address, words=why[:_WORDS], complained=complained)
    key = f"{Kind.MAIL_REFUSED}:{told}"
    tx.notices.add([Notice(told, Kind.MAIL_REFUSED, person, tx.now, key, payload=payload)])
