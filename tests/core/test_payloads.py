"""What a notice carries: read as every version has kept it, and kept so that every version reads it."""

import pytest

from core.notices import TOLD, Kind, Payload, Receipt, kinds_that
from core.payloads import PAYLOADS, Alarm, Editing, read, stored

MESSAGE = {"platform": "slack", "workspace": "T1", "channel": "D1", "message": "1700.1"}
KEPT: list[tuple[Kind, dict[str, str]]] = [
    (Kind.WELCOME, {}),
    (Kind.ROLE_CHANGED, {"role": "mentor", "granted": "1"}),
    (Kind.ROLE_CHANGED, {"role": "admin", "granted": "0"}),
    (Kind.PLAN_CHANGED, {"plan": "council"}),
    (Kind.PLAN_ASKED, {"member": "286769597866931762"}),
    (Kind.DECIDED, {"decision": "286769597866931762"}),
    (Kind.HOURS_CHANGED, {"by": "286769597866931762"}),
    (Kind.SETTINGS_CHANGED, {"by": "286769597866931762", "settings": "rate,verified"}),
    (Kind.HANDED_OUT, {"what": "link", "mark": "286769597866931762"}),
    (Kind.BOOKED, {}),
    (Kind.CANCELLED, {}),
    (Kind.EDITED, {"fields": "title,location"}),
    (Kind.LATE, {}),
    (Kind.UNDONE, {"channel": "calendly", "by": "5", "moved": "1"}),
    (Kind.LATE, {"late_by": "10"}),
    (Kind.RECORDING, {"news": "asked"}),
    (Kind.REQUESTED, {}),
    (Kind.REQUEST_SENT, {}),
    (Kind.REQUEST_PROMPT, {}),
    (Kind.REQUEST_ENDED, {}),
    (Kind.RESCHEDULE_ASKED, {"request": "9", "turn": "2"}),
    (Kind.RESCHEDULE_SENT, {"request": "9", "turn": "2"}),
    (Kind.RESCHEDULE_PROMPT, {"request": "9", "turn": "2"}),
    (Kind.RESCHEDULE_ENDED, {"request": "9"}),
    (Kind.RESCHEDULED, {"request": "9"}),
    (Kind.MENTOR_LEFT, {"found": "1"}),
    (Kind.MENTOR_LEFT, {"found": "0"}),
    (Kind.REASSIGNED, {"left": "7"}),
    (Kind.REASSIGNMENT_PROMPT, {}),
    (Kind.REASSIGNMENT_SETTLED, {}),
    (Kind.REASSIGNMENT_SETTLED, {"declined": "1"}),
    (Kind.ASSIGNED, {}),
    (Kind.FEEDBACK, {}),
    (Kind.ATTENDANCE, {}),
    (Kind.NO_SHOW, {}),
    (Kind.NO_SHOW, {"dispute": "5"}),
    (Kind.UNCONFIRMED, {}),
    (Kind.DISPUTED, {"dispute": "5"}),
    (Kind.DISPUTE_CLOSED, {"dispute": "5"}),
    (Kind.DISPUTE_URGENT, {"dispute": "5", "event": "6"}),
    (Kind.DISPUTE_NEWS, {"dispute": "5", "event": "6"}),
    (Kind.REPORTED, {"dispute": "5", "event": "6"}),
    (Kind.REPORT_ASKED, {"dispute": "5", "event": "6"}),
    (Kind.REPORT_CLOSED, {"dispute": "5", "event": "6"}),
    (Kind.SUPPORT, {"intervention": "5"}),
    (Kind.SUPPORT, {"refund": "5"}),
    (Kind.ALLOWED, {"intervention": "5"}),
    (Kind.REFUND_WAITS, {"refund": "5"}),
    (Kind.REFUNDS_WAIT, {"job": "5"}),
    (Kind.REFUNDS_DECIDED, {"job": "5"}),
    (Kind.ANNOUNCEMENT, {"job": "5"}),
    (Kind.REFUND_DECIDED, {"refund": "5"}),
    (Kind.CANCELLED, {"deputy": "5", "party": "6"}),
    (Kind.PAYMENT_DUE, {"starts_at": "2026-03-03 18:00:00+00:00"}),
    (Kind.PAYMENT_ENDED, {}),
    (Kind.PAYMENT_RETURNED, {"payment": "7"}),
    (Kind.PAYMENT_SAFE, {}),
    (
        Kind.PAYMENT_ALERT,
        {
            "trouble": "differs",
            "provider": "razorpay",
            "handle": "pay_1",
            "session": "7",
            "amount": "2500",
            "currency": "USD",
            "words": "why",
        },
    ),
    (Kind.REFUND_CHANGED, {"refund": "7"}),
    (Kind.REFUND_FAILED, {"refund": "7"}),
    (Kind.REMINDER, {"minutes": "1440"}),
    (Kind.JOIN, {"minutes": "15"}),
    (Kind.CHAT_TEXT, {"writer": "7", "is_first": "1"}),
    (Kind.CHAT_TURN, {"left": "1"}),
    (Kind.CHAT_LOST, {"written_at": "2026-03-05 20:00:00+00:00", "is_unsure": "1"}),
    (Kind.CHAT_CLOSED, {}),
    (Kind.SETTLE, MESSAGE),
    (Kind.SETTLE, {**MESSAGE, "workspace": "", "request": "9"}),
    (Kind.SETTLE, {**MESSAGE, "moved": "9"}),
    (Kind.SETTLE, {**MESSAGE, "dispute": "5"}),
    (Kind.SETTLE, {**MESSAGE, "feedback": "given"}),
    (Kind.SETTLE, {**MESSAGE, "accepted": "1"}),
    (Kind.CALENDAR_LOST, {"calendar": "3"}),
    (Kind.CALENDAR_BACK, {"calendar": "3"}),
    (Kind.CALENDAR_UNREADABLE, {"calendar": "3"}),
    (Kind.MENTOR_UNREACHABLE, {"mentor": "7"}),
    (Kind.MENTOR_REACHABLE, {"mentor": "7"}),
    (Kind.HOME, {}),
    (Kind.MAIL_REFUSED, {"address": "ana@example.org", "words": "550 nobody"}),
    (Kind.MAIL_REFUSED, {"address": "ana@example.org", "complained": "1"}),
    (Kind.MAIL_BROKEN, {"words": "535 wrong password"}),
    (Kind.UNDELIVERABLE, {}),
    (Kind.WEEKLY_SUMMARY, {}),
    (Kind.ALARM, {"found": "12", "0": "one", "1": "two", "2": "three"}),
    (Kind.ALARM, {"found": "1", "0": "one"}),
    (Kind.ALARM, {"delivery": "77"}),
    (Kind.ROOMS_LATE, {"channel": "zoom"}),
    (Kind.CHANNEL_OPENED, {}),
    (Kind.ACCOUNT_LINKING, {"link": "7"}),
    (Kind.ACCOUNTS_CHANGED, {"how": "joined"}),
    (Kind.ACCOUNTS_CHANGED, {"how": "lost", "platform": "telegram"}),
    (Kind.CHANNEL_CLOSED, {"platform": "slack", "title": "#admins"}),
    (Kind.CHANNEL_CLOSED, {"platform": "telegram"}),
    (Kind.ERASURE, {}),
    (Kind.WORKSPACE_CLOSED, {"platform": "slack", "workspace": "T1"}),
    (Kind.COUNCIL_OPEN, {}),
    (Kind.COUNCIL_POLL, {}),
    (Kind.COUNCIL_POLL, {"again": "1"}),
    (Kind.COUNCIL_NUDGE, {"step": "3"}),
    (Kind.COUNCIL_PROGRESS, {}),
    (Kind.COUNCIL_ALERT, {"why": "silent"}),
    (Kind.COUNCIL_CONFIRMED, {"as": "registrant"}),
    (Kind.COUNCIL_CONFIRMED, {"as": "mentor", "replaces": "7"}),
    (Kind.COUNCIL_CONFIRMED, {"as": "mentor", "joins": "1"}),
    (Kind.COUNCIL_CHANGED, {"out": "7"}),
    (Kind.COUNCIL_CHANGED, {"in": "8,9"}),
    (Kind.COUNCIL_CHANGED, {"out": "7", "in": "8"}),
    (Kind.COUNCIL_MOVED_UP, {}),
    (Kind.COUNCIL_PREPARATION, {}),
    (Kind.COUNCIL_CANCELLED, {}),
    (Kind.COUNCIL_FAILED, {}),
    (Kind.COUNCIL_EDIT, {**MESSAGE, "of": "council_poll"}),
]
"""As the versions wrote it that had no payloads."""


