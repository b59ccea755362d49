"""Notices to messages: what is still true is drawn as it is now and sent through the right door."""

from contextlib import suppress
from datetime import datetime, timedelta

from bot.commands import menu
from bot.messenger import Messenger
from bot.ui import Card
from bot.views.alarm import alarm_card
from bot.views.calendars import calendar_back_notice, calendar_lost_notice
from bot.views.help import welcome_card
from bot.views.home import home_card
from bot.views.members import plan_notice, role_notice
from bot.views.previews import hours_notice
from bot.views.sessions import booked_notice, cancelled_notice, join_notice, reminder_notice, settled_card
from core.desk import Desk
from core.errors import NotFound, NotMentor
from core.notices import REPEATABLE, Kind, Notice, Receipt, expected_at, waits_until
from core.people import Address, Person, Plan, Role
from core.ports import Run, Scope, TryLater, Unknowable, Unreachable, Untrue
from core.sessions import ENDED, Status
from core.usecases import attending, calendars, members, mentoring

LATE = timedelta(minutes=2)


class MessengerCourier:
    """Delivers notices by chat (core.ports.Courier)."""

    def __init__(self, desk: Desk, messenger: Messenger, run: Run) -> None:
        self._desk = desk
        self._messenger = messenger
        self._run = run
        self._drawn = Together(self._draw_all, DRAWN_AT_ONCE)

    async def deliver(self, notice: Notice, now: datetime) -> Receipt | None:
        """Send it to the person's first door that opens; raises what core.ports says.

        What may have left before is looked for where a platform can tell.
        """
        drawn = await self._drawn((notice, now))
        if isinstance(drawn, Exception):
            raise drawn
        person, card = drawn
        if notice.kind is Kind.SETTLE:
            receipt = Receipt(**notice.details)
            if platform := self._messenger.platforms.get(receipt.platform):
                await platform.edit(receipt, card)
            return None
        if notice.kind is Kind.HOME:
            await self._refresh(person, card)
            return None
        if notice.ambiguous and (receipt := await self._find(person, notice)):
            return receipt
        return await self._send(person, card, notice.dedupe)

    async def _refresh(self, person: Person, card: Card) -> None:
        for address in person.addresses:
            if platform := self._messenger.of(address):
                try:
                    await platform.publish_home(address, card)
                    await platform.show_menu(address, menu(person.roles))
                except TryLater as later:
                    raise TryLater(str(later), later.after, Scope.NOTICE) from later

    async def _find(self, person: Person, notice: Notice) -> Receipt | None:
        """The message of an earlier attempt; raises Unknowable where only a second one could tell."""
        doors = [(address, self._messenger.of(address)) for address in person.addresses]
        known = [(address, platform) for address, platform in doors if platform is not None]
        for address, platform in known:
            if platform.finds:
                with suppress(Unreachable):
                    if receipt := await platform.find(address, notice.dedupe):
                        return receipt
        if known and not known[0][1].finds and notice.kind not in REPEATABLE:
            raise Unknowable(f"{known[0][0].platform} does not tell whether it was sent")
        return None

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
        _keep_quiet(notice, person, None, now)
        match notice.kind:
            case Kind.WELCOME:
                return person, welcome_card(person)
            case Kind.ROLE_CHANGED:
                role, granted = Role(notice.details["role"]), notice.details["granted"] == "1"
                return person, role_notice(role, granted=granted)
            case Kind.PLAN_CHANGED:
                return person, plan_notice(Plan(notice.details["plan"]))
            case Kind.HOURS_CHANGED:
                by = members.by_id(self._desk, int(notice.details["by"]))
                try:
                    return person, hours_notice(mentoring.availability(self._desk, person), by)
                except NotMentor as gone:
                    raise Untrue("they are no mentor any more") from gone
            case Kind.CALENDAR_LOST | Kind.CALENDAR_BACK:
                return person, self._about_calendar(notice, person)
            case Kind.HOME:
                return person, home_card(self._desk, person)
            case Kind.ALARM:
                return person, alarm_card(notice.details)
        raise Untrue(f"a notice of kind {notice.kind} needs a session")

    def _about_calendar(self, notice: Notice, person: Person) -> Card:
        try:
            link = calendars.calendar(self._desk, person, int(notice.details["calendar"]))
        except NotFound as gone:
            raise Untrue("the calendar was removed") from gone
        lost = notice.kind is Kind.CALENDAR_LOST
        if lost is (link.trouble is None):
            raise Untrue("the calendar has changed again")
        return calendar_lost_notice(link, person) if lost else calendar_back_notice(link)

    def _about_session(self, notice: Notice, person: Person, now: datetime) -> Card:
        assert notice.session is not None
        try:
            view = attending.session(self._desk, person, notice.session)
        except NotFound as gone:
            raise Untrue("the session is not theirs any more") from gone
        session = view.session
        _keep_quiet(notice, person, session.starts_at, now)
        late = now - expected_at(notice, person, session.starts_at) > LATE
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
                on_time = now - notice.due_at <= LATE
                return reminder_notice(view, int(notice.details["minutes"]), on_time=on_time, late=late)
            case Kind.JOIN:
                return join_notice(view, late=late)
        raise Untrue(f"a notice of kind {notice.kind} is not about a session")


def _shut(desk: Desk, address: Address) -> None:
    members.note_reachability(desk, address, reachable=False)


def _keep_quiet(notice: Notice, person: Person, starts_at: datetime | None, now: datetime) -> None:
    """Raise TryLater while the person's quiet hours delay the notice."""
    if until := waits_until(notice, person, starts_at, now):
        raise TryLater("quiet hours", until - now, Scope.NOTICE)
