"""Asking an API with a token that is good for an hour."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import httpx

from core.clock import steady
from core.outbox import Scope, TryLater
from gateways.json_wire import Json, JsonWire

_RENEWED_AFTER = 55 * 60.0


class TokenWire:
    """The way to an API by `wire`; `grant` asks for a token and gives what was answered."""

    def __init__(self, wire: JsonWire, grant: Callable[[], Awaitable[Json]]) -> None:
        self._wire = wire
        self._grant = grant
        self._token = ""
        self._renew_at = 0.0
        self._renewing = asyncio.Lock()

    async def exchange(
        self, method: str, url: str, body: Json | None = None, *, repeatable: bool = False
    ) -> tuple[int, httpx.Headers, Json]:
        """As JsonWire has it. A token that is refused is renewed once."""
        content = b"" if body is None else json.dumps(body).encode()
        for attempt in (1, 2):
            token = await self._bearer()
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            status, answered, said = await self._wire.exchange(
                method, url, headers, content, repeatable=repeatable
            )
            if status != 401 or attempt == 2:
                return status, answered, said
            if token == self._token:
                self._token = ""
        raise AssertionError

    async def _bearer(self) -> str:
        """The token of this hour; who asks while it is renewed waits for the same one."""
        async with self._renewing:
            if not self._token or steady() >= self._renew_at:
                token = (await self._grant()).get("access_token")
                if not isinstance(token, str) or not token:
                    raise TryLater(f"{self._wire.who} gives no token", scope=Scope.NOTICE)
                self._token, self._renew_at = token, steady() + _RENEWED_AFTER
            return self._token
