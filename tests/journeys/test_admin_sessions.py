"""Admins list all sessions, narrow the list, keep views of it, and read everything about one session."""

from datetime import timedelta

import pytest

from core.sessions import Session
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone


async def booked(cast: Cast, by: Someone, when: str, title: str) -> Session:
    await by.command("book", f"@ana {when}")
    await by.press("Details")
    await by.fill({"Title": title})
    await by.press("Confirm booking")
    return next(each for each in cast.programme.sessions_of(by) if each.topic.title == title)


async def two_sessions(cast: Cast) -> tuple[Session, Session]:
    first = await booked(cast, cast.mia, "tomorrow 3pm", "Python review")
    second = await booked(cast, cast.ben, "thu 5pm", "Career goals")
    return first, second


@pytest.mark.spec("ADM-2")
async def test_an_admin_sees_all_sessions_and_narrows_them_by_typing(cast: Cast) -> None:
    first, second = await two_sessions(cast)
    await cast.mia.command("sessions", f"{first.code} cancel")
    await cast.mia.fill({"Reason": "Schedule conflict"})
    await cast.olga.command("admin", "sessions")
    assert "2 sessions fit." in cast.olga.last()
    assert first.code in cast.olga.last()
    assert second.code in cast.olga.last()
    for typed, shown in (
        ("status:cancelled", {first}),
        ("status: scheduled, no show", {second}),
        ("scheduled", {second}),
        ("mentee:mia", {first}),
        ("mentee: @ben", {second}),
        ('mentor:"Ana Lima" mentee:ben', {second}),
        ("mentor:<@slate:ana>", {first, second}),
        ('search:"python rev"', {first}),
        ("search:wolff", {second}),
        ("from:tomorrow to:tomorrow", {first}),
        ("on:tomorrow type:video", {first}),
        ("type:chat", set()),
        ("refund:none", {first, second}),
        ("reassigned", set()),
        ("pending", set()),
    ):
        await cast.olga.command("admin", f"sessions {typed}")
        for session in (first, second):
            assert (session.code in cast.olga.last()) == (session in shown), typed


@pytest.mark.spec("ADM-2")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("colour:red", "There is no filter “colour”. Choose status, from, to,"),
        ("status:paused", "“paused” is no status. Choose awaiting_payment, requested,"),
        ("type:smoke", "“smoke” is no meeting type. Choose video, audio, chat or in_person."),
        ("refund:lots", "“lots” is no state of a refund. Choose none,"),
        ("sort:beauty", "Sessions cannot be in order of “beauty”. Choose when,"),
        ("from:2026-05-02 to:2026-05-01", "The last day is before the first"),
        ("from:someday", "“someday” is no day. Choose 2026-01-31, 31 jan,"),
        ("limit:0", "Write a number from 1 to 100."),
        ("limit:101", "Write a number from 1 to 100."),
        ("page:-1", "“-1” is no page."),
        ("status:", "Something is missing behind “status:”."),
        ("from:today from:tomorrow", "The filter “from” is there twice."),
        ("elephants", "“elephants” is no filter."),
        ("mentor:nobody", "I know nobody called “nobody”."),
        ("mentor:" + "a" * 10_000, "That is too long for a filter."),
        ("x" * 10_000, "That is too long for a filter."),
    ],
)
async def test_an_unclear_filter_is_refused_with_what_there_is(cast: Cast, typed: str, told: str) -> None:
    await cast.olga.command("admin", f"sessions {typed}")
    assert told in cast.olga.last()
    with cast.programme.store.read() as tx:
        assert tx.session_queries.latest(cast.olga.id) is None


@pytest.mark.spec("ADM-2")
async def test_pages_go_on_and_back_and_one_beyond_the_end_shows_the_last(cast: Cast) -> None:
    first, second = await two_sessions(cast)
    await cast.olga.command("admin", "sessions limit:1 sort:when asc")
    assert first.code in cast.olga.last()
    assert "Page 1 of 2." in cast.olga.last()
    await cast.olga.press("More ›")
    assert second.code in cast.olga.last()
    await cast.olga.press("‹ Back")
    assert first.code in cast.olga.last()
    await cast.olga.command("admin", "sessions limit:1 sort:when asc page:7")
    assert "There is no page 7. This is the last one." in cast.olga.last()
    assert second.code in cast.olga.last()
    await cast.olga.press("Turn the order")
    assert second.code in cast.olga.last()
    assert "Page 1 of 2." in cast.olga.last()


