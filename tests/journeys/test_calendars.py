"""A mentor's calendar closes times, and says when it cannot be read."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from aiohttp import web as aio

from bot.actions.calendars import RemoveCalendar, ShowCalendars
from core.errors.booking import TimeNotFree
from core.usecases import booking
from core.usecases.calendars import calendars
from storage.vault import Vault, new_key
from tests.conftest import MORNING
from tests.gateways.ics import calendar, event
from tests.gateways.servers import Site, radicale, site
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

THREE = MORNING + timedelta(days=1, hours=10)
"""Tomorrow at 15:00 in São Paulo."""
HOUR = timedelta(hours=1)


@pytest.fixture
async def web() -> AsyncIterator[Site]:
    async with site() as made:
        yield made


def at(start: datetime, end: datetime | None = None, **more: str) -> str:
    return event(f":{start:%Y%m%dT%H%M%SZ}", f":{end or start + HOUR:%Y%m%dT%H%M%SZ}", **more)


def refused(mentee: Someone, mentor: Someone, start: datetime) -> str | None:
    """Why a time cannot be had; None when it can."""
    try:
        booking.hold_time(mentee.programme.desk, mentee.person, mentor.id, start)
    except TimeNotFree as refusal:
        return refusal.reason
    return None


@pytest.mark.spec("AVL-5", "SLT-2", "SLT-4")
@pytest.mark.parametrize("mentor", ["ana", "raj"])
async def test_what_is_busy_in_a_connected_calendar_is_not_offered(
    cast: Cast, web: Site, mentor: str
) -> None:
    someone = await mentor_of(cast, mentor)
    web.says("/secret/basic.ics", calendar(at(THREE)))
    assert refused(cast.ben, someone, THREE) is None
    await someone.command("availability")
    await someone.press("Calendars")
    await someone.press("Connect a calendar")
    assert await someone.fill({"Address of the calendar": web.url("/secret/basic.ics")}) == {}
    assert "1. 127.0.0.1 · iCalendar feed" in someone.sees("The calendar is connected")
    assert "secret" not in someone.screen()
    assert refused(cast.ben, someone, THREE) == "calendar"
    assert refused(cast.ben, someone, THREE + HOUR) is None
    assert "CALENDAR_CONNECTED" in cast.programme.audited()


@pytest.mark.spec("AVL-5", "BOK-7")
async def test_what_a_mentor_put_into_their_calendar_by_hand_closes_nothing_once_it_is_called_off(
    cast: Cast, web: Site
) -> None:
    """The pages of Google and Outlook give the event a UID of their own."""
    await cast.ben.command("book", "@ana wednesday 3pm")
    await cast.ben.press("Confirm booking")
    [session] = cast.programme.sessions_of(cast.ben)
    by_hand = [
        at(session.starts_at, session.ends_at, uid=f"{host}-0815", DESCRIPTION=escaped(asked[key][0]))
        for key, host in (("details", "google.com"), ("body", "outlook.com"))
        for link in cast.ana.links()
        if host.partition(".")[0] in link.url and key in (asked := parse_qs(urlsplit(link.url).query))
    ]
    assert len(by_hand) == 2
    web.says("/", calendar(*by_hand, at(THREE, DESCRIPTION=f"Prepare {session.code}")))
    await cast.ana.command("availability", f"calendar {web.url()}")
    await cast.ben.command("sessions", f"{session.code} cancel")
    await cast.ben.fill({"Reason": "No longer need this session"})
    assert refused(cast.ben, cast.ana, session.starts_at) is None
    assert refused(cast.ben, cast.ana, THREE) == "calendar", "her own note about it is hers"


def escaped(text: str) -> str:
    return text.replace("\n", "\\n").replace(",", "\\,")


async def mentor_of(cast: Cast, name: str) -> Someone:
    """Ana's door has modals; Raj's has none."""
    if name == "ana":
        return cast.ana
    raj = cast.programme.meets("Raj Rao", "America/Sao_Paulo")
    await raj.command("start")
    await cast.olga.command("admin", "mentor @raj")
    await raj.confirms_hours()
    return raj


@pytest.mark.spec("AVL-5", "AVL-6")
async def test_an_address_can_be_typed_at_once_and_the_calendar_be_removed_again(
    cast: Cast, web: Site
) -> None:
    web.says("/", calendar(at(THREE)))
    await cast.ana.command("availability", f"calendar {web.url()}")
    assert refused(cast.ben, cast.ana, THREE) == "calendar"
    await cast.ana.command("availability", f"calendar {web.url()}")
    assert len(calendars(cast.programme.desk, cast.ana.person).links) == 1, "the same one is renewed"
    await cast.ana.press("Remove 1. 127.0.0.1")
    cast.ana.sees("The calendar is removed")
    assert refused(cast.ben, cast.ana, THREE) is None
    assert "CALENDAR_REMOVED" in cast.programme.audited()


@pytest.mark.spec("AVL-5")
async def test_a_caldav_calendar_asks_for_its_login(cast: Cast) -> None:
    with radicale() as server:
        client = httpx.AsyncClient(auth=("ada", "s3cret @/:"), trust_env=False)
        (await client.request("MKCALENDAR", f"{server}/ada/work/")).raise_for_status()
        (await client.put(f"{server}/ada/work/1.ics", content=calendar(at(THREE)))).raise_for_status()
        await client.aclose()
        await cast.ana.push(ShowCalendars())
        await cast.ana.press("Connect a calendar")
        login = {"Address of the calendar": f"{server}/ada/work/", "User name": "ada"}
        wrong = await cast.ana.fill({**login, "Password": "guess"})
        assert "The server wants another user name and password." in wrong["Address of the calendar"]
        assert await cast.ana.fill({**login, "Password": "s3cret @/:"}) == {}
    assert "1. 127.0.0.1 · CalDAV" in cast.ana.sees("The calendar is connected")
    assert "s3cret" not in cast.ana.screen()
    assert refused(cast.ben, cast.ana, THREE) == "calendar"


@pytest.mark.spec("AVL-5", "SAF-1")
async def test_addresses_that_cannot_be_read_are_refused_with_a_reason(cast: Cast, web: Site) -> None:
    web.says("/page", "<html>Sign in</html>")
    web.refers("/inside", "https://169.254.169.254/latest")
    for address, words in {
        "next tuesday": "That is no address of a calendar.",
        "ftp://example.com/x.ics": "That is no address of a calendar.",
        "http://example.com/x.ics": "over https only",
        "https://10.0.0.1/x.ics": "leads into a private network",
        web.url("/inside"): "leads into a private network",
        web.url("/page"): "is not a calendar that I can read",
        web.url("/nothing"): "There is nothing at that address",
    }.items():
        await cast.ana.command("availability", f"calendar {address}")
        assert words in cast.ana.sees("I cannot read that calendar"), address
        assert "[Try again]" in cast.ana.last()
    assert calendars(cast.programme.desk, cast.ana.person).links == ()


@pytest.mark.spec("AVL-5", "SAF-6")
async def test_where_there_are_no_modals_a_wrong_address_is_asked_again_and_never_shown(
    cast: Cast, web: Site
) -> None:
    raj = await mentor_of(cast, "raj")
    await raj.push(ShowCalendars())
    await raj.press("Connect a calendar")
    problem = await raj.fill({"Address of the calendar": web.url("/secret")})
    assert "There is nothing at that address" in problem["Address of the calendar"]
    assert "[Keep “•••”]" in raj.last()
    assert "secret" not in raj.screen()
    web.says("/secret", calendar(at(THREE)))
    await raj.press("Keep “•••”")
    await raj.fill({})
    raj.sees("The calendar is connected")
    assert "secret" not in raj.screen()


@pytest.mark.spec("AVL-5", "SAF-6")
async def test_secrets_typed_into_a_chat_are_deleted_there(cast: Cast, web: Site) -> None:
    web.says("/secret", calendar(at(THREE)))
    raj = await mentor_of(cast, "raj")
    erased = raj.door.erased
    await raj.say("availability calendars")
    await raj.press("Connect a calendar")
    assert erased == []
    await raj.say(web.url("/nothing"))
    assert len(erased) == 1
    raj.sees("I have deleted your message with the secret")
    await raj.say("ada")
    assert len(erased) == 1, "a user name is none"
    await raj.say("s3cret")
    assert len(erased) == 2
    await raj.say(web.url("/secret"))
    await raj.press("Skip the rest")
    await raj.say(f"/availability calendar {web.url('/secret')}")
    assert len(erased) == 4
    await raj.say(f"Availability calendar {web.url('/nothing')}")
    assert len(erased) == 5, "also one that cannot be read"
    assert "I have deleted your message" in raj.sees("I cannot read that calendar")


@pytest.mark.spec("AVL-5", "SAF-6")
async def test_who_types_a_secret_where_it_cannot_be_deleted_is_asked_to_delete_it(
    cast: Cast, web: Site
) -> None:
    web.says("/secret", calendar(at(THREE)))
    await cast.ana.say(f"availability calendar {web.url('/secret')}")
    assert "The calendar is connected" in cast.ana.last()
    assert "Please delete it yourself" in cast.ana.last()
    await cast.ana.command("availability", f"calendar {web.url('/secret')}")
    assert "Please delete it yourself" not in cast.ana.last(), "nobody sees what a slash command says"


@pytest.mark.spec("AVL-5")
async def test_a_verdict_that_comes_too_late_for_the_form_is_a_message(
    cast: Cast, web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.reception.VERDICT_WITHIN", 0)
    await cast.ana.push(ShowCalendars())
    await cast.ana.press("Connect a calendar")
    await cast.ana.fill({"Address of the calendar": web.url("/nothing")})
    assert "There is nothing at that address" in cast.ana.sees("Not done")
    await cast.ana.press("Fill it in again")
    web.says("/something", calendar(at(THREE)))
    await cast.ana.fill({"Address of the calendar": web.url("/something")})
    cast.ana.sees("The calendar is connected")


@pytest.mark.spec("AVL-5")
async def test_a_change_in_the_calendar_is_seen_by_the_next_round(cast: Cast, web: Site) -> None:
    web.says("/", calendar(at(THREE)), headers={"ETag": '"1"'})
    await cast.ana.command("availability", f"calendar {web.url()}")
    assert await cast.programme.refresher.refresh_due() == 0, "it has just been read"
    web.says("/", calendar(at(THREE + HOUR)), headers={"ETag": '"2"'})
    await cast.programme.later(minutes=18)
    assert await cast.programme.refresher.refresh_due() == 1
    assert web.asked[-1].headers["If-None-Match"] == '"1"'
    assert refused(cast.ben, cast.ana, THREE) is None
    assert refused(cast.ben, cast.ana, THREE + HOUR) == "calendar"


@pytest.mark.spec("AVL-5")
async def test_an_unchanged_calendar_is_read_afresh_once_a_day(cast: Cast, web: Site) -> None:
    async def page(request: aio.Request) -> aio.Response:
        if request.headers.get("If-None-Match") == '"1"':
            return aio.Response(status=304)
        return aio.Response(body=calendar(at(THREE, RRULE="FREQ=DAILY")), headers={"ETag": '"1"'})

    web.pages["/"] = page
    await cast.ana.command("availability", f"calendar {web.url()}")
    for hours, conditional in ((1, True), (1, True), (23, False), (1, True)):
        await cast.programme.later(hours=hours)
        assert await cast.programme.refresher.refresh_due() == 1
        assert ("If-None-Match" in web.asked[-1].headers) is conditional
    assert refused(cast.ben, cast.ana, THREE + timedelta(days=2)) == "calendar"


@pytest.mark.spec("AVL-5", "SLT-2")
async def test_a_dead_calendar_keeps_its_last_known_busy_times_and_tells_the_mentor_once(
    cast: Cast, web: Site
) -> None:
    then = THREE + timedelta(days=1)
    web.says("/", calendar(at(then)))
    await cast.ana.command("availability", f"calendar {web.url()}")

    async def hours(count: int) -> None:
        for _ in range(count):
            await cast.programme.later(hours=1)
            await cast.programme.refresher.refresh_due()
            await cast.programme.settle()

    web.says("/", "", status=503)
    await hours(5)
    cast.ana.sees_not("I cannot read your calendar")
    await hours(20)
    told = [text for text in cast.ana.messages() if "I cannot read your calendar at 127.0.0.1" in text]
    assert len(told) == 1
    assert "The server could not answer." in told[0]
    assert refused(cast.ben, cast.ana, then) == "calendar"
    await cast.ana.push(ShowCalendars())
    assert "What was known before stays closed" in cast.ana.last()
    web.says("/", calendar(at(then + HOUR)))
    await hours(3)
    assert len([text for text in cast.ana.messages() if "is back" in text]) == 1
    assert refused(cast.ben, cast.ana, then) is None


@pytest.mark.spec("AVL-5", "SLT-2")
async def test_a_mentor_is_told_once_of_entries_that_cannot_be_read(cast: Cast, web: Site) -> None:
    odd = [event(":20260399T990000Z", ":20260399T990000Z", uid=f"odd-{n}") for n in range(2)]

    async def reads(*entries: str) -> int:
        web.says("/", calendar(at(THREE), *entries))
        await cast.programme.later(minutes=65)
        assert await cast.programme.refresher.refresh_due() == 1
        await cast.programme.settle()
        return len([text for text in cast.ana.messages() if "I cannot read all of your calendar" in text])

    web.says("/", calendar(at(THREE)))
    await cast.ana.command("availability", f"calendar {web.url()}")
    assert await reads() == 0
    assert await reads(odd[0]) == 1
    assert "1 entry in it makes no sense to me" in cast.ana.sees("I cannot read all of your calendar")
    assert await reads(odd[0]) == 1
    assert await reads(*odd) == 2
    assert await reads(odd[1]) == 2
    assert await reads(*odd) == 2, "they come and go with the range that is read"
    assert refused(cast.ben, cast.ana, THREE) == "calendar"


@pytest.mark.spec("AVL-5")
async def test_what_does_not_pass_by_itself_is_told_after_three_tries(cast: Cast, web: Site) -> None:
    web.says("/", calendar(at(THREE)))
    await cast.ana.command("availability", f"calendar {web.url()}")
    web.says("/", "", status=404)
    for tries in range(3):
        cast.ana.sees_not("I cannot read your calendar")
        await cast.programme.later(minutes=65)
        assert await cast.programme.refresher.refresh_due() == 1, tries
        await cast.programme.settle()
    assert "There is nothing at that address, or not any more." in cast.ana.sees(
        "I cannot read your calendar"
    )


@pytest.mark.spec("AVL-5", "SAF-6")
async def test_a_mentor_whose_address_cannot_be_decrypted_connects_the_calendar_again(
    cast: Cast, web: Site
) -> None:
    cast.programme.store._vault = Vault([new_key()])
    web.says("/", calendar(at(THREE)))
    await cast.ana.command("availability", f"calendar {web.url()}")
    cast.programme.store._vault = Vault([new_key()])
    for _ in range(3):
        await cast.programme.later(minutes=65)
        assert await cast.programme.refresher.refresh_due() == 1
        await cast.programme.settle()
    assert "I have lost the key to its address." in cast.ana.sees(
        "I cannot read your calendar at 127.0.0.1"
    )
    assert refused(cast.ben, cast.ana, THREE) == "calendar"
    await cast.ana.command("availability", f"calendar {web.url()}")
    assert "lost the key" not in cast.ana.sees("The calendar is connected")
    assert len(calendars(cast.programme.desk, cast.ana.person).links) == 1
    assert cast.programme.faults == []


@pytest.mark.spec("AVL-5")
async def test_two_processes_read_a_calendar_once(cast: Cast, web: Site) -> None:
    web.says("/", calendar(at(THREE)))
    await cast.ana.command("availability", f"calendar {web.url()}")
    await cast.programme.later(minutes=20)
    asked = len(web.asked)
    refresh = cast.programme.refresher.refresh_due
    assert sorted(await asyncio.gather(refresh(), refresh())) == [0, 1]
    assert len(web.asked) == asked + 1


@pytest.mark.spec("SAF-1")
async def test_calendars_are_the_mentors_own(cast: Cast, web: Site) -> None:
    web.says("/", calendar(at(THREE)))
    await cast.ana.command("availability", f"calendar {web.url()}")
    (link,) = calendars(cast.programme.desk, cast.ana.person).links
    await mentor_of(cast, "raj")
    raj = cast.programme.meets("Raj Rao", "America/Sao_Paulo")
    await raj.push(RemoveCalendar(link.id))
    raj.sees("That calendar has been removed before, or it is not yours.")
    await cast.ben.push(RemoveCalendar(link.id))
    cast.ben.sees("For mentors only")
    await cast.ben.command("availability", f"calendar {web.url()}")
    assert len(calendars(cast.programme.desk, cast.ana.person).links) == 1


@pytest.mark.spec("AVL-5", "SAF-3")
async def test_no_more_than_five_calendars(cast: Cast, web: Site) -> None:
    web.says("*", calendar())
    for number in range(6):
        await cast.ana.command("availability", f"calendar {web.url(f'/{number}')}")
    cast.ana.sees("At most 5 calendars can be connected.")
    assert len(calendars(cast.programme.desk, cast.ana.person).links) == 5
    assert len(web.asked) == 5
