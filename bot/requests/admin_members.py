"""What follows `/admin members` and `/admin quota`: filters, a month, a page, words to search for."""

import re
from dataclasses import replace
from datetime import date

from bot.actions.members import ShowQuota
from bot.dispatch import perform
from bot.labels import local_day
from bot.members.list_cards import members_card
from bot.requests.unused import unknown
from bot.turn import Turn
from bot.typed.periods import read_period
from bot.ui import Message, Outcome
from core.errors.members import MemberFilterUnclear
from core.errors.statistics import PeriodUnclear
from core.member_queries import Activity, MemberQuery
from core.people import Plan, Role
from core.periods import Usual
from core.usecases import member_lists

_PAGE = re.compile(r"\bpage[ :](\d{1,4})\b", re.IGNORECASE)
_NO_PLAN = re.compile(r"\b(?:no|without(?: a)?)[ -]plan\b", re.IGNORECASE)
_FULL = re.compile(r"\b(?:full|used up)\b", re.IGNORECASE)
_ROLES = {f"{role}{ending}": role for role in Role for ending in ("", "s")}
_PLANS = {plan.value: plan for plan in Plan if plan is not Plan.NONE}
_ACTIVITIES = {activity.value: activity for activity in Activity}
_NAMED = {
    "role": tuple(role.value for role in Role),
    "plan": tuple(plan.value for plan in Plan),
    "activity": tuple(activity.value for activity in Activity),
}


def answer_members(turn: Turn, text: str) -> Outcome:
    """List members; raises MemberFilterUnclear, NotAdmin."""
    text, page = _paged(text)
    query = MemberQuery()
    text, none = _NO_PLAN.subn(" ", text)
    if none:
        query = replace(query, plan=Plan.NONE)
    sought: list[str] = []
    for word in text.split():
        name, colon, value = word.lower().partition(":")
        if colon and name not in _NAMED:
            raise MemberFilterUnclear(word, tuple(f"{each}:" for each in _NAMED))
        if colon and value.removesuffix("s" if name == "role" else "") not in _NAMED[name]:
            raise MemberFilterUnclear(word, tuple(f"{name}:{each}" for each in _NAMED[name]))
        said = value if colon else name
        if said in _ROLES and name in {"role", said}:
            query = replace(query, role=_ROLES[said])
        elif colon and name == "plan":
            query = replace(query, plan=Plan(said))
        elif said in _PLANS:
            query = replace(query, plan=_PLANS[said])
        elif said in _ACTIVITIES:
            query = replace(query, activity=_ACTIVITIES[said])
        else:
            sought.append(word)
    query = replace(query, text=" ".join(sought).removeprefix("@"))
    return Message(members_card(member_lists.members(turn.desk, turn.person, query, page)))


def answer_quota(turn: Turn, text: str) -> Outcome:
    """Show what members have used of a month; raises NotAdmin."""
    said, page = _paged(text)
    said, full = _FULL.subn(" ", said)
    try:
        month = _month(turn, " ".join(said.split()))
    except PeriodUnclear:
        return unknown(turn, "admin", f"quota {text}")
    return perform(turn, ShowQuota(page, month, full=bool(full)))


def _month(turn: Turn, text: str) -> date | None:
    """The first day of the month that is meant, None for the present one; raises PeriodUnclear."""
    today = local_day(turn.desk.now(), turn.person)
    match read_period(text, today, turn.person.locale):
        case Usual.THIS_MONTH:
            return None
        case Usual.LAST_MONTH:
            return (today.replace(day=1) - date.resolution).replace(day=1)
        case Usual():
            raise PeriodUnclear("unclear", text)
        case period if period.first.day == 1 and (period.last + date.resolution).day == 1:
            if (period.last - period.first).days > 31:
                raise PeriodUnclear("unclear", text)
            return period.first
    raise PeriodUnclear("unclear", text)


def _paged(text: str) -> tuple[str, int]:
    """The text without `page 2`, and the page that it names, from 0."""
    found = _PAGE.search(text)
    if found is None:
        return text, 0
    return text[: found.start()] + text[found.end() :], max(0, int(found[1]) - 1)
