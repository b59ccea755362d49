"""Mentors see what a change of their hours would do before it is saved."""

import pytest

from core.sessions import Status
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone


async def mia_teaches(cast: Cast) -> Someone:
    """Mia is a mentor too, at the door without modals."""
    await cast.olga.command("admin", "mentor @mia")
    await cast.mia.sets_hours("mon-fri 9-17")
    return cast.mia


@pytest.mark.spec("AVL-3", "AVL-6", "SLT-4")
async def test_a_typed_line_is_previewed_and_counts_after_one_press(cast: Cast) -> None:
    await cast.ana.command("availability", "mon-thu 9-17 break 12-13")
    preview = cast.ana.last()
    assert "Monday–Thursday: 09:00–12:00, 13:00–19:00 → 09:00–17:00, break 12:00–13:00" in preview
    assert "Tue 3 Mar: 09:00–12:00, 13:00–17:00, 14 slots" in preview
    assert "Fri 6 Mar: 09:00–12:00, 13:00–19:00, 18 slots" in preview
    assert preview.count(" slots") == 7
    assert cast.ana.buttons() == ["Save", "Change again", "Discard"]
    await cast.mia.command("book", "@ana tomorrow 4:30pm")
    assert "Review" in cast.mia.last(), "18:30 in São Paulo is open as long as nothing is saved"
    await cast.ana.press("Save")
    assert "Saved." in cast.ana.last()
    assert cast.ana.last().count("09:00–17:00, break 12:00–13:00") == 4
    await cast.mia.command("book", "@ana tomorrow 4:30pm")
    assert "outside the mentor's hours" in cast.mia.last()


@pytest.mark.spec("AVL-6")
async def test_a_discarded_change_leaves_everything_as_it_was(cast: Cast) -> None:
    await cast.ana.command("availability")
    before = cast.ana.last()
    await cast.ana.command("availability", "weekends")
    await cast.ana.press("Discard")
    assert "Nothing was changed." in cast.ana.last()
    await cast.ana.command("availability", "weekends")
    await cast.ana.command("availability", "discard")
    await cast.ana.command("availability", "save")
    assert "No longer there" in cast.ana.last()
    await cast.ana.command("availability")
    assert cast.ana.last() == before


@pytest.mark.spec("AVL-6")
async def test_a_change_that_is_not_saved_survives_a_restart_and_is_remembered(cast: Cast) -> None:
    await cast.ana.command("availability", "tue closed")
    cast.programme.restart()
    await cast.ana.command("availability")
    assert "not saved yet" in cast.ana.last()
    await cast.ana.press("Show the change")
    assert "Tuesday: 09:00–12:00, 13:00–19:00 → closed" in cast.ana.last()
    await cast.ana.press("Save")
    await cast.ana.command("availability")
    assert "not saved yet" not in cast.ana.last()
    assert "Tuesday: closed" in cast.ana.last()


@pytest.mark.spec("AVL-6")
async def test_changing_again_begins_with_what_was_typed(cast: Cast) -> None:
    await cast.ana.command("availability", "tue 9-10\noff 24-31 dec")
    await cast.ana.press("Change again")
    form = cast.ana.door.chat("ana").form
    assert form is not None
    assert form.fields[0].initial == "tue 9-10\noff 24-31 dec"
    await cast.ana.fill({"Hours and days off": "tue 9-11\noff 24-31 dec"})
    assert "→ 09:00–11:00" in cast.ana.last()
    assert "New: off Thu 24 Dec – Thu 31 Dec" in cast.ana.last()
    for dates in ("Thu 24 Dec – Fri 25 Dec", "Mon 28 Dec – Thu 31 Dec"):
        assert f"{dates}: 09:00–12:00, 13:00–19:00 → closed" in cast.ana.last()
    await cast.ana.press("Save")
    assert "Tuesday: 09:00–11:00" in cast.ana.last()


@pytest.mark.spec("AVL-6")
@pytest.mark.parametrize("again", [False, True], ids=["at once", "changed again"])
async def test_days_left_out_of_typed_hours_are_closed_where_the_usual_hours_held(
    cast: Cast, again: bool
) -> None:
    raj = cast.programme.meets("Raj Rao", "America/Sao_Paulo")
    await raj.command("start")
    await cast.olga.command("admin", "mentor @raj")
    if again:
        await raj.command("availability", "mon 8-9")
        await raj.press("Change again")
    else:
        await raj.command("availability")
        await raj.press("Type hours")
    assert "days you leave out are closed" in raj.last()
    await raj.say("mon-tue 9-12")
    await raj.press("Save")
    assert raj.last().count("09:00–12:00") == 2
    assert raj.last().count(": closed") == 5
    await raj.press("Type hours")
    assert "Days you leave out stay as they are" in raj.last()
    await raj.say("wed 9-12")
    await raj.press("Save")
    assert raj.last().count("09:00–12:00") == 3


