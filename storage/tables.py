"""The tables of people, sessions and time.

What only a database's own dialect can say is in the migrations: `claims_no_overlap`, `audit_append_only`.
The tables of messages are in `storage.message_tables`, those of what becomes of sessions in `storage.session_tables`,
those of what admins do to them in `storage.intervention_tables`, and those of paying in `storage.payment_tables`.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.types import JSON

from storage.types import Id, Instant, Word

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(constraint_name)s",
    }
)


def partial_index(name: str, table: Table, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the rows for which `where` holds; queries must spell it with the same literals."""
    condition = text(where)
    return Index(
        name,
        *(table.c[column] for column in columns),
        unique=unique,
        postgresql_where=condition,
        sqlite_where=condition,
    )


people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("name_folded", Text, nullable=False),
    Column("name_words", Text, nullable=False, server_default=text("''")),
    Column("email", Text),
    Column("email_folded", Text),
    Column("joined_at", Instant, nullable=False),
    Column("zone", Text),
    Column("locale", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("is_mentee", Boolean, nullable=False),
    Column("is_mentor", Boolean, nullable=False),
    Column("is_admin", Boolean, nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Column("types", Boolean, nullable=False, server_default=false()),
    Index("people_words_idx", "name_words", "id"),
    Index("people_found_idx", "name_folded", "email_folded", "id"),
)
IS_ADMIN = text("is_admin")
partial_index("people_admins_idx", people, "id", where="is_admin")
# Mentors are listed and searched by name, and are few among the members.
IS_MENTOR = text("people.is_mentor")
partial_index("people_mentors_idx", people, "name_folded", "id", where="is_mentor")
IS_SUSPENDED = text("suspended")
partial_index("people_suspended_idx", people, "id", where="suspended")

plan_requests = Table(
    "plan_requests",
    metadata,
    Column("person", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("asked_at", Instant, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("handle", Text),
    Column("handle_folded", Text),
    Column("handle_words", Text, nullable=False, server_default=text("''")),
    Column("reachable", Boolean, nullable=False),
    Column("enterprise", Text),
    # Where deliveries of several accounts are one person's, the lane they share.
    Column("lane", Text),
    # What the platform's menu of commands showed last there, as a digest.
    Column("menu", Text),
    # When its home was last opened, of which days are told apart; the policy state that was to be seen there last, and
    # for admins the figures of the programme.
    Column("home_opened_at", Instant),
    Column("home_rules", Id),
    Column("home_figures", Text),
    PrimaryKeyConstraint("platform", "workspace", "account"),
    Index("addresses_handle_idx", "handle_folded", "person"),
)
partial_index(
    "addresses_homes_idx", addresses, "home_rules", "home_opened_at", where="home_rules IS NOT NULL"
)

mentors = Table(
    "mentors",
    metadata,
    Column("person", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("headline", Text, nullable=False),
    Column("bio", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("words_folded", Text, nullable=False),
    Column("seniority", Integer, nullable=False),
    Column("rate", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("accepting", Boolean, nullable=False),
    Column("meeting_link", Text, nullable=False),
    Column("calendly_link", Text, nullable=False, server_default=text("''")),
    Column("zone", Text, nullable=False),
    Column("weekly", Text),
    Column("default_duration", Integer),
    Column("buffer_minutes", Integer),
    Column("min_notice_minutes", Integer),
    Column("max_days_ahead", Integer),
    Column("max_sessions_per_week", Integer),
    Column("instant_booking", Boolean, nullable=False),
    Column("schedule_active", Boolean, nullable=False),
    Column("hours_confirmed", Boolean, nullable=False, server_default=true()),
)

exceptions = Table(
    "exceptions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("mentor", Id, ForeignKey("mentors.person"), nullable=False),
    Column("first_date", Date, nullable=False),
    Column("last_date", Date, nullable=False),
    Column("kind", Text, nullable=False),
    Column("start_minute", Integer),
    Column("end_minute", Integer),
    Column("reason", Text, nullable=False),
    Index("exceptions_mentor_idx", "mentor", "last_date"),
    Index("exceptions_dates_idx", "last_date", "first_date"),
)

# `url` is a secret of the mentor's, encrypted by `storage.vault`.
# Who looks at a calendar moves `due_at` first, so that nobody else does.
calendar_links = Table(
    "calendar_links",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("mentor", Id, ForeignKey("mentors.person"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("refreshed_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False, index=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("unreadable", Integer, nullable=False),
    Column("failing_since", Instant),
    Column("failures", Integer, nullable=False),
    Column("trouble", Text),
    Column("told_at", Instant),
)

calendar_busy = Table(
    "calendar_busy",
    metadata,
    Column("link", Id, ForeignKey("calendar_links.id", ondelete="CASCADE"), nullable=False),
    Column("mentor", Id, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    # One calendar's busy times never overlap, so their ends differ.
    PrimaryKeyConstraint("link", "ends_at"),
    CheckConstraint("starts_at < ends_at", name="calendar_busy_forward"),
    Index("calendar_busy_mentor_idx", "mentor", "ends_at"),
)


def _time_and_topic() -> tuple[Column[object], ...]:
    """The columns that sessions and holds share."""
    return (
        Column("id", Id, primary_key=True, autoincrement=False),
        Column("mentor", Id, ForeignKey("people.id"), nullable=False),
        Column("mentee", Id, ForeignKey("people.id"), nullable=False),
        Column("starts_at", Instant, nullable=False),
        Column("minutes", Integer, nullable=False),
        Column("title", Text, nullable=False),
        Column("description", Text, nullable=False),
        Column("meeting", Text, nullable=False),
        Column("location", Text, nullable=False),
    )


sessions = Table(
    "sessions",
    metadata,
    *_time_and_topic(),
    Column("ends_at", Instant, nullable=False),
    Column("buffer_minutes", Integer, nullable=False),
    Column("month", Text, nullable=False),
    Column("booked_at", Instant, nullable=False),
    Column("meeting_url", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("rate", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("cancelled_by", Text),
    Column("cancelled_at", Instant),
    Column("cancel_reason", Text),
    Column("cancel_note", Text),
    Column("mentor_joined_at", Instant),
    Column("mentee_joined_at", Instant),
    Column("free_hours", Integer, nullable=False, server_default=text("24")),
    Column("partial_pct", Integer, nullable=False, server_default=text("70")),
    Column("late_pct", Integer, nullable=False, server_default=text("0")),
    Column("refund_pct", Integer),
    Column("refund_amount", Integer),
    Column("refund_status", Text),
    Column("reassignment", Text, nullable=False, server_default=text("'none'")),
    Column("mentee_reschedules", Integer, nullable=False, server_default=text("0")),
    Column("mentor_reschedules", Integer, nullable=False, server_default=text("0")),
    Column("absent", Text),
    Column("attendance_asked_at", Instant),
    Column("confirm_by", Instant),
    Column("payment", Id),
    # What admins' lists are searched and put in order by (`storage.session_queries`).
    Column("code", Integer, nullable=False, server_default=text("0")),
    Column("title_words", Text, nullable=False, server_default=text("''")),
    Column("reschedules", Integer, nullable=False, server_default=text("0")),
    Index("sessions_mentor_idx", "mentor", "ends_at", postgresql_include=["id"]),
    Index("sessions_mentee_idx", "mentee", "ends_at", postgresql_include=["id"]),
    # Lists are walked along it in order of time, with the filters that they mostly have; a month also in other orders.
    Index(
        "sessions_starts_idx",
        "starts_at",
        "id",
        "status",
        "meeting",
        "refund_status",
        "booked_at",
        "minutes",
        "rate",
        "reschedules",
    ),
    Index("sessions_code_idx", "code", "id"),
    Index("sessions_booked_idx", "booked_at", "id"),
    Index("sessions_title_idx", "title_words", "id"),
    Index("sessions_minutes_idx", "minutes", "id"),
    Index("sessions_rate_idx", "rate", "id"),
    Index("sessions_reschedules_idx", "reschedules", "id"),
)
# True of every session; only who says so is led to this index, which SQLite would take wherever a status is asked for.
_HAS_KIND = "minutes > 0"
HAS_KIND = text(f"sessions.{_HAS_KIND}")
partial_index(
    "sessions_kinds_idx",
    sessions,
    "status",
    "meeting",
    "refund_status",
    "starts_at",
    "id",
    where=_HAS_KIND,
)
# What a mentor's sessions come to is counted in it, mentee by mentee.
_GIVEN = "status NOT IN ('cancelled', 'awaiting_payment') AND reassignment <> 'awaiting_mentee_choice'"
IS_GIVEN = text(_GIVEN)
partial_index(
    "sessions_given_idx", sessions, "mentor", "mentee", "status", "starts_at", "ends_at", where=_GIVEN
)
_LIVE = "status IN ('scheduled', 'in_progress')"
IS_LIVE = text(_LIVE)
partial_index("sessions_live_idx", sessions, "ends_at", where=_LIVE)
_ASKED = f"{_LIVE} AND attendance_asked_at IS NOT NULL"
IS_ASKED = text(_ASKED)
partial_index("sessions_asked_idx", sessions, "attendance_asked_at", where=_ASKED)
_REQUESTED = "status = 'requested'"
IS_REQUESTED = text(_REQUESTED)
partial_index("sessions_requested_idx", sessions, "confirm_by", where=_REQUESTED)
# A mentor has to accept them, or a mentee to pay, by `confirm_by`.
IS_PASSING = text("status IN ('requested', 'awaiting_payment')")
_AWAITING = "status = 'awaiting_payment'"
IS_AWAITING = text(_AWAITING)
partial_index("sessions_awaiting_idx", sessions, "mentee", where=_AWAITING)
# What ended unpaid is nobody's session: its mentor has not heard of it, and no figure counts it.
_NOT_UNPAID = "NOT (status = 'cancelled' AND confirm_by IS NOT NULL AND rate > 0)"
WAS_NOT_UNPAID = text(
    "NOT (sessions.status = 'cancelled' AND sessions.confirm_by IS NOT NULL AND sessions.rate > 0)"
)
_UNANSWERED = "reassignment IN ('pending_acceptance', 'awaiting_mentee_choice') AND status = 'scheduled'"
IS_UNANSWERED = text(_UNANSWERED)
IS_ANSWERED = text(f"NOT ({_UNANSWERED})")
partial_index("sessions_unanswered_idx", sessions, "starts_at", where=_UNANSWERED)
_REASSIGNED = "reassignment <> 'none'"
IS_REASSIGNED = text(_REASSIGNED)
partial_index(
    "sessions_reassigned_idx",
    sessions,
    "starts_at",
    "id",
    "status",
    "meeting",
    "refund_status",
    where=_REASSIGNED,
)

# The words of the titles, to search sessions by their beginnings.
session_words = Table(
    "session_words",
    metadata,
    Column("word", Word, nullable=False),
    Column("session", Id, nullable=False),
    PrimaryKeyConstraint("word", "session"),
)

# Queries of admins, as JSON; those with a name are their saved views.
session_queries = Table(
    "session_queries",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("owner", Id, ForeignKey("people.id"), nullable=False),
    Column("query", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
    Column("name", Text),
    UniqueConstraint("owner", "name", name="session_queries_owner_name_key"),
)
partial_index("session_queries_used_idx", session_queries, "used_at", where="name IS NULL")
# What is true of every session that counts leads to this index, and keeps SQLite from using it for anything else.
_HAS_RATE = f"rate >= 0 AND {_NOT_UNPAID}"
HAS_RATE = text(_HAS_RATE)
partial_index(
    "sessions_figures_idx",
    sessions,
    "status",
    "currency",
    "starts_at",
    "rate",
    "confirm_by",
    where=_HAS_RATE,
)
_CANCELLED = "cancelled_at IS NOT NULL AND NOT (confirm_by IS NOT NULL AND rate > 0)"
IS_CANCELLED = text(_CANCELLED)
partial_index(
    "sessions_cancelled_idx",
    sessions,
    "starts_at",
    "cancelled_by",
    "cancel_reason",
    "cancelled_at",
    "confirm_by",
    "rate",
    where=_CANCELLED,
)
_MISSED = "absent IS NOT NULL"
IS_MISSED = text(_MISSED)
partial_index("sessions_missed_idx", sessions, "starts_at", "absent", "mentor", "mentee", where=_MISSED)

holds = Table(
    "holds",
    metadata,
    *_time_and_topic(),
    Column("expires_at", Instant, nullable=False),
    Column("rate", Integer, nullable=False, server_default=text("0")),
    Column("currency", Text, nullable=False, server_default=text("'USD'")),
    UniqueConstraint("mentee"),
    Index("holds_mentor_idx", "mentor"),
)

claims = Table(
    "claims",
    metadata,
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("owner", Id, nullable=False, index=True),
    Column("expires_at", Instant),
    Column("buffer_minutes", Integer, nullable=False),
    # One person's claims never overlap, so their ends differ; by end, a search ahead skips the past.
    PrimaryKeyConstraint("person", "ends_at"),
    CheckConstraint("starts_at < ends_at", name="claims_forward"),
    Index("claims_time_idx", "ends_at", "starts_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("action", Text, nullable=False),
    Column("actor", Id),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("session", Id, index=True),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("policies", Id),
    Column("council", Id, index=True),
    Index("audit_actor_idx", "actor", "at"),
)

policy_states = Table(
    "policy_states",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("rules", Text, nullable=False),
)
"""Policies that entries of the audit log were made under; the id is made of the rules (`storage.policy_states`)."""

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", Instant, nullable=False),
)
