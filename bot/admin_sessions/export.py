"""Files with sessions for admins: written in a thread of their own, with progress in the chat, then sent."""

import asyncio
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event

from bot.admin_sessions.cards import exported_card, progress_card
from bot.language import reading_as
from bot.messenger import Messenger, Platform
from core.desk import Desk
from core.errands import Errand
from core.notices import Receipt
from core.outbox import TryLater, Unreachable, Unsure, Untrue
from core.people import Address, Person
from core.ports.session_queries import SessionExport
from core.ports.store import Run, Transaction
from core.session_queries import SessionQuery
from core.usecases import members

LONGEST = 3600.0
LOOKED_AT = 3.0
"""Seconds between two looks at how far it is: an edit each is what the platforms allow."""


class SessionExporter:
    """Meets core.outbox.Agent: writes the sessions that an admin asked for, and sends them."""

    patience = LONGEST

    def __init__(self, desk: Desk, messenger: Messenger, run: Run, export: SessionExport) -> None:
        self._desk = desk
        self._messenger = messenger
        self._run = run
        self._export = export

    async def run(self, errand: Errand, now: datetime) -> int:  # noqa: ARG002 (it says what is there when it is read)
        """How many sessions were sent; an export that was begun before begins anew."""
        person = await self._run(members.by_id, self._desk, errand.person)
        if person is None or not person.is_admin:
            raise Untrue("nobody who may have it asked for it")
        query = SessionQuery.model_validate_json(errand.details["query"])
        with reading_as(person.locale):
            return await self._send(errand, person, query)

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """Nothing follows from it."""

    async def _send(self, errand: Errand, person: Person, query: SessionQuery) -> int:
        address, platform = self._door(person)
        receipt = await platform.send(
            address, progress_card(0, 0), key=f"{errand.dedupe}:{errand.attempts}"
        )
        with tempfile.TemporaryDirectory(prefix="parley-export-") as folder:
            written, files = await self._write(platform, receipt, query, Path(folder))
            for number, file in enumerate(files, start=1):
                part = f"-{number}" if len(files) > 1 else ""
                await platform.send_file(address, file, f"sessions{part}.csv")
        await _edit(platform, receipt, written, files)
        return written

    async def _write(
        self, platform: Platform, receipt: Receipt, query: SessionQuery, folder: Path
    ) -> tuple[int, list[Path]]:
        """How many sessions are in which files. Progress is edited in place."""
        stop = Event()
        done = [0, 0]

        def progress(written: int, total: int) -> bool:
            done[:] = written, total
            return not stop.is_set()

        writing = asyncio.create_task(
            asyncio.to_thread(self._export.write, query, folder, platform.largest_file, progress)
        )
        shown = -1
        try:
            while not (await asyncio.wait([writing], timeout=LOOKED_AT))[0]:
                written, total = done
                if total and (now := written * 100 // total) != shown:
                    shown = now
                    with suppress(TryLater, Unreachable, Unsure):
                        await platform.edit(receipt, progress_card(written, total))
            return done[0], list(await writing)
        finally:
            stop.set()
            with suppress(Exception):
                await writing

    def _door(self, person: Person) -> tuple[Address, Platform]:
        for address in person.addresses:
            if address not in person.shut and (platform := self._messenger.of(address)) is not None:
                return address, platform
        raise Unreachable("no chat is known")


async def _edit(platform: Platform, receipt: Receipt, written: int, files: list[Path]) -> None:
    with suppress(TryLater, Unreachable, Unsure):
        await platform.edit(receipt, exported_card(written, len(files)))