@pytest.mark.spec("AVL-6")
async def test_a_day_is_edited_copied_and_changed_again_by_form(cast: Cast) -> None:
    await cast.ana.command("availability")
    await cast.ana.press("Mon")
    wrong = await cast.ana.fill({"Hours": "8-10", "The same on": "someday"})
    assert "I do not know that day" in wrong["The same on"]
    await cast.ana.fill({"Hours": "8-10", "The same on": "wed, sat"})
    assert "Mon, Wed: 09:00–12:00, 13:00–19:00 → 08:00–10:00" in cast.ana.last()
    assert "Saturday: closed → 08:00–10:00" in cast.ana.last()
    await cast.ana.press("Change again")
    form = cast.ana.door.chat("ana").form
    assert form is not None
    assert [field.initial for field in form.fields] == ["8-10", "wed, sat"]
    await cast.ana.fill({"The same on": "wed"})
    await cast.ana.press("Save")
    assert cast.ana.last().count("08:00–10:00") == 2


@pytest.mark.spec("AVL-3", "AVL-6")
async def test_a_day_is_edited_question_by_question_where_there_are_no_modals(cast: Cast) -> None:
    mia = await mia_teaches(cast)
    await mia.command("availability")
    await mia.press("Mon")
    assert await mia.fill({"Hours": "9-25"}) != {}
    await mia.say("9-17, lunch 12-13")
    await mia.press("Preview")
    assert "Monday: 09:00–17:00 → 09:00–17:00, break 12:00–13:00" in mia.last()
    await mia.say("book @ana tomorrow 3pm")
    assert "Review" in mia.last(), "a preview is no question"
    await mia.press("Change again")
    assert "9-17, lunch 12-13" in mia.last()
    await mia.press("Skip the rest")
    await mia.press("Save")
    assert "Monday: 09:00–17:00, break 12:00–13:00" in mia.last()


@pytest.mark.spec("AVL-3", "AVL-6")
async def test_what_is_shown_as_hours_is_understood_as_hours(cast: Cast) -> None:
    await cast.ana.sets_hours(
        "mon 12:00-02:00 (+1), break 0:30-1, buffer 13-13:15, blocked 20-21; sun 0-24"
    )
    await cast.ana.press("Mon")
    await cast.ana.fill({})
    assert "Nothing would change" in cast.ana.last()
    await cast.ana.command("availability")
    await cast.ana.press("Type hours")
    await cast.ana.fill({})
    assert "Nothing would change" in cast.ana.last()


@pytest.mark.spec("AVL-3", "AVL-6")
async def test_overlapping_hours_are_made_one_and_it_is_said(cast: Cast) -> None:
    await cast.ana.command("availability", "mon-wed 9-12, 11-13; sat 22-2; sun 01:00-03:00")
    assert "Overlapping hours on Monday–Wednesday were made one: 09:00–13:00." in cast.ana.last()
    assert "runs into the hours of Sunday" in cast.ana.last()


@pytest.mark.spec("AVL-3")
async def test_breaks_are_added_to_every_day_and_taken_away_again(cast: Cast) -> None:
    await cast.ana.sets_hours("mon-fri 9-17; sat 18-20")
    await cast.ana.sets_hours("break 12-13")
    assert cast.ana.last().count("09:00–17:00, break 12:00–13:00") == 5
    assert "Saturday: 18:00–20:00" in cast.ana.last()
    await cast.ana.sets_hours("no breaks")
    assert "break 12:00" not in cast.ana.last().replace("break 12-13", "")
    await cast.ana.sets_hours("mon closed")
    await cast.ana.sets_hours("mon on")
    assert cast.ana.last().count("09:00–17:00") == 5


