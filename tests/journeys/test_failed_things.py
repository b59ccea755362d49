"""What failed beside messages: deliveries that were set aside, calendars that cannot be read (ADM-10)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.inbound import Command
from core.calendars import CalendarKind, CalendarLink, Trouble
from core.ids import new_id
from tests.journeys.conftest import Cast
from tests.storage.samples import set_aside


async def of_mia(cast: Cast) -> int:
    inbound = cast.mia.inbound(Command(name="sessions"))
    seq = set_aside(
        cast.programme.store, cast.programme.clock, inbound.key, inbound.lane, inbound.model_dump_json()
    )
    await cast.programme.settle()
    return seq


def lost(cast: Cast) -> CalendarLink:
    with cast.programme.store.write() as tx:
        link = CalendarLink(
            id=new_id(tx.now),
            mentor=cast.ana.id,
            kind=CalendarKind.FEED,
            url="https://calendar.example/secret-token",
            zone="UTC",
            added_at=tx.now,
            read_at=tx.now,
            refreshed_at=tx.now,
            due_at=tx.now + timedelta(days=1),
            failing_since=tx.now,
            failures=9,
            trouble=Trouble.SERVER_ERROR,
            told_at=tx.now,
        )
        tx.calendars.put(link)
        return link


@pytest.mark.spec("ADM-10")
async def test_what_somebody_sent_is_handled_again_and_they_get_their_answer(cast: Cast) -> None:
    await of_mia(cast)
    cast.olga.sees("Something somebody sent could not be handled")
    before = len(cast.mia.messages())
    await cast.olga.press("Show them")
    assert "Something they sent: I tried 5 times and failed, or broke down over it." in cast.olga.last()
    assert "Mia Chen" in cast.olga.last()
    await cast.olga.press("Handle again")
    assert "It is being handled again" in cast.olga.last()
    await cast.programme.reception.take_over()
    await cast.programme.settle()
    assert len(cast.mia.messages()) == before + 1
    await cast.olga.command("admin", "failed")
    assert "Nothing is left to deal with" in cast.olga.last()


@pytest.mark.spec("ADM-10")
async def test_what_somebody_sent_is_forgotten_where_an_admin_says_so(cast: Cast) -> None:
    seq = await of_mia(cast)
    await cast.olga.command("admin", "failed")
    message, dismiss = cast.olga.control("Put aside")
    await cast.olga.push(dismiss.action, message)
    assert "It is put aside" in cast.olga.last()
    await cast.olga.push(dismiss.action)
    assert "No longer there" in cast.olga.last()
    with cast.programme.store.engines.reader.begin() as connection:
        rows = connection.exec_driver_sql(f"SELECT body, set_aside FROM inbox WHERE seq = {seq}").all()
    assert [tuple(row) for row in rows] == [("", 0)]


@pytest.mark.spec("ADM-10")
async def test_a_calendar_that_is_lost_is_named_by_its_host_alone_and_read_now(cast: Cast) -> None:
    link = lost(cast)
    cast.programme.knows("calendar.example")
    await cast.olga.command("admin", "failed")
    shown = cast.olga.last()
    assert "The calendar at calendar.example" in shown
    assert "Ana Lima" in shown
    assert "secret" not in shown
    await cast.olga.press("Read again")
    with cast.programme.store.read() as tx:
        due = tx.calendars.get(link.id)
        assert due is not None
        assert due == replace(link, due_at=due.due_at)
        assert due.due_at <= tx.now


@pytest.mark.spec("ADM-10")
@pytest.mark.parametrize("label", ["Handle again", "Put aside", "Read again"])
async def test_nobody_but_admins_does_any_of_it(cast: Cast, label: str) -> None:
    if label == "Read again":
        lost(cast)
    else:
        await of_mia(cast)
    cast.programme.knows("calendar.example")
    await cast.olga.command("admin", "failed")
    _, control = cast.olga.control(label)
    await cast.mia.push(control.action)
    cast.mia.sees("For admins only")
    await cast.olga.command("admin", "failed")
    assert label in cast.olga.last()


@pytest.mark.spec("ADM-10")
async def test_more_than_a_page_of_them_says_that_there_is_more(cast: Cast) -> None:
    for _ in range(6):
        await of_mia(cast)
    await cast.olga.command("admin", "failed")
    assert cast.olga.last().count("[Handle again]") == 5
    assert "There is more of this" in cast.olga.last()
