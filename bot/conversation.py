"""The funnel: a delivery, the person behind it, what they want, the answer. The only error boundary."""

import asyncio
import logging
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from pydantic import TypeAdapter

from bot.actions import Action
from bot.actions.sessions import ShowSessions
from bot.actions.spec import ADMINS
from bot.calendars.secrets import without_secret
from bot.commands import BY_NAME
from bot.dispatch import perform
from bot.faults import fault_card, fault_line, too_much, too_much_card, unknown_button, unshown_card
from bot.form_flow import ClosedForm, FieldProblem, purpose_of, said, submit
from bot.forms.cards import late_form_card, not_taken_card
from bot.forms.questions import NotAnAnswer
from bot.help.cards import help_card, welcome_card
from bot.home.cards import home_card
from bot.inbound import (
    Body,
    ChannelClosed,
    ChannelMoved,
    Command,
    Inbound,
    OpenedHome,
    Origin,
    Press,
    Profile,
    ProfileChanged,
    Reachable,
    Said,
    Shortcut,
    Submitted,
)
from bot.language import ENGLISH, reading_as
from bot.messenger import Messenger, Platform
from bot.naming import named, nameless
from bot.notices.drawing import Drawing, draw
from bot.refusals import refusal_card
from bot.requests.dispatch import answer_command, set_zone
from bot.sentences import lines
from bot.stale_press import done_before, moved_on
from bot.tokens import UnknownToken, from_token
from bot.turn import Turn, Unacquainted
from bot.typed.mentions import MENTION
from bot.ui import (
    Bold,
    Card,
    Form,
    Home,
    Label,
    Message,
    Outcome,
    Paragraph,
    Part,
    Text,
    Toast,
    words,
)
from core.booking_steps import StepTaken
from core.calendars import CalendarQuestion, Reading
from core.desk import AlreadyDone, AskFirst, Desk, OwnNotice
from core.drafts import Draft, Submission
from core.errors.calendars import CalendarUnreadable
from core.errors.common import Refusal
from core.errors.members import MemberNotFound, ZoneMissing
from core.faults import trace_of
from core.notices import Notice, Receipt
from core.outbox import Again, Outbox, Sent, TryLater, Unreachable, Unsure, Untrue
from core.people import Address, Person
from core.ports.calendars import CalendarReader
from core.ports.store import Run
from core.usecases import admin_channels, members, notices
from core.usecases import forms as drafts
from core.usecases.members import Introduction, Met
from core.usecases.reachability import note_reachability

