"""Where the Slack app is installed. A token says itself of which place it is: copied to another row, none opens."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql

from core.installations import Installation, Place
from storage.installation_tables import installations, used_tickets
from storage.tables import addresses
from storage.transaction import UnitOfWork
from storage.vault import Vault

_ALL = select(installations).order_by(installations.c.place)
_PLACES = select(installations).order_by(installations.c.name, installations.c.place)
_DUE = (
    select(installations.c.place)
    .where(installations.c.renew_at <= bindparam("present"))
    .order_by(installations.c.renew_at, installations.c.place)
)
_TAKE = (
    update(installations)
    .where(installations.c.place == bindparam("of_place"), installations.c.renew_at <= bindparam("present"))
    .values(renew_at=bindparam("again"))
    .returning(*installations.c)
)
_RESEAL = (
    update(installations)
    .where(installations.c.place == bindparam("of_place"))
    .values(token=bindparam("sealed"), refresh_token=bindparam("sealed_too"))
)
_DROP = delete(installations).where(installations.c.place == bindparam("of_place"))
_ENTERPRISES = (
    select(addresses.c.workspace, addresses.c.enterprise)
    .where(addresses.c.enterprise.is_not(None))
    .distinct()
)
_NEW = postgresql.insert(installations)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[installations.c.place],
    set_={each.name: _NEW.excluded[each.name] for each in installations.c},
)
_USE = postgresql.insert(used_tickets).on_conflict_do_nothing().returning(used_tickets.c.digest)


class SqlInstallations:
    """Meets core.ports.installations.Installations."""

    def __init__(self, work: UnitOfWork, vault: Vault) -> None:
        self._work = work
        self._vault = vault

    def all(self) -> Sequence[Installation]:
        """Each of them that a key opens."""
        rows = self._work.connection.execute(_ALL).all()
        return [found for row in rows if (found := self._of(row)) is not None]

    def places(self) -> Sequence[Place]:
        """Where it is, by name, also where no key opens its token."""
        return [
            Place(
                row.place,
                row.name,
                row.place == row.enterprise,
                _opened(self._vault, row.place, row.token) is not None,
            )
            for row in self._work.connection.execute(_PLACES)
        ]

    def enterprises(self) -> Mapping[str, str]:
        """The organisations of workspaces, as far as a member's identity says."""
        return {row.workspace: row.enterprise for row in self._work.connection.execute(_ENTERPRISES)}

    def put(self, installation: Installation) -> None:
        """Insert or replace."""
        plain = {each.name: getattr(installation, each.name) for each in installations.c}
        sealed = {
            name: None
            if plain[name] is None
            else _sealed(self._vault, installation.place, str(plain[name]))
            for name in ("token", "refresh_token")
        }
        self._work.connection.execute(_PUT, {**plain, **sealed})

    def drop(self, place: str) -> None:
        """Forget it with its tokens."""
        self._work.connection.execute(_DROP, {"of_place": place})

    def due(self, now: datetime) -> Sequence[str]:
        """The places whose tokens are to be renewed, the longest due first."""
        return self._work.connection.execute(_DUE, {"present": now}).scalars().all()

    def take(self, place: str, now: datetime, again: datetime) -> Installation | None:
        """The one there if its token is to be renewed, which nobody else takes before `again`."""
        wanted = {"of_place": place, "present": now, "again": again}
        row = self._work.connection.execute(_TAKE, wanted).one_or_none()
        return None if row is None else self._of(row)

    def use_ticket(self, digest: str, until: datetime) -> bool:
        """Keep that it was used; False when it was before."""
        return (
            self._work.connection.execute(_USE, {"digest": digest, "until": until}).one_or_none()
            is not None
        )

    def _of(self, row: Row[Any]) -> Installation | None:
        token = _opened(self._vault, row.place, row.token)
        if token is None:
            return None
        refresh = None if row.refresh_token is None else _opened(self._vault, row.place, row.refresh_token)
        return Installation(
            row.place,
            token,
            row.bot,
            row.bot_user,
            row.app,
            row.enterprise,
            refresh,
            row.renew_at,
            row.name,
        )


def seal_tokens(work: UnitOfWork, vault: Vault) -> int:
    """Encrypt all tokens by the first key; returns of how many installations. What no key opens stays."""
    changed = []
    for row in work.connection.execute(_ALL).all():
        opened = [
            None if kept is None else _opened(vault, row.place, kept)
            for kept in (row.token, row.refresh_token)
        ]
        if opened[0] is not None:
            token, refresh = (None if each is None else _sealed(vault, row.place, each) for each in opened)
            changed.append({"of_place": row.place, "sealed": token, "sealed_too": refresh})
    if changed:
        work.connection.execute(_RESEAL, changed)
    return len(changed)


def unreadable(rows: Iterable[Any], vault: Vault) -> Sequence[str]:
    """The places, of rows with place and token, whose tokens no key of the vault opens."""
    return [row.place for row in rows if _opened(vault, row.place, row.token) is None]


def _sealed(vault: Vault, place: str, token: str) -> str:
    return vault.seal_text(f"{place}\n{token}")


def _opened(vault: Vault, place: str, kept: str) -> str | None:
    of, _, token = (vault.open_text(kept) or "").partition("\n")
    return token if of == place and token else None
