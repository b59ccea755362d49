"""The database's verdicts in the words of core."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError

from core.errors.booking import SlotTaken
from core.errors.rescheduling import RequestOpen
from core.errors.session_queries import ViewNameTaken
from core.ports.people import AddressTaken
from core.ports.store import Overtaken

# SQLite names a trigger, but of a key only its columns.
_MEANINGS: dict[str, Callable[[], Exception]] = {
    "claims_no_overlap": SlotTaken,
    "claims_pkey": SlotTaken,
    "claims.person, claims.ends_at": SlotTaken,
    "holds_mentee_key": SlotTaken,
    "holds.mentee": SlotTaken,
    "reschedules_open_key": RequestOpen,
    "reschedules.session": RequestOpen,
    "session_queries_owner_name_key": ViewNameTaken,
    "session_queries.owner, session_queries.name": ViewNameTaken,
    "addresses_pkey": AddressTaken,
    "addresses.platform, addresses.workspace, addresses.account": AddressTaken,
}
_NO_SUCH_MEMBER = re.compile(r"_fkey$|FOREIGN KEY constraint failed")
_LOST_RACE = frozenset({"40P01", "40001"})


def violated(error: IntegrityError) -> str:
    """The name of the constraint that refused; on SQLite, of a broken key its columns."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
    return str(error.orig).removeprefix("UNIQUE constraint failed: ")


@contextmanager
def overtaken() -> Iterator[None]:
    """Raise Overtaken for a lost race, and where a row names what is gone: only members go, joined to another."""
    try:
        yield
    except IntegrityError as error:
        if _NO_SUCH_MEMBER.search(violated(error)):
            raise Overtaken from error
        raise
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _LOST_RACE:
            raise Overtaken from error
        raise


@contextmanager
def verdicts(*, of_races: type[Exception] | None = None) -> Iterator[None]:
    """Raise what a broken constraint means to core; `of_races` for a deadlock or serialisation failure."""
    try:
        yield
    except IntegrityError as error:
        meaning = _MEANINGS.get(violated(error))
        if meaning is None:
            raise
        raise meaning() from error
    except DBAPIError as error:
        if of_races is None or getattr(error.orig, "sqlstate", None) not in _LOST_RACE:
            raise
        raise of_races from error
