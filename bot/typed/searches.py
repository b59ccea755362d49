"""Searches for mentors as they are typed and as buttons carry them: `ana #machine-learning max:50`."""

import re
import unicodedata
from datetime import UTC, datetime

from bot.actions.mentors import BrowseMentors, ChooseHour, FilterMentors, WhoIsFree
from bot.formats import clean
from bot.tokens import TokenTooLong, to_token
from core.folding import words_of
from core.mentors import Wanted

TYPED = 200
MOST = 999_999
_TAG = re.compile(r"(?:#|(?:topic|tag):)(\S+)", re.IGNORECASE)
_CHANNEL = re.compile(
    r"<#[^|>\s]*\|([^>\s]*)>"
)  # what Slack makes of `#python` where a channel is called so
_MOST = re.compile(r"max:(\d{1,6})", re.IGNORECASE)
_LATE = datetime(2200, 1, 1, tzinfo=UTC)
_FAR = 36**3 - 1


def read_search(text: str) -> Wanted:
    """Who is meant by a typed search, cut to what a button can carry."""
    text = unicodedata.normalize("NFC", clean(_CHANNEL.sub(r"#\1", text))[:TYPED])
    words: list[str] = []
    tags: dict[tuple[str, ...], str] = {}
    most: int | None = None
    for part in text.split():
        if found := _TAG.fullmatch(part):
            if meant := tuple(words_of(found[1])):
                tags.setdefault(meant, found[1])
        elif found := _MOST.fullmatch(part):
            most = int(found[1])
        else:
            words.append(part)
    return _fitting(Wanted(" ".join(words), tags=tuple(tags.values()), most=most))


def search_text(wanted: Wanted) -> str:
    """The search as it is typed."""
    parts = [wanted.words, *(f"#{tag}" for tag in wanted.tags)]
    if wanted.most is not None:
        parts.append(f"max:{wanted.most}")
    return " ".join(part for part in parts if part)


def narrowed(search: str, tag: str, most: str) -> str:
    """The search with another topic (`""` is any) and another highest rate, as it was filled in."""
    wanted = read_search(search)
    number = re.search(r"\d+", most)
    rate = min(int(number[0][:7]), MOST) if number else None
    topic = read_search(f"#{'-'.join(tag.split())}") if tag.strip() else Wanted()
    return search_text(_fitting(Wanted(wanted.words, tags=topic.tags, most=rate)))


def searching(name: str) -> str:
    """The search for a name; of a long one its beginning, which finds it too."""
    return search_text(_fitting(Wanted(words=name)))


def _fitting(wanted: Wanted) -> Wanted:
    """As much of the search as fits a button: the end of the words goes first, then whole tags."""
    while not _fits(search_text(wanted)):
        if wanted.words:
            wanted = Wanted(wanted.words[:-1].rstrip(), tags=wanted.tags, most=wanted.most)
        else:
            wanted = Wanted(tags=wanted.tags[:-1], most=wanted.most)
    return wanted


def _fits(search: str) -> bool:
    try:
        for action in (
            BrowseMentors(_FAR, search, True),
            FilterMentors(search, True),
            WhoIsFree(_LATE, search, _FAR),
            ChooseHour(_LATE.date(), 0, 1440, search),
        ):
            to_token(action)
    except TokenTooLong:
        return False
    return True
