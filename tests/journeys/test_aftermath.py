"""After a session: who came, what is said about it, and what admins decide."""

import pytest

from bot.actions.aftermath import (
    GiveFeedback,
    NeitherCame,
    ObjectNoShow,
    ReportAbsent,
    TookPlace,
    WriteNote,
)
from bot.actions.disputes import DismissDispute, UpholdDispute
from bot.actions.sessions import JoinSession, ShowSession
from bot.formats import card_text
from bot.ui import Card
from core.attendance import Absent, DisputeStatus
from core.refunds import Refund, RefundStatus
from core.sessions import Session, Status
from tests.journeys.afterwards import (
    END,
    HOUR,
    MINUTE,
    SECOND,
    START,
    book,
    booked,
    dispute_of,
    held,
    now_of,
    reports_ana,
    reports_mia,
    rounds,
    used,
)
from tests.journeys.conftest import Cast
from tests.journeys.programme import at_once

__all__ = ["booked"]

# --- the end of a session


@pytest.mark.spec("SES-4", "AFT-1")
async def test_both_came_so_it_is_completed_and_the_mentee_is_asked_how_it_was(
    cast: Cast, booked: Session
) -> None:
    await cast.programme.until(START)
    await cast.mia.press("Join")
    assert now_of(cast.mia).status is Status.IN_PROGRESS
    await cast.ana.press("Join")
    await rounds(cast, END + 15 * MINUTE - SECOND)
    assert now_of(cast.mia).status is Status.IN_PROGRESS
    await rounds(cast, END + 15 * MINUTE)
    assert now_of(cast.mia).status is Status.COMPLETED
    cast.mia.sees("How was it: Mentor session?")
    cast.ana.sees_not("How was it")
    assert used(cast, cast.mia) == 1
    await rounds(cast, END + HOUR)
    assert cast.mia.screen().count("How was it") == 1
    assert cast.programme.audited().count("SESSION_COMPLETED") == 1


@pytest.mark.spec("MTG-3", "NTF-5")
async def test_only_the_mentor_came_so_the_mentor_is_asked_and_says_so(cast: Cast, booked: Session) -> None:
    await held(cast, cast.ana)
    question = cast.ana.sees("Did it take place")
    assert "not seen Mia Chen come" in question
    assert "It did not take place" not in question
    cast.mia.sees_not("Did it take place")
    await reports_mia(cast)
    session = now_of(cast.mia)
    assert (session.status, session.absent, session.counted, session.refund) == (
        Status.NO_SHOW, Absent.MENTEE, True, None,
    )  # fmt: skip
    told = cast.mia.sees("No-show")
    assert "you did not come" in told
    assert "Nothing is given back" in told
    assert "counts for your month" in told
    assert used(cast, cast.mia) == 1
    cast.ana.sees_not("Did it take place")
    cast.mia.sees_not("How was it")


@pytest.mark.spec("MTG-3")
async def test_who_came_can_say_that_it_took_place_all_the_same(cast: Cast, booked: Session) -> None:
    await held(cast, cast.ana)
    await cast.ana.press("It took place")
    assert now_of(cast.mia).status is Status.COMPLETED
    cast.mia.sees("How was it")
    cast.ana.sees_not("Did it take place")


@pytest.mark.spec("MTG-3", "AFT-1")
@pytest.mark.parametrize("name", ["mia", "ben"], ids=["without modals", "with modals"])
async def test_a_mentee_who_says_that_it_took_place_is_asked_at_once_how_it_was(
    cast: Cast, name: str
) -> None:
    mentee = getattr(cast, name)
    await book(mentee, "2026-03-05 15:00 New York")
    await held(cast, mentee)
    await mentee.press("It took place")
    assert "The session counts as completed" in mentee.sees("How was it?")
    await mentee.press("Give feedback")
    await mentee.fill({"Overall": "4", "How useful was it?": "4"})
    assert "4 of 5, usefulness 4 of 5" in cast.ana.sees("Feedback: Mentor session")
    mentee.sees_not("How was it")


