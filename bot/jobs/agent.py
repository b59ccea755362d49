"""Carries jobs out slice by slice, shows how far they are, and tells what came of them."""

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path

from bot.jobs.board import PACE, Board
from bot.jobs.cards import job_card, progress_card
from bot.jobs.files import write_report
from bot.language import reading_as
from bot.messenger import Messenger
from core.desk import Desk
from core.errands import Errand
from core.jobs import JobState, Work
from core.outbox import Unreachable
from core.ports.store import Run, Transaction
from core.usecases.jobs import reading, running
from core.usecases.jobs.reading import Report

LONGEST = 3600.0
LONG = 20
"""With more sessions than these, a file tells what became of each."""


class JobAgent:
    """Meets core.outbox.Agent. All that has been done is in the store: whoever takes a job over goes on from there."""

    patience = LONGEST

    def __init__(self, desk: Desk, messenger: Messenger, run: Run, pace: float = PACE) -> None:
        self._desk = desk
        self._messenger = messenger
        self._run = run
        self._pace = pace

    async def run(self, errand: Errand, now: datetime) -> JobState:  # noqa: ARG002 (each slice has its own present)
        """How it ended."""
        number, clock = int(errand.details["job"]), asyncio.get_running_loop()
        careful = errand.attempts >= running.CAREFUL_FROM
        job = await self._run(running.resume, self._desk, number)
        board = await Board.of(self._desk, self._messenger, self._run, job, errand.details.get("asker"))
        shown = clock.time()
        while job.state is JobState.RUNNING:
            job = await self._run(running.carry_on, self._desk, number, careful=careful)
            if board is not None and job.state is JobState.RUNNING and clock.time() - shown >= self._pace:
                report = await self._run(reading.progress, self._desk, number)
                with reading_as(report.by.locale):
                    await board.try_to_show(progress_card(report))
                shown = clock.time()
        if board is not None:
            await self._tell(board, await self._run(reading.progress, self._desk, number))
        return job.state

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """A job that was given up is not running any more."""
        if answer is None:
            running.give_up(tx, int(errand.details["job"]))

    async def _tell(self, board: Board, report: Report) -> None:
        """What came of it; with a file where it is long and the reader may still see it."""
        try:
            with reading_as(report.by.locale):
                await board.show(job_card(report))
            about_many = report.job.work is Work.CANCEL and report.job.total > LONG
            if about_many and report.job.state is not JobState.REVOKED:
                with tempfile.TemporaryDirectory(prefix="parley-job-") as folder:
                    file = Path(folder) / "report.csv"
                    await self._run(write_report, self._desk, report.job.id, file)
                    await board.send_file(file, "report.csv")
        except Unreachable:
            return  # it is done all the same, and `/admin jobs` tells of it
