"""What cannot be drawn or sent is answered all the same, and holds up nothing that the person sends next."""

import pytest

from bot.ui import Card
from core.faults import trace_of
from tests.journeys.conftest import Cast
from tests.recorder import Recorder

SECRET = "Zsófi’s secret"


@pytest.fixture
def pseudo_language() -> None:
    """What breaks is found by its English words."""


class Breaks:
    """Cards of a title that cannot be drawn."""

    def __init__(self, door: Recorder, title: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._write = door._write
        self._title = title
        monkeypatch.setattr(door, "_write", self.write)

    def write(self, channel: str, card: Card, message: str | None = None) -> object:
        if self._title in card.title:
            raise ValueError(SECRET)
        return self._write(channel, card, message)


@pytest.mark.spec("SAF-4")
@pytest.mark.parametrize("someone", ["ben", "mia"])
async def test_an_answer_that_cannot_be_drawn_is_said_with_a_reference_and_counted(
    cast: Cast, someone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = getattr(cast, someone)
    Breaks(person.door, "Your profile", monkeypatch)
    before = cast.programme.conversation.faults
    await person.command("profile")
    told = person.sees("I cannot show you the answer")
    assert cast.programme.conversation.faults == before + 1
    (fault,) = cast.programme.faults
    assert fault.split()[1] in told
    assert SECRET not in fault
    assert "test_boundary.py" in fault, "it says where"
    cast.programme.faults.clear()
    await person.command("sessions")
    person.sees("Upcoming sessions")


@pytest.mark.spec("SAF-4")
async def test_where_nothing_at_all_can_be_sent_the_next_delivery_is_handled_at_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        Breaks(cast.mia.door, "", broken)
        await cast.mia.command("profile")
    assert len(cast.programme.faults) == 2
    cast.programme.faults.clear()
    await cast.mia.command("sessions")
    cast.mia.sees("Upcoming sessions")


def test_a_trace_names_kinds_and_places_of_all_causes_and_no_words() -> None:
    def deep() -> None:
        raise KeyError(SECRET)

    def middle() -> None:
        try:
            deep()
        except KeyError as problem:
            raise ValueError(SECRET) from problem

    try:
        middle()
    except ValueError as problem:
        told = trace_of(problem)
    assert SECRET not in told
    assert told.index("builtins.KeyError") < told.index("in deep") < told.index("builtins.ValueError")
