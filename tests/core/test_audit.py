"""The audit log tells of every use case that writes: who, from where, before, after, and by which policies."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.admin_sessions.recorded import RECORDED
from core import usecases
from core.accounts import mark_of
from core.attendance import Category, Priority
from core.availability import Schedule
from core.calendars import CalendarKind, Reading
from core.changes import Change, SetDay
from core.clock import Clock
from core.desk import AskFirst, Desk
from core.disputes import Way
from core.erasing import FAREWELL, GRACE
from core.errors.accounts import LinkCodeInPublic
from core.evidence import FileQuestion, KeptFile
from core.ids import new_id
from core.installations import Installation, InstallTickets
from core.interventions import CancelWish, RefundWish
from core.jobs import MessageWish
from core.mail import MailClass, MailSettings
from core.measures import Measure
from core.mentor_settings import Rate, Setting
from core.mentors import Mentor
from core.notices import Kind
from core.outbox import Ended
from core.payments import Attempt
from core.people import Address, Person, Plan, Role
from core.policies import Policies
from core.providers import LinkClosed, Paid, RefundChanged, Told
from core.quiet import Quiet
from core.recordings import Recording, RecordingState, Tickets
from core.refunds import RefundKind, RefundStatus
from core.reschedules import OPEN, RequestStatus
from core.rooms import MadeRoom, MovedThere, Room
from core.sessions import CancelReason, Meeting, Session, Status, Topic
from core.usecases import (
    admin_channels,
    aftermath,
    booking,
    calendars,
    cancelling,
    changes,
    choosing,
    closing,
    confirming,
    connecting,
    dispute_acts,
    dispute_decisions,
    dispute_rounds,
    disputes,
    editing,
    elsewhere,
    evidence,
    failures,
    feedback,
    giving_up,
    installing,
    joining,
    lateness,
    mail,
    mailing,
    measures,
    member_plans,
    members,
    mentor_settings,
    mentoring,
    own_data,
    own_settings,
    plans,
    policies,
    reachability,
    recording,
    replacing,
    reports,
    reschedule_requests,
    rescheduling,
    roles,
    subscriptions,
    workspaces,
)
from core.usecases.accounts import linking, own_accounts
from core.usecases.erasing import asking, leaving
from core.usecases.interventions import notes, planning, refunds
from core.usecases.jobs import exporting, running
from core.usecases.jobs import planning as jobs_planning
from core.usecases.payments import facts, giving_back, paying, receipts
from gateways.jitsi import JitsiRooms
from gateways.livekit import LiveKitRooms
from gateways.rooms import LIVEKIT, ProvidedRooms
from playground.meetings.livekit import SECRET
from storage.files import SqlFiles
from storage.outbox import SqlOutbox
from storage.store import SqlStore, open_store
from storage.tables import audit, policy_states
from tests.conftest import MORNING
from tests.core import council_deeds
from tests.databases import Databases, lent
from tests.payments import Provider
from tests.storage.samples import a_notice, a_session, set_aside

WORDS = "Words that nobody but the two may read"
NAMES = ("Olga Okafor", "Ana Lima", "Ben Wolff")
OLGA, ANA, BEN = (Address("slack", "T1", name.split()[0].upper()) for name in NAMES)

# Use cases that write and have nothing to tell: what they change is no agreement, and nobody's decision.
SILENT = {
    "replanning.replan": "reminders of what has been booked already",
    "booking_steps.fold": "a round",
    "booking.hold_time": "a hold ends by itself; what comes of it is told",
    "booking.describe": "the words of a hold",
    "booking.leave": "a hold that is let go",
    "attending.join": "attendance is kept with the session",
    "recording.take": "the provider of a room tells it",
    "recording.expire": "a round",
    "seen.take": "the same, as the provider of a room tells it",
    "chats.pass_on": "what two people write to each other is nobody else's, nor is when",
    "chats.leave": "the same",
    "feedback.write_notes": "for the mentor's eyes alone",
    "joining.take_profile": "what the platform says",
    "joining.place": "what the platform says",
    "members.keep_menu": "what a chat shows",
    "installing.use_ticket": "what comes of it is told",
    "installing.take": "a round",
    "rounds.sessions_in_batches": "what the rounds do is told",
    "installing.renewed": "the same workspace, with another token",
    "changes.propose": "a draft",
    "changes.look": "a draft",
    "changes.discard": "a draft",
    "calendars.claim": "a round",
    "calendars.record_refresh": "a round",
    "calendars.note_failure": "a round",
    "checking.alarm": "a round",
    "health.send_summaries": "a round",
    "forms.open_form": "a draft",
    "forms.keep_answers": "a draft",
    "forms.asked_at": "a draft",
    "forms.close_form": "a draft",
    "forms.forget": "a draft",
    "forms.put_off": "a draft",
    "forms.keep_files": "a draft",
    "forms.keep_album": "a draft",
    "dispute_decisions.propose": "a draft",
    "dispute_rounds.alarm_again": "a round",
    "linking.fall_back_overdue": "a round",
    "payments.paying.ask": "a provider is asked",
    "payments.links.look_soon": "a provider is asked",
    "payments.links.due_to_look": "a round",
    "payments.links.count_down": "a round",
    "payments.giving_back.due_to_look": "a round",
    "admin_sessions.find": "a query that buttons can name",
    "admin_sessions.save_view": "a view of one's own",
    "admin_sessions.rename_view": "a view of one's own",
    "admin_sessions.delete_view": "a view of one's own",
    "councils.inviting.invite_further": "a round",
    "homes.note_opened": "that somebody looks",
    "homes.follow": "a round",
    "mail.token_of": "a secret for links",
    "mailing.refuse_address": "what a server says of an address",
    "mailing.alert_admins": "what a server says of us",
    "mailing.take_event": "what a provider tells",
    "notices.redraw": "what has been told, drawn anew",
    "subscriptions.show_subscription": "which message shows an address",
    "notices.take_up": "what an answer was to tell, for a while longer",
    "jobs.planning.plan_approve": "nothing changes until it is confirmed",
    "jobs.planning.plan_cancel": "nothing changes until it is confirmed",
    "jobs.planning.plan_message": "nothing changes until it is confirmed",
    "jobs.planning.plan_move": "nothing changes until it is confirmed",
    "jobs.running.discard": "nothing was changed",
    "jobs.running.show_at": "where a message is",
    "jobs.running.resume": "how far it is",
    "jobs.running.finish": "a file, which was told when it was ordered",
    "interventions.planning.plan": "a draft",
    "interventions.planning.give_up": "a draft",
    "measures.propose": "a draft",
    "measures.give_up": "a draft",
    "plans.propose": "a draft",
    "plans.propose_file": "a draft",
    "plans.give_up": "a draft",
    "policies.propose_policy": "a draft",
    "policies.propose_preset": "a draft",
    "policies.give_up": "a draft",
    "invitations.next_invitation": "what is told, by another way",
    "calendar_files.send_session_file": "a file of what they see",
    "calendar_files.send_council_file": "a file of what they see",
    "admin_channels.ask": "nothing changes until it is confirmed",
    "admin_channels.follow": "what the platform says",
    "admin_channels.leave": "what is told, by another way",
    **council_deeds.SILENT,
}
TOLD = {
    "joining.meet": "MEMBER_JOINED",
    "joining.appoint_first_admins": "ROLE_GRANTED",
    "changes.move_hours": "AVAILABILITY_CHANGED",
    "accounts.linking.offer": "LINK_CODE_GIVEN",
    "accounts.linking.enter": "LINK_CODE_ENTERED",
    "accounts.linking.spoil": "LINK_CODE_SPOILT",
    "accounts.linking.choose_page": "LINK_CHOSEN",
    "accounts.linking.choose_plan": "LINK_CHOSEN",
    "accounts.linking.refuse": "LINK_REFUSED",
    "accounts.linking.agree": "ACCOUNTS_JOINED",
    "accounts.own_accounts.prefer": "PREFERRED_CHAT_SET",
    "accounts.own_accounts.separate": "ACCOUNT_SEPARATED",
    "own_settings.set_zone": "ZONE_SET",
    "own_settings.set_quiet": "QUIET_HOURS_SET",
    "own_settings.set_typing": "TYPING_SET",
    "own_settings.set_language": "LANGUAGE_SET",
    "roles.grant_role": "ROLE_GRANTED",
    "roles.revoke_role": "ROLE_REVOKED",
    "member_plans.set_plan": "PLAN_SET",
    "jobs.exporting.order_export": "SESSIONS_EXPORTED",
    "jobs.running.confirm": "JOB_MESSAGE",
    "jobs.running.stop": "JOB_STOPPED",
    "jobs.running.carry_on": "ADMIN_FORCE_CANCEL",
    "member_plans.ask_for_plan": "PLAN_ASKED",
    "plans.carry_out": "PLAN_SET",
    "measures.decide": "MEMBER_SUSPENDED",
    "replacing.hand_over_of": "SESSION_MENTOR_LEFT",
    "mentor_settings.change": "MENTOR_PROFILE_CHANGED",
    "mentoring.accept_sessions": "MENTOR_ACCEPTING",
    "mentoring.confirm_hours": "HOURS_CONFIRMED",
    "changes.save": "AVAILABILITY_CHANGED",
    "calendars.connect": "CALENDAR_CONNECTED",
    "calendars.disconnect": "CALENDAR_REMOVED",
    "booking.book": "SESSION_BOOKED",
    "confirming.accept_booking": "SESSION_ACCEPTED",
    "confirming.decline_booking": "SESSION_DECLINED",
    "confirming.expire_unconfirmed": "SESSION_REQUEST_EXPIRED",
    "policies.carry_out": "POLICIES_CHANGED",
    "editing.edit_session": "SESSION_EDITED",
    "lateness.tell_late": "SESSION_LATE",
    "cancelling.cancel_session": "SESSION_CANCELLED",
    "replacing.leave_session": "SESSION_MENTOR_LEFT",
    "reachability.note_reachability": "MENTOR_UNREACHABLE",
    "replacing.replace_unreachable": "SESSION_MENTOR_LEFT",
    "choosing.keep": "SESSION_REASSIGNMENT_ACCEPTED",
    "choosing.choose": "SESSION_REASSIGNMENT_ACCEPTED",
    "giving_up.cancel_unreplaced": "SESSION_REASSIGNMENT_REJECTED",
    "giving_up.expire_unanswered": "SESSION_REASSIGNMENT_EXPIRED",
    "reschedule_requests.propose": "SESSION_RESCHEDULE_COUNTERED",
    "reschedule_requests.let_them_choose": "SESSION_RESCHEDULE_REQUESTED",
    "rescheduling.accept": "SESSION_RESCHEDULED",
    "rescheduling.decline": "SESSION_RESCHEDULE_DECLINED",
    "rescheduling.withdraw": "SESSION_RESCHEDULE_WITHDRAWN",
    "rescheduling.call_off": "SESSION_CANCELLED",
    "rescheduling.expire_overdue": "SESSION_RESCHEDULE_EXPIRED",
    "closing.complete_ended": "SESSION_COMPLETED",
    "closing.close_unattested": "SESSION_COMPLETED",
    "aftermath.took_place": "SESSION_COMPLETED",
    "aftermath.report_absent": "SESSION_DISPUTED",
    "aftermath.neither_came": "SESSION_NO_SHOW",
    "aftermath.object_no_show": "SESSION_DISPUTED",
    "disputes.uphold": "ADMIN_DISPUTE_RESOLVED",
    "disputes.dismiss": "ADMIN_DISPUTE_RESOLVED",
    "dispute_decisions.decide": "ADMIN_DISPUTE_RESOLVED",
    "dispute_rounds.settle_overdue": "SESSION_DISPUTE_LAPSED",
    "dispute_acts.take": "ADMIN_DISPUTE_ASSIGNED",
    "dispute_acts.give": "ADMIN_DISPUTE_ASSIGNED",
    "dispute_acts.set_priority": "ADMIN_DISPUTE_PRIORITY_SET",
    "dispute_acts.ask": "ADMIN_DISPUTE_PARTY_ASKED",
    "reports.report": "SESSION_PROBLEM_REPORTED",
    "reports.add": "SESSION_DISPUTE_ADDED_TO",
    "reports.add_files": "SESSION_DISPUTE_FILES_ADDED",
    "reports.withdraw": "SESSION_DISPUTE_CLOSED",
    "evidence.open_file": "ADMIN_EVIDENCE_OPENED",
    "feedback.give_feedback": "SESSION_FEEDBACK",
    "interventions.notes.add_note": "ADMIN_NOTE_ADDED",
    "interventions.planning.carry_out": "ADMIN_MANUAL_REFUND",
    "payments.paying.pay_again": "PAYMENT_BEGUN",
    "payments.paying.leave": "SESSION_UNPAID",
    "payments.paying.expire_unpaid": "SESSION_UNPAID",
    "elsewhere.take": "SESSION_CHANGE_UNDONE",
    "recording.agree": "SESSION_RECORDING_AGREED",
    "recording.disagree": "SESSION_RECORDING_REFUSED",
    "recording.open_own": "SESSION_RECORDING_OPENED",
    "recording.open_as_admin": "SESSION_RECORDING_OPENED",
    "payments.facts.take": "SESSION_BOOKED",
    "roles.appoint": "ROLE_GRANTED",
    "policies.adopt": "POLICIES_CHANGED",
    "payments.receipts.mail_it": "PAYMENT_RECEIPT_MAILED",
    "payments.giving_back.retry": "REFUND_RETRIED",
    "payments.giving_back.settle_by_hand": "REFUND_SETTLED_BY_HAND",
    "interventions.refunds.approve": "ADMIN_REFUND_APPROVED",
    "interventions.refunds.decline": "ADMIN_REFUND_DECLINED",
    "interventions.refunds.withdraw": "ADMIN_REFUND_WITHDRAWN",
    "interventions.refunds.expire_waiting": "ADMIN_REFUND_WITHDRAWN",
    "admin_channels.confirm": "CHANNEL_SET",
    "admin_channels.remove": "CHANNEL_REMOVED",
    "admin_channels.remove_here": "CHANNEL_REMOVED",
    "admin_channels.close": "CHANNEL_CLOSED",
    "workspaces.close": "WORKSPACE_CLOSED",
    "workspaces.withdraw": "WORKSPACE_CLOSED",
    "workspaces.admit": "WORKSPACE_OPENED",
    "installing.install": "WORKSPACE_INSTALLED",
    "connecting.invite": "WORKSPACE_INVITED",
    "connecting.disconnect": "WORKSPACE_DISCONNECTED",
    "subscriptions.open_subscription": "SUBSCRIPTION_OPENED",
    "subscriptions.close_subscription": "SUBSCRIPTION_CLOSED",
    "own_data.order": "OWN_DATA_ORDERED",
    "erasing.asking.ask": "ERASURE_ASKED",
    "erasing.asking.keep": "ERASURE_STOPPED",
    "erasing.leaving.go_on": "MEMBER_ERASED",
    "mail.ask_code": "MAIL_ADDRESS_ASKED",
    "mail.confirm": "MAIL_ADDRESS_CONFIRMED",
    "mail.switch": "MAIL_SWITCHED",
    "mail.forget_address": "MAIL_ADDRESS_FORGOTTEN",
    "mail.unsubscribe": "MAIL_SWITCHED",
    "mailing.try_it": "MAIL_TRIED",
    "failures.retry": "NOTICE_RETRIED",
    "failures.dismiss": "NOTICE_DISMISSED",
    "failures.retry_delivery": "DELIVERY_RETRIED",
    "failures.dismiss_delivery": "DELIVERY_DISMISSED",
    "failures.retry_calendar": "CALENDAR_RETRIED",
    **council_deeds.TOLD,
}
# What changes something that was there says what it was.
CHANGES = {
    "MEMBER_WARNED", "MEMBER_SUSPENDED", "MEMBER_RESTORED",
    "ZONE_SET", "LANGUAGE_SET", "QUIET_HOURS_SET", "TYPING_SET",
    "ACCOUNTS_JOINED", "ACCOUNT_SEPARATED", "PREFERRED_CHAT_SET",
    "ROLE_REVOKED", "PLAN_SET", "MENTOR_ACCEPTING", "MENTOR_PROFILE_CHANGED",
    "SESSION_CANCELLED",
    "SESSION_EDITED", "SESSION_MENTOR_LEFT", "SESSION_REASSIGNMENT_ACCEPTED", "SESSION_REASSIGNMENT_REJECTED",
    "SESSION_REASSIGNMENT_EXPIRED", "SESSION_RESCHEDULE_REQUESTED", "SESSION_RESCHEDULE_COUNTERED",
    "SESSION_RESCHEDULED", "SESSION_RESCHEDULE_DECLINED", "SESSION_RESCHEDULE_WITHDRAWN",
    "SESSION_RESCHEDULE_EXPIRED",
    "SESSION_ACCEPTED", "SESSION_DECLINED", "SESSION_REQUEST_EXPIRED", "POLICIES_CHANGED",
    "SESSION_COMPLETED", "SESSION_NO_SHOW", "SESSION_DISPUTED", "ADMIN_DISPUTE_RESOLVED", "CALENDAR_REMOVED",
    "CHANNEL_REMOVED", "CHANNEL_CLOSED", "SESSION_UNPAID", "REFUND_RETRIED", "REFUND_SETTLED_BY_HAND",
    "SUBSCRIPTION_CLOSED", "ERASURE_STOPPED",
    *council_deeds.CHANGES,
}  # fmt: skip
BY_ITSELF = {
    "roles.appoint", "policies.adopt",
    "joining.appoint_first_admins", "closing.complete_ended", "closing.close_unattested",
    "giving_up.expire_unanswered", "confirming.expire_unconfirmed", "rescheduling.expire_overdue",
    "interventions.refunds.expire_waiting", "replacing.hand_over_of",
    "admin_channels.close", "workspaces.close", "workspaces.withdraw",
    "workspaces.admit", "installing.install", "dispute_rounds.settle_overdue",
    "payments.paying.expire_unpaid", "payments.facts.take", "erasing.leaving.go_on",
    *council_deeds.BY_ITSELF,
}  # fmt: skip


def writing() -> Iterator[str]:
    """Every public use case that opens a transaction to write, itself or through a helper beside it."""
    for found in pkgutil.walk_packages(usecases.__path__, "core.usecases."):
        module = importlib.import_module(found.name)
        own = {
            name: inspect.getsource(function)
            for name, function in inspect.getmembers(module, inspect.isfunction)
            if function.__module__ == module.__name__
        }
        writers = {
            name
            for name, source in own.items()
            if any(writes in source for writes in (".begin()", "store.write()", "sessions_in_batches("))
        }
        while helped := {name for name in own.keys() - writers if _names_one(own[name], writers)}:
            writers |= helped
        for name in writers:
            if not name.startswith("_"):
                yield f"{found.name.removeprefix('core.usecases.')}.{name}"


def _names_one(source: str, writers: set[str]) -> bool:
    helpers = (writer for writer in writers if writer.startswith("_"))
    return any(re.search(rf"(?<!\w){helper}(?!\w)", source) for helper in helpers)


@pytest.mark.spec("SAF-5")
def test_every_use_case_that_writes_is_known_to_be_told_or_to_have_nothing_to_tell() -> None:
    unknown = set(writing()) - SILENT.keys() - TOLD.keys()
    assert not unknown, f"have the audit log tell of {unknown} and act it below, or say why it need not"
    assert SILENT.keys() | TOLD.keys() <= set(writing())


@dataclass
class Entry:
    action: str
    actor: int | None
    platform: str
    workspace: str
    session: int | None
    council: int | None
    before: dict[str, object] | None
    after: dict[str, object] | None
    policies: str | None


_OWN = (audit.c[name] for name in Entry.__dataclass_fields__ if name != "policies")
_LOG = (
    select(*_OWN, policy_states.c.rules.label("policies"))
    .join_from(audit, policy_states, policy_states.c.id == audit.c.policies, isouter=True)
    .order_by(audit.c.seq)
)


class Programme:
    """Olga runs it, Ana is a mentor, Ben may book; each acts from Slack."""

    def __init__(self, store: SqlStore, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.desk = Desk(store, JitsiRooms("https://rooms.example"), frozenset({OLGA}))
        self.log: dict[str, list[Entry]] = {}
        self._seen = 0

    def at(self, address: Address) -> Desk:
        return replace(self.desk, asker=address)

    def act(self, use_case: str, deed: Callable[[], object]) -> list[Entry]:
        """Do it, and what the log tells of it."""
        deed()
        with self.store.work() as work:
            rows = work.connection.execute(_LOG).all()
        fresh, self._seen = rows[self._seen :], len(rows)
        told = [Entry(**row._mapping) for row in fresh]
        self.log.setdefault(use_case, []).extend(told)
        return told

    def person(self, address: Address) -> Person:
        found = members.find(self.desk, address)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def programme(databases: Databases) -> Iterator[Programme]:
    """One for all tests: they read what it has done."""
    clock = Clock()
    clock.move_to(MORNING)
    with lent(databases) as url:
        store = open_store(url, clock)
        yield _acted(store, clock)
        store.close()


def _acted(store: SqlStore, clock: Clock) -> Programme:
    programme = Programme(store, clock)
    _people(programme)
    _availability(programme)
    _sessions(programme)
    _aftermath(programme)
    _replacements(programme)
    _confirmations(programme)
    _moves(programme)
    _notices(programme)
    _admin_channels(programme)
    _policies(programme)
    _interventions(programme)
    _payments(programme)
    _jobs(programme)
    _elsewhere(programme)
    _recordings(programme)
    council_deeds.Deeds(programme, OLGA, ANA, BEN, WORDS).all()
    _erasing(programme)
    _workspaces(programme)
    return programme


def _workspaces(p: Programme) -> None:
    there = Installation("T9", "xoxb-1", "B1", "U1", "A1")
    p.act("installing.install", lambda: installing.install(p.desk, there))
    open_to_others = replace(p.at(OLGA), installing=InstallTickets((b"k" * 32,)))
    p.act("connecting.invite", lambda: connecting.invite(open_to_others, p.person(OLGA)))
    p.act("connecting.disconnect", lambda: connecting.disconnect(open_to_others, p.person(OLGA), "T9"))
    p.act("workspaces.close", lambda: workspaces.close(p.desk, "slack", "T9"))
    p.act("workspaces.withdraw", lambda: workspaces.withdraw(p.desk, "slack", ["T7"]))
    p.act("workspaces.admit", lambda: workspaces.admit(p.desk, "slack", ["T7"]))


def _erasing(p: Programme) -> None:
    """Cleo has her data sent, and erased."""
    cleo = Address("slack", "T1", "CLEO")
    joining.meet(p.desk, cleo, joining.Introduction("Cleo Marsh"), greet=False)
    at, person = p.at(cleo), p.person(cleo)
    p.act("own_data.order", lambda: own_data.order(at, person))
    p.act("erasing.asking.ask", lambda: asking.ask(at, person))
    p.act("erasing.asking.keep", lambda: asking.keep(at, person))
    p.act("erasing.asking.ask", lambda: asking.ask(at, person))
    p.clock.move(GRACE)
    while leaving.go_on(p.desk, person.id):
        pass
    p.clock.move(FAREWELL)
    p.act("erasing.leaving.go_on", lambda: leaving.go_on(p.desk, person.id))


def _people(p: Programme) -> None:
    for address, name in zip((OLGA, ANA, BEN), NAMES, strict=True):
        introduction = joining.Introduction(name, zone="Europe/Berlin")
        p.act("joining.meet", lambda a=address, i=introduction: joining.meet(p.desk, a, i, greet=True))  # type: ignore[misc]
    olga, ana, ben = p.person(OLGA), p.person(ANA), p.person(BEN)
    by = p.at(OLGA)
    p.act("roles.grant_role", lambda: roles.grant_role(by, olga, ana.id, Role.MENTOR))
    p.act("roles.grant_role", lambda: roles.grant_role(by, olga, ben.id, Role.ADMIN))
    p.act("roles.revoke_role", lambda: roles.revoke_role(by, olga, ben.id, Role.ADMIN))
    p.act("roles.appoint", lambda: roles.appoint(p.desk, ben.id))
    p.act("roles.revoke_role", lambda: roles.revoke_role(by, olga, ben.id, Role.ADMIN))
    p.act("member_plans.ask_for_plan", lambda: member_plans.ask_for_plan(p.at(BEN), ben))
    p.act("member_plans.set_plan", lambda: member_plans.set_plan(by, olga, ben.id, Plan.INDIVIDUAL))
    p.act("jobs.exporting.order_export", lambda: exporting.order_export(by, olga, 0))
    for measure in (Measure.WARN, Measure.SUSPEND, Measure.RESTORE):
        shown = measures.propose(by, olga, ben.id, measure, WORDS)
        draft = shown.draft
        p.act("measures.decide", lambda d=draft: measures.decide(by, olga, ben.id, d, cancels=True))  # type: ignore[misc]
    listed = plans.propose(by, olga, f"{NAMES[2]}, council")
    p.act("plans.carry_out", lambda: plans.carry_out(by, olga, listed.draft))
    p.act("member_plans.set_plan", lambda: member_plans.set_plan(by, olga, ben.id, Plan.INDIVIDUAL))
    p.act("own_settings.set_zone", lambda: own_settings.set_zone(p.at(BEN), ben, "America/New_York"))
    p.act("own_settings.set_language", lambda: own_settings.set_language(p.at(BEN), ben, "de"))
    p.act("own_settings.set_typing", lambda: own_settings.set_typing(p.at(BEN), ben, on=True))
    p.act("own_settings.set_quiet", lambda: own_settings.set_quiet(p.at(BEN), ben, Quiet(60, 120)))
    p.act("subscriptions.open_subscription", lambda: subscriptions.open_subscription(p.at(BEN), ben))
    p.act("subscriptions.close_subscription", lambda: subscriptions.close_subscription(p.at(BEN), ben))
    _mail(p, olga, ben)
    _accounts(p)
    with p.store.write() as tx:
        tx.people.save(replace(olga, roles=frozenset({Role.MENTEE})))
    p.act("joining.appoint_first_admins", lambda: joining.appoint_first_admins(p.desk))


def _accounts(p: Programme) -> None:
    here, there = (Address("slack", "T1", f"U{number}LINK") for number in range(2))
    first, second = (
        joining.meet(p.at(each), each, joining.Introduction("Zed"), greet=False).person
        for each in (here, there)
    )
    link = _entered(p, first, second, here, there)
    p.act("accounts.linking.refuse", lambda: linking.refuse(p.at(here), first, link))
    link = _entered(p, first, second, here, there)
    p.act("accounts.linking.choose_page", lambda: linking.choose_page(p.at(here), first, link, own=True))
    p.act("accounts.linking.choose_plan", lambda: linking.choose_plan(p.at(here), first, link, Plan.NONE))
    version = linking.look(p.desk, first, link).version
    p.act("accounts.linking.agree", lambda: linking.agree(p.at(here), first, link, version))
    p.act("accounts.linking.agree", lambda: linking.agree(p.at(there), second, link, version))
    p.act("accounts.own_accounts.prefer", lambda: own_accounts.prefer(p.at(here), first, "slack"))
    p.act(
        "accounts.own_accounts.separate", lambda: own_accounts.separate(p.at(here), first, mark_of(there))
    )
    spoilt = linking.offer(p.at(here), first).code

    def spoil() -> None:
        with pytest.raises(LinkCodeInPublic):
            linking.spoil(p.at(here), first, spoilt)

    p.act("accounts.linking.spoil", spoil)


def _entered(p: Programme, first: Person, second: Person, here: Address, there: Address) -> int:
    offered: list[linking.OfferedCode] = []
    p.act("accounts.linking.offer", lambda: offered.append(linking.offer(p.at(here), first)))
    p.act("accounts.linking.enter", lambda: linking.enter(p.at(there), second, offered[0].code))
    view = linking.waiting(p.desk, first)
    assert view is not None
    return view.link.id


def _mail(p: Programme, olga: Person, ben: Person) -> None:
    p.store.mails = True
    p.act("mail.ask_code", lambda: mail.ask_code(p.at(BEN), ben, "ben@example.org"))
    pending = mail.settings(p.desk, ben).settings.pending
    assert pending is not None
    p.act("mail.confirm", lambda: mail.confirm(p.at(BEN), ben, pending.code))
    p.act("mail.switch", lambda: mail.switch(p.at(BEN), ben, None, on=False))
    token = mail.token_of(p.desk, ben.id)
    p.act("mail.unsubscribe", lambda: mail.unsubscribe(p.at(BEN), token, MailClass.NEWS))
    p.act("mail.forget_address", lambda: mail.forget_address(p.at(BEN), ben))
    p.act("mailing.try_it", lambda: mailing.try_it(p.at(OLGA), olga, "olga@example.org"))
    p.store.mails = False


def _suspended(p: Programme, person: Person, *, suspended: bool) -> None:
    with p.store.write() as tx:
        tx.people.save(replace(person, suspended=suspended))


def _availability(p: Programme) -> None:
    ana, desk = p.person(ANA), p.at(ANA)
    words = {Setting.HEADLINE: WORDS, Setting.BIO: WORDS, Setting.TAGS: (WORDS,)}
    p.act("mentor_settings.change", lambda: mentor_settings.change(desk, ana, None, words))
    by_admin = {Setting.RATE: Rate(0, "EUR"), Setting.SENIORITY: 5}
    olga = p.person(OLGA)
    p.act("mentor_settings.change", lambda: mentor_settings.change(p.at(OLGA), olga, ana.id, by_admin))
    p.act("mentoring.confirm_hours", lambda: mentoring.confirm_hours(desk, ana))
    p.act("mentoring.accept_sessions", lambda: mentoring.accept_sessions(desk, ana))
    preview = changes.propose(desk, ana, Change(ana.id, (SetDay(6, ()),)), "", {})
    assert preview.id is not None
    p.act("changes.save", lambda: changes.save(desk, ana, preview.id or 0))
    p.act("changes.move_hours", lambda: changes.move_hours(desk, ana, "Europe/Lisbon", ""))
    _calendars(p)


def _calendars(p: Programme) -> None:
    ana, desk, url = p.person(ANA), p.at(ANA), "https://calendar.example/secret"
    try:
        calendars.connect(desk, ana, url)
    except AskFirst as first:
        desk = desk.knowing({first.question: Reading(CalendarKind.FEED, ())})
    p.act("calendars.connect", lambda: calendars.connect(desk, ana, url))
    [link] = calendars.calendars(desk, ana).links
    with p.store.write() as tx:
        tx.calendars.put(replace(link, failures=9, told_at=p.clock.now(), failing_since=p.clock.now()))
    p.act("failures.retry_calendar", lambda: failures.retry_calendar(p.at(OLGA), p.person(OLGA), link.id))
    p.act("calendars.disconnect", lambda: calendars.disconnect(desk, ana, link.id))


def _sessions(p: Programme) -> None:
    ana, ben, desk = p.person(ANA), p.person(BEN), p.at(BEN)
    for day, use_case in ((1, "cancelling.cancel_session"), (2, "closing.complete_ended")):
        start = MORNING + timedelta(days=day, hours=8)
        held = booking.hold_time(desk, ben, ana.id, start)
        booking.describe(desk, ben, held.hold.id, Topic(WORDS, WORDS, Meeting.CHAT), held.hold.minutes)
        p.act("booking.book", lambda: booking.book(desk, ben, held.hold.id))  # noqa: B023
        edited = Topic(f"{WORDS} {day}", WORDS, Meeting.CHAT)
        p.act("editing.edit_session", lambda: editing.edit_session(desk, ben, held.hold.id, 1, edited))  # noqa: B023
        p.act("lateness.tell_late", lambda: lateness.tell_late(desk, ben, held.hold.id, 10))  # noqa: B023
        if use_case == "cancelling.cancel_session":
            why = (CancelReason.OTHER, WORDS)
            p.act(use_case, lambda: cancelling.cancel_session(desk, ben, held.hold.id, 1, *why))  # noqa: B023
        else:
            p.clock.move_to(start + timedelta(hours=2))
            p.act(use_case, lambda: closing.complete_ended(p.desk))


def _elsewhere(p: Programme) -> None:
    ana, ben, desk = p.person(ANA), p.person(BEN), p.at(BEN)
    soon = (p.clock.now() + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)
    session = booking.book(desk, ben, booking.hold_time(desk, ben, ana.id, soon).hold.id).view.session
    with p.store.write() as tx:
        room = Room(new_id(tx.now), "calendly", ana.id, tx.now, session.id)
        tx.rooms.add(room)
        tx.rooms.save(replace(room, made=MadeRoom("there", "https://there.example")))
    told = MovedThere("calendly", "there", MadeRoom("later", ""), soon - timedelta(days=30))
    p.act("elsewhere.take", lambda: elsewhere.take(desk, told))


def _recordings(p: Programme) -> None:
    olga, ana, ben = p.person(OLGA), p.person(ANA), p.person(BEN)
    livekit = LiveKitRooms("https://live.example", "key", SECRET, "https://page.example/{token}", p.clock)
    rooms = ProvidedRooms(LIVEKIT, JitsiRooms("https://rooms.example"), [livekit], recorded=livekit)
    tickets = Tickets("https://parley.example", [b"key"])

    def at(address: Address) -> Desk:
        return replace(p.at(address), rooms=rooms, tickets=tickets)

    soon = (p.clock.now() + timedelta(days=3)).replace(hour=12, minute=0, second=0, microsecond=0)
    hold = booking.hold_time(p.at(BEN), ben, ana.id, soon).hold
    session = booking.book(p.at(BEN), ben, hold.id).view.session
    with p.store.write() as tx:
        room = Room(new_id(tx.now), LIVEKIT, ana.id, tx.now, session.id)
        tx.rooms.add(room)
        tx.rooms.give_link(room, "https://live.example/Parley-1")
        tx.recordings.add(
            Recording(new_id(tx.now), session.id, room.id, LIVEKIT, tx.now, RecordingState.KEPT)
        )
    p.act("recording.agree", lambda: recording.agree(at(BEN), ben, session.id))
    p.act("recording.open_own", lambda: recording.open_own(at(ANA), ana, session.id))
    p.act("recording.open_as_admin", lambda: recording.open_as_admin(at(OLGA), olga, session.id))
    p.act("recording.disagree", lambda: recording.disagree(at(BEN), ben, session.id))


def _payments(p: Programme) -> None:
    ana, ben, olga = p.person(ANA), p.person(BEN), p.person(OLGA)
    desk = replace(p.at(BEN), gateways=(Provider(),))
    with p.store.write() as tx:
        mentor = tx.mentors.get(ana.id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, rate=2500, currency="USD"))

    def begun(day: int) -> tuple[int, Attempt]:
        start = (p.clock.now() + timedelta(days=day)).replace(hour=14, minute=0, second=0, microsecond=0)
        while start.weekday() > 4:
            start += timedelta(days=1)
        held = booking.hold_time(desk, ben, ana.id, start)
        p.act("booking.book", lambda: booking.book(desk, ben, held.hold.id))
        with p.store.read() as tx:
            return held.hold.id, tx.payments.attempts(held.hold.id)[0]

    session, attempt = begun(50)
    closed = Told("razorpay", "e1", LinkClosed("", attempt.reference))
    p.act("payments.facts.take", lambda: facts.take(p.desk, closed))
    p.act("payments.paying.pay_again", lambda: paying.pay_again(desk, ben, session))
    p.act("payments.paying.leave", lambda: paying.leave(desk, ben, session))
    session, attempt = begun(50)
    p.clock.move(timedelta(minutes=30))
    p.act("payments.paying.expire_unpaid", lambda: paying.expire_unpaid(p.desk))
    session, attempt = begun(50)
    paid = Told("razorpay", "e2", Paid("pay_1", 2500, "USD", reference=attempt.reference))
    p.act("payments.facts.take", lambda: facts.take(p.desk, paid))
    with p.store.write() as tx:
        tx.mail.save(MailSettings(ben.id, "ben@example.org"))
    p.store.mails = True
    p.act("payments.receipts.mail_it", lambda: receipts.mail_it(p.at(BEN), ben, session))
    p.store.mails = False
    p.act(
        "cancelling.cancel_session",
        lambda: cancelling.cancel_session(desk, ben, session, 2, CancelReason.OTHER, WORDS),
    )
    with p.store.read() as tx:
        [entry] = tx.ledger.of(session)

    def fails(tries: int) -> None:
        key = f"refund-{entry.id}-{tries}"
        failed = RefundChanged("rfnd_1", "pay_1", 2500, "USD", RefundStatus.FAILED, key, WORDS)
        told = Told("razorpay", f"e{tries + 2}", failed)
        p.act("payments.facts.take", lambda: facts.take(p.desk, told))

    fails(1)
    p.act("payments.giving_back.retry", lambda: giving_back.retry(p.at(OLGA), olga, entry.id))
    fails(2)
    p.act(
        "payments.giving_back.settle_by_hand",
        lambda: giving_back.settle_by_hand(p.at(OLGA), olga, entry.id),
    )


def _aftermath(p: Programme) -> None:
    olga, ana, ben = p.person(OLGA), p.person(ANA), p.person(BEN)

    def a_session_that_is_over(status: Status) -> int:
        over = a_session(
            ana.id, ben.id, p.clock.now() - timedelta(hours=1), status=status, revision=2,
            topic=Topic(WORDS, WORDS), meeting_url="https://rooms.example/Parley-1",
        )  # fmt: skip
        with p.store.write() as tx:
            tx.sessions.add(over)
        return over.id

    asked = a_session_that_is_over(Status.SCHEDULED)
    p.act("closing.complete_ended", lambda: closing.complete_ended(p.desk))
    p.act("aftermath.neither_came", lambda: aftermath.neither_came(p.at(ANA), ana, asked, 2))
    p.act("aftermath.took_place", lambda: aftermath.took_place(p.at(BEN), ben, asked, 3))
    p.act("feedback.give_feedback", lambda: feedback.give_feedback(p.at(BEN), ben, asked, 5, 4, WORDS))
    p.act("aftermath.report_absent", lambda: aftermath.report_absent(p.at(ANA), ana, asked, 4, ""))
    p.act("aftermath.object_no_show", lambda: aftermath.object_no_show(p.at(BEN), ben, asked, 5, WORDS))
    disputed = a_session_that_is_over(Status.COMPLETED)
    p.act("aftermath.report_absent", lambda: aftermath.report_absent(p.at(BEN), ben, disputed, 2, WORDS))
    for session, use_case, deed in (
        (asked, "disputes.uphold", disputes.uphold),
        (disputed, "disputes.dismiss", lambda *those: disputes.dismiss(*those, WORDS)),
    ):  # fmt: skip
        with p.store.read() as tx:
            [dispute] = tx.disputes.of([session])[session]
        p.act(use_case, lambda: deed(p.at(OLGA), olga, dispute.id))  # noqa: B023
    _reports(p, a_session_that_is_over(Status.COMPLETED))
    a_session_that_is_over(Status.SCHEDULED)
    closing.complete_ended(p.desk)
    p.clock.move(timedelta(days=1))
    p.act("closing.close_unattested", lambda: closing.close_unattested(p.desk))


def _reports(p: Programme, session: int) -> None:
    """Ben reports a problem, three times over; Olga and Ana handle what he reports."""
    olga, ana, ben = p.person(OLGA), p.person(ANA), p.person(BEN)

    def reported() -> int:
        p.act(
            "reports.report",
            lambda: reports.report(p.at(BEN), ben, session, Category.QUALITY, WORDS, WORDS),
        )
        with p.store.read() as tx:
            return tx.disputes.of([session])[session][-1].id

    first, by = reported(), p.at(OLGA)
    asked = FileQuestion("slack", "T1", "F1", WORDS)
    kept = KeptFile("00" * 32, f"{WORDS}.txt", "text/plain", 4)
    SqlFiles(p.store).keep(kept, [b"text"])
    p.act("dispute_acts.give", lambda: dispute_acts.give(by, olga, first, olga.id))
    p.act("dispute_acts.set_priority", lambda: dispute_acts.set_priority(by, olga, first, Priority.HIGH))
    p.act("dispute_acts.ask", lambda: dispute_acts.ask(by, olga, first, ana.id, WORDS))
    p.act("reports.add", lambda: reports.add(p.at(ANA), ana, first, WORDS))
    knows = p.at(BEN).knowing({asked: kept})
    p.act("reports.add_files", lambda: reports.add_files(knows, ben, first, [asked], WORDS))
    with p.store.read() as tx:
        [given] = tx.evidence.of(first)
    p.act("evidence.open_file", lambda: evidence.open_file(by, olga, first, given.id))
    verdict = dispute_decisions.Verdict(Way.CLOSE, WORDS, WORDS)
    shown = dispute_decisions.propose(by, olga, first, verdict)
    p.act(
        "dispute_decisions.decide",
        lambda: dispute_decisions.decide(by, olga, first, shown.draft, cancels=False),
    )
    second = reported()
    p.act("dispute_acts.take", lambda: dispute_acts.take(by, olga, second))
    p.act("reports.withdraw", lambda: reports.withdraw(p.at(BEN), ben, second))
    reported()
    p.clock.move(timedelta(days=4))
    p.act("dispute_rounds.settle_overdue", lambda: dispute_rounds.settle_overdue(p.desk))
    p.clock.move(timedelta(days=-4))


def _replacements(p: Programme) -> None:
    """Ana leaves five sessions of Ben's; Olga is the other mentor."""
    olga, ana, ben = p.person(OLGA), p.person(ANA), p.person(BEN)
    with p.store.write() as tx:
        tx.people.save(replace(ben, plan=Plan.COUNCIL))
        tx.people.save(replace(olga, roles=olga.roles | {Role.MENTOR}))
        tx.mentors.save(Mentor(olga, Schedule("Europe/Berlin")))

    def left(day: int, *, found: bool) -> Session:
        start = MORNING + timedelta(days=day, hours=8)
        held = booking.hold_time(p.at(BEN), p.person(BEN), ana.id, start)
        booking.book(p.at(BEN), p.person(BEN), held.hold.id)
        why = (CancelReason.OTHER, WORDS)
        accepts = {Setting.ACCEPTING: found}
        p.act(
            "mentor_settings.change",
            lambda: mentor_settings.change(p.at(OLGA), p.person(OLGA), None, accepts),
        )
        with p.store.read() as tx:
            session = tx.sessions.get(held.hold.id)
        assert session is not None
        leave = lambda: replacing.leave_session(p.at(ANA), ana, session, session.revision, why)  # noqa: E731
        p.act("replacing.leave_session", leave)
        p.act("mentoring.accept_sessions", lambda: mentoring.accept_sessions(p.at(OLGA), p.person(OLGA)))
        p.clock.move(timedelta(minutes=1))
        return session

    kept, chosen, refused = left(30, found=True), left(31, found=False), left(32, found=True)
    p.act("choosing.keep", lambda: choosing.keep(p.at(BEN), ben, kept.id, 2))
    start = chosen.starts_at + timedelta(hours=1)
    p.act("choosing.choose", lambda: choosing.choose(p.at(BEN), ben, chosen.id, 2, olga.id, start))
    give_up = lambda: giving_up.cancel_unreplaced(p.at(BEN), ben, refused.id, 2, WORDS)  # noqa: E731
    p.act("giving_up.cancel_unreplaced", give_up)
    held = booking.hold_time(p.at(BEN), p.person(BEN), ana.id, MORNING + timedelta(days=8, hours=8))
    booking.book(p.at(BEN), p.person(BEN), held.hold.id)
    gone = lambda: reachability.note_reachability(p.at(ANA), ANA, reachable=False)  # noqa: E731
    p.act("reachability.note_reachability", gone)
    p.act(
        "replacing.replace_unreachable",
        lambda: replacing.replace_unreachable(p.at(BEN), ben, held.hold.id, 1),
    )
    back = lambda: reachability.note_reachability(p.at(ANA), ANA, reachable=True)  # noqa: E731
    p.act("reachability.note_reachability", back)
    suspended = a_session(ana.id, ben.id, p.clock.now() + timedelta(days=34), revision=1)
    _suspended(p, ana, suspended=True)
    with p.store.write() as tx:
        tx.sessions.add(suspended)
    p.act("replacing.hand_over_of", lambda: replacing.hand_over_of(p.desk, [suspended.id]))
    _suspended(p, ana, suspended=False)
    p.clock.move(timedelta(minutes=1))
    abandoned = left(33, found=True)
    p.clock.move_to(abandoned.starts_at)
    p.act("giving_up.expire_unanswered", lambda: giving_up.expire_unanswered(p.desk))


