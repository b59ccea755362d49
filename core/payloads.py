"""The payload of each kind of notice, and as it is stored: texts by name, so that earlier versions read it too."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError

from core.notices import Kind, Payload, Receipt
from core.people import Plan, Role
from core.providers import Reason


def _apart(value: object) -> object:
    return tuple(each for each in value.split(",") if each) if isinstance(value, str) else value


Ids = Annotated[tuple[int, ...], BeforeValidator(_apart)]
Names = Annotated[tuple[str, ...], BeforeValidator(_apart)]
Attends = Literal["mentor", "optional", "absent", "registrant", "waiting", "coordinator"]
Need = Literal["silent", "undecided", "short"]


class RoleChanged(Payload):
    """A role that was given or, unless `granted`, taken."""

    role: Role
    granted: bool


class PlanChanged(Payload):
    """The plan they are on now."""

    plan: Plan


class PlanAsked(Payload):
    """The member who asks for a plan."""

    member: int


class Decided(Payload):
    """What an admin has decided about them."""

    decision: int


class HoursChanged(Payload):
    """The admin who changed them."""

    by: int


class SettingsChanged(Payload):
    """The admin who changed them, and which."""

    by: int
    settings: Names


class OfLink(Payload):
    """The link of two accounts that is asked about."""

    link: int


class HandedOut(Payload):
    """A code that links accounts, or an address: for a calendar, or to connect a workspace. `mark` says which one."""

    what: Literal["link", "calendar", "workspace"]
    mark: str


class AccountsChanged(Payload):
    """Two accounts are one member's (`joined`), or one on the `platform` is no more: to who has `lost` it, or is it."""

    how: Literal["joined", "lost", "apart"]
    platform: str = ""


class OfCalendar(Payload):
    """The calendar that is told of."""

    calendar: int


class OfMentor(Payload):
    """The mentor who can be written to no more, or again."""

    mentor: int


class Alarm(Payload):
    """What the nightly check found, with the first of it; or a `delivery` that was set aside."""

    delivery: int | None = None
    found: int = 0
    first: str = Field("", alias="0")
    second: str = Field("", alias="1")
    third: str = Field("", alias="2")

    @property
    def quoted(self) -> tuple[str, ...]:
        """The first of what was found."""
        return tuple(each for each in (self.first, self.second, self.third) if each)


class MailRefused(Payload):
    """The address that takes no mail, and what its server said; `complained` where its owner calls our mail spam."""

    address: str
    words: str = ""
    complained: bool = False


class MailBroken(Payload):
    """Why nothing can be mailed."""

    words: str


class ChannelClosed(Payload):
    """The admin channel that was closed, as it was called; empty where that is not known."""

    platform: str
    title: str = ""


class OfWorkspace(Payload):
    """The workspace that removed us."""

    platform: str = ""
    workspace: str = ""


class EditedFields(Payload):
    """The fields that were changed."""

    fields_: Names = Field(alias="fields")


class Late(Payload):
    """How many minutes later the other comes; 0 where that is not known."""

    late_by: int = 0


class Ahead(Payload):
    """Minutes before the start."""

    minutes: int


class ChatText(Payload):
    """Who wrote it, and whether it is their first; the text itself is kept elsewhere."""

    writer: int
    is_first: bool = False


class ChatTurn(Payload):
    """Whether the other has left the chat, or is back."""

    left: bool = False


class ChatLost(Payload):
    """When it was written, and whether it may have arrived all the same."""

    written_at: datetime
    is_unsure: bool = False


class OfRequest(Payload):
    """A request to move the session."""

    request: int


class Proposed(OfRequest):
    """A request to move the session, at its `turn`."""

    turn: int


class MentorLeft(Payload):
    """Whether another mentor was found."""

    found: bool


class Reassigned(Payload):
    """The mentor who cancelled."""

    left: int


class Chosen(Payload):
    """What the mentee chose; `declined` where it was not the reader."""

    declined: bool = False


class OfDispute(Payload):
    """A dispute, where there is one; else whether the session `took_place` after all."""

    dispute: int | None = None
    took_place: bool = False


class DisputeStep(Payload):
    """What has happened to a dispute: an event of it."""

    dispute: int
    event: int


class Supported(Payload):
    """What an admin has done, or what became of a refund."""

    intervention: int | None = None
    refund: int | None = None


class OfRefund(Payload):
    """A refund that waits for a second admin, or waited."""

    refund: int


class OfPayment(Payload):
    """Money that arrived."""

    payment: int


