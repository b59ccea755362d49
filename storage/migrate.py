"""Bringing the tables to the form this version needs. Alembic is imported when there is something to do."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from core.starting import CannotStart
from storage.engines import engines_for

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0054"
_LOCK = 0x7061726C6579  # any number that nobody else uses


class WrongSchema(CannotStart):
    """The tables are not in the form that this version works with."""

    def __init__(self, found: str | None) -> None:
        super().__init__(f"the database is at revision {found or 'none'}; this version works with {HEAD}")


def current(connection: Connection) -> str | None:
    """The revision of the tables; None in an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return revision


def check_current(engine: Engine) -> None:
    """Raise WrongSchema unless the tables are up to date."""
    with engine.connect() as connection:
        found = current(connection)
    if found != HEAD:
        raise WrongSchema(found)


def migrate(engine: Engine) -> None:
    """Bring the tables up to date, also in two processes at once; raises WrongSchema for newer ones."""
    with engine.connect() as connection:
        found = current(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise WrongSchema(found)
    move(engine, "head")


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to `revision`."""
    engines = engines_for(url)
    try:
        move(engines.writer, revision)
    finally:
        engines.dispose()


def downgrade(url: str, revision: str) -> None:
    """Take the database at `url` back to `revision` (`base` is empty)."""
    engines = engines_for(url)
    try:
        move(engines.writer, revision, down=True)
    finally:
        engines.dispose()


def move(engine: Engine, revision: str, *, down: bool = False) -> None:
    """Run migrations in one transaction, one process at a time."""
    from alembic import command

    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        (command.downgrade if down else command.upgrade)(config(connection), revision)


def config(connection: Connection | None = None) -> "Config":
    """Alembic's settings, on a connection that is in a transaction."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    made.attributes["connection"] = connection
    return made
