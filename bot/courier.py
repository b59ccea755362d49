"""Notices to messages: what is still true is drawn as it is now and sent through the right door."""

from datetime import datetime, timedelta

from bot.messenger import Messenger
from bot.ui import Card
from bot.views.help import welcome_card
from bot.views.home import home_card
from bot.views.members import plan_notice, role_notice
from bot.views.sessions import booked_notice, cancelled_notice, join_notice, reminder_notice, settled_card
from core.desk import Desk
from core.errors import NotFound
from core.notices import Kind, Notice, Receipt
from core.people import Address, Person, Plan, Role
from core.ports import Run, Unreachable, Untrue
from core.sessions import ENDED, Status
from core.usecases import attending, members

LATE = timedelta(minutes=2)


class MessengerCourier:
    """Delivers notices by chat (core.ports.Courier)."""

    def __init__(self, desk: Desk, messenger: Messenger, run: Run) -> None:
        self._desk = desk
        self._messenger = messenger
        self._run = run

    async def deliver(self, notice: Notice, now: datetime) -> Receipt | None:
        """Send it to the person's first door that opens; raises what core.ports says."""
        person, card = await self._run(self._draw, notice, now)
        if notice.kind is Kind.SETTLE:
            receipt = Receipt(**notice.details)
            if platform := self._messenger.platforms.get(receipt.platform):
                await platform.edit(receipt, card)
            return None
        if notice.kind is Kind.HOME:
            for address in person.addresses:
                if platform := self._messenger.of(address):
                    await platform.publish_home(address, card)
            return None
        return await self._send(person, card, notice.dedupe)

    async def _send(self, person: Person, card: Card, key: str) -> Receipt:
        reasons: list[str] = []
        for address in person.addresses:
            platform = self._messenger.of(address)
            if platform is None:
                reasons.append(f"{address.platform} is not switched on")
                continue
            try:
                return await platform.send(address, card, key=key)
            except Unreachable as closed:
                reasons.append(str(closed))
                await self._run(_shut, self._desk, address)
        raise Unreachable("; ".join(reasons) or "no chat is known")

    def _draw(self, notice: Notice, now: datetime) -> tuple[Person, Card]:
        person = members.by_id(self._desk, notice.person)
        if person is None:
            raise Untrue("the member is gone")
        if notice.session is not None and notice.kind is not Kind.HOME:
            return person, self._about_session(notice, person, now)
        match notice.kind:
            case Kind.WELCOME:
                return person, welcome_card(person)
            case Kind.ROLE_CHANGED:
                role, granted = Role(notice.details["role"]), notice.details["granted"] == "1"
                return person, role_notice(role, granted=granted)
            case Kind.PLAN_CHANGED:
                return person, plan_notice(Plan(notice.details["plan"]))
            case Kind.HOME:
                return person, home_card(self._desk, person)
        raise Untrue(f"a notice of kind {notice.kind} needs a session")

    def _about_session(self, notice: Notice, person: Person, now: datetime) -> Card:
        assert notice.session is not None
        try:
            view = attending.session(self._desk, person, notice.session)
        except NotFound as gone:
            raise Untrue("the session is not theirs any more") from gone
        session, late = view.session, now - notice.due_at > LATE
        match notice.kind:
            case Kind.CANCELLED:
                return cancelled_notice(view)
            case Kind.SETTLE:
                return settled_card(view)
            case Kind.BOOKED if session.status is Status.CANCELLED:
                raise Untrue("cancelled before it was confirmed")
            case Kind.BOOKED:
                return booked_notice(view)
            case Kind.REMINDER | Kind.JOIN if (
                session.revision != notice.revision or session.status in ENDED
            ):
                raise Untrue("the session has changed")
            case Kind.REMINDER:
                return reminder_notice(view, int(notice.details["minutes"]), late=late)
            case Kind.JOIN:
                return join_notice(view, late=late)
        raise Untrue(f"a notice of kind {notice.kind} is not about a session")


def _shut(desk: Desk, address: Address) -> None:
    members.note_reachability(desk, address, reachable=False)
