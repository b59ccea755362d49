"""`/book` with names of several words, and times in people's own words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.typed import wishes
from tests.journeys.conftest import Cast, cast_after


async def have_namesakes(cast: Cast) -> None:
    """Beside Ana Lima, mentors whose names have several words, an apostrophe, or begin with Ana; open from 9 to 21."""
    for name in ("Jean Pierre", "Noël O’Brien", "Ana Maria Souza"):
        mentor_to_be = cast.programme.meets(name, "America/Sao_Paulo")
        await mentor_to_be.command("start")
        await cast.olga.command("admin", f"mentor {name}")
        await cast.olga.press("Make mentor")
        await mentor_to_be.sets_hours("mon-sun 9-21")
    with cast.programme.store.write() as tx:
        (jean,) = tx.people.search("Jean Pierre")
        mentor = tx.mentors.get(jean.id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, tags=("Rust",)))


namesakes = cast_after(have_namesakes)


@pytest.mark.spec("BOK-1", "SLT-5")
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("@Jean Pierre tomorrow 3pm", "Jean Pierre"),
        ("@Noël O'Brien tomorrow 3pm", "Noël O’Brien"),
        ("@Ana Maria Souza tomorrow 3pm", "Ana Maria Souza"),
        ("Dr. Jean Pierre tomorrow 3pm", "Jean Pierre"),
        ("tomorrow 3pm with Jean Pierre", "Jean Pierre"),
    ],
)
async def test_a_name_of_several_words_and_a_time_lead_to_the_review(
    namesakes: Cast, typed: str, name: str
) -> None:
    await namesakes.ben.command("book", typed)
    assert "Review" in namesakes.ben.last()
    assert f"With: {name}" in namesakes.ben.last()


@pytest.mark.spec("BOK-1", "SLT-5")
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("yesterday 3pm", "that has passed already"),
        ("@ana yesterday 3pm", "that has passed already"),
        ("tomorrow 3pm 4pm", "I did not understand the time"),
    ],
)
async def test_what_is_a_time_is_not_taken_for_a_name(cast: Cast, typed: str, why: str) -> None:
    await cast.ben.command("book", typed)
    assert why in cast.ben.last()
    assert "no mentor called" not in cast.ben.last()


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("typed", "shown", "hidden"),
    [
        ("@ana tuesday between 2 and 4pm", ("14:00", "15:30"), ("13:30", "16:00")),
        ("@ana tuesday before noon", ("11:30",), ("12:00", "14:00")),
        ("@ana tuesday after 3pm", ("15:00",), ("14:30", "09:00")),
        ("@ana tuesday around 3pm", ("14:00", "15:30"), ("13:30", "16:00")),
    ],
)
async def test_hours_that_are_wished_for_narrow_the_list(
    cast: Cast, typed: str, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    await cast.mia.command("book", typed)
    last = cast.mia.last()
    assert "Only times between" in last
    assert all(f"[{each}]" in last for each in shown)
    assert not any(f"[{each}]" in last for each in hidden)
    await cast.mia.press("All times")
    assert "[14:00]" in cast.mia.last()


@pytest.mark.spec("SLT-5")
async def test_one_of_several_days_is_asked_back(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tue or wed")
    assert "Which day do you mean?" in cast.mia.last()
    await cast.mia.press("Wed 4 Mar")
    assert "Free on Wed 4 Mar" in cast.mia.last()


@pytest.mark.spec("SLT-5")
async def test_a_length_is_passed_on(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tuesday 3pm for 60 minutes")
    assert "Length: 1 h" in cast.mia.last()
    await cast.mia.command("book", "@ana tuesday 60m")
    assert "(1 h each)" in cast.mia.last()


@pytest.mark.spec("SLT-5")
async def test_as_soon_as_possible_shows_what_is_free_first(cast: Cast) -> None:
    await cast.mia.command("book", "asap")
    assert "who is free first" in cast.mia.last()
    await cast.mia.command("book", "@ana asap")
    assert "A time with Ana" in cast.mia.last()


@pytest.mark.spec("BOK-1", "SLT-5")
async def test_a_topic_needs_no_sign_beside_a_time(namesakes: Cast) -> None:
    await namesakes.ben.command("book", "rust tomorrow")
    assert "rust" in namesakes.ben.last().lower()
    assert "no mentor called" not in namesakes.ben.last()


@pytest.mark.spec("BOK-1", "SLT-5")
async def test_the_choice_between_namesakes_keeps_the_time(namesakes: Cast) -> None:
    await namesakes.ben.command("book", "ana tomorrow 3pm")
    namesakes.ben.sees("Which mentor?")
    await namesakes.ben.press("Ana Maria Souza")
    assert "Review" in namesakes.ben.last()
    assert "15:00" in namesakes.ben.last()


@pytest.mark.spec("BOK-1", "SLT-5")
@pytest.mark.parametrize(
    ("typed", "question", "answer"),
    [
        ("wednesday between 2 and 4", "By day or by night?", "14:00–16:00"),
        ("wed or thu", "Which day do you mean?", "Wed 4 Mar"),
        ("in two days at 3", "Which time do you mean?", "Wed 4 Mar 15:00"),
        ("wed 3pm or 4pm", "Which time do you mean?", "Wed 4 Mar 15:00"),
    ],
)
async def test_the_choice_between_namesakes_keeps_the_question_about_the_time_as_it_was_typed(
    namesakes: Cast, typed: str, question: str, answer: str
) -> None:
    await namesakes.ben.command("book", f"ana {typed}")
    await namesakes.programme.later(days=1)
    await namesakes.ben.press("Ana Maria Souza")
    assert question in namesakes.ben.last()
    await namesakes.ben.press(answer)
    assert "Wed 4 Mar" in namesakes.ben.last()


@pytest.mark.spec("SLT-5", "AVL-1")
@pytest.mark.parametrize(
    ("typed", "day", "night"),
    [
        ("between 2 and 4", "14:00–16:00", "02:00–04:00"),
        ("between 1 and 9", "13:00–21:00", "01:00–09:00"),
        ("after 5", "17:00–24:00", "05:00–24:00"),
        ("before 4", "00:00–16:00", "00:00–04:00"),
        ("around 3", "14:00–16:00", "02:00–04:00"),
        ("after 2 until 5", "14:00–17:00", "02:00–05:00"),
        ("ab 3 uhr", "15:00–24:00", "03:00–24:00"),
    ],
)
async def test_small_hours_that_are_wished_for_are_asked_about(
    cast: Cast, typed: str, day: str, night: str
) -> None:
    await cast.mia.command("book", f"@ana tuesday {typed} for 60 minutes")
    assert "By day or by night?" in cast.mia.last()
    assert f"[{night}]" in cast.mia.last()
    await cast.mia.press(day)
    assert "Only times between" in cast.mia.last()
    assert day.replace("–", " and ") in cast.mia.last()
    await cast.mia.command("book", f"tuesday {typed}")
    assert "By day or by night?" in cast.mia.last()
    await cast.mia.press(night)
    assert "At what time on Tue 3 Mar?" in cast.mia.last()
    assert f"[{night[:5]}]" in cast.mia.last()


@pytest.mark.spec("SLT-5", "AVL-1")
async def test_small_hours_are_asked_about_with_the_topic_that_was_typed(namesakes: Cast) -> None:
    await namesakes.ben.command("book", "#rust tomorrow between 2 and 4")
    await namesakes.ben.press("14:00–16:00")
    last = namesakes.ben.last()
    assert "#rust" in last.lower()
    assert [each for each in ("02:00", "13:00", "14:00", "15:00", "16:00") if f"[{each}]" in last] == [
        "14:00",
        "15:00",
    ]


@pytest.mark.spec("SLT-5")
async def test_small_hours_are_asked_about_for_each_of_several_days(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tue or wed between 2 and 4")
    assert "[Tue 3 Mar, 02:00–04:00]" in cast.mia.last()
    await cast.mia.press("Wed 4 Mar, 14:00–16:00")
    assert "Free on Wed 4 Mar" in cast.mia.last()
    assert "Only times between" in cast.mia.last()


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("typed", "window"),
    [
        ("between 2 and 4pm", (840, 960)),
        ("between 10 and 2", (600, 840)),
        ("between 9 and 5", (540, 1020)),
        ("between 02:00 and 04:00", (120, 240)),
        ("between 11 and 2pm", (660, 840)),
        ("between 14 and 16", (840, 960)),
        ("from 8 until 12", (480, 720)),
        ("after 5am", (300, 1440)),
        ("before 11", (0, 660)),
        ("around 17", (960, 1080)),
        ("afternoon between 2 and 4", (840, 960)),
        ("between 6 and 9 in the evening", (1080, 1260)),
    ],
)
def test_hours_that_can_be_read_in_one_way_are_not_asked_about(typed: str, window: tuple[int, int]) -> None:
    wish = wishes.read(f"tomorrow {typed}", now=datetime(2026, 3, 2, 12, tzinfo=UTC), zone="Europe/Berlin")
    assert (wish.window, wish.by_night, len(wish.days)) == (window, None, 1)