@pytest.mark.spec("AVL-4")
async def test_exceptions_of_every_kind_typed_and_by_form(cast: Cast) -> None:
    await cast.ana.sets_hours("break tomorrow 13-15; buffer 4 mar 9-9:30 school run; blocked 5-6 mar")
    for shown in (
        "break Tue 3 Mar 13:00–15:00",
        "buffer Wed 4 Mar 09:00–09:30 (school run)",
        "off Thu 5 Mar – Fri 6 Mar",
    ):
        assert shown in cast.ana.last()
    await cast.ana.press("Days off")
    assert "half" not in str(await cast.ana.fill({"What": "Break", "From": "9 mar", "Hours": "25-26"}))
    wrong = await cast.ana.fill({"What": "Open at other hours", "From": "9 mar"})
    assert "Hours are missing" in wrong["Hours"]
    await cast.ana.fill({"What": "Break", "From": "2026-03-09", "To": "2026-03-10", "Hours": "16-17"})
    assert (
        "Mon 9 Mar – Tue 10 Mar: 09:00–12:00, 13:00–19:00 → 09:00–12:00, 13:00–16:00, 17:00–19:00"
        in cast.ana.last()
    )
    await cast.ana.press("Save")
    assert "break Mon 9 Mar – Tue 10 Mar 16:00–17:00" in cast.ana.last()


@pytest.mark.spec("AVL-6", "CAN-4")
async def test_booked_sessions_that_fall_outside_are_kept_or_cancelled_by_choice(cast: Cast) -> None:
    cast.programme.set_policies(reassign_on_mentor_cancel=False)
    for time in ("3pm", "4pm"):
        await cast.mia.command("book", f"@ana tomorrow {time}")
        await cast.mia.press("Confirm booking")
    await cast.ana.command("availability", "off tomorrow")
    preview = cast.ana.last()
    assert "Booked, but outside the new hours" in preview
    assert preview.count("with Mia Chen") == 2
    assert "Saving keeps them as they are" in preview
    await cast.ana.press("Cancel Tue 3 Mar 17:00 instead")
    wrong = await cast.ana.fill({})
    assert wrong
    await cast.ana.fill({"Reason": "Schedule conflict"})
    preview = cast.ana.sees("save them?")
    assert "is cancelled." in preview
    assert preview.count("with Mia Chen") == 1
    cast.mia.sees("Session Cancelled")
    await cast.ana.press("Save")
    assert "Booked outside these hours; they stay as they are" in cast.ana.last()
    statuses = [session.status for session in cast.programme.sessions_of(cast.mia)]
    assert statuses == [Status.CANCELLED, Status.SCHEDULED]


@pytest.mark.spec("AVL-6", "CAN-4", "POL")
async def test_where_mentors_may_not_cancel_they_may_ask_to_move(cast: Cast) -> None:
    cast.programme.set_policies(mentor_may_cancel=False)
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    await cast.ana.command("availability", "off tomorrow")
    assert "Mentors do not cancel sessions here" in cast.ana.last()
    assert cast.ana.buttons() == ["Ask to move Tue 3 Mar 17:00", "Save", "Change again", "Discard"]
    await cast.ana.press("Ask to move Tue 3 Mar 17:00")
    assert "Another time for" in cast.ana.last()


@pytest.mark.spec("AVL-6", "RSC-1", "POL")
async def test_where_nobody_has_to_agree_a_session_outside_the_hours_is_rescheduled(cast: Cast) -> None:
    cast.programme.set_policies(reschedule_needs_approval=False)
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    await cast.ana.command("availability", "off tomorrow")
    assert cast.ana.buttons()[:2] == ["Reschedule Tue 3 Mar 17:00", "Cancel Tue 3 Mar 17:00 instead"]


@pytest.mark.spec("AVL-6", "CAN-4", "POL")
async def test_where_mentors_may_do_neither_only_keeping_is_offered(cast: Cast) -> None:
    cast.programme.set_policies(mentor_may_cancel=False, mentor_may_reschedule=False)
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    await cast.ana.command("availability", "off tomorrow")
    assert "the mentee can cancel or reschedule this session" in cast.ana.last()
    assert cast.ana.buttons() == ["Save", "Change again", "Discard"]


@pytest.mark.spec("AVL-6", "BOK-6")
async def test_what_changed_meanwhile_is_shown_instead_of_saving(cast: Cast) -> None:
    mia = await mia_teaches(cast)
    await mia.command("availability", "mon closed")
    message, save = mia.control("Save")
    await cast.olga.command("admin", "availability @mia copy from @ana")
    await cast.olga.press("Save")
    await mia.push(save.action, message)
    assert "Something has changed meanwhile" in mia.message(message)
    assert "Monday: 09:00–12:00, 13:00–19:00 → closed" in mia.message(message)
    await mia.push(save.action, message)
    assert "Saved." in mia.message(message)
    await mia.push(save.action, message)
    assert "No longer there" in mia.message(message)


