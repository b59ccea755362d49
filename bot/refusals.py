"""Refusals and faults in words: what is the matter, and what to do next."""

from bot.actions.availability import ShowAvailability
from bot.actions.booking import ShowWeek, TakeSlot
from bot.actions.calendars import ConnectCalendar, ShowCalendars
from bot.actions.delivery import ShowFailed
from bot.actions.help import ShowHelp
from bot.actions.members import ShowMember
from bot.actions.mentors import BrowseMentors
from bot.actions.profile import ShowProfile
from bot.actions.sessions import ShowSession, ShowSessions
from bot.aftermath import refusals as aftermath
from bot.calendars.refusals import TROUBLES
from bot.cancelling import refusals as cancelling
from bot.confirming import refusals as confirming
from bot.councils import refusals as councils
from bot.dates import day_label
from bot.labels import length, moment_label, primary, row, several, told_apart, when
from bot.policies import refusals as policies
from bot.profile.cards import zone_question
from bot.replacing import refusals as replacing
from bot.rescheduling import refusals as moves
from bot.typed.time_words import NOT_FREE
from bot.ui import (
    Bold,
    Button,
    Card,
    Choice,
    Code,
    Hint,
    Option,
    Paragraph,
    Part,
    Phrase,
    Row,
    Show,
    words,
)
from core import errors
from core.calendars import Trouble
from core.changes import MOST_BLOCKS, MOST_EXCEPTIONS
from core.errors import Refusal
from core.people import Person

