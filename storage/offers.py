"""What people were let choose from: kept with the ends of deliveries, and with notices."""

from sqlalchemy import bindparam, select

from core.ports.offers import Offered
from storage.message_tables import NOTICE_OFFERS, inbox, notices
from storage.transaction import UnitOfWork

LATELY = 5
"""So many of somebody's last answers that offer something are looked at, and so many notices."""

_LANE = select(inbox.c.lane).where(inbox.c.key == bindparam("of_key")).scalar_subquery()
_ANSWERED = (
    select(inbox.c.done_at, inbox.c.offered)
    .where(inbox.c.lane == _LANE, inbox.c.offered.is_not(None))
    .order_by(inbox.c.received_at.desc(), inbox.c.seq.desc())
    .limit(LATELY)
)
_TOLD = (
    select(notices.c.ended_at, notices.c.offered)
    .where(notices.c.person == bindparam("reader"), NOTICE_OFFERS)
    .order_by(notices.c.ended_at.desc())
    .limit(LATELY)
)


class SqlOffers:
    """Meets core.ports.offers.Offers."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def lately(self, delivery: str, person: int) -> Offered:
        """What was offered to the person in answers of this delivery's lane and in notices."""
        answers = self._work.connection.execute(_ANSWERED, {"of_key": delivery}).all()
        told = self._work.connection.execute(_TOLD, {"reader": person})
        now = sorted([*answers[:1], *told], key=lambda row: row[0], reverse=True)
        return Offered([offered for _, offered in now], [offered for _, offered in answers[1:]])
