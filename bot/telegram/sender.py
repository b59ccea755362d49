"""What the bot says on Telegram, and what the service's refusals mean for the rest of Parley."""

import json
import logging
import os
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, TypeVar

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    LinkPreviewOptions,
)
from telegram import Message as Posted
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot import formats
from bot.backoff import Floods
from bot.inbound import Inbound, Origin, Profile
from bot.messenger import Sink
from bot.refused import Refused
from bot.sentences import label, msg, say
from bot.telegram import render
from bot.telegram.photos import photo_of
from bot.telegram.request import NEVER_LEFT, AiohttpRequest
from bot.telegram.tables import drawn
from bot.telegram.whispers import Whispering, may_pass_away
from bot.ui import NO_LABEL, Card, Form, Link, Message, Paragraph, Picture, Row, Text, Toast, Who
from core.admin_channels import AdminChannel
from core.clock import steady
from core.evidence import FileQuestion, Trouble, Unfetched
from core.notices import Receipt
from core.outbox import TryLater, Unreachable, Unsure
from core.people import Address

API_URL = "https://api.telegram.org/bot"
TOO_BIG = ("file is too big",)
TOAST_LIMIT = 200
REMEMBERED_QUERIES = 1000
FILE_SECONDS = 600

NOT_MODIFIED = "message is not modified"
TABLES = "tables"
UNKNOWN = ("message text is empty", "method not found")
"""What a server says that does not know rich messages: it sees no text in them."""
NO_LONGER_THERE = ("message to edit not found", "message can't be edited", "no text in the message to edit")
GONE = ("message to delete not found",)
CLOSED = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "not enough rights",
    "have no rights",
    "deactivated",
    "message thread not found",
    "topic_closed",
    "topic_deleted",
)
MARKUP = ("parse entities", "button", "markup", "keyboard", "too long", "empty")

ANSWERED_IN_PRIVATE = msg("I have answered you in our private chat.")
START_FIRST = msg("I cannot write to you yet. Open our private chat, press Start, then ask again.")

Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)

# Without it the library warns about each flood limit instead of naming the time to wait as a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")


