"""Policies that entries of the audit log were made under: each is kept once, under a number made of its text."""

from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy.dialects import postgresql

from core.policies import Policies
from storage.tables import policy_states

KEEP = postgresql.insert(policy_states).on_conflict_do_nothing(index_elements=[policy_states.c.id])


class PolicyState(NamedTuple):
    """A row of the table."""

    id: int
    rules: str


def state_of(policies: Policies) -> PolicyState:
    """These policies, the defaults among them too: another version may have others."""
    rules = policies.model_dump_json()
    return PolicyState(int.from_bytes(blake2b(rules.encode(), digest_size=8).digest()) >> 1, rules)
