"""How each kind of notice is shown: one row says all of it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.notices import (
    accounts,
    aftermath,
    channels,
    chats,
    councils,
    handed_out,
    interventions,
    jobs,
    mail,
    own_data,
    payments,
    people,
    recordings,
    reschedules,
    rooms,
    sessions,
    settled,
)
from bot.notices.moment import Moment
from bot.sentences import Msg, msg
from bot.ui import Card
from core.notices import Kind
from core.usecases.councils.views import CouncilView
from core.usecases.session_views import SessionView


@dataclass(frozen=True, slots=True)
class Shown:
    """A kind's `name` in the list of what was not delivered (None: it never stands there), and what draws it.

    That depends on what the notice is about: a `session` for one of its parties, a `council`, or its `person` alone.
    """

    kind: Kind
    name: Msg | None
    session: Callable[[Moment, SessionView], Card] | None = None
    council: Callable[[Moment, CouncilView], Card] | None = None
    person: Callable[[Moment], Card] | None = None


_ROWS = (
    Shown(Kind.WELCOME, msg("About the welcome"), person=people.welcome),
    Shown(Kind.ROLE_CHANGED, msg("About a change of role"), person=people.role_changed),
    Shown(Kind.PLAN_CHANGED, msg("About a change of plan"), person=people.plan_changed),
    Shown(Kind.PLAN_ASKED, msg("About a member who asks for a plan"), person=people.plan_asked),
    Shown(Kind.DECIDED, msg("About a warning or a suspension"), person=people.decided),
    Shown(Kind.HOURS_CHANGED, msg("About a change of hours"), person=people.hours_changed),
    Shown(Kind.SETTINGS_CHANGED, msg("About a change of a mentor's page"), person=people.settings_changed),
    Shown(Kind.ACCOUNT_LINKING, msg("About linking two accounts"), person=accounts.linking_asked),
    Shown(Kind.ACCOUNTS_CHANGED, msg("About linked accounts"), person=accounts.changed),
    Shown(Kind.HANDED_OUT, None, person=handed_out.answered),
    Shown(Kind.BOOKED, msg("About a booking"), session=sessions.booked),
    Shown(Kind.CANCELLED, msg("About a cancellation"), session=sessions.cancelled),
    Shown(Kind.EDITED, msg("About a change of what a session is about"), session=sessions.edited),
    Shown(Kind.LATE, msg("About somebody who comes later"), session=sessions.late),
    Shown(Kind.REQUESTED, msg("About a booking to accept"), session=sessions.requested),
    Shown(
        Kind.REQUEST_SENT, msg("About a booking that waits for its mentor"), session=sessions.request_sent
    ),
    Shown(Kind.REQUEST_PROMPT, msg("About a booking to accept"), session=sessions.request_prompt),
    Shown(Kind.REQUEST_ENDED, msg("About a booking that was not accepted"), session=sessions.request_ended),
    Shown(Kind.RESCHEDULE_ASKED, msg("About a request to move a session"), session=reschedules.asked),
    Shown(Kind.RESCHEDULE_SENT, msg("About a request to move a session"), session=reschedules.sent),
    Shown(Kind.RESCHEDULE_PROMPT, msg("About a request to move a session"), session=reschedules.prompt),
    Shown(
        Kind.RESCHEDULE_ENDED,
        msg("About the end of a request to move a session"),
        session=reschedules.ended,
    ),
    Shown(Kind.RESCHEDULED, msg("About a session that was moved"), session=reschedules.rescheduled),
    Shown(Kind.RECORDING, msg("About recording a session"), session=recordings.news),
    Shown(Kind.UNDONE, msg("About a change that the rules forbid"), session=rooms.undone),
    Shown(Kind.MENTOR_LEFT, msg("About a cancellation"), session=sessions.mentor_left),
    Shown(Kind.REASSIGNED, msg("About a mentor who cancelled"), session=sessions.reassigned),
    Shown(Kind.REASSIGNMENT_PROMPT, msg("About a mentor who cancelled"), session=sessions.prompt_to_choose),
    Shown(Kind.REASSIGNMENT_SETTLED, msg("About another mentor for a session"), session=sessions.chosen),
    Shown(Kind.ASSIGNED, msg("About a session of another mentor's"), session=sessions.assigned),
    Shown(Kind.FEEDBACK, msg("About feedback"), session=aftermath.feedback),
    Shown(Kind.ATTENDANCE, msg("About whether a session took place"), session=aftermath.attendance),
    Shown(Kind.NO_SHOW, msg("About somebody who did not come"), session=aftermath.no_show),
    Shown(Kind.UNCONFIRMED, msg("About a session that nobody confirmed"), person=aftermath.unconfirmed),
    Shown(Kind.DISPUTED, msg("About a dispute"), person=aftermath.disputed),
    Shown(Kind.DISPUTE_URGENT, msg("About a pressing dispute"), person=aftermath.urgent),
    Shown(Kind.DISPUTE_NEWS, msg("About news of a dispute"), person=aftermath.news),
    Shown(Kind.REPORTED, msg("About a problem that was reported"), session=aftermath.reported),
    Shown(Kind.REPORT_ASKED, msg("About a question of an admin’s"), session=aftermath.report_asked),
    Shown(Kind.REPORT_CLOSED, msg("About the end of a report"), session=aftermath.report_closed),
    Shown(Kind.DISPUTE_CLOSED, msg("About the end of a dispute"), session=aftermath.dispute_closed),
    Shown(Kind.SUPPORT, msg("About what support did"), session=interventions.support),
    Shown(Kind.ALLOWED, msg("About an exception"), session=interventions.allowed),
    Shown(Kind.REFUND_WAITS, msg("About a refund to approve"), person=interventions.refund_waits),
    Shown(Kind.REFUND_DECIDED, msg("About a refund"), person=interventions.refund_decided),
    Shown(Kind.PAYMENT_DUE, msg("About a session to be paid for"), session=payments.due),
    Shown(Kind.PAYMENT_ENDED, msg("About a session that was not paid for"), session=payments.ended),
    Shown(Kind.PAYMENT_RETURNED, msg("About a payment that goes back"), session=payments.returned),
    Shown(Kind.PAYMENT_SAFE, msg("About a payment that is safe"), session=payments.safe),
    Shown(Kind.PAYMENT_ALERT, msg("About a payment that needs an admin"), person=payments.alert),
    Shown(Kind.REFUND_CHANGED, msg("About a refund"), session=payments.refund_changed),
    Shown(Kind.REFUND_FAILED, msg("About a refund that has failed"), person=payments.refund_failed),
    Shown(Kind.REFUNDS_WAIT, msg("About refunds to approve"), person=jobs.refunds_wait),
    Shown(Kind.REFUNDS_DECIDED, msg("About refunds that were approved"), person=jobs.refunds_decided),
    Shown(Kind.ANNOUNCEMENT, msg("About a message from the programme"), person=jobs.announcement),
    Shown(Kind.REMINDER, msg("About a reminder"), session=sessions.reminder, council=councils.reminder),
    Shown(Kind.JOIN, msg("About a join link"), session=sessions.join, council=councils.join),
    Shown(Kind.CHAT_TEXT, msg("About what was written in a chat"), session=chats.text),
    Shown(Kind.CHAT_TURN, msg("About who has left a chat"), session=chats.turn),
    Shown(Kind.CHAT_LOST, msg("About what was not passed on"), session=chats.lost),
    Shown(Kind.CHAT_CLOSED, msg("About the end of a chat"), session=chats.closed),
    Shown(Kind.SETTLE, None, session=settled.settled, person=people.settled),
    Shown(Kind.CALENDAR_LOST, msg("About a calendar that cannot be read"), person=people.calendar_lost),
    Shown(Kind.CALENDAR_BACK, msg("About a calendar that can be read again"), person=people.calendar_back),
    Shown(
        Kind.CALENDAR_UNREADABLE,
        msg("About entries of a calendar that cannot be read"),
        person=people.calendar_unreadable,
    ),
    Shown(
        Kind.MENTOR_UNREACHABLE,
        msg("About a mentor out of reach"),
        session=sessions.mentor_unreachable,
        person=people.mentor_unreachable,
    ),
    Shown(
        Kind.MENTOR_REACHABLE,
        msg("About a mentor who is back"),
        session=sessions.mentor_reachable,
        person=people.mentor_reachable,
    ),
    Shown(Kind.HOME, None, person=people.home),
    Shown(Kind.ERASURE, msg("About the erasing of their data"), person=own_data.erasure),
    Shown(Kind.MAIL_REFUSED, msg("About an e-mail address that takes no mail"), person=mail.refused),
    Shown(Kind.MAIL_BROKEN, msg("About mail that does not work"), person=mail.broken),
    Shown(Kind.UNDELIVERABLE, msg("About failed messages"), person=people.undelivered),
    Shown(Kind.ROOMS_LATE, msg("About meeting rooms that came late"), person=rooms.late),
    Shown(Kind.CHANNEL_OPENED, msg("About a new admin channel"), person=channels.opened),
    Shown(
        Kind.WORKSPACE_CLOSED, msg("About a workspace that removed me"), person=channels.workspace_closed
    ),
    Shown(Kind.CHANNEL_CLOSED, msg("About an admin channel that was closed"), person=channels.closed),
    Shown(Kind.ALARM, msg("About an alarm"), person=people.alarm),
    Shown(Kind.WEEKLY_SUMMARY, msg("About the week of the programme"), person=people.weekly_summary),
    Shown(Kind.COUNCIL_OPEN, msg("About a new council"), council=councils.opened),
    Shown(Kind.COUNCIL_POLL, msg("About a council's poll"), council=councils.poll),
    Shown(Kind.COUNCIL_NUDGE, msg("About a council's poll"), council=councils.nudge),
    Shown(Kind.COUNCIL_PROGRESS, msg("About how far a council's poll is"), council=councils.progress),
    Shown(Kind.COUNCIL_ALERT, msg("About a council that needs its coordinator"), council=councils.alert),
    Shown(Kind.COUNCIL_CONFIRMED, msg("About a council that was confirmed"), council=councils.confirmed),
    Shown(Kind.COUNCIL_CHANGED, msg("About other mentors of a council"), council=councils.changed),
    Shown(Kind.COUNCIL_MOVED_UP, msg("About a place in a council"), council=councils.moved_up),
    Shown(
        Kind.COUNCIL_PREPARATION, msg("About what to prepare for a council"), council=councils.preparation
    ),
    Shown(Kind.COUNCIL_CANCELLED, msg("About a council that was called off"), council=councils.cancelled),
    Shown(Kind.COUNCIL_FAILED, msg("About a council that did not come about"), council=councils.failed),
    Shown(Kind.COUNCIL_EDIT, None, council=councils.as_it_is_now),
)
SHOWN = {row.kind: row for row in _ROWS}
