"""What is to be done to the sessions of a typed list, and what follows `/admin move` and `/admin jobs`."""

import re
from datetime import date

from bot.actions.jobs import CancelListed, ExportSessions, Forms, MessageListed, MoveDay, ShowJobs, StopJob
from bot.dispatch import perform
from bot.forms.problems import FieldRefused
from bot.jobs.talk import JOBS
from bot.labels import local_day
from bot.requests.admin_acts import cancelling
from bot.requests.members import meant
from bot.requests.unused import besides
from bot.turn import Turn
from bot.typed import lengths
from bot.typed.periods import read_days
from bot.ui import Outcome
from core.errors.jobs import ShiftUnclear
from core.errors.session_queries import FilterUnclear
from core.jobs import Audience

_WORD = re.compile(r'"[^"]*"|\S+')
_TO = {
    "mentor": Audience.MENTORS, "mentors": Audience.MENTORS,
    "mentee": Audience.MENTEES, "mentees": Audience.MENTEES,
    "both": Audience.BOTH, "all": Audience.BOTH,
}  # fmt: skip
_WHERE = re.compile(r"(?P<whose>.+?) (?P<how>by|to) (?P<rest>.+)", re.IGNORECASE | re.DOTALL)


def split_list(text: str) -> tuple[str, str, str] | None:
    """Filters, `cancel`, `message`, `csv`, and what is said behind it; None for a list that is only looked at."""
    for found in _WORD.finditer(text):
        word = found[0].lower()
        if word in {"cancel", "message", "csv", "export"} and not text[: found.start()].rstrip().endswith(
            (":", "=")
        ):
            return text[: found.start()].strip(), word, text[found.end() :].strip()
    return None


def answer_listed(turn: Turn, query: int, verb: str, said: str) -> Outcome:
    """Show what it means for the sessions of a list, or ask for what was not typed; raises refusals."""
    if verb in {"csv", "export"}:
        return besides(perform(turn, ExportSessions(query)), said)
    if verb == "cancel":
        values, certain = cancelling(said)
        complete = certain and bool(values["reason"])
        return _asked(turn, CancelListed(query), values, complete=complete)
    first, _, rest = said.partition(" ")
    to = _TO.get(first.lower())
    values = {"to": to, "text": rest.strip()} if to else {"text": said}
    return _asked(turn, MessageListed(query), values, complete=bool(values["text"]))


def answer_move(turn: Turn, text: str) -> Outcome:
    """`/admin move ana friday by 1h why`, `/admin move ana 6 march to 9 march why`; raises refusals."""
    today = local_day(turn.desk.now(), turn.person)
    found = _WHERE.fullmatch(text)
    name, day = _whose(turn, found["whose"] if found else text, today)
    action = MoveDay(meant(turn, name).id)
    values = {"day": day.isoformat()} if day else {}
    if found:
        by = found["how"].lower() == "by"
        values |= _by(found["rest"]) if by else _to(turn, found["rest"], today)
    complete = {"day", "reason"} <= values.keys() and bool({"by", "to"} & values.keys())
    return _asked(turn, action, values, complete=complete)


def answer_jobs(turn: Turn, text: str) -> Outcome:
    """`/admin jobs`, and `/admin jobs stop`; raises refusals."""
    verb, _, rest = text.partition(" ")
    if verb.lower() == "stop":
        return besides(perform(turn, StopJob()), rest)
    return besides(perform(turn, ShowJobs()), text)


def _whose(turn: Turn, text: str, today: date) -> tuple[str, date | None]:
    """The mentor's name, and the day behind it where one is typed."""
    spoken = text.split()
    for count in range(1, len(spoken)):
        if day := _day(turn, " ".join(spoken[count:]), today):
            return " ".join(spoken[:count]), day
    return text, None


def _by(text: str) -> dict[str, str]:
    """A length of time stands before the reason."""
    spoken = text.split()
    for count in (3, 2, 1):
        length = " ".join(spoken[:count])
        if len(spoken) >= count and lengths.shift(length):
            return _filled(by=length, reason=" ".join(spoken[count:]))
    raise ShiftUnclear("unclear", text)


def _to(turn: Turn, text: str, today: date) -> dict[str, str]:
    """A day stands before the reason."""
    spoken = text.split()
    days = [_day(turn, " ".join(spoken[:count]), today) for count in range(1, min(3, len(spoken)) + 1)]
    named = [day for day in days if day]
    if not named:
        raise FilterUnclear("on", text)
    day = named[-1]  # "9 march" is more than "9"; of "friday the storm" one word says it
    return _filled(to=day.isoformat(), reason=" ".join(spoken[days.index(day) + 1 :]))


def _day(turn: Turn, text: str, today: date) -> date | None:
    found = read_days(text, today, turn.person.locale)
    return found.first if found and found.days == 1 else None


def _filled(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _asked(turn: Turn, action: Forms, values: dict[str, str], *, complete: bool) -> Outcome:
    if not complete:
        return perform(turn, action, _filled(**values))
    try:
        return JOBS.send(turn, action, values)
    except FieldRefused as wrong:
        raise wrong.refusal from wrong
