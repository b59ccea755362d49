"""A mentor says when, typed and by form; what mentees are offered follows."""

import pytest

from tests.journeys.conftest import Cast


async def offered(cast: Cast, text: str = "@ana") -> str:
    """What Mia is shown for `/book text`."""
    await cast.mia.command("book", text)
    return cast.mia.last()


@pytest.mark.spec("AVL-3", "AVL-6", "SLT-3")
async def test_a_typed_week_is_shown_and_offered_in_the_mentees_own_time(cast: Cast) -> None:
    await cast.ana.sets_hours("mon-thu 9-12, 14-18")
    week = cast.ana.last()
    assert "America/Sao_Paulo" in week
    assert week.count("09:00–12:00, 14:00–18:00") == 4
    assert week.count(": closed") == 2
    await offered(cast, "@ana tuesday")
    starts = {label for label in cast.mia.buttons() if ":" in label}
    assert {"07:00", "09:30", "12:00", "15:30"} <= starts  # São Paulo is two hours ahead of New York
    assert not {"06:30", "10:00", "11:30", "16:00"} & starts


@pytest.mark.spec("AVL-3")
async def test_hours_may_run_past_midnight(cast: Cast) -> None:
    await cast.ana.sets_hours("tue 22:00-02:00")
    assert "22:00–02:00 (+1)" in cast.ana.last()
    assert "Review" in await offered(cast, "@ana tue 3 march 11:30pm")


@pytest.mark.spec("AVL-4")
async def test_days_off_are_typed_shown_and_not_offered_and_can_be_taken_back(cast: Cast) -> None:
    await cast.ana.sets_hours("off 3-5 mar dentist")
    assert "off Tue 3 Mar – Thu 5 Mar (dentist)" in cast.ana.last()
    assert "away" in await offered(cast, "@ana tomorrow 3pm")
    assert "Tue 3 Mar: away" in await offered(cast)
    await cast.ana.press("Remove Tue 3 Mar – Thu 5 Mar")
    await cast.ana.press("Save")
    assert "dentist" not in cast.ana.last()
    assert "Review" in await offered(cast, "@ana tomorrow 3pm")


@pytest.mark.spec("AVL-4")
async def test_open_hours_by_date_replace_the_pattern_of_that_date(cast: Cast) -> None:
    await cast.ana.sets_hours("open sat 7 march 10-11")
    assert "Review" in await offered(cast, "@ana sat 7 march 8am")
    assert "outside the mentor's hours" in await offered(cast, "@ana sat 7 march 10am")


@pytest.mark.spec("AVL-3", "AVL-6")
async def test_one_day_is_changed_by_form(cast: Cast) -> None:
    await cast.ana.command("availability")
    await cast.ana.press("Wed")
    form = cast.ana.door.chat("ana").form
    assert form is not None
    assert [(field.label, field.initial) for field in form.fields] == [
        ("Hours", "09:00-12:00, 13:00-19:00"),
        ("The same on", ""),
    ]
    wrong = await cast.ana.fill({"Hours": "9-25"})
    assert "Nothing was changed" in wrong["Hours"]
    assert await cast.ana.fill({"Hours": "8-10"}) == {}
    await cast.ana.press("Save")
    assert "08:00–10:00" in cast.ana.last()
    await cast.ana.press("Thu")
    await cast.ana.fill({"Hours": "closed"})
    await cast.ana.press("Save")
    assert cast.ana.last().count(": closed") == 3


@pytest.mark.spec("AVL-4", "AVL-6")
async def test_days_off_by_form(cast: Cast) -> None:
    await cast.ana.command("availability")
    await cast.ana.press("Days off")
    wrong = await cast.ana.fill({"From": "the day before never"})
    assert wrong["From"]
    await cast.ana.fill({"What": "Off", "From": "2026-12-24", "To": "2026-12-31", "Reason": "skiing"})
    await cast.ana.press("Save")
    assert "off Thu 24 Dec – Thu 31 Dec (skiing)" in cast.ana.last()
    await cast.ana.press("Days off")
    await cast.ana.fill({"What": "Open at other hours", "From": "sat 7 march", "Hours": "10-12"})
    await cast.ana.press("Save")
    assert "open Sat 7 Mar 10:00–12:00" in cast.ana.last()


