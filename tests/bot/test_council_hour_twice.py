"""Two proposed times in the hour that comes twice: told apart wherever a council's times are shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.councils.polling import AnswerBetween, SuggestThis
from bot.councils.board_cards import board_card, progress_card
from bot.councils.calling_cards import times_card
from bot.councils.cards import preview_card
from bot.councils.deciding_cards import chosen_card, ways_out_card
from bot.councils.poll_cards import (
    answered_card,
    hours_preview_card,
    poll_card,
    suggested_card,
    which_time_card,
)
from bot.formats import card_text, plain
from bot.names import to_type
from bot.slack import render as slack
from bot.telegram import render as telegram
from bot.typed.times import Ambiguous, Why
from bot.ui import Card
from core.councils import CouncilStatus, PollAnswer, ProposedTime, Suggestion, Vote
from core.decisions import decide
from core.usecases.councils.deciding import WayOut
from core.usecases.councils.views import CouncilView
from tests.bot.test_council_cards import the_view

FIRST = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""02:30 CEST in Berlin; an hour later it is 02:30 CET."""
BOTH = (FIRST, FIRST + timedelta(hours=1))


def asked_about_both(status: CouncilStatus, *, mentor: bool) -> CouncilView:
    view = the_view(status, mentor=mentor)
    council = replace(
        view.council,
        topic="Growth",
        material="",
        proposals=tuple(ProposedTime(place, at, place) for place, at in enumerate(BOTH, 1)),
        votes=tuple(Vote(1, place, PollAnswer.AVAILABLE, at, None) for place, at in enumerate(BOTH, 1)),
        suggestions=tuple(Suggestion(place, 1, at) for place, at in enumerate(BOTH, 1)),
    )
    here = replace(view.viewer, zone="Europe/Berlin")
    board = None if view.board is None else replace(view.board, decision=decide(council), notes=())
    return replace(view, council=council, viewer=here, board=board)


def cards() -> Iterator[Card]:
    mentor = asked_about_both(CouncilStatus.COLLECTING, mentor=True)
    pending, polled = (
        asked_about_both(status, mentor=False) for status in (CouncilStatus.PENDING, CouncilStatus.DECIDING)
    )
    ways = tuple((at, SuggestThis(1, at)) for at in BOTH)
    yield poll_card(mentor)
    yield answered_card(mentor)
    yield hours_preview_card(mentor, mentor.council.votes, AnswerBetween(1, 0, None))
    yield which_time_card(mentor, ways, ("25 oct 2:30", Ambiguous(BOTH, Why.TWICE_THAT_NIGHT)))
    yield preview_card(pending)
    yield times_card(pending, None)
    yield progress_card(polled)
    yield board_card(polled)
    yield ways_out_card(WayOut(polled, {}, (), 0, {}, (), BOTH[1]))


@pytest.mark.spec("CHT-6", "CNL-4")
@pytest.mark.parametrize("card", [pytest.param(each, id=each.title) for each in cards()])
def test_both_times_are_told_apart_on_every_card(card: Card) -> None:
    for drawn in (
        f"{card_text(card)}\n{plain(to_type(card, '/'))}",
        str(slack.message(card, "T1", strict=True)),
        *(str(telegram.render(page)) for page in telegram.pages(card, strict=True)),
    ):
        assert "CEST" in drawn
        assert "CET" in drawn.replace("CEST", "")
        assert "02:30 (" not in drawn


@pytest.mark.spec("CHT-6", "CNL-4")
@pytest.mark.parametrize(("at", "name"), list(zip(BOTH, ("CEST", "CET"), strict=True)))
def test_one_of_them_says_which_it_is(at: datetime, name: str) -> None:
    polled = asked_about_both(CouncilStatus.DECIDING, mentor=False)
    mentor = asked_about_both(CouncilStatus.COLLECTING, mentor=True)
    assert f"02:30 {name}" in card_text(chosen_card(WayOut(polled, {}, (), 0, {}, (), BOTH[1]), at))
    assert f"02:30 {name} is suggested" in card_text(suggested_card(mentor, at))
