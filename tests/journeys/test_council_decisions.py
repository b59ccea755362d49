"""When no time suits enough mentors: the coordinator is told why, and what would help."""

from datetime import timedelta

import pytest

from bot.actions.councils.deciding import ChooseTime, ExtendPoll
from core.councils import CouncilStatus, Standing
from tests.journeys.assembly import Assembly, after, asked, assembly, members_of, start_of
from tests.journeys.programme import Programme, Someone, at_once

__all__ = ["assembly"]


async def undecided(programme: Programme) -> None:
    """Everybody has answered, and nobody agrees."""
    assembly = members_of(programme)
    for mentor, said in zip(
        assembly.mentors, ("yes no no", "no yes no", "no no yes", "no no no", "maybe no no"), strict=True
    ):
        await assembly.answers(mentor, said)
    assert assembly.council.status is CouncilStatus.DECIDING


@pytest.mark.spec("CNL-7", "CNL-10")
async def test_the_coordinator_hears_why_and_is_offered_ways_out(assembly: Assembly) -> None:
    await assembly.ada.sets_hours("mon-fri 9-10")
    await assembly.calls()
    await assembly.ken.command("council", f"{assembly.code} suggest thu 11am")
    for mentor in assembly.mentors:
        await mentor.press("None works")
    alert = assembly.olga.sees("No time suits enough mentors: Scaling up")
    assert "without Ada Byron there are " in alert
    assert "Thu 5 Mar, 16:00 (Europe/London) · Ken Ito" in alert
    assert "Please decide by " in alert
    for way in (
        "[Thu 5 Mar 16:00]",
        "[24 h more]",
        "[Other mentors]",
        "[Call it off]",
        "[Answers and notes]",
    ):
        assert way in alert


@pytest.mark.spec("CNL-7", "CNL-4")
@after(asked, undecided)
async def test_more_time_and_another_time_ask_everybody_again(assembly: Assembly) -> None:
    await assembly.olga.press("Wed 4 Mar")
    assert "have not been asked about this time" in assembly.olga.last()
    await assembly.olga.press("Ask them, 24 h")
    assert assembly.council.status is CouncilStatus.COLLECTING
    assert len(assembly.council.proposals) == 4
    for mentor in assembly.mentors:
        mentor.sees("please look once more")
        await mentor.press("1 Available")
    assert assembly.council.status is CouncilStatus.CONFIRMED
    assert start_of(assembly).day == 4


@pytest.mark.spec("CNL-7")
@after(asked, undecided)
async def test_a_time_chosen_by_hand_is_looked_at_first_and_says_who_chose_it(assembly: Assembly) -> None:
    await assembly.olga.press("Fri 6 Mar 14:00")
    assert "Would take part: Ada Byron\nPerhaps: Ken Ito" in assembly.olga.last()
    assert "fewer than the 3 mentors" in assembly.olga.last()
    assert assembly.council.status is CouncilStatus.DECIDING
    await assembly.olga.press("Choose this time")
    assert "Why this time: Olga Okafor chose it." in assembly.olga.sees("Decided.")
    assembly.ada.sees("You take part.")
    assembly.ken.sees("You said Maybe")
    assembly.bea.sees("at a time that does not suit you")


@pytest.mark.spec("CNL-7", "CNL-6")
@after(asked, undecided)
async def test_a_changed_answer_decides_what_waited(assembly: Assembly) -> None:
    assert "a changed answer may decide it" in assembly.bea.sees("When can you?")
    await assembly.bea.press("1 Available")
    await assembly.ken.press("1 Available")
    assert assembly.council.status is CouncilStatus.CONFIRMED


@pytest.mark.spec("CNL-7", "CNL-9")
@after(asked, undecided)
async def test_where_nobody_decides_it_does_not_take_place_and_everybody_is_told_once(
    assembly: Assembly,
) -> None:
    await assembly.mia.command("council", f"{assembly.code} register")
    await assembly.mia.fill({})
    await assembly.at_the_deadline()
    assert assembly.council.status is CouncilStatus.FAILED
    for someone in (assembly.olga, assembly.mia, *assembly.mentors):
        assert someone.screen().count("No council: Scaling up") == 1
    assert "[24 h more]" not in assembly.olga.screen()
    assert "[1 Available]" not in assembly.ada.screen()


@pytest.mark.spec("CNL-7", "CNL-8")
@after(asked)
async def test_calling_it_off_tells_everybody_with_the_reason(assembly: Assembly) -> None:
    await assembly.ben.command("council", f"{assembly.code} register a plan")
    await assembly.olga.command("council", f"{assembly.code} cancel")
    await assembly.olga.fill({"Reason": "The speaker is ill"})
    assert "Everybody is being told." in assembly.olga.sees("Called off")
    for someone in (assembly.ben, *assembly.mentors):
        assert "The speaker is ill" in someone.sees("Council called off")
    assert "[1 Available]" not in assembly.ada.screen()
    await assembly.ada.push(ExtendPoll(assembly.council.id, 1, 24))
    assert "No such council" in assembly.ada.last()


