"""The one table: which subject carries out an action."""

from itertools import chain
from typing import Any, get_args

from bot.accounts.talk import ACCOUNTS
from bot.actions import CODES, Action, forms
from bot.admin_channels.talk import ADMIN_CHANNELS
from bot.admin_sessions.talk import ADMIN_SESSIONS
from bot.aftermath.talk import AFTERMATH
from bot.availability.talk import AVAILABILITY
from bot.booking.talk import BOOKING
from bot.calendars.talk import CALENDARS
from bot.chats.talk import CHATS
from bot.confirming.talk import CONFIRMING
from bot.councils.calling import CALLING
from bot.councils.deciding import DECIDING
from bot.councils.looking import LOOKING
from bot.councils.own import OWN
from bot.councils.polling import POLL
from bot.councils.taking_part import TAKING_PART
from bot.delivery.talk import DELIVERY
from bot.deputies.talk import deputising
from bot.disputes.talk import DISPUTES
from bot.help.talk import HELP
from bot.interventions.talk import INTERVENTIONS
from bot.jobs.talk import JOBS
from bot.mail.talk import MAIL
from bot.members.talk import MEMBERS
from bot.mentor_settings.talk import MENTOR_SETTINGS
from bot.mentors.talk import MENTORS
from bot.own_data.talk import OWN_DATA
from bot.payments.talk import PAYMENTS
from bot.policies.talk import POLICIES
from bot.profile.talk import PROFILE
from bot.programme.talk import PROGRAMME
from bot.recordings.talk import RECORDINGS
from bot.replacing.talk import REPLACING
from bot.rescheduling.talk import RESCHEDULING
from bot.schedule.talk import SCHEDULE
from bot.sessions.talk import SESSIONS
from bot.statistics.talk import STATISTICS
from bot.subject import Subject
from bot.subscriptions.talk import SUBSCRIPTIONS
from bot.workspaces.talk import WORKSPACES

SUBJECTS: tuple[Subject[Any, Any], ...] = (
    HELP, PROFILE, ACCOUNTS, MENTORS, BOOKING, PAYMENTS, SESSIONS, CHATS, CONFIRMING, RESCHEDULING, REPLACING,
    AFTERMATH, DISPUTES, SCHEDULE, LOOKING, CALLING, OWN, POLL, DECIDING, TAKING_PART,
    AVAILABILITY, CALENDARS, POLICIES, MEMBERS, DELIVERY, INTERVENTIONS, deputising(lambda kind: OF_KIND[kind]),
    ADMIN_SESSIONS, SUBSCRIPTIONS, PROGRAMME, STATISTICS, ADMIN_CHANNELS, MENTOR_SETTINGS, JOBS, MAIL, OWN_DATA,
    RECORDINGS, WORKSPACES,
)  # fmt: skip
OF_KIND: dict[type[Action], Subject[Any, Any]] = {
    kind: subject for subject in SUBJECTS for kind in (*subject.presses(), *subject.forms())
}
FORMS = frozenset(kind for subject in SUBJECTS for kind in subject.forms())
"""The kinds that open a form; those about an open form, in `bot.actions.forms`, are carried out by `bot.form_flow`."""

_carried_out = [
    *chain.from_iterable((*s.presses(), *s.forms()) for s in SUBJECTS),
    *get_args(forms.Presses),
]
if sorted(map(repr, _carried_out)) != sorted(map(repr, CODES.values())):
    message = f"carried out by no subject or by several: {set(_carried_out) ^ set(CODES.values())}"
    raise TypeError(message)
