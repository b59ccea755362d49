"""Moving a session by agreement: every state, action and role, before, at and after each limit."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors.common import Refusal
from core.errors.confirming import ConfirmTooLate
from core.errors.replacing import AnswerFirst
from core.errors.rescheduling import (
    NotYourTurn,
    RequestClosed,
    RequestOpen,
    RescheduledEnough,
    RescheduleTooLate,
    RoundsUsedUp,
    StillRequested,
    TooManyRequests,
)
from core.errors.sessions import AlreadyOver, NotAllowed, Stale
from core.notices import prompt_at
from core.people import Role
from core.policies import PRESETS, CountRescheduleOn, Policies
from core.reschedule_rules import (
    answers,
    ask_until,
    check_answer,
    check_askable,
    check_movable,
    moves_often,
)
from core.reschedules import (
    OPEN,
    RequestStatus,
    RescheduleAnswer,
    RescheduleProposal,
    RescheduleRequest,
    asked,
    asked_by,
    chosen,
    countered,
    counts_now,
    ended,
    used_one_more,
)
from core.session_claims import claims_of, covered_until, kept_by
from core.sessions import UNANSWERED, Reassignment, Session, Status
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, MINUTE, a_session

SECOND = timedelta(seconds=1)
MENTOR, MENTEE = 1, 2
START = MORNING + 3 * DAY
LATER = START + DAY
POLICIES = Policies()
BOTH = (Role.MENTOR, Role.MENTEE)
OTHER = {Role.MENTOR: Role.MENTEE, Role.MENTEE: Role.MENTOR}


def session_at(start: datetime = START, **known: object) -> Session:
    return a_session(MENTOR, MENTEE, start, **known)


def request_of(
    *by: Role,
    status: RequestStatus | None = None,
    start: datetime | None = LATER,
    expires: datetime = MORNING + 2 * DAY,
) -> RescheduleRequest:
    """A request in which these roles proposed one after the other; only the first may leave the time open."""
    proposals = [
        RescheduleProposal(role, MORNING + n * HOUR, LATER + n * HOUR, 30) for n, role in enumerate(by)
    ]
    proposals[0] = replace(proposals[0], starts_at=start)
    state = status or (RequestStatus.PENDING if len(by) == 1 else RequestStatus.COUNTERED)
    return RescheduleRequest(9, 5, 1, by[0], state, tuple(proposals), START, 30, expires)


def refusal_of(check: object, *given: object) -> type[Refusal] | None:
    try:
        check(*given)  # type: ignore[operator]
    except Refusal as refusal:
        return type(refusal)
    return None


# --- who may ask


def may_ask(session: Session, role: Role, made: int, live: bool, now: datetime, policies: Policies) -> bool:
    """The rule again, as one sentence of the page that describes it."""
    if session.status is Status.REQUESTED:
        until = session.confirm_by or session.starts_at
        own = role is Role.MENTOR and now < until and now < session.starts_at
    else:
        cutoff = (
            policies.mentor_reschedule_cutoff_hours
            if role is Role.MENTOR
            else policies.mentee_reschedule_cutoff_hours
        )
        most = policies.mentor_max_reschedules if role is Role.MENTOR else policies.mentee_max_reschedules
        used = session.mentor_reschedules if role is Role.MENTOR else session.mentee_reschedules
        own = (
            session.status is Status.SCHEDULED
            and session.reassignment not in UNANSWERED
            and (policies.mentor_may_reschedule if role is Role.MENTOR else policies.mentee_may_reschedule)
            and now < session.starts_at
            and now <= session.starts_at - (cutoff or 0) * HOUR
            and (most is None or used < most)
        )
    return own and not live and made < (policies.max_reschedule_requests or 10**6)


@pytest.mark.spec("RSC-1", "BOK-8", "SES-1")
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("preset", PRESETS)
def test_who_may_ask_in_every_state_to_the_second(status: Status, preset: str) -> None:
    policies = PRESETS[preset]
    moments = [
        limit + off * SECOND
        for limit in (START - 24 * HOUR, START - 4 * HOUR, START - 2 * HOUR, START, START - 6 * HOUR)
        for off in (-1, 0, 1)
    ]
    tried = 0
    for role, now, reassignment, used, made, live in product(
        BOTH, moments, Reassignment, (0, 1, 2, 5), (0, 4, 5), (False, True)
    ):
        session = session_at(
            status=status,
            reassignment=reassignment,
            mentor_reschedules=used,
            mentee_reschedules=used,
            confirm_by=START - 6 * HOUR if status is Status.REQUESTED else None,
        )
        requests = [request_of(role, status=RequestStatus.DECLINED)] * made
        requests += [request_of(OTHER[role], status=RequestStatus.EXPIRED)] * 5
        # Open and expired is as good as ended: time that passes needs no round.
        requests.append(request_of(OTHER[role], expires=now + SECOND if live else now))
        refused = refusal_of(check_askable, session, role, requests, now, policies)
        assert (refused is None) is may_ask(session, role, made, live, now, policies), (role, now, refused)
        tried += 1
    assert tried == 2 * 15 * 5 * 4 * 3 * 2


@pytest.mark.spec("RSC-1", "CAN-4")
@pytest.mark.parametrize("role", BOTH)
def test_each_refusal_to_ask_says_what_stands_against_it(role: Role) -> None:
    forbidding = Policies(mentee_may_reschedule=False, mentor_may_reschedule=False)
    used = session_at(mentor_reschedules=2, mentee_reschedules=2)
    cases: list[tuple[Session, list[RescheduleRequest], datetime, Policies, type[Refusal]]] = [
        (session_at(), [], MORNING, forbidding, NotAllowed),
        (session_at(status=Status.CANCELLED), [], MORNING, POLICIES, AlreadyOver),
        (session_at(status=Status.IN_PROGRESS), [], MORNING, POLICIES, AlreadyOver),
        (session_at(), [], START, POLICIES, AlreadyOver),
        (session_at(reassignment=Reassignment.PENDING_ACCEPTANCE), [], MORNING, POLICIES, AnswerFirst),
        (session_at(), [request_of(role)], MORNING, POLICIES, RequestOpen),
        (session_at(), [], ask_until(session_at(), role, POLICIES) + SECOND, POLICIES, RescheduleTooLate),
        (used, [], MORNING, POLICIES, RescheduledEnough),
        (
            session_at(),
            [request_of(role, status=RequestStatus.WITHDRAWN)] * 5,
            MORNING,
            POLICIES,
            TooManyRequests,
        ),
    ]
    for session, requests, now, policies, expected in cases:
        assert refusal_of(check_askable, session, role, requests, now, policies) is expected
    requested = session_at(status=Status.REQUESTED, confirm_by=MORNING + DAY)
    late = refusal_of(check_askable, requested, role, [], MORNING + DAY, POLICIES)
    assert late is (ConfirmTooLate if role is Role.MENTOR else StillRequested)


@pytest.mark.spec("RSC-1")
def test_each_role_has_its_own_cutoff_and_its_own_requests() -> None:
    session = session_at()
    assert ask_until(session, Role.MENTEE, POLICIES) == START - 4 * HOUR
    assert ask_until(session, Role.MENTOR, POLICIES) == START - 2 * HOUR
    requests = [request_of(Role.MENTEE), request_of(Role.MENTOR), request_of(Role.MENTEE, Role.MENTOR)]
    assert (asked_by(requests, Role.MENTEE), asked_by(requests, Role.MENTOR)) == (2, 1)


def test_a_session_moves_only_before_it_begins() -> None:
    for status, off in product(Status, (-1, 0, 1)):
        refused = refusal_of(check_movable, session_at(status=status), START + off * SECOND)
        stands = status in {Status.SCHEDULED, Status.REQUESTED} and off < 0
        assert (refused is None) is stands


# --- who may answer how

ROUNDS = 3
A, X, C, D, F, W = (
    RescheduleAnswer.ACCEPT,
    RescheduleAnswer.CHOOSE,
    RescheduleAnswer.COUNTER,
    RescheduleAnswer.DECLINE,
    RescheduleAnswer.CANCEL,
    RescheduleAnswer.WITHDRAW,
)
TABLE: dict[tuple[Role, Role, bool, bool, bool], tuple[set[RescheduleAnswer], set[RescheduleAnswer]]] = {
    # asked by, proposed last by, a time is named, rounds are left, mentees may decline: mentor's, mentee's answers
    (Role.MENTEE, Role.MENTEE, True, True, False): ({A, C, D}, {W}),
    (Role.MENTEE, Role.MENTEE, True, True, True): ({A, C, D}, {W}),
    (Role.MENTEE, Role.MENTEE, True, False, False): ({A, D}, {W}),
    (Role.MENTEE, Role.MENTEE, True, False, True): ({A, D}, {W}),
    (Role.MENTEE, Role.MENTOR, True, True, False): (set(), {A, C, W}),
    (Role.MENTEE, Role.MENTOR, True, True, True): (set(), {A, C, D, W}),
    (Role.MENTEE, Role.MENTOR, True, False, False): (set(), {A, W}),
    (Role.MENTEE, Role.MENTOR, True, False, True): (set(), {A, D, W}),
    (Role.MENTOR, Role.MENTOR, True, True, False): ({W}, {A, C, F}),
    (Role.MENTOR, Role.MENTOR, True, True, True): ({W}, {A, C, D, F}),
    (Role.MENTOR, Role.MENTOR, True, False, False): ({W}, {A, F}),
    (Role.MENTOR, Role.MENTOR, True, False, True): ({W}, {A, D, F}),
    (Role.MENTOR, Role.MENTEE, True, True, False): ({A, C, D, W}, set()),
    (Role.MENTOR, Role.MENTEE, True, True, True): ({A, C, D, W}, set()),
    (Role.MENTOR, Role.MENTEE, True, False, False): ({A, D, W}, set()),
    (Role.MENTOR, Role.MENTEE, True, False, True): ({A, D, W}, set()),
    (Role.MENTOR, Role.MENTOR, False, True, False): ({W}, {X, F}),
    (Role.MENTOR, Role.MENTOR, False, True, True): ({W}, {X, D, F}),
}


def negotiation(by: Role, last: Role, *, named: bool, left: bool) -> tuple[RescheduleRequest, int]:
    """A request in this state, and the most rounds under which it has some left or none."""
    roles = [by] if by is last else [by, last]
    return request_of(*roles, start=LATER if named else None), len(roles) - 1 + (1 if left else 0)


@pytest.mark.spec("RSC-2", "RSC-3")
@pytest.mark.parametrize("state", TABLE)
def test_the_answers_are_those_of_the_table(state: tuple[Role, Role, bool, bool, bool]) -> None:
    by, last, named, left, may_decline = state
    request, most = negotiation(by, last, named=named, left=left)
    policies = Policies(max_counter_proposals=most, mentee_may_decline_reschedule=may_decline)
    found = tuple(set(answers(request, role, policies)) for role in BOTH)
    assert found == TABLE[state]
    for status in set(RequestStatus) - OPEN:
        over = replace(request, status=status)
        assert not any(answers(over, role, policies) for role in Role)
    assert answers(request, Role.ADMIN, policies) == frozenset()


@pytest.mark.spec("RSC-2", "RSC-3", "RSC-4")
@pytest.mark.parametrize("state", TABLE)
def test_an_answer_is_taken_exactly_when_it_is_legal_present_and_in_time(
    state: tuple[Role, Role, bool, bool, bool],
) -> None:
    by, last, named, left, may_decline = state
    request, most = negotiation(by, last, named=named, left=left)
    policies = Policies(max_counter_proposals=most, mentee_may_decline_reschedule=may_decline)
    legal = dict(zip(BOTH, TABLE[state], strict=True))
    for status, role, answer, off, turn in product(
        RequestStatus, BOTH, RescheduleAnswer, (-1, 0, 1), range(request.turn + 2)
    ):
        given = replace(request, status=status)
        now = request.expires_at + off * SECOND
        refused = refusal_of(check_answer, given, role, answer, turn, now, policies)
        in_time = status in OPEN and off < 0
        taken = in_time and turn == request.turn and answer in legal[role]
        assert (refused is None) is taken, (status, role, answer, off, turn, refused)
        if not in_time:
            assert refused is RequestClosed
        elif turn != request.turn:
            assert refused is Stale


@pytest.mark.spec("RSC-2", "RSC-3")
def test_a_refused_answer_says_why() -> None:
    asking, now = request_of(Role.MENTEE), MORNING
    none_left = Policies(max_counter_proposals=0)
    for request, role, answer, policies, expected in (
        (asking, Role.MENTEE, RescheduleAnswer.ACCEPT, POLICIES, NotYourTurn),
        (asking, Role.MENTEE, RescheduleAnswer.DECLINE, POLICIES, NotYourTurn),
        (asking, Role.MENTOR, RescheduleAnswer.WITHDRAW, POLICIES, NotAllowed),
        (asking, Role.MENTOR, RescheduleAnswer.CANCEL, POLICIES, NotAllowed),
        (asking, Role.MENTOR, RescheduleAnswer.COUNTER, none_left, RoundsUsedUp),
        (request_of(Role.MENTOR), Role.MENTEE, RescheduleAnswer.DECLINE, POLICIES, NotAllowed),
        (request_of(Role.MENTOR, start=None), Role.MENTEE, RescheduleAnswer.COUNTER, POLICIES, NotAllowed),
        (request_of(Role.MENTOR, start=None), Role.MENTEE, RescheduleAnswer.ACCEPT, POLICIES, NotAllowed),
    ):
        assert refusal_of(check_answer, request, role, answer, 1, now, policies) is expected
    with pytest.raises(RequestClosed) as closed:
        check_answer(asking, Role.MENTOR, RescheduleAnswer.ACCEPT, 1, asking.expires_at, POLICIES)
    assert closed.value.status == "expired", "no round has been at it yet"


# --- what becomes of it


@pytest.mark.spec("RSC-4")
@pytest.mark.parametrize(
    ("start", "proposed", "expires"),
    [
        (MORNING + 9 * DAY, MORNING + 9 * DAY + HOUR, MORNING + 48 * HOUR),
        (MORNING + 30 * HOUR, MORNING + 9 * DAY, MORNING + 30 * HOUR),
        (MORNING + 9 * DAY, MORNING + 5 * HOUR, MORNING + 5 * HOUR),
        (MORNING + 9 * DAY, None, MORNING + 48 * HOUR),
        (MORNING + 48 * HOUR, MORNING + 48 * HOUR - SECOND, MORNING + 48 * HOUR - SECOND),
    ],
)
def test_it_expires_after_its_hours_or_at_the_first_of_both_starts(
    start: datetime, proposed: datetime | None, expires: datetime
) -> None:
    session = session_at(start)
    request = asked(9, session, RescheduleProposal(Role.MENTOR, MORNING, proposed, 30), POLICIES)
    assert request.expires_at == expires
    assert (request.status, request.turn, request.rounds) == (RequestStatus.PENDING, 1, 0)
    assert (request.original_start, request.original_minutes) == (start, 30)
    assert request.is_live(expires - SECOND)
    assert not request.is_live(expires)


@pytest.mark.spec("RSC-3", "RSC-4")
def test_a_counter_proposal_turns_the_table_and_begins_the_time_anew() -> None:
    session = session_at(MORNING + 20 * DAY)
    request = asked(9, session, RescheduleProposal(Role.MENTEE, MORNING, LATER, 30), POLICIES)
    assert request.responder is Role.MENTOR
    again = countered(
        request, session, RescheduleProposal(Role.MENTOR, MORNING + DAY, LATER + DAY, 45), POLICIES
    )
    assert (again.status, again.turn, again.rounds) == (RequestStatus.COUNTERED, 2, 1)
    assert (again.responder, again.by, again.last.minutes) == (Role.MENTEE, Role.MENTEE, 45)
    assert again.expires_at == MORNING + DAY + 48 * HOUR
    assert again.last.ends_at == LATER + DAY + 45 * MINUTE
    assert again.asked_at == MORNING


@pytest.mark.spec("RSC-4")
@pytest.mark.parametrize("hours", [1, 12, 35, 36, 37, 48])
def test_the_prompt_comes_twelve_hours_ahead_or_with_a_third_of_the_time_left(hours: int) -> None:
    until = MORNING + hours * HOUR
    ahead = until - prompt_at(MORNING, until)
    assert ahead == min(12 * HOUR, hours * HOUR / 3)


@pytest.mark.spec("RSC-1", "RSC-5")
def test_what_is_chosen_is_accepted_and_whoever_ends_it_is_known() -> None:
    request = request_of(Role.MENTOR, start=None)
    done = chosen(request, RescheduleProposal(Role.MENTEE, MORNING + HOUR, LATER, 30))
    assert (done.status, done.ended_by, done.ended_at) == (
        RequestStatus.ACCEPTED,
        Role.MENTEE,
        MORNING + HOUR,
    )
    assert done.last.starts_at == LATER
    expired = ended(request, RequestStatus.EXPIRED, MORNING, None)
    assert (expired.is_open, expired.ended_by) == (False, None)
    assert request.last.ends_at is None


@pytest.mark.spec("RSC-1")
def test_a_move_is_counted_once_for_its_role_on_the_moment_of_the_policy() -> None:
    for moment, policy in product(CountRescheduleOn, CountRescheduleOn):
        policies = Policies(count_reschedules_on=policy)
        assert counts_now(session_at(), policies, moment) is (moment is policy)
        assert not counts_now(session_at(status=Status.REQUESTED), policies, moment), "BOK-8"
    once = used_one_more(session_at(), Role.MENTOR)
    assert (once.reschedules(Role.MENTOR), once.reschedules(Role.MENTEE)) == (1, 0)
    assert used_one_more(once, Role.MENTEE).mentee_reschedules == 1
    assert once.revision == 1, "nothing was agreed"


@pytest.mark.spec("RSC-6")
@pytest.mark.parametrize(
    ("here", "lately", "often"), [(0, 0, False), (1, 1, False), (2, 0, True), (0, 2, True)]
)
def test_a_mentor_is_warned_from_the_third_move_on(here: int, lately: int, often: bool) -> None:
    assert moves_often(session_at(mentor_reschedules=here), lately) is often


# --- whose time it takes


@pytest.mark.spec("RSC-2", "BOK-5")
@given(
    shift=st.integers(-120, 120),
    minutes=st.integers(1, 180),
    own=st.integers(1, 120),
    pause=st.integers(0, 60),
    was=st.integers(0, 60),
)
def test_a_proposal_keeps_what_the_session_does_not_have_yet(
    shift: int, minutes: int, own: int, pause: int, was: int
) -> None:
    session = session_at(minutes=own, buffer_minutes=was)
    start = START + shift * MINUTE
    request = replace(
        request_of(Role.MENTEE), proposals=(RescheduleProposal(Role.MENTEE, MORNING, start, minutes),)
    )
    kept = kept_by(request, session, pause)
    for person, buffer in ((MENTOR, pause), (MENTEE, 0)):
        theirs = [claim for claim in (*claims_of(session), *kept) if claim.person == person]
        taken = [minute for claim in theirs for minute in _minutes(claim.starts_at, claim.ends_at)]
        assert len(taken) == len(set(taken)), "nobody is in two places"
        wanted = set(_minutes(start, start + (minutes + buffer) * MINUTE))
        assert wanted <= set(taken)
        assert set(taken) - wanted <= set(_minutes(session.starts_at, session.ends_at + was * MINUTE))
        assert covered_until(start, theirs) >= start + (minutes + buffer) * MINUTE
    for claim in kept:
        assert claim.ends_at - claim.starts_at > claim.buffer_minutes * MINUTE, "never a pause alone"
        assert (claim.owner, claim.expires_at) == (request.id, request.expires_at)


def test_without_a_time_nothing_is_kept() -> None:
    assert kept_by(request_of(Role.MENTOR, start=None), session_at(), 10) == []
    assert covered_until(START, []) == START


def _minutes(start: datetime, end: datetime) -> range:
    return range((start - MORNING) // MINUTE, (end - MORNING) // MINUTE)
