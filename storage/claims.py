"""Where every person's time goes. The database itself refuses an overlap (`claims_no_overlap`)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Column, and_, bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql

from core.errors.booking import SlotTaken
from core.ports.claims import Claim
from storage.bulk import Bulk
from storage.constraints import verdicts
from storage.tables import claims
from storage.transaction import MANY, UnitOfWork
from storage.types import Instant

_THESE_PEOPLE = claims.c.person.in_(bindparam("people", expanding=True))
_WITHIN = (claims.c.ends_at > bindparam("start"), claims.c.starts_at < bindparam("end"))
_CLEAR = delete(claims).where(_THESE_PEOPLE, *_WITHIN, claims.c.expires_at <= bindparam("now"))
# A plain INSERT of several rows puts the first in before it checks the second, and two of them deadlock;
# DO NOTHING checks first. On SQLite the trigger refuses before there is a conflict to do nothing about.
_TAKE = Bulk(
    claims.c,
    lambda given: (
        postgresql.insert(claims)
        .from_select(given.c.keys(), select(*given.c).order_by(given.c.person, given.c.starts_at))
        .on_conflict_do_nothing()
        .returning(claims.c.person)
    ),
)
_KEEP = (
    update(claims)
    .where(claims.c.owner == bindparam("of_owner"), claims.c.expires_at > bindparam("now"))
    .values(expires_at=bindparam("until", type_=claims.c.expires_at.type))
    .returning(claims.c.person, claims.c.buffer_minutes)
)
_RELEASE = delete(claims).where(claims.c.owner.in_(bindparam("owners", expanding=True)))
_RELEASE_OF = delete(claims).where(
    claims.c.owner == bindparam("owner"), claims.c.person == bindparam("of_person")
)
_LIVE = (
    select(*(claims.c[name] for name in Claim.__dataclass_fields__))
    .where(or_(claims.c.expires_at.is_(None), claims.c.expires_at > bindparam("now")))
    .order_by(claims.c.person, claims.c.starts_at)
)
_EVERYBODYS = _LIVE.where(*_WITHIN)
_OF = _EVERYBODYS.where(_THESE_PEOPLE)
_LONGEST = timedelta(days=2)
_DURING = _EVERYBODYS.where(claims.c.ends_at < bindparam("latest"))
_AROUND = Bulk(
    (claims.c.person, claims.c.starts_at, claims.c.ends_at, Column("latest", Instant)),
    lambda given: _LIVE.join(
        given,
        and_(
            claims.c.person == given.c.person,
            claims.c.ends_at > given.c.starts_at,
            claims.c.ends_at < given.c.latest,
            claims.c.starts_at < given.c.ends_at,
        ),
    ).distinct(),
)


class SqlClaims:
    """Meets core.ports.claims.Claims."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def take(self, claims: Sequence[Claim]) -> None:
        """Claim all in one statement, after dropping expired ones in the way; raises SlotTaken."""
        if not claims:
            return
        if any(claim.ends_at - claim.starts_at >= _LONGEST for claim in claims):
            message = f"no claim takes as long as {_LONGEST}"
            raise ValueError(message)
        in_the_way = {
            "people": sorted({claim.person for claim in claims}),
            "start": min(claim.starts_at for claim in claims),
            "end": max(claim.ends_at for claim in claims),
            "now": self._work.now,
        }
        rows = [
            {
                "person": claim.person,
                "starts_at": claim.starts_at,
                "ends_at": claim.ends_at,
                "owner": claim.owner,
                "expires_at": claim.expires_at,
                "buffer_minutes": claim.buffer_minutes,
            }
            for claim in claims
        ]
        with verdicts(of_races=SlotTaken):
            self._work.connection.execute(_CLEAR, in_the_way)
            taken = _TAKE.execute(self._work, rows).all()
        if len(taken) < len(rows):
            raise SlotTaken

    def keep(self, owner: int, now: datetime, until: datetime | None = None) -> Mapping[int, int]:
        """Have claims that pass last until `until` (None: for good).

        Returns the minutes of the pause after each by person; nothing when they have expired or are gone.
        """
        wanted = {"of_owner": owner, "now": now, "until": until}
        return {row.person: row.buffer_minutes for row in self._work.connection.execute(_KEEP, wanted)}

    def release(self, *owners: int) -> None:
        """Release all claims of the owners."""
        self._work.connection.execute(_RELEASE, {"owners": owners})

    def release_of(self, owner: int, person: int) -> None:
        """Release the owner's claims on one person's time."""
        self._work.connection.execute(_RELEASE_OF, {"owner": owner, "of_person": person})

    def of(self, people: Iterable[int], start: datetime, end: datetime, now: datetime) -> Sequence[Claim]:
        """Live claims that touch [start, end)."""
        wanted = {"start": start, "end": end, "now": now}
        asked = set(people)
        if len(asked) > MANY:
            rows = self._work.connection.execute(_DURING, {**wanted, "latest": end + _LONGEST})
            return [Claim(*row) for row in rows if row[0] in asked]
        rows = self._work.connection.execute(_OF, {**wanted, "people": list(asked)})
        return [Claim(*row) for row in rows]

    def around(self, spans: Collection[tuple[int, datetime, datetime]], now: datetime) -> Sequence[Claim]:
        """Live claims that touch one of these, each of a person from a start to an end; in order of the start."""
        rows = [
            {"person": person, "starts_at": start, "ends_at": end, "latest": end + _LONGEST}
            for person, start, end in spans
        ]
        return [Claim(*row) for row in _AROUND.execute(self._work, rows, now=now)] if rows else []