@pytest.mark.spec("CNL-6", "CNL-7", "BOK-5")
@after(asked, undecided)
async def test_two_coordinators_deciding_at_once_decide_once(assembly: Assembly) -> None:
    await assembly.olga.command("admin", "admin @cleo")
    await assembly.olga.press("Make admin")
    council, revision = assembly.council.id, assembly.council.revision
    times = [each.starts_at for each in assembly.council.proposals]
    olga = assembly.olga.inbound_press(ChooseTime(council, revision, times[0]))
    cleo = assembly.cleo.inbound_press(ChooseTime(council, revision, times[1]))
    receive = assembly.programme.reception.receive
    await at_once(lambda: receive(olga), lambda: receive(cleo))
    await assembly.programme.settle()
    assert assembly.council.status is CouncilStatus.CONFIRMED
    screens = assembly.olga.screen() + assembly.cleo.screen()
    assert screens.count("Decided. Everybody is being told.") == 1
    assert "The council is no longer as it was" in screens
    assert assembly.ada.screen().count("Council confirmed: ") == 1


@pytest.mark.spec("CNL-7", "CNL-8")
@after(asked)
async def test_a_mentor_booked_elsewhere_meanwhile_makes_the_next_best_time_win(assembly: Assembly) -> None:
    for mentor in (assembly.ada, assembly.grace):
        await assembly.answers(mentor, "yes yes no")
    await assembly.answers(assembly.bea, "yes yes no")
    await assembly.dan.command("book", "@ada 6 mar 15:00")
    await assembly.dan.press("Confirm booking")
    await assembly.olga.command("council", f"{assembly.code} answers")
    assert "1: ✓ Available (booked elsewhere by now)" in assembly.olga.last()
    await assembly.at_the_deadline()
    assert start_of(assembly).day == 9


@pytest.mark.spec("CNL-11", "CNL-8")
@after(asked)
async def test_a_mentor_who_drops_out_is_replaced_by_a_like_one_and_everybody_hears_once(
    assembly: Assembly,
) -> None:
    for mentor in (assembly.ada, assembly.grace, assembly.bea):
        await assembly.answers(mentor, "yes no no")
    await assembly.at_the_deadline()
    await assembly.olga.command("admin", "mentor @cleo")
    await assembly.cleo.sets_hours("mon-fri 9-18")
    assembly.programme.change_mentor(assembly.cleo, tags=("systems",))
    await assembly.bea.press("Drop out")
    await assembly.bea.fill({"Reason": "A wedding"})
    assert "Cleo Diaz takes your place." in assembly.bea.sees("You dropped out")
    assert "You take the place of Bea Lind" in assembly.cleo.sees("You take part: Scaling up")
    for someone in (assembly.olga, assembly.ada, assembly.grace):
        assert "Bea Lind cannot come; Cleo Diaz takes part instead." in someone.sees("Other mentors: ")
        assert someone.screen().count("Other mentors: ") == 1
    standings = {seat.mentor: seat.standing for seat in assembly.council.seats}
    assert standings[assembly.cleo.id] is Standing.PARTICIPATING


@pytest.mark.spec("CNL-11", "CHT-4")
@pytest.mark.parametrize("who", ["ada", "grace"])
@after(asked)
async def test_a_reason_typed_with_out_is_asked_about_once_more_and_reaches_the_coordinator_alone(
    assembly: Assembly, who: str
) -> None:
    for mentor in assembly.mentors:
        await mentor.press("All of them work")
    leaving: Someone = getattr(assembly, who)
    await leaving.command("council", f"{assembly.code} out my sister gets married")
    assert "my sister gets married" in shown_form(leaving)
    await leaving.fill({})
    assert "The council goes on with the others." in leaving.sees("You dropped out")
    told = assembly.olga.sees("Other mentors: ")
    assert f"{leaving.person.name} says: “my sister gets married”" in told
    await assembly.olga.command("council", f"{assembly.code} answers")
    assert "my sister gets married" in assembly.olga.last()
    for other in (assembly.bea, assembly.mia):
        other.sees_not("my sister gets married")
    await assembly.olga.command("council", f"{assembly.code} cancel the room burnt down")
    await assembly.olga.fill({})
    assert "the room burnt down" in assembly.bea.sees("Council called off")


def shown_form(someone: Someone) -> str:
    """What is filled in where somebody is asked."""
    form = someone.door.chat(someone.address.user).form
    return someone.last() if form is None else str([field.initial for field in form.fields])


@pytest.mark.spec("CNL-11")
@after(asked)
async def test_below_the_minimum_the_coordinator_decides_and_can_add_a_mentor(assembly: Assembly) -> None:
    for mentor in (assembly.ada, assembly.grace, assembly.bea):
        await assembly.answers(mentor, "yes no no")
    await assembly.at_the_deadline()
    for mentor in (assembly.linus, assembly.ken):
        await mentor.sets_hours("mon 9-10; tue closed; wed closed; thu closed; fri closed")
    await assembly.bea.press("Drop out")
    await assembly.bea.fill({})
    assert "2 mentors are left; it should have 3" in assembly.olga.sees("Too few mentors: ")
    await assembly.olga.press("Add a mentor")
    await assembly.olga.press("+ Linus Rao")
    assert "Linus Rao has something else" in assembly.olga.last()
    await assembly.linus.sets_hours("mon-fri 12-22")
    await assembly.olga.press("Other mentors")
    await assembly.olga.press("+ Linus Rao")
    assembly.linus.sees("Council confirmed: ")
    assert "Linus Rao takes part as well." in assembly.ada.sees("Other mentors: ")


