"""What people say in the chat in sentences of their own ends in the card that the command for it gives."""

from datetime import timedelta

import pytest

from bot.language import reading_as
from core.errors.common import NotFound
from core.sessions import CancelReason, Status, Topic
from core.usecases import attending, cancelling
from tests.journeys.conftest import Cast
from tests.storage.samples import a_session


async def book(cast: Cast, when: str) -> None:
    """A session of Mia's with Ana."""
    await cast.mia.command("book", f"@ana {when}")
    await cast.mia.press("Confirm booking")


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("Can I book a session with Ana tomorrow at 3pm?", "book @ana tomorrow 3pm"),
        ("I'd like to book Ana next week after 5pm", "book @ana next week after 5pm"),
        ("book a session with Ana Lima thu or fri afternoon", "book @ana thu or fri afternoon"),
        ("I want a session with Ana tuesday between 2 and 4pm", "book @ana tuesday between 2 and 4pm"),
        ("book ana tomorrow 4pm for 30 minutes", "book @ana tomorrow 4pm for 30 minutes"),
        ("who is free tomorrow at 3pm?", "book tomorrow 3pm"),
        ("is anyone free asap?", "book asap"),
        ("is Ana free tomorrow afternoon?", "book @ana tomorrow afternoon"),
        ("tomorrow I'd like a session with Ana at 3pm", "book @ana tomorrow 3pm"),
        ("can I talk to Ana tomorrow at 3pm?", "book @ana tomorrow 3pm"),
        ("show me my sessions", "sessions"),
        ("my sessions next week please", "sessions week next week"),
        ("my past sessions", "sessions past"),
        ("what did I do last month?", "sessions past last month"),
        ("sessions last week", "sessions past last week"),
        ("how many sessions do I have left this month?", "profile"),
        ("until when can I cancel?", "policies"),
        ("what can you do?", "help"),
        ("help me", "help"),
    ],
)
async def test_a_sentence_ends_in_the_card_of_its_command(cast: Cast, said: str, command: str) -> None:
    await cast.mia.say(said)
    shown = cast.mia.last()
    name, _, text = command.partition(" ")
    await cast.mia.command(name, text)
    assert shown == cast.mia.last()
    assert "I did not use" not in shown


@pytest.mark.spec("CHT-1")
@pytest.mark.parametrize(
    ("said", "command"),
    [("who are my mentees?", "schedule mentees"), ("my mentees next week", "sessions week next week")],
)
async def test_a_mentor_asks_about_their_mentees(cast: Cast, said: str, command: str) -> None:
    await cast.ana.say(said)
    shown = cast.ana.last()
    name, _, text = command.partition(" ")
    await cast.ana.command(name, text)
    assert shown == cast.ana.last()


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize(
    ("locale", "said", "command"),
    [
        ("de", "Ich möchte morgen um 15 Uhr einen Termin mit Ana buchen", "book @ana tomorrow 3pm"),
        ("es", "¿Puedo reservar una sesión con Ana mañana a las 15h?", "book @ana tomorrow 3pm"),
        ("fr", "J'aimerais réserver une séance avec Ana demain à 15h", "book @ana tomorrow 3pm"),
        ("pt-BR", "Quero agendar uma sessão com Ana amanhã às 15h", "book @ana tomorrow 3pm"),
        ("hi", "मुझे कल 15:00 बजे Ana के साथ सेशन बुक करना है", "book @ana tomorrow 3pm"),
        ("hi", "kal dopahar 3 baje Ana ke saath session book karo", "book @ana tomorrow 3pm"),
        ("hi", "help me book a session with Ana tomorrow 3pm", "book @ana tomorrow 3pm"),
    ],
)
async def test_a_sentence_is_understood_in_ones_own_language(
    cast: Cast, locale: str, said: str, command: str
) -> None:
    cast.programme.change(cast.mia, locale=locale)
    with reading_as(locale):
        await cast.mia.say(said)
        shown = cast.mia.last()
        name, _, text = command.partition(" ")
        await cast.mia.command(name, text)
        assert shown == cast.mia.last()


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "Thanks!"),
        ("en", "hello"),
        ("de", "Danke"),
        ("de", "thank you"),
        ("hi", "नमस्ते"),
        ("fr", "merci !"),
        ("it", "merci"),
        ("ja", "thank you"),
    ],
)
async def test_who_greets_or_thanks_is_not_told_that_it_was_of_no_use(
    cast: Cast, locale: str, said: str
) -> None:
    if locale != "en":
        cast.programme.change(cast.mia, locale=locale)
    with reading_as(locale):
        await cast.mia.command("help")
        shown = cast.mia.last()
        await cast.mia.say(said)
        assert cast.mia.last() == shown


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize("locale", ["it", "nl", "ru", "ja"])
async def test_who_reads_a_language_without_sentences_of_its_own_is_answered(
    cast: Cast, locale: str
) -> None:
    cast.programme.change(cast.mia, locale=locale)
    with reading_as(locale):
        await cast.mia.say("bla, bla?")
        assert "I did not use “bla, bla?”." in cast.mia.last()
        await cast.mia.say("cancel my session")
        assert "Upcoming sessions" in cast.mia.last()


