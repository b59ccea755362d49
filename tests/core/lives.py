"""Machines of hypothesis that live on a database: every example begins with a copy of it, where time stands still."""

import shutil
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from core.desk import Desk
from core.people import Person
from core.ports.payments import PaymentGateway
from gateways.jitsi import JitsiRooms
from storage.store import open_store
from tests.clocks import Still
from tests.depth import examples


class Life(RuleBasedStateMachine):
    """Among `people`; what was ever done and not refused is added to `done`."""

    file: ClassVar[Path]
    people: ClassVar[dict[str, Person]]
    done: ClassVar[set[str]]

    def __init__(self, *gateways: PaymentGateway) -> None:
        super().__init__()
        self.copy = self.file.with_suffix(".copy")
        shutil.copy(self.file, self.copy)
        self.clock = Still()
        self.store = open_store(f"sqlite:///{self.copy}", self.clock)
        self.desk = Desk(self.store, JitsiRooms("https://rooms.example"), gateways=gateways)

    def teardown(self) -> None:
        self.store.close()


def live(kind: type[Life], url: str, people: dict[str, Person], *, most: int, steps: int) -> set[str]:
    """Have hypothesis act; returns what was done. Only a deep look makes what it finds as short as can be."""
    done: set[str] = set()
    known = {"file": Path(url.removeprefix("sqlite:///")), "people": people, "done": done}
    run_state_machine_as_test(
        type(kind.__name__, (kind,), known),
        settings=settings(
            max_examples=most,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            print_blob=False,
            phases=[Phase.generate, *([Phase.shrink] if examples(0, 1) else [])],
            suppress_health_check=list(HealthCheck),
        ),
    )
    return done