@pytest.mark.spec("MTG-3", "AFT-3", "CAN-3", "BOK-2")
async def test_only_the_mentee_came_so_an_admin_decides_and_all_is_given_back(
    cast: Cast, booked: Session
) -> None:
    await held(cast, cast.mia)
    cast.ana.sees_not("Did it take place")
    await cast.mia.press("Ana did not come")
    consequences = cast.mia.last()
    assert "An admin decides" in consequences
    assert "80.00" in consequences
    await cast.mia.fill({"What happened?": "I waited twenty minutes"})
    assert now_of(cast.mia).status is Status.COMPLETED, "meanwhile"
    cast.mia.sees_not("How was it")
    assert "I waited twenty minutes" in cast.ana.sees("you did not come")
    dispute = cast.olga.sees("A dispute to decide")
    for words in (
        "High priority",
        "Mia Chen says that Ana Lima did not come",
        "I waited",
        "Seen to join",
        "80.00",
    ):
        assert words in dispute
    await cast.olga.press("Confirm")
    session = now_of(cast.mia)
    assert (session.status, session.absent, session.counted) == (Status.NO_SHOW, Absent.MENTOR, False)
    assert session.refund == Refund(100, 8000, RefundStatus.PENDING)
    assert used(cast, cast.mia) == 0
    told = cast.mia.sees("The report is closed")
    assert "An admin has confirmed that Ana Lima did not come" in told
    assert "80.00" in told
    assert "does not count for your month" in told
    assert "confirmed that you did not come" in cast.ana.sees("The report is closed")
    cast.olga.sees_not("A dispute to decide")
    assert cast.programme.audited().count("ADMIN_DISPUTE_RESOLVED") == 1
    await cast.mia.push(GiveFeedback(session.id))
    assert "took place" in cast.mia.last()


@pytest.mark.spec("MTG-3", "AFT-3")
async def test_nobody_came_so_both_are_asked_and_admins_hear_that_it_did_not_take_place(
    cast: Cast, booked: Session
) -> None:
    await held(cast)
    for someone in (cast.mia, cast.ana):
        assert "neither of you" in someone.sees("Did it take place")
    await cast.ana.press("It did not take place")
    session = now_of(cast.mia)
    assert (session.status, session.absent, session.refund) == (Status.NO_SHOW, Absent.BOTH, None)
    assert "it did not take place" in cast.mia.sees("No-show")
    cast.mia.sees_not("Did it take place")
    assert "no-show of both" in cast.olga.sees("A session did not take place")
    await cast.mia.press("It took place")
    assert now_of(cast.mia).status is Status.COMPLETED
    cast.ana.sees("It did take place")


@pytest.mark.spec("MTG-3")
async def test_unanswered_for_a_day_it_counts_as_completed_and_admins_hear_of_it(
    cast: Cast, booked: Session
) -> None:
    await held(cast, cast.ana)
    asked = now_of(cast.mia).attendance_asked_at
    assert asked is not None
    await rounds(cast, asked + 24 * HOUR - SECOND)
    assert now_of(cast.mia).status is Status.IN_PROGRESS
    await rounds(cast, asked + 24 * HOUR + SECOND)
    assert now_of(cast.mia).status is Status.COMPLETED
    assert "Ana Lima at" in cast.olga.sees("A session that nobody confirmed")
    cast.ana.sees_not("Did it take place")
    cast.mia.sees_not("How was it")
    await rounds(cast, END + 30 * HOUR)
    assert cast.olga.screen().count("nobody confirmed") == 1


