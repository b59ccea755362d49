"""Words about long work that several cards share."""

from bot.sentences import msg, say_many
from bot.ui import Text
from core.jobs import JobState, Outcome, Why, Work

WORKS = {
    Work.CANCEL: msg("Cancelling sessions"),
    Work.MOVE: msg("Moving a mentor’s day"),
    Work.MESSAGE: msg("Writing to those concerned"),
    Work.EXPORT: msg("CSV file"),
    Work.APPROVE: msg("Approving refunds"),
}
STATES = {
    JobState.PLANNED: msg("not confirmed"),
    JobState.RUNNING: msg("running"),
    JobState.DONE: msg("done"),
    JobState.STOPPED: msg("stopped"),
    JobState.REVOKED: msg("ended: no admin any more"),
    JobState.FAILED: msg("broken off"),
}
WHY = {
    Why.CHANGED: msg("changed since it was shown"),
    Why.OVER: msg("over or cancelled"),
    Why.OWN: msg("your own"),
    Why.BUSY: msg("somebody is busy then"),
    Why.PAST: msg("the new time has passed or is too far ahead"),
    Why.FAULT: msg("something went wrong on our side"),
}
OUTCOMES = {
    Outcome.WAITING: msg("not done"),
    Outcome.DONE: msg("done"),
    Outcome.SKIPPED: msg("skipped"),
    Outcome.FAILED: msg("failed"),
}


def done_text(work: Work, count: int) -> Text:
    """How many items are done."""
    match work:
        case Work.CANCEL:
            return say_many(
                "{n} session is cancelled.",
                "{n} sessions are cancelled.",
                count,
                none=msg("No session is cancelled."),
            )
        case Work.MOVE:
            return say_many(
                "{n} session is moved.", "{n} sessions are moved.", count, none=msg("No session is moved.")
            )
        case Work.MESSAGE:
            return say_many(
                "{n} person is written to.",
                "{n} people are written to.",
                count,
                none=msg("Nobody is written to."),
            )
        case Work.EXPORT:
            return say_many(
                "{n} session is in the file.",
                "{n} sessions are in the file.",
                count,
                none=msg("No session is in the file."),
            )
        case Work.APPROVE:
            return say_many(
                "{n} refund is approved.",
                "{n} refunds are approved.",
                count,
                none=msg("No refund is approved."),
            )
