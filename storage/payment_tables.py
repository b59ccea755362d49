"""The tables of paying: attempts, and the money that arrived."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables import metadata, partial_index
from storage.types import Id, Instant

payment_attempts = Table(
    "payment_attempts",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("session", Id, ForeignKey("sessions.id"), nullable=False),
    Column("nth", Integer, nullable=False),
    Column("provider", Text, nullable=False),
    Column("reference", Text, nullable=False, unique=True),
    Column("amount", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("look_at", Instant),
    Column("looked_at", Instant, nullable=False),
    Column("link", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("failed_at", Instant),
    Column("refused", Text),
    UniqueConstraint("session", "nth", name="payment_attempts_session_nth_key"),
    Index("payment_attempts_link_idx", "provider", "link"),
)
_OPEN = "status IN ('opening', 'open')"
IS_OPEN_ATTEMPT = text(_OPEN)
partial_index("payment_attempts_open_key", payment_attempts, "session", where=_OPEN, unique=True)
_LOOKED_AT = "look_at IS NOT NULL"
IS_LOOKED_AT = text(_LOOKED_AT)
partial_index("payment_attempts_look_idx", payment_attempts, "look_at", where=_LOOKED_AT)

# `handle` is the provider's name for the money.
payments = Table(
    "payments",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("session", Id, ForeignKey("sessions.id"), nullable=False, index=True),
    Column("attempt", Id, ForeignKey("payment_attempts.id"), nullable=False),
    Column("provider", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("use", Text, nullable=False),
    UniqueConstraint("provider", "handle", name="payments_provider_handle_key"),
    CheckConstraint("amount > 0", name="payments_positive"),
)
partial_index("payments_kept_key", payments, "session", where="use = 'kept'", unique=True)
