"""Members who were joined to another after they were named in a button or a form: they mean that one now."""

from contextlib import suppress
from dataclasses import replace

from bot.actions import Action
from bot.inbound import Inbound, Press, Submitted
from bot.tokens import UnknownToken, from_token, to_token
from core.desk import Desk
from core.ids import ids_in, with_ids
from core.usecases import members

MEMBERS = ("mentor", "person", "admin", "leaving", "coming")
"""The fields of actions that name members."""


def as_members_are_now(desk: Desk, inbound: Inbound) -> Inbound:
    """The same press, or the same form with what was chosen in it."""
    match inbound.body:
        case Press(token=token):
            with suppress(UnknownToken):
                action = from_token(token)
                if (now := meant_now(desk, action)) != action:
                    return inbound.model_copy(update={"body": Press(token=to_token(now))})
        case Submitted(values=values) as sent:
            chosen = {each for value in values.values() for each in ids_in(value)}
            if chosen and (now_are := members.who_are(desk, chosen)):
                became = {name: with_ids(value, now_are) for name, value in values.items()}
                return inbound.model_copy(update={"body": sent.model_copy(update={"values": became})})
    return inbound


def meant_now(desk: Desk, action: Action) -> Action:
    """The action with the members whom it names as they are now."""
    named = {name: member for name in MEMBERS if (member := getattr(action, name, None)) is not None}
    if not named:
        return action
    now = members.who_are(desk, named.values())
    return replace(action, **{name: now.get(member, member) for name, member in named.items()})
