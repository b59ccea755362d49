"""Files with sessions for admins: written in a thread of their own, with progress in the chat, then sent."""

import asyncio
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event

from bot.jobs.board import PACE, Board
from bot.jobs.cards import exported_card, job_card, writing_card
from bot.language import reading_as
from bot.messenger import Messenger
from core.desk import Desk
from core.errands import Errand
from core.jobs import ExportWish, Job, JobState
from core.outbox import Unreachable
from core.ports.session_queries import SessionExport
from core.ports.store import Run, Transaction
from core.usecases.jobs import reading, running

LONGEST = 3600.0


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
        if "job" not in errand.details:
            raise Unreachable("it was ordered before an upgrade")
        job = await self._run(running.resume, self._desk, int(errand.details["job"]))
        board = await Board.of(self._desk, self._messenger, self._run, job, errand.details.get("asker"))
        if board is None:
            raise Unreachable("no chat is known")
        report = await self._run(reading.progress, self._desk, job.id)
        with reading_as(report.by.locale):
            if job.state is JobState.RUNNING:
                job, files = await self._send(board, job)
            else:
                files = 0
            if job.state is JobState.DONE and files:
                await board.show(exported_card(job.total, files))
            else:
                await board.show(job_card(await self._run(reading.progress, self._desk, job.id)))
        return job.total

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """One that was given up is not running any more."""
        if answer is None and "job" in errand.details:
            running.give_up(tx, int(errand.details["job"]))

    async def _send(self, board: Board, job: Job) -> tuple[Job, int]:
        """The job as it has become, and how many files were sent."""
        await board.show(writing_card(job, 0, 0))
        with tempfile.TemporaryDirectory(prefix="parley-export-") as folder:
            written, files = await self._write(board, job, Path(folder))
            job = await self._run(running.resume, self._desk, job.id)
            if job.state is not JobState.RUNNING:
                return job, 0
            for number, file in enumerate(files, start=1):
                part = f"-{number}" if len(files) > 1 else ""
                await board.send_file(file, f"sessions{part}.csv")
        return await self._run(running.finish, self._desk, job.id, written), len(files)

    async def _write(self, board: Board, job: Job, folder: Path) -> tuple[int, list[Path]]:
        """How many sessions are in which files. Progress is edited in place; a job that has ended is broken off."""
        assert isinstance(job.wish, ExportWish)
        stop = Event()
        done = [0, 0]

        def progress(written: int, total: int) -> bool:
            done[:] = written, total
            return not stop.is_set()

        largest = board.platform.largest_file
        writing = asyncio.create_task(
            asyncio.to_thread(self._export.write, job.wish.query, folder, largest, progress)
        )
        shown = -1
        try:
            while not (await asyncio.wait([writing], timeout=PACE))[0]:
                if (await self._run(running.resume, self._desk, job.id)).state is not JobState.RUNNING:
                    stop.set()
                    continue
                written, total = done
                if total and (now := written * 100 // total) != shown:
                    shown = now
                    await board.try_to_show(writing_card(job, written, total))
            return done[0], list(await writing)
        finally:
            stop.set()
            with suppress(Exception):
                await writing
