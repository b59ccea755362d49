"""Words behind a command that it does not know: what there is instead, and nothing is dropped in silence."""

import pytest

from tests.journeys.assembly import Assembly, after, asked, assembly
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

__all__ = ["assembly"]


async def said_to(someone: Someone, line: str) -> str:
    name, _, text = line.partition(" ")
    await someone.command(name, text)
    return someone.last()


@pytest.mark.spec("CHT-1", "SLT-5")
@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("profile figs", "/profile quiet 22-7"),
        ("settings what now", "/profile quiet 22-7"),
        ("policies xyz", "/policies"),
        ("schedule xyz", "/schedule next week"),
        ("sessions dance", "/sessions past"),
        ("sessions data", "/sessions past"),
        ("sessions week xyz", "/sessions week"),
        ("council xyz", "/council new"),
        ("council cakes", "/council new"),
    ],
)
async def test_an_unknown_word_says_what_there_is(cast: Cast, line: str, instead: str) -> None:
    shown = await said_to(cast.ana, line)
    word = line.rsplit(maxsplit=1)[-1]
    assert f"{word}”." in shown
    assert "I did not use “" in shown
    assert instead in shown


@pytest.mark.spec("CHT-1")
@pytest.mark.parametrize("line", ["schedule list now", "sessions past please", "council past please"])
async def test_words_that_were_of_no_use_are_said_above_the_answer(cast: Cast, line: str) -> None:
    command, word, rest = line.split()
    shown = await said_to(cast.ana, line)
    assert f"I did not use “{rest}”." in shown
    plain = await said_to(cast.ana, f"{command} {word}")
    assert plain.splitlines()[0] == shown.splitlines()[0]
    assert "did not use" not in plain


@pytest.mark.spec("CHT-1")
async def test_an_unknown_word_about_a_session_says_what_can_be_typed(cast: Cast) -> None:
    await cast.ben.command("book", "@ana tomorrow 3pm")
    await cast.ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    shown = await said_to(cast.ben, f"sessions {session.code} dance")
    assert "I did not use “dance”" in shown
    said = next(line for line in shown.splitlines() if line.startswith("Behind"))
    assert all(verb in said for verb in ("edit", "cancel", "reschedule", "report"))
    assert not any(verb in said for verb in ("accept", "continue", "paid", "record")), (
        "only what can be done now"
    )
    shown = await said_to(cast.ben, f"sessions {session.code} withdraw it all")
    assert "“it all”" in shown or "nothing to" in shown.lower()


@pytest.mark.spec("CHT-1")
async def test_words_behind_cancel_are_kept_as_the_note(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.mia)
    await cast.mia.command("sessions", f"{session.code} cancel I am ill")
    await cast.mia.press("Personal emergency")
    assert "I am ill" in cast.mia.screen()


@pytest.mark.spec("CHT-1", "ADM-1")
@pytest.mark.parametrize(
    ("text", "opens"),
    [("ben", "Ben Wolff"), ("Mia Chen", "Mia Chen"), ("@ana", "Ana Lima"), ("member be", "Ben Wolff")],
)
async def test_an_admin_opens_a_member_by_name(cast: Cast, text: str, opens: str) -> None:
    shown = await said_to(cast.olga, f"admin {text}")
    assert shown.startswith(opens)


@pytest.mark.spec("CHT-1", "ADM-1")
@pytest.mark.parametrize("text", ["be", "mi", "xyz", "reboot now", "remove plan ben", "policies dance"])
async def test_an_unknown_admin_word_is_not_taken_for_part_of_a_name(cast: Cast, text: str) -> None:
    shown = await said_to(cast.olga, f"admin {text}")
    assert f"I did not use “{text}”" in shown
    assert "/help admin shows all of it." in shown


@pytest.mark.spec("CHT-1")
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("profile <@slate:ben>", "Ben Wolff"),
        ("sessions <@slate:ben>", "Ben Wolff"),
        ("book <@slate:ben> tomorrow 3pm", "Ben Wolff"),
        ("book @ana <@slate:ben>", "Ben Wolff"),
        ("policies with <@slate:nobody>", "that member"),
        ("help <@slate:ben>", "Ben Wolff"),
        ("mentors <@slate:ben>", "Ben Wolff"),
        ("xyz <@slate:ben>", ""),
    ],
)
async def test_a_mention_is_shown_by_the_name(cast: Cast, line: str, name: str) -> None:
    shown = await said_to(cast.mia, line)
    assert "<@" not in shown
    assert "slate:" not in shown
    assert name in shown


