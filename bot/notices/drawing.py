"""Notices as cards: what is still true, as it reads now."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b

from bot.language import reading_as
from bot.notices.aftermath import decided
from bot.notices.deputies import signed
from bot.notices.interventions import refund_settled
from bot.notices.moment import Moment
from bot.notices.rows import SHOWN
from bot.ui import Card
from core.desk import Desk
from core.errors.common import NotFound
from core.notices import TOLD, Asks, Kind, Notice, expected_at, waits_until
from core.outbox import Scope, TryLater, Untrue
from core.payloads import Settling
from core.people import Person
from core.quiet import WAITS
from core.usecases import admin_channels, attending, members
from core.usecases.councils import telling
from core.usecases.session_views import SessionView
from core.usecases.truth import check_true

LATE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A notice as its person is to read it, and the digest of that."""

    notice: Notice
    person: Person
    card: Card
    digest: str


def draw(
    desk: Desk, notice: Notice, now: datetime, *, answers: bool = False, view: SessionView | None = None
) -> Drawing:
    """The notice as it is to be read; raises Untrue, and TryLater in quiet hours unless it `answers`.

    Of a session that has just been read, `view` is what its person sees.
    """
    person = _reader(desk, notice) if view is None else view.reader
    if person is None or person.is_erased:
        raise Untrue("the member is gone")
    with reading_as(person.locale):
        return _drawn(notice, person, _card(Moment(desk, notice, person, answers=answers, view=view), now))


def answered(desk: Desk, notice: Notice, card: Card) -> Drawing:
    """What the answer that shows this card says of the notice: that, and nothing else can."""
    person = members.by_id(desk, notice.person)
    assert person is not None
    return _drawn(notice, person, card)


def _drawn(notice: Notice, person: Person, card: Card) -> Drawing:
    digest = blake2b(f"{person.locale} {card!r}".encode(), digest_size=16).hexdigest()
    return Drawing(notice, person, card, digest)


def _reader(desk: Desk, notice: Notice) -> Person | None:
    if notice.admin_channel is not None:
        return admin_channels.reader(desk, notice.person)
    return members.by_id(desk, notice.person)


def _card(moment: Moment, now: datetime) -> Card:
    notice = moment.notice
    if _is_for_admins(notice) or notice.kind is Kind.HOME:
        return _about_person(moment, now)
    if notice.session is not None:
        return _about_session(moment, notice.session, now)
    if notice.council is not None:
        return _about_council(moment, now)
    return _about_person(moment, now)


def _is_for_admins(notice: Notice) -> bool:
    """Whether it is about a session, and goes to an admin, who need not be a party."""
    if notice.session is None:
        return False
    return TOLD[notice.kind].for_admins or _decided(notice) is not None


def _decided(notice: Notice) -> Callable[[Moment], Card] | None:
    """What becomes of a message to admins about what has been decided since, where that is to be settled."""
    if notice.kind is not Kind.SETTLE:
        return None
    of = notice.of(Settling)
    if of.dispute is not None:
        return partial(decided, dispute=of.dispute)
    return None if of.refund is None else partial(refund_settled, refund=of.refund)


def _about_person(moment: Moment, now: datetime) -> Card:
    notice = moment.notice
    _keep_quiet(moment, None, now)
    if (drawn := _decided(notice)) is not None:
        return drawn(moment)
    drawn = SHOWN[notice.kind].person
    if drawn is None or (TOLD[notice.kind].for_admins and notice.session is None):
        raise Untrue(f"a notice of kind {notice.kind} needs a session")
    return drawn(moment)


def _about_session(moment: Moment, session: int, now: datetime) -> Card:
    notice = moment.notice
    try:
        view = moment.view or attending.session(moment.desk, moment.person, session)
    except NotFound as gone:
        raise Untrue("the session is not theirs any more") from gone
    _keep_quiet(moment, view.session.starts_at, now)
    drawn = SHOWN[notice.kind].session
    if drawn is None:
        raise Untrue(f"a notice of kind {notice.kind} is not about a session")
    check_true(notice, view)
    return signed(moment, drawn(_timed(moment, view.session.starts_at, now), _of_its_own(notice, view)))


def _of_its_own(notice: Notice, view: SessionView) -> SessionView:
    """Without a request to move it that others ask about: only their messages are settled when it ends."""
    if notice.kind is Kind.SETTLE or TOLD[notice.kind].asks is Asks.MOVE or view.request is None:
        return view
    return replace(view, requests=tuple(each for each in view.requests if not each.is_live(view.now)))


def _about_council(moment: Moment, now: datetime) -> Card:
    notice = moment.notice
    try:
        view = telling.about(moment.desk, notice)
    except NotFound as gone:
        raise Untrue("the council is gone") from gone
    drawn = SHOWN[notice.kind].council
    if drawn is None or not telling.still_true(notice, view):
        raise Untrue("the council has changed")
    starts_at = view.council.starts_at
    _keep_quiet(moment, starts_at, now)
    return drawn(_timed(moment, starts_at, now), view)


def _timed(moment: Moment, starts_at: datetime | None, now: datetime) -> Moment:
    expected = expected_at(moment.notice, moment.person, starts_at)
    return replace(moment, on_time=now - moment.notice.due_at <= LATE, late=now - expected > LATE)


def _keep_quiet(moment: Moment, starts_at: datetime | None, now: datetime) -> None:
    """Raise TryLater while the person's quiet hours delay the notice."""
    if moment.answers or moment.notice.admin_channel is not None:
        return
    if until := waits_until(moment.notice, moment.person, starts_at, now):
        raise TryLater(WAITS, until - now, Scope.NOTICE)