def _confirmations(p: Programme) -> None:
    """Ana accepts each booking first; Ben asks for three."""
    ana, ben = p.person(ANA), p.person(BEN)
    _book_instantly(p, ana.id, instantly=False)

    def asked() -> int:
        start = (p.clock.now() + timedelta(days=30)).replace(hour=14, minute=0, second=0, microsecond=0)
        hold = booking.hold_time(p.at(BEN), ben, ana.id, start).hold.id
        p.act("booking.book", lambda: booking.book(p.at(BEN), ben, hold))
        return hold

    accepted = asked()
    p.act("confirming.accept_booking", lambda: confirming.accept_booking(p.at(ANA), ana, accepted, 1))
    p.clock.move(timedelta(days=1))
    declined = asked()
    decline = lambda: confirming.decline_booking(p.at(ANA), ana, declined, 1, WORDS)  # noqa: E731
    p.act("confirming.decline_booking", decline)
    asked()
    p.clock.move(timedelta(days=1))
    p.act("confirming.expire_unconfirmed", lambda: confirming.expire_unconfirmed(p.desk))
    _book_instantly(p, ana.id, instantly=True)


def _book_instantly(p: Programme, mentor_id: int, *, instantly: bool) -> None:
    with p.store.write() as tx:
        mentor = tx.mentors.get(mentor_id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, schedule=replace(mentor.schedule, instant_booking=instantly)))


