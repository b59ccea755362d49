"""The tables of members who have become one: codes that link accounts, and the ids of those who are no more."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from storage.tables import metadata
from storage.types import Id, Instant

# `person` asked for the code, of which only `digest` is kept; `other` has entered it. `page` is whose mentor page stays
# where both have one, `plan` which plan where they have two. `agreed` and `other_agreed` name what each has agreed to.
account_links = Table(
    "account_links",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("other", Id, ForeignKey("people.id")),
    Column("page", Id, ForeignKey("people.id")),
    Column("plan", Text),
    Column("agreed", Text),
    Column("other_agreed", Text),
    UniqueConstraint("digest", name="account_links_digest_key"),
    Index("account_links_person_idx", "person"),
    Index("account_links_other_idx", "other"),
)

# Members who were joined to another, the `person`: whatever still has their id means that one.
former_members = Table(
    "former_members",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
)
