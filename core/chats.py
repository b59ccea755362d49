"""Sessions by chat: whether the two write to each other themselves, or the bot passes on what they write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.ids import new_id
from core.notices import Kind, Notice
from core.payloads import ChatLost, ChatText
from core.people import Address, Person

MOST = 12_000
"""Characters of one text that is passed on; what is longer is refused."""
PART = 1_500
"""Characters of one message; what is longer is passed on in several."""
LATEST = timedelta(minutes=15)
"""How long after the end a text that was written before is still passed on."""
REMEMBERED = timedelta(hours=1)
"""How long after the end whoever goes on writing hears that it is over."""


@dataclass(frozen=True, slots=True)
class ChatParty:
    """A party's part in the chat of the session that starts then; instants are aware UTC.

    `entered_at` is when they last came to it: of two chats, what they write goes to the one they came to last.
    `texts` counts what they have written. While `left_at` is set, nothing goes to them or from them.
    """

    session: int
    starts_at: datetime
    person: int
    entered_at: datetime
    texts: int = 0
    left_at: datetime | None = None


def _by_account(address: Address, _handle: str | None) -> str | None:
    return f"https://slack.com/app_redirect?channel={address.user}&team={address.workspace}"


def _by_handle(_address: Address, handle: str | None) -> str | None:
    return f"https://t.me/{handle}" if handle else None


_ADDRESS_OF_A_CHAT: Mapping[str, Callable[[Address, str | None], str | None]] = {
    "slack": _by_account,
    "telegram": _by_handle,
}
"""By platform, what opens a chat with somebody there; None where nothing does."""


def way(reader: Person, other: Person) -> str | None:
    """What opens the other's chat for the reader, where each can open the other's; else None."""
    for theirs in other.addresses:
        for own in reader.addresses:
            if (own.platform, own.workspace) == (theirs.platform, theirs.workspace):
                there, back = _chat_with(other, theirs), _chat_with(reader, own)
                if there and back:
                    return there
    return None


def _chat_with(person: Person, address: Address) -> str | None:
    if address in person.shut or address.platform not in _ADDRESS_OF_A_CHAT:
        return None
    return _ADDRESS_OF_A_CHAT[address.platform](address, dict(person.handles).get(address.platform))


def lost(passing: Notice, now: datetime, *, is_unsure: bool) -> Notice:
    """Tell the writer that a text was not passed on, or that nobody knows; of one minute's texts once."""
    written_at = passing.due_at
    writer = passing.of(ChatText).writer
    minute = f"{written_at:%Y%m%d%H%M}:{int(is_unsure)}"
    return Notice(
        new_id(now),
        Kind.CHAT_LOST,
        writer,
        now,
        f"{Kind.CHAT_LOST}:{passing.session}:{writer}:{minute}",
        session=passing.session,
        revision=passing.revision,
        payload=ChatLost(starts_at=passing.payload.starts_at, written_at=written_at, is_unsure=is_unsure),
    )


def parts_of(text: str) -> list[str]:
    """The text in parts of at most `PART` characters, broken at the end of a line or a word where there is one."""
    parts: list[str] = []
    while len(text) > PART:
        half = PART // 2
        cut = max(text.rfind("\n", half, PART), 0) or max(text.rfind(" ", half, PART), 0) or PART
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip() if cut < PART else text[cut:]
    return [*parts, text]