def _policies(p: Programme) -> None:
    olga, desk = p.person(OLGA), p.at(OLGA)
    shown = policies.propose_policy(desk, olga, "hold_minutes", 11)
    p.act("policies.carry_out", lambda: policies.carry_out(desk, olga, shown.draft))
    p.act("policies.adopt", lambda: policies.adopt(p.desk, Policies(hold_minutes=11, slot_interval=15)))
    policies.carry_out(desk, olga, policies.propose_preset(desk, olga, "default").draft)


def _interventions(p: Programme) -> None:
    """Olga acts on a session of Ana's and Ben's; what is above the limit Cleo decides, or nobody."""
    olga, desk = p.person(OLGA), p.at(OLGA)
    start = p.clock.now() + timedelta(days=40)
    session = a_session(p.person(ANA).id, p.person(BEN).id, start, rate=10**6)
    cleo = replace(olga, id=new_id(p.clock.now()), name="Cleo", addresses=())
    with p.store.write() as tx:
        tx.sessions.add(session)
        tx.people.add(cleo)
    p.act("interventions.notes.add_note", lambda: notes.add_note(desk, olga, session.id, WORDS))
    for use_case, decide in (
        ("interventions.refunds.approve", lambda entry: refunds.approve(desk, cleo, entry)),
        ("interventions.refunds.decline", lambda entry: refunds.decline(desk, cleo, entry)),
        ("interventions.refunds.withdraw", lambda entry: refunds.withdraw(desk, olga, entry)),
        ("interventions.refunds.expire_waiting", lambda _: _in_three_days(p)),
    ):
        wish = RefundWish(WORDS, RefundKind.PARTIAL, 20_000)
        shown = planning.plan(desk, olga, session.id, 1, wish)
        carry_out = lambda: planning.carry_out(desk, olga, session.id, shown.draft)  # noqa: B023, E731
        p.act("interventions.planning.carry_out", carry_out)
        with p.store.read() as tx:
            entry = tx.ledger.of(session.id)[-1].id
        p.act(use_case, lambda: decide(entry))  # noqa: B023


