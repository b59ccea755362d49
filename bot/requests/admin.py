"""What follows `/admin`: a subject and what to do about it, or a member's name."""

import re
from contextlib import suppress

from bot.actions.members import AssignPlans, GrantRole, ReviewRole, SetPlan, ShowMember
from bot.actions.programme import ShowProgramme
from bot.actions.statistics import Report
from bot.actions.workspaces import ConnectWorkspace
from bot.availability.talk import propose
from bot.dispatch import perform
from bot.help.cards import help_card, subject_card
from bot.mail.talk import try_mail
from bot.members.talk import MEMBERS
from bot.requests.admin_disputes import answer_dispute, answer_disputes
from bot.requests.admin_figures import answer_report
from bot.requests.admin_jobs import answer_jobs, answer_move
from bot.requests.admin_measures import answer_measure
from bot.requests.admin_members import answer_members, answer_quota
from bot.requests.admin_policies import answer_policies
from bot.requests.admin_sessions import answer_session, answer_sessions
from bot.requests.members import meant
from bot.requests.mentor_settings import answer_setting
from bot.requests.unused import besides, unknown
from bot.requests.verbs import action_of
from bot.turn import Turn
from bot.typed.mentor_settings import split_setting
from bot.ui import Message, Outcome
from core.errors.members import MemberNotFound, NoSuchPlan, NotAdmin, SeveralMembers
from core.identifying import is_called
from core.measures import Measure
from core.people import Plan, Role
from core.usecases import changes, members

CODE = re.compile(r"(?P<kind>[sd])-[0-9a-z]{4}", re.IGNORECASE)
"""The short name of a session or a dispute."""
COPY = re.compile(r"(?P<target>.+?) (?:copy from|copy|like|as) (?P<source>.+)", re.IGNORECASE)


def answer_admin(turn: Turn, text: str) -> Outcome:
    """Carry out `/admin text`; raises refusals: `members`, `mentor @ana`, `plan @ben individual`, or a name."""
    if not turn.person.is_admin:
        raise NotAdmin
    verb, rest = (*text.split(maxsplit=1), "", "")[:2]
    match verb.lower():
        case "":
            return perform(turn, ShowProgramme())
        case "members":
            return answer_members(turn, rest)
        case "plans" if rest:
            return MEMBERS.send(turn, AssignPlans(), {"list": rest})
        case "quota" | "quotas":
            return answer_quota(turn, rest)
        case "sessions":
            return answer_sessions(turn, rest)
        case "session" if rest:
            return answer_session(turn, rest)
        case "disputes" if rest:
            return answer_disputes(turn, rest)
        case "dispute" if rest:
            return answer_dispute(turn, rest)
        case "move" if rest:
            return answer_move(turn, rest)
        case "mail" if "@" in rest:
            return try_mail(turn, rest)
        case "jobs" | "job":
            return answer_jobs(turn, rest)
        case "policies" | "policy":
            return answer_policies(turn, rest) or unknown(turn, "admin", text)
        case "stats" | "statistics":
            return answer_report(turn, Report.STATISTICS, rest)
        case "analytics":
            return answer_report(turn, Report.ANALYTICS, rest)
        case "member" if rest:
            return perform(turn, ShowMember(meant(turn, rest).id))
        case "warn" | "suspend" | "restore" if rest:
            return answer_measure(turn, Measure(verb.lower()), rest)
        case "mentor" if (setting := split_setting(rest)) and setting[0]:
            who, what, value = setting
            return answer_setting(turn, meant(turn, who).id, what, value)
        case "mentor" | "admin" if rest:
            if _is_one_and_more(turn, rest):
                return unknown(turn, "admin", text)
            return perform(turn, _granting(meant(turn, rest), Role(verb.lower())))
        case "remove" | "revoke" if rest:
            role, _, who = rest.partition(" ")
            if role.lower() not in ("mentor", "admin") or not who:
                return unknown(turn, "admin", text)
            return perform(turn, ReviewRole(meant(turn, who).id, Role(role.lower()), granted=False))
        case "plan" if rest:
            who, _, plan = rest.rpartition(" ")
            if not who:
                return unknown(turn, "admin", text)
            if plan.lower() not in set(Plan):
                raise NoSuchPlan(plan, tuple(Plan))
            return perform(turn, SetPlan(meant(turn, who).id, Plan(plan.lower())))
        case "workspaces" if rest.lower() == "connect":
            return perform(turn, ConnectWorkspace())
        case "availability" if found := COPY.fullmatch(rest):
            source, target = meant(turn, found["source"]).person, meant(turn, found["target"]).person
            change = changes.copy_of(turn.desk, turn.person, source, target)
            return propose(turn, change, ShowMember(target.id))
        case (
            "mentor"
            | "admin"
            | "remove"
            | "revoke"
            | "plan"
            | "availability"
            | "session"
            | "dispute"
            | "move"
            | "warn"
            | "suspend"
            | "restore"
        ) if not rest:
            return Message(subject_card(turn.person, "admin", verb))
        case "help":
            return Message(help_card(turn.person, "admin"))
        case "availability":
            return unknown(turn, "admin", text)
    if found := CODE.fullmatch(verb):
        about = f"{found[0]} {rest}".strip()
        return answer_dispute(turn, about) if found["kind"].lower() == "d" else answer_session(turn, about)
    if action := action_of(f"admin {verb}"):
        return besides(perform(turn, action), rest)
    return _named_member(turn, text)


def _named_member(turn: Turn, text: str) -> Outcome:
    """The member who is called exactly that; what there is where nobody is."""
    try:
        member = meant(turn, text)
    except MemberNotFound:
        return unknown(turn, "admin", text)
    except SeveralMembers as several:
        if any(is_called(each, text) for each in several.members):
            raise
        return unknown(turn, "admin", text)
    named = member.certain or is_called(member.person, text.removeprefix("@"))
    return perform(turn, ShowMember(member.id)) if named else unknown(turn, "admin", text)


def _is_one_and_more(turn: Turn, text: str) -> bool:
    """Whether nobody is called that, and its first word by itself is somebody's handle or mention: "@ana speedy"."""
    first, _, more = text.partition(" ")
    if not more:
        return False
    with suppress(MemberNotFound, SeveralMembers):
        meant(turn, text)
        return False
    with suppress(MemberNotFound, SeveralMembers):
        return meant(turn, first).certain
    return False


def _granting(found: members.FoundMember, role: Role) -> GrantRole | ReviewRole:
    """Ask first where the role can do harm, or where anybody could be called what was typed."""
    if role is Role.ADMIN or not found.certain:
        return ReviewRole(found.id, role, granted=True)
    return GrantRole(found.id, role)