@pytest.mark.spec("CHT-1")
async def test_words_of_no_use_are_said(cast: Cast) -> None:
    await cast.mia.say("book a session with Ana tomorrow 3pm wearing blue hats")
    assert "I did not use “wearing blue hats”." in cast.mia.last()
    await cast.mia.say("who is free tomorrow 3pm for 45 minutes")
    assert "I did not use “45 min”." in cast.mia.last()
    await cast.mia.say("what are the rules for ponies")
    assert "I did not use “ponies”." in cast.mia.last()


@pytest.mark.spec("CHT-1", "CAN-1")
async def test_the_session_that_is_meant_is_cancelled(cast: Cast) -> None:
    await book(cast, "tomorrow 3pm")
    await cast.mia.say("please cancel my session with Ana because I am ill")
    assert "Cancel " in cast.mia.last()
    await cast.mia.press("Personal emergency")
    assert "I am ill" in cast.mia.screen()


@pytest.mark.spec("CHT-1", "CHT-6", "CAN-1")
@pytest.mark.parametrize(
    ("locale", "said", "answer"),
    [
        (
            "en",
            "I don't want to cancel my session",
            "You wrote “don't want to cancel”, so nothing was changed.",
        ),
        ("en", "I'm not late", "You wrote “not late”, so nothing was changed."),
        (
            "de",
            "Bitte verschieb die Sitzung nicht",
            "You wrote “verschieb die Sitzung nicht”, so nothing was changed.",
        ),
    ],
)
async def test_what_somebody_does_not_want_is_not_begun(
    cast: Cast, locale: str, said: str, answer: str
) -> None:
    if locale != "en":
        cast.programme.change(cast.mia, locale=locale)
    await book(cast, "tomorrow 3pm")
    await cast.programme.settle()
    (session,) = cast.programme.sessions_of(cast.mia)
    heard = cast.ana.last()
    with reading_as(locale):
        await cast.mia.say(said)
        await cast.programme.settle()
    assert answer in cast.mia.last()
    assert session.code in cast.mia.last()
    assert cast.programme.sessions_of(cast.mia) == [session]
    assert cast.ana.last() == heard


@pytest.mark.spec("CHT-1", "CHT-6", "SES-2")
async def test_past_sessions_of_a_time_and_with_somebody_are_found(cast: Cast) -> None:
    cast.programme.knows("Late", "Other", "Early")
    with cast.programme.store.write() as tx:
        for mentor, days, title in (
            (cast.ana, 3, "Late"),
            (cast.ben, 20, "Other"),
            (cast.ana, 20, "Early"),
        ):
            start = tx.now - timedelta(days=days)
            done = {"status": Status.COMPLETED, "booked_at": start - timedelta(days=1)}
            tx.sessions.add(a_session(mentor.id, cast.mia.id, start, topic=Topic(title), **done))
    await cast.mia.say("What did I do last month with Ana?")
    shown = cast.mia.last()
    assert "Only: February 2026, with Ana Lima." in shown
    assert ["Late" in shown, "Early" in shown, "Other" in shown] == [True, True, False]
    await cast.mia.command("sessions", "past last month with Ana")
    assert cast.mia.last() == shown
    await cast.mia.command("sessions", "past ana last month")
    assert cast.mia.last() == shown
    await cast.mia.say("my sessions last week")
    assert "Late" in cast.mia.last()
    assert "Early" not in cast.mia.last()
    await cast.mia.press("All past sessions")
    assert "Other" in cast.mia.last()
    await cast.mia.say("my past sessions with Olga in January")
    assert "I did not use “Olga”." in cast.mia.last()
    assert "Only: January 2026." in cast.mia.last()
    assert "No past sessions." in cast.mia.last()
    with pytest.raises(NotFound):
        attending.looked_back(cast.programme.desk, cast.mia.person, None, cast.olga.id, 0)


@pytest.mark.spec("CHT-1", "RSC-1")
async def test_the_session_that_is_meant_is_moved(cast: Cast) -> None:
    await book(cast, "tomorrow 3pm")
    await cast.mia.say("can we move my session with Ana to friday 3pm?")
    assert (
        "Move Mentor session from Tue 3 Mar, 15:00 (America/New_York) to Fri 6 Mar 2026, 15:00"
        in cast.mia.last()
    )