def _jobs(p: Programme) -> None:
    """Olga writes to those concerned by all sessions, stops it, and cancels what is ahead."""
    olga, desk = p.person(OLGA), p.at(OLGA)
    with p.store.write() as tx:
        tx.sessions.add(a_session(p.person(ANA).id, p.person(BEN).id, p.clock.now() + timedelta(days=50)))
    written = jobs_planning.plan_message(desk, olga, 0, MessageWish(WORDS)).job.id
    p.act("jobs.running.confirm", lambda: running.confirm(desk, olga, written, None))
    p.act("jobs.running.stop", lambda: running.stop(desk, olga, written))
    cancelled = jobs_planning.plan_cancel(desk, olga, 0, CancelWish(WORDS)).job.id
    p.act("jobs.running.confirm", lambda: running.confirm(desk, olga, cancelled, None))
    p.act("jobs.running.carry_on", lambda: running.carry_on(p.desk, cancelled))


def _in_three_days(p: Programme) -> int:
    p.clock.move(timedelta(days=3))
    return refunds.expire_waiting(p.desk)


def _moves(p: Programme) -> None:
    """Ben and Ana move a session, and leave four as they are."""
    ana, ben = p.person(ANA), p.person(BEN)
    noon = p.clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    days = iter(day for day in range(3, 20) if (noon + timedelta(days=day)).weekday() < 5)

    def asks(who: Person, use_case: str = "reschedule_requests.propose") -> tuple[Session, int]:
        start = noon + timedelta(days=next(days))
        session = a_session(ana.id, ben.id, start, topic=Topic(WORDS, WORDS))
        with p.store.write() as tx:
            tx.sessions.add(session)
        by, later = p.at(ANA if who is ana else BEN), start + timedelta(hours=1)
        if use_case == "reschedule_requests.propose":
            p.act(
                use_case, lambda: reschedule_requests.propose(by, who, session.id, 1, 0, later, 30, WORDS)
            )
        else:
            p.act(use_case, lambda: reschedule_requests.let_them_choose(by, who, session.id, 1, WORDS))
        with p.store.read() as tx:
            return session, tx.reschedules.of([session.id])[session.id][0].id

    session, asked = asks(ben)
    later = session.starts_at + timedelta(hours=2)
    p.act(
        "reschedule_requests.propose",
        lambda: reschedule_requests.propose(p.at(ANA), ana, session.id, 1, 1, later, 30, WORDS),
    )
    p.act("rescheduling.accept", lambda: rescheduling.accept(p.at(BEN), ben, asked, 2))
    for who, by, use_case, deed in (
        (ben, ANA, "rescheduling.decline", rescheduling.decline),
        (ana, ANA, "rescheduling.withdraw", rescheduling.withdraw),
    ):
        _, asked = asks(
            who, "reschedule_requests.propose" if who is ben else "reschedule_requests.let_them_choose"
        )
        p.act(use_case, lambda: deed(p.at(by), p.person(by), asked, 1))  # noqa: B023
    _, asked = asks(ana)
    p.act("rescheduling.call_off", lambda: rescheduling.call_off(p.at(BEN), ben, asked, 1, WORDS))
    asks(ben)
    p.clock.move(timedelta(days=2))
    p.act("rescheduling.expire_overdue", lambda: rescheduling.expire_overdue(p.desk))