ACKNOWLEDGE_WITHIN = 2.0
PATIENCE = 3.0
CODE = re.compile(r"[sc]-[0-9a-z]{4}\b", re.IGNORECASE)
"""The short name of a session or council, with which a command about it begins."""
_BODY: TypeAdapter[Body] = TypeAdapter(Body)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of a delivery. `errors` keeps a form open; `place` is where the answer goes, in `locale` if known.

    `own` is the notice to whoever acted that the outcome shows: nothing else tells it. `asks_zone`: nothing has been
    done, for the time zone has to be known first.
    """

    outcome: Outcome
    place: Origin
    errors: dict[str, Label] | None = None
    locale: str | None = None
    own: Drawing | None = None
    asks_zone: bool = False
    taken: StepTaken | None = None


class Conversation:
    """Answers deliveries on every platform alike."""

    def __init__(
        self, desk: Desk, messenger: Messenger, run: Run, calendars: CalendarReader, outbox: Outbox
    ) -> None:
        self._desk = desk
        self._messenger = messenger
        self._run = run
        self._calendars = calendars
        self._outbox = outbox
        self.faults = 0

    async def handle(self, inbound: Inbound, decided: Callable[[Handled], bool]) -> StepTaken | None:
        """Carry out what was asked, tell `decided`, then answer. Nothing is raised: a fault has a reference.

        Returns the step on the way to a booking that was taken, if any.
        `decided` is False when nobody waits for the verdict any more: then what is wrong with a form is a message.
        """
        platform = self._messenger.of(inbound.sender)
        if platform is None:
            return None
        late = asyncio.get_running_loop().call_later(
            ACKNOWLEDGE_WITHIN, self._acknowledge_late, platform, inbound
        )
        try:
            handled = await self._decide(platform, inbound)
        except Exception as fault:  # noqa: BLE001 (whatever it is, the person gets an answer)
            reference = self._note(inbound, fault)
            with reading_as(_spoken(inbound)):
                answer, errors = _told(inbound, fault_card(reference)), {"": fault_line(reference)}
            handled = Handled(answer, inbound.place, errors)
        finally:
            late.cancel()
        await self._conclude(platform, inbound, decided, handled)
        return handled.taken

    async def turn_away(
        self, inbound: Inbound, decided: Callable[[Handled], bool], most: int, *, told: bool
    ) -> None:
        """Carry nothing out, for the person has sent more than `most` in a minute; say so where they are to be `told`.

        A form is answered in any case: it waits, and what was typed stays in it.
        """
        platform = self._messenger.of(inbound.sender)
        if platform is None:
            return
        handled = Handled(None, inbound.place)
        with reading_as(_spoken(inbound)):
            if isinstance(inbound.body, Submitted):
                handled = replace(handled, errors={"": too_much(most)})
            elif told:
                handled = replace(handled, outcome=Message(too_much_card(most), fresh=True))
        await self._conclude(platform, inbound, decided, handled)

    async def _conclude(
        self, platform: Platform, inbound: Inbound, decided: Callable[[Handled], bool], handled: Handled
    ) -> None:
        taken = decided(handled)
        with reading_as(handled.locale or _spoken(inbound)):
            if not taken and handled.errors and handled.outcome is None:
                handled = replace(handled, outcome=_not_taken(inbound, handled.errors))
            receipt = await self._answer(platform, inbound, handled)
        if handled.own is not None:
            await self._run(self._note_told, inbound.key, handled.own, receipt)

    def _note_told(self, delivery: str, own: Drawing, receipt: Receipt | None) -> None:
        """The answer was the notice; without a lasting message it is sent after all."""
        if receipt is None:
            self._give_back(delivery, own.notice)
        else:
            self._outbox.record(delivery, [Sent(own.notice, receipt, own.digest)])

    def _give_back(self, delivery: str, notice: Notice) -> None:
        """Have delivery send a notice that the answer does not tell."""
        again = Again(notice, timedelta(), "the answer does not tell it", counted=False)
        self._outbox.record(delivery, [again])
        self._desk.wake()

    async def _decide(self, platform: Platform, inbound: Inbound) -> Handled:
        """The store is asked first; the network only about somebody nobody knows yet, and what an intention lacks."""
        desk = self._desk.answering(inbound.key, inbound.sender)
        welcome = None
        while True:
            try:
                handled = await self._run(self._work, desk, inbound, platform)
                handled = replace(handled, taken=desk.steps.taken)
            except Unacquainted as someone:
                met = await self._acquaint(platform, inbound, someone.address)
                if isinstance(met, Handled):
                    return met
                welcome = welcome or met.welcome
            except AskFirst as ask:
                desk = desk.knowing({**desk.known, ask.question: await self._ask(ask.question)})
            else:
                if welcome is None:
                    return handled
                own = OwnNotice(welcome.person, inbound.key, welcome)
                return await self._run(self._welcoming, handled, own)

    async def _ask(self, question: CalendarQuestion) -> Reading | CalendarUnreadable:
        try:
            return await self._calendars.read(question)
        except CalendarUnreadable as refused:
            return refused

    def _welcoming(self, handled: Handled, welcome: OwnNotice) -> Handled:
        """Where somebody new is asked for their time zone, the welcome asks it; else that comes besides."""
        if handled.asks_zone:
            return self._telling(handled, welcome)
        if welcome.notice is not None:
            self._give_back(welcome.delivery, welcome.notice)
        return handled

    async def _acquaint(self, platform: Platform, inbound: Inbound, address: Address) -> Handled | Met:
        """Make somebody a member: the sender, or a person whom an admin mentions; or say why that is not possible."""
        own = address == inbound.sender
        told = inbound.profile if own else Profile()
        if told.name is None or told.zone is None:
            asked = await platform.profile(address)
            told = asked.model_copy(update={field: value for field, value in told if value is not None})
        if told.name is None and not own:
            reader = await self._run(members.find, self._desk, inbound.sender)
            assert reader is not None
            with reading_as(reader.locale):
                unknown = Message(refusal_card(MemberNotFound(nameless()), reader))
            return Handled(unknown, inbound.place, locale=reader.locale)
        home = _home(address, told)
        if home is not None or address.enterprise is None:
            address = replace(address, enterprise=told.enterprise)
        body = inbound.body
        greeted = own and isinstance(body, Command) and body.name in {"start", "help", "parley"}
        said_hello = own and isinstance(body, Said)
        met = await self._run(
            members.meet,
            self._desk,
            address,
            _introduction(told),
            home=home,
            greet=not (greeted or said_hello),
            delivery=inbound.key if own and _answers_in_direct(platform, inbound.place) else None,
        )
        if not (said_hello and met.new):
            return met
        with reading_as(met.person.locale):
            welcome = Message(welcome_card(met.person), fresh=True)
        return Handled(welcome, inbound.place, locale=met.person.locale)

    def _work(self, desk: Desk, inbound: Inbound, platform: Platform) -> Handled:
        """Find the person and carry out the request, in a thread of the store's; raises Unacquainted, AskFirst."""
        with desk.glance() as same:
            if isinstance(inbound.body, ChannelClosed | ChannelMoved):
                _follow_channel(same, inbound, inbound.body)
                return Handled(None, inbound.place)
            person = members.find(same, inbound.sender)
            if person is None:
                if isinstance(inbound.body, Reachable | ProfileChanged):
                    return Handled(None, inbound.place)
                raise Unacquainted(inbound.sender)
            draft = _draft(same, person, inbound)
            asked = _asked_place(inbound, draft)
            for_all = _is_read_by_all(same, person, inbound, draft, asked)
            answers = _answers_in_direct(platform, asked) and not for_all
            own = OwnNotice(person.id, inbound.key) if answers else None
            place = _answer_place(same, inbound, asked)
            turn = Turn(replace(same, own=own), person, place, platform.has_modals)
            if inbound.sender.enterprise is not None and inbound.sender in person.unplaced:
                members.place(same.unasked(), inbound.sender)
            if _proves_reach(person, inbound):
                note_reachability(same.unasked(), inbound.sender, reachable=True)
            with reading_as(person.locale):
                handled = replace(self._respond(turn, inbound, draft, asked), locale=person.locale)
                return _for_all(handled) if for_all else handled

    def _telling(self, handled: Handled, own: OwnNotice | None) -> Handled:
        """With the notice of what was done as the answer, where one was left to it and is still true."""
        answer = handled.outcome
        if own is None or own.notice is None:
            return handled
        if isinstance(answer, Message) and not answer.live and not answer.goes_on:
            with suppress(Untrue), self._desk.glance() as same:
                drawing = draw(same, own.notice, own.notice.due_at, answers=True)
                return replace(handled, outcome=replace(answer, card=drawing.card), own=drawing)
        self._give_back(own.delivery, own.notice)
        return handled

    def _respond(self, turn: Turn, inbound: Inbound, draft: Draft | None, asked: Origin) -> Handled:
        desk, person = turn.desk, turn.person
        try:
            outcome = _respond(turn, inbound, draft)
            is_live = isinstance(outcome, Message) and outcome.live
            handled = Handled(named(desk, inbound, outcome), asked if is_live else turn.place)
            handled = self._telling(handled, desk.own)
            return handled if person.zone is not None else self._carried_on(turn, inbound, handled)
        except FieldProblem as problem:
            return Handled(None, turn.place, named(desk, inbound, problem.errors))
        except Refusal as refusal:
            asks_zone = isinstance(refusal, ZoneMissing) and not isinstance(inbound.body, Submitted)
            if asks_zone:
                drafts.put_off(desk, person, inbound.body.model_dump_json())
            action = _action(inbound, draft)
            with desk.unasked().glance() as same:
                now = None if action is None else moved_on(replace(turn, desk=same), action, refusal)
            answer = now or Message(refusal_card(refusal, person, desk.support))
            return Handled(named(desk, inbound, answer), turn.place, asks_zone=asks_zone)
        except AlreadyDone:
            if desk.own is not None:
                desk.own.notice = notices.take_up(desk.unasked(), inbound.key, person)
            with desk.unasked().glance() as same:
                handled = Handled(_repeated(replace(turn, desk=same), inbound, draft), turn.place)
            return self._carried_on(turn, inbound, self._telling(handled, desk.own))
        except (UnknownToken, ClosedForm, NotAnAnswer):
            return Handled(Message(unknown_button(), fresh=True), turn.place)

    def _carried_on(self, turn: Turn, inbound: Inbound, handled: Handled) -> Handled:
        """Once the time zone is known, what was asked for before it was is carried out as well.

        The delivery was stamped when the zone was set: what is carried on takes effect once by being closed with that.
        """
        person = members.find(turn.desk, inbound.sender)
        if person is None or person.zone is None:
            return handled
        request = drafts.put_off_lately(turn.desk, person)
        if request is None:
            return handled
        submission = Submission(request)
        desk = replace(turn.desk, delivery=None, submission=submission)
        asked = inbound.model_copy(update={"body": _BODY.validate_json(request.purpose)})
        then = self._respond(Turn(desk, person, turn.place, turn.modals), asked, None, turn.place)
        if not submission.closed:
            drafts.forget(turn.desk, request.id)
        return replace(then, outcome=_both(handled.outcome, then.outcome))

    def _note(self, inbound: Inbound, fault: Exception) -> str:
        """Count and log a fault; the reference by which an admin finds it."""
        self.faults += 1
        reference = secrets.token_hex(4).upper()
        log.error("fault %s in %s: %s", reference, inbound.body.kind, trace_of(fault))
        return reference

    async def _answer(self, platform: Platform, inbound: Inbound, handled: Handled) -> Receipt | None:
        """Take the answer to its place; where it cannot be drawn or sent for a fault of ours, say that instead.

        Returns where it is, None where it leaves no receipt or has not left.
        """
        try:
            return await self._patiently(platform, inbound, handled)
        except Exception as fault:  # noqa: BLE001 (whatever it is, the person gets an answer)
            card = unshown_card(self._note(inbound, fault))
            place = handled.place.model_copy(update={"message": None})
            try:
                await self._patiently(platform, inbound, Handled(_told(inbound, card), place))
            except Exception as further:  # noqa: BLE001 (there is no other way to say it)
                log.error("nor could that be said: %s", type(further).__name__)
        return None

    async def _patiently(self, platform: Platform, inbound: Inbound, handled: Handled) -> Receipt | None:
        """Deliver, once more after a short wait; what stays undelivered is logged: notices carry what must last."""
        try:
            return await self._deliver(platform, inbound, handled)
        except TryLater as later:
            wait = later.after.total_seconds() if later.after else 1.0
            if wait > PATIENCE:
                log.warning("answer not delivered: %s", later)
                return None
            await asyncio.sleep(wait)
            try:
                return await self._deliver(platform, inbound, handled)
            except (TryLater, Unreachable, Unsure) as problem:
                log.warning("answer not delivered: %s", problem)
        except (Unreachable, Unsure) as problem:
            log.warning("answer not delivered: %s", problem)
        return None

    async def _deliver(self, platform: Platform, inbound: Inbound, handled: Handled) -> Receipt | None:
        match handled.outcome:
            case Message() as message:
                message = await without_secret(platform, inbound, message)
                if message.live and handled.place.message:
                    await self._run(notices.redraw, self._desk, _pressed(inbound, handled.place))
                receipt = await platform.answer(inbound, handled.place, message)
                await platform.acknowledge(inbound)
                if message.asks is not None and receipt is not None:
                    place = handled.place.model_copy(
                        update={"channel": receipt.channel, "message": receipt.message}
                    )
                    await self._run(drafts.asked_at, self._desk, message.asks, place.model_dump_json())
                if message.settles is not None:
                    await _settle(platform, *message.settles)
                return receipt
            case Form() as form:
                if not await platform.open_form(inbound, form):
                    await platform.answer(inbound, handled.place, Message(late_form_card(form), fresh=True))
            case Toast() as toast:
                await platform.toast(inbound, toast)
            case Home(card=card):
                await platform.publish_home(inbound.sender, card)
            case None:
                await platform.acknowledge(inbound)
        return None

    def _acknowledge_late(self, platform: Platform, inbound: Inbound) -> None:
        task = asyncio.ensure_future(platform.acknowledge(inbound))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())


