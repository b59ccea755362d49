"""The memory of the programme: transactions on SQLite or PostgreSQL."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple, TextIO, TypeVar, cast

import sqlalchemy
from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from core.clock import Clock
from core.policies import Policies, Replanning
from core.ports.accounts import Accounts
from core.ports.admin_channels import AdminChannels
from core.ports.aftermath import Aftermath
from core.ports.audit import AuditEntry
from core.ports.booking_steps import BookingSteps
from core.ports.calendars import Calendars
from core.ports.chats import Chats
from core.ports.claims import Claims
from core.ports.councils import Councils
from core.ports.departures import Departures
from core.ports.disputes import Disputes
from core.ports.drafts import Drafts
from core.ports.evidence import EvidenceBook
from core.ports.health import Health
from core.ports.homes import Homes
from core.ports.installations import Installations
from core.ports.interventions import Interventions, Ledger
from core.ports.invitations import Invitations
from core.ports.jobs import Jobs
from core.ports.mail import MailBook
from core.ports.measures import Measures
from core.ports.member_queries import MemberQueries
from core.ports.mentors import Mentors
from core.ports.notices import Errands, Notices
from core.ports.offers import Offers
from core.ports.overviews import Overviews
from core.ports.own_data import Erasures
from core.ports.payment_book import PaymentBook
from core.ports.people import People
from core.ports.policy_reach import PolicyReach
from core.ports.recordings import RecordingBook
from core.ports.reschedules import Reschedules
from core.ports.rooms import RoomBook
from core.ports.session_queries import SessionQueries, SessionRecords
from core.ports.sessions import Sessions
from core.ports.set_aside import SetAside
from core.ports.stamps import Stamps
from core.ports.statistics import Statistics
from core.ports.store import Transaction
from core.ports.subscriptions import Subscriptions
from core.ports.workspaces import Workspaces
from storage.accounts import SqlAccounts
from storage.admin_channels import SqlAdminChannels
from storage.aftermath import SqlAftermath
from storage.booking_steps import SqlBookingSteps
from storage.calendars import SqlCalendars, seal_addresses
from storage.chats import SqlChats
from storage.claims import SqlClaims
from storage.connection import Connection
from storage.constraints import overtaken
from storage.councils import SqlCouncils
from storage.damage import AT_START, DatabaseDamaged, is_damage, look_through
from storage.departures import SqlDepartures
from storage.disputes import SqlDisputes
from storage.drafts import SqlDrafts
from storage.engines import (
    DatabaseUnreachable,
    Engines,
    engines_for,
    in_use,
    is_missing,
    lock_file,
    oldest_snapshot,
)
from storage.erasures import SqlErasures
from storage.errands import SqlErrands
from storage.evidence import SqlEvidence
from storage.health import SqlHealth
from storage.homes import SqlHomes
from storage.installations import SqlInstallations, seal_tokens
from storage.interventions import SqlInterventions
from storage.invitations import SqlInvitations
from storage.jobs import SqlJobs
from storage.ledger import SqlLedger
from storage.mail import SqlMailBook
from storage.measures import SqlMeasures
from storage.member_queries import SqlMemberQueries
from storage.mentors import SqlMentors
from storage.migrate import check_current, migrate
from storage.notices import SqlNotices
from storage.offers import SqlOffers
from storage.overviews import SqlOverviews
from storage.payments import SqlPaymentBook
from storage.people import SqlPeople
from storage.policy_reach import SqlPolicyReach
from storage.policy_states import KEEP, PolicyState, state_of
from storage.recordings import SqlRecordings
from storage.reschedules import SqlReschedules
from storage.rooms import SqlRooms
from storage.session_queries import SqlSessionQueries
from storage.session_records import SqlSessionRecords
from storage.sessions import SqlSessions
from storage.set_aside import SqlSetAside
from storage.stamps import SqlStamps
from storage.statistics import SqlStatistics
from storage.subscriptions import SqlSubscriptions
from storage.tables import audit, settings
from storage.transaction import UnitOfWork
from storage.vault import Vault, vault_for
from storage.workspaces import SqlWorkspaces

T = TypeVar("T")

NOWHERE = "parley"
"""The platform of what was done for somebody without a delivery of theirs, as long work is."""
POLICIES = "policies"
REPLANNING = "replanning"
_GET_SETTING = select(settings.c.value).where(settings.c.name == bindparam("name"))
_NEW_SETTING = postgresql.insert(settings)
_PUT_SETTING = _NEW_SETTING.on_conflict_do_update(
    index_elements=[settings.c.name], set_={"value": _NEW_SETTING.excluded.value}
)
_AUDIT = insert(audit)
_AUDITED_AT = (
    select(audit.c.at)
    .where(
        audit.c.actor == bindparam("of_actor"),
        audit.c.at > bindparam("after"),
        audit.c.action.in_(bindparam("actions", expanding=True)),
        audit.c.platform != NOWHERE,
    )
    .order_by(audit.c.at.desc())
    .offset(bindparam("before"))
    .limit(1)
)


class InForce(NamedTuple):
    """Policies, and the state by which the audit log names them."""

    policies: Policies
    state: PolicyState


@lru_cache(maxsize=8)
def in_force(text: str | None) -> InForce:
    """Policies as they are stored; the defaults until others are set."""
    policies = Policies() if text is None else Policies.model_validate_json(text)
    return InForce(policies, state_of(policies))


_NOT_PRIVILEGED = "42501"
"""As PostgreSQL says it; since version 15 a new user may create no tables in the schema `public`."""


class _FirstUse:
    """A repository of a transaction, made when it is first asked for: a press uses a few of them."""

    def __init__(self, make: Callable[["SqlTransaction"], object]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, tx: "SqlTransaction", owner: type) -> object:
        made = tx.__dict__[self._name] = self._make(tx)
        return made


def _first_use(make: Callable[["SqlTransaction"], T]) -> T:
    return cast("T", _FirstUse(make))


class SqlTransaction(UnitOfWork):
    """Meets core.ports.store.Transaction."""

    people: People = _first_use(SqlPeople)
    accounts: Accounts = _first_use(SqlAccounts)
    mentors: Mentors = _first_use(SqlMentors)
    sessions: Sessions = _first_use(SqlSessions)
    councils: Councils = _first_use(SqlCouncils)
    claims: Claims = _first_use(SqlClaims)
    reschedules: Reschedules = _first_use(SqlReschedules)
    departures: Departures = _first_use(SqlDepartures)
    aftermath: Aftermath = _first_use(SqlAftermath)
    disputes: Disputes = _first_use(SqlDisputes)
    evidence: EvidenceBook = _first_use(SqlEvidence)
    overviews: Overviews = _first_use(SqlOverviews)
    statistics: Statistics = _first_use(SqlStatistics)
    health: Health = _first_use(SqlHealth)
    homes: Homes = _first_use(lambda tx: SqlHomes(tx, tx.policy_state))
    interventions: Interventions = _first_use(SqlInterventions)
    ledger: Ledger = _first_use(SqlLedger)
    payments: PaymentBook = _first_use(SqlPaymentBook)
    jobs: Jobs = _first_use(SqlJobs)
    measures: Measures = _first_use(SqlMeasures)
    erasures: Erasures = _first_use(SqlErasures)
    member_queries: MemberQueries = _first_use(SqlMemberQueries)
    session_queries: SessionQueries = _first_use(SqlSessionQueries)
    session_records: SessionRecords = _first_use(SqlSessionRecords)
    policy_reach: PolicyReach = _first_use(SqlPolicyReach)
    booking_steps: BookingSteps = _first_use(SqlBookingSteps)
    calendars: Calendars = _first_use(lambda tx: SqlCalendars(tx, tx.vault))
    subscriptions: Subscriptions = _first_use(lambda tx: SqlSubscriptions(tx, tx.vault))
    invitations: Invitations = _first_use(SqlInvitations)
    chats: Chats = _first_use(lambda tx: SqlChats(tx, tx.vault))
    admin_channels: AdminChannels = _first_use(SqlAdminChannels)
    errands: Errands = _first_use(SqlErrands)
    rooms: RoomBook = _first_use(SqlRooms)
    recordings: RecordingBook = _first_use(SqlRecordings)
    mail: MailBook = _first_use(lambda tx: SqlMailBook(tx, tx.vault, is_on=tx.mails))
    drafts: Drafts = _first_use(lambda tx: SqlDrafts(tx, tx.people, tx.vault))
    workspaces: Workspaces = _first_use(SqlWorkspaces)
    installations: Installations = _first_use(lambda tx: SqlInstallations(tx, tx.vault))
    set_aside: SetAside = _first_use(SqlSetAside)
    stamps: Stamps = _first_use(SqlStamps)
    offers: Offers = _first_use(SqlOffers)
    vault: Vault
    mails: bool

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        vault: Vault,
        *,
        kept_states: AbstractSet[PolicyState],
        one_moment: bool = False,
        mails: bool = False,
    ) -> None:
        super().__init__(connection, clock, one_moment=one_moment)
        self.vault = vault
        self.mails = mails
        self.audited_under: set[PolicyState] = set()
        self._kept_states = kept_states
        self._outgoing = SqlNotices(self, mails=mails)
        self.notices: Notices = self._outgoing

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the transaction that an exception undoes alone; the rest can go on."""
        with self._outgoing.attempt(), self.connection.begin_nested():
            yield

    def finish(self) -> None:
        """Write what was gathered until the end."""
        self._outgoing.flush()
        if new := self.audited_under - self._kept_states:
            self.connection.execute(KEEP, [state._asdict() for state in new])
        super().finish()

    @cached_property
    def _in_force(self) -> InForce:
        text = self.connection.execute(_GET_SETTING, {"name": POLICIES}).scalar_one_or_none()
        return in_force(text)

    @property
    def policy_state(self) -> int:
        """The number of the policies in force (`storage.policy_states`)."""
        return self._in_force.state.id

    def policies(self) -> Policies:
        """The policies in force; the defaults until others are set."""
        return self._in_force.policies

    def set_policies(self, policies: Policies) -> None:
        """Put other policies in force."""
        value = policies.model_dump_json()
        self.connection.execute(_PUT_SETTING, {"name": POLICIES, "value": value})
        self._in_force = in_force(value)

    def replanning(self) -> Replanning | None:
        """How far reminders follow the rules about them."""
        text = self.connection.execute(_GET_SETTING, {"name": REPLANNING}).scalar_one_or_none()
        return None if text is None else Replanning.model_validate_json(text)

    def set_replanning(self, replanning: Replanning) -> None:
        """Keep how far they follow."""
        value = replanning.model_dump_json()
        self.connection.execute(_PUT_SETTING, {"name": REPLANNING, "value": value})

    def audit(self, *entries: AuditEntry) -> None:
        """Append to the audit log, with the policies in force; the database lets nobody change it."""
        if entries:
            state = self._in_force.state
            self.audited_under.add(state)
            common = {"at": self.now, "policies": state.id}
            self.connection.execute(_AUDIT, [common | _columns_of(entry) for entry in entries])

    def audited_at(self, actor: int, actions: Iterable[str], nth: int, after: datetime) -> datetime | None:
        """When the `nth` last of the actor's entries of these actions was made; None unless `after`."""
        wanted = {"of_actor": actor, "actions": sorted(actions), "after": after, "before": nth - 1}
        return self.connection.execute(_AUDITED_AT, wanted).scalar_one_or_none()


