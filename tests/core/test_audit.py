"""The audit log tells of every use case that writes: who, from where, before, after, and by which policies."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.admin_sessions.recorded import RECORDED
from core import usecases
from core.clock import Clock
from core.policies import Policies
from core.refunds import RefundStatus
from core.reschedules import OPEN, RequestStatus
from storage.store import SqlStore, open_store
from tests.conftest import MORNING
from tests.core import audited_admins, audited_people, audited_sessions, council_deeds
from tests.core.audited import ANA, BEN, NAMES, OLGA, WORDS, Programme
from tests.databases import Databases, lent

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
    audited_people.of_people(programme)
    audited_people.of_availability(programme)
    audited_sessions.of_sessions(programme)
    audited_sessions.of_aftermath(programme)
    audited_sessions.of_replacements(programme)
    audited_sessions.of_confirmations(programme)
    audited_sessions.of_moves(programme)
    audited_admins.of_notices(programme)
    audited_admins.of_admin_channels(programme)
    audited_admins.of_policies(programme)
    audited_admins.of_interventions(programme)
    audited_admins.of_payments(programme)
    audited_admins.of_jobs(programme)
    audited_sessions.of_elsewhere(programme)
    audited_sessions.of_recordings(programme)
    council_deeds.Deeds(programme, OLGA, ANA, BEN, WORDS).all()
    audited_people.of_erasing(programme)
    audited_people.of_workspaces(programme)
    return programme


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