class PaymentTrouble(StrEnum):
    """Why money needs admins."""

    DIFFERS = "differs"  # another amount or currency than was asked for
    UNKNOWN = "unknown"  # nobody knows what it is for
    UNSAVED = "unsaved"  # what follows from it could not be saved
    DISPUTED = "disputed"  # the payer's bank takes it back, or may
    REFUNDED_ELSEWHERE = "refunded_elsewhere"  # somebody gave it back at the provider's own desk
    NO_LINK = "no_link"  # the provider makes no link to pay by


class PaymentAlert(Payload):
    """Money that needs admins, about a `session` where that is known.

    `handle` is the provider's name for it, "" where it has none; `words` are what the provider says of it, and `reason`
    is why there is no link.
    """

    trouble: PaymentTrouble
    provider: str
    handle: str = ""
    session: int | None = None
    amount: int = 0
    currency: str = ""
    words: str = ""
    reason: Reason | None = None


class OfProvider(Payload):
    """A provider of rooms, by its channel."""

    channel: str


class RecordingNews(Payload):
    """What is new about recording a session."""

    news: Literal["asked", "agreed", "refused", "withdrawn", "running", "ready", "failed"]


class Elsewhere(Payload):
    """What a party has done where the room is, by its channel: moved the session, or else called it off."""

    channel: str
    by: int
    moved: bool


class OfJob(Payload):
    """The job that is told of."""

    job: int


class Editing(Payload):
    """The message to be edited."""

    platform: str
    workspace: str
    channel: str
    message: str

    @property
    def receipt(self) -> Receipt:
        """Where the message is."""
        return Receipt(self.platform, self.workspace, self.channel, self.message)


class Settling(Editing):
    """What becomes of the message of a `notice`, where that is not the state of its session.

    A `request` was answered, or it `moved` the session; a `dispute` was decided or taken; `feedback` was given; the
    booking was `accepted`; it was of the kind `linked`, and the link that it promised is there; a `refund` was decided;
    it is `renewed`, for an admin has extended its deadline. About no session: a `member` who asked for a plan has one,
    a `link` of two accounts is further, or what was handed out is of no use any more: `handed` says why.
    """

    notice: int | None = None
    request: int | None = None
    moved: int | None = None
    dispute: int | None = None
    feedback: Literal["", "given"] = ""
    accepted: bool = False
    linked: Kind | None = None
    refund: int | None = None
    renewed: bool = False
    member: int | None = None
    link: int | None = None
    handed: Literal["", "replaced", "used", "over"] = ""


class Polled(Payload):
    """Whether the mentor was asked before, about other times."""

    again: bool = False


class Nudged(Payload):
    """How often the mentor has been asked."""

    step: int


class Needed(Payload):
    """Why the coordinator is needed."""

    why: Need


class CouncilConfirmed(Payload):
    """As what the reader attends; a mentor `replaces` another, or `joins` a council that was decided."""

    attends: Attends = Field(alias="as")
    replaces: int | None = None
    joins: bool = False


class CouncilChanged(Payload):
    """Mentors who left and who came."""

    out: int | None = None
    came: Ids = Field((), alias="in")


class CouncilEditing(Editing):
    """The message of an earlier notice, `of` this kind; `linked` where the link that it promised is there."""

    of: Kind
    linked: bool = False


