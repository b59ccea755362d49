"""Refusals about mentors in words."""

from bot.actions.booking import ShowWeek
from bot.actions.members import ReviewRole, ShowMember
from bot.actions.mentor_settings import SetRate
from bot.actions.mentors import BrowseMentors
from bot.formats import plain, shorten
from bot.labels import primary, row, told_apart
from bot.language import reader_locale
from bot.sentences import label, msg, one_of, say, sentences
from bot.typed.command_words import own as own_command
from bot.typed.rates import rate_text
from bot.ui import Bold, Button, Code, Money, Option, Phrase, choice, words
from core.errors.common import Refusal
from core.errors.mentors import (
    MentorNotBookable,
    MentorNotFound,
    NoMentorYet,
    NotMentor,
    OwnMentor,
    RateUnclear,
    SettingRefused,
    SeveralMentors,
)
from core.mentor_settings import Rate
from core.people import Role

QUOTED = 40

NOT_BOOKABLE = {
    "suspended": msg("{name} cannot be booked at present."),
    "unreachable": msg("{name} cannot be reached at present."),
    "inactive": msg("{name} is not taking sessions at present."),
    "unverified": msg("{name} has not been verified yet."),
    "unconfirmed": msg("{name} has not said yet when they have time."),
    "paused": msg("{name} accepts no new sessions for the moment."),
    "asks_first": msg("{name} accepts each booking first and cannot take a session on at once."),
}

NO_SETTING = {
    "range": msg("“{text}” is no seniority. Write a number from 1 to 5."),
    "switch": msg("“{text}” is neither on nor off. Write one of the two."),
    "empty": msg("“{text}” names no topic. Write some such as “python, sql”, or “none”."),
    "many": msg("{text} topics are too many. Write at most 12: those that matter most."),
    "scheme": msg("“{text}” does not begin with https://. Write the whole address, or “none”."),
    "host": msg(
        "“{text}” is not an address that everybody can open. Write one on a public site, or “none”."
    ),
    "link": msg(
        "“{text}” is no plain https:// address. Write one without blanks, names and signs, or “none”."
    ),
    "calendly": msg(
        "“{text}” is no event type at Calendly. Write one such as https://calendly.com/ana/30min, or “none”."
    ),
    "unclear": msg("“{text}” is not clear to me. Open the form to change it."),
}
NO_RATE = {
    "missing": msg("How much is a session? Write a price such as 40 EUR, or 0."),
    "unclear": msg("“{text}” is no price. Write one such as 40 EUR, or 0."),
    "negative": msg("“{text}” is less than nothing. Write a price such as 40 EUR, or 0."),
    "currency": msg("“{text}” has no currency that I know. Write its three letters, such as 40 EUR."),
    "places": msg("“{text}” is finer than {currency} is counted. Write fewer places."),
    "large": msg("“{text}” is more than any session may cost. Write a price such as 40 EUR."),
    "ambiguous": msg(
        "“{text}” can be read in more than one way. Write it as {readings}, or choose what you mean."
    ),
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
                    command=Code(own_command("/admin mentor")),
                ),
            )
        case NoMentorYet(person):
            return Phrase(
                label("{name} is no mentor", name=person.name),
                say("Only mentors have a mentor page. Make them a mentor first."),
                (
                    row(
                        Button(label("Make mentor"), ReviewRole(person.id, Role.MENTOR, granted=True)),
                        Button(label("Open member"), ShowMember(person.id)),
                    ),
                ),
            )
        case SettingRefused(_, problem, text):
            return Phrase(label("That cannot be set"), say(NO_SETTING[problem], text=shorten(text, QUOTED)))
        case RateUnclear(text, problem, currency, mentor, readings):
            ways = tuple(
                Button(plain(words(Money(amount, in_currency))), SetRate(mentor, amount, in_currency))
                for amount, in_currency in readings
            )
            return Phrase(
                label("Which rate?"),
                say(
                    NO_RATE[problem],
                    text=shorten(text, QUOTED),
                    currency=currency,
                    readings=one_of([Bold(rate_text(Rate(*each), reader_locale())) for each in readings]),
                ),
                (row(*ways),) if ways else (),
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
