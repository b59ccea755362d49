"""Council cards at their largest, in both platforms' words: they fit, and tokens fit their buttons."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.actions.councils.calling import TakeMentor
from bot.actions.councils.deciding import ExtendPoll
from bot.actions.councils.own import SwapMentor
from bot.actions.councils.polling import AnswerTime
from bot.councils.board_cards import board_card, progress_card
from bot.councils.calling_cards import mentors_card, times_card
from bot.councils.cards import council_card, councils_card
from bot.councils.deciding_cards import chosen_card, ways_out_card
from bot.councils.notices import confirmed_notice, preparation_notice, settled_card
from bot.councils.poll_cards import answered_card, poll_card
from bot.slack import render as slack
from bot.telegram import render as telegram
from bot.tokens import LIMIT, to_token
from bot.ui import Card
from core.availability import Schedule, WeeklyPattern
from core.council_times import CommonTime
from core.councils import (
    Attendance,
    Council,
    CouncilNote,
    CouncilStatus,
    Place,
    PollAnswer,
    ProposedTime,
    Seat,
    Standing,
    Suggestion,
    Verdict,
    Vote,
)
from core.decisions import Edge, decide
from core.expertise import Match
from core.mentors import Mentor
from core.people import Address, Person, Plan, Role
from core.policies import Policies
from core.usecases.councils.calling import ProposedTimes
from core.usecases.councils.dashboard import CouncilsPage
from core.usecases.councils.deciding import WayOut
from core.usecases.councils.views import Board, CouncilView
from tests.conftest import MORNING

LARGEST = 2**63 - 1
TIMES = tuple(MORNING + timedelta(days=4 + day, hours=6) for day in range(5))
PEOPLE = {
    number: Person(
        number,
        f"Maximiliane-Friederike von Hohenstein {number}",
        MORNING,
        zone="America/Argentina/ComodRivadavia",
        plan=Plan.COUNCIL,
        roles=frozenset(Role),
        addresses=(Address("slack", "T1", f"U{number}"), Address("telegram", "", str(number))),
    )
    for number in range(1, 30)
}
WORDS = "Wörter & <Zeichen> " * 5


def the_council(status: CouncilStatus) -> Council:
    """Ten mentors asked about five times, everybody with words and suggestions."""
    mentors = range(1, 11)
    held = status is CouncilStatus.CONFIRMED

    def standing(mentor: int) -> Standing:
        return Standing.PARTICIPATING if held and mentor < 6 else Standing.INVITED

    return Council(
        id=LARGEST,
        coordinator=20,
        created_at=MORNING,
        topic="T" * 100,
        minutes=60,
        least=3,
        most=5,
        capacity=12,
        hours=72,
        expertise=tuple(f"expertise number {n} of them"[:40] for n in range(10)),
        material="M" * 2000,
        own=True,
        status=status,
        revision=999,
        asked_at=MORNING,
        deadline=None if held else MORNING + timedelta(hours=72),
        starts_at=TIMES[0] if held else None,
        verdict=Verdict(Edge.NUMBER, number=9, over=TIMES[1]) if held else None,
        seats=tuple(
            Seat(
                n,
                n,
                MORNING,
                5,
                ("expertise number 1",),
                n == 1,
                standing(n),
                WORDS,
            )
            for n in mentors
        ),
        proposals=tuple(ProposedTime(LARGEST - n, at, n, suggested_by=1) for n, at in enumerate(TIMES)),
        votes=tuple(
            Vote(
                n,
                LARGEST - t,
                PollAnswer.AVAILABLE,
                TIMES[t] - timedelta(hours=1),
                TIMES[t] + timedelta(minutes=30),
            )
            for n in mentors
            for t in range(5)
        ),
        suggestions=tuple(
            Suggestion(n * 10 + t, n, TIMES[t] + timedelta(hours=n)) for n in mentors for t in range(3)
        ),
    )


def the_view(status: CouncilStatus, *, mentor: bool) -> CouncilView:
    council = the_council(status)
    places = tuple(Place(n, MORNING, WORDS, WORDS, Attendance.REGISTERED, busy=True) for n in range(15, 27))
    notes = tuple(CouncilNote(n, 20, MORNING, WORDS) for n in range(5))
    board = Board(decide(council), council.silent, frozenset({(1, LARGEST)}), notes)
    return CouncilView(
        council=council,
        people=PEOPLE,
        viewer=PEOPLE[1 if mentor else 20],
        coordinates=not mentor,
        seat=council.seats[0] if mentor else None,
        place=None if mentor else places[0],
        registered=12,
        waiting=3,
        asked=10,
        answered=10,
        places=places,
        board=None if mentor else board,
        policies=Policies(),
        now=MORNING,
    )


def cards() -> Iterator[Card]:
    pending, collecting, deciding, confirmed = (
        the_view(status, mentor=False)
        for status in (
            CouncilStatus.PENDING,
            CouncilStatus.COLLECTING,
            CouncilStatus.DECIDING,
            CouncilStatus.CONFIRMED,
        )
    )
    asked = the_view(CouncilStatus.COLLECTING, mentor=True)
    comes = the_view(CouncilStatus.CONFIRMED, mentor=True)
    matches = tuple(Match(the_mentor(n), ("expertise number 1",), 10) for n in range(11, 17))
    yield poll_card(asked)
    yield answered_card(asked)
    yield council_card(pending)
    yield council_card(confirmed)
    yield mentors_card(pending, matches, 1, more=True, done="Done.")
    common = tuple(CommonTime(at + timedelta(hours=1), frozenset({1, 2, 3})) for at in TIMES)
    yield times_card(
        pending, ProposedTimes(common, 0, {n: n for n in range(1, 11)}, {}, MORNING, TIMES[4], 60)
    )
    yield progress_card(collecting)
    yield board_card(collecting)
    suggestions: dict[datetime, tuple[int, ...]] = {at + timedelta(hours=2): (1, 2, 3) for at in TIMES}
    way = WayOut(deciding, suggestions, common, 0, {n: n for n in range(1, 11)}, matches[:5], TIMES[4])
    yield ways_out_card(way)
    yield chosen_card(way, TIMES[0])
    yield confirmed_notice(comes, "mentor", None)
    yield settled_card(comes)
    yield preparation_notice(replace(comes, places=comes.places[:3]))
    yield councils_card(CouncilsPage((collecting, confirmed) * 2, False, 1, True, True))


def the_mentor(number: int) -> Mentor:
    return Mentor(PEOPLE[number], Schedule("Europe/Berlin", WeeklyPattern(())), headline="H" * 120)


@pytest.mark.spec("CNL-4", "CHT-4")
@pytest.mark.parametrize("card", list(cards()), ids=lambda card: card.title[:30])
def test_the_largest_council_fits_both_platforms(card: Card) -> None:
    blocks, text = slack.message(card, "T1", strict=True)
    assert len(blocks) <= slack.MESSAGE_BLOCKS
    assert text
    (page,) = telegram.pages(card, strict=True)
    assert telegram.render(page).html


@pytest.mark.spec("CHT-4")
def test_the_longest_tokens_of_councils_fit() -> None:
    at = datetime(2099, 12, 31, 23, 59, tzinfo=MORNING.tzinfo)
    for action in (
        AnswerTime(LARGEST, LARGEST, PollAnswer.AVAILABLE),
        ExtendPoll(LARGEST, 999_999, 720, at),
        TakeMentor(LARGEST, 999_999, LARGEST, 9_999),
        SwapMentor(LARGEST, 999_999, LARGEST, LARGEST),
    ):
        assert len(to_token(action).encode()) <= LIMIT
