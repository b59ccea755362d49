"""Inline queries as the service keeps them: what is asked, what is answered, what is cached."""

import time
from dataclasses import dataclass, field

from playground.telegram.model import Account, Chat, Json

MAX_QUERY = 256


@dataclass(frozen=True, slots=True)
class Result:
    """An article as it can be chosen, and the message that it becomes."""

    id: str
    title: str
    description: str
    text: str
    entities: list[Json]
    markup: Json | None
    preview: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client shows above the text; `button` is label and start parameter."""

    results: tuple[Result, ...]
    next_offset: str
    button: tuple[str, str] | None


@dataclass(eq=False, slots=True)
class InlineQuery:
    """What somebody types behind the bot's name. `asked` is real time (monotonic seconds)."""

    id: str
    user: Account
    chat: Chat
    text: str
    offset: str
    asked: float
    answer: Answer | None = None
    topic: int | None = None

    def json(self) -> Json:
        """The query as an `InlineQuery`."""
        return {
            "id": self.id,
            "from": self.user.json(),
            "query": self.text,
            "offset": self.offset,
            "chat_type": "sender" if self.chat.private else self.chat.kind,
        }


@dataclass(slots=True)
class Inline:
    """Whether @BotFather has switched it on, with feedback of what is chosen; what is asked, and what is cached."""

    on: bool = True
    feedback: bool = True
    queries: dict[str, InlineQuery] = field(default_factory=dict)
    latest: dict[int, InlineQuery] = field(default_factory=dict)
    cache: dict[tuple[int | None, str, str], tuple[float, Answer]] = field(default_factory=dict)

    def cached(self, user: Account, text: str, offset: str) -> Answer | None:
        """An answer to the same query that may still be shown to the user."""
        for whose in (user.id, None):
            until, answer = self.cache.get((whose, text, offset), (0.0, None))
            if answer is not None and time.monotonic() < until:
                return answer
        return None
