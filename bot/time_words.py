"""What is said of typed times that are not clear."""

from bot.times import Why, WhyNot

WHY = {
    Why.DAY_MONTH: "Day and month can be read either way.",
    Why.WHICH_WEEK: "That can be this week or next.",
    Why.WHICH_DAY: "That can be one of several days.",
    Why.WHOSE_DAY: "It depends on whose day is meant.",
    Why.ZONE: "It depends on the time zone.",
    Why.AM_PM: "Morning or afternoon?",
    Why.MIDNIGHT: "Which midnight?",
    Why.TWICE_THAT_NIGHT: "The clocks go back that night, so this time comes twice.",
}
WHY_NOT = {
    WhyNot.EMPTY: "there is no time in it.",
    WhyNot.TOO_LONG: "that is too long for a time.",
    WhyNot.PAST: "that has passed already.",
    WhyNot.TOO_FAR: "that is more than a year ahead.",
    WhyNot.MISSING_HOUR: "the clocks go forward that night, so this time does not exist.",
    WhyNot.WHOSE_ZONE: "I do not know which time zone is meant.",
    WhyNot.GIBBERISH: "I did not understand the time.",
}
