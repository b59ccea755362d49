"""Files that are given as evidence: what they are by their content, and names that do no harm."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 10
"""Of one dispute."""
LOOKED_AT = 64 * 1024
"""Bytes from the beginning of a file by which its kind is told."""
NAME_LIMIT = 80


class Unfetched(Exception):  # noqa: N818 (it names what has become of it)
    """A file could not be had."""

    def __init__(self, trouble: "Trouble") -> None:
        super().__init__(trouble)
        self.trouble = trouble


class Trouble(StrEnum):
    """Why a file is not kept."""

    TOO_BIG = "too_big"
    EMPTY = "empty"
    KIND = "kind"  # neither picture, PDF, text, sound nor film
    MARKUP = "markup"  # a page or a drawing that can carry programs
    GONE = "gone"  # the platform has it no more
    CLOSED = "closed"  # we may not read files there
    ELSEWHERE = "elsewhere"  # the platform only points to it
    INCOMPLETE = "incomplete"
    LATER = "later"  # the platform does not answer just now


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose content is stored under `digest` (SHA-256)."""

    digest: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not kept, as whoever sent it called it."""

    name: str
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """A file in a chat, to be fetched and stored before an intention goes on; `kind` is what its platform says."""

    platform: str
    workspace: str
    ref: str
    name: str
    size: int | None = None
    kind: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ContentQuestion:
    """A file in a chat, of at most `most` bytes, to be read at once; it is not stored."""

    file: FileQuestion
    most: int


@dataclass(frozen=True, slots=True)
class FileContent:
    """What is in it."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of a dispute, given by a party. `source` names it on its platform, so that it is kept once."""

    id: int
    dispute: int
    person: int
    file: KeptFile
    source: str
    at: datetime


_SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (0, b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (0, b"GIF87a", "image/gif", "gif"),
    (0, b"GIF89a", "image/gif", "gif"),
    (8, b"WEBP", "image/webp", "webp"),
    (8, b"WAVE", "audio/wav", "wav"),
    (8, b"AVI ", "video/x-msvideo", "avi"),
    (4, b"ftypheic", "image/heic", "heic"),
    (4, b"ftypmif1", "image/heif", "heif"),
    (4, b"ftypM4A", "audio/mp4", "m4a"),
    (4, b"ftypqt", "video/quicktime", "mov"),
    (4, b"ftyp", "video/mp4", "mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm", "webm"),
    (0, b"OggS", "audio/ogg", "ogg"),
    (0, b"ID3", "audio/mpeg", "mp3"),
    (0, b"\xff\xfb", "audio/mpeg", "mp3"),
    (0, b"\xff\xf3", "audio/mpeg", "mp3"),
    (0, b"fLaC", "audio/flac", "flac"),
    (0, b"%PDF-", "application/pdf", "pdf"),
)
"""Offset, bytes, media type, ending; the first that fits."""
_IN_RIFF = frozenset({"webp", "wav", "avi"})
_TEXT = ("text/plain", "txt")
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|\?xml|html|svg|script|body|head|iframe|object|embed)\b|javascript:", re.IGNORECASE
)
_ENDINGS = {"jpg": {"jpg", "jpeg"}, "txt": {"txt", "log", "csv", "md"}, "ogg": {"ogg", "oga", "opus"}}
_TEXT_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(head: bytes) -> tuple[str, str] | Trouble:
    """Media type and ending of a file by how it begins; what its name or sender says does not matter."""
    if not head:
        return Trouble.EMPTY
    for offset, mark, kind, ending in _SIGNATURES:
        if head.startswith(mark, offset) and (ending not in _IN_RIFF or head.startswith(b"RIFF")):
            return kind, ending
    if _MARKUP.search(head) or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Trouble.MARKUP
    return _TEXT if _is_text(head) else Trouble.KIND


def _is_text(head: bytes) -> bool:
    if _TEXT_CONTROLS.search(head):
        return False
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        # The cut may have gone through a letter.
        return len(head) == LOOKED_AT and problem.start > len(head) - 4
    return True


def safe_name(name: str, ending: str) -> str:
    """A name without folders, control and direction marks, that ends as its content says."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        letter for letter in bare if unicodedata.category(letter)[0] not in {"C", "Z"} or letter == " "
    )
    kept = re.sub(r'[<>:"|?*`@]', "_", kept).strip(" .")
    stem, _, said = kept.rpartition(".")
    if not stem:
        stem, said = said, ""
    if said.lower() not in _ENDINGS.get(ending, {ending}):
        stem, said = kept, ending
    return f"{(stem or 'file')[: NAME_LIMIT - len(said) - 1].strip(' .') or 'file'}.{said.lower()}"
