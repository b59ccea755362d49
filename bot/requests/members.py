"""Whom typed text means, among all members."""

from bot.turn import Turn, Unacquainted
from bot.typed.mentions import MENTION, mentioned
from core.usecases import members


def meant(turn: Turn, text: str) -> members.FoundMember:
    """The member meant by a mention, name, handle or e-mail; raises NotAdmin, MemberNotFound, SeveralMembers."""
    if found := MENTION.fullmatch(text.strip()):
        address = mentioned(found[1])
        person = members.mentioned(turn.desk, address)
        if person is None:
            raise Unacquainted(address)
        return members.FoundMember(person, certain=True)
    return members.find_member(turn.desk, turn.person, text)