class TelegramPlatform:
    """Telegram, as the conversation and the delivery of notices see it (`bot.messenger.Platform`).

    With `tables`, Telegram draws those of a card; without, or where it does not know how, they are lists. `strict`
    makes a card that needs the renderer's ladder an error; tests want that, people do not.
    """

    name = "telegram"
    has_modals = False
    finds = False
    whispers = False
    largest_file = 49 * 2**20

    def __init__(
        self,
        token: str,
        *,
        api_url: str | None = None,
        tables: bool = True,
        strict: bool = False,
        now: Callable[[], float] = steady,
    ) -> None:
        keep_secrets_out_of_logs()
        self._http = AiohttpRequest()
        url = api_url or API_URL
        self.bot = Bot(
            token,
            url,
            base_file_url=f"{url.removesuffix('/bot')}/file/bot",
            request=self._http,
            get_updates_request=self._http,
        )
        self._tables = tables
        self._refused = Refused(now)
        self._strict = strict
        self._floods = Floods()
        self._username: str | None = None
        self._answered: deque[str] = deque(maxlen=REMEMBERED_QUERIES)
        self._whispering = Whispering(self.bot)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.shutdown()

    async def username(self) -> str:
        """The bot's own name without @; asked for once. Raises `telegram.error.TelegramError`."""
        if self._username is None:
            name = (await understood(self.bot.get_me())).username or ""
            if not isinstance(name, str):
                raise NetworkError("an answer without a name")
            self._username = name
        return self._username

    async def answer(self, inbound: Inbound, place: Origin, message: Message) -> Receipt | None:
        """Settle the pressed message, or post a new one; what is private goes to the direct chat.

        So does what can no longer be said where it was asked, such as in a topic that was closed since.
        """
        if message.private and not place.direct:
            over = place.model_copy(update={"message": None}) if message.fresh else place
            if may_pass_away(message) and await self._whisper(inbound, over, message.card):
                return None
            return await self._answer_in_private(inbound, place, message.card)
        try:
            return await self._answer_here(place, message)
        except Unreachable:
            if place.direct:
                raise
            return await self.send(inbound.sender, message.card, key=inbound.key)

    async def _answer_here(self, place: Origin, message: Message) -> Receipt:
        if (
            place.message
            and not place.ephemeral
            and not message.fresh
            and await self._edit(place.channel, place.message, message.card, place.thread)
        ):
            return Receipt(self.name, "", place.channel, place.message)
        return await self._post(place.channel, message.card, place.thread)

    async def open_form(self, inbound: Inbound, form: Form) -> bool:  # noqa: ARG002 (there are no modals here)
        """Telegram asks question by question instead."""
        return False

    async def toast(self, inbound: Inbound, toast: Toast) -> None:
        """Pop up over the pressed button; a message where there is none, or where it would be too long."""
        text = render.cleaned(formats.plain(toast.text))
        query = inbound.place.trigger
        if (
            query
            and render.units(text) <= TOAST_LIMIT
            and await self._answer_query(query, text, alert=toast.alert)
        ):
            return
        card = Card(NO_LABEL, (Paragraph(toast.text),))
        await self.answer(inbound, inbound.place, Message(card, fresh=True))

    async def acknowledge(self, inbound: Inbound) -> None:
        """Stop the button from spinning; harmless when that was done before or is too late."""
        if inbound.place.trigger:
            await self._answer_query(inbound.place.trigger)

    async def send(self, to: Address, card: Card, *, key: str) -> Receipt:  # noqa: ARG002 (nothing can be looked up)
        """Write to the person's direct chat; whoever has not pressed Start there is unreachable."""
        with self._floods.watch(to.user):
            return await self._post(to.user, card)

    async def post(self, channel: AdminChannel, card: Card) -> Receipt:
        """Write to a group, or a topic of it; the receipt names the supergroup that it has become."""
        with self._floods.watch(channel.chat):
            return await self._post(channel.chat, card, channel.thread)

    async def find(self, to: Address, key: str) -> Receipt | None:
        """Telegram lets no bot look back."""
        raise NotImplementedError

    async def edit(self, receipt: Receipt, card: Card) -> None:
        """Replace a message; harmless when nothing changes or when it is gone."""
        await self._edit(receipt.channel, receipt.message, card)

    async def send_file(self, to: Address | AdminChannel, file: Path, name: str) -> None:
        """Send a file into the person's chat, a group, or a topic of it; it is read from the disk as it leaves."""
        topic = to.thread if isinstance(to, AdminChannel) else None
        chat = to.chat if isinstance(to, AdminChannel) else to.user
        with self._floods.watch(chat), _refusals(repeatable=False), file.open("rb") as content:
            document = InputFile(content, filename=name, read_file_handle=False)
            await understood(
                self.bot.send_document(
                    int(chat),
                    document,
                    message_thread_id=None if topic is None else int(topic),
                    write_timeout=FILE_SECONDS,
                    read_timeout=FILE_SECONDS,
                )
            )

    async def fetch(self, file: FileQuestion, into: Sink) -> None:
        """Fetch what somebody sent: a bot gets files up to 20 MB. Raises Unfetched."""
        try:
            found = await understood(self.bot.get_file(file.ref))
            content = await understood(found.download_as_bytearray(read_timeout=FILE_SECONDS))
        except (BadRequest, Forbidden, InvalidToken) as refusal:
            too_big = _says(refusal, TOO_BIG)
            raise Unfetched(Trouble.TOO_BIG if too_big else Trouble.GONE) from refusal
        except TelegramError as problem:
            raise Unfetched(Trouble.LATER) from problem
        into.write(bytes(content))

    async def erase(self, inbound: Inbound) -> bool:
        """Delete what was typed: any message of a private chat within 48 hours, in a group only as its admin."""
        if inbound.place.typed is None:
            return False
        chat, message = int(inbound.place.channel), int(inbound.place.typed)
        try:
            await understood(self.bot.delete_message(chat, message))
        except BadRequest as refusal:
            return _says(refusal, GONE)
        except TelegramError as problem:
            _log.warning("a secret was not deleted: %s", type(problem).__name__)
            return False
        return True

    async def profile(self, who: Address) -> Profile:  # noqa: ARG002 (each update brings name and language)
        """Telegram tells no more than every update does, and no time zone ever."""
        return Profile()

    async def reaches(self, who: Address) -> bool:  # noqa: ARG002 (only writing shows it)
        """As far as anybody can say before."""
        return True

    def menu_digest(self, menu: Sequence[tuple[str, str]]) -> str | None:
        """Of this bot: another one's menus are its own."""
        told = json.dumps([self.bot.token.partition(":")[0], *menu])
        return sha256(told.encode()).hexdigest()[:16]

    async def show_menu(self, to: Address, menu: Sequence[tuple[str, str]]) -> None:
        """Set the menu of the person's own chat."""
        commands = [BotCommand(name, description[:256]) for name, description in menu]
        with _refusals(repeatable=True):
            await understood(self.bot.set_my_commands(commands, BotCommandScopeChat(int(to.user))))

    async def say_in(self, place: Origin, text: Text) -> None:
        """Tell all who read there, with the way to the private chat."""
        with _refusals(repeatable=True):
            link = Link(label("Open our chat"), f"https://t.me/{await self.username()}")
        await self._post(place.channel, Card(NO_LABEL, (Paragraph(text), Row((link,)))), place.thread)

    def chat_link(self, to: Address, about: str) -> str | None:  # noqa: ARG002 (all have the same)
        """A deep link: pressing Start there sends us `/start` with the short name."""
        if self._username is None:
            return None
        return f"https://t.me/{self._username}" + (f"?start={about}" if about else "")

    async def publish_home(self, to: Address, card: Card) -> None:
        """There is no such page on Telegram."""

    async def _answer_in_private(self, inbound: Inbound, place: Origin, card: Card) -> Receipt | None:
        try:
            receipt = await self.send(inbound.sender, card, key=inbound.key)
        except Unreachable:
            await self._say_in_group(inbound, place, say(START_FIRST))
            return None
        if self._whispering.proven is None and await self._prove(inbound, place):
            return receipt
        if query := inbound.place.trigger:
            await self._answer_query(query, label(ANSWERED_IN_PRIVATE))
        else:
            await self._say_in_group(inbound, place, say(ANSWERED_IN_PRIVATE))
        return receipt

    async def _prove(self, inbound: Inbound, place: Origin) -> bool:
        """Tell only the asker where the answer is; all may read it, should the service not know how."""
        note = Card(NO_LABEL, (Paragraph(say(ANSWERED_IN_PRIVATE)),))
        try:
            return await self._whispering.prove(inbound, place, partial(self._deliver, note))
        except TelegramError as refusal:
            _log.info("a whisper was refused: %s", refusal.message)
            return False

    async def _whisper(self, inbound: Inbound, place: Origin, card: Card) -> bool:
        """Show the card to the asker alone, in the group; False where that is not possible."""
        page, *more = render.pages(card, strict=self._strict)
        if more or any(isinstance(part, Picture) for part in page.listed):
            return False
        try:
            return await self._whispering.whisper(inbound, place, partial(self._deliver, page))
        except (BadRequest, Forbidden) as refusal:
            if _says(refusal, (NOT_MODIFIED,)):
                return True
            _log.info("a whisper was refused: %s", refusal.message)
            return False
        except TelegramError as problem:
            raise _translated(problem, repeatable=False) from problem

    async def _say_in_group(self, inbound: Inbound, place: Origin, text: Text) -> None:
        name = Who(inbound.profile.name or label("You"), (inbound.sender,))
        try:
            await self.say_in(place, (name, ": ", *text))
        except Unreachable as closed:
            _log.info("a group cannot be told that somebody was answered: %s", closed)

    async def _answer_query(self, query: str, text: str | None = None, *, alert: bool = False) -> bool:
        """True where this answer was the first and came in time, so that the presser sees `text`."""
        if query in self._answered:
            return False
        self._answered.append(query)
        try:
            await understood(self.bot.answer_callback_query(query, text=text, show_alert=alert))
        except TelegramError as refusal:
            _log.info("a press was not answered: %s", refusal.message)
            return False
        return True

    async def _post(self, chat: str, card: Card, topic: str | None = None) -> Receipt:
        """Post the card, in as many messages as it needs; the receipt is the first one's."""
        first, *more = render.pages(card, strict=self._strict)
        receipt = await self._post_page(chat, first, topic)
        for page in more:
            await self._post_page(chat, page, topic)
        return receipt

    async def _post_page(self, chat: str, page: Card, topic: str | None) -> Receipt:
        with _refusals(repeatable=False):
            try:
                sent = await self._say(int(chat), page, topic)
            except ChatMigrated as moved:
                _log.info("a group has moved from %s to %s", chat, moved.new_chat_id)
                sent = await self._say(moved.new_chat_id, page, topic)
            if not isinstance(sent, Posted):
                raise NetworkError("an answer that is no message") from TypeError(type(sent).__name__)
        return Receipt(self.name, "", str(sent.chat.id), str(sent.message_id))

    async def _edit(self, chat: str, message: str, card: Card, topic: str | None = None) -> bool:
        """Put the card in place of a message; False where that message cannot be edited any more."""
        first, *more = render.pages(card, strict=self._strict)
        with _refusals(repeatable=True):
            try:
                await self._replace(int(chat), int(message), first)
            except BadRequest as refusal:
                if _says(refusal, NO_LONGER_THERE):
                    return False
                if not _says(refusal, (NOT_MODIFIED,)):
                    raise
            except ChatMigrated:
                return False
        for page in more:
            await self._post_page(chat, page, topic)
        return True

    async def _say(self, chat: int, page: Card, topic: str | None) -> Any:
        """Post a page below its picture; without it where the chat takes none."""
        thread = None if topic is None else int(topic)
        if photo := await photo_of(page, strict=self._strict):
            below = photo.below
            try:
                sent = await understood(
                    self.bot.send_photo(
                        chat,
                        photo.png,
                        caption=below.html if below else escape(photo.alt),
                        parse_mode=ParseMode.HTML,
                        reply_markup=_markup(below),
                        filename=photo.file,
                        message_thread_id=thread,
                    )
                )
            except (BadRequest, NetworkError) as refusal:
                _log.warning("Telegram did not take a picture: %s", refusal.message)
            else:
                if below:
                    return sent
        return await self._draw(
            page,
            partial(self._send_rich, chat_id=chat, message_thread_id=thread),
            partial(self.bot.send_message, chat_id=chat, message_thread_id=thread),
        )

    async def _replace(self, chat: int, message: int, page: Card) -> None:
        """Put a page in place of a message; a text becomes a photo, but no photo becomes a text again."""
        photo = await photo_of(page, strict=self._strict)
        if photo is not None and photo.below is not None:
            media = InputMediaPhoto(
                photo.png, caption=photo.below.html, parse_mode=ParseMode.HTML, filename=photo.file
            )
            try:
                await understood(
                    self.bot.edit_message_media(media, chat, message, reply_markup=_markup(photo.below))
                )
            except (BadRequest, NetworkError) as refusal:
                _log.warning("Telegram did not take a picture: %s", refusal.message)
            else:
                return
        replace = partial(self._replace_text, chat, message)
        await self._draw(page, replace, replace)

    async def _replace_text(self, chat: int, message: int, **shown: object) -> None:
        # In small letters, for the library's own call makes objects of all of the message that comes back.
        await self.bot.do_api_request("editmessagetext", {"chat_id": chat, "message_id": message, **shown})

    async def _send_rich(self, **shown: object) -> Any:
        return await self.bot.do_api_request("sendRichMessage", shown, return_type=Posted)

    async def _draw(
        self, page: Card, draw: Callable[..., Awaitable[Any]], write: Callable[..., Awaitable[Any]]
    ) -> Any:
        """Show the page with its table drawn; as text where there is none, or where the service refuses it.

        A server that does not know tables is not asked again for an hour.
        What was refused was not said, so that nothing is said twice; what may have left is not said again here.
        """
        rich = drawn(page) if self._tables and TABLES not in self._refused else None
        if rich is None:
            return await self._deliver(page, write)
        keyboard = render.render(page, strict=self._strict).keyboard
        try:
            return await understood(draw(rich_message=rich, reply_markup=keyboard))
        except (
            BadRequest,
            InvalidToken,
        ) as refusal:  # the library's word for a method that is missing, too
            if _says(refusal, (NOT_MODIFIED,)):
                raise
            answer = await self._deliver(page, write)
            _log.warning("Telegram did not draw a table: %s", refusal.message)
            if isinstance(refusal, InvalidToken) or _says(refusal, UNKNOWN):
                self._refused.note(TABLES)
            return answer

    async def _deliver(self, page: Card, call: Callable[..., Awaitable[Any]]) -> Any:
        """Call with the page as HTML; where its markup is refused, once more as plain text."""
        shown = render.render(page, strict=self._strict)
        call = partial(call, link_preview_options=LinkPreviewOptions(is_disabled=True))
        try:
            return await understood(
                call(text=shown.html, parse_mode=ParseMode.HTML, reply_markup=shown.keyboard)
            )
        except BadRequest as refusal:
            if _says(refusal, (NOT_MODIFIED,)) or not _says(refusal, MARKUP):
                raise
            _log.error("Telegram refused the layout of a card: %s", refusal.message)
            keyboard = shown.keyboard if _says(refusal, MARKUP[:1]) else None
            plainly = render.fallback(page, buttons=keyboard is None)
            return await understood(call(text=plainly, reply_markup=keyboard))


