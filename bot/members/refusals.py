"""Refusals about members in words."""

from bot.actions.members import ShowMember, ShowMembers
from bot.formats import shorten
from bot.labels import row, told_apart
from bot.sentences import label, msg, one_of, say, sentences
from bot.typed.command_words import own as own_command
from bot.typed.command_words import own_behind
from bot.ui import Button, Code, Option, Phrase, Row, choice
from core.errors.common import Refusal
from core.errors.members import (
    LastAdmin,
    ListChanged,
    MeasureNotPossible,
    MemberChanged,
    MemberFilterUnclear,
    MemberNotFound,
    NoSuchPlan,
    NotAdmin,
    OwnMembership,
    PlanFileUnreadable,
    SeveralMembers,
)
from core.plan_lists import MOST_LINES

QUOTED = 40
FILES = {
    "empty": msg("There is nothing in it."),
    "long": msg("It has more than {most} lines, or is too large. Send it in parts."),
    "letters": msg("It is no text. Save the table as CSV first."),
    "gone": msg("I cannot get it any more. Send it again."),
    "closed": msg("I may not read files here. Paste the list into the form instead."),
    "columns": msg("It needs a column “plan” and one of “email”, “handle” or “name”; I found: {found}."),
}
"""Why a file is no list of plans."""


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case MemberNotFound(query):
            return Phrase(
                label("No such member"),
                say(
                    "I know nobody called “{query}”. People become members when they first write to me; {command} "
                    "lists everybody.",
                    query=query,
                    command=Code(own_command("/admin members")),
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
        case NotAdmin():
            return Phrase(
                label("For admins only"),
                say("Only admins of the programme can do this. Ask one of them if you need it."),
            )
        case MemberFilterUnclear(text, known):
            return Phrase(
                label("Which members?"),
                say(
                    "There is no filter “{text}”. Choose {names}.",
                    text=shorten(text, QUOTED),
                    names=one_of([Code(own_behind("/admin members", each)) for each in known]),
                ),
                (row(Button(label("All members"), ShowMembers())),),
            )
        case ListChanged():
            return Phrase(
                label("Nothing was changed"),
                say(
                    "The list has been used already, or a plan has changed since it was shown. Paste it again: "
                    "{command}.",
                    command=Code(own_command("/admin plans")),
                ),
            )
        case PlanFileUnreadable(why, found):
            return Phrase(
                label("I cannot use this file"),
                sentences(
                    say(FILES[why], most=MOST_LINES, found=shorten(found, QUOTED)),
                    say("Nothing was changed."),
                    say(
                        "A file with a line such as {line} would do.",
                        line=Code("ben@example.com,individual"),
                    ),
                ),
            )
        case OwnMembership():
            return Phrase(
                label("That is you"),
                say("Nobody warns, suspends or restores themselves. Ask another admin of the programme."),
            )
        case MeasureNotPossible(person):
            is_so = say("{name} is suspended already.", name=person.name)
            if not person.suspended:
                is_so = say("{name} is not suspended, so there is nothing to restore.", name=person.name)
            return Phrase(label("Nothing was changed"), is_so, (_open_member(person.id),))
        case MemberChanged(person):
            return Phrase(
                label("Nothing was changed"),
                say(
                    "Something about the member, or about their sessions, has changed since this was shown. Look at "
                    "it again."
                ),
                (_open_member(person),),
            )
        case LastAdmin():
            return Phrase(
                label("One admin has to stay"),
                say("This is the last admin. Make somebody else an admin first, then try again."),
            )
    return None


def _open_member(person: int) -> Row:
    return row(Button(label("Open member"), ShowMember(person)))