@pytest.mark.spec("AVL-7", "ADM-1")
async def test_an_admin_copies_a_week_after_a_preview_and_the_mentor_is_told(cast: Cast) -> None:
    mia = await mia_teaches(cast)
    await cast.olga.command("admin", "availability @mia copy from @ana")
    assert "Mia Chen’s new hours" in cast.olga.last()
    assert "Monday–Friday: 09:00–17:00 → 09:00–12:00, 13:00–19:00" in cast.olga.last()
    assert "meant in America/New_York" in cast.olga.last()
    mia.sees_not("Your hours have changed")
    await cast.olga.press("Save")
    assert "has been told" in cast.olga.last()
    told = mia.sees("Your hours have changed")
    assert "Olga Okafor" in told
    assert told.count("09:00–12:00, 13:00–19:00") == 5
    for typed in (
        "availability",
        "availability @mia",
        "availability @ben copy from @ana",
        "availability @mia copy from @ben",
    ):
        await cast.olga.command("admin", typed)
        assert "Save" not in cast.olga.buttons()
    await cast.olga.command("admin", "availability @mia copy from @ana")
    assert "Nothing would change" in cast.olga.last()
    await cast.mia.command("admin", "availability @ana copy from @mia")
    assert "For admins only" in cast.mia.last()


@pytest.mark.spec("AVL-2")
async def test_limits_are_typed_as_one_says_them_and_can_go_back_to_the_programmes(cast: Cast) -> None:
    mia = await mia_teaches(cast)
    await mia.command("availability")
    await mia.press("Limits")
    await mia.fill(
        {
            "Usual length": "45 min",
            "Buffer between sessions": "15 min",
            "Minimum notice": "1 day 2h",
            "Bookable days ahead": "6 weeks",
            "Sessions a week at most": "3",
            "Time zone of your hours": "Lisbon",
        }
    )
    preview = mia.sees("new hours")
    for line in (
        "Time zone: America/New_York → Europe/Lisbon",
        "Usual length: 30 min → 45 min",
        "Buffer: nothing → 15 min",
        "Notice: 30 min → 26 h",
        "Bookable: 60 days ahead → 42 days ahead",
        "A week: no maximum → at most 3 sessions",
    ):
        assert line in preview
    await mia.press("Save")
    await mia.press("Limits")
    await mia.fill(
        {
            "Usual length": "The programme's: 30 min",
            "Minimum notice": "usual",
            "Time zone of your hours": "New York",
        }
    )
    assert "Notice: 26 h → 30 min" in mia.sees("new hours")
    await mia.press("Save")
    assert "Sessions of 30 min, 15 min buffer" in mia.last()
    await mia.press("Limits")
    wrong = await mia.fill({"Bookable days ahead": "5000"})
    assert "out of range" in wrong["Bookable days ahead"]


@pytest.mark.spec("AVL-2")
async def test_a_schedule_that_is_switched_off_offers_nothing(cast: Cast) -> None:
    await cast.ana.command("availability")
    await cast.ana.press("Limits")
    await cast.ana.fill({"Schedule": "Switched off"})
    assert "no time could be booked" in cast.ana.last()
    await cast.ana.press("Save")
    assert "switched off" in cast.ana.last()
    await cast.mia.command("book", "@ana tomorrow 3pm")
    assert "Review" not in cast.mia.last()


@pytest.mark.spec("AVL-2")
async def test_the_zone_of_the_hours_is_typed(cast: Cast) -> None:
    await cast.ana.sets_hours("zone Kathmandu")
    assert "Asia/Kathmandu" in cast.ana.last()
    await cast.ana.command("availability", "zone Springfield-on-Mars")
    assert "Nothing was changed" in cast.ana.last()


@pytest.mark.spec("AVL-6", "SLT-4")
async def test_mentors_see_what_mentees_are_offered_with_each_empty_day_explained(cast: Cast) -> None:
    await cast.ana.sets_hours("off tomorrow")
    await cast.ana.command("availability", "preview")
    offered = cast.ana.last()
    assert "What mentees see" in offered
    assert "Tue 3 Mar: away" in offered
    assert "Wed 4 Mar: 09:00 09:30 10:00" in offered
    assert "Sat 7 Mar: no hours" in offered
    await cast.ana.press("Later ›")
    assert "Mon 9 Mar" in cast.ana.last()
    await cast.ana.press("My availability")
    assert "Your availability" in cast.ana.last()
