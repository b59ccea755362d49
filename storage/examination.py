"""Whether the database, its file and its keys are as they have to be; nothing is changed."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, make_url, select, text
from sqlalchemy.exc import DBAPIError

from core.findings import Finding, fault, warning, well
from core.starting import CannotStart
from storage.damage import AT_START, look_through
from storage.engines import DatabaseUnreachable, Engines, engines_for, is_missing, oldest_snapshot
from storage.installation_tables import installations
from storage.installations import unreadable
from storage.migrate import HEAD, current
from storage.tables import calendar_links
from storage.vault import Vault, key_file, vault_for

SUBJECT = "database"
LOW, FULL = 2 * 2**30, 200 * 2**20
MOST_SKEW = timedelta(seconds=5)
LONGEST_SNAPSHOT = timedelta(hours=1)
OLDEST_POSTGRESQL = 140000


def examine(url: str, keys: Sequence[str], now: datetime) -> Iterator[Finding]:
    """What is so of the database at `url`; `now` is aware UTC."""
    try:
        if is_missing(url):
            yield well(SUBJECT, f"{make_url(url).database} does not exist yet; the first start makes it")
            yield from _room(Path(make_url(url).database or "").absolute().parent)
            return
        engines = engines_for(url)
    except CannotStart as problem:
        yield fault(SUBJECT, str(problem), "Mend PARLEY_DATABASE_URL.")
        return
    try:
        yield from _inside(engines, url, now)
        yield from _secrets(engines, url, keys)
    except CannotStart as problem:
        yield fault(SUBJECT, str(problem), "See “Backup and restore” in docs/operations.md.")
    except DBAPIError as problem:
        yield fault(
            SUBJECT,
            str(DatabaseUnreachable(problem)),
            "Start the server, or mend PARLEY_DATABASE_URL.",
        )
    finally:
        engines.dispose()


def _inside(engines: Engines, url: str, now: datetime) -> Iterator[Finding]:
    look_through(engines.reader, url, up_to=AT_START)
    with engines.reader.connect() as connection:
        yield _revision(connection)
        if engines.on_postgresql:
            yield from _server(connection, now)
        else:
            yield from _room(Path(make_url(url).database or "").absolute().parent)


def _revision(connection: Connection) -> Finding:
    found = current(connection)
    if found == HEAD:
        return well(SUBJECT, f"its tables are up to date (revision {HEAD})")
    if found is None or found < HEAD:
        return well(
            SUBJECT, f"its tables are at revision {found or 'none'}; the next start brings them to {HEAD}"
        )
    return fault(
        SUBJECT,
        f"its tables are at revision {found}, of a newer version of Parley; this one works with {HEAD}",
        "Install the newer version, or restore a backup from before the update.",
    )


def _server(connection: Connection, now: datetime) -> Iterator[Finding]:
    number, name, theirs, recovering = connection.execute(
        text(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'), "
            "clock_timestamp(), pg_is_in_recovery()"
        )
    ).one()
    if number < OLDEST_POSTGRESQL:
        yield fault(SUBJECT, f"PostgreSQL {name} is too old", "Use PostgreSQL 14 or newer.")
    else:
        yield well(SUBJECT, f"PostgreSQL {name} answers")
    if recovering:
        yield fault(SUBJECT, "this server is a copy that cannot be written to", "Name the primary server.")
    held = oldest_snapshot(connection)
    if held > LONGEST_SNAPSHOT:
        yield warning(
            SUBJECT,
            f"a transaction has been open for {held // timedelta(minutes=1)} minutes",
            "Find it in pg_stat_activity (the oldest xact_start) and end it: it slows everything down.",
        )
    skew = abs(theirs - now)
    if skew > MOST_SKEW:
        yield warning(
            SUBJECT,
            f"its clock and this machine's are {skew.total_seconds():.0f} s apart",
            "Let both machines take their time from NTP; Parley goes by the database's.",
        )


def _room(folder: Path) -> Iterator[Finding]:
    """Where an SQLite file lies."""
    free = shutil.disk_usage(folder).free
    said = f"{free / 2**30:.1f} GB are free where the database is"
    if free < FULL:
        yield fault("disk", said, "Make room: without it nothing can be booked.")
    elif free < LOW:
        yield warning("disk", said, "Make room, or move the database to a larger disk.")
    else:
        yield well("disk", said)


def _secrets(engines: Engines, url: str, keys: Sequence[str]) -> Iterator[Finding]:
    """Whether the keys fit what was encrypted."""
    parsed = make_url(url)
    if not keys and parsed.get_backend_name() == "sqlite":
        file = key_file(parsed.database or "")
        if file.exists() and file.stat().st_mode & 0o077:
            yield warning("keys", f"{file.name} can be read by others", f"chmod 600 {file.name}")
    with engines.reader.connect() as connection:
        if current(connection) != HEAD:
            return
        kept = connection.execute(select(calendar_links.c.url)).scalars().all()
        tokens = connection.execute(select(installations.c.place, installations.c.token)).all()
    vault = vault_for(url, keys, may_write=False)
    locked = sum(not vault.fits(address) for address in kept)
    if locked:
        yield fault(
            "keys",
            f"no key fits {locked} of {len(kept)} addresses of calendars",
            "Put the old key back: into PARLEY_SECRET_KEYS, behind the new one, or beside the database.",
        )
    elif kept:
        yield well("keys", f"they open all {len(kept)} addresses of calendars")
    yield from _tokens(tokens, vault)


def _tokens(rows: Sequence[Any], vault: Vault) -> Iterator[Finding]:
    """Whether the keys open the tokens of the Slack workspaces that are connected."""
    if lost := unreadable(rows, vault):
        yield fault(
            "keys",
            f"no key fits the tokens of {len(lost)} of {len(rows)} Slack workspaces ({', '.join(lost)})",
            "Put the old key back, or have the app installed there anew (`parley slack-link`).",
        )
    elif old := unreadable(rows, vault.newest()):
        yield warning(
            "keys", f"tokens of {len(old)} Slack workspaces are still on an old key", "parley rotate-keys"
        )
    elif rows:
        yield well("keys", f"they open the tokens of all {len(rows)} Slack workspaces")
