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
    """The race takes longest: begun first, it runs beside everything else."""
    items.sort(key=lambda item: item.path.name != "test_race.py")
