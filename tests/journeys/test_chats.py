"""Sessions by chat of people who cannot write to each other: what one writes to us goes to the other."""

from datetime import timedelta

import pytest

from bot.actions.chats import LeaveChat
from bot.inbound import Said, SharedFile, Unsaid
from core.outbox import TryLater
from core.sessions import Session, Status
from storage.housekeeping import SqlHousekeeping
from tests.journeys.conftest import Cast, cast_after
from tests.journeys.moves import MINUTE, START
from tests.journeys.programme import Programme, Someone

WINDOW = START - 15 * MINUTE
SECRET = "Meringue"


async def meet_by_chat(cast: Cast) -> None:
    """Mia has booked Ana for Thursday, by chat, and the time has come."""
    await by_chat(cast.mia, "thu 3pm")
    await cast.programme.until(WINDOW)


async def by_chat(mentee: Someone, when: str) -> None:
    await mentee.command("book", f"@ana {when}")
    await mentee.press("Details")
    assert await mentee.fill({"Meeting": "Chat"}) == {}
    await mentee.press("Confirm booking")


cast = cast_after(meet_by_chat)


def session_of(cast: Cast) -> Session:
    (session,) = cast.programme.sessions_of(cast.mia)
    return session


def kept(programme: Programme, word: str) -> list[str]:
    """The tables in which the word stands somewhere."""
    with programme.store.engines.reader.begin() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        return [
            table
            for table in tables.all()
            if word in str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
        ]


# --- passing on


@pytest.mark.spec("BOK-1", "NTF-2")
async def test_both_are_told_what_will_happen_with_what_they_write(cast: Cast) -> None:
    for someone, other in ((cast.ana, "Mia"), (cast.mia, "Ana")):
        told = someone.sees("Time to join")
        assert f"goes to {other}" in told
        assert "text only" in told
        assert "I keep nothing" in told
        assert "[Leave the chat]" in told


@pytest.mark.spec("BOK-1", "MTG-3", "SES-4")
async def test_what_one_writes_reaches_the_other_under_the_writers_name(cast: Cast) -> None:
    await cast.mia.say("Good morning!\nHow are you?")
    told = cast.ana.last()
    assert told.startswith("Mia Chen\nGood morning!\nHow are you?")
    assert "What you write to me here" in told, "the other one writes first"
    assert "Passed on to Ana Lima" in cast.mia.last()
    session = session_of(cast)
    assert session.status is Status.IN_PROGRESS
    assert session.mentee_joined_at is not None
    assert session.mentor_joined_at is None
    await cast.ana.say("Very well")
    await cast.ana.say("And you?")
    assert [text.splitlines()[:2] for text in cast.mia.messages()[-2:]] == [
        ["Ana Lima", "Very well"],
        ["Ana Lima", "And you?"],
    ]
    assert "What you write" not in cast.mia.last()
    assert session_of(cast).mentor_joined_at is not None


@pytest.mark.spec("BOK-1")
async def test_a_word_that_would_be_a_command_goes_to_the_other_and_a_command_with_a_slash_does_not(
    cast: Cast,
) -> None:
    await cast.mia.say("Help me with this")
    assert "Help me with this" in cast.ana.last()
    await cast.mia.say("/sessions")
    assert "Upcoming sessions" in cast.mia.last()
    await cast.ana.command("profile")
    await cast.mia.say("/etc/hosts is broken")
    assert "/etc/hosts is broken" in cast.ana.last()
    assert "Upcoming" not in cast.ana.screen()


@pytest.mark.spec("BOK-1")
async def test_the_answer_to_an_open_question_is_no_message(cast: Cast) -> None:
    await cast.mia.command("sessions", f"{session_of(cast).code} edit")
    before = cast.ana.messages()
    await cast.mia.say("Pastry")
    assert "Pastry" not in cast.ana.screen()
    assert cast.ana.messages() == before


@pytest.mark.spec("BOK-1")
async def test_a_long_text_comes_in_several_messages_and_a_very_long_one_is_refused(cast: Cast) -> None:
    words = " ".join(f"word{n}" for n in range(600))
    await cast.mia.say(words)
    arrived = [text.removeprefix("Mia Chen\n") for text in cast.ana.messages() if "word" in text]
    assert len(arrived) > 2
    assert " ".join(" ".join(arrived).split()).startswith("word0 word1 ")
    assert [word for text in arrived for word in text.split() if word.startswith("word")] == words.split()
    await cast.mia.say("x" * 12_001)
    assert "too long" in cast.mia.last()
    assert "xxx" not in cast.ana.screen()


@pytest.mark.spec("BOK-1")
async def test_people_are_mentioned_by_name(cast: Cast) -> None:
    await cast.mia.say(f"Ask <@{cast.ben.address}> or <@paper:nobody>")
    assert "Ask @Ben Wolff or @somebody" in cast.ana.last()


