"""Secrets of members, encrypted: whoever reads the database or a backup needs a key that is kept elsewhere."""

import hmac
import os
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import make_url

from core.calendars import host_of, locked_address
from core.starting import CannotStart

_SEALED = "sealed:"
_OF_PROCESS = Fernet.generate_key().decode()


class BadKeyFile(CannotStart):
    """The file beside the database holds something that is no key, or cannot be read or made."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"{file} cannot be used ({reason}); put the file of keys back, or set PARLEY_SECRET_KEYS"
        )


class Vault:
    """Encrypts with the first of its keys and decrypts with any; without keys everything stays as it is."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        """`keys` are Fernet's: 32 bytes in URL-safe base64. Raises ValueError for others."""
        self._fernet = MultiFernet([Fernet(key) for key in keys]) if keys else None
        self._keys = keys

    def newest(self) -> "Vault":
        """One that opens only what the first key has encrypted."""
        return Vault(self._keys[:1])

    def derived(self, purpose: str) -> tuple[bytes, ...]:
        """A key for another purpose of each of its keys; without keys one that lasts as long as this process."""
        keys = self._keys or (_OF_PROCESS,)
        return tuple(hmac.digest(key.encode(), purpose.encode(), "sha256") for key in keys)

    def seal(self, address: str) -> str:
        """An address as it is kept: its host in clear, which may be shown, and the rest encrypted."""
        if self._fernet is None:
            return address
        return f"{_SEALED}{host_of(address)}:{self._fernet.encrypt(address.encode()).decode()}"

    def open(self, kept: str) -> str:
        """The address; one that says no more than its host where no key fits (`core.calendars.is_locked`)."""
        if not kept.startswith(_SEALED):
            return kept
        host, _, token = kept.removeprefix(_SEALED).rpartition(":")
        try:
            return locked_address(host) if self._fernet is None else self._fernet.decrypt(token).decode()
        except InvalidToken:
            return locked_address(host)

    def seal_text(self, text: str) -> str:
        """A text that may hold secrets, as it is kept."""
        if self._fernet is None:
            return text
        return f"{_SEALED}{self._fernet.encrypt(text.encode()).decode()}"

    def open_text(self, kept: str) -> str | None:
        """The text; None where no key fits."""
        if not is_sealed(kept):
            return kept
        try:
            return (
                None if self._fernet is None else self._fernet.decrypt(kept.removeprefix(_SEALED)).decode()
            )
        except InvalidToken:
            return None

    def fits(self, kept: str) -> bool:
        """Whether the address can be opened."""
        address = self.open(kept)
        return address != locked_address(host_of(address))

    def renew(self, kept: str) -> str:
        """It sealed by the first key; one that no key fits stays as it is."""
        return self.seal(self.open(kept)) if self.fits(kept) else kept


def new_key() -> str:
    """A key that nobody else has."""
    return Fernet.generate_key().decode()


def is_sealed(kept: str) -> bool:
    """Whether it is encrypted."""
    return kept.startswith(_SEALED)


def vault_for(url: str, keys: Sequence[str], *, may_write: bool) -> Vault:
    """The vault of a database: `keys` from the settings, then those of the file beside an SQLite database.

    Without a key from the settings the file is made; for another database the settings ask for one (`bot.config`).
    Raises BadKeyFile.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return Vault(keys)
    file = key_file(parsed.database)
    try:
        if not keys and may_write and not file.exists():
            _write(file, new_key())
        kept = file.read_text("ascii").split() if file.exists() else []
        return Vault((*keys, *kept))
    except (OSError, ValueError) as problem:
        raise BadKeyFile(file, getattr(problem, "strerror", None) or "it holds what is no key") from None


def add_key(url: str) -> bool:
    """Put a new key before those of the file beside an SQLite database; False where there is no such file."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return False
    file = key_file(parsed.database)
    if not file.exists():
        return False
    before, aside = file.read_text("ascii"), file.with_suffix(".key.new")
    aside.unlink(missing_ok=True)
    _write(aside, f"{new_key()}\n{before.strip()}")
    aside.replace(file)
    return True


def key_file(database: str) -> Path:
    """Where the keys of an SQLite database are kept, one a line."""
    return Path(f"{database}.key")


def _write(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as made:
        made.write(f"{text}\n")
        made.flush()
        os.fsync(made.fileno())
