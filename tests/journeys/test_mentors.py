"""Choosing a mentor: searched, filtered, in two orders, by page; and who is free at a time."""

import re
from dataclasses import replace

import pytest

from bot.actions.mentors import BrowseMentors, SearchMentors, ShowMentor
from bot.formats import card_text
from bot.slack import render as slack
from bot.telegram import render as telegram
from bot.tokens import from_token, to_token
from bot.ui import Card, Choice
from core.mentors import Mentor
from tests.bot.test_searches import HOSTILE
from tests.journeys.conftest import Cast, cast_after
from tests.journeys.programme import Someone
from tests.recorder import controls

SURROGATE = re.compile("[\ud800-\udfff]")
NAMES = ("Bea", "Cleo", "Dora", "Ella", "Fay", "Gina", "Hope", "April")


async def gather(cast: Cast) -> None:
    """Nine mentors: Ana in São Paulo, the others in Paris and open from 9 to 21; Bea and Dora know Rust."""
    for name in NAMES:
        mentor = await cast.programme.meets(f"{name} Moreau", "Europe/Paris").joins()
        await cast.olga.command("admin", f"mentor {name}")
        await mentor.confirms_hours()
    with cast.programme.store.write() as tx:
        for number, name in enumerate(NAMES):
            (person,) = tx.people.search(f"{name} Moreau")
            mentor = tx.mentors.get(person.id)
            assert mentor is not None
            tags = ("Rust", "Machine Learning") if name in {"Bea", "Dora"} else ("Cooking",)
            tx.mentors.save(
                replace(mentor, headline=f"I am {name}", tags=tags, rate=2000 * (number % 3), seniority=4)
            )


crowd = cast_after(gather)


@pytest.fixture(params=["modals", "questions"])
def mentee(request: pytest.FixtureRequest, crowd: Cast) -> Someone:
    return crowd.ben if request.param == "modals" else crowd.mia


def card(someone: Someone) -> Card:
    return someone._last


@pytest.mark.spec("BOK-1", "AVL-1")
async def test_an_entry_shows_what_is_needed_to_choose(crowd: Cast) -> None:
    await crowd.mia.command("mentors", "bea")
    shown = crowd.mia.last()
    for part in (
        "Bea Moreau",
        "no charge",
        "senior",
        "I am Bea",
        "Rust, Machine Learning",
        "next free",
    ):
        assert part in shown, part
    assert "rated" not in shown, "nobody has rated anybody yet"
    await crowd.mia.command("mentors", "cleo")
    assert "$20.00" in crowd.mia.last()


@pytest.mark.spec("BOK-1")
async def test_pages_turn_both_ways_and_count(crowd: Cast) -> None:
    await crowd.mia.command("mentors")
    assert "1–6 of 9, by name" in crowd.mia.last()
    assert "Previous" not in str(crowd.mia.buttons())
    await crowd.mia.press("Next")
    assert "7–9 of 9, by name" in crowd.mia.last()
    assert "Next" not in str(crowd.mia.buttons())
    await crowd.mia.press("Previous")
    assert "1–6 of 9" in crowd.mia.last()


@pytest.mark.spec("BOK-1", "CHT-4")
async def test_mentors_and_book_show_the_same_card(crowd: Cast) -> None:
    for text in ("", "rust", "#cooking max:20"):
        await crowd.mia.command("mentors", text)
        listed = card(crowd.mia)
        await crowd.mia.command("book", text)
        assert card(crowd.mia) == listed
    await crowd.mia.command("mentors", "moreau #cooking max:20")
    assert "Mentors: “moreau”, topic cooking, up to 20" in crowd.mia.last()
    assert "1–5 of 5" in crowd.mia.last()


@pytest.mark.spec("BOK-1")
async def test_search_and_order_survive_paging(crowd: Cast) -> None:
    await crowd.mia.command("mentors", "moreau")
    await crowd.mia.press("Soonest first")
    assert "1–6 of 8, who is free first" in crowd.mia.last()
    await crowd.mia.press("Next")
    assert "Mentors: “moreau”" in crowd.mia.last()
    assert "7–8 of 8, who is free first" in crowd.mia.last()
    await crowd.mia.press("By name")
    assert "1–6 of 8, by name" in crowd.mia.last()
    await crowd.mia.press("Everybody")
    assert "of 9" in crowd.mia.last()


