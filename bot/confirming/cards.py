"""Bookings that a mentor has to accept, as cards."""

from bot.actions.confirming import AcceptBooking, DeclineBooking
from bot.actions.mentors import BrowseMentors
from bot.actions.rescheduling import PickTime
from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import danger, primary, row, title_of, when, who
from bot.sentences import label, msg, say, sentences
from bot.session_facts import reason_fact, session_facts
from bot.ui import (
    Bold,
    Button,
    Card,
    Facts,
    Hint,
    Layout,
    Link,
    Paragraph,
    Part,
    Row,
    Show,
    Style,
    Text,
    TextField,
)
from core.cancelling import NOTE_LIMIT
from core.people import Role
from core.reschedules import RequestStatus
from core.sessions import Status
from core.usecases.confirming import Accepted, Declined
from core.usecases.session_views import SessionView

UNANSWERED = {
    (True, True): msg(
        "You did not answer the proposal of another time for {title} on {time}, so the request has ended."
    ),
    (True, False): msg(
        "{who} did not answer the proposal of another time for {title} on {time}, so the request has ended."
    ),
    (False, True): msg("You did not answer the request for {title} on {time}, so it has ended."),
    (False, False): msg("{who} did not answer the request for {title} on {time}, so it has ended."),
}
"""By whether another time was left open, and whether the reader should have answered."""
ENDED = {
    (Role.MENTOR, True): msg("Declined by you, {time}."),
    (Role.MENTOR, False): msg("Declined by {who}, {time}."),
    (Role.MENTEE, True): msg("Taken back by you, {time}."),
    (Role.MENTEE, False): msg("Taken back by {who}, {time}."),
}
"""By who ended it, and whether that is the reader."""


def confirmation_actions(view: SessionView) -> list[Button | Link]:
    """What a mentor may do about a booking that waits for them."""
    session = view.session
    waits = session.status is Status.REQUESTED and view.viewer is Role.MENTOR
    if not waits or session.confirm_by is None or view.now >= session.confirm_by:
        return []
    # Beside the answers to a counter-proposal, a second Accept would be taken for the time on the table.
    if view.request is not None and view.awaits_viewer:
        return []
    accept = primary(label("Accept"), AcceptBooking(session.id, session.revision))
    actions: list[Button | Link] = [accept]
    if view.request is None:
        actions.append(Button(label("Propose another time"), PickTime(session.id)))
    return [*actions, danger(label("Decline"), DeclineBooking(session.id, session.revision))]


def accepted_card(done: Accepted) -> Card:
    """To the mentor who accepted, where the confirmation cannot be the answer."""
    session, mentee = done.view.session, done.view.mentee
    text = say(
        "{code} with {who}, {time}.",
        code=Bold(session.code),
        who=who(mentee),
        time=when(session.starts_at, done.view.reader),
    )
    told = () if done.again else say("{name} is being told.", name=mentee.name)
    return Card(
        label("Accepted before") if done.again else label("Accepted"),
        (Paragraph(sentences(text, told)), _doors(done.view)),
    )


def declined_card(done: Declined) -> Card:
    """To the mentor who declined, where the confirmation cannot be the answer."""
    session, mentee = done.view.session, done.view.mentee
    text = say("{code} with {who} is off.", code=Bold(session.code), who=who(mentee))
    told = say("{name} is being told.", name=mentee.name)
    return Card(
        label("Declined"),
        (Paragraph(sentences(text, told)), row(Button(label("My sessions"), ShowSessions()))),
    )


def decline_layout(view: SessionView) -> Layout:
    """What declining means, and the reason that goes with it."""
    reason = TextField("note", label("Reason"), required=False, multiline=True, limit=NOTE_LIMIT)
    submit, leave = label("Decline the request"), label("Leave the request open")
    return Layout(label("Decline request"), submit, (reason,), _decline_intro(view), leave, Style.DANGER)


def _decline_intro(view: SessionView) -> tuple[Part, ...]:
    name = view.mentee.name
    asked = say(
        "Decline {title}, {time}, with {name}?",
        title=Bold(title_of(view.session.topic)),
        time=when(view.session.starts_at, view.reader, Show.SHORT),
        name=name,
    )
    told = say(
        "{name} is told at once, with your reason if you give one, and the session does not count "
        "against their month.",
        name=name,
    )
    free = say("The time becomes free for others.")
    instead = say("You can also propose another time instead.")
    return Paragraph(asked), Hint(sentences(told, free, instead))


# --- notices


