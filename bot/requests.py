"""Typed commands to actions: `/book @ana tomorrow 3pm` and the like."""

import re
from contextlib import suppress

from bot import commands, filling, times, zones
from bot.actions import (
    AskZone,
    BrowseMentors,
    CancelSession,
    GrantRole,
    JoinSession,
    RevokeRole,
    SetPlan,
    SetZone,
    ShowAvailability,
    ShowMember,
    ShowMembers,
    ShowProfile,
    ShowSession,
    ShowSessions,
    ShowWeek,
    TakeSlot,
    UseTemplate,
)
from bot.perform import perform
from bot.phrases import unknown_command
from bot.turn import Turn, Unacquainted
from bot.typed_hours import edits_of
from bot.ui import Button, Card, Message, Outcome, Paragraph, Row, words
from bot.views.availability import availability_card
from bot.views.booking import ambiguous_card, not_understood_card
from bot.views.help import help_card, welcome_card
from core.errors import MemberNotFound, MentorNotFound, NotAdmin, NotFound, ZoneMissing
from core.mentors import Mentor
from core.people import Address, Person, Plan, Role
from core.usecases import attending, booking, members, mentoring
from core.usecases.forms import current_draft

MENTION = re.compile(r"<@([^>]+)>")
NAME_WORDS = 3
WHY = {
    times.Why.DAY_MONTH: "Day and month can be read either way.",
    times.Why.WHICH_WEEK: "That can be this week or next.",
    times.Why.WHICH_DAY: "That can be one of several days.",
    times.Why.WHOSE_DAY: "It depends on whose day is meant.",
    times.Why.ZONE: "It depends on the time zone.",
    times.Why.AM_PM: "Morning or afternoon?",
    times.Why.MIDNIGHT: "Which midnight?",
    times.Why.TWICE_THAT_NIGHT: "The clocks go back that night, so this time comes twice.",
}
WHY_NOT = {
    times.WhyNot.EMPTY: "there is no time in it.",
    times.WhyNot.TOO_LONG: "that is too long for a time.",
    times.WhyNot.PAST: "that has passed already.",
    times.WhyNot.TOO_FAR: "that is more than a year ahead.",
    times.WhyNot.MISSING_HOUR: "the clocks go forward that night, so this time does not exist.",
    times.WhyNot.WHOSE_ZONE: "I do not know which time zone is meant.",
    times.WhyNot.GIBBERISH: "I did not understand the time.",
}


def answer_command(turn: Turn, name: str, text: str) -> Outcome:
    """Carry out `/name text`; raises refusals. An unknown name suggests the nearest."""
    text = " ".join(text.split()) if name != "availability" else text.strip()
    match name:
        case "help" | "parley":
            return Message(help_card(turn.person, text))
        case "start":
            return Message(welcome_card(turn.person))
        case "book":
            return _book(turn, text)
        case "mentors":
            return perform(turn, BrowseMentors(0, text[:40]))
        case "sessions":
            return _sessions(turn, text)
        case "availability":
            return _availability(turn, text)
        case "profile" | "settings":
            return perform(turn, ShowProfile())
        case "timezone":
            return set_zone(turn, text) if text else perform(turn, AskZone())
        case "admin":
            return _admin(turn, text)
        case "cancel":
            return _leave_form(turn)
    return Message(unknown_command(name, commands.nearest(name)))


def set_zone(turn: Turn, text: str) -> Outcome:
    """Understand a typed place or zone; several that fit are offered."""
    match zones.understand(text, turn.desk.now()):
        case zones.ZoneFound(zone):
            return perform(turn, SetZone(zone))
        case zones.ZoneChoices(choices):
            options = tuple(Button(zone, SetZone(zone)) for zone in choices)
            return Message(
                Card(
                    "Which one?", (Paragraph(words("“", text, "” can be several zones.")), Row(options, 1))
                )
            )
        case None:
            raise NotFound("zone")


def _book(turn: Turn, text: str) -> Outcome:
    if not text:
        return perform(turn, BrowseMentors())
    mentor, when = _mentor_and_time(turn, text)
    if not when:
        return perform(turn, ShowWeek(mentor.id))
    if turn.person.zone is None:
        raise ZoneMissing
    minutes = booking.usual_minutes(turn.desk, mentor)
    match times.understand(when, now=turn.desk.now(), zone=turn.person.zone, locale=turn.person.locale):
        case times.Understood(at):
            return perform(turn, TakeSlot(mentor.id, at, minutes))
        case times.Ambiguous(readings, why):
            return Message(ambiguous_card(readings, WHY[why], mentor.id, minutes, turn.person))
        case times.DayOnly(day):
            return perform(turn, ShowWeek(mentor.id, None, day))
        case times.NotUnderstood(why):
            return Message(not_understood_card(when, WHY_NOT[why], mentor.id))


