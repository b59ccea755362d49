"""What all fault tests share."""

from collections.abc import Iterator

import pytest

from tests.faults.nursery import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, each followed by another: a worker is given two at once, and the rest runs beside them."""
    races = [item for item in items if "one_wins_each_time" in item.name]
    others = [item for item in items if item not in races]
    items[:] = [item for pair in zip(races, others, strict=False) for item in pair] + others[len(races) :]
