"""Refusals about councils in words."""

from bot.actions.councils.calling import PickMentors, PickTimes
from bot.actions.councils.looking import ShowCouncil, ShowCouncils
from bot.actions.mentors import BrowseMentors
from bot.actions.profile import ShowProfile
from bot.labels import primary, row, when
from bot.sentences import all_of, label, msg, number, say, say_many, sentences
from bot.typed.command_words import own_example
from bot.typed.time_words import WHY, WHY_NOT
from bot.typed.times import Why, WhyNot
from bot.ui import Button, Code, Part, Phrase, Show, Text
from core.errors.common import NotFound, Refusal
from core.errors.councils import (
    BusyThen,
    CouncilNotAllowed,
    CouncilOver,
    CouncilPlanNeeded,
    MentorsBusy,
    NotInstant,
    StaleCouncil,
    TimeTooSoon,
    TimeUnclear,
    WrongNumber,
)
from core.people import Person

OVER = {
    "pending": msg("Nobody has been asked yet."),
    "collecting": msg("The mentors are still being asked."),
    "deciding": msg("The poll has ended, and its coordinator is deciding."),
    "confirmed": msg("Its time is decided."),
    "failed": msg("It did not come about."),
    "cancelled": msg("It was called off."),
    "completed": msg("It is over."),
}
"""By status."""
_NOT_ALLOWED = {
    "register": msg("You are one of its mentors, so you need no place."),
    "leave": msg("You called it, so you cannot leave it; you can call it off."),
    "answer": msg("You have left this council, so your answers no longer count."),
}


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case NotFound("council"):
            return Phrase(
                label("No such council"),
                say("There is no such council, or it is not open to you. Here are those you can see:"),
                (row(primary(label("Councils"), ShowCouncils())),),
            )
        case NotFound("time"):
            return Phrase(
                label("No longer asked about"),
                say("The proposed times have changed meanwhile. Here are those that are asked about now:"),
                (row(primary(label("Councils"), ShowCouncils())),),
            )
        case CouncilNotAllowed(what) if what in _NOT_ALLOWED:
            return Phrase(label("That is not for you"), say(_NOT_ALLOWED[what]), _to_councils())
        case CouncilPlanNeeded():
            return Phrase(
                label("Councils are for the council plan"),
                say(
                    "Those on the council plan register for councils and call their own. "
                    "An admin can put you on it."
                ),
                (
                    row(
                        Button(label("My profile"), ShowProfile()),
                        Button(label("Mentors"), BrowseMentors()),
                    ),
                ),
            )
        case CouncilOver(council, status):
            return Phrase(
                label("Not possible yet") if status == "pending" else label("Not possible any more"),
                sentences(say(OVER[status]), say("This is how it stands:")),
                (row(primary(label("Show the council"), ShowCouncil(council))),),
            )
        case StaleCouncil(council):
            return Phrase(
                label("This has changed meanwhile"),
                say("The council is no longer as it was when this button was made, so nothing was done."),
                (row(primary(label("Show it as it is"), ShowCouncil(council))),),
            )
        case WrongNumber():
            return Phrase(label("Not that many"), _number(refusal), _to_councils())
        case TimeTooSoon(wanted, earliest, council):
            ways = (
                [
                    Button(label("Times"), PickTimes(council)),
                    Button(label("Review"), ShowCouncil(council)),
                ]
                if council
                else []
            )
            return Phrase(
                label("That time is too soon"),
                say(
                    "{wanted} cannot be used; the earliest is {earliest}. "
                    "Choose a later time, or a shorter deadline.",
                    wanted=when(wanted, reader, Show.SHORT),
                    earliest=when(earliest, reader, Show.SHORT),
                ),
                (row(*ways, Button(label("Councils"), ShowCouncils())),),
            )
        case MentorsBusy(council, starts_at, names):
            return Phrase(
                label("Not all of them can"),
                say_many(
                    "{mentors} has something else {when}. Choose another time or other mentors.",
                    "{mentors} have something else {when}. Choose another time or other mentors.",
                    len(names),
                    mentors=all_of(names),
                    when=when(starts_at, reader, Show.SHORT),
                ),
                (
                    row(
                        primary(label("Show the council"), ShowCouncil(council)),
                        Button(label("Other mentors"), PickMentors(council)),
                    ),
                ),
            )
        case BusyThen(starts_at):
            return Phrase(
                label("You have something else then"),
                say(
                    "Your calendar is taken {when}. Move or cancel that first: {command}.",
                    when=when(starts_at, reader, Show.SHORT),
                    command=Code("/sessions"),
                ),
            )
        case NotInstant(names):
            return Phrase(
                label("They are asked first"),
                say_many(
                    "{mentors} wants to be asked, so nothing was confirmed. Ask by poll, or choose others.",
                    "{mentors} want to be asked, so nothing was confirmed. Ask by poll, or choose others.",
                    len(names),
                    mentors=all_of(names),
                ),
                _to_councils(),
            )
        case TimeUnclear(text, why):
            return Phrase(label("Which time?"), _unclear(text, why))
    return None


