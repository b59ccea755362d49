"""Notices about councils as cards, and earlier messages as they read now."""

from bot.councils import notices as views
from bot.councils.board_cards import progress_card
from bot.councils.deciding_cards import ways_out_card
from bot.councils.poll_cards import poll_card
from bot.ui import Card
from core.councils import CouncilStatus, Standing
from core.desk import Desk
from core.notices import Kind, Notice
from core.outbox import Untrue
from core.people import Person
from core.usecases import members
from core.usecases.councils import deciding
from core.usecases.councils.views import CouncilView


def draw(desk: Desk, notice: Notice, view: CouncilView, *, on_time: bool, late: bool) -> Card:
    """What the notice's person is to read; raises Untrue for kinds that are not about councils."""
    details = notice.details
    match notice.kind:
        case Kind.COUNCIL_POLL:
            return views.poll_notice(view, again="again" in details)
        case Kind.COUNCIL_NUDGE:
            return views.nudge_notice(view, int(details["step"]))
        case Kind.COUNCIL_PROGRESS:
            return progress_card(view)
        case Kind.COUNCIL_ALERT:
            return _alert(desk, view, details["why"])
        case Kind.COUNCIL_CONFIRMED:
            replaced = _person(desk, details["replaces"]) if "replaces" in details else None
            return views.confirmed_notice(view, details["as"], replaced)
        case Kind.COUNCIL_CHANGED:
            out = _person(desk, details["out"]) if "out" in details else None
            coming = [_person(desk, each) for each in details.get("in", "").split(",") if each]
            return views.changed_notice(view, out, tuple(person for person in coming if person))
        case Kind.COUNCIL_MOVED_UP:
            return views.moved_up_notice(view)
        case Kind.COUNCIL_PREPARATION:
            return views.preparation_notice(view)
        case Kind.COUNCIL_CANCELLED:
            return views.cancelled_notice(view)
        case Kind.COUNCIL_FAILED:
            return views.failed_notice(view)
        case Kind.REMINDER:
            return views.reminder_notice(view, int(details["minutes"]), on_time=on_time, late=late)
        case Kind.JOIN:
            return views.join_notice(view, late=late)
        case Kind.COUNCIL_EDIT:
            return _as_it_is_now(desk, Kind(details["of"]), view)
    raise Untrue(f"a notice of kind {notice.kind} is not about a council")


def _alert(desk: Desk, view: CouncilView, why: str) -> Card:
    match why:
        case "undecided":
            title = f"No time suits enough mentors: {view.council.topic}"
            return ways_out_card(deciding.way_out(desk, view.viewer, view.council.id), title=title)
        case "silent":
            return progress_card(view)
        case _:
            return views.short_notice(view)


def _as_it_is_now(desk: Desk, kind: Kind, view: CouncilView) -> Card:
    """What becomes of an earlier message (NTF-5)."""
    if kind in {Kind.COUNCIL_POLL, Kind.COUNCIL_NUDGE}:
        return poll_card(view)
    council = view.council
    if kind is Kind.COUNCIL_ALERT and view.coordinates:
        if council.status is CouncilStatus.DECIDING:
            return _alert(desk, view, "undecided")
        is_short = len(council.participating) < council.least and council.with_standing(Standing.DROPPED)
        if council.status is CouncilStatus.CONFIRMED and is_short:
            return views.short_notice(view)
    if kind in {Kind.COUNCIL_PROGRESS, Kind.COUNCIL_ALERT}:
        return progress_card(view)
    return views.settled_card(view)


def _person(desk: Desk, text: str) -> Person | None:
    return members.by_id(desk, int(text))
