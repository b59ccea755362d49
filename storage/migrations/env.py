"""Runs migrations on the connection that `storage.migrate` has opened."""

from alembic import context

import storage.account_tables
import storage.chat_tables
import storage.council_tables
import storage.erasure_tables
import storage.evidence_tables
import storage.message_tables  # noqa: F401 (all register their tables)
from storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
