"""How much the database is asked for one delivery: what is needed, and no more.

A delivery takes three transactions at least: it is kept, something is read, and it is marked as handled.
One that changes something takes one more. Where the answer is the confirmation, which delivery would otherwise claim,
draw and mark, it is drawn from what was done, and marked with the delivery.
"""

from collections.abc import Awaitable, Callable

import pytest

from bot.inbound import Command, Inbound, Press, Said, Submitted
from bot.tokens import to_token
from tests.counting import Work, counted
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

LOOKED, CHANGED = (1, 2), (1, 3)
"""Transactions that read, and that write."""


async def work_of(cast: Cast, inbound: Inbound) -> Work:
    """What is done from the delivery to its answer; notices leave afterwards.

    The first entry of a process in the audit log keeps the policies: that has been.
    """
    with cast.programme.store.write() as tx:
        cast.programme.desk.note(tx, "BEGUN", None)
    with counted(cast.programme.store) as work:
        if isinstance(inbound.body, Submitted):
            await cast.programme.reception.submit(inbound)
        else:
            await cast.programme.reception.receive(inbound)
        await cast.programme.reception.finish()
    await cast.programme.settle()
    return work


def pressing(someone: Someone, label: str) -> Inbound:
    message, control = someone.control(label)
    return someone.inbound(Press(token=to_token(control.action)), message)


def sending(someone: Someone, **values: str) -> Inbound:
    """The open form, with these fields filled in."""
    form = someone.door.chat(someone.address.user).form
    assert form is not None
    given = {field.name: field.initial for field in form.fields}
    return someone.inbound(Submitted(draft=form.id, values=given | values))


async def looking(cast: Cast) -> Inbound:
    await cast.ben.command("book", "@ana")
    return pressing(cast.ben, "Later")


async def typed(cast: Cast) -> Inbound:
    return cast.ben.inbound(Command(name="book", text="@ana tomorrow 3pm"))


async def booking(cast: Cast) -> Inbound:
    await cast.ben.command("book", "@ana tomorrow 3pm")
    return pressing(cast.ben, "Confirm booking")


async def form_opened(cast: Cast) -> Inbound:
    await cast.ben.command("book", "@ana tomorrow 3pm")
    await cast.ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    await cast.ben.command("sessions", session.code)
    return pressing(cast.ben, "Edit")


async def form_sent_in(cast: Cast) -> Inbound:
    opening = await form_opened(cast)
    await cast.programme.reception.receive(opening)
    await cast.programme.settle()
    return sending(cast.ben, title="My thesis")


async def pressed_again(cast: Cast) -> Inbound:
    again = await booking(cast)
    await cast.ben.deliver(again.body, again.place.message)
    return cast.ben.inbound(again.body, again.place.message)


async def said(cast: Cast) -> Inbound:
    return cast.mia.inbound(Said(text="hello"))


@pytest.mark.parametrize(
    ("delivery", "transactions", "statements"),
    [
        (looking, LOOKED, 10),
        (typed, CHANGED, 22),
        (booking, CHANGED, 19),
        (form_opened, CHANGED, 11),
        (form_sent_in, CHANGED, 18),
        (pressed_again, CHANGED, 9),
        (said, LOOKED, 7),
    ],
)
async def test_a_delivery_is_answered_with_as_little_work_as_it_needs(
    cast: Cast,
    delivery: Callable[[Cast], Awaitable[Inbound]],
    transactions: tuple[int, int],
    statements: int,
) -> None:
    work = await work_of(cast, await delivery(cast))
    assert (work.reads, work.writes) == transactions
    assert len(work.statements) == statements, "\n".join(work.statements)
