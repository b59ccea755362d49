"""Sends mail: a notice as it reads now, a code, or a few words to try the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.language import reading_as, reading_by_mail
from bot.mail.cards import calendar_letter_card, code_letter_card, test_letter_card
from bot.mail.invitations import Organizer
from bot.mail.letters import Brand, Letter, letter, letter_of, letter_to
from bot.notices.drawing import draw
from bot.payments.cards import pay_card, receipt_card
from bot.typed.mail_addresses import read_address
from bot.ui import Card
from core.batching import Batcher
from core.desk import Desk
from core.errands import Errand
from core.errors.common import Refusal
from core.ids import code_of
from core.mail import SWITCHED, AddressProblem, Mail, MailClass, MailState, SentMail
from core.notices import TOLD, Kind
from core.outbox import AddressRefused, SetUpWrongly, Untrue
from core.people import Person
from core.ports.mail import MailTransport
from core.ports.store import Run, Transaction
from core.usecases import mail as wishes
from core.usecases import mailing
from core.usecases.mailing import Addressee
from core.usecases.payments import paying, receipts

AT_ONCE = 20
LONGEST = 300.0
"""Seconds that a mail may wait for those before it on the same connection."""
PATH = "/mail/{token}/{group}"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the brand, the domain of Message-IDs, whoever invites, and the way into a member's chat.

    `chat` is told which session or council is to be shown there, by its short name.
    """

    brand: Brand
    domain: str
    organizer: Organizer
    chat: Callable[[Person, str], str | None] = lambda _person, _about: None


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail, and the record of it as it would be sent.

    What is for a `member` may have a calendar part. `unless`: without that part there is no such mail, and why not.
    """

    mail: Mail
    record: SentMail
    member: Person | None = None
    unless: Untrue | None = None


class MailAgent:
    """Meets core.outbox.Agent."""

    patience = LONGEST

    def __init__(self, desk: Desk, transport: MailTransport, run: Run, writer: Writer) -> None:
        self._desk = desk
        self._transport = transport
        self._run = run
        self._writer = writer
        self._compose: Batcher[tuple[Errand, datetime], Composed | Exception] = Batcher(
            lambda asked: run(_compose_each, desk, writer, asked), AT_ONCE
        )

    async def run(self, errand: Errand, now: datetime) -> SentMail:
        """The mail that was sent; an earlier attempt may have left as well, under the same Message-ID."""
        composed = await self._compose((errand, now))
        try:
            if isinstance(composed, Exception):
                raise composed
            server_id = await self._transport.send(await self._invited(composed, errand))
        except AddressRefused as refused:
            if isinstance(composed, Composed):
                failed = replace(composed.record, state=MailState.FAILED, error=str(refused))
                await self._run(mailing.refuse_address, self._desk, failed)
            raise
        except SetUpWrongly as wrong:
            await self._run(mailing.alert_admins, self._desk, str(wrong))
            raise
        return replace(composed.record, server_id=server_id)

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """Record the mail (EML-2); what a mail that was given up had for a calendar goes with the next one."""
        if isinstance(answer, SentMail):
            tx.mail.add(answer)
        elif (about := errand.session or errand.council) is not None:
            tx.invitations.give_up(about, errand.person, errand.id)

    async def _invited(self, composed: Composed, errand: Errand) -> Mail:
        """The mail with its calendar part, if any; raises Untrue where it is nothing without one."""
        invitation = None
        if composed.member is not None and (errand.session or errand.council) is not None:
            organizer, address = self._writer.organizer, composed.mail.to
            invitation = await self._run(organizer.invite, self._desk, errand, composed.member, address)
        if invitation is None and composed.unless is not None:
            raise composed.unless
        return replace(composed.mail, invitation=invitation)


def _compose_each(
    desk: Desk, writer: Writer, asked: Sequence[tuple[Errand, datetime]]
) -> list[Composed | Exception]:
    composed: list[Composed | Exception] = []
    with desk.glance() as same:
        for errand, now in asked:
            try:
                composed.append(_compose(same, writer, errand, now))
            except Exception as problem:  # noqa: BLE001 (each is for its own errand)
                composed.append(problem)
    return composed


def _compose(desk: Desk, writer: Writer, errand: Errand, now: datetime) -> Composed:
    to = mailing.addressee(desk, errand)
    match errand.details.get("what"):
        case "code":
            pending = to.settings.pending
            if pending is None or now >= pending.until:
                raise Untrue("the code is not asked for any more")
            with reading_as(to.person.locale):
                said = letter_of(code_letter_card(pending.code), writer.brand)
            return _composed(writer, errand, now, "code", pending.address, said, name="")
        case "test":
            with reading_as(to.person.locale):
                said = letter_of(test_letter_card(), writer.brand)
            return _composed(writer, errand, now, "test", errand.details["to"], said, name="")
        case "calendar":
            return _calendar(writer, errand, to, now, Untrue("their calendar is up to date"))
        case "receipt" | "link" as what:
            template = Kind.PAYMENT_DUE if what == "link" else what
            known = to.settings.goes_to(to.person, MailClass.MATTERS)
            if known is None:
                raise Untrue("they have no address")
            return _card(writer, errand, to, now, template, known, lambda: _of_payment(desk, errand, to))
    try:
        return _notice(desk, writer, errand, to, now)
    except Untrue as untrue:
        return _calendar(writer, errand, to, now, untrue)


def _notice(desk: Desk, writer: Writer, errand: Errand, to: Addressee, now: datetime) -> Composed:
    if to.notice is None:
        raise Untrue("it was taken back")
    group = TOLD[to.notice.kind].mails or MailClass.MATTERS
    known = to.settings.goes_to(to.person, group)
    if known is None:
        raise Untrue("they want no such mail, or have no address")
    address = read_address(known)
    with reading_by_mail():
        drawing = draw(desk, to.notice, now, answers="answers" in errand.details)
    stop = None
    if group in SWITCHED and desk.public_url.startswith("https://"):
        stop = desk.public_url + PATH.format(token=wishes.token_of(desk, to.person.id), group=group)
    with reading_as(to.person.locale):
        said = letter(drawing, writer.brand, stop, writer.chat(to.person, _code(errand)))
    return _composed(
        writer,
        errand,
        now,
        to.notice.kind,
        known if isinstance(address, AddressProblem) else address,
        said,
        name=to.person.name,
        member=to.person,
        references=() if to.first is None else (to.first,),
        unsubscribe=stop,
    )


def _calendar(writer: Writer, errand: Errand, to: Addressee, now: datetime, why: Untrue) -> Composed:
    """A mail for the calendar alone, where there is nothing else to tell; raises `why` where it cannot go."""
    known, code = to.settings.goes_to(to.person, MailClass.MATTERS), _code(errand)
    if to.settings.on:
        known = errand.details.get(mailing.FORMER, known)
    if known is None or not code:
        raise why
    composed = _card(writer, errand, to, now, "calendar", known, lambda: calendar_letter_card(code))
    return replace(composed, member=to.person, unless=why)


def _of_payment(desk: Desk, errand: Errand, to: Addressee) -> Card:
    """The link to pay by, or the receipt; raises refusals."""
    assert errand.session is not None
    if errand.details["what"] == "link":
        return pay_card(desk, paying.paying(desk, to.person, errand.session))
    return receipt_card(receipts.receipt(desk, to.person, errand.session))


def _card(
    writer: Writer,
    errand: Errand,
    to: Addressee,
    now: datetime,
    template: str,
    known: str,
    draw: Callable[[], Card],
) -> Composed:
    """A card to a member by name, for what is no notice; raises Untrue."""
    address = read_address(known)
    with reading_as(to.person.locale), reading_by_mail():
        try:
            card = draw()
        except Refusal as gone:
            raise Untrue("there is nothing to tell any more") from gone
        said = letter_to(to.person, card, writer.brand, writer.chat(to.person, _code(errand)), template)
    return _composed(
        writer,
        errand,
        now,
        template,
        known if isinstance(address, AddressProblem) else address,
        said,
        name=to.person.name,
        references=() if to.first is None else (to.first,),
    )


def _code(errand: Errand) -> str:
    """The short name of what it is about, empty where that is neither a session nor a council."""
    if errand.session is not None:
        return code_of(errand.session)
    return "" if errand.council is None else code_of(errand.council, "C")


def _composed(
    writer: Writer,
    errand: Errand,
    now: datetime,
    template: str,
    address: str,
    said: Letter,
    *,
    name: str,
    member: Person | None = None,
    references: tuple[str, ...] = (),
    unsubscribe: str | None = None,
) -> Composed:
    message_id = f"{template}.{errand.id}@{writer.domain}"
    return Composed(
        Mail(
            address,
            name,
            said.subject,
            said.text,
            said.html,
            message_id,
            tuple(each for each in references if each != message_id),
            unsubscribe,
        ),
        SentMail(
            errand.id, errand.person, address, template, message_id, now, errand.session, errand.council
        ),
        member,
    )
