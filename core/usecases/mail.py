"""What members say about mail: where it goes, and which of it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from hmac import compare_digest

from core.desk import Desk
from core.errands import Errand, Task
from core.errors.mail import BadMailAddress, MailOff, NoCode, TooManyCodes, WrongCode
from core.ids import new_id
from core.mail import CODE_LASTS, MAIL, SWITCHED, MailClass, MailSettings, PendingAddress, problem_of
from core.people import Person
from core.ports.store import Transaction
from core.usecases.members import held

CODES_A_DAY = 5
_RANDOM_BYTES = 24
_ASKED = "MAIL_ADDRESS_ASKED"


@dataclass(frozen=True, slots=True)
class MailView:
    """A member's settings, with where mail goes that they have not switched off; `is_on`: any is sent here."""

    person: Person
    settings: MailSettings
    is_on: bool

    @property
    def address(self) -> str | None:
        """The address in use, confirmed or of their profile."""
        return self.settings.address_of(self.person)


def settings(desk: Desk, actor: Person) -> MailView:
    """What the member has said about mail."""
    with desk.store.read() as tx:
        return MailView(tx.people.get(actor.id) or actor, tx.mail.of(actor.id), tx.mail.is_on)


def ask_code(desk: Desk, actor: Person, address: str) -> MailView:
    """Send a code to an address whose domain is in IDNA form; until it is typed, mail goes where it went.

    Raises MailOff, BadMailAddress, TooManyCodes.
    """
    if problem := problem_of(address):
        raise BadMailAddress(address, problem)
    with desk.begin() as tx:
        person = _asks(tx, actor)
        before = tx.mail.of(actor.id)
        if tx.audited_at(actor.id, [_ASKED], CODES_A_DAY, tx.now - timedelta(days=1)):
            raise TooManyCodes(CODES_A_DAY)
        pending = PendingAddress(address, f"{desk.entropy.below(10**6):06}", tx.now + CODE_LASTS)
        after = replace(before, pending=pending)
        tx.mail.save(after)
        errand = new_id(tx.now)
        tx.errands.add(
            [
                Errand(
                    errand,
                    Task.MAIL,
                    MAIL,
                    actor.id,
                    tx.now,
                    f"{MAIL}:code:{errand}",
                    expires_at=pending.until,
                    details={"what": "code"},
                )
            ]
        )
        desk.note(tx, _ASKED, actor.id, after={"person": actor.id})
        return MailView(person, after, tx.mail.is_on)


def confirm(desk: Desk, actor: Person, code: str) -> MailView:
    """Mail goes to the address to which the code was sent; raises NoCode, WrongCode. A wrong one uses up a try."""
    with desk.begin() as tx:
        person = _asks(tx, actor)
        before = tx.mail.of(actor.id)
        pending = before.pending
        if pending is None or tx.now >= pending.until or not pending.tries:
            raise NoCode
        if compare_digest(pending.code.encode(), code.strip().encode()):
            after = replace(before, address=pending.address, pending=None, on=True, refused=None, why="")
            tx.mail.save(after)
            desk.note(tx, "MAIL_ADDRESS_CONFIRMED", actor.id, after={"person": actor.id})
            return MailView(person, after, tx.mail.is_on)
        left = replace(pending, tries=pending.tries - 1)
        tx.mail.save(replace(before, pending=left if left.tries else None))
        desk.note(tx, "MAIL_CODE_WRONG", actor.id, after={"person": actor.id, "left": left.tries})
    raise WrongCode(left.tries) if left.tries else NoCode


def switch(desk: Desk, actor: Person, group: MailClass | None, *, on: bool) -> MailView:
    """Send mail of a group or not; without a group, any at all."""
    with desk.begin() as tx:
        person = _asks(tx, actor)
        before = tx.mail.of(actor.id)
        after = _switched(before, group, on=on)
        tx.mail.save(after)
        desk.note(
            tx,
            "MAIL_SWITCHED",
            actor.id,
            before={"on": before.on, "off": ",".join(sorted(before.off))},
            after={"on": after.on, "off": ",".join(sorted(after.off))},
        )
        return MailView(person, after, tx.mail.is_on)


def forget_address(desk: Desk, actor: Person) -> MailView:
    """Mail no more to the address that was confirmed: back to that of their profile, if it has one."""
    with desk.begin() as tx:
        person = _asks(tx, actor)
        after = replace(tx.mail.of(actor.id), address=None, pending=None, refused=None, why="")
        tx.mail.save(after)
        desk.note(tx, "MAIL_ADDRESS_FORGOTTEN", actor.id, after={"person": actor.id})
        return MailView(person, after, tx.mail.is_on)


def owner_of(desk: Desk, token: str) -> Person | None:
    """The member at whom an unsubscribing link is aimed."""
    with desk.store.read() as tx:
        found = tx.mail.with_token(token)
        return None if found is None else tx.people.get(found.person)


def unsubscribe(desk: Desk, token: str, group: MailClass) -> bool:
    """Send whoever has the token no mail of a group any more; False where nobody has it, or it is not switched off."""
    with desk.begin() as tx:
        found = tx.mail.with_token(token)
        if found is None or group not in SWITCHED:
            return False
        tx.people.lock([found.person])
        before = tx.mail.of(found.person)
        after = _switched(before, group, on=False)
        if after != before:
            tx.mail.save(after)
            # Not by `note`: it is no act of theirs in the chat, which a limit would count.
            off: dict[str, str | int | None] = {"on": after.on, "off": ",".join(sorted(after.off))}
            tx.audit(desk.entry("MAIL_SWITCHED", found.person, after=off))
        return True


def token_of(desk: Desk, person: int) -> str:
    """What stands in the member's unsubscribing links."""
    with desk.store.read() as tx:
        if token := tx.mail.of(person).token:
            return token
    with desk.store.write() as tx:
        tx.people.lock([person])
        known = tx.mail.of(person)
        if known.token is None:
            known = replace(known, token=desk.entropy.urlsafe(_RANDOM_BYTES))
            tx.mail.save(known)
        assert known.token is not None
        return known.token


def _asks(tx: Transaction, actor: Person) -> Person:
    """The member, whose row is held; raises MailOff."""
    if not tx.mail.is_on:
        raise MailOff
    return held(tx, actor.id)


def _switched(before: MailSettings, group: MailClass | None, *, on: bool) -> MailSettings:
    if group is None:
        return replace(before, on=on)
    if group not in SWITCHED:
        return before
    return replace(before, off=before.off - {group} if on else before.off | {group})
