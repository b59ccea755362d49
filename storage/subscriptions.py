"""Calendar subscriptions: found by a digest of the token, which itself is kept encrypted."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.dialects import postgresql

from core.subscriptions import Subscription, digest_of
from storage.message_tables import SUBSCRIPTION_IS_OPEN, subscriptions
from storage.transaction import UnitOfWork
from storage.vault import Vault

_OPEN = subscriptions.c.closed_at.is_(None)
_OF = select(subscriptions).where(subscriptions.c.person == bindparam("of_person"), _OPEN)
_FIND = select(subscriptions).where(subscriptions.c.digest == bindparam("of_digest"))
_ADD = (
    postgresql.insert(subscriptions)
    .on_conflict_do_nothing(index_elements=[subscriptions.c.person], index_where=SUBSCRIPTION_IS_OPEN)
    .returning(subscriptions.c.person)
)
_CLOSE = (
    update(subscriptions)
    .where(subscriptions.c.person == bindparam("of_person"), _OPEN)
    .values(closed_at=bindparam("at"))
)


class SqlSubscriptions:
    """Meets core.ports.subscriptions.Subscriptions."""

    def __init__(self, work: UnitOfWork, vault: Vault) -> None:
        self._work = work
        self._vault = vault

    def of(self, person: int) -> Subscription | None:
        """The person's open one; None also where no key opens its token any more."""
        row = self._work.connection.execute(_OF, {"of_person": person}).one_or_none()
        token = None if row is None else self._vault.open_text(row.token)
        return None if row is None or token is None else _subscription_of(row, token)

    def find(self, token: str) -> Subscription | None:
        """The one with this token, open or closed."""
        row = self._work.connection.execute(_FIND, {"of_digest": digest_of(token)}).one_or_none()
        return None if row is None else _subscription_of(row, token)

    def add(self, subscription: Subscription) -> bool:
        """Open it; False where the person has an open one."""
        added = self._work.connection.execute(
            _ADD,
            {
                "digest": digest_of(subscription.token),
                "person": subscription.person,
                "token": self._vault.seal_text(subscription.token),
                "opened_at": subscription.opened_at,
            },
        )
        return added.one_or_none() is not None

    def close(self, person: int, now: datetime) -> bool:
        """Close the person's open one; False where there is none."""
        return self._work.connection.execute(_CLOSE, {"of_person": person, "at": now}).rowcount > 0


def _subscription_of(row: Row[Any], token: str) -> Subscription:
    return Subscription(row.person, token, row.opened_at, row.closed_at)
