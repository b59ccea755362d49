"""How updates arrive: by our own polling loop or by webhook, kept before Telegram may forget them."""

import asyncio
import hmac
import json
import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from aiohttp import hdrs, web
from telegram import BotCommand
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.inbound import Origin
from bot.reception import Door
from bot.sentences import msg, say
from bot.telegram.inbound import ALLOWED_UPDATES, Me, Update, asked_unnamed, kind_of, read
from bot.telegram.inline import INLINE, InlineQueries
from bot.telegram.sender import TelegramPlatform, wait_of
from bot.web import Bodies, BodyRefused
from core.clock import steady
from core.outbox import TryLater, Unreachable, Unsure
from core.starting import CannotStart

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the header's name)
BODY_LIMIT = 2**20
POLL_SECONDS = 25
NOT_OURS_SECONDS = 2.0  # between two looks whether the lease is free
AT_ONCE_SECONDS = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0

UNNAMED = msg(
    "You write in the name of a group or channel, so I cannot see who you are. "
    "Write as yourself (an admin can switch off “Remain anonymous”), or ask me in our private chat."
)
UNNAMED_SECONDS = 3600.0

_log = logging.getLogger(__name__)


class TokenRefused(CannotStart):
    """Telegram does not know the bot's token."""


class PollingLease(Protocol):
    """Says which of several processes may ask for updates: two at once get 409."""

    async def hold(self) -> bool:
        """Take or keep the lease for longer than one long poll; False while another process has it."""


