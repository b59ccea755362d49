"""Whatever a member has much of is found by whose it is: to link accounts, to send one's data, to erase it."""

from alembic import op

revision = "0045"
down_revision = "0044"

FOUND_BY = {
    "chats": "person",
    "feedback": "mentee",
    "invitations": "person",
    "mails": "person",
    "notices": "person",
    "private_notes": "mentor",
    "rooms": "person",
}


def upgrade() -> None:
    for table, column in FOUND_BY.items():
        op.create_index(f"{table}_{column}_idx", table, [column])


def downgrade() -> None:
    for table, column in FOUND_BY.items():
        op.drop_index(f"{table}_{column}_idx", table)