@pytest.mark.spec("BOK-1")
async def test_what_is_no_text_is_not_passed_on_and_its_sender_hears_so(cast: Cast) -> None:
    await cast.mia.say("Hello")
    before = cast.ana.messages()
    file = SharedFile(ref="f1", name="plan.pdf")
    await cast.mia.deliver(Said(text="", files=(file,)))
    assert "does not get the file" in cast.mia.last()
    for what, said in (
        ("other", "does not get this"),
        ("changed", "as it was"),
        ("deleted", "can still read it"),
    ):
        await cast.mia.deliver(Unsaid(what=what))  # type: ignore[arg-type]
        assert said in cast.mia.last()
    assert cast.ana.messages() == before
    await cast.mia.deliver(Said(text="See the plan", files=(file, file)))
    assert "Your words went to Ana Lima" in cast.mia.last()
    assert "does not get the 2 files" in cast.mia.last()
    assert "See the plan" in cast.ana.last()


@pytest.mark.spec("NTF-4", "BOK-1")
async def test_quiet_hours_delay_nothing(cast: Cast) -> None:
    await cast.ana.command("profile", "quiet 00:00-23:59")
    await cast.mia.say("Good evening")
    assert "Good evening" in cast.ana.last()


@pytest.mark.spec("BOK-1")
async def test_others_hear_nothing_and_nothing_is_passed_on_before_or_afterwards(cast: Cast) -> None:
    await cast.ben.say("Good morning")
    assert "Good morning" not in cast.ana.screen() + cast.mia.screen()
    await cast.mia.say("One")
    await cast.programme.until(START + timedelta(hours=1))
    assert "closed" in cast.mia.last()
    assert "closed" in cast.ana.last()
    await cast.mia.say("Two")
    assert "What you have just written was not passed on" in cast.mia.last()
    assert "Two" not in cast.ana.screen()
    await cast.programme.later(hours=2)
    await cast.mia.say("Three")
    assert "not passed on" not in cast.mia.last()


# --- leaving, and two at once


@pytest.mark.spec("BOK-1")
async def test_who_leaves_is_written_to_no_more_until_they_are_back(cast: Cast) -> None:
    await cast.mia.say("Hello")
    await cast.ana.press("Leave the chat")
    assert "You have left the chat" in cast.ana.last()
    assert "has left the chat" in cast.mia.last()
    await cast.mia.say("Are you there?")
    assert "Ana Lima has left the chat" in cast.mia.last()
    assert "Not passed on" in cast.mia.last()
    await cast.ana.say("Where are my sessions?")
    assert "Where are my sessions?" not in cast.mia.screen()
    await cast.ana.press("Back to the chat")
    assert "is back in the chat" in cast.mia.last()
    await cast.mia.say("There you are")
    assert "There you are" in cast.ana.last()
    assert "Are you there?" not in cast.ana.screen()


@pytest.mark.spec("BOK-1")
async def test_who_leaves_before_anybody_has_come_hears_of_the_end_once_they_are_back(cast: Cast) -> None:
    await cast.ana.press("Leave the chat")
    await cast.ana.press("Back to the chat")
    await cast.programme.until(START + timedelta(hours=1))
    for someone in (cast.ana, cast.mia):
        assert sum("is closed" in text for text in someone.messages()) == 1


@pytest.mark.spec("BOK-1")
async def test_join_says_the_same_and_records_who_came(cast: Cast) -> None:
    await cast.ana.press("Join")
    assert "You are in the chat with Mia Chen" in cast.ana.last()
    assert session_of(cast).mentor_joined_at is not None
    await cast.ana.say("Hello")
    assert "Hello" in cast.mia.last()
    assert "Passed on" not in cast.ana.screen(), "they have heard it with Join"


@pytest.mark.spec("BOK-1", "SAF-1")
async def test_nobody_leaves_a_chat_of_others_or_one_that_is_closed(cast: Cast) -> None:
    await cast.ben.push(LeaveChat(session_of(cast).id))
    assert "Not found" in cast.ben.last()
    await cast.programme.until(START + timedelta(hours=2))
    await cast.mia.push(LeaveChat(session_of(cast).id))
    assert "not open" in cast.mia.last()


