"""How an answer leaves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.calendars.secrets import without_secret
from bot.forms.cards import late_form_card
from bot.inbound import Inbound, Origin
from bot.messenger import Platform
from bot.notices.drawing import Drawing
from bot.ui import Card, Form, Home, Label, Message, Outcome, Toast
from core.booking_steps import StepTaken
from core.desk import Desk
from core.notices import Receipt
from core.outbox import TryLater, Unreachable, Unsure
from core.ports.store import Run
from core.usecases import forms as drafts
from core.usecases import notices

PATIENCE = 3.0
Told = TypeVar("Told")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of a delivery. `errors` keeps a form open; `place` is where the answer goes, in `locale` if known.

    `own` is the notice to whoever acted that the outcome shows: nothing else tells it. `welcomes`: to somebody new, the
    welcome is the whole answer: nothing was asked for, or the time zone, which it asks for, has to be known first. The
    asker `types`: they read what to type in place of pressing.
    """

    outcome: Outcome
    place: Origin
    errors: dict[str, Label] | None = None
    locale: str | None = None
    own: Drawing | None = None
    welcomes: bool = False
    taken: StepTaken | None = None
    types: bool = False


class Answers:
    """Takes answers to their places."""

    def __init__(self, desk: Desk, run: Run) -> None:
        self._desk = desk
        self._run = run

    async def deliver(self, platform: Platform, inbound: Inbound, handled: Handled) -> Receipt | None:
        """Deliver, patiently; what stays undelivered is logged: notices carry what must last."""
        try:
            return await patiently(lambda: self._deliver(platform, inbound, handled))
        except (TryLater, Unreachable, Unsure) as problem:
            log.warning("answer not delivered: %s", problem)
            return None

    async def _deliver(self, platform: Platform, inbound: Inbound, handled: Handled) -> Receipt | None:
        match handled.outcome:
            case Message() as message:
                message = await without_secret(platform, inbound, message)
                if message.live and handled.place.message:
                    await self._run(notices.redraw, self._desk, pressed(inbound, handled.place))
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


async def patiently(call: Callable[[], Awaitable[Told]]) -> Told:
    """Call, once more after a short wait where the service asks for no longer one; raises what the call raises."""
    try:
        return await call()
    except TryLater as later:
        wait = later.after.total_seconds() if later.after else 1.0
        if wait > PATIENCE:
            raise
    await asyncio.sleep(wait)
    return await call()


async def _settle(platform: Platform, earlier: Receipt, becomes: Card) -> None:
    """Edit an earlier message; the answer has left already, and is not sent again for this."""
    try:
        await platform.edit(earlier, becomes)
    except (TryLater, Unreachable, Unsure) as problem:
        log.warning("an earlier message stays as it was: %s", problem)


def pressed(inbound: Inbound, place: Origin) -> Receipt:
    """The message that the answer belongs to."""
    who = place.met_as(inbound.sender)
    return Receipt(who.platform, who.workspace, place.channel, place.message or "")