@pytest.mark.spec("MTG-3", "NTF-2")
async def test_after_a_downtime_of_days_who_came_is_asked_before_it_counts(
    cast: Cast, booked: Session
) -> None:
    cast.programme.running = False
    await cast.programme.until(END + 60 * HOUR)
    cast.programme.running = True
    await rounds(cast, END + 60 * HOUR + SECOND)
    for someone in (cast.ana, cast.mia):
        assert "until Mon 9 Mar" in someone.sees("Did it take place")
    cast.olga.sees_not("nobody confirmed")
    await rounds(cast, END + 80 * HOUR)
    await cast.mia.press("Ana did not come")
    await cast.mia.fill({"What happened?": "I waited"})
    assert dispute_of(cast, booked)[1] is DisputeStatus.OPEN


@pytest.mark.spec("MTG-3", "BOK-1")
@pytest.mark.parametrize("way", ["own link", "In person", "Chat", "own link, changed since"])
async def test_where_nobody_knows_who_came_nobody_is_absent(cast: Cast, way: str) -> None:
    if way.startswith("own link"):
        cast.programme.change_mentor(cast.ana, meeting_link="https://meet.example/ana")
        await book(cast.mia, "thu 3pm")
        if way.endswith("since"):
            cast.programme.change_mentor(cast.ana, meeting_link="https://meet.example/other")
    else:
        place = {"Place": "Café Central"} if way == "In person" else {}
        await book(cast.mia, "thu 3pm", Meeting=way, **place)
    await held(cast)
    assert now_of(cast.mia).status is Status.COMPLETED
    cast.mia.sees("How was it")
    cast.ana.sees_not("Did it take place")
    await cast.ana.push(ShowSession(now_of(cast.mia).id))
    assert "Mia did not come" in cast.ana.buttons()


# --- reports, what is taken back, objections


@pytest.mark.spec("AFT-3", "SES-4", "CHT-4")
async def test_a_mentor_reports_from_a_quarter_of_an_hour_after_the_start_and_takes_it_back(
    cast: Cast, booked: Session
) -> None:
    await cast.programme.until(START + 15 * MINUTE - 5 * SECOND)
    await cast.ana.command("sessions", f"{booked.code} no-show")
    assert "A little patience" in cast.ana.last()
    await cast.programme.until(START + 15 * MINUTE)
    await cast.ana.command("sessions", f"{booked.code} no-show")
    assert await cast.ana.fill({"What happened?": "Mia Chen did not come"}) == {}
    assert now_of(cast.mia).absent is Absent.MENTEE
    await cast.mia.push(JoinSession(booked.id))
    assert "Too late" in cast.mia.last()
    await cast.ana.press("It took place")
    assert now_of(cast.mia).status is Status.COMPLETED
    cast.mia.sees("It did take place")
    cast.mia.sees("How was it")
    told = [cast.mia.message(notice) for notice in cast.mia.notices()]
    assert not any("you did not come" in each for each in told)
    assert used(cast, cast.mia) == 1


@pytest.mark.spec("AFT-3", "SES-4")
async def test_completed_can_be_overturned_for_a_day_and_no_longer(cast: Cast, booked: Session) -> None:
    await held(cast, cast.ana, cast.mia)
    await cast.programme.until(END + 24 * HOUR - 5 * SECOND)
    await cast.ana.push(ReportAbsent(booked.id, now_of(cast.mia).revision))
    await cast.ana.fill({"What happened?": "Mia Chen did not come"})
    assert now_of(cast.mia).absent is Absent.MENTEE
    cast.mia.sees_not("How was it")
    await cast.programme.until(END + 24 * HOUR + SECOND)
    await cast.ana.push(TookPlace(booked.id, now_of(cast.mia).revision))
    assert "Too late for that" in cast.ana.last()
    await cast.mia.press("I did come")
    await cast.mia.fill({"What happened?": "We talked for half an hour"})
    assert "We talked" in cast.olga.sees("A dispute to decide")
    await cast.olga.press("Confirm")
    assert now_of(cast.mia).status is Status.COMPLETED
    assert "Mia Chen did come" in cast.ana.sees("The report is closed")
    await cast.ana.push(ReportAbsent(booked.id, now_of(cast.mia).revision))
    assert "decided" in cast.ana.last() or "Too late" in cast.ana.last()