@pytest.mark.spec("BOK-1")
async def test_of_two_chats_at_once_one_is_chosen(cast: Cast) -> None:
    session = session_of(cast)
    cast.programme.set_policies(join_window_minutes=60)
    await by_chat(cast.ben, "thu 22:00")
    await cast.programme.until(START)
    assert "open too: choose whom you write to" in cast.ana.sees("Time to join")
    await cast.ana.say("For whom is this?")
    assert "Choose whom you write to" in cast.ana.last()
    assert "For whom is this?" not in cast.mia.screen() + cast.ben.screen()
    await cast.ana.press("Write to Ben")
    await cast.ana.say("Hello Ben")
    assert "Hello Ben" in cast.ben.last()
    assert "Hello Ben" not in cast.mia.screen()
    await cast.mia.say("And I?")
    assert "What you write goes to Ben Wolff at the moment" in cast.ana.last()
    await cast.ana.press("Write to Mia")
    await cast.ana.say("Hello Mia")
    assert "Hello Mia" in cast.mia.last()
    await cast.programme.until(session.ends_at)
    assert "goes to Ben Wolff" in cast.ana.last()
    await cast.ana.say("Now you")
    assert "Now you" in cast.ben.last()


# --- what goes wrong


@pytest.mark.spec("BOK-1", "NTF-3")
async def test_a_closed_chat_is_told_to_the_writer(cast: Cast) -> None:
    cast.ana.door.blocks("ana")
    await cast.mia.say("Hello")
    assert "has not reached Ana Lima" in cast.mia.last()
    assert "closed" in cast.mia.last()
    await cast.mia.say("Hello?")
    assert "I cannot write to Ana Lima" in cast.mia.last()
    assert kept(cast.programme, "Hello") == []


@pytest.mark.spec("BOK-1", "NTF-3")
async def test_a_text_that_is_held_up_holds_up_those_after_it(cast: Cast) -> None:
    cast.ana.door.trouble["ana"] = TryLater("too fast", timedelta(seconds=20))
    await cast.mia.say("One")
    cast.ana.door.trouble["ana"] = TryLater("busy")
    await cast.mia.say("Two")
    await cast.programme.later(seconds=20)
    cast.ana.door.trouble.clear()
    await cast.mia.say("Three")
    await cast.programme.later(minutes=1)
    assert [text.splitlines()[1] for text in cast.ana.messages()[-3:]] == ["One", "Two", "Three"]


@pytest.mark.spec("BOK-1", "NTF-3")
async def test_what_cannot_be_passed_on_until_after_the_end_is_told_to_the_writer(cast: Cast) -> None:
    await cast.mia.say("Hello")
    cast.ana.door.trouble["ana"] = TryLater("maintenance", timedelta(minutes=90))
    await cast.mia.say(SECRET)
    assert kept(cast.programme, "chat_text") != []
    cast.ana.door.trouble.clear()
    await cast.programme.later(minutes=91)
    assert SECRET not in cast.ana.screen()
    assert "has not reached Ana Lima" in cast.mia.last()
    assert kept(cast.programme, SECRET) == []


@pytest.mark.spec("BOK-1", "BOK-6")
async def test_a_repeated_delivery_passes_nothing_on_twice(cast: Cast) -> None:
    written = cast.mia.inbound(Said(text="Once"))
    for _ in range(2):
        await cast.programme.reception.receive(written)
        await cast.programme.settle()
    assert sum("Once" in text for text in cast.ana.messages()) == 1


@pytest.mark.spec("BOK-1")
async def test_a_session_that_is_cancelled_passes_nothing_on_any_more(cast: Cast) -> None:
    cast.ana.door.trouble["ana"] = TryLater("busy", timedelta(minutes=5))
    await cast.mia.say("Hello")
    await cast.olga.command("admin", f"session {session_of(cast).code} cancel")
    await cast.olga.fill({"Reason": "Storm"})
    await cast.olga.press("Cancel the session")
    cast.ana.door.trouble.clear()
    await cast.programme.later(minutes=6)
    assert "Hello" not in cast.ana.screen()
    assert "has not reached Ana Lima" in cast.mia.screen()
    await cast.mia.say("Still there?")
    assert "Still there?" not in cast.ana.screen()


# --- what is kept


@pytest.mark.spec("BOK-1", "SAF-2")
async def test_nothing_is_kept_of_what_people_write_to_each_other(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await cast.mia.say(f"{SECRET} one")
    cast.ana.door.blocks("ana")
    await cast.mia.say(f"{SECRET} two")
    cast.ana.door.trouble.clear()
    await cast.ana.say(f"{SECRET} three")
    await cast.programme.until(START + timedelta(hours=2))
    SqlHousekeeping(cast.programme.store).sweep()
    assert f"{SECRET} one" in cast.ana.screen()
    assert f"{SECRET} three" in cast.mia.screen()
    assert kept(cast.programme, SECRET) == []
    assert SECRET not in caplog.text
    with cast.programme.store.read() as tx:
        session = session_of(cast)
        assert {party.texts for party in tx.chats.of(session.id, session.starts_at).values()} == {2, 1}
