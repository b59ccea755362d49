"""What people are written about moving a session."""

from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import row, when, who
from bot.rescheduling.request_cards import answer_buttons, history, old_and_new
from bot.session_facts import session_facts
from bot.sessions.cards import session_actions
from bot.ui import Bold, Button, Card, Facts, Hint, Paragraph, Part, Row, Show, Text, words
from core.people import Role
from core.reschedules import RequestStatus, RescheduleRequest
from core.usecases.session_views import SessionView


def asked_notice(view: SessionView, request: RescheduleRequest) -> Card:
    """A time, a counter-proposal, or the choice of one, to answer."""
    title = f"Reschedule request: {view.session.topic.title}"
    choose = request.last.starts_at is None
    text = words(who(view.other), " asks to move your session.")
    if request.rounds:
        title = f"Another time proposed: {view.session.topic.title}"
        text = words(who(view.other), " proposes another time.")
    elif choose:
        text = words(who(view.other), " asks you to choose another time for your session.")
    elif view.session.is_unaccepted:
        text = words(who(view.other), " has not accepted your booking as it is, and proposes another time.")
    final = request.rounds >= view.policies.max_counter_proposals
    last_round = " There are no counter-proposals left." if final and not choose else ""
    return Card(
        title,
        (
            Paragraph(text),
            old_and_new(view, request),
            *_buttons(view, request),
            Hint(words(*_until(view, request), last_round)),
        ),
    )


def prompt_notice(view: SessionView, request: RescheduleRequest) -> Card:
    """Somebody has not answered yet."""
    return Card(
        f"Please answer: {view.session.topic.title}",
        (
            Paragraph(words(who(view.other), " still waits to hear whether the session moves.")),
            old_and_new(view, request),
            *_buttons(view, request),
            Hint(_until(view, request)),
        ),
    )


def sent_notice(view: SessionView, request: RescheduleRequest) -> Card:
    """To whoever proposed."""
    title = "Counter-Proposal Sent" if request.rounds else "Reschedule Request Sent"
    agrees = " has chosen another time." if request.last.starts_at is None else " agrees."
    return Card(
        title,
        (
            Paragraph(words("The session stays where it is until ", who(view.other), agrees)),
            old_and_new(view, request),
            *_buttons(view, request),
            Hint(_until(view, request)),
        ),
    )


def ended_notice(view: SessionView, request: RescheduleRequest) -> Card:
    """Declined, withdrawn or not answered: the session stays as it was."""
    session = view.session
    by = "You" if request.ended_by is view.viewer else view.other.name
    title, text = "Reschedule Request Expired", " did not answer in time. "
    match request.status:
        case RequestStatus.DECLINED:
            title, text = "Reschedule Request Declined", " declined the request to move the session. "
        case RequestStatus.WITHDRAWN:
            title, text = "Reschedule Request Withdrawn", " withdrew the request to move the session. "
        case _ if request.responder is view.viewer:
            by = "You"
    stands = " stays on " if view.now < session.starts_at else " stayed on "
    waits = " is still requested for " if session.is_unaccepted else stands
    stays = words(Bold(session.topic.title), waits, when(session.starts_at, view.reader), ".")
    return Card(
        title,
        (
            Paragraph(words(by, text, *stays)),
            row(Button("Show the session", ShowSession(session.id)), Button("My sessions", ShowSessions())),
        ),
    )


def rescheduled_notice(view: SessionView, request: RescheduleRequest) -> Card:
    """The session has another time, to both; whoever settled it reads it as a confirmation."""
    mine = request.ended_by is view.viewer
    verb = "agreed to the new time"
    if request.turn == 1 and request.by is request.ended_by:
        verb = "moved the session"
    elif request.proposals[0].starts_at is None and request.last.by is request.ended_by:
        verb = "chose the new time"
    text = words("You" if mine else who(view.other), f" {verb}.")
    rows: list[tuple[str, Text]] = [("Until now", words(when(request.original_start, view.reader)))]
    if request.last.note and request.last.by is not view.viewer:
        rows.append(("Reason" if view.viewer is Role.MENTEE else "Note", words(request.last.note)))
    actions = (*session_actions(view), Button("Show the session", ShowSession(view.session.id)))
    return Card(
        "Reschedule Confirmed" if mine else "Session Rescheduled",
        (
            Paragraph(text),
            Facts((*session_facts(view)[:3], *rows)),
            Row(actions),
            Hint(words("I will remind you before the new time; reminders of the old one are gone.")),
        ),
    )


def settled_request(view: SessionView, request: RescheduleRequest) -> Card:
    """What becomes of a message about a request once it was answered: how it went, and who ended it."""
    door = row(Button("Show the session", ShowSession(view.session.id)))
    return Card(view.session.topic.title, (Paragraph(history(view, request)), door))


def settled_by_move(view: SessionView) -> Card:
    """What becomes of a message that told the time before."""
    session = view.session
    text = words("This session has been moved to ", when(session.starts_at, view.reader), ".")
    return Card(
        session.topic.title, (Paragraph(text), row(Button("Show the session", ShowSession(session.id))))
    )


def _buttons(view: SessionView, request: RescheduleRequest) -> tuple[Part, ...]:
    buttons = answer_buttons(view, request)
    return (Row((*buttons, Button("Show the session", ShowSession(view.session.id)))),)


def _until(view: SessionView, request: RescheduleRequest) -> Text:
    until = when(request.expires_at, view.reader, Show.SHORT)
    start = request.last.starts_at
    kept = ", and the time is kept until then" if start and view.policies.hold_proposed_time else ""
    if request.responder is view.viewer:
        without = (
            "the booking request ends" if view.session.is_unaccepted else "the session stays as it was"
        )
        return words("Please answer until ", until, f"{kept}. Without an answer {without}.")
    return words(f"{view.other.name} can answer until ", until, f"{kept}.")
