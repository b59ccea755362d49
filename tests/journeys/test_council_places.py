"""Mentees of councils: registering, the waiting list, leaving; and councils they call themselves."""

import pytest

from bot.actions.councils.calling import TakeMentor
from bot.actions.councils.own import ConveneAt
from bot.actions.councils.taking_part import LeaveCouncil
from core.councils import Attendance, CouncilStatus
from tests.journeys.assembly import Assembly, after, asked, assembly, start_of
from tests.journeys.programme import Someone, at_once

__all__ = ["assembly"]


def attendance(assembly: Assembly, someone: Someone) -> Attendance | None:
    with assembly.programme.store.read() as tx:
        place = tx.councils.place(assembly.council.id, someone.id)
    return place.attendance if place else None


async def picks(someone: Someone, *mentors: str) -> None:
    for mentor in mentors:
        await someone.press(mentor)


@pytest.mark.spec("CNL-1", "CNL-9")
async def test_members_see_open_councils_with_mentors_and_free_places_and_register(
    assembly: Assembly,
) -> None:
    await assembly.calls(**{"Places for mentees": "2"})
    for mentee in (assembly.mia, assembly.ben):
        await mentee.command("council")
        assert "Scaling up · the mentors are being asked · places: " in mentee.last()
        assert "Grace Hall" in mentee.last()
        await mentee.press("Scaling up")
        await mentee.press("Register")
        await mentee.fill({"Your goals": "A plan", "Your questions": "When to begin?"})
        assert "You have a place" in mentee.sees("You have a place")
    assert "2 of 2 free" not in assembly.ben.last()
    await assembly.olga.command("council", f"{assembly.code} answers")
    assert "A plan; When to begin?" not in assembly.dan.screen()
    assert assembly.olga.last().count("registered; A plan; When to begin?") == 2
    await assembly.mia.press("Goals and questions")
    await assembly.mia.fill({"Your questions": "How much?"})
    assert "Your goals and questions are changed." in assembly.mia.last() or assembly.mia.sees("Saved")


@pytest.mark.spec("CNL-8", "CNL-11")
async def test_the_waiting_list_moves_up_when_somebody_leaves(assembly: Assembly) -> None:
    await assembly.calls(**{"Places for mentees": "1"})
    for mentee in (assembly.mia, assembly.ben, assembly.cleo):
        await mentee.command("council", f"{assembly.code} register me too")
    assert "You are on the waiting list" in assembly.ben.last()
    for mentor in assembly.mentors:
        await mentor.press("All of them work")
    assert "You are on the waiting list, and move up" in assembly.cleo.sees("Council confirmed: ")
    await assembly.mia.press("Give up my place")
    assert "Somebody waits for it" in assembly.mia.last()
    await assembly.mia.press("Give it up")
    assert "Somebody gave up their place, and it is yours now." in assembly.ben.sees("You have a place: ")
    assembly.cleo.sees_not("You have a place: ")
    assert [attendance(assembly, s) for s in (assembly.mia, assembly.ben, assembly.cleo)] == [
        Attendance.LEFT,
        Attendance.REGISTERED,
        Attendance.WAITING,
    ]
    await assembly.mia.push(LeaveCouncil(assembly.council.id, sure=True))
    assert assembly.ben.screen().count("You have a place: ") == 1


@pytest.mark.spec("CNL-8")
async def test_the_last_place_goes_to_one_of_those_who_press_at_once(assembly: Assembly) -> None:
    await assembly.calls(**{"Places for mentees": "1"})
    code = assembly.code
    await at_once(
        lambda: assembly.mia.command("council", f"{code} register x"),
        lambda: assembly.ben.command("council", f"{code} register x"),
        lambda: assembly.cleo.command("council", f"{code} register x"),
    )
    seats = [attendance(assembly, each) for each in (assembly.mia, assembly.ben, assembly.cleo)]
    assert sorted(seats, key=str) == [Attendance.REGISTERED, Attendance.WAITING, Attendance.WAITING]