def _markup(below: render.Rendered | None) -> InlineKeyboardMarkup | None:
    """The keyboard below a photo, as the library takes it there."""
    return InlineKeyboardMarkup.de_json(below.keyboard) if below and below.keyboard else None


def keep_secrets_out_of_logs() -> None:
    """Silence the library, whose DEBUG has the token and updates."""
    logging.getLogger("telegram").setLevel(logging.INFO)


def wait_of(limit: RetryAfter) -> timedelta:
    """How long a flood limit asks to wait."""
    wait = limit.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


async def understood(call: Awaitable[Answer]) -> Answer:
    """Await a call of the library, which stumbles with all kinds of errors over an answer of another shape."""
    try:
        return await call
    except TelegramError:
        raise
    except Exception as problem:
        message = f"an answer that cannot be read: {type(problem).__name__}"
        raise NetworkError(message) from problem


@contextmanager
def _refusals(*, repeatable: bool) -> Iterator[None]:
    """Say the service's refusals in the words of `core.outbox`; what is `repeatable` is never unsure."""
    try:
        yield
    except TelegramError as error:
        raise _translated(error, repeatable=repeatable) from error


def _translated(error: TelegramError, *, repeatable: bool) -> Exception:
    match error:
        case RetryAfter():
            return TryLater(error.message, wait_of(error))
        case Forbidden():
            return Unreachable(error.message)
        case BadRequest() if _says(error, CLOSED):
            return Unreachable(error.message)
        case BadRequest() | InvalidToken():
            _log.error("Telegram refused: %s", error.message)
            return TryLater(error.message)
    cause = error.__cause__
    if repeatable or cause is None or isinstance(cause, NEVER_LEFT):
        return TryLater(error.message)
    return Unsure(error.message)


def _says(refusal: TelegramError, phrases: tuple[str, ...]) -> bool:
    said = refusal.message.lower()
    return any(phrase in said for phrase in phrases)
