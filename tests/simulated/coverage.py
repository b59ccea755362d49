"""What there is to meet, and what the simulation cannot meet."""

from collections.abc import Iterator
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
    "ConnectWorkspace": "the doors have no workspaces, and on the wire Slack is served in one, by its token",
    "ReviewDisconnecting": "the same: there is no workspace to disconnect",
    "Disconnect": "the same",
    "AdminsNowhereElse": "the same",
    "UsePreset": "it stands on buttons of earlier versions only",
    "RetryDelivery": "a delivery is set aside after faults, which a seed fails by",
    "DismissDelivery": "the same",
    "alarm": "the nightly check finds nothing, and no delivery is set aside, or the seed fails",
    "undone": "only Calendly has rooms in which a session is moved or called off",
    "TooLateForReport": "that is so thirty days after a session",
    "TooLateToReport": "that is so a day after the parties were asked, and a night is shorter",
}
"""Actions, kinds of notices and refusals, and why no seed can come to them."""


@dataclass
class Met:
    """Actions that were carried out, kinds of notices that were sent, and refusals that were given, by their names."""

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

    @property
    def missing(self) -> list[str]:
        """What can be met, and was not."""
        return [name for _, there, met in self._beside_all() for name in sorted(there - met)]

    def report(self) -> list[str]:
        """How much of all there is, and what is missing."""
        return [
            f"{len(there & met)} of {len(there)} {what}; not these: {', '.join(sorted(there - met)) or 'none'}"
            for what, there, met in self._beside_all()
        ]

    def _beside_all(self) -> Iterator[tuple[str, set[str], set[str]]]:
        """What happened to them, all that there can be, and what was met."""
        everything = known()
        yield "actions were carried out", everything.actions - CANNOT.keys(), self.actions
        yield "kinds of notices were sent", everything.notices - CANNOT.keys(), self.notices
        yield "refusals were met", everything.refusals - CANNOT.keys(), self.refusals


def known() -> Met:
    """All that there is."""
    return Met(
        {kind.__name__ for kind in CODES.values()},
        {kind.value for kind in Kind},
        {type(example).__name__ for example in REFUSALS},
    )
