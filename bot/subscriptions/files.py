"""Sends a session or council as a file for any calendar."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.calendar_entries import entry_of
from bot.language import reading_as
from bot.messenger import Messenger
from core.calendars import CalendarEntry
from core.councils import Council
from core.desk import Desk
from core.errands import Errand
from core.errors.common import Refusal
from core.outbox import Untrue
from core.people import Person
from core.ports.store import Run, Transaction
from core.usecases import calendar_files, members
from core.usecases.subscriptions import Booked

NAME = "session.ics"


class CalendarFileSender:
    """Meets core.outbox.Agent: sends the file to whoever asked for it, as it reads when it leaves.

    `write` makes a file of an entry and the present.
    """

    patience = 60.0

    def __init__(
        self,
        desk: Desk,
        messenger: Messenger,
        run: Run,
        write: Callable[[CalendarEntry, datetime], bytes],
    ) -> None:
        self._desk = desk
        self._messenger = messenger
        self._run = run
        self._write = write

    async def run(self, errand: Errand, now: datetime) -> None:
        """Send it, if they still take part."""
        person = await self._run(members.by_id, self._desk, errand.person)
        if person is None:
            raise Untrue("nobody who may have it asked for it")
        try:
            booked = await self._run(calendar_files.booked_for, self._desk, person, errand)
        except Refusal as refused:
            raise Untrue("it is not in their calendar any more") from refused
        with TemporaryDirectory(prefix="parley-calendar-") as folder, reading_as(person.locale):
            file = Path(folder, NAME)
            await self._run(self._fill, file, booked, person, now)
            await self._messenger.send_file(person, file, NAME)

    def _fill(self, file: Path, booked: Booked | Council, reader: Person, now: datetime) -> None:
        owner = booked.session.id if isinstance(booked, Booked) else booked.id
        file.write_bytes(self._write(entry_of(booked, self._desk.door(owner, reader.id)), now))

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """Nothing follows from it."""
