"""Cards about sessions."""

from dataclasses import replace

import pytest

from bot.formats import card_text
from bot.sessions.cards import reminder_notice, settled_card
from core.people import Role
from core.policies import Policies
from core.sessions import Cancellation, Status
from core.usecases.session_views import SessionView
from tests.conftest import MORNING
from tests.storage.samples import DAY, a_person, a_session


def a_view(viewer: Role, cancelled_by: Role | None = None) -> SessionView:
    mentor, mentee = a_person("Ana Lima"), a_person("Mia Chen")
    session = a_session(mentor.id, mentee.id, MORNING + DAY)
    if cancelled_by is not None:
        session = replace(
            session, status=Status.CANCELLED, cancellation=Cancellation(cancelled_by, MORNING, None)
        )
    return SessionView(session, mentor, mentee, viewer, Policies(), MORNING)


@pytest.mark.spec("CAN-1", "SES-2")
@pytest.mark.parametrize(
    ("viewer", "by", "said"),
    [
        (Role.MENTOR, Role.MENTOR, "Cancelled by you,"),
        (Role.MENTOR, Role.MENTEE, "Cancelled by Mia Chen,"),
        (Role.MENTEE, Role.MENTOR, "Cancelled by Ana Lima,"),
        (Role.MENTEE, Role.ADMIN, "Cancelled by the programme,"),
        (Role.MENTOR, Role.ADMIN, "Cancelled by the programme,"),
    ],
)
def test_an_earlier_message_says_who_cancelled(viewer: Role, by: Role, said: str) -> None:
    assert said in card_text(settled_card(a_view(viewer, by)))


@pytest.mark.spec("NTF-2")
@pytest.mark.parametrize(
    ("minutes", "title"),
    [(30, "In 30 min"), (60, "In 1 h"), (90, "In 1 h 30 min"), (24 * 60, "In 24 h"), (48 * 60, "In 48 h")],
)
def test_reminders_write_every_length_one_way(minutes: int, title: str) -> None:
    card = reminder_notice(a_view(Role.MENTEE), minutes, on_time=True, late=False)
    assert card.title.startswith(f"{title}: ")
