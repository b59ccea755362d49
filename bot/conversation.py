"""The funnel: a delivery, the person behind it, what they want, the answer. The only error boundary."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from pydantic import TypeAdapter

from bot.answering import PATIENCE, Answers, Handled, patiently
from bot.asked import action_of, draft_of, introduction, proves_reach, repeated, respond
from bot.audience import answer_place, answers_in_direct, asked_place, for_all, is_read_by_all
from bot.evidence import FileKeeper
from bot.faults import fault_card, fault_line, too_much, too_much_card, unknown_button, unshown_card
from bot.form_flow import ClosedForm, FieldProblem
from bot.forms.answers import NotAnAnswer
from bot.forms.cards import not_taken_card
from bot.help.cards import out_of_reach
from bot.inbound import (
    Body,
    ChannelClosed,
    ChannelMoved,
    Command,
    Inbound,
    OpenedHome,
    Origin,
    Profile,
    ProfileChanged,
    Reachable,
    Said,
    Submitted,
    Unsaid,
    WorkspaceClosed,
    WorkspaceOpened,
)
from bot.joined import as_members_are_now
from bot.language import ENGLISH, reading_as
from bot.messenger import Messenger, Platform
from bot.names import Reading, offered, offered_alone, read_as
from bot.naming import named, nameless
from bot.notices.drawing import answered, draw
from bot.refusals import refusal_card
from bot.requests.dispatch import is_greeting
from bot.sentences import lines
from bot.stale_press import moved_on
from bot.tokens import UnknownToken
from bot.turn import Turn, Unacquainted
from bot.ui import (
    Bold,
    Card,
    Home,
    Label,
    Message,
    Outcome,
    Paragraph,
    Part,
    Text,
    words,
)
from core.desk import AlreadyDone, Answer, AskFirst, Desk, OwnNotice, Question
from core.drafts import Draft, Submission
from core.errors.calendars import CalendarUnreadable
from core.errors.common import NotFound, Refusal
from core.errors.members import MemberNotFound, ZoneMissing
from core.evidence import ContentQuestion, FileQuestion
from core.faults import trace_of
from core.inbox import NOTHING, Ending
from core.notices import TOLD, Notice, Receipt
from core.outbox import Again, Outbox, Sent, TryLater, Untrue
from core.people import Address, Person
from core.ports.calendars import CalendarReader
from core.ports.store import Overtaken, Run
from core.usecases import admin_channels, joining, members, notices, workspaces
from core.usecases import forms as drafts
from core.usecases.joining import Met
from core.usecases.reachability import note_reachability

ACKNOWLEDGE_WITHIN = 2.0
_BODY: TypeAdapter[Body] = TypeAdapter(Body)
log = logging.getLogger(__name__)


class Conversation:
    """Answers deliveries on every platform alike."""

    def __init__(
        self,
        desk: Desk,
        messenger: Messenger,
        run: Run,
        calendars: CalendarReader,
        outbox: Outbox,
        files: FileKeeper,
        send_left: Callable[[Notice, str], Awaitable[None]],
    ) -> None:
        """`send_left` sends a notice that was left to the answer to a delivery, and returns once it has left."""
        self._desk = desk
        self._messenger = messenger
        self._run = run
        self._calendars = calendars
        self._outbox = outbox
        self._answers = Answers(desk, run)
        self._files = files
        self._send_left = send_left
        self.faults = 0

    async def handle(
        self, inbound: Inbound, decided: Callable[[Handled], bool], *, again: bool = False
    ) -> Ending:
        """Carry out what was asked, tell `decided`, then answer. Nothing is raised: a fault has a reference.

        Returns what is kept with the end of the delivery. It is done `again` where a process died over it before.
        `decided` is False when nobody waits for the verdict any more: then what is wrong with a form is a message.
        """
        platform = self._messenger.of(inbound.sender)
        if platform is None:
            return NOTHING
        late = asyncio.get_running_loop().call_later(
            ACKNOWLEDGE_WITHIN, self._acknowledge_late, platform, inbound
        )
        try:
            handled = await self._decide(platform, inbound, again=again)
        except Exception as fault:  # noqa: BLE001 (whatever it is, the person gets an answer)
            reference = self._note(inbound, fault)
            with reading_as(_spoken(inbound)):
                answer, errors = _told(inbound, fault_card(reference)), {"": fault_line(reference)}
            handled = Handled(answer, inbound.place, errors)
        finally:
            late.cancel()
        told = await self._conclude(platform, inbound, decided, handled)
        return replace(_ending(platform, handled), told=told)

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
    ) -> Sent | None:
        """Answer; returns the notice that the answer was. Without a lasting message that is sent after all."""
        taken = decided(handled)
        direct = answers_in_direct(platform, handled.place)
        reading = Reading(direct=direct, types=handled.types)
        with reading_as(handled.locale or _spoken(inbound)), read_as(reading):
            if not taken and handled.errors and handled.outcome is None:
                handled = replace(handled, outcome=_not_taken(inbound, handled.errors))
            receipt = await self._answer(platform, inbound, handled)
        if (own := handled.own) is None:
            return None
        if receipt is None:
            await self._run(self._give_back, inbound.key, own.notice)
            return None
        return Sent(own.notice, receipt, own.digest, offered_alone(own.card) or None)

    def _give_back(self, delivery: str, notice: Notice) -> None:
        """Have delivery send a notice that the answer does not tell."""
        again = Again(notice, timedelta(), "the answer does not tell it", counted=False)
        self._outbox.record(delivery, [again])

    async def _decide(self, platform: Platform, inbound: Inbound, *, again: bool) -> Handled:
        """The store is asked first; the network only about somebody nobody knows yet, and what an intention lacks."""
        desk = self._desk.answering(inbound.key, inbound.sender)
        welcome = await self._run(self._left_welcome, inbound) if again else None
        overtaken, asked_about = False, frozenset[Address]()
        while True:
            try:
                handled = await self._run(self._work, desk, inbound, platform, asked_about)
                handled = replace(handled, taken=desk.steps.taken)
            except Unacquainted as someone:
                met = await self._acquaint(platform, inbound, someone)
                if isinstance(met, Handled):
                    return met
                asked_about |= {someone.address}
                if met.welcome is not None:
                    welcome = OwnNotice(met.person.id, inbound.key, met.welcome)
            except Overtaken:
                if overtaken:
                    raise
                overtaken = True
            except AskFirst as ask:
                desk = desk.knowing({**desk.known, ask.question: await self._ask(ask.question)})
            else:
                return handled if welcome is None else await self._welcoming(platform, handled, welcome)

    async def _ask(self, question: Question) -> Answer:
        if isinstance(question, FileQuestion):
            return await self._files.keep(question)
        if isinstance(question, ContentQuestion):
            return await self._files.read(question)
        try:
            return await self._calendars.read(question)
        except CalendarUnreadable as refused:
            return refused

    def _left_welcome(self, inbound: Inbound) -> OwnNotice | None:
        """The welcome that was left to the delivery when somebody died over it."""
        person = members.find(self._desk, inbound.sender)
        if person is None:
            return None
        notice = notices.take_up(self._desk, inbound.key, person, welcome=True)
        return None if notice is None else OwnNotice(person.id, inbound.key, notice)

    async def _welcoming(self, platform: Platform, handled: Handled, welcome: OwnNotice) -> Handled:
        """Where the welcome says it all it is the answer; else it comes above the answer."""
        if handled.welcomes:
            return await self._run(self._telling, handled, welcome)
        assert welcome.notice is not None
        if isinstance(handled.outcome, Message) and answers_in_direct(platform, handled.place):
            sending = asyncio.ensure_future(self._send_left(welcome.notice, welcome.delivery))
            await asyncio.wait((sending,), timeout=PATIENCE)
        else:
            await self._run(self._give_back, welcome.delivery, welcome.notice)
        return handled

    async def _acquaint(self, platform: Platform, inbound: Inbound, someone: Unacquainted) -> Handled | Met:
        """Make somebody a member: the sender, or a person whom an admin mentions; or say why that is not possible."""
        address = someone.address
        own = address == inbound.met_as
        told = inbound.profile if own else Profile()
        if told.name is None or told.zone is None:
            try:
                asked = await patiently(lambda: platform.profile(address))
            except TryLater:
                if someone.known is None:
                    raise
                return Met(someone.known, new=False)
            told = asked.model_copy(update={field: value for field, value in told if value is not None})
        if told.name is None and not own:
            reader = await self._run(members.find, self._desk, inbound.sender)
            assert reader is not None
            with reading_as(reader.locale):
                unknown = Message(refusal_card(MemberNotFound(nameless()), reader))
            return Handled(unknown, inbound.place, locale=reader.locale)
        home = _home(address, told)
        if own and address != inbound.sender:
            # The workspace has to know them as somebody of another company, too: else that is another with their id.
            if home is None and someone.known is not None:
                return Met(someone.known, new=False)
            if home is None:
                address = inbound.sender
            else:
                home = replace(inbound.sender, enterprise=told.enterprise)
        if home is None and address.enterprise is None:
            address = replace(address, enterprise=told.enterprise)
        doors = () if home is None else (home, address)
        body = inbound.body
        greeted = own and isinstance(body, Command) and is_greeting(body.name, body.text)
        return await self._run(
            joining.meet,
            self._desk,
            address,
            introduction(told),
            home=home,
            shut=[door for door in doors if not await platform.reaches(door)],
            greet=not greeted,
            delivery=inbound.key if own and answers_in_direct(platform, inbound.place) else None,
        )

    def _work(
        self, desk: Desk, inbound: Inbound, platform: Platform, asked_about: Collection[Address]
    ) -> Handled:
        """Find the person and carry out the request, in a thread of the store's; raises Unacquainted, AskFirst."""
        with desk.glance() as same:
            if isinstance(inbound.body, ChannelClosed | ChannelMoved):
                _follow_channel(same, inbound, inbound.body)
                return Handled(None, inbound.place)
            if isinstance(inbound.body, WorkspaceClosed | WorkspaceOpened):
                _follow_workspace(same, inbound.sender, inbound.body)
                return Handled(None, inbound.place)
            person = members.find(same, inbound.sender)
            by_itself = isinstance(inbound.body, Reachable | ProfileChanged | Unsaid)
            if person is None and by_itself:
                return Handled(None, inbound.place)
            met_as = inbound.met_as
            is_met = person is not None and (met_as in person.addresses or met_as in asked_about)
            if person is None or not (is_met or by_itself):
                raise Unacquainted(met_as, person)
            inbound = as_members_are_now(same, inbound)
            draft = draft_of(same, person, inbound)
            asked = asked_place(inbound, draft)
            shared = is_read_by_all(same, person, inbound, draft, asked)
            answers = answers_in_direct(platform, asked) and not shared
            own = OwnNotice(person.id, inbound.key) if answers else None
            place = answer_place(same, person, inbound, asked)
            said = place.direct and isinstance(inbound.body, Said)
            turn = Turn(replace(same, own=own), person, place, platform.has_modals and not said)
            if inbound.sender.enterprise is not None and inbound.sender in person.unplaced:
                joining.place(same.unasked(), inbound.sender)
            if proves_reach(person, inbound):
                note_reachability(same.unasked(), met_as, reachable=True)
            with reading_as(person.locale):
                handled = self._respond(turn, inbound, draft, asked)
                handled = replace(handled, locale=person.locale, types=person.types)
                return for_all(handled) if shared else _with_limits(handled, person, inbound)

    def _telling(self, handled: Handled, own: OwnNotice | None) -> Handled:
        """With the notice of what was done as the answer, where one was left to it and is still true."""
        answer = handled.outcome
        if own is None or own.notice is None:
            return handled
        if isinstance(answer, Message) and not answer.live and not answer.goes_on:
            with suppress(Untrue), self._desk.glance() as same:
                if TOLD[own.notice.kind].only_answers:
                    return replace(handled, own=answered(same, own.notice, answer.card))
                drawing = draw(same, own.notice, own.notice.due_at, answers=True, view=answer.view)
                return replace(
                    handled, outcome=replace(answer, card=drawing.card, lasting=True), own=drawing
                )
        self._give_back(own.delivery, own.notice)
        return handled

    def _respond(self, turn: Turn, inbound: Inbound, draft: Draft | None, asked: Origin) -> Handled:
        desk, person = turn.desk, turn.person
        try:
            outcome = respond(turn, inbound, draft)
            is_live = isinstance(outcome, Message) and outcome.live
            is_idle = isinstance(outcome, Message) and outcome.idle
            handled = Handled(
                named(desk, inbound, outcome), asked if is_live else turn.place, welcomes=is_idle
            )
            handled = self._telling(handled, desk.own)
            return handled if person.zone is not None else self._carried_on(turn, inbound, handled)
        except FieldProblem as problem:
            return Handled(None, turn.place, named(desk, inbound, problem.errors))
        except Refusal as refusal:
            asks_zone = isinstance(refusal, ZoneMissing) and not isinstance(inbound.body, Submitted)
            if asks_zone:
                drafts.put_off(desk, person, inbound.body.model_dump_json())
            action = action_of(desk, inbound, draft)
            with desk.unasked().glance() as same:
                now = None if action is None else moved_on(replace(turn, desk=same), action, refusal)
            answer = now or Message(refusal_card(refusal, person, desk.support))
            welcomes = asks_zone or refusal == NotFound("zone")
            return Handled(named(desk, inbound, answer), turn.place, welcomes=welcomes)
        except AlreadyDone:
            if desk.own is not None:
                desk.own.notice = notices.take_up(desk.unasked(), inbound.key, person)
            with desk.unasked().glance() as same:
                handled = Handled(repeated(replace(turn, desk=same), inbound, draft), turn.place)
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
        put_off = inbound.model_copy(update={"body": _BODY.validate_json(request.purpose)})
        asked = as_members_are_now(desk, put_off)
        then = self._respond(Turn(desk, person, turn.place, turn.modals), asked, None, turn.place)
        if not submission.closed:
            drafts.forget(turn.desk, request.id)
        return replace(then, outcome=_both(handled.outcome, then.outcome))

    def _note(self, inbound: Inbound, fault: Exception) -> str:
        """Count and log a fault; the reference by which an admin finds it."""
        self.faults += 1
        reference = self._desk.entropy.hexadecimal(4).upper()
        log.error("fault %s in %s: %s", reference, inbound.body.kind, trace_of(fault))
        return reference

    async def _answer(self, platform: Platform, inbound: Inbound, handled: Handled) -> Receipt | None:
        """Take the answer to its place; where it cannot be drawn or sent for a fault of ours, say that instead.

        Returns where it is, None where it leaves no receipt or has not left.
        """
        try:
            return await self._answers.deliver(platform, inbound, handled)
        except Exception as fault:  # noqa: BLE001 (whatever it is, the person gets an answer)
            card = unshown_card(self._note(inbound, fault))
            place = handled.place.model_copy(update={"message": None})
            try:
                await self._answers.deliver(platform, inbound, Handled(_told(inbound, card), place))
            except Exception as further:  # noqa: BLE001 (there is no other way to say it)
                log.error("nor could that be said: %s", type(further).__name__)
        return None

    def _acknowledge_late(self, platform: Platform, inbound: Inbound) -> None:
        task = asyncio.ensure_future(platform.acknowledge(inbound))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())