@pytest.mark.spec("CHT-1")
async def test_a_mistyped_command_is_suggested_with_all_that_followed_it(cast: Cast) -> None:
    assert "/book @ana tomorrow 3pm" in await said_to(cast.mia, "bok @ana tomorrow 3pm")
    assert "Did you mean /sessions past?" in await said_to(cast.mia, "sesions past")


@pytest.mark.spec("CHT-1")
@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("dance", "dance"),
        ("extend dance", "dance"),
        ("answer 1 perhapsy", "perhapsy"),
        ("answer some day", "some day"),
    ],
)
@after(asked)
async def test_an_unknown_word_about_a_council_changes_nothing(
    assembly: Assembly, typed: str, word: str
) -> None:
    before = assembly.council
    shown = await said_to(assembly.olga, f"council {assembly.code} {typed}")
    assert "I did not use “" in shown
    assert word in shown
    assert "/council C-7F3K" in shown
    assert assembly.council == before


@pytest.mark.spec("ADM-1", "CHT-1")
@pytest.mark.parametrize(
    ("line", "instead", "left_out"),
    [
        ("admin plan ben", "/admin plan @ben individual", "/admin jobs"),
        ("admin plan", "/admin plans", "/admin jobs"),
        ("admin quota soon", "/admin quota 2026-10", "/admin plans"),
        ("admin refund", "/admin session S-7F3K refund 25 poor sound", "/admin plans"),
        ("admin unmentor ana", "/admin mentor @ana", "/admin plans"),
        ("admin policy foo", "/admin policies set hold minutes 15", "/admin plans"),
        ("admin mentor @ana speedy", "/admin mentor @ana rate 40 EUR", "/admin plans"),
        ("admin xyz", "/admin dispute D-7F3K", "/admin dispute D-7F3K take"),
    ],
)
async def test_an_admin_reads_what_there_is_about_the_word_that_was_typed(
    cast: Cast, line: str, instead: str, left_out: str
) -> None:
    shown = (await said_to(cast.olga, line)).splitlines()
    assert instead in shown
    assert left_out not in shown


@pytest.mark.spec("ADM-3", "ADM-5", "AFT-4")
async def test_a_code_and_a_file_can_be_asked_for_at_once(cast: Cast) -> None:
    await cast.ben.command("book", "@ana tomorrow 3pm")
    await cast.ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    assert session.code in await said_to(cast.olga, f"admin {session.code}")
    await said_to(cast.olga, f"admin {session.code} note call back")
    cast.olga.sees("Admins see it with the session.")
    assert "[Disputes]" in await said_to(cast.olga, "admin D-0000")
    await said_to(cast.olga, "admin sessions status:scheduled csv")
    [(_, _, content)] = cast.olga.door.files
    assert session.code in content.decode("utf-8-sig")
    await said_to(cast.olga, "admin sessions status:scheduled")
    assert "“Monday’s”" in await said_to(cast.olga, "admin sessions save as Monday’s")


@pytest.mark.spec("SLT-5", "BOK-1")
async def test_a_name_that_nobody_has_takes_the_time_along(cast: Cast) -> None:
    await said_to(cast.mia, "book Anna tomorrow 3pm")
    await cast.mia.press("Ana Lima")
    assert "Tue 3 Mar 2026, 15:00" in cast.mia.last()


@pytest.mark.spec("SLT-5", "BOK-1")
@pytest.mark.parametrize(
    "line", ["book a session with ana tomorrow 3pm", "book me in with ana tomorrow 3pm"]
)
async def test_what_says_the_command_again_is_no_name(cast: Cast, line: str) -> None:
    assert "With: Ana Lima" in await said_to(cast.mia, line)


@pytest.mark.spec("SLT-5", "BOK-1")
async def test_a_topic_that_nobody_has_is_no_name(cast: Cast) -> None:
    shown = await said_to(cast.mia, "book #cakes tomorrow")
    assert "topic cakes" in shown
    assert "Nobody fits." in shown
    assert "I did not use “tomorrow”." in shown