@pytest.mark.spec("AVL-2", "SLT-2")
async def test_limits_are_set_by_form_and_obeyed(cast: Cast) -> None:
    await cast.ana.command("availability")
    await cast.ana.press("Limits")
    wrong = await cast.ana.fill({"Buffer between sessions": "ten"})
    assert "a length of time" in wrong["Buffer between sessions"]
    form = cast.ana.door.chat("ana").form
    assert form is not None
    _, buffer, notice, ahead, week, *_ = (field.label for field in form.fields)
    assert await cast.ana.fill({buffer: "15", notice: "2000", ahead: "10", week: "1"}) == {}
    await cast.ana.press("Save")
    limits = cast.ana.last()
    assert all(part in limits for part in ("15 min buffer", "10 days ahead", "at most 1 session a week"))
    assert "more notice" in await offered(cast, "@ana tomorrow 9am")
    assert "further ahead" in await offered(cast, "@ana 20 march 3pm")
    await offered(cast, "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    assert "no more sessions that week" in await offered(cast, "@ana fri 6 march 3pm")


@pytest.mark.spec("AVL-7")
@pytest.mark.parametrize(("template", "hours"), [("weekdays", 5), ("evenings", 5), ("weekends", 2)])
async def test_ready_made_weeks_by_button_and_typed(cast: Cast, template: str, hours: int) -> None:
    await cast.ana.command("availability")
    await cast.ana.press(template.capitalize())
    await cast.ana.press("Save")
    assert cast.ana.last().count(": closed") == 7 - hours
    by_button = cast.ana.last()
    await cast.ana.sets_hours("mon-sun 1am-2am")
    await cast.ana.sets_hours(template)
    assert cast.ana.last() == by_button


@pytest.mark.spec("AVL-6")
async def test_a_day_is_copied_to_others(cast: Cast) -> None:
    await cast.ana.sets_hours("mon 7-8")
    await cast.ana.sets_hours("copy mon to sat, sun")
    assert cast.ana.last().count("07:00–08:00") == 3


@pytest.mark.spec("AVL-6", "CAN-4")
async def test_booked_sessions_outside_new_hours_stay_and_are_listed(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    await cast.ana.sets_hours("mon-fri 9-10")
    assert "Booked outside these hours" in cast.ana.last()
    assert [session.status for session in cast.programme.sessions_of(cast.mia)] == ["scheduled"]
    (outside,) = (each for each in cast.ana.buttons() if each.startswith("Tue 3 Mar"))
    await cast.ana.press(outside)
    assert "With: Mia Chen" in cast.ana.last()
    assert {"Cancel session", "Ask for another time"} & {*cast.ana.buttons()}
    await cast.ana.sets_hours("mon-fri 9-18")
    assert "Booked outside" not in cast.ana.last()


@pytest.mark.spec("AVL-1")
async def test_what_mentees_read_is_set_by_form_and_found_by_search(cast: Cast) -> None:
    await cast.ana.command("availability")
    await cast.ana.press("About me")
    wrong = await cast.ana.fill({"Headline": "x" * 121})
    assert "at most 120" in wrong["Headline"]
    await cast.ana.fill({"Headline": "Plain talk about growth", "Topics": "Python, careers, python"})
    await cast.mia.command("mentors", "career")
    assert "Plain talk about growth" in cast.mia.last()
    assert "python, careers" in cast.mia.last()
    await cast.mia.command("mentors", "gardening")
    assert "Ana Lima" not in cast.mia.last()


@pytest.mark.spec("AVL-1", "BOK-3")
async def test_a_mentor_pauses_and_accepts_again(cast: Cast) -> None:
    await cast.ana.command("availability")
    await cast.ana.press("Pause")
    asked = cast.ana.sees("Accept no new sessions?")
    assert "Nobody can book a session any more." in asked
    assert "A time with Ana Lima" in await offered(cast), "it asks first"
    await cast.ana.press("Accept no new sessions")
    assert "cannot be booked" in await offered(cast)
    await cast.ana.press("My availability")
    await cast.ana.press("Accept sessions")
    assert "A time with Ana Lima" in await offered(cast)


@pytest.mark.spec("AVL-6")
@pytest.mark.parametrize(
    "typed",
    [
        "mon-fri",
        "9-12",
        "mon 12-9",
        "blursday 9-12",
        "off 5/6",
        "mon 25:00-26:00",
        "off 1 jan 2026 to 31 dec 2029",
        "break 22-23",
        "x" * 2000,
    ],
)
async def test_hours_that_are_not_clear_change_nothing_and_say_so(cast: Cast, typed: str) -> None:
    await cast.ana.command("availability")
    before = cast.ana.last()
    await cast.ana.command("availability", typed)
    assert "Nothing was changed" in cast.ana.last()
    assert "For example" in cast.ana.last()
    await cast.ana.command("availability")
    assert cast.ana.last() == before


@pytest.mark.spec("SAF-1", "AVL-6")
async def test_only_mentors_have_availability(cast: Cast) -> None:
    for typed in ("", "mon-fri 9-12", "weekdays"):
        await cast.mia.command("availability", typed)
        assert "For mentors only" in cast.mia.last()


@pytest.mark.spec("AVL-2", "AVL-6")
async def test_a_mentor_whose_zone_changes_moves_the_hours_by_one_press_or_leaves_them(cast: Cast) -> None:
    await cast.ana.command("timezone", "Kathmandu")
    assert "The hours in which you can be booked stay in America/Sao_Paulo time." in cast.ana.last()
    await cast.ana.press("Move my hours to Asia/Kathmandu")
    assert "Saved." in cast.ana.last()
    assert "Your hours, in Asia/Kathmandu time." in cast.ana.last()
    assert cast.programme.audited()[-1] == "AVAILABILITY_CHANGED"
    await cast.ana.command("timezone", "Asia/Kathmandu")
    assert "stay in" not in cast.ana.last()
    await cast.mia.command("timezone", "Kathmandu")
    assert "hours" not in cast.mia.last()


@pytest.mark.spec("AVL-6")
async def test_sessions_that_would_fall_outside_moved_hours_are_shown_before(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    await cast.ana.command("timezone", "Tokyo")
    await cast.ana.press("Move my hours to Asia/Tokyo")
    assert "Booked, but outside the new hours" in cast.ana.last()
    await cast.ana.press("Discard")
    assert "Your hours, in America/Sao_Paulo time." in cast.ana.last()
    await cast.ana.command("timezone", "Tokyo")
    await cast.ana.press("Move my hours to Asia/Tokyo")
    await cast.ana.press("Save")
    assert "Your hours, in Asia/Tokyo time." in cast.ana.last()
