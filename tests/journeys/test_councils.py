"""Councils as their people meet them: called, asked about, decided, attended; on a door with modals and one without."""

from datetime import timedelta

import pytest

from core.councils import CouncilStatus, PollAnswer
from tests.journeys.assembly import Assembly, assembly, start_of

__all__ = ["assembly"]


@pytest.mark.spec("CNL-2")
async def test_an_admin_calls_a_council_step_by_step_and_looks_it_over_before_anybody_is_asked(
    assembly: Assembly,
) -> None:
    olga = assembly.olga
    await olga.command("council", "new")
    await olga.fill({"Topic": "Scaling up", "Expertise wanted": "systems, databases"})
    assert "Ken Ito · systems, databases (2 of 2 wanted) · seniority 5 of 5" in olga.last()
    await olga.press("Bea Lind leads")
    assert "Bea Lind · systems (1 of 2 wanted) · seniority 4 of 5 · leads" in olga.last()
    await olga.press("✓ Grace Hall")
    assert "4 mentors in it" in olga.last()
    await olga.press("Times ›")
    assert olga.last().count("all 4 are free") == 5
    await olga.press("Fri 6 Mar")
    await olga.press("Mon 9 Mar")
    await olga.press("Review")
    assert "Still missing: 1 proposed time." in olga.last()
    await olga.press("Times")
    await olga.press("Tue 10 Mar")
    await olga.press("Review")
    assert "Deadline: 72 h after the mentors are asked" in olga.last()
    assert assembly.council.status is CouncilStatus.PENDING
    assembly.ada.sees_not("When can you?")
    await olga.press("Ask 4 mentors")
    assert assembly.council.lead == assembly.bea.id
    for mentor in (assembly.ada, assembly.linus, assembly.bea, assembly.ken):
        mentor.sees("When can you? Scaling up")
    assembly.grace.sees_not("When can you?")
    assert "You would lead it." in assembly.bea.last()
    olga.sees("0 of 4 mentors answered")


@pytest.mark.spec("CNL-2", "SLT-5")
async def test_a_typed_time_that_can_be_several_is_asked_back(assembly: Assembly) -> None:
    olga = assembly.olga
    await olga.command("council", "new")
    await olga.fill({"Topic": "Scaling up", "Expertise wanted": "systems"})
    await olga.press("Times ›")
    await assembly.proposes("6 mar 14:00; 5/6 4pm")
    assert "Day and month can be read either way" in olga.sees("Which time do you mean?")
    await olga.press("5 Jun 16:00")
    assert [each.starts_at.month for each in assembly.council.proposals] == [3, 6]
    await olga.press("Type times")
    await olga.fill({"Times": "whenever"})
    olga.sees("I did not understand the time")


@pytest.mark.spec("CNL-4", "SLT-3")
async def test_each_mentor_is_asked_in_their_own_time_and_one_message_shows_what_is_marked(
    assembly: Assembly,
) -> None:
    await assembly.calls()
    assert "1. Fri 6 Mar 2026, 15:00 (Europe/Berlin)" in assembly.ada.last()
    assert "1. Fri 6 Mar 2026, 09:00 (America/New_York)" in assembly.grace.last()
    assert "2. Mon 9 Mar 2026, 10:00 (America/New_York)" in assembly.grace.last()
    assert "1. Fri 6 Mar 2026, 19:30 (Asia/Kolkata)" in assembly.linus.last()
    for mentor in (assembly.ada, assembly.grace):
        before = len(mentor.messages())
        await assembly.answers(mentor, "yes maybe no")
        assert len(mentor.messages()) == before
        for mark in ("✓ 1 Available", "✓ 2 Maybe", "✓ 3 No"):
            assert f"[{mark}]" in mentor.last()
        await mentor.press("3 Available")
        assert "[✓ 3 Available]" in mentor.last()
        assert "[✓ 3 No]" not in mentor.last()


