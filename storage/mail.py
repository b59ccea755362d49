"""What members have said about mail, and the record of what was sent."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, func, or_, select, update
from sqlalchemy.dialects import postgresql

from core.errands import Task
from core.folding import fold
from core.mail import DELAYED_AFTER, MailClass, MailSettings, MailState, PendingAddress, SentMail
from core.notices import Notice
from core.quiet import WAITS
from storage.mail_tables import mail_addresses, mails
from storage.message_tables import IS_WAITING, notices
from storage.notice_rows import notice_of
from storage.tables import people
from storage.transaction import UnitOfWork
from storage.vault import Vault

_OF = select(mail_addresses).where(mail_addresses.c.person == bindparam("of_person"))
_WITH_TOKEN = select(mail_addresses).where(mail_addresses.c.token == bindparam("of_token"))
_WITH_ADDRESS = (
    select(people.c.id)
    .outerjoin_from(people, mail_addresses, mail_addresses.c.person == people.c.id)
    .where(
        func.coalesce(func.lower(mail_addresses.c.address), people.c.email_folded) == bindparam("wanted")
    )
)
_NEW = postgresql.insert(mail_addresses)
_SAVE = _NEW.on_conflict_do_update(
    index_elements=[mail_addresses.c.person],
    set_={column.name: _NEW.excluded[column.name] for column in mail_addresses.c if not column.primary_key},
)
_NOTICE = select(notices).where(notices.c.dedupe == bindparam("key"), notices.c.state != "cancelled")
_ABOUT = select(mails).where(mails.c.session == bindparam("of_session")).order_by(mails.c.id)
_FIRST = (
    select(mails.c.message_id).where(mails.c.person == bindparam("of_person")).order_by(mails.c.id).limit(1)
)
_FIRST_OF_SESSION = _FIRST.where(mails.c.session == bindparam("about"))
_FIRST_OF_COUNCIL = _FIRST.where(mails.c.council == bindparam("about"))
_ADD = postgresql.insert(mails).on_conflict_do_nothing(index_elements=[mails.c.id])
_IS_LOST = mails.c.state.in_([MailState.BOUNCED.value, MailState.COMPLAINED.value])
_NOTE = (
    update(mails)
    .where(mails.c.server_id == bindparam("of_server"), mails.c.server_id != "")
    .values(
        state=case((_IS_LOST, mails.c.state), else_=bindparam("becomes")),
        error=case((_IS_LOST, mails.c.error), else_=bindparam("said")),
    )
    .returning(*mails.c)
)
_DELAYED = select(notices.c.person).where(
    notices.c.session == bindparam("of_session"),
    notices.c.kind == Task.MAIL.value,
    IS_WAITING,
    notices.c.last_error.is_distinct_from(WAITS),
    or_(
        and_(notices.c.due_at <= bindparam("now"), notices.c.last_error.is_not(None)),
        notices.c.due_at < bindparam("long_ago"),
    ),
)


class SqlMailBook:
    """Meets core.ports.mail.MailBook."""

    def __init__(self, work: UnitOfWork, vault: Vault, *, is_on: bool) -> None:
        self.is_on = is_on
        self._work = work
        self._vault = vault

    def of(self, person: int) -> MailSettings:
        """The member's settings; the usual ones as long as nothing is said."""
        row = self._work.connection.execute(_OF, {"of_person": person}).one_or_none()
        return MailSettings(person) if row is None else self._settings_of(row)

    def with_token(self, token: str) -> MailSettings | None:
        """Whose token this is."""
        row = self._work.connection.execute(_WITH_TOKEN, {"of_token": token}).one_or_none()
        return None if row is None else self._settings_of(row)

    def with_address(self, address: str) -> Collection[int]:
        """The members whose mail goes to this address, in any case of letters."""
        found = self._work.connection.execute(_WITH_ADDRESS, {"wanted": fold(address)})
        return frozenset(found.scalars())

    def save(self, settings: MailSettings) -> None:
        """Keep them; the member's row must be held."""
        pending = settings.pending
        self._work.connection.execute(
            _SAVE,
            {
                "person": settings.person,
                "address": settings.address,
                "switched_on": settings.on,
                "off": ",".join(sorted(settings.off)),
                "refused": settings.refused,
                "why": settings.why,
                "token": settings.token,
                "pending": None if pending is None else pending.address,
                "code": None if pending is None else self._vault.seal_text(pending.code),
                "code_until": None if pending is None else pending.until,
                "tries": 0 if pending is None else pending.tries,
            },
        )

    def _settings_of(self, row: Row[Any]) -> MailSettings:
        code = None if row.code is None else self._vault.open_text(row.code)
        return MailSettings(
            row.person,
            row.address,
            row.switched_on,
            frozenset(MailClass(each) for each in row.off.split(",") if each),
            row.refused,
            row.why,
            row.token,
            None if code is None else PendingAddress(row.pending, code, row.code_until, row.tries),
        )

    def notice(self, dedupe: str) -> Notice | None:
        """The notice under this key, unless it was cancelled."""
        row = self._work.connection.execute(_NOTICE, {"key": dedupe}).one_or_none()
        return None if row is None else notice_of(row)

    def first(self, person: int, session: int | None, council: int | None) -> str | None:
        """The Message-ID of the first mail to the member about the session or council."""
        about = session if session is not None else council
        if about is None:
            return None
        of = _FIRST_OF_COUNCIL if session is None else _FIRST_OF_SESSION
        found = self._work.connection.execute(of, {"of_person": person, "about": about})
        first: str | None = found.scalar_one_or_none()
        return first

    def add(self, sent: SentMail) -> None:
        """Record a mail; one of the same id is left as it is."""
        self._work.connection.execute(
            _ADD,
            {
                "id": sent.id,
                "person": sent.person,
                "address": sent.address,
                "template": sent.template,
                "session": sent.session,
                "council": sent.council,
                "message_id": sent.message_id,
                "server_id": sent.server_id,
                "sent_at": sent.at,
                "state": sent.state.value,
                "error": sent.error,
            },
        )

    def note(self, server_id: str, state: MailState, error: str) -> SentMail | None:
        """Write down what has become of a mail; None where there is no such mail."""
        values = {"of_server": server_id, "becomes": state.value, "said": error}
        row = self._work.connection.execute(_NOTE, values).first()
        return None if row is None else _sent_of(row)

    def about(self, session: int) -> tuple[SentMail, ...]:
        """The mails sent about a session, oldest first."""
        return tuple(map(_sent_of, self._work.connection.execute(_ABOUT, {"of_session": session})))

    def delayed(self, session: int) -> frozenset[int]:
        """Whose mail about the session has been tried, and has not left."""
        if not self.is_on:
            return frozenset()
        now = self._work.now
        wanted = {"of_session": session, "now": now, "long_ago": now - DELAYED_AFTER}
        return frozenset(self._work.connection.execute(_DELAYED, wanted).scalars())


def _sent_of(row: Row[Any]) -> SentMail:
    return SentMail(
        row.id,
        row.person,
        row.address,
        row.template,
        row.message_id,
        row.sent_at,
        row.session,
        row.council,
        row.server_id,
        MailState(row.state),
        row.error,
    )