def _answers_in_direct(platform: Platform, place: Origin) -> bool:
    """Whether the answer is a message in the person's own chat, which lasts."""
    return not place.ephemeral and (place.direct or not platform.whispers)


def _follow_channel(desk: Desk, inbound: Inbound, change: ChannelClosed | ChannelMoved) -> None:
    platform, chat = inbound.sender.platform, inbound.place.channel
    if not admin_channels.is_known(desk, platform, chat):
        return
    match change:
        case ChannelClosed():
            admin_channels.close(desk, platform, chat)
        case ChannelMoved(to=to):
            admin_channels.follow(desk, platform, chat, to)


def _is_read_by_all(
    desk: Desk, person: Person, inbound: Inbound, draft: Draft | None, asked: Origin
) -> bool:
    """Whether an admin asks for something of admins' in an admin channel: then all there see the answer."""
    if asked.direct or not person.is_admin or not _concerns_admins(inbound, draft):
        return False
    return admin_channels.at(desk, inbound.sender.platform, asked.channel, asked.thread) is not None


def _concerns_admins(inbound: Inbound, draft: Draft | None) -> bool:
    match inbound.body:
        case Command(name=name):
            return name == "admin"
        case Said(text=text):
            return _bare(text).partition(" ")[0].lower().removeprefix("/") == "admin"
    try:
        action = _action(inbound, draft)
    except UnknownToken:
        return False
    return action is not None and action.spec.roles == ADMINS


