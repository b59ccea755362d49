"""Past sessions: `/sessions past last month with Ana`, and the same in a sentence."""

from bot.actions.sessions import LookBack, ShowSessions
from bot.dispatch import perform
from bot.labels import local_day
from bot.requests.unused import besides
from bot.turn import Turn
from bot.typed.periods import read_period
from bot.ui import Outcome
from core.errors.statistics import PeriodUnclear
from core.identifying import is_called
from core.periods import Period, Usual, usual_period
from core.usecases import attending


def answer_past(turn: Turn, text: str) -> Outcome:
    """Carry out `/sessions past text`: a period, and the name of somebody, in any order."""
    words = text.split()
    for size in range(len(words), 0, -1):
        for at in (0, len(words) - size):
            when = " ".join(words[at : at + size])
            if period_of(turn, when):
                return look_back(turn, when, _name(words[:at] + words[at + size :]))
    return look_back(turn, "", _name(words))


def look_back(turn: Turn, when: str, name: str, unused: str = "") -> Outcome:
    """The past sessions of a period with somebody, each where it is said; what is not understood is said, too."""
    period = period_of(turn, when)
    met = attending.met(turn.desk, turn.person) if name else ()
    people = [each for each in met if is_called(each, name.removeprefix("@"))]
    other = people[0].id if len(people) == 1 else None
    said = " ".join(filter(None, ("" if period else when, "" if other else name, unused)))
    if period is None and other is None:
        return besides(perform(turn, ShowSessions(past=True)), said)
    first, last = (period.first, period.last) if period else (None, None)
    return besides(perform(turn, LookBack(first, last, other)), said)


def period_of(turn: Turn, text: str) -> Period | None:
    """The time that is meant, in days of the person's zone; None where it is none that has begun."""
    today = local_day(turn.desk.now(), turn.person)
    try:
        found = read_period(text, today, turn.person.locale) if text else Usual.ALL
    except PeriodUnclear:
        return None
    if found is Usual.ALL:
        return None
    period = usual_period(found, today, None) if isinstance(found, Usual) else found
    return period if period.first <= today else None


def is_over(turn: Turn, text: str) -> bool:
    """Whether the text is a time that has ended."""
    period = period_of(turn, text)
    return period is not None and period.last < local_day(turn.desk.now(), turn.person)


def _name(words: list[str]) -> str:
    return " ".join(words[1:] if words[:1] == ["with"] else words)
