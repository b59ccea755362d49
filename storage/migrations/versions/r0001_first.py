"""People, sessions, claims, messages, audit: the first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = Instant()
TEXT = sa.Text()
TABLES = (
    "people",
    "addresses",
    "mentors",
    "exceptions",
    "sessions",
    "holds",
    "claims",
    "notices",
    "rates",
    "drafts",
    "inbox",
    "audit",
    "settings",
    "leases",
)

NO_OVERLAP = """EXISTS (
        SELECT 1 FROM claims
        WHERE person = NEW.person AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at"""
SQLITE_RULES = (
    f"""
    CREATE TRIGGER claims_no_overlap BEFORE INSERT ON claims WHEN {NO_OVERLAP})
    BEGIN SELECT raise(ABORT, 'claims_no_overlap'); END
    """,
    f"""
    CREATE TRIGGER claims_no_overlap_moved BEFORE UPDATE OF person, starts_at, ends_at ON claims
    WHEN {NO_OVERLAP} AND rowid != OLD.rowid)
    BEGIN SELECT raise(ABORT, 'claims_no_overlap'); END
    """,
    """
    CREATE TRIGGER audit_append_only_update BEFORE UPDATE ON audit
    BEGIN SELECT raise(ABORT, 'audit_append_only'); END
    """,
    """
    CREATE TRIGGER audit_append_only_delete BEFORE DELETE ON audit
    BEGIN SELECT raise(ABORT, 'audit_append_only'); END
    """,
)
# The ranges of one number need no extension, which `person WITH =` would.
POSTGRESQL_RULES = (
    """
    ALTER TABLE claims ADD CONSTRAINT claims_no_overlap EXCLUDE USING gist
    (int8range(person, person, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&)
    """,
    """
    CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit_append_only' USING ERRCODE = 'restrict_violation'; END $$
    """,
    """
    CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()
    """,
)


def key(name: str) -> sa.Column[Any]:
    return sa.Column(name, ID, autoincrement=False, nullable=False)


def required(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def optional(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def references(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"{table}_{column}_fkey")


def where(condition: str) -> dict[str, Any]:
    return {"postgresql_where": sa.text(condition), "sqlite_where": sa.text(condition)}


def upgrade() -> None:
    create_people()
    create_sessions()
    create_messages()
    create_records()
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for rule in POSTGRESQL_RULES if on_postgresql else SQLITE_RULES:
        op.execute(rule)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_append_only()")


def create_people() -> None:
    op.create_table(
        "people",
        key("id"),
        required("name", TEXT),
        required("name_folded", TEXT),
        optional("email", TEXT),
        optional("email_folded", TEXT),
        required("joined_at", INSTANT),
        optional("zone", TEXT),
        required("locale", TEXT),
        required("plan", TEXT),
        required("suspended", sa.Boolean),
        required("is_mentee", sa.Boolean),
        required("is_mentor", sa.Boolean),
        required("is_admin", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="people_pkey"),
    )
    op.create_index("people_name_folded_idx", "people", ["name_folded"])
    op.create_table(
        "addresses",
        required("platform", TEXT),
        required("workspace", TEXT),
        required("account", TEXT),
        required("person", ID),
        required("place", sa.Integer),
        optional("handle", TEXT),
        optional("handle_folded", TEXT),
        required("reachable", sa.Boolean),
        references("addresses", "person", "people.id"),
        sa.PrimaryKeyConstraint("platform", "workspace", "account", name="addresses_pkey"),
    )
    op.create_index("addresses_person_idx", "addresses", ["person"])
    op.create_table(
        "mentors",
        key("person"),
        required("headline", TEXT),
        required("bio", TEXT),
        required("tags", sa.JSON),
        required("words_folded", TEXT),
        required("seniority", sa.Integer),
        required("rate", sa.Integer),
        required("currency", TEXT),
        required("verified", sa.Boolean),
        required("active", sa.Boolean),
        required("accepting", sa.Boolean),
        required("meeting_link", TEXT),
        required("zone", TEXT),
        optional("weekly", TEXT),
        optional("default_duration", sa.Integer),
        optional("buffer_minutes", sa.Integer),
        optional("min_notice_minutes", sa.Integer),
        optional("max_days_ahead", sa.Integer),
        optional("max_sessions_per_week", sa.Integer),
        required("instant_booking", sa.Boolean),
        required("schedule_active", sa.Boolean),
        references("mentors", "person", "people.id"),
        sa.PrimaryKeyConstraint("person", name="mentors_pkey"),
    )
    op.create_table(
        "exceptions",
        key("id"),
        required("mentor", ID),
        required("first_date", sa.Date),
        required("last_date", sa.Date),
        required("kind", TEXT),
        optional("start_minute", sa.Integer),
        optional("end_minute", sa.Integer),
        required("reason", TEXT),
        references("exceptions", "mentor", "mentors.person"),
        sa.PrimaryKeyConstraint("id", name="exceptions_pkey"),
    )
    op.create_index("exceptions_mentor_idx", "exceptions", ["mentor", "last_date"])


def create_sessions() -> None:
    op.create_table(
        "sessions",
        key("id"),
        required("mentor", ID),
        required("mentee", ID),
        required("starts_at", INSTANT),
        required("minutes", sa.Integer),
        required("title", TEXT),
        required("description", TEXT),
        required("meeting", TEXT),
        required("location", TEXT),
        required("ends_at", INSTANT),
        required("buffer_minutes", sa.Integer),
        required("month", TEXT),
        required("booked_at", INSTANT),
        required("meeting_url", TEXT),
        required("status", TEXT),
        required("revision", sa.Integer),
        required("counted", sa.Boolean),
        required("rate", sa.Integer),
        required("currency", TEXT),
        optional("cancelled_by", TEXT),
        optional("cancelled_at", INSTANT),
        optional("cancel_reason", TEXT),
        optional("cancel_note", TEXT),
        optional("mentor_joined_at", INSTANT),
        optional("mentee_joined_at", INSTANT),
        references("sessions", "mentee", "people.id"),
        references("sessions", "mentor", "people.id"),
        sa.PrimaryKeyConstraint("id", name="sessions_pkey"),
    )
    op.create_index(
        "sessions_live_idx", "sessions", ["ends_at"], **where("status IN ('scheduled', 'in_progress')")
    )
    op.create_index("sessions_mentee_idx", "sessions", ["mentee", "ends_at"])
    op.create_index("sessions_mentor_idx", "sessions", ["mentor", "ends_at"])
    op.create_table(
        "holds",
        key("id"),
        required("mentor", ID),
        required("mentee", ID),
        required("starts_at", INSTANT),
        required("minutes", sa.Integer),
        required("title", TEXT),
        required("description", TEXT),
        required("meeting", TEXT),
        required("location", TEXT),
        required("expires_at", INSTANT),
        references("holds", "mentee", "people.id"),
        references("holds", "mentor", "people.id"),
        sa.PrimaryKeyConstraint("id", name="holds_pkey"),
        sa.UniqueConstraint("mentee", name="holds_mentee_key"),
    )
    op.create_index("holds_mentor_idx", "holds", ["mentor"])
    op.create_table(
        "claims",
        required("person", ID),
        required("starts_at", INSTANT),
        required("ends_at", INSTANT),
        required("matter", ID),
        optional("expires_at", INSTANT),
        required("buffer_minutes", sa.Integer),
        sa.CheckConstraint("starts_at < ends_at", name="claims_forward"),
        references("claims", "person", "people.id"),
        sa.PrimaryKeyConstraint("person", "ends_at", name="claims_pkey"),
    )
    op.create_index("claims_matter_idx", "claims", ["matter"])


def create_messages() -> None:
    op.create_table(
        "notices",
        key("id"),
        required("kind", TEXT),
        required("person", ID),
        optional("session", ID),
        optional("revision", sa.Integer),
        required("due_at", INSTANT),
        optional("expires_at", INSTANT),
        required("dedupe", TEXT),
        required("details", sa.JSON),
        required("state", TEXT),
        required("attempts", sa.Integer),
        required("ready_at", INSTANT),
        optional("lease_owner", TEXT),
        optional("last_error", TEXT),
        optional("ended_at", INSTANT),
        optional("receipt_platform", TEXT),
        optional("receipt_workspace", TEXT),
        optional("receipt_channel", TEXT),
        optional("receipt_message", TEXT),
        references("notices", "person", "people.id"),
        sa.PrimaryKeyConstraint("id", name="notices_pkey"),
        sa.UniqueConstraint("dedupe", name="notices_dedupe_key"),
    )
    op.create_index("notices_session_idx", "notices", ["session"])
    op.create_index(
        "notices_receipt_idx",
        "notices",
        ["receipt_message", "receipt_channel"],
        **where("receipt_message IS NOT NULL"),
    )
    op.create_index("notices_waiting_idx", "notices", ["ready_at", "id"], **where("state = 'waiting'"))
    op.create_table(
        "rates",
        key("person"),
        required("free_at", INSTANT),
        references("rates", "person", "people.id"),
        sa.PrimaryKeyConstraint("person", name="rates_pkey"),
    )
    op.create_table(
        "drafts",
        key("id"),
        required("person", ID),
        required("kind", TEXT),
        required("purpose", TEXT),
        required("opened_at", INSTANT),
        required("place", TEXT),
        required("filled", sa.JSON),
        required("asked", sa.Integer),
        references("drafts", "person", "people.id"),
        sa.PrimaryKeyConstraint("id", name="drafts_pkey"),
        sa.UniqueConstraint("person", "kind", name="drafts_person_kind_key"),
    )
    op.create_table(
        "inbox",
        required("seq", ID),
        required("key", TEXT),
        required("lane", TEXT),
        required("body", TEXT),
        required("received_at", INSTANT),
        optional("owner", TEXT),
        optional("leased_until", INSTANT),
        optional("effect_at", INSTANT),
        optional("done_at", INSTANT),
        sa.PrimaryKeyConstraint("seq", name="inbox_pkey"),
        sa.UniqueConstraint("key", name="inbox_key_key"),
    )
    op.create_index("inbox_done_idx", "inbox", ["done_at"], **where("done_at IS NOT NULL"))
    op.create_index("inbox_open_idx", "inbox", ["lane", "seq"], **where("done_at IS NULL"))


def create_records() -> None:
    op.create_table(
        "audit",
        required("seq", ID),
        required("at", INSTANT),
        required("action", TEXT),
        optional("actor", ID),
        required("platform", TEXT),
        required("workspace", TEXT),
        optional("session", ID),
        optional("before", sa.JSON(none_as_null=True)),
        optional("after", sa.JSON(none_as_null=True)),
        optional("policies", TEXT),
        sa.PrimaryKeyConstraint("seq", name="audit_pkey"),
    )
    op.create_index("audit_session_idx", "audit", ["session"])
    op.create_table(
        "settings",
        required("name", TEXT),
        required("value", TEXT),
        sa.PrimaryKeyConstraint("name", name="settings_pkey"),
    )
    op.create_table(
        "leases",
        required("name", TEXT),
        required("owner", TEXT),
        required("until", INSTANT),
        sa.PrimaryKeyConstraint("name", name="leases_pkey"),
    )
