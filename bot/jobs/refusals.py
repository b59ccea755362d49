"""Refusals about long work in words."""

from bot.actions.admin_sessions import FilterSessions, ListSessions
from bot.actions.jobs import MoveDay, ShowJob, ShowJobs
from bot.dates import dated_day
from bot.formats import shorten
from bot.jobs.words import STATES
from bot.labels import primary, row
from bot.sentences import label, msg, say
from bot.ui import Button, Phrase
from core.errors.common import NotFound, Refusal
from core.errors.jobs import JobSettled, NoneWaits, NothingThatDay, NothingToDo, ShiftUnclear, TooManyListed
from core.jobs import JobState, Work

QUOTED = 40
NOTHING = {
    Work.CANCEL: msg("No session of this list can be cancelled: all are over, cancelled, or your own."),
    Work.MESSAGE: msg("Nobody else is concerned by these sessions who can be reached."),
    Work.MOVE: msg("Nothing can be moved."),
    Work.EXPORT: msg("Nothing is in the list."),
    Work.APPROVE: msg("No refund waits."),
}
UNCLEAR = {
    "missing": msg("Write how much earlier or later, such as +1h, or choose another day."),
    "both": msg("Write how much earlier or later, or choose another day: not both."),
    "unclear": msg("“{text}” is no length of time. Write one such as +1h or -30 min."),
    "same": msg("Nothing would move. Write another time or day."),
    "far": msg("A day can be moved by a month at most. Choose another one."),
}


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case TooManyListed(most, query):
            return Phrase(
                label("Too many sessions"),
                say("More than {most} sessions fit. A filter makes them fewer.", most=most),
                (row(primary(label("Filter"), FilterSessions(query))),),
            )
        case NothingToDo(work, query):
            return Phrase(
                label("Nothing to do"),
                say(NOTHING[Work(work)]),
                (row(Button(label("Show the list"), ListSessions(query))),),
            )
        case NoneWaits(job):
            return Phrase(
                label("Nothing to approve"),
                say(
                    "No refund of these waits for you: they are decided, or you have asked for them yourself, or you "
                    "are a party to the session."
                ),
                (row(Button(label("Show it"), ShowJob(job))),),
            )
        case NothingThatDay(mentor, day):
            return Phrase(
                label("Nothing that day"),
                say(
                    "They give no session on {day} that could be moved. Choose another day.",
                    day=dated_day(day),
                ),
                (row(Button(label("Another day"), MoveDay(mentor))),),
            )
        case ShiftUnclear(problem, text):
            return Phrase(label("Where to?"), say(UNCLEAR[problem], text=shorten(text, QUOTED)))
        case JobSettled(job, state):
            return Phrase(
                label("Decided before"),
                say("This has been decided before: {state}.", state=label(STATES[JobState(state)])),
                (row(Button(label("Show it"), ShowJob(job))),),
            )
        case NotFound("job"):
            return Phrase(
                label("No longer there"),
                say(
                    "What was shown is too old, or was given up for something else. Look at the list again:"
                ),
                (
                    row(
                        primary(label("All sessions"), ListSessions()),
                        Button(label("Long work"), ShowJobs()),
                    ),
                ),
            )
        case NotFound("running job"):
            return Phrase(
                label("Nothing is running"),
                say("There is nothing to stop."),
                (row(Button(label("Long work"), ShowJobs())),),
            )
    return None
