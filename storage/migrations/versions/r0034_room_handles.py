"""Rooms are found by what their provider calls them."""

from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.create_index("rooms_handle_idx", "rooms", ["handle"])


def downgrade() -> None:
    op.drop_index("rooms_handle_idx", "rooms")
    op.execute("DELETE FROM notices WHERE kind IN ('errand.end_room', 'errand.move_room', 'rooms_late')")
