"""The policies of an audit entry by reference: their text was most of the database. Rows are copied in slices."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0041"
down_revision = "0040"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SLICE = 20_000
STATES = sa.table("policy_states", sa.column("id", ID), sa.column("rules", sa.Text()))
COPY = """
    INSERT INTO audit (seq, at, action, actor, platform, workspace, session, before, after, policies, council)
    SELECT seq, at, action, actor, platform, workspace, session, before, after, {policies}, council
    FROM audit_before LEFT JOIN policy_states ON policy_states.{known} = audit_before.policies
    WHERE seq >= :first AND seq < :end
"""
IN_SLICE = (
    "SELECT DISTINCT policies FROM audit_before WHERE seq >= :first AND seq < :end AND policies IS NOT NULL"
)
INDEXES = {
    "audit_actor_idx": ["actor", "at"],
    "audit_council_idx": ["council"],
    "audit_session_idx": ["session"],
}
ON_SQLITE = "CREATE TRIGGER {0}_append_only_{1} BEFORE {1} ON {0} BEGIN SELECT raise(ABORT, 'audit_append_only'); END"
ON_POSTGRESQL = """
    CREATE TRIGGER {0}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {0}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()
"""


def upgrade() -> None:
    op.create_table(
        "policy_states",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="policy_states_pkey"),
    )
    _set_aside()
    _make(ID)
    known: set[str] = set()
    for part in _slices():
        fresh = set(op.get_bind().execute(sa.text(IN_SLICE), part).scalars()) - known
        if fresh:
            op.bulk_insert(STATES, [{"id": _number_of(rules), "rules": rules} for rules in sorted(fresh)])
        known |= fresh
        op.get_bind().execute(sa.text(COPY.format(policies="policy_states.id", known="rules")), part)
    _finish("audit", "policy_states")


def downgrade() -> None:
    _set_aside()
    _make(sa.Text())
    for part in _slices():
        op.get_bind().execute(sa.text(COPY.format(policies="policy_states.rules", known="id")), part)
    _finish("audit")
    op.drop_table("policy_states")


def _number_of(rules: str) -> int:
    return int.from_bytes(blake2b(rules.encode(), digest_size=8).digest()) >> 1


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _set_aside() -> None:
    """Names of indexes, keys and sequences are those of the new table."""
    for index in INDEXES:
        op.drop_index(index, "audit")
    if _on_postgresql():
        op.execute("DROP TRIGGER audit_append_only ON audit")
        op.execute("ALTER TABLE audit RENAME CONSTRAINT audit_pkey TO audit_before_pkey")
        op.execute("ALTER SEQUENCE audit_seq_seq RENAME TO audit_before_seq_seq")
    else:
        op.execute("DROP TRIGGER audit_append_only_update")
        op.execute("DROP TRIGGER audit_append_only_delete")
    op.rename_table("audit", "audit_before")


def _make(policies: sa.types.TypeEngine[Any]) -> None:
    json = sa.JSON(none_as_null=True)
    op.create_table(
        "audit",
        sa.Column("seq", ID, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("actor", ID),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("session", ID),
        sa.Column("before", json),
        sa.Column("after", json),
        sa.Column("policies", policies),
        sa.Column("council", ID),
        sa.PrimaryKeyConstraint("seq", name="audit_pkey"),
    )


def _slices() -> Iterator[dict[str, int]]:
    first, last = op.get_bind().execute(sa.text("SELECT min(seq), max(seq) FROM audit_before")).one()
    for begin in range(first, last + 1, SLICE) if first is not None else ():
        yield {"first": begin, "end": begin + SLICE}


def _finish(*guarded: str) -> None:
    op.drop_table("audit_before")
    for index, columns in INDEXES.items():
        op.create_index(index, "audit", columns)
    for table in guarded:
        if _on_postgresql():
            op.execute(ON_POSTGRESQL.format(table))
        else:
            op.execute(ON_SQLITE.format(table, "update"))
            op.execute(ON_SQLITE.format(table, "delete"))
    if _on_postgresql():
        op.execute("SELECT setval('audit_seq_seq', (SELECT coalesce(max(seq), 0) + 1 FROM audit), false)")
