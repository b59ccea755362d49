"""Everything that crossed the wire, kept for the page and, if asked, written as JSON lines."""

import json
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
KEPT = 400


class Wire:
    """Records traffic of all services in order of real time.

    `slack` takes `{"request": {"id", "type", "payload"}}`, `{"ack": {"request_id", "body", "status"}}`,
    `{"method", "body", "response"}` and `{"method": "response_url", "url", "body"}`; `telegram` takes
    `{"update"}` and `{"method", "body", "response"}`, payment providers `{"request": {"type", "payload"}, "status"}`
    for what they tell, and `{"method", "body", "response"}`. `ts` (Unix seconds, float) is added here.
    """

    def __init__(self, directory: Path | None = None) -> None:
        self.recent: deque[tuple[str, dict[str, Any]]] = deque(maxlen=KEPT)
        self._files: dict[str, TextIO] = {}
        self._listeners: list[Callable[[str, dict[str, Any]], None]] = []
        if directory is not None:
            directory.mkdir(parents=True, exist_ok=True)
            self._files = {
                name: (directory / f"{name}.jsonl").open("w", encoding="utf-8")
                for name in ("slack", "telegram", "razorpay", "stripe")
            }

    def slack(self, entry: dict[str, Any]) -> None:
        """Record one piece of Slack traffic."""
        self._record("slack", entry)

    def telegram(self, entry: dict[str, Any]) -> None:
        """Record one piece of Telegram traffic."""
        self._record("telegram", entry)

    def provider(self, name: str, entry: dict[str, Any]) -> None:
        """Record one piece of traffic with a payment provider."""
        self._record(name, entry)

    def on_traffic(self, listener: Callable[[str, dict[str, Any]], None]) -> None:
        """Call `listener(service, entry)` for each piece recorded."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()

    def _record(self, service: str, entry: dict[str, Any]) -> None:
        entry = {**entry, "ts": datetime.now(UTC).timestamp()}
        self.recent.append((service, entry))
        if file := self._files.get(service):
            file.write(json.dumps(entry, ensure_ascii=False, default=str) + "\n")
            file.flush()
        for listener in self._listeners:
            listener(service, entry)