def _to_councils() -> tuple[Part, ...]:
    return (row(Button(label("Councils"), ShowCouncils())),)


def _unclear(text: str, why: str) -> Text:
    match why:
        case "no_dates":
            return say(
                "“{text}”: I did not understand the dates. Write it like {example}.",
                text=text,
                example=Code(own_example("24 Nov - 4 Dec")),
            )
        case "no_hours":
            return say(
                "“{text}”: I did not understand the hours. Write it like {example} or {other}.",
                text=text,
                example=Code("14:30-17:00"),
                other=Code(own_example("until 5pm")),
            )
        case "day_only":
            reason = say("the time of day is missing.")
        case Why.TWICE_THAT_NIGHT:
            return say(
                "“{text}”: {why} Choose another, or type the command with the letters of the zone behind the "
                "time, such as {example}.",
                text=text,
                why=say(WHY[Why(why)]),
                example=Code("02:30 CET"),
            )
        case WhyNot.PAST | WhyNot.TOO_FAR | WhyNot.MISSING_HOUR:
            return say(
                "“{text}”: {why} Choose another time, such as {example}.",
                text=text,
                why=say(WHY_NOT[WhyNot(why)]),
                example=Code(own_example("tue 15:00")),
            )
        case _:
            reason = say(WHY[Why(why)] if why in set(Why) else WHY_NOT[WhyNot(why)])
    return say(
        "“{text}”: {why} Write it like {example}.",
        text=text,
        why=reason,
        example=Code(own_example("tue 15:00")),
    )


def _number(refusal: WrongNumber) -> Text:
    least, most, count = refusal.least, refusal.most, refusal.count
    exactly: Text = (number(most),) if least == most else say("{least} to {most}", least=least, most=most)
    match refusal.what:
        case "least":
            return say(
                "At least one mentor, and at most the maximum of {most}. You gave {count}.",
                most=most,
                count=count,
            )
        case "expertise":
            return say_many(
                "At most {n} kind of expertise; that would be {count}. "
                "Please leave something out, and try again.",
                "At most {n} kinds of expertise; that would be {count}. "
                "Please leave something out, and try again.",
                most,
                count=count,
            )
        case "suggestions":
            return say_many(
                "At most {n} suggestion; that would be {count}. Please leave something out, and try again.",
                "At most {n} suggestions; that would be {count}. Please leave something out, and try again.",
                most,
                count=count,
            )
        case "times":
            return say_many(
                "{range} proposed time is needed; there would be {count}. Please choose again.",
                "{range} proposed times are needed; there would be {count}. Please choose again.",
                most,
                range=exactly,
                count=count,
            )
        case "minutes":
            return say_many(
                "{range} minute is possible; you gave {count}. Please choose again.",
                "{range} minutes are possible; you gave {count}. Please choose again.",
                most,
                range=exactly,
                count=count,
            )
        case "hours":
            return say_many(
                "{range} hour is possible; you gave {count}. Please choose again.",
                "{range} hours are possible; you gave {count}. Please choose again.",
                most,
                range=exactly,
                count=count,
            )
        case "capacity":
            return say_many(
                "{range} place is possible; you gave {count}. Please choose again.",
                "{range} places are possible; you gave {count}. Please choose again.",
                most,
                range=exactly,
                count=count,
            )
        case _:
            return say_many(
                "{range} mentor is needed; there would be {count}. Please choose again.",
                "{range} mentors are needed; there would be {count}. Please choose again.",
                most,
                range=exactly,
                count=count,
            )
