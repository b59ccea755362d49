"""Cards about moving sessions: what they offer, and that the longest history fits both services."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.notices.settled import as_it_was
from bot.rescheduling.request_cards import answer_buttons, reschedule_actions
from bot.sessions.cards import session_card
from bot.sessions.reschedule_notices import (
    asked_notice,
    ended_notice,
    prompt_notice,
    rescheduled_notice,
    sent_notice,
)
from bot.slack.render import message
from bot.telegram.render import render
from bot.ui import Card
from core.notices import Kind, Notice
from core.payloads import Proposed, Settling
from core.people import Role
from core.policies import Policies
from core.reschedules import RequestStatus, RescheduleProposal, RescheduleRequest, ended
from core.sessions import Topic
from core.usecases.session_views import SessionView
from playground.slack.blocks import check_message
from tests.conftest import MORNING
from tests.recorder import shown
from tests.storage.samples import DAY, HOUR, a_person, a_session

NOTE = "W" * 500
SPOKEN = {RequestStatus.PENDING: 1, RequestStatus.COUNTERED: 4}


def a_request(
    number: int, session: int, status: RequestStatus, by: Role = Role.MENTEE
) -> RescheduleRequest:
    roles = [by, Role.MENTOR if by is Role.MENTEE else Role.MENTEE] * 2
    said = tuple(
        RescheduleProposal(role, MORNING + n * HOUR, MORNING + 5 * DAY + n * HOUR, 60, NOTE)
        for n, role in enumerate(roles[: SPOKEN.get(status, 4)])
    )
    until = MORNING + timedelta(days=2)
    request = RescheduleRequest(
        number, session, 1, by, RequestStatus.COUNTERED, said, MORNING + 4 * DAY, 30, until
    )
    if status in SPOKEN:
        return replace(request, status=status)
    return ended(request, status, MORNING + 9 * HOUR, None if status is RequestStatus.EXPIRED else by)


def a_view(viewer: Role, *requests: RequestStatus) -> SessionView:
    mentor, mentee = (
        a_person(f"{'M' * 20} L", zone="America/Sao_Paulo"),
        a_person(f"{'N' * 20} L", zone="Asia/Kolkata"),
    )
    session = a_session(
        mentor.id, mentee.id, MORNING + 4 * DAY, topic=Topic("T" * 100, "D" * 900), rate=5000
    )
    roles = [Role.MENTOR, Role.MENTEE]
    asked = tuple(a_request(n, session.id, status, roles[n % 2]) for n, status in enumerate(requests))
    return SessionView(session, mentor, mentee, viewer, Policies(), MORNING + 10 * HOUR, asked)


def fits(card: Card) -> None:
    blocks, _ = message(card, "T1", strict=True)
    check_message(blocks)
    render(card, strict=True)


@pytest.mark.spec("RSC-5", "CHT-2", "CHT-3")
@pytest.mark.parametrize("viewer", [Role.MENTOR, Role.MENTEE])
def test_the_longest_history_fits_a_card_of_either_service(viewer: Role) -> None:
    ends = [status for status in RequestStatus if status not in SPOKEN]
    view = a_view(viewer, *ends, *ends[:4], RequestStatus.COUNTERED)
    card = session_card(view)
    fits(card)
    said = shown(card)
    for outcome in ("Accepted by", "Declined by", "Withdrawn by", "Not answered in time", "Waits for"):
        assert outcome in said


@pytest.mark.spec("RSC-2", "RSC-4")
@pytest.mark.parametrize("viewer", [Role.MENTOR, Role.MENTEE])
@pytest.mark.parametrize("status", RequestStatus)
def test_every_word_about_a_request_fits(viewer: Role, status: RequestStatus) -> None:
    view = a_view(viewer, status)
    (request,) = view.requests
    cards = [asked_notice, prompt_notice, sent_notice] if status in SPOKEN else [ended_notice]
    if status is RequestStatus.ACCEPTED:
        cards = [rescheduled_notice]
    for draw in cards:
        fits(draw(view, request))
    how = Settling(platform="slack", workspace="T1", channel="D1", message="1", request=request.id)
    proposed = Proposed(request=request.id, turn=1)
    for kind in (Kind.RESCHEDULE_ASKED, Kind.RESCHEDULE_SENT, Kind.RESCHEDULE_PROMPT):
        own = Notice(1, kind, view.reader.id, MORNING, "test", session=view.session.id, payload=proposed)
        fits(as_it_was(how, own, view))


@pytest.mark.spec("RSC-2")
def test_a_request_that_is_over_has_no_buttons_and_a_paid_session_names_the_refund() -> None:
    view = a_view(Role.MENTEE, RequestStatus.PENDING)
    (request,) = view.requests
    labels = [button.label for button in answer_buttons(view, request)]
    assert labels == ["Accept", "Counter", "Cancel with full refund"]
    late = replace(view, now=request.expires_at)
    assert answer_buttons(late, request) == []
    assert [button.label for button in reschedule_actions(late)] == ["Reschedule"]
    assert reschedule_actions(replace(view, former=True, requests=())) == []


@pytest.mark.spec("RSC-4", "NTF-2")
def test_the_end_of_a_request_that_is_told_after_the_session_does_not_say_it_lies_ahead() -> None:
    view = a_view(Role.MENTEE, RequestStatus.EXPIRED)
    (request,) = view.requests
    assert "stays on" in shown(ended_notice(view, request))
    over = replace(view, now=view.session.ends_at)
    assert "stayed on" in shown(ended_notice(over, request))
