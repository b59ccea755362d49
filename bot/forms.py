"""The forms: which fields each purpose asks for, and which intention its submission carries out."""

from typing import assert_never

from bot.actions import (
    Action,
    AddException,
    CancelSession,
    Describe,
    EditDay,
    EditMentorProfile,
    EditRules,
    SearchMentors,
    from_token,
)
from bot.typed_hours import edits_of
from bot.ui import Field, Form, Message, Outcome, Part, SelectField, TextField
from bot.views.availability import availability_card, day_text
from bot.views.booking import mentors_card, review_card
from bot.views.common import MEETINGS, WEEKDAYS, length
from bot.views.sessions import REASONS, cancel_intro, cancelled_card
from core.desk import Desk
from core.drafts import Draft
from core.errors import HoursUnclear, Missing
from core.people import Person
from core.sessions import CancelReason, Meeting, Topic
from core.usecases import attending, booking, mentoring

FormAction = (
    Describe | CancelSession | EditDay | AddException | EditRules | EditMentorProfile | SearchMentors
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
    return Form(draft.id, title, submit, fields, intro)


def check(desk: Desk, person: Person, purpose: FormAction) -> None:
    """Raise the refusal that stands against opening the form."""
    _layout(desk, person, purpose)


def send_in(desk: Desk, person: Person, purpose: FormAction, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals, those about a field carry its name (see FIELD_OF)."""
    match purpose:
        case Describe(hold):
            minutes = int(values.get("minutes") or booking.review(desk, person, hold).hold.minutes)
            meeting = Meeting(values.get("meeting") or Meeting.VIDEO)
            location = values.get("location", "").strip()
            if meeting is Meeting.IN_PERSON and not location:
                raise Missing("location")
            topic = Topic(
                values.get("title", "").strip(), values.get("description", "").strip(), meeting, location
            )
            return Message(review_card(booking.describe(desk, person, hold, topic, minutes)))
        case CancelSession(session, revision):
            why = CancelReason(values["reason"]) if values.get("reason") else None
            note = values.get("note", "")
            return Message(
                cancelled_card(attending.cancel_session(desk, person, session, revision, why, note))
            )
        case EditDay(weekday):
            text = values.get("hours", "").strip() or "closed"
            blocks = text if text.casefold() != "closed" else "closed"
            edits = edits_of(f"{WEEKDAYS[weekday][:3]} {blocks}", desk, person)
            return Message(
                availability_card(mentoring.change(desk, person, edits), f"{WEEKDAYS[weekday]} is set.")
            )
        case AddException():
            kind, when = values.get("kind", "off"), values.get("when", "").strip()
            if not when:
                raise Missing("when")
            reason = values.get("reason", "").strip()
            edits = edits_of(f"{kind} {when} {reason}".strip(), desk, person)
            return Message(
                availability_card(mentoring.change(desk, person, edits), "The exception is set.")
            )
        case EditRules():
            limits = mentoring.Limits(*(_number(values, name) for name in _LIMITS))
            return Message(
                availability_card(mentoring.set_limits(desk, person, limits), "Your limits are set.")
            )
        case EditMentorProfile():
            own = mentoring.set_profile(
                desk,
                person,
                headline=values.get("headline", ""),
                bio=values.get("bio", ""),
                tags=values.get("tags", ""),
            )
            return Message(availability_card(own, "What mentees read about you is set."))
        case SearchMentors():
            return Message(
                mentors_card(booking.mentors(desk, person, values.get("search", "").strip(), 0), person)
            )
    assert_never(purpose)


def hours_field(purpose: FormAction) -> str:
    """The field of a form that typed hours and numbers stand in."""
    return {EditDay: "hours", AddException: "when"}.get(type(purpose), "buffer")


_LIMITS = ("buffer", "notice", "ahead", "week")


def _layout(
    desk: Desk, person: Person, purpose: FormAction
) -> tuple[str, str, tuple[Part, ...], tuple[Field, ...]]:
    match purpose:
        case Describe(hold):
            return ("Session details", "Review", (), _details(booking.review(desk, person, hold)))
        case CancelSession(session, revision):
            view = attending.cancellation(desk, person, session, revision)
            required = view.policies.require_cancellation_reason
            options = tuple((reason.value, label) for reason, label in REASONS.items())
            return (
                "Cancel session",
                "Cancel it",
                cancel_intro(view),
                (
                    SelectField("reason", "Reason", options, required=required),
                    TextField(
                        "note", "In your words", required=False, multiline=True, limit=attending.NOTE_LIMIT
                    ),
                ),
            )
        case EditDay(weekday):
            own = mentoring.availability(desk, person)
            day = mentoring.week_of(own.mentor.schedule, own.policies).days[weekday]
            hint = "Such as 9-12, 13-17, or closed"
            return (
                f"Hours on {WEEKDAYS[weekday]}",
                "Save",
                (),
                (TextField("hours", "Hours", initial=day_text(day).replace("–", "-"), hint=hint),),
            )
        case AddException():
            mentoring.availability(desk, person)
            return (
                "Days off",
                "Save",
                (),
                (
                    SelectField(
                        "kind", "What", (("off", "Off"), ("open", "Open at other hours")), initial="off"
                    ),
                    TextField("when", "When", hint="Such as 24-31 dec, tomorrow, 3 dec 14:00-16:00"),
                    TextField("reason", "Reason", required=False, limit=80, hint="Only you see it"),
                ),
            )
        case EditRules():
            return ("Limits", "Save", (), _limit_fields(mentoring.availability(desk, person)))
        case EditMentorProfile():
            mentor = mentoring.availability(desk, person).mentor
            return (
                "About you",
                "Save",
                (),
                (
                    TextField("headline", "Headline", required=False, initial=mentor.headline, limit=120),
                    TextField(
                        "tags",
                        "Topics",
                        required=False,
                        initial=", ".join(mentor.tags),
                        hint="Separated by commas",
                    ),
                    TextField(
                        "bio", "About you", required=False, multiline=True, initial=mentor.bio, limit=1000
                    ),
                ),
            )
        case SearchMentors():
            return ("Search mentors", "Search", (), (TextField("search", "Name or topic", limit=60),))
    assert_never(purpose)


def _details(held: booking.Held) -> tuple[Field, ...]:
    topic = held.hold.topic
    fields: list[Field] = []
    if len(held.durations) > 1:
        lengths = tuple((str(minutes), length(minutes)) for minutes in held.durations)
        fields.append(
            SelectField("minutes", "Length", lengths, str(held.hold.minutes), hint="What fits at this time")
        )
    meetings = tuple((meeting.value, label) for meeting, label in MEETINGS.items())
    return (
        *fields,
        SelectField("meeting", "Meeting", meetings, topic.meeting.value),
        TextField(
            "location",
            "Place",
            required=False,
            initial=topic.location,
            limit=booking.LOCATION_LIMIT,
            hint="For meeting in person",
        ),
        TextField("title", "Title", required=False, initial=topic.title, limit=booking.TITLE_LIMIT),
        TextField(
            "description",
            "What is it about?",
            required=False,
            multiline=True,
            initial=topic.description,
            limit=booking.DESCRIPTION_LIMIT,
        ),
    )


def _limit_fields(own: mentoring.OwnAvailability) -> tuple[Field, ...]:
    schedule = own.mentor.schedule
    return tuple(
        TextField(
            name, label, required=False, initial="" if value is None else str(value), limit=5, hint=hint
        )
        for name, label, value, hint in (
            ("buffer", "Buffer between sessions (minutes)", schedule.buffer_minutes, "Empty: none"),
            (
                "notice",
                "Minimum notice (minutes)",
                schedule.min_notice_minutes,
                f"Empty: {own.policies.min_notice_minutes}",
            ),
            (
                "ahead",
                "Bookable days ahead",
                schedule.max_days_ahead,
                f"Empty: {own.policies.max_days_ahead}",
            ),
            ("week", "Sessions a week at most", schedule.max_sessions_per_week, "Empty: no maximum"),
        )
    )


def _number(values: dict[str, str], name: str) -> int | None:
    text = values.get(name, "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise HoursUnclear("not_a_number", name)
    return int(text)