@pytest.mark.spec("CNL-4", "CNL-6")
@after(asked)
async def test_an_answer_at_the_deadline_to_the_second_does_not_count(assembly: Assembly) -> None:
    deadline = assembly.council.deadline
    assert deadline is not None
    for mentor in (assembly.grace, assembly.linus):
        await mentor.press("1 Available")
    await assembly.programme.until(deadline - timedelta(minutes=1))
    await assembly.ada.press("1 Available")
    assert "[✓ 1 Available]" in assembly.ada.last()
    await assembly.programme.until(deadline)
    await assembly.bea.press("1 Available")
    assert "Your answer came too late" in assembly.bea.sees("The poll has closed")
    assert assembly.council.status is CouncilStatus.CONFIRMED
    assert not assembly.council.votes_of(assembly.bea.id)
    assert "[1 Available]" not in assembly.bea.screen()


@pytest.mark.spec("CNL-7", "NTF-5")
@after(asked)
async def test_with_too_few_by_choice_nobody_is_said_to_have_dropped_out(assembly: Assembly) -> None:
    for mentor in (assembly.ada, assembly.grace):
        await assembly.answers(mentor, "yes no no")
    await assembly.at_the_deadline()
    await assembly.olga.press("Fri 6 Mar 14:00")
    await assembly.olga.press("Choose this time")
    assert "dropped out" not in assembly.olga.screen()
    assert "It was decided without your answer" in assembly.ken.sees("Council confirmed: ")
    await assembly.ada.press("Drop out")
    await assembly.ada.fill({"Reason": "A wedding"})
    assert "1 mentor is left" in assembly.olga.sees("Too few mentors: ")


@pytest.mark.spec("CNL-7", "NTF-5")
@after(asked)
async def test_what_was_called_off_still_names_its_mentors_and_no_part_in_it(assembly: Assembly) -> None:
    for mentor in assembly.mentors:
        await mentor.press("All of them work")
    await assembly.olga.command("council", f"{assembly.code} cancel")
    await assembly.olga.fill({"Reason": "Flu"})
    await assembly.ada.command("council", assembly.code)
    assert "Mentors: Ken Ito, " in assembly.ada.last()
    assert "Your part" not in assembly.ada.last()
    await assembly.ada.command("council", f"{assembly.code} answer all yes")
    assert "Your answer came too late" in assembly.ada.last()


@pytest.mark.spec("CHT-9", "CNL-4")
@pytest.mark.parametrize(
    "said", ["answer all yes", "answer 1 maybe", "suggest thu 11am", "explain my train is late"]
)
@after(asked)
async def test_what_is_said_again_edits_no_message(assembly: Assembly, said: str) -> None:
    await assembly.ken.command("council", f"{assembly.code} {said}")
    chats = [someone.door.chat(someone.address.user) for someone in (assembly.olga, assembly.bea)]
    before = [len(chat.written) for chat in chats]
    await assembly.ken.command("council", f"{assembly.code} {said}")
    assert [len(chat.written) for chat in chats] == before
    await assembly.ken.command("council", f"{assembly.code} answer all no")
    assert len(chats[0].written) > before[0], "the coordinator sees what did change"


@pytest.mark.spec("CHT-9", "CNL-7")
@after(asked, undecided)
async def test_who_decides_is_told_once(assembly: Assembly) -> None:
    await assembly.olga.command("council", f"{assembly.code} choose 6 mar 14:00")
    await assembly.olga.press("Choose this time")
    assembly.olga.sees("Decided. Everybody is being told.")
    assembly.olga.sees_not("Council confirmed: ")
    assembly.ada.sees("Council confirmed: ")


@pytest.mark.spec("CHT-9", "CNL-11")
async def test_who_adds_a_mentor_to_their_own_council_is_told_once(assembly: Assembly) -> None:
    mia = assembly.mia
    await mia.command("council", "new My startup")
    await mia.fill({})
    for mentor in ("Ada Byron", "Grace Hall", "Linus Rao"):
        await mia.press(mentor)
    await mia.press("Find a common time ›")
    await mia.press("Mon 2 Mar 1")
    told = mia.screen().count("Council confirmed: My startup")
    assert told == 1
    assert "a message of its own tells you" in mia.sees("Confirmed")
    await mia.command("council", f"{assembly.code} mentors bea")
    mia.sees("Bea Lind takes part.")
    mia.sees_not("takes part as well")
    assert "Bea Lind takes part as well." in assembly.ada.sees("Other mentors: ")
