"""What Parley has others do over the network. An errand is a row written by the transaction that causes it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Task(StrEnum):
    """What an errand is for."""

    MAKE_ROOM = "errand.make_room"
    CLOSE_ROOM = "errand.close_room"
    END_ROOM = "errand.end_room"  # its time is over
    MOVE_ROOM = "errand.move_room"
    START_RECORDING = "errand.start_recording"
    STOP_RECORDING = "errand.stop_recording"
    DELETE_RECORDING = "errand.delete_recording"
    EXPORT = "errand.export"
    SHOW_FILE = "errand.show_file"
    CALENDAR_FILE = "errand.calendar_file"
    OWN_DATA = "errand.own_data"
    OPEN_LINK = "errand.open_link"
    CLOSE_LINK = "errand.close_link"
    LOOK = "errand.look"  # has somebody paid?
    REFUND = "errand.refund"
    JOB = "errand.job"
    MAIL = "errand.mail"
    DISCONNECT = "errand.disconnect"


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to have done by the system that `channel` names, on account of `person`.

    `due_at` and `expires_at` are aware UTC; after `expires_at` it is not begun. `dedupe` makes a repetition of its
    cause write nothing, and names the errand for good where the system can be asked whether it was done.
    `details` are ids and codes. `ambiguous`: an earlier attempt may have been carried out, which nobody has
    written down.
    """

    id: int
    kind: Task
    channel: str
    person: int
    due_at: datetime
    dedupe: str
    expires_at: datetime | None = None
    session: int | None = None
    council: int | None = None
    revision: int | None = None
    details: dict[str, str] = field(default_factory=dict)
    attempts: int = 0
    ambiguous: bool = False
