"""Refusals about cancelling."""

from dataclasses import dataclass
from datetime import datetime

from core.errors.common import Refusal


@dataclass
class CancelTooLate(Refusal):
    """Cancelling was possible until `until`."""

    until: datetime


@dataclass
class ReasonMissing(Refusal):
    """A reason is required; `field` says which part is missing."""

    field: str
