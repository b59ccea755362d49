"""What providers of rooms tell by themselves."""

from dataclasses import replace
from datetime import timedelta

from core.desk import Desk
from core.rooms import Came
from core.usecases import attending
from core.usecases.councils import coming

_SKEW = timedelta(minutes=5)
"""By how much another system's clock may differ from ours."""


def take(desk: Desk, came: Came) -> None:
    """Keep who came. Told again it changes nothing."""
    with desk.store.write() as tx:
        room = tx.rooms.named(came.channel, came.handle)
        if room is None:
            return
        if abs(tx.now - came.at) <= _SKEW:
            came = replace(came, at=tx.now)
        if room.session is not None:
            attending.note_came(tx, room.session, came)
        elif room.council is not None:
            coming.note_came(tx, room.council, came)
