"""What is known about messages that were sent."""

from core.desk import Desk
from core.notices import Receipt


def is_notice(desk: Desk, receipt: Receipt) -> bool:
    """Whether a message is a notice, which must last, rather than an answer, which may be replaced."""
    with desk.store.read() as tx:
        return tx.notices.is_sent(receipt)
