"""A disk that brings nothing to rest before it is let."""

import os
from threading import Event

import pytest

PATIENCE = 120.0


class SlowDisk:
    """`syncs` counts what has come to rest."""

    def __init__(self, patched: pytest.MonkeyPatch) -> None:
        self.syncs = 0
        self.asked, self.may = Event(), Event()
        patched.setattr("storage.durability.sync_data", self._sync)

    def _sync(self, file: int) -> None:
        self.asked.set()
        assert self.may.wait(PATIENCE)
        os.fsync(file)
        self.syncs += 1
