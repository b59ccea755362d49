"""Ids: each is made once, whatever is made together, and they sort by time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from core.ids import first_id, new_id
from tests.conftest import MORNING

MILLISECOND = timedelta(milliseconds=1)


def test_thousands_of_ids_of_one_instant_differ_and_ascend() -> None:
    made = [new_id(MORNING) for _ in range(50_000)]

    assert len(set(made)) == len(made)
    assert made == sorted(made)


def test_ids_differ_when_the_clock_goes_back_and_forth_between_threads() -> None:
    def some(place: int) -> list[int]:
        return [new_id(MORNING + (number + place) % 3 * MILLISECOND) for number in range(5_000)]

    with ThreadPoolExecutor(4) as threads:
        made = [each for batch in threads.map(some, range(4)) for each in batch]

    assert len(set(made)) == len(made)


def test_ids_sort_by_the_time_they_were_made() -> None:
    earlier, later = new_id(MORNING), new_id(MORNING + 2 * MILLISECOND)

    assert first_id(MORNING) <= earlier < first_id(MORNING + 2 * MILLISECOND) <= later
