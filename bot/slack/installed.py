"""Where the app is installed, in memory: neither a delivery nor a message waits for the database to know its token."""

import logging
from collections.abc import Collection

from bot.slack.calls import TOKEN_REFUSED
from bot.slack.oauth import SlackOAuth
from core.clock import Clock
from core.desk import Desk
from core.installations import Installation
from core.outbox import TryLater, Unreachable
from core.ports.store import Run
from core.usecases import installing, workspaces
from core.usecases.rounds import asking_outside

log = logging.getLogger(__name__)
_REFUSED = TOKEN_REFUSED | {"invalid_refresh_token", "invalid_grant", "bad_client_secret_or_token"}

_called = "workspace {}".format


class Installed:
    """Knows them as they were at the last round; other processes may have installed more since."""

    def __init__(self, desk: Desk, run: Run, oauth: SlackOAuth, clock: Clock) -> None:
        self._desk = desk
        self._run = run
        self._oauth = oauth
        self._clock = clock
        self.refused: Collection[str] = ()
        """Tokens that Slack does not take any more."""
        self._by_place: dict[str, Installation] = {}
        self._enterprises: dict[str, str] = {}
        self._closed: set[str] = set()

    def of(self, team: str, enterprise: str | None = None) -> Installation | None:
        """The one that serves a workspace, by a delivery from there: its own, or that of its organisation."""
        self._closed.discard(team)
        if enterprise is not None and team:
            self._enterprises[team] = enterprise
        return self._serving(team, enterprise)

    def _serving(self, team: str, enterprise: str | None = None) -> Installation | None:
        return self._by_place.get(team) or self._by_place.get(enterprise or self._enterprises.get(team, ""))

    @property
    def bots(self) -> Collection[str]:
        """Our user ids, in all workspaces."""
        return {each.bot_user for each in self._by_place.values()}

    def token_of(self, team: str) -> str:
        """The bot token of a workspace; raises Unreachable where the app is not, or not any more."""
        found = self._serving(team)
        if found is None or (team in self._closed and found.place != team):
            raise Unreachable("the app is not installed there")
        return found.token

    async def load(self) -> None:
        """Know them as they are, and which workspaces belong to whole organisations."""
        self._enterprises.update(await self._run(installing.enterprises, self._desk))
        self._closed = {*await self._run(installing.closed, self._desk)}
        self._by_place = {each.place: each for each in await self._run(installing.installed, self._desk)}

    async def install(self, code: str) -> Installation:
        """What somebody has agreed to; raises TryLater, Unreachable."""
        made = await self._oauth.exchange(code, self._clock.now())
        await self._run(installing.install, self._desk, made)
        await self.load()
        return made

    async def uninstall(self, place: str) -> None:
        """Have Slack remove us from there, and forget it; raises TryLater, Unreachable."""
        if (found := self._by_place.get(place)) is not None:
            await self._oauth.uninstall(found.token)
        await self.forget(place)

    async def forget(self, place: str) -> None:
        """We are not there any more, of which everybody concerned hears."""
        self._by_place.pop(place, None)
        await self._run(workspaces.close, self._desk, "slack", place)
        await self.load()

    async def round(self) -> None:
        """Renew the tokens that end soon, each by one process, and know what others have changed.

        Where we were removed while nobody could tell us, a token that is refused says it.
        """
        due = await self._run(installing.due, self._desk)
        await asking_outside(self._desk, self._run, "installations", due, self._renew, _called)
        refused = [place for place, each in self._by_place.items() if each.token in self.refused]
        await asking_outside(self._desk, self._run, "refused tokens", refused, self._look, _called)
        await self.load()

    async def _look(self, place: str) -> None:
        """Whether we were removed there, since a token is refused."""
        if await self._oauth.is_removed(self._by_place[place]):
            log.error("Slack takes no token of %s any more", place)
            await self._run(workspaces.close, self._desk, "slack", place)

    async def _renew(self, place: str) -> None:
        due = await self._run(installing.take, self._desk, place)
        if due is None:
            return
        try:
            fresh = await self._oauth.renew(due, self._clock.now())
        except (TryLater, Unreachable) as problem:
            if str(problem) not in _REFUSED:
                log.warning("the token of %s is not renewed yet: %s", due.place, problem)
                return
            log.error("Slack renews no token of %s any more: %s", due.place, problem)
            await self.forget(due.place)
        else:
            await self._run(installing.renewed, self._desk, fresh)
