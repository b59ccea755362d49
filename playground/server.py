"""The playground's web server: all services and the page, on loopback only."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from core.clock import Clock
from playground.cast import CAST
from playground.live import Live
from playground.mail.mailboxes import Mailboxes
from playground.mail.server import MailServer
from playground.meetings.house import Meetings
from playground.razorpay.service import RazorpayService
from playground.slack.service import SlackService
from playground.stage import Stage
from playground.stripe.service import StripeService
from playground.telegram.service import ADMIN, TelegramService
from playground.wire import LOOPBACK, Wire

UPLOAD_BYTES = 64 * 2**20
PAGE = Path(__file__).parent / "page"


class Playground:
    """Simulated chats, payments, meeting rooms and mail under one clock, and a page to act people in."""

    def __init__(self, clock: Clock, wire_dir: Path | None = None, port: int = 0) -> None:
        self.clock = clock
        self.wire = Wire(wire_dir)
        self.slack = SlackService(clock, self.wire, CAST)
        self.telegram = TelegramService(clock, self.wire, CAST)
        self.razorpay = RazorpayService(clock, self.wire)
        self.stripe = StripeService(clock, self.wire)
        self.meetings = Meetings(clock, self.wire)
        self.mailboxes = Mailboxes(clock)
        self.post = MailServer()
        self.post.on_mail(lambda mail: self.mailboxes.receive(mail.recipient, mail.content))
        self.stage = Stage(
            clock,
            self.wire,
            self.meetings,
            services={"slack": self.slack, "telegram": self.telegram, "email": self.mailboxes},
            cast={
                "slack": [one for one in CAST if one.slack],
                "telegram": self.telegram.cast.values(),
                "email": [ADMIN, *CAST],
            },
        )
        self._live = Live(self.stage)
        self._port = port
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the page is, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def slack_api_url(self) -> str:
        """The base of Slack's Web API, as slack_sdk's `base_url` takes it."""
        return f"{self.url}/slack/api/"

    @property
    def telegram_api_url(self) -> str:
        """The base of Telegram's Bot API, as python-telegram-bot's `base_url` takes it."""
        return f"{self.url}/telegram/bot"

    @property
    def smtp_url(self) -> str:
        """Where mail is handed over."""
        return f"smtp://127.0.0.1:{self.post.port}?tls=off"

    async def start(self) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one."""
        app = web.Application(middlewares=[own_host_only], client_max_size=UPLOAD_BYTES)
        app.on_response_prepare.append(add_page_policy)
        app.router.add_get("/", index)
        app.router.add_get("/live", self._live.handle)
        app.router.add_static("/page", PAGE)
        self.slack.mount(app)
        app.add_subapp("/telegram", self.telegram.app)
        app.add_subapp("/razorpay", self.razorpay.app())
        app.add_routes(self.mailboxes.routes())
        app.add_subapp("/stripe", self.stripe.app())
        self.meetings.mount(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        await self.post.start()
        self.razorpay.origin = self.stripe.origin = self.url
        self.meetings.listen(self.url)

    def tell_events(self, url: str) -> None:
        """Have the providers of payments and rooms tell their events there, each at its own path."""
        self.meetings.listen(self.url, url)
        self.razorpay.webhook.url = f"{url}/payments/razorpay"
        self.stripe.webhook.url = f"{url}/payments/stripe"

    async def stop(self) -> None:
        """Close every connection and the wire's files."""
        self.stage.close()
        await self._live.close()
        await self.post.stop()
        for provider in (self.razorpay, self.stripe):
            await provider.webhook.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        self.wire.close()


async def index(_: web.Request) -> web.FileResponse:
    """The page."""
    return web.FileResponse(PAGE / "index.html")


@web.middleware
async def own_host_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse requests of other sites' pages: a foreign Origin, or a foreign name rebound to loopback."""
    if urlsplit(f"//{request.host}").hostname not in LOOPBACK:
        raise web.HTTPForbidden(text="The playground answers to its loopback address only.")
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is not None and origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="The playground answers to its own page only.")
    return await handler(request)


async def add_page_policy(request: web.Request, response: web.StreamResponse) -> None:
    """Let the page load only its own files, and forbid framing."""
    response.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws://{request.host};"
        " object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-cache")
