"""Sends members all that there is of them, into their own chat and nowhere else."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.calendar_entries import entries_of
from bot.language import reading_as
from bot.messenger import Messenger, Platform
from bot.own_data.archive import Archive, names_of, write_record
from bot.own_data.cards import read_me
from bot.sentences import label
from core.calendars import CalendarEntry
from core.desk import Desk
from core.errands import Errand
from core.outbox import Unreachable, Untrue
from core.people import Address, Person
from core.ports.evidence import Files
from core.ports.own_data import OwnData
from core.ports.store import Run, Transaction
from core.usecases import members, own_data

LONGEST = 1800.0
_Write = Callable[[str, Iterable[CalendarEntry], datetime], Iterator[bytes]]


class OwnDataSender:
    """Meets core.outbox.Agent. `write` makes a calendar of entries, part by part."""

    patience = LONGEST

    def __init__(
        self, desk: Desk, messenger: Messenger, run: Run, data: OwnData, files: Files, write: _Write
    ) -> None:
        self._desk = desk
        self._messenger = messenger
        self._run = run
        self._data = data
        self._files = files
        self._write = write

    async def run(self, errand: Errand, now: datetime) -> None:
        """Send it to the chat that it was asked for in, where that is still theirs, else to another of theirs."""
        person = await self._run(members.by_id, self._desk, errand.person)
        if person is None or person.is_erased:
            raise Untrue("the member is gone")
        platform, to = self._chat(person, errand.details["asker"])
        with TemporaryDirectory(prefix="parley-own-data-") as folder, reading_as(person.locale):
            archive = Archive(Path(folder), platform.largest_file)
            await self._run(self._fill, archive, person, now)
            for file, name in names_of(archive.paths):
                await platform.send_file(to, file, name)

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """Nothing follows from it."""

    def _chat(self, person: Person, asker: str) -> tuple[Platform, Address]:
        for address in sorted(person.addresses, key=lambda each: str(each) != asker):
            platform = self._messenger.of(address)
            if platform is not None and address not in person.shut:
                return platform, address
        raise Unreachable("no chat is known")

    def _fill(self, archive: Archive, person: Person, now: datetime) -> None:
        archive.add("README.txt", [read_me(person, now).encode()])
        archive.add("calendar.ics", self._write(label("Mentor sessions"), self._entries(person), now))
        with self._data.of(person.id) as record:
            write_record(archive, record, self._files.read)
        archive.close()

    def _entries(self, person: Person) -> Iterator[CalendarEntry]:
        seen: set[str] = set()
        for agenda in own_data.agendas(self._desk, person):
            for entry in entries_of(agenda, lambda _: ""):
                if entry.uid not in seen:  # one that touches two quarters is in both
                    seen.add(entry.uid)
                    yield entry
