"""A programme for councils: an admin, mentors in three zones, mentees on the council plan."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from core.availability import Block, DayPattern, Schedule, WeeklyPattern
from core.clock import Clock
from core.councils import Council, PollAnswer
from core.desk import Desk
from core.invariants import Invariant
from core.mentors import Mentor
from core.notices import Kind, Notice
from core.people import Person, Plan, Role
from core.sessions import Session, Topic
from core.usecases.councils import calling, polling
from core.usecases.councils.drafting import NewCouncil
from core.usecases.councils.views import CouncilView
from gateways.jitsi import JitsiRooms
from storage.check import SqlCheck
from storage.message_tables import notices
from storage.notice_rows import notice_of
from storage.store import SqlStore
from storage.tables import claims
from tests.conftest import MORNING
from tests.storage.samples import a_claim, a_person, a_session

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata")
TIMES = tuple(MORNING + (day + 4) * DAY + 6 * HOUR for day in range(3))
"""Friday to Sunday, 14:00 in London."""
YES, MAYBE, NO = PollAnswer.AVAILABLE, PollAnswer.MAYBE, PollAnswer.NO
_ABOUT_COUNCILS = {each for each in Invariant if each.name.startswith("COUNCIL_")} | {
    Invariant.TWO_PLACES,
    Invariant.TWO_SESSIONS,
    Invariant.UNCLAIMED,
    Invariant.ORPHAN_CLAIM,
    Invariant.UNTRUE_REMINDER,
}
_ALL_DAY = Block(0, 1440)


def always(zone: str, **more: object) -> Schedule:
    """Open day and night."""
    week = WeeklyPattern((DayPattern(True, (_ALL_DAY,)),) * 7)
    return Schedule(zone, week, **more)  # type: ignore[arg-type]


class Stage:
    """Olga runs it; Ada, Ben, Cleo, Dan, Eve and Fay are mentors, Max, Mia, Mo and Moe are mentees."""

    def __init__(self, store: SqlStore, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.desk = Desk(store, JitsiRooms("https://rooms.example"))
        self.people: dict[str, Person] = {}
        mentors: list[Mentor] = []
        with store.write() as tx:
            self._join("olga", roles=frozenset({Role.ADMIN}))
            for place, name in enumerate(("ada", "ben", "cleo", "dan", "eve", "fay")):
                person = self._join(name, roles=frozenset({Role.MENTOR}), zone=ZONES[place % 3])
                tags = ("go", "sql")[: 1 + place % 2]
                schedule = always(ZONES[place % 3], buffer_minutes=15)
                mentors.append(Mentor(person, schedule, tags=tags))
            for name in ("max", "mia", "mo", "moe"):
                self._join(name, plan=Plan.COUNCIL, zone="Europe/London")
            for person in self.people.values():
                tx.people.add(person)
            for mentor in mentors:
                tx.mentors.save(mentor)

    def on(self, store: SqlStore, clock: Clock) -> "Stage":
        """The same people on a copy of the store."""
        copied = copy(self)
        copied.store, copied.clock, copied.desk = store, clock, replace(self.desk, store=store)
        return copied

    def _join(self, name: str, **known: object) -> Person:
        self.people[name] = a_person(name.title(), **{"zone": "Europe/Berlin", **known})
        return self.people[name]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def ids(self, *names: str) -> list[int]:
        return [self.people[name].id for name in names]

    def name(self, person: int) -> str:
        return next(name for name, each in self.people.items() if each.id == person)

    def save_mentor(self, name: str, **schedule: object) -> None:
        place = list(self.people).index(name) - 1
        with self.store.write() as tx:
            mentor = tx.mentors.get(self.people[name].id)
            assert mentor is not None
            tx.mentors.save(
                Mentor(
                    mentor.person,
                    always(ZONES[place % 3], **{"buffer_minutes": 15, **schedule}),
                    tags=mentor.tags,
                )
            )

    def poll(self, *mentors: str, times: Sequence[datetime] = TIMES, **more: object) -> CouncilView:
        """Olga calls a council and asks the mentors."""
        names = mentors or ("ada", "ben", "cleo", "dan", "eve")
        values = {"expertise": ("go", "sql"), "material": "Read this", **more}
        new = NewCouncil("Careers", mentors=tuple(self.ids(*names)), times=tuple(times), **values)  # type: ignore[arg-type]
        called = calling.call(self.desk, self["olga"], new)
        return calling.open_poll(self.desk, self["olga"], called.council.id, called.council.revision)

    def say(self, council: int, name: str, *said: PollAnswer | None) -> polling.Answered:
        """What a mentor answers to the proposals in order; None is nothing."""
        proposals = self.get(council).proposals
        answers = {proposal.id: answer for proposal, answer in zip(proposals, said, strict=True) if answer}
        return polling.answer(self.desk, self[name], council, answers)

    def get(self, council: int) -> Council:
        with self.store.read() as tx:
            found = tx.councils.get(council)
        assert found is not None
        return found

    def book(self, mentor: str, start: datetime, mentee: str = "moe") -> Session:
        """A session of the mentor's, claimed."""
        session = a_session(
            self[mentor].id, self[mentee].id, start, topic=Topic("Talk"), minutes=30, buffer_minutes=0
        )
        with self.store.write() as tx:
            tx.people.lock([session.mentor, session.mentee])
            people = (session.mentor, session.mentee)
            tx.claims.take([a_claim(person, start, owner=session.id) for person in people])
            tx.sessions.add(session)
        return session

    def notices(self, kind: Kind, council: int | None = None) -> list[Notice]:
        """Those written, of this kind, but for the cancelled."""
        with self.store.work() as work:
            rows = work.connection.execute(
                select(notices).where(notices.c.kind == kind.value, notices.c.state != "cancelled")
            ).all()
        return [notice_of(row) for row in rows if council in (None, row.council)]

    def told(self, kind: Kind, council: int | None = None) -> list[str]:
        """The names of those who are told, each as often as they are."""
        return sorted(self.name(notice.person) for notice in self.notices(kind, council))

    def claimed(self, owner: int) -> list[str]:
        """Whose time is claimed for it."""
        with self.store.work() as work:
            rows = work.connection.execute(select(claims.c.person).where(claims.c.owner == owner))
            return sorted(self.name(person) for person in rows.scalars())

    def violations(self, patience: timedelta = DAY) -> list[str]:
        """What the nightly check would find about councils and claims."""
        found = SqlCheck(self.store).violations(patience)
        return [str(each) for each in found if each.invariant in _ABOUT_COUNCILS]
