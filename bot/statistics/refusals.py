"""Refusals about figures in words."""

from bot.actions.statistics import Report
from bot.formats import shorten
from bot.sentences import label, msg, say, sentences, series
from bot.statistics.periods import period_buttons
from bot.typed.command_words import own_behind
from bot.ui import Code, Phrase
from core.errors.common import Refusal
from core.errors.statistics import PeriodUnclear

QUOTED = 60
_PROBLEMS = {
    "unclear": msg("I do not understand the period “{text}”."),
    "reversed": msg("The period “{text}” ends before it begins."),
    "far": msg("The period has to lie between the years 2000 and 2099."),
    "open": msg("Please say too when the period begins."),
}
EXAMPLES = ("this month", "last month", "last 30 days", "2026", "from:2026-01-01 to:2026-03-31", "all")


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case PeriodUnclear(problem, text):
            examples = series([Code(own_behind("/admin stats", each)) for each in EXAMPLES])
            return Phrase(
                label("Which period?"),
                sentences(
                    say(_PROBLEMS[problem], text=shorten(text, QUOTED)),
                    say("For example: {examples}.", examples=examples),
                ),
                (period_buttons(Report.STATISTICS, None),),
            )
    return None