@pytest.mark.spec("CHT-1")
async def test_of_several_sessions_one_is_chosen(cast: Cast) -> None:
    await book(cast, "tomorrow 3pm")
    await book(cast, "friday 3pm")
    await cast.mia.say("cancel my session")
    assert "Which session?" in cast.mia.last()
    await cast.mia.press("Fri 6 Mar 15:00 Ana")
    assert "Cancel Mentor session, Fri 6 Mar" in cast.mia.last()
    await cast.mia.press("Keep the session")
    await cast.mia.say("cancel my session on tuesday")
    assert "Cancel Mentor session, Tue 3 Mar" in cast.mia.last()
    await cast.mia.press("Keep the session")
    await cast.mia.say("cancel my session with Ravi")
    assert "I did not use “Ravi”." in cast.mia.last()


@pytest.mark.spec("CHT-1")
async def test_a_session_far_ahead_is_found_by_its_day(cast: Cast) -> None:
    with cast.programme.store.write() as tx:
        for day in range(3, 13):
            start = tx.now.replace(hour=20, minute=0) + day * timedelta(days=1)
            topic = Topic("Ana")
            tx.sessions.add(a_session(cast.ana.id, cast.mia.id, start, topic=topic, booked_at=tx.now))
    await cast.mia.say("cancel my session with Ana on the 10th")
    assert "Cancel Ana, Tue 10 Mar" in cast.mia.last()
    await cast.mia.press("Keep the session")
    await cast.mia.say("move my session on the 10th to friday 13 march 3pm")
    assert "Move Ana from Tue 10 Mar" in cast.mia.last()


@pytest.mark.spec("CHT-1")
@pytest.mark.parametrize(
    ("said", "told", "read"),
    [
        ("sorry, I am running late", "a little late", "Mia Chen comes a little late to Mentor session"),
        (
            "I will be 10 minutes late for Ana",
            "10 min late",
            "Mia Chen comes 10 min late to Mentor session",
        ),
    ],
)
async def test_the_other_side_hears_of_whoever_is_late(cast: Cast, said: str, told: str, read: str) -> None:
    await book(cast, "tomorrow 3pm")
    await cast.mia.say(said)
    assert told in cast.mia.last()
    await cast.programme.settle()
    assert read in cast.ana.sees("Mia Chen comes later")


@pytest.mark.spec("NTF-5")
async def test_what_tells_of_being_late_keeps_its_words_and_loses_its_buttons_with_the_session(
    cast: Cast,
) -> None:
    await book(cast, "tomorrow 3pm")
    await cast.mia.say("I will be 10 minutes late for Ana")
    await cast.programme.settle()
    message, cancels = cast.ana.control("Cancel session")
    assert "comes 10 min late" in cast.ana.message(message)
    (session,) = cast.programme.sessions_of(cast.mia)
    cancelling.cancel_session(
        cast.programme.desk, cast.mia.person, session.id, 1, CancelReason.CONFLICT, ""
    )
    await cast.programme.settle()
    told = cast.ana.message(message)
    assert "Mia Chen comes later" in told
    assert "comes 10 min late" in told
    assert str(cancels.label) not in told


@pytest.mark.spec("CHT-1")
async def test_being_late_is_told_by_button_and_by_command(cast: Cast) -> None:
    await book(cast, "tomorrow 3pm")
    (session,) = cast.programme.sessions_of(cast.mia)
    await cast.ana.command("sessions", f"{session.code} late 1h")
    await cast.programme.settle()
    assert "Ana Lima comes 1 h late" in cast.mia.sees("Ana Lima comes later")
    await cast.ana.command("sessions", f"{session.code} late very")
    assert "I did not use “very”." in cast.ana.last()
    await cast.programme.until(session.starts_at)
    await cast.mia.command("sessions", session.code)
    await cast.mia.press("I am late")
    assert "Ana Lima reads that you come a little late." in cast.mia.last()
    await cast.programme.until(session.ends_at)
    await cast.mia.command("sessions", f"{session.code} late")
    assert "The session is over" in cast.mia.last()


@pytest.mark.spec("CHT-1", "AVL-3")
async def test_hours_and_days_off_are_previewed(cast: Cast) -> None:
    await cast.ana.say("my hours are mon-fri 10-16")
    shown = cast.ana.last()
    await cast.ana.command("availability", "mon-fri 10-16")
    assert shown == cast.ana.last()
    await cast.ana.say("I'm off on friday")
    assert "Off" in cast.ana.last() or "off" in cast.ana.last()


@pytest.mark.spec("CHT-1")
@pytest.mark.parametrize("said", ["good morning everyone", "thanks!", "ok see you"])
async def test_what_asks_for_nothing_gets_the_help(cast: Cast, said: str) -> None:
    await cast.mia.say(said)
    assert "What Parley can do" in cast.mia.last()
