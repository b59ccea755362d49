"""What may be done to a session, for the machine that tries it all: a new use case is one line here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.desk import Desk
from core.interventions import CancelWish, ClearWish, CompleteWish, Lifts, OverrideWish, Wish
from core.people import Person, Role
from core.reschedules import RescheduleRequest
from core.sessions import CancelReason, Session, Status
from core.usecases import (
    aftermath,
    attending,
    cancelling,
    choosing,
    closing,
    confirming,
    disputes,
    giving_up,
    reschedule_requests,
    rescheduling,
)
from core.usecases.interventions import planning

WHY = CancelReason.CONFLICT, ""


@dataclass(frozen=True)
class Scene:
    """What somebody is about to do something to, and what it takes; `number` is whatever the deed needs one for."""

    desk: Desk
    actor: Person
    session: Session
    request: RescheduleRequest | None
    dispute: int
    now: datetime
    number: int

    @property
    def start(self) -> datetime:
        """A half hour on the mentors' grid, between an hour and four days ahead."""
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=self.number % 5, minutes=30 * (self.number // 5 % 48))

    @property
    def asked(self) -> tuple[int, int]:
        """The request and its turn; one that there is not where nothing was asked."""
        return (self.request.id, self.request.turn) if self.request else (1, 1)


def _propose(scene: Scene) -> object:
    session, turn = scene.session, scene.request.turn if scene.request else 0
    return reschedule_requests.propose(
        scene.desk, scene.actor, session.id, session.revision, turn, scene.start, session.minutes, "why"
    )


def _acted(scene: Scene, wish: Wish) -> object:
    """An act of an admin's, looked at and confirmed."""
    session = scene.session
    shown = planning.plan(scene.desk, scene.actor, session.id, session.revision, wish)
    return planning.carry_out(scene.desk, scene.actor, session.id, shown.draft)


Deed = Callable[[Scene], object]
DEEDS: dict[str, Deed] = {
    "accept booking": lambda s: confirming.accept_booking(
        s.desk, s.actor, s.session.id, s.session.revision
    ),
    "decline booking": lambda s: confirming.decline_booking(
        s.desk, s.actor, s.session.id, s.session.revision, ""
    ),
    "cancel": lambda s: cancelling.cancel_session(s.desk, s.actor, s.session.id, s.session.revision, *WHY),
    "keep the replacement": lambda s: choosing.keep(s.desk, s.actor, s.session.id, s.session.revision),
    "give up": lambda s: giving_up.cancel_unreplaced(s.desk, s.actor, s.session.id, s.session.revision, ""),
    "propose": _propose,
    "let them choose": lambda s: reschedule_requests.let_them_choose(
        s.desk, s.actor, s.session.id, s.session.revision, "why"
    ),
    "accept time": lambda s: rescheduling.accept(s.desk, s.actor, *s.asked),
    "decline time": lambda s: rescheduling.decline(s.desk, s.actor, *s.asked),
    "withdraw": lambda s: rescheduling.withdraw(s.desk, s.actor, *s.asked),
    "call off": lambda s: rescheduling.call_off(s.desk, s.actor, *s.asked, ""),
    "join": lambda s: attending.join(s.desk, s.actor, s.session.id),
    "took place": lambda s: aftermath.took_place(s.desk, s.actor, s.session.id, s.session.revision),
    "report absent": lambda s: aftermath.report_absent(
        s.desk, s.actor, s.session.id, s.session.revision, "nobody came"
    ),
    "neither came": lambda s: aftermath.neither_came(s.desk, s.actor, s.session.id, s.session.revision),
    "object": lambda s: aftermath.object_no_show(
        s.desk, s.actor, s.session.id, s.session.revision, "I came"
    ),
    "uphold": lambda s: disputes.uphold(s.desk, s.actor, s.dispute),
    "dismiss": lambda s: disputes.dismiss(s.desk, s.actor, s.dispute, "why"),
    "force cancel": lambda s: _acted(s, CancelWish("why")),
    "force complete": lambda s: _acted(s, CompleteWish("why")),
    "clear no-show": lambda s: _acted(s, ClearWish("why", Status.COMPLETED)),
    "allow cancelling": lambda s: _acted(s, OverrideWish("why", Lifts.CANCELLATION, s.session.starts_at)),
    "allow moving": lambda s: _acted(s, OverrideWish("why", Lifts.RESCHEDULE, s.session.starts_at)),
}
"""What somebody may do to a session; each is tried by everybody, at any time, in any order."""
ONLY = {
    "accept booking": Role.MENTOR,
    "decline booking": Role.MENTOR,
    "let them choose": Role.MENTOR,
    "keep the replacement": Role.MENTEE,
    "give up": Role.MENTEE,
    "call off": Role.MENTEE,
    "object": Role.MENTEE,
    **dict.fromkeys(
        ("force cancel", "force complete", "clear no-show", "allow cancelling", "allow moving"), Role.ADMIN
    ),
    "uphold": Role.ADMIN,
    "dismiss": Role.ADMIN,
}
"""Whose alone a deed is; any other is a party's."""
ROUNDS: Sequence[Callable[[Desk], int]] = (
    confirming.expire_unconfirmed,
    rescheduling.expire_overdue,
    giving_up.expire_unanswered,
    closing.complete_ended,
    closing.close_unattested,
)
