"""The simulated Slack: one workspace behind the real protocols, and the people's side of it."""

from collections.abc import Callable, Iterable

from aiohttp import web

from core.clock import Clock
from playground.cast import CAST, Character
from playground.slack import payloads
from playground.slack.acts import Acts
from playground.slack.chat import Chat
from playground.slack.deliveries import Deliveries
from playground.slack.directory import Directory
from playground.slack.events import Events
from playground.slack.files import Files
from playground.slack.responses import Responses
from playground.slack.snapshot import snapshot
from playground.slack.state import HOME, Json, ServiceSettings, Team, Workspace
from playground.slack.triggers import Triggers
from playground.slack.views import Views
from playground.slack.web_api import PlannedFault, WebApi, connections
from playground.wire import Wire


class SlackService:
    """One workspace: mount it with `mount`, drive it with `act`, look with `snapshot`.

    `faults` lists everything that the app did wrong; tests and scripts assert that it stays empty.
    """

    def __init__(
        self, clock: Clock, wire: Wire, cast: Iterable[Character] = CAST, team: Team = HOME
    ) -> None:
        self.workspace = Workspace(clock, cast, team)
        self.deliveries = Deliveries(self.workspace, wire)
        self.triggers = Triggers(self.workspace)
        self.events = Events(self.workspace, self.deliveries)
        self.files = Files(self.workspace, self.events)
        self.chat = Chat(self.workspace, self.events, self.files)
        self.views = Views(self.workspace, self.triggers)
        self.responses = Responses(self.workspace, self.chat, wire)
        self.web_api = WebApi(
            self.workspace,
            wire,
            self.chat.methods,
            Directory(self.workspace).methods,
            self.views.methods,
            self.files.methods,
            connections(self.workspace, self.deliveries.ticket),
        )
        self.neighbours: list[SlackService] = []
        self._acts = Acts(
            self.workspace,
            self.deliveries,
            self.events,
            self.triggers,
            self.responses,
            self.views,
            self.files,
        )

    @property
    def bot_token(self) -> str:
        """The xoxb token."""
        return self.workspace.bot_token

    @property
    def app_token(self) -> str:
        """The xapp token, for Socket Mode."""
        return self.workspace.app_token

    @property
    def faults(self) -> list[str]:
        """What the app did wrong, in order."""
        return self.workspace.faults

    @property
    def settings(self) -> ServiceSettings:
        """How strict the service is."""
        return self.workspace.settings

    @property
    def commands(self) -> list[Json]:
        """The slash commands: `{"name": "/book", "hint", "description"}`; empty lets any through."""
        return self.workspace.commands

    @commands.setter
    def commands(self, commands: list[Json]) -> None:
        self.workspace.commands = commands

    @property
    def shortcuts(self) -> list[Json]:
        """The shortcuts: `{"callback_id", "title", "type": "global" | "message"}`."""
        return self.workspace.shortcuts

    @shortcuts.setter
    def shortcuts(self, shortcuts: list[Json]) -> None:
        self.workspace.shortcuts = shortcuts

    def mount(self, app: web.Application, prefix: str = "/slack", address: str = "") -> None:
        """Add the routes; `address` is the origin (`http://…`), else the app's first call tells it.

        Calls with the tokens of `neighbours` are theirs, whose other routes are below their own prefixes.
        """
        self.responses.address = f"{address}{prefix}"
        routes = app.router

        async def call(request: web.Request) -> web.StreamResponse:
            token = request.headers.get("Authorization", "").removeprefix("Bearer ")
            asked = next((each for each in self.neighbours if each.bot_token == token), self)
            if not asked.responses.address.startswith("http"):
                asked.responses.address = f"{request.url.origin()}{asked.responses.address}"
            return await asked.web_api.handle(request, asked.responses.address)

        routes.add_route("*", prefix + "/api/{method}", call)
        routes.add_get(prefix + "/socket/{ticket}", self.deliveries.socket)
        routes.add_post(prefix + "/respond/{key}", self.responses.receive)
        routes.add_post(prefix + "/upload/{file_id}", self.files.receive)
        routes.add_get(prefix + "/files/{file_id}/{name}", self.files.show)
        app.on_shutdown.append(self._shut)

    async def deliver_http(self, request_url: str, signing_secret: str) -> None:
        """Switch from Socket Mode to signed HTTP."""
        await self.deliveries.use_http(request_url, signing_secret)

    async def redeliver(self, kind: str = "", attempt: int = 1) -> None:
        """Repeat the last delivery (of `kind`) unchanged, as a retry does."""
        last = next(one for one in reversed(self.deliveries.sent) if kind in {"", one.kind})
        await self.deliveries.send(last.kind, last.payload, attempt, "operation_timeout")

    def plan_fault(
        self,
        method: str,
        kind: str,
        *,
        times: int = 1,
        retry_after: int = 1,
        seconds: float = 60.0,
        after: bool = False,
    ) -> None:
        """Script the next `times` calls of `method` to fail; see `PlannedFault`."""
        self.web_api.plan(PlannedFault(method, kind, times, retry_after, seconds, after))

    async def act(self, user_id: str, action: Json) -> Json:
        """Do something as a person; the action dicts are described in `playground.slack.acts`."""
        return await self._acts.act(user_id, action)

    def snapshot(self, user_id: str) -> Json:
        """All that the person's client shows, as JSON."""
        return snapshot(self.workspace, self.views, user_id)

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback()` after each visible change."""
        self.workspace.on_change(callback)

    async def settled(self) -> None:
        """Wait until every event has been acknowledged or given up."""
        await self.deliveries.settled()

    def change_user(self, user_id: str, *, zone: str = "", name: str = "", email: str = "") -> None:
        """Change a profile; the app hears `user_change`."""
        user = self.workspace.user(user_id)
        user.zone, user.name, user.email = zone or user.zone, name or user.name, email or user.email
        self._tell_changed(user_id)

    def deactivate(self, user_id: str) -> None:
        """Deactivate a member's account."""
        self.workspace.user(user_id).deleted = True
        self._tell_changed(user_id)

    async def uninstall(self) -> None:
        """Remove the app: `tokens_revoked` and `app_uninstalled`, and its token stops working."""
        self.workspace.installed = False
        self.events.simple("tokens_revoked", tokens={"oauth": [], "bot": [self.workspace.team.bot_user]})
        self.events.simple("app_uninstalled")
        await self.settled()

    async def close(self) -> None:
        """Stop retries, close sockets, let hanging calls go."""
        self.web_api.close()
        await self.deliveries.close()

    async def _shut(self, _app: web.Application) -> None:
        await self.close()

    def _tell_changed(self, user_id: str) -> None:
        user = payloads.user_object(self.workspace.user(user_id), self.workspace)
        stamp = self.workspace.stamp()
        self.events.emit(
            {"type": "user_change", "user": user, "cache_ts": int(float(stamp)), "event_ts": stamp}
        )
        self.workspace.changed()
