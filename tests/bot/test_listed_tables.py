"""Lists of admins and mentors as tables: every row has its columns, and the list in their place says the same."""

from datetime import date

import pytest

from bot.formats import card_text
from bot.members.list_cards import members_card, usage_card
from bot.sentences import own
from bot.slack.render import message
from bot.statistics.cards import counts
from bot.telegram.tables import drawn
from bot.ui import Card, Table
from core.member_queries import MemberQuery, Usage
from core.people import Plan, Role
from core.periods import month_of
from core.ports.aftermath import MarkTotals
from core.ports.statistics import CancelledCount
from core.sessions import CancelReason, Status
from core.statistics import SessionFigures, Slice
from core.usecases.member_lists import MembersPage, UsagePage
from playground.slack.blocks import check_message
from tests.storage.samples import a_person

MONTH = month_of(date(2026, 11, 1))
ANA = a_person("Ana Lima", roles=frozenset({Role.MENTOR}))
MIA = a_person("Mia Chen", roles=frozenset({Role.MENTEE}), plan=Plan.INDIVIDUAL)
SUE = a_person("Sue", roles=frozenset({Role.MENTEE}), suspended=True)


def figures(**statuses: int) -> SessionFigures:
    by_status = {Status(status): count for status, count in statuses.items()}
    cancelled = (
        CancelledCount(Role.MENTEE, CancelReason.CONFLICT, 2),
        CancelledCount(None, None, 1),
    )
    return SessionFigures(MONTH, (Slice(MONTH, by_status),), (), cancelled, {}, MarkTotals())


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in table.lines]


def table_of(card: Card) -> Table:
    """The table of a card, which both platforms draw whole, each row named by its first cell."""
    blocks, _ = message(card, "T1", natives=frozenset({Table}), strict=True)
    check_message(blocks)
    (block,) = [each for each in blocks if each["type"] == "data_table"]
    rich = drawn(card)
    assert rich is not None
    (table,) = [part for part in card.parts if isinstance(part, Table)]
    assert len(block["rows"]) == len(table.lines) + 1
    assert rich["html"].count("<tr>") == len(table.lines) + 1
    assert {len(row) for row in cells(table)} == {len(table.columns)}
    assert all(row[0] for row in cells(table))
    return table


@pytest.mark.spec("ADM-8", "CHT-4")
def test_members_are_a_table_of_what_their_list_says() -> None:
    card = members_card(MembersPage(MemberQuery(), (ANA, MIA, SUE), 0, more=False))
    assert cells(table_of(card)) == [
        ["Ana Lima", "mentor", "no plan", "active"],
        ["Mia Chen", "mentee", "individual", "active"],
        ["Sue", "mentee", "no plan", "suspended"],
    ]
    said = card_text(card)
    assert "Ana Lima: mentor · plan: no plan\nMia Chen: mentee · plan: individual\n" in said
    assert "Sue: mentee · plan: no plan · suspended\n" in said


@pytest.mark.spec("ADM-8", "CHT-4")
def test_what_members_have_used_is_a_table_of_what_its_list_says() -> None:
    used = (Usage(MIA, 2, 3), Usage(ANA, 1, None))
    card = usage_card(UsagePage(MONTH.first, False, used, 0, more=False))
    assert cells(table_of(card)) == [
        ["Mia Chen", "2", "3", "individual"],
        ["Ana Lima", "1", "no limit", "no plan"],
    ]
    assert "Mia Chen: 2 of 3 sessions · plan: individual\nAna Lima: 1 session, no limit\n" in card_text(
        card
    )


@pytest.mark.spec("ADM-6", "CHT-4")
def test_figures_are_a_table_that_has_a_row_for_who_cancelled() -> None:
    table = counts(figures(completed=5, cancelled=3, requested=2))
    card = Card(own("Statistics"), (table,))
    assert cells(table_of(card)) == [
        ["Total sessions", "10", ""],
        ["Completed", "5", "50 %"],
        ["Cancelled", "3", "30 %"],
        ["Cancelled by mentees", "2", "20 %"],
        ["Cancelled because nobody answered in time", "1", "10 %"],
        ["No-shows", "0", "0 %"],
        ["Not over yet", "0", "0 %"],
        ["Not accepted or paid yet", "2", ""],
    ]
    assert card_text(card).splitlines()[1:] == [
        "Total sessions: 10",
        "Completed: 5 (50 %)",
        "Cancelled: 3 (30 %): by mentees 2, because nobody answered in time 1",
        "No-shows: 0 (0 %)",
        "Not over yet: 0 (0 %)",
        "Not accepted or paid yet: 2",
    ]