@pytest.mark.spec("BOK-1", "CHT-2", "CHT-3")
async def test_the_list_is_filtered_by_topic_and_rate(mentee: Someone) -> None:
    await mentee.command("mentors", "moreau")
    await mentee.press("Filter")
    assert await mentee.fill({"Topic": "Machine Learning"}) == {}
    assert "1–2 of 2" in mentee.sees("Mentors: “moreau”, topic Machine Learning")
    await mentee.press("Filter")
    assert await mentee.fill({"Topic": "Machine Learning", "Highest rate": "0"}) == {}
    found = mentee.sees("topic Machine Learning, no charge")
    assert "[Bea Moreau]" in found
    assert "Dora Moreau" not in found
    await mentee.press("Filter")
    await mentee.fill({"Topic": "Any topic", "Highest rate": "20"})
    assert "1–6 of 6" in mentee.sees("Mentors: “moreau”, up to 20")


@pytest.mark.spec("BOK-1")
async def test_where_nobody_fits_near_names_and_a_way_out_are_offered(crowd: Cast) -> None:
    await crowd.mia.command("mentors", "Gena")
    assert "Nobody fits" in crowd.mia.last()
    await crowd.mia.press("Do you mean Gina Moreau?")
    assert "1 of 1" in crowd.mia.last()
    await crowd.mia.command("mentors", "#nothing")
    await crowd.mia.press("Everybody")
    assert "of 9" in crowd.mia.last()


@pytest.mark.spec("BOK-1", "SAF-3")
@pytest.mark.parametrize("text", [text for text in HOSTILE if not SURROGATE.search(text)])
async def test_a_hostile_search_is_answered_with_a_card_that_every_platform_takes(
    crowd: Cast, text: str
) -> None:
    await crowd.mia.command("mentors", text)
    drawn(card(crowd.mia))
    await crowd.mia.command("book", text)
    drawn(card(crowd.mia))
    await crowd.mia.push(SearchMentors())
    await crowd.mia.say(text[:60] or "x")
    drawn(card(crowd.mia))
    await crowd.ben.push(SearchMentors())
    await crowd.ben.fill({"Name or topic": text})
    drawn(card(crowd.ben))


def drawn(shown: Card) -> None:
    assert card_text(shown)
    slack.message(shown, "T1")
    for page in telegram.pages(shown, strict=True):
        telegram.render(page)
    for control in controls(shown):
        token = to_token(control.action)  # type: ignore[union-attr]
        assert from_token(token) == control.action  # type: ignore[union-attr]


@pytest.mark.spec("BOK-1")
async def test_the_cards_are_within_both_platforms_limits(crowd: Cast) -> None:
    crowd.programme.knows("moreau")
    for action in (BrowseMentors(), BrowseMentors(1, "moreau", soonest=True)):
        await crowd.mia.push(action)
        slack.message(card(crowd.mia), "T1", strict=True)
        telegram.render(card(crowd.mia), strict=True)
        drawn(card(crowd.mia))


@pytest.mark.spec("SLT-5", "BOK-1")
async def test_a_time_without_a_mentor_lists_who_is_free_then(crowd: Cast) -> None:
    await crowd.ben.command("book", "tomorrow 3pm")
    shown = crowd.ben.last()
    assert "Free on Tue 3 Mar 15:00" in shown
    assert "Tue 3 Mar 2026, 15:00 (Europe/Berlin)" in shown, "what was understood is shown in full"
    assert "1–6 of 9" in shown
    slack.message(card(crowd.ben), "T1", strict=True)
    telegram.render(card(crowd.ben), strict=True)
    drawn(card(crowd.ben))
    await crowd.ben.press("Next")
    assert "7–9 of 9" in crowd.ben.last()
    await crowd.ben.press("Hope Moreau")
    assert "Review and confirm" in crowd.ben.last()
    await crowd.ben.press("Confirm booking")
    crowd.ben.sees("Your session is confirmed")
    await crowd.mia.command("book", "3 march 15:00 Berlin")
    assert "of 8" in crowd.mia.last()
    assert "Hope Moreau" not in crowd.mia.buttons()
    await crowd.ben.command("book", "tomorrow 3pm")
    assert "You have a session of your own then" in crowd.ben.last()


