"""Has Slack remove the app from a workspace that an admin disconnects."""

from datetime import datetime

from bot.slack.calls import TOKEN_REFUSED
from bot.slack.installed import Installed
from core.errands import Errand
from core.outbox import TryLater
from core.ports.store import Transaction


class Leaver:
    """Meets core.outbox.Agent."""

    patience = 30.0

    def __init__(self, installed: Installed) -> None:
        self._installed = installed

    async def run(self, errand: Errand, now: datetime) -> None:  # noqa: ARG002 (it does not depend on the time)
        """Be removed, and know it at once; one whose token is dead or lost is forgotten. Raises TryLater."""
        try:
            await self._installed.uninstall(errand.details["place"])
        except TryLater as problem:
            if str(problem) not in TOKEN_REFUSED:
                raise
            await self._installed.forget(errand.details["place"])

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """Nothing follows from it that closing has not done."""