@pytest.mark.spec("AFT-3")
async def test_an_objection_is_dismissed_and_the_no_show_stays(cast: Cast, booked: Session) -> None:
    await held(cast, cast.ana)
    await reports_mia(cast)
    await cast.mia.press("I did come")
    await cast.mia.fill({"What happened?": "I was in the room"})
    assert "Mia Chen says that they did come" in cast.ana.sees("I was in the room")
    assert "Medium priority" in cast.olga.sees("A dispute to decide")
    await cast.olga.press("Dismiss")
    await cast.olga.fill({"Reason": "Nothing of it is so"})
    assert now_of(cast.mia).absent is Absent.MENTEE
    assert "not confirmed that you did come" in cast.mia.sees("The report is closed")
    await cast.mia.push(ObjectNoShow(booked.id, now_of(cast.mia).revision))
    assert "decided" in cast.mia.last()


@pytest.mark.spec("AFT-3")
async def test_a_mentor_gives_in_to_an_objection(cast: Cast, booked: Session) -> None:
    await held(cast, cast.ana)
    await reports_mia(cast)
    await cast.mia.press("I did come")
    await cast.mia.fill({"What happened?": "I was in the room"})
    await cast.ana.press("Take the report back")
    assert now_of(cast.mia).status is Status.COMPLETED
    assert "Ana Lima agrees that you did come" in cast.mia.sees("The report is closed")
    cast.mia.sees("How was it")
    cast.olga.sees_not("A dispute to decide")
    assert dispute_of(cast, booked)[1] is DisputeStatus.RESOLVED


@pytest.mark.spec("AFT-3")
async def test_a_mentee_reports_before_the_end_and_takes_it_back_when_the_mentor_comes(
    cast: Cast, booked: Session
) -> None:
    await cast.programme.until(START + 20 * MINUTE)
    await cast.mia.press("Join")
    await cast.mia.command("sessions", f"{booked.code} no-show")
    await cast.mia.fill({"What happened?": "Nobody is here"})
    assert now_of(cast.mia).status is Status.IN_PROGRESS, "Join stays open"
    await cast.ana.press("Join")
    await cast.mia.press("Take the report back")
    assert "taken back" in cast.ana.sees("The report is closed")
    assert "Taken back" in cast.olga.sees("A dispute")
    await rounds(cast, END + HOUR)
    assert now_of(cast.mia).status is Status.COMPLETED
    cast.mia.sees("How was it")


@pytest.mark.spec("AFT-3", "MTG-3")
async def test_while_an_admin_decides_nobody_is_asked_and_it_counts_as_completed(
    cast: Cast, booked: Session
) -> None:
    await cast.programme.until(START + 20 * MINUTE)
    await cast.mia.press("Join")
    await cast.mia.command("sessions", f"{booked.code} no-show")
    await cast.mia.fill({"What happened?": "Nobody is here"})
    await rounds(cast, END + HOUR)
    assert now_of(cast.mia).status is Status.COMPLETED
    cast.mia.sees_not("Did it take place")
    cast.mia.sees_not("How was it")
    for action in (ReportAbsent(booked.id, now_of(cast.mia).revision), GiveFeedback(booked.id)):
        await cast.mia.push(action)
        assert "An admin is deciding" in cast.mia.last()
    await cast.olga.press("Dismiss")
    await cast.olga.fill({"Reason": "Nothing of it is so"})
    assert now_of(cast.mia).status is Status.COMPLETED
    await cast.mia.push(GiveFeedback(booked.id))
    cast.mia.sees("Overall")


@pytest.mark.spec("AFT-3")
async def test_a_mentor_who_was_absent_cannot_be_first_with_a_report(cast: Cast, booked: Session) -> None:
    await cast.programme.until(START + 15 * MINUTE)
    await cast.ana.command("sessions", f"{booked.code} no-show")
    await cast.ana.fill({"What happened?": "Mia Chen did not come"})
    await reports_ana(cast)
    await cast.olga.press("Confirm")
    session = now_of(cast.mia)
    assert (session.absent, session.counted) == (Absent.MENTOR, False)
    assert session.refund is not None