@pytest.mark.spec("SLT-5")
async def test_when_nobody_is_free_the_times_around_are_one_press_away(crowd: Cast) -> None:
    await crowd.ben.command("book", "tomorrow 4am")
    assert "Nobody has hours then" in crowd.ben.last()
    await crowd.ben.command("book", "tomorrow 15:10")
    assert "No session starts at that minute" in crowd.ben.last()
    await crowd.ben.press("At 15:30")
    assert "Free on Tue 3 Mar 15:30" in crowd.ben.last()
    await crowd.ben.press("At 15:00")
    await crowd.ben.press("Soonest first")
    assert "who is free first" in crowd.ben.last()


@pytest.mark.spec("SLT-5")
async def test_a_topic_and_a_time_list_who_of_those_is_free(crowd: Cast) -> None:
    await crowd.ben.command("book", "rust tomorrow 3pm")
    assert "Free on Tue 3 Mar 15:00: “rust”" in crowd.ben.last()
    assert "1–2 of 2" in crowd.ben.last()
    await crowd.ben.command("book", "machine learning 4 march 15:00")
    assert "Free on Wed 4 Mar 15:00: “machine learning”" in crowd.ben.last()


@pytest.mark.spec("SLT-5")
async def test_a_day_without_a_time_asks_for_the_hour(crowd: Cast) -> None:
    await crowd.ben.command("book", "tomorrow")
    assert "At what time on Tue 3 Mar?" in crowd.ben.last()
    await crowd.ben.press("14:00")
    assert "Free on Tue 3 Mar 14:00" in crowd.ben.last()


@pytest.mark.spec("SLT-5")
async def test_an_ambiguous_time_without_a_mentor_is_asked_back(crowd: Cast) -> None:
    await crowd.ben.command("book", "5/6 10:00")
    assert "Which time do you mean?" in crowd.ben.last()
    assert "All mentors" in crowd.ben.buttons()


@pytest.mark.spec("SLT-5")
async def test_a_time_that_begins_with_a_mentors_name_is_asked_back(crowd: Cast) -> None:
    await crowd.ben.command("book", "april 5 3pm")
    assert "Which do you mean?" in crowd.ben.last()
    await crowd.ben.press("A time with April Moreau")
    assert "A time with April Moreau" in crowd.ben.last()
    await crowd.ben.command("book", "april")
    assert "A time with April Moreau" in crowd.ben.last()
    await crowd.ben.command("book", "bea tomorrow 3pm")
    assert "Review and confirm" in crowd.ben.last()


@pytest.mark.spec("SLT-5")
async def test_a_word_of_time_is_no_beginning_of_a_name(crowd: Cast) -> None:
    await crowd.programme.meets("Tomoko Mon", "Asia/Tokyo").command("start")
    await crowd.programme.meets("Monica Wed", "Asia/Tokyo").command("start")
    for name in ("Tomoko", "Monica"):
        await crowd.olga.command("admin", f"mentor {name}")
    await crowd.ben.command("book", "wednesday 3pm")
    assert "Free on Wed 4 Mar 15:00" in crowd.ben.last()


@pytest.mark.spec("BOK-1")
async def test_who_is_neither_a_name_nor_a_topic_nor_a_time_is_not_found(crowd: Cast) -> None:
    await crowd.ben.command("book", "xyzzy tomorrow 3pm")
    assert "I know no mentor called “xyzzy”" in crowd.ben.last()
    await crowd.ben.command("book", "@xyzzy")
    assert "I know no mentor called" in crowd.ben.last()