def _notices(p: Programme) -> None:
    olga, desk, outbox = p.person(OLGA), p.at(OLGA), SqlOutbox(p.store)
    for use_case, deed in (("failures.retry", failures.retry), ("failures.dismiss", failures.dismiss)):
        lost = a_notice(p.person(BEN).id, p.clock.now() - timedelta(days=400), Kind.WELCOME)
        with p.store.write() as tx:
            tx.notices.add([lost])
        p.clock.move(timedelta(minutes=5))
        claimed = [each for each in outbox.claim("me", 100, timedelta(minutes=1)) if each.id == lost.id]
        outbox.record("me", [Ended(each, "dead", "blocked") for each in claimed])
        p.act(use_case, lambda: deed(desk, olga, lost.id))  # noqa: B023
    for key, use_case, deed in (
        ("first", "failures.retry_delivery", failures.retry_delivery),
        ("second", "failures.dismiss_delivery", failures.dismiss_delivery),
    ):
        seq = set_aside(p.store, p.clock, key)
        p.act(use_case, lambda: deed(desk, olga, seq))  # noqa: B023


def _admin_channels(p: Programme) -> None:
    olga, desk, place = p.person(OLGA), p.at(OLGA), admin_channels.Place("slack", "T1", "C1")

    def opened() -> int:
        asked = admin_channels.ask(desk, olga, place)
        p.act("admin_channels.confirm", lambda: admin_channels.confirm(desk, olga, asked.id))
        return asked.id

    first = opened()
    p.act("admin_channels.remove", lambda: admin_channels.remove(desk, olga, first))
    opened()
    p.act("admin_channels.remove_here", lambda: admin_channels.remove_here(desk, olga, place))
    opened()
    p.act("admin_channels.close", lambda: admin_channels.close(p.desk, "slack", "C1"))


