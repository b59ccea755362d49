"""Telling the rest of many mentees of a new council, some in each transaction."""

from functools import partial

from core.desk import Desk
from core.ids import code_of
from core.usecases.councils.notice_batch import NoticeBatch
from core.usecases.rounds import one_by_one


def invite_further(desk: Desk) -> int:
    """Tell the next mentees of each council that not all have been told of; returns of how many councils.

    Safe to run twice at once: the council's row is held, and nobody is told twice.
    """
    with desk.store.read() as tx:
        inviting = tx.councils.inviting()
    return one_by_one(desk, "invitations", inviting, partial(_invite, desk), partial(code_of, letter="C"))


def _invite(desk: Desk, number: int) -> bool:
    with desk.store.write() as tx:
        council, after = tx.councils.take(number), tx.councils.invited_until(number)
        if council is None or after is None:
            return False
        notices = NoticeBatch(tx)
        notices.invite(council, after)
        notices.send()
        return True