HOURS = {
    "empty": "There are no hours in it.",
    "too_long": "That is too long to be hours.",
    "unknown_day": "I do not know that day.",
    "no_hours": "Hours are missing.",
    "bad_time": "That is no time of day.",
    "reversed": "The end is before the beginning. For hours past midnight, write 22:00-02:00.",
    "day_twice": "A day is there twice.",
    "no_date": "A date is missing.",
    "ambiguous_date": "That can be one of several dates; write one date, with the month in letters.",
    "several_dates": "Those are several dates; fill in one date or one span, or type them with /availability.",
    "days_or_hours": "Those can be days or hours: write days with their month, or hours as 14:00-16:00.",
    "night_or_day": "That can be night or day: write am or pm, or hours as 13:00-17:00.",
    "this_or_every": "This one, or every week? For every week write “mon closed” or “mon break 12-13”, else the date.",
    "wrong_weekday": "That date is another weekday.",
    "reversed_dates": "The last day is before the first.",
    "past": "Those days have passed.",
    "over_a_year": "That is more than a year.",
    "unclear": "I did not understand that.",
    "not_a_number": "Please give a whole number, or leave it empty.",
    "not_a_length": "Please give a length of time, such as 15 min or 2h, or leave it empty.",
    "not_days": "Please give a number of days, such as 30 or 6 weeks, or leave it empty.",
    "unknown_zone": "I do not know that time zone. Try a city, such as Berlin.",
    "several_zones": "That can be several time zones; please name one of them.",
    "pause_outside": "That break lies outside the hours of the day. The hours come first: 9-17 break 12-13.",
    "not_seven_days": "A week has seven days.",
    "reversed_hours": "The end is before the beginning. For hours past midnight, write 22:00-02:00.",
    "outside_day": "A day has hours from 0:00 to 24:00.",
    "half_given_hours": "Give both a beginning and an end.",
    "too_many_blocks": f"A day takes at most {MOST_BLOCKS} blocks.",
    "too_many_exceptions": f"There is room for {MOST_EXCEPTIONS} exceptions; please remove one first.",
    "reversed_range": "The last day is before the first.",
    "range_too_long": "That is more than a year.",
    "number_out_of_range": "That number is out of range.",
}
FIELDS = {
    "title": "title",
    "description": "description",
    "location": "location",
    "note": "explanation",
    "reason": "reason",
    "headline": "headline",
    "bio": "text about you",
    "tags": "list of topics",
    "comment": "comment",
    "notes": "text of your notes",
    "what": "description of what happened",
    "overall": "overall mark",
    "usefulness": "mark for usefulness",
    "topic": "topic",
    "expertise": "name of an expertise",
    "material": "preparation material",
    "goals": "goals",
    "questions": "questions",
    "conflict": "explanation",
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
    from bot.formats import plain

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
        case errors.NotFound("zone"):
            return Phrase(
                "Unknown time zone",
                words("I do not know that zone. Try a city, such as ", Code("/timezone Berlin"), "."),
            )
        case errors.NotFound("change" | "exception" | "template"):
            return Phrase(
                "No longer there",
                words("That has been saved, replaced or removed before. Here is how things are now:"),
                (row(primary("My availability", ShowAvailability())),),
            )
        case errors.NotFound("calendar"):
            return Phrase(
                "No longer there",
                words("That calendar has been removed before, or it is not yours. Here are yours:"),
                (row(primary("My calendars", ShowCalendars())),),
            )
        case errors.NotFound("failed message"):
            return Phrase(
                "No longer there",
                words("It has been sent again or put aside meanwhile. Here is what is left:"),
                (row(primary("Failed messages", ShowFailed())),),
            )
        case errors.NotFound(what):
            return Phrase(
                "Not found",
                words(f"There is no such {what}, or it is not yours. Here is what you have:"),
                (row(Button("My sessions", ShowSessions()), Button("Help", ShowHelp())),),
            )
        case errors.MentorNotFound(query, near):
            hint = words(" Did you mean ", *_names(near), "?") if near else ()
            return Phrase(
                "No such mentor",
                words("I know no mentor called “", query, "”.", *hint),
                (row(primary("All mentors", BrowseMentors())),),
            )
        case errors.SeveralMentors(query, found):
            return Phrase(
                "Which mentor?",
                words("“", query, "” fits several mentors."),
                (
                    Choice(
                        "Choose a mentor",
                        tuple(Option(told_apart(each), ShowWeek(each.id)) for each in found),
                    ),
                ),
            )
        case errors.MemberNotFound(query):
            return Phrase(
                "No such member",
                words(
                    "I know nobody called “",
                    query,
                    "”. People become members when they first write to me; ",
                    Code("/admin members"),
                    " lists everybody.",
                ),
            )
        case errors.SeveralMembers(query, found):
            return Phrase(
                "Which member?",
                words("“", query, "” fits several members. Open the right one:"),
                (
                    Choice(
                        "Choose a member",
                        tuple(Option(told_apart(each), ShowMember(each.id)) for each in found),
                    ),
                ),
            )
        case errors.NoSuchPlan(name, plans):
            text = words("There is no plan “", name, f"”. Choose {', '.join(plans[:-1])} or {plans[-1]}.")
            return Phrase("No such plan", text)
        case errors.QuietUnclear(text):
            return Phrase(
                "Which hours?",
                words(
                    "“",
                    text,
                    "” is not clear to me. Write ",
                    Code("22-7"),
                    " or the like, or ",
                    Code("off"),
                    ".",
                ),
                (row(Button("My profile", ShowProfile())),),
            )
        case errors.NotAdmin():
            return Phrase(
                "For admins only",
                words("Only admins of the programme can do this. Ask one of them if you need it."),
            )
        case errors.NotMentor():
            return Phrase(
                "For mentors only",
                words(
                    "Only mentors have availability. An admin can make you a mentor with ",
                    Code("/admin mentor"),
                    ".",
                ),
            )
        case errors.LastAdmin():
            return Phrase(
                "One admin has to stay",
                words("This is the last admin. Make somebody else an admin first, then try again."),
            )
        case errors.ZoneMissing():
            return zone_question(reader)
        case errors.PlanDoesNotBook():
            return Phrase(
                "Your plan does not include sessions",
                words(
                    "Sessions can be booked on the individual and council plans. An admin can put you on one."
                ),
                (row(Button("My profile", ShowProfile())),),
            )
        case errors.MonthUsedUp(allowed, renews):
            return Phrase(
                "You've used all your monthly sessions.",
                words(
                    f"Your plan has {several(allowed, 'session')} a month. It renews on ",
                    Bold(f"{day_label(renews)} {renews.year}"),
                    ": times from that day on can be booked already.",
                ),
                (row(Button("Mentors", BrowseMentors()), Button("My sessions", ShowSessions())),),
            )
        case errors.OwnMentor():
            return Phrase(
                "That is you",
                words("You cannot book a session with yourself. Choose another mentor."),
                (row(primary("All mentors", BrowseMentors())),),
            )
        case errors.MentorNotBookable(name, why):
            reasons = {
                "suspended": "cannot be booked at present",
                "inactive": "is not taking sessions at present",
                "unverified": "has not been verified yet",
                "unconfirmed": "has not said yet when they have time",
                "paused": "accepts no new sessions for the moment",
            }
            return Phrase(
                f"{name} cannot be booked",
                words(name, f" {reasons[why]}. Others are free:"),
                (row(primary("All mentors", BrowseMentors())),),
            )
        case errors.Suspended():
            return Phrase(
                "You cannot book at present",
                words("Your membership is suspended. Please ask an admin about it."),
            )
        case errors.TooFast(seconds):
            return Phrase(
                "One moment",
                words(
                    "That was a lot in a short time, so this was not done. ",
                    f"Try again in {several(seconds, 'second')}.",
                ),
            )
        case errors.TimeNotFree(mentor, name, wanted, reason):
            others = row(Button("Other times", ShowWeek(mentor)), Button("Other mentors", BrowseMentors()))
            parts: tuple[Part, ...] = (*_times(refusal, reader), others)
            return Phrase(
                "That time is not free",
                words(
                    when(wanted, reader, Show.SHORT),
                    " with ",
                    name,
                    f" cannot be booked: {NOT_FREE[reason]}.",
                ),
                parts,
            )
        case errors.SlotTaken():
            return Phrase(
                "Somebody was faster",
                words("That time has just been taken. Nothing was booked; please choose another."),
                (row(primary("All mentors", BrowseMentors())),),
            )
        case errors.DurationNotOffered(minutes, offered):
            return Phrase(
                "Not that long",
                words(f"{length(minutes)} is not offered. Choose {', '.join(length(m) for m in offered)}."),
            )
        case errors.HoldExpired(mentor):
            again = ShowWeek(mentor) if mentor is not None else BrowseMentors()
            return Phrase(
                "The time is no longer held for you",
                words(
                    "A time is kept for a few minutes while you decide. Nothing was booked; please choose again."
                ),
                (row(primary("Choose a time", again)),),
            )
        case errors.Stale(session):
            return Phrase(
                "This has changed meanwhile",
                words(
                    "The session has changed since this button was made, perhaps by your own first press. ",
                    "This time nothing was done.",
                ),
                (row(primary("Show it as it is", ShowSession(session))),),
            )
        case errors.AlreadyOver(session, status):
            states = {
                "cancelled": "The session has been cancelled already.",
                "completed": "The session is over.",
                "no_show": "The session is closed.",
                "in_progress": "The session has begun.",
            }
            return Phrase(
                "Too late for that",
                words(states.get(status, "The session has begun.")),
                (
                    row(
                        Button("Show the session", ShowSession(session)),
                        Button("My sessions", ShowSessions()),
                    ),
                ),
            )
        case errors.CancelTooLate(until):
            return Phrase(
                "Too late to cancel",
                words(
                    "Cancelling was possible until ",
                    when(until, reader),
                    ". Please write to the other side directly.",
                ),
                (row(Button("My sessions", ShowSessions())),),
            )
        case errors.ReasonMissing("note"):
            return Phrase("Why?", words("Please say in a few words why."))
        case errors.ReasonMissing():
            return Phrase("Why?", words("Please choose a reason; the other side will see it."))
        case errors.TooLong(field, limit, size):
            return Phrase(
                "Too long",
                words(
                    f"The {FIELDS[field]} has {size} characters; at most {limit} fit. Please shorten it."
                ),
            )
        case errors.Missing(field):
            return Phrase("Something is missing", words(f"Please fill in the {FIELDS.get(field, field)}."))
        case errors.TooEarlyToJoin(opens):
            return Phrase(
                "Not open yet",
                words("Join opens ", when(opens, reader, Show.SHORT), ". I will send you a button then."),
            )
        case errors.HoursUnclear(problem, fragment, field):
            about = words(" (“", fragment, "”)") if fragment else ()
            example = () if field else words(" For example: ", Code("mon-fri 9-12, 13-17"), ".")
            return Phrase(
                "The hours are not clear",
                words(HOURS[problem], *about, *example, " Nothing was changed."),
                (row(Button("My availability", ShowAvailability())),),
            )
        case errors.CalendarUnreadable(trouble, host):
            return Phrase(
                "I cannot read that calendar",
                words(
                    *((Bold(host), ": ") if host else ()),
                    TROUBLES[Trouble(trouble)],
                    " Nothing was changed.",
                ),
                (row(primary("Try again", ConnectCalendar()), Button("Calendars", ShowCalendars())),),
            )
        case errors.TooManyCalendars(allowed):
            return Phrase(
                "That is enough calendars",
                words(f"At most {allowed} calendars can be connected. Remove one first."),
                (row(Button("Calendars", ShowCalendars())),),
            )
    raise AssertionError(refusal)


def fault_card(reference: str) -> Card:
    """Something unexpected went wrong: nothing is half done, and support can find it."""
    return Card(
        "That did not work",
        (
            Paragraph(
                words("Something went wrong on our side, and nothing was changed. Please try again.")
            ),
            Hint(words("If it happens again, tell an admin this reference: ", Code(reference))),
        ),
    )


def unshown_card(reference: str) -> Card:
    """What was asked for is done or refused, and its answer cannot be shown."""
    return Card(
        "I cannot show you the answer",
        (
            Paragraph(
                words(
                    "Something went wrong on our side while I was writing it. What you asked for may have been done. "
                    "Look before you try again: ",
                    Code("/sessions"),
                )
            ),
            Hint(words("If it happens again, tell an admin this reference: ", Code(reference))),
        ),
    )


def too_much(most: int) -> str:
    """Somebody has sent more than `most` messages and presses in a minute."""
    return (
        f"That was more than {most} messages and presses in a minute. This one, and what follows it at once, is "
        "not carried out and changes nothing. You can go on in a minute."
    )


def too_much_card(most: int) -> Card:
    """The same, for what is no form."""
    return Card("One moment", (Paragraph(words(too_much(most))),))


def unknown_button() -> Card:
    """A token that nobody of us wrote, or of long ago."""
    return Card(
        "This button is no longer in use",
        (
            Paragraph(words("It comes from an older message. Here is what you can do now:")),
            row(
                primary("Book a session", BrowseMentors()),
                Button("My sessions", ShowSessions()),
                Button("Help", ShowHelp()),
            ),
        ),
    )


def unknown_command(name: str, meant: str | None) -> Card:
    """A command that does not exist."""
    hint = words(" Did you mean ", Code(f"/{meant}"), "?") if meant else ()
    return Card(
        "Unknown command",
        (
            Paragraph(words("There is no ", Code(f"/{name}"), ".", *hint)),
            row(Button("What can I do?", ShowHelp())),
        ),
    )


def _times(refusal: errors.TimeNotFree, reader: Person) -> tuple[Part, ...]:
    if not refusal.nearest:
        return ()
    return (
        Paragraph(words("The nearest free times:")),
        Row(
            tuple(
                Button(moment_label(start, reader), TakeSlot(refusal.mentor, start, refusal.minutes))
                for start in refusal.nearest
            ),
            columns=2,
        ),
    )


def _names(names: tuple[str, ...]) -> tuple[Bold | str, ...]:
    spans: list[Bold | str] = []
    for name in names:
        spans += [" or ", Bold(name)] if spans else [Bold(name)]
    return tuple(spans)
