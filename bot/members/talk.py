"""Members, in the talk with admins."""

from typing import assert_never

from bot.actions.members import (
    AssignPlans,
    ConfirmDecision,
    ConfirmPlans,
    DiscardDecision,
    DiscardPlans,
    FilterMembers,
    Forms,
    GrantRole,
    Presses,
    ReviewRole,
    RevokeRole,
    SetPlan,
    ShowMember,
    ShowMembers,
    ShowQuota,
)
from bot.members.cards import member_card, plan_card, role_card, role_review_card
from bot.members.list_cards import members_card, usage_card
from bot.members.measure_cards import decision_form, made_card, proposed_card
from bot.members.plan_cards import plan_list_card, plans_form, plans_set_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.member_queries import MemberQuery
from core.usecases import measures, member_lists, member_plans, members, plans, roles


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowMembers(page):
            return Message(members_card(member_lists.members(desk, person, MemberQuery(), page)))
        case FilterMembers(page, role, plan, activity):
            query = MemberQuery(role, plan, activity)
            return Message(members_card(member_lists.members(desk, person, query, page)))
        case ShowQuota(page, month, full):
            return Message(usage_card(member_lists.usage(desk, person, month, page, full=full)))
        case ShowMember(member):
            return Message(member_card(members.member(desk, person, member)))
        case ReviewRole(member, role, granted):
            review = roles.review_role(desk, person, member, role, granted=granted)
            return Message(role_review_card(review))
        case GrantRole(member, role):
            done = roles.grant_role(desk, person, member, role)
            return Message(role_card(done, role, granted=True))
        case RevokeRole(member, role):
            done = roles.revoke_role(desk, person, member, role)
            return Message(role_card(done, role, granted=False))
        case SetPlan(member, plan):
            done = member_plans.set_plan(desk, person, member, plan)
            return Message(plan_card(done, plan))
        case ConfirmDecision(member, draft, cancels):
            return Message(made_card(measures.decide(desk, person, member, draft, cancels=cancels)))
        case DiscardDecision(member, draft):
            measures.give_up(desk, person, draft)
            return Message(member_card(members.member(desk, person, member)))
        case ConfirmPlans(draft):
            return Message(plans_set_card(plans.carry_out(desk, person, draft)))
        case DiscardPlans(draft):
            plans.give_up(desk, person, draft)
            return Message(members_card(member_lists.members(desk, person, MemberQuery(), 0)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    if isinstance(action, AssignPlans):
        members.check_runs(turn.desk, turn.person)
        return plans_form()
    standing = measures.deciding(turn.desk, turn.person, action.person, action.measure)
    return decision_form(standing, action.measure)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Show what would be done; raises refusals."""
    desk, person = turn.desk, turn.person
    if isinstance(action, AssignPlans):
        return Message(plan_list_card(plans.propose(desk, person, values.get("list", ""))))
    reason = values.get("reason", "")
    return Message(proposed_card(measures.propose(desk, person, action.person, action.measure, reason)))


MEMBERS: Subject[Presses, Forms] = Subject(press, form, send)
