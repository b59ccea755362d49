"""Refusals about booking in words."""

from bot.actions.booking import ShowWeek, TakeSlot
from bot.actions.mentors import BrowseMentors
from bot.actions.profile import AskForPlan, ShowProfile
from bot.actions.sessions import ShowSessions
from bot.dates import dated_day
from bot.labels import length, moment_label, primary, row, when
from bot.sentences import label, msg, say, say_many, series
from bot.typed.time_words import NOT_FREE
from bot.ui import Bold, Button, Code, Paragraph, Part, Phrase, Row, Show
from core.errors.booking import (
    DurationNotOffered,
    HoldExpired,
    MonthUsedUp,
    NothingFree,
    PlanDoesNotBook,
    SlotTaken,
    Suspended,
    TimeNotFree,
)
from core.errors.common import Refusal
from core.people import Person


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case PlanDoesNotBook():
            return Phrase(
                label("Your plan does not include sessions"),
                say(
                    "Sessions can be booked on the individual and council plans. An admin can put you on one."
                ),
                (
                    row(
                        primary(label("Ask for a plan"), AskForPlan()),
                        Button(label("My profile"), ShowProfile()),
                    ),
                ),
            )
        case MonthUsedUp(allowed, renews):
            return Phrase(
                label("You've used all your monthly sessions."),
                say_many(
                    "Your plan has {n} session a month. It renews on {day}: times from that day on can be booked "
                    "already.",
                    "Your plan has {n} sessions a month. It renews on {day}: times from that day on can be booked "
                    "already.",
                    allowed,
                    none=msg("Your plan has no sessions in it. Other plans do: ask the admins."),
                    day=Bold(dated_day(renews)),
                ),
                (
                    row(
                        Button(label("Mentors"), BrowseMentors()),
                        Button(label("My sessions"), ShowSessions()),
                    ),
                ),
            )
        case Suspended():
            return Phrase(
                label("Your membership is suspended"),
                say(
                    "You cannot book sessions or take part in new councils while your membership is suspended. What "
                    "is booked stays as it is: {command} shows it. Please ask an admin about the suspension.",
                    command=Code("/sessions"),
                ),
            )
        case NothingFree(name):
            return Phrase(
                label("No free time"),
                say("{mentor} has no free time at present. Name another mentor.", mentor=name),
                (row(Button(label("Mentors"), BrowseMentors())),),
            )
        case TimeNotFree(mentor, name, wanted, reason):
            others = row(
                Button(label("Other times"), ShowWeek(mentor)),
                Button(label("Other mentors"), BrowseMentors()),
            )
            return Phrase(
                label("That time is not free"),
                say(
                    "{when} with {name} cannot be booked: {reason}.",
                    when=when(wanted, reader, Show.SHORT),
                    name=name,
                    reason=label(NOT_FREE[reason]),
                ),
                (*_times(refusal, reader), others),
            )
        case SlotTaken():
            return Phrase(
                label("Somebody was faster"),
                say("That time has just been taken. Nothing was booked; please choose another."),
                (row(primary(label("All mentors"), BrowseMentors())),),
            )
        case DurationNotOffered(minutes, offered):
            return Phrase(
                label("Not that long"),
                say(
                    "{length} is not offered. Choose {lengths}.",
                    length=length(minutes),
                    lengths=series([length(each) for each in offered]),
                ),
            )
        case HoldExpired(mentor):
            again = ShowWeek(mentor) if mentor is not None else BrowseMentors()
            return Phrase(
                label("The time is no longer held for you"),
                say(
                    "A time is kept for a few minutes while you decide. Nothing was booked; please choose again."
                ),
                (row(primary(label("Choose a time"), again)),),
            )
    return None


def _times(refusal: TimeNotFree, reader: Person) -> tuple[Part, ...]:
    if not refusal.nearest:
        return ()
    return (
        Paragraph(say("The nearest free times:")),
        Row(
            tuple(
                Button(moment_label(start, reader), TakeSlot(refusal.mentor, start, refusal.minutes))
                for start in refusal.nearest
            ),
            columns=2,
        ),
    )
