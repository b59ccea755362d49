"""Refusals about councils in words."""

from bot.actions.councils.calling import PickMentors, PickTimes
from bot.actions.councils.looking import ShowCouncil, ShowCouncils
from bot.actions.mentors import BrowseMentors
from bot.actions.profile import ShowProfile
from bot.labels import primary, row, several, when
from bot.typed.time_words import WHY_NOT
from bot.ui import Button, Code, Phrase, Show, words
from core import council_errors, errors
from core.errors import Refusal
from core.people import Person

OVER = {
    "pending": "Nobody has been asked yet.",
    "collecting": "The mentors are still being asked.",
    "deciding": "The poll has ended, and its coordinator is deciding.",
    "confirmed": "Its time is decided.",
    "failed": "It did not come about.",
    "cancelled": "It was called off.",
    "completed": "It is over.",
}
NUMBERS = {
    "mentors": "mentor",
    "times": "proposed time",
    "suggestions": "suggestion",
    "minutes": "minute",
    "least": "mentor",
    "most": "mentor",
    "capacity": "place",
    "hours": "hour",
    "expertise": "kind",
}
_TYPED: dict[str, str] = {
    **{why.value: words for why, words in WHY_NOT.items()},
    "day_only": "the time of day is missing.",
    "no_dates": "I did not understand the dates.",
}
_NOT_ALLOWED = {
    "register": "You are one of its mentors, so you need no place.",
    "leave": "You called it, so you cannot leave it; you can call it off.",
    "answer": "You have left this council, so your answers no longer count.",
}


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case errors.NotFound("council"):
            return Phrase(
                "No such council",
                words("There is no such council, or it is not open to you. Here are those you can see:"),
                (row(primary("Councils", ShowCouncils())),),
            )
        case errors.NotFound("time"):
            return Phrase(
                "No longer asked about",
                words(
                    "The proposed times have changed meanwhile. Here are those that are asked about now:"
                ),
                (row(primary("Councils", ShowCouncils())),),
            )
        case council_errors.CouncilNotAllowed(what) if what in _NOT_ALLOWED:
            return Phrase(
                "That is not for you", words(_NOT_ALLOWED[what]), (row(Button("Councils", ShowCouncils())),)
            )
        case council_errors.CouncilPlanNeeded():
            return Phrase(
                "Councils are for the council plan",
                words(
                    "Those on the council plan register for councils and call their own. An admin can put you on it."
                ),
                (row(Button("My profile", ShowProfile()), Button("Mentors", BrowseMentors())),),
            )
        case council_errors.CouncilOver(council, status):
            return Phrase(
                "Not possible any more" if status != "pending" else "Not possible yet",
                words(f"{OVER[status]} This is how it stands:"),
                (row(primary("Show the council", ShowCouncil(council))),),
            )
        case council_errors.StaleCouncil(council):
            return Phrase(
                "This has changed meanwhile",
                words("The council is no longer as it was when this button was made, so nothing was done."),
                (row(primary("Show it as it is", ShowCouncil(council))),),
            )
        case council_errors.WrongNumber():
            return Phrase(
                "Not that many", words(_number(refusal)), (row(Button("Councils", ShowCouncils())),)
            )
        case council_errors.TimeTooSoon(wanted, earliest, council):
            ways = (
                [Button("Times", PickTimes(council)), Button("Look it over", ShowCouncil(council))]
                if council
                else []
            )
            return Phrase(
                "That time is too soon",
                words(
                    when(wanted, reader, Show.SHORT),
                    " cannot be used; the earliest is ",
                    when(earliest, reader, Show.SHORT),
                    ". Choose a later time, or a shorter deadline.",
                ),
                (row(*ways, Button("Councils", ShowCouncils())),),
            )
        case council_errors.MentorsBusy(council, starts_at, names):
            them = "has" if len(names) == 1 else "have"
            return Phrase(
                "Not all of them can",
                words(
                    f"{', '.join(names)} {them} something else ",
                    when(starts_at, reader, Show.SHORT),
                    ". Choose another time or other mentors.",
                ),
                (
                    row(
                        primary("Show the council", ShowCouncil(council)),
                        Button("Other mentors", PickMentors(council)),
                    ),
                ),
            )
        case council_errors.BusyThen(starts_at):
            return Phrase(
                "You have something else then",
                words(
                    "Your calendar is taken ",
                    when(starts_at, reader, Show.SHORT),
                    ". Move or cancel that first: ",
                    Code("/sessions"),
                    ".",
                ),
            )
        case council_errors.NotInstant(names):
            wants = "wants" if len(names) == 1 else "want"
            return Phrase(
                "They are asked first",
                words(
                    f"{', '.join(names)} {wants} to be asked, so nothing was confirmed. Ask by poll, or choose others."
                ),
                (row(Button("Councils", ShowCouncils())),),
            )
        case council_errors.TimeUnclear(text, why):
            return Phrase(
                "Which time?",
                words(
                    "“",
                    text,
                    f"”: {_TYPED[why]} Write it like ",
                    Code("24 Nov - 4 Dec" if why == "no_dates" else "tue 15:00"),
                    ".",
                ),
            )
    return None


def _number(refusal: council_errors.WrongNumber) -> str:
    least, most, one = refusal.least, refusal.most, NUMBERS[refusal.what]
    allowed = several(most, one) if least in (0, most) else f"{least} to {several(most, one)}"
    if refusal.what == "least":
        return f"At least one mentor, and at most the maximum of {most}. You gave {refusal.count}."
    if not least:
        return (
            f"At most {allowed}; that would be {refusal.count}. Please leave something out, and try again."
        )
    return f"{allowed[0].upper()}{allowed[1:]} are needed; there would be {refusal.count}. Please choose again."