def _for_all(handled: Handled) -> Handled:
    """The answer for all who read there; a question of a form stays its asker's."""
    answer = handled.outcome
    if not isinstance(answer, Message) or answer.asks is not None or answer.secret:
        return handled
    return replace(handled, outcome=replace(answer, private=False))


async def _settle(platform: Platform, earlier: Receipt, becomes: Card) -> None:
    """Edit an earlier message; the answer has left already, and is not sent again for this."""
    try:
        await platform.edit(earlier, becomes)
    except (TryLater, Unreachable, Unsure) as problem:
        log.warning("an earlier message stays as it was: %s", problem)


def _draft(desk: Desk, person: Person, inbound: Inbound) -> Draft | None:
    """The form that is being sent in."""
    if isinstance(inbound.body, Submitted):
        return drafts.open_draft(desk, person, inbound.body.draft)
    return None


def _pressed(inbound: Inbound, place: Origin) -> Receipt:
    """The message that the answer belongs to."""
    who = inbound.sender
    return Receipt(who.platform, who.workspace, place.channel, place.message or "")


def _answer_place(desk: Desk, inbound: Inbound, place: Origin) -> Origin:
    """Where the answer goes: never onto a notice, for notices last."""
    pressed_on = isinstance(inbound.body, Press | Submitted)
    if not pressed_on or not place.message or place.ephemeral:
        return place
    if notices.must_last(desk, _pressed(inbound, place), place.sent_at):
        return place.model_copy(update={"message": None})
    return place