@pytest.mark.spec("CNL-4")
async def test_all_work_only_some_hours_another_time_and_an_explanation(assembly: Assembly) -> None:
    await assembly.calls()
    await assembly.grace.press("All of them work")
    assert assembly.grace.last().count("✓ Available") == 3
    await assembly.linus.press("Only from")
    await assembly.linus.fill({"Not before": "20:00"})
    assert "Your answer would be this" in assembly.linus.last()
    assert assembly.council.votes_of(assembly.linus.id) == {}
    await assembly.linus.press("Answer so")
    answers = assembly.linus.sees("Your answers")
    assert "✗ No: only from 20:00, not the whole 1 h" in answers
    assert "3: Tue 10 Mar, 20:30 (Asia/Kolkata) · ✓ Available from 20:00" in answers
    assert "[✓ 1 No]" in assembly.linus.sees("When can you?")
    await assembly.bea.press("Suggest another time")
    await assembly.bea.fill({"Another time": "wed 15:00"})
    await assembly.bea.press("Explain a conflict")
    await assembly.bea.fill({"What stands against it": "I teach on Fridays"})
    assert "You suggested Wed 4 Mar, 15:00" in assembly.bea.sees("When can you?")
    progress = assembly.olga.sees("answered")
    assert "2 of 5 mentors answered" in progress
    assert "Bea Lind: suggests Wed 4 Mar, 14:00 (Europe/London)" in progress
    assert "I teach on Fridays" in progress


@pytest.mark.spec("CNL-4", "CHT-7")
async def test_answers_can_be_typed_and_the_question_shows_them(assembly: Assembly) -> None:
    await assembly.calls()
    code = assembly.code
    await assembly.bea.command("council", f"{code} answer 1 yes 2 maybe 3 no")
    assert "2: Mon 9 Mar, 15:00 (Europe/Berlin) · ? Maybe" in assembly.bea.sees("Your answers")
    assert "[✓ 2 Maybe]" in assembly.bea.sees("When can you?")
    await assembly.ada.command("council", f"{code} answer all no")
    await assembly.linus.command("council", f"{code} hours 19-22")
    assert assembly.council.votes_of(assembly.linus.id) == {}
    await assembly.linus.press("Answer so")
    await assembly.ken.command("council", f"{code} suggest thu 9am")
    votes = assembly.council.votes_of(assembly.ada.id)
    assert {vote.answer for vote in votes.values()} == {PollAnswer.NO}
    assert len(assembly.council.votes_of(assembly.linus.id)) == 3
    assert len(assembly.council.suggestions) == 1
    await assembly.ada.command("council", f"{code} answer 7 yes")
    assert "There is no time 7. Nothing was counted." in assembly.ada.last()
    await assembly.ada.command("council", f"{code} dance")
    assert "/council C-7F3K answer all yes" in assembly.ada.last()


@pytest.mark.spec("CNL-4", "SLT-5")
@pytest.mark.parametrize(
    ("typed", "day", "night"),
    [
        ("until 5", "until 17:00", "until 05:00"),
        ("from 3", "from 15:00", "from 03:00"),
        ("2-4", "14:00-16:00", "02:00-04:00"),
    ],
)
async def test_small_hours_of_an_answer_are_asked_about_and_shown_before_they_count(
    assembly: Assembly, typed: str, day: str, night: str
) -> None:
    await assembly.calls()
    await assembly.bea.command("council", f"{assembly.code} hours {typed}")
    assert f"[{day}]" in assembly.bea.last()
    assert f"[{night}]" in assembly.bea.last()
    await assembly.bea.press(day)
    assert "Your answer would be this" in assembly.bea.last()
    assert assembly.council.votes_of(assembly.bea.id) == {}
    await assembly.bea.press("Answer so")
    assert len(assembly.council.votes_of(assembly.bea.id)) == 3


@pytest.mark.spec("CNL-4", "SAF-3")
@pytest.mark.parametrize("typed", ["1" * 4000, "answer " + "9" * 4000 + " yes", "extend " + "9" * 4000])
async def test_endless_digits_are_not_read(assembly: Assembly, typed: str) -> None:
    await assembly.calls()
    await assembly.bea.command("council", f"{assembly.code} {typed}")
    assert assembly.council.votes_of(assembly.bea.id) == {}