@pytest.mark.spec("ADM-2", "CHT-4")
@pytest.mark.parametrize("modals", [False, True])
async def test_the_filter_form_narrows_the_list_and_keeps_what_is_wrong_open(
    cast: Cast, modals: bool
) -> None:
    first, second = await two_sessions(cast)
    admin = cast.olga
    if modals:
        await cast.olga.command("admin", "admin @ben")
        await cast.olga.press("Make admin")
        admin = cast.ben
    await admin.command("admin", "sessions")
    await admin.press("Filter")
    wrong = await admin.fill({"Mentee": "nobody"})
    assert any("nobody" in said for said in wrong.values())
    await admin.command("admin", "sessions")
    await admin.press("Filter")
    await admin.fill({"Status": "scheduled", "Mentee": "mia", "Meeting type": "Video call"})
    assert first.code in admin.last()
    assert second.code not in admin.last()
    assert "Mentee: Mia Chen" in admin.last()
    await admin.press("Today")
    assert "No session fits." in admin.last()
    await admin.press("Upcoming")
    assert "2 sessions fit." in admin.last()


@pytest.mark.spec("ADM-2")
async def test_a_view_is_saved_opened_renamed_and_deleted_by_typing_and_pressing(cast: Cast) -> None:
    first, second = await two_sessions(cast)
    await cast.olga.command("admin", "sessions views")
    assert "You have saved no views yet." in cast.olga.last()
    await cast.olga.command("admin", "sessions mentee:mia")
    await cast.olga.press("Save view")
    await cast.olga.fill({"Name": "Mia’s"})
    await cast.olga.press("Open it")
    assert "Sessions: Mia’s" in cast.olga.last()
    assert first.code in cast.olga.last()
    assert second.code not in cast.olga.last()
    await cast.olga.command("admin", "sessions mentee:ben")
    await cast.olga.command("admin", "sessions save MIA’S")
    assert "You have another view of this name." in cast.olga.last()
    await cast.olga.command("admin", "sessions save Ben")
    await cast.olga.command("admin", "sessions rename Ben to Career talks")
    await cast.olga.command("admin", "sessions view career TALKS")
    assert second.code in cast.olga.last()
    assert first.code not in cast.olga.last()
    await cast.olga.command("admin", "sessions delete Career talks")
    assert "No session has changed." in cast.olga.last()
    await cast.olga.command("admin", "sessions view Career talks")
    assert "You have no saved view of this name." in cast.olga.last()
    await cast.olga.command("admin", "sessions view")
    await cast.olga.press("Rename")
    await cast.olga.fill({"Name": "Her sessions"})
    await cast.olga.command("admin", "sessions views")
    assert "Her sessions: Mentee: 1 person" in cast.olga.last()


@pytest.mark.spec("ADM-2")
async def test_a_list_that_is_forgotten_says_so(cast: Cast) -> None:
    from bot.actions.admin_sessions import ListSessions

    await cast.olga.push(ListSessions(77))
    assert "is forgotten" in cast.olga.last()


@pytest.mark.spec("ADM-1", "SAF-1")
@pytest.mark.parametrize(
    "typed", ["sessions", "sessions status:cancelled", "sessions views", "session S-0000"]
)
async def test_nobody_else_lists_sessions(cast: Cast, typed: str) -> None:
    for someone in (cast.ana, cast.ben):
        await someone.command("admin", typed)
        assert "Only admins of the programme can do this." in someone.last()


