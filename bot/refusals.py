"""Refusals in words: why not, and what to do next. Each subject words its own."""

from bot import session_refusals
from bot.accounts import refusals as accounts
from bot.actions.disputes import ShowDisputes
from bot.actions.help import ShowHelp
from bot.actions.sessions import ShowSessions
from bot.admin_channels import refusals as admin_channels
from bot.admin_sessions import refusals as admin_sessions
from bot.aftermath import refusals as aftermath
from bot.availability import refusals as availability
from bot.booking import refusals as booking
from bot.calendars import refusals as calendars
from bot.cancelling import refusals as cancelling
from bot.chats import refusals as chats
from bot.confirming import refusals as confirming
from bot.councils import refusals as councils
from bot.delivery import refusals as delivery
from bot.disputes import refusals as disputes
from bot.formats import plain
from bot.interventions import refusals as interventions
from bot.jobs import refusals as jobs
from bot.labels import row
from bot.mail import refusals as mail
from bot.members import refusals as members
from bot.mentor_settings import refusals as mentor_settings
from bot.mentors import refusals as mentors
from bot.own_data import refusals as own_data
from bot.payments import refusals as payments
from bot.policies import refusals as policies
from bot.profile import refusals as profile
from bot.recordings import refusals as recordings
from bot.replacing import refusals as replacing
from bot.rescheduling import refusals as rescheduling
from bot.sentences import label, msg, own, say, say_many
from bot.statistics import refusals as statistics
from bot.ui import Bold, Button, Card, Label, Paragraph, Phrase, words
from bot.workspaces import refusals as workspaces
from core.errors.common import Missing, NotFound, Refusal, TooFast, TooLong
from core.people import Person

FIELDS = {
    "title": msg("title"),
    "description": msg("description"),
    "location": msg("location"),
    "note": msg("explanation"),
    "reason": msg("reason"),
    "list": msg("list"),
    "headline": msg("headline"),
    "bio": msg("text about you"),
    "tags": msg("list of topics"),
    "link": msg("meeting link"),
    "calendly": msg("Calendly link"),
    "comment": msg("comment"),
    "notes": msg("text of your notes"),
    "mentor": msg("name of a mentor"),
    "what": msg("description of what happened"),
    "overall": msg("overall mark"),
    "usefulness": msg("mark for usefulness"),
    "topic": msg("topic"),
    "expertise": msg("name of an expertise"),
    "material": msg("preparation material"),
    "goals": msg("goals"),
    "view": msg("name of the view"),
    "questions": msg("questions"),
    "conflict": msg("explanation"),
    "question": msg("question"),
    "category": msg("choice what it is about"),
    "whom": msg("choice of a person"),
    "text": msg("message"),
    "address": msg("address"),
    "code": msg("code"),
}
NOT_FOUND = {
    "mentor": msg("There is no such mentor, or it is not yours. Here is what you have:"),
    "member": msg("There is no such member, or it is not yours. Here is what you have:"),
    "dispute": msg("There is no such dispute, or it is not yours. Here is what you have:"),
    "file": msg(
        "The dispute has no such file. Its files are numbered where it is shown. Here is what you have:"
    ),
    "account": msg("There is no such account, or it is not yours. Here is what you have:"),
    "link": msg("Nothing waits to be linked. Here is what you have:"),
    "report": msg("There is no such report, or it is not yours. Here is what you have:"),
}


def refusal_card(refusal: Refusal, reader: Person, support: str = "") -> Card:
    """A refusal as a card with the next step; `reader` is the one refused, `support` whom to ask otherwise."""
    phrase = _refusal(refusal, reader, support)
    return Card(phrase.title, (Paragraph(phrase.text), *phrase.next))


def refusal_lead(refusal: Refusal, reader: Person, support: str = "") -> Paragraph:
    """A refusal without its next steps, above a card that has them."""
    phrase = _refusal(refusal, reader, support)
    return Paragraph(words(Bold(phrase.title), "\n", *phrase.text))


def refusal_line(refusal: Refusal, reader: Person, support: str = "") -> Label:
    """A refusal as one plain line, for a form's field."""
    return plain(_refusal(refusal, reader, support).text)


def _refusal(refusal: Refusal, reader: Person, support: str) -> Phrase:
    return (
        cancelling.phrase(refusal, reader, support)
        or replacing.phrase(refusal, reader)
        or admin_channels.phrase(refusal)
        or workspaces.phrase(refusal)
        or chats.phrase(refusal, reader)
        or own_data.phrase(refusal)
        or recordings.phrase(refusal, reader)
        or confirming.phrase(refusal, reader)
        or rescheduling.phrase(refusal, reader)
        or policies.phrase(refusal)
        or aftermath.phrase(refusal, reader)
        or disputes.phrase(refusal, reader)
        or councils.phrase(refusal, reader)
        or members.phrase(refusal)
        or profile.phrase(refusal, reader)
        or accounts.phrase(refusal)
        or mentors.phrase(refusal)
        or mentor_settings.phrase(refusal)
        or booking.phrase(refusal, reader)
        or payments.phrase(refusal)
        or availability.phrase(refusal)
        or calendars.phrase(refusal)
        or delivery.phrase(refusal)
        or interventions.phrase(refusal, reader)
        or admin_sessions.phrase(refusal)
        or jobs.phrase(refusal)
        or mail.phrase(refusal)
        or statistics.phrase(refusal)
        or session_refusals.phrase(refusal, reader)
        or _of_any_subject(refusal, reader)
    )


def _of_any_subject(refusal: Refusal, reader: Person) -> Phrase:
    match refusal:
        case NotFound(what):
            doors = [Button(label("My sessions"), ShowSessions()), Button(label("Help"), ShowHelp())]
            if reader.is_admin and what in {"dispute", "file"}:
                doors.insert(0, Button(label("Disputes"), ShowDisputes()))
            return Phrase(label("Not found"), say(NOT_FOUND[what]), (row(*doors),))
        case TooFast(seconds):
            return Phrase(
                label("One moment"),
                say_many(
                    "That was a lot in a short time, so this was not done. Try again in {n} second.",
                    "That was a lot in a short time, so this was not done. Try again in {n} seconds.",
                    seconds,
                ),
            )
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
    raise AssertionError(refusal)
