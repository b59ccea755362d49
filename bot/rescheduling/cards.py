"""Choosing another time for a session, proposing it, and what whoever pressed is answered."""

from bot.actions.rescheduling import LetThemChoose, PickDay, PickTime, ProposeTime
from bot.actions.sessions import ShowSession
from bot.booking.free_times import free_days, free_times
from bot.labels import length, row, title_of, when, who
from bot.rescheduling.request_cards import allowance
from bot.sentences import label, msg, say, sentences
from bot.typed.command_words import own as own_command
from bot.ui import (
    Bold,
    Button,
    Card,
    Code,
    Field,
    Hint,
    Label,
    Layout,
    Paragraph,
    Part,
    SelectField,
    Show,
    Style,
    Text,
    TextField,
)
from core.cancelling import NOTE_LIMIT
from core.people import Role
from core.policies import CountRescheduleOn
from core.reschedules import RequestStatus, RescheduleAnswer, RescheduleRequest, counts_now
from core.sessions import Status
from core.usecases.reschedule_preview import ReschedulePreview, RescheduleTimes
from core.usecases.reschedule_requests import RescheduleAsked, RescheduleCountered
from core.usecases.reschedule_steps import Rescheduled
from core.usecases.rescheduling import CalledOff, RescheduleClosed
from core.usecases.session_views import SessionView

OFTEN = msg("Frequent rescheduling negatively impacts your Mentor Profile Rating.")
SENT = {
    Role.MENTOR: msg("Your request to reschedule to {time} has been sent to the mentee for approval."),
    Role.MENTEE: msg("Your request to reschedule to {time} has been sent to the mentor for approval."),
}
"""By who asked."""
CLOSED = {
    RequestStatus.DECLINED: msg("Reschedule Request Declined"),
    RequestStatus.WITHDRAWN: msg("Reschedule Request Withdrawn"),
}


def pick_card(times: RescheduleTimes) -> Card:
    """The mentor's free times to move the session to."""
    view, session = times.view, times.view.session
    doors = [Button(label("‹ The session"), ShowSession(session.id))]
    if not times.turn and view.viewer is Role.MENTOR:
        doors.insert(0, Button(label("Let them choose"), LetThemChoose(session.id, session.revision)))
    parts = free_times(
        times,
        lambda first, day: PickTime(session.id, first, day),
        lambda first, day: PickDay(session.id, first, day),
        lambda start: ProposeTime(session.id, session.revision, times.turn, start, times.minutes),
        *doors,
    )
    verb = "counter" if times.turn else "reschedule"
    command = Code(own_command(f"/sessions {session.code} {verb} tomorrow 3pm"))
    hint = Hint(say("Or type a time: {command}", command=command))
    title = label("Another time for {title}", title=title_of(session.topic))
    return Card(title, (Paragraph(_now(view)), *parts, hint))


def days_card(times: RescheduleTimes) -> Card:
    """The days on which the session could be, a month of them."""
    session = times.view.session
    parts = free_days(
        times,
        lambda first, day: PickDay(session.id, first, day),
        lambda first, day: PickTime(session.id, first, day),
        Button(label("‹ The session"), ShowSession(session.id)),
    )
    title = label("Another day for {title}", title=title_of(session.topic))
    return Card(title, (Paragraph(_now(times.view)), *parts))


def _now(view: SessionView) -> Text:
    return say(
        "It is {time}, with {who}.",
        time=when(view.session.starts_at, view.reader, Show.SHORT),
        who=who(view.other),
    )


def propose_layout(preview: ReschedulePreview) -> Layout:
    """What proposing means, and the words that go with it; without a start the choice is left to the mentee."""
    title, submit = label("Reschedule"), label("Ask for this time")
    leave = label("Keep the session as is")
    if preview.start is None:
        submit = label("Ask them to choose")
    elif preview.moves_at_once:
        submit = label("Move the session")
    elif preview.answer is RescheduleAnswer.COUNTER:
        title, submit = label("Another time"), label("Propose this time")
        leave = label("Leave the request open")
    return Layout(title, submit, _fields(preview), _propose_intro(preview), leave)


def _fields(preview: ReschedulePreview) -> tuple[Field, ...]:
    asks = preview.answer is None and preview.view.viewer is Role.MENTOR
    note = _words_field(label("Reason") if asks else label("Note"), required=asks)
    if len(preview.lengths) < 2:
        return (note,)
    options = tuple((str(minutes), length(minutes)) for minutes in preview.lengths)
    return SelectField("minutes", label("Length"), options, str(preview.minutes)), note


