"""What a notice is drawn from, beside what it is about."""

from dataclasses import dataclass

from core.desk import Desk
from core.notices import Notice
from core.people import Person
from core.usecases.session_views import SessionView


@dataclass(frozen=True, slots=True)
class Moment:
    """A notice about to leave to its person: `on_time` when it is due now, `late` when it should have left before.

    `answers` where it is the answer to what its person has just done, quiet hours or not. `view` is the session as they
    see it, where that has just been read.
    """

    desk: Desk
    notice: Notice
    person: Person
    on_time: bool = True
    late: bool = False
    answers: bool = False
    view: SessionView | None = None
