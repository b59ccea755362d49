"""The round that keeps mentors' busy times up to date."""

import logging

from core.calendars import Trouble
from core.desk import Desk
from core.errors.calendars import CalendarUnreadable
from core.faults import trace_of
from core.ports.calendars import CalendarReader
from core.ports.store import Run
from core.usecases import calendars
from core.usecases.rounds import asking_outside

AT_ONCE = 20
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
        due = await self._run(calendars.due, self._desk)
        return await asking_outside(
            self._desk,
            self._run,
            "calendars",
            due,
            self._refresh,
            lambda link: f"calendar {link}",
            at_once=AT_ONCE,
        )

    async def _refresh(self, number: int) -> bool:
        claimed = await self._run(calendars.claim, self._desk, number)
        if claimed is None:
            return False
        link, question = claimed
        if link.is_locked:
            await self._run(calendars.note_failure, self._desk, link, Trouble.LOCKED)
            return True
        try:
            reading = await self._reader.read(question)
        except CalendarUnreadable as problem:
            log.info("calendar %s (%s): %s", link.id, link.host, problem.trouble)
            await self._run(calendars.note_failure, self._desk, link, Trouble(problem.trouble))
        except Exception as fault:  # noqa: BLE001 (its mentor has to hear of it as of any other)
            log.error("calendar %s: %s", link.id, trace_of(fault))
            await self._run(calendars.note_failure, self._desk, link, Trouble.NOT_A_CALENDAR)
        else:
            await self._run(calendars.record_refresh, self._desk, link, question, reading)
        return True
