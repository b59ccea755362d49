"""Messages that wait, come late or cannot be delivered, as people see them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.actions.delivery import DismissNotice, RetryNotice, ShowFailed
from bot.inbound import Reachable
from core.limits import USUAL
from core.outbox import Unsure
from core.quiet import Quiet
from core.usecases.telling import settle
from tests.journeys.assembly import Assembly, after, asked, assembly
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone
from tests.storage.samples import a_notice

__all__ = ["assembly"]

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 3, 5, 15, tzinfo=NEW_YORK).astimezone(UTC)
HOUR = timedelta(hours=1)
NIGHT = Quiet(22 * 60, 7 * 60)


async def book(cast: Cast, when: str = "thu 3pm") -> None:
    await cast.mia.command("book", f"@ana {when}")
    await cast.mia.press("Confirm booking")


def titles(messages: list[str]) -> list[str]:
    return [message.splitlines()[0] for message in messages]


# --- edits


@pytest.mark.spec("CHT-9", "NTF-5")
@pytest.mark.parametrize("who", ["mia", "ana"])
async def test_an_edit_that_changes_nothing_is_not_sent_and_one_that_does_is(cast: Cast, who: str) -> None:
    await book(cast)
    someone: Someone = getattr(cast, who)
    (session,) = cast.programme.sessions_of(cast.mia)
    written = someone.door.chat(someone.address.user).written

    async def settles(about: str) -> list[str]:
        """What is written in the chat when all messages about the session are to be drawn afresh."""
        before = len(written)
        with cast.programme.store.write() as tx:
            settle(tx, session, about=about)
        await cast.programme.settle()
        return written[before:]

    edited = await settles("first")
    assert len(edited) == 1, "the confirmation reads otherwise now"
    assert await settles("again") == []
    cast.programme.change(someone, zone="Asia/Kolkata")
    assert await settles("in another zone") == edited
    assert await settles("and again") == []
    cast.programme.change(someone, locale="de")
    assert await settles("in another language") == edited


@pytest.mark.spec("CHT-9", "CNL-3")
@after(asked)
async def test_what_a_poll_shows_is_not_known_once_an_answer_has_redrawn_it(assembly: Assembly) -> None:
    poll, _ = assembly.grace.control("All of them work")

    def known() -> list[str]:
        with assembly.programme.store.engines.reader.begin() as connection:
            sql = "SELECT shown FROM notices WHERE receipt_message = ? AND shown IS NOT NULL"
            return list(connection.exec_driver_sql(sql, (poll,)).scalars())

    assert len(known()) == 1
    await assembly.grace.press("None works")
    assert known() == []


# --- quiet hours


@pytest.mark.spec("PPL-3", "NTF-4")
@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("22-7", NIGHT),
        ("22:00-07:00", NIGHT),
        ("10pm-7am", NIGHT),
        ("23:30-6", Quiet(1410, 360)),
        ("13-14", Quiet(780, 840)),
    ],
)
async def test_quiet_hours_are_typed_as_one_says_them(cast: Cast, typed: str, hours: Quiet) -> None:
    for someone in (cast.mia, cast.ben):
        await someone.command("profile", f"quiet {typed}")
        assert someone.person.quiet == hours
        assert str(hours) in someone.sees("I keep what can wait")
        await someone.command("profile")
        assert f"Quiet hours: {hours}" in someone.last().replace("\n", " ") or str(hours) in someone.last()
        await someone.command("profile", "quiet off")
        assert someone.person.quiet is None


@pytest.mark.spec("PPL-3", "NTF-4")
async def test_quiet_hours_of_somebody_whose_zone_is_not_known_say_so(cast: Cast) -> None:
    zed = await cast.programme.meets("Zed Nozone").joins()
    await zed.command("profile", "quiet 22-7")
    assert "(UTC). I do not know your time zone yet" in zed.last()
    await zed.command("timezone", "Tokyo")
    await zed.command("profile", "quiet 22-7")
    assert "(Asia/Tokyo)." in zed.last()
    zed.sees_not("(Asia/Tokyo). I do not know")


@pytest.mark.spec("PPL-3", "NTF-4")
async def test_quiet_hours_are_set_in_a_form_and_taken_back(cast: Cast) -> None:
    for someone in (cast.mia, cast.ben):
        await someone.command("profile")
        await someone.press("Quiet hours")
        assert await someone.fill({"Quiet hours": "22-7"}) == {}
        assert someone.person.quiet == NIGHT
        await someone.press("Change")
        assert await someone.fill({"Quiet hours": "off"}) == {}
        assert someone.person.quiet is None
    assert cast.programme.audited().count("QUIET_HOURS_SET") == 4


@pytest.mark.spec("PPL-3")
@pytest.mark.parametrize("nonsense", ["late", "22", "22-22", "25-7", "9-12, 13-17", "22-7 mon", "x" * 39])
async def test_quiet_hours_that_are_none_are_asked_back(cast: Cast, nonsense: str) -> None:
    for someone in (cast.mia, cast.ben):
        await someone.command("profile", f"quiet {nonsense}")
        someone.sees("is not clear to me")
        await someone.command("profile", "quiet")
        wrong = await someone.fill({"Quiet hours": nonsense})
        assert "is not clear" in wrong["Quiet hours"] or "is not clear" in someone.sees("(1 of 1)")
        assert someone.person.quiet is None


@pytest.mark.spec("NTF-4")
async def test_at_night_what_can_wait_waits_and_the_rest_comes(cast: Cast) -> None:
    await cast.mia.command("profile", "quiet 22-7")
    await cast.programme.until(datetime(2026, 3, 3, 23, 30, tzinfo=NEW_YORK))
    await cast.olga.command("admin", "plan @mia council")
    cast.mia.sees_not("council plan")
    await book(cast, "wed 11:00")
    cast.mia.sees("Your session is confirmed")
    await cast.programme.until(datetime(2026, 3, 4, 6, 59, tzinfo=NEW_YORK))
    cast.mia.sees_not("council plan")
    await cast.programme.until(datetime(2026, 3, 4, 7, 0, tzinfo=NEW_YORK))
    cast.mia.sees("council plan")


@pytest.mark.spec("NTF-4", "NTF-2")
async def test_a_reminder_of_the_day_before_that_waited_for_the_morning_is_not_called_late(
    cast: Cast,
) -> None:
    await book(cast)
    await cast.mia.command("profile", "quiet 14-18")
    await cast.programme.until(START - 24 * HOUR)
    cast.mia.sees_not("In 24 h")
    cast.ana.sees("In 24 h")
    await cast.programme.until(START - 21 * HOUR)
    reminder = cast.mia.sees("Coming up: ")
    assert "late" not in reminder
    await cast.programme.until(START - HOUR)
    cast.mia.sees("In 1 h")
    await cast.programme.until(START - HOUR / 4)
    cast.mia.sees("Time to join")


# --- downtime


@pytest.mark.spec("NTF-2")
async def test_a_day_ahead_reminder_that_is_hours_late_does_not_say_a_day(cast: Cast) -> None:
    await book(cast)
    cast.programme.running = False
    await cast.programme.until(START - 4 * HOUR)
    cast.programme.running = True
    await cast.programme.settle()
    reminder = cast.mia.sees("Coming up: ")
    assert "This reminder is late" in reminder
    cast.mia.sees_not("In 24 h")


@pytest.mark.spec("NTF-2")
async def test_after_a_downtime_over_all_reminders_only_the_join_link_comes(cast: Cast) -> None:
    await book(cast)
    before = len(cast.mia.messages())
    cast.programme.running = False
    await cast.programme.until(START + HOUR / 4)
    cast.programme.running = True
    await cast.programme.settle()
    [join] = [t for t in titles(cast.mia.messages())[before:] if "join" in t or "up" in t or "In " in t]
    assert join.startswith("Time to join")


@pytest.mark.spec("NTF-2")
async def test_after_a_downtime_over_the_whole_session_nothing_comes(cast: Cast) -> None:
    await book(cast)
    before = titles(cast.mia.messages())
    cast.programme.running = False
    await cast.programme.until(START + 2 * HOUR)
    cast.programme.running = True
    await cast.programme.settle()
    assert not [t for t in titles(cast.mia.messages()) if t not in before and ("join" in t or "up:" in t)]


# --- what cannot be delivered


@pytest.mark.spec("ADM-10", "NTF-3")
async def test_admins_hear_once_of_what_was_given_up_and_can_have_it_sent_again(cast: Cast) -> None:
    cast.mia.door.blocks("mia")
    await cast.olga.command("admin", "plan @mia council")
    await cast.programme.later(minutes=6)
    assert "to Mia Chen" in cast.olga.sees("Messages were not delivered")
    await cast.olga.command("admin", "plan @mia individual")
    await cast.programme.later(minutes=6)
    assert titles(cast.olga.messages()).count("Messages were not delivered") == 1
    await cast.olga.press("Show them")
    listed = cast.olga.last()
    assert listed.count("About a change of plan: not delivered (blocked)") == 2
    cast.mia.door.trouble.clear()
    await cast.olga.press("Send again")
    assert "It is being sent again" in cast.olga.sees("Failed messages")
    cast.mia.sees("individual plan")
    await cast.olga.command("admin", "failed")
    assert cast.olga.last().count("not delivered (blocked)") == 1
    await cast.olga.press("Put aside")
    assert "Nothing is left to deal with" in cast.olga.last()
    assert cast.programme.audited()[-2:] == ["NOTICE_RETRIED", "NOTICE_DISMISSED"]


@pytest.mark.spec("ADM-10", "NTF-3")
async def test_what_would_come_too_late_cannot_be_sent_again(cast: Cast) -> None:
    await book(cast)
    cast.mia.door.blocks("mia")
    await cast.programme.until(START - HOUR)
    await cast.programme.until(START - HOUR / 8)
    await cast.olga.command("admin", "failed")
    told = cast.olga.last()
    assert "About a reminder: not delivered (blocked); too late now" in told
    assert "About a join link: not delivered (blocked)\n" in told
    assert cast.olga.buttons().count("Send again") == 1


@pytest.mark.spec("NTF-3")
async def test_who_unblocks_the_bot_gets_what_they_missed_and_is_still_true(cast: Cast) -> None:
    await book(cast)
    await book(cast, "fri 3pm")
    cast.mia.door.blocks("mia")
    await cast.olga.command("admin", "plan @mia council")
    await cast.programme.until(START - 24 * HOUR)
    first = cast.programme.sessions_of(cast.mia)[0]
    await cast.ana.command("sessions", f"{first.code} cancel")
    await cast.ana.fill({"Reason": "Schedule conflict"})
    await cast.programme.later(hours=3)
    cast.mia.door.trouble.clear()
    await cast.mia.deliver(Reachable(yes=True))
    cast.mia.sees("Your mentor cancelled")
    cast.mia.sees_not("council plan")
    cast.mia.sees_not("In 24 h")
    assert cast.programme.audited().count("NOTICE_RETRIED") >= 1
    before = len(cast.mia.messages())
    await cast.mia.deliver(Reachable(yes=True))
    assert len(cast.mia.messages()) == before


@pytest.mark.spec("NTF-3", "SAF-4")
async def test_who_missed_more_than_anybody_may_do_in_a_minute_gets_all_of_it(cast: Cast) -> None:
    cast.mia.door.blocks("mia")
    with cast.programme.store.write() as tx:
        tx.notices.add([a_notice(cast.mia.id, tx.now) for _ in range(USUAL + 5)])
    await cast.programme.settle()
    cast.mia.door.trouble.clear()
    await cast.mia.deliver(Reachable(yes=True))
    assert cast.programme.audited().count("NOTICE_RETRIED") >= USUAL + 5


@pytest.mark.spec("NTF-1", "ADM-10")
async def test_a_confirmation_of_unknown_outcome_is_not_repeated_where_nobody_can_be_asked(
    cast: Cast,
) -> None:
    cast.mia.door.finds = False
    cast.mia.door.trouble["mia"] = Unsure("reset")
    await cast.olga.command("admin", "plan @mia council")
    cast.mia.door.trouble.clear()
    await cast.programme.later(minutes=30)
    cast.mia.sees_not("council plan")
    await cast.olga.command("admin", "failed")
    assert "About a change of plan: perhaps delivered" in cast.olga.last()


@pytest.mark.spec("NTF-1")
async def test_a_confirmation_of_unknown_outcome_is_looked_for_and_sent_where_it_can_be(cast: Cast) -> None:
    cast.ben.door.trouble["ben"] = Unsure("reset")
    await cast.olga.command("admin", "plan @ben council")
    cast.ben.sees_not("council plan")
    cast.ben.door.trouble.clear()
    await cast.programme.later(minutes=1)
    cast.ben.sees("council plan")


@pytest.mark.spec("NTF-1", "NTF-2")
async def test_a_reminder_of_unknown_outcome_is_sent_again_everywhere(cast: Cast) -> None:
    await book(cast)
    cast.mia.door.finds = False
    cast.mia.door.trouble["mia"] = Unsure("reset")
    await cast.programme.until(START - HOUR)
    cast.mia.door.trouble.clear()
    await cast.programme.later(minutes=1)
    cast.mia.sees("In 1 h")


@pytest.mark.spec("SAF-1", "ADM-10")
async def test_only_admins_see_and_mend_what_was_given_up(cast: Cast) -> None:
    await cast.mia.command("admin", "failed")
    cast.mia.sees("For admins only")
    for action in (ShowFailed(), RetryNotice(1), DismissNotice(1)):
        await cast.ben.push(action)
        cast.ben.sees("For admins only")
    for action in (RetryNotice(1), DismissNotice(1)):
        await cast.olga.push(action)
        cast.olga.sees("sent again or put aside meanwhile")