@pytest.mark.spec("CNL-7", "BOK-5")
@after(asked)
async def test_a_registrant_who_is_busy_then_is_told_and_does_not_block_it(assembly: Assembly) -> None:
    await assembly.ben.command("council", f"{assembly.code} register x")
    await assembly.ben.command("book", "@ken 6 mar 15:00")
    await assembly.ben.press("Confirm booking")
    for mentor in (assembly.ada, assembly.grace, assembly.bea):
        await mentor.press("1 Available")
    await assembly.at_the_deadline()
    assert start_of(assembly).day == 6
    assert "You have something else then." in assembly.ben.sees("Council confirmed: ")


@pytest.mark.spec("CNL-8", "NTF-5")
async def test_who_registers_when_the_time_is_decided_reads_all_about_it_once(assembly: Assembly) -> None:
    await assembly.calls(**{"Places for mentees": "1"})
    for mentor in assembly.mentors:
        await mentor.press("All of them work")
    for mentee, told in ((assembly.mia, "You have a place"), (assembly.ben, "You are on the waiting list")):
        before = len(mentee.messages())
        await mentee.command("council", f"{assembly.code} register x")
        answer, notice = mentee.messages()[before:]
        assert answer.startswith(f"{told}\nScaling up {assembly.code}: a message of its own tells you ")
        assert answer.endswith("[Show the council] [‹ Councils]")
        assert notice.startswith("Council confirmed: Scaling up")
        assert ("When: " in answer, "When: " in notice) == (False, True)


@pytest.mark.spec("CNL-1", "CNL-8", "SAF-1")
@after(asked)
async def test_whoever_cannot_register_is_told_why_and_what_to_do(assembly: Assembly) -> None:
    await assembly.dan.command("council", f"{assembly.code} register")
    assert "Councils are for the council plan" in assembly.dan.last()
    await assembly.ada.command("council", f"{assembly.code} register")
    assert "You are one of its mentors" in assembly.ada.last()
    await assembly.ben.command("council", f"{assembly.code} leave")
    assert "You have no place in it." in assembly.ben.last()
    await assembly.ben.command("council", "c-zzzz")
    assert "No such council" in assembly.ben.last()
    await assembly.olga.command("council", f"{assembly.code} cancel")
    await assembly.olga.fill({})
    await assembly.ben.command("council", f"{assembly.code} register")
    assert "No such council" in assembly.ben.last() or "It was called off." in assembly.ben.last()


# --- a mentee's own council


@pytest.mark.spec("CNL-3")
async def test_a_common_time_is_confirmed_at_once(assembly: Assembly) -> None:
    mia = assembly.mia
    await mia.command("council", "new")
    await mia.fill({"Topic": "My startup"})
    await picks(mia, "Ada Byron", "Grace Hall", "Linus Rao")
    await mia.press("Find a common time ›")
    assert "All of them are free at these times." in mia.last()
    await mia.press("Other dates")
    await mia.fill({"From": "next week"})
    assert "Mon 9 Mar – Mon 16 Mar" in mia.sees("A time for My startup")
    await mia.press("Mon 9 Mar 09:00")
    assert assembly.council.status is CouncilStatus.CONFIRMED
    assert "Mon 9 Mar 2026, 09:00 (America/New_York)" in mia.sees("Council confirmed: My startup")
    for mentor in (assembly.ada, assembly.grace, assembly.linus):
        assert "Mia Chen called a council with you." in mentor.sees("Council confirmed: My startup")
    assembly.bea.sees_not("My startup")
    await assembly.ben.command("council")
    assembly.ben.sees_not("My startup")
    await assembly.olga.command("council")
    assert "My startup" in assembly.olga.last()
    await mia.command("council", assembly.code)
    assert "[Give up my place]" not in mia.last()
    await mia.press("Open to others")
    await assembly.ben.command("council", f"{assembly.code} register I would like to listen")
    assert "Council confirmed: My startup" in assembly.ben.last() or assembly.ben.sees("You have a place")


