"""Of every column it is known whether it names a member, and what becomes of it when two become one."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from sqlalchemy import BigInteger, Index, PrimaryKeyConstraint, UniqueConstraint

import storage
from storage.named_members import NAMED, Joins
from storage.tables import metadata

for _module in iter_modules(storage.__path__, "storage."):
    if _module.name.endswith("tables"):
        import_module(_module.name)

COLUMNS = {f"{column.table.name}.{column.name}": column for t in metadata.sorted_tables for column in t.c}
OF_SOMETHING_ELSE = {
    "addresses.home_rules", "audit.council", "audit.policies", "audit.seq", "audit.session", "booking_attempts.hold",
    "chat_texts.notice", "claims.owner", "councils.expertise", "councils.inviting_after", "council_seats.shared",
    "inbox.seq", "inbox.step_hold", "invitations.carrier", "invitations.subject", "jobs.admin_channel", "jobs.receipt",
    "mails.council", "mails.session", "mentors.tags", "notices.admin_channel", "notices.council", "notices.session",
    "refunds.payment", "reschedules.proposals", "rooms.council", "session_words.session", "sessions.payment",
}  # fmt: skip
"""Ids of no member, the place in a round (`inviting_after`), and JSON without any."""


@pytest.mark.spec("PPL-2")
def test_of_every_id_and_every_json_it_is_said_whether_a_member_is_named() -> None:
    open_questions = {
        name
        for name, column in COLUMNS.items()
        if isinstance(column.type, BigInteger) or "JSON" in str(column.type)
        if not _names_something_else(name)
    }
    assert open_questions <= NAMED.keys() | OF_SOMETHING_ELSE
    assert not NAMED.keys() & OF_SOMETHING_ELSE
    assert NAMED.keys() | OF_SOMETHING_ELSE <= COLUMNS.keys()


def _names_something_else(name: str) -> bool:
    column = COLUMNS[name]
    targets = {f"{key.column.table.name}.{key.column.name}" for key in column.foreign_keys}
    if targets:
        return not targets & {"people.id", "mentors.person"}
    return column.name == "id" and name not in NAMED


@pytest.mark.spec("PPL-2")
def test_what_refers_to_members_lets_nobody_go_unless_it_names_somebody_else() -> None:
    referring = {
        name
        for name, column in COLUMNS.items()
        for key in column.foreign_keys
        if f"{key.column.table.name}.{key.column.name}" in {"people.id", "mentors.person"}
    }
    assert referring <= {name for name, becomes in NAMED.items() if becomes is not Joins.REMAINS}


@pytest.mark.spec("PPL-2")
def test_what_moves_breaks_no_key() -> None:
    unique = {
        f"{column.table.name}.{column.name}"
        for table in metadata.sorted_tables
        for key in table.constraints
        if isinstance(key, PrimaryKeyConstraint | UniqueConstraint)
        for column in key.columns
    } | {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for index in table.indexes
        if index.unique
        for column in index.columns
    }
    moves = {name for name, becomes in NAMED.items() if becomes is Joins.MOVES}
    # Two reports of one session are those of its two parties, who are not joined.
    assert moves & unique == {"disputes.person"}


FEW = {
    "account_links", "admin_channels", "council_notes", "council_proposals", "council_suggestions", "council_votes",
    "councils", "dispute_events", "disputes", "evidence", "interventions", "job_items", "jobs", "measures", "refunds",
}  # fmt: skip
"""Tables that have no row for each session or message; others have them for a week, as the inbox."""


@pytest.mark.spec("PPL-2", "PPL-5")
def test_whatever_a_member_has_much_of_is_found_by_whose_it_is() -> None:
    """Linking and erasing hold the database up as long as they look: they read no history that is not theirs."""
    found = {
        f"{table.name}.{next(iter(each.columns)).name}"
        for table in metadata.sorted_tables
        for each in (*table.indexes, *table.constraints)
        if isinstance(each, Index | PrimaryKeyConstraint | UniqueConstraint) and len(each.columns)
    }
    sought = {
        name
        for name, becomes in NAMED.items()
        if becomes not in {Joins.REMAINS, Joins.WRITTEN} and isinstance(COLUMNS[name].type, BigInteger)
    }
    assert {name for name in sought - found if name.partition(".")[0] not in FEW} == {"inbox.step_person"}