def _words_field(name: Label, *, required: bool = False) -> Field:
    return TextField("note", name, required=required, multiline=True, limit=NOTE_LIMIT)


def _propose_intro(preview: ReschedulePreview) -> tuple[Part, ...]:
    view, session, other = preview.view, preview.view.session, preview.view.other.name
    title = Bold(title_of(session.topic))
    if preview.start is None:
        asked = say("Ask {name} to choose another time for {title}?", name=other, title=title)
        then = say(
            "{name} chooses among your free times, and the session moves as soon as that is done.",
            name=other,
        )
    else:
        asked = say(
            "Move {title} from {old} to {new}?",
            title=title,
            old=when(session.starts_at, view.reader, Show.SHORT),
            new=when(preview.start, view.reader),
        )
        then = say("Nothing moves until {name} agrees.", name=other)
        if preview.moves_at_once:
            then = say("The session moves at once, and {name} is told.", name=other)
    parts: list[Part] = [Paragraph(asked), Hint(sentences(then, _counts(preview)))]
    if preview.often:
        parts.append(Paragraph((Bold(label(OFTEN)),)))
    return tuple(parts)


def _counts(preview: ReschedulePreview) -> Text:
    view = preview.view
    if preview.answer is not None or view.session.status is Status.REQUESTED:
        return ()
    used = allowance(view)
    if counts_now(view.session, view.policies, CountRescheduleOn.REQUEST) or preview.moves_at_once:
        return say("It counts as one of your reschedules ({allowance}).", allowance=used)
    return say("If it comes to that, it counts as one of your reschedules ({allowance}).", allowance=used)


def call_off_layout(view: SessionView) -> Layout:
    """Cancelling in place of moving."""
    session = view.session
    asked = say(
        "Cancel {title}, {time}, with {name}?",
        title=Bold(title_of(session.topic)),
        time=when(session.starts_at, view.reader, Show.SHORT),
        name=view.other.name,
    )
    then = sentences(
        say("You get a full refund.") if session.rate else (),
        say("It does not count against your month."),
        say("{name} is told at once.", name=view.other.name),
    )
    return Layout(
        label("Cancel session"),
        label("Cancel the session"),
        (_words_field(label("In your words")),),
        (Paragraph(asked), Hint(then)),
        label("Keep the session"),
        Style.DANGER,
    )


# --- answers to a press, where the notice of the same cannot be the answer


def asked_card(asked: RescheduleAsked) -> Card:
    """A request has gone out."""
    return _answer(label("Reschedule Request Sent"), sent_text(asked.view, asked.request), asked.view)


def countered_card(countered: RescheduleCountered) -> Card:
    """Another time has been proposed."""
    text = sent_text(countered.view, countered.request)
    return _answer(label("Counter-Proposal Sent"), text, countered.view)


def moved_card(moved: Rescheduled) -> Card:
    """The session has another time."""
    return _answer(label("Session Rescheduled"), moved_text(moved.view), moved.view)


def sent_text(view: SessionView, request: RescheduleRequest) -> Text:
    """What has gone out: the choice of a time, a time, or another one."""
    start = request.last.starts_at
    if start is None:
        return say("Your mentee has been asked to choose another time.")
    time = when(start, view.reader)
    if request.rounds:
        return say("Your alternative time of {time} has been sent for approval.", time=time)
    return say(SENT[view.viewer], time=time)


def moved_text(view: SessionView) -> Text:
    """The time that was agreed."""
    return say(
        "Session confirmed for {time}. Both parties have been notified.",
        time=when(view.session.starts_at, view.reader),
    )


def closed_card(closed: RescheduleClosed) -> Card:
    """A request was declined or withdrawn."""
    view = closed.view
    text = say("The session stays as it was: {time}.", time=when(view.session.starts_at, view.reader))
    return _answer(label(CLOSED[closed.request.status]), text, view)


def called_off_card(done: CalledOff) -> Card:
    """The mentee cancelled instead."""
    refunded = say("You will receive a full refund.") if done.view.session.rate else ()
    text = sentences(say("The session has been cancelled."), refunded)
    return _answer(label("Session Cancelled"), text, done.view)


def _answer(title: Label, text: Text, view: SessionView) -> Card:
    door = row(Button(label("Show the session"), ShowSession(view.session.id)))
    return Card(title, (Paragraph(text), door))
