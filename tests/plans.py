"""How a database carries a statement out: which rows of what grows it reads without an index that finds them."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from storage.store import SqlStore

GROWING = frozenset({
    "sessions", "session_words", "notices", "audit", "inbox", "mails", "claims", "feedback", "reschedules",
    "departures", "booking_attempts", "invitations", "payments", "payment_attempts", "refunds", "interventions",
    "disputes", "dispute_events", "councils", "council_seats", "council_places", "council_votes", "council_proposals",
    "rooms", "recordings", "private_notes",
})  # fmt: skip
"""What a programme gets more of each day. Of members, holds, drafts and settings there are about as many as people."""
MANY = 1000
"""Rows that nobody sorts, or walks past, while somebody waits."""
Executed = dict[str, tuple[Any, str]]
"""Statements as the driver got them, each with values of one execution, and what was set for its transaction."""

_ALIAS = re.compile(r"\b(\w+) AS (\w+)\b")
_SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")


@contextmanager
def executed(store: SqlStore) -> Iterator[Executed]:
    """What the store's database is told meanwhile; what only adds rows, and several rows at once, aside."""
    heard: Executed = {}

    def begin(connection: Connection) -> None:
        connection.info["set"] = ""

    def hear(
        connection: Connection, _cursor: Any, statement: str, values: Any, _context: Any, many: bool
    ) -> None:
        if statement.startswith("SET LOCAL"):
            connection.info["set"] = statement
        elif not many and statement.lstrip().split(None, 1)[0] in {"SELECT", "UPDATE", "DELETE", "WITH"}:
            heard.setdefault(statement, (values, connection.info["set"]))

    engines = store.engines
    listeners = [
        (engine, name, listener)
        for engine in (engines.reader, engines.writer)
        for name, listener in (("begin", begin), ("before_cursor_execute", hear))
    ]
    for each in listeners:
        event.listen(*each)
    try:
        yield heard
    finally:
        for each in listeners:
            event.remove(*each)


def scans(store: SqlStore, statement: str, values: Any, before: str, filled: Collection[str]) -> set[str]:
    """What the statement reads in full of GROWING: a table, or `table by index`; on PostgreSQL of those `filled`."""
    on_postgresql = store.engines.on_postgresql
    with store.engines.reader.connect() as connection:
        if before:
            connection.exec_driver_sql(before)
        how = "EXPLAIN (FORMAT JSON) " if on_postgresql else "EXPLAIN QUERY PLAN "
        rows = connection.exec_driver_sql(how + statement, values).all()
    if on_postgresql:
        return set(_on_postgresql(rows[0][0][0]["Plan"], filled))
    return set(_on_sqlite(statement, [row[3] for row in rows]))


def _on_sqlite(statement: str, steps: list[str]) -> Iterator[str]:
    names = {alias: table for table, alias in _ALIAS.findall(statement)}
    for step in steps:
        if scan := _SCAN.match(step):
            table, index = names.get(scan[1], scan[1]), scan[2]
            if table in GROWING:
                yield f"{table} by {index}" if index else table


def _on_postgresql(
    node: Mapping[str, Any], filled: Collection[str], *, limited: bool = False
) -> Iterator[str]:
    """Where no condition leads into an index, unless the first rows of it are all that is wanted."""
    table, kind = node.get("Relation Name"), node["Node Type"]
    is_found = "Index Cond" in node or kind in {"Bitmap Heap Scan", "ModifyTable"}
    are_first = limited and kind != "Seq Scan" and "Filter" not in node
    if table in filled and not is_found and not are_first:
        yield f"{table} by {node['Index Name']}" if "Index Name" in node else str(table)
    if kind == "Sort" and node["Plan Rows"] > MANY:
        yield f"sort of {', '.join(sorted(_tables(node)))}"
    for part in node.get("Plans", ()):
        goes_on = kind == "Limit" or (limited and kind not in {"Sort", "Aggregate", "Hash"})
        yield from _on_postgresql(part, filled, limited=goes_on)


def _tables(node: Mapping[str, Any]) -> Iterator[str]:
    if "Relation Name" in node:
        yield node["Relation Name"]
    for part in node.get("Plans", ()):
        yield from _tables(part)
