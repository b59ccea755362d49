"""All of a member's data as zip files, written row by row: nothing is in memory as a whole."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from core.exports import BOM, csv_line, safe
from core.ports.own_data import OwnRecord, Sheet, Value

_ROOM = 64 * 1024
"""For the list of what is in a zip file."""
_UNFIT = re.compile(r"[^\w.-]+")


class Archive:
    """Zip files in a folder; where the next file would make one larger than `largest` bytes, another is begun."""

    def __init__(self, folder: Path, largest: int) -> None:
        self._folder = folder
        self._largest = largest
        self._zip = self._next(1)
        self.paths = [Path(str(self._zip.filename))]

    def add(self, name: str, content: Iterable[bytes], size: int = 0) -> None:
        """A file of these parts; `size` is about what it takes, where that matters."""
        assert self._zip.fp is not None
        if size and self._zip.fp.tell() + size + _ROOM > self._largest:
            self._zip.close()
            self._zip = self._next(len(self.paths) + 1)
            self.paths.append(Path(str(self._zip.filename)))
        with self._zip.open(name, "w", force_zip64=True) as out:
            for part in content:
                out.write(part)

    def close(self) -> None:
        """Nothing more comes."""
        self._zip.close()

    def _next(self, number: int) -> ZipFile:
        return ZipFile(self._folder / f"{number}.zip", "w", ZIP_DEFLATED)


def write_record(archive: Archive, record: OwnRecord, read: Callable[[str], Iterator[bytes]]) -> None:
    """The record as one JSON file, as a table each, and the files that belong to it; `read` reads those."""
    archive.add("data.json", _json(record.sheets()))
    for sheet in record.sheets():
        archive.add(f"tables/{sheet.name}.csv", _csv(sheet))
    for number, file in enumerate(record.files(), start=1):
        name = _UNFIT.sub("-", file.name).strip(".-") or "file"
        archive.add(f"evidence/{number}-{name}", read(file.digest), file.size)


def _json(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    yield b"{"
    for nth, sheet in enumerate(sheets):
        yield f"{',' if nth else ''}\n{json.dumps(sheet.name)}: [".encode()
        for row, values in enumerate(sheet.rows):
            shown = dict(zip(sheet.columns, map(_plain, values), strict=True))
            yield f"{',' if row else ''}\n  {json.dumps(shown, ensure_ascii=False)}".encode()
        yield b"\n]"
    yield b"\n}\n"


def _csv(sheet: Sheet) -> Iterator[bytes]:
    yield (BOM + csv_line(sheet.columns)).encode()
    for values in sheet.rows:
        yield csv_line(map(_field, values)).encode()


def _field(value: Value) -> str:
    match _plain(value):
        case None:
            return ""
        case str() as text:
            return safe(text)
        case list() | dict() as nested:
            return safe(json.dumps(nested, ensure_ascii=False))
        case other:
            return str(other)


def _plain(value: Value) -> Value:
    match value:
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        case date():
            return value.isoformat()
    return value


def names_of(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each zip file with the name that its reader sees."""
    for number, path in enumerate(paths, start=1):
        yield path, "my-data.zip" if len(paths) == 1 else f"my-data-{number}.zip"
