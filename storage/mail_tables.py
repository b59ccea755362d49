"""The tables of mail."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from storage.message_tables import notices
from storage.tables import metadata, partial_index
from storage.types import Id, Instant

# What a member has said about mail; who has said nothing has no row. `address` was confirmed; without one, mail goes
# to `people.email`, which their platform knows to be theirs. `off` are the groups that are switched off. `refused` is
# an address that takes no mail. `pending` has been sent a `code`, kept encrypted by `storage.vault`.
mail_addresses = Table(
    "mail_addresses",
    metadata,
    Column("person", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("address", Text),
    Column("switched_on", Boolean, nullable=False),
    Column("off", Text, nullable=False),
    Column("refused", Text),
    Column("why", Text, nullable=False),
    Column("token", Text),
    Column("pending", Text),
    Column("code", Text),
    Column("code_until", Instant),
    Column("tries", Integer, nullable=False),
    UniqueConstraint("token", name="mail_addresses_token_key"),
)

# The record of what was handed to a server; `id` is its errand's.
mails = Table(
    "mails",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("address", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("session", Id),
    Column("council", Id),
    Column("message_id", Text, nullable=False),
    Column("server_id", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("error", Text, nullable=False),
    Index("mails_session_idx", "session", "person", "id"),
    Index("mails_person_idx", "person"),
)
partial_index("mails_council_idx", mails, "council", "person", "id", where="council IS NOT NULL")
partial_index("mails_server_idx", mails, "server_id", where="server_id <> ''")

_MAIL_WAITS = "state = 'waiting' AND channel = 'mail'"
partial_index("notices_mail_idx", notices, "person", "due_at", "id", where=_MAIL_WAITS)
FIRST_WAITS = text("first.state = 'waiting' AND first.channel = 'mail'")
