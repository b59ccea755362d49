"""What people see against what the database says: nothing lost, nothing twice, nothing at the wrong time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from core.errands import Task
from core.notices import SILENT, kinds_that
from playground.slack.service import SlackService
from playground.telegram.service import TelegramService
from storage.check import SqlCheck
from storage.message_tables import notices
from storage.store import SqlStore
from storage.tables import addresses

SOON = timedelta(seconds=2)
_TASKS = {task.value for task in Task}
_SILENT = {kind.value for kind in SILENT}
_REPEATABLE = {kind.value for kind in kinds_that(lambda told: told.repeatable)}
_ANSWERING = {kind.value for kind in kinds_that(lambda told: told.answers)}
_UNSURE_ON_TELEGRAM = (
    select(addresses.c.account)
    .join_from(notices, addresses, addresses.c.person == notices.c.person)
    .where(notices.c.state == "unsure", addresses.c.platform == "telegram")
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot's in somebody's chat; `edited` is when it was last."""

    channel: str
    message: str
    at: datetime
    text: str
    edited: datetime | None

    @property
    def place(self) -> tuple[str, str]:
        return self.channel, self.message

    @property
    def words(self) -> tuple[str, str]:
        return self.channel, self.text


def seen(slack: SlackService, telegram: TelegramService) -> list[Seen]:
    """All messages of the bot's in direct chats."""
    on_slack = [
        Seen(
            channel.id,
            message.ts,
            _instant(message.ts),
            message.text,
            None if message.edited is None else _instant(message.edited),
        )
        for channel in slack.workspace.channels.values()
        if channel.kind == "im"
        for message in channel.messages
        if message.by_bot
    ]
    on_telegram = [
        Seen(str(chat.id), str(message.id), message.at, message.text, message.edited_at)
        for chat in telegram.world.chats.values()
        if chat.private
        for message in chat.messages.values()
        if message.sender is telegram.world.bot
    ]
    return on_slack + on_telegram


def _instant(stamp: str) -> datetime:
    return datetime.fromtimestamp(float(stamp), UTC)


def judged(
    store: SqlStore, shown: Sequence[Seen], *, given_up: frozenset[str], acted: frozenset[str], doubled: int
) -> tuple[list[str], int]:
    """What is wrong, in sentences, and how many messages came again of those that may.

    A notice may have ended as `given_up`. In the chats of those who `acted` there are answers too, which are no
    notices. Up to `doubled` reminders and links on Telegram may have come again, one for each attempt at most.
    """
    wrong = [str(violation) for violation in SqlCheck(store).violations(timedelta())]
    with store.work(read_only=True) as work:
        rows = work.connection.execute(select(notices).where(notices.c.kind.not_in(_SILENT | _TASKS))).all()
        unsure = work.connection.execute(_UNSURE_ON_TELEGRAM).scalars().all()
        now = work.now
    by_place = {seen.place: seen for seen in shown}
    wrong += [line for row in rows for line in _about(row, by_place, now, given_up)]
    receipts = {(row.receipt_channel, row.receipt_message): row for row in rows if row.receipt_message}
    extra = [seen for seen in shown if seen.place not in receipts]
    expected = [seen for seen in shown if seen.place in receipts]
    texts = {seen.words: receipts[seen.place] for seen in expected}
    twice = Counter(seen.words for seen in expected) - Counter(texts.keys())
    wrong += [f"came twice: {channel} {text!r}" for channel, text in twice]
    copies = Counter(seen.words for seen in extra)
    again = [seen for seen in extra if seen.words in texts]
    excused = [seen for seen in again if _may_repeat(texts[seen.words], copies[seen.words])][:doubled]
    wrong += [f"came twice: {seen}" for seen in again if seen not in excused]
    strange = [seen for seen in extra if seen not in again and seen.channel not in acted]
    for chat in unsure:  # one message there may be that notice's
        strange = _without_one(strange, chat)
    wrong += [f"is nobody's notice: {seen}" for seen in strange]
    return wrong, len(excused)


def _may_repeat(row: Row[Any], copies: int) -> bool:
    """Whether nobody can know that the message was there, and each attempt sent one at most."""
    return row.receipt_platform == "telegram" and row.kind in _REPEATABLE and copies < row.attempts


def _without_one(messages: list[Seen], channel: str) -> list[Seen]:
    """The messages but one of this chat."""
    first = next((place for place, seen in enumerate(messages) if seen.channel == channel), None)
    return messages if first is None else messages[:first] + messages[first + 1 :]


def _about(
    row: Row[Any], by_place: Mapping[tuple[str, str], Seen], now: datetime, given_up: frozenset[str]
) -> list[str]:
    """What is wrong with one notice."""
    name = f"{row.kind} ({row.dedupe})"
    if row.state == "waiting":
        return [f"{name} was due and has not left"] if row.due_at <= now else []
    knowable = row.state == "unsure" and row.channel != "telegram"
    if row.state == "cancelled" or (row.state in given_up and not knowable):
        return []
    if row.state != "sent":
        return [f"{name} was given up: {row.state}, {row.last_error}"]
    message = by_place.get((row.receipt_channel, row.receipt_message))
    if message is None:
        return [f"{name} is marked as sent, and nobody sees it"]
    # An answer that became the notice was another message before.
    since = message.edited or message.at if row.kind in _ANSWERING else message.at
    if since < row.due_at - SOON:
        return [f"{name} left before its time: {message}"]
    if row.expires_at is not None and message.at > row.expires_at + SOON:
        return [f"{name} left when it was of no use: {message}"]
    return []
