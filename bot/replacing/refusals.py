"""Refusals about other mentors for a session in words."""

from bot.actions.replacing import BrowseReplacements, ChooseReplacement
from bot.actions.sessions import ShowSession
from bot.labels import moment_label, primary, row, when
from bot.sentences import label, msg, say
from bot.ui import Button, Paragraph, Part, Phrase, Row, Show
from core.errors.common import Refusal
from core.errors.replacing import ReplacementNotFree
from core.people import Person

CANNOT = {
    "suspended": msg(
        "{name} cannot take the session on, {time}: they cannot be booked at present. Nothing was changed."
    ),
    "unreachable": msg(
        "{name} cannot take the session on, {time}: they cannot be reached at present. Nothing was changed."
    ),
    "inactive": msg(
        "{name} cannot take the session on, {time}: they are not taking sessions at present. Nothing was changed."
    ),
    "paused": msg(
        "{name} cannot take the session on, {time}: they accept no new sessions for the moment. Nothing was changed."
    ),
    "unverified": msg(
        "{name} cannot take the session on, {time}: they have not been verified yet. Nothing was changed."
    ),
    "unconfirmed": msg(
        "{name} cannot take the session on, {time}: they have not said yet when they have time. Nothing was changed."
    ),
    "asks_first": msg(
        "{name} cannot take the session on, {time}: they accept each booking first. Nothing was changed."
    ),
    "own_session": msg(
        "{name} cannot take the session on, {time}: you have another session then. Nothing was changed."
    ),
    "notice": msg("{name} cannot take the session on, {time}: they need more notice. Nothing was changed."),
    "past": msg("{name} cannot take the session on, {time}: that time has passed. Nothing was changed."),
}
OTHERWISE = msg(
    "{name} cannot take the session on, {time}: somebody was faster, or the hours have changed. Nothing was changed."
)


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case ReplacementNotFree():
            return _replacement_not_free(refusal, reader)
    return None


def _replacement_not_free(refusal: ReplacementNotFree, reader: Person) -> Phrase:
    session, mentor, name = refusal.session, refusal.mentor, refusal.mentor_name
    times = tuple(
        Button(moment_label(start, reader), ChooseReplacement(session, refusal.revision, mentor, start))
        for start in refusal.nearest
    )
    doors = row(
        primary(label("Browse others"), BrowseReplacements(session)),
        Button(label("Show the session"), ShowSession(session)),
    )
    near: tuple[Part, ...] = ()
    if times:
        near = Paragraph(say("The nearest free times:")), Row(times)
    wanted = when(refusal.wanted, reader, Show.SHORT)
    return Phrase(
        label("{name} is not free", name=name),
        say(CANNOT.get(refusal.reason, OTHERWISE), name=name, time=wanted),
        (*near, doors),
    )
