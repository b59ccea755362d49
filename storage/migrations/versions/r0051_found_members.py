"""Members are found by any part of a name, an address or a handle: what is looked through is short."""

from alembic import op

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    op.drop_index("people_name_folded_idx", "people")
    op.create_index("people_found_idx", "people", ["name_folded", "email_folded", "id"])
    op.create_index("addresses_handle_idx", "addresses", ["handle_folded", "person"])


def downgrade() -> None:
    op.drop_index("addresses_handle_idx", "addresses")
    op.drop_index("people_found_idx", "people")
    op.create_index("people_name_folded_idx", "people", ["name_folded"])
