"""What Parley says in Slack: answers, notices, forms, the home tab."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.backoff import Floods
from bot.inbound import Inbound, Origin, Profile
from bot.messenger import Sink
from bot.refused import Refused
from bot.slack import render
from bot.slack.calls import OK, REMOVED, Calls, outcome, read
from bot.slack.files import fetch_file, send_file
from bot.slack.inbound import PLATFORM, profile_of
from bot.slack.pictures import uploaded
from bot.slack.render import Natives
from bot.ui import NO_LABEL, Card, Form, Message, Paragraph, Toast
from core.admin_channels import AdminChannel
from core.clock import steady
from core.evidence import FileQuestion
from core.notices import Receipt
from core.outbox import Scope, TryLater, Unreachable, Unsure
from core.people import Address

Json = dict[str, Any]

EVENT_TYPE = "parley_notice"
PROFILE_SECONDS = 300.0
PROFILES = 1000
LOOKED_AT = 50  # messages searched for one that may have left
READING = (0.3, 0.7, 1.5)  # seconds that Slack may still need to look at a file it was given

_GONE = {
    "message_not_found",
    "cant_update_message",
    "edit_window_closed",
    "channel_not_found",
    "is_archived",
}
_TRIGGER_LOST = {"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"}
_LAYOUT = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}

UNKNOWN = "unsupported"
"""What Slack says of a block that it does not know."""

_log = logging.getLogger(__name__)


class SlackPlatform:
    """Slack as the conversation sees it.

    `token_of` gives the bot token of a team id; by default `bot_token` serves every workspace. `prefix` is
    what the commands begin with. `strict` lets the renderer raise where it would have to shorten.
    """

    name = PLATFORM
    has_modals = True
    finds = True
    whispers = True
    largest_file = 1_000_000_000

    def __init__(
        self,
        bot_token: str = "",
        *,
        token_of: Callable[[str], str] | None = None,
        api_url: str | None = None,
        prefix: str = "",
        strict: bool = False,
        now: Callable[[], float] = steady,
    ) -> None:
        self.calls = Calls(token_of or (lambda _team: bot_token), api_url)
        self._prefix = prefix
        self._strict = strict
        self._floods: dict[str, Floods] = defaultdict(Floods)
        self._chats: dict[Address, str] = {}
        self._refused = Refused(now)
        self.apps: dict[str, str] = {}
        """Our app's id by workspace, where it is known."""
        self._profiles: dict[Address, tuple[float, Profile]] = {}

    async def close(self) -> None:
        """Close all connections; nothing can be sent afterwards."""
        await self.calls.close()

    async def answer(self, inbound: Inbound, place: Origin, message: Message) -> Receipt | None:
        """Settle the pressed message or post a new one; what is private stays unseen in channels.

        It leaves by the token of the workspace that it was asked through. Where that opens the place no more, it goes
        to the person's chat in their own.
        """
        home = inbound.sender
        who = place.met_as(home)
        try:
            return await self._answer_there(who, home, place, message)
        except (Unreachable, TryLater) as problem:
            if who == home or (isinstance(problem, TryLater) and str(problem) not in REMOVED):
                raise
        return await self._tell(message.card, home)

    async def _answer_there(
        self, who: Address, home: Address, place: Origin, message: Message
    ) -> Receipt | None:
        card, own = message.card, await self._is_own(who, place)
        hidden = message.private and not own
        if place.message and not message.fresh:
            if place.ephemeral:
                if await self._respond(who, place, card, replace_original=True):
                    return None
            elif not hidden:
                pressed = Receipt(PLATFORM, who.workspace, place.channel, place.message)
                if await self._rewrite(pressed, card):
                    return pressed
        if hidden:
            return await self._whisper(who, home, place, card)
        if own and not place.channel:
            return await self._tell(card, home, who)
        if own:
            chat = await self._chat(who)
            threaded = _in_thread(place) if place.channel == chat else {}
            return await self._post(who.workspace, chat, card, **threaded)
        try:
            return await self._post(who.workspace, place.channel, card, **_in_thread(place))
        except Unreachable:
            if await self._respond(who, place, card, response_type="in_channel", **_in_thread(place)):
                return None
            raise

    async def open_form(self, inbound: Inbound, form: Form) -> bool:
        """Open a modal; False when the trigger has expired or Slack did not answer in time."""
        trigger, team = inbound.place.trigger, inbound.met_as.workspace
        if trigger is None:
            return False
        view = render.modal(form, team, strict=self._strict)
        try:
            await outcome(self.calls.client(team).views_open(trigger_id=trigger, view=view), once=True)
        except (Unsure, Unreachable):
            return False
        except TryLater as problem:
            if str(problem) in _TRIGGER_LOST or problem.after is not None:
                return False
            raise
        return True

    async def redraw_form(self, team: str, view_id: str, hashed: str, view: Json) -> None:
        """Draw an open modal again, unless it has changed meanwhile; raises what `outcome` says."""
        await outcome(self.calls.client(team).views_update(view_id=view_id, hash=hashed, view=view))

    async def toast(self, inbound: Inbound, toast: Toast) -> None:
        """Say a word that only the presser sees."""
        card = Card(NO_LABEL, (Paragraph(toast.text),))
        await self._whisper(inbound.met_as, inbound.sender, inbound.place, card)

    async def acknowledge(self, inbound: Inbound) -> None:
        """Nothing to do: Slack was answered when the delivery came in."""

    async def send(self, to: Address, card: Card, *, key: str) -> Receipt:
        """Write to the person's chat with us; where that is unsure, look whether it arrived."""
        channel = await self._chat(to)
        try:
            with self._floods[to.workspace].watch(channel):
                return await self._post(
                    to.workspace,
                    channel,
                    card,
                    metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                )
        except Unsure:
            with suppress(TryLater, Unreachable):
                if receipt := await self.find(to, key):
                    return receipt
            raise
        except Unreachable:
            self._chats.pop(to, None)
            raise

    async def post(self, channel: AdminChannel, card: Card) -> Receipt:
        """Write to a channel that we are a member of."""
        threaded = {} if channel.thread is None else {"thread_ts": channel.thread}
        with self._floods[channel.workspace].watch(channel.chat):
            return await self._post(channel.workspace, channel.chat, card, **threaded)

    async def find(self, to: Address, key: str) -> Receipt | None:
        """The message that was sent to the person under `key`, if it is among their latest."""
        channel = await self._chat(to)
        client = self.calls.client(to.workspace)
        with _of_workspace():
            history = await outcome(
                client.conversations_history(channel=channel, include_all_metadata=True, limit=LOOKED_AT)
            )
        with _readable():
            for message in history["messages"]:
                if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
                    return Receipt(PLATFORM, to.workspace, channel, message["ts"])
        return None

    async def edit(self, receipt: Receipt, card: Card) -> None:
        """Replace a message sent before; one that is gone is left alone."""
        await self._rewrite(receipt, card)

    async def send_file(self, to: Address | AdminChannel, file: Path, name: str) -> None:
        """Send a file into the person's chat with us, or a channel that we are a member of."""
        thread = to.thread if isinstance(to, AdminChannel) else None
        channel = to.chat if isinstance(to, AdminChannel) else await self._chat(to)
        with self._floods[to.workspace].watch(channel):
            await send_file(self.calls, to.workspace, channel, file, name, thread)

    async def fetch(self, file: FileQuestion, into: Sink) -> None:
        """Fetch what somebody sent, with the scope files:read; raises Unfetched."""
        await fetch_file(self.calls, file.workspace, file, into)

    async def erase(self, inbound: Inbound) -> bool:  # noqa: ARG002 (a bot deletes nobody else's messages)
        """Slack lets no bot delete what somebody has written."""
        return False

    async def profile(self, who: Address) -> Profile:
        """What Slack knows about the person, at most five minutes old."""
        now = asyncio.get_running_loop().time()
        known = self._profiles.get(who)
        if known is not None and now - known[0] < PROFILE_SECONDS:
            return known[1]
        try:
            client = self.calls.client(who.workspace)
            found = await outcome(client.users_info(user=who.user, include_locale=True))
        except Unreachable:
            return Profile()
        if len(self._profiles) >= PROFILES:
            self._profiles.clear()
        with _readable():
            profile = profile_of(found["user"], met_in=who.workspace)
        self._profiles[who] = now, profile
        return profile

    def forget(self, who: Address) -> None:
        """The person's profile has changed, in whatever workspace: ask anew."""
        for known in [each for each in self._profiles if each.user == who.user]:
            del self._profiles[known]

    async def reaches(self, who: Address) -> bool:
        """Whether our chat with the person can be opened; as long as Slack does not say, it can."""
        try:
            await self._chat(who)
        except Unreachable:
            return False
        except TryLater:
            pass
        return True

    def menu_digest(self, menu: Sequence[tuple[str, str]]) -> str | None:  # noqa: ARG002 (there is none)
        """Slack lists the commands of the manifest."""
        return None

    async def show_menu(self, to: Address, menu: Sequence[tuple[str, str]]) -> None:
        """Nothing to do: Slack lists the commands of the manifest."""

    def chat_link(self, to: Address, about: str) -> str | None:  # noqa: ARG002 (it opens the app as it is)
        """Of our app in the person's workspace; of the workspace alone as long as it is not known which app we are."""
        if app := self.apps.get(to.workspace):
            return f"https://slack.com/app_redirect?{urlencode({'app': app, 'team': to.workspace})}"
        return f"https://app.slack.com/client/{quote(to.workspace, safe='')}"

    async def publish_home(self, to: Address, card: Card) -> None:
        """Refresh the person's home tab; where homes are switched off nothing happens."""
        view = render.home(card, to.workspace, strict=self._strict)
        client = self.calls.client(to.workspace)
        try:
            await outcome(client.views_publish(user_id=to.user, view=view))
        except TryLater as problem:
            if str(problem) != "not_enabled":
                raise

    async def _is_own(self, who: Address, place: Origin) -> bool:
        """Whether the place is the person's chat with us: commands can be typed between two people too."""
        lasting = place.message and not place.ephemeral  # of ours, which only our own direct chats hold
        if not place.direct or not place.channel or lasting:
            return place.direct
        try:
            return place.channel == await self._chat(who)
        except (TryLater, Unreachable):
            return False

    async def _chat(self, who: Address) -> str:
        """The channel of our chat with the person, opened once."""
        if who not in self._chats:
            client = self.calls.client(who.workspace)
            with _of_workspace():
                opened = await outcome(client.conversations_open(users=who.user))
            self._chats[who] = read(opened, "channel", "id")
        return self._chats[who]

    async def _tell(self, card: Card, *doors: Address) -> Receipt:
        """Write to the first of these chats of a person's that is open; raises what the last one says."""
        *others, last = dict.fromkeys(doors)
        for door in others:
            with suppress(Unreachable):
                return await self._post(door.workspace, await self._chat(door), card)
        return await self._post(last.workspace, await self._chat(last), card)

    async def _post(self, team: str, channel: str, card: Card, **extra: Any) -> Receipt:
        posted = await self._write(
            self.calls.client(team).chat_postMessage,
            team,
            card,
            once=True,
            channel=channel,
            unfurl_links=False,
            unfurl_media=False,
            link_names=False,
            **extra,
        )
        where, stamp = (read(posted, field, once=True) for field in ("channel", "ts"))
        return Receipt(PLATFORM, team, where, stamp)

    async def _rewrite(self, receipt: Receipt, card: Card) -> bool:
        """Replace the message; False when it is gone."""
        team = receipt.workspace
        method = self.calls.client(team).chat_update
        try:
            await self._write(method, team, card, channel=receipt.channel, ts=receipt.message)
        except (TryLater, Unreachable) as problem:
            if str(problem) not in _GONE:
                raise
            return False
        return True

    async def _whisper(self, who: Address, home: Address, place: Origin, card: Card) -> Receipt | None:
        """Say it so that only the person sees it: there if possible, else in our own chat."""
        privately = {"response_type": "ephemeral", "replace_original": False, **_in_thread(place)}
        if await self._respond(who, place, card, **privately):
            return None
        if place.channel:
            try:
                await self._write(
                    self.calls.client(who.workspace).chat_postEphemeral,
                    who.workspace,
                    card,
                    once=True,
                    channel=place.channel,
                    user=who.user,
                    **_in_thread(place),
                )
            except Unreachable:
                pass
            else:
                return None
        return await self._tell(card, home, who)

    async def _respond(self, who: Address, place: Origin, card: Card, **how: Any) -> bool:
        """Answer by the place's response URL; False where there is none or it is spent.

        There a refusal has no more to say than its code: what is drawn without what Slack draws itself, and was
        refused with it, says what the workspace does not know.
        """
        if place.reply_url is None:
            return False
        refused: Natives = frozenset()
        for natives in self._ways(card, who.workspace):
            blocks, text = render.message(
                card, who.workspace, natives=natives, prefix=self._prefix, strict=self._strict
            )
            response = await self.calls.respond(place.reply_url, {"text": text, "blocks": blocks, **how})
            if not any(code in response.body for code in _LAYOUT):
                if refused and response.status_code == OK:
                    self._note_unknown(who.workspace, refused)
                return response.status_code == OK
            refused = natives
        _log.error("Slack refused the layout of a card: %s", response.body)
        response = await self.calls.respond(
            place.reply_url, {"text": render.fallback(card, self._prefix), **how}
        )
        return response.status_code == OK

    async def _write(
        self,
        method: Callable[..., Awaitable[AsyncSlackResponse]],
        team: str,
        card: Card,
        *,
        once: bool = False,
        **arguments: Any,
    ) -> AsyncSlackResponse:
        """Write a card, without its pictures where they cannot be shown.

        Where its layout is refused, once more as plain text with commands to type.
        """
        for natives in self._ways(card, team):
            if not natives and (
                answer := await self._illustrated(method, team, card, once=once, **arguments)
            ):
                return answer
            blocks, text = render.message(
                card, team, natives=natives, prefix=self._prefix, strict=self._strict
            )
            try:
                answer = await outcome(method(**arguments, blocks=blocks, text=text), once=once)
            except TryLater as problem:
                if str(problem) not in _LAYOUT:
                    raise
                if not natives:
                    _log.error("Slack refused the layout of a card: %s", problem.__cause__)
                elif UNKNOWN in str(problem.__cause__):
                    self._note_unknown(team, natives)
            else:
                return answer
        return await outcome(
            method(**arguments, blocks=[], text=render.fallback(card, self._prefix)), once=once
        )

    async def _illustrated(
        self,
        method: Callable[..., Awaitable[AsyncSlackResponse]],
        team: str,
        card: Card,
        *,
        once: bool,
        **arguments: Any,
    ) -> AsyncSlackResponse | None:
        """Write a card with its pictures; None where it has none, or they cannot be shown."""
        if files := await uploaded(self.calls.client(team), card):
            for pause in READING:
                blocks, text = render.message(
                    card, team, files=files, prefix=self._prefix, strict=self._strict
                )
                try:
                    return await outcome(method(**arguments, blocks=blocks, text=text), once=once)
                except TryLater as problem:
                    if str(problem) not in _LAYOUT:
                        raise
                    await asyncio.sleep(pause)
            _log.warning("Slack did not show a picture in time")
        return None

    def _ways(self, card: Card, team: str) -> tuple[Natives, ...]:
        """The ways to draw a card: with what Slack draws itself first, unless the workspace has refused that."""
        wanted = self._untried(card, team)
        return (wanted, frozenset()) if wanted else (frozenset(),)

    def _note_unknown(self, team: str, natives: Natives) -> None:
        """The workspace does not know one of these: none of them is tried again there for an hour."""
        names = ", ".join(sorted(kind.__name__ for kind in natives))
        _log.warning("workspace %s does not draw all of these: %s", team, names)
        for kind in natives:
            self._refused.note((team, kind))

    def _untried(self, card: Card, team: str) -> Natives:
        return frozenset(kind for kind in render.natives(card) if (team, kind) not in self._refused)


def _in_thread(place: Origin) -> dict[str, str]:
    """What keeps an answer in the thread that it was asked in."""
    return {} if place.thread is None else {"thread_ts": place.thread}


@contextmanager
def _readable() -> Iterator[None]:
    """An answer of another shape than the documented one may be better next time."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError) as problem:
        raise TryLater(f"an answer that cannot be read: {type(problem).__name__}") from problem


@contextmanager
def _of_workspace() -> Iterator[None]:
    """A method that Slack limits for the whole workspace, not for a chat."""
    try:
        yield
    except TryLater as later:
        raise TryLater(str(later), later.after, Scope.BOT) from later
