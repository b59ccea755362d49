"""Where the progress of a job is shown: one message, edited in place, in the admin's own chat or an admin channel."""

import logging
from pathlib import Path

from bot.messenger import Messenger, Platform
from bot.ui import Card
from core.admin_channels import AdminChannel
from core.desk import Desk
from core.jobs import Job
from core.outbox import TryLater, Unreachable, Unsure
from core.people import Address
from core.ports.store import Run
from core.usecases import admin_channels, members
from core.usecases.jobs import running

PACE = 3.0
"""Seconds between two edits of one message: what the platforms allow."""
log = logging.getLogger(__name__)


class Board:
    """The message of one job. Whoever takes the job over goes on with the same one."""

    def __init__(
        self, desk: Desk, run: Run, job: Job, platform: Platform, to: Address | AdminChannel
    ) -> None:
        self._desk = desk
        self._run = run
        self._job = job
        self.platform = platform
        self._to = to
        self._receipt = job.receipt

    @classmethod
    async def of(
        cls, desk: Desk, messenger: Messenger, run: Run, job: Job, asker: str | None
    ) -> "Board | None":
        """The board in the admin channel or else the chat (`asker`) that the job was ordered in.

        Where that is gone, in another chat of whoever ordered it; None without any.
        """
        if job.channel is not None:
            channel = await run(admin_channels.by_id, desk, job.channel)
            platform = None if channel is None else messenger.platforms.get(channel.platform)
            if channel is not None and platform is not None:
                return cls(desk, run, job, platform, channel)
        person = await run(members.by_id, desk, job.by)
        addresses = () if person is None else person.addresses
        for address in sorted(addresses, key=lambda each: str(each) != asker):
            if person and address not in person.shut and (platform := messenger.of(address)) is not None:
                return cls(desk, run, job, platform, address)
        return None

    async def show(self, card: Card) -> None:
        """Write the message, or edit it in place; raises as `Platform.send`."""
        if self._receipt is not None:
            await self.platform.edit(self._receipt, card)
            return
        match self._to:
            case AdminChannel():
                self._receipt = await self.platform.post(self._to, card)
            case Address():
                self._receipt = await self.platform.send(self._to, card, key=f"job:{self._job.id}")
        await self._run(running.show_at, self._desk, self._job.id, self._receipt)

    async def try_to_show(self, card: Card) -> None:
        """The same, where the work goes on whether anybody sees it or not."""
        try:
            await self.show(card)
        except (TryLater, Unreachable, Unsure) as problem:
            log.info("the progress of a job is not shown: %s", problem)

    async def send_file(self, file: Path, name: str) -> None:
        """Send a file to where the message is."""
        await self.platform.send_file(self._to, file, name)
