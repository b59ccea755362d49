"""Refusals about admins' lists of sessions in words."""

from bot.actions.admin_sessions import ListSessions, ShowViews
from bot.formats import shorten
from bot.labels import primary, row
from bot.sentences import label, msg, number, one_of, say, sentences
from bot.typed.command_words import own_behind
from bot.ui import Button, Code, Phrase, Row
from core.errors.common import NotFound, Refusal
from core.errors.session_queries import FilterUnclear, TooManyViews, ViewNameTaken

QUOTED = 40
UNCLEAR = {
    "filter": msg("There is no filter “{text}”."),
    "word": msg('“{text}” is no filter. To search for words, write search:"{text}".'),
    "twice": msg("The filter “{text}” is there twice. Write it once."),
    "empty": msg("Something is missing behind “{text}:”."),
    "too long": msg("That is too long for a filter. At most {known} characters are read."),
    "backwards": msg("The last day is before the first: {text}."),
    "status": msg("“{text}” is no status."),
    "type": msg("“{text}” is no meeting type."),
    "refund": msg("“{text}” is no state of a refund."),
    "sort": msg("Sessions cannot be in order of “{text}”."),
    "from": msg("“{text}” is no day."),
    "to": msg("“{text}” is no day."),
    "on": msg("“{text}” is no day."),
    "limit": msg("“{text}” is no length of a page. Write a number from {first} to {last}."),
    "page": msg("“{text}” is no page. Write a number from {first} to {last}."),
}
_DAYS = ("2026-01-31", "31 jan", "yesterday", "last month", "2 weeks ago")
_NUMBERS = {"limit", "page"}


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case FilterUnclear(field, text, known):
            said = shorten(text, QUOTED)
            first, last = known if field in _NUMBERS else ("", "")
            what = say(UNCLEAR[field], text=said, known=known[0] if known else "", first=first, last=last)
            there = known if field not in {*_NUMBERS, "too long"} else ()
            if field in {"from", "to", "on"}:
                there = _DAYS
            names = one_of([Code(own_behind("/admin sessions", name)) for name in there])
            choices = say("Choose {names}.", names=names) if there else ()
            return Phrase(label("Which sessions?"), sentences(what, choices), _lists())
        case ViewNameTaken():
            return Phrase(
                label("That name is taken"),
                say(
                    "You have another view of this name. Choose another name, or delete the other view first."
                ),
                (row(Button(label("Saved views"), ShowViews())),),
            )
        case TooManyViews(most):
            return Phrase(
                label("Too many views"),
                say("You have {count} saved views already. Delete one first.", count=number(most)),
                (row(Button(label("Saved views"), ShowViews())),),
            )
        case NotFound("list"):
            return Phrase(
                label("No longer there"),
                say("This list has not been used for long and is forgotten. Filter the sessions again:"),
                _lists(),
            )
        case NotFound("view"):
            return Phrase(
                label("No such view"),
                say("You have no saved view of this name. Here is what you have:"),
                (row(primary(label("Saved views"), ShowViews())),),
            )
        case NotFound("admin session"):
            return Phrase(
                label("No such session"),
                say("No session has this code. Search for it in the list:"),
                _lists(),
            )
    return None


def _lists() -> tuple[Row]:
    return (row(primary(label("All sessions"), ListSessions()), Button(label("Saved views"), ShowViews())),)
