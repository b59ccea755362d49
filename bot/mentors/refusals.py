"""Refusals about mentors in words."""

from bot.actions.booking import ShowWeek
from bot.actions.mentors import BrowseMentors
from bot.labels import primary, row, told_apart
from bot.sentences import label, msg, one_of, say, sentences
from bot.ui import Bold, Code, Option, Phrase, choice
from core.errors.common import Refusal
from core.errors.mentors import MentorNotBookable, MentorNotFound, NotMentor, OwnMentor, SeveralMentors

NOT_BOOKABLE = {
    "suspended": msg("{name} cannot be booked at present."),
    "unreachable": msg("{name} cannot be reached at present."),
    "inactive": msg("{name} is not taking sessions at present."),
    "unverified": msg("{name} has not been verified yet."),
    "unconfirmed": msg("{name} has not said yet when they have time."),
    "paused": msg("{name} accepts no new sessions for the moment."),
}


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case MentorNotFound(query, near):
            unknown = say("I know no mentor called “{query}”.", query=query)
            names = one_of([Bold(name) for name in near])
            return Phrase(
                label("No such mentor"),
                sentences(unknown, say("Did you mean {names}?", names=names)) if near else unknown,
                (row(primary(label("All mentors"), BrowseMentors())),),
            )
        case SeveralMentors(query, found):
            return Phrase(
                label("Which mentor?"),
                say("“{query}” fits several mentors.", query=query),
                (
                    choice(
                        label("Choose a mentor"),
                        tuple(Option(told_apart(each), ShowWeek(each.id)) for each in found),
                    ),
                ),
            )
        case NotMentor():
            return Phrase(
                label("For mentors only"),
                say(
                    "Only mentors have availability. An admin can make you a mentor with {command}.",
                    command=Code("/admin mentor"),
                ),
            )
        case OwnMentor():
            return Phrase(
                label("That is you"),
                say("You cannot book a session with yourself. Choose another mentor."),
                (row(primary(label("All mentors"), BrowseMentors())),),
            )
        case MentorNotBookable(name, why):
            return Phrase(
                label("{name} cannot be booked", name=name),
                sentences(say(NOT_BOOKABLE[why], name=name), say("Others are free:")),
                (row(primary(label("All mentors"), BrowseMentors())),),
            )
    return None
