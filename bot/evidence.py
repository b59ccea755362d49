"""Files from chats: fetched into a temporary file, told by their content, stored; and sent to admins who open them."""

import asyncio
import hashlib
import tempfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from bot.formats import clean, shorten
from bot.language import reading_as
from bot.messenger import Messenger
from core.desk import Desk
from core.errands import Errand
from core.errors.common import Refusal
from core.evidence import (
    LOOKED_AT,
    MOST_BYTES,
    NAME_LIMIT,
    ContentQuestion,
    FileContent,
    FileQuestion,
    KeptFile,
    RefusedFile,
    Trouble,
    Unfetched,
    kind_of,
    safe_name,
)
from core.outbox import Untrue
from core.ports.evidence import Files
from core.ports.store import Run, Transaction
from core.usecases import evidence, members

SLICE = 512 * 1024
LONGEST = 300.0


class FileKeeper:
    """Fetches files that people send and stores what may be kept of them."""

    def __init__(self, messenger: Messenger, run: Run, files: Files) -> None:
        self._messenger = messenger
        self._run = run
        self._files = files

    async def keep(self, question: FileQuestion) -> KeptFile | RefusedFile:
        """The file as it is stored, or why it is not."""
        try:
            return await self._keep(question)
        except Unfetched as unfetched:
            return _refused(question, unfetched)

    async def read(self, question: ContentQuestion) -> FileContent | RefusedFile:
        """What is in the file, or why it cannot be had."""
        content = BytesIO()
        try:
            await self._fetch(question.file, content, question.most)
        except Unfetched as unfetched:
            return _refused(question.file, unfetched)
        return FileContent(content.getvalue())

    async def _fetch(self, question: FileQuestion, into: BinaryIO, most: int) -> None:
        platform = self._messenger.platforms.get(question.platform)
        if platform is None:
            raise Unfetched(Trouble.GONE)
        if question.size is not None and question.size > most:
            raise Unfetched(Trouble.TOO_BIG)
        await platform.fetch(question, Limited(into, most))

    async def _keep(self, question: FileQuestion) -> KeptFile:
        with tempfile.TemporaryFile(prefix="parley-evidence-") as file:
            await self._fetch(question, file, MOST_BYTES)
            kept = await asyncio.to_thread(_told, file, question)
            await self._run(self._files.keep, kept, _slices(file))
        return kept


def _refused(question: FileQuestion, why: Unfetched) -> RefusedFile:
    return RefusedFile(shorten(clean(question.name), NAME_LIMIT), why.trouble)


class Limited:
    """Writes into a file until that is larger than may be kept; raises Unfetched then."""

    def __init__(self, file: BinaryIO, most: int = MOST_BYTES) -> None:
        self._file = file
        self._left = most

    def write(self, part: bytes) -> int:
        """Append."""
        self._left -= len(part)
        if self._left < 0:
            raise Unfetched(Trouble.TOO_BIG)
        return self._file.write(part)


class EvidenceSender:
    """Meets core.outbox.Agent: sends files of disputes to admins who have opened them."""

    patience = LONGEST

    def __init__(self, desk: Desk, messenger: Messenger, run: Run, files: Files) -> None:
        self._desk = desk
        self._messenger = messenger
        self._run = run
        self._files = files

    async def run(self, errand: Errand, now: datetime) -> None:  # noqa: ARG002 (it does not matter when)
        """Send it, if they may still read it."""
        person = await self._run(members.by_id, self._desk, errand.person)
        if person is None:
            raise Untrue("nobody who may have it asked for it")
        try:
            found = await self._run(evidence.readable, self._desk, person, int(errand.details["evidence"]))
        except Refusal as refused:
            raise Untrue("they may not read it any more") from refused
        with (
            tempfile.TemporaryDirectory(prefix="parley-evidence-") as folder,
            reading_as(person.locale),
        ):
            file = Path(folder, "evidence")
            await self._run(_written, self._files, found.file.digest, file)
            await self._messenger.send_file(person, file, found.file.name)

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """Nothing follows from it."""


def _told(file: BinaryIO, question: FileQuestion) -> KeptFile:
    """What was fetched; raises Unfetched for what is not to be kept."""
    size = file.tell()
    file.seek(0)
    known = kind_of(file.read(LOOKED_AT))
    if isinstance(known, Trouble):
        raise Unfetched(known)
    if question.size is not None and size != question.size:
        raise Unfetched(Trouble.INCOMPLETE)
    digest = hashlib.sha256()
    for part in _slices(file):
        digest.update(part)
    kind, ending = known
    return KeptFile(digest.hexdigest(), safe_name(question.name, ending), kind, size)


def _slices(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(SLICE):
        yield part


def _written(files: Files, digest: str, path: Path) -> None:
    with path.open("wb") as file:
        for part in files.read(digest):
            file.write(part)