@pytest.mark.spec("SAF-5")
def test_each_of_them_tells_what_it_did(programme: Programme) -> None:
    for use_case, action in TOLD.items():
        assert action in [entry.action for entry in programme.log.get(use_case, ())], use_case


@pytest.mark.spec("SAF-5")
def test_each_entry_has_actor_place_change_and_the_policies_in_force(programme: Programme) -> None:
    with programme.store.read() as tx:
        finally_in_force = tx.policies()
    for use_case, entries in programme.log.items():
        for entry in entries:
            told = f"{use_case}: {entry}"
            if use_case in BY_ITSELF:
                assert (entry.actor, entry.platform) == (None, "parley"), told
            elif use_case == "jobs.running.carry_on":
                assert entry.actor is not None, told
                assert entry.platform == "parley", told
            else:
                assert entry.actor is not None, told
                assert (entry.platform, entry.workspace) == ("slack", "T1"), told
            assert entry.before or entry.after or entry.action == "MENTOR_PROFILE_CHANGED", told
            assert entry.before or entry.action not in CHANGES, told
            about_one = entry.action.startswith(("SESSION_", "ADMIN_", "PAYMENT_", "REFUND_"))
            assert (entry.session is not None) == about_one, told
            assert (entry.council is not None) == entry.action.startswith("COUNCIL_"), told
            assert entry.policies is not None, told
            others = {"hold_minutes": 11} if use_case in {"policies.carry_out", "policies.adopt"} else {}
            others |= {"slot_interval": 15} if use_case == "policies.adopt" else {}
            in_force = finally_in_force.model_copy(update=others)
            assert Policies.model_validate_json(entry.policies) == in_force, told
            assert "plans_that_book" in entry.policies, (
                "in full: the defaults of another version may differ"
            )


