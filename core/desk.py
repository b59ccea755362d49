"""The desk at which every intention is carried out: store, rooms, and on whose behalf."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.booking_steps import Step, Steps, StepTaken
from core.calendars import CalendarQuestion, Reading
from core.drafts import Submission
from core.entropy import Entropy
from core.errors.calendars import CalendarUnreadable
from core.errors.common import TooFast
from core.errors.interventions import OwnSession
from core.errors.members import NotAdmin
from core.evidence import ContentQuestion, FileContent, FileQuestion, KeptFile, RefusedFile
from core.installations import InstallTickets
from core.limits import WITHIN, limit_of, seconds_until_free
from core.notices import Notice
from core.passes import Passes
from core.people import Address
from core.ports.audit import AuditEntry
from core.ports.payments import PaymentGateway
from core.ports.rooms import Rooms
from core.ports.store import Store, Transaction
from core.recordings import Tickets
from core.setbacks import Setbacks

Question = CalendarQuestion | FileQuestion | ContentQuestion
Answer = Reading | CalendarUnreadable | KeptFile | RefusedFile | FileContent
"""What the outside says to it."""


class AlreadyDone(Exception):  # noqa: N818
    """The delivery that is being answered took effect before; show the present state instead."""


class AskFirst(Exception):  # noqa: N818
    """Something outside has to be asked first; nothing has been done. Ask it, and carry the intention out again."""

    def __init__(self, question: Question) -> None:
        super().__init__(type(question).__name__)
        self.question = question


@dataclass(slots=True)
class OwnNotice:
    """Whom the answer to a delivery can tell what a notice would: `notice` is that one, once it is written."""

    person: int
    delivery: str
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What each use case receives.

    `first_admins` are admins from the moment they join. `delivery` is the key of the inbound delivery being answered:
    the first writing transaction stamps it, so that it takes effect once; `asker` is where it came from, for the
    audit log. `submission` is the form being sent in: the same transaction closes it. `known` is what has been asked
    outside for this intention.
    `support` is whom members write to about anything that the rules leave to nobody here. `public_url` is where the
    open internet reaches our web server, without a slash at its end, empty where it does not; there, `passes` lead
    people to their sessions, and `tickets` open recordings of them. `deputy` is the admin who
    carries the intention out for the actor, a party of the session that it is about. `own` is left the notice
    that tells whoever acts what they have done: the answer says it. `steps` is left the step that the delivery takes on
    the way to a booking. `gateways` are the payment
    providers; on the platforms where one `pays_elsewhere`, no link to pay by is shown. `entropy` draws
    codes and secrets. `telegram_link` is the https address that opens our chat on Telegram and sends `/start` with what
    is given, None where there is none. `installing` makes tickets by which further Slack workspaces are connected, None
    where one is served by its token. `setbacks` are the rows that rounds could not see to.
    """

    store: Store
    rooms: Rooms
    first_admins: frozenset[Address] = frozenset()
    delivery: str | None = None
    asker: Address | None = None
    submission: Submission | None = None
    known: Mapping[Question, Answer] = field(default_factory=dict)
    own: OwnNotice | None = None
    support: str = ""
    public_url: str = ""
    passes: Passes | None = None
    tickets: Tickets | None = None
    deputy: int | None = None
    steps: Steps = field(default_factory=Steps)
    gateways: tuple[PaymentGateway, ...] = ()
    pays_elsewhere: frozenset[str] = frozenset()
    entropy: Entropy = field(default_factory=Entropy)
    telegram_link: Callable[[str], str | None] = lambda _about: None
    installing: InstallTickets | None = None
    setbacks: Setbacks = field(default_factory=Setbacks)

    def door(self, owner: int, person: int) -> str:
        """The address by which the person comes to a session or council of theirs; "" where there is none."""
        return "" if self.passes is None else self.passes.address(owner, person)

    def gateway_for(self, rate: int, currency: str) -> PaymentGateway | None:
        """Through whom this price is paid; None for what is free, and for what is paid outside Parley."""
        if not rate:
            return None
        return next((each for each in self.gateways if each.takes(currency)), None)

    @property
    def is_asked_elsewhere(self) -> bool:
        """Whether the delivery being answered came from where no link to pay by is shown."""
        return self.asker is not None and self.asker.platform in self.pays_elsewhere

    def answering(self, delivery: str, asker: Address) -> "Desk":
        """The same desk, for one inbound delivery."""
        return replace(self, delivery=delivery, asker=asker, steps=Steps())

    def unasked(self) -> "Desk":
        """The same desk, at which nobody's delivery is answered."""
        return replace(self, delivery=None, asker=None, submission=None, own=None)

    def sending(self, submission: Submission) -> "Desk":
        """The same desk, for the form that is being sent in."""
        return replace(self, submission=submission)

    def deputised(self, admin: int) -> "Desk":
        """The same desk, where an admin acts for the actor."""
        return replace(self, deputy=admin)

    def knowing(self, known: Mapping[Question, Answer]) -> "Desk":
        """The same desk, with what was asked outside."""
        return replace(self, known=known)

    def learn(self, question: CalendarQuestion) -> Reading:
        """What the outside says; raises what it refuses, and AskFirst where it has not been asked."""
        match self.known.get(question):
            case None:
                raise AskFirst(question)
            case CalendarUnreadable() as refused:
                raise refused
            case answer:
                assert isinstance(answer, Reading)
                return answer

    def fetched(self, file: FileQuestion) -> KeptFile | RefusedFile:
        """The file as it is stored, or why it is not; raises AskFirst where it has not been fetched."""
        answer = self.known.get(file)
        if answer is None:
            raise AskFirst(file)
        assert isinstance(answer, KeptFile | RefusedFile)
        return answer

    def step(self, step: Step, person: int, hold: int | None = None) -> None:
        """Remember how far somebody came on the way to a booking; the end of their delivery is marked with it."""
        self.steps.taken = StepTaken(step, person, hold)

    def read(self, file: ContentQuestion) -> FileContent | RefusedFile:
        """What is in the file, or why it cannot be read; raises AskFirst where it has not been fetched."""
        answer = self.known.get(file)
        if answer is None:
            raise AskFirst(file)
        assert isinstance(answer, FileContent | RefusedFile)
        return answer

    def now(self) -> datetime:
        """The present, aware UTC, as the store tells it."""
        with self.store.read() as tx:
            return tx.now

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A transaction of a use case: commits on clean exit; raises AlreadyDone when its delivery was answered."""
        with self.store.write() as tx:
            if self.delivery is not None and not tx.stamps.add(self.delivery):
                raise AlreadyDone(self.delivery)
            sent = self.submission
            if sent is not None and not tx.drafts.drop(sent.draft.id):
                raise AlreadyDone(f"draft {sent.draft.id}")
            if self.own is not None and self.own.notice is None:
                tx.notices.leave(self.own.delivery, self.own.person)
            yield tx
        if self.own is not None:
            self.own.notice = self.own.notice or tx.notices.left
        if sent is not None:
            sent.closed = True

    @contextmanager
    def glance(self) -> Iterator["Desk"]:
        """The same desk, all of whose reads share one transaction until something is written."""
        with ExitStack() as reading:
            yield replace(self, store=_Glance(self.store, reading))

    def note(
        self,
        tx: Transaction,
        action: str,
        actor: int | None,
        *,
        session: int | None = None,
        council: int | None = None,
        before: dict[str, str | int | None] | None = None,
        after: dict[str, str | int | None] | None = None,
    ) -> None:
        """Append to the audit log, with where it came from.

        Of what a deputy does, they are the actor. Raises NotAdmin and OwnSession of deputies. Raises TooFast where a
        person asked for it who has done as much of its kind as their limit allows (SAF-4).
        """
        if self.deputy is not None and actor is not None:
            _check_deputy(tx, self.deputy, session)
            tx.notices.sign(self.deputy, actor)
            actor, after = self.deputy, {**(after or {}), "on_behalf_of": actor}
        if self.delivery is not None and actor is not None:
            limit = limit_of(action)
            oldest = tx.audited_at(actor, limit.actions, limit.most, tx.now - WITHIN)
            if oldest is not None:
                raise TooFast(seconds_until_free(oldest, tx.now))
        tx.audit(self.entry(action, actor, session=session, council=council, before=before, after=after))

    def entry(
        self,
        action: str,
        actor: int | None,
        *,
        session: int | None = None,
        council: int | None = None,
        before: dict[str, str | int | None] | None = None,
        after: dict[str, str | int | None] | None = None,
    ) -> AuditEntry:
        """What `note` appends, for who appends several at once."""
        place = self.asker or Address("parley", "", "")
        return AuditEntry(action, actor, place.platform, place.workspace, session, before, after, council)


def _check_deputy(tx: Transaction, admin: int, session: int | None) -> None:
    """Raise NotAdmin unless they are one now, OwnSession where they are a party themselves."""
    person = tx.people.get(admin)
    if person is None or not person.is_admin:
        raise NotAdmin
    found = None if session is None else tx.sessions.get(session)
    if found is not None and admin in {found.mentor, found.mentee}:
        raise OwnSession(found.id)


class _Glance:
    """A store that reads in one transaction, from the first read to a write; then each read sees its own moment."""

    def __init__(self, store: Store, reading: ExitStack) -> None:
        self._store = store
        self._reading = reading
        self._tx: Transaction | None = None
        self._written = False

    def write(self) -> AbstractContextManager[Transaction]:
        self._written = True
        self._reading.close()
        return self._store.write()

    def read(self) -> AbstractContextManager[Transaction]:
        if self._written:
            return self._store.read()
        if self._tx is None:
            self._tx = self._reading.enter_context(self._store.read())
        return nullcontext(self._tx)
