"""Members as they are mentioned in typed text, in whatever platform's way: `<@slack:T1/U1>`."""

import re

from core.errors.members import MemberNotFound
from core.people import Address

MENTION = re.compile(r"<@([^>]+)>")


def mentioned(address: str) -> Address:
    """The chat identity in a mention; raises MemberNotFound."""
    try:
        return Address.parse(address)
    except ValueError as problem:
        raise MemberNotFound(address) from problem
