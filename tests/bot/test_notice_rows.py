"""Every kind of notice has a row that draws it, and a rule while what it is true where it needs one."""

import pytest

from bot.notices.rows import SHOWN
from core.notices import TOLD, Kind, kinds_that
from core.usecases.councils.telling import TRUE_WHILE as OF_COUNCILS
from core.usecases.truth import TRUE_WHILE as OF_SESSIONS


def test_every_kind_is_shown() -> None:
    assert SHOWN.keys() == TOLD.keys() == set(Kind)
    assert all(row.session or row.council or row.person for row in SHOWN.values())


@pytest.mark.spec("ADM-10")
def test_what_people_read_has_a_name_in_the_list_of_failures_unless_it_is_no_more_than_an_answer() -> None:
    unnamed = kinds_that(lambda told: told.silent or told.only_answers)
    assert {kind for kind, row in SHOWN.items() if not row.name} == unnamed


def test_what_is_drawn_of_a_session_or_council_is_true_while_something_holds() -> None:
    assert OF_SESSIONS.keys() == {kind for kind, row in SHOWN.items() if row.session}
    assert OF_COUNCILS.keys() == {kind for kind, row in SHOWN.items() if row.council}


def test_what_goes_to_admins_is_no_card_of_a_party() -> None:
    assert all(SHOWN[kind].session is None for kind in kinds_that(lambda told: told.for_admins))
