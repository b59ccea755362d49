"""Councils: seats, proposed times, votes, registrations; notices and the audit log tell of them."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0006"
down_revision = "0005"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
POLLING = sa.text("status IN ('collecting', 'deciding')")
CONFIRMED = sa.text("status = 'confirmed'")


def upgrade() -> None:
    _councils()
    _answers()
    _mentees()
    for table in ("notices", "audit"):
        op.add_column(table, sa.Column("council", ID))
        op.create_index(f"{table}_council_idx", table, ["council"])


def downgrade() -> None:
    for table in ("audit", "notices"):
        op.drop_index(f"{table}_council_idx", table)
        op.drop_column(table, "council")
    for table in ("notes", "places", "suggestions", "votes", "proposals", "seats"):
        op.drop_table(f"council_{table}")
    op.drop_table("councils")


def _councils() -> None:
    op.create_table(
        "councils",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("coordinator", ID, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("expertise", sa.JSON(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant()),
        sa.Column("deadline", Instant()),
        sa.Column("starts_at", Instant()),
        sa.Column("ends_at", Instant()),
        sa.Column("meeting_url", sa.Text(), nullable=False),
        sa.Column("verdict", sa.JSON(none_as_null=True)),
        sa.Column("ended_at", Instant()),
        sa.Column("ended_by", ID),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="councils_pkey"),
        sa.ForeignKeyConstraint(["coordinator"], ["people.id"], name="councils_coordinator_fkey"),
    )
    op.create_index("councils_coordinator_idx", "councils", ["coordinator"])
    op.create_index(
        "councils_due_idx", "councils", ["deadline"], postgresql_where=POLLING, sqlite_where=POLLING
    )
    op.create_index(
        "councils_confirmed_idx",
        "councils",
        ["ends_at"],
        postgresql_where=CONFIRMED,
        sqlite_where=CONFIRMED,
    )
    op.create_table(
        "council_seats",
        *_of_council("seats", "mentor"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("invited_at", Instant(), nullable=False),
        sa.Column("seniority", sa.Integer(), nullable=False),
        sa.Column("shared", sa.JSON(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("conflict", sa.Text(), nullable=False),
        sa.Column("joined_at", Instant()),
        sa.PrimaryKeyConstraint("council", "mentor", name="council_seats_pkey"),
    )
    op.create_index("council_seats_mentor_idx", "council_seats", ["mentor"])
    op.create_table(
        "council_proposals",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        *_of_council("proposals"),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("suggested_by", ID),
        sa.PrimaryKeyConstraint("id", name="council_proposals_pkey"),
        sa.ForeignKeyConstraint(
            ["suggested_by"], ["people.id"], name="council_proposals_suggested_by_fkey"
        ),
        sa.UniqueConstraint("council", "starts_at", name="council_proposals_time_key"),
    )


def _answers() -> None:
    op.create_table(
        "council_votes",
        *_of_council("votes", "mentor"),
        sa.Column("proposal", ID, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("since", Instant()),
        sa.Column("until", Instant()),
        sa.Column("answered_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("council", "mentor", "proposal", name="council_votes_pkey"),
        sa.ForeignKeyConstraint(
            ["proposal"], ["council_proposals.id"], name="council_votes_proposal_fkey", ondelete="CASCADE"
        ),
    )
    op.create_index("council_votes_proposal_idx", "council_votes", ["proposal"])
    op.create_table(
        "council_suggestions",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        *_of_council("suggestions", "mentor"),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="council_suggestions_pkey"),
        sa.UniqueConstraint("council", "mentor", "starts_at", name="council_suggestions_time_key"),
    )


def _mentees() -> None:
    op.create_table(
        "council_places",
        *_of_council("places", "person"),
        sa.Column("registered_at", Instant(), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("attendance", sa.Text(), nullable=False),
        sa.Column("busy", sa.Boolean(), nullable=False),
        sa.Column("joined_at", Instant()),
        sa.PrimaryKeyConstraint("council", "person", name="council_places_pkey"),
    )
    op.create_index("council_places_person_idx", "council_places", ["person"])
    op.create_table(
        "council_notes",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        *_of_council("notes", "author"),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="council_notes_pkey"),
    )
    op.create_index("council_notes_council_idx", "council_notes", ["council"])


def _of_council(table: str, person: str | None = None) -> list[sa.schema.SchemaItem]:
    """The council that a row belongs to, and the person whom it is about."""
    items: list[sa.schema.SchemaItem] = [
        sa.Column("council", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["council"], ["councils.id"], name=f"council_{table}_council_fkey", ondelete="CASCADE"
        ),
    ]
    if person is not None:
        items += [
            sa.Column(person, ID, nullable=False),
            sa.ForeignKeyConstraint([person], ["people.id"], name=f"council_{table}_{person}_fkey"),
        ]
    return items
