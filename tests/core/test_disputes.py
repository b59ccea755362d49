"""Disputes: each act in each state, by whoever must not, and what follows from each way of deciding."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.attendance import Category, Dispute, DisputeStatus, Priority, Resolution, Step
from core.disputes import REPORT_WITHIN, Way
from core.errors.aftermath import DisputeClosed, OwnDispute
from core.errors.common import Missing, NotFound, Refusal
from core.errors.disputes import (
    AlreadyReported,
    DisputeChanged,
    DisputeTaken,
    NotAnAdmin,
    NotBegun,
    NothingAsked,
    NotReportable,
    PartyOf,
    TooLateForReport,
    WayClosed,
)
from core.errors.interventions import RefundTooMuch
from core.errors.members import NotAdmin
from core.evidence import FileQuestion, KeptFile
from core.ids import new_id
from core.people import Person, Role
from core.policies import DisputeEnd
from core.refunds import RefundKind, RefundStatus
from core.sessions import Session, Status
from core.usecases import (
    dispute_acts,
    dispute_decisions,
    dispute_rounds,
    disputes,
    evidence,
    reports,
)
from core.usecases.dispute_decisions import Verdict
from core.usecases.interventions import planning, refunds
from storage.files import SqlFiles
from tests.core.test_interventions import RATE, STATES, Office, office
from tests.storage.samples import DAY, HOUR

__all__ = ["office"]

PLAIN = KeptFile("ab" * 32, "words.txt", "text/plain", 5)
SENT = FileQuestion("paper", "", "F1", "words.txt")
Deed = Callable[[Office, Person, Dispute], object]
BY_ADMINS: dict[str, Deed] = {
    "look": lambda o, who, it: disputes.dispute(o.desk, who, it.id),
    "take": lambda o, who, it: dispute_acts.take(o.desk, who, it.id),
    "give": lambda o, who, it: dispute_acts.give(o.desk, who, it.id, o.bea.id),
    "weigh": lambda o, who, it: dispute_acts.set_priority(o.desk, who, it.id, Priority.URGENT),
    "ask": lambda o, who, it: dispute_acts.ask(o.desk, who, it.id, it.by, "what?"),
    "dismiss": lambda o, who, it: disputes.dismiss(o.desk, who, it.id, "why"),
    "close": lambda o, who, it: decided(o, it, Verdict(Way.CLOSE, "why"), who),
    "open a file": lambda o, who, it: evidence.open_file(o.desk, who, it.id, file_of(o, it)),
}
BY_REPORTERS: dict[str, Deed] = {
    "see": lambda o, who, it: reports.mine(o.desk, who, it.id),
    "add": lambda o, who, it: reports.add(o.desk, who, it.id, "words"),
    "add files": lambda o, who, it: sent(o, who, it, "F2"),
    "withdraw": lambda o, who, it: reports.withdraw(o.desk, who, it.id),
}
LOOKS = {"look", "see", "open a file"}
"""What can be done about a dispute that is decided, too."""


def reported(
    office: Office,
    state: str = "completed",
    category: Category = Category.TECHNICAL,
    by: str = "mentee0",
    **more: object,
) -> Dispute:
    """A report of a problem, with a file."""
    session = office.session(state, **more)
    report = reports.report(office.desk, office.people[by], session.id, category, "no sound", "at all")
    sent(office, office.people[by], report.dispute, "F1")
    return now(office, report.dispute)


def sent(office: Office, who: Person, dispute: Dispute, ref: str) -> reports.Added:
    SqlFiles(office.store).keep(PLAIN, [b"words"])
    question = replace(SENT, ref=ref)
    return reports.add_files(office.desk.knowing({question: PLAIN}), who, dispute.id, [question])


def file_of(office: Office, dispute: Dispute) -> int:
    with office.store.read() as tx:
        return tx.evidence.of(dispute.id)[0].id


def now(office: Office, dispute: Dispute) -> Dispute:
    with office.store.read() as tx:
        found = tx.disputes.get(dispute.id)
    assert found is not None
    return found


def steps(office: Office, dispute: Dispute) -> list[Step]:
    with office.store.read() as tx:
        return [each.step for each in tx.disputes.events(dispute.id)]


def session_of(office: Office, dispute: Dispute) -> Session:
    with office.store.read() as tx:
        found = tx.sessions.get(dispute.session)
    assert found is not None
    return found


def decided(
    office: Office,
    dispute: Dispute,
    verdict: Verdict,
    by: Person | None = None,
    *,
    cancels: bool = False,
) -> dispute_decisions.Outcome:
    admin = by or office.olga
    shown = dispute_decisions.propose(office.desk, admin, dispute.id, verdict)
    return dispute_decisions.decide(office.desk, admin, dispute.id, shown.draft, cancels=cancels)


def with_role(office: Office, key: str, role: Role, *, has: bool) -> Person:
    person = office.people[key]
    roles = person.roles | {role} if has else person.roles - {role}
    changed = replace(person, roles=frozenset(roles))
    with office.store.write() as tx:
        tx.people.save(changed)
    return changed


# --- who may report what, and when


@pytest.mark.spec("AFT-4", "SES-2")
@pytest.mark.parametrize("by", ["mentor0", "mentee0"])
@pytest.mark.parametrize("state", STATES)
def test_a_problem_is_reported_by_either_party_once_the_session_is_agreed(
    office: Office, state: str, by: str
) -> None:
    session = office.session(state)
    party = office.people[by]

    def report() -> reports.Report:
        return reports.report(office.desk, party, session.id, Category.OTHER, "why")

    if by == "mentor0" and state in {"without mentor", "awaiting payment"}:
        with pytest.raises(NotFound):
            report()
        return
    if state in {"awaiting payment", "requested"}:
        with pytest.raises(NotReportable):
            report()
        return
    done = report()
    assert (done.dispute.status, done.dispute.priority) == (DisputeStatus.OPEN, Priority.MEDIUM)
    with pytest.raises(AlreadyReported):
        report()
    for stranger in (office.people["mentor1"], office.people["mentee1"], office.olga):
        with pytest.raises(NotFound):
            reports.report(office.desk, stranger, session.id, Category.OTHER, "why")
    with pytest.raises(Missing):
        reports.report(office.desk, party, session.id, Category.OTHER, "  ")


@pytest.mark.spec("AFT-4")
def test_how_urgent_it_is_follows_from_the_category(office: Office) -> None:
    urgent = {
        category
        for category in Category
        if category is not Category.NO_SHOW
        and reported(office, category=category).priority is Priority.HIGH
    }
    assert urgent == {Category.BEHAVIOUR}
    with pytest.raises(NotBegun):
        reported(office, "scheduled", Category.QUALITY)
    session = office.session("completed")
    office.clock.move(REPORT_WITHIN + DAY)
    try:
        with pytest.raises(TooLateForReport):
            reports.report(office.desk, office.people["mentee0"], session.id, Category.OTHER, "why")
    finally:
        office.clock.move(-REPORT_WITHIN - DAY)


# --- each act, by whoever must not, and when it is too late


@pytest.mark.spec("AFT-4", "SAF-1")
@pytest.mark.parametrize("deed", BY_ADMINS)
@pytest.mark.parametrize("who", ["reporter", "other", "stranger", "admin no more", "party who is an admin"])
def test_what_admins_do_nobody_else_does(office: Office, deed: str, who: str) -> None:
    dispute = reported(office)
    person = {
        "reporter": office.people["mentee0"],
        "other": office.people["mentor0"],
        "stranger": office.people["mentee1"],
        "admin no more": replace(office.people["mentor2"], roles=frozenset({Role.MENTOR, Role.ADMIN})),
        "party who is an admin": office.people["mentor0"],
    }[who]
    refused: type[Refusal] = NotAdmin
    if who == "party who is an admin":
        person, refused = with_role(office, "mentor0", Role.ADMIN, has=True), OwnDispute
    before = office.version
    try:
        if refused is OwnDispute and deed == "look":
            seen = disputes.dispute(office.desk, person, dispute.id)
            assert not seen.may_decide
            assert seen.dispute is not None
            assert (seen.dispute.reason, seen.dispute.description, seen.files, seen.events) == (
                "",
                "",
                (),
                (),
            )
        else:
            with pytest.raises(refused):
                BY_ADMINS[deed](office, person, dispute)
    finally:
        changed = office.version
        with_role(office, "mentor0", Role.ADMIN, has=False)
    assert changed == before


@pytest.mark.spec("AFT-4", "SAF-1")
@pytest.mark.parametrize("deed", BY_REPORTERS)
@pytest.mark.parametrize("who", ["other", "stranger", "admin"])
def test_what_the_reporter_does_nobody_else_does(office: Office, deed: str, who: str) -> None:
    dispute = reported(office)
    SqlFiles(office.store).keep(PLAIN, [b"words"])
    people = {"other": "mentor0", "stranger": "mentor1", "admin": "admin0"}
    if deed == "add files":
        with pytest.raises(NotFound):
            sent(office, office.people[people[who]], dispute, "F3")
        assert len(office_files(office, dispute)) == 1
        return
    before = office.version
    with pytest.raises(NotFound):
        BY_REPORTERS[deed](office, office.people[people[who]], dispute)
    assert office.version == before


def office_files(office: Office, dispute: Dispute) -> list[str]:
    with office.store.read() as tx:
        return [each.file.name for each in tx.evidence.of(dispute.id)]


@pytest.mark.spec("AFT-4", "BOK-6")
@pytest.mark.parametrize("deed", [*BY_ADMINS, *BY_REPORTERS])
@pytest.mark.parametrize("end", ["dismissed", "resolved", "withdrawn", "lapsed"])
def test_what_is_decided_stays_so(office: Office, deed: str, end: str) -> None:
    dispute = reported(office)
    reporter = office.people["mentee0"]
    match end:
        case "dismissed":
            disputes.dismiss(office.desk, office.bea, dispute.id, "why")
        case "resolved":
            decided(office, dispute, Verdict(Way.CLOSE, "why"), office.bea)
        case "withdrawn":
            reports.withdraw(office.desk, reporter, dispute.id)
        case "lapsed":
            dispute_rounds._lapse(office.desk, dispute.id)
    closed = now(office, dispute)
    act, person = (BY_ADMINS[deed], office.olga) if deed in BY_ADMINS else (BY_REPORTERS[deed], reporter)
    if deed in LOOKS:
        act(office, person, dispute)
    else:
        with pytest.raises(DisputeClosed):
            act(office, person, dispute)
    assert now(office, dispute) == closed
    assert (closed.status is DisputeStatus.RESOLVED) is (end in {"resolved", "lapsed"})


# --- taking, giving, weighing, asking


@pytest.mark.spec("AFT-4")
def test_it_is_taken_by_one_and_given_to_admins_alone(office: Office) -> None:
    dispute = reported(office, category=Category.BEHAVIOUR)
    assert dispute.alarm_at is not None
    dispute_acts.take(office.desk, office.olga, dispute.id)
    taken = now(office, dispute)
    assert (taken.status, taken.assigned_to, taken.alarm_at) == (
        DisputeStatus.IN_PROGRESS,
        office.olga.id,
        None,
    )
    with pytest.raises(DisputeTaken):
        dispute_acts.take(office.desk, office.bea, dispute.id)
    with pytest.raises(NotAnAdmin):
        dispute_acts.give(office.desk, office.bea, dispute.id, office.people["mentor1"].id)
    party = with_role(office, "mentor0", Role.ADMIN, has=True)
    try:
        with pytest.raises(PartyOf):
            dispute_acts.give(office.desk, office.bea, dispute.id, party.id)
    finally:
        with_role(office, "mentor0", Role.ADMIN, has=False)
    dispute_acts.give(office.desk, office.olga, dispute.id, office.bea.id)
    assert now(office, dispute).assigned_to == office.bea.id
    assert ("dispute_news", office.bea.id) in office.told(session_of(office, dispute))
    with_role(office, "second", Role.ADMIN, has=False)
    try:
        dispute_acts.take(office.desk, office.olga, dispute.id)
        assert now(office, dispute).assigned_to == office.olga.id, "nobody has it who is no admin any more"
    finally:
        with_role(office, "second", Role.ADMIN, has=True)


@pytest.mark.spec("AFT-4")
def test_what_becomes_pressing_alarms_once_and_again_after_four_hours_unless_somebody_takes_it(
    office: Office,
) -> None:
    dispute = reported(office)
    assert dispute.alarm_at is None
    for _ in range(2):
        dispute_acts.set_priority(office.desk, office.olga, dispute.id, Priority.URGENT)
    dispute_acts.set_priority(office.desk, office.olga, dispute.id, Priority.HIGH)
    assert steps(office, dispute).count(Step.PRIORITY) == 2
    assert now(office, dispute).alarm_at == office.clock.now() + 4 * HOUR
    office.clock.move(4 * HOUR - timedelta(seconds=1))
    try:
        dispute_rounds.alarm_again(office.desk)
        assert Step.ALARMED not in steps(office, dispute)
        office.clock.move(timedelta(seconds=1))
        for _ in range(2):
            dispute_rounds.alarm_again(office.desk)
        assert steps(office, dispute).count(Step.ALARMED) == 1
        dispute_acts.set_priority(office.desk, office.olga, dispute.id, Priority.LOW)
        assert now(office, dispute).alarm_at is None
    finally:
        office.clock.move(-4 * HOUR)


@pytest.mark.spec("AFT-4")
def test_whoever_is_asked_answers_once_and_sees_no_more_than_the_question(office: Office) -> None:
    dispute = reported(office)
    other, desk = office.people["mentor0"], office.desk
    with pytest.raises(NotFound):
        dispute_acts.ask(desk, office.olga, dispute.id, office.people["mentor1"].id, "what?")
    dispute_acts.ask(desk, office.olga, dispute.id, other.id, "what?")
    seen = reports.mine(desk, other, dispute.id)
    assert (seen.dispute.reason, seen.dispute.description, seen.files) == ("", "", ())
    assert [each.words for each in seen.events] == ["what?"]
    reports.add(desk, other, dispute.id, "that")
    with pytest.raises(NothingAsked):
        reports.add(desk, other, dispute.id, "more")
    reports.add(desk, office.people["mentee0"], dispute.id, "also this")
    assert steps(office, dispute) == [
        Step.OPENED,
        Step.FILES,
        Step.TAKEN,
        Step.ASKED,
        Step.ANSWERED,
        Step.ADDED,
    ]


# --- each way of deciding


@pytest.mark.spec("AFT-4", "ADM-9")
def test_a_refund_is_given_and_above_the_limit_waits_for_a_second_admin(office: Office) -> None:
    dispute = reported(office)
    with pytest.raises(RefundTooMuch):
        decided(office, dispute, Verdict(Way.REFUND, "why", kind=RefundKind.PARTIAL, amount=RATE + 1))
    done = decided(office, dispute, Verdict(Way.REFUND, "why", "note", kind=RefundKind.FULL))
    assert done.giving is not None
    assert not done.giving.waits
    closed = now(office, dispute)
    assert (closed.resolution, closed.words, closed.notes) == (Resolution.REFUND_ISSUED, "why", "note")
    assert session_of(office, dispute).refundable == 0
    large = reported(office, rate=90_000)
    done = decided(office, large, Verdict(Way.REFUND, "why", kind=RefundKind.FULL))
    assert done.giving is not None
    assert done.giving.waits
    [entry] = office.entries(session_of(office, large))
    assert entry.status is RefundStatus.PENDING_APPROVAL
    refunds.approve(office.desk, office.bea, entry.id)
    [entry] = office.entries(session_of(office, large))
    assert entry.status is RefundStatus.PENDING


@pytest.mark.spec("AFT-4", "ADM-11")
@pytest.mark.parametrize("whom", [Role.MENTOR, Role.MENTEE])
def test_a_warning_goes_to_the_party_of_then(office: Office, whom: Role) -> None:
    dispute = reported(office)
    warned = office.people[f"{whom.value}0"].id
    decided(office, dispute, Verdict(Way.WARN, "late twice", whom=whom))
    with office.store.read() as tx:
        assert tx.measures.of(warned)[-1].reason == "late twice"
    assert now(office, dispute).words == "", "the other one does not read it"
    assert now(office, dispute).resolution is Resolution.WARNING_SENT


@pytest.mark.spec("AFT-4", "ADM-11")
def test_a_suspension_has_its_consequences(office: Office) -> None:
    dispute = reported(office, by="mentor0")
    ahead = office.session("scheduled")
    try:
        done = decided(office, dispute, Verdict(Way.SUSPEND, "why", whom=Role.MENTEE), cancels=True)
        assert done.made is not None
        assert done.made.cancelled
        assert office.stored(ahead).status is Status.CANCELLED
        with office.store.read() as tx:
            found = tx.people.get(office.people["mentee0"].id)
            assert found is not None
            assert found.suspended
    finally:
        with office.store.write() as tx:
            tx.people.save(office.people["mentee0"])
    assert now(office, dispute).resolution is Resolution.ACCOUNT_SUSPENDED


@pytest.mark.spec("AFT-4", "ADM-4")
def test_a_session_ahead_is_moved_and_one_that_is_over_is_not(office: Office) -> None:
    over = reported(office)
    start = office.clock.now() + 200 * DAY
    with pytest.raises(WayClosed):
        decided(office, over, Verdict(Way.MOVE, "why", start=start))
    ahead = reported(office, "scheduled")
    decided(office, ahead, Verdict(Way.MOVE, "why", start=start))
    assert session_of(office, ahead).starts_at == start
    assert now(office, ahead).resolution is Resolution.SESSION_RESCHEDULED


@pytest.mark.spec("AFT-4", "BOK-6")
def test_nothing_is_done_about_what_is_not_as_it_was_shown(office: Office) -> None:
    dispute, verdict = reported(office), Verdict(Way.REFUND, "why", kind=RefundKind.FULL)
    shown = dispute_decisions.propose(office.desk, office.olga, dispute.id, verdict)
    with pytest.raises(DisputeChanged):
        dispute_decisions.decide(office.desk, office.bea, dispute.id, shown.draft, cancels=False)
    reports.add(office.desk, office.people["mentee0"], dispute.id, "it was my own fault")
    with pytest.raises(DisputeChanged):
        dispute_decisions.decide(office.desk, office.olga, dispute.id, shown.draft, cancels=False)
    assert now(office, dispute).is_undecided
    assert office.entries(session_of(office, dispute)) == []
    shown = dispute_decisions.propose(office.desk, office.olga, dispute.id, verdict)
    dispute_decisions.give_up(office.desk, office.olga, shown.draft)
    with pytest.raises(DisputeChanged):
        dispute_decisions.decide(office.desk, office.olga, dispute.id, shown.draft, cancels=False)


# --- what nobody decides


@pytest.mark.spec("AFT-4")
@pytest.mark.parametrize("then", DisputeEnd)
@pytest.mark.parametrize("by", ["mentor0", "mentee0"])
def test_in_the_end_the_rule_decides_for_a_mentee_who_reported(
    office: Office, by: str, then: DisputeEnd
) -> None:
    with office.store.write() as tx:
        rules = tx.policies()
        tx.set_policies(rules.model_copy(update={"dispute_days": 2, "dispute_then": then}))
    dispute, ahead = reported(office, by=by), reported(office, "scheduled", by=by)
    office.clock.move(2 * DAY - HOUR)
    try:
        dispute_rounds.settle_overdue(office.desk)
        assert now(office, dispute).is_undecided
        office.clock.move(HOUR)
        dispute_rounds.settle_overdue(office.desk)
        dispute_rounds.settle_overdue(office.desk)
    finally:
        office.clock.move(-2 * DAY)
        with office.store.write() as tx:
            tx.set_policies(rules)
    assert now(office, ahead).is_undecided, "the session has not taken place yet"
    closed, session = now(office, dispute), session_of(office, dispute)
    assert steps(office, dispute)[-1] is Step.LAPSED
    assert closed.closed_by is None
    in_favour = by == "mentee0" and then is DisputeEnd.REFUND
    assert closed.status is (DisputeStatus.RESOLVED if in_favour else DisputeStatus.DISMISSED)
    assert (session.refundable == 0) is in_favour
    assert session.counted is not in_favour
    told = office.told(session)
    assert {("report_closed", office.people[each].id) for each in ("mentor0", "mentee0")} <= told
    assert ("dispute_news", office.olga.id) in told


@pytest.mark.spec("AFT-4")
def test_without_days_nothing_is_decided_by_itself(office: Office) -> None:
    with office.store.write() as tx:
        rules = tx.policies()
        tx.set_policies(rules.model_copy(update={"dispute_days": None}))
    dispute = reported(office)
    office.clock.move(300 * DAY)
    try:
        assert dispute_rounds.settle_overdue(office.desk) == 0
    finally:
        office.clock.move(-300 * DAY)
        with office.store.write() as tx:
            tx.set_policies(rules)
    assert now(office, dispute).is_undecided


# --- whom it concerns when the session has another mentor since


@pytest.mark.spec("AFT-4", "RSC-8")
def test_the_mentor_of_then_is_told_and_the_present_one_learns_nothing(office: Office) -> None:
    dispute = reported(office, "scheduled")
    session = session_of(office, dispute)
    shown = planning.plan(
        office.desk,
        office.olga,
        session.id,
        session.revision,
        planning.ReassignWish("why", office.people["mentor1"].id),
    )
    planning.carry_out(office.desk, office.olga, session.id, shown.draft)
    present = office.people["mentor1"]
    for deed in BY_REPORTERS.values():
        with pytest.raises(NotFound):
            deed(office, present, dispute)
    decided(office, dispute, Verdict(Way.WARN, "why", whom=Role.MENTOR))
    with office.store.read() as tx:
        assert tx.measures.of(present.id) == []
        assert tx.measures.of(office.people["mentor0"].id)[-1].reason == "why"
    told = {person for kind, person in office.told(session) if kind == "report_closed"}
    assert told == {office.people["mentor0"].id, office.people["mentee0"].id}


@pytest.mark.spec("AFT-4")
def test_a_dispute_that_is_not_there_is_nobodys(office: Office) -> None:
    missing = Dispute(new_id(office.clock.now()), 1, 1, Category.OTHER, "", office.clock.now())
    for deed in (name for name in BY_ADMINS if name != "open a file"):
        with pytest.raises(NotFound):
            BY_ADMINS[deed](office, office.olga, missing)
