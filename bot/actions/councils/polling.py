"""What a button can mean about the mentors' answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from bot.actions.spec import MENTORS, Spec
from core.councils import PollAnswer


@dataclass(frozen=True, slots=True)
class ShowPoll:
    """The times that are proposed, with the mentor's own answers."""

    spec: ClassVar = Spec("cq", roles=MENTORS, typed="council {council} answer")
    council: int


def its_poll(action: Any) -> ShowPoll:
    """The poll that an action is about."""
    return ShowPoll(action.council)


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """Say whether one can at a proposed time."""

    spec: ClassVar = Spec("ca", roles=MENTORS, about=its_poll)
    council: int
    time: int
    answer: PollAnswer


@dataclass(frozen=True, slots=True)
class AnswerAll:
    """Say the same to all proposed times."""

    spec: ClassVar = Spec("caa", roles=MENTORS, about=its_poll)
    council: int
    answer: PollAnswer


@dataclass(frozen=True, slots=True)
class AnswerHours:
    """Say from when until when one can on the days proposed (opens a form)."""

    spec: ClassVar = Spec("cah", roles=MENTORS, about=its_poll)
    council: int


@dataclass(frozen=True, slots=True)
class PreviewHours:
    """Look at what an answer with hours would say: wall minutes of one's zone, None where there is no bound."""

    spec: ClassVar = Spec("cap", roles=MENTORS, about=its_poll)
    council: int
    since: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class AnswerBetween:
    """Give that answer."""

    spec: ClassVar = Spec("cab", roles=MENTORS, about=its_poll)
    council: int
    since: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class SuggestTime:
    """Suggest another time (opens a form)."""

    spec: ClassVar = Spec("cs", roles=MENTORS, typed="council {council} suggest", about=its_poll)
    council: int


@dataclass(frozen=True, slots=True)
class SuggestThis:
    """Suggest this time."""

    spec: ClassVar = Spec("cst", roles=MENTORS, about=its_poll)
    council: int
    start: datetime


@dataclass(frozen=True, slots=True)
class ExplainConflict:
    """Explain to the coordinator what stands against it (opens a form)."""

    spec: ClassVar = Spec("ce", roles=MENTORS, typed="council {council} explain", about=its_poll)
    council: int


Presses = ShowPoll | AnswerTime | AnswerAll | PreviewHours | AnswerBetween | SuggestThis
Forms = AnswerHours | SuggestTime | ExplainConflict
