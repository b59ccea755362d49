"""The last invitation of each person to each session or council."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql

from core.invitations import Invited, Method
from storage.message_tables import invitations
from storage.transaction import UnitOfWork

_OF = select(invitations).where(
    invitations.c.subject == bindparam("of_subject"), invitations.c.person == bindparam("of_person")
)
_HOLD = _OF.with_for_update()
_NEW = postgresql.insert(invitations)
_SAVE = _NEW.on_conflict_do_update(
    index_elements=[invitations.c.subject, invitations.c.person],
    set_={each.name: _NEW.excluded[each.name] for each in invitations.c if not each.primary_key},
)
_GIVE_UP = (
    update(invitations)
    .where(
        invitations.c.subject == bindparam("of_subject"),
        invitations.c.person == bindparam("of_person"),
        invitations.c.carrier == bindparam("of_carrier"),
    )
    .values(carrier=None)
)


class SqlInvitations:
    """Meets core.ports.invitations.Invitations."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def of(self, subject: int, person: int, *, hold: bool = False) -> Invited | None:
        """The person's last one; `hold` keeps its row."""
        wanted = {"of_subject": subject, "of_person": person}
        row = self._work.connection.execute(_HOLD if hold else _OF, wanted).mappings().one_or_none()
        return None if row is None else Invited(**{**row, "method": Method(row["method"])})

    def save(self, invited: Invited) -> None:
        """Put it in the place of the person's last one."""
        names = Invited.__dataclass_fields__
        self._work.connection.execute(_SAVE, {name: getattr(invited, name) for name in names})

    def give_up(self, subject: int, person: int, carrier: int) -> None:
        """Note that the mail that carries the last one was given up, unless a later one has taken its place."""
        wanted = {"of_subject": subject, "of_person": person, "of_carrier": carrier}
        self._work.connection.execute(_GIVE_UP, wanted)