@pytest.mark.spec("CNL-4", "CNL-9")
async def test_the_coordinator_sees_who_answered_what_and_nobody_else_does(assembly: Assembly) -> None:
    await assembly.calls()
    await assembly.answers(assembly.ada, "yes no maybe")
    await assembly.ada.command("council", f"{assembly.code} explain my train is late")
    assert "Not answered everything yet: Ken Ito, Bea Lind, Linus Rao, Grace Hall." in assembly.olga.sees(
        "answered"
    )
    await assembly.olga.press("Answers and notes")
    await assembly.olga.press("Write a note")
    await assembly.olga.fill({"Note": "Call Ken"})
    board = assembly.olga.sees("Answers: Scaling up")
    assert "Ada Byron\n1: ✓ Available\n2: ✗ No\n3: ? Maybe" in board
    assert "Call Ken" in board
    for someone in (assembly.mia, assembly.ben, assembly.grace):
        await someone.command("council", assembly.code)
        await someone.command("council", f"{assembly.code} answers")
        for secret in ("Not answered", "my train is late", "Call Ken", "✗ No"):
            assert secret not in someone.last()
        assert "No such council" in someone.last()


@pytest.mark.spec("CNL-5", "CNL-6", "CNL-8", "NTF-5")
async def test_who_is_silent_is_asked_again_ever_more_and_the_deadline_decides(assembly: Assembly) -> None:
    await assembly.calls()
    for mentor in (assembly.ada, assembly.bea, assembly.grace):
        await assembly.answers(mentor, "yes yes no")
    for hours, title in (
        (24, "Please answer: "),
        (48, "Your answer is still missing: "),
        (66, "Last call: "),
    ):
        await assembly.programme.later(hours=24 if hours < 60 else 18)
        for silent in (assembly.linus, assembly.ken):
            assert title in silent.last(), hours
        assembly.ada.sees_not(title)
    assert "Please answer" not in assembly.olga.screen()
    await assembly.at_the_deadline()
    assert assembly.council.status is CouncilStatus.CONFIRMED
    for someone in (assembly.olga, *assembly.mentors):
        assert someone.screen().count("Council confirmed: Scaling up") == 1
    assert "It was decided without you" in assembly.linus.sees("decided without you")
    for someone in assembly.mentors:
        assert "[1 Available]" not in someone.screen(), "dead buttons vanish"
        assert "[✓ 1 Available]" not in someone.screen()
    assert "This council is confirmed." in assembly.olga.sees("This council is")
    assert "It is as good as the next best time, Mon 9 Mar" in assembly.olga.sees("Council confirmed: ")


@pytest.mark.spec("CNL-6")
async def test_it_is_decided_as_soon_as_nothing_outstanding_can_change_it(assembly: Assembly) -> None:
    await assembly.calls()
    for mentor in (assembly.ada, assembly.bea, assembly.grace, assembly.linus):
        await assembly.answers(mentor, "yes no no")
        assert assembly.council.status is CouncilStatus.COLLECTING
    await assembly.answers(assembly.ken, "maybe")
    assert assembly.council.status is CouncilStatus.CONFIRMED
    assert "You said Maybe: you are welcome" in assembly.ken.last()
    assert "You take part." in assembly.ada.last()


@pytest.mark.spec("CNL-8", "NTF-2", "MTG-2", "SES-3")
async def test_material_reminders_and_link_reach_all_who_come(assembly: Assembly) -> None:
    await assembly.calls(**{"Preparation material": "Read chapter 3"})
    await assembly.mia.command("council", f"{assembly.code} register a plan for my shards")
    for mentor in assembly.mentors:
        await mentor.press("All of them work")
    start = start_of(assembly)
    await assembly.programme.until(start - timedelta(hours=48))
    for someone in (assembly.mia, *assembly.mentors):
        assert "Read chapter 3" in someone.sees("To prepare: Scaling up")
    assert "a plan for my shards" in assembly.ada.sees("To prepare")
    await assembly.programme.until(start - timedelta(hours=24))
    assembly.mia.sees("In 24 h: Scaling up")
    await assembly.mia.command("council", f"{assembly.code} join")
    assert "Join opens" in assembly.mia.last()
    await assembly.programme.until(start - timedelta(minutes=15))
    for someone in (assembly.mia, assembly.ada, assembly.grace):
        someone.sees("Time to join: Scaling up")
        await someone.press("Join")
        assert someone.links()[0].url.startswith("https://rooms.example/")
    assert assembly.mia.links()[0].url == assembly.ada.links()[0].url
    await assembly.programme.until(start + timedelta(minutes=76))
    await assembly.rounds()
    assert assembly.council.status is CouncilStatus.COMPLETED
    assert "[Join]" not in assembly.mia.screen()
    await assembly.mia.command("council", "past")
    assert "Scaling up · over" in assembly.mia.last()


