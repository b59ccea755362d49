"""What is refused when booking, each with its reason and a way on; nothing is kept of it."""

from datetime import timedelta

import pytest

from core.people import Plan
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone


def refused(someone: Someone, reason: str) -> None:
    """The last answer gives the reason, offers something to do, and nothing was booked or held."""
    assert reason in someone.last(), someone.last()
    assert someone.buttons() or "ask an admin" in someone.last()
    assert someone.programme.sessions_of(someone) == []
    with someone.programme.store.read() as tx:
        assert tx.sessions.hold_of(someone.id) is None


@pytest.mark.spec("BOK-3")
async def test_oneself(cast: Cast) -> None:
    await cast.olga.command("admin", "plan ana individual")
    for typed in ("@ana", "@ana tomorrow 3pm"):
        await cast.ana.command("book", typed)
        refused(cast.ana, "yourself")


@pytest.mark.spec("BOK-3")
async def test_a_mentor_nobody_knows(cast: Cast) -> None:
    await cast.mia.command("book", "@anna tomorrow 3pm")
    refused(cast.mia, "Did you mean one of these?")
    for nobody in (
        "@zebedee",
        "zebedee quux tomorrow 3pm",
        "<@paper:nobody> tomorrow 3pm",
        "<@paper:ben>",
        "@",
    ):
        await cast.mia.command("book", nobody)
        refused(cast.mia, "no mentor")


@pytest.mark.spec("BOK-3", "SAF-1")
async def test_a_member_who_is_no_mentor(cast: Cast) -> None:
    await cast.mia.command("book", "@ben tomorrow 3pm")
    refused(cast.mia, "no mentor")


@pytest.mark.spec("BOK-3", "ADM-11")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"active": False}, "not taking sessions"),
        ({"verified": False}, "not been verified"),
        ({"accepting": False}, "no new sessions"),
    ],
)
@pytest.mark.parametrize("typed", ["@ana", "@ana tomorrow 3pm", "ana lima", "<@paper:ana> tomorrow 3pm"])
async def test_a_mentor_who_cannot_be_booked(
    cast: Cast, change: dict[str, bool], reason: str, typed: str
) -> None:
    cast.programme.change_mentor(cast.ana, **change)
    await cast.mia.command("book", typed.replace("paper:ana", str(cast.ana.address)))
    refused(cast.mia, reason)
    await cast.mia.command("book")
    assert "Ana Lima" not in cast.mia.last()


@pytest.mark.spec("BOK-3", "ADM-11")
async def test_suspended_people_neither_book_nor_are_booked(cast: Cast) -> None:
    cast.programme.change(cast.mia, suspended=True)
    await cast.mia.command("book", "@ana tomorrow 3pm")
    refused(cast.mia, "suspended")
    cast.programme.change(cast.ana, suspended=True)
    await cast.ben.command("book", "@ana tomorrow 3pm")
    refused(cast.ben, "cannot be booked")


@pytest.mark.spec("BOK-3", "SAF-1")
@pytest.mark.parametrize("hindrance", ["suspended", "no plan", "mentor paused"])
async def test_what_changes_between_hold_and_booking_counts(cast: Cast, hindrance: str) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    match hindrance:
        case "suspended":
            cast.programme.change(cast.mia, suspended=True)
        case "no plan":
            cast.programme.change(cast.mia, plan=Plan.NONE)
        case "mentor paused":
            cast.programme.change_mentor(cast.ana, accepting=False)
    await cast.mia.press("Confirm booking")
    assert cast.programme.sessions_of(cast.mia) == []
    reason = {
        "suspended": "suspended",
        "no plan": "plan does not include",
        "mentor paused": "no new sessions",
    }
    assert reason[hindrance] in cast.mia.last()


@pytest.mark.spec("BOK-3", "SLT-2", "SLT-5")
@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("tomorrow 6pm", "outside the mentor's hours"),
        ("sat 7 march 3pm", "outside the mentor's hours"),
        ("tomorrow 10:30am", "outside the mentor's hours"),
        ("in 5 minutes", "too soon"),
        ("1 june 3pm", "further ahead"),
        ("tomorrow 3:10pm", "do not start at that minute"),
    ],
)
async def test_a_time_that_cannot_be_booked_offers_the_nearest(cast: Cast, when: str, reason: str) -> None:
    await cast.mia.command("book", f"@ana {when}")
    refused(cast.mia, reason)
    near = [label for label in cast.mia.buttons() if ":" in label]
    assert len(near) == 4
    await cast.mia.press(near[0])
    cast.mia.sees("Review and confirm")


@pytest.mark.spec("BOK-3", "BOK-5", "SLT-2")
async def test_a_time_at_which_either_has_another_session(cast: Cast) -> None:
    await cast.olga.command("admin", "mentor ben")
    await cast.ben.confirms_hours()
    await cast.mia.command("book", "@ana tomorrow 1pm")
    await cast.mia.press("Confirm booking")
    await cast.mia.command("book", "ben tomorrow 1pm")
    assert "you have another session then" in cast.mia.last()
    await cast.ben.command("book", "@ana tomorrow 7pm")
    refused(cast.ben, "booked then")
    await cast.olga.command("admin", "plan ana individual")
    await cast.ana.command("book", "ben tomorrow 3pm")
    assert "you have another session then" in cast.ana.last(), "whatever the role"


@pytest.mark.spec("BOK-3")
async def test_a_length_that_is_not_offered(cast: Cast) -> None:
    cast.programme.set_policies(durations=(30, 60))
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Details")
    assert "45 min" not in cast.mia.last()
    await cast.mia.say("45")
    assert "choose one" in cast.mia.last().lower()
    await cast.mia.press("1 h")


@pytest.mark.spec("BOK-3", "SAF-4")
async def test_more_than_three_bookings_a_minute(cast: Cast) -> None:
    await cast.olga.command("admin", "plan mia council")
    cast.programme.running = False  # the clock stands still but for the moment that each act takes
    for time in ("1pm", "2pm", "3pm", "4pm"):
        await cast.mia.command("book", f"@ana tomorrow {time}")
        await cast.mia.press("Confirm booking")
    review = cast.mia.last()
    assert "Try again in" in review
    assert "Review and confirm" in review, "what was pressed stays, with its way on"
    assert "16:00" in review
    assert len(cast.programme.sessions_of(cast.mia)) == 3
    cast.programme.clock.move(timedelta(minutes=1))
    await cast.mia.press("Confirm booking")
    assert len(cast.programme.sessions_of(cast.mia)) == 4


@pytest.mark.spec("BOK-2")
async def test_people_without_a_plan_that_books(cast: Cast) -> None:
    await cast.olga.command("book", "@ana tomorrow 3pm")
    refused(cast.olga, "plan does not include")
    await cast.olga.press("My profile")
    assert "Plan: no plan" in cast.olga.last()


@pytest.mark.spec("BOK-3")
async def test_a_new_mentor_is_found_by_handle_and_said_to_have_no_hours_yet(cast: Cast) -> None:
    new = await cast.programme.meets("Somchai Jaidee", "Asia/Bangkok", handle="kla").joins()
    await cast.olga.command("admin", "mentor @kla")
    for typed in ("@kla", "@kla tomorrow 3pm", "Somchai Jaidee tomorrow 3pm"):
        await cast.mia.command("book", typed)
        refused(cast.mia, "has not said yet when they have time")
    assert new.person.is_mentor
