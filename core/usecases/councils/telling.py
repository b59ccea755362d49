"""What a notice about a council is about, and whether it is still true when it is to leave."""

from collections.abc import Callable, Mapping

from core.councils import POLLING, CouncilStatus
from core.desk import Desk
from core.errors.common import NotFound
from core.notices import Kind, Notice
from core.payloads import CouncilConfirmed, Needed
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
    return TRUE_WHILE[notice.kind](notice, view)


def _is_silent(notice: Notice, view: CouncilView) -> bool:
    collecting = view.council.status is CouncilStatus.COLLECTING
    return collecting and _is_present(notice, view) and view.viewer.id in view.council.silent


def _is_polling(_notice: Notice, view: CouncilView) -> bool:
    return view.coordinates and view.council.status in POLLING


def _is_told(notice: Notice, view: CouncilView) -> bool:
    told = view.takes_part or notice.of(CouncilConfirmed).attends in _NOT_EXPECTED
    return told and _is_confirmed(view)


def _is_concerned(_notice: Notice, view: CouncilView) -> bool:
    return _is_confirmed(view) and (view.takes_part or view.coordinates)


def _is_in(_notice: Notice, view: CouncilView) -> bool:
    return view.council.status in POLLING | {CouncilStatus.CONFIRMED} and view.takes_part


def _prepares(_notice: Notice, view: CouncilView) -> bool:
    reads = view.seat is not None or bool(view.council.material)
    return _is_confirmed(view) and view.takes_part and reads


def _is_ahead(notice: Notice, view: CouncilView) -> bool:
    return _is_confirmed(view) and _is_present(notice, view) and view.takes_part


def _is_confirmed(view: CouncilView) -> bool:
    return view.council.status is CouncilStatus.CONFIRMED


def _is_present(notice: Notice, view: CouncilView) -> bool:
    return notice.revision == view.council.revision


def _is_needed(notice: Notice, view: CouncilView) -> bool:
    council = view.council
    if view.board is None:
        return False
    match notice.of(Needed).why:
        case "silent":
            return council.status is CouncilStatus.COLLECTING and bool(council.silent)
        case "undecided":
            return council.status is CouncilStatus.DECIDING
        case "short":
            return _is_confirmed(view) and len(council.participating) < council.least


TRUE_WHILE: Mapping[Kind, Callable[[Notice, CouncilView], bool]] = {
    Kind.COUNCIL_OPEN: lambda _, view: view.may_register,
    Kind.COUNCIL_POLL: lambda _, view: view.may_answer,
    Kind.COUNCIL_NUDGE: _is_silent,
    Kind.COUNCIL_PROGRESS: _is_polling,
    Kind.COUNCIL_ALERT: _is_needed,
    Kind.COUNCIL_CONFIRMED: _is_told,
    Kind.COUNCIL_CHANGED: _is_concerned,
    Kind.COUNCIL_MOVED_UP: _is_in,
    Kind.COUNCIL_PREPARATION: _prepares,
    Kind.REMINDER: _is_ahead,
    Kind.JOIN: _is_ahead,
    Kind.COUNCIL_CANCELLED: lambda _, view: view.council.status is CouncilStatus.CANCELLED,
    Kind.COUNCIL_FAILED: lambda _, view: view.council.status is CouncilStatus.FAILED,
    Kind.COUNCIL_EDIT: lambda _notice, _view: True,
}
"""While what a notice of each kind about a council is true for its person."""
