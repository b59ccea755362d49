"""Refusals about a mentor's hours in words."""

from bot.actions.availability import ShowAvailability
from bot.labels import primary, row
from bot.sentences import label, msg, say, sentences
from bot.typed.command_words import own_example
from bot.ui import Button, Code, Phrase, Text
from core.changes import MOST_BLOCKS, MOST_EXCEPTIONS
from core.errors.availability import HoursUnclear
from core.errors.common import NotFound, Refusal

HOURS = {
    "empty": msg("There are no hours in it."),
    "too_long": msg("That is too long to be hours."),
    "unknown_day": msg("I do not know that day."),
    "no_hours": msg("Hours are missing."),
    "bad_time": msg("That is no time of day."),
    "reversed": msg("The end is before the beginning. For hours past midnight, write 22:00-02:00."),
    "day_twice": msg("A day is there twice."),
    "no_date": msg("A date is missing."),
    "ambiguous_date": msg("That can be one of several dates; write one date, with the month in letters."),
    "several_dates": msg(
        "Those are several dates; fill in one date or one span, or type them with /availability."
    ),
    "days_or_hours": msg(
        "Those can be days or hours: write days with their month, or hours as 14:00-16:00."
    ),
    "night_or_day": msg("That can be night or day: write am or pm, or hours as 13:00-17:00."),
    "this_or_every": msg(
        "This one, or every week? For every week write “mon closed” or “mon break 12-13”, else the date."
    ),
    "wrong_weekday": msg("That date is another weekday."),
    "reversed_dates": msg("The last day is before the first."),
    "past": msg("Those days have passed."),
    "over_a_year": msg("That is more than a year."),
    "unclear": msg("I did not understand that."),
    "not_a_number": msg("Please give a whole number, or leave it empty."),
    "not_a_length": msg("Please give a length of time, such as 15 min or 2h, or leave it empty."),
    "not_days": msg("Please give a number of days, such as 30 or 6 weeks, or leave it empty."),
    "unknown_zone": msg("I do not know that time zone. Try a city, such as Berlin."),
    "several_zones": msg("That can be several time zones; please name one of them."),
    "pause_outside": msg(
        "That break lies outside the hours of the day. The hours come first: 9-17 break 12-13."
    ),
    "not_seven_days": msg("A week has seven days."),
    "reversed_hours": msg("The end is before the beginning. For hours past midnight, write 22:00-02:00."),
    "outside_day": msg("A day has hours from 0:00 to 24:00."),
    "half_given_hours": msg("Give both a beginning and an end."),
    "too_many_blocks": msg("A day takes at most {blocks} blocks."),
    "too_many_exceptions": msg("There is room for {exceptions} days off; please remove one first."),
    "reversed_range": msg("The last day is before the first."),
    "range_too_long": msg("That is more than a year."),
    "number_out_of_range": msg("That number is out of range."),
}


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case NotFound("change" | "exception" | "template"):
            return Phrase(
                label("No longer there"),
                say("That has been saved, replaced or removed before. Here is how things are now:"),
                (row(primary(label("My availability"), ShowAvailability())),),
            )
        case HoursUnclear(problem, fragment, field):
            return Phrase(
                label("The hours are not clear"),
                sentences(
                    say("{problem} (“{text}”)", problem=_hours_problem(problem), text=fragment)
                    if fragment
                    else _hours_problem(problem),
                    ()
                    if field
                    else say("For example: {hours}.", hours=Code(own_example("mon-fri 9-12, 13-17"))),
                    say("Nothing was changed."),
                ),
                (row(Button(label("My availability"), ShowAvailability())),),
            )
    return None


def _hours_problem(problem: str) -> Text:
    return say(HOURS[problem], blocks=MOST_BLOCKS, exceptions=MOST_EXCEPTIONS)
