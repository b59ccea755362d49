"""What people were let choose from: kept with the ends of deliveries, and with notices."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from storage.message_tables import NOTICE_OFFERS, inbox, notices
from storage.transaction import UnitOfWork

NOTICES = 5
"""So many of somebody's last notices that offer something are looked at."""

_LANE = select(inbox.c.lane).where(inbox.c.key == bindparam("of_key")).scalar_subquery()
_ANSWERED = (
    select(inbox.c.done_at, inbox.c.offered)
    .where(inbox.c.lane == _LANE, inbox.c.offered.is_not(None))
    .order_by(inbox.c.received_at.desc(), inbox.c.seq.desc())
    .limit(1)
)
_TOLD = (
    select(notices.c.ended_at, notices.c.offered)
    .where(notices.c.person == bindparam("reader"), NOTICE_OFFERS)
    .order_by(notices.c.ended_at.desc())
    .limit(NOTICES)
)


class SqlOffers:
    """Meets core.ports.offers.Offers."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def lately(self, delivery: str, person: int) -> Sequence[dict[str, str]]:
        """What was offered to the person, newest first, in answers of this delivery's lane and in notices."""
        rows = [
            *self._work.connection.execute(_ANSWERED, {"of_key": delivery}),
            *self._work.connection.execute(_TOLD, {"reader": person}),
        ]
        return [offered for _, offered in sorted(rows, key=lambda row: row[0], reverse=True)]
