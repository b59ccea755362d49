"""Every use case of councils acted once, for what the audit log tells of it (see test_audit)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from core.availability import Schedule
from core.clock import Clock
from core.councils import Council, PollAnswer
from core.desk import Desk
from core.mentors import Mentor
from core.people import Address, Person, Plan, Role
from core.usecases.councils import (
    calling,
    coming,
    dashboard,
    deciding,
    dropping,
    mine,
    polling,
    registering,
    rounds,
)
from core.usecases.councils.drafting import Details, NewCouncil
from storage.store import SqlStore

SILENT = {"councils.coming.join": "attendance is kept with the council"}
TOLD = {
    "councils.calling.call": "COUNCIL_CALLED",
    "councils.calling.describe": "COUNCIL_CHANGED",
    "councils.calling.set_mentors": "COUNCIL_CHANGED",
    "councils.calling.set_times": "COUNCIL_CHANGED",
    "councils.calling.open_poll": "COUNCIL_POLL_OPENED",
    "councils.polling.answer": "COUNCIL_ANSWERED",
    "councils.polling.answer_all": "COUNCIL_ANSWERED",
    "councils.polling.answer_hours": "COUNCIL_ANSWERED",
    "councils.polling.suggest_time": "COUNCIL_TIME_SUGGESTED",
    "councils.polling.explain": "COUNCIL_CONFLICT_EXPLAINED",
    "councils.dashboard.note": "COUNCIL_NOTED",
    "councils.deciding.extend": "COUNCIL_EXTENDED",
    "councils.deciding.add_mentors": "COUNCIL_MENTORS_ADDED",
    "councils.deciding.choose": "COUNCIL_CONFIRMED",
    "councils.deciding.cancel": "COUNCIL_CANCELLED",
    "councils.dropping.drop_out": "COUNCIL_MENTOR_DROPPED",
    "councils.mine.convene": "COUNCIL_CONFIRMED",
    "councils.registering.register": "COUNCIL_REGISTERED",
    "councils.registering.leave": "COUNCIL_LEFT",
    "councils.rounds.close_polls": "COUNCIL_CONFIRMED",
    "councils.rounds.complete_ended": "COUNCIL_COMPLETED",
}
CHANGES = {
    "COUNCIL_CHANGED", "COUNCIL_POLL_OPENED", "COUNCIL_EXTENDED", "COUNCIL_MENTORS_ADDED", "COUNCIL_CONFIRMED",
    "COUNCIL_CANCELLED", "COUNCIL_MENTOR_DROPPED", "COUNCIL_LEFT", "COUNCIL_COMPLETED",
}  # fmt: skip
BY_ITSELF = {"councils.rounds.close_polls", "councils.rounds.complete_ended"}
_DAY = timedelta(days=1)


class Programme(Protocol):
    """What test_audit acts in."""

    store: SqlStore
    clock: Clock
    desk: Desk

    def at(self, address: Address) -> Desk: ...

    def act(self, use_case: str, deed: Callable[[], object]) -> object: ...

    def person(self, address: Address) -> Person: ...


class Deeds:
    """Olga coordinates, Ana and Ben are the mentors."""

    def __init__(self, programme: Programme, olga: Address, ana: Address, ben: Address, words: str) -> None:
        self.p, self.words = programme, words
        with programme.store.write() as tx:
            for address in (olga, ben):
                person = programme.person(address)
                person = replace(
                    person, roles=person.roles | {Role.MENTOR}, plan=Plan.COUNCIL, zone="Europe/Berlin"
                )
                tx.people.save(person)
                tx.mentors.save(Mentor(person, Schedule("Europe/Berlin")))
        self.olga, self.ana, self.ben = map(programme.person, (olga, ana, ben))
        self.by_olga, self.by_ana = programme.at(olga), programme.at(ana)

    def all(self) -> None:
        """Act each of them."""
        council = self._called()
        self._answered(council)
        self._decided(council)
        self._held()

    def _do(self, use_case: str, deed: Callable[[], object]) -> None:
        self.p.act(f"councils.{use_case}", deed)

    def _get(self, council: int) -> Council:
        with self.p.store.read() as tx:
            found = tx.councils.get(council)
        assert found is not None
        return found

    def _last(self) -> Council:
        with self.p.store.read() as tx:
            listed = tx.councils.listed(self.olga.id, 100, everything=True)
        return max(listed, key=lambda council: council.id)

    def _called(self) -> int:
        first = self.p.clock.now().replace(hour=12, minute=0, second=0, microsecond=0) + 5 * _DAY
        times = [first + day * _DAY for day in range(3)]
        new = NewCouncil(self.words, material=self.words, least=1)
        desk, olga = self.by_olga, self.olga
        self._do("calling.call", lambda: calling.call(desk, olga, new))
        council = self._last().id
        pair = [self.ana.id, self.ben.id]
        self._do("calling.describe", lambda: calling.describe(desk, olga, council, 1, Details(capacity=3)))
        self._do("calling.set_mentors", lambda: calling.set_mentors(desk, olga, council, 1, pair, None))
        self._do("calling.set_times", lambda: calling.set_times(desk, olga, council, 2, times))
        self._do("calling.open_poll", lambda: calling.open_poll(desk, olga, council, 3))
        return council

    def _answered(self, council: int) -> None:
        desk, ana = self.by_ana, self.ana
        proposals = self._get(council).proposals
        said = {proposals[0].id: PollAnswer.MAYBE}
        other = proposals[2].starts_at + _DAY
        self._do("polling.answer_hours", lambda: polling.answer_hours(desk, ana, council, 0, 1))
        self._do("polling.answer", lambda: polling.answer(desk, ana, council, said))
        self._do("polling.answer_all", lambda: polling.answer_all(desk, ana, council, PollAnswer.MAYBE))
        self._do("polling.suggest_time", lambda: polling.suggest_time(desk, ana, council, other))
        self._do("polling.explain", lambda: polling.explain(desk, ana, council, self.words))
        self._do("dashboard.note", lambda: dashboard.note(self.by_olga, self.olga, council, self.words))

    def _decided(self, council: int) -> None:
        desk, olga = self.by_olga, self.olga
        start = self._get(council).proposals[0].starts_at

        def now() -> int:
            return self._get(council).revision

        self._do("deciding.extend", lambda: deciding.extend(desk, olga, council, now(), 24))
        self._do(
            "deciding.add_mentors", lambda: deciding.add_mentors(desk, olga, council, now(), [olga.id])
        )
        chosen = [self.ana.id, self.ben.id]
        self._do("deciding.choose", lambda: deciding.choose(desk, olga, council, now(), start, chosen))
        self._do(
            "dropping.drop_out",
            lambda: dropping.drop_out(self.by_ana, self.ana, council, now(), self.words),
        )
        self._do("deciding.cancel", lambda: deciding.cancel(desk, olga, council, now(), self.words))

    def _held(self) -> None:
        desk, olga = self.by_olga, self.olga
        mentors = (self.ana.id, self.ben.id)
        first = self.p.clock.now().replace(hour=12, minute=0, second=0, microsecond=0) + 5 * _DAY
        times = tuple(first + day * _DAY for day in range(3))
        new = NewCouncil(self.words, mentors=mentors, times=times, least=1)
        draft = calling.call(desk, olga, new).council
        calling.open_poll(desk, olga, draft.id, 1)
        words = self.words
        self._do("registering.register", lambda: registering.register(desk, olga, draft.id, words, words))
        self._do("registering.leave", lambda: registering.leave(desk, olga, draft.id))
        polling.answer_all(self.by_ana, self.ana, draft.id, PollAnswer.AVAILABLE)
        self._forget()
        self.p.clock.move(3 * _DAY)
        self._do("rounds.close_polls", lambda: rounds.close_polls(self.p.desk))
        later = times[2] + timedelta(hours=3)
        own = calling.call(desk, olga, replace(new, times=())).council
        self._do("mine.convene", lambda: mine.convene(desk, olga, own.id, own.revision, later))
        self.p.clock.move_to(times[0] + timedelta(minutes=1))
        self._do("coming.join", lambda: coming.join(self.by_ana, self.ana, draft.id))
        self.p.clock.move_to(times[0] + timedelta(hours=2))
        self._do("rounds.complete_ended", lambda: rounds.complete_ended(self.p.desk))

    def _forget(self) -> None:
        """What was only needed on the way is told under no use case's name."""
        self.p.act("councils", lambda: None)
