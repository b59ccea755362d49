"""Internal notes about a session, which no party reads."""

from core.desk import Desk
from core.interventions import NOTE_LIMIT, Act, Intervention, checked_words
from core.people import Person
from core.usecases.interventions.cases import Case, open_case, record


def noting(desk: Desk, actor: Person, session_id: int) -> Case:
    """The session about which the actor would write a note; raises NotAdmin, NotFound, OwnSession."""
    with desk.store.read() as tx:
        return open_case(tx, actor, session_id)


def add_note(desk: Desk, actor: Person, session_id: int, text: str) -> Intervention:
    """Keep a note for admins; raises NotAdmin, NotFound, OwnSession, Missing, TooLong."""
    text = checked_words(text, "note", NOTE_LIMIT)
    with desk.begin() as tx:
        case = open_case(tx, actor, session_id, lock=True)
        return record(desk, tx, case, Act.NOTE, text, case.session, {"length": len(text)}, told=False)
