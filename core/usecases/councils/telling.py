"""What a notice about a council is about, and whether it is still true when it is to leave."""

from core.councils import POLLING, CouncilStatus
from core.desk import Desk
from core.errors import NotFound
from core.notices import Kind, Notice
from core.usecases.councils.views import CouncilView, view_of

_NOT_EXPECTED = {"absent", "waiting", "coordinator"}


def about(desk: Desk, notice: Notice) -> CouncilView:
    """What a notice is about, as its person sees it, whatever became of them; raises NotFound."""
    assert notice.council is not None
    with desk.store.read() as tx:
        council, person = tx.councils.get(notice.council), tx.people.get(notice.person)
        if council is None or person is None:
            raise NotFound("council")
        return view_of(tx, council, person)


def still_true(notice: Notice, view: CouncilView) -> bool:
    """Whether a notice about a council may still leave; the view is its person's."""
    council = view.council
    is_confirmed = council.status is CouncilStatus.CONFIRMED
    present = notice.revision == council.revision
    match notice.kind:
        case Kind.COUNCIL_POLL:
            return view.may_answer
        case Kind.COUNCIL_NUDGE:
            collecting = council.status is CouncilStatus.COLLECTING
            return collecting and present and view.viewer.id in council.silent
        case Kind.COUNCIL_PROGRESS:
            return view.coordinates and council.status in POLLING
        case Kind.COUNCIL_ALERT:
            return view.board is not None and _is_needed(notice.details["why"], view)
        case Kind.COUNCIL_CONFIRMED:
            return is_confirmed and (view.takes_part or notice.details["as"] in _NOT_EXPECTED)
        case Kind.COUNCIL_CHANGED:
            return is_confirmed and (view.takes_part or view.coordinates)
        case Kind.COUNCIL_MOVED_UP:
            return council.status in POLLING | {CouncilStatus.CONFIRMED} and view.takes_part
        case Kind.COUNCIL_PREPARATION:
            return is_confirmed and view.takes_part and (view.seat is not None or bool(council.material))
        case Kind.REMINDER | Kind.JOIN:
            return is_confirmed and present and view.takes_part
        case Kind.COUNCIL_CANCELLED:
            return council.status is CouncilStatus.CANCELLED
        case Kind.COUNCIL_FAILED:
            return council.status is CouncilStatus.FAILED
        case Kind.COUNCIL_EDIT:
            return True
    return False


def _is_needed(why: str, view: CouncilView) -> bool:
    council = view.council
    match why:
        case "silent":
            return council.status is CouncilStatus.COLLECTING and bool(council.silent)
        case "undecided":
            return council.status is CouncilStatus.DECIDING
        case _:
            is_short = len(council.participating) < council.least
            return council.status is CouncilStatus.CONFIRMED and is_short
