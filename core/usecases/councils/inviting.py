"""Telling the rest of many mentees of a new council, some in each transaction."""

from core.desk import Desk
from core.usecases.councils.notice_batch import NoticeBatch


def invite_further(desk: Desk) -> int:
    """Tell the next mentees of each council that not all have been told of; returns of how many councils.

    Safe to run twice at once: the council's row is held, and nobody is told twice.
    """
    with desk.store.read() as tx:
        inviting = tx.councils.inviting()
    for number in inviting:
        with desk.store.write() as tx:
            council, after = tx.councils.take(number), tx.councils.invited_until(number)
            if council is not None and after is not None:
                notices = NoticeBatch(tx)
                notices.invite(council, after)
                notices.send()
    if inviting:
        desk.wake()
    return len(inviting)
