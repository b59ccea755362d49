"""Refusals about other mentors for a session in words."""

from bot.actions.replacing import BrowseReplacements, ChooseReplacement
from bot.actions.sessions import ShowSession
from bot.labels import moment_label, primary, row, when
from bot.ui import Button, Paragraph, Part, Phrase, Row, Show, words
from core import errors
from core.errors import Refusal
from core.people import Person

REPLACEMENT_REASONS = {
    "suspended": "they cannot be booked at present",
    "inactive": "they are not taking sessions at present",
    "paused": "they accept no new sessions for the moment",
    "unverified": "they have not been verified yet",
    "unconfirmed": "they have not said yet when they have time",
    "own_session": "you have another session then",
    "notice": "they need more notice",
    "past": "that time has passed",
}


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case errors.ReplacementNotFree():
            return _replacement_not_free(refusal, reader)
    return None


def _replacement_not_free(refusal: errors.ReplacementNotFree, reader: Person) -> Phrase:
    session, mentor = refusal.session, refusal.mentor
    why = REPLACEMENT_REASONS.get(refusal.reason, "somebody was faster, or the hours have changed")
    times = tuple(
        Button(moment_label(start, reader), ChooseReplacement(session, refusal.revision, mentor, start))
        for start in refusal.nearest
    )
    doors = row(
        primary("Browse others", BrowseReplacements(session)),
        Button("Show the session", ShowSession(session)),
    )
    near = (Paragraph(words("The nearest free times:")), Row(times)) if times else ()
    parts: tuple[Part, ...] = (*near, doors)
    return Phrase(
        f"{refusal.mentor_name} is not free",
        words(
            refusal.mentor_name,
            " cannot take the session on, ",
            when(refusal.wanted, reader, Show.SHORT),
            f": {why}. Nothing was changed.",
        ),
        parts,
    )
