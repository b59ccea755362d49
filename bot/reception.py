"""Where deliveries come in: written down before they are acknowledged, handled once, in order for each person."""

from dataclasses import dataclass
from typing import Protocol

from bot.inbound import Inbound


@dataclass(frozen=True, slots=True)
class FormClosed:
    """The form was taken, or is of no use any more: close it. The answer comes as a message."""


@dataclass(frozen=True, slots=True)
class FormErrors:
    """Field name to what is wrong; the form stays open with what was typed."""

    errors: dict[str, str]


@dataclass(frozen=True, slots=True)
class FormWorking:
    """It takes longer than a form may wait; `FormClosed` is certain to follow as a message in the chat."""


FormAnswer = FormClosed | FormErrors | FormWorking


class Door(Protocol):
    """What an adapter hands its deliveries to."""

    async def receive(self, inbound: Inbound) -> None:
        """Keep the delivery; returns once it is written down. It is handled meanwhile. Repetitions are harmless."""

    async def submit(self, inbound: Inbound) -> FormAnswer:
        """Keep a form's submission and wait for the verdict, two seconds at most."""