@pytest.mark.spec("BOK-1", "AVL-1")
async def test_a_mentors_page_tells_all_that_they_say_of_themselves(crowd: Cast, mentee: Someone) -> None:
    (bea,) = [m for m in (await _mentor_ids(crowd)) if m.person.name == "Bea Moreau"]
    with crowd.programme.store.write() as tx:
        tx.mentors.save(replace(bea, bio="I write compilers, and I listen.", rate=2000, seniority=4))
    await mentee.command("mentors", "bea")
    await mentee.press("About Bea Moreau")
    page = mentee.last()
    for part in (
        "I am Bea",
        "I write compilers, and I listen.",
        "Rust",
        "$20.00",
        "senior",
        "09:00 (Europe/Paris)",
    ):
        assert part in page, page
    assert "Rated" not in page, "nobody has rated anybody yet"
    assert "of 5" not in page
    (first, *_) = [label for label in mentee.buttons() if label.startswith("Mon 2 Mar")]
    await mentee.press(first)
    assert "Review and confirm" in mentee.last()
    await mentee.command("mentors", "bea")
    await mentee.press("About Bea Moreau")
    await mentee.press("All free times")
    assert "A time with Bea Moreau" in mentee.last()


async def _mentor_ids(crowd: Cast) -> list[Mentor]:
    with crowd.programme.store.read() as tx:
        return [mentor for person in tx.people.search("Moreau") if (mentor := tx.mentors.get(person.id))]


@pytest.mark.spec("BOK-1")
async def test_a_page_of_somebody_who_cannot_be_booked_offers_no_times(crowd: Cast) -> None:
    await crowd.mia.push(ShowMentor(crowd.ana.id))
    assert "Free next" in crowd.mia.last()
    crowd.programme.change_mentor(crowd.ana, accepting=False)
    await crowd.mia.push(ShowMentor(crowd.ana.id))
    assert "No free time at present" in crowd.mia.last()
    await crowd.mia.push(ShowMentor(crowd.ben.id))
    assert "There is no such mentor" in crowd.mia.last()


@pytest.mark.spec("CHT-4")
async def test_one_thing_to_choose_is_a_button(crowd: Cast) -> None:
    await crowd.mia.command("mentors", "cleo")
    assert not [part for part in card(crowd.mia).parts if isinstance(part, Choice)]
    await crowd.mia.press("Cleo Moreau")
    assert "A time with Cleo Moreau" in crowd.mia.last()


@pytest.mark.spec("CHT-3", "BOK-1")
async def test_a_mentor_shares_a_link_that_opens_their_page_to_whoever_follows_it(cast: Cast) -> None:
    await cast.ana.command("profile", "mentor")
    said = cast.ana.last()
    (payload,) = re.findall(r"https://t\.me/parley_bot\?start=(\S+)", said)
    assert re.fullmatch(r"book_[A-Za-z0-9_-]{1,59}", payload)
    for link in (payload, "book_ana", "book_ANA"):
        await cast.mia.command("start", link)
        assert cast.mia.last().startswith("Ana Lima"), link
    await cast.mia.press("All free times")
    assert "Ana Lima" in cast.mia.last()


@pytest.mark.spec("CHT-3")
async def test_a_link_to_nobody_says_so(cast: Cast) -> None:
    for link in ("book_", "book_nobody", "book_7", f"book_{cast.mia.id}", "book_" + "9" * 59):
        await cast.mia.command("start", link)
        assert cast.mia.last().startswith("No such mentor"), link
        assert link.removeprefix("book_") in cast.mia.last()
    await cast.mia.press("All mentors")
    assert "Ana Lima" in cast.mia.last()


@pytest.mark.spec("CHT-3", "CHT-6")
async def test_whoever_is_new_and_came_by_a_link_to_a_mentor_is_welcomed_besides(cast: Cast) -> None:
    ravi = cast.programme.meets("Ravi Iyer", None)
    await ravi.command("start", f"book_{cast.ana.id}")
    assert "Ana Lima" in ravi.screen()
    assert "Welcome" in ravi.screen()
    assert "where are you?" in ravi.screen()