@pytest.mark.spec("NTF-1")
@pytest.mark.parametrize(("kind", "details"), KEPT)
def test_what_earlier_versions_kept_is_read_and_kept_alike(kind: Kind, details: dict[str, str]) -> None:
    payload = read(kind, details)

    assert type(payload) is PAYLOADS[kind]
    assert stored(payload) == details


def test_every_kind_has_a_row_a_payload_and_an_example() -> None:
    assert TOLD.keys() == PAYLOADS.keys() == {kind for kind, _ in KEPT} == set(Kind)


def test_kinds_that_edit_say_which_message() -> None:
    editing = {kind for kind, payload in PAYLOADS.items() if issubclass(payload, Editing)}
    payload = read(Kind.SETTLE, MESSAGE)

    assert editing == kinds_that(lambda told: told.edits)
    assert isinstance(payload, Editing)
    assert payload.receipt == Receipt("slack", "T1", "D1", "1700.1")


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (Kind.REMINDER, {}),
        (Kind.REMINDER, {"minutes": "soon"}),
        (Kind.COUNCIL_ALERT, {"why": "?"}),
        (Kind.SETTLE, {"platform": "slack"}),
    ],
)
def test_what_cannot_be_read_is_an_empty_payload(kind: Kind, details: dict[str, str]) -> None:
    assert read(kind, details) == Payload()


def test_an_alarm_quotes_what_there_is() -> None:
    assert Alarm.model_validate({"found": "2", "0": "one", "1": "two"}).quoted == ("one", "two")
