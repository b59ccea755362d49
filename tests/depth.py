"""How far the tests look: `make test` is quick and the same each time, `make faults` (PARLEY_DEEP=1) looks deeper."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.slack.service import SlackService

DEEP = bool(os.environ.get("PARLEY_DEEP"))


def examples(usual: int, deep: int) -> int:
    """On how many examples a costly property is tried."""
    return deep if DEEP else usual


def in_no_hurry(slack: "SlackService") -> None:
    """Have Slack wait longer than its three seconds, as a busy machine may need; stories in full keep to them."""
    if not DEEP:
        slack.settings.ack_seconds = slack.settings.trigger_seconds = 60.0