@pytest.mark.spec("ADM-3")
async def test_the_card_tells_everything_but_the_mentors_private_notes(cast: Cast) -> None:
    first, _ = await two_sessions(cast)
    await cast.ana.command("sessions", f"{first.code} notes the secret of Ana")
    await cast.mia.command("sessions", f"{first.code} reschedule fri 2pm")
    await cast.mia.fill({})
    await cast.ana.command("sessions", f"{first.code} accept")
    await cast.olga.command("admin", f"session {first.code}")
    shown = [cast.olga.last()]
    for expected in (
        "Python review",
        "Mentor: Ana Lima (",
        "in America/Sao_Paulo",
        "Mentee: Mia Chen (",
        "1 by the mentee",
    ):
        assert expected in shown[0]
    for button, expected in (
        (
            "Timeline",
            ("booked by Mia Chen", "reschedule asked for by Mia Chen", "moved from", "planned start"),
        ),
        ("Reschedules (1)", ("By the mentee, accepted.", "Mentee proposes")),
        ("Notices", ("About a join link, to Mia Chen, waits", "to Ana Lima")),
        ("Audit log", ("session booked, by Mia Chen", "session moved, by Ana Lima")),
        ("Internal notes (0)", ("No admin has noted anything.",)),
    ):
        await cast.olga.press(button)
        shown.append(cast.olga.last())
        for text in expected:
            assert text in cast.olga.last(), button
        await cast.olga.press("‹ The session")
    assert not any("secret" in text for text in shown)


@pytest.mark.spec("ADM-3", "ADM-4")
async def test_an_internal_note_stands_on_the_card_and_an_admin_who_is_a_party_is_told(cast: Cast) -> None:
    first, _ = await two_sessions(cast)
    await cast.olga.command("admin", f"session {first.code} note")
    await cast.olga.fill({"Note": "Call her back"})
    await cast.olga.command("admin", f"session {first.code} notes")
    assert "Call her back" in cast.olga.last()
    await cast.olga.command("admin", "admin @mia")
    await cast.olga.press("Make admin")
    await cast.mia.command("admin", f"session {first.code}")
    assert "You are a party to this session" in cast.mia.last()


@pytest.mark.spec("ADM-3")
async def test_a_code_that_nobody_has_and_a_word_behind_one_are_answered(cast: Cast) -> None:
    first, _ = await two_sessions(cast)
    await cast.olga.command("admin", "session S-ZZZZ")
    assert "No session has this code." in cast.olga.last()
    await cast.olga.command("admin", f"session {first.code} fly")
    assert "I did not use “fly”." in cast.olga.last()
    assert "Python review" in cast.olga.last()
    await cast.olga.command("admin", f"session {first.code} audit")
    assert "session booked" in cast.olga.last()


@pytest.mark.spec("ADM-3")
async def test_sessions_of_one_code_are_told_apart(cast: Cast) -> None:
    first, _ = await two_sessions(cast)
    twin = first.id + (1 << 20)
    with cast.programme.store.write() as tx:
        from dataclasses import replace

        tx.sessions.add(replace(first, id=twin, starts_at=first.starts_at + timedelta(days=30)))
    await cast.olga.command("admin", f"session {first.code}")
    assert "Several sessions have this code." in cast.olga.last()


@pytest.mark.spec("ADM-5", "CHT-5")
@pytest.mark.parametrize("modals", [False, True])
async def test_a_filtered_list_comes_as_a_file_into_the_direct_chat(cast: Cast, modals: bool) -> None:
    first, second = await two_sessions(cast)
    await cast.ana.command("sessions", f"{first.code} notes the secret of Ana")
    admin = cast.olga
    if modals:
        await cast.olga.command("admin", "admin @ben")
        await cast.olga.press("Make admin")
        admin = cast.ben
    await admin.command("admin", "sessions mentee:mia")
    await admin.press("CSV file")
    assert "1 session is in the file." in admin.screen()
    [(user, name, content)] = admin.door.files
    assert (user, name) == (admin.address.user, "sessions.csv")
    text = content.decode("utf-8")
    assert str(first.id) in text
    assert str(second.id) not in text
    assert "secret" not in text
    assert "SESSIONS_EXPORTED" in cast.programme.audited()


@pytest.mark.spec("ADM-5", "SAF-1")
async def test_who_is_no_admin_any_more_gets_no_file(cast: Cast) -> None:
    await cast.olga.command("admin", "admin @ben")
    await cast.olga.press("Make admin")
    await cast.ben.command("admin", "sessions")
    cast.programme.running = False
    await cast.ben.press("CSV file")
    await cast.olga.command("admin", "remove admin @ben")
    await cast.olga.press("Remove admin")
    cast.programme.running = True
    await cast.programme.settle()
    assert cast.ben.door.files == []