def requested_notice(view: SessionView) -> Card:
    """A booking that the mentor has to answer."""
    ends = say("If you do not answer, the request ends then.")
    return Card(
        label("Booking request: {title}", title=title_of(view.session.topic)),
        (Facts(session_facts(view)), *_buttons(view), Hint(sentences(_kept(view), ends))),
    )


def request_sent_notice(view: SessionView) -> Card:
    """To the mentee: it is no session yet."""
    mentor = view.mentor
    first = say("{who} accepts each booking first, so this is not confirmed yet.", who=who(mentor))
    then = say("I tell you as soon as {name} has answered.", name=mentor.name)
    return Card(
        label("Booking request sent"),
        (
            Paragraph(first),
            Facts(session_facts(view)),
            Hint(sentences(_kept(view), then)),
            _doors(view),
        ),
    )


def accepted_lead(view: SessionView) -> Text:
    """To the mentor who has accepted it, above the facts of the session; nothing where the mentee agreed last."""
    agreed = (each for each in view.requests if each.status is RequestStatus.ACCEPTED)
    if view.viewer is Role.MENTEE or any(each.ended_by is Role.MENTEE for each in agreed):
        return ()
    return say("You accepted this booking, and {name} is told.", name=view.mentee.name)


def request_prompt_notice(view: SessionView) -> Card:
    """The mentor has not answered yet."""
    waits = say("{who} still waits to hear whether you take this session.", who=who(view.mentee))
    return Card(
        label("Please answer: {title}", title=title_of(view.session.topic)),
        (Paragraph(waits), Facts(session_facts(view)), *_buttons(view)),
    )


def request_ended_notice(view: SessionView) -> Card:
    """Declined, or not answered in time; whoever did it reads it as a confirmation."""
    session = view.session
    assert session.cancellation is not None
    declined = session.cancellation.by is Role.MENTOR
    title = label("Request declined") if declined else label("Request not answered in time")
    parts: list[Part] = [Paragraph(_declined(view) if declined else _not_answered(view))]
    if reason := reason_fact(view):
        parts.append(Facts(reason))
    sessions = Button(label("My sessions"), ShowSessions())
    if view.viewer is Role.MENTOR:
        return Card(title, (*parts, row(sessions)))
    return Card(
        title,
        (
            *parts,
            Hint(say("It does not count against your month.")),
            row(primary(label("Book another time"), BrowseMentors()), sessions),
        ),
    )


def _declined(view: SessionView) -> Text:
    title, time = Bold(title_of(view.session.topic)), when(view.session.starts_at, view.reader)
    if view.viewer is Role.MENTOR:
        return say(
            "You declined {title} on {time}. {name} is told.", title=title, time=time, name=view.mentee.name
        )
    return say("{who} declined {title} on {time}.", who=who(view.mentor), title=title, time=time)


def _not_answered(view: SessionView) -> Text:
    proposed = _left_open_by_mentee(view)
    silent = view.mentee if proposed else view.mentor
    return say(
        UNANSWERED[proposed, silent is view.reader],
        who=silent.name,
        title=Bold(title_of(view.session.topic)),
        time=when(view.session.starts_at, view.reader),
    )


def _left_open_by_mentee(view: SessionView) -> bool:
    """Whether the booking ended with another time that the mentor had proposed."""
    last, until = next(reversed(view.requests), None), view.session.confirm_by
    if last is None or until is None or last.status is not RequestStatus.EXPIRED:
        return False
    return last.responder is Role.MENTEE and last.expires_at >= until


def request_outcome(view: SessionView) -> Text:
    """What became of a booking that its mentor had to accept."""
    end = view.session.cancellation
    if end is None:
        if view.viewer is Role.MENTOR:
            return say("Accepted by you.")
        return say("Accepted by {who}.", who=view.mentor.name)
    if end.by is None:
        return say("Not answered in time.")
    return say(
        ENDED[end.by, end.by is view.viewer],
        who=view.other.name,
        time=when(end.at, view.reader, Show.SHORT),
    )


def _doors(view: SessionView) -> Row:
    return row(
        Button(label("Show the session"), ShowSession(view.session.id)),
        Button(label("My sessions"), ShowSessions()),
    )


def _buttons(view: SessionView) -> tuple[Row, ...]:
    actions = confirmation_actions(view)
    return (Row(tuple(actions)),) if actions else ()


def _kept(view: SessionView) -> Text:
    assert view.session.confirm_by is not None
    until = when(view.session.confirm_by, view.reader, Show.SHORT)
    return say("The time is kept until {time}.", time=until)