def _respond(turn: Turn, inbound: Inbound, draft: Draft | None) -> Outcome:
    match inbound.body:
        case Press(token=token):
            return perform(turn, from_token(token))
        case Command(name=name, text=text):
            return answer_command(turn, name, text)
        case Submitted(values=values):
            return submit(turn, draft, values)
        case Said(text=text):
            return _answer_said(turn, text)
        case Shortcut(name=name):
            return answer_command(turn, "book" if name.startswith("book") else "help", "")
        case OpenedHome():
            return Home(home_card(turn.desk, turn.person))
        case Reachable(yes=yes):
            note_reachability(turn.desk, inbound.sender, reachable=yes)
            return None
        case ProfileChanged():
            members.take_profile(turn.desk, inbound.sender, _introduction(inbound.profile))
            return None
        case ChannelClosed() | ChannelMoved():
            return None


def _answer_said(turn: Turn, text: str) -> Outcome:
    """An answer to an open question, a zone that was asked for, a command without its slash, or a helping word."""
    if not turn.modals and (draft := drafts.current_draft(turn.desk, turn.person)):
        return said(turn, draft, text)
    bare = _bare(text)
    name, _, rest = bare.partition(" ")
    if name.lower().removeprefix("/") in BY_NAME:
        return answer_command(turn, name.lower().removeprefix("/"), rest)
    if turn.person.zone is None and bare:
        return set_zone(turn, bare)
    return Message(help_card(turn.person), fresh=True)


