"""What is looked for at the end of every journey: buttons about something that is over."""

import pytest

from bot.actions.sessions import CancelSession
from bot.labels import row
from bot.sentences import own
from bot.ui import Button, Card
from tests.journeys.conftest import Cast
from tests.journeys.leftovers import ABOUT_SESSIONS, OUTLIVES, leftovers


def test_what_outlives_a_session_is_something_about_sessions() -> None:
    assert OUTLIVES.keys() <= ABOUT_SESSIONS
    assert len(ABOUT_SESSIONS) > 30


@pytest.mark.spec("NTF-5")
async def test_a_button_that_was_left_is_found(cast: Cast) -> None:
    await cast.ben.command("book", "@ana thu 9pm")
    await cast.ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    (booked,) = cast.ben.notices()
    await cast.ben.command("sessions", f"{session.code} cancel")
    await cast.ben.fill({"Reason": "Personal emergency"})
    assert leftovers(cast.programme) == []
    chat = cast.ben.door.chat(cast.ben.address.user)
    settled = chat.messages[booked]
    chat.messages[booked] = Card(
        settled.title, (row(Button(own("Cancel"), CancelSession(session.id, session.revision))),)
    )
    (left,) = leftovers(cast.programme)
    assert left == "booked: Cancel (CancelSession) of a session that is cancelled"
    chat.messages[booked] = settled