PAYLOADS: Mapping[Kind, type[Payload]] = {
    Kind.WELCOME: Payload,
    Kind.ROLE_CHANGED: RoleChanged,
    Kind.PLAN_CHANGED: PlanChanged,
    Kind.PLAN_ASKED: PlanAsked,
    Kind.DECIDED: Decided,
    Kind.HOURS_CHANGED: HoursChanged,
    Kind.SETTINGS_CHANGED: SettingsChanged,
    Kind.ACCOUNT_LINKING: OfLink,
    Kind.ACCOUNTS_CHANGED: AccountsChanged,
    Kind.HANDED_OUT: HandedOut,
    Kind.BOOKED: Payload,
    Kind.CANCELLED: Payload,
    Kind.EDITED: EditedFields,
    Kind.LATE: Late,
    Kind.REQUESTED: Payload,
    Kind.REQUEST_SENT: Payload,
    Kind.REQUEST_PROMPT: Payload,
    Kind.REQUEST_ENDED: Payload,
    Kind.RESCHEDULE_ASKED: Proposed,
    Kind.RESCHEDULE_SENT: Proposed,
    Kind.RESCHEDULE_PROMPT: Proposed,
    Kind.RESCHEDULE_ENDED: OfRequest,
    Kind.RESCHEDULED: OfRequest,
    Kind.MENTOR_LEFT: MentorLeft,
    Kind.REASSIGNED: Reassigned,
    Kind.REASSIGNMENT_PROMPT: Payload,
    Kind.REASSIGNMENT_SETTLED: Chosen,
    Kind.ASSIGNED: Payload,
    Kind.FEEDBACK: Payload,
    Kind.ATTENDANCE: Payload,
    Kind.NO_SHOW: OfDispute,
    Kind.UNCONFIRMED: Payload,
    Kind.DISPUTED: OfDispute,
    Kind.DISPUTE_URGENT: DisputeStep,
    Kind.DISPUTE_NEWS: DisputeStep,
    Kind.DISPUTE_CLOSED: OfDispute,
    Kind.REPORTED: DisputeStep,
    Kind.REPORT_ASKED: DisputeStep,
    Kind.REPORT_CLOSED: DisputeStep,
    Kind.SUPPORT: Supported,
    Kind.ALLOWED: Supported,
    Kind.REFUND_WAITS: OfRefund,
    Kind.REFUND_DECIDED: OfRefund,
    Kind.PAYMENT_DUE: Payload,
    Kind.PAYMENT_ENDED: Payload,
    Kind.PAYMENT_RETURNED: OfPayment,
    Kind.PAYMENT_SAFE: Payload,
    Kind.PAYMENT_ALERT: PaymentAlert,
    Kind.REFUND_CHANGED: OfRefund,
    Kind.REFUND_FAILED: OfRefund,
    Kind.REFUNDS_WAIT: OfJob,
    Kind.ROOMS_LATE: OfProvider,
    Kind.UNDONE: Elsewhere,
    Kind.RECORDING: RecordingNews,
    Kind.REFUNDS_DECIDED: OfJob,
    Kind.ANNOUNCEMENT: OfJob,
    Kind.REMINDER: Ahead,
    Kind.JOIN: Ahead,
    Kind.CHAT_TEXT: ChatText,
    Kind.CHAT_TURN: ChatTurn,
    Kind.CHAT_LOST: ChatLost,
    Kind.CHAT_CLOSED: Payload,
    Kind.SETTLE: Settling,
    Kind.CALENDAR_LOST: OfCalendar,
    Kind.CALENDAR_BACK: OfCalendar,
    Kind.CALENDAR_UNREADABLE: OfCalendar,
    Kind.MENTOR_UNREACHABLE: OfMentor,
    Kind.MENTOR_REACHABLE: OfMentor,
    Kind.HOME: Payload,
    Kind.ERASURE: Payload,
    Kind.MAIL_REFUSED: MailRefused,
    Kind.MAIL_BROKEN: MailBroken,
    Kind.UNDELIVERABLE: Payload,
    Kind.CHANNEL_OPENED: Payload,
    Kind.WORKSPACE_CLOSED: OfWorkspace,
    Kind.CHANNEL_CLOSED: ChannelClosed,
    Kind.ALARM: Alarm,
    Kind.WEEKLY_SUMMARY: Payload,
    Kind.COUNCIL_OPEN: Payload,
    Kind.COUNCIL_POLL: Polled,
    Kind.COUNCIL_NUDGE: Nudged,
    Kind.COUNCIL_PROGRESS: Payload,
    Kind.COUNCIL_ALERT: Needed,
    Kind.COUNCIL_CONFIRMED: CouncilConfirmed,
    Kind.COUNCIL_CHANGED: CouncilChanged,
    Kind.COUNCIL_MOVED_UP: Payload,
    Kind.COUNCIL_PREPARATION: Payload,
    Kind.COUNCIL_CANCELLED: Payload,
    Kind.COUNCIL_FAILED: Payload,
    Kind.COUNCIL_EDIT: CouncilEditing,
}


def stored(payload: Payload) -> dict[str, str]:
    """The payload as it is kept; what is as usual is left out."""
    values = payload.model_dump(by_alias=True, exclude_defaults=True)
    return {name: _text(value) for name, value in values.items()}


def read(kind: Kind, details: Mapping[str, str]) -> Payload:
    """What was kept of a notice of this kind; an empty payload where that cannot be read, so that it fails alone."""
    try:
        return PAYLOADS[kind].model_validate(details)
    except ValidationError:
        return Payload()


def _text(value: object) -> str:
    match value:
        case bool():
            return str(int(value))
        case tuple():
            return ",".join(map(str, value))
    return str(value)