# --- admins


@pytest.mark.spec("AFT-3", "ADM-1")
async def test_admins_list_what_there_is_to_decide_and_others_do_not(cast: Cast, booked: Session) -> None:
    await cast.olga.command("admin", "disputes")
    assert "nothing to decide" in cast.olga.last()
    await held(cast, cast.mia)
    await reports_ana(cast)
    await cast.olga.command("admin", "disputes")
    assert "I waited twenty minutes" in cast.olga.last()
    dispute, _ = dispute_of(cast, booked)
    for someone in (cast.mia, cast.ana, cast.ben):
        await someone.command("admin", "disputes")
        assert "admins" in someone.last()
        for action in (UpholdDispute(dispute), DismissDispute(dispute)):
            await someone.push(action)
            assert "admins" in someone.last()
    assert dispute_of(cast, booked)[1] is DisputeStatus.OPEN
    await cast.olga.push(UpholdDispute(12345))
    assert "Not found" in cast.olga.last()


@pytest.mark.spec("AFT-3", "BOK-6")
async def test_two_admins_decide_at_once_and_one_of_them_does(cast: Cast, booked: Session) -> None:
    await cast.olga.command("admin", "admin ben")
    await cast.olga.press("Make admin")
    await held(cast, cast.mia)
    await reports_ana(cast)
    for admin in (cast.olga, cast.ben):
        admin.sees("A dispute to decide")
    dispute, _ = dispute_of(cast, booked)
    await at_once(
        lambda: cast.olga.push(UpholdDispute(dispute)), lambda: cast.ben.push(UpholdDispute(dispute))
    )
    answers = [cast.olga.screen(), cast.ben.screen()]
    assert sum("Decided already" in answer for answer in answers) == 1
    assert cast.programme.audited().count("ADMIN_DISPUTE_RESOLVED") == 1
    assert cast.mia.screen().count("The report is closed") == 1
    for admin in (cast.olga, cast.ben):
        admin.sees_not("A dispute to decide")


@pytest.mark.spec("AFT-3", "SAF-1")
async def test_an_admin_does_not_decide_about_their_own_session_while_another_can(
    cast: Cast, booked: Session
) -> None:
    await cast.olga.command("admin", "admin ana")
    await cast.olga.press("Make admin")
    await held(cast, cast.mia)
    await reports_ana(cast)
    cast.ana.sees_not("A dispute to decide")
    dispute, _ = dispute_of(cast, booked)
    await cast.ana.push(DismissDispute(dispute))
    assert "your own session" in cast.ana.last()
    await cast.ana.command("admin", "remove admin olga")
    await cast.ana.press("Remove admin")
    await cast.ana.push(DismissDispute(dispute))
    await cast.ana.fill({"Reason": "I was there"})
    assert dispute_of(cast, booked)[1] is DisputeStatus.DISMISSED


@pytest.mark.spec("AFT-3", "MTG-3", "NTF-5")
async def test_a_mentor_who_was_not_seen_reports_all_the_same_and_the_mentee_who_was_asked_can_object(
    cast: Cast, booked: Session
) -> None:
    await held(cast, cast.mia)
    cast.mia.sees("Did it take place")
    cast.ana.sees_not("Did it take place")
    assert "Did it take place" not in await cast.ana.open_home()
    await cast.ana.command("sessions", booked.code)
    await cast.ana.press("Mia did not come")
    form = cast.ana.door.chat("ana").form
    assert form is not None
    assert "Mia Chen pressed Join at 17:00 (America/Sao_Paulo)" in card_text(Card("", form.intro))
    await cast.ana.fill({"What happened?": "Mia Chen did not come"})
    session = now_of(cast.mia)
    assert (session.status, session.absent) == (Status.NO_SHOW, Absent.MENTEE)
    cast.mia.sees_not("Did it take place")
    reported = cast.mia.sees("you did not come")
    assert "[I did come]" in reported
    assert "Sat 7 Mar, 15:46 (America/New_York)" in reported, "as long as the mentor had"
    await cast.mia.press("I did come")
    await cast.mia.fill({"What happened?": "I was there and waited"})
    assert "Seen to join: Mia Chen at 20:00" in cast.olga.sees("A dispute to decide")
    await cast.olga.press("Confirm")
    assert now_of(cast.mia).status is Status.COMPLETED
    cast.ana.sees("The report is closed")