@pytest.mark.spec("SAF-5", "CHT-6")
def test_admins_read_in_words_what_is_recorded_of_a_session(programme: Programme) -> None:
    recorded = {
        entry.action for entries in programme.log.values() for entry in entries if entry.session is not None
    }
    assert recorded <= RECORDED.keys()
    assert {*_named_in_core(), *_COMPOSED} == RECORDED.keys()


_ABOUT_A_SESSION = re.compile(r"(?:SESSION|ADMIN|PAYMENT|REFUND)_[A-Z_]*[A-Z]")
_COMPOSED = {
    *(
        f"SESSION_RESCHEDULE_{each.name}"
        for each in RequestStatus
        if each not in {*OPEN, RequestStatus.ACCEPTED}
    ),
    *(f"SESSION_RECORDING_{each}" for each in ("AGREED", "REFUSED", "OPENED")),
    *(f"ADMIN_REFUND_{each}" for each in ("APPROVED", "DECLINED", "WITHDRAWN")),
    *(
        f"REFUND_{each.upper()}"
        for each in (RefundStatus.PENDING, RefundStatus.PROCESSED, RefundStatus.FAILED)
    ),
}


def _named_in_core() -> Iterator[str]:
    """The names of what the log keeps of a session that stand in core as they are recorded."""
    for source in Path(usecases.__file__).parents[1].rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Constant) and _ABOUT_A_SESSION.fullmatch(str(node.value)):
                yield str(node.value)


@pytest.mark.spec("SAF-5", "SAF-6")
def test_no_entry_has_names_or_words(programme: Programme) -> None:
    for entries in programme.log.values():
        for entry in entries:
            values = [*(entry.before or {}).values(), *(entry.after or {}).values()]
            for value in values:
                assert not any(name in str(value) for name in (*NAMES, WORDS, "secret")), entry
