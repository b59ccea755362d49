"""The store and its transactions."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar

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
from core.ports.subscriptions import Subscriptions
from core.ports.workspaces import Workspaces

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Overtaken(Exception):  # noqa: N818
    """Others were at the same rows, or somebody concerned was joined to another: nothing is done; begin again."""


class Run(Protocol):
    """Calls a function of the store's in a thread, so that the event loop goes on."""

    def __call__(
        self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Awaitable[Result]:
        """Return what it returns, raise what it raises, once what it has committed lasts."""


class Ahead(Protocol):
    """Calls a function as `Run` does, without waiting for the disk."""

    def __call__(
        self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Awaitable[tuple[Result, Callable[[], Awaitable[None]]]]:
        """Return what it returns, and what waits for the disk: before anybody outside learns of it."""


class Transaction(Protocol):
    """One unit of work. Commits on clean exit, rolls back on any exception."""

    @property
    def now(self) -> datetime:
        """The present of the store's clock, aware UTC; the same throughout the transaction."""

    people: People
    accounts: Accounts
    mentors: Mentors
    sessions: Sessions
    councils: Councils
    claims: Claims
    chats: Chats
    reschedules: Reschedules
    departures: Departures
    aftermath: Aftermath
    disputes: Disputes
    evidence: EvidenceBook
    overviews: Overviews
    session_queries: SessionQueries
    session_records: SessionRecords
    statistics: Statistics
    health: Health
    homes: Homes
    interventions: Interventions
    ledger: Ledger
    payments: PaymentBook
    jobs: Jobs
    measures: Measures
    erasures: Erasures
    member_queries: MemberQueries
    policy_reach: PolicyReach
    booking_steps: BookingSteps
    calendars: Calendars
    subscriptions: Subscriptions
    invitations: Invitations
    admin_channels: AdminChannels
    notices: Notices
    errands: Errands
    rooms: RoomBook
    recordings: RecordingBook
    mail: MailBook
    drafts: Drafts
    workspaces: Workspaces
    installations: Installations
    set_aside: SetAside
    stamps: Stamps
    offers: Offers

    def attempt(self) -> AbstractContextManager[None]:
        """A part of the transaction that an exception undoes alone; the rest can go on."""

    def policies(self) -> Policies:
        """The policies in force."""

    def set_policies(self, policies: Policies) -> None:
        """Put other policies in force."""

    def replanning(self) -> Replanning | None:
        """How far reminders follow the rules about them; None where these were never changed."""

    def set_replanning(self, replanning: Replanning) -> None:
        """Keep how far they follow."""

    def audit(self, *entries: AuditEntry) -> None:
        """Append to the audit log, with the policies in force."""

    def audited_at(self, actor: int, actions: Iterable[str], nth: int, after: datetime) -> datetime | None:
        """When the `nth` last of the actor's entries of these actions was made; None unless `after`.

        What was done for them without a delivery of theirs, as long work is, does not count.
        """


class Store(Protocol):
    """The memory of the programme."""

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction that may change things; raises Overtaken."""

    def read(self) -> AbstractContextManager[Transaction]:
        """A consistent view; nothing may be changed."""
