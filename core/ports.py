"""What core asks of the other rooms. Each Protocol is met elsewhere and introduced by `bot.service`."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ParamSpec, Protocol, TypeVar

from core.availability import AvailabilityException, Schedule
from core.calendars import CalendarBusy, CalendarLink, CalendarQuestion, Reading, Stretch
from core.council_ports import Councils
from core.drafts import Draft, DraftKind
from core.errands import Errand
from core.invariants import Violation
from core.mentors import Mentor, Offer, Wanted
from core.notices import Kind, Notice, Receipt
from core.people import Address, Person, Role
from core.policies import Policies, Replanning
from core.records import Aftermath, Departures, Overviews, Reschedules
from core.rooms import RoomBook
from core.sessions import Hold, Session

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Run(Protocol):
    """Calls a function of the store's in a thread, so that the event loop goes on."""

    def __call__(
        self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Awaitable[Result]:
        """Return what it returns, raise what it raises."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of somebody's time, [starts_at, ends_at), taken by `owner`: id of a session, hold, request or council.

    Of a mentor it includes `buffer_minutes` after the session; `expires_at` is set for holds.
    """

    person: int
    starts_at: datetime
    ends_at: datetime
    owner: int
    expires_at: datetime | None = None
    buffer_minutes: int = 0


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What was done, by whom, from where. Ids and codes only: no names, no free text."""

    action: str
    actor: int | None
    platform: str
    workspace: str
    session: int | None = None
    before: dict[str, str | int | None] | None = None
    after: dict[str, str | int | None] | None = None
    policies: str | None = None
    council: int | None = None


@dataclass(frozen=True, slots=True)
class FailedItem:
    """A notice or an errand that was given up: `state` is dead or unsure, `reason` what was said at last."""

    item: Notice | Errand
    state: str
    reason: str
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class CouncilMessage:
    """A message that was sent about a council: of which notice, to whom, and where it went."""

    notice: int
    council: int
    person: int
    kind: Kind
    receipt: Receipt


class People(Protocol):
    """Members and their chat identities."""

    def get(self, person: int) -> Person | None:
        """The member."""

    def of(self, people: Iterable[int]) -> Sequence[Person]:
        """These members, in any order; whoever is none is left out."""

    def with_account(self, platform: str, account: str) -> Sequence[Person]:
        """The members with this id on the platform, in whatever workspace; at most two."""

    def find(self, address: Address) -> Person | None:
        """The member with this chat identity."""

    def of_enterprise(self, address: Address) -> Person | None:
        """The only member with this user id in a workspace of `address.enterprise`.

        Until the transaction ends, nobody else is told so of the same user id and enterprise.
        """

    def add_address(self, person: int, address: Address) -> None:
        """One more chat identity of a member; raises AddressTaken when another transaction was faster."""

    def add(self, person: Person) -> None:
        """A new member with `person.addresses`; raises AddressTaken when another transaction was faster."""

    def save(self, person: Person) -> None:
        """Everything but the addresses."""

    def search(self, text: str, limit: int = 20, offset: int = 0) -> Sequence[Person]:
        """Members whose name, handle or e-mail contains `text` in any case, best first; "" is all, by name."""

    def count_admins(self) -> int:
        """How many admins there are, counted under a lock, so that the last one cannot go twice."""

    def admins(self) -> Sequence[int]:
        """Who the admins are, the suspended aside."""

    def lock(self, people: Iterable[int]) -> None:
        """Hold these members' rows, in id order, until the transaction ends: counts checked after it stand."""

    def set_handle(self, address: Address, handle: str | None, reachable: bool | None = None) -> None:
        """Keep what the platform calls this identity (without @), its enterprise, and if it can be written to."""


class Mentors(Protocol):
    """Mentor profiles and schedules. Exceptions come with the schedule."""

    def get(self, person: int) -> Mentor | None:
        """The mentor with all exceptions that end on or after yesterday (UTC)."""

    def save(self, mentor: Mentor) -> None:
        """Insert or replace profile and schedule, exceptions apart."""

    def add_exception(self, mentor: int, exception: AvailabilityException) -> None:
        """Add one exception (its id is given)."""

    def remove_exception(self, mentor: int, exception: int) -> bool:
        """Remove it; False when the mentor has no such exception."""

    def of(self, mentors: Sequence[int]) -> Sequence[Mentor]:
        """These mentors, as `get` returns them, in this order; whoever is none is left out."""

    def search(
        self, wanted: Wanted, limit: int, offset: int = 0, *, without: int | None = None
    ) -> Sequence[Mentor]:
        """Bookable mentors who are wanted, `without` this one, those whose name fits best first, then by name.

        Bookable is who is active, verified, accepting, not suspended, and can be written to.
        """

    def count(self, wanted: Wanted, *, without: int | None = None) -> int:
        """How many `search` would find without a limit."""

    def schedules(self, wanted: Wanted, *, without: int | None = None) -> Sequence[tuple[int, Schedule]]:
        """All that `search` would find, in its order, as (id, schedule without exceptions): cheap for thousands."""

    def exceptions(
        self, mentors: Iterable[int], first: date, last: date
    ) -> Mapping[int, tuple[AvailabilityException, ...]]:
        """The mentors' exceptions that touch the dates from `first` to `last`, by mentor."""

    def offers(self, mentors: Iterable[int]) -> Mapping[int, Offer]:
        """What each of these mentors offers; whoever is none is left out. Cheap for thousands."""

    def names(self) -> Sequence[str]:
        """The names of all bookable mentors."""

    def tags(self) -> Sequence[str]:
        """The tags of all bookable mentors, one entry for each time that one is used."""


class Sessions(Protocol):
    """Sessions and holds."""

    def get(self, session: int) -> Session | None:
        """The session."""

    def lock(self, session: int) -> Session | None:
        """The session as it is now; nobody else changes it until the transaction ends. Before people, before claims."""

    def of(self, sessions: Iterable[int]) -> Sequence[Session]:
        """These sessions, in any order; what is none is left out."""

    def add(self, session: Session) -> None:
        """A new session."""

    def save(self, session: Session, was: int) -> None:
        """Everything, provided the stored revision is still `was`; raises core.errors.Stale."""

    def touch(self, session: Session) -> None:
        """Only what is not agreed between the two: who joined; a scheduled session is in progress from then on."""

    def upcoming(self, person: int, now: datetime, limit: int, offset: int = 0) -> Sequence[Session]:
        """Not ended at `now` and not cancelled, either role, soonest first."""

    def agreed_after(self, start: datetime, session: int, limit: int) -> Sequence[Session]:
        """Scheduled ones behind this start and id, in their order, their rows held."""

    def coming(self, now: datetime, limit: int) -> Sequence[Session]:
        """Everybody's, not begun at `now`, soonest first."""

    def past(self, person: int, now: datetime, limit: int, offset: int = 0) -> Sequence[Session]:
        """Ended or cancelled, either role, latest first."""

    def counted(self, mentee: int, month: str) -> int:
        """How many sessions count against the mentee's month."""

    def weeks(
        self, mentors: Iterable[int], start: datetime, end: datetime
    ) -> Sequence[tuple[int, datetime]]:
        """(mentor, start) of the mentors' live sessions and live holds that start within [start, end)."""

    def ended(self, now: datetime, grace_minutes: int) -> Sequence[Session]:
        """Live sessions over for `grace_minutes`, but those `abandoned`, and those whose parties were asked who came.

        Rows that another transaction is at are left out.
        """

    def unattested(self, until: datetime) -> Sequence[Session]:
        """Live sessions that ended before `until` and whose parties were asked who came; locked as in `ended`."""

    def hold_of(self, mentee: int) -> Hold | None:
        """The mentee's one hold, expired or not."""

    def get_hold(self, hold: int) -> Hold | None:
        """The hold, expired or not."""

    def put_hold(self, hold: Hold) -> None:
        """Insert or replace the hold with this id."""

    def drop_hold(self, hold: int) -> None:
        """Remove the hold's row (its claims are released apart)."""

    def between(self, person: int, start: datetime, end: datetime) -> Sequence[Session]:
        """The person's sessions in either role that touch [start, end) and are not cancelled, soonest first."""

    def loads(self, mentors: Iterable[int], now: datetime) -> Mapping[int, int]:
        """How many sessions are ahead of each of these mentors who has any."""

    def unconfirmed(self, now: datetime) -> Sequence[Session]:
        """Requested sessions whose mentor has not accepted in time; locked as in `ended`."""

    def abandoned(self, now: datetime) -> Sequence[Session]:
        """Sessions that should have begun while their mentee had still to answer; locked as in `ended`."""


class Claims(Protocol):
    """Where every person's time goes; the database refuses an overlap for one person."""

    def take(self, claims: Sequence[Claim]) -> None:
        """Claim all or raise SlotTaken; expired claims of these people make way."""

    def keep(self, owner: int, now: datetime, until: datetime | None = None) -> bool:
        """Have claims that pass last until `until` (None: for good); False when they have expired or are gone."""

    def release(self, owner: int) -> None:
        """Release all claims of the owner."""

    def release_of(self, owner: int, person: int) -> None:
        """Release the owner's claims on one person's time."""

    def of(self, people: Iterable[int], start: datetime, end: datetime, now: datetime) -> Sequence[Claim]:
        """Live claims that touch [start, end)."""


class Calendars(Protocol):
    """Mentors' calendars and the busy times last read from them."""

    def get(self, link: int) -> CalendarLink | None:
        """The calendar."""

    def of(self, mentor: int) -> Sequence[CalendarLink]:
        """The mentor's calendars, in the order they were added."""

    def put(self, link: CalendarLink) -> None:
        """Insert or replace the calendar with this id, busy times apart."""

    def remove(self, mentor: int, link: int) -> bool:
        """Forget the mentor's calendar and its busy times; False when the mentor has no such calendar."""

    def replace_busy(self, link: CalendarLink, busy: Sequence[Stretch]) -> None:
        """These are its busy times now, in place of all before; each ends at another instant."""

    def busy(self, mentors: Iterable[int], start: datetime, end: datetime) -> Sequence[CalendarBusy]:
        """What of [start, end) their calendars say is taken, by mentor and time."""

    def claim_due(self, limit: int, lease: timedelta) -> Sequence[CalendarLink]:
        """Calendars that are due, oldest first, due again after `lease`: nobody else is given them before."""


class Notices(Protocol):
    """Notices, as a use case writes them."""

    def add(self, notices: Iterable[Notice]) -> None:
        """Have them written when the transaction ends, in one go; one whose `dedupe` exists already is left out.

        A reminder or join link that was cancelled and is planned anew waits again.
        """

    def drop(self, *sessions: int, due_after: datetime | None = None) -> None:
        """Cancel reminders and join links of the sessions that have not left; only those due after this instant."""

    def drop_of_councils(
        self, councils: Iterable[int], kinds: Iterable[Kind], *, due_after: datetime | None = None
    ) -> None:
        """Cancel those of these kinds about the councils that have not left; only those due after this instant."""

    def is_sent(self, receipt: Receipt) -> bool:
        """Whether this message is a notice: it must last, and only notices change it."""

    def is_shown(self, receipt: Receipt, digest: str) -> bool:
        """Whether this message shows the card of this digest already."""

    def forget_shown(self, receipt: Receipt) -> None:
        """An answer replaces what this message shows."""

    def receipts(
        self, session: int, kinds: Iterable[Kind] | None = None, *, request: int | None = None
    ) -> Sequence[tuple[int, int, Receipt]]:
        """(notice, person, receipt) of the messages sent about the session, of these kinds.

        Default are all of the parties' but SETTLE. With `request` only those whose details name it.
        """

    def receipts_of_councils(
        self, councils: Iterable[int], kinds: Iterable[Kind] = ()
    ) -> Sequence[CouncilMessage]:
        """The messages sent about the councils, of these kinds where given."""

    def failed(self, limit: int, offset: int = 0) -> Sequence[FailedItem]:
        """What was given up, latest first; what nobody would have heard is left out."""

    def retry(self, notice: int) -> bool:
        """Have one that was given up sent again, as if for the first time; False when it is not given up."""

    def dismiss(self, notice: int) -> bool:
        """Leave one that was given up as it is, out of sight; False when it is not given up."""


class Drafts(Protocol):
    """Open forms, and changes that are not saved yet."""

    def get(self, draft: int) -> Draft | None:
        """The draft."""

    def current(self, person: int, kind: DraftKind = DraftKind.FORM) -> Draft | None:
        """The person's draft of this kind."""

    def put(self, draft: Draft) -> None:
        """Insert or replace; the person's earlier one of the same kind is given up."""

    def drop(self, draft: int) -> bool:
        """Close it; False when it was closed before."""


class Inbox(Protocol):
    """Stamps the delivery that a transaction answers (see Desk)."""

    def stamp(self, key: str) -> bool:
        """Mark the delivery as having taken effect; False when it had before."""


class Errands(Protocol):
    """What others are to do for us; how an errand leaves is the outbox's."""

    def add(self, errands: Sequence[Errand]) -> None:
        """Write them; one whose `dedupe` exists already is left out."""

    def drop(self, dedupe: str) -> bool:
        """Cancel one that nobody has begun; False when it may have been carried out."""


class Transaction(Protocol):
    """One unit of work. Commits on clean exit, rolls back on any exception."""

    @property
    def now(self) -> datetime:
        """The present of the store's clock, aware UTC; the same throughout the transaction."""

    people: People
    mentors: Mentors
    sessions: Sessions
    councils: Councils
    claims: Claims
    reschedules: Reschedules
    departures: Departures
    aftermath: Aftermath
    overviews: Overviews
    calendars: Calendars
    notices: Notices
    errands: Errands
    rooms: RoomBook
    drafts: Drafts
    inbox: Inbox

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
        """Append to the audit log."""

    def audited_at(self, actor: int, actions: Iterable[str], nth: int, after: datetime) -> datetime | None:
        """When the `nth` last of the actor's entries of these actions was made; None unless `after`."""


class Store(Protocol):
    """The memory of the programme."""

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction that may change things."""

    def read(self) -> AbstractContextManager[Transaction]:
        """A consistent view; nothing may be changed."""


class AddressTaken(Exception):  # noqa: N818
    """The chat identity belongs to a member already: read again."""


class CannotStart(Exception):  # noqa: N818
    """The bot cannot begin; the text says what the operator can do."""


class Check(Protocol):
    """Proves the invariants on what is stored."""

    def violations(self, patience: timedelta) -> Iterable[Violation]:
        """All that is wrong, in one consistent view; what is due or open may be late by `patience`."""

    def interrupt(self) -> None:
        """Make the query that `violations` waits for fail; may be called from any thread."""

    def last_night(self) -> str | None:
        """The night of the last check, in any process."""

    def remember(self, night: str) -> None:
        """Note that the check of this night has been."""


class Rooms(Protocol):
    """Where a session takes place online. `channel` makes rooms over the network; "" where none has to be asked."""

    channel: str

    def link(self, session: int) -> str:
        """A unique, unguessable https address for a session; "" where it is pending until `channel` has made one."""

    def instead(self, owner: int) -> str:
        """Such an address at once, for what cannot wait for its room."""

    def made(self, url: str) -> bool:
        """Whether the address is of a room made for one session: nobody has it but by the Join button."""


class CalendarReader(Protocol):
    """Reads calendars wherever they are; safely, whatever address somebody typed."""

    async def read(self, question: CalendarQuestion) -> Reading:
        """The busy times; raises core.errors.CalendarUnreadable."""


def parties(session: Session) -> tuple[tuple[int, Role], tuple[int, Role]]:
    """Both parties with their roles, mentor first."""
    return (session.mentor, Role.MENTOR), (session.mentee, Role.MENTEE)
