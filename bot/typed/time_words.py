"""What is said of times that are not clear, and of those that are not free."""

from bot.sentences import msg
from bot.typed.times import Why, WhyNot

WHY = {
    Why.DAY_MONTH: msg("Day and month can be read either way."),
    Why.WHICH_WEEK: msg("That can be this week or next."),
    Why.WHICH_DAY: msg("That can be one of several days."),
    Why.SEVERAL: msg("You named several: choose one."),
    Why.WHOSE_DAY: msg("It depends on whose day is meant."),
    Why.ZONE: msg("It depends on the time zone."),
    Why.AM_PM: msg("Morning or afternoon?"),
    Why.MIDNIGHT: msg("Which midnight?"),
    Why.TWICE_THAT_NIGHT: msg("The clocks go back that night, so this time comes twice."),
}
WHY_NOT = {
    WhyNot.EMPTY: msg("there is no time in it."),
    WhyNot.TOO_LONG: msg("that is too long for a time."),
    WhyNot.PAST: msg("that has passed already."),
    WhyNot.TOO_FAR: msg("that is more than a year ahead."),
    WhyNot.MISSING_HOUR: msg("the clocks go forward that night, so this time does not exist."),
    WhyNot.WHOSE_ZONE: msg("I do not know which time zone is meant."),
    WhyNot.GIBBERISH: msg("I did not understand the time."),
}
NOT_FREE = {
    "inactive": msg("the mentor is not taking sessions"),
    "duration": msg("sessions of this length are not offered"),
    "past": msg("that time has passed"),
    "notice": msg("it is too soon: the mentor needs more notice"),
    "horizon": msg("it is further ahead than can be booked"),
    "exception": msg("the mentor is away then"),
    "off_hours": msg("it is outside the mentor's hours"),
    "booked": msg("the mentor is booked then"),
    "calendar": msg("the mentor is busy then"),
    "buffer": msg("it is too close to another session of the mentor's"),
    "week_full": msg("the mentor has no more sessions that week"),
    "own_session": msg("you have another session then"),
    "off_grid": msg("sessions do not start at that minute"),
}
"""Why a time cannot be booked, a `core.slots.Reason`, as a mentee reads it."""
