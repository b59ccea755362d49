"""What must be so: at every hour, and once everything has come to rest."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, exists, func, or_, select

from bot.actions import Action
from bot.actions.confirming import AcceptBooking, DeclineBooking
from bot.actions.rescheduling import AcceptTime, DeclineTime, WithdrawRequest
from bot.formats import card_text
from bot.inbound import Inbound, OpenedHome, Press, Submitted
from bot.tokens import UnknownToken, from_token
from core.interventions import Act
from core.invariants import AUDITED
from core.refunds import RefundStatus
from core.reschedules import OPEN
from core.sessions import Status
from storage.check import SqlCheck
from storage.intervention_tables import refunds
from storage.message_tables import IS_OPEN, IS_SET_ASIDE, inbox, notices
from storage.session_tables import reschedules
from storage.tables import audit, sessions
from tests.recorder import controls
from tests.simulated.model import differences
from tests.simulated.services import Door
from tests.simulated.weather import PASSING
from tests.simulated.world import World

SLOWEST = timedelta(minutes=50)
"""A machine may be away for 20 minutes, a lease lasts one, and there is a pause after each failure."""


def while_it_runs(world: World) -> list[str]:
    """What is wrong now."""
    return [str(found) for found in SqlCheck(world.shared).violations(SLOWEST)]


def is_at_rest(world: World) -> bool:
    """Whether nothing is open, nothing due, and nothing to be tried again."""
    with world.shared.work(read_only=True) as work:
        is_open = select(func.count()).select_from(inbox).where(IS_OPEN)
        begun = or_(notices.c.ready_at <= work.now, notices.c.attempts > 0)
        due = select(func.count()).where(notices.c.state == "waiting", notices.c.due_at <= work.now, begun)
        in_hand = select(func.count()).where(
            notices.c.state == "waiting", notices.c.lease_owner.is_not(None)
        )
        return not any(work.connection.execute(each).scalar_one() for each in (is_open, due, in_hand))


def at_the_end(world: World) -> list[str]:
    """What is wrong after the calm hours."""
    wrong = [str(found) for found in SqlCheck(world.shared).violations(timedelta(minutes=2))]
    if not is_at_rest(world):
        wrong.append("something is still open or due")
    looks = [_reminded_twice, _given_up, _money, _quotas]
    if world.doors:
        looks += [_unanswered, _answered_twice, _sent_twice, _told_late, _acted_on_what_was, _dead_buttons]
    wrong += [found for look in looks for found in look(world)]
    return [*wrong, *differences(world), *world.loop.unheard]


def kinds(world: World) -> set[str]:
    """Of what people were told."""
    sent = select(notices.c.kind).where(notices.c.state == "sent").distinct()
    with world.shared.work(read_only=True) as work:
        return set(work.connection.execute(sent).scalars())


def _unanswered(world: World) -> list[str]:
    """Deliveries that were acknowledged and that nobody ever answered."""
    with world.shared.work(read_only=True) as work:
        aside = set(work.connection.execute(select(inbox.c.key).where(IS_SET_ASIDE)).scalars())
    return [
        f"acknowledged, and never answered: {key}"
        for key, inbound in world.network.acknowledged.items()
        if key not in aside and not _is_answered(world.doors[inbound.sender.platform], inbound)
    ]


def _is_answered(door: Door, inbound: Inbound) -> bool:
    if isinstance(inbound.body, OpenedHome):
        return inbound.sender in door.homes
    return door.answered[inbound.key] > 0


def _answered_twice(world: World) -> list[str]:
    """Deliveries with two answers, where no process died over one and every transaction was heard of."""
    drawn = world.weather.faults
    if drawn.deaths_an_hour or world.weather.faults_of_database or drawn.sluggish:
        return []
    return [
        f"answered {times} times: {key}"
        for door in world.doors.values()
        for key, times in door.replies.items()
        if times > 1
    ]


def _told_late(world: World) -> list[str]:
    """Reminders that began to leave when their session had been called off."""
    called_off = select(audit.c.session, audit.c.at).where(audit.c.action.in_(AUDITED[Status.CANCELLED]))
    reminders = select(notices.c.dedupe, notices.c.session).where(notices.c.kind.in_(["reminder", "join"]))
    with world.shared.work(read_only=True) as work:
        ends = {each.session: each.at for each in work.connection.execute(called_off)}
        of = {each.dedupe: each.session for each in work.connection.execute(reminders)}
    return [
        f"{key} left at {at:%H:%M:%S}, and the session was called off at {ends[of[key]]:%H:%M:%S}"
        for door in world.doors.values()
        for key, at in door.begun
        if of.get(key) in ends and ends[of[key]] < at - timedelta(seconds=1)
    ]


def _sent_twice(world: World) -> list[str]:
    """Notices that came twice where it can be found out whether they had come, or that two had in hand at once."""
    return [
        *(found for door in world.doors.values() for found in door.sent_by_two),
        *(
            f"came {times} times to {to}: {key}"
            for (to, key), times in world.doors["slate"].sends.items()
            if times > 1
        ),
    ]


def _reminded_twice(world: World) -> list[str]:
    """Reminders of one time, and join links of one agreement, that somebody got twice."""
    about = (notices.c.kind, notices.c.person, notices.c.session, notices.c.council)
    found: list[Row[Any]] = []
    with world.shared.work(read_only=True) as work:
        for kind, apart in (("reminder", notices.c.due_at), ("join", notices.c.revision)):
            twice = (
                select(*about, func.count().label("times"))
                .where(notices.c.kind == kind, notices.c.state == "sent")
                .group_by(*about, apart)
                .having(func.count() > 1)
            )
            found += work.connection.execute(twice)
    return [f"{each.person} had {each.times} times: {each.kind} of {each.session}" for each in found]


def _given_up(world: World) -> list[str]:
    """Notices that were tried in vain once, and then no more."""
    ended = select(notices.c.dedupe, notices.c.last_error).where(
        notices.c.state.in_(["dropped", "dead", "unsure"]), notices.c.last_error.in_(PASSING)
    )
    with world.shared.work(read_only=True) as work:
        return [f"{key} was given up at once: {error}" for key, error in work.connection.execute(ended)]


def _acted_on_what_was(world: World) -> list[str]:
    """Presses that changed a session which was no longer as the button said."""
    pressed: dict[str, str] = {}
    for key, inbound in world.network.acknowledged.items():
        opened = None
        if isinstance(inbound.body, Submitted):
            opened = world.doors[inbound.sender.platform].forms.get(inbound.body.draft)
        for body in (inbound.body, opened and opened.body):
            if isinstance(body, Press):
                pressed[key] = body.token
    wrong = []
    for delivery, session, revision in world.noted:
        action = read_token(pressed.get(delivery or "", ""))
        if getattr(action, "session", None) == session is not None and revision is not None:
            shown = getattr(action, "revision", revision)
            if shown != revision:
                wrong.append(f"{delivery} changed {session} at {revision}, and the button was of {shown}")
    return wrong


def read_token(token: str) -> Action | None:
    """What a button means; None where it means nothing."""
    try:
        return from_token(token)
    except UnknownToken:
        return None


def _money(world: World) -> list[str]:
    """Each payment has arrived here, no more of it went back, and the ledger tells the same as the provider."""
    back: dict[int, list[int]] = {}
    for order, state in world.payments.refunded.values():
        amounts = back.setdefault(int(order.key.split("-")[1]), [])
        if state.status is not RefundStatus.FAILED:
            amounts.append(order.amount)
    with world.shared.work(read_only=True) as work:
        processed = refunds.c.status == RefundStatus.PROCESSED
        ledger = select(refunds.c.id, refunds.c.amount, processed).where(refunds.c.payment.is_not(None))
        promised = {entry: (amount, done) for entry, amount, done in work.connection.execute(ledger)}
    # What failed at the provider can be given back by hand.
    wrong = world.payments.overdrawn()
    wrong += [
        f"refund {entry} is {promised.get(entry)}, and the provider gave back {amounts}"
        for entry, amounts in back.items()
        if amounts and amounts != [promised.get(entry, (0, False))[0]]
    ]
    wrong += [
        f"refund {entry} is said to be processed, and the provider does not know of it"
        for entry, (_, done) in promised.items()
        if done and entry not in back
    ]
    with world.shared.read() as tx:
        for sold in world.payments.sold.values():
            for payment in sold.payments:
                if tx.payments.with_handle(world.payments.name, payment.id) is None:
                    wrong.append(f"nobody knows of {payment.id} for {sold.order.reference}")
    return wrong


def _quotas(world: World) -> list[str]:
    """Nobody has more sessions in a month than their plan allows, where nobody changed what that is.

    Admins may move a session into a month that is full.
    """
    lifting = {"POLICIES_CHANGED", "PLAN_SET", "ADMIN_POLICY_OVERRIDE", "ROLE_REVOKED", "ACCOUNTS_JOINED"}
    with world.shared.work(read_only=True) as work:
        done = set(work.connection.execute(select(audit.c.action).distinct()).scalars())
        moved = select(sessions.c.mentee).where(
            exists().where(audit.c.session == sessions.c.id, audit.c.action == Act.RESCHEDULE)
        )
        counts = (
            select(sessions.c.mentee, sessions.c.month, func.count().label("number"))
            .where(sessions.c.counted, sessions.c.mentee.not_in(moved))
            .group_by(sessions.c.mentee, sessions.c.month)
        )
        found = work.connection.execute(counts).all()
    if done & lifting:
        return []
    wrong = []
    with world.shared.read() as tx:
        allowed = tx.policies().monthly_sessions
        for mentee, month, number in found:
            person = tx.people.get(mentee)
            assert person is not None
            most = allowed[person.plan]
            if most is not None and number > most:
                wrong.append(
                    f"{person.name} has {number} sessions in {month}, and {person.plan} allows {most}"
                )
    return wrong


def _dead_buttons(world: World) -> list[str]:
    """Buttons on notices that answer what has been settled: they are gone where their chat can be written to."""
    receipts = select(
        notices.c.person, notices.c.receipt_platform, notices.c.receipt_channel, notices.c.receipt_message
    ).where(notices.c.state == "sent", notices.c.receipt_message.is_not(None))
    given_up = select(notices.c.person).where(notices.c.state.in_(["dead", "unsure"]))
    with world.shared.work(read_only=True) as work:
        unreached = set(work.connection.execute(given_up).scalars())
        shown = set(work.connection.execute(receipts).all())
        requested = set(
            work.connection.execute(select(sessions.c.id).where(sessions.c.status == "requested")).scalars()
        )
        is_open = select(reschedules.c.id).where(reschedules.c.status.in_(OPEN))
        requests = set(work.connection.execute(is_open).scalars())
    wrong = []
    for person, platform, channel, message in sorted(shown):
        card = world.doors[platform].chat(channel).messages.get(message)
        for control in [] if card is None or person in unreached else controls(card):
            match getattr(control, "action", None):
                case AcceptBooking(session=session) | DeclineBooking(session=session):
                    is_dead = session not in requested
                case (
                    AcceptTime(request=request)
                    | DeclineTime(request=request)
                    | WithdrawRequest(request=request)
                ):
                    is_dead = request not in requests
                case _:
                    is_dead = False
            if is_dead:
                wrong.append(f"{channel} can still press [{control.label}] on {card_text(card)[:80]!r}")
    return wrong
