"""The tables of what admins do to sessions and decide about people, and of what mentees get back."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, Table, Text, text
from sqlalchemy.types import JSON

from storage.tables import metadata, partial_index
from storage.types import Id, Instant

# `words` are a reason, or a note that no party reads. `expires_at` is until when an override holds.
interventions = Table(
    "interventions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("session", Id, ForeignKey("sessions.id"), nullable=False, index=True),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("act", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("details", JSON, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("expires_at", Instant),
)

# `person` is who gave it back, empty where that followed from the rules. `expires_at` is until when another admin may
# approve it, `settled_at` when its status became what it is, or its provider was heard of last. `payment` is what a
# provider gives it back from, `handle` its name there.
refunds = Table(
    "refunds",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("session", Id, ForeignKey("sessions.id"), nullable=False, index=True),
    Column("amount", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("person", Id, ForeignKey("people.id")),
    Column("at", Instant, nullable=False),
    Column("approved_by", Id, ForeignKey("people.id")),
    Column("settled_at", Instant),
    Column("expires_at", Instant),
    Column("payment", Id),
    Column("handle", Text, nullable=False, server_default=text("''")),
    Column("tries", Integer, nullable=False, server_default=text("1")),
    Column("trouble", Text, nullable=False, server_default=text("''")),
    CheckConstraint("amount > 0", name="refunds_positive"),
)
_WAITS = "status = 'pending_approval'"
WAITS_FOR_APPROVAL = text(_WAITS)
partial_index("refunds_waiting_idx", refunds, "expires_at", where=_WAITS)
_GOES_BACK = "status = 'pending' AND payment IS NOT NULL"
GOES_BACK = text(_GOES_BACK)
partial_index("refunds_goes_back_idx", refunds, "settled_at", where=_GOES_BACK)
_FAILED = "status = 'failed'"
HAS_FAILED = text(_FAILED)
partial_index("refunds_failed_idx", refunds, "settled_at", where=_FAILED)
partial_index("refunds_handle_idx", refunds, "handle", where="handle <> ''")
# What pays for nothing and goes back was never earned.
_PROCESSED = "status = 'processed' AND kind <> 'returned'"
IS_PROCESSED = text("refunds.status = 'processed' AND refunds.kind <> 'returned'")
partial_index("refunds_processed_idx", refunds, "session", "currency", "amount", "status", where=_PROCESSED)

# What admins have decided about people: warned, suspended, restored. `by` is the admin; the person reads `reason`.
measures = Table(
    "measures",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("by", Id, ForeignKey("people.id"), nullable=False),
    Column("measure", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
