"""The round that keeps mentors' busy times up to date."""

import asyncio
import logging

from core.calendars import CalendarLink, CalendarQuestion, Trouble
from core.desk import Desk
from core.errors.calendars import CalendarUnreadable
from core.faults import trace_of
from core.ports.calendars import CalendarReader
from core.ports.store import Run
from core.usecases import calendars

log = logging.getLogger(__name__)


class CalendarRefresher:
    """Reads the calendars that are due. Any number of these may run on one database.

    The network is waited for between transactions, never in a thread of the store's.
    """

    def __init__(self, desk: Desk, reader: CalendarReader, run: Run) -> None:
        self._desk = desk
        self._reader = reader
        self._run = run

    async def refresh_due(self) -> int:
        """Read the calendars due now; returns how many."""
        count = 0
        while due := await self._run(calendars.claim_due, self._desk):
            await asyncio.gather(*(self._refresh(link, question) for link, question in due))
            count += len(due)
        return count

    async def _refresh(self, link: CalendarLink, question: CalendarQuestion) -> None:
        if link.is_locked:
            await self._run(calendars.note_failure, self._desk, link, Trouble.LOCKED)
            return
        try:
            reading = await self._reader.read(question)
        except CalendarUnreadable as problem:
            log.info("calendar %s (%s): %s", link.id, link.host, problem.trouble)
            await self._run(calendars.note_failure, self._desk, link, Trouble(problem.trouble))
        except Exception as fault:  # noqa: BLE001 (one calendar must not keep the others from being read)
            log.error("calendar %s: %s", link.id, trace_of(fault))
            await self._run(calendars.note_failure, self._desk, link, Trouble.NOT_A_CALENDAR)
        else:
            await self._run(calendars.record_refresh, self._desk, link, question, reading)
