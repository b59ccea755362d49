"""Sessions and holds in the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.sessions import Hold, Session


class Sessions(Protocol):
    """Sessions and holds."""

    def get(self, session: int) -> Session | None:
        """The session."""

    def lock(self, session: int) -> Session | None:
        """The session as it is now; nobody else changes it until the transaction ends. Before people, before claims."""

    def lock_all(self, sessions: Iterable[int]) -> Sequence[Session]:
        """As `lock`, in the order of their ids; what is none is left out."""

    def take_free(self, sessions: Sequence[int]) -> Sequence[Session]:
        """These, in their order, their rows held; whoever is at work on one keeps it."""

    def of(self, sessions: Iterable[int]) -> Sequence[Session]:
        """These sessions, in any order; what is none is left out."""

    def add(self, session: Session) -> None:
        """A new session."""

    def save(self, session: Session, was: int) -> None:
        """Everything, provided the stored revision is still `was`; raises core.errors.sessions.Stale."""

    def save_all(self, sessions: Sequence[tuple[Session, int]]) -> None:
        """As `save`, each with what its stored revision is."""

    def touch(self, session: Session) -> None:
        """Only what is not agreed between the two: who joined; a scheduled session is in progress from then on."""

    def upcoming(self, person: int, now: datetime, limit: int, offset: int = 0) -> Sequence[Session]:
        """Not ended at `now` and not cancelled, either role, soonest first."""

    def agreed_after(self, start: datetime) -> Sequence[int]:
        """Scheduled ones that begin then or later, in their order."""

    def coming(self, now: datetime, limit: int) -> Sequence[Session]:
        """Everybody's, not begun at `now`, soonest first."""

    def past(self, person: int, now: datetime, limit: int, offset: int = 0) -> Sequence[Session]:
        """Ended or cancelled, either role, latest first."""

    def past_of(
        self,
        person: int,
        other: int | None,
        span: tuple[datetime, datetime],
        now: datetime,
        limit: int,
        offset: int,
    ) -> Sequence[Session]:
        """Those of them that begin within the span, with the other (None: with anybody)."""

    def met(self, person: int) -> Sequence[int]:
        """Whom the person has had or will have a session with, either role, each once."""

    def coded(self, person: int, code: str, now: datetime) -> Sequence[Session]:
        """Those with this short name, such as `S-7F3K`, either role, first what is ahead; none for what is none."""

    def by_chat(self, person: int, since: datetime, until: datetime, limit: int) -> Sequence[Session]:
        """Those by chat that end after `since` and start by `until`, not cancelled, either role, soonest first."""

    def counted(self, mentee: int, month: str) -> int:
        """How many sessions count against the mentee's month."""

    def weeks(
        self, mentors: Iterable[int], start: datetime, end: datetime
    ) -> Sequence[tuple[int, datetime]]:
        """(mentor, start) of the mentors' live sessions and live holds that start within [start, end)."""

    def ended(self, now: datetime, grace_minutes: int) -> Sequence[int]:
        """Live sessions that ended at least `grace_minutes` ago, except `abandoned` ones and those already asked about.

        Earliest first, as in all lists for rounds.
        """

    def unattested(self, until: datetime) -> Sequence[int]:
        """Live sessions that ended before `until` and whose parties were asked who came."""

    def hold_of(self, mentee: int) -> Hold | None:
        """The mentee's one hold, expired or not."""

    def get_hold(self, hold: int) -> Hold | None:
        """The hold, expired or not."""

    def holds_with(self, person: int) -> Sequence[Hold]:
        """All holds that keep the person's time, in either role, expired or not."""

    def led_by_suspended(self, now: datetime) -> Sequence[int]:
        """Agreed sessions that have not begun at `now` and whose mentor is suspended."""

    def put_hold(self, hold: Hold) -> None:
        """Insert or replace the hold with this id."""

    def drop_hold(self, hold: int) -> Hold | None:
        """Remove the hold's row (its claims are released apart), and return it; None when it has gone already."""

    def between(self, person: int, start: datetime, end: datetime) -> Sequence[Session]:
        """The person's sessions in either role that touch [start, end) and are not cancelled, soonest first."""

    def loads(self, mentors: Iterable[int], now: datetime) -> Mapping[int, int]:
        """How many sessions are ahead of each of these mentors who has any."""

    def unconfirmed(self, now: datetime) -> Sequence[int]:
        """Requested sessions whose mentor has not accepted in time."""

    def abandoned(self, now: datetime) -> Sequence[int]:
        """Sessions that should have begun while their mentee had still to answer."""