def _bare(text: str) -> str:
    """What was said, without the mention of us that it begins with."""
    return MENTION.sub("", text, count=1).strip() if text.lstrip().startswith("<@") else text.strip()


def _asked_place(inbound: Inbound, draft: Draft | None) -> Origin:
    """Where it was asked; a form where it was opened."""
    return inbound.place if draft is None else Origin.model_validate_json(draft.place)


def _action(inbound: Inbound, draft: Draft | None) -> Action | None:
    """What was pressed, or what the form is for; None for what was typed."""
    if isinstance(inbound.body, Press):
        return from_token(inbound.body.token)
    return None if draft is None else purpose_of(draft)


def _repeated(turn: Turn, inbound: Inbound, draft: Draft | None) -> Outcome:
    """What a repeated delivery sees: things as they are now; what was typed, what the command shows by itself."""
    with suppress(Refusal):
        if isinstance(inbound.body, Command):
            about = CODE.match(inbound.body.text)
            return answer_command(turn, inbound.body.name, about[0] if about else "")
        action = _action(inbound, draft)
        if action is not None and (now := done_before(turn, action)):
            return now
    return perform(turn, ShowSessions())


def _both(first: Outcome, then: Outcome) -> Outcome:
    """What was done first, above what came of it."""
    if not isinstance(first, Message) or not isinstance(then, Message):
        return then or first
    lead = Paragraph(lines(words(Bold(first.card.title)), *_texts(first.card.parts[:1])))
    return replace(then, card=replace(then.card, parts=(lead, *then.card.parts)))


def _texts(parts: tuple[Part, ...]) -> list[Text]:
    return [part.text for part in parts if isinstance(part, Paragraph)]


def _proves_reach(person: Person, inbound: Inbound) -> bool:
    """Whether somebody who could not be written to has written to us where only the two of us are."""
    said = not isinstance(inbound.body, Reachable | ProfileChanged) and inbound.place.direct
    return said and inbound.sender in person.shut


def _spoken(inbound: Inbound) -> str:
    """The sender's language as far as the platform says it with the delivery."""
    return inbound.profile.locale or ENGLISH


def _told(inbound: Inbound, card: Card) -> Outcome:
    """A card where the person looks: on their home where they have just opened that, else as a message."""
    return Home(card) if isinstance(inbound.body, OpenedHome) else Message(card, fresh=True)


def _not_taken(inbound: Inbound, errors: dict[str, Label]) -> Message:
    """What is wrong with a form, when the form no longer waits to be told."""
    draft = inbound.body.draft if isinstance(inbound.body, Submitted) else None
    return Message(not_taken_card(errors, draft), fresh=True)


def _home(met_as: Address, told: Profile) -> Address | None:
    """The person's identity in their own workspace, where the delivery took them for one of another company."""
    if told.workspace is None or (met_as.enterprise is not None and met_as.enterprise == told.enterprise):
        return None
    return replace(met_as, workspace=told.workspace, enterprise=told.enterprise)


def _introduction(profile: Profile) -> Introduction:
    return Introduction(profile.name, profile.handle, profile.email, profile.zone, profile.locale)