@pytest.mark.spec("CNL-8", "CNL-9")
async def test_many_councils_at_once_are_told_apart(assembly: Assembly) -> None:
    await assembly.calls()
    first = assembly.code
    await assembly.calls(**{"Places for mentees": "2"})
    await assembly.answers(assembly.ada, "yes yes yes")
    assert assembly.council.votes_of(assembly.ada.id)
    await assembly.olga.command("council")
    assert assembly.olga.last().count("the mentors are being asked") == 2
    await assembly.ada.command("council", f"{first} answer all maybe")
    with assembly.programme.store.read() as tx:
        votes = [c.votes_of(assembly.ada.id) for c in tx.councils.listed(0, 9, everything=True)]
    assert sorted({vote.answer for vote in each.values()} == {PollAnswer.MAYBE} for each in votes) == [
        False,
        True,
    ]


@pytest.mark.spec("CNL-2")
async def test_a_time_before_the_deadline_leads_back_to_the_times(assembly: Assembly) -> None:
    await assembly.olga.command("council", "new")
    await assembly.olga.fill({"Topic": "Scaling up", "Expertise wanted": "systems"})
    await assembly.olga.press("Times ›")
    await assembly.proposes("3 mar 14:00; 9 mar 14:00; 10 mar 15:00")
    await assembly.olga.command("council", f"{assembly.code} ask")
    assert "That time is too soon" in assembly.olga.last()
    await assembly.olga.press("Times")
    await assembly.olga.press("✓ Tue 3 Mar 14:00")
    assert "2 times chosen" in assembly.olga.last()


@pytest.mark.spec("CNL-8", "CHT-2")
async def test_councils_are_found_where_one_looks_for_what_is_coming_up(assembly: Assembly) -> None:
    await assembly.calls()
    await assembly.mia.command("council", f"{assembly.code} register")
    await assembly.mia.fill({})
    assert "3 times still to answer" in await assembly.ada.open_home()
    assert "[My answers]" in await assembly.ada.open_home()
    for mentor in assembly.mentors:
        await mentor.press("All of them work")
    await assembly.programme.until(start_of(assembly) - timedelta(minutes=10))
    for someone in (assembly.ada, assembly.mia):
        home = await someone.open_home()
        assert "Nothing is coming up" not in home
        assert "Scaling up · " in home
        await someone.command("sessions")
        assert "Scaling up · " in someone.last()
        await someone.press("Join")
        assert "Open the meeting" in someone.last()
    for stranger in (assembly.ben, assembly.dan):
        assert "Scaling up" not in await stranger.open_home()
    await assembly.ada.command("sessions", "past")
    assert "Scaling up" not in assembly.ada.last()


@pytest.mark.spec("SAF-4")
async def test_who_calls_councils_without_end_is_asked_to_wait(assembly: Assembly) -> None:
    olga, programme = assembly.olga, assembly.programme
    programme.running = False  # the clock stands still but for the moment that each act takes

    async def call(topic: str) -> int:
        await olga.command("council", "new")
        await olga.fill({"Topic": topic, "Expertise wanted": "systems"})
        return programme.audited().count("COUNCIL_CALLED")

    assert [await call(topic) for topic in ("One", "Two", "Three", "Four")] == [1, 2, 3, 3]
    assert "this was not done. Try again in" in olga.last()
    programme.clock.move(timedelta(minutes=1))
    assert await call("Four") == 4
