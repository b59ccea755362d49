"""Notices about councils as cards, and earlier messages as they read now; what is told here is still true."""

from bot.councils import notices as views
from bot.councils.board_cards import progress_card
from bot.councils.deciding_cards import undecided_card
from bot.councils.poll_cards import poll_card
from bot.notices.moment import Moment
from bot.ui import Card
from core.councils import CouncilStatus, Standing
from core.desk import Desk
from core.notices import TOLD, Asks, Kind
from core.payloads import (
    Ahead,
    CouncilChanged,
    CouncilConfirmed,
    CouncilEditing,
    Needed,
    Nudged,
    Polled,
)
from core.people import Person
from core.usecases import members
from core.usecases.councils import deciding
from core.usecases.councils.views import CouncilView


def opened(_moment: Moment, view: CouncilView) -> Card:
    """A council for which its reader can register."""
    return views.open_notice(view)


def poll(moment: Moment, view: CouncilView) -> Card:
    """When can you?"""
    return views.poll_notice(view, again=moment.notice.of(Polled).again)


def nudge(moment: Moment, view: CouncilView) -> Card:
    """Asks again who has not answered."""
    return views.nudge_notice(view, moment.notice.of(Nudged).step)


def progress(_moment: Moment, view: CouncilView) -> Card:
    """How far the poll is."""
    return progress_card(view)


def alert(moment: Moment, view: CouncilView) -> Card:
    """The coordinator has to do something."""
    match moment.notice.of(Needed).why:
        case "undecided":
            return _ways_out(moment.desk, view)
        case "silent":
            return progress_card(view)
        case "short":
            return views.short_notice(view)


def confirmed(moment: Moment, view: CouncilView) -> Card:
    """The time is decided."""
    how = moment.notice.of(CouncilConfirmed)
    replaces = _person(moment.desk, how.replaces)
    return views.confirmed_notice(view, how.attends, replaces, _door(moment, view))


def changed(moment: Moment, view: CouncilView) -> Card:
    """Another mentor, or one less."""
    change = moment.notice.of(CouncilChanged)
    coming = [_person(moment.desk, each) for each in change.came]
    out = _person(moment.desk, change.out)
    return views.changed_notice(view, out, tuple(person for person in coming if person))


def moved_up(_moment: Moment, view: CouncilView) -> Card:
    """A place from the waiting list."""
    return views.moved_up_notice(view)


def preparation(_moment: Moment, view: CouncilView) -> Card:
    """What to read before."""
    return views.preparation_notice(view)


def cancelled(_moment: Moment, view: CouncilView) -> Card:
    """It was called off."""
    return views.cancelled_notice(view)


def failed(_moment: Moment, view: CouncilView) -> Card:
    """It did not come about."""
    return views.failed_notice(view)


def reminder(moment: Moment, view: CouncilView) -> Card:
    """It is soon."""
    minutes = moment.notice.of(Ahead).minutes
    door = _door(moment, view)
    return views.reminder_notice(view, minutes, on_time=moment.on_time, late=moment.late, door=door)


def join(moment: Moment, view: CouncilView) -> Card:
    """The way in."""
    return views.join_notice(view, late=moment.late, door=_door(moment, view))


def _door(moment: Moment, view: CouncilView) -> str:
    return moment.desk.door(view.council.id, view.viewer.id)


def as_it_is_now(moment: Moment, view: CouncilView) -> Card:
    """What becomes of an earlier message (NTF-5)."""
    how, council = moment.notice.of(CouncilEditing), view.council
    kind = how.of
    if how.linked and view.takes_part and council.status is CouncilStatus.CONFIRMED:
        return views.confirmed_notice(view, _role(view), None)
    if TOLD[kind].asks is Asks.POLL:
        return poll_card(view)
    if kind is Kind.COUNCIL_ALERT and view.coordinates:
        if council.status is CouncilStatus.DECIDING:
            return _ways_out(moment.desk, view)
        is_short = len(council.participating) < council.least and council.with_standing(Standing.DROPPED)
        if council.status is CouncilStatus.CONFIRMED and is_short:
            return views.short_notice(view)
    if kind in {Kind.COUNCIL_PROGRESS, Kind.COUNCIL_ALERT}:
        return progress_card(view)
    return views.settled_card(view)


def _role(view: CouncilView) -> str:
    """What the viewer, who is expected, takes part as."""
    if view.seat is None:
        return "registrant"
    return "optional" if view.seat.standing is Standing.OPTIONAL else "mentor"


def _ways_out(desk: Desk, view: CouncilView) -> Card:
    return undecided_card(deciding.way_out(desk, view.viewer, view.council.id))


def _person(desk: Desk, person: int | None) -> Person | None:
    return None if person is None else members.by_id(desk, person)
