"""Codes and addresses that an answer shows, and what becomes of that answer once they are of no use any more."""

from typing import Literal

from core.ids import new_id
from core.notices import Kind, Notice
from core.payloads import HandedOut
from core.ports.store import Transaction
from core.usecases.telling import settle_messages

What = Literal["link", "calendar", "workspace"]
How = Literal["replaced", "used", "over"]


def hand_out(tx: Transaction, person: int, what: What, mark: str) -> None:
    """The answer shows it: what is known of it is its `mark`, by which its message is found again."""
    tx.notices.add(
        [
            Notice(
                notice := new_id(tx.now),
                Kind.HANDED_OUT,
                person,
                tx.now,
                f"{Kind.HANDED_OUT}:{what}:{mark}:{notice}",
                payload=HandedOut(what=what, mark=mark),
            )
        ]
    )


def settle_handed(tx: Transaction, person: int, what: What, mark: str, how: How) -> None:
    """Have the messages in which the person was shown it say that it is of no use any more."""
    settle_messages(tx, tx.notices.handed_out(person, what, mark), handed=how)
