"""The tables of what comes in and what goes out."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.types import JSON

from storage.tables import metadata, partial_index
from storage.types import Id, Instant

# `ready_at` is when delivery may take the notice: its due time, the time of the next attempt, or the end of
# the lease while it is being sent. `channel` is the bot that will probably send it (see `rests`). `ambiguous` is
# set while it is being sent, until somebody knows for certain whether it has left. `shown` is a digest of the card
# in the message that the receipt names, empty where that is not known. What goes to an `admin_channel` is for everybody
# there; `person` is an admin as whom it is read. That channel may have been removed since.
# `offered` is what can be chosen in the message by name, as in `inbox`.
notices = Table(
    "notices",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("session", Id),
    Column("council", Id),
    Column("revision", Integer),
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("dedupe", Text, nullable=False, unique=True),
    Column("details", JSON, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("ready_at", Instant, nullable=False),
    Column("lease_owner", Text),
    Column("last_error", Text),
    Column("ended_at", Instant),
    Column("receipt_platform", Text),
    Column("receipt_workspace", Text),
    Column("receipt_channel", Text),
    Column("receipt_message", Text),
    Column("channel", Text, nullable=False, server_default=text("''")),
    Column("ambiguous", Boolean, nullable=False, server_default=false()),
    Column("shown", Text),
    Column("admin_channel", Id),
    Column("offered", JSON(none_as_null=True)),
    Index("notices_session_idx", "session"),
    Index("notices_person_idx", "person"),
    Index("notices_council_idx", "council"),
)
_WAITING = "state = 'waiting'"
IS_WAITING = text(_WAITING)
partial_index("notices_waiting_idx", notices, "channel", "ready_at", "id", where=_WAITING)
_EDITS = "state = 'waiting' AND kind IN ('settle', 'home', 'council_edit')"
IS_WAITING_EDIT = text(_EDITS)
partial_index("notices_edits_idx", notices, "person", where=_EDITS)
# What must not overtake what its person was sent before.
_IN_ORDER = "state = 'waiting' AND kind = 'chat_text'"
partial_index("notices_in_order_idx", notices, "person", "id", where=_IN_ORDER)
_FAILED = "state IN ('dead', 'unsure')"
IS_FAILED = text(_FAILED)
partial_index("notices_failed_idx", notices, "ended_at", where=_FAILED)
_TO_CHANNELS = "state = 'waiting' AND admin_channel IS NOT NULL"
IS_WAITING_FOR_CHANNEL = text(_TO_CHANNELS)
partial_index("notices_to_channels_idx", notices, "admin_channel", where=_TO_CHANNELS)
partial_index(
    "notices_receipt_idx",
    notices,
    "receipt_message",
    "receipt_channel",
    where="receipt_message IS NOT NULL",
)

_OFFERS = "offered IS NOT NULL"
NOTICE_OFFERS = text(_OFFERS)
partial_index("notices_offered_idx", notices, "person", "ended_at", where=_OFFERS)

# `thread` is empty where it is the whole chat.
admin_channels = Table(
    "admin_channels",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("set_by", Id, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    UniqueConstraint("platform", "workspace", "chat", "thread", name="admin_channels_place_key"),
)

# One row per person, made when they join: when their chat may be written to. Who takes a notice locks it. Each message
# changes it twice: there is room for its versions on its page, so that no index leads to those that a snapshot keeps.
rates = Table(
    "rates",
    metadata,
    Column("person", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("free_at", Instant, nullable=False),
    postgresql_with={"fillfactor": 10},
)

# When each bot may write again: `telegram`, and of Slack one for each workspace, `slack:T1`. When it was last asked to
# wait, it went on with so many a second (`core.paces`).
rests = Table(
    "rests",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("free_at", Instant, nullable=False),
    Column("rate", Float),
    Column("slowed_at", Instant),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("place", Text, nullable=False),
    Column("filled", JSON, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("changed_at", Instant),
    UniqueConstraint("person", "kind", name="drafts_person_kind_key"),
)

# `owner` handles the delivery until `leased_until`; nobody does while they are empty. `effect_at` is the
# stamp of the use case's own transaction; `done_at` ends the handling, and the body is blanked. What stays open
# however often it is handled is `set_aside`: done for its lane, its body kept until the row is forgotten.
# `nth` of its lane it came in, in that minute of the clock. A `step` on the way to a booking is here until it
# belongs to an attempt. `offered` is what the answer let choose: digests of the names, with the tokens.
inbox = Table(
    "inbox",
    metadata,
    Column("seq", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("lane", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("owner", Text),
    Column("leased_until", Instant),
    Column("effect_at", Instant),
    Column("done_at", Instant),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("set_aside", Boolean, nullable=False, server_default=false()),
    Column("nth", Integer, nullable=False, server_default=text("1")),
    Column("step", Text),
    Column("step_person", Id),
    Column("step_hold", Id),
    Column("offered", JSON(none_as_null=True)),
    Index("inbox_lane_idx", "lane", "received_at"),
)
IS_OPEN = inbox.c.done_at.is_(None)
partial_index("inbox_open_idx", inbox, "lane", "seq", where="done_at IS NULL")
partial_index("inbox_done_idx", inbox, "done_at", where="done_at IS NOT NULL")
IS_SET_ASIDE = text("set_aside")
partial_index("inbox_aside_idx", inbox, "seq", where="set_aside")
_HAS_STEP = "step IS NOT NULL"
HAS_STEP = text(_HAS_STEP)
partial_index("inbox_step_idx", inbox, "seq", where=_HAS_STEP)

# How far somebody came on the way to a booking. `hold` has the id of the session that it became, if it did.
booking_attempts = Table(
    "booking_attempts",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("person", Id, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("step", Text, nullable=False),
    Column("hold", Id),
    Column("gave_up", Boolean, nullable=False),
    Index("booking_attempts_started_idx", "started_at", "step", "gave_up", "hold"),
    Index("booking_attempts_person_idx", "person", "started_at"),
)

# Addresses at which people's calendars read what is booked. `token` is a secret of the person's, encrypted by
# `storage.vault`; `digest` is its SHA-256. Closed ones are kept, so that whoever still asks is told so.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("token", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
)
_IS_OPEN = "closed_at IS NULL"
SUBSCRIPTION_IS_OPEN = text(_IS_OPEN)
partial_index("subscriptions_open_key", subscriptions, "person", where=_IS_OPEN, unique=True)

# What a person's calendar was last told of a session or council, the `subject`. `carrier` is the notice whose mail
# carries it, empty where that mail was given up.
invitations = Table(
    "invitations",
    metadata,
    Column("subject", Id, primary_key=True, autoincrement=False),
    Column("person", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("method", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("digest", Text, nullable=False),
    Column("stamped_at", Instant, nullable=False),
    Column("organizer", Text, nullable=False),
    Column("attendee", Text, nullable=False),
    Column("carrier", Id),
    Index("invitations_ends_idx", "ends_at"),
    Index("invitations_person_idx", "person"),
)
