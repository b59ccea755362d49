"""Members, in the talk with admins."""

from typing import Never, assert_never

from bot.actions.members import GrantRole, Presses, ReviewRole, RevokeRole, SetPlan, ShowMember, ShowMembers
from bot.members.cards import a_role, changed_card, member_card, members_card, plan_state, role_review_card
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
            return Message(changed_card(done, f"is {a_role(role)} now"))
        case RevokeRole(member, role):
            done = members.revoke_role(desk, person, member, role)
            return Message(changed_card(done, f"is no longer {a_role(role)}"))
        case SetPlan(member, plan):
            done = members.set_plan(desk, person, member, plan)
            return Message(changed_card(done, plan_state(plan)))
    assert_never(action)


MEMBERS: Subject[Presses, Never] = Subject(press, no_form, no_send)