def _mentor_and_time(turn: Turn, text: str) -> tuple[Mentor, str]:
    """Split `@ana tomorrow 3pm`: a mention or an @name is one word, a bare name as many words as fit."""
    if found := MENTION.match(text):
        person = members.find(turn.desk, _address(found[1]))
        mentor = booking.mentor_of(turn.desk, person.id) if person else None
        if mentor is None:
            raise MentorNotFound(person.name if person else "that member")
        return mentor, text[found.end() :].strip()
    said = text.split(" ")
    if said[0].startswith("@"):
        return booking.find_mentor(turn.desk, said[0]), " ".join(said[1:])
    for size in range(min(NAME_WORDS, len(said)), 0, -1):
        with suppress(MentorNotFound):
            return booking.find_mentor(turn.desk, " ".join(said[:size])), " ".join(said[size:])
    raise MentorNotFound(said[0], booking.near_mentors(turn.desk, said[0]))


def _sessions(turn: Turn, text: str) -> Outcome:
    first, _, rest = text.partition(" ")
    if not first or first.lower() in {"upcoming", "past"}:
        return perform(turn, ShowSessions(first.lower() == "past"))
    view = attending.session_by_code(turn.desk, turn.person, first)
    match rest.strip().lower():
        case "cancel":
            return perform(turn, CancelSession(view.session.id, view.session.revision))
        case "join":
            return perform(turn, JoinSession(view.session.id))
        case _:
            return perform(turn, ShowSession(view.session.id))


def _availability(turn: Turn, text: str) -> Outcome:
    if not text:
        return perform(turn, ShowAvailability())
    if text.lower() in mentoring.TEMPLATES:
        return perform(turn, UseTemplate(text.lower()))
    edits = edits_of(text, turn.desk, turn.person)
    return Message(
        availability_card(mentoring.change(turn.desk, turn.person, edits, whole_week=True), "Saved.")
    )


def _admin(turn: Turn, text: str) -> Outcome:
    """`members`, `mentor @ana`, `admin @olga`, `plan @ben individual`, `remove mentor @ana`, or a name."""
    if not turn.person.is_admin:
        raise NotAdmin
    verb, _, rest = text.partition(" ")
    match verb.lower():
        case "" | "members":
            return perform(turn, ShowMembers())
        case "mentor" | "admin" if rest:
            return perform(turn, GrantRole(_member(turn, rest).id, Role(verb.lower())))
        case "remove" | "revoke" if rest:
            role, _, who = rest.partition(" ")
            if role.lower() not in ("mentor", "admin") or not who:
                return Message(help_card(turn.person, "admin"))
            return perform(turn, RevokeRole(_member(turn, who).id, Role(role.lower())))
        case "plan" if rest:
            who, _, plan = rest.rpartition(" ")
            if plan.lower() not in set(Plan) or not who:
                return Message(help_card(turn.person, "admin"))
            return perform(turn, SetPlan(_member(turn, who).id, Plan(plan.lower())))
        case "mentor" | "admin" | "remove" | "revoke" | "plan":
            return Message(help_card(turn.person, "admin"))
        case _:
            return perform(turn, ShowMember(_member(turn, text.removeprefix("member ")).id))


def _member(turn: Turn, text: str) -> Person:
    """The member meant by a mention, name, handle or e-mail; raises NotAdmin, MemberNotFound, SeveralMembers."""
    if found := MENTION.fullmatch(text.strip()):
        address = _address(found[1])
        person = members.find(turn.desk, address)
        if person is None:
            raise Unacquainted(address)
        return person
    return members.find_member(turn.desk, turn.person, text)


def _address(text: str) -> Address:
    try:
        return Address.parse(text)
    except ValueError as problem:
        raise MemberNotFound(text) from problem


def _leave_form(turn: Turn) -> Outcome:
    draft = current_draft(turn.desk, turn.person)
    if draft is None:
        return Message(help_card(turn.person))
    return filling.leave(turn, draft.id)
