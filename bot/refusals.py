"""Refusals and faults in words: what is the matter, and what to do next."""

from bot.actions.availability import ShowAvailability
from bot.actions.booking import ShowWeek, TakeSlot
from bot.actions.calendars import ConnectCalendar, ShowCalendars
from bot.actions.delivery import ShowFailed
from bot.actions.help import ShowHelp
from bot.actions.members import ShowMember
from bot.actions.mentors import BrowseMentors
from bot.actions.profile import AskForPlan, ShowProfile
from bot.actions.sessions import ShowSession, ShowSessions
from bot.aftermath import refusals as aftermath
from bot.calendars.refusals import TROUBLES
from bot.cancelling import refusals as cancelling
from bot.confirming import refusals as confirming
from bot.councils import refusals as councils
from bot.dates import dated_day
from bot.formats import plain
from bot.labels import length, moment_label, primary, row, told_apart, when
from bot.policies import refusals as policies
from bot.profile.cards import zone_question
from bot.replacing import refusals as replacing
from bot.rescheduling import refusals as moves
from bot.sentences import label, msg, one_of, own, say, say_many, sentences, series
from bot.typed.time_words import NOT_FREE
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Hint,
    Label,
    Option,
    Paragraph,
    Part,
    Phrase,
    Row,
    Show,
    Text,
    choice,
    words,
)
from core.calendars import Trouble
from core.changes import MOST_BLOCKS, MOST_EXCEPTIONS
from core.errors.availability import HoursUnclear
from core.errors.booking import (
    DurationNotOffered,
    HoldExpired,
    MonthUsedUp,
    PlanDoesNotBook,
    SlotTaken,
    Suspended,
    TimeNotFree,
)
from core.errors.calendars import CalendarUnreadable, TooManyCalendars
from core.errors.cancelling import CancelTooLate, ReasonMissing
from core.errors.common import Missing, NotFound, Refusal, TooFast, TooLong
from core.errors.members import (
    LastAdmin,
    MemberNotFound,
    NoSuchPlan,
    NotAdmin,
    QuietUnclear,
    SeveralMembers,
    ZoneMissing,
)
from core.errors.mentors import MentorNotBookable, MentorNotFound, NotMentor, OwnMentor, SeveralMentors
from core.errors.sessions import AlreadyOver, MetInPerson, Stale, TooEarlyToJoin
from core.people import Person

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
FIELDS = {
    "title": msg("title"),
    "description": msg("description"),
    "location": msg("location"),
    "note": msg("explanation"),
    "reason": msg("reason"),
    "headline": msg("headline"),
    "bio": msg("text about you"),
    "tags": msg("list of topics"),
    "comment": msg("comment"),
    "notes": msg("text of your notes"),
    "what": msg("description of what happened"),
    "overall": msg("overall mark"),
    "usefulness": msg("mark for usefulness"),
    "topic": msg("topic"),
    "expertise": msg("name of an expertise"),
    "material": msg("preparation material"),
    "goals": msg("goals"),
    "questions": msg("questions"),
    "conflict": msg("explanation"),
}
NOT_FOUND = {
    "session": msg("There is no such session, or it is not yours. Here is what you have:"),
    "mentor": msg("There is no such mentor, or it is not yours. Here is what you have:"),
    "member": msg("There is no such member, or it is not yours. Here is what you have:"),
    "council": msg("There is no such council, or it is not yours. Here is what you have:"),
    "dispute": msg("There is no such dispute, or it is not yours. Here is what you have:"),
    "time": msg("There is no such time, or it is not yours. Here is what you have:"),
}
NOT_BOOKABLE = {
    "suspended": msg("{name} cannot be booked at present."),
    "unreachable": msg("{name} cannot be reached at present."),
    "inactive": msg("{name} is not taking sessions at present."),
    "unverified": msg("{name} has not been verified yet."),
    "unconfirmed": msg("{name} has not said yet when they have time."),
    "paused": msg("{name} accepts no new sessions for the moment."),
}
BEGUN = msg("The session has begun.")
OVER = {
    "cancelled": msg("The session has been cancelled already."),
    "completed": msg("The session is over."),
    "no_show": msg("The session is closed."),
}


def refusal_card(refusal: Refusal, reader: Person, support: str = "") -> Card:
    """A refusal as a card with the next step; `reader` is the one refused, `support` whom to ask otherwise."""
    phrase = _refusal(refusal, reader, support)
    return Card(phrase.title, (Paragraph(phrase.text), *phrase.next))


def refusal_lead(refusal: Refusal, reader: Person, support: str = "") -> Paragraph:
    """A refusal without its next steps, above a card that has them."""
    phrase = _refusal(refusal, reader, support)
    return Paragraph(words(Bold(phrase.title), "\n", *phrase.text))


