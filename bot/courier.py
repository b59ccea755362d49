"""Notices to messages: drawn as they read now, and sent through the right door."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from bot.commands import menu
from bot.language import reading_as
from bot.messenger import Messenger, Platform
from bot.names import Reading, offered_alone, read_as
from bot.notices.drawing import Drawing, draw
from bot.ui import Card
from core.admin_channels import AdminChannel
from core.batching import Batcher
from core.desk import Desk
from core.notices import TOLD, Kind, Notice, Receipt
from core.outbox import ChatsClosed, Delivered, Scope, TryLater, Unknowable, Unreachable, Untrue
from core.payloads import Editing
from core.people import Address, Person
from core.ports.store import Run
from core.usecases import admin_channels, members, notices
from core.usecases.reachability import note_reachability

DRAWN_AT_ONCE, HOMES_AT_ONCE = 25, 2
"""Homes are long work, and on SQLite what is drawn waits for what is being drawn."""


Drawn = Drawing | Exception


class MessengerCourier:
    """Delivers notices by chat (core.outbox.Courier)."""

    def __init__(self, desk: Desk, messenger: Messenger, run: Run) -> None:
        self._desk = desk
        self._messenger = messenger
        self._run = run
        self._draw, self._draw_home = (
            Batcher[tuple[Notice, datetime], Drawn](lambda asked: run(_draw_each, desk, asked), most)
            for most in (DRAWN_AT_ONCE, HOMES_AT_ONCE)
        )

    async def deliver(self, notice: Notice, now: datetime) -> Delivered:
        """Send it to the person's first door that opens; raises what core.outbox says.

        What may have left before is looked for where a platform can tell.
        """
        drawn = await (self._draw_home if notice.kind is Kind.HOME else self._draw)((notice, now))
        if isinstance(drawn, Exception):
            raise drawn
        direct = drawn.notice.admin_channel is None
        reading = Reading(direct=direct, types=direct and drawn.person.types)
        with reading_as(drawn.person.locale), read_as(reading):
            return await self._leave(drawn)

    async def _leave(self, drawn: Drawing) -> Delivered:
        notice, person, card = drawn.notice, drawn.person, drawn.card
        if TOLD[notice.kind].edits:
            pressed = notice.of(Editing).receipt
            platform = self._messenger.platforms.get(pressed.platform)
            if platform is None:
                return Delivered()
            if notice.admin_channel is None and not any(
                _may_hold(each, pressed) for each in person.addresses
            ):
                raise Untrue("that chat is another member's now")
            await platform.edit(pressed, card)
            return Delivered(shown=drawn.digest)
        if notice.kind is Kind.HOME:
            await self._refresh(person, card)
            return Delivered()
        if notice.admin_channel is not None:
            return Delivered(await self._post(notice, notice.admin_channel, card), drawn.digest)
        if notice.ambiguous and (receipt := await self._find(person, notice)):
            return Delivered(receipt)
        # Not even a digest is kept of what people write to each other.
        shown = None if notice.kind is Kind.CHAT_TEXT else drawn.digest
        receipt = await self._send(person, card, notice)
        return Delivered(receipt, shown, offered_alone(card) or None)

    async def _post(self, notice: Notice, place: int, card: Card) -> Receipt:
        """Write to an admin channel; one that cannot be written to is closed, and what waits for it told elsewhere."""
        channel = await self._run(admin_channels.by_id, self._desk, place)
        if channel is None:
            await self._run(admin_channels.leave, self._desk, place)
            raise Untrue("it is no admin channel any more")
        if notice.ambiguous and not TOLD[notice.kind].repeatable:
            raise Unknowable("nobody can look whether it was sent to the channel")
        platform = self._messenger.platforms.get(channel.platform)
        try:
            receipt = await _posted(platform, channel, card)
        except Unreachable as closed:
            await self._run(admin_channels.close, self._desk, channel.platform, channel.chat)
            raise Untrue(f"the admin channel is closed: {closed}") from closed
        if receipt.channel != channel.chat:
            await self._run(
                admin_channels.follow, self._desk, channel.platform, channel.chat, receipt.channel
            )
        return receipt

    async def _refresh(self, person: Person, card: Card) -> None:
        known = await self._run(members.menus, self._desk, person)
        closed: list[Unreachable] = []
        for address in person.addresses:
            if platform := self._messenger.of(address):
                try:
                    await platform.publish_home(address, card)
                    await self._show_menu(platform, address, person, known.get(address))
                except Unreachable as nowhere:
                    closed.append(nowhere)
                except TryLater as later:
                    raise TryLater(str(later), later.after, Scope.NOTICE) from later
        if closed and len(closed) == len(person.addresses):
            raise closed[0]

    async def _show_menu(
        self, platform: Platform, address: Address, person: Person, shown: str | None
    ) -> None:
        """Offer the commands of their roles unless the chat shows them; what it shows is not known meanwhile."""
        offered = menu(person.roles)
        digest = platform.menu_digest(offered)
        if digest is None or digest == shown:
            return
        await self._run(members.keep_menu, self._desk, address, None)
        await platform.show_menu(address, offered)
        await self._run(members.keep_menu, self._desk, address, digest)

    async def _find(self, person: Person, notice: Notice) -> Receipt | None:
        """The message of an earlier attempt; raises Unknowable where only a second one could tell."""
        doors = [(address, self._messenger.of(address)) for address in person.addresses]
        known = [(address, platform) for address, platform in doors if platform is not None]
        for address, platform in known:
            if platform.finds:
                with suppress(Unreachable):
                    if receipt := await platform.find(address, notice.dedupe):
                        return receipt
        if known and not known[0][1].finds and not TOLD[notice.kind].repeatable:
            raise Unknowable(f"{known[0][0].platform} does not tell whether it was sent")
        return None

    async def _send(self, person: Person, card: Card, notice: Notice) -> Receipt:
        reasons: list[str] = []
        shut: list[Address] = []
        for address in person.addresses:
            platform = self._messenger.of(address)
            if platform is None:
                reasons.append(f"{address.platform} is not switched on")
                continue
            if TOLD[notice.kind].pays and address.platform in self._desk.pays_elsewhere:
                reasons.append(f"nobody pays on {address.platform}")
                continue
            try:
                return await platform.send(address, card, key=notice.dedupe)
            except Unreachable as closed:
                reasons.append(str(closed))
                shut.append(address)
                await self._run(_shut, self._desk, address)
        raise ChatsClosed("; ".join(reasons) or "no chat is known", shut)


def _may_hold(address: Address, receipt: Receipt) -> bool:
    """Whether the message may be in this account's chat; in an organisation people write from several workspaces."""
    is_there = address.workspace == receipt.workspace or address.enterprise is not None
    return address.platform == receipt.platform and is_there


async def _posted(platform: Platform | None, channel: AdminChannel, card: Card) -> Receipt:
    if platform is None:
        raise Unreachable(f"{channel.platform} is not switched on")
    return await platform.post(channel, card)


def _draw_each(desk: Desk, asked: Sequence[tuple[Notice, datetime]]) -> list[Drawn]:
    drawn: list[Drawn] = []
    with desk.glance() as same:
        with suppress(ValueError):  # what cannot be read is met again below, by its own notice
            notices.foresee(same, [notice for notice, _ in asked])
        for notice, now in asked:
            try:
                drawn.append(_draw(same, notice, now))
            except Exception as problem:  # noqa: BLE001 (each is for its own notice)
                drawn.append(problem)
    return drawn


def _draw(desk: Desk, notice: Notice, now: datetime) -> Drawing:
    """Draw it; raises what `draw` raises, and Untrue for an edit that would change nothing."""
    drawing = draw(desk, notice, now)
    if TOLD[notice.kind].edits and notices.is_shown(desk, notice.of(Editing).receipt, drawing.digest):
        raise Untrue("the message reads like that already")
    return drawing


def _shut(desk: Desk, address: Address) -> None:
    note_reachability(desk, address, reachable=False)