@pytest.mark.spec("CNL-3", "CNL-10")
async def test_without_a_common_time_the_best_alternatives_are_offered(assembly: Assembly) -> None:
    await assembly.ada.sets_hours("mon-fri 9-11")
    ben = assembly.ben
    await ben.command("council", "new Growth")
    await ben.fill({})
    await picks(ben, "Ada Byron", "Grace Hall", "Linus Rao", "Bea Lind")
    await ben.press("Find a common time ›")
    outlook = ben.last()
    assert "without Ada Byron there are " in outlook
    assert "Mon 2 Mar, 14:00 (Europe/Berlin) · 3 of 4 are free, not Ada Byron" in outlook
    assert "in place of Ada Byron: all are free from " in outlook
    await ben.press("Ken Ito for Ada Byron")
    assert "All of them are free at these times." in ben.last()
    await ben.press("Other mentors")
    await ben.press("✓ Ken Ito")
    await ben.press("Find a common time ›")
    await ben.press("Mon 2 Mar 14:00")
    assert len(assembly.council.participating) == 3
    assembly.ken.sees_not("Growth")


@pytest.mark.spec("CNL-3", "CNL-4")
async def test_mentors_who_want_to_be_asked_first_are_asked_by_a_poll(assembly: Assembly) -> None:
    with assembly.programme.store.write() as tx:
        from dataclasses import replace

        mentor = tx.mentors.get(assembly.ada.id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, schedule=replace(mentor.schedule, instant_booking=False)))
    mia = assembly.mia
    await mia.command("council", "new My startup")
    await mia.fill({})
    await picks(mia, "Ada Byron", "Grace Hall", "Linus Rao")
    await mia.press("Find a common time ›")
    assert "Ada Byron would like to be asked first" in mia.last()
    await mia.press("Ask them by poll")
    for day in ("Thu 5", "Fri 6", "Mon 9"):
        await mia.press(f"{day} Mar")
    await mia.press("Review")
    await mia.press("Ask 3 mentors")
    for mentor_ in (assembly.ada, assembly.grace, assembly.linus):
        assert "Mia Chen asks you and 2 other mentors" in mentor_.last()
        await mentor_.press("All of them work")
    assert "The time is decided, and you have a place." in mia.sees("Council confirmed: ")


@pytest.mark.spec("CNL-3", "SAF-1")
async def test_what_went_meanwhile_or_is_not_theirs_shows_the_present_state(assembly: Assembly) -> None:
    mia, ben = assembly.mia, assembly.ben
    await mia.command("council", "new My startup")
    await mia.fill({})
    await picks(mia, "Ada Byron", "Grace Hall")
    stale = assembly.council
    await picks(mia, "Linus Rao")
    await mia.push(TakeMentor(stale.id, stale.revision, assembly.bea.id))
    assert "The council is no longer as it was" in mia.last()
    assert "Linus Rao" in mia.last(), "this is how it is"
    assert len(assembly.council.seats) == 3
    await ben.push(TakeMentor(stale.id, assembly.revision(), assembly.bea.id))
    assert "No such council" in ben.last()
    await mia.command("council", f"{assembly.code} mentors Nobody")
    assert "No such mentor" in mia.last()
    await mia.press("Find a common time")
    _, taken = mia.control("Mon 2 Mar 08:00")
    await assembly.dan.command("book", "@ada 2 mar 14:00")
    await assembly.dan.press("Confirm booking")
    assert isinstance(taken.action, ConveneAt)
    await mia.push(taken.action)
    assert "Ada Byron has something else" in mia.last()
    await assembly.dan.command("council", "new")
    assert "Councils are for the council plan" in assembly.dan.last()


@pytest.mark.spec("CNL-1", "CNL-9", "NTF-4")
async def test_a_mentee_on_the_council_plan_hears_of_a_new_council_and_registers_from_the_news(
    assembly: Assembly,
) -> None:
    await assembly.cleo.command("profile", "quiet 1-20")
    await assembly.calls()
    news = assembly.ben.sees("New council: Scaling up")
    assert "Olga Okafor invites everybody on the council plan to Scaling up." in news
    await assembly.ben.press("Register")
    await assembly.ben.fill({"Your goals": "A plan"})
    assembly.ben.sees("You have a place")
    assembly.dan.sees_not("New council: Scaling up")
    assembly.ada.sees_not("New council: Scaling up")
    assembly.cleo.sees_not("New council: Scaling up")
    await assembly.cleo.command("council")
    assert "Scaling up · the mentors are being asked · places: 11 of 12 free" in assembly.cleo.last()
    await assembly.programme.later(hours=12)
    assembly.cleo.sees("New council: Scaling up")
