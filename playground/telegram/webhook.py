"""Delivery of updates to the bot's webhook, repeated until it answers 2xx."""

import asyncio
import re
from urllib.parse import urlsplit

import aiohttp

from core.clock import Clock
from playground.telegram.errors import refuse
from playground.telegram.model import Json
from playground.telegram.updates import Pending, Updates
from playground.wire import LOOPBACK

PATIENCE = aiohttp.ClientTimeout(total=60)
SECRET = re.compile(r"[A-Za-z0-9_-]+")


class Webhook:
    """Posts updates, one at a time for each chat; after a failure again, first after `retry` seconds."""

    def __init__(self, clock: Clock, updates: Updates, retry: float = 0.5) -> None:
        self.retry = retry
        self.url = ""
        self._clock = clock
        self._updates = updates
        self._secret = ""
        self._connections = 40
        self._error: tuple[int, str] | None = None
        self._pump: asyncio.Task[None] | None = None

    async def set(self, p: Json) -> bool:
        """`setWebhook`: https, or plain http on loopback, where nobody has a certificate."""
        url, secret = p.get("url", ""), p.get("secret_token", "")
        if not url:
            return await self.delete(p)
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            refuse("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not SECRET.fullmatch(secret):
            refuse("secret token contains unallowed characters")
        if len(secret) > 256:
            refuse("secret token is too long")
        await self.stop()
        self._accept(p)
        self.url, self._secret, self._error = url, secret, None
        self._connections = p.get("max_connections", 40)
        self._updates.webhook_active = True
        self._updates.stop_polling()
        self._pump = asyncio.create_task(self._deliver_all())
        return True

    async def delete(self, p: Json) -> bool:
        """`deleteWebhook`."""
        await self.stop()
        self.url = ""
        self._updates.webhook_active = False
        self._accept(p)
        return True

    def info(self, _: Json) -> Json:
        """`getWebhookInfo`."""
        body: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self.url:
            body |= {"max_connections": self._connections, "ip_address": "127.0.0.1"}
        if self._error:
            body |= {"last_error_date": self._error[0], "last_error_message": self._error[1]}
        if self._updates.allowed:
            body["allowed_updates"] = self._updates.allowed
        return body

    async def stop(self) -> None:
        """End the delivery; pending updates stay."""
        if self._pump:
            self._pump.cancel()
            await asyncio.wait([self._pump])
            self._pump = None

    def _accept(self, p: Json) -> None:
        if "allowed_updates" in p:
            self._updates.allowed = p["allowed_updates"]
        if p.get("drop_pending_updates"):
            self._updates.clear()

    async def _deliver_all(self) -> None:
        under_way: dict[int, asyncio.Task[None]] = {}
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            try:
                while True:
                    self._updates.arrived.clear()
                    under_way = {lane: task for lane, task in under_way.items() if not task.done()}
                    for entry in list(self._updates.pending):
                        if entry.lane not in under_way and len(under_way) < self._connections:
                            under_way[entry.lane] = asyncio.create_task(self._deliver(session, entry))
                    await self._updates.arrived.wait()
            finally:
                for task in under_way.values():
                    task.cancel()

    async def _deliver(self, session: aiohttp.ClientSession, entry: Pending) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        pause = self.retry
        while entry in self._updates.pending:
            self._updates.sent(entry)
            try:
                async with session.post(self.url, json=entry.update, headers=headers) as answer:
                    fault = (
                        ""
                        if answer.ok
                        else f"Wrong response from the webhook: {answer.status} {answer.reason}"
                    )
            except (aiohttp.ClientError, TimeoutError) as error:
                fault = f"Connection failed: {type(error).__name__}"
            if not fault:
                self._updates.drop(entry)
                break
            self._error = (int(self._clock.now().timestamp()), fault)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 30.0)
        self._updates.arrived.set()
