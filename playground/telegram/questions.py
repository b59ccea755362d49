"""The bot's questions, one at a time, as a person reads them off the screen."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from playground.telegram.model import Message

NUMBER = re.compile(r"\(\d+ of \d+\)|\bQuestion \d+ of \d+", re.IGNORECASE)
SKIPPING = ("skip", "keep", "use ")
NO_ANSWERS = ("cancel", *SKIPPING, "back")
LAST = re.compile(r"\((\d+) of \1\)")


@dataclass(frozen=True, slots=True)
class Question:
    """An open question: the message that asks it, its text and the labels of its buttons."""

    message: int
    text: str
    labels: tuple[str, ...]

    def field(self, labels: Iterable[str]) -> str | None:
        """The field label that is asked for: one that is a line, else begins one, else is inside."""
        asked = NUMBER.sub("", self.text).casefold()
        lines = [_bare(line) for line in asked.splitlines()]

        def rank(label: str) -> tuple[bool, bool, int]:
            name = label.casefold()
            alone = any(line.rstrip(" ?:.*") == name for line in lines)
            begins = any(line.startswith(name) for line in lines)
            return not alone, not begins, -len(name)

        return min((label for label in labels if label.casefold() in asked), key=rank, default=None)


def open_question(shown: Sequence[tuple[Message, str]]) -> Question | None:
    """The newest of the bot's messages that is numbered and has buttons, the last of which leaves the form."""
    for message, text in reversed(shown):
        labels = tuple(button["text"] for row in message.rows for button in row)
        if NUMBER.search(text) and labels:
            return Question(message.id, text, labels)
    return None


def skip_label(question: Question) -> str | None:
    """The button that leaves the field as it is; that of the last question says what it does, as the text does."""
    labels = [label for label in question.labels[:-1] if not _bare(label).startswith("back")]
    skipping = next((label for label in labels if _bare(label).startswith(SKIPPING)), None)
    if skipping is None and LAST.search(question.text):
        return next((label for label in labels if f": {label}." in question.text), None)
    return skipping


def button_for(question: Question, value: str) -> str | None:
    """The button that gives the answer, if there is one: so labelled, else containing it."""
    wanted = value.strip().casefold()
    options = [label for label in question.labels[:-1] if not _bare(label).startswith(NO_ANSWERS)]
    equal = [label for label in options if label.strip().casefold() == wanted]
    within = [label for label in options if wanted and wanted in label.casefold()]
    return next(iter(equal or within), None)


def _bare(label: str) -> str:
    """The label without the signs before its first word."""
    return re.sub(r"^\W+", "", label).casefold()
