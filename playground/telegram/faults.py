"""Planned faults: the next calls fail, before or after they have taken effect."""

from dataclasses import dataclass
from typing import Literal

from playground.telegram.errors import ApiError, too_many_requests

Kind = Literal["400", "429", "500", "502", "401", "403", "timeout", "reset"]


class ConnectionLost(Exception):  # noqa: N818 (it is no error of the simulator)
    """The caller's connection breaks, after `seconds` of silence."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"the connection is lost after {seconds} s")


@dataclass(slots=True)
class Planned:
    """A fault for the next `times` calls of `method`, in `chat_id` or anywhere.

    `method` "*" is any but getUpdates. `done`: the call takes effect, and only its answer is lost.
    `seconds`: what 429 asks for, or how long a "timeout" keeps silent.
    """

    method: str
    kind: Kind
    times: int
    seconds: float
    done: bool
    chat_id: int | None

    def fits(self, method: str, chat_id: object) -> bool:
        """Whether the call meets this fault."""
        named = self.method == method or (self.method == "*" and method != "getUpdates")
        return self.times > 0 and named and self.chat_id in {None, chat_id}

    def strike(self) -> None:
        """Raise the planned error."""
        if self.kind == "timeout":
            raise ConnectionLost(self.seconds)
        if self.kind == "reset":
            raise ConnectionLost(0.0)
        if self.kind == "429":
            raise too_many_requests(int(self.seconds))
        raise ApiError(int(self.kind))


class FaultPlan:
    """The faults still to come."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []

    def add(self, planned: Planned) -> None:
        """Plan one more."""
        self._planned.append(planned)

    def next(self, method: str, chat_id: object) -> Planned | None:
        """The fault that this call meets; it counts."""
        for planned in self._planned:
            if planned.fits(method, chat_id):
                planned.times -= 1
                return planned
        return None
