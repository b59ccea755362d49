"""What there is to meet, and what the simulation cannot meet."""

from dataclasses import dataclass, field

from bot.actions import CODES
from core.notices import Kind
from tests.bot.test_phrases import REFUSALS

CANNOT = {
    "MailOff": "mail is always switched on",
    "PaidElsewhere": "only Telegram can leave payments to another place",
    "RateBetweenSteps": "the provider takes dollars only, which have no steps",
    "SlotTaken": "transactions take turns, so the rules have seen whoever was faster",
    "TooManyListed": "a programme of forty people does not come to so many sessions",
}
"""Actions, kinds of notices and refusals, and why no seed can come to them."""


@dataclass
class Met:
    """Actions that were pressed, kinds of notices that were sent, and refusals that were given, by their names."""

    actions: set[str] = field(default_factory=set)
    notices: set[str] = field(default_factory=set)
    refusals: set[str] = field(default_factory=set)

    def add(self, other: "Met") -> None:
        """What another seed has met, too."""
        self.actions |= other.actions
        self.notices |= other.notices
        self.refusals |= other.refusals

    @property
    def impossible(self) -> list[str]:
        """What was met although it cannot be: `CANNOT` is not true any more."""
        return sorted(CANNOT.keys() & (self.actions | self.notices | self.refusals))

    def report(self) -> list[str]:
        """How much of all there is, and what is missing."""
        everything = known()
        pairs = (
            ("actions were pressed", everything.actions, self.actions),
            ("kinds of notices were sent", everything.notices, self.notices),
            ("refusals were met", everything.refusals, self.refusals),
        )
        return [
            f"{len(there & met)} of {len(there - CANNOT.keys())} {what}; not these: "
            f"{', '.join(sorted(there - met - CANNOT.keys())) or 'none'}"
            for what, there, met in pairs
        ]


def known() -> Met:
    """All that there is."""
    return Met(
        {kind.__name__ for kind in CODES.values()},
        {kind.value for kind in Kind},
        {type(example).__name__ for example in REFUSALS},
    )
