"""A claim's session, hold, request or council is its owner, as the code calls it."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    _rename("matter", "owner")


def downgrade() -> None:
    _rename("owner", "matter")


def _rename(old: str, new: str) -> None:
    op.drop_index(f"claims_{old}_idx", "claims")
    op.execute(f"ALTER TABLE claims RENAME COLUMN {old} TO {new}")
    op.create_index(f"claims_{new}_idx", "claims", [new])
