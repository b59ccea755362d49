"""The price of a hold, as its mentee has seen it."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("holds", sa.Column("rate", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.add_column("holds", sa.Column("currency", sa.Text, nullable=False, server_default=sa.text("'USD'")))
    op.execute(
        "UPDATE holds SET rate = (SELECT rate FROM mentors WHERE mentors.person = holds.mentor), "
        "currency = (SELECT currency FROM mentors WHERE mentors.person = holds.mentor) "
        "WHERE mentor IN (SELECT person FROM mentors)"
    )


def downgrade() -> None:
    op.drop_column("holds", "currency")
    op.drop_column("holds", "rate")
