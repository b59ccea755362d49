"""Remembering it: tables, the transaction, migrations."""
