"""The forms: which fields each purpose asks for, and which intention its submission carries out."""

from dataclasses import replace
from typing import assert_never

from bot.actions import Action
from bot.actions.availability import (
    AddException,
    CancelOutside,
    ConnectCalendar,
    EditDay,
    EditMentorProfile,
    EditRules,
    TypeHours,
)
from bot.actions.booking import Describe, FilterMentors, SearchMentors
from bot.actions.councils import CouncilFormAction
from bot.actions.life import LifeFormAction
from bot.actions.members import EditQuiet
from bot.actions.sessions import CancelSession
from bot.councils import dispatch as councils
from bot.forms import calendars as calendar_forms
from bot.forms import mentors as mentor_forms
from bot.forms import quiet_hours
from bot.forms import schedules as schedule_forms
from bot.forms.topics import topic_fields, topic_of
from bot.life import dispatch as life
from bot.pieces import length
from bot.tokens import from_token
from bot.ui import Card, Field, Form, Layout, Message, Outcome, SelectField, TextField
from bot.views.availability import availability_card
from bot.views.booking import review_card
from bot.views.cancelling import cancel_intro, cancelled_card
from bot.views.previews import preview_card
from bot.views.replacements import left_card
from bot.views.session_facts import REASONS
from core.cancelling import NOTE_LIMIT
from core.desk import Desk
from core.drafts import Draft
from core.errors import Refusal
from core.mentors import Mentor
from core.people import Person
from core.sessions import CancelReason
from core.usecases import booking, cancelling, changes, mentoring
from core.usecases.replacing import Left

FormAction = (
    Describe
    | CancelSession
    | CancelOutside
    | EditDay
    | AddException
    | EditRules
    | TypeHours
    | ConnectCalendar
    | EditMentorProfile
    | EditQuiet
    | SearchMentors
    | FilterMentors
    | LifeFormAction
    | CouncilFormAction
)


class ClosedForm(Exception):  # noqa: N818
    """The form's purpose is no longer understood."""


def purpose_of(draft: Draft) -> FormAction:
    """The action a draft serves; raises ClosedForm."""
    action: Action = from_token(draft.purpose)
    if not isinstance(action, FormAction):
        raise ClosedForm(draft.purpose)
    return action


def form_of(desk: Desk, person: Person, draft: Draft) -> Form:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    purpose = purpose_of(draft)
    title, submit, intro, fields = _layout(desk, person, purpose)
    filled = tuple(replace(each, initial=draft.values.get(each.name, each.initial)) for each in fields)
    return Form(draft.id, title, submit, filled, intro)


def check(desk: Desk, person: Person, purpose: FormAction) -> None:
    """Raise the refusal that stands against opening the form."""
    _layout(desk, person, purpose)


def send_in(desk: Desk, person: Person, purpose: FormAction, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals, and FieldRefused for what is wrong with a field."""
    if isinstance(purpose, LifeFormAction):
        return life.send_in(desk, person, purpose, values)
    if isinstance(purpose, CouncilFormAction):
        return councils.send_in(desk, person, purpose, values)
    match purpose:
        case Describe(hold):
            minutes = int(values.get("minutes") or booking.review(desk, person, hold).hold.minutes)
            return Message(review_card(booking.describe(desk, person, hold, topic_of(values), minutes)))
        case CancelSession(session, revision):
            return Message(_cancelled(_cancel(desk, person, session, revision, values)))
        case CancelOutside(change, session, revision):
            cancelled = _cancel(desk, person, session, revision, values)
            try:
                preview = changes.look(desk, person, change)
            except Refusal:
                return Message(_cancelled(cancelled))
            title = cancelled.view.session.topic.title
            done = "is left to another mentor" if isinstance(cancelled, Left) else "is cancelled"
            return Message(preview_card(preview, f"“{title}” {done}."))
        case EditDay() | AddException() | EditRules() | TypeHours():
            return schedule_forms.send_in(desk, person, purpose, values)
        case ConnectCalendar():
            return calendar_forms.send_in(desk, person, values)
        case EditMentorProfile():
            own = mentoring.set_profile(
                desk,
                person,
                headline=values.get("headline", ""),
                bio=values.get("bio", ""),
                tags=values.get("tags", ""),
            )
            return Message(availability_card(own, "What mentees read about you is set."))
        case EditQuiet():
            return Message(quiet_hours.set_quiet(desk, person, values.get("quiet", "")))
        case SearchMentors():
            return Message(mentor_forms.searched(desk, person, values))
        case FilterMentors(search, soonest):
            return Message(mentor_forms.filtered(desk, person, values, search, soonest=soonest))
    assert_never(purpose)


def _layout(desk: Desk, person: Person, purpose: FormAction) -> Layout:
    if isinstance(purpose, LifeFormAction):
        return life.layout(desk, person, purpose)
    if isinstance(purpose, CouncilFormAction):
        return councils.layout(desk, person, purpose)
    match purpose:
        case Describe(hold):
            return ("Session details", "Review", (), _details(booking.review(desk, person, hold)))
        case (
            CancelSession(session=session, revision=revision)
            | CancelOutside(session=session, revision=revision)
        ):
            view = cancelling.cancellation(desk, person, session, revision)
            required = view.policies.require_cancellation_reason
            options = tuple((reason.value, label) for reason, label in REASONS.items())
            return (
                "Cancel session",
                "Cancel it",
                cancel_intro(view),
                (
                    SelectField("reason", "Reason", options, required=required),
                    TextField("note", "In your words", required=False, multiline=True, limit=NOTE_LIMIT),
                ),
            )
        case EditDay() | AddException() | EditRules() | TypeHours():
            return schedule_forms.layout(desk, person, purpose)
        case ConnectCalendar():
            return calendar_forms.layout(desk, person)
        case EditMentorProfile():
            return "About you", "Save", (), _profile_fields(mentoring.availability(desk, person).mentor)
        case EditQuiet():
            return quiet_hours.layout(person)
        case SearchMentors():
            return ("Search mentors", "Search", (), mentor_forms.search_fields())
        case FilterMentors(search):
            return ("Filter mentors", "Show", (), mentor_forms.filter_fields(desk, search))
    assert_never(purpose)


def _profile_fields(mentor: Mentor) -> tuple[Field, ...]:
    limits, topics = mentoring.PROFILE_LIMITS, ", ".join(mentor.tags)
    return (
        TextField(
            "headline", "Headline", required=False, initial=mentor.headline, limit=limits["headline"]
        ),
        TextField(
            "tags",
            "Topics",
            required=False,
            initial=topics,
            limit=limits["tags"],
            hint="Separated by commas",
        ),
        TextField(
            "bio", "About you", required=False, multiline=True, initial=mentor.bio, limit=limits["bio"]
        ),
    )


def _details(held: booking.Held) -> tuple[Field, ...]:
    about = topic_fields(held.hold.topic)
    if len(held.durations) == 1:
        return about
    lengths = tuple((str(minutes), length(minutes)) for minutes in held.durations)
    fits = SelectField("minutes", "Length", lengths, str(held.hold.minutes), hint="What fits at this time")
    return (fits, *about)


def _cancel(
    desk: Desk, person: Person, session: int, revision: int, values: dict[str, str]
) -> cancelling.Cancelled | Left:
    why = CancelReason(values["reason"]) if values.get("reason") else None
    return cancelling.cancel_session(desk, person, session, revision, why, values.get("note", ""))


def _cancelled(done: cancelling.Cancelled | Left) -> Card:
    return left_card(done) if isinstance(done, Left) else cancelled_card(done)
