"""Refusals about disputes in words."""

from bot.actions.disputes import DismissDispute, ShowDispute, ShowDisputes, ShowProblem
from bot.actions.sessions import ShowSession, ShowSessions
from bot.disputes.words import WAYS
from bot.formats import shorten
from bot.labels import row, when
from bot.sentences import label, say
from bot.ui import Button, Phrase, Row, Show
from core.disputes import Way
from core.errors.common import Refusal
from core.errors.disputes import (
    AlreadyReported,
    DisputeChanged,
    DisputeTaken,
    LinkUnclear,
    NotAnAdmin,
    NotBegun,
    NothingAsked,
    NotReportable,
    PartyOf,
    SayAbsent,
    TooLateForReport,
    TooManyLinks,
    WayClosed,
)
from core.people import Person

QUOTED = 40


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case NotReportable(session):
            text = say(
                "A problem can be reported once the session is agreed. Until then it can be cancelled."
            )
            return Phrase(label("Not yet"), text, (_session(session),))
        case TooLateForReport(session, until):
            text = say(
                "A problem with this session could be reported until {until}. Please ask an admin.",
                until=when(until, reader, Show.SHORT),
            )
            return Phrase(label("Too late for a report"), text, (_session(session),))
        case AlreadyReported(_, dispute):
            text = say(
                "You have reported a problem with this session, and the admins have it. You can add to it."
            )
            show = row(Button(label("Show the report"), ShowProblem(dispute)))
            return Phrase(label("Reported already"), text, (show,))
        case NotBegun(session, starts_at):
            text = say(
                "That can be reported once the session has begun, {time}.",
                time=when(starts_at, reader, Show.SHORT),
            )
            return Phrase(label("Not before it begins"), text, (_session(session),))
        case SayAbsent(session):
            text = say(
                "That somebody did not come is said with “… did not come” at the session itself, and needs no report."
            )
            return Phrase(label("There is a shorter way"), text, (_session(session),))
        case LinkUnclear(text):
            said = shorten(text, QUOTED)
            return Phrase(
                label("No link"),
                say("“{text}” is no link. Links begin with https:// and have no spaces.", text=said),
                (_sessions(),),
            )
        case TooManyLinks(most):
            text = say("At most {n} links fit. Leave some of them out.", n=most)
            return Phrase(label("Too many links"), text, (_sessions(),))
        case DisputeTaken(dispute, name):
            text = say("{name} has it. It can be given to somebody else.", name=name)
            return Phrase(label("Taken already"), text, (_dispute(dispute),))
        case DisputeChanged(dispute):
            text = say(
                "Something has changed since you looked at it, so nothing was done. Please look again."
            )
            return Phrase(label("Not as it was shown"), text, (_dispute(dispute),))
        case NotAnAdmin(name):
            text = say("{name} is no admin; only admins handle disputes.", name=name)
            return Phrase(label("No admin"), text, (row(_all()),))
        case PartyOf(name):
            text = say("{name} is a party to this session; somebody else has to handle it.", name=name)
            return Phrase(label("A party"), text, (row(_all()),))
        case WayClosed(dispute, way):
            text = say(
                "“{way}” is not possible as the session stands now. Choose another way.",
                way=label(WAYS[Way(way)]),
            )
            doors = row(
                Button(label("Show the dispute"), ShowDispute(dispute)),
                Button(label("Dismiss"), DismissDispute(dispute)),
            )
            return Phrase(label("Not as things are"), text, (doors,))
        case NothingAsked(dispute):
            text = say("No admin waits for an answer of yours any more.")
            show = row(Button(label("Show the report"), ShowProblem(dispute)))
            return Phrase(label("Answered already"), text, (show,))
    return None


def _sessions() -> Row:
    return row(Button(label("My sessions"), ShowSessions()))


def _session(session: int) -> Row:
    return row(Button(label("Show the session"), ShowSession(session)))


def _dispute(dispute: int) -> Row:
    return row(Button(label("Show the dispute"), ShowDispute(dispute)), _all())


def _all() -> Button:
    return Button(label("Other disputes"), ShowDisputes())