@pytest.mark.spec("AFT-3", "MTG-3")
async def test_a_mentee_who_was_not_seen_reports_the_mentor_while_the_mentor_is_asked(
    cast: Cast, booked: Session
) -> None:
    await held(cast, cast.ana)
    await cast.mia.command("sessions", booked.code)
    await reports_ana(cast)
    assert dispute_of(cast, booked)[1] is DisputeStatus.OPEN
    cast.ana.sees_not("Did it take place")
    assert "An admin decides about it" in cast.ana.sees("A report about")


# --- whoever presses, however often


@pytest.mark.spec("SAF-1", "BOK-6")
async def test_foreign_stale_and_repeated_presses_change_nothing(cast: Cast, booked: Session) -> None:
    await held(cast, cast.ana)
    revision = now_of(cast.mia).revision
    deeds = [kind(booked.id, revision) for kind in (TookPlace, NeitherCame, ReportAbsent, ObjectNoShow)]
    for action in (*deeds, GiveFeedback(booked.id), WriteNote(booked.id)):
        await cast.ben.push(action)
        assert "Not found" in cast.ben.last()
        await cast.olga.push(action)
        assert "Not found" in cast.olga.last()
    for action in deeds:
        if not isinstance(action, ReportAbsent):
            await cast.mia.push(action)
            assert "Not as things are" in cast.mia.last(), (
                "the mentee was not seen to come, and is not asked"
            )
    await at_once(lambda: cast.ana.push(deeds[0]), lambda: cast.ana.push(deeds[0]))
    assert cast.programme.audited().count("SESSION_COMPLETED") == 1
    await cast.ana.push(deeds[0])
    assert "changed meanwhile" in cast.ana.last()
    await cast.ana.push(NeitherCame(booked.id, revision + 1))
    assert "Not as things are" in cast.ana.last()
    assert now_of(cast.mia).status is Status.COMPLETED


@pytest.mark.spec("SAF-1")
async def test_nothing_is_said_of_a_session_that_was_cancelled_or_has_not_begun(
    cast: Cast, booked: Session
) -> None:
    for kind in (TookPlace, NeitherCame, ReportAbsent, ObjectNoShow):
        await cast.ana.push(kind(booked.id, booked.revision))
        assert "patience" in cast.ana.last() or "Not as things are" in cast.ana.last()
    await cast.mia.command("sessions", f"{booked.code} cancel")
    await cast.mia.fill({"Reason": "Schedule conflict"})
    await cast.programme.until(END)
    for kind in (TookPlace, NeitherCame, ReportAbsent, ObjectNoShow):
        await cast.ana.push(kind(booked.id, now_of(cast.mia).revision))
        assert "Not as things are" in cast.ana.last()


@pytest.mark.spec("NTF-3", "AFT-3")
async def test_a_counterpart_who_is_blocked_or_no_mentor_any_more_costs_the_other_nothing(
    cast: Cast, booked: Session
) -> None:
    await held(cast, cast.mia)
    cast.ana.door.blocks("ana")
    await cast.olga.command("admin", "remove mentor ana")
    await cast.olga.press("Remove mentor")
    await reports_ana(cast)
    await cast.olga.press("Confirm")
    assert "confirmed that Ana Lima did not come" in cast.mia.sees("The report is closed")
    assert now_of(cast.mia).counted is False