def _with_limits(handled: Handled, person: Person, inbound: Inbound) -> Handled:
    """The answer, with what does not reach somebody of another company whom no chat of ours reaches."""
    answer = handled.outcome
    if person.reachable or inbound.met_as == inbound.sender or not isinstance(answer, Message):
        return handled
    card = replace(answer.card, parts=(*answer.card.parts, out_of_reach()))
    return replace(handled, outcome=replace(answer, card=card))


def _ending(platform: Platform, handled: Handled) -> Ending:
    """What is kept of an answer: in the direct chat also what the names mean in it."""
    if isinstance(handled.outcome, Message) and answers_in_direct(platform, handled.place):
        return Ending(handled.taken, offered(handled.outcome.card))
    return Ending(handled.taken)


def _follow_channel(desk: Desk, inbound: Inbound, change: ChannelClosed | ChannelMoved) -> None:
    platform, chat = inbound.sender.platform, inbound.place.channel
    if not admin_channels.is_known(desk, platform, chat):
        return
    match change:
        case ChannelClosed():
            admin_channels.close(desk, platform, chat)
        case ChannelMoved(to=to):
            admin_channels.follow(desk, platform, chat, to)


def _follow_workspace(desk: Desk, who: Address, change: WorkspaceClosed | WorkspaceOpened) -> None:
    match change:
        case WorkspaceClosed(teams=()):
            workspaces.close(desk, who.platform, who.workspace, who.enterprise)
        case WorkspaceClosed(teams=teams):
            workspaces.withdraw(desk, who.platform, teams)
        case WorkspaceOpened(teams=teams):
            workspaces.admit(desk, who.platform, teams)


def _both(first: Outcome, then: Outcome) -> Outcome:
    """What was done first, above what came of it."""
    if not isinstance(first, Message) or not isinstance(then, Message):
        return then or first
    lead = Paragraph(lines(words(Bold(first.card.title)), *_texts(first.card.parts[:1])))
    return replace(then, card=replace(then.card, parts=(lead, *then.card.parts)))


def _texts(parts: tuple[Part, ...]) -> list[Text]:
    return [part.text for part in parts if isinstance(part, Paragraph)]


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
