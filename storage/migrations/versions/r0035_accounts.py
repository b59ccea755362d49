"""Accounts that are linked: codes, the ids of members who were joined, and shared lanes."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0035"
down_revision = "0034"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("addresses", sa.Column("lane", sa.Text()))
    op.create_table(
        "account_links",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("person", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("other", ID, sa.ForeignKey("people.id")),
        sa.Column("page", ID, sa.ForeignKey("people.id")),
        sa.Column("plan", sa.Text()),
        sa.Column("agreed", sa.Text()),
        sa.Column("other_agreed", sa.Text()),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest", name="account_links_digest_key"),
    )
    op.create_index("account_links_person_idx", "account_links", ["person"])
    op.create_index("account_links_other_idx", "account_links", ["other"])
    op.create_table(
        "former_members",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("person", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("former_members_person_idx", "former_members", ["person"])


def downgrade() -> None:
    op.execute("DELETE FROM notices WHERE kind IN ('account_linking', 'accounts_changed')")
    op.drop_table("former_members")
    op.drop_table("account_links")
    op.drop_column("addresses", "lane")
