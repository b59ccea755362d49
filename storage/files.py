"""The contents of files, each stored once and in slices, so that none is in memory as a whole."""

from collections.abc import Iterable, Iterator

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql

from core.evidence import KeptFile
from storage.evidence_tables import file_slices, files
from storage.store import SqlStore

_NEW = postgresql.insert(files)
_KEEP = _NEW.on_conflict_do_update(index_elements=[files.c.digest], set_={"used_at": _NEW.excluded.used_at})
_HAS_SLICES = select(file_slices.c.place).where(file_slices.c.digest == bindparam("digest")).limit(1)
_SLICE = select(file_slices.c.content).where(
    file_slices.c.digest == bindparam("digest"), file_slices.c.place == bindparam("place")
)


class SqlFiles:
    """Meets core.ports.evidence.Files."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def keep(self, file: KeptFile, content: Iterable[bytes]) -> None:
        """Store the content under its digest, unless it is there."""
        with self._store.work() as work:
            known = {"digest": file.digest, "size": file.size, "used_at": work.now}
            work.connection.execute(_KEEP, known)
            if work.connection.execute(_HAS_SLICES, known).first() is not None:
                return
            for place, part in enumerate(content):
                values = {"digest": file.digest, "place": place, "content": part}
                work.connection.execute(insert(file_slices), values)

    def read(self, digest: str) -> Iterator[bytes]:
        """The content in slices; raises KeyError where there is none."""
        place = 0
        while True:
            with self._store.work(read_only=True) as work:
                wanted = {"digest": digest, "place": place}
                part: bytes | None = work.connection.execute(_SLICE, wanted).scalar_one_or_none()
            if part is None:
                if not place:
                    raise KeyError(digest)
                return
            yield part
            place += 1
