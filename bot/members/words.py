"""Words about members that several cards share."""

from bot.sentences import label, msg, say, series
from bot.ui import Text
from core.people import Person, Plan, Role

PLANS = {Plan.NONE: msg("no plan"), Plan.INDIVIDUAL: msg("individual"), Plan.COUNCIL: msg("council")}
ROLES = {Role.MENTEE: msg("mentee"), Role.MENTOR: msg("mentor"), Role.ADMIN: msg("admin")}


def roles_text(person: Person) -> Text:
    """The roles in words."""
    return series([label(ROLES[role]) for role in Role if role in person.roles]) or say("no role")
