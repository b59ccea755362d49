"""An outbox on both databases, and a courier that does as it is told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from core.notices import Notice, Receipt
from core.outbox import Delivered
from storage.executor import Executor
from storage.outbox import SqlOutbox
from storage.store import SqlStore


@dataclass
class Scripted:
    """A courier: what it meets with each notice (by dedupe key) is taken from `meets`, one after the other."""

    meets: dict[str, list[Exception]] = field(default_factory=dict)
    sent: list[Notice] = field(default_factory=list)

    async def deliver(self, notice: Notice, now: datetime) -> Delivered:  # noqa: ARG002 (it draws nothing)
        if trouble := self.meets.get(notice.dedupe):
            raise trouble.pop(0)
        self.sent.append(notice)
        return Delivered(Receipt("slack", "T1", "D1", str(notice.id)))


@pytest.fixture
def outbox(store: SqlStore) -> SqlOutbox:
    return SqlOutbox(store)


@pytest.fixture
def courier() -> Scripted:
    return Scripted()


@pytest.fixture
async def executor(store: SqlStore) -> AsyncIterator[Executor]:
    executor = Executor(4)
    yield executor
    executor.close()
