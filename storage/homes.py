"""Homes that people have opened: kept with their addresses."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, func, or_, select, update

from core.people import Address
from storage.tables import IS_ADMIN, addresses, people
from storage.transaction import UnitOfWork

_THERE = and_(
    addresses.c.platform == bindparam("at_platform"),
    addresses.c.workspace == bindparam("at_workspace"),
    addresses.c.account == bindparam("at_account"),
)
_RULES = bindparam("rules", type_=addresses.c.home_rules.type)
_LATELY = addresses.c.home_opened_at > bindparam("since")
_IS_CURRENT = select(exists().where(_THERE, _LATELY, addresses.c.home_rules == _RULES))
_OPENED = update(addresses).where(_THERE).values(home_opened_at=bindparam("at"), home_rules=_RULES)
# Spelt as two ranges, each of which an index finds empty as long as the policies are the same.
_OUTDATED = (
    select(addresses.c.person)
    .where(or_(addresses.c.home_rules < _RULES, addresses.c.home_rules > _RULES), _LATELY)
    .group_by(addresses.c.person)
    .order_by(func.max(addresses.c.home_opened_at).desc(), addresses.c.person)
    .limit(bindparam("limit"))
)
_HAS_HOME = addresses.c.home_rules.is_not(None)
_DRAWN = (
    update(addresses)
    .where(addresses.c.person.in_(bindparam("people", expanding=True)), _HAS_HOME)
    .values(home_rules=_RULES)
)
_FIGURES = (
    select(addresses.c.person, func.min(func.coalesce(addresses.c.home_figures, "")).label("figures"))
    .join(people, people.c.id == addresses.c.person)
    .where(IS_ADMIN, ~people.c.suspended, _LATELY)
    .group_by(addresses.c.person)
)
_KEEP_FIGURES = (
    update(addresses)
    .where(addresses.c.person == bindparam("whose"), _HAS_HOME)
    .values(home_figures=bindparam("figures"))
)


class SqlHomes:
    """Meets core.ports.homes.Homes; `rules` is the state of the policies in force."""

    def __init__(self, work: UnitOfWork, rules: int) -> None:
        self._work = work
        self._rules = rules

    def is_current(self, address: Address, since: datetime) -> bool:
        """Whether it is known to have been opened after this instant, under the policies in force."""
        wanted = {**_at(address), "since": since, "rules": self._rules}
        return self._work.connection.execute(_IS_CURRENT, wanted).scalar_one()

    def opened(self, address: Address) -> None:
        """It is being opened, and drawn by the policies in force."""
        opened = {**_at(address), "at": self._work.now, "rules": self._rules}
        self._work.connection.execute(_OPENED, opened)

    def outdated(self, since: datetime, limit: int) -> Sequence[int]:
        """Members whose homes were opened after this instant and drawn by other policies, the latest opened first."""
        wanted = {"rules": self._rules, "since": since, "limit": limit}
        return self._work.connection.execute(_OUTDATED, wanted).scalars().all()

    def drawn(self, people: Collection[int]) -> None:
        """Those of these members are drawn by the policies in force."""
        self._work.connection.execute(_DRAWN, {"people": list(people), "rules": self._rules})

    def figures(self, since: datetime) -> Mapping[int, str]:
        """What the homes of admins, opened after this instant, say of the programme."""
        rows = self._work.connection.execute(_FIGURES, {"since": since})
        return {row.person: row.figures for row in rows}

    def keep_figures(self, figures: Mapping[int, str]) -> None:
        """They say this now."""
        if figures:
            values = [{"whose": person, "figures": each} for person, each in figures.items()]
            self._work.connection.execute(_KEEP_FIGURES, values)


def _at(address: Address) -> dict[str, str]:
    return {
        "at_platform": address.platform,
        "at_workspace": address.workspace,
        "at_account": address.user,
    }
