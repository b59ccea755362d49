"""The tables of Slack workspaces in which the app is installed."""

from sqlalchemy import Column, Table, Text, text

from storage.tables import metadata
from storage.types import Instant

# `token` and `refresh_token` are encrypted by `storage.vault`, with their `place` in them, so that none is of use in
# another row. Who renews a token moves `renew_at` first, so that nobody else does.
installations = Table(
    "installations",
    metadata,
    Column("place", Text, primary_key=True),
    Column("token", Text, nullable=False),
    Column("bot", Text, nullable=False),
    Column("bot_user", Text, nullable=False),
    Column("app", Text, nullable=False),
    Column("enterprise", Text),
    Column("refresh_token", Text),
    Column("renew_at", Instant),
    Column("name", Text, nullable=False, server_default=text("''")),
)

used_tickets = Table(
    "used_tickets",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("until", Instant, nullable=False, index=True),
)
