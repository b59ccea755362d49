"""Refusals about one's own data."""

from core.errors.common import Refusal


class ErasureBegun(Refusal):
    """The member has left their sessions already: it cannot be stopped any more."""
