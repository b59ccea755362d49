"""Members, in the talk with admins."""

from typing import Never, assert_never

from bot.actions.members import GrantRole, Presses, ReviewRole, RevokeRole, SetPlan, ShowMember, ShowMembers
from bot.members.cards import member_card, members_card, plan_card, role_card, role_review_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.usecases import members


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowMembers(page):
            return Message(members_card(members.members(desk, person, page)))
        case ShowMember(member):
            return Message(member_card(members.member(desk, person, member)))
        case ReviewRole(member, role, granted):
            review = members.review_role(desk, person, member, role, granted=granted)
            return Message(role_review_card(review))
        case GrantRole(member, role):
            done = members.grant_role(desk, person, member, role)
            return Message(role_card(done, role, granted=True))
        case RevokeRole(member, role):
            done = members.revoke_role(desk, person, member, role)
            return Message(role_card(done, role, granted=False))
        case SetPlan(member, plan):
            done = members.set_plan(desk, person, member, plan)
            return Message(plan_card(done, plan))
    assert_never(action)


MEMBERS: Subject[Presses, Never] = Subject(press, no_form, no_send)
