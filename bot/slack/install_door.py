"""Where workspaces are connected, over HTTP: out to Slack with a ticket, and back with what was agreed to."""

import hmac
import logging
from urllib.parse import quote

from aiohttp import web

from bot.gate import OncePerMinute
from bot.language import reading_as
from bot.pages import language_of, link, page, paragraph
from bot.sentences import label
from bot.slack.installed import Installed
from bot.slack.oauth import REDIRECT_PATH, SlackOAuth
from core.clock import Clock
from core.desk import Desk
from core.installations import INSTALL_PATH, TICKET_LASTS, Installation, InstallTickets
from core.outbox import TryLater, Unreachable
from core.ports.store import Run
from core.usecases import installing

COOKIE = "parley_install"
log = logging.getLogger(__name__)
log.addFilter(OncePerMinute())


class InstallDoor:
    """Lets through who has a ticket of ours, in the browser in which it was used, and each once."""

    def __init__(
        self,
        desk: Desk,
        run: Run,
        installed: Installed,
        oauth: SlackOAuth,
        tickets: InstallTickets,
        clock: Clock,
    ) -> None:
        self._desk = desk
        self._run = run
        self._installed = installed
        self._oauth = oauth
        self._tickets = tickets
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """What the web server has to serve."""
        return [web.get(INSTALL_PATH, self._out), web.get(REDIRECT_PATH, self._back)]

    async def _out(self, request: web.Request) -> web.Response:
        ticket = request.query.get("ticket", "")
        if self._tickets.ends(ticket, self._clock.now()) is None:
            return _refused(request)
        answer = web.Response(
            status=302, headers={"Location": self._oauth.address(ticket), "Cache-Control": "no-store"}
        )
        answer.set_cookie(
            COOKIE,
            ticket,
            max_age=int(TICKET_LASTS.total_seconds()),
            path=REDIRECT_PATH,
            secure=True,
            httponly=True,
            samesite="Lax",
        )
        return answer

    async def _back(self, request: web.Request) -> web.Response:
        ticket, code = request.query.get("state", ""), request.query.get("code", "")
        until = self._tickets.ends(ticket, self._clock.now())
        is_theirs = hmac.compare_digest(ticket.encode(), request.cookies.get(COOKIE, "").encode())
        if until is None or not is_theirs or not code:
            return _refused(request)
        if not await self._run(installing.use_ticket, self._desk, ticket, until):
            return _refused(request)
        try:
            made = await self._installed.install(code)
        except (TryLater, Unreachable) as problem:
            log.warning("Slack does not let us install: %s", problem)
            return _refused(request, status=502)
        with reading_as(language_of(request)):
            return _connected(made)


def _connected(made: Installation) -> web.Response:
    """What comes next: an organisation that has the app has it in no workspace until somebody says in which."""
    if made.place != made.enterprise:
        said = label("Parley is there. Go back to Slack and write to it: it says what it can do.")
        return page(label("Your workspace is connected"), paragraph(said))
    said = label("Parley is in none of its workspaces yet. Add it to those that are to have it.")
    add = f"https://app.slack.com/manage/{quote(made.place)}/integrations/profile/{quote(made.app)}/workspaces/add"
    return page(
        label("Your Enterprise Grid is connected"),
        paragraph(said),
        link(label("Choose the workspaces"), add),
    )


def _refused(request: web.Request, status: int = 403) -> web.Response:
    with reading_as(language_of(request)):
        said = paragraph(
            label(
                "This link is used up, has expired or is not ours. Ask whoever runs Parley for another one."
            )
        )
        return page(label("Nothing was connected"), said, status=status)