def _columns_of(entry: AuditEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in AuditEntry.__dataclass_fields__}


class SqlStore:
    """Meets core.ports.store.Store. Safe to use from several threads; on SQLite one writes at a time."""

    def __init__(
        self,
        engines: Engines,
        clock: Clock,
        lock: TextIO | None = None,
        vault: Vault | None = None,
        *,
        mails: bool = False,
    ) -> None:
        self.mails = mails
        self.engines = engines
        self.clock = clock
        self._lock = lock
        self._vault = vault or Vault()
        self._kept_states: set[PolicyState] = set()
        self._listeners: list[Callable[[timedelta], None]] = []

    def on_outgoing(self, listener: Callable[[timedelta], None]) -> None:
        """Call `listener` after each transaction by which something leaves, with how long until it can."""
        self._listeners.append(listener)

    @property
    def vault(self) -> Vault:
        """What encrypts members' secrets."""
        return self._vault

    @contextmanager
    def write(self) -> Iterator[SqlTransaction]:
        """A transaction that may change things: commits on clean exit, rolls back on any exception.

        Raises Overtaken.
        """
        with overtaken(), self.engines.writer.begin() as connection:
            tx = self._transaction(connection)
            yield tx
            tx.finish()
        self._kept_states |= tx.audited_under
        self._committed(tx)

    def now(self) -> datetime:
        """The present of a transaction that begins now."""
        if not self.engines.on_postgresql:
            return self.clock.now()
        with self.work(read_only=True) as work:
            return work.now

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A consistent view; the database refuses changes."""
        with self.engines.reader.begin() as connection:
            yield self._transaction(connection, one_moment=True)

    def _transaction(
        self, connection: sqlalchemy.Connection, *, one_moment: bool = False
    ) -> SqlTransaction:
        return SqlTransaction(
            Connection(connection),
            self.clock,
            self._vault,
            kept_states=self._kept_states,
            one_moment=one_moment,
            mails=self.mails,
        )

    def read_keys(self, url: str, keys: Sequence[str]) -> None:
        """Use these keys from now on, and those of the file beside the database at `url`."""
        self._vault = vault_for(url, keys, may_write=False)

    def seal_addresses(self, *, anew: bool) -> int:
        """Encrypt addresses of calendars that stand in clear, or with `anew` all; returns how many changed."""
        with self.work() as work:
            return seal_addresses(work, self._vault, anew=anew)

    def seal_tokens(self) -> int:
        """Encrypt the tokens of all installations by the first key; returns of how many."""
        with self.work() as work:
            return seal_tokens(work, self._vault)

    @contextmanager
    def work(self, *, read_only: bool = False) -> Iterator[UnitOfWork]:
        """A transaction without the repositories, for the queues."""
        with (self.engines.reader if read_only else self.engines.writer).begin() as connection:
            work = UnitOfWork(Connection(connection), self.clock)
            yield work
            work.finish()
        if not read_only:
            self._committed(work)

    def _committed(self, work: UnitOfWork) -> None:
        self.engines.wait_for_disk()
        if (wait := work.goes_out_in) is not None:
            for listener in self._listeners:
                listener(wait)

    def pools(self) -> dict[str, tuple[int, int]]:
        """Connections in use, and how many there may be, by pool."""
        engines = {"writer": self.engines.writer}
        if self.engines.reader.pool is not self.engines.writer.pool:
            engines["reader"] = self.engines.reader
        return {name: in_use(engine) for name, engine in engines.items()}

    def oldest_snapshot(self) -> timedelta:
        """For how long somebody has been looking at the database as it was."""
        with self.engines.writer.connect() as connection:
            return oldest_snapshot(connection)

    def close(self) -> None:
        """Close all connections and let go of the file."""
        self.engines.dispose()
        if self._lock is not None:
            self._lock.close()


def open_store(
    url: str, clock: Clock, *, exclusive: bool = True, keys: Sequence[str] = (), mails: bool = False
) -> SqlStore:
    """Open `sqlite:///file` or `postgresql://…`.

    `exclusive` is the running bot's way: it reserves an SQLite file and brings the tables up to date.
    Without it (`parley check`) nothing is changed. `keys` encrypt secrets of members, the first of them; an
    SQLite database without any has a file of keys beside it. Secrets that stand in clear are encrypted here.
    With `mails`, notices are mailed besides to members who want that.
    Raises DatabaseInUse, DatabaseUnreachable (DatabaseDamaged), DatabaseUnsupported, WrongSchema and BadKeyFile.
    """
    engines = engines_for(url)
    if not exclusive and is_missing(url):
        raise DatabaseUnreachable("there is no such file")
    lock = lock_file(url) if exclusive else None
    try:
        with in_a_sentence(url):
            look_through(engines.reader, url, up_to=AT_START if exclusive else None)
            if exclusive:
                migrate(engines.writer)
                engines.optimize(anew=True)
            else:
                check_current(engines.writer)
            vault = vault_for(url, keys, may_write=exclusive)
            store = SqlStore(engines, clock, lock, vault, mails=mails)
            if exclusive:
                store.seal_addresses(anew=False)
    except BaseException:
        SqlStore(engines, clock, lock).close()
        raise
    return store


@contextmanager
def in_a_sentence(url: str) -> Iterator[None]:
    """Raise DatabaseDamaged or DatabaseUnreachable, which tell an operator what to do, for the database's own fault."""
    try:
        yield
    except DBAPIError as problem:
        if is_damage(problem):
            raise DatabaseDamaged(url, str(problem.orig)) from problem
        if _is_closed_to_us(problem):
            raise DatabaseUnreachable(problem) from problem
        raise


def _is_closed_to_us(problem: DBAPIError) -> bool:
    """Whether it is the database that does not answer, is none, or forbids what we need, rather than our fault."""
    if isinstance(problem, OperationalError) or type(problem) is DatabaseError:
        return True
    return getattr(problem.orig, "sqlstate", None) == _NOT_PRIVILEGED