def refusal_line(refusal: Refusal, reader: Person, support: str = "") -> str:
    """A refusal as one plain line, for a form's field."""
    return plain(_refusal(refusal, reader, support).text)


def _refusal(refusal: Refusal, reader: Person, support: str) -> Phrase:
    if known := (
        cancelling.phrase(refusal, support)
        or replacing.phrase(refusal, reader)
        or confirming.phrase(refusal, reader)
        or moves.phrase(refusal, reader)
        or policies.phrase(refusal)
        or aftermath.phrase(refusal, reader)
        or councils.phrase(refusal, reader)
    ):
        return known
    match refusal:
        case NotFound("zone"):
            return Phrase(
                label("Unknown time zone"),
                say(
                    "I do not know that zone. Try a city, such as {command}.",
                    command=Code("/timezone Berlin"),
                ),
            )
        case NotFound("change" | "exception" | "template"):
            return Phrase(
                label("No longer there"),
                say("That has been saved, replaced or removed before. Here is how things are now:"),
                (row(primary(label("My availability"), ShowAvailability())),),
            )
        case NotFound("calendar"):
            return Phrase(
                label("No longer there"),
                say("That calendar has been removed before, or it is not yours. Here are yours:"),
                (row(primary(label("My calendars"), ShowCalendars())),),
            )
        case NotFound("failed message"):
            return Phrase(
                label("No longer there"),
                say("It has been sent again or put aside meanwhile. Here is what is left:"),
                (row(primary(label("Failed messages"), ShowFailed())),),
            )
        case NotFound(what):
            return Phrase(
                label("Not found"),
                say(NOT_FOUND[what]),
                (row(Button(label("My sessions"), ShowSessions()), Button(label("Help"), ShowHelp())),),
            )
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
        case MemberNotFound(query):
            return Phrase(
                label("No such member"),
                say(
                    "I know nobody called “{query}”. People become members when they first write to me; {command} "
                    "lists everybody.",
                    query=query,
                    command=Code("/admin members"),
                ),
            )
        case SeveralMembers(query, found):
            return Phrase(
                label("Which member?"),
                say("“{query}” fits several members. Open the right one:", query=query),
                (
                    choice(
                        label("Choose a member"),
                        tuple(Option(told_apart(each), ShowMember(each.id)) for each in found),
                    ),
                ),
            )
        case NoSuchPlan(name, plans):
            return Phrase(
                label("No such plan"),
                say("There is no plan “{name}”. Choose {plans}.", name=name, plans=one_of(plans)),
            )
        case QuietUnclear(text):
            return Phrase(
                label("Which hours?"),
                say(
                    "“{text}” is not clear to me. Write {hours} or the like, or {off}.",
                    text=text,
                    hours=Code("22-7"),
                    off=Code("off"),
                ),
                (row(Button(label("My profile"), ShowProfile())),),
            )
        case NotAdmin():
            return Phrase(
                label("For admins only"),
                say("Only admins of the programme can do this. Ask one of them if you need it."),
            )
        case NotMentor():
            return Phrase(
                label("For mentors only"),
                say(
                    "Only mentors have availability. An admin can make you a mentor with {command}.",
                    command=Code("/admin mentor"),
                ),
            )
        case LastAdmin():
            return Phrase(
                label("One admin has to stay"),
                say("This is the last admin. Make somebody else an admin first, then try again."),
            )
        case ZoneMissing():
            return zone_question(reader)
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
                    day=Bold(dated_day(renews)),
                ),
                (
                    row(
                        Button(label("Mentors"), BrowseMentors()),
                        Button(label("My sessions"), ShowSessions()),
                    ),
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
        case Suspended():
            return Phrase(
                label("You cannot book at present"),
                say("Your membership is suspended. Please ask an admin about it."),
            )
        case TooFast(seconds):
            return Phrase(
                label("One moment"),
                say_many(
                    "That was a lot in a short time, so this was not done. Try again in {n} second.",
                    "That was a lot in a short time, so this was not done. Try again in {n} seconds.",
                    seconds,
                ),
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
        case Stale(session):
            return Phrase(
                label("This has changed meanwhile"),
                say(
                    "The session has changed since this button was made, perhaps by your own first press. This time "
                    "nothing was done."
                ),
                (row(primary(label("Show it as it is"), ShowSession(session))),),
            )
        case AlreadyOver(session, status):
            return Phrase(
                label("Too late for that"),
                say(OVER.get(status, BEGUN)),
                (
                    row(
                        Button(label("Show the session"), ShowSession(session)),
                        Button(label("My sessions"), ShowSessions()),
                    ),
                ),
            )
        case CancelTooLate(until):
            return Phrase(
                label("Too late to cancel"),
                say(
                    "Cancelling was possible until {when}. Please write to the other side directly.",
                    when=when(until, reader),
                ),
                (row(Button(label("My sessions"), ShowSessions())),),
            )
        case ReasonMissing("note"):
            return Phrase(label("Why?"), say("Please say in a few words why."))
        case ReasonMissing():
            return Phrase(label("Why?"), say("Please choose a reason; the other side will see it."))
        case TooLong(field, limit, size):
            return Phrase(
                label("Too long"),
                say(
                    "The {field} has {size} characters; at most {limit} fit. Please shorten it.",
                    field=label(FIELDS[field]),
                    size=size,
                    limit=limit,
                ),
            )
        case Missing(field):
            return Phrase(
                label("Something is missing"),
                say(
                    "Please fill in the {field}.",
                    field=label(FIELDS[field]) if field in FIELDS else own(field),
                ),
            )
        case TooEarlyToJoin(opens):
            return Phrase(
                label("Not open yet"),
                say(
                    "Join opens {when}. I will send you a button then.",
                    when=when(opens, reader, Show.SHORT),
                ),
            )
        case MetInPerson(session, place):
            return Phrase(
                label("You meet in person"),
                say("There is no link to join: you meet at {place}.", place=place),
                (row(Button(label("Show the session"), ShowSession(session))),),
            )
        case HoursUnclear(problem, fragment, field):
            return Phrase(
                label("The hours are not clear"),
                sentences(
                    say("{problem} (“{text}”)", problem=_hours_problem(problem), text=fragment)
                    if fragment
                    else _hours_problem(problem),
                    () if field else say("For example: {hours}.", hours=Code("mon-fri 9-12, 13-17")),
                    say("Nothing was changed."),
                ),
                (row(Button(label("My availability"), ShowAvailability())),),
            )
        case CalendarUnreadable(trouble, host):
            cause = say(TROUBLES[Trouble(trouble)])
            return Phrase(
                label("I cannot read that calendar"),
                sentences(
                    say("{host}: {why}", host=Bold(host), why=cause) if host else cause,
                    say("Nothing was changed."),
                ),
                (
                    row(
                        primary(label("Try again"), ConnectCalendar()),
                        Button(label("Calendars"), ShowCalendars()),
                    ),
                ),
            )
        case TooManyCalendars(allowed):
            return Phrase(
                label("That is enough calendars"),
                say_many(
                    "At most {n} calendar can be connected. Remove one first.",
                    "At most {n} calendars can be connected. Remove one first.",
                    allowed,
                ),
                (row(Button(label("Calendars"), ShowCalendars())),),
            )
    raise AssertionError(refusal)


def _hours_problem(problem: str) -> Text:
    return say(HOURS[problem], blocks=MOST_BLOCKS, exceptions=MOST_EXCEPTIONS)


def fault_card(reference: str) -> Card:
    """Something unexpected went wrong: nothing is half done, and support can find it."""
    return Card(
        label("That did not work"),
        (
            Paragraph(say("Something went wrong on our side, and nothing was changed. Please try again.")),
            _reference(reference),
        ),
    )


def unshown_card(reference: str) -> Card:
    """What was asked for is done or refused, and its answer cannot be shown."""
    return Card(
        label("I cannot show you the answer"),
        (
            Paragraph(
                say(
                    "Something went wrong on our side while I was writing it. What you asked for may have been done. "
                    "Look before you try again: {command}",
                    command=Code("/sessions"),
                )
            ),
            _reference(reference),
        ),
    )


def _reference(reference: str) -> Hint:
    return Hint(
        say("If it happens again, tell an admin this reference: {reference}", reference=Code(reference))
    )


def too_much(most: int) -> Label:
    """Somebody has sent more than `most` messages and presses in a minute."""
    return label(
        "That was more than {most} messages and presses in a minute. This one, and what follows it at once, is not "
        "carried out and changes nothing. You can go on in a minute.",
        most=most,
    )


def too_much_card(most: int) -> Card:
    """The same, for what is no form."""
    return Card(label("One moment"), (Paragraph(words(too_much(most))),))


def unknown_button() -> Card:
    """A token that nobody of us wrote, or of long ago."""
    return Card(
        label("This button is no longer in use"),
        (
            Paragraph(say("It comes from an older message. Here is what you can do now:")),
            row(
                primary(label("Book a session"), BrowseMentors()),
                Button(label("My sessions"), ShowSessions()),
                Button(label("Help"), ShowHelp()),
            ),
        ),
    )


def unknown_command(name: str, meant: str | None) -> Card:
    """A command that does not exist."""
    unknown = say("There is no {command}.", command=Code(f"/{name}"))
    hint = say("Did you mean {command}?", command=Code(f"/{meant}")) if meant else ()
    return Card(
        label("Unknown command"),
        (Paragraph(sentences(unknown, hint)), row(Button(label("What can I do?"), ShowHelp()))),
    )


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