class TelegramApp:
    """Hands updates to `door`: by webhook where a secret and a public address are given, else by polling.

    `menu` is what everybody is offered, (name, description) each; `inline` answers what is asked in other chats, None
    where nothing is. `dropped` counts updates that are nothing for
    the bot, by kind.
    """

    def __init__(
        self,
        platform: TelegramPlatform,
        door: Door,
        *,
        webhook_secret: str | None = None,
        public_url: str | None = None,
        lease: PollingLease | None = None,
        menu: Sequence[tuple[str, str]] = (),
        inline: InlineQueries | None = None,
    ) -> None:
        if bool(webhook_secret) != bool(public_url):
            raise ValueError("a Telegram webhook needs both a secret and a public address")
        if webhook_secret and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", webhook_secret):
            raise ValueError("Telegram's webhook secret is 16 to 256 of A-Z a-z 0-9 _ -")
        self.dropped: Counter[str] = Counter()
        self._platform = platform
        self._bot = platform.bot
        self._door = door
        self._secret = webhook_secret or ""
        self._public_url = (public_url or "").rstrip("/")
        self._lease = lease
        self._menu = menu
        self._inline = inline
        self._allowed = (*ALLOWED_UPDATES, *((INLINE,) if inline else ()))
        self._bodies = Bodies()
        self._me: Me | None = None
        self._task: asyncio.Task[None] | None = None
        self._told: dict[str, float] = {}
        self._telling: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to receive. A network that is down is waited for; a wrong token raises `TokenRefused`."""
        try:
            await self._introduce()
        except InvalidToken:
            # The library's own words may quote the token.
            raise TokenRefused("Telegram does not know this bot token") from None
        except Exception as error:  # noqa: BLE001 (whatever it answers, it is asked again)
            _log.warning("Telegram does not answer: %s", getattr(error, "message", type(error).__name__))
        self._task = asyncio.create_task(self._run(), name="telegram")

    async def stop(self) -> None:
        """Stop asking. What was not written down yet, Telegram keeps for the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None
        for task in self._telling:
            task.cancel()
        if self._inline is not None:
            await self._inline.stop()
        await asyncio.gather(*self._telling, return_exceptions=True)

    async def connected(self) -> bool:
        """Whether updates can reach us, as far as we see."""
        listening = self._task is not None and (bool(self._secret) or not self._task.done())
        return self._me is not None and listening

    def routes(self) -> list[web.RouteDef]:
        """The webhook's route, under a path that cannot be guessed; none while polling."""
        return [web.post(self._path, self._on_webhook)] if self._secret else []

    @property
    def _path(self) -> str:
        return f"/telegram/{hmac.digest(self._secret.encode(), b'path', 'sha256').hex()[:32]}"

    async def _introduce(self) -> None:
        """Learn our name, say how updates shall come, and put the menu. Pending updates are never thrown away."""
        me = Me(int(self._bot.token.partition(":")[0]), await self._platform.username())
        if self._secret:
            await self._bot.set_webhook(
                self._public_url + self._path, secret_token=self._secret, allowed_updates=self._allowed
            )
        else:
            await self._bot.delete_webhook(drop_pending_updates=False)
        self._me = me
        try:
            await self._bot.set_my_commands([BotCommand(*command) for command in self._menu])
        except TelegramError as error:
            _log.warning("the menu was refused: %s", error.message)

    async def _run(self) -> None:
        """Receive until cancelled; nothing that Telegram or the database does ends it."""
        offset: int | None = None
        pause = FIRST_PAUSE
        while True:
            try:
                if self._me is None:
                    await self._introduce()
                if self._secret:
                    return
                offset = await self._poll(offset)
                pause = FIRST_PAUSE
            except Exception as error:  # noqa: BLE001 (the loop must outlive whatever it meets)
                asked = wait_of(error).total_seconds() if isinstance(error, RetryAfter) else 0.0
                # A database's fault may quote what people wrote; only Telegram's own words are harmless.
                said = error.message if isinstance(error, TelegramError) else type(error).__name__
                _log.warning("updates were not received: %s", said)
                await asyncio.sleep(max(pause, asked))
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _poll(self, offset: int | None) -> int | None:
        """Fetch once and write down what came; return the offset that confirms it, None where nothing came.

        Where writing fails, the next poll has the old offset and brings the same updates again. No offset
        is kept once it has confirmed: numbering starts afresh, and lower, after a quiet week.
        """
        if self._lease is not None and not await self._lease.hold():
            await asyncio.sleep(NOT_OURS_SECONDS)
            return None
        began = steady()
        # In small letters, for the library's own getUpdates loses all updates when it cannot parse one.
        updates = await self._bot.do_api_request(
            "getupdates",
            {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": list(self._allowed)},
            read_timeout=POLL_SECONDS + 10,
        )
        if not isinstance(updates, list):
            raise TelegramError("an answer that is no list of updates")
        known = [update for update in updates if isinstance(update, dict)]
        for update in known:
            await self._take(update)
        self.dropped["nothing"] += len(updates) - len(known)
        ids = [number for update in known if isinstance(number := update.get("update_id"), int)]
        following = max(ids, default=-1) + 1 or None
        # A service that does not wait, or brings the same again, is not asked without a pause.
        if steady() - began < AT_ONCE_SECONDS and following in {None, offset}:
            await asyncio.sleep(AT_ONCE_SECONDS)
        return following

    async def _take(self, update: Update) -> None:
        """Return once the update is written down, or is known to be nothing for us."""
        assert self._me is not None
        if self._inline is not None and INLINE in update:
            self._inline.ask(update[INLINE])
            return
        try:
            inbound = read(update, self._me)
        except Exception as problem:  # noqa: BLE001 (whatever reading raises, it cannot be read)
            _log.warning("a malformed update was dropped: %s", type(problem).__name__)
            inbound = None
        if inbound is None:
            self.dropped[kind_of(update)] += 1
            self._tell_unnamed(update, self._me)
        else:
            await self._door.receive(inbound)

    def _tell_unnamed(self, update: Update, me: Me) -> None:
        """Say once an hour in each chat that whoever asks there in another name cannot be answered."""
        try:
            place = asked_unnamed(update, me)
        except Exception:  # noqa: BLE001 (whatever reading raises, it cannot be read)
            return
        now = steady()
        self._told = {chat: at for chat, at in self._told.items() if now - at < UNNAMED_SECONDS}
        if place is None or place.channel in self._told:
            return
        self._told[place.channel] = now
        task = asyncio.create_task(self._say_unnamed(place))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _say_unnamed(self, place: Origin) -> None:
        try:
            await self._platform.say_in(place, say(UNNAMED))
        except (TryLater, Unreachable, Unsure) as problem:
            _log.warning("an anonymous admin could not be answered: %s", problem)

    async def _on_webhook(self, request: web.Request) -> web.Response:
        """200 once the update is written down; whatever else is answered, Telegram sends it again."""
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), self._secret.encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await self._bodies.read(request, BODY_LIMIT))
        except BodyRefused as refused:
            return web.Response(status=refused.status)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return web.Response(status=400)
        if self._me is None:
            return web.Response(status=503, headers={hdrs.RETRY_AFTER: "1"})
        try:
            await self._take(update)
        except Exception as error:  # noqa: BLE001 (Telegram shall send it again, whatever it was)
            _log.error("an update could not be kept: %s", type(error).__name__)
            return web.Response(status=500)
        return web.Response()
