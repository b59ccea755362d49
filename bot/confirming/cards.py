"""Bookings that a mentor has to accept, as cards."""

from bot.actions.confirming import AcceptBooking, DeclineBooking
from bot.actions.mentors import BrowseMentors
from bot.actions.rescheduling import PickTime
from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import danger, primary, row, when, who
from bot.session_facts import session_facts
from bot.ui import Bold, Button, Card, Facts, Hint, Link, Paragraph, Part, Row, Show, Text, words
from core.people import Role
from core.reschedules import RequestStatus
from core.sessions import Status
from core.usecases.confirming import Accepted, Declined
from core.usecases.session_views import SessionView


def confirmation_actions(view: SessionView) -> list[Button | Link]:
    """What a mentor may do about a booking that waits for them."""
    session = view.session
    waits = session.status is Status.REQUESTED and view.viewer is Role.MENTOR
    if not waits or session.confirm_by is None or view.now >= session.confirm_by:
        return []
    # Beside the answers to a counter-proposal, a second Accept would be taken for the time on the table.
    if view.request is not None and view.awaits_viewer:
        return []
    actions: list[Button | Link] = [primary("Accept", AcceptBooking(session.id, session.revision))]
    if view.request is None:
        actions.append(Button("Propose another time", PickTime(session.id)))
    return [*actions, danger("Decline", DeclineBooking(session.id, session.revision))]


def accepted_card(done: Accepted) -> Card:
    """To the mentor who accepted; the lasting confirmation follows as a notice."""
    session, mentee = done.view.session, done.view.mentee
    text = words(
        Bold(session.code), " with ", who(mentee), ", ", when(session.starts_at, done.view.reader), "."
    )
    told = () if done.again else words(f" {mentee.name} is being told.")
    return Card(
        "Accepted before" if done.again else "Accepted",
        (
            Paragraph(words(*text, *told)),
            row(Button("Show the session", ShowSession(session.id)), Button("My sessions", ShowSessions())),
        ),
    )


def declined_card(done: Declined) -> Card:
    """To the mentor who declined; the lasting confirmation follows as a notice."""
    session, mentee = done.view.session, done.view.mentee
    return Card(
        "Declined",
        (
            Paragraph(
                words(Bold(session.code), " with ", who(mentee), f" is off. {mentee.name} is being told.")
            ),
            row(Button("My sessions", ShowSessions())),
        ),
    )


def decline_intro(view: SessionView) -> tuple[Part, ...]:
    """What declining means, before it is confirmed."""
    asked = words(
        "Decline ",
        Bold(view.session.topic.title),
        ", ",
        when(view.session.starts_at, view.reader, Show.SHORT),
        ", with ",
        view.mentee.name,
        "?",
    )
    then = (
        f"{view.mentee.name} is told at once, with your reason if you give one, and the session does not count "
        "against their month. The time becomes free for others. You can also propose another time instead."
    )
    return Paragraph(asked), Hint(words(then))


# --- notices


def requested_notice(view: SessionView) -> Card:
    """A booking that the mentor has to answer."""
    return Card(
        f"Booking request: {view.session.topic.title}",
        (
            Facts(session_facts(view)),
            *_buttons(view),
            Hint(words(*_kept(view), " If you do not answer, the request ends then.")),
        ),
    )


def request_sent_notice(view: SessionView) -> Card:
    """To the mentee: it is no session yet."""
    mentor = view.mentor
    return Card(
        "Booking request sent",
        (
            Paragraph(words(who(mentor), " accepts each booking first, so this is not confirmed yet.")),
            Facts(session_facts(view)),
            Hint(words(*_kept(view), f" I tell you as soon as {mentor.name} has answered.")),
            row(
                Button("Show the session", ShowSession(view.session.id)),
                Button("My sessions", ShowSessions()),
            ),
        ),
    )


def request_prompt_notice(view: SessionView) -> Card:
    """The mentor has not answered yet."""
    return Card(
        f"Please answer: {view.session.topic.title}",
        (
            Paragraph(words(who(view.mentee), " still waits to hear whether you take this session.")),
            Facts(session_facts(view)),
            *_buttons(view),
        ),
    )


def request_ended_notice(view: SessionView) -> Card:
    """Declined, or not answered in time; whoever did it reads it as a confirmation."""
    session, mentor = view.session, view.mentor
    assert session.cancellation is not None
    mine = view.viewer is Role.MENTOR
    what: Text = words(Bold(session.topic.title), " on ", when(session.starts_at, view.reader))
    if session.cancellation.by is Role.MENTOR:
        title = "Request declined"
        text = words("You" if mine else who(mentor), " declined ", *what, ".")
    else:
        title = "Request not answered in time"
        proposed = _left_open_by_mentee(view)
        silent = view.mentee if proposed else mentor
        late = "You did not answer" if silent is view.reader else f"{silent.name} did not answer"
        about = "the proposal of another time" if proposed else "the request"
        text = words(
            f"{late} {about} for ", *what, ", so ", "the request" if proposed else "it", " has ended."
        )
    note = session.cancellation.note
    parts: list[Part] = [Paragraph(text)]
    if note:
        parts.append(Facts((("Reason", words(note)),)))
    if mine:
        return Card(title, (*parts, row(Button("My sessions", ShowSessions()))))
    return Card(
        title,
        (
            *parts,
            Hint(words("It does not count against your month.")),
            row(primary("Book another time", BrowseMentors()), Button("My sessions", ShowSessions())),
        ),
    )


def _left_open_by_mentee(view: SessionView) -> bool:
    """Whether the booking ended with another time that the mentor had proposed."""
    last, until = next(reversed(view.requests), None), view.session.confirm_by
    if last is None or until is None or last.status is not RequestStatus.EXPIRED:
        return False
    return last.responder is Role.MENTEE and last.expires_at >= until


def request_settled(view: SessionView) -> Card:
    """What becomes of messages about a request once it is accepted, or has ended."""
    session = view.session
    end = session.cancellation
    if end is None:
        whose = "you" if view.viewer is Role.MENTOR else view.mentor.name
        outcome = words(f"Accepted by {whose}.")
    elif end.by is None:
        outcome = words("Not answered in time.")
    else:
        verb = "Declined" if end.by is Role.MENTOR else "Taken back"
        whose = "you" if end.by is view.viewer else view.other.name
        outcome = words(f"{verb} by {whose}, ", when(end.at, view.reader, Show.SHORT), ".")
    return Card(session.topic.title, (Facts(session_facts(view)[:2]), Paragraph(outcome)))


def _buttons(view: SessionView) -> tuple[Row, ...]:
    actions = confirmation_actions(view)
    return (Row(tuple(actions)),) if actions else ()


def _kept(view: SessionView) -> Text:
    assert view.session.confirm_by is not None
    return words("The time is kept until ", when(view.session.confirm_by, view.reader, Show.SHORT), ".")
